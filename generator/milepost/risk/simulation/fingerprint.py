"""The hash of what is simulated: equal inputs have the same one, from run to run and machine to machine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import Enum
from hashlib import sha256

from milepost.risk.simulation.model import Inputs
from milepost.schedule.calendar import Calendar

_PLAIN = frozenset({type(None), bool, int, float, str, Decimal})


def fingerprint(inputs: Inputs, version: str) -> str:
    """Give the hash of inputs in 32 hexadecimal digits.

    Args:
        inputs: What is simulated.
        version: What else the result depends on: versions of programs and layouts.

    Raises:
        TypeError: Inputs hold something of which no text is known that is always the same.
    """
    digest = sha256(version.encode())
    texts = _Texts()
    texts.add(inputs)
    digest.update("\0".join(texts.written).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:32]


class _Texts:
    """A value as texts; a calendar, which many tasks share, in full once and then by its number."""

    def __init__(self) -> None:
        self.written: list[str] = []
        self._calendars: dict[int, int] = {}
        self._names: dict[type, tuple[str, ...]] = {}

    def add(self, value: object) -> None:
        kind = type(value)
        if kind in _PLAIN:
            self.written.append(f"{kind.__name__} {value!r}")
        elif isinstance(value, Enum):
            self.written.append(f"{kind.__name__}.{value.name}")
        elif isinstance(value, int | float | str | Decimal):
            self.written.append(f"{kind.__name__} {value!r}")
        elif isinstance(value, Calendar) and id(value) in self._calendars:
            self.written.append(f"calendar {self._calendars[id(value)]}")
        else:
            if isinstance(value, Calendar):
                self._calendars[id(value)] = len(self._calendars)
            parts = self._parts(value)
            self.written.append(f"{kind.__name__} {len(parts)}")
            for one in parts:
                self.add(one)

    def _parts(self, value: object) -> Sequence[object]:
        """What a value consists of, in an order that is always the same."""
        if isinstance(value, Mapping):
            return [one for pair in value.items() for one in pair]
        if isinstance(value, Sequence):
            return value
        kind = type(value)
        names = self._names.get(kind)
        if names is None:
            if not is_dataclass(kind):
                raise TypeError(f"no lasting text of a {kind.__name__}")
            names = self._names[kind] = tuple(one.name for one in fields(kind) if one.compare)
        return [getattr(value, name) for name in names]
