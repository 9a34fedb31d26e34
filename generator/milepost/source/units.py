"""Durations, lags, money, percentages and dates: their written forms and what they mean."""

import re
from datetime import date
from decimal import Decimal
from functools import lru_cache

from milepost.frozen import frozen

MINUTES_PER_DAY = 1440
FIRST_YEAR, LAST_YEAR = 1900, 2199
"""Dates outside these years are slips of the pen, and computing with them would leave the calendar."""
_EPOCH = date(1970, 1, 1).toordinal()

_DURATION = re.compile(r"([0-9]+(?:\.[0-9]+)?)(e?)(min|h|d|w)\Z")
_LAG = re.compile(r"([+-]?)([0-9]+(?:\.[0-9]+)?)(?:(e?)(min|h|d|w)|(%))\Z")
_MONEY = re.compile(r"(-?[0-9]+(?:\.[0-9]{1,4})?) ([A-Z]{3})\Z")
_PERCENTAGE = re.compile(r"([0-9]+(?:\.[0-9]+)?)%\Z")
_INSTANT = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:T([0-9]{2}):([0-9]{2}))?\Z")


@frozen
class Duration:
    """An amount of time as written: `10d`, `4h`, `3ed`.

    Attributes:
        amount: How many units.
        unit: min, h, d or w.
        elapsed: Clock time (24 hours a day) instead of working time.
    """

    amount: Decimal
    unit: str
    elapsed: bool

    def minutes(self, minutes_per_day: int, days_per_week: Decimal) -> int:
        """Whole minutes: working time on a calendar with that day and week, or clock time when elapsed.

        Args:
            minutes_per_day: Working minutes that 1d stands for.
            days_per_week: Working days that 1w stands for.
        """
        if self.elapsed:
            per_unit = Decimal(_ELAPSED[self.unit])
        elif self.unit == "d":
            per_unit = Decimal(minutes_per_day)
        elif self.unit == "w":
            per_unit = minutes_per_day * days_per_week
        else:
            per_unit = Decimal(_ELAPSED[self.unit])
        return int((self.amount * per_unit).to_integral_value())


_ELAPSED = {"min": 1, "h": 60, "d": MINUTES_PER_DAY, "w": 7 * MINUTES_PER_DAY}


@frozen
class Lag:
    """The waiting time of a link: a duration with a sign, or a percentage of the predecessor's duration."""

    sign: int
    duration: Duration | None
    percent: Decimal | None


@frozen
class Money:
    """An amount in a currency (ISO 4217)."""

    amount: Decimal
    currency: str

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"


@lru_cache(maxsize=4096)
def duration(text: str) -> Duration | None:
    """The duration that a text says; None when it says none."""
    match = _DURATION.match(text)
    if match is None:
        return None
    amount, elapsed, unit = match.groups()
    return Duration(Decimal(amount), unit, elapsed == "e")


@lru_cache(maxsize=4096)
def lag(text: str) -> Lag | None:
    """The lag that a text says; None when it says none."""
    match = _LAG.match(text)
    if match is None:
        return None
    sign, amount, elapsed, unit, percent = match.groups()
    direction = -1 if sign == "-" else 1
    if percent:
        return Lag(direction, None, Decimal(amount))
    return Lag(direction, Duration(Decimal(amount), unit, elapsed == "e"), None)


def money(text: str) -> Money | None:
    """The amount that a text says; None when it says none."""
    match = _MONEY.match(text)
    return None if match is None else Money(Decimal(match[1]), match[2])


def percentage(text: str) -> Decimal | None:
    """`80%` as 0.8; None when the text is no percentage."""
    match = _PERCENTAGE.match(text)
    return None if match is None else Decimal(match[1]) / 100


def probability(value: float | str) -> float | None:
    """A probability between 0 and 1, written as 0.4 or 40%; None when it is neither."""
    if isinstance(value, str):
        share = percentage(value)
        value = 2.0 if share is None else float(share)
    return float(value) if 0 <= value <= 1 else None


@lru_cache(maxsize=8192)
def instant(text: str) -> tuple[int, bool] | None:
    """A date or an instant in minutes since 1970-01-01T00:00, and whether a time of day was written.

    Times are local and have no zone and no daylight saving. 24:00 is the end of the day.
    None when the text is no date, there is no such day, or it lies outside FIRST_YEAR to LAST_YEAR.
    """
    match = _INSTANT.match(text)
    if match is None:
        return None
    year, month, day, hour, minute = match.groups()
    if not FIRST_YEAR <= int(year) <= LAST_YEAR:
        return None
    try:
        ordinal = date(int(year), int(month), int(day)).toordinal()
    except ValueError:
        return None
    minutes = (ordinal - _EPOCH) * MINUTES_PER_DAY
    if hour is None:
        return minutes, False
    clock = int(hour) * 60 + int(minute)
    if int(minute) > 59 or clock > MINUTES_PER_DAY:
        return None
    return minutes + clock, True


def start_of(text: str) -> int | None:
    """The instant of a start: a bare date means the beginning of its day."""
    found = instant(text)
    return None if found is None else found[0]


def finish_of(text: str) -> int | None:
    """The instant of a finish: a bare date means the end of its day."""
    found = instant(text)
    if found is None:
        return None
    minutes, timed = found
    return minutes if timed else minutes + MINUTES_PER_DAY


def day(text: str) -> date | None:
    """The calendar date that a text says; None when it says none, or a time of day too."""
    found = instant(text)
    return None if found is None or found[1] else date.fromordinal(found[0] // MINUTES_PER_DAY + _EPOCH)


def is_instant(text: object) -> bool:
    """Whether a value is a date or an instant: the `instant` format of the schemas."""
    return not isinstance(text, str) or instant(text) is not None


def is_date(text: object) -> bool:
    """Whether a value is a calendar date: the `date` format of the schemas."""
    return not isinstance(text, str) or day(text) is not None
