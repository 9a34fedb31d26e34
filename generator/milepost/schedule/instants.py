"""Instants as whole minutes since 1970-01-01T00:00, and their forms as text, date and datetime.

Instants are local and naive: a schedule knows neither time zones nor daylight saving.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final, TypeAlias

Instant: TypeAlias = int
"""Whole minutes since 1970-01-01T00:00, local and naive."""

Day: TypeAlias = int
"""Whole days since 1970-01-01."""

MINUTES_PER_DAY: Final = 1440
MINUTES_PER_WEEK: Final = 7 * MINUTES_PER_DAY

_EPOCH: Final = datetime(1970, 1, 1)  # noqa: DTZ001 - schedules are naive on purpose
_EPOCH_ORDINAL: Final = date(1970, 1, 1).toordinal()


def instant_of(moment: datetime) -> Instant:
    """Give the instant of a naive datetime; seconds are dropped."""
    return (moment - _EPOCH) // timedelta(minutes=1)


def parse_instant(text: str) -> Instant:
    """Read `2026-07-06T08:00`, or `2026-07-06` as the start of that day.

    Raises:
        ValueError: the text is no such date, or carries a time zone.
    """
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is not None:
        raise ValueError(f"an instant has no time zone: {text!r}")
    return instant_of(moment)


def datetime_of(instant: Instant) -> datetime:
    """Give the naive datetime of an instant (years 1 to 9999)."""
    return _EPOCH + timedelta(minutes=instant)


def instant_text(instant: Instant) -> str:
    """Write an instant as `2026-07-06T08:00`."""
    return datetime_of(instant).isoformat(timespec="minutes")


def day_of(instant: Instant) -> Day:
    """Give the day on which an instant lies."""
    return instant // MINUTES_PER_DAY


def day_number(day: date) -> Day:
    """Give the day number of a date."""
    return day.toordinal() - _EPOCH_ORDINAL


def date_of(day: Day) -> date:
    """Give the date of a day number."""
    return date.fromordinal(day + _EPOCH_ORDINAL)


def start_of_day(day: Day) -> Instant:
    """Give the first instant of a day."""
    return day * MINUTES_PER_DAY


def weekday_of(day: Day) -> int:
    """Give the weekday of a day number, Monday = 0."""
    return (day + 3) % 7
