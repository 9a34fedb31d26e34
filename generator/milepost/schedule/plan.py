"""From the plan as written to the computed schedule: tasks become a network, its dates become tasks again."""

from milepost.diagnostics import Diagnostic
from milepost.project import Project
from milepost.schedule.activities import activity_of, links_of
from milepost.schedule.calendars import Calendars, HolidaySource, build_calendars
from milepost.schedule.cpm import calculate
from milepost.schedule.engine_findings import findings_of
from milepost.schedule.instants import datetime_of
from milepost.schedule.model import Schedule
from milepost.schedule.network import (
    AsLateAsPossible,
    LagCalendar,
    LateLimits,
    Network,
    Options,
    OutOfSequence,
)
from milepost.schedule.people_findings import people_findings
from milepost.schedule.scheduled import Criticality, Plan, schedule_of

_YEARS_AHEAD = 1
_MOST_YEARS = 52
_FLOAT_PATHS = 10
_LAG_CALENDARS = {one.value: one for one in LagCalendar}
_PROGRESS = {one.value: one for one in OutOfSequence}
_LATE_LIMITS = {one.value: one for one in LateLimits}
_AS_LATE = {one.value: one for one in AsLateAsPossible}


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
        schedule, wrong = _compute(project, calendars)
        if schedule is None or ahead >= _MOST_YEARS or datetime_of(schedule.finish).year <= years[-1]:
            return schedule, findings + wrong
        ahead = min(ahead * 3, _MOST_YEARS)


def plan_of(project: Project, calendars: Calendars) -> Plan | None:
    """The tasks of a project as a network; None without tasks or without a start of the project.

    Args:
        project: The project.
        calendars: Its calendars.
    """
    records, start = project.all("task"), project.settings.start("start")
    if not records or start is None:
        return None
    position = {record.id: index for index, record in reversed(list(enumerate(records)))}
    activities = tuple([activity_of(record, position, calendars) for record in records])
    links, written = links_of(records, position, activities)
    network = Network(
        start=start,
        calendar=calendars.project,
        activities=activities,
        links=tuple(links),
        status_date=_data_date(project),
        required_finish=project.settings.finish("required_finish"),
        options=options_of(project),
    )
    return Plan(network, records, written)


def _compute(project: Project, calendars: Calendars) -> tuple[Schedule | None, list[Diagnostic]]:
    plan = plan_of(project, calendars)
    if plan is None:
        return None, []
    dates, problems = calculate(plan.network)
    findings = [finding for problem in problems for finding in findings_of(problem, plan.records, plan.links)]
    if dates is None:
        return None, findings
    schedule = schedule_of(plan, dates, calendars, criticality_of(project))
    return schedule, [*findings, *people_findings(project, schedule)]


def _data_date(project: Project) -> int | None:
    written = project.settings.section("schedule").text("unstarted_work")
    return None if written == "as-planned" else project.settings.data_date


def options_of(project: Project) -> Options:
    """The conventions that project.yaml chooses."""
    written = project.settings.section("schedule")
    return Options(
        lag_calendar=_LAG_CALENDARS.get(written.text("lag_calendar"), LagCalendar.SUCCESSOR),
        out_of_sequence=_PROGRESS.get(written.text("progress"), OutOfSequence.RETAINED_LOGIC),
        late_limits=_LATE_LIMITS.get(written.text("late_limits"), LateLimits.HONOURED),
        as_late_as_possible=_AS_LATE.get(written.text("as_late_as_possible"), AsLateAsPossible.TOTAL_FLOAT),
        float_paths=_FLOAT_PATHS,
    )


def criticality_of(project: Project) -> Criticality:
    """What counts as critical and as nearly so, as project.yaml says."""
    written = project.settings.section("schedule")
    return Criticality(written.text("critical") == "total-float", written.duration("near_critical"))
