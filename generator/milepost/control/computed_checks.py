"""What the computed figures say about the project's course: objectives, business case, tolerances."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

from milepost.budget.baseline import Baseline, original_baseline
from milepost.budget.model import Budget
from milepost.control import course_rules as rules
from milepost.control.alignment import unaligned
from milepost.control.rag import Rag
from milepost.control.status_model import Dimension, Status
from milepost.diagnostics import Diagnostic, Note
from milepost.project import Project
from milepost.risk.model import working_days
from milepost.schedule.instants import date_of, day_of
from milepost.schedule.model import Schedule
from milepost.states import is_open, status

LOOSE_PERCENT = 25
"""So much of the planned cost may serve no objective."""
_SHOWN = 8
_RED = "red"


def check_course(
    project: Project,
    schedule: Schedule | None,
    baseline: Baseline | None,
    budget: Budget | None,
    judged: Status,
) -> Iterator[Diagnostic]:
    """Findings that need computed dates, money or colours."""
    yield from _loose_work(project, budget)
    if schedule is not None:
        yield from _late_objectives(project, schedule)
        yield from _failing_case(project, schedule, budget)
        yield from _unexplained_slips(project, schedule, baseline)
    yield from _not_handed_up(project, judged)


def delay(project: Project, schedule: Schedule) -> timedelta | None:
    """How much later than first promised the project is expected to finish, in calendar days.

    First promised is the finish of the original baseline, else the target finish; None without either.
    """
    original = original_baseline(project)
    promised = project.settings.finish("target_finish") if original is None else original.finish
    if promised is None:
        return None
    return date_of(day_of(schedule.finish - 1)) - date_of(day_of(promised - 1))


def _loose_work(project: Project, budget: Budget | None) -> Iterator[Diagnostic]:
    if not project.all("objective") or not project.all("task"):
        return
    share, loose = unaligned(project, budget)
    if 100 * share > LOOSE_PERCENT:
        first = project.by_id[loose[0]]
        notes = tuple(
            Note(project.by_id[id_].span("id"), f"{id_} {project.by_id[id_].title}")
            for id_ in loose[1:_SHOWN]
        )
        message = f"{100 * share:.0f}% of the planned work lead to no objective ({len(loose)} tasks)"
        yield rules.UNALIGNED_WORK.at(first.span("id"), message, notes=notes, record=first.id)


def _late_objectives(project: Project, schedule: Schedule) -> Iterator[Diagnostic]:
    for objective in project.all("objective"):
        due = objective.date("date")
        if due is None or not is_open(objective) or status(objective) == "proposed":
            continue
        tasks = [schedule.tasks[id_] for id_ in objective.texts("milestones") if id_ in schedule.tasks]
        last = max((task for task in tasks if not task.done), key=lambda task: task.finish, default=None)
        expected = None if last is None else date_of(day_of(last.finish - 1))
        if last is not None and expected is not None and expected > due:
            message = f"{objective.id} is due on {due}, and its milestone {last.id} is expected on {expected}"
            note = Note(project.by_id[last.id].span("id"), f"{last.id} {last.name}")
            yield rules.OBJECTIVE_LATE.at(objective.span("date"), message, notes=(note,), record=objective.id)


def _failing_case(project: Project, schedule: Schedule, budget: Budget | None) -> Iterator[Diagnostic]:
    if not any(case.has("cash_flows") for case in project.written("business_case")):
        return
    from milepost.control.business_case import business_case

    case = business_case(project, delay(project, schedule), budget)
    if case is None:
        return
    now, hurdle = case.current, case.record.percentage("hurdle_rate")
    limit = case.record.decimal("payback_limit_years")
    problems = []
    if now.npv < 0:
        problems.append(f"its net present value is {now.npv:,.0f} {case.currency}")
    elif hurdle is not None and now.roi is not None and now.roi < hurdle:
        problems.append(f"its return is {100 * now.roi:.0f}%, and {100 * hurdle:.0f}% are wanted")
    if limit is not None and (now.payback_years is None or now.payback_years > limit):
        after = "never" if now.payback_years is None else f"after {now.payback_years:.1f} years"
        problems.append(f"it pays back {after}, and {limit} years are the limit")
    if problems:
        message = f"with today's forecasts the business case fails: {'; '.join(problems)}"
        span = case.record.key_span("cash_flows")
        yield rules.CASE_FAILS.at(span, message, record=case.record.id or None)


def _unexplained_slips(
    project: Project, schedule: Schedule, baseline: Baseline | None
) -> Iterator[Diagnostic]:
    """Milestones ahead that slipped beyond their tolerance while nothing is said about what drives them."""
    section = project.settings.section("tolerances").part("schedule")
    limits = None if section is None else section.part("milestone")
    allowed = None if limits is None else limits.duration("amber")
    if baseline is None or allowed is None:
        return
    most = working_days(allowed, schedule.calendar)
    told: frozenset[str] | None = None
    for id_, frozen in baseline.tasks.items():
        task = schedule.tasks.get(id_)
        if task is None or task.type != "milestone" or task.done or task.finish <= frozen.finish:
            continue
        days = (
            Decimal(schedule.calendar.between(frozen.finish, task.finish)) / schedule.calendar.minutes_per_day
        )
        if days <= most:
            continue
        told = _spoken_of(project) if told is None else told
        if told.isdisjoint(_driving(id_, schedule)):
            late = f"{id_} {task.name} is {days:.0f} working days later than in {baseline.id}"
            message = f"{late}, and no issue or change says why"
            note = Note(baseline.record.span("id"), "the baseline")
            yield rules.SLIP_UNEXPLAINED.at(project.by_id[id_].span("id"), message, notes=(note,), record=id_)


def _driving(id_: str, schedule: Schedule) -> set[str]:
    """A task and everything that drives it, back to the start."""
    found: set[str] = set()
    pending = [id_]
    while pending:
        task = schedule.tasks.get(pending.pop())
        if task is not None and task.id not in found:
            found.add(task.id)
            pending.extend(driver.predecessor for driver in task.drivers)
    return found


def _spoken_of(project: Project) -> frozenset[str]:
    """Ids of the tasks that an issue or a change names."""
    found: set[str] = set()
    for kind in ("issue", "change"):
        for record in project.all(kind):
            links = record.part("links")
            found.update(record.texts("blocks"), () if links is None else links.texts("tasks"))
    return frozenset(found)


def _not_handed_up(project: Project, judged: Status) -> Iterator[Diagnostic]:
    tolerances = project.settings.section("tolerances")
    for name, dimension in judged.dimensions.items():
        written = tolerances.part(name)
        beyond = dimension.computed is Rag.RED and dimension.override is None
        if written is None or not written.has(_RED) or not beyond or _handed_up(project, dimension):
            continue
        authority = written.text("authority")
        whose = f"; {authority} decides beyond it" if authority else ""
        message = (
            f"{name} is beyond its red limit, and nothing was handed up{whose}: {dimension.reasons[0].text}"
        )
        project_id = project.settings.text("id") or None
        yield rules.TOLERANCE_WITHOUT_ESCALATION.at(tolerances.span(name), message, record=project_id)


def _handed_up(project: Project, dimension: Dimension) -> bool:
    """Whether an exception report says red for it, or an escalated record is about it."""
    for report in project.all("report"):
        colours = report.part("rag")
        if (
            report.text("type") == "exception"
            and colours is not None
            and colours.text(dimension.name) == _RED
        ):
            return True
    about = {id_ for reason in dimension.reasons for id_ in reason.records}
    for kind in ("issue", "change", "decision", "risk", "action"):
        for record in project.all(kind):
            concerned = record.id in about or dimension.name in record.texts("tags")
            if concerned and record.has("escalation") and is_open(record):
                return True
    return False
