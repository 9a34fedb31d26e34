"""What is wrong with who is there: people who left, addresses that lack, responsibilities, promises."""

from collections.abc import Iterator

from milepost.diagnostics import Diagnostic, Note
from milepost.parties import can_be_reached, has_left, identity, left_on
from milepost.people import rules
from milepost.people.communication_checks import CHECKS as COMMUNICATION
from milepost.people.skills import assigned
from milepost.people.stakeholder_checks import CHECKS as STAKEHOLDERS
from milepost.people.team_checks import CHECKS as TEAM
from milepost.project import Project, Record
from milepost.source.data import Map
from milepost.source.fields import Fields
from milepost.states import is_open, status

_OWNED = (
    "issue",
    "action",
    "decision",
    "change",
    "deliverable",
    "requirement",
    "objective",
    "benefit",
    "defect",
    "nonconformity",
    "assumption",
    "dependency",
    "feedback",
    "lesson",
)


def assignee_left(project: Project) -> Iterator[Diagnostic]:
    """Assignments of people who are not there when the work is done."""
    leaving = {
        person.id: person for person in project.all("person") if person.has("leaves") or person.has("joins")
    }
    if not leaving:
        return
    for task in project.all("task"):
        for index, who in enumerate(assigned(task)):
            person = leaving.get(who)
            problem = _absence(person, task, project) if person is not None else None
            if person is not None and problem is not None:
                note = Note(person.span("leaves" if person.has("leaves") else "joins"), "written here")
                message = f"{who} {problem}"
                span = task.item_span("assignments", index)
                yield rules.ASSIGNEE_LEFT.at(span, message, notes=(note,), record=task.id)


def _absence(person: Record, task: Record, project: Project) -> str | None:
    """Why somebody cannot do a task; None when nothing stands against it."""
    joins, leaves = person.date("joins"), person.date("leaves")
    progress = task.part("progress") or Fields(Map(), task.document)
    started, finished = _day(progress, "actual_start"), _day(progress, "actual_finish")
    if finished is not None and joins is not None and finished < joins.isoformat():
        return f"joined on {joins}, after {task.id} was done"
    if leaves is None:
        return None
    if started is not None and leaves.isoformat() < started:
        return f"left on {leaves}, before {task.id} began"
    if finished is None and leaves < project.settings.status_date:
        return f"left on {leaves}, and {task.id} is not finished"
    return None


def _day(progress: Fields, key: str) -> str | None:
    return progress.text(key)[:10] if progress.start(key) is not None else None


def own_substitute(project: Project) -> Iterator[Diagnostic]:
    """People and stakeholders who stand in for themselves."""
    for who in (*project.all("person"), *project.all("stakeholder")):
        substitute = who.text("substitute")
        if substitute and identity(substitute, project) == identity(who.id, project):
            message = f"{who.id} stands in for {who.id}"
            yield rules.OWN_SUBSTITUTE.at(who.span("substitute"), message, record=who.id)


def owner_left(project: Project) -> Iterator[Diagnostic]:
    """Open records whose owner is gone; risks have a rule of their own."""
    for kind in _OWNED:
        for record in project.all(kind):
            name = record.text("owner")
            if name and is_open(record) and has_left(name, project):
                message = f"{name} owns {record.id} and left on {left_on(name, project)}"
                yield rules.OWNER_LEFT.at(record.span("owner"), message, record=record.id)


def no_contact(project: Project) -> Iterator[Diagnostic]:
    """Sponsor, manager and acceptors without an address."""
    needed = {project.settings.text(key): f"the {key} of the project" for key in ("sponsor", "manager")}
    for deliverable in project.all("deliverable"):
        needed.setdefault(deliverable.text("acceptor"), f"the acceptor of {deliverable.id}")
    for name, why in needed.items():
        party = project.get(name, "person", "role", "stakeholder")
        if party is not None and not can_be_reached(name, project):
            message = f"{name} is {why}, and no address is known"
            yield rules.NO_CONTACT.at(party.span("id"), message, record=name)


def raci(project: Project) -> Iterator[Diagnostic]:
    """Rows without exactly one accountable and at least one responsible."""
    for row in project.all("raci_row"):
        accountable = row.texts("accountable")
        if len(accountable) != 1:
            told = ", ".join(accountable) or "nobody"
            message = f"accountable for {row.text('activity')!r}: {told}"
            yield rules.NOT_ONE_ACCOUNTABLE.at(row.span("accountable"), message, record=row.id)
        if not row.texts("responsible"):
            message = f"nobody is responsible for {row.text('activity')!r}"
            yield rules.NOBODY_RESPONSIBLE.at(row.span("responsible"), message, record=row.id)


def dependencies(project: Project) -> Iterator[Diagnostic]:
    """Dependencies that are no agreement, come too late, or ended without a date."""
    for dependency in project.all("dependency"):
        name, state = dependency.id, status(dependency)
        giver, receiver = dependency.text("giver"), dependency.text("receiver")
        if giver and identity(giver, project) == identity(receiver, project):
            message = f"{giver} gives to {receiver}"
            yield rules.DEPENDENCY_ON_ITSELF.at(dependency.span("receiver"), message, record=name)
        need, promise = dependency.date("need_by"), dependency.date("promised_by")
        if is_open(dependency) and need is not None and promise is not None and promise > need:
            message = f"promised for {promise}, needed by {need}"
            yield rules.PROMISED_TOO_LATE.at(dependency.span("promised_by"), message, record=name)
        sides = [key for key in ("agreed_by_giver", "agreed_by_receiver") if not dependency.has(key)]
        if state == "agreed" and sides:
            message = f"{name} is agreed, and nothing says who agreed for both sides"
            yield rules.AGREED_BY_ONE_SIDE.at(dependency.span("status"), message, record=name)
        if state in ("delivered", "accepted") and not dependency.has("delivered"):
            message = f"{name} is {state} without a date"
            yield rules.DELIVERED_WITHOUT_DATE.at(dependency.span("status"), message, record=name)


CHECKS = (
    assignee_left,
    own_substitute,
    owner_left,
    no_contact,
    raci,
    dependencies,
    *STAKEHOLDERS,
    *COMMUNICATION,
    *TEAM,
)
