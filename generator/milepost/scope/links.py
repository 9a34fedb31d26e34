"""What hangs on what, from objectives to tasks: the links that the traceability of a project is made of.

Links may be written at either end: a requirement names its deliverables, or a deliverable its requirements.
"""

from collections.abc import Iterable

from milepost.project import Project, Record
from milepost.states import status

Links = dict[str, list[str]]
"""Id to the ids it is linked to, in the order of the files."""

OUT_OF_SCOPE = {
    "deliverable": frozenset({"cancelled"}),
    "requirement": frozenset({"proposed", "rejected"}),
    "scope_item": frozenset({"proposed", "removed"}),
}
"""Per kind the statuses of records that do not belong to the scope."""


def in_scope(project: Project, kind: str) -> list[Record]:
    """The records of a kind that belong to the scope."""
    out = OUT_OF_SCOPE[kind]
    return [record for record in project.all(kind) if status(record) not in out]


def requirement_deliverables(project: Project) -> Links:
    """Requirement to the deliverables that fulfil it, from both ends."""
    found: Links = {one.id: list(one.texts("deliverables")) for one in project.all("requirement")}
    for deliverable in project.all("deliverable"):
        for name in deliverable.texts("requirements"):
            _add(found, name, deliverable.id)
    return found


def task_deliverables(project: Project) -> dict[str, str]:
    """Leaf task to the deliverable it works on: its own, or that of the nearest summary above it."""
    inherited: dict[str, str] = {}
    found: dict[str, str] = {}
    for task in project.all("task"):
        own = task.text("deliverable")
        if not own and task.parent is not None:
            own = inherited.get(task.parent.id, "")
        if task.children:
            inherited[task.id] = own
        elif own:
            found[task.id] = own
    return found


def leaves_below(project: Project, names: Iterable[str]) -> list[str]:
    """The leaf tasks among tasks and below them, in the order of the names, each once."""
    found: dict[str, None] = {}
    wanted = [task for name in names if (task := project.get(name, "task")) is not None]
    if not any(task.children for task in wanted):
        return list(dict.fromkeys(task.id for task in wanted))
    summaries = {task.id for task in wanted if task.children}
    for task in wanted:
        if not task.children:
            found[task.id] = None
    for task in project.all("task"):
        if not task.children and any(above in summaries for above in _above(task)):
            found[task.id] = None
    return list(found)


def inverted(links: Links) -> Links:
    """The same links from the other end."""
    found: Links = {}
    for name, others in links.items():
        for other in others:
            _add(found, other, name)
    return found


def _above(task: Record) -> Iterable[str]:
    above = task.parent
    while above is not None:
        yield above.id
        above = above.parent


def _add(links: Links, name: str, other: str) -> None:
    found = links.setdefault(name, [])
    if other not in found:
        found.append(other)
