"""What hangs on what, from objectives to tasks: the links that the traceability of a project is made of.

Links may be written at either end: a requirement names its deliverables, or a deliverable its requirements.
"""

from collections.abc import Iterable

from milepost.project import Project, Record
from milepost.source.data import Map, Seq
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
    """The records of a kind that belong to the scope; one without an id has its own finding."""
    out = OUT_OF_SCOPE[kind]
    return [record for record in project.all(kind) if record.id and status(record) not in out]


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
    for name in names:
        task = project.get(name, "task")
        if task is not None:
            found.update(dict.fromkeys(_leaves(task.data, task.entry.key)))
    return list(found)


def inverted(links: Links) -> Links:
    """The same links from the other end."""
    found: Links = {}
    for name, others in links.items():
        for other in others:
            _add(found, other, name)
    return found


def _leaves(task: Map, key: str) -> Iterable[str]:
    """Ids of the leaf tasks of a mapping of tasks; of itself when it has none below it."""
    stack = [task]
    while stack:
        one = stack.pop()
        below = one.get(key)
        inner = [item for item in below if isinstance(item, Map)] if isinstance(below, Seq) else []
        stack.extend(reversed(inner))
        id_ = one.get("id")
        if not inner and isinstance(id_, str):
            yield id_


def _add(links: Links, name: str, other: str) -> None:
    found = links.setdefault(name, [])
    if other not in found:
        found.append(other)
