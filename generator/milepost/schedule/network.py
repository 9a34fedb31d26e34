"""What the critical path method is given: activities, links, constraints and progress, all in minutes.

Activities, summaries included, share one order (the order of the file); links and parents name them by their
position in it. Ties are broken by that order.
"""

from __future__ import annotations

from decimal import Decimal
from enum import Enum
from typing import NamedTuple

from milepost.frozen import frozen
from milepost.schedule.calendar import Calendar
from milepost.schedule.crew import Crew
from milepost.schedule.instants import Instant


class ActivityKind(Enum):
    """How an activity gets its dates. An activity that is a parent is a summary, whatever its kind."""

    TASK = "task"
    MILESTONE = "milestone"
    """Takes no time; keeps the end of the day on which its predecessor finished."""
    START_MILESTONE = "start-milestone"
    """Takes no time; stands at the beginning of work (Primavera P6)."""
    LEVEL_OF_EFFORT = "level-of-effort"
    """Spans what it is linked to; drives nothing and is never critical."""


class DurationUnit(Enum):
    """Which minutes a duration counts."""

    WORKING = "working"
    ELAPSED = "elapsed"


class LinkType(Enum):
    """Which end of the predecessor holds back which end of the successor."""

    FINISH_TO_START = "FS"
    START_TO_START = "SS"
    FINISH_TO_FINISH = "FF"
    START_TO_FINISH = "SF"


class LagUnit(Enum):
    """What the number of a lag counts."""

    WORKING = "working"
    ELAPSED = "elapsed"
    PERCENT = "percent"
    """Percent of the predecessor's duration, in the unit of that duration."""


class ConstraintType(Enum):
    """The eight kinds of Microsoft Project."""

    AS_SOON_AS_POSSIBLE = "as-soon-as-possible"
    AS_LATE_AS_POSSIBLE = "as-late-as-possible"
    START_NO_EARLIER_THAN = "start-no-earlier-than"
    START_NO_LATER_THAN = "start-no-later-than"
    FINISH_NO_EARLIER_THAN = "finish-no-earlier-than"
    FINISH_NO_LATER_THAN = "finish-no-later-than"
    MUST_START_ON = "must-start-on"
    MUST_FINISH_ON = "must-finish-on"


class LagCalendar(Enum):
    """On whose working time a working lag runs."""

    SUCCESSOR = "successor"
    PREDECESSOR = "predecessor"
    PROJECT = "project"
    CONTINUOUS = "24h"


class OutOfSequence(Enum):
    """What becomes of an activity that started before its predecessors allowed it."""

    RETAINED_LOGIC = "retained-logic"
    """Its remaining work waits for the predecessors."""
    PROGRESS_OVERRIDE = "progress-override"
    """It goes on, and the links to its start are void."""


class LateLimits(Enum):
    """What a start-no-later-than or finish-no-later-than does to early dates."""

    HONOURED = "honoured"
    """Moves the activity to the date, against logic if it must (Microsoft Project's default)."""
    LOGIC_FIRST = "logic-first"
    """Leaves the dates to logic and shows negative float (Primavera P6)."""


class AsLateAsPossible(Enum):
    """Which float an as-late-as-possible activity uses up."""

    TOTAL_FLOAT = "total-float"
    """Moves to its late dates and takes its successors along (Microsoft Project)."""
    FREE_FLOAT = "free-float"
    """Moves as far as no successor notices (Primavera P6)."""


@frozen
class Constraint:
    """An imposed date; the two "as possible" types have none.

    A date of a start type is the start of its day, of a finish type the end, unless the text gave a time.
    """

    type: ConstraintType
    date: Instant | None = None


@frozen
class Progress:
    """What is known about work done.

    Attributes:
        actual_start: when it began; without it the activity is not started.
        actual_finish: when it ended; without it the activity is not complete.
        remaining: minutes of duration still to go, in the activity's unit; wins over `percent`.
        percent: percent of duration complete, 0 to 100.
    """

    actual_start: Instant | None = None
    actual_finish: Instant | None = None
    remaining: int | None = None
    percent: float | None = None


class Assignment(NamedTuple):
    """Somebody's part in an activity.

    Attributes:
        who: who it is.
        units: the share of their working time that they give it; 1 is all of it.
        minutes: their work in minutes, from its beginning to its end.
    """

    who: str
    units: Decimal
    minutes: int


@frozen
class Activity:
    """One task, milestone or summary.

    Attributes:
        id: the name under which people know it.
        calendar: its own calendar, or the project's.
        duration: minutes of work on the calendar at completion (elapsed minutes for an elapsed duration).
        kind: how it gets its dates.
        unit: which minutes `duration` and the remaining duration count.
        parent: position of its summary.
        constraints: imposed dates; more than one where a tool allows (Primavera's "start on" is the pair
            start no earlier and start no later). A summary takes start-no-earlier-than and
            finish-no-later-than, which then hold for all below it.
        deadline: a date to be warned about; bounds the late finish only.
        progress: work done so far.
        assignments: who works on it.
        crew: the people who work it off, each their own part in their own time: its dates follow from them,
            `calendar` is the time in which any of them works, and `duration` only their full pace. None
            where the duration on the calendar is all there is to know.
    """

    id: str
    calendar: Calendar
    duration: int = 0
    kind: ActivityKind = ActivityKind.TASK
    unit: DurationUnit = DurationUnit.WORKING
    parent: int | None = None
    constraints: tuple[Constraint, ...] = ()
    deadline: Instant | None = None
    progress: Progress | None = None
    assignments: tuple[Assignment, ...] = ()
    crew: Crew | None = None


@frozen
class Link:
    """A dependency between two activities, given by position.

    A link from a summary acts from all activities below it (finish types) or from the earliest of them
    (start types); a link to a summary acts on all activities below it, as in Microsoft Project.

    Attributes:
        predecessor: position of the activity that comes first.
        successor: position of the activity that is held back.
        type: which ends are linked.
        lag: minutes, or percent; negative for a lead.
        unit: what `lag` counts.
    """

    predecessor: int
    successor: int
    type: LinkType = LinkType.FINISH_TO_START
    lag: float = 0
    unit: LagUnit = LagUnit.WORKING


@frozen
class Options:
    """Where professional tools differ; the defaults are this product's.

    Attributes:
        lag_calendar: on whose time lags run.
        out_of_sequence: what becomes of work that began too early.
        late_limits: what a latest date does to early dates.
        as_late_as_possible: which float such an activity uses up.
        float_paths: how many float paths to find; 0 for none.
    """

    lag_calendar: LagCalendar = LagCalendar.SUCCESSOR
    out_of_sequence: OutOfSequence = OutOfSequence.RETAINED_LOGIC
    late_limits: LateLimits = LateLimits.HONOURED
    as_late_as_possible: AsLateAsPossible = AsLateAsPossible.TOTAL_FLOAT
    float_paths: int = 0


@frozen
class Network:
    """A whole plan.

    Attributes:
        start: no activity is planned before it.
        calendar: the project's calendar, on which summaries are measured.
        activities: in the order of the file.
        links: in the order of the file.
        status_date: work not started is not planned before it, remaining work goes on from it.
        required_finish: the date by which the project must finish; bounds late dates only.
        options: choices between the conventions of tools.
    """

    start: Instant
    calendar: Calendar
    activities: tuple[Activity, ...]
    links: tuple[Link, ...] = ()
    status_date: Instant | None = None
    required_finish: Instant | None = None
    options: Options = Options()
