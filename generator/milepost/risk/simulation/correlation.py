"""Correlation of durations: whether coefficients can hold together, and uniform numbers that have them.

Two ways lead to durations that move together. A shared driver (`model.Driver`) multiplies the durations of
all its tasks by one drawn factor and so says why they move together (D. Hulett, Practical Schedule Risk
Analysis). Written coefficients are those of the normal scores of the draws (a Gaussian copula): the uniform
numbers of the tasks become normal values, are mixed by the triangular factor of the matrix, and become
uniform again. A task's draws depend on its own stream and on those of tasks named before it; the first one
keeps its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from milepost.frozen import frozen

if TYPE_CHECKING:
    from milepost.risk.simulation.arrays import Floats

TOLERANCE: Final = 1e-9
"""A variance left over that is smaller than this is none: rounding, or a task that follows from others."""

Rows = tuple[tuple[float, ...], ...]


@frozen
class Correlation:
    """The correlation of two tasks, by their position in the network."""

    first: int
    second: int
    coefficient: float


@frozen
class Mixing:
    """How draws are mixed.

    Attributes:
        members: Positions of the tasks, in the order in which they are named.
        rows: For each of them the weights of its own normal values and of those before it.
    """

    members: tuple[int, ...]
    rows: Rows

    def mixed(self, draws: Sequence[Floats]) -> list[Floats]:
        """Give correlated uniform numbers.

        Args:
            draws: Independent uniform numbers of each member.
        """
        import numpy as np

        from milepost.risk.simulation.normal import normal_cumulative, normal_quantile

        scores = [normal_quantile(u) for u in draws]
        smallest = 2.0**-54
        found = []
        for weights, own in zip(self.rows, draws, strict=True):
            if sum(weights[:-1]) == 0 and weights[-1] == 1:
                found.append(own)
                continue
            score = np.zeros_like(own)
            for weight, value in zip(weights, scores, strict=False):
                if weight:
                    score += weight * value
            found.append(np.clip(normal_cumulative(score), smallest, 1 - 2 * smallest))
        return found


@frozen
class Contradiction:
    """Coefficients that cannot hold together: the matrix is not positive semidefinite.

    Attributes:
        member: Position of the first task whose coefficients contradict those of the tasks named before it.
    """

    member: int


def mixing_of(correlations: Sequence[Correlation]) -> Mixing | Contradiction:
    """Give the triangular factor of the correlation matrix (Cholesky), if it is positive semidefinite.

    Coefficients that are not written are 0. Cost grows with the cube of the number of tasks named.
    """
    members: dict[int, int] = {}
    for one in correlations:
        members.setdefault(one.first, len(members))
        members.setdefault(one.second, len(members))
    written: dict[tuple[int, int], float] = {}
    for one in correlations:
        a, b = members[one.first], members[one.second]
        written[max(a, b), min(a, b)] = one.coefficient
    rows: list[tuple[float, ...]] = []
    for position, index in members.items():
        row: list[float] = []
        for other in range(index):
            before = rows[other]
            known = sum(x * y for x, y in zip(row, before, strict=False))
            rest, pivot = written.get((index, other), 0.0) - known, before[other]
            if not pivot and abs(rest) > TOLERANCE**0.5:
                return Contradiction(position)
            row.append(rest / pivot if pivot else 0.0)
        left = 1.0 - sum(x * x for x in row)
        if left < -TOLERANCE:
            return Contradiction(position)
        rows.append((*row, left**0.5 if left > TOLERANCE else 0.0))
    return Mixing(tuple(members), tuple(rows))
