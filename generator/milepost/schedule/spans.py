"""Sorted, disjoint sets of half-open spans of minutes: merge, intersect, clip."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias

Span: TypeAlias = tuple[int, int]
"""From the first minute (inclusive) to the second (exclusive)."""

Spans: TypeAlias = tuple[Span, ...]


def merged(spans: Iterable[Span]) -> Spans:
    """Join overlapping and touching spans; drop empty ones; sort."""
    result: list[Span] = []
    for start, end in sorted(spans):
        if end <= start:
            continue
        if result and start <= result[-1][1]:
            if end > result[-1][1]:
                result[-1] = (result[-1][0], end)
        else:
            result.append((start, end))
    return tuple(result)


def intersected(left: Sequence[Span], right: Sequence[Span]) -> Spans:
    """Give the minutes that lie in both of two sorted, disjoint sets."""
    result: list[Span] = []
    i = j = 0
    while i < len(left) and j < len(right):
        start = max(left[i][0], right[j][0])
        end = min(left[i][1], right[j][1])
        if start < end:
            result.append((start, end))
        if left[i][1] < right[j][1]:
            i += 1
        else:
            j += 1
    return tuple(result)


def clipped(spans: Iterable[Span], start: int, end: int) -> Spans:
    """Keep what lies between two minutes."""
    return tuple((max(s, start), min(e, end)) for s, e in spans if s < end and e > start)


def moved(spans: Iterable[Span], minutes: int) -> Spans:
    """Move every span by some minutes."""
    return tuple((s + minutes, e + minutes) for s, e in spans)
