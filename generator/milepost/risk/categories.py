"""Which tasks a spread or a driver of the simulation is about: by phase, account, tag, or by name."""

from milepost.project import Record
from milepost.source.fields import Fields


def fits(entry: Fields, task: Record) -> bool:
    """Whether a spread holds for a task, by what is written at the task or at a summary above it."""
    phase, account, tag = (entry.text(key) for key in ("phase", "account", "tag"))
    return (
        (not phase or inherited(task, "phase") == phase)
        and (not account or inherited(task, "account") == account)
        and (not tag or tag in tags(task))
    )


def moves(entry: Fields, task: Record) -> bool:
    """Whether a driver moves a task; one without tasks, tags and phases moves all."""
    ids, labels, phases = (entry.texts(key) for key in ("tasks", "tags", "phases"))
    if not (ids or labels or phases):
        return True
    above: Record | None = task
    while above is not None:
        if above.id in ids:
            return True
        above = above.parent
    return bool(tags(task).intersection(labels)) or inherited(task, "phase") in phases


def inherited(task: Record, key: str) -> str:
    """A field of a task, or of the nearest summary above that has it."""
    above: Record | None = task
    while above is not None:
        if written := above.text(key):
            return written
        above = above.parent
    return ""


def tags(task: Record) -> frozenset[str]:
    """The tags of a task and of the summaries above it."""
    found: set[str] = set()
    above: Record | None = task
    while above is not None:
        found.update(above.texts("tags"))
        above = above.parent
    return frozenset(found)
