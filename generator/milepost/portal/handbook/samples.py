"""A small example of every register, built from the examples of its fields.

Together the examples are one project: where one names a record, another one holds it.
"""

from collections.abc import Iterator, Mapping
from typing import cast

from milepost.portal.handbook.yaml_text import to_yaml
from milepost.source.schemas import PROJECT, SUFFIX, Json, RecordList, RegisterSchema, Schema, SchemaSet

_ENOUGH = 6
"""An example that has this many fields is left as it is."""

_OF_THE_PROJECT = ("purpose", "sponsor", "manager", "target_finish", "calendar", "currency", "tolerances")
_LATER = frozenset({"accepted", "actual", "answered", "applied_to", "checked", "decided", "decided_by",
                    "decision", "delivered", "done", "fixed", "implemented", "responded", "response",
                    "result", "status", "validated"})  # fmt: skip
"""Fields that say how a record ended; an example shows one that has begun."""


def sample_files(schemas: SchemaSet) -> dict[str, str]:
    """The examples of all registers and of project.yaml: path in a project to text."""
    samples = _samples(schemas)
    files = {f"{PROJECT}.yaml": to_yaml(samples[PROJECT])}
    for register in schemas.registers.values():
        path, text = _file(register, samples[register.name])
        files[path] = text
    return files


def sample_of(register: str, files: Mapping[str, str]) -> tuple[str, str]:
    """Path and text of the example of one register."""
    return next(
        (path, text) for path, text in files.items() if path.split("/")[0].partition(".")[0] == register
    )


def _file(register: RegisterSchema, data: Schema) -> tuple[str, str]:
    if register.layout == "yaml":
        return f"{register.name}.yaml", to_yaml(data)
    name = str(data.get("id", register.name))
    if register.layout == "markdown":
        return f"{register.name}/{name}.md", f"---\n{to_yaml(data)}---\n\nText in Markdown.\n"
    return f"{register.name}/{name}.yaml", to_yaml(data)


def _samples(schemas: SchemaSet) -> dict[str, Schema]:
    """Register to the content of its file; ids that no example has are replaced by one that is there."""
    drafts = {name: _draft(register, schemas) for name, register in schemas.registers.items()}
    drafts[PROJECT] = _project(schemas)
    ids = _ids(drafts, schemas)
    return {
        name: cast(
            "Schema", _Mend(schemas, ids).value(draft, schemas.files[name + SUFFIX], name + SUFFIX, "")
        )
        for name, draft in drafts.items()
    }


def _project(schemas: SchemaSet) -> Schema:
    wanted = (*cast("list[str]", schemas.project["required"]), *_OF_THE_PROJECT)
    return _examples(schemas.project, wanted, PROJECT + SUFFIX, schemas)


def _draft(register: RegisterSchema, schemas: SchemaSet) -> Schema:
    file = register.name + SUFFIX
    if register.layout != "yaml":
        (entry,) = register.lists
        return _record(entry, register.schema, file, schemas)
    draft: Schema = {}
    for entry in register.lists:
        value, _ = schemas.resolve(cast("Schema", _properties(register.schema)[entry.key]), file)
        record = _record(entry, value, file, schemas)
        draft[entry.key] = record if entry.single else [record]
    return draft


def _record(entry: RecordList, written: Schema, file: str, schemas: SchemaSet) -> Schema:
    """One record: the example of the list, made longer by the columns of its table when it is short."""
    examples = cast("list[Json]", written.get("examples", [{}]))
    first = examples[0] if not isinstance(examples[0], list) else examples[0][0]
    record = cast("Schema", dict(cast("Schema", first)))
    if len(record) >= _ENOUGH or (entry.nested and entry.key in record):
        return record
    wanted = (*cast("list[str]", entry.schema.get("required", [])), *entry.columns)
    more = [name for name in wanted if name not in record and name not in _LATER]
    return {**record, **_examples(entry.schema, more, file, schemas)}


def _examples(schema: Schema, names: "list[str] | tuple[str, ...]", file: str, schemas: SchemaSet) -> Schema:
    found: Schema = {}
    for name in names:
        field, _ = schemas.resolve(cast("Schema", _properties(schema)[name]), file)
        found[name] = cast("list[Json]", field["examples"])[0]
    return found


def _properties(schema: Schema) -> Schema:
    return cast("Schema", schema.get("properties", {}))


def _ids(drafts: Mapping[str, Schema], schemas: SchemaSet) -> dict[str, list[str]]:
    """Kind to the ids that the examples have."""
    found: dict[str, list[str]] = {}
    for register in schemas.registers.values():
        for entry in register.lists:
            value = drafts[register.name]
            content = value[entry.key] if entry.key else value
            found[entry.kind] = list(_ids_in(content, entry.key))
    return found


def _ids_in(records: Json, key: str) -> Iterator[str]:
    for record in records if isinstance(records, list) else [records]:
        if isinstance(record, dict) and isinstance(record.get("id"), str):
            yield str(record["id"])
        if key and isinstance(record, dict) and key in record:
            yield from _ids_in(record[key], key)


class _Mend:
    """Goes through an example beside its schema and makes every reference lead to a record that is there."""

    def __init__(self, schemas: SchemaSet, ids: Mapping[str, list[str]]) -> None:
        self._schemas = schemas
        self._ids = ids

    def value(self, value: Json, schema: Schema, file: str, own: str) -> Json:
        """The value with references that hold; None when there is nothing to refer to."""
        schema, file = self._schemas.resolve(schema, file)
        if isinstance(value, str) and "x-ref" in schema:
            return self._reference(value, schema, own)
        if isinstance(value, list):
            items = [self.value(one, cast("Schema", schema.get("items", {})), file, own) for one in value]
            kept = _distinct([one for one in items if one is not None])
            return kept if kept or not value else None
        if isinstance(value, dict):
            mended = {
                key: self.value(one, _field(schema, key), file, str(value.get("id", own)))
                for key, one in value.items()
            }
            return {key: one for key, one in mended.items() if one is not None}
        return value

    def _reference(self, value: str, schema: Schema, own: str) -> Json:
        kinds = schema["x-ref"]
        allowed = list(self._ids) if kinds == "*" else kinds if isinstance(kinds, list) else [kinds]
        there = [one for kind in allowed for one in self._ids.get(str(kind), []) if one != own]
        id_, _, rest = value.partition(" ")
        if id_ in there:
            return value
        return f"{there[0]} {rest}".strip() if there else None


def _field(schema: Schema, key: str) -> Schema:
    inner = _properties(schema).get(key, schema.get("additionalProperties"))
    return inner if isinstance(inner, dict) else {}


def _distinct(items: list[Json]) -> list[Json]:
    return [one for index, one in enumerate(items) if one not in items[:index]]
