"""The schedule assessment of a project: its tasks, links and baseline as the 14 points need them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from milepost.project import Project, Record
from milepost.schedule.calendar import Calendar
from milepost.schedule.effort import minutes_of
from milepost.schedule.health import assess
from milepost.schedule.health_model import (
    CriticalPath,
    Health,
    Limits,
    Population,
    SlipTest,
    Subject,
    Tie,
)
from milepost.schedule.instants import Instant
from milepost.schedule.model import Schedule, ScheduledTask
from milepost.schedule.plan import levelled_starts, plan_of
from milepost.schedule.slip_test import open_ends, run_slip_test
from milepost.source import units
from milepost.source.data import Map, Seq
from milepost.source.fields import Fields

PLANNING_PACKAGE = "planning-package"
"""The tag of a task that is still to be planned in detail, when its wave comes."""
HARD = frozenset({"must-start-on", "must-finish-on", "start-no-later-than", "finish-no-later-than"})
"""Constraints that hold a date whatever the logic says."""


class Frozen(Protocol):
    """A task of a baseline, as far as it is needed here."""

    @property
    def start(self) -> Instant:
        """Planned start."""

    @property
    def finish(self) -> Instant:
        """Planned finish."""

    @property
    def duration(self) -> units.Duration | None:
        """Planned duration, if written."""


def assess_project(project: Project, schedule: Schedule, baseline: Mapping[str, Frozen] | None) -> Health:
    """Assess the plan of a project.

    Links of a summary count for the tasks below it when missing logic is looked for, as they do for dates.

    Args:
        project: The project.
        schedule: Its schedule.
        baseline: The tasks of the baseline in force, or None.
    """
    records = project.all("task")
    limits = limits_of(project, schedule.calendar)
    paid = frozenset(line.text("task") for line in project.all("budget_line"))
    frozen = baseline or {}
    ties: list[Tie] = []
    subjects: list[Subject] = []
    for record in records:
        task = schedule.tasks.get(record.id)
        if "predecessors" in record.data:
            ties += ties_of(record, schedule.calendar)
        if task is not None:
            subjects.append(_subject(record, task, frozen.get(record.id), paid, limits))
    preceded, succeeded = _linked_above(records, ties)
    completion = completion_of(schedule, ties, baseline)
    population = Population(
        tasks=subjects,
        ties=ties,
        planned_from=project.settings.data_date,
        reported_to=project.settings.status_instant,
        baselined=baseline is not None,
        preceded=preceded,
        succeeded=succeeded,
        path=None if completion is None else _path(project, schedule, completion, baseline),
        completion=None if completion is None else completion.id,
        make_test=lambda: _slip_test(project, schedule, completion),
    )
    return assess(population, limits)


def limits_of(project: Project, calendar: Calendar) -> Limits:
    """The limits as project.yaml says, the usual ones for what it does not say."""
    written = project.settings.section("schedule")
    health = written.part("health")
    usual = Limits()

    def share(key: str, usual: float) -> float:
        value = None if health is None else health.percentage(key)
        return usual if value is None else float(value * 100)

    def days(key: str, usual: float) -> float:
        value = written.duration(key)
        return usual if value is None else _days(value, calendar)

    cpli, bei = (None if health is None else health.number(key) for key in ("cpli", "bei"))
    return Limits(
        logic=share("logic", usual.logic),
        leads=share("leads", usual.leads),
        lags=share("lags", usual.lags),
        finish_to_start=share("finish_to_start", usual.finish_to_start),
        hard_constraints=share("hard_constraints", usual.hard_constraints),
        high_float=share("high_float", usual.high_float),
        negative_float=share("negative_float", usual.negative_float),
        high_duration=share("high_duration", usual.high_duration),
        invalid_dates=share("invalid_dates", usual.invalid_dates),
        missed_tasks=share("missed_tasks", usual.missed_tasks),
        cpli=usual.cpli if cpli is None else cpli,
        bei=usual.bei if bei is None else bei,
        high_float_days=days("high_float", usual.high_float_days),
        long_task_days=days("long_task", usual.long_task_days),
    )


def ties_of(record: Record, calendar: Calendar) -> list[Tie]:
    """The links of a task as written, with lags in days of a calendar."""
    listed = record.data.get("predecessors")
    found: list[Tie] = []
    for item in listed if isinstance(listed, Seq) else ():
        if isinstance(item, str):
            name, _, rest = item.partition(" ")
            kind, lag = (rest[:2], rest[2:]) if rest else ("FS", "")
        elif isinstance(item, Map):
            fields = Fields(item, record.document)
            name, kind, lag = fields.text("task"), fields.text("type") or "FS", fields.text("lag")
        else:
            continue
        if name:
            found.append(Tie(name, record.id, kind, _lag(lag, calendar) if lag else 0))
    return found


def _lag(text: str, calendar: Calendar) -> float:
    found = units.lag(text)
    if found is None:
        return 0
    return found.sign * (
        float(found.percent or 0) if found.duration is None else _days(found.duration, calendar)
    )


def _days(duration: units.Duration, calendar: Calendar) -> float:
    return minutes_of(duration, calendar) / (1440 if duration.elapsed else calendar.minutes_per_day)


def _linked_above(records: Sequence[Record], ties: Iterable[Tie]) -> tuple[set[str], set[str]]:
    """Ids of tasks below a summary that has predecessors, and below one that has successors."""
    summaries = {record.parent.id for record in records if record.parent is not None}
    waiting = {tie.successor for tie in ties if tie.successor in summaries}
    awaited = {tie.predecessor for tie in ties if tie.predecessor in summaries}
    before: set[str] = set()
    after: set[str] = set()
    if waiting or awaited:
        for record in records:  # a summary comes before what is below it
            above = "" if record.parent is None else record.parent.id
            if above in waiting or above in before:
                before.add(record.id)
            if above in awaited or above in after:
                after.add(record.id)
    return before, after


def _subject(
    record: Record, task: ScheduledTask, frozen: Frozen | None, paid: frozenset[str], limits: Limits
) -> Subject:
    day = task.calendar.minutes_per_day
    finish, planned, planned_days = task.finish, None, None
    if frozen is not None:
        planned, planned_days = frozen.finish, _planned_days(frozen, task.calendar)
        if finish > planned and task.calendar.between(planned, finish) <= 0:
            finish = planned  # nothing was worked between the two
    slack, minutes = task.total_float, task.duration
    if task.elapsed:  # in working time, as of all others
        minutes = task.calendar.between(task.start, task.finish)
        if slack is not None:
            worked = task.calendar.between(task.finish, task.finish + slack)
            slack = min(worked, -1) if slack < 0 else worked
    days = minutes / day
    long = days > limits.long_task_days or (planned_days or 0) > limits.long_task_days
    return Subject(
        task.id,
        task.type == "task",
        task.start,
        finish,
        task.actual_start is not None,
        task.actual_finish is not None,
        days,
        None if slack is None else slack / day,
        planned,
        planned_days,
        detailed=not long or PLANNING_PACKAGE not in record.texts("tags"),
        hard="constraint" in record.data and is_held(record),
        resourced=bool(task.assignments) or _costs(record) or task.id in paid,
    )


def _costs(record: Record) -> bool:
    cost = record.money("cost") if "cost" in record.data else None
    return cost is not None and cost.amount > 0


def is_held(record: Record) -> bool:
    """Whether a constraint holds a task whatever the logic says."""
    constraint = record.part("constraint")
    return constraint is not None and constraint.text("type") in HARD


def _planned_days(frozen: Frozen, calendar: Calendar) -> float:
    if frozen.duration is not None and not frozen.duration.elapsed:
        return _days(frozen.duration, calendar)
    return calendar.between(frozen.start, frozen.finish) / calendar.minutes_per_day


def completion_of(
    schedule: Schedule, ties: Iterable[Tie], baseline: Mapping[str, Frozen] | None
) -> ScheduledTask | None:
    """What completes the project: of the open milestones that nothing waits for, the last.

    The last one is that with the latest finish in the baseline, or without one in the plan; of several the
    last in the files. Without such a milestone it is the task that finishes last; None when all is done.
    """
    open_ = [task for task in schedule.tasks.values() if task.type != "summary" and not task.done]
    ends = [task for task in open_ if task.type == "milestone"]
    if ends:
        awaited = {tie.predecessor for tie in ties}
        ends = [task for task in ends if task.id not in awaited]
    frozen = [task for task in ends if baseline is not None and task.id in baseline]
    if frozen and baseline is not None:
        return max(reversed(frozen), key=lambda task: baseline[task.id].finish)
    drives = [task for task in open_ if task.type != "level-of-effort"]
    return max(reversed(ends or drives), key=lambda task: task.finish, default=None)


def _path(
    project: Project, schedule: Schedule, completion: ScheduledTask, baseline: Mapping[str, Frozen] | None
) -> CriticalPath | None:
    """The way to the completion, measured against the baseline, else the required, else the target finish."""
    settings, calendar = project.settings, schedule.calendar
    promised = settings.finish("required_finish") or settings.finish("target_finish")
    if baseline:
        frozen = baseline.get(completion.id)
        promised = max(task.finish for task in baseline.values()) if frozen is None else frozen.finish
    if promised is None:
        return None
    day = calendar.minutes_per_day
    length = calendar.between(settings.status_instant, completion.finish) / day
    return CriticalPath(length, calendar.between(completion.finish, promised) / day)


def _slip_test(project: Project, schedule: Schedule, completion: ScheduledTask | None) -> SlipTest | None:
    """The critical path test with the first critical task that takes time."""
    first, plan = first_critical(schedule), plan_of(project, schedule.calendars, levelled_starts(schedule))
    if first is None or completion is None or plan is None:
        return None
    position = {activity.id: index for index, activity in reversed(list(enumerate(plan.network.activities)))}
    if completion.type == "milestone":
        ends, finish = [position[completion.id]], completion.finish
    else:  # not with all there is: an end that an imposed date holds would not be noticed
        ends = open_ends(plan.network)
        finish = max(schedule.tasks[plan.network.activities[end].id].finish for end in ends)
    return run_slip_test(plan.network, position[first.id], ends, (first.finish, finish))


def first_critical(schedule: Schedule) -> ScheduledTask | None:
    """The first critical task that takes time; where none does, the first of those with the least float."""
    path = (schedule.tasks[id_] for id_ in schedule.critical_path)
    found = next((task for task in path if _takes_time(task)), None)
    if found is not None:
        return found
    open_ = [task for task in schedule.tasks.values() if _takes_time(task) and not task.done]
    return min(open_, key=lambda task: (task.total_float or 0, task.start), default=None)


def _takes_time(task: ScheduledTask) -> bool:
    return task.type == "task" and task.duration > 0


def must_follow(project: Project, schedule: Schedule, completion: str | None) -> bool:
    """Whether it is plain, without the critical path test, that the completion follows the critical path.

    So it is where links from finish to start or finish lead from the first critical task over critical tasks
    to the completion, none of which is held by its constraint.

    Args:
        project: The project.
        schedule: Its schedule.
        completion: Id of what completes it.
    """
    first = first_critical(schedule)
    if first is None or completion is None:
        return True
    free = {id_ for id_ in schedule.critical_path if not is_held(project.by_id[id_])}
    after: dict[str, list[str]] = {}
    for id_ in free:
        for tie in ties_of(project.by_id[id_], schedule.calendar):
            if tie.type in ("FS", "FF"):
                after.setdefault(tie.predecessor, []).append(id_)
    reached, front = {first.id}, [first.id]
    while front:
        fresh = [id_ for id_ in after.get(front.pop(), ()) if id_ not in reached]
        reached.update(fresh)
        front += fresh
    return first.id in free and completion in reached
