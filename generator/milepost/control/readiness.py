"""Tasks about to start that are not ready, tasks that run late, and issues by the float they eat."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal

from milepost.budget.baseline import Baseline
from milepost.frozen import frozen
from milepost.parties import has_left
from milepost.project import Project, Record
from milepost.schedule.instants import Instant, date_of, day_number, day_of, start_of_day
from milepost.schedule.model import Schedule, ScheduledTask
from milepost.source.data import Seq
from milepost.states import is_open

_FIRST_DAYS = 7


@frozen
class Obstacle:
    """Why a task cannot start, and the id of the record that is in the way, or empty."""

    text: str
    record: str = ""


@frozen
class NotReady:
    """A task that is about to start and is not ready.

    Attributes:
        id: Its id.
        name: What it is called.
        who: Ids of those who work on it, or of its owner.
        start: When it is to start.
        obstacles: What is in the way, at least one.
    """

    id: str
    name: str
    who: tuple[str, ...]
    start: Instant
    obstacles: tuple[Obstacle, ...]


@frozen
class RunningLate:
    """A task that should be further than it is.

    Attributes:
        id: Its id.
        name: What it is called.
        who: Ids of those who work on it, or of its owner.
        started: Whether work has begun.
        percent: Percent complete, 0 to 100.
        finish: When it is expected to be done.
        planned: When the baseline, or without one its deadline, has it done.
        days_late: Working days between the two.
        critical: Whether the project's finish hangs on it.
    """

    id: str
    name: str
    who: tuple[str, ...]
    started: bool
    percent: float
    finish: Instant
    planned: Instant
    days_late: Decimal
    critical: bool


@frozen
class Blocker:
    """An open issue that keeps tasks from going on.

    Attributes:
        id: Its id.
        title: Its title.
        who: Its owner.
        tasks: Ids of the tasks that it blocks and that are not done, the tightest first.
        float_days: Least total float of these in working days: so long it may stay before the finish moves.
        critical: Whether one of them is on the critical path.
    """

    id: str
    title: str
    who: tuple[str, ...]
    tasks: tuple[str, ...]
    float_days: Decimal
    critical: bool


def blockers(project: Project, schedule: Schedule) -> tuple[Blocker, ...]:
    """Open issues that block unfinished tasks, the one with the least float at stake first."""
    found = []
    for issue in project.all("issue"):
        blocked = [
            (task.total_float_days, task)
            for id_ in issue.texts("blocks")
            if (task := schedule.tasks.get(id_)) is not None and not task.done
        ]
        known = sorted(((days, task) for days, task in blocked if days is not None), key=lambda pair: pair[0])
        if not is_open(issue) or not known:
            continue
        found.append(
            Blocker(
                id=issue.id,
                title=issue.title,
                who=issue.texts("owner"),
                tasks=tuple(task.id for _, task in known),
                float_days=Decimal(str(known[0][0])),
                critical=any(task.critical for _, task in known),
            )
        )
    return tuple(sorted(found, key=lambda one: one.float_days))


def running_late(project: Project, schedule: Schedule, baseline: Baseline | None) -> tuple[RunningLate, ...]:
    """Unfinished tasks expected later than planned that have begun or should have; the latest first."""
    found = []
    for record, task in _leaves(project, schedule):
        planned = planned_finish(task, baseline)
        frozen = None if baseline is None else baseline.tasks.get(task.id)
        begun = task.actual_start is not None
        should = frozen is not None and frozen.start < project.settings.data_date
        if planned is None or task.finish <= planned or not (begun or should):
            continue
        days = Decimal(schedule.calendar.between(planned, task.finish)) / schedule.calendar.minutes_per_day
        if days > 0:
            found.append(
                RunningLate(
                    id=task.id,
                    name=task.name,
                    who=workers(record),
                    started=begun,
                    percent=task.percent_complete,
                    finish=task.finish,
                    planned=planned,
                    days_late=days,
                    critical=task.critical,
                )
            )
    return tuple(sorted(found, key=lambda one: -one.days_late))


def planned_finish(task: ScheduledTask, baseline: Baseline | None) -> Instant | None:
    """When a task should be done: by the baseline, else by its deadline; None when nothing says so."""
    frozen = None if baseline is None else baseline.tasks.get(task.id)
    return task.deadline if frozen is None else frozen.finish


def not_ready(
    project: Project, schedule: Schedule, baseline: Baseline | None, days: int
) -> tuple[NotReady, ...]:
    """Tasks that start within some days of the status date and cannot, the next one first.

    Args:
        project: The project.
        schedule: The schedule.
        baseline: The baseline in force, or None.
        days: Calendar days to look ahead.
    """
    until = start_of_day(day_number(project.settings.status_date + timedelta(days=days + 1)))
    in_the_way = _in_the_way(project)
    late = {one.id: one for one in running_late(project, schedule, baseline)}
    found = []
    for record, task in _leaves(project, schedule):
        if task.actual_start is not None or task.start >= until:
            continue
        obstacles = (
            *_late_predecessors(record, schedule, late),
            *(Obstacle(text, id_) for text, id_ in in_the_way.get(task.id, ())),
            *_people(record, task, project),
        )
        if obstacles:
            found.append(NotReady(task.id, task.name, workers(record), task.start, obstacles))
    return tuple(sorted(found, key=lambda one: one.start))


def workers(task: Record) -> tuple[str, ...]:
    """Ids of those who are assigned to a task; of its owner when nobody is."""
    return assigned(task) or task.texts("owner")


def assigned(task: Record) -> tuple[str, ...]:
    """Ids of the people and roles that are assigned to a task."""
    written = task.raw("assignments")
    if not isinstance(written, Seq):
        return ()
    groups = tuple(task.parts("assignments"))
    names = [item for item in written if isinstance(item, str)] + [group.text("who") for group in groups]
    return tuple(dict.fromkeys(name for name in names if name))


def _leaves(project: Project, schedule: Schedule) -> Iterator[tuple[Record, ScheduledTask]]:
    """The tasks that are worked on and not done: no summaries, milestones or levels of effort."""
    for record in project.all("task"):
        task = schedule.tasks.get(record.id)
        if task is not None and task.type == "task" and not task.done:
            yield record, task


def _late_predecessors(
    record: Record, schedule: Schedule, late: Mapping[str, RunningLate]
) -> Iterator[Obstacle]:
    """Predecessors, also of the summaries above, that run late."""
    seen: set[str] = set()
    above: Record | None = record
    while above is not None:
        for id_ in _predecessors(above):
            one = late.get(id_)
            if (
                one is not None
                and id_ not in seen
                and schedule.tasks[id_].finish <= schedule.tasks[record.id].start
            ):
                seen.add(id_)
                yield Obstacle(f"{id_} before it is {_days(one.days_late)} late", id_)
        above = above.parent


def _predecessors(task: Record) -> Iterator[str]:
    written = task.raw("predecessors")
    for item in written if isinstance(written, Seq) else ():
        if isinstance(item, str):
            yield item.partition(" ")[0]
    for group in task.parts("predecessors"):
        yield group.text("task")


def _in_the_way(project: Project) -> dict[str, list[tuple[str, str]]]:
    """Task to the open issues, pending decisions and outstanding deliveries that it waits for."""
    found: dict[str, list[tuple[str, str]]] = {}
    for kind, key, words in (
        ("issue", "blocks", "is not solved"),
        ("decision", "blocks", "is not decided"),
        ("dependency", "tasks", "has not come"),
    ):
        for record in project.all(kind):
            if is_open(record) and not record.has("delivered"):
                for id_ in record.texts(key):
                    found.setdefault(id_, []).append((f"{record.id} {words}", record.id))
    return found


def _people(record: Record, task: ScheduledTask, project: Project) -> Iterator[Obstacle]:
    names = assigned(record)
    if not names:
        yield Obstacle("nobody is assigned")
    begin = date_of(day_of(task.start))
    end = min(date_of(day_of(task.finish - 1)), begin + timedelta(days=_FIRST_DAYS - 1))
    for name in names:
        yield from _person(name, begin, end, project)


def _person(name: str, begin: date, end: date, project: Project) -> Iterator[Obstacle]:
    """Why somebody cannot do the first days of a task."""
    record = project.get(name, "person", "role")
    if record is None:
        return
    if record.kind == "role":
        if not record.has("held_by"):
            yield Obstacle(f"nobody holds the role {record.title}", name)
        return
    leaves = record.date("leaves")
    if has_left(name, project) or (leaves is not None and leaves < begin):
        yield Obstacle(f"{record.title} has left", name)
    for leave in record.parts("leave"):
        first, last = leave.date("from"), leave.date("to")
        if first is not None and last is not None and first <= end and last >= begin:
            yield Obstacle(f"{record.title} is away from {first} to {last}", name)


def _days(days: Decimal) -> str:
    shown = days.quantize(Decimal("0.1")).normalize()
    return f"{shown:f} d"
