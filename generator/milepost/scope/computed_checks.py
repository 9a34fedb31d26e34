"""What is wrong with requirements once the plan has dates: musts that come too late, and too many of them."""

from collections.abc import Iterator

from milepost.diagnostics import Diagnostic
from milepost.project import Project
from milepost.schedule.instants import date_of, day_of
from milepost.schedule.model import Schedule
from milepost.scope import trace_rules as rules
from milepost.scope.effort import PRIORITIES, effort_by_priority
from milepost.scope.links import in_scope, leaves_below

MUST_SHARE = 0.6
"""Share of the effort above which musts are too many (DSDM's guideline for MoSCoW)."""


def check_scope(project: Project, schedule: Schedule) -> Iterator[Diagnostic]:
    """The findings of requirements against the plan."""
    musts = [one for one in in_scope(project, "requirement") if one.text("priority") == "must"]
    if not musts:
        return
    key = "required_finish" if project.settings.has("required_finish") else "target_finish"
    deadline = project.settings.finish(key)
    for one in musts if deadline is not None else ():
        tasks = [
            schedule.tasks[name]
            for name in leaves_below(project, one.texts("tasks"))
            if name in schedule.tasks
        ]
        last = max(tasks, key=lambda task: task.finish, default=None)
        if last is not None and not last.done and deadline is not None and last.finish > deadline:
            day = date_of(day_of(last.finish - 1))
            limit = f"{key.replace('_', ' ')} {project.settings.text(key)}"
            message = f"{one.id} is a must, and {last.id} is done on {day}, after the {limit}"
            yield rules.MUST_AFTER_DEADLINE.at(one.span("priority"), message, record=one.id)
    effort = effort_by_priority(project, schedule)
    total = sum(effort.values())
    if len(effort) > 1 or len(musts) > 1:
        share = effort.get("must", 0) / total if total else 0
        if share > MUST_SHARE:
            others = ", ".join(
                f"{name} {effort[name] / total:.0%}" for name in PRIORITIES[1:] if name in effort
            )
            message = (
                f"{share:.0%} of the effort on requirements is for musts{f' ({others})' if others else ''}"
            )
            yield rules.TOO_MUCH_MUST.at(musts[0].span("priority"), message)
