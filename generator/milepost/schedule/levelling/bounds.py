"""A finish that no schedule can beat: by links alone, and by how much each resource has to do."""

from __future__ import annotations

from milepost.schedule.levelling.generation import finish_of
from milepost.schedule.levelling.kernel import Kernel, Placement
from milepost.schedule.levelling.model import Model


def least_finish(model: Model, kernel: Kernel, early: Placement, late: Placement) -> int:
    """Give the larger of the critical path bound and the capacity bound.

    A resource begins no earlier than the first job that needs it, works off all that it has to do at full
    capacity, and is followed by what must come after the last of its jobs.

    Args:
        model: what is to be levelled.
        kernel: what measures it.
        early: early dates.
        late: late dates for the finish of the early dates.
    """
    finish = finish_of(kernel, early)
    work = [0] * len(model.capacities)
    first = [finish] * len(model.capacities)
    tail = [finish] * len(model.capacities)
    for job, shares in enumerate(model.shares):
        for share in shares:
            for resource, units, _ in share.needs:
                if share.clock is not model.calendars[resource]:
                    continue
                work[resource] += units * share.amount
                first[resource] = min(first[resource], early.starts[job])
                tail[resource] = min(tail[resource], kernel.tail(late.finishes[job], finish))
    for resource, units in enumerate(work):
        if units:
            minutes = -(-units // model.capacities[resource])
            worked_off = kernel.worked_off(resource, first[resource], minutes)
            finish = max(finish, worked_off + tail[resource])
    return finish
