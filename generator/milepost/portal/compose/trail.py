"""From the objective down to a record: what it serves, as a line of links above it."""

from collections.abc import Iterator

from milepost.portal.compose.pages import link_to
from milepost.portal.formats import link_html
from milepost.portal.views.values import Html
from milepost.project import Project, Record

_ABOVE = (
    ("part_of", "deliverable"),
    ("deliverable", "deliverable"),
    ("objective", "objective"),
    ("parent", "objective"),
)
"""Fields that name what a record other than a task serves, and the kind they name, the nearest first."""


def trail(project: Project, record: Record) -> Html | None:
    """What a record serves, as links; None when nothing is above it."""
    parts = above(project, record)
    return Html(" &rsaquo; ".join(link_html(link_to(one)) for one in parts)) if parts else None


def above(project: Project, record: Record) -> tuple[Record, ...]:
    """What a record serves, the objective first.

    Of a task these are objective, deliverable and the tasks above it; the nearest deliverable and objective
    count: the task's own, else those of the tasks above it. Anything else serves what its fields name.
    """
    return _above_task(project, record) if record.kind == "task" else _named(project, record)


def _above_task(project: Project, task: Record) -> tuple[Record, ...]:
    own = [task, *_parents(task)]
    deliverable = _first(project, "deliverable", (one.text("deliverable") for one in own))
    named = [id_ for one in own for id_ in one.texts("objectives")[:1]]
    if deliverable is not None:
        named.append(deliverable.text("objective"))
    objective = _first(project, "objective", iter(named))
    return tuple(one for one in (objective, deliverable, *reversed(own[1:])) if one is not None)


def _named(project: Project, record: Record) -> tuple[Record, ...]:
    found = [record]
    while (next_ := _next(project, found[-1])) is not None and next_ not in found:  # a circle is a finding
        found.append(next_)
    return tuple(reversed(found[1:]))


def _next(project: Project, record: Record) -> Record | None:
    named = ((kind, record.text(field)) for field, kind in _ABOVE)
    return next((one for kind, id_ in named if id_ and (one := project.get(id_, kind)) is not None), None)


def _parents(record: Record) -> Iterator[Record]:
    parent = record.parent
    while parent is not None:
        yield parent
        parent = parent.parent


def _first(project: Project, kind: str, ids: Iterator[str]) -> Record | None:
    return next((found for id_ in ids if id_ and (found := project.get(id_, kind)) is not None), None)
