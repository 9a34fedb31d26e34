"""What is wrong with the plan and its calendars before anything is computed from them."""

from collections.abc import Iterator
from decimal import Decimal

from milepost.diagnostics import Diagnostic, Note
from milepost.project import Project, Record
from milepost.schedule import engine_rules, rules
from milepost.schedule.calendar_checks import day_longer_than_any, overlapping_hours, unstated_day
from milepost.schedule.cpm import HORIZON
from milepost.schedule.day_lengths import DayLengths
from milepost.schedule.effort_checks import effort_beyond_duration, is_human, parts_of_effort
from milepost.schedule.progress_checks import progress
from milepost.source.data import Map, Seq
from milepost.source.fields import Fields
from milepost.source.units import MINUTES_PER_DAY, duration, percentage

_WORK_FIELDS = ("duration", "effort", "estimate", "progress")
_UNDATED = ("as-soon-as-possible", "as-late-as-possible")
_WHOLE = Decimal(1)


def duplicate_predecessor(project: Project) -> Iterator[Diagnostic]:
    """The same predecessor with the same type of link, twice."""
    for task in project.all("task"):
        seen: dict[tuple[str, str], int] = {}
        for index, link in enumerate(_predecessors(task)):
            first = seen.setdefault(link, index)
            if link[0] and first != index:
                note = Note(task.item_span("predecessors", first), "first named here")
                message = f"{task.id} waits for {link[0]} twice ({link[1]})"
                span = task.item_span("predecessors", index)
                yield rules.DUPLICATE_PREDECESSOR.at(span, message, notes=(note,), record=task.id)


def assignments(project: Project) -> Iterator[Diagnostic]:
    """Somebody assigned twice to one task, or with more than the whole day."""
    for task in project.all("task"):
        seen: dict[str, int] = {}
        for index, (who, units) in enumerate(_assignments(task)):
            first = seen.setdefault(who, index)
            if who and first != index:
                note = Note(task.item_span("assignments", first), "first assigned here")
                message = f"{who} is assigned twice to {task.id}"
                span = task.item_span("assignments", index)
                yield rules.DUPLICATE_ASSIGNMENT.at(span, message, notes=(note,), record=task.id)
            if units > 1 and is_human(who, project):
                message = f"{who} is assigned with {units:.0%}"
                span = task.item_span("assignments", index)
                yield rules.MORE_THAN_WHOLE_PERSON.at(span, message, record=task.id)


def kinds_of_task(project: Project) -> Iterator[Diagnostic]:
    """Milestones that last, summaries with work of their own, tasks that would take no time."""
    awaited = {name for task in project.all("task") for name, _ in _predecessors(task)}
    for task in project.all("task"):
        effortless = task.text("type") == "level-of-effort"
        if task.children:
            yield from _kind_of_summary(task)
        elif task.flag("milestone") is True:
            yield from _kind_of_milestone(task)
        elif _has_length(task):
            continue
        elif not effortless:
            message = f"{task.id} has neither duration nor effort"
            yield rules.TASK_WITHOUT_DURATION.at(task.span(), message, record=task.id)
        elif not _is_linked(task, awaited):
            message = f"the level of effort {task.id} has neither links nor a duration"
            told = "Link it to the work that it runs along with, or add `duration: 20d`."
            yield rules.TASK_WITHOUT_DURATION.at(task.span(), message, remedy=told, record=task.id)


def _kind_of_summary(task: Record) -> Iterator[Diagnostic]:
    if task.flag("milestone") is True:
        message = f"{task.id} is a milestone and has tasks below it"
        yield rules.MILESTONE_WITH_TASKS.at(task.span("milestone"), message, record=task.id)
    if task.text("type") == "level-of-effort":
        message = f"{task.id} is a level of effort and has tasks below it"
        told = "Delete the type, or make one of the tasks below the level of effort."
        yield rules.SUMMARY_WITH_OWN_WORK.at(task.span("type"), message, remedy=told, record=task.id)
    for key in _WORK_FIELDS:
        if task.has(key):
            message = f"{task.id} has tasks below it and `{key}` of its own"
            yield rules.SUMMARY_WITH_OWN_WORK.at(task.key_span(key), message, record=task.id)


def _kind_of_milestone(task: Record) -> Iterator[Diagnostic]:
    for key in ("duration", "effort"):
        written = task.duration(key)
        if written is not None and written.amount > 0:
            message = f"the milestone {task.id} has the {key} {task.text(key)}"
            yield rules.MILESTONE_WITH_DURATION.at(task.span(key), message, record=task.id)
    for assignment in task.parts("assignments"):
        work = assignment.duration("effort")
        if work is not None and work.amount > 0:
            who, span = assignment.text("who"), assignment.span("effort")
            message = f"the milestone {task.id} has {assignment.text('effort')} of work for {who}"
            yield rules.MILESTONE_WITH_DURATION.at(span, message, record=task.id)
    if task.has("estimate"):
        message = f"the milestone {task.id} has an estimate of how long it takes"
        yield rules.MILESTONE_WITH_DURATION.at(task.key_span("estimate"), message, record=task.id)
    if task.text("type") == "level-of-effort":
        message = f"{task.id} is a milestone and a level of effort"
        told = "Delete one of the two: an event takes no time, a level of effort lasts with other work."
        yield rules.MILESTONE_WITH_DURATION.at(task.span("type"), message, remedy=told, record=task.id)


def _is_linked(task: Record, awaited: set[str]) -> bool:
    """Whether a task, or a summary above it, waits for something or is waited for."""
    one: Record | None = task
    while one is not None:
        if one.has("predecessors") or one.id in awaited:
            return True
        one = one.parent
    return False


def _has_length(task: Record) -> bool:
    """Whether anything says how long a task takes: its own fields, or the work of somebody assigned."""
    if task.has("duration") or task.has("effort") or task.has("estimate"):
        return True
    return any(assignment.has("effort") for assignment in task.parts("assignments"))


def beyond_horizon(project: Project) -> Iterator[Diagnostic]:
    """Dates written more than 50 years from the start of the project."""
    begin = project.settings.start("start")
    if begin is None:
        return
    required = project.settings.finish("required_finish")
    if required is not None and abs(required - begin) > HORIZON:
        message = f"required finish {project.settings.text('required_finish')} is more than 50 years away"
        yield engine_rules.BEYOND_HORIZON.at(project.settings.span("required_finish"), message)
    for task in project.all("task"):
        constraint = task.part("constraint") if "constraint" in task.data else None
        owners = ((task, "deadline"), (constraint, "date"))
        for owner, key in owners:
            at = owner.finish(key) if owner is not None and key in owner.data else None
            if owner is not None and at is not None and abs(at - begin) > HORIZON:
                message = f"{key} {owner.text(key)} of {task.id} is more than 50 years away"
                yield engine_rules.BEYOND_HORIZON.at(owner.span(key), message, record=task.id)


def constraints_of_no_use(project: Project) -> Iterator[Diagnostic]:
    """Dates of constraints that have none, and constraints on what follows other work."""
    for task in project.all("task"):
        constraint = task.part("constraint") if "constraint" in task.data else None
        if constraint is None:
            continue
        kind = constraint.text("type")
        if constraint.has("date") and kind in _UNDATED:
            message = f"{kind} has no date, and {constraint.text('date')} is not honoured"
            told = "Delete the date, or write a type that has one, such as start-no-earlier-than."
            span = constraint.span("date")
            yield engine_rules.IGNORED_CONSTRAINT.at(span, message, remedy=told, record=task.id)
        elif task.text("type") == "level-of-effort" and not task.children:
            message = f"{task.id} is a level of effort, and its constraint is not honoured"
            told = "Delete it: a level of effort lasts from and to what it is linked to."
            span = task.key_span("constraint")
            yield engine_rules.IGNORED_CONSTRAINT.at(span, message, remedy=told, record=task.id)


def estimate_out_of_order(project: Project) -> Iterator[Diagnostic]:
    """Three-point estimates whose values are not in order."""
    lengths = DayLengths(project)
    for task in project.all("task"):
        estimate = task.part("estimate")
        if estimate is None:
            continue
        before: tuple[str, int] | None = None
        for key in ("optimistic", "most_likely", "pessimistic"):
            written = estimate.duration(key)
            if written is None:
                continue
            minutes = lengths.of(task).minutes(written)
            if before is not None and minutes < before[1]:
                name, other = (part.replace("_", " ") for part in (key, before[0]))
                message = f"{name} {estimate.text(key)} is less than {other} {estimate.text(before[0])}"
                yield rules.ESTIMATE_OUT_OF_ORDER.at(estimate.span(key), message, record=task.id)
            before = (key, minutes)


def before_project_start(project: Project) -> Iterator[Diagnostic]:
    """Constraints that bind, and actual starts, before the project's start."""
    begin = project.settings.start("start")
    if begin is None:
        return
    told = f"The project starts on {project.settings.text('start')}. {rules.BEFORE_PROJECT_START.remedy}"
    for task in project.all("task"):
        constraint = task.part("constraint")
        if constraint is not None and not constraint.text("type").endswith("no-earlier-than"):
            finish_type = "finish" in constraint.text("type")
            at = constraint.finish("date") if finish_type else constraint.start("date")
            if at is not None and at < _beginning(begin, constraint.text("date")):
                message = (
                    f"{constraint.text('type')} {constraint.text('date')} lies before the project's start"
                )
                span = constraint.span("date")
                yield rules.BEFORE_PROJECT_START.at(span, message, remedy=told, record=task.id)
        done = task.part("progress")
        started = done.start("actual_start") if done is not None else None
        if done is None or started is None:
            continue
        if started < _beginning(begin, done.text("actual_start")):
            message = f"{task.id} started on {done.text('actual_start')}, before the project's start"
            yield rules.BEFORE_PROJECT_START.at(
                done.span("actual_start"), message, remedy=told, record=task.id
            )


def _beginning(begin: int, written: str) -> int:
    """Give what a date may not lie before: the project's start, or where no time is written its day."""
    return begin if "T" in written else begin - begin % MINUTES_PER_DAY


def earning(project: Project) -> Iterator[Diagnostic]:
    """Weights that are not 100 together, more units done than there are, milestones not yet reached."""
    for task in project.all("task"):
        units = task.part("units")
        if units is not None:
            done, total = units.decimal("done"), units.decimal("total")
            if done is not None and total is not None and done > total:
                message = f"{done} of {total} units are done"
                yield rules.UNITS_BEYOND_TOTAL.at(units.span("done"), message, record=task.id)
        if not task.has("weighted_milestones"):
            continue
        parts = tuple(task.parts("weighted_milestones"))
        weights = [weight for part in parts if (weight := part.decimal("weight")) is not None]
        if len(weights) == len(parts) and sum(weights) != 100:
            message = f"the weights add up to {sum(weights)}"
            yield rules.MILESTONE_WEIGHTS.at(task.key_span("weighted_milestones"), message, record=task.id)
        for part in parts:
            reached = part.date("achieved")
            if reached is not None and reached > project.settings.status_date:
                message = f"achieved on {reached}, after the status date"
                yield rules.ACTUAL_AFTER_STATUS_DATE.at(part.span("achieved"), message, record=task.id)


def unowned_and_long_tasks(project: Project) -> Iterator[Diagnostic]:
    """Tasks of nobody, if the project knows any people at all, and tasks too long to be watched."""
    lengths = DayLengths(project)
    limit = project.settings.section("schedule").duration("long_task") or duration("44d")
    people_known = any(project.all(kind) for kind in ("person", "role", "stakeholder"))
    for task in project.all("task"):
        if task.children:
            continue
        if (
            people_known
            and not task.has("owner")
            and not task.has("assignments")
            and task.flag("milestone") is not True
        ):
            message = f"{task.id} has neither an owner nor an assignment"
            yield rules.TASK_WITHOUT_OWNER.at(task.span(), message, record=task.id)
        written = task.duration("duration")
        if written is None or limit is None or written.elapsed or task.text("type") == "level-of-effort":
            continue
        if lengths.of(task).is_longer(written, limit):
            message = f"{task.id} lasts {task.text('duration')}"
            yield rules.LONG_TASK.at(task.span("duration"), message, record=task.id)


def _predecessors(task: Record) -> Iterator[tuple[str, str]]:
    """Id and link type of each item; an empty id for an item that is none."""
    written = task.raw("predecessors")
    for item in written if isinstance(written, Seq) else ():
        if isinstance(item, str):
            name, _, link = item.partition(" ")
            yield name, link[:2] or "FS"
        elif isinstance(item, Map):
            fields = Fields(item, task.document)
            yield fields.text("task"), fields.text("type") or "FS"
        else:
            yield "", ""


def _assignments(task: Record) -> Iterator[tuple[str, Decimal]]:
    """Who and what share of their time, of each item; an empty id for an item that is none."""
    written = task.raw("assignments")
    for item in written if isinstance(written, Seq) else ():
        if isinstance(item, str):
            yield item, _WHOLE
        elif isinstance(item, Map):
            fields = Fields(item, task.document)
            share = percentage(fields.text("units")) if fields.has("units") else None
            yield fields.text("who"), _WHOLE if share is None else share
        else:
            yield "", _WHOLE


CHECKS = (
    duplicate_predecessor,
    assignments,
    kinds_of_task,
    effort_beyond_duration,
    parts_of_effort,
    beyond_horizon,
    constraints_of_no_use,
    estimate_out_of_order,
    progress,
    before_project_start,
    earning,
    unowned_and_long_tasks,
    overlapping_hours,
    unstated_day,
    day_longer_than_any,
)
