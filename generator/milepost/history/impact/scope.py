"""Scope that comes in and goes out, and whether a change request was approved for it."""

from collections.abc import Collection, Iterator

from milepost.history.impact.drivers import Drivers
from milepost.history.impact.model import GAINED, LOST, SCOPE, Line
from milepost.history.snapshot import APPROVED, in_scope
from milepost.project import Project
from milepost.scope.links import OUT_OF_SCOPE

_KINDS = (*OUT_OF_SCOPE, "task")


def scope_lines(before: Project, after: Project, drivers: Drivers) -> Iterator[Line]:
    """Deliverables, requirements, entries of the scope statement and tasks that were added or removed.

    Before a first baseline nothing is agreed, so nothing needs a change request.
    """
    agreed = all(one.settings.section("baseline").text("name") for one in (before, after))
    allowed = {**_allowed(before), **_allowed(after)}
    for kind in _KINDS:
        old, new = _ids(before, kind), _ids(after, kind)
        if kind == "task" and bool(old) != bool(new):
            yield _whole_plan(old, new, drivers)
            continue
        for action, there, gone, project in ((GAINED, new, old, after), (LOST, old, new, before)):
            for id_ in there:
                if id_ in gone:
                    continue
                record = project.get(id_)
                title = id_ if record is None else record.title
                change = allowed.get(id_)
                verb = "comes in" if action == GAINED else "goes out"
                cover = _cover(change, agreed=agreed)
                text = f"{kind.replace('_', ' ').capitalize()} {title} {verb} {cover}"
                worse = True if agreed and not change else None
                yield Line(
                    SCOPE, id_, action, text, change, change, worse=worse, why=drivers.of_records({id_})
                )


def _cover(change: str | None, *, agreed: bool) -> str:
    if change:
        return f"with the approved change {change}"
    return "without an approved change" if agreed else "before there is a baseline"


def _whole_plan(old: Collection[str], new: Collection[str], drivers: Drivers) -> Line:
    """The first plan, which needs no change request, or the end of the only one."""
    why = drivers.of_records({*old, *new})
    if new:
        text = f"The first plan comes in, with {len(new)} tasks"
        return Line(SCOPE, "plan", GAINED, text, why=why)
    return Line(SCOPE, "plan", LOST, f"The whole plan goes out, with {len(old)} tasks", worse=True, why=why)


def _ids(project: Project, kind: str) -> dict[str, None]:
    if kind == "task":
        return dict.fromkeys(record.id for record in project.all("task") if record.id)
    return dict.fromkeys(in_scope(project, kind))


def _allowed(project: Project) -> dict[str, str]:
    """Ids that an approved change brings in, takes out or touches, and the change."""
    found: dict[str, str] = {}
    changes = [one for one in project.all("change") if one.text("status") in APPROVED]
    ids = {change.id for change in changes}
    for kind in OUT_OF_SCOPE:
        for record in project.all(kind):
            if record.text("change") in ids:
                found[record.id] = record.text("change")
    for change in changes:
        links = change.part("links")
        for key in links.data if links is not None else ():
            for id_ in () if links is None else links.texts(key):
                found.setdefault(id_, change.id)
    return found
