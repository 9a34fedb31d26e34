"""Orders of jobs: by a key, but each job only when those it has to wait for had their turn."""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heapify, heappop, heappush

from milepost.schedule.levelling.kernel import Kernel
from milepost.schedule.levelling.model import Model


class Sequencer:
    """Makes orders of the jobs of one model."""

    def __init__(self, model: Model, kernel: Kernel) -> None:
        self._count = model.count
        self._before = [sorted({link.other for link in links}) for links in model.incoming]
        self._after = [sorted({link.other for link in links}) for links in model.outgoing]
        self._positions = model.positions
        self._priorities = [-job.priority for job in model.jobs]
        alike = len(set(self._priorities)) <= 1
        self._sort_forward = alike and kernel.ordered_starts
        self._sort_backward = kernel.ordered_finishes

    def ranks(self, keys: Sequence[float]) -> list[int]:
        """Give each job's place by priority, then key, then position in the problem; links aside."""
        of = sorted(zip(self._priorities, keys, self._positions, range(self._count), strict=True))
        return _places([job for *_, job in of])

    def by_rank(self, ranks: Sequence[int]) -> list[int]:
        """Give at each turn, of the jobs that wait for nothing, the one of the lowest rank."""
        return _eligible(ranks, self._before, self._after)

    def by_start(self, starts: Sequence[float]) -> list[int]:
        """Give the jobs by increasing start in some schedule; ties keep predecessors first."""
        if self._sort_forward:
            return sorted(range(self._count), key=starts.__getitem__)
        return self.increasing(starts)

    def in_time(self, starts: Sequence[float]) -> list[int]:
        """Give the jobs by increasing start alone, whatever their priority, each after those it waits for."""
        order = sorted(range(self._count), key=starts.__getitem__)
        return _eligible(_places(order), self._before, self._after)

    def by_finish_from_the_end(self, finishes: Sequence[float]) -> list[int]:
        """Give the jobs by decreasing finish in some schedule; ties keep successors first."""
        if self._sort_backward:
            return sorted(range(self._count), key=finishes.__getitem__)[::-1]
        return self.decreasing(finishes)

    def increasing(self, keys: Sequence[float]) -> list[int]:
        """Give the jobs by priority and increasing key, each after those it waits for."""
        of = sorted(zip(self._priorities, keys, range(self._count), strict=True))
        return _eligible(_places([job for _, _, job in of]), self._before, self._after)

    def decreasing(self, keys: Sequence[float]) -> list[int]:
        """Give the jobs by decreasing key, each before those it waits for."""
        order = sorted(range(self._count), key=keys.__getitem__)
        return _eligible(_places(order[::-1]), self._after, self._before)


def _places(order: Sequence[int]) -> list[int]:
    places = [0] * len(order)
    for place, job in enumerate(order):
        places[job] = place
    return places


def _eligible(
    ranks: Sequence[int], before: Sequence[Sequence[int]], after: Sequence[Sequence[int]]
) -> list[int]:
    waiting = [len(others) for others in before]
    job_of = [0] * len(ranks)
    for job, rank in enumerate(ranks):
        job_of[rank] = job
    ready = [ranks[job] for job, count in enumerate(waiting) if not count]
    heapify(ready)
    order = []
    while ready:
        job = job_of[heappop(ready)]
        order.append(job)
        for other in after[job]:
            waiting[other] -= 1
            if not waiting[other]:
                heappush(ready, ranks[other])
    return order
