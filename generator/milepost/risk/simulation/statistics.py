"""Percentiles, ranks, correlations and convergence of arrays."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from milepost.risk.simulation.arrays import Floats, Ints

Number = TypeVar("Number", np.int64, np.float64)

BATCHES: Final = 20
"""Batches over which convergence is followed."""

MOVE: Final = 0.005
"""The share of the spread that no figure moves by any more once it has settled."""

BARS: Final = 40
"""Bars of a histogram, at most."""

_COUNTED: Final = 2**21  # the widest range of whole numbers that is ranked by counting


def rank_of(percent: float, count: int) -> int:
    """Give the position, from 0, of a percentile among so many sorted values."""
    return min(max(ceil(percent / 100 * count - 1e-9), 1), count) - 1


def percentile(values: NDArray[Number], percent: float) -> Number:
    """Give the smallest value that a share of all values does not exceed."""
    at = rank_of(percent, len(values))
    found: Number = np.partition(values, at)[at]
    return found


def curve(ordered: NDArray[Number]) -> list[Number]:
    """Give P0 to P100 of sorted values."""
    return [ordered[rank_of(percent, len(ordered))] for percent in range(101)]


def ranks(values: NDArray[Number]) -> Floats:
    """Give the rank of each value, from 1; ties share the mean of their ranks."""
    if values.dtype.kind == "i":
        low = values.min()
        if values.max() - low < _COUNTED:
            since = values - low
            counts = np.bincount(since)
            behind = np.cumsum(counts)
            found: Floats = (behind - (counts - 1) / 2).take(since)
            return found
    _, place, counts = np.unique(values, return_inverse=True, return_counts=True)
    mean: Floats = np.cumsum(counts) - (counts - 1) / 2
    return mean[place]


class Reference:
    """Values that many others are correlated with; their deviations are worked out once."""

    def __init__(self, values: Floats) -> None:
        self._deviation = values - values.mean()
        self._norm = float(np.sqrt(self._deviation @ self._deviation))

    def correlation(self, values: Floats) -> float | None:
        """Give Pearson's correlation with other values; None when either never changes."""
        deviation = values - values.mean()
        norm = float(np.sqrt(deviation @ deviation))
        if not norm or not self._norm:
            return None
        return float(deviation @ self._deviation) / (norm * self._norm)


def batch_ends(count: int) -> tuple[int, ...]:
    """Give the iterations at which batches end."""
    number = min(BATCHES, count)
    return tuple(count * batch // number for batch in range(1, number + 1))


def settled(ends: Sequence[int], figures: Sequence[Sequence[float]], spread: float) -> int | None:
    """Give after which batch no figure moved any more.

    Args:
        ends: Iterations at which batches end.
        figures: For each batch the figures that are followed.
        spread: P90 less P10 of everything.
    """
    found: int | None = None
    for k in range(1, len(ends)):
        moved = max(abs(a - b) for a, b in zip(figures[k], figures[k - 1], strict=True))
        if moved > MOVE * spread:
            found = None
        elif found is None:
            found = ends[k]
    return found


def edges(low: float, high: float) -> Floats:
    """Give the edges of the bars of a histogram."""
    return np.linspace(low, high, BARS + 1) if high > low else np.array([low, high])


def counted(ordered: NDArray[Number], at: NDArray[Number]) -> Ints:
    """Count the sorted values in each bar between edges; the last bar includes its upper edge."""
    places = np.searchsorted(ordered, at, side="left")
    places[-1] = len(ordered)
    return np.diff(places)
