"""Every amount of money that a project writes down, found by the schemas (`x-type`), wherever it stands."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import cast

from milepost.diagnostics import Span
from milepost.project import Project, Record
from milepost.source.data import Map, Seq, Value
from milepost.source.fields import Fields
from milepost.source.schemas import PROJECT, SUFFIX, RecordList, Schema, SchemaSet
from milepost.source.units import Money, money

_CODE = re.compile(r"[A-Z]{3}\Z")
_TYPES = frozenset({"money", "currency"})


@dataclass(frozen=True, slots=True)
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


@dataclass(slots=True)
class _Place:
    """The part of a schema that leads to amounts: `type` when the value is one, else where to look below."""

    type: str = ""
    keys: "dict[str, _Place]" = field(default_factory=dict)
    items: "_Place | None" = None
    others: "_Place | None" = None


def amounts(project: Project) -> Iterator[Amount]:
    """The amounts of all records, of the exchange rates and of project.yaml."""
    schemas = project.schemas
    for kind, records in project.records.items():
        if kind == PROJECT:
            continue  # below, without the registers it may hold
        entry = schemas.kinds[kind]
        place = _below(entry.schema, entry.register + SUFFIX, schemas, _own_kind(entry))
        if place is not None:
            for record in records:
                yield from _in(record.data, place, record, record)
    registers = frozenset(cast("Schema", schemas.project.get("properties", {}))) & _register_keys(schemas)
    place = _below(schemas.project, PROJECT + SUFFIX, schemas, registers)
    if place is not None:
        yield from _in(project.settings.data, place, project.settings, None)
    for rate in exchange_rates(project):
        for key in ("from", "to"):
            if rate.has(key):
                yield Amount(None, rate.text(key), None, rate.span(key))


def exchange_rates(project: Project) -> Iterator[Fields]:
    """The exchange rates of all files of the budget."""
    for document in project.documents:
        if document.register in ("budget", PROJECT):
            yield from Fields(document.data, document).parts("exchange_rates")


def _own_kind(entry: RecordList) -> frozenset[str]:
    return frozenset({entry.key}) if entry.nested else frozenset()


def _register_keys(schemas: SchemaSet) -> frozenset[str]:
    return frozenset(
        key
        for register in schemas.registers.values()
        if register.layout == "yaml"
        for key in cast("Schema", register.schema.get("properties", {}))
    )


def _below(schema: Schema, file: str, schemas: SchemaSet, skip: frozenset[str]) -> _Place | None:
    schema, file = schemas.resolve(schema, file)
    here = _Place()
    kind = schema.get("x-type")
    if kind in _TYPES:
        here.type = str(kind)
        return here
    for key, inner in cast("dict[str, Schema]", schema.get("properties", {})).items():
        if key not in skip and isinstance(inner, dict):
            below = _below(inner, file, schemas, frozenset())
            if below is not None:
                here.keys[key] = below
    for name in ("items", "additionalProperties"):
        each = schema.get(name)
        if isinstance(each, dict):
            below = _below(each, file, schemas, frozenset())
            if name == "items":
                here.items = below
            else:
                here.others = below
    return here if here.keys or here.items is not None or here.others is not None else None


def _in(data: Map, place: _Place, fields: Fields, record: Record | None) -> Iterator[Amount]:
    stack: list[tuple[Value, _Place, Map | Seq | None, str | int]] = [(data, place, None, "")]
    while stack:
        value, at, owner, step = stack.pop()
        if isinstance(value, Map):
            for key, inner in value.items():
                below = at.keys.get(key, at.others)
                if below is not None:
                    stack.append((inner, below, value, key))
        elif isinstance(value, Seq) and at.items is not None:
            stack.extend((inner, at.items, value, index) for index, inner in enumerate(value))
        elif isinstance(value, str) and at.type and owner is not None:
            amount = money(value) if at.type == "money" else None
            if amount is not None or (at.type == "currency" and _CODE.match(value)):
                currency = value if amount is None else amount.currency
                yield Amount(amount, currency, record, _span(fields, owner, step))


def _span(fields: Fields, owner: Map | Seq, step: str | int) -> Span:
    if isinstance(owner, Map):
        return fields.document.value_span(owner, str(step))
    return fields.document.item_span(owner, int(step))
