"""The working-time arithmetic of links, as the passes of the critical path method do it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from milepost.schedule.calendar import NEVER, Calendar
from milepost.schedule.capacity import Pace
from milepost.schedule.instants import Instant


class Worked(Protocol):
    """Something worked on: `amount` on a clock."""

    @property
    def clock(self) -> Calendar | Pace:
        """When it is worked on."""

    @property
    def amount(self) -> int:
        """How much there is to do, in the clock's units."""


def after_lag(t: Instant, lag: int, calendar: Calendar | None) -> Instant:
    """Give where a lag leads to from `t`."""
    if not lag:
        return t
    return t + lag if calendar is None else calendar.add(t, lag)


def before_lag(t: Instant, lag: int, calendar: Calendar | None) -> Instant:
    """Give the latest instant from which a lag leads to `t` at the latest."""
    if not lag:
        return t
    if calendar is None:
        return t - lag
    if lag > 0:
        return calendar.start_at(calendar.work(t) - lag)
    return calendar.start_at(calendar.work(t + 1) - 1 - lag)  # a lead ends at a start of work


def start_for(finish: Instant, calendar: Calendar, shares: Sequence[Worked]) -> Instant:
    """Give the earliest start with which a job does not end before `finish`.

    Args:
        finish: an instant; where nobody works before it, the last end of work counts.
        calendar: the job's calendar.
        shares: what is worked on; nothing of a milestone.
    """
    if not shares:
        return finish
    clock = shares[0].clock
    if len(shares) == 1 and isinstance(clock, Calendar):
        return clock.subtract(finish, shares[0].amount)
    end = calendar.prev_finish(finish)
    return min(share.clock.finish_at(share.clock.work(end - 1) - share.amount + 1) for share in shares)


def latest_start_for(finish: Instant, shares: Sequence[Worked]) -> Instant:
    """Give the latest start with which a job ends by `finish`; the finish itself of a milestone."""
    if not shares:
        return finish
    return min(share.clock.start_at(share.clock.work(finish) - share.amount) for share in shares)


def latest_begin(bound: Instant, shares: Sequence[Worked]) -> Instant:
    """Give the latest instant from which a job begins by `bound`; the bound itself of a milestone.

    Where nobody works at the bound, that is the last minute anybody worked before it: a start that waits for
    the next working time would come too late.
    """
    if not shares:
        return bound
    return max(share.clock.start_at(share.clock.work(bound + 1) - 1) for share in shares)


def dates_from(t: Instant, calendar: Calendar, shares: Sequence[Worked]) -> tuple[Instant, Instant]:
    """Give start and finish of a job that may begin at `t`.

    A milestone may stand at the end of working time; otherwise it stands at its next start.
    """
    if not shares:
        worked = calendar.work(t)
        start = t if t == calendar.finish_at(worked) else calendar.start_at(worked)
        return start, start
    start, finish = NEVER, -NEVER
    for share in shares:
        clock = share.clock
        worked = clock.work(t)
        start = min(start, clock.start_at(worked))
        finish = max(finish, clock.finish_at(worked + share.amount))
    return start, finish
