"""What the registers say about the project's course: milestones, business case, pulse, artefacts, the end."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from milepost.control import course_rules as rules
from milepost.control.artefacts import missing
from milepost.diagnostics import Diagnostic, Note
from milepost.project import Project, Record
from milepost.rhythm import Rhythm
from milepost.states import status

WAITING_DAYS = 14
"""So many calendar days a decision may wait while tasks wait for it."""
_PULSE = Rhythm(3, "mo")
_PASSED = frozenset({"go", "conditional"})
_END = (("contracts_closed", "contracts"), ("resources_released", "people"), ("archive_tag", "records"))


def milestones(project: Project) -> Iterator[Diagnostic]:
    """Milestones that serve no objective, in projects that have objectives and name milestones with them."""
    named = {id_ for one in project.all("objective") for id_ in one.texts("milestones")}
    if not project.all("objective"):
        return
    for task in project.all("task"):
        milestone = task.flag("milestone") is True or task.text("type") == "milestone"
        if milestone and task.id not in named and not task.has("objectives"):
            message = f"{task.id} {task.title} serves no objective"
            yield rules.MILESTONE_WITHOUT_OBJECTIVE.at(task.span("id"), message, record=task.id)


def case_not_reviewed(project: Project) -> Iterator[Diagnostic]:
    """A business case that is older than the last gate by more than a review, or overdue."""
    case = next(iter(project.written("business_case")), None)
    if case is None:
        return
    today, reviewed, due = project.settings.status_date, case.date("last_reviewed"), case.date("next_review")
    reviewed = reviewed or case.date("approved")
    gate, decided = _last_gate(project)
    span = case.span("last_reviewed")
    old = decided is not None and (reviewed is None or (decided - reviewed).days > WAITING_DAYS)
    if gate is not None and old and case.text("reviewed_at_gate") != gate.id:
        last = "never reviewed" if reviewed is None else f"last reviewed on {reviewed}"
        message = f"the business case was {last}, and {gate.id} was passed on {decided}"
        note = Note(gate.span("decided"), "the gate")
        yield rules.CASE_NOT_REVIEWED.at(span, message, notes=(note,), record=case.id or None)
    elif due is not None and due < today:
        message = f"the review of the business case was due on {due}"
        yield rules.CASE_NOT_REVIEWED.at(case.span("next_review"), message, record=case.id or None)


def _last_gate(project: Project) -> tuple[Record | None, date | None]:
    passed = [
        (day, gate)
        for gate in project.all("gate")
        if gate.text("decision") in _PASSED and (day := gate.date("decided")) is not None
    ]
    if not passed:
        return None, None
    day, gate = max(passed, key=lambda pair: pair[0])
    return gate, day


def blocked_without_decision(project: Project) -> Iterator[Diagnostic]:
    """Pending decisions that tasks have waited for too long, and that were not handed up."""
    today = project.settings.status_date
    for decision in project.all("decision"):
        since = decision.date("created")
        if status(decision) != "pending" or not decision.has("blocks") or since is None:
            continue
        days = (today - since).days
        if days > WAITING_DAYS and not decision.has("escalation"):
            tasks = ", ".join(decision.texts("blocks"))
            message = f"{decision.id} has been pending for {days} days, and {tasks} cannot go on"
            yield rules.BLOCKED_WITHOUT_DECISION.at(decision.span("created"), message, record=decision.id)


def pulse(project: Project) -> Iterator[Diagnostic]:
    """A pulse that is not taken any more, or that fell and was not answered; each team by itself."""
    today = project.settings.status_date
    teams: dict[str, list[tuple[date, Record]]] = {}
    for one in project.all("pulse"):
        day = one.date("date")
        if day is not None and day <= today:
            teams.setdefault(one.text("team"), []).append((day, one))
    latest = max((pair for found in teams.values() for pair in found), key=lambda pair: pair[0], default=None)
    if latest is not None and _PULSE.after(latest[0]) < today and project.settings.text("state") != "closed":
        message = f"the last pulse was taken on {latest[0]}"
        yield rules.PULSE_MISSING.at(latest[1].span("date"), message, record=latest[1].id)
    for found in teams.values():
        ordered = [one for _, one in sorted(found, key=lambda pair: pair[0])]
        for before, after in list(pairwise(ordered))[-1:]:
            was, now = before.decimal("score"), after.decimal("score")
            links = after.part("links")
            answered = links is not None and any(links.texts(key) for key in links.data)
            if was is not None and now is not None and now <= was * 9 / 10 and not answered:
                message = f"the pulse fell from {was} to {now}, and nothing answers it"
                note = Note(before.span("score"), "the one before")
                yield rules.PULSE_DECLINED.at(after.span("score"), message, notes=(note,), record=after.id)


def missing_artefacts(project: Project) -> Iterator[Diagnostic]:
    """Artefacts that a project of this size needs and that a finished phase left out."""
    for phase, need in missing(project):
        size = project.settings.text("size")
        message = f"{phase.id} is finished without: {need.name} (needed for a {size} project)"
        yield rules.MISSING_ARTEFACT.at(phase.span("actual_finish"), message, record=phase.id)


def phases_without_lessons(project: Project) -> Iterator[Diagnostic]:
    """Finished phases that no lesson names."""
    learned = {lesson.text("phase") for lesson in project.all("lesson")}
    for phase in project.all("phase"):
        if phase.has("actual_finish") and phase.id not in learned:
            message = f"{phase.id} {phase.title} is finished, and no lesson was written down"
            yield rules.PHASE_WITHOUT_LESSONS.at(phase.span("actual_finish"), message, record=phase.id)


def closing(project: Project) -> Iterator[Diagnostic]:
    """A closed project whose contracts, people or records are not."""
    end = project.settings.part("closure")
    if project.settings.text("state") != "closed" or end is None:
        return
    lacking = [what for key, what in _END if end.raw(key) in (None, False, "")]
    if lacking:
        message = f"the project is closed, and nothing says that its {', '.join(lacking)} are"
        yield rules.CLOSING_INCOMPLETE.at(project.settings.key_span("closure"), message)


CHECKS = (
    milestones,
    case_not_reviewed,
    blocked_without_decision,
    pulse,
    missing_artefacts,
    phases_without_lessons,
    closing,
)
