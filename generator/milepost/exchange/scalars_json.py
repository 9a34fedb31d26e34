"""How single values stand in the report: money as decimal text, instants as text, floats in days."""

from decimal import Decimal

from milepost.diagnostics import Span
from milepost.diagnostics.render.characters import well_formed
from milepost.schedule.instants import instant_text, parse_instant
from milepost.source.data import Map, Seq, Value
from milepost.source.schemas import Json

_FIRST, _LAST = parse_instant("0001-01-01"), parse_instant("9999-12-31T23:59")


def money(amount: Decimal | None) -> str | None:
    """An amount as decimal text with two places (half to even): "1250.50"; None stays None."""
    return None if amount is None else f"{amount:z.2f}"


def number(value: Decimal | None) -> float | None:
    """An index, a percentage or a number of days, to six places."""
    return None if value is None else float(f"{value:z.6f}")


def days(minutes: int | None, minutes_per_day: int) -> float | None:
    """Working minutes in days of the calendar they are counted on, to six places."""
    return None if minutes is None else round(minutes / minutes_per_day, 6)


def instant(at: int | None) -> str | None:
    """An instant as `2026-07-06T08:00`; the end of a day is 00:00 of the next one.

    What lies before year 1 or after year 9999 (the end of 9999-12-31 does) becomes the first or last minute
    that can be written.
    """
    return None if at is None else instant_text(min(max(at, _FIRST), _LAST))


def span(place: Span | None) -> Json:
    """A stretch of a file; None for what concerns the project as a whole."""
    if place is None:
        return None
    return {
        "file": well_formed(place.file),
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
    }


def plain(value: Value) -> Json:
    """What was read from a file, as it was read."""
    if isinstance(value, Map):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, Seq):
        return [plain(inner) for inner in value]
    return value
