"""The plan without progress: the dates that the logic gave before anything happened.

They stand for a baseline in a project that has none, because a schedule that moves unfinished work behind the
status date can never be behind itself.
"""

from collections.abc import Mapping
from typing import NamedTuple, Protocol

from milepost.frozen import frozen, replace
from milepost.schedule.calendar import Calendar
from milepost.schedule.early_dates import early_dates
from milepost.schedule.instants import Instant
from milepost.schedule.model import Schedule


class DatedTask(Protocol):
    """What the cost of a task depends on: its kind, its calendar and its dates."""

    @property
    def id(self) -> str:
        """Id of the task."""

    @property
    def type(self) -> str:
        """Its type, as in `ScheduledTask`."""

    @property
    def calendar(self) -> Calendar:
        """The calendar it is worked on."""

    @property
    def start(self) -> Instant:
        """Start."""

    @property
    def finish(self) -> Instant:
        """Finish."""


class Dates(Protocol):
    """The dates of a plan: its schedule, or `PlannedDates`."""

    @property
    def start(self) -> Instant:
        """Earliest start of any task."""

    @property
    def finish(self) -> Instant:
        """Latest finish of any task."""

    @property
    def calendar(self) -> Calendar:
        """The project's calendar."""

    @property
    def tasks(self) -> Mapping[str, DatedTask]:
        """Id to task, in the order of the files."""


class PlannedTask(NamedTuple):
    """A task at other dates than those of the schedule."""

    id: str
    type: str
    calendar: Calendar
    start: Instant
    finish: Instant


@frozen
class PlannedDates:
    """A plan at other dates than those of the schedule; attributes as in `Dates`."""

    start: Instant
    finish: Instant
    calendar: Calendar
    tasks: Mapping[str, PlannedTask]


def without_progress(schedule: Schedule) -> Dates:
    """The tasks of a schedule at the dates they would have without actual dates, progress and status date."""
    network = schedule.network
    if network is None:
        return schedule
    activities = [one if one.progress is None else replace(one, progress=None) for one in network.activities]
    dates = early_dates(replace(network, activities=tuple(activities), status_date=None))
    if dates is None:
        return schedule
    tasks: dict[str, PlannedTask] = {}
    for activity, start, finish in zip(activities, dates.start, dates.finish, strict=True):
        scheduled = schedule.tasks.get(activity.id)
        if scheduled is not None and activity.id not in tasks:
            tasks[activity.id] = PlannedTask(activity.id, scheduled.type, scheduled.calendar, start, finish)
    return PlannedDates(dates.project_start, dates.project_finish, schedule.calendar, tasks)
