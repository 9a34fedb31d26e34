"""How the effort of the plan falls on requirements, and by priority (MoSCoW)."""

from milepost.project import Project
from milepost.schedule.model import Schedule, ScheduledTask
from milepost.scope.links import in_scope, leaves_below

PRIORITIES = ("must", "should", "could", "wont")


def effort_of(task: ScheduledTask) -> int:
    """The work of a task in minutes: that of everybody on it; without anybody its duration."""
    return sum(one.minutes for one in task.assignments) or task.duration


def effort_by_requirement(project: Project, schedule: Schedule) -> dict[str, float]:
    """Minutes of work by requirement in scope; of a task that several name, each has an equal part."""
    tasks = {one.id: leaves_below(project, one.texts("tasks")) for one in in_scope(project, "requirement")}
    named: dict[str, int] = {}
    for names in tasks.values():
        for name in names:
            named[name] = named.get(name, 0) + 1
    return {
        id_: sum(effort_of(schedule.tasks[name]) / named[name] for name in names if name in schedule.tasks)
        for id_, names in tasks.items()
    }


def effort_by_priority(project: Project, schedule: Schedule) -> dict[str, float]:
    """Minutes of work on requirements by their priority; without those that have no priority or no work."""
    found: dict[str, float] = {}
    for id_, minutes in effort_by_requirement(project, schedule).items():
        priority = project.by_id[id_].text("priority")
        if priority and minutes:
            found[priority] = found.get(priority, 0.0) + minutes
    return found
