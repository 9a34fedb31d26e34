"""Distributions of durations and factors, drawn by inverse transforms of our own from uniform numbers.

Formulas: D. Vose, Risk Analysis (triangular, and PERT as a beta distribution with weight 4 on the most likely
value); D. Malcolm et al., Application of a Technique for R&D Program Evaluation, 1959 (PERT). A quantile
never falls as u grows, so that correlated uniform numbers give correlated values.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from milepost.frozen import frozen

if TYPE_CHECKING:
    from milepost.risk.simulation.arrays import Floats

LAMBDA = 4.0
"""Weight of the most likely value in a PERT distribution, against 1 for either end."""


class Distribution(Protocol):
    """How an uncertain value is spread."""

    @property
    def mean(self) -> float:
        """Its expectation."""

    def quantile(self, u: Floats) -> Floats:
        """Give the values below which shares of 0 < u < 1 lie."""

    def scaled(self, factor: float) -> Distribution:
        """Give the distribution of `factor` times the value; the factor is not negative."""


@frozen
class Fixed:
    """A value that is certain."""

    value: float

    @property
    def mean(self) -> float:
        """The value."""
        return self.value

    def quantile(self, u: Floats) -> Floats:
        """Give the value, whatever is drawn."""
        import numpy as np

        return np.full_like(u, self.value)

    def scaled(self, factor: float) -> Fixed:
        """Give the scaled value."""
        return Fixed(self.value * factor)


@frozen
class Uniform:
    """Any value between two is as likely as any other."""

    low: float
    high: float

    @property
    def mean(self) -> float:
        """The middle."""
        return (self.low + self.high) / 2

    def quantile(self, u: Floats) -> Floats:
        """Give low + u (high - low)."""
        return self.low + u * (self.high - self.low)

    def scaled(self, factor: float) -> Uniform:
        """Give the scaled distribution."""
        return Uniform(self.low * factor, self.high * factor)


@frozen
class Triangular:
    """A density that rises evenly to the most likely value and falls evenly behind it.

    With F = (mode - low) / (high - low) the quantile is low + sqrt(u (high - low) (mode - low)) up to u = F,
    and high - sqrt((1 - u) (high - low) (high - mode)) from there on.
    """

    low: float
    mode: float
    high: float

    @property
    def mean(self) -> float:
        """A third of the sum."""
        return (self.low + self.mode + self.high) / 3

    def quantile(self, u: Floats) -> Floats:
        """Give the quantiles; the value itself where all three are the same."""
        import numpy as np

        width = self.high - self.low
        if width <= 0:
            return np.full_like(u, self.mode)
        rising, falling = width * (self.mode - self.low), width * (self.high - self.mode)
        below = u <= (self.mode - self.low) / width
        root = np.sqrt(np.where(below, u * rising, (1 - u) * falling))
        return np.where(below, self.low + root, self.high - root)

    def scaled(self, factor: float) -> Triangular:
        """Give the scaled distribution."""
        return Triangular(self.low * factor, self.mode * factor, self.high * factor)


@frozen
class Pert:
    """A beta distribution on [low, high] whose mean is (low + weight * mode + high) / (weight + 2).

    Its parameters are alpha = 1 + weight (mode - low) / (high - low) and beta = 1 + weight (high - mode) /
    (high - low); its variance is (mean - low) (high - mean) / (weight + 3), which differs from the classical
    ((high - low) / 6) ** 2.
    """

    low: float
    mode: float
    high: float
    weight: float = LAMBDA

    @property
    def mean(self) -> float:
        """The weighted mean of the three."""
        return (self.low + self.weight * self.mode + self.high) / (self.weight + 2)

    def quantile(self, u: Floats) -> Floats:
        """Give the quantiles; the value itself where all three are the same."""
        import numpy as np

        from milepost.risk.simulation.beta import beta_table

        width = self.high - self.low
        if width <= 0:
            return np.full_like(u, self.mode)
        rise = self.weight * (self.mode - self.low) / width
        return self.low + width * beta_table(1 + rise, 1 + self.weight - rise).quantile(u)

    def scaled(self, factor: float) -> Pert:
        """Give the scaled distribution."""
        return Pert(self.low * factor, self.mode * factor, self.high * factor, self.weight)


@frozen
class Normal:
    """The normal distribution; of no estimate's form, but what sums of many values come to."""

    mean: float
    sd: float

    def quantile(self, u: Floats) -> Floats:
        """Give mean + sd z."""
        from milepost.risk.simulation.normal import normal_quantile

        return self.mean + self.sd * normal_quantile(u)

    def scaled(self, factor: float) -> Normal:
        """Give the scaled distribution."""
        return Normal(self.mean * factor, self.sd * factor)


def three_point(kind: str, low: float, mode: float, high: float) -> Distribution | None:
    """Give the distribution of an estimate; None when its values are not in order.

    Args:
        kind: "triangular", "pert", "uniform" (from low to high) or "fixed" (the most likely value).
        low: Optimistic value.
        mode: Most likely value.
        high: Pessimistic value.
    """
    if kind == "fixed":
        return Fixed(mode)
    if not low <= mode <= high:
        return None
    if low == high:
        return Fixed(mode)
    if kind == "uniform":
        return Uniform(low, high)
    return Pert(low, mode, high) if kind == "pert" else Triangular(low, mode, high)
