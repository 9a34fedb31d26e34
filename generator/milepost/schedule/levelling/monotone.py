"""Functions of whole numbers that never fall, in straight pieces: what a calendar makes of a start.

A function is asked for a range and gives its pieces there. Within a piece it rises by one with every step, or
stays where it is.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple, TypeAlias

from milepost.schedule.spans import Span


class Piece(NamedTuple):
    """From `low` to `high` (both included) the function is `value`, or `value` at `low` and rising by one."""

    low: int
    high: int
    value: int
    rises: bool

    @property
    def last(self) -> int:
        """The value at `high`."""
        return self.value + (self.high - self.low if self.rises else 0)


Function: TypeAlias = Callable[[int, int], Iterable[Piece]]
"""Gives the pieces of a function from one number to another, both included, in order."""


def shifted(by: int) -> Function:
    """Give the function that adds a number."""
    return lambda low, high: (Piece(low, high, low + by, rises=True),)


def composed(*functions: Function) -> Function:
    """Give the function that asks one after another, the first one first."""

    def of(low: int, high: int) -> list[Piece]:
        pieces = [Piece(low, high, low, rises=True)]
        for function in functions:
            pieces = _joined(part for piece in pieces for part in _through(piece, function))
        return pieces

    return of


def _through(piece: Piece, function: Function) -> Iterator[Piece]:
    if not piece.rises:
        for part in function(piece.value, piece.value):
            yield Piece(piece.low, piece.high, part.value, rises=False)
        return
    back = piece.low - piece.value
    for part in function(piece.value, piece.last):
        yield Piece(part.low + back, part.high + back, part.value, part.rises)


def _joined(pieces: Iterable[Piece]) -> list[Piece]:
    """Make one of neighbours that go on alike; a single number goes on with either kind."""
    found: list[Piece] = []
    for piece in pieces:
        before = found[-1] if found else None
        if before is not None:
            rises = piece.value == before.last + 1
            alike = all(one.low == one.high or one.rises == rises for one in (before, piece))
            if alike and (rises or piece.value == before.last):
                found[-1] = Piece(before.low, piece.high, before.value, rises)
                continue
        found.append(piece)
    return found


class Hours:
    """Spans of time, and what has been worked in them: `Calendar`'s arithmetic as functions of a range.

    Attributes:
        spans: the spans, in order and apart.
        total: how much is worked in all of them.
    """

    def __init__(self, spans: Sequence[Span], horizon: int) -> None:
        """Take spans between 0 and the horizon."""
        self.spans, self._horizon = tuple(spans), horizon
        self._starts = [start for start, _ in self.spans]
        self._ends = [end for _, end in self.spans]
        self._before = [0, *accumulate(end - start for start, end in self.spans)]
        self.total = self._before[-1]

    def work(self, t: int) -> int:
        """Count what is worked before `t`."""
        at = bisect_right(self._starts, t) - 1
        return self._before[at] + min(t, self._ends[at]) - self._starts[at] if at >= 0 else 0

    def start_at(self, worked: int) -> int:
        """Give the latest time before which no more is worked; the horizon if that is all."""
        if worked >= self.total:
            return self._horizon
        at = bisect_right(self._before, worked) - 1
        return self._starts[at] + worked - self._before[at]

    def count(self, low: int, high: int) -> int:
        """Count the spans from the one after `low` to the one after `high` of what is worked."""
        return bisect_right(self._before, high) - bisect_right(self._before, low) + 1

    def worked(self, low: int, high: int) -> Iterator[Piece]:
        """Give `work` as a function of time."""
        at = bisect_right(self._ends, low)
        t = low
        while t <= high:
            start, end = self.spans[at] if at < len(self.spans) else (high + 1, high + 2)
            if t < start:
                yield Piece(t, min(start - 1, high), self._before[at], rises=False)
            t = max(t, start)
            if t <= high:
                yield Piece(t, min(end - 1, high), self._before[at] + t - start, rises=True)
            t, at = end, at + 1

    def opened(self, low: int, high: int) -> Iterator[Piece]:
        """Give `start_at` as a function of what is worked; 0 for what lies before the spans."""
        if low < 0:
            yield Piece(low, min(high, -1), 0, rises=False)
        worked = max(low, 0)
        while worked <= high:
            at = bisect_right(self._before, worked) - 1
            until = min(self._before[at + 1] - 1, high) if worked < self.total else high
            yield Piece(worked, until, self.start_at(worked), rises=worked < self.total)
            worked = until + 1

    def closed(self, low: int, high: int) -> Iterator[Piece]:
        """Give the earliest time before which so much is worked; 0 for nothing, the horizon for too much."""
        if low <= 0:
            yield Piece(low, min(high, 0), 0, rises=False)
        worked = max(low, 1)
        while worked <= min(high, self.total):
            at = bisect_left(self._before, worked) - 1
            until = min(self._before[at + 1], high)
            yield Piece(worked, until, self._starts[at] + worked - self._before[at], rises=True)
            worked = until + 1
        if high >= worked:
            yield Piece(worked, high, self._horizon, rises=False)
