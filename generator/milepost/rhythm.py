"""Rhythms in calendar time (`2w`, `1mo`), and the days on which something that keeps one is due."""

import re
from datetime import date, timedelta
from typing import NamedTuple

_WRITTEN = re.compile(r"([1-9][0-9]{0,2})(d|w|mo|y)\Z")
_DAYS = {"d": 1, "w": 7}
_MONTHS = {"mo": 1, "y": 12}
_WORDS = {
    "daily": "1d",
    "weekly": "1w",
    "every-two-weeks": "2w",
    "monthly": "1mo",
    "quarterly": "3mo",
    "yearly": "1y",
}


class Rhythm(NamedTuple):
    """A rhythm: so many days, weeks, months or years (d, w, mo, y)."""

    number: int
    unit: str

    def after(self, day: date, times: int = 1) -> date:
        """The day so many beats after a day; the last of the month where the month is shorter.

        What lies after the year 9999 is its last day.
        """
        if self.unit in _DAYS:
            days = times * self.number * _DAYS[self.unit]
            return day + timedelta(days=days) if days <= (date.max - day).days else date.max
        month = day.month - 1 + times * self.number * _MONTHS[self.unit]
        year, month = day.year + month // 12, month % 12 + 1
        if year > date.max.year:
            return date.max
        return date(year, month, min(day.day, _last_of(year, month)))

    def next_after(self, first: date, last: date) -> date:
        """The first beat later than a day, counted from the first one."""
        longest = self.number * (_DAYS[self.unit] if self.unit in _DAYS else 31 * _MONTHS[self.unit])
        times = max(0, (last - first).days // longest)
        while (beat := self.after(first, times)) <= last and beat < date.max:
            times += 1
        return beat


def _last_of(year: int, month: int) -> int:
    """The last day of a month."""
    return 31 if month == 12 else (date(year, month + 1, 1) - timedelta(days=1)).day


def rhythm_of(text: str) -> Rhythm | None:
    """The rhythm that a text says, `2w` or `monthly`; None when it says none."""
    match = _WRITTEN.match(_WORDS.get(text, text))
    return None if match is None else Rhythm(int(match[1]), match[2])


def days_of(text: str, usual: int) -> int:
    """A rhythm as a number of days, a month counted as thirty; the usual number where a text says none."""
    rhythm = rhythm_of(text)
    if rhythm is None:
        return usual
    return rhythm.number * {**_DAYS, "mo": 30, "y": 365}[rhythm.unit]
