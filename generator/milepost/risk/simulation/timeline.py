"""Working time on arrays: the counterpart of `Calendar` and `Pace`, within a horizon.

A calendar's count of worked minutes is linear between its edges. Where these lie on an even grid (of an hour,
or a quarter of one), a table with one entry for each step of the grid answers for an array of instants
without any search; calendars with edges at odd minutes are searched (`numpy.searchsorted`). Behind the
horizon every minute counts as worked, so that dates never stop growing and an end behind the horizon shows.
"""

from __future__ import annotations

from typing import Final, Protocol

import numpy as np

from milepost.frozen import frozen, replace
from milepost.risk.simulation.arrays import Ints
from milepost.schedule.calendar import NEVER, Calendar
from milepost.schedule.capacity import Pace
from milepost.schedule.instants import MINUTES_PER_DAY, Instant, day_of

LARGEST_GRID: Final = 2**18
"""Steps of a grid, above which a calendar is searched instead."""

_MONDAY: Final = 4  # the day number of 1970-01-05
_ENDLESS: Final = 2**50


class Timeline(Protocol):
    """A calendar's arithmetic, as in `Calendar`, for arrays of instants and of worked minutes."""

    def work(self, t: Ints) -> Ints:
        """Count the working minutes before each instant."""

    def start_at(self, worked: Ints) -> Ints:
        """Give the latest instants before which no more is worked."""

    def finish_at(self, worked: Ints) -> Ints:
        """Give the earliest instants before which so much is worked."""


@frozen
class Grid:
    """A calendar whose edges all lie on an even grid.

    Attributes:
        low: Where the grid begins.
        origin: Minutes worked before that.
        step: Minutes of a step.
        worked: Minutes worked from `low` to the beginning of each step, and at last a number without end.
        starts: The instants at which the worked steps begin, and at last the horizon.
    """

    low: Instant
    origin: int
    step: int
    worked: Ints
    starts: Ints

    def work(self, t: Ints) -> Ints:
        """Count the working minutes before each instant."""
        since = t - self.low
        step = np.minimum(since // self.step, len(self.worked) - 2)
        since -= step * self.step
        since += self.worked.take(step, mode="clip")
        step += 1
        np.minimum(since, self.worked.take(step, mode="clip"), out=since)
        since += self.origin
        return since

    def start_at(self, worked: Ints) -> Ints:
        """Give the latest instants before which no more is worked."""
        return self._in_step(worked - self.origin)

    def finish_at(self, worked: Ints) -> Ints:
        """Give the earliest instants before which so much is worked."""
        found = self._in_step(worked - (self.origin + 1))
        found += 1
        return found

    def _in_step(self, since: Ints) -> Ints:
        step = np.minimum(since // self.step, len(self.starts) - 1)
        since -= step * self.step
        since += self.starts.take(step, mode="clip")
        return since


@frozen
class Pieces:
    """A calendar as its working spans, the last of which begins at the horizon and has no end.

    Attributes:
        starts: Where the spans begin.
        lengths: Their minutes.
        before: Minutes worked before each.
    """

    starts: Ints
    lengths: Ints
    before: Ints

    def work(self, t: Ints) -> Ints:
        """Count the working minutes before each instant."""
        span = np.maximum(np.searchsorted(self.starts, t, side="right") - 1, 0)
        within: Ints = np.clip(t - self.starts[span], 0, self.lengths[span])
        return self.before[span] + within

    def start_at(self, worked: Ints) -> Ints:
        """Give the latest instants before which no more is worked."""
        return self._at(np.searchsorted(self.before, worked, side="right"), worked)

    def finish_at(self, worked: Ints) -> Ints:
        """Give the earliest instants before which so much is worked."""
        return self._at(np.searchsorted(self.before, worked, side="left"), worked)

    def _at(self, behind: Ints, worked: Ints) -> Ints:
        span = np.maximum(behind - 1, 0)
        found: Ints = self.starts[span] + worked - self.before[span]
        return found


def timeline(calendar: Calendar, low: Instant, high: Instant, largest: int = LARGEST_GRID) -> Timeline:
    """Give a calendar's arithmetic for instants from `low` to `high`.

    Args:
        calendar: The calendar.
        low: Before everything asked for; no span is known before it.
        high: The horizon.
        largest: The most steps of a grid.
    """
    first, last = day_of(low), day_of(high) + 1
    starts, ends = _spans(calendar, first, last)
    low, high = first * MINUTES_PER_DAY, last * MINUTES_PER_DAY
    origin = calendar.work(low)
    step = int(np.gcd.reduce(np.concatenate(([MINUTES_PER_DAY], starts - low, ends - low))))
    if (high - low) // step > largest:
        lengths = np.append(ends - starts, _ENDLESS)
        before = origin + np.concatenate(([0], np.cumsum(lengths[:-1])))
        return Pieces(np.append(starts, high), lengths, before)
    changes = np.zeros((high - low) // step + 1, dtype=np.int64)
    np.add.at(changes, (starts - low) // step, 1)
    np.add.at(changes, (ends - low) // step, -1)
    working = np.cumsum(changes[:-1])
    worked = np.concatenate(([0], np.cumsum(working) * step, [_ENDLESS]))
    begins = np.append(low + np.flatnonzero(working) * step, high)
    return Grid(low, origin, step, worked, begins)


def _spans(calendar: Calendar, first: int, last: int) -> tuple[Ints, Ints]:
    """Give beginnings and ends of what is worked from one day to before another, cut at midnights."""
    usual = replace(calendar, exceptions={})
    begins, ends = [], []
    for weekday in range(7):
        for start, end in usual.hours_of(_MONDAY + weekday):
            begins.append(weekday * MINUTES_PER_DAY + start)
            ends.append(weekday * MINUTES_PER_DAY + end)
    week = (first - _MONDAY) // 7
    mondays = (np.arange(week, (last - _MONDAY) // 7 + 1) * 7 + _MONDAY) * MINUTES_PER_DAY
    starts = (mondays[:, None] + np.array(begins, dtype=np.int64)).ravel()
    stops = (mondays[:, None] + np.array(ends, dtype=np.int64)).ravel()
    irregular = [day for day in calendar.irregular_days() if first <= day < last]
    days = starts // MINUTES_PER_DAY
    kept = (days >= first) & (days < last) & ~np.isin(days, irregular)
    own = [
        (day * MINUTES_PER_DAY + start, day * MINUTES_PER_DAY + end)
        for day in irregular
        for start, end in calendar.hours_of(day)
    ]
    others = np.array(own, dtype=np.int64).reshape(-1, 2)
    starts = np.concatenate((starts[kept], others[:, 0]))
    stops = np.concatenate((stops[kept], others[:, 1]))
    order = np.argsort(starts, kind="stable")
    return starts[order], stops[order]


@frozen
class Flow:
    """A pace's arithmetic, as in `Pace`, for arrays: work in millionths of a minute.

    Attributes:
        line: The calendar.
        rates: Work per working minute before the first change and from each change on.
        since: When the rate changes.
        origins: Working minutes of the calendar at the instant from which each piece counts.
        done: Work done at that instant.
    """

    line: Timeline
    rates: Ints
    since: Ints
    origins: Ints
    done: Ints

    @classmethod
    def of(cls, pace: Pace, line: Timeline) -> Flow:
        """Give the arithmetic of a pace on its calendar."""
        since = [t for t, _ in pace.changes]
        done = [0]
        for (begin, rate), end in zip(pace.changes, since[1:], strict=False):
            done.append(done[-1] + rate * pace.calendar.between(begin, end))
        origins = [pace.calendar.work(t) for t in since]
        rates = [pace.first, *(rate for _, rate in pace.changes)]
        first = origins[:1] or [0]
        columns = (rates, since, first + origins, [0, *done] if since else [0])
        return cls(line, *(np.array(column, dtype=np.int64) for column in columns))

    def work(self, t: Ints) -> Ints:
        """Count the work done before each instant."""
        piece = np.searchsorted(self.since, t, side="right")
        return self.done[piece] + self.rates[piece] * (self.line.work(t) - self.origins[piece])

    def finish_at(self, worked: Ints) -> Ints:
        """Give the earliest instants before which so much is done."""
        piece = np.searchsorted(self.done[1:], worked, side="left")
        rate = np.maximum(self.rates[piece], 1)
        found = self.line.finish_at(self.origins[piece] - (self.done[piece] - worked) // rate)
        return np.where(self.rates[piece] > 0, found, -NEVER)

    def start_at(self, worked: Ints) -> Ints:
        """Give the latest instants before which no more is done."""
        piece = np.searchsorted(self.done[1:], worked, side="right")
        rate = np.maximum(self.rates[piece], 1)
        found = self.line.start_at(self.origins[piece] + (worked - self.done[piece]) // rate)
        return np.where(self.rates[piece] > 0, found, -NEVER)
