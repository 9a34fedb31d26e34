"""Whether baselines were allowed: each by a person, and each but the first by an approved change."""

from collections.abc import Iterator
from datetime import date

from milepost.budget import rules
from milepost.diagnostics import Diagnostic, Note
from milepost.project import Project, Record
from milepost.states import status

_ALLOWED = frozenset({"approved", "implemented"})


def baselines_allowed(project: Project) -> Iterator[Diagnostic]:
    """Baselines that nobody approved, or that replaced another one without an approved change."""
    records = [record for record in project.all("baseline") if not record.document.broken]
    first = min((record for record in records if not record.has("supersedes")), key=_created, default=None)
    for record in records:
        if not record.has("approved_by"):
            message = f"nothing says who approved {record.id}"
            yield rules.BASELINE_WITHOUT_APPROVER.at(record.span("id"), message, record=record.id)
        if record is not first:
            yield from _change(project, record)


def _change(project: Project, record: Record) -> Iterator[Diagnostic]:
    written = record.text("change")
    rule, place = rules.BASELINE_WITHOUT_APPROVED_CHANGE, record.span("change")
    change = project.get(written, "change")
    if not written:
        message = f"{record.id} replaces a baseline, and no change request is named that allows it"
        yield rule.at(record.span("id"), message, record=record.id)
        return
    if change is None:
        return  # the reference leads nowhere, which has its own finding
    state, decided = status(change), change.date("decided")
    note = Note(change.span("status"), f"{written} is {state}")
    if state not in _ALLOWED:
        message = f"{record.id} rests on {written}, which is {state}"
        yield rule.at(place, message, notes=(note,), record=record.id)
    elif decided is not None and decided > _created(record):
        note = Note(change.span("decided"), f"approved on {decided}")
        message = f"{record.id} was taken on {record.text('created')}, before {written} was approved"
        yield rule.at(place, message, notes=(note,), record=record.id)


def _created(record: Record) -> date:
    return record.date("created") or date.max


CHECKS = (baselines_allowed,)
