"""The computed schedule: dates, floats and criticality of every task, as the other duties use them."""

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from milepost.frozen import field, frozen
from milepost.schedule.calendar import Calendar
from milepost.schedule.calendars import Calendars
from milepost.schedule.forward_pass import Reason
from milepost.schedule.instants import MINUTES_PER_DAY
from milepost.schedule.network import LinkType, Network

if TYPE_CHECKING:
    from milepost.schedule.levelled_model import LevelledPlan


class ScheduledAssignment(NamedTuple):
    """Somebody's work on a task, with its dates.

    Attributes:
        who: Id of a person or role.
        units: Share of their working time; 1 is all of it.
        start: When their work begins; the actual start of the task if it has begun.
        finish: When it ends.
        minutes: All of their work, done or not, in minutes.
        remaining_start: When what is left of it begins; `start` if the task has not begun.
        remaining: What is left of it, in minutes; 0 when the task is done.
    """

    who: str
    units: Decimal
    start: int
    finish: int
    minutes: int
    remaining_start: int
    remaining: int


class Driver(NamedTuple):
    """A link that sets a date of a task.

    Attributes:
        predecessor: Id of the task it acts from; below the summary it may name.
        type: Which ends it ties.
        written_on: Id of the task in whose predecessors it stands: the task itself or a summary above it.
        place: Its place there, from 0.
    """

    predecessor: str
    type: LinkType
    written_on: str
    place: int


@frozen
class FloatPath:
    """A chain of tasks that leads to the finish.

    Attributes:
        number: 1 for the one that sets the finish, 2 for the one that comes closest, and so on.
        slack: Working minutes that all of it may slip before the finish does.
        tasks: Ids of its tasks that are not done, in working order.
    """

    number: int
    slack: int
    tasks: tuple[str, ...]


@frozen
class ScheduledTask:
    """One task with its computed dates.

    Instants are whole minutes since 1970-01-01T00:00, local and without zone; floats and durations are
    working minutes on the task's own calendar (clock minutes for elapsed tasks).

    Attributes:
        id: Id of the task.
        name: What it is called.
        type: "task", "milestone", "summary" or "level-of-effort".
        parent: Id of the summary above it, or None.
        depth: Number of summaries above it.
        calendar: The calendar it is worked on.
        elapsed: Whether its duration, and so its floats, run by the clock.
        start: Early start: the actual one if it has begun.
        finish: Early finish: the actual one if it is done.
        late_start: Latest start that does not delay the finish.
        late_finish: Latest finish that does not.
        duration: From start to finish.
        remaining_start: Where the work that is left begins; the start of what has not begun or is done.
        total_float: How far it may slip before the finish does; None when done, and for level of effort.
        start_float: How far its start may; None likewise, and once it has begun.
        finish_float: How far its finish may; None as for total float.
        free_float: How far it may slip before any successor does; None likewise, and for summaries.
        critical: Whether it is on the longest path to the finish or, if `schedule.critical` says so, has a
            total float of zero or less; done tasks never are.
        critical_by_float: Whether its total float is zero or less.
        near_critical: Whether it is not critical, and its total float at most `schedule.near_critical`.
        float_path: Number of the float path it is on; None when it is on none of the first.
        percent_complete: 0 to 100; for a summary weighted by duration.
        actual_start: When it began, if it has.
        actual_finish: When it was done, if it is.
        deadline: The date it should be finished by, if one is set.
        driver: What set its start, in words: a link, a constraint, the project start, the status date.
        start_reason: What set its start; of started work, where what is left goes on.
        finish_reason: What set its finish.
        drivers: The links that set its start or by their type its finish, all that tie.
        assignments: Who works on it, how much and when; empty when nobody is assigned.
    """

    id: str
    name: str
    type: str
    parent: str | None
    depth: int
    calendar: Calendar = field(repr=False)
    elapsed: bool
    start: int
    finish: int
    late_start: int
    late_finish: int
    duration: int
    remaining_start: int
    total_float: int | None
    start_float: int | None
    finish_float: int | None
    free_float: int | None
    critical: bool
    critical_by_float: bool
    near_critical: bool
    float_path: int | None
    percent_complete: float
    actual_start: int | None
    actual_finish: int | None
    deadline: int | None
    driver: str
    start_reason: Reason
    finish_reason: Reason
    drivers: tuple[Driver, ...]
    assignments: tuple[ScheduledAssignment, ...]

    @property
    def minutes_per_day(self) -> int:
        """How long a day of its duration and its floats is: one of its calendar, or one by the clock."""
        return MINUTES_PER_DAY if self.elapsed else self.calendar.minutes_per_day

    @property
    def total_float_days(self) -> float | None:
        """Total float in such days; None for done tasks and levels of effort."""
        return None if self.total_float is None else self.total_float / self.minutes_per_day

    @property
    def done(self) -> bool:
        """Whether it has been finished."""
        return self.actual_finish is not None


@frozen
class Schedule:
    """The computed schedule of a project.

    Attributes:
        start: Earliest start of any task.
        finish: Latest finish of any task.
        tasks: Id to task, in the order of the files; summaries come before what is below them.
        critical_path: Ids of the critical tasks, in the order in which what is left of them is worked.
        float_paths: The first chains that lead to the finish, the tightest first.
        calendar: The project's calendar.
        calendars: Every calendar, and the time of every person.
        levelled: What levelling did, if project.yaml asks for it: the dates are then the levelled ones.
        network: What it was computed from, an activity for each task.
    """

    start: int
    finish: int
    tasks: Mapping[str, ScheduledTask]
    critical_path: tuple[str, ...]
    float_paths: tuple[FloatPath, ...]
    calendar: Calendar = field(repr=False)
    calendars: Calendars = field(repr=False)
    levelled: "LevelledPlan | None" = None
    network: Network | None = field(default=None, repr=False, compare=False)
