"""What is computed about people within the report: by the names of its fields, mappings by id."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal

from milepost.diagnostics.render.characters import well_formed
from milepost.people.model import People
from milepost.source.schemas import Json


def people_value(people: People) -> Json:
    """Engagement, communication, responsibilities, skills and promises; days as 2026-07-01."""
    return _json(people)


def _json(value: object) -> Json:  # noqa: PLR0911 - one return per type
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: _json(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Mapping):
        return {well_formed(str(key)): _json(inner) for key, inner in value.items()}
    if isinstance(value, tuple):
        return [_json(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return round(float(value), 6)
    if isinstance(value, str):
        return well_formed(value)
    if value is None or isinstance(value, int | bool):
        return value
    raise TypeError(f"{type(value).__name__} cannot be written as JSON")
