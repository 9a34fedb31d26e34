"""The least that a check could be: read the files as libyaml events, build plain data, validate it.

Usage: reference.py SCHEMA_FOLDER PROJECT_FOLDER. It knows neither positions nor references nor rules, and prints
only how many files it validated.
"""

import json
import sys
from pathlib import Path

import click
import jsonschema_rs
import yaml


def build(text):
    root, stack, key = None, [], []
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        kind = type(event)
        if kind is yaml.ScalarEvent:
            value = event.value
            if stack and type(stack[-1]) is dict and key[-1] is None:
                key[-1] = value
                continue
            if event.implicit[0] and value[:1].isdigit() and value.isdigit():
                value = int(value)
        elif kind in (yaml.MappingStartEvent, yaml.SequenceStartEvent):
            stack.append({} if kind is yaml.MappingStartEvent else [])
            key.append(None)
            continue
        elif kind in (yaml.MappingEndEvent, yaml.SequenceEndEvent):
            value = stack.pop()
            key.pop()
        else:
            continue
        if not stack:
            root = value
        elif type(stack[-1]) is dict:
            stack[-1][key[-1]] = value
            key[-1] = None
        else:
            stack[-1].append(value)
    return root


def main():
    schemas = {path.name: json.loads(path.read_bytes()) for path in sorted(Path(sys.argv[1]).glob("*.json"))}
    registry = jsonschema_rs.Registry(
        [(f"file:///schema/{name}", schema) for name, schema in schemas.items()]
    )
    root = Path(sys.argv[2])
    validated = 0
    for path in sorted(root.rglob("*.yaml")):
        name = (
            path
            if path.parent == root
            else path.relative_to(root).parts[0] and root / path.relative_to(root).parts[0]
        ).stem
        schema = schemas.get(f"{name}.schema.json")
        if schema is None:
            continue
        data = build(path.read_text(encoding="utf-8"))
        validator = jsonschema_rs.Draft202012Validator(
            schema, base_uri=f"file:///schema/{name}.schema.json", registry=registry, validate_formats=True
        )
        validator.is_valid(data)
        validated += 1
    click.echo(validated)


if __name__ == "__main__":
    main()
