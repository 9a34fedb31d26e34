"""Schedule generation and forward-backward improvement.

R. Kolisch, Serial and parallel resource-constrained project scheduling methods revisited, 1996; the
improvement is double justification after V. Valls, F. Ballestín, S. Quintanilla, Justification and RCPSP: a
technique that pays, 2005.
"""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heapify, heappop, heappush

from milepost.schedule.levelling.kernel import Kernel, Placement
from milepost.schedule.levelling.model import Model
from milepost.schedule.levelling.sequence import Sequencer

PATIENCE = 60
"""How often, per job, the parallel scheme looks for a time before it is given up as too slow."""


def finish_of(kernel: Kernel, placement: Placement) -> int:
    """Give the finish of a placement, jobs that are not moved included."""
    return max(max(placement.finishes, default=kernel.fixed_finish), kernel.fixed_finish)


def serial(kernel: Kernel, sequencer: Sequencer, ranks: Sequence[int]) -> Placement:
    """Place the jobs one after another, of those whose turn it may be the one of the lowest rank."""
    return kernel.forward(sequencer.by_rank(ranks))


def parallel(model: Model, kernel: Kernel, ranks: Sequence[int]) -> Placement | None:
    """Go through time and start at each moment all that capacity permits, the lowest ranks first.

    The moment at which a job could start is only ever put off while others are placed; so the job with the
    earliest such moment is next, once that moment has been found to be still true.

    Returns:
        The placement, or None when so many jobs wait for the same few resources that it takes too long.
    """
    kernel.clear()
    waiting = [len({link.other for link in links}) for links in model.incoming]
    after = [sorted({link.other for link in links}) for links in model.outgoing]

    def entry(job: int, floor: int) -> tuple[int, int, int, int]:
        t = kernel.earliest(job, floor)
        return kernel.moment(job, t), ranks[job], job, t

    ready = [entry(job, kernel.allowed(job)) for job, count in enumerate(waiting) if not count]
    heapify(ready)
    patience = PATIENCE * model.count
    while ready:
        moment, _, job, floor = heappop(ready)
        found = entry(job, floor)
        patience -= 1
        if found[0] > moment:
            if patience < 0:
                return None
            heappush(ready, found)
            continue
        kernel.put(job, found[-1])
        for other in after[job]:
            waiting[other] -= 1
            if not waiting[other]:
                heappush(ready, entry(other, kernel.allowed(other)))
    return kernel.placed()


def justified(
    kernel: Kernel, sequencer: Sequencer, placement: Placement, rounds: int
) -> tuple[Placement, int]:
    """Push all jobs to the right by decreasing finish, then to the left by increasing start, while it helps.

    Returns:
        The best placement met, never longer than the one given, and how many schedules were generated.
    """
    tried = 0
    for _ in range(rounds):
        limit = finish_of(kernel, placement)
        right = kernel.backward(sequencer.by_finish_from_the_end(placement.finishes), limit)
        left = kernel.forward(sequencer.by_start(right.starts))
        tried += 2
        if finish_of(kernel, left) >= limit:
            break
        placement = left
    return placement, tried
