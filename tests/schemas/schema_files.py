"""Reads the schema files and walks them, so that the tests can say what holds for every field."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import jsonschema
import jsonschema_rs
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from milepost.source.units import is_instant

FOLDER = Path(__file__).parents[2] / "schema"
SUFFIX = ".schema.json"
BASE = "file:///schema/"
SCHEMAS = {path.name: json.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*" + SUFFIX))}
REGISTERS = {name: schema for name, schema in SCHEMAS.items() if "x-register" in schema}

_SCHEMA_MAPS = ("properties", "patternProperties", "$defs")
_SCHEMA_LISTS = ("allOf",)
_SUBSCHEMAS = ("items", "additionalProperties", "propertyNames", "if", "then", "else", "not")

FORMATS = FormatChecker(["date"])
FORMATS.checks("instant")(is_instant)

_RESOURCES = [(BASE + name, DRAFT202012.create_resource(schema)) for name, schema in SCHEMAS.items()]
REGISTRY: Registry = Registry().with_resources(_RESOURCES)


@dataclass(frozen=True, slots=True)
class Place:
    """A schema within a file: where it stands and what it says."""

    file: str
    pointer: str
    schema: dict

    def __str__(self) -> str:
        return f"{self.file}#{self.pointer}"

    def resolved(self) -> dict:
        """The schema with every `$ref` followed; what stands beside a `$ref` wins."""
        schema, file = self.schema, self.file
        while "$ref" in schema:
            name, _, pointer = schema["$ref"].partition("#")
            file = name or file
            target = REGISTRY.resolver().lookup(f"{BASE}{file}#{pointer}").contents
            schema = {**target, **{key: value for key, value in schema.items() if key != "$ref"}}
        return schema


def schemas_in(file: str) -> Iterator[Place]:
    """Every schema of a file, its root first. Conditions (`if`, `then`, `else`) are walked too."""
    stack = [Place(file, "", SCHEMAS[file])]
    while stack:
        place = stack.pop()
        yield place
        for keyword in _SCHEMA_MAPS:
            for key, value in place.schema.get(keyword, {}).items():
                step = key.replace("~", "~0").replace("/", "~1")
                stack.append(Place(file, f"{place.pointer}/{keyword}/{step}", value))
        for keyword in _SCHEMA_LISTS:
            for index, value in enumerate(place.schema.get(keyword, [])):
                stack.append(Place(file, f"{place.pointer}/{keyword}/{index}", value))
        stack.extend(
            Place(file, f"{place.pointer}/{keyword}", place.schema[keyword])
            for keyword in _SUBSCHEMAS
            if isinstance(place.schema.get(keyword), dict)
        )


def fields() -> list[Place]:
    """Every property of every schema: what a user writes as a key. Conditions are no fields."""
    return [
        place
        for file in SCHEMAS
        for place in schemas_in(file)
        if place.pointer.split("/")[-2:-1] == ["properties"]
        and not {"if", "then", "else"} & set(place.pointer.split("/"))
    ]


def reference_to(place: Place) -> dict:
    """A schema that only points at the place, so that its own references resolve."""
    pointer = place.pointer.replace("%", "%25").replace("^", "%5E").replace("[", "%5B").replace("]", "%5D")
    return {"$ref": f"{BASE}{place.file}#{pointer}"}


def validator(schema: dict, file: str = "test.schema.json") -> Draft202012Validator:
    """The slow validator, which finds the words."""
    root = Resource.from_contents(schema, DRAFT202012)
    registry = REGISTRY.with_resource(BASE + file, root)
    target = {"$ref": BASE + file}
    return jsonschema.Draft202012Validator(target, registry=registry, format_checker=FORMATS)


def fast_validator(schema: dict) -> jsonschema_rs.Draft202012Validator:
    """The fast validator, which says whether."""
    registry = jsonschema_rs.Registry([(BASE + name, value) for name, value in SCHEMAS.items()])
    return jsonschema_rs.Draft202012Validator(
        schema,
        registry=registry,
        base_uri=BASE + "test.schema.json",
        formats={"instant": is_instant},
        validate_formats=True,
        offline=True,
    )


def record_lists() -> list[tuple[str, dict, dict]]:
    """Every kind of record: file, its `x-records`, and the schema of one record."""
    found = []
    for file, schema in SCHEMAS.items():
        if "x-records" in schema:
            found.append((file, schema["x-records"], schema))
        for key, value in schema.get("properties", {}).items():
            if "x-records" in value:
                single = "items" not in value  # one record instead of a list of them
                pointer = f"/properties/{key}" if single else f"/properties/{key}/items"
                place = Place(file, pointer, value if single else value["items"])
                found.append((file, value["x-records"], place.resolved()))
    return found
