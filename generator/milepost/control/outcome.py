"""What is judged last, by what all checks have found: how ready the gates are, and how good the data."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from milepost.control import outcome_rules as rules
from milepost.control.trust import Trust, assess_trust, cadence_days, stale_tasks
from milepost.diagnostics import Diagnostic, Note
from milepost.project import Project
from milepost.schedule.model import Schedule
from milepost.source import units

if TYPE_CHECKING:
    from milepost.control.gates import Gate

QUIET_DAYS = 31
"""So many calendar days, or the cadence of the status if longer, may pass without a dated record."""
_DATES = frozenset(
    [
        "created",
        "updated",
        "closed",
        "reviewed",
        "identified",
        "occurred",
        "date",
        "submitted",
        "decided",
        "implemented",
        "done",
        "accepted",
        "validated",
        "actual",
        "found",
        "fixed",
        "checked",
        "responded",
        "delivered",
        "last_sent",
        "last_contact",
        "last_reviewed",
    ]
)
SOON_DAYS = 14
"""So many calendar days before its date a gate should be ready."""
_PROGRESS = ("as_of", "actual_start", "actual_finish")
_OWN = frozenset(rule.name for rule in rules.RULES)


class Outcome(NamedTuple):
    """The gates and the quality of the data, by what the checks found."""

    gates: "tuple[Gate, ...]"
    trust: Trust


def assess(project: Project, schedule: Schedule | None, findings: Iterable[Diagnostic]) -> Outcome:
    """Judge the gates and the data of a project.

    Args:
        project: The project.
        schedule: The schedule, or None.
        findings: What the checks found, with the severities of the project, waived ones left out; what is
            found here does not count.
    """
    counted = [one for one in findings if one.rule not in _OWN]
    return Outcome(_gates(project, schedule, counted), assess_trust(project, schedule, counted))


def _gates(project: Project, schedule: Schedule | None, findings: Iterable[Diagnostic]) -> "tuple[Gate, ...]":
    from milepost.control.gates import assess_gates  # a check seldom needs it

    return assess_gates(project, schedule, Counter(one.rule for one in findings))


def check_outcome(
    project: Project, schedule: Schedule | None, findings: Sequence[Diagnostic]
) -> Iterator[Diagnostic]:
    """Gates that are near and not ready, and data that is old, silent or below its floor.

    Args:
        project: The project.
        schedule: The schedule, or None.
        findings: As for `assess`, without these.
    """
    soon = project.settings.status_date + timedelta(days=SOON_DAYS)
    near = {
        gate.id
        for gate in project.all("gate")
        if not gate.has("decision") and (day := gate.date("date")) is not None and day <= soon
    }
    for gate in _gates(project, schedule, findings) if near else ():
        if gate.record.id in near and gate.open:
            yield _not_ready(gate)
    for task, day in stale_tasks(project, schedule):
        message = f"{task.id} is running, and its last report is of {day}"
        remedy = f"Report it: `milepost progress {task.id} 60% --remaining 5d` writes the day beside it."
        yield rules.STALE_PROGRESS.at(task.key_span("progress"), message, remedy=remedy, record=task.id)
    yield from _quiet(project)
    if project.settings.section("status").has("data_quality_floor"):
        yield from _poor(project, assess_trust(project, schedule, findings))


def _poor(project: Project, trust: Trust) -> Iterator[Diagnostic]:
    if not trust.is_low or trust.score is None or trust.floor is None:
        return
    worst = min((one for one in trust.parts if one.share is not None), key=lambda one: one.share or 0)
    message = (
        f"the quality of the data is {100 * trust.score:.0f}%, below {100 * trust.floor:.0f}%: {worst.text}"
    )
    span = project.settings.section("status").span("data_quality_floor")
    yield rules.DATA_QUALITY_BELOW_FLOOR.at(span, message, record=project.settings.text("id") or None)


def _not_ready(gate: "Gate") -> Diagnostic:
    share = gate.readiness or 0
    first = gate.open[0]
    more = f" and {len(gate.open) - 1} more" if len(gate.open) > 1 else ""
    message = f"{gate.record.id} is on {gate.date} and {100 * share:.0f}% ready: {first.text}{more}"
    note = Note(gate.record.span("criteria"), f"{first.text} ({first.basis})")
    return rules.GATE_NOT_READY.at(gate.record.span("date"), message, notes=(note,), record=gate.record.id)


def _quiet(project: Project) -> Iterator[Diagnostic]:
    settings = project.settings
    if settings.text("state") in ("closed", "cancelled", "on-hold") or not settings.has("status_date"):
        return
    today = settings.status_date
    newest = units.day(max((text for text in _days(project) if text <= today.isoformat()), default=""))
    days = max(QUIET_DAYS, cadence_days(project))
    if newest is not None and (today - newest).days > days:
        message = f"the status date is {today}, and nothing carries a date after {newest}"
        project_id = settings.text("id") or None
        yield rules.NOTHING_UPDATED.at(settings.span("status_date"), message, record=project_id)


def _days(project: Project) -> Iterator[str]:
    """Every day on which somebody wrote something down, in ISO form; nothing of the plan ahead."""
    for kind in project.records:
        for record in project.written(kind):
            for name in record.data.keys() & _DATES:
                yield record.text(name)[:10]
            progress = record.part("progress")
            if progress is not None:
                yield from (progress.text(name)[:10] for name in _PROGRESS)
        for lines in project.lines(kind):
            if "date" in lines.table.columns:
                yield from lines.table.distinct("date")
