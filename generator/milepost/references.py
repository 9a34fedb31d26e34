"""Where a record may name other records, read from its schema (`x-ref`), and the places where it does."""

from collections.abc import Callable, Iterator
from typing import NamedTuple, TypeAlias

from milepost.diagnostics import Span
from milepost.source.data import Map, Seq, Value
from milepost.source.fields import Fields
from milepost.source.places import Place, Places
from milepost.source.schemas import Schema, SchemaSet


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


Kinds: TypeAlias = tuple[str, ...]
"""The kinds of record that an id may be of; empty for any."""


def reference_places(schemas: SchemaSet) -> Places[Kinds]:
    """Where the records of a project may name other records."""
    return Places(schemas, _kinds)


def _kinds(schema: Schema) -> Kinds | None:
    kinds = schema.get("x-ref")
    if isinstance(kinds, str):
        return () if kinds == "*" else (kinds,)
    return tuple(str(kind) for kind in kinds) if isinstance(kinds, list) else None


def references_of(
    record: Fields, plan: Place[Kinds], settled: Callable[[str, Kinds], bool] | None = None
) -> Iterator[Reference]:
    """The references of one record, in the order in which its fields stand.

    Args:
        record: The record.
        plan: Where records of its kind name others.
        settled: Told an id and the kinds it may be of: references for which it is true are left out.
    """
    stack: list[tuple[str, Value, Place[Kinds], Map | Seq, str | int]] = []
    places, data = plan.keys, record.data
    for key, value in data.items():
        below = places.get(key)
        if below is None or value is None or key == "id":
            continue
        stack.append((key, value, below, data, key))
        while stack:
            name, inner, at, owner, step = stack.pop()
            if isinstance(inner, str):
                if at.meaning is not None:
                    id_ = inner.partition(" ")[0]
                    if settled is None or not settled(id_, at.meaning):
                        yield Reference(record.text("id") or None, name, id_, at.meaning, owner, step, record)
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
