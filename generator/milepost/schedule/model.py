"""The computed schedule: dates, floats and criticality of every task, as the other duties use them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from milepost.schedule.calendar import Calendar
from milepost.schedule.calendars import Calendars


@dataclass(frozen=True, slots=True)
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
        start: Early start: the actual one if it has begun.
        finish: Early finish: the actual one if it is done.
        late_start: Latest start that does not delay the finish.
        late_finish: Latest finish that does not.
        duration: From start to finish.
        total_float: How far it may slip before the finish does; None when done, and for level of effort.
        free_float: How far it may slip before any successor does; None likewise, and for summaries.
        critical: Whether it is on the longest path to the finish; done tasks never are.
        critical_by_float: Whether its total float is zero or less.
        percent_complete: 0 to 100; for a summary weighted by duration.
        actual_start: When it began, if it has.
        actual_finish: When it was done, if it is.
        deadline: The date it should be finished by, if one is set.
        driver: What set its start, in words: a link, a constraint, the project start, the status date.
    """

    id: str
    name: str
    type: str
    parent: str | None
    depth: int
    calendar: Calendar = field(repr=False)
    start: int
    finish: int
    late_start: int
    late_finish: int
    duration: int
    total_float: int | None
    free_float: int | None
    critical: bool
    critical_by_float: bool
    percent_complete: float
    actual_start: int | None
    actual_finish: int | None
    deadline: int | None
    driver: str

    @property
    def total_float_days(self) -> float | None:
        """Total float in days of its own calendar; None for done tasks and levels of effort."""
        return None if self.total_float is None else self.total_float / self.calendar.minutes_per_day

    @property
    def done(self) -> bool:
        """Whether it has been finished."""
        return self.actual_finish is not None


@dataclass(frozen=True, slots=True)
class Schedule:
    """The computed schedule of a project.

    Attributes:
        start: Earliest start of any task.
        finish: Latest finish of any task.
        tasks: Id to task, in the order of the files; summaries come before what is below them.
        critical_path: Ids of the tasks on the longest path, in order of start.
        calendar: The project's calendar.
        calendars: Every calendar, and the time of every person.
    """

    start: int
    finish: int
    tasks: Mapping[str, ScheduledTask]
    critical_path: tuple[str, ...]
    calendar: Calendar = field(repr=False)
    calendars: Calendars = field(repr=False)
