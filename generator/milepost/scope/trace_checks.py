"""Gaps between what was asked for, what is handed over and the work that is planned."""

from collections.abc import Iterator

from milepost.diagnostics import Diagnostic, Note
from milepost.project import Project
from milepost.scope import trace_rules as rules
from milepost.scope.links import inverted, requirement_deliverables, task_deliverables
from milepost.states import status

_TO_BUILD = frozenset({"approved", "implemented"})
_ORPHANS_SHOWN = 8


def untraced(project: Project) -> Iterator[Diagnostic]:
    """Requirements and deliverables without work, deliverables nobody asked for, work for nothing.

    A project that keeps no requirements, or links no task to a deliverable, has chosen not to trace them.
    """
    requirements, deliverables = project.all("requirement"), project.all("deliverable")
    if not requirements and not deliverables:
        return
    by_task = task_deliverables(project)
    worked_on = set(by_task.values())
    fulfils = requirement_deliverables(project)
    if project.all("task"):
        for one in requirements:
            state, made_by = status(one), fulfils.get(one.id, ())
            if state in _TO_BUILD and not one.has("tasks") and not any(name in worked_on for name in made_by):
                message = f"{one.id} is {state}, and no task works on it"
                yield rules.REQUIREMENT_WITHOUT_TASK.at(one.span("status"), message, record=one.id)
    asked_for = inverted(fulfils)
    for one in deliverables:
        state = status(one)
        if state == "cancelled":
            continue
        if requirements and one.id not in asked_for and not one.has("objective"):
            message = f"no requirement and no objective asks for {one.id}"
            yield rules.DELIVERABLE_WITHOUT_REQUIREMENT.at(one.span("id"), message, record=one.id)
        if worked_on and one.id not in worked_on and state != "accepted":
            message = f"no task works on {one.id}"
            yield rules.DELIVERABLE_WITHOUT_TASK.at(one.span("id"), message, record=one.id)
    if worked_on:
        yield from _orphans(project, by_task)


def _orphans(project: Project, by_task: dict[str, str]) -> Iterator[Diagnostic]:
    """One finding for all leaf tasks that lead to nothing that is handed over or asked for."""
    asked = {name for one in project.all("requirement") for name in one.texts("tasks")}
    orphans = []
    for task in project.all("task"):
        if task.children or task.flag("milestone") or task.id in by_task or task.id in asked:
            continue
        above = task.parent
        while above is not None and above.id not in asked:
            above = above.parent
        if above is None and task.text("type") != "level-of-effort":
            orphans.append(task)
    if not orphans:
        return
    first, others = orphans[0], orphans[1:]
    more = f" and {len(others)} other tasks work" if len(others) > 1 else " and another task work"
    message = f"{first.id}{more if others else ' works'} on no deliverable and no requirement"
    notes = [Note(task.span("id"), f"{task.id} {task.title}") for task in others[:_ORPHANS_SHOWN]]
    yield rules.TASK_WITHOUT_DELIVERABLE.at(first.span("id"), message, notes=tuple(notes), record=first.id)


CHECKS = (untraced,)
