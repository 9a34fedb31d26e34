"""Traceability: requirements from the objective they serve to their acceptance, and what is covered."""

from collections.abc import Iterable
from datetime import date

from milepost.frozen import frozen
from milepost.project import Project, Record
from milepost.schedule.instants import date_of, day_of
from milepost.schedule.model import Schedule
from milepost.scope.effort import PRIORITIES, effort_by_requirement
from milepost.scope.links import (
    in_scope,
    inverted,
    leaves_below,
    requirement_deliverables,
    task_deliverables,
)
from milepost.states import status


@frozen
class RequirementTrace:
    """A requirement and what hangs on it.

    Attributes:
        id: Its id.
        title: What it is called.
        status: Its status.
        priority: must, should, could or wont; empty when none is written.
        source: Id of who asked for it, or empty.
        objective: Id of the goal it serves, or empty.
        deliverables: Ids of the deliverables that fulfil it.
        tasks: Ids of the leaf tasks that work on it: its own; without any, those of its deliverables.
        tests: Tests written down for it, criteria of the quality register included.
        passed: How many of them have passed.
        failed: How many have failed or are blocked.
        accepted: How many of its deliverables are accepted.
        percent: Percent of the planned work that is done; None without tasks.
        finish: The day on which the last of its tasks is expected to be done; None without tasks.
        effort_days: Working days of effort that fall on it.
        gaps: What is missing of objective, deliverable, task and test; empty when it is out of scope.
    """

    id: str
    title: str
    status: str
    priority: str
    source: str
    objective: str
    deliverables: tuple[str, ...]
    tasks: tuple[str, ...]
    tests: int
    passed: int
    failed: int
    accepted: int
    percent: float | None
    finish: date | None
    effort_days: float
    gaps: tuple[str, ...]


@frozen
class Coverage:
    """How many have what they should have.

    Attributes:
        key: Name of the link, for programs.
        text: What it says, for people.
        covered: How many have it.
        of: Out of how many.
        gaps: Ids of those that do not.
    """

    key: str
    text: str
    covered: int
    of: int
    gaps: tuple[str, ...]

    @property
    def percent(self) -> float | None:
        """The share as percent; None when there is nothing to cover."""
        return 100 * self.covered / self.of if self.of else None


@frozen
class PriorityShare:
    """The requirements in scope of one priority, and the effort that falls on them."""

    priority: str
    requirements: int
    verified: int
    effort_days: float
    percent: float | None


@frozen
class Traceability:
    """What was asked for, what is handed over and what is done for it.

    Attributes:
        requirements: Every requirement, in the order of the file.
        coverage: The links, from objectives to tasks.
        priorities: By priority, the highest first; only those that are used.
        deliverable_tasks: Deliverable to the leaf tasks that work on it.
        deliverable_requirements: Deliverable to the requirements that it fulfils.
        orphan_tasks: Leaf tasks that lead to no deliverable and no requirement.
    """

    requirements: tuple[RequirementTrace, ...]
    coverage: tuple[Coverage, ...]
    priorities: tuple[PriorityShare, ...]
    deliverable_tasks: dict[str, tuple[str, ...]]
    deliverable_requirements: dict[str, tuple[str, ...]]
    orphan_tasks: tuple[str, ...]


def trace(project: Project, schedule: Schedule | None) -> Traceability:
    """Follow the links of a project.

    Args:
        project: The project.
        schedule: Its schedule, for progress, dates and effort; None when the plan gives none.
    """
    by_task = task_deliverables(project)
    tasks_of: dict[str, list[str]] = {}
    for task, deliverable in by_task.items():
        tasks_of.setdefault(deliverable, []).append(task)
    fulfils = requirement_deliverables(project)
    efforts = {} if schedule is None else effort_by_requirement(project, schedule)
    judged: dict[str, list[Record]] = {}
    for criterion in project.all("criterion"):
        judged.setdefault(criterion.text("requirement"), []).append(criterion)
    kept = {one.id for one in in_scope(project, "requirement")}
    found = tuple(
        _requirement(
            one,
            project,
            schedule,
            deliverables=tuple(fulfils[one.id]),
            tasks=tuple(
                leaves_below(project, one.texts("tasks"))
                or (task for name in fulfils[one.id] for task in tasks_of.get(name, ()))
            ),
            criteria=judged.get(one.id, []),
            effort=efforts.get(one.id, 0.0),
            counts=one.id in kept,
        )
        for one in project.all("requirement")
        if one.id
    )
    asked_for = inverted({name: ids for name, ids in fulfils.items() if name in kept})
    named = {name for one in found for name in one.tasks}
    leaves = [one for one in project.all("task") if one.id and not one.children and not one.flag("milestone")]
    orphans = tuple(one.id for one in leaves if one.id not in by_task and one.id not in named)
    scope = [one for one in found if one.id in kept]
    deliverables = in_scope(project, "deliverable")
    return Traceability(
        requirements=found,
        coverage=(
            *_of_objectives(project, scope, deliverables),
            *_of_requirements(scope),
            *_of_deliverables(deliverables, asked_for, tasks_of),
            *_coverage(
                [("task-deliverable", "Tasks that work on something", [one.id for one in leaves], orphans)]
            ),
        ),
        priorities=tuple(_priorities(scope)),
        deliverable_tasks={one.id: tuple(tasks_of.get(one.id, ())) for one in project.all("deliverable")},
        deliverable_requirements={
            one.id: tuple(asked_for.get(one.id, ())) for one in project.all("deliverable")
        },
        orphan_tasks=orphans if by_task else (),
    )


def _requirement(
    record: Record,
    project: Project,
    schedule: Schedule | None,
    *,
    deliverables: tuple[str, ...],
    tasks: tuple[str, ...],
    criteria: list[Record],
    effort: float,
    counts: bool,
) -> RequirementTrace:
    planned = [] if schedule is None else [schedule.tasks[name] for name in tasks if name in schedule.tasks]
    work = sum(task.duration for task in planned)
    finish = max((task.finish for task in planned), default=None)
    results = [test.text("result") or "planned" for test in record.parts("tests")]
    named = {test.text("record") for test in record.parts("tests")}
    results += [
        {"met": "passed", "waived": "passed", "not-met": "failed"}.get(status(one), "planned")
        for one in criteria
        if one.id not in named
    ]
    by_other_means = record.text("verification") not in ("", "test")
    has = {
        "objective": record.has("objective"),
        "deliverable": bool(deliverables),
        "task": bool(tasks),
        "test": bool(results) or by_other_means,
    }
    per_day = None if schedule is None else schedule.calendar.minutes_per_day
    accepted = [
        one
        for name in deliverables
        if (one := project.get(name, "deliverable")) is not None and status(one) == "accepted"
    ]
    return RequirementTrace(
        id=record.id,
        title=record.title,
        status=status(record),
        priority=record.text("priority"),
        source=record.text("source"),
        objective=record.text("objective"),
        deliverables=deliverables,
        tasks=tasks,
        tests=len(results),
        passed=results.count("passed"),
        failed=results.count("failed") + results.count("blocked"),
        accepted=len(accepted),
        percent=sum(task.percent_complete * task.duration for task in planned) / work if work else None,
        finish=None if finish is None else date_of(day_of(finish - 1)),
        effort_days=effort / per_day if per_day else 0.0,
        gaps=tuple(name for name, present in has.items() if not present) if counts else (),
    )


def _coverage(links: Iterable[tuple[str, str, list[str], Iterable[str]]]) -> Iterable[Coverage]:
    for key, text, ids, without in links:
        gaps = tuple(without)
        if ids:
            yield Coverage(key, text, len(ids) - len(gaps), len(ids), gaps)


def _of_objectives(
    project: Project, requirements: list[RequirementTrace], deliverables: list[Record]
) -> Iterable[Coverage]:
    served = {one.objective for one in requirements} | {one.text("objective") for one in deliverables}
    active = [
        one.id
        for one in project.all("objective")
        if (one.text("level") or "project") == "project" and status(one) not in ("withdrawn", "proposed")
    ]
    lacking = [name for name in active if name not in served]
    return _coverage([("objective-requirement", "Objectives that something is done for", active, lacking)])


def _of_requirements(scope: list[RequirementTrace]) -> Iterable[Coverage]:
    ids = [one.id for one in scope]
    words = {
        "objective": "Requirements that serve an objective",
        "deliverable": "Requirements with a deliverable",
        "task": "Requirements with a task",
        "test": "Requirements with a test",
    }
    yield from _coverage(
        (f"requirement-{gap}", text, ids, [one.id for one in scope if gap in one.gaps])
        for gap, text in words.items()
    )
    passed = [one.id for one in scope if not one.passed or one.failed]
    verified = [one.id for one in scope if one.status != "verified"]
    yield from _coverage([
        ("requirement-passed", "Requirements whose tests pass so far", ids, passed),
        ("requirement-verified", "Requirements verified", ids, verified),
    ])  # fmt: skip


def _of_deliverables(
    deliverables: list[Record], asked_for: dict[str, list[str]], tasks_of: dict[str, list[str]]
) -> Iterable[Coverage]:
    ids = [one.id for one in deliverables]
    unasked = [one.id for one in deliverables if one.id not in asked_for and not one.has("objective")]
    unplanned = [one.id for one in deliverables if one.id not in tasks_of]
    open_ = [one.id for one in deliverables if status(one) != "accepted"]
    return _coverage([
        ("deliverable-requirement", "Deliverables that somebody asked for", ids, unasked),
        ("deliverable-task", "Deliverables with a task", ids, unplanned),
        ("deliverable-accepted", "Deliverables accepted", ids, open_),
    ])  # fmt: skip


def _priorities(scope: list[RequirementTrace]) -> Iterable[PriorityShare]:
    total = sum(one.effort_days for one in scope if one.priority)
    for priority in PRIORITIES:
        found = [one for one in scope if one.priority == priority]
        if found:
            effort = sum(one.effort_days for one in found)
            verified = sum(one.status == "verified" for one in found)
            yield PriorityShare(
                priority, len(found), verified, effort, 100 * effort / total if total else None
            )
