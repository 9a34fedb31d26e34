"""Scope that came, went or was reworded since the baseline without an approved change."""

from collections.abc import Iterator
from datetime import date

from milepost.diagnostics import Diagnostic, Note
from milepost.project import Project, Record
from milepost.scope import frozen_rules as rules
from milepost.scope.frozen import (
    APPROVED,
    approvals,
    current_ids,
    frozen_ids,
    frozen_words,
    reworded,
    touched,
)
from milepost.states import status


def scope_without_change(project: Project) -> Iterator[Diagnostic]:
    """Compare the scope with the baseline in force."""
    name = project.settings.section("baseline").text("name")
    baseline = project.get(name, "baseline") if name else None
    if baseline is None or not baseline.has("scope"):
        return
    frozen = frozen_ids(baseline)
    now = current_ids(project, frozen)
    approved = approvals(project)
    for kind, ids in frozen.items():
        known, present = set(ids), set(now[kind])
        for id_ in now[kind]:
            if id_ not in known and id_ not in approved:
                yield _added(project, baseline, id_)
        for id_ in ids:
            if id_ not in present and id_ not in approved and not _told(project, id_):
                yield _dropped(project, baseline, id_)
    for record in reworded(project, frozen_words(baseline)):
        if not any(_later(change, baseline) for change in approved.get(record.id, ())):
            message = (
                f"the words of {record.id} are not those of baseline {name}, and no approved change says so"
            )
            place = next((key for key in ("statement", "title") if record.has(key)), None)
            yield rules.REWORDED_WITHOUT_CHANGE.at(record.span(place), message, record=record.id)


def _added(project: Project, baseline: Record, id_: str) -> Diagnostic:
    record = project.by_id[id_]
    message = f"{id_} is not in baseline {baseline.id}, and no approved change brought it in"
    asked = [
        change
        for change in project.all("change")
        if status(change) not in APPROVED and (change.id == record.text("change") or id_ in touched(change))
    ]
    notes = tuple(Note(change.span("status"), f"{change.id} is {_said(change)}") for change in asked[:1])
    return rules.ADDED_WITHOUT_CHANGE.at(record.span("id"), message, notes=notes, record=id_)


def _dropped(project: Project, baseline: Record, id_: str) -> Diagnostic:
    record = project.get(id_)
    if record is None:
        message = f"{id_} is in baseline {baseline.id} and is not there any more"
        span = project.settings.section("baseline").span("name")
    else:
        message = (
            f"{id_} is in baseline {baseline.id}, is {_said(record)} now, and no approved change says so"
        )
        span = record.span("status")
    return rules.DROPPED_WITHOUT_CHANGE.at(span, message, record=id_ if record is not None else None)


def _told(project: Project, id_: str) -> bool:
    """Whether a rule of its own speaks of it: a scope item that nothing says who removed."""
    record = project.get(id_, "scope_item")
    return record is not None and status(record) == "removed" and not record.has("removed_by")


def _said(record: Record) -> str:
    return status(record).replace("-", " ")


def _later(change: Record, baseline: Record) -> bool:
    """Whether a change was decided after the baseline was taken, and is not the one it was taken for."""
    decided, taken = change.date("decided"), baseline.date("created")
    return change.id != baseline.text("change") and (decided or date.max) >= (taken or date.min)


CHECKS = (scope_without_change,)
