"""How risks are answered and looked after: checks that need scores, bands, exposure or dates of the plan."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from milepost.diagnostics import Note
from milepost.risk import response_rules as rules
from milepost.risk.checks import written_scores
from milepost.risk.reviews import review_due, rhythm_of_risk
from milepost.risk.rules import RESIDUAL_ABOVE_CURRENT, REVIEW_OVERDUE
from milepost.schedule.instants import date_of, day_of

if TYPE_CHECKING:
    from milepost.diagnostics import Diagnostic, Span
    from milepost.project import Project, Record
    from milepost.risk.compute import AssessedRisk, RiskRegister
    from milepost.schedule.model import Schedule
    from milepost.source.fields import Fields

USUAL_LIMIT = 8
"""Open risks with one owner that are not too many where project.yaml says nothing."""

REVIEWS = 3
"""Assessments with the same score after which somebody should ask why."""

_PASSIVE = frozenset({"", "accept", "escalate"})
_WATCHING = ("monitor", "watch", "observ", "track", "keep an eye", "keep a watch", "keep monitoring")
"""What an action begins with that only watches."""


def response_findings(
    project: Project, schedule: Schedule | None, register: RiskRegister
) -> Iterator[Diagnostic]:
    """Check how the open risks are answered and looked after.

    Args:
        project: The project.
        schedule: Its schedule; None when the plan gives none.
        register: Its risks, scored.
    """
    today = project.settings.status_date
    for one in register.risks.values():
        if one.open:
            yield from _highest_band(one, project, register)
            yield from _residual(one)
            yield from _late_response(one, schedule)
            yield from _only_watched(one)
            yield from _review(one, today)
            yield from _unchanged(one)
    yield from _owners(project, register)


def _highest_band(one: AssessedRisk, project: Project, register: RiskRegister) -> Iterator[Diagnostic]:
    bands, record = register.scales.bands, one.risk.record
    if one.risk.opportunity or len(bands) < 2 or one.current.band != bands[-1]:
        return
    band, id_ = bands[-1].name, one.risk.id
    lacking = [name for name in ("contingency_plan", "triggers") if not record.has(name)]
    if lacking:
        words = " and no ".join(
            {"contingency_plan": "contingency plan", "triggers": "triggers"}[key] for key in lacking
        )
        message = f"{id_} is {band} ({one.current.score}) and has no {words}"
        yield rules.HIGH_WITHOUT_CONTINGENCY.at(_scored_at(one), message, record=id_)
    if one.risk.strategy != "accept":
        return
    decision = project.get(record.text("decision"), "decision")
    deciders = (
        () if decision is None or decision.text("status") == "pending" else decision.texts("decided_by")
    )
    if not set(deciders) - {one.risk.owner}:
        message = f"{id_} is {band} and accepted, and no decision says so"
        if decision is not None:
            message = f"{id_} is {band} and accepted, and nobody but its owner has decided {decision.id}"
        yield rules.HIGH_ACCEPTED.at(record.span("strategy"), message, record=id_)


def _scored_at(one: AssessedRisk) -> Span:
    record = one.risk.record
    for place in (record.part("current"), record):
        for key in ("likelihood", "probability"):
            if place is not None and place.has(key):
                return place.span(key)
    return record.span()


def _residual(one: AssessedRisk) -> Iterator[Diagnostic]:
    """A threat that the response is said to make worse, by score or else by expected value."""
    record = one.risk.record
    if one.risk.opportunity or not record.has("residual") or _told_by_score(record):
        return
    if one.risk.strategy in _PASSIVE and not record.has("response"):
        return
    today, after = one.current, one.residual
    message = ""
    if today.score is not None and after.score is not None and after.score > today.score:
        message = f"the residual score {after.score} is above the score {today.score} of today"
    elif (
        today.expected_value is not None
        and after.expected_value is not None
        and after.expected_value < today.expected_value
    ):
        message = (
            f"the residual expected value {-after.expected_value:.2f} is above the "
            f"{-today.expected_value:.2f} of today"
        )
    if message:
        yield RESIDUAL_ABOVE_CURRENT.at(record.span("residual"), message, record=one.risk.id)


def _told_by_score(record: Record) -> bool:
    """Whether the scores that are written say so already."""
    scores = written_scores(record)
    return scores is not None and scores[1] > scores[0]


def _late_response(one: AssessedRisk, schedule: Schedule | None) -> Iterator[Diagnostic]:
    """Open actions that are done after the risk's window opens, told once for each risk."""
    begins = one.risk.proximity[0]
    if begins is None or one.risk.strategy in _PASSIVE:
        return
    late = [
        (action, key, day)
        for action in one.risk.record.parts("response")
        for key, day in (_done_by(action, schedule),)
        if day is not None and day > begins
    ]
    if not late:
        return
    action, key, day = late[0]
    what = action.text("task") if key == "task" else repr(action.text("action"))
    others = "" if len(late) == 1 else f" (and {len(late) - 1} more)"
    message = f"{what}{others} is done on {day}, and {one.risk.id} may happen from {begins}"
    notes = tuple(Note(each.span(field), "this one too") for each, field, _ in late[1:])
    yield rules.RESPONSE_AFTER_WINDOW.at(action.span(key), message, record=one.risk.id, notes=notes)


def _done_by(action: Fields, schedule: Schedule | None) -> tuple[str, date | None]:
    """The field that says when an open action of a response is done, and the day."""
    task = None if schedule is None else schedule.tasks.get(action.text("task"))
    if task is not None:
        return "task", None if task.done else date_of(day_of(task.finish - 1))
    return "due", None if action.has("done") else action.date("due")


def _only_watched(one: AssessedRisk) -> Iterator[Diagnostic]:
    actions = tuple(one.risk.record.parts("response"))
    if one.risk.strategy in _PASSIVE or not actions:
        return
    if all(
        not action.has("task") and action.text("action").lower().startswith(_WATCHING) for action in actions
    ):
        wanted = _PARTICIPLES.get(one.risk.strategy, one.risk.strategy)
        message = f"{one.risk.id} is to be {wanted}, and is only watched"
        yield rules.ONLY_WATCHED.at(actions[0].span("action"), message, record=one.risk.id)


_PARTICIPLES = {
    "avoid": "avoided",
    "reduce": "reduced",
    "mitigate": "mitigated",
    "transfer": "transferred",
    "share": "shared",
    "exploit": "exploited",
    "enhance": "enhanced",
}


def _review(one: AssessedRisk, today: date) -> Iterator[Diagnostic]:
    """A review that is due by rhythm though no day is written, and one that is written too far ahead."""
    record, rhythm, due = one.risk.record, rhythm_of_risk(one), review_due(one)
    written = one.risk.next_review
    if written is None and due is not None and due < today:
        whose = "its rhythm" if record.has("review_cadence") else "the rhythm of its band"
        message = f"the review of {one.risk.id} was due on {due}, by {whose}"
        yield REVIEW_OVERDUE.at(record.span("review_cadence"), message, record=one.risk.id)
    elif written is not None and rhythm is not None and written > rhythm.after(today):
        band = "" if one.current.band is None else f"the rhythm of {one.current.band.name} risks"
        whose = "its rhythm" if record.has("review_cadence") or not band else band
        message = (
            f"{one.risk.id} is looked at again on {written}; by {whose} it should be by {rhythm.after(today)}"
        )
        yield rules.REVIEW_TOO_RARE.at(record.span("next_review"), message, record=one.risk.id)


def _unchanged(one: AssessedRisk) -> Iterator[Diagnostic]:
    now = (one.current.likelihood, one.current.impact)
    entries = sorted(
        (
            (day, entry)
            for entry in one.risk.record.parts("history")
            if (day := entry.date("date")) is not None
        ),
        key=lambda pair: pair[0],
    )[-REVIEWS:]
    if len(entries) < REVIEWS or None in now:
        return
    if all((entry.integer("likelihood"), entry.integer("impact")) == now for _, entry in entries):
        since = f"since {entries[0][0]}, in {REVIEWS} assessments"
        message = f"{one.risk.id} has had the score {one.current.score} {since}"
        yield rules.SCORE_UNCHANGED.at(one.risk.record.key_span("history"), message, record=one.risk.id)


def _owners(project: Project, register: RiskRegister) -> Iterator[Diagnostic]:
    limit = project.settings.section("risk").integer("risks_per_owner") or USUAL_LIMIT
    held: dict[str, list[AssessedRisk]] = {}
    for one in register.risks.values():
        if one.open and one.risk.owner:
            held.setdefault(one.risk.owner, []).append(one)
    for owner, risks in held.items():
        if len(risks) > limit:
            extra = risks[limit]
            message = f"{owner} owns {len(risks)} open risks; the limit is {limit}"
            yield rules.TOO_MANY_FOR_ONE.at(extra.risk.record.span("owner"), message, record=extra.risk.id)
