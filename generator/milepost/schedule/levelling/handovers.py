"""Who hands over to whom: which job lets which other begin, because what it used is used there next.

The units of a resource flow from job to job. As links from finish to start, the flows keep a levelled
schedule within capacity however long its jobs take (resource flow network: C. Artigues, P. Michelon,
S. Reusser, Insertion techniques for static and dynamic resource-constrained project scheduling, 2003).
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TypeAlias

from milepost.schedule.levelling.problem import Problem
from milepost.schedule.levelling.result import Levelled

Handover: TypeAlias = tuple[int, int]
"""Numbers of two jobs: the second begins with what the first has used, after its finish."""


def handovers(problem: Problem, levelled: Levelled) -> tuple[Handover, ...]:
    """Give the flows of a levelled schedule, each pair once, in order.

    What is under way or has fixed dates receives nothing: it began whoever was free. A job takes first what
    nobody had. Then one that levelling moved takes what became free last, which is why it starts when it
    does; any other takes from those it is linked to, then what is free longest.

    Args:
        problem: What was levelled.
        levelled: Its schedule.
    """
    linked = {(one.predecessor, one.successor) for one in problem.precedences}
    found: set[Handover] = set()
    for resource, users in enumerate(_users(problem)):
        flow = _Flow(problem, levelled, linked, Fraction(problem.resources[resource].capacity))
        found.update(flow.through(users))
    return tuple(sorted(found))


def _users(problem: Problem) -> list[dict[int, Fraction]]:
    """By resource, how much of it each job uses at most."""
    users: list[dict[int, Fraction]] = [{} for _ in problem.resources]
    for number, job in enumerate(problem.jobs):
        for share in job.shares:
            for demand in share.demands:
                used = users[demand.resource]
                used[number] = used.get(number, Fraction(0)) + Fraction(demand.units)
    return users


class _Flow:
    """What becomes of the units of one resource."""

    def __init__(
        self, problem: Problem, levelled: Levelled, linked: set[Handover], capacity: Fraction
    ) -> None:
        self.problem, self.levelled, self.linked = problem, levelled, linked
        self.unused = capacity
        self.held: dict[int, Fraction] = {}

    def through(self, users: dict[int, Fraction]) -> Iterator[Handover]:
        """Pass the units from job to job, in the order in which they begin."""
        begins = {number: self._begin(number) for number in users}
        for number in sorted(users, key=lambda one: (begins[one], self.levelled.finishes[one], one)):
            wanted = users[number]
            spare = min(wanted, self.unused)
            self.unused -= spare
            missing = wanted - spare
            for giver in self._givers(number, begins[number]):
                if missing <= 0:
                    break
                given = min(missing, self.held[giver])
                missing -= given
                self.held[giver] -= given
                if not self.held[giver]:
                    del self.held[giver]
                if self.problem.jobs[number].fixed is None:
                    yield giver, number
            self.held[number] = wanted - max(
                missing, Fraction(0)
            )  # less than is wanted where it is overloaded

    def _begin(self, number: int) -> int:
        fixed = self.problem.jobs[number].fixed
        resumed = None if fixed is None else fixed.resume
        return self.levelled.starts[number] if resumed is None else resumed

    def _givers(self, number: int, begin: int) -> list[int]:
        """Jobs that are over when another begins, in the order in which it takes from them."""
        finishes = self.levelled.finishes
        over = [one for one in self.held if finishes[one] <= begin]
        if self.levelled.delays[number]:
            return sorted(over, key=lambda one: (-finishes[one], one))
        return sorted(over, key=lambda one: ((one, number) not in self.linked, finishes[one], one))
