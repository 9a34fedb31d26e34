"""What is due on a day: every date in the registers by which somebody has to do something."""

from collections.abc import Iterator
from datetime import date

from milepost.frozen import frozen
from milepost.parties import has_left
from milepost.people.due_dates import (
    last_status_report,
    next_communication,
    next_contact,
    next_status_report,
)
from milepost.project import Project, Record
from milepost.states import is_open, status


@frozen
class Due:
    """Something to be done by a day.

    Attributes:
        id: Id of the record that says so; empty for the status report, which none says.
        kind: Kind of that record.
        what: What is due, in a word or two: action, risk review, quality review.
        title: What it is about.
        who: Ids of those who have to do it; empty when nobody is named.
        day: The day.
    """

    id: str
    kind: str
    what: str
    title: str
    who: tuple[str, ...]
    day: date


@frozen
class _Watched:
    """A field that says a day, and the fields that say who; the first of them that is written counts."""

    kind: str
    field: str
    what: str
    who: tuple[str, ...] = ("owner",)


_WATCHED = (
    _Watched("action", "due", "action"),
    _Watched("issue", "target_date", "issue"),
    _Watched("risk", "next_review", "risk review"),
    _Watched("assumption", "validate_by", "assumption"),
    _Watched("review", "planned", "quality review", ("reviewers", "owner")),
    _Watched("feedback", "due", "answer"),
    _Watched("defect", "due", "defect"),
    _Watched("nonconformity", "due", "nonconformity"),
    _Watched("deliverable", "due", "deliverable"),
    _Watched("dependency", "need_by", "dependency"),
    _Watched("benefit", "next_review", "benefit review"),
)


def everything_due(project: Project) -> tuple[Due, ...]:
    """Every day by which something is due and not done, the earliest first, then by kind."""
    found = (
        *_watched(project),
        *_responses(project),
        *_conditions(project),
        *_communications(project),
        *_contacts(project),
        *_status_report(project),
    )
    return tuple(sorted(found, key=lambda one: one.day))


def _watched(project: Project) -> Iterator[Due]:
    for watched in _WATCHED:
        for record in project.all(watched.kind):
            day = record.date(watched.field)
            handed_in = record.has("delivered") or status(record) == "submitted"  # others have to answer
            if day is not None and is_open(record) and not handed_in:
                who = next((names for key in watched.who if (names := record.texts(key))), ())
                yield _due(record, watched.what, who, day)


def _responses(project: Project) -> Iterator[Due]:
    """Actions of a risk response that are no tasks of the plan, where their days stand."""
    for risk in project.all("risk"):
        for action in risk.parts("response") if is_open(risk) else ():
            day = action.date("due")
            if day is not None and not action.has("done") and not action.has("task"):
                who = action.texts("owner") or risk.texts("actionee") or risk.texts("owner")
                yield _due(risk, "risk response", who, day, action.text("action"))


def _conditions(project: Project) -> Iterator[Due]:
    for gate in project.all("gate"):
        for condition in gate.parts("conditions"):
            day = condition.date("due")
            if day is not None and not condition.has("done"):
                yield _due(gate, "gate condition", condition.texts("owner"), day, condition.text("what"))


def _communications(project: Project) -> Iterator[Due]:
    for item in project.all("communication"):
        day = next_communication(item)
        if day is not None and status(item) in ("", "active"):
            yield _due(item, "communication", item.texts("responsible") or item.texts("owner"), day)


def _contacts(project: Project) -> Iterator[Due]:
    for stakeholder in project.all("stakeholder"):
        day = next_contact(stakeholder, project)
        if day is not None and not has_left(stakeholder.id, project):
            yield _due(stakeholder, "contact", stakeholder.texts("owner"), day)


def _status_report(project: Project) -> Iterator[Due]:
    day, last = next_status_report(project), last_status_report(project)
    if day is not None:
        who = project.settings.texts("manager")
        title = f"the last one is of {last}" if last is not None else "there is none yet"
        yield Due("", "report", "status report", title, who, day)


def _due(record: Record, what: str, who: tuple[str, ...], day: date, title: str = "") -> Due:
    return Due(record.id, record.kind, what, title or record.title, who, day)
