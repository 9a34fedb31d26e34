"""What levelling is given: jobs on calendars, the capacity they need, and the links between them, in minutes.

Jobs, resources and precedences name each other by position. The input is assumed to be sound (no cycle, no
calendar without working time, no negative duration), as the critical path method has found it to be.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

from milepost.frozen import frozen
from milepost.schedule.calendar import Calendar
from milepost.schedule.capacity import Pace
from milepost.schedule.instants import Instant
from milepost.schedule.network import LinkType

Units: TypeAlias = int | Fraction | Decimal
"""An amount of a resource, in whatever unit its capacity is given: people, percent, machines."""

USUAL_PRIORITY = 500
"""The priority of a job that says nothing, as in Microsoft Project."""


@frozen
class Resource:
    """Someone or something of limited capacity.

    Attributes:
        id: the name under which people know it.
        calendar: its working time; only then can it be used, and be over-allocated.
        capacity: how many units can be used at once.
    """

    id: str
    calendar: Calendar
    capacity: Units


@frozen
class Demand:
    """Units of a resource, by position, that are in use while the work goes on."""

    resource: int
    units: Units


@frozen
class Assignment:
    """A share of a job that runs on its own working time, usually a person's.

    Attributes:
        clock: when it is worked on; a pace where the work done per minute changes over time.
        amount: how much there is to do: minutes of a calendar, `SCALE`-ths of a minute of a pace.
        demands: what it uses from its beginning to its end, whenever its calendar works.
    """

    clock: Calendar | Pace
    amount: int
    demands: tuple[Demand, ...] = ()

    @property
    def calendar(self) -> Calendar:
        """When it is worked on."""
        return self.clock.calendar if isinstance(self.clock, Pace) else self.clock

    def in_minutes(self) -> Assignment:
        """Give the same work as minutes of its calendar if its pace is steady, else itself."""
        clock = self.clock
        if isinstance(clock, Pace) and clock.steady:
            return Assignment(clock.calendar, -(-self.amount // clock.first), self.demands)
        return self


@frozen
class Fixed:
    """The dates of a job that is not moved: what is under way, complete or imposed.

    Attributes:
        start: from which links of a start type count.
        finish: from which links of a finish type count.
        resume: from when its work (what remains of it) uses capacity; the start if None.
    """

    start: Instant
    finish: Instant
    resume: Instant | None = None


@frozen
class Job:
    """One thing to be scheduled; it is not interrupted once begun, except by its calendars.

    Attributes:
        id: the name under which people know it.
        calendar: on which its duration runs, its delay is measured, and a milestone stands; with several
            assignments, the time in which any of them works.
        duration: minutes on that calendar; 0 where assignments make the duration, and for milestones.
        demands: what the duration uses.
        assignments: shares of the work; all begin with the job, which ends with the last of them.
        release: the earliest start; the start of the problem if None.
        latest_start: how far smoothing may move it; what the finish of the problem permits if None.
        priority: 0 to 1000, the higher the earlier it gets what it needs.
        fixed: its dates if it is not to be moved; links to it are not looked at.
    """

    id: str
    calendar: Calendar
    duration: int = 0
    demands: tuple[Demand, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    release: Instant | None = None
    latest_start: Instant | None = None
    priority: int = USUAL_PRIORITY
    fixed: Fixed | None = None

    @property
    def shares(self) -> tuple[Assignment, ...]:
        """All that is worked on: the duration, unless it is nothing, and the assignments."""
        own = (Assignment(self.calendar, self.duration, self.demands),) if self.duration else ()
        return (*own, *(share.in_minutes() for share in self.assignments if share.amount > 0))


@frozen
class Precedence:
    """A link between two jobs; `lag` is in minutes of `lag_calendar`, elapsed ones if that is None."""

    predecessor: int
    successor: int
    type: LinkType = LinkType.FINISH_TO_START
    lag: int = 0
    lag_calendar: Calendar | None = None


@frozen
class Problem:
    """Everything to be levelled.

    Attributes:
        start: no job that can be moved begins before it.
        jobs: in the order of the file, by which ties are broken.
        resources: what is limited.
        precedences: what is linked.
        finish: the finish that smoothing has to hold; the one without levelling if None.
    """

    start: Instant
    jobs: tuple[Job, ...]
    resources: tuple[Resource, ...] = ()
    precedences: tuple[Precedence, ...] = ()
    finish: Instant | None = None
