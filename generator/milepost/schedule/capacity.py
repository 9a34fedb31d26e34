"""How much of their working time people give: shares that change by date, and work done at such a share."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from decimal import Decimal
from typing import Final

from milepost.frozen import field, frozen
from milepost.schedule.calendar import NEVER, Calendar
from milepost.schedule.instants import Instant

SCALE: Final = 10**6
"""Work is counted in millionths of a minute, so that any percent of a percent is a whole number."""


@frozen
class Capacity:
    """The share of a person's working time that the project has.

    Attributes:
        first: the share before the first change; 1 is all of it.
        changes: from when on another share holds, in order.
    """

    first: Decimal = Decimal(1)
    changes: tuple[tuple[Instant, Decimal], ...] = ()

    def at(self, t: Instant) -> Decimal:
        """Give the share that holds at an instant."""
        share = self.first
        for since, changed in self.changes:
            if since > t:
                break
            share = changed
        return share

    @property
    def never(self) -> bool:
        """Whether there is no time at all, ever."""
        return not self.first and not any(share for _, share in self.changes)


@frozen
class Pace:
    """Work done over time: the minutes of a calendar, each counted with the share that holds then.

    The counterpart of `Calendar`'s arithmetic: `work` never falls, `finish_at` and `start_at` are its two
    inverses, all in `SCALE`-ths of a minute of work.

    Attributes:
        calendar: when work happens.
        first: work per working minute before the first change.
        changes: from when on another rate holds, in order; the last rate is positive.
    """

    calendar: Calendar
    first: int
    changes: tuple[tuple[Instant, int], ...] = ()
    _since: tuple[Instant, ...] = field(init=False, repr=False, compare=False)
    _done: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        since = tuple([t for t, _ in self.changes])
        done = [0]
        for (begin, rate), (end, _) in zip(self.changes, self.changes[1:], strict=False):
            done.append(done[-1] + rate * self.calendar.between(begin, end))
        object.__setattr__(self, "_since", since)
        object.__setattr__(self, "_done", tuple(done) if since else ())

    @classmethod
    def of(cls, calendar: Calendar, units: Decimal, capacity: Capacity) -> Pace:
        """Give the pace of somebody with a share of the time that a capacity leaves.

        Somebody whose time ends, or who has none, is taken to go on at the last share there was: the work has
        a date then, and what is wrong with it is for others to say.
        """
        rates = [(t, _rate(units * share)) for t, share in capacity.changes]
        while rates and not rates[-1][1]:
            rates.pop()
        first = _rate(units * capacity.first)
        if not rates and not first:
            first = _rate(units) or SCALE
        return cls(calendar, first, tuple(rates))

    @property
    def steady(self) -> bool:
        """Whether the rate is the same at all times."""
        return not self.changes

    def work(self, t: Instant) -> int:
        """Count the work done before `t`, from a fixed origin."""
        if not self.changes:
            return self.first * self.calendar.work(t)
        piece = bisect_right(self._since, t)
        base, rate, origin = self._piece(piece)
        return base + rate * (self.calendar.work(t) - self.calendar.work(origin))

    def finish_at(self, worked: int) -> Instant:
        """Give the earliest instant before which so much is done."""
        if not self.changes:
            return self.calendar.finish_at(-(-worked // self.first))
        base, rate, origin = self._piece(bisect_left(self._done, worked))
        if not rate:
            return -NEVER
        return self.calendar.finish_at(self.calendar.work(origin) - (base - worked) // rate)

    def start_at(self, worked: int) -> Instant:
        """Give the latest instant before which no more is done."""
        if not self.changes:
            return self.calendar.start_at(worked // self.first)
        base, rate, origin = self._piece(bisect_right(self._done, worked))
        if not rate:
            return -NEVER
        return self.calendar.start_at(self.calendar.work(origin) + (worked - base) // rate)

    def _piece(self, piece: int) -> tuple[int, int, Instant]:
        """Give work done at the origin of a piece, its rate and the origin; before the first change is 0."""
        if not piece:
            return 0, self.first, self._since[0]
        return self._done[piece - 1], self.changes[piece - 1][1], self._since[piece - 1]


def _rate(share: Decimal) -> int:
    return round(share * SCALE)
