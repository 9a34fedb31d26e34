"""Tables against the schema of their records: column by column, each distinct text once."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, cast

from milepost.source.data import Document, Map, Seq
from milepost.source.schemas import SUFFIX, RecordList, Schema, SchemaSet
from milepost.source.table import CellKind, Table
from milepost.source.table_cells import MAX_FINDINGS

if TYPE_CHECKING:
    import jsonschema_rs

_NOT_BLANK = "[^\\s]"
_NO_LIMITS = frozenset(
    {"$ref", "type", "title", "description", "examples", "x-type", "minLength", "maxLength", "pattern"}
)
"""Words of a schema that a cell that is not empty, and as short as asked, fits by itself."""


def columns_schema(entry: RecordList, file: Schema) -> Schema:
    """The schema of an object that holds, per field, the list of its values."""
    properties = cast("dict[str, Schema]", entry.schema.get("properties", {}))
    lists: Schema = {name: {"type": "array", "items": schema} for name, schema in properties.items()}
    return {"type": "object", "properties": lists, "$defs": file.get("$defs", {})}


def wrong_lines(
    table: Table,
    entry: RecordList,
    schemas: SchemaSet,
    validator: "jsonschema_rs.Draft202012Validator",
) -> Sequence[int]:
    """The lines with a cell that the schema refuses, or without a cell that it asks for.

    Where there are many, those beyond what is ever told are left out.

    Args:
        table: The table.
        entry: The list its records belong to.
        schemas: The schemas in force.
        validator: The one of `columns_schema`.
    """
    wrong: set[int] = set()
    for name in cast("list[str]", entry.schema.get("required", [])):
        column = table.column(name)
        if "" in column:
            wrong.update(
                line for line, cell in enumerate(column) if not cell and (line, name) not in table.flawed
            )
    names = [
        name
        for name in table.columns
        if name in table.kinds and not _surely_fits(table, name, entry, schemas)
    ]
    texts = {name: [text for text in table.distinct(name) if text] for name in names}
    values = {name: _values(found, table.kinds[name]) for name, found in texts.items()}
    if not validator.is_valid(values):
        refused: dict[str, set[str]] = {}
        for error in validator.iter_errors(values):
            name, index = str(error.instance_path[0]), int(error.instance_path[1])
            refused.setdefault(name, set()).add(texts[name][index])
        wrong.update(_lines_with(table, refused))
    return sorted(wrong)[: MAX_FINDINGS + 1]


def as_records(document: Document, table: Table, lines: Sequence[int]) -> Document:
    """The same file with some of its lines as a YAML file would hold them."""
    items = Seq()
    for line in lines:
        record = table.record(document, line)
        items.put(record, *record.mark)
    data = Map()
    data.put(table.key, items, 0, 0, 0, len(document.text))
    return Document(document.path, document.register, document.text, data, broken=document.broken)


def _surely_fits(table: Table, name: str, entry: RecordList, schemas: SchemaSet) -> bool:
    """Whether the cells of a field need no second look: amounts are known to be some, texts to be short."""
    if table.kinds[name] is CellKind.MONEY:
        return True
    properties = cast("dict[str, Schema]", entry.schema["properties"])
    schema, _ = schemas.resolve(properties[name], entry.register + SUFFIX)
    longest = schema.get("maxLength")
    if "string" not in str(schema.get("type")) or not isinstance(longest, int):
        return False
    if schema.keys() - _NO_LIMITS or schema.get("pattern", _NOT_BLANK) != _NOT_BLANK:
        return False
    return max(map(len, table.known.get(name) or table.columns[name]), default=0) <= longest


def _values(texts: list[str], kind: CellKind) -> "list[str] | list[float] | list[list[str]]":
    if kind is CellKind.NUMBER:
        return [float(text) for text in texts]
    if kind is CellKind.LIST:
        return [[part.strip() for part in text.split(",") if part.strip()] for text in texts]
    return texts


def _lines_with(table: Table, refused: dict[str, set[str]]) -> Iterator[int]:
    for name, texts in refused.items():
        for line, cell in enumerate(table.columns[name]):
            if cell in texts and (line, name) not in table.flawed:
                yield line
