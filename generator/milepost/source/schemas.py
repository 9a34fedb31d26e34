"""The schemas of a project: those of the package and those of its own, and the registers they describe."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TypeAlias, cast

from milepost.diagnostics import Diagnostic, Span
from milepost.frozen import field, frozen
from milepost.source import rules
from milepost.source.digest import blake2b
from milepost.source.folder import Folder, RefusedError

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"
Schema: TypeAlias = dict[str, Json]

GROUPS = (
    "Direction",
    "Schedule",
    "Money",
    "Risk",
    "Scope",
    "Quality",
    "People",
    "Communication",
    "Control",
)
"""Sections of the navigation, in order."""

SUFFIX = ".schema.json"
PROJECT = "project"
SHARED = "common"


@frozen
class RecordList:
    """One kind of record and where a register keeps it.

    Attributes:
        kind: Name of the kind in the singular: risk, task, budget_line.
        key: The top-level key of the list; empty when the file itself is the record.
        title: Heading of the list.
        prefix: Conventional beginning of its ids; empty when its records have no id.
        columns: Fields shown in tables.
        register: Name of the register that holds it.
        schema: The JSON Schema of one record.
        nested: Whether a record may hold records of its own kind under the same key.
        single: Whether there is one such record in a file, not a list of them.
    """

    kind: str
    key: str
    title: str
    prefix: str
    columns: tuple[str, ...]
    register: str
    schema: Schema = field(repr=False)
    nested: bool = False
    single: bool = False


@frozen
class RegisterSchema:
    """A register: one file or folder of files, and the lists in it.

    Attributes:
        name: File name without `.yaml`, or name of the folder.
        title: Heading of its page.
        group: Section of the navigation.
        order: Place within the section.
        layout: "yaml" (lists under keys), "documents" or "markdown" (each file is one record).
        lists: The kinds of record it holds.
        schema: The JSON Schema of a whole file.
        tables: Keys of the lists whose records may also be written as lines of CSV files in its folder.
    """

    name: str
    title: str
    description: str
    group: str
    order: int
    layout: str
    lists: tuple[RecordList, ...]
    schema: Schema = field(repr=False)
    tables: tuple[str, ...] = ()


@frozen
class SchemaSet:
    """Every schema in force, by the name of its file.

    Attributes:
        files: File name (`risks.schema.json`) to schema.
        registers: Register name to register, in order of group and place.
        kinds: Kind to the list that holds it.
        digest: Stands for the text of all schemas; empty where it is not known.
    """

    files: Mapping[str, Schema]
    registers: Mapping[str, RegisterSchema]
    kinds: Mapping[str, RecordList]
    digest: str = ""

    @property
    def project(self) -> Schema:
        """The schema of project.yaml."""
        return self.files[PROJECT + SUFFIX]

    def resolve(self, schema: Schema, file: str) -> tuple[Schema, str]:
        """Follow `$ref` until a schema without one; siblings of a `$ref` win over what it names.

        Returns:
            The schema, and the name of the file its own references are relative to.
        """
        while isinstance(reference := schema.get("$ref"), str):
            name, _, pointer = reference.partition("#")
            file = name or file
            target: Json = cast("Json", self.files[file])
            for step in pointer.split("/")[1:]:
                target = cast("Schema", target)[step]
            siblings = {key: value for key, value in schema.items() if key != "$ref"}
            schema = {**cast("Schema", target), **siblings}
        return schema, file


OWN = "schema"
"""The folder beside project.yaml with the schemas of a project's own registers."""

MAX_BYTES = 1024 * 1024
"""Size of the largest schema of a project's own that is read."""


def load(package: Path, own: Folder | None) -> tuple[SchemaSet, list[Diagnostic]]:
    """Read the schemas of the package, then those of the project.

    Args:
        package: Folder of the schemas that come with the program.
        own: The project's folder, which may have a folder `schema`; None for no project.

    Returns:
        The schemas, and what is wrong with the project's own.
    """
    files: dict[str, Schema] = {}
    findings: list[Diagnostic] = []
    digest = blake2b(digest_size=16)
    for path in sorted(package.glob("*" + SUFFIX)):
        content = path.read_bytes()
        digest.update(content)
        files[path.name] = json.loads(content)
    if own is not None:
        for name in names_of_own(own):
            schema = _own_schema(own, name, files, findings)
            if schema is not None:
                files[name] = schema
                digest.update(json.dumps([name, schema]).encode())
    registers: dict[str, RegisterSchema] = {}
    for schema in files.values():
        register = _register(schema)
        if register is not None:
            registers[register.name] = register
    ordered = sorted(registers.values(), key=_place)
    kinds = {entry.kind: entry for register in ordered for entry in register.lists}
    project = files.get(PROJECT + SUFFIX, {})
    if "x-records" in project:
        kinds[PROJECT] = _record_list(cast("Schema", project["x-records"]), "", PROJECT, project, {})
    names = {register.name: register for register in ordered}
    return SchemaSet(files, names, kinds, digest.hexdigest()), findings


def _place(register: RegisterSchema) -> tuple[int, int, str]:
    group = GROUPS.index(register.group) if register.group in GROUPS else len(GROUPS)
    return (group, register.order, register.name)


def names_of_own(folder: Folder) -> list[str]:
    """Names of the files in a project's folder `schema`, in order."""
    if not folder.has(OWN):
        return []
    try:
        names = [entry.name for entry in folder.entries(OWN)]
    except OSError:
        return []
    return [name for name in names if name.endswith(SUFFIX)]


def _own_schema(
    folder: Folder, name: str, files: Mapping[str, Schema], findings: list[Diagnostic]
) -> Schema | None:
    span = Span.of_file(f"{OWN}/{name}")
    if name in files:
        findings.append(rules.BAD_SCHEMA.at(span, "a schema that comes with the program cannot be replaced"))
        return None
    try:
        schema = json.loads(folder.content(f"{OWN}/{name}", MAX_BYTES))
    except (RefusedError, ValueError, RecursionError) as error:
        findings.append(rules.BAD_SCHEMA.at(span, f"it cannot be read: {error}"))
        return None
    problem = _problem_of_own(schema, name, files)
    if problem is not None:
        findings.append(rules.BAD_SCHEMA.at(span, problem))
        return None
    return cast("Schema", schema)


def _problem_of_own(schema: object, name: str, files: Mapping[str, Schema]) -> str | None:
    from jsonschema_rs import meta

    if not isinstance(schema, dict) or not isinstance(schema.get("x-register"), dict):
        return "it lacks x-register, which says the register's name, title, group and order"
    if not meta.is_valid(schema):
        return "it is not a valid JSON Schema"
    try:
        register = _register(schema)
    except (KeyError, TypeError, ValueError) as error:
        return f"x-register or x-records lacks {error}"
    return None if register is None else _clash_of_own(schema, register, name, files)


def _clash_of_own(
    schema: Schema, register: RegisterSchema, name: str, files: Mapping[str, Schema]
) -> str | None:
    if register.name + SUFFIX != name:
        return f"its file must be called like the register: {register.name}{SUFFIX}"
    if not register.lists:
        return "no property carries x-records, which says the kind of its records"
    for reference in _references(schema):
        target = reference.partition("#")[0]
        if target and target not in files and target != name:
            return f"it refers to {target}, which is not there"
    known = [entry for file in files.values() for entry in _lists_of(file)]
    kinds, keys = {entry.kind for entry in known}, {entry.key for entry in known}
    for entry in register.lists:
        if entry.kind in kinds:
            return f"the kind `{entry.kind}` exists already"
        if entry.key in keys:
            return f"the list `{entry.key}` exists already"
    return None


def _references(schema: Json) -> Iterator[str]:
    stack = [schema]
    while stack:
        value = stack.pop()
        if isinstance(value, dict):
            reference = value.get("$ref")
            if isinstance(reference, str):
                yield reference
            stack.extend(value.values())
        elif isinstance(value, list):
            stack.extend(value)


def _lists_of(schema: Schema) -> tuple[RecordList, ...]:
    register = _register(schema)
    return () if register is None else register.lists


def _register(schema: Schema) -> RegisterSchema | None:
    about = schema.get("x-register")
    if not isinstance(about, dict):
        return None
    name = str(about["name"])
    layout = str(about.get("format", "yaml"))
    lists: list[RecordList] = []
    if layout != "yaml":
        lists.append(_record_list(cast("Schema", schema["x-records"]), "", name, schema, {}))
    properties = cast("Schema", schema.get("properties", {}))
    for key, value in properties.items():
        if layout == "yaml" and isinstance(value, dict) and isinstance(value.get("x-records"), dict):
            record = _local(cast("Schema", value.get("items", value)), schema)
            lists.append(_record_list(cast("Schema", value["x-records"]), key, name, record, properties))
    return RegisterSchema(
        name=name,
        title=str(about["title"]),
        description=str(schema.get("description", "")),
        group=str(about["group"]),
        order=int(cast("int", about["order"])),
        layout=layout,
        lists=tuple(lists),
        schema=schema,
        tables=tuple(str(key) for key in cast("list[Json]", about.get("tables", []))),
    )


def _local(schema: Schema, root: Schema) -> Schema:
    reference = schema.get("$ref")
    if isinstance(reference, str) and reference.startswith("#/$defs/"):
        return cast("dict[str, Schema]", root["$defs"])[reference.removeprefix("#/$defs/")]
    return schema


def _record_list(about: Schema, key: str, register: str, schema: Schema, owner: Schema) -> RecordList:
    properties = cast("Schema", schema.get("properties", {}))
    return RecordList(
        kind=str(about["kind"]),
        key=key,
        title=str(about["title"]),
        prefix=str(about.get("prefix", "")),
        columns=tuple(str(column) for column in cast("list[Json]", about["columns"])),
        register=register,
        schema=schema,
        nested=bool(key) and key in properties,
        single=not key or "items" not in cast("Schema", owner.get(key, {})),
    )
