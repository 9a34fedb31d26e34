"""A page for every register, made from its schema, and an index of them by group."""

from collections.abc import Iterator, Mapping
from typing import cast

from milepost.portal.handbook.fields import HEAD, FieldLister, Table
from milepost.portal.handbook.markdown import code, fenced, heading, link, page, table, words
from milepost.portal.handbook.samples import sample_files, sample_of
from milepost.source.schemas import (
    GROUPS,
    PROJECT,
    SHARED,
    SUFFIX,
    RecordList,
    RegisterSchema,
    Schema,
    SchemaSet,
)

FOLDER = "reference/registers"
INDEX = f"{FOLDER}/index.md"


def register_pages(schemas: SchemaSet) -> dict[str, str]:
    """Path to Markdown: an index, project.yaml, every register, and the fields that they share."""
    samples = sample_files(schemas)
    pages = {INDEX: _index(schemas), f"{FOLDER}/{PROJECT}.md": _project_page(schemas, samples)}
    for register in schemas.registers.values():
        pages[f"{FOLDER}/{register.name}.md"] = _page(register, schemas, samples)
    pages[f"{FOLDER}/{SHARED}.md"] = _shared_page(schemas)
    return pages


def _index(schemas: SchemaSet) -> str:
    groups: dict[str, list[RegisterSchema]] = {}
    for register in schemas.registers.values():
        groups.setdefault(register.group, []).append(register)
    rows = [
        (
            words(group) if register is registers[0] else "",
            link(words(register.title), f"{register.name}.md"),
            code(_where(register)),
            ", ".join(code(entry.prefix) for entry in register.lists if entry.prefix),
            words(register.description),
        )
        for group in sorted(groups, key=lambda name: GROUPS.index(name) if name in GROUPS else len(GROUPS))
        for registers in [groups[group]]
        for register in registers
    ]
    return page(
        "Registers",
        "Every file of a project, with all its fields. [`project.yaml`](project.md) must be there; of the "
        f"registers, those that are used. [Shared fields]({SHARED}.md) are the same everywhere.",
        table(("Group", "Register", "File", "Ids", "Holds"), rows),
    )


def _where(register: RegisterSchema) -> str:
    return f"{register.name}.yaml" if register.layout == "yaml" else f"{register.name}/"


def _file_sentence(register: RegisterSchema) -> str:
    name = register.name
    if register.layout == "yaml":
        return (
            f"File: {code(f'{name}.yaml')}, or a folder {code(f'{name}/')} of YAML files with the same keys."
        )
    if register.layout == "markdown":
        return (
            f"Folder: {code(f'{name}/')}, one Markdown file for each record. "
            "The fields stand on top, between two lines of `---`; the text follows."
        )
    return f"Folder: {code(f'{name}/')}, one YAML file for each record."


def _page(register: RegisterSchema, schemas: SchemaSet, samples: Mapping[str, str]) -> str:
    file = register.name + SUFFIX
    known = {_local_name(register, entry): entry.kind for entry in register.lists}
    lister = FieldLister(schemas, register.name, {name: kind for name, kind in known.items() if name})
    blocks: list[str] = []
    for entry in register.lists:
        blocks += _record_list(entry, lister, file)
    keys = frozenset(entry.key for entry in register.lists)
    others = list(lister.rows(register.schema, file, skip=keys)) if register.layout == "yaml" else []
    if others:
        blocks += [
            heading(2, "Other fields of the file", "file"),
            table(HEAD, (row.cells() for row in others)),
        ]
    blocks += _tables(lister)
    path, text = sample_of(register.name, samples)
    return page(
        register.title,
        words(register.description),
        _file_sentence(register),
        heading(2, "Example", "example"),
        fenced(text, "markdown" if path.endswith(".md") else "yaml", path),
        *blocks,
        heading(2, "Links with other registers", "links-with-other-registers"),
        _links(register, schemas),
    )


def _project_page(schemas: SchemaSet, samples: Mapping[str, str]) -> str:
    schema, file = schemas.project, PROJECT + SUFFIX
    properties = cast("dict[str, Schema]", schema.get("properties", {}))
    held = [key for key, value in properties.items() if "#/properties/" in str(value.get("$ref", ""))]
    lister = FieldLister(schemas, PROJECT, {})
    rows = [row.cells() for row in lister.rows(schema, file, skip=frozenset(held))]
    path, text = sample_of(PROJECT, samples)
    return page(
        "project.yaml",
        words(str(schema.get("description", ""))),
        "The one file that every project has.",
        heading(2, "Example", "example"),
        fenced(text, "yaml", path),
        heading(2, "Fields", PROJECT),
        table(HEAD, rows),
        *_tables(lister),
        heading(2, "Registers in this file", "registers"),
        "A small project may hold its registers here, under the same keys: "
        + ", ".join(map(code, held))
        + f". The pages of the {link('registers', 'index.md')} say what they hold.",
    )


def _shared_page(schemas: SchemaSet) -> str:
    file = SHARED + SUFFIX
    schema = schemas.files[file]
    lister = FieldLister(schemas, SHARED, {})
    named = cast("dict[str, Schema]", schema["$defs"])
    explained = [name for name, one in named.items() if "description" in one]
    fields: Schema = {"properties": {name: {"$ref": f"{file}#/$defs/{name}"} for name in explained}}
    rows = [row.cells() for row in lister.rows(fields, file)]
    return page(
        "Shared fields", words(str(schema.get("description", ""))), table(HEAD, rows), *_tables(lister)
    )


def _record_list(entry: RecordList, lister: FieldLister, file: str) -> Iterator[str]:
    """The blocks of one kind of record: what it is, where it stands, its fields."""
    yield heading(2, words(entry.title), entry.kind)
    yield words(str(entry.schema.get("description", "")))
    where = f"Key {code(entry.key)}" if entry.key else "One file each"
    ids = f"; ids begin with {code(entry.prefix)}" if entry.prefix else ""
    nested = f"; records may hold records of the same kind under {code(entry.key)}" if entry.nested else ""
    single = "; one record, not a list" if entry.single and entry.key else ""
    yield f"{where}{ids}{nested}{single}."
    yield table(HEAD, (row.cells() for row in lister.rows(entry.schema, file)))


def _tables(lister: FieldLister) -> list[str]:
    """The objects that need tables of their own; listing one may bring up others."""
    blocks: list[str] = []
    done: set[str] = set()
    while waiting := [one for anchor, one in lister.tables.items() if anchor not in done]:
        for one in waiting:
            done.add(one.anchor)
            blocks += _table(one, lister)
    return blocks


def _table(one: Table, lister: FieldLister) -> list[str]:
    rows = [row.cells() for row in lister.rows(one.schema, one.file, before=one.path)]
    return [
        heading(2, words(one.title), one.anchor),
        words(str(one.schema.get("description", ""))),
        table(HEAD, rows),
    ]


def _local_name(register: RegisterSchema, entry: RecordList) -> str:
    """The name of the definition that holds the schema of a kind."""
    named = cast("dict[str, Schema]", register.schema.get("$defs", {}))
    return next((name for name, schema in named.items() if schema is entry.schema), "")


def _links(register: RegisterSchema, schemas: SchemaSet) -> str:
    to = {target for target in _targets(register.schema) if target != "*"}
    own = {entry.kind for entry in register.lists}
    back = {
        other.name: other
        for other in schemas.registers.values()
        if other is not register and own & set(_targets(other.schema))
    }
    leads = dict.fromkeys(schemas.kinds[kind].register for kind in schemas.kinds if kind in to - own)
    lines = []
    if leads:
        lines.append("Its records name records of: " + _listed(list(leads), schemas) + ".")
    if back:
        lines.append("Its records are named by: " + _listed(list(back), schemas) + ".")
    if any(f"{SHARED}{SUFFIX}#/$defs/links" in target for target in _references(register.schema)):
        lines.append(f"Anything else can be linked with {link(code('links'), f'{SHARED}.md#links')}.")
    return "\n\n".join(lines) or "It stands by itself."


def _listed(names: list[str], schemas: SchemaSet) -> str:
    titles = {name: register.title for name, register in schemas.registers.items()}
    return ", ".join(link(words(titles.get(name, name)), f"{name}.md") for name in names)


def _targets(schema: Schema) -> Iterator[str]:
    """Every kind that a field of a schema names, and the parties behind shared fields."""
    for value in _walk(schema):
        kinds = value.get("x-ref")
        yield from (str(kind) for kind in kinds) if isinstance(kinds, list) else [str(kinds)] if kinds else []
        reference = str(value.get("$ref", ""))
        if reference.endswith(("/party", "/parties", "/owner", "/reviewed_by")):
            yield from ("person", "role", "stakeholder")


def _references(schema: Schema) -> Iterator[str]:
    return (str(value["$ref"]) for value in _walk(schema) if "$ref" in value)


def _walk(schema: Schema) -> Iterator[Schema]:
    stack: list[object] = [schema]
    while stack:
        value = stack.pop()
        if isinstance(value, dict):
            yield value
            stack.extend(value.values())
        elif isinstance(value, list):
            stack.extend(value)
