"""What needs somebody today, as JSON for other programs."""

import json
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from milepost.control.today import Today
from milepost.schedule.instants import instant_text

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"

_INSTANTS = frozenset({"start", "finish", "planned", "forecast", "baseline", "deadline"})


def today_json(today: Today) -> str:
    """The value under the names of its fields: days as 2026-07-01, instants as 2026-07-01T08:00.

    Floats and delays are numbers of working days.
    """
    return json.dumps(_json("", today), indent=2, ensure_ascii=False)


def _json(name: str, value: object) -> Json:
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: _json(one.name, getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, tuple):
        return [_json("", item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, int) and name in _INSTANTS:
        return instant_text(value)
    if value is None or isinstance(value, str | int | float | bool):
        return value
    raise TypeError(f"{name} cannot be written as JSON: {type(value).__name__}")
