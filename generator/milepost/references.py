"""Where a record may name other records, read from its schema (`x-ref`), and the places where it does."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple, cast

from milepost.diagnostics import Span
from milepost.source.data import Map, Seq, Value
from milepost.source.fields import Fields
from milepost.source.schemas import PROJECT, SUFFIX, RecordList, Schema, SchemaSet

_NONE: frozenset[str] = frozenset()


class Reference(NamedTuple):
    """A place that names a record.

    Attributes:
        record: Id of the record it stands in; None for a record without one.
        field: Name of the field, as a reader knows it: owner, links.tasks.
        id: The id that is named.
        kinds: The kinds it may be of; empty for any.
        owner: The mapping or list it stands in.
        step: Its key or index there.
        fields: The record, for its document.
    """

    record: str | None
    field: str
    id: str
    kinds: tuple[str, ...]
    owner: Map | Seq
    step: str | int
    fields: Fields

    @property
    def written(self) -> str:
        """The whole text, of which the id is the first word."""
        value = self.owner[str(self.step)] if isinstance(self.owner, Map) else self.owner[int(self.step)]
        return str(value)

    @property
    def span(self) -> Span:
        """Where the id is written."""
        if isinstance(self.owner, Map):
            return self.fields.document.value_span(self.owner, str(self.step))
        return self.fields.document.item_span(self.owner, int(self.step))


@dataclass(slots=True)
class ReferenceMap:
    """The part of a schema that leads to ids: `kinds` when the value is one, else where to look below it."""

    kinds: tuple[str, ...] | None = None
    keys: "dict[str, ReferenceMap]" = field(default_factory=dict)
    items: "ReferenceMap | None" = None

    @classmethod
    def of(cls, entry: RecordList, schemas: SchemaSet) -> "ReferenceMap":
        """Read it from the schema of a kind; records below a record are records of their own."""
        skip = frozenset({"id", entry.key} if entry.nested else {"id"})
        if entry.kind == PROJECT:
            skip |= {other.key for other in schemas.kinds.values()}
        return _map(entry.schema, entry.register + SUFFIX, schemas, skip) or cls()


def _map(schema: Schema, file: str, schemas: SchemaSet, skip: frozenset[str]) -> ReferenceMap | None:
    schema, file = schemas.resolve(schema, file)
    kinds = schema.get("x-ref")
    here = ReferenceMap()
    if isinstance(kinds, str):
        here.kinds = () if kinds == "*" else (kinds,)
    elif isinstance(kinds, list):
        here.kinds = tuple(str(kind) for kind in kinds)
    for key, inner in cast("dict[str, Schema]", schema.get("properties", {})).items():
        if key not in skip and isinstance(inner, dict):
            below = _map(inner, file, schemas, _NONE)
            if below is not None:
                here.keys[key] = below
    items = schema.get("items")
    if isinstance(items, dict):
        here.items = _map(items, file, schemas, _NONE)
    return here if here.kinds is not None or here.keys or here.items is not None else None


def references_of(record: Fields, plan: ReferenceMap) -> Iterator[Reference]:
    """The references of one record, in the order in which its fields stand."""
    id_ = record.text("id") or None
    stack: list[tuple[str, Value, ReferenceMap, Map | Seq, str | int]] = []
    for key, value in record.data.items():
        below = plan.keys.get(key)
        if below is None or value is None:
            continue
        stack.append((key, value, below, record.data, key))
        while stack:
            name, inner, at, owner, step = stack.pop()
            if isinstance(inner, str):
                if at.kinds is not None:
                    yield Reference(id_, name, inner.partition(" ")[0], at.kinds, owner, step, record)
            elif isinstance(inner, Map):
                stack.extend(
                    (f"{name}.{part}", inner[part], at.keys[part], inner, part)
                    for part in reversed(inner)
                    if part in at.keys and inner[part] is not None
                )
            elif isinstance(inner, Seq) and at.items is not None:
                stack.extend(
                    (name, inner[index], at.items, inner, index) for index in range(len(inner) - 1, -1, -1)
                )
