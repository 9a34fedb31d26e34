"""The inverse of the beta distribution, by a table for each shape that is good to about 1e-8 of the range.

The table is even in the log-odds s = ln(u / (1 - u)) of the cumulative probability u, in which the quantile
is smooth to both its ends, however steep or flat the density is there. It comes from integrating the density
over the log-odds of the quantile itself: from either side only positive numbers are added, so that both tails
keep their relative precision, and no gamma function is needed, because the whole integral is known when both
sides have been added up.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np

from milepost.frozen import frozen
from milepost.risk.simulation.arrays import Floats

_REACH: Final = 38.0  # log-odds of the smallest uniform number, 2 ** -54, and a little more
_CELLS: Final = 1024
_NODES: Final = 640
_GAUSS: Final = ((0.5 - 0.15**0.5, 5 / 18), (0.5, 8 / 18), (0.5 + 0.15**0.5, 5 / 18))


@frozen
class BetaTable:
    """Quantiles of one shape, as a cubic on each of some even cells of the log-odds.

    Attributes:
        coefficients: Four rows, the constant first; a column for each cell.
    """

    coefficients: tuple[Floats, Floats, Floats, Floats]

    def quantile(self, u: Floats) -> Floats:
        """Give the value between 0 and 1 below which a share of 0 < u < 1 lies."""
        place = (np.log(u / (1 - u)) + _REACH) * (_CELLS / (2 * _REACH))
        cell = place.astype(np.int64)
        part = place - cell
        constant, first, second, third = (row.take(cell, mode="clip") for row in self.coefficients)
        return constant + part * (first + part * (second + part * third))


@lru_cache(maxsize=4096)
def beta_table(alpha: float, beta: float) -> BetaTable:
    """Give the table of a shape.

    Args:
        alpha: First parameter, at least 1.
        beta: Second parameter, at least 1.
    """
    y = np.linspace(-42 / alpha, 42 / beta, _NODES + 1)
    step = float(y[1] - y[0])
    inner = y[:-1]
    parts = np.zeros_like(inner)
    for node, weight in _GAUSS:
        parts += weight * step * _density(inner + node * step, alpha, beta)
    first, last = _density(y[:1], alpha, beta) / alpha, _density(y[-1:], alpha, beta) / beta
    below = np.cumsum(np.concatenate((first, parts)))
    above = np.cumsum(np.concatenate((last, parts[::-1])))[::-1]
    s = np.log(below / above)
    slope = 1 / (_density(y, alpha, beta) * (1 / below + 1 / above))  # dy/ds
    grid = np.linspace(-_REACH, _REACH, _CELLS + 1)
    at, steep = _between(s, y, slope, grid)
    value = 1 / (1 + np.exp(-at))
    rise = value * (1 - value) * steep * (2 * _REACH / _CELLS)
    return BetaTable(_cubics(value, rise))


def _density(y: Floats, alpha: float, beta: float) -> Floats:
    """Give x ** alpha * (1 - x) ** beta at x = 1 / (1 + exp(-y)): the density of y, but for a factor."""
    density: Floats = np.exp(alpha * y - (alpha + beta) * np.logaddexp(0, y))
    return density


def _between(x: Floats, y: Floats, slope: Floats, at: Floats) -> tuple[Floats, Floats]:
    """Give a curve and its slope at some places, by cubics through its points (Hermite)."""
    cell = np.clip(np.searchsorted(x, at, side="right") - 1, 0, len(x) - 2)
    width = x[cell + 1] - x[cell]
    constant, first, second, third = _cubic(
        y[cell], y[cell + 1], slope[cell] * width, slope[cell + 1] * width
    )
    part = (at - x[cell]) / width
    value = constant + part * (first + part * (second + part * third))
    return value, (first + part * (2 * second + part * 3 * third)) / width


def _cubics(value: Floats, rise: Floats) -> tuple[Floats, Floats, Floats, Floats]:
    return _cubic(value[:-1], value[1:], rise[:-1], rise[1:])


def _cubic(
    left: Floats, right: Floats, rise_left: Floats, rise_right: Floats
) -> tuple[Floats, Floats, Floats, Floats]:
    """Give the cubic on [0, 1] with these values and slopes at its ends."""
    change = right - left
    return left, rise_left, 3 * change - 2 * rise_left - rise_right, rise_left + rise_right - 2 * change
