"""The hash of what is simulated: equal inputs have the same one, from run to run and machine to machine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import Enum
from hashlib import sha256

from milepost.risk.simulation.model import Inputs
from milepost.schedule.calendar import Calendar


def fingerprint(inputs: Inputs, version: str) -> str:
    """Give the hash of inputs in 32 hexadecimal digits.

    Args:
        inputs: What is simulated.
        version: What else the result depends on: versions of programs and layouts.

    Raises:
        TypeError: Inputs hold something of which no text is known that is always the same.
    """
    digest = sha256(version.encode())
    known: dict[int, int] = {}
    for text in _texts(inputs, known):
        digest.update(text.encode("utf-8", "surrogatepass"))
        digest.update(b"\0")
    return digest.hexdigest()[:32]


def _texts(value: object, calendars: dict[int, int]) -> Iterator[str]:
    """Give a value as texts; a calendar, which many tasks share, in full once and then by its number."""
    if value is None or isinstance(value, int | float | str | Decimal):
        yield f"{type(value).__name__} {value!r}"
    elif isinstance(value, Enum):
        yield f"{type(value).__name__}.{value.name}"
    elif isinstance(value, Calendar) and id(value) in calendars:
        yield f"calendar {calendars[id(value)]}"
    else:
        if isinstance(value, Calendar):
            calendars[id(value)] = len(calendars)
        parts = _parts(value)
        yield f"{type(value).__name__} {len(parts)}"
        for one in parts:
            yield from _texts(one, calendars)


def _parts(value: object) -> Sequence[object]:
    """What a value consists of, in an order that is always the same."""
    if isinstance(value, Mapping):
        return [one for pair in value.items() for one in pair]
    if isinstance(value, Sequence):
        return value
    if not is_dataclass(value):
        raise TypeError(f"no lasting text of a {type(value).__name__}")
    return [getattr(value, one.name) for one in fields(value) if one.compare]
