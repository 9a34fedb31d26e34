"""From the objective down to a task: what it serves, as a line of links above its record."""

from collections.abc import Iterator

from milepost.portal.compose.pages import link_to
from milepost.portal.formats import link_html
from milepost.portal.views import Html
from milepost.project import Project, Record


def trail(project: Project, task: Record) -> Html | None:
    """Objective, deliverable and the tasks above a task; None when nothing is above it.

    The nearest deliverable and objective count: the task's own, else those of the tasks above it.
    """
    above = [task, *_parents(task)]
    deliverable = _first(project, "deliverable", (one.text("deliverable") for one in above))
    named = [id_ for one in above for id_ in one.texts("objectives")[:1]]
    if deliverable is not None:
        named.append(deliverable.text("objective"))
    objective = _first(project, "objective", iter(named))
    parts = [one for one in (objective, deliverable, *reversed(above[1:])) if one is not None]
    if not parts:
        return None
    return Html(" &rsaquo; ".join(link_html(link_to(one)) for one in parts))


def _parents(record: Record) -> Iterator[Record]:
    above = record.parent
    while above is not None:
        yield above
        above = above.parent


def _first(project: Project, kind: str, ids: Iterator[str]) -> Record | None:
    return next((found for id_ in ids if id_ and (found := project.get(id_, kind)) is not None), None)
