"""From the plan as written to the computed schedule: tasks become a network, its dates become tasks again."""

from collections.abc import Sequence

from milepost.diagnostics import Diagnostic
from milepost.project import Project, Record
from milepost.schedule.activities import activity_of, links_of
from milepost.schedule.calendars import Calendars, HolidaySource, build_calendars
from milepost.schedule.cpm import calculate
from milepost.schedule.engine_findings import findings_of
from milepost.schedule.forward_pass import Reason
from milepost.schedule.instants import datetime_of
from milepost.schedule.model import Schedule, ScheduledTask
from milepost.schedule.network import (
    Activity,
    DurationUnit,
    LagCalendar,
    Network,
    Options,
    OutOfSequence,
)
from milepost.schedule.result import Schedule as Dates
from milepost.schedule.rollup import roll_up_percent, summary_duration

_YEARS_AHEAD = 1
_MOST_YEARS = 52
_LAG_CALENDARS = {one.value: one for one in LagCalendar}
_PROGRESS = {one.value: one for one in OutOfSequence}


def compute_schedule(project: Project, holidays: HolidaySource) -> tuple[Schedule | None, list[Diagnostic]]:
    """Compute the dates of every task.

    Args:
        project: The project.
        holidays: Where public holidays come from.

    Returns:
        The schedule, and findings. There is no schedule when the plan permits none: no tasks, links in a
        circle, no start of the project.
    """
    start = project.settings.start("start")
    if start is None:
        return None, []  # the missing or malformed date has its finding
    first = datetime_of(start).year
    ahead = _YEARS_AHEAD
    while True:
        years = tuple(range(first, first + ahead + 2))
        calendars, findings = build_calendars(project, years, holidays)
        schedule, wrong = _compute(project, calendars, start)
        if schedule is None or ahead >= _MOST_YEARS or datetime_of(schedule.finish).year <= years[-1]:
            return schedule, findings + wrong
        ahead = min(ahead * 3, _MOST_YEARS)


def _compute(project: Project, calendars: Calendars, start: int) -> tuple[Schedule | None, list[Diagnostic]]:
    records = project.all("task")
    if not records:
        return None, []
    position = {record.id: index for index, record in reversed(list(enumerate(records)))}
    activities = tuple(activity_of(record, position, calendars) for record in records)
    links, written = links_of(records, position, activities)
    network = Network(
        start=start,
        calendar=calendars.project,
        activities=activities,
        links=tuple(links),
        status_date=_data_date(project),
        required_finish=project.settings.finish("required_finish"),
        options=_options(project),
    )
    dates, problems = calculate(network)
    findings = [finding for problem in problems for finding in findings_of(problem, records, written)]
    if dates is None:
        return None, findings
    return _schedule(records, network, dates, calendars), findings


def _data_date(project: Project) -> int | None:
    return (
        None
        if project.settings.section("schedule").text("unstarted_work") == "as-planned"
        else (project.settings.data_date)
    )


def _options(project: Project) -> Options:
    written = project.settings.section("schedule")
    return Options(
        lag_calendar=_LAG_CALENDARS.get(written.text("lag_calendar"), LagCalendar.SUCCESSOR),
        out_of_sequence=_PROGRESS.get(written.text("progress"), OutOfSequence.RETAINED_LOGIC),
    )


def _schedule(records: Sequence[Record], network: Network, dates: Dates, calendars: Calendars) -> Schedule:
    activities = network.activities
    summaries = {activity.parent for activity in activities if activity.parent is not None}
    lengths = [_length(network, dates, index, index in summaries) for index in range(len(activities))]
    percents = _percents(activities, lengths, dates)
    depths: list[int] = []
    tasks: dict[str, ScheduledTask] = {}
    for index, (record, activity) in enumerate(zip(records, activities, strict=True)):
        depths.append(0 if activity.parent is None else depths[activity.parent] + 1)
        if not record.id or record.id in tasks:
            continue
        calendar = calendars.project if index in summaries else activity.calendar
        progress = activity.progress
        tasks[record.id] = ScheduledTask(
            id=record.id,
            name=record.text("name") or record.id,
            type="summary" if index in summaries else activity.kind.value,
            parent=None if activity.parent is None else activities[activity.parent].id,
            depth=depths[index],
            calendar=calendar,
            start=dates.start[index],
            finish=dates.finish[index],
            late_start=dates.late_start[index],
            late_finish=dates.late_finish[index],
            duration=lengths[index],
            total_float=dates.total_float[index],
            free_float=dates.free_float[index],
            critical=dates.critical[index],
            critical_by_float=dates.critical_by_float[index],
            percent_complete=percents[index],
            actual_start=None if progress is None else progress.actual_start,
            actual_finish=None if progress is None else progress.actual_finish,
            deadline=activity.deadline,
            driver=_driver(network, dates, index),
        )
    path = [index for index, critical in enumerate(dates.critical) if critical and index not in summaries]
    path.sort(key=lambda index: (dates.start[index], dates.finish[index], index))
    return Schedule(
        start=dates.project_start,
        finish=dates.project_finish,
        tasks=tasks,
        critical_path=tuple(activities[index].id for index in path),
        calendar=calendars.project,
        calendars=calendars,
    )


def _length(network: Network, dates: Dates, index: int, is_summary: bool) -> int:  # noqa: FBT001 - a fact of the row
    activity = network.activities[index]
    if is_summary:
        return summary_duration(network.calendar, dates.start[index], dates.finish[index])
    if activity.unit is DurationUnit.ELAPSED:
        return dates.finish[index] - dates.start[index]
    if activity.progress is None:
        return activity.duration
    return activity.calendar.between(dates.start[index], dates.finish[index])


def _percents(activities: Sequence[Activity], lengths: Sequence[int], dates: Dates) -> tuple[float, ...]:
    written = []
    for index, activity in enumerate(activities):
        progress = activity.progress
        if progress is None or progress.actual_start is None:
            written.append(0.0)
        elif progress.actual_finish is not None:
            written.append(100.0)
        elif progress.percent is not None:
            written.append(progress.percent)
        elif progress.remaining is not None and lengths[index] > 0:
            written.append(max(0.0, 100.0 * (1 - progress.remaining / lengths[index])))
        else:
            written.append(_elapsed_share(activity, lengths[index], dates, index))
    return roll_up_percent([activity.parent for activity in activities], written, lengths)


def _elapsed_share(activity: Activity, length: int, dates: Dates, index: int) -> float:
    """Percent of duration gone by when only the actual start is known."""
    done = activity.calendar.between(dates.start[index], dates.remaining_start[index])
    return min(100.0, max(0.0, 100.0 * done / length)) if length else 0.0


_DRIVERS = {
    Reason.PROJECT_START: "the start of the project",
    Reason.STATUS_DATE: "the status date",
    Reason.CONSTRAINT: "its constraint",
    Reason.ACTUAL: "its actual start",
    Reason.LATE_AS_POSSIBLE: "as late as possible",
    Reason.DURATION: "its duration",
    Reason.MEMBERS: "the tasks below it",
    Reason.LINK: "a link",
}


def _driver(network: Network, dates: Dates, index: int) -> str:
    driving = dates.driving[index]
    if dates.start_reason[index] is Reason.LINK and driving:
        link = network.links[driving[0].link]
        return f"{network.activities[driving[0].predecessor].id} {link.type.value}"
    return _DRIVERS[dates.start_reason[index]]
