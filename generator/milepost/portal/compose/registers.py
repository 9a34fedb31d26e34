"""Registers as pages: a table of records, and each record in full."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import cast

from milepost.portal import markup
from milepost.portal.compose.cells import Cells, FieldKind, column_kind
from milepost.portal.compose.pages import csv_path, link_to
from milepost.portal.compose.trail import trail
from milepost.portal.views.register import Column, RecordDetail, RegisterView, Row, TableView
from milepost.portal.views.values import Badge, Cell, Field, RecordLink, SourceRef, Text
from milepost.project import Project, Record
from milepost.source.data import Map, Seq
from milepost.source.schemas import RecordList, RegisterSchema, Schema

NOTHING: Mapping[str, tuple[Field, ...]] = MappingProxyType({})
_FEW = 3
"""Entries of a mapping that a table shows; of more, only their number."""
_CHANGES = 3
"""Commits that are told on the page of a record."""

_IN_HEADING = frozenset({"id", "title", "name", "description"})


def shown_registers(project: Project) -> list[RegisterSchema]:
    """The registers with a page: those the project uses, and always plan, budget and risks."""
    always = {"plan", "budget", "risks"}
    return [
        register
        for register in project.schemas.registers.values()
        if register.name in always or any(project.all(entry.kind) for entry in register.lists)
    ]


def register_view(
    project: Project,
    register: RegisterSchema,
    cells: Cells,
    computed: Mapping[str, tuple[Field, ...]] = NOTHING,
) -> RegisterView:
    """The page of one register.

    Args:
        project: The project.
        register: The register.
        cells: Makes its cells.
        computed: Per record what the program computed about it.
    """
    tables = tuple(table_view(project, entry, cells, computed) for entry in register.lists)
    folder = register.layout != "yaml"
    return RegisterView(
        title=register.title,
        description=markup.block(register.description),
        tables=tables,
        file=f"{register.name}/" if folder else f"{register.name}.yaml",
    )


def table_view(
    project: Project, entry: RecordList, cells: Cells, computed: Mapping[str, tuple[Field, ...]] = NOTHING
) -> TableView:
    """The table of one kind of record."""
    fields = cells.fields(entry)
    shown = [fields[name] for name in entry.columns if name in fields]
    columns = tuple(Column(kind.title, column_kind(kind), kind.hint) for kind in shown)
    rows = tuple(
        Row(
            cells=tuple(_table_cell(record, kind, cells) for kind in shown),
            record=detail(record, cells, computed.get(record.id, ())) if record.id else None,
            depth=depth_of(record),
        )
        for record in project.all(entry.kind)
    )
    return TableView(
        anchor=f"list-{entry.kind}",
        title=entry.title,
        columns=columns,
        rows=rows,
        empty=_empty(entry),
        csv=csv_path(entry.kind) if project.all(entry.kind) else "",
    )


def _table_cell(record: Record, kind: FieldKind, cells: Cells) -> Cell:
    if kind.name == "id" and record.id:
        found = link_to(record)
        return RecordLink(found.id, found.title, found.page)
    value = record.raw(kind.name)
    listed = isinstance(value, Seq) and any(isinstance(item, Map) for item in value)
    if isinstance(value, Seq | Map) and (listed or (isinstance(value, Map) and len(value) > _FEW)):
        return Text(f"{len(value)} {'entry' if len(value) == 1 else 'entries'}")  # in full below the table
    return cells.cell(value, kind)


def _empty(entry: RecordList) -> str:
    place = f"{entry.register}.yaml" if entry.key else f"{entry.register}/"
    what = entry.title.lower()
    return f"No {what} yet. They belong in {place}" + (f" under `{entry.key}`." if entry.key else ".")


def detail(record: Record, cells: Cells, computed: tuple[Field, ...] = ()) -> RecordDetail:
    """A record in full.

    Args:
        record: The record.
        cells: Makes its cells.
        computed: Fields that the program computed; they come first.
    """
    fields = cells.fields(record.entry)
    badges: list[Badge] = []
    written: list[Field] = []
    for name, kind in fields.items():
        value = record.raw(name)
        if value is None or name in _IN_HEADING or (record.entry.nested and name == record.entry.key):
            continue
        cell = cells.cell(value, kind)
        if name == "status" and isinstance(cell, Badge):
            badges.append(cell)
        elif cell is not None:
            written.append(Field(kind.title, cell, kind.hint))
    written.sort(key=_is_long)
    span = record.span()
    body = record.document.body if not record.entry.key else ""
    return RecordDetail(
        id=record.id,
        title=record.title,
        badges=tuple(badges),
        fields=(*computed, *written, *_tagged(record, cells), *_changed(record, cells)),
        body=markup.block(record.text("description")) + markup.block(body),
        source=SourceRef(span.file, span.line),
        depth=depth_of(record),
        trail=trail(cells.project, record),
    )


def _tagged(record: Record, cells: Cells) -> Iterator[Field]:
    """The tag of the baseline in force."""
    tag = cells.history.tag
    if tag is not None and record.kind == "baseline" and cells.in_force(record):
        yield Field("Tag", Text(tag.words), "From git; git verify-tag tells whether a signature holds")


def _changed(record: Record, cells: Cells) -> Iterator[Field]:
    """The last commits that changed it."""
    changes = cells.changes(record)
    if not changes:
        return
    lines = [
        f"{change.commit.when.date()} {change.commit.author}: "
        + (", ".join(name.replace("_", " ") for name in change.fields) or "written")
        + f" ({change.commit.short})"
        for change in changes[:_CHANGES]
    ]
    more = f" and {len(changes) - _CHANGES} earlier" if len(changes) > _CHANGES else ""
    yield Field("Changed", Text("; ".join(lines) + more), f"From git; milepost log {record.id} tells all")


def _is_long(field: Field) -> bool:
    html = getattr(field.value, "html", "")
    return len(html) > 120


def depth_of(record: Record) -> int:
    """Number of records above it."""
    depth = 0
    above = record.parent
    while above is not None:
        depth += 1
        above = above.parent
    return depth


def csv_rows(project: Project, entry: RecordList) -> tuple[list[str], list[list[str]]]:
    """Header and rows of a kind as flat text, one column per field of the schema."""
    properties = cast("dict[str, Schema]", entry.schema.get("properties", {}))
    names = [name for name in properties if not (entry.nested and name == entry.key)]
    if entry.nested:
        names.insert(1, "parent")
    rows = []
    for record in project.all(entry.kind):
        row = [_flat(record.raw(name)) for name in names]
        if entry.nested:
            row[1] = record.parent.id if record.parent is not None else ""
        rows.append(row)
    return names, rows


def _flat(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Map):
        return "; ".join(f"{key}: {_flat(inner)}" for key, inner in value.items())
    if isinstance(value, Seq):
        return ", ".join(_flat(inner) for inner in value)
    return str(value)
