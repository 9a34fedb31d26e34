"""Which work serves an objective, through deliverables, requirements and benefits, and how much does not.

A task serves an objective that it names, or that its deliverable, one of its requirements, or a summary
above it serves. A milestone serves the objectives that name it. Management of the project itself rarely
serves one, which is why a share of unaligned work is normal.
"""

from collections.abc import Mapping
from decimal import Decimal

from milepost.budget.model import Budget
from milepost.project import Project, Record


def objectives_of_tasks(project: Project) -> dict[str, frozenset[str]]:
    """Task to the ids of the objectives it serves, for every task; children follow their parents."""
    of_requirement, of_deliverable = _scope(project)
    named: dict[str, set[str]] = {}
    for objective in project.all("objective"):
        for id_ in objective.texts("milestones"):
            named.setdefault(id_, set()).add(objective.id)
    for requirement in project.all("requirement"):
        for id_ in requirement.texts("tasks"):
            named.setdefault(id_, set()).update(of_requirement.get(requirement.id, ()))
    found: dict[str, frozenset[str]] = {}
    for task in project.all("task"):
        serves = {*task.texts("objectives"), *named.get(task.id, ())}
        serves.update(of_deliverable.get(task.text("deliverable"), ()))
        for requirement_id in task.texts("requirements"):
            serves.update(of_requirement.get(requirement_id, ()))
        if task.parent is not None:
            serves.update(found.get(task.parent.id, ()))
        found[task.id] = frozenset(serves)
    return found


def objectives_of_deliverables(project: Project) -> Mapping[str, set[str]]:
    """Deliverable to the ids of the objectives it serves."""
    return _scope(project)[1]


def _scope(project: Project) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """Requirement, and deliverable, to the ids of the objectives they serve."""
    requirements: dict[str, set[str]] = {}
    deliverables: dict[str, set[str]] = {}
    for record in project.all("requirement"):
        requirements[record.id] = set(record.texts("objective"))
        for deliverable in record.texts("deliverables"):
            deliverables.setdefault(deliverable, set()).update(record.texts("objective"))
    for record in project.all("deliverable"):
        own = deliverables.setdefault(record.id, set())
        own.update(record.texts("objective"))
        for requirement in record.texts("requirements"):
            own.update(requirements.get(requirement, ()))
    for record in project.all("benefit"):
        for deliverable in record.texts("deliverables"):
            deliverables.setdefault(deliverable, set()).update(record.texts("objective"))
    return requirements, deliverables


def unaligned(project: Project, budget: Budget | None) -> tuple[Decimal, tuple[str, ...]]:
    """The share of the work that serves no objective, and the tasks it is made of.

    The share is one of the planned cost, or of the number of tasks while no task carries money.

    Args:
        project: The project.
        budget: The computed budget, or None.
    """
    served = objectives_of_tasks(project)
    leaves = [task for task in project.all("task") if not task.children and not _is_milestone(task)]
    loose = tuple(task.id for task in leaves if not served[task.id])
    costs = (
        {}
        if budget is None
        else {id_: max(one.planned_cost, Decimal(0)) for id_, one in budget.tasks.items()}
    )
    total = sum((costs.get(task.id, Decimal(0)) for task in leaves), Decimal(0))
    if total:
        return sum((costs.get(id_, Decimal(0)) for id_ in loose), Decimal(0)) / total, loose
    return (Decimal(len(loose)) / len(leaves) if leaves else Decimal(0)), loose


def _is_milestone(task: Record) -> bool:
    return task.flag("milestone") is True or task.text("type") == "milestone"
