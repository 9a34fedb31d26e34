"""What levelling gives back."""

from __future__ import annotations

from milepost.frozen import frozen
from milepost.schedule.instants import Instant


@frozen
class Levelled:
    """A levelled schedule, by position of the job.

    Attributes:
        starts: when each job begins.
        finishes: when each job ends.
        finish: the last of the finishes.
        method: what found the schedule, for people: `serial LFT + justification`.
        schedules: how many schedules were generated.
        bound: a finish that no schedule can beat, where it is known (resource-limited only).
        delays: by how many working minutes of the job's calendar levelling moved it.
        early_starts: the starts without regard to capacity.
        early_finish: the finish without regard to capacity.
        overloaded: jobs that use more than there is: they ask for more than the whole capacity, or smoothing
            left them no room within their float.
    """

    starts: tuple[Instant, ...]
    finishes: tuple[Instant, ...]
    finish: Instant
    method: str
    schedules: int
    bound: Instant | None
    delays: tuple[int, ...]
    early_starts: tuple[Instant, ...]
    early_finish: Instant
    overloaded: tuple[int, ...] = ()
