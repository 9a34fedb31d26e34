"""Every amount of money that a project writes down, found by the schemas (`x-type`), wherever it stands."""

import re
from collections.abc import Iterator

from milepost.diagnostics import Span
from milepost.frozen import frozen
from milepost.project import Project, Record
from milepost.source.data import Map, Seq, Value
from milepost.source.fields import Fields
from milepost.source.places import Place, Places
from milepost.source.schemas import PROJECT, Schema
from milepost.source.units import Money, money

_CODE = re.compile(r"[A-Z]{3}\Z")
_TYPES = frozenset({"money", "currency"})


@frozen
class Amount:
    """An amount, or a currency that stands alone, and where it is written.

    Attributes:
        money: The amount; None for a currency that stands alone.
        currency: Its currency.
        record: The record it stands in; None in project.yaml and in the exchange rates.
        span: Where it is written.
    """

    money: Money | None
    currency: str
    record: Record | None
    span: Span


def amounts(project: Project) -> Iterator[Amount]:
    """The amounts of project.yaml, of the exchange rates and of all records but lines of CSV files."""
    places = Places(project.schemas, _type)
    for kind, records in project.records.items():
        place = places.of(project.schemas.kinds[kind])
        for record in records.written:
            if place.others is not None or not place.keys.keys().isdisjoint(record.data):
                yield from _in(record.data, place, record, None if kind == PROJECT else record)
    for rate in exchange_rates(project):
        for key in ("from", "to"):
            if _CODE.match(rate.text(key)):
                yield Amount(None, rate.text(key), None, rate.span(key))


def exchange_rates(project: Project) -> Iterator[Fields]:
    """The exchange rates of all files of the budget."""
    return budget_parts(project, "exchange_rates")


def budget_parts(project: Project, key: str) -> Iterator[Fields]:
    """The entries of a list of the budget that holds no records, in all its files."""
    for document in project.documents:
        if document.register in ("budget", PROJECT):
            yield from Fields(document.data, document).parts(key)


def _type(schema: Schema) -> str | None:
    kind = schema.get("x-type")
    return kind if isinstance(kind, str) and kind in _TYPES else None


def _in(data: Map, place: Place[str], fields: Fields, record: Record | None) -> Iterator[Amount]:
    stack: list[tuple[Value, Place[str], Map | Seq | None, str | int]] = [(data, place, None, "")]
    while stack:
        value, at, owner, step = stack.pop()
        if isinstance(value, Map):
            for key, inner in value.items():
                below = at.keys.get(key, at.others)
                if below is not None:
                    stack.append((inner, below, value, key))
        elif isinstance(value, Seq) and at.items is not None:
            stack.extend((inner, at.items, value, index) for index, inner in enumerate(value))
        elif isinstance(value, str) and at.meaning and owner is not None:
            amount = money(value) if at.meaning == "money" else None
            if amount is not None or (at.meaning == "currency" and _CODE.match(value)):
                currency = value if amount is None else amount.currency
                yield Amount(amount, currency, record, _span(fields, owner, step))


def _span(fields: Fields, owner: Map | Seq, step: str | int) -> Span:
    if isinstance(owner, Map):
        return fields.document.value_span(owner, str(step))
    return fields.document.item_span(owner, int(step))
