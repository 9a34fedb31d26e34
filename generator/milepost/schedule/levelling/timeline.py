"""What is free of some resources over time.

The amounts of several resources are packed into one integer, a field of bits each, whose highest bit is the
guard: a field gone below zero shows there. A timeline of one resource may go below zero (overload).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

from milepost.frozen import frozen

BEGINNING: Final = -(2**45)
"""Where every timeline begins; earlier than any time asked for."""


@frozen
class Packing:
    """How the amounts of some resources lie in one integer.

    Attributes:
        shifts: by how many bits each resource's amount is shifted.
        guard: the guard bits of all fields.
        capacity: all capacities, packed.
    """

    shifts: tuple[int, ...]
    guard: int
    capacity: int

    @classmethod
    def of(cls, capacities: Sequence[int]) -> Packing:
        """Make fields wide enough for these capacities; one alone may go far below zero."""
        if len(capacities) == 1:
            return cls((0,), 1 << 80, capacities[0])
        shifts, guard, packed, shift = [], 0, 0, 0
        for capacity in capacities:
            width = capacity.bit_length()
            shifts.append(shift)
            packed |= capacity << shift
            guard |= 1 << (shift + width)
            shift += width + 1
        return cls(tuple(shifts), guard, packed)


class Timeline:
    """A step function: `_free[k]` holds from `_times[k]` to `_times[k + 1]`, the last one for ever."""

    __slots__ = ("_free", "_guard", "_times")

    def __init__(self, packing: Packing) -> None:
        self._times, self._free, self._guard = [BEGINNING], [packing.capacity], packing.guard

    def earliest(self, t: int, length: int, need: int) -> int:
        """Give the first time, `t` or later, from which `need` is free for `length` (more than 0).

        There must be enough on the last step.
        """
        times, free, guard = self._times, self._free, self._guard
        step = bisect_right(times, t) - 1
        last = len(times)
        end = t + length
        while True:
            if (free[step] - need) & guard:
                step += 1
                t = times[step]
                end = t + length
            else:
                step += 1
                if step == last or times[step] >= end:
                    return t

    def take(self, start: int, end: int, need: int) -> None:
        """Use `need` from `start` to `end` (later than start)."""
        times, free = self._times, self._free
        first = bisect_left(times, start)
        count = len(times)
        if first == count or times[first] != start:
            times.insert(first, start)
            free.insert(first, free[first - 1])
            count += 1
        last = bisect_left(times, end, first)
        if last == count or times[last] != end:
            times.insert(last, end)
            free.insert(last, free[last - 1])
        for step in range(first, last):
            free[step] -= need
        self._join(first, last)

    def place(self, t: int, length: int, need: int) -> int:
        """Do `earliest` and `take` in one, which the search spends its time on; gives the time found."""
        times, free, guard = self._times, self._free, self._guard
        first = last = bisect_right(times, t) - 1
        count = len(times)
        end = t + length
        while True:
            if (free[last] - need) & guard:
                last += 1
                first = last
                t = times[last]
                end = t + length
            else:
                last += 1
                if last == count or times[last] >= end:
                    break
        if times[first] != t:
            first += 1
            times.insert(first, t)
            free.insert(first, free[first - 1])
            count += 1
            last += 1
        if last == count or times[last] != end:
            times.insert(last, end)
            free.insert(last, free[last - 1])
        for step in range(first, last):
            free[step] -= need
        self._join(first, last)
        return t

    def clash(self, start: int, end: int, need: int) -> int | None:
        """Give the end of the first stretch from `start` to `end` that has less than `need`; None if none."""
        times, free, guard = self._times, self._free, self._guard
        step = bisect_right(times, start) - 1
        last = len(times)
        while not (free[step] - need) & guard:
            step += 1
            if step == last or times[step] >= end:
                return None
        while True:  # to the end of the stretch
            step += 1
            if step == last or times[step] >= end:
                return end if step == last else times[step]
            if not (free[step] - need) & guard:
                return times[step]

    def missing(self, start: int, end: int, need: int) -> int:
        """Give how much less than `need` a single resource has from `start` to `end`, summed over time."""
        times, free = self._times, self._free
        step = bisect_right(times, start) - 1
        total = 0
        while start < end:
            step += 1
            until = min(times[step], end) if step < len(times) else end
            total += max(need - free[step - 1], 0) * (until - start)
            start = until
        return total

    def overload(self) -> int:
        """Give how far below zero a single resource is, summed over time."""
        return self.missing(self._times[0], self._times[-1], 0)

    def steps(self) -> Iterator[tuple[int, int, int]]:
        """Yield start, end and what is free, of all steps but the first and the last."""
        times = self._times
        yield from zip(times[1:], times[2:], self._free[1:], strict=False)

    def changes(self) -> Sequence[int]:
        """Give the times at which usage changes."""
        return self._times[1:]

    def _join(self, first: int, last: int) -> None:
        """Make one of equal steps at the two ends of a stretch."""
        times, free = self._times, self._free
        if free[last] == free[last - 1]:
            del times[last], free[last]
        if free[first] == free[first - 1]:
            del times[first], free[first]
