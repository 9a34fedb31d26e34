"""What is wrong with engagement: gaps nobody works on, silence, expectations left open."""

from collections.abc import Iterator

from milepost.diagnostics import Diagnostic
from milepost.parties import has_left
from milepost.people import stakeholder_rules as rules
from milepost.people.due_dates import next_contact
from milepost.people.engagement import (
    actions_about,
    actions_for,
    answers_to,
    audiences,
    engagement_of,
    gap_of,
    is_key,
    items_for,
)
from milepost.project import Project
from milepost.source.data import Seq


def engagement(project: Project) -> Iterator[Diagnostic]:
    """Stakeholders who stand lower than the project needs, with nothing planned to win them."""
    about = actions_about(project)
    for stakeholder in project.all("stakeholder"):
        gap = gap_of(stakeholder)
        if gap is None or gap <= 0 or has_left(stakeholder.id, project):
            continue
        if not actions_for(stakeholder, project, about):
            current, desired = engagement_of(stakeholder)
            message = f"{stakeholder.title} is {current}, is needed {desired}, and no open action is about it"
            yield rules.GAP_WITHOUT_ACTION.at(stakeholder.span("engagement"), message, record=stakeholder.id)


def contact(project: Project) -> Iterator[Diagnostic]:
    """Key stakeholders who were not spoken to for longer than planned, or hear nothing regularly."""
    today, named = project.settings.status_date, audiences(project)
    for stakeholder in project.all("stakeholder"):
        if not is_key(stakeholder, project):
            continue
        due = next_contact(stakeholder, project)
        if due is not None and due < today:
            key = "last_contact" if stakeholder.has("last_contact") else "contact_every"
            message = f"{stakeholder.title} was to be spoken to by {due}"
            yield rules.CONTACT_OVERDUE.at(stakeholder.span(key), message, record=stakeholder.id)
        if not items_for(stakeholder, project, named):
            power = stakeholder.integer("power")
            message = f"{stakeholder.title} has a power of {power} and is in no active communication"
            yield rules.KEY_STAKEHOLDER_NOT_TOLD.at(stakeholder.span("id"), message, record=stakeholder.id)


def expectations(project: Project) -> Iterator[Diagnostic]:
    """Expectations that nothing in the project answers."""
    for stakeholder in project.all("stakeholder"):
        written = stakeholder.raw("expectations")
        if not isinstance(written, Seq) or has_left(stakeholder.id, project):
            continue
        for expectation in stakeholder.parts("expectations"):
            if not answers_to(expectation):
                message = f"nothing answers what {stakeholder.title} expects: {expectation.text('text')}"
                span = expectation.span("text")
                yield rules.EXPECTATION_UNTRACED.at(span, message, record=stakeholder.id)


def restricted(project: Project) -> Iterator[Diagnostic]:
    """Restricted records in a project that everybody may read."""
    if project.settings.text("confidentiality") != "public":
        return
    for kind in project.records:
        for record in project.written(kind):
            if record.text("confidentiality") == "restricted":
                message = f"{record.id or record.title} is restricted, and the project is public"
                span = record.span("confidentiality")
                yield rules.RESTRICTED_IN_PUBLIC.at(span, message, record=record.id or None)


CHECKS = (engagement, contact, expectations, restricted)
