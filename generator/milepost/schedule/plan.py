"""From the plan as written to the computed schedule: tasks become a network, its dates become tasks again."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from milepost.diagnostics import Diagnostic
from milepost.frozen import replace
from milepost.project import Project
from milepost.schedule.activities import LagDays, activity_of, links_of
from milepost.schedule.calendar import Calendar
from milepost.schedule.calendars import Calendars, HolidaySource, build_calendars
from milepost.schedule.cpm import calculate
from milepost.schedule.engine_findings import findings_of
from milepost.schedule.instants import Instant, datetime_of
from milepost.schedule.late_findings import late_findings
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

if TYPE_CHECKING:
    from milepost.schedule.levelled_model import LevelledPlan
    from milepost.schedule.levelling import Options as LevellingOptions

_YEARS_AHEAD = 1
_MOST_YEARS = 52
_FLOAT_PATHS = 10
_LAG_CALENDARS = {one.value: one for one in LagCalendar}
_PROGRESS = {one.value: one for one in OutOfSequence}
_LATE_LIMITS = {one.value: one for one in LateLimits}
_LEVELLED = ("resource-limited", "smoothing")
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
    promised = project.settings.finish("target_finish") or start
    ahead = min(max(_YEARS_AHEAD, datetime_of(promised).year - first), _MOST_YEARS)
    by_year = any(calendar.has("holidays") for calendar in project.all("calendar"))
    while True:
        years = tuple(range(first, first + ahead + 2))
        calendars, findings = build_calendars(project, years, holidays)
        schedule, wrong = _compute(project, calendars)
        enough = schedule is None or datetime_of(schedule.finish).year <= years[-1]
        if enough or not by_year or ahead >= _MOST_YEARS:
            return schedule, findings + wrong
        ahead = min(ahead * 3, _MOST_YEARS)


def project_calendar(project: Project, holidays: HolidaySource) -> Calendar:
    """The calendar of a project whose plan gives no schedule to ask.

    What is wrong with the calendars is told by `compute_schedule`.
    """
    calendars, _ = build_calendars(project, (project.settings.status_date.year,), holidays)
    return calendars.project


def plan_of(
    project: Project, calendars: Calendars, levelled: Mapping[str, Instant] | None = None
) -> Plan | None:
    """The tasks of a project as a network; None without tasks or without a start of the project.

    Args:
        project: The project.
        calendars: Its calendars.
        levelled: Id of a task to the start before which its people are not free.
    """
    records, start = project.all("task"), project.settings.start("start")
    if not records or start is None:
        return None
    position = {record.id: index for index, record in reversed(list(enumerate(records)))}
    activities = tuple([activity_of(record, position, calendars) for record in records])
    options = options_of(project)
    links, written = links_of(records, position, activities, LagDays(options.lag_calendar, calendars.project))
    network = Network(
        start=start,
        calendar=calendars.project,
        activities=activities,
        links=tuple(links),
        status_date=_data_date(project),
        required_finish=project.settings.finish("required_finish"),
        options=options,
    )
    if levelled:
        from milepost.schedule.level_plan import levelled_network

        network = levelled_network(network, levelled)
    return Plan(network, records, written)


def levelled_starts(schedule: Schedule) -> Mapping[str, Instant] | None:
    """The starts that levelling gave, if the schedule was levelled."""
    return None if schedule.levelled is None else schedule.levelled.starts


def levelling_of(project: Project, schedule: Schedule) -> "LevelledPlan | None":
    """What levelling did to a schedule or, where project.yaml does not ask for it, what it would do.

    Args:
        project: The project.
        schedule: Its schedule.
    """
    return levelling_question(project, schedule) if schedule.levelled is None else schedule.levelled


def levelling_question(
    project: Project, schedule: Schedule, schedules: int = 0, solver_effort: float = 0
) -> "LevelledPlan | None":
    """What levelling would do, whatever project.yaml asks for; None without tasks.

    Args:
        project: The project.
        schedule: Its schedule.
        schedules: How many schedules may be tried in all, if more than project.yaml says.
        solver_effort: How long the constraint solver may search, in its own seconds.

    Raises:
        SolverMissingError: The solver is asked for and not installed.
    """
    from milepost.schedule.level_plan import level_plan

    plan = plan_of(project, schedule.calendars)
    dates = None if plan is None else calculate(plan.network)[0]
    if plan is None or dates is None:
        return None
    options = _levelling_options(project)
    options = replace(options, schedules=max(schedules, options.schedules), solver_effort=solver_effort)
    return level_plan(project, plan, dates, schedule.calendars, options)[0]


def _levelling_options(project: Project) -> "LevellingOptions":
    from milepost.schedule.levelling import Levelling
    from milepost.schedule.levelling import Options as LevellingOptions

    written = project.settings.section("schedule")
    kind = Levelling.SMOOTHING if written.text("levelling") == "smoothing" else Levelling.RESOURCE_LIMITED
    return LevellingOptions(kind, schedules=int(written.number("levelling_schedules") or 0))


def _compute(project: Project, calendars: Calendars) -> tuple[Schedule | None, list[Diagnostic]]:
    plan = plan_of(project, calendars)
    if plan is None:
        return None, []
    dates, problems = calculate(plan.network)
    findings = [finding for problem in problems for finding in findings_of(problem, plan.records, plan.links)]
    if dates is None:
        return None, findings
    levelled = None
    if project.settings.section("schedule").text("levelling") in _LEVELLED:
        from milepost.schedule.level_plan import level_plan

        levelled, dates = level_plan(project, plan, dates, calendars, _levelling_options(project))
    schedule = schedule_of(plan, dates, calendars, criticality_of(project), levelled)
    findings += [*late_findings(project, schedule), *people_findings(project, schedule)]
    return replace(schedule, network=plan.network), findings


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
