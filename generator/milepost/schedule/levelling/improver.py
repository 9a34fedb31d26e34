"""A genetic algorithm on two populations, one pushed to the left and one to the right.

After D. Debels, M. Vanhoucke, A bi-population based genetic algorithm for the resource-constrained project
scheduling problem, 2005, and A decomposition-based genetic algorithm for the RCPSP, 2007. An individual is a
schedule. Two of one side give an order of jobs, which placed from the other end of time gives one of the
other side: each generation justifies the one before, at the cost of one schedule per child.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from milepost.frozen import frozen
from milepost.schedule.levelling.generation import finish_of
from milepost.schedule.levelling.kernel import Kernel, Placement
from milepost.schedule.levelling.sequence import Sequencer

GENERATIONS = 45
"""How many generations the budget should suffice for, and so how large a population is."""
SMALLEST, LARGEST = 10, 120
SPREAD = 0.3
"""By what part of the project a random schedule's order deviates from the order of late finishes."""
MUTATION = 0.1
"""By what part of the project a mutated job moves."""
MUTATED = 0.03
"""The part of the jobs that mutate."""


@frozen
class Individual:
    """A schedule and the finish that it stands for: of one pushed to the right, once it starts in time."""

    placement: Placement
    finish: int


class Improver:
    """Looks for a shorter schedule within a budget."""

    def __init__(self, kernel: Kernel, sequencer: Sequencer, seed: int, budget: int) -> None:
        """Take what is to be searched.

        Args:
            kernel: what makes schedules.
            sequencer: what makes orders.
            seed: of the random numbers.
            budget: how many schedules may be generated.
        """
        self._kernel, self._sequencer = kernel, sequencer
        self._random = Random(seed)  # noqa: S311 - a search, not a secret
        self._size = min(max(budget // GENERATIONS, SMALLEST), LARGEST)
        self.left = budget

    def improve(self, found: Sequence[Placement], late_finishes: Sequence[int], bound: int) -> Placement:
        """Search until the budget is used up or the bound is reached.

        Args:
            found: schedules pushed to the left, at least one.
            late_finishes: of the critical path method, to begin with.
            bound: a finish that cannot be beaten.

        Returns:
            The shortest schedule met, the first of those in `found` if none is shorter.
        """
        parents = self._founders(found, late_finishes, bound)
        best = min(parents, key=lambda one: one.finish)
        children: list[Individual] = []
        rightwards = True
        while self.left and best.finish > bound:
            offspring: list[Individual] = []
            for place, parent in enumerate(parents):
                if not self.left:
                    return best.placement
                one, other = self._shuffled(parent, self._chosen(parents))
                if rightwards:
                    child = self._to_the_right(one, other, best.finish)
                else:
                    child = self._to_the_left(one, other)
                    best = min(best, child, key=lambda each: each.finish)
                    if best.finish <= bound:
                        return best.placement
                rival = children[place] if children else child
                offspring.append(child if child.finish <= rival.finish else rival)
            parents, children = offspring, parents
            rightwards = not rightwards
        return best.placement

    def _founders(
        self, found: Sequence[Placement], late_finishes: Sequence[int], bound: int
    ) -> list[Individual]:
        founders = [Individual(one, finish_of(self._kernel, one)) for one in found]
        span = max(late_finishes, default=0) - min(found[0].starts, default=0)
        while self.left and len(founders) < self._size and founders[-1].finish > bound:
            keys = [finish + self._random.gauss(0, SPREAD * span) for finish in late_finishes]
            order = self._sequencer.by_rank(self._sequencer.ranks(keys))
            founders.append(self._forward(order))
        return founders

    def _chosen(self, parents: Sequence[Individual]) -> Individual:
        """Give the better of two parents chosen at random."""
        one, other = self._random.choice(parents), self._random.choice(parents)
        return one if one.finish <= other.finish else other

    def _shuffled(self, one: Individual, other: Individual) -> tuple[Individual, Individual]:
        return (one, other) if self._random.getrandbits(1) else (other, one)

    def _to_the_right(self, one: Individual, other: Individual, limit: int) -> Individual:
        keys = self._crossed(one.placement, one.placement.finishes, other.placement.finishes)
        order = self._sequencer.decreasing(keys)
        self.left -= 1
        placement = self._kernel.backward(order, limit)
        return Individual(placement, limit + self._kernel.shortfall(placement))

    def _to_the_left(self, one: Individual, other: Individual) -> Individual:
        keys = self._crossed(one.placement, one.placement.starts, other.placement.starts)
        return self._forward(self._sequencer.increasing(keys))

    def _crossed(self, one: Placement, own: Sequence[int], others: Sequence[int]) -> list[float]:
        """Give an order that is one parent's but for a stretch of time, whose jobs have the other's order."""
        numbers = self._random
        begin, end = min(one.starts), max(one.finishes)
        span = end - begin
        width = numbers.uniform(1 / 4, 3 / 4) * span
        since = begin + numbers.uniform(-width / 2, span - width / 2)
        until = since + width
        apart = 4 * (span + abs(begin) + abs(end) + max(others) - min(others))
        keys: list[float] = [
            key if key < since else apart + other if key <= until else 2 * apart + key
            for key, other in zip(own, others, strict=True)
        ]
        mutated = int(MUTATED * len(keys))
        if own == others:
            mutated = max(mutated, len(keys) // 4)
        for _ in range(mutated):
            keys[numbers.randrange(len(keys))] += numbers.gauss(0, MUTATION * span)
        return keys

    def _forward(self, order: Sequence[int]) -> Individual:
        self.left -= 1
        placement = self._kernel.forward(order)
        return Individual(placement, finish_of(self._kernel, placement))
