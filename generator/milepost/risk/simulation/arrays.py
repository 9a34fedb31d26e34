"""The arrays of the simulation: a value for each iteration, or a single value that holds for all of them.

Anything that no uncertainty reaches is an array of length one; numpy's broadcasting does the rest, so work
that is done costs nothing however many iterations there are.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Ints: TypeAlias = NDArray[np.int64]
"""Instants, or minutes."""

Floats: TypeAlias = NDArray[np.float64]
"""Uniform numbers, minutes before they are rounded, money."""

Flags: TypeAlias = NDArray[np.bool_]
"""Whether something holds."""


def single(value: int) -> Ints:
    """A value that holds for all iterations."""
    return np.array([value], dtype=np.int64)


def picked(values: Ints, rows: Ints) -> Ints:
    """The values of some iterations; a single value still holds for all of them."""
    return values if values.shape[0] == 1 else values.take(rows)


def whole(values: Ints, count: int) -> Ints:
    """A value for each of `count` iterations."""
    return np.broadcast_to(values, (count,)) if values.shape[0] == 1 else values


def maximum(found: list[Ints]) -> Ints:
    """Give the latest of each iteration."""
    most = found[0]
    for t in found[1:]:
        most = np.maximum(most, t)
    return most


def minimum(found: list[Ints]) -> Ints:
    """Give the earliest of each iteration."""
    least = found[0]
    for t in found[1:]:
        least = np.minimum(least, t)
    return least
