"""Changes that nobody moves on, and people who were not told of a decision."""

from collections.abc import Iterator

from milepost.control import change_control_rules as rules
from milepost.diagnostics import Diagnostic
from milepost.parties import identity
from milepost.project import Project
from milepost.states import status

WAITING_DAYS = 14
"""Days after which a change request should have been decided."""
TELLING_DAYS = 7
"""Days within which those are told whom a decision concerns."""
_WAITING = frozenset({"submitted", "assessing", "waiting-for-approval"})


def waiting(project: Project) -> Iterator[Diagnostic]:
    """Change requests that wait for a decision for too long, or past the day they wanted one."""
    today = project.settings.status_date
    for change in project.all("change"):
        if status(change) not in _WAITING:
            continue
        submitted, target = change.date("submitted"), change.date("target_date")
        if target is not None and target < today:
            message = f"{change.id} was to be decided by {target}"
            yield rules.CHANGE_WAITING.at(change.span("target_date"), message, record=change.id)
        elif target is None and submitted is not None and (today - submitted).days > WAITING_DAYS:
            days = (today - submitted).days
            message = f"{change.id} has waited for a decision for {days} days"
            yield rules.CHANGE_WAITING.at(change.span("submitted"), message, record=change.id)


def not_told(project: Project) -> Iterator[Diagnostic]:
    """Decisions that somebody should have been told of and was not."""
    for decision in project.all("decision"):
        decided = decision.date("date")
        if status(decision) != "decided" or decided is None:
            continue
        if (project.settings.status_date - decided).days <= TELLING_DAYS:
            continue
        told = {identity(one.text("to"), project) for one in decision.parts("communicated_to")}
        for index, party in enumerate(decision.texts("communicate_to")):
            if identity(party, project) not in told:
                message = f"{party} has not been told of {decision.id}, decided on {decided}"
                span = decision.item_span("communicate_to", index)
                yield rules.DECISION_NOT_COMMUNICATED.at(span, message, record=decision.id)


CHECKS = (waiting, not_told)
