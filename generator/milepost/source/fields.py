"""Typed access to the fields of a mapping; what is absent, or not what the schema asks, is None or empty."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import TypeVar

from milepost.diagnostics import Span
from milepost.frozen import entity
from milepost.source import units
from milepost.source.data import Document, Map, Seq, Value
from milepost.source.units import Duration, Money

T = TypeVar("T")


@entity
class Fields:
    """A mapping and the document it stands in; one is equal to itself only.

    Wrong types have had their finding when the document was checked against its schema; here they read as
    absent, so that everything else can still be computed.
    """

    data: Map
    document: Document

    def has(self, key: str) -> bool:
        """Whether the field is written and holds anything."""
        return self.data.get(key) is not None

    def span(self, key: str | None = None) -> Span:
        """Where the value of a field stands; without a key or such a field, where the mapping begins."""
        if key is not None and self.data.marks_of(key) is not None:
            return self.document.value_span(self.data, key)
        if isinstance(self.data.get("id"), str):
            return self.document.value_span(self.data, "id")
        first = next(iter(self.data.marks), None)
        if first is None:
            return self.document.span(*self.data.mark)
        return self.document.key_span(self.data, first)

    def key_span(self, key: str) -> Span:
        """Where the name of a field stands."""
        return self.document.key_span(self.data, key)

    def item_span(self, key: str, index: int) -> Span:
        """Where an item of a list stands."""
        value = self.data.get(key)
        if isinstance(value, Seq) and index < len(value):
            return self.document.item_span(value, index)
        return self.span(key)

    def raw(self, key: str) -> Value:
        """The value as it was read."""
        return self.data.get(key)

    def text(self, key: str) -> str:
        """The text of a field."""
        value = self.data.get(key)
        return value if isinstance(value, str) else ""

    def texts(self, key: str) -> tuple[str, ...]:
        """The texts of a list; a single text counts as a list of one."""
        value = self.data.get(key)
        if isinstance(value, str):
            return (value,)
        return tuple(item for item in value if isinstance(item, str)) if isinstance(value, Seq) else ()

    def flag(self, key: str) -> bool | None:
        """A field that is true or false."""
        value = self.data.get(key)
        return value if isinstance(value, bool) else None

    def integer(self, key: str) -> int | None:
        """A whole number."""
        value = self.data.get(key)
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    def number(self, key: str) -> float | None:
        """A number."""
        value = self.data.get(key)
        return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None

    def decimal(self, key: str) -> Decimal | None:
        """A number kept exactly as written: from a number or from text."""
        value = self.data.get(key)
        if isinstance(value, bool) or not isinstance(value, int | float | str):
            return None
        try:
            number = Decimal(str(value))
        except ArithmeticError:
            return None
        return number if number.is_finite() else None

    def _read(self, key: str, unit: Callable[[str], T | None]) -> T | None:
        value = self.data.get(key)
        return unit(value) if isinstance(value, str) else None

    def money(self, key: str) -> Money | None:
        """An amount in a currency."""
        return self._read(key, units.money)

    def duration(self, key: str) -> Duration | None:
        """A duration."""
        return self._read(key, units.duration)

    def percentage(self, key: str) -> Decimal | None:
        """`80%` as 0.8."""
        return self._read(key, units.percentage)

    def probability(self, key: str) -> float | None:
        """A probability between 0 and 1, written as a number or with a percent sign."""
        value = self.data.get(key)
        if isinstance(value, bool) or not isinstance(value, int | float | str):
            return None
        return units.probability(value)

    def date(self, key: str) -> date | None:
        """A calendar date."""
        return self._read(key, units.day)

    def start(self, key: str) -> int | None:
        """An instant in minutes since 1970; a bare date is the beginning of its day."""
        return self._read(key, units.start_of)

    def finish(self, key: str) -> int | None:
        """An instant in minutes since 1970; a bare date is the end of its day."""
        return self._read(key, units.finish_of)

    def part(self, key: str) -> "Fields | None":
        """A mapping within this one."""
        value = self.data.get(key)
        return Fields(value, self.document) if isinstance(value, Map) else None

    def parts(self, key: str) -> "Iterator[Fields]":
        """The mappings of a list, or of a mapping of mappings, in the order of the file."""
        value = self.data.get(key)
        items = value.values() if isinstance(value, Map) else value if isinstance(value, Seq) else ()
        return (Fields(item, self.document) for item in items if isinstance(item, Map))
