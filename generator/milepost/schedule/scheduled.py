"""Computed dates become tasks again: with their names, percents, drivers and the work of their people."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from milepost.frozen import frozen
from milepost.project import Record
from milepost.schedule.calendar import CONTINUOUS, Calendar
from milepost.schedule.calendars import Calendars
from milepost.schedule.crew import Crew
from milepost.schedule.edges import Edge
from milepost.schedule.effort import minutes_of, time_share
from milepost.schedule.forward_pass import Reason
from milepost.schedule.model import Driver, FloatPath, Schedule, ScheduledAssignment, ScheduledTask
from milepost.schedule.network import Activity, ActivityKind, DurationUnit, Network
from milepost.schedule.progress import State, remaining_of, state_of
from milepost.schedule.result import Schedule as Dates
from milepost.schedule.rollup import roll_up_percent, summary_duration
from milepost.source.units import Duration

if TYPE_CHECKING:
    from milepost.schedule.levelled_model import LevelledPlan


@frozen
class Criticality:
    """What counts as critical and as nearly so.

    Attributes:
        by_float: Total float of zero or less instead of the longest path.
        near: Total float up to which a task that is not critical is nearly so; None for no such thing.
    """

    by_float: bool = False
    near: Duration | None = None

    def is_near(self, slack: int | None, calendar: Calendar) -> bool:
        """Whether a total float on a calendar is small enough to be nearly critical."""
        return self.near is not None and slack is not None and slack <= minutes_of(self.near, calendar)


@frozen
class Plan:
    """The tasks of a project as a network, and where everything in it is written.

    Attributes:
        network: What the engine computes.
        records: The task of each activity.
        links: For each link, the task and the place in its predecessors.
    """

    network: Network
    records: Sequence[Record]
    links: Sequence[tuple[Record, int]]


def schedule_of(
    plan: Plan,
    dates: Dates,
    calendars: Calendars,
    criticality: Criticality,
    levelled: "LevelledPlan | None" = None,
) -> Schedule:
    """Give the schedule of a project from the dates of its network.

    Args:
        plan: The network, with the records behind it.
        dates: Its dates.
        calendars: The calendars in force.
        criticality: What counts as critical.
        levelled: What levelling did to it, if it was levelled.
    """
    network, records = plan.network, plan.records
    activities = network.activities
    summaries = {activity.parent for activity in activities if activity.parent is not None}
    lengths = [_length(network, dates, index, index in summaries) for index in range(len(activities))]
    percents = _percents(activities, lengths, dates)
    critical = dates.critical_by_float if criticality.by_float else dates.critical
    on_path = {index: number for number, path in enumerate(dates.float_paths, 1) for index in path.activities}
    depths: list[int] = []
    tasks: dict[str, ScheduledTask] = {}
    for index, (record, activity) in enumerate(zip(records, activities, strict=True)):
        depths.append(0 if activity.parent is None else depths[activity.parent] + 1)
        if not record.id or record.id in tasks:
            continue
        calendar = calendars.project if index in summaries else activity.calendar
        elapsed = index not in summaries and activity.unit is DurationUnit.ELAPSED
        clock = CONTINUOUS if elapsed else calendar
        progress = activity.progress
        edges = dates.driving[index]
        drivers = tuple([_driver_of(plan, edge) for edge in edges]) if edges else ()
        slack = dates.total_float[index]
        reason = dates.start_reason[index]
        if levelled is not None and reason is Reason.CONSTRAINT and record.id in levelled.starts:
            reason = Reason.LEVELLING if record.id in levelled.waits else Reason.LATE_AS_POSSIBLE
        tasks[record.id] = ScheduledTask(
            id=record.id,
            name=record.text("name") or record.id,
            type="summary" if index in summaries else activity.kind.value,
            parent=None if activity.parent is None else activities[activity.parent].id,
            depth=depths[index],
            calendar=calendar,
            elapsed=elapsed,
            start=dates.start[index],
            finish=dates.finish[index],
            late_start=dates.late_start[index],
            late_finish=dates.late_finish[index],
            duration=lengths[index],
            remaining_start=dates.remaining_start[index],
            total_float=slack,
            start_float=dates.start_float[index],
            finish_float=dates.finish_float[index],
            free_float=dates.free_float[index],
            critical=critical[index],
            critical_by_float=dates.critical_by_float[index],
            near_critical=not critical[index] and criticality.is_near(slack, clock),
            float_path=on_path.get(index),
            percent_complete=percents[index],
            actual_start=None if progress is None else progress.actual_start,
            actual_finish=None if progress is None else progress.actual_finish,
            deadline=activity.deadline,
            driver=_driver(reason, drivers),
            start_reason=reason,
            finish_reason=dates.finish_reason[index],
            drivers=drivers,
            assignments=_assignments(activity, dates, index, calendars) if activity.assignments else (),
        )
    path = [index for index, flag in enumerate(critical) if flag and index not in summaries]
    path.sort(key=lambda index: (dates.remaining_start[index], dates.finish[index], index))
    return Schedule(
        start=dates.project_start,
        finish=dates.project_finish,
        tasks=tasks,
        critical_path=tuple(activities[index].id for index in path),
        float_paths=tuple(
            FloatPath(number, path.slack, tuple(activities[index].id for index in path.activities))
            for number, path in enumerate(dates.float_paths, 1)
        ),
        calendar=calendars.project,
        calendars=calendars,
        levelled=levelled,
    )


def _length(network: Network, dates: Dates, index: int, is_summary: bool) -> int:  # noqa: FBT001 - a fact of the row
    activity = network.activities[index]
    if is_summary:
        return summary_duration(network.calendar, dates.start[index], dates.finish[index])
    if activity.unit is DurationUnit.ELAPSED:
        return dates.finish[index] - dates.start[index]
    if activity.progress is None and activity.crew is None:
        return activity.duration
    return activity.calendar.between(dates.start[index], dates.finish[index])


def _percents(activities: Sequence[Activity], lengths: Sequence[int], dates: Dates) -> tuple[float, ...]:
    written = []
    for index, activity in enumerate(activities):
        progress = activity.progress
        length = lengths[index] if activity.crew is None else activity.duration
        if progress is None or progress.actual_start is None:
            written.append(0.0)
        elif progress.actual_finish is not None:
            written.append(100.0)
        elif progress.percent is not None:
            written.append(progress.percent)
        elif progress.remaining is not None and length > 0:
            written.append(max(0.0, 100.0 * (1 - progress.remaining / length)))
        else:
            written.append(_elapsed_share(activity, lengths[index], dates, index))
    return roll_up_percent([activity.parent for activity in activities], written, lengths)


def _elapsed_share(activity: Activity, length: int, dates: Dates, index: int) -> float:
    """Percent of duration gone by when only the actual start is known."""
    done = activity.calendar.between(dates.start[index], dates.remaining_start[index])
    return min(100.0, max(0.0, 100.0 * done / length)) if length else 0.0


def _driver_of(plan: Plan, edge: Edge) -> Driver:
    record, index = plan.links[edge.link]
    return Driver(plan.network.activities[edge.predecessor].id, edge.type, record.id, index)


_DRIVERS = {
    Reason.PROJECT_START: "the start of the project",
    Reason.STATUS_DATE: "the status date",
    Reason.CONSTRAINT: "its constraint",
    Reason.ACTUAL: "its actual start",
    Reason.LATE_AS_POSSIBLE: "as late as possible",
    Reason.LEVELLING: "its people are busy until then",
    Reason.DURATION: "its duration",
    Reason.MEMBERS: "the tasks below it",
    Reason.LINK: "a link",
}


def _driver(reason: Reason, drivers: Sequence[Driver]) -> str:
    if reason is Reason.LINK and drivers:
        return f"{drivers[0].predecessor} {drivers[0].type.value}"
    return _DRIVERS[reason]


def _assignments(
    activity: Activity, dates: Dates, index: int, calendars: Calendars
) -> tuple[ScheduledAssignment, ...]:
    """The work of everybody on a task, with its dates: those of the task, or of a crew each member's own."""
    start, finish, resume = dates.start[index], dates.finish[index], dates.remaining_start[index]
    follows_dates = activity.unit is DurationUnit.ELAPSED or activity.kind is ActivityKind.LEVEL_OF_EFFORT
    if activity.progress is None and activity.crew is None and not follows_dates:
        return tuple(
            [
                ScheduledAssignment(who, units, start, finish, minutes, start, minutes)
                for who, units, minutes in activity.assignments
            ]
        )
    state, rest, whole = state_of(activity), remaining_of(activity), activity.duration
    if activity.crew is not None and state is not State.COMPLETE:
        return _of_crew(activity, activity.crew, start, resume)
    found = []
    for who, units, minutes in activity.assignments:
        work = minutes
        if follows_dates and not minutes:
            work = time_share(max(activity.calendar.between(start, finish), 0), who, units, calendars)
        left = work if rest == whole else -(-work * rest // whole) if whole else 0
        found.append(ScheduledAssignment(who, units, start, finish, work, resume, left))
    return tuple(found)


def _of_crew(activity: Activity, crew: Crew, start: int, resume: int) -> tuple[ScheduledAssignment, ...]:
    """The work of a crew that is not done: each in their own time, from where the task goes on."""
    rest = crew.rest(remaining_of(activity), activity.duration)
    members = iter(() if rest is None else rest.members)
    unstarted = state_of(activity) is State.NOT_STARTED
    found = []
    for who, units, minutes in activity.assignments:
        member = next(members, None) if minutes else None
        if member is None:
            found.append(ScheduledAssignment(who, units, start, resume, minutes, resume, 0))
            continue
        begin = member.begin(resume)
        first = begin if unstarted else start
        found.append(ScheduledAssignment(who, units, first, member.end(resume), minutes, begin, member.work))
    return tuple(found)
