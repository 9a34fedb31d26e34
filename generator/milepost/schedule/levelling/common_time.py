"""When the working time of a job uses a resource that has working time of its own."""

from __future__ import annotations

from bisect import bisect_right

from milepost.schedule.calendar import CONTINUOUS, Calendar
from milepost.schedule.instants import MINUTES_PER_DAY, Instant, day_of
from milepost.schedule.spans import Span

CHUNK = 64
"""How many days more are looked at when an answer needs them."""


class CommonTime:
    """The stretches of a resource's working time that are worked on another calendar too.

    They are counted in the resource's working minutes, so that nights and weekends do not cut them.
    """

    def __init__(self, worked: Calendar, resource: Calendar, since: Instant) -> None:
        self._worked, self._resource = worked, resource
        self._always = worked is resource or worked == CONTINUOUS
        self._next_day = day_of(since)
        self._starts: list[int] = []
        self._ends: list[int] = []

    def uses(self, start: Instant, end: Instant) -> list[Span]:
        """Give what is used between two instants, in working minutes of the resource."""
        low, high = self._resource.work(start), self._resource.work(end)
        if low >= high:
            return []
        if self._always:
            return [(low, high)]
        while self._next_day * MINUTES_PER_DAY < end:
            self._look_further()
        first = max(bisect_right(self._starts, low) - 1, 0)
        found = []
        for at in range(first, len(self._starts)):
            if self._starts[at] >= high:
                break
            if self._ends[at] > low:
                found.append((max(self._starts[at], low), min(self._ends[at], high)))
        return found

    def _look_further(self) -> None:
        begin = self._next_day * MINUTES_PER_DAY
        self._next_day += CHUNK
        for opened, closed in self._worked.intervals(begin, self._next_day * MINUTES_PER_DAY):
            low, high = self._resource.work(opened), self._resource.work(closed)
            if low == high:
                continue
            if self._ends and self._ends[-1] == low:
                self._ends[-1] = high
            else:
                self._starts.append(low)
                self._ends.append(high)
