"""The current value of a metric, from its result file or its measurements, and how far off target it is."""

import re
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from milepost.diagnostics import Span
from milepost.project import Project, Record
from milepost.source.units import day

_CADENCE = re.compile(r"([1-9][0-9]{0,2})(d|w|mo|y)\Z")
_DAYS = {"d": 1, "w": 7, "mo": 31, "y": 366}


class Measured(NamedTuple):
    """A value of a metric.

    Attributes:
        day: When it was measured.
        value: The value.
        span: Where it is written, or what names the file it comes from.
        from_file: Whether it comes from a result file.
    """

    day: date
    value: Decimal
    span: Span
    from_file: bool


def measured(metric: Record, project: Project) -> list[Measured]:
    """The values up to the status date, the earliest first; that of a result file is the last of its day."""
    today = project.settings.status_date
    found = [
        Measured(at, value, one.span("value"), from_file=False)
        for one in metric.parts("measurements")
        if (at := one.date("date")) is not None
        and at <= today
        and (value := one.decimal("value")) is not None
    ]
    source = metric.part("source_file")
    if source is not None:
        evidence = project.evidence.get((source.text("path"), source.text("format")))
        figure = None if evidence is None else evidence.figures.get(source.text("value"))
        if evidence is not None and figure is not None:
            made = day(evidence.day) or today
            found.append(
                Measured(min(made, today), Decimal(f"{figure:g}"), source.span("value"), from_file=True)
            )
    return sorted(found, key=lambda one: one.day)


def off_target(metric: Record, value: Decimal) -> Decimal | None:
    """How far a value is on the wrong side of its target; 0 on the right side, None without a target."""
    target = metric.decimal("target")
    if target is None:
        return None
    direction = metric.text("direction") or "higher-is-better"
    if direction == "higher-is-better":
        apart = target - value
    else:
        apart = value - target if direction == "lower-is-better" else abs(value - target)
    return max(apart, Decimal(0))


def tolerance(metric: Record) -> Decimal:
    """How far off the target is still accepted."""
    return metric.decimal("tolerance") or Decimal(0)


def days_of(cadence: str) -> int | None:
    """The most days that a rhythm such as 2w or 1mo can last; None when it is none."""
    match = _CADENCE.match(cadence)
    return None if match is None else int(match[1]) * _DAYS[match[2]]
