"""What is wrong with change requests and decisions before their effect is measured."""

from collections.abc import Iterator
from decimal import Decimal

from milepost.control import change_rules as rules
from milepost.diagnostics import Diagnostic, Note
from milepost.parties import roles_of
from milepost.project import Project, Record
from milepost.source.fields import Fields
from milepost.source.units import lag
from milepost.states import status

_DAY = 480
_DECIDED = frozenset({"approved", "rejected", "implemented"})


def changes(project: Project) -> Iterator[Diagnostic]:
    """Changes decided by nobody or on no day, implemented nowhere, or merged into nothing."""
    for change in project.all("change"):
        state, span, name = status(change), change.span("status"), change.id
        if state in _DECIDED and not change.has("decided_by"):
            message = f"{name} is {state}, and nothing says who decided"
            yield rules.CHANGE_WITHOUT_DECIDER.at(span, message, record=name)
        if state in _DECIDED and not change.has("decided"):
            message = f"{name} is {state}, and nothing says when it was decided"
            yield rules.CHANGE_WITHOUT_DATE.at(span, message, record=name)
        links = change.part("links")
        if state == "implemented" and (links is None or not links.texts("tasks")):
            message = f"{name} is implemented and names no task"
            yield rules.IMPLEMENTED_WITHOUT_TASKS.at(span, message, record=name)
        if state == "merged" and not change.has("merged_into"):
            message = f"{name} is merged, and nothing says into which change"
            yield rules.MERGED_INTO_NOTHING.at(span, message, record=name)


def decider_without_authority(project: Project) -> Iterator[Diagnostic]:
    """Approvals beyond the authority of who gave them, where people.yaml says who may approve what."""
    if not any(role.has("authority") for role in project.all("role")):
        return
    for change in project.all("change"):
        decider = change.text("decided_by")
        if not decider or status(change) not in ("approved", "implemented"):
            continue
        excess = _beyond(change, roles_of(decider, project))
        if excess:
            message = f"{decider} may not approve {change.id}: {excess}"
            span = change.span("decided_by")
            yield rules.DECIDER_WITHOUT_AUTHORITY.at(span, message, record=change.id)


def _beyond(change: Record, roles: tuple[Record, ...]) -> str:
    """What of a change no role of the decider reaches; empty when one does. No limit written is no limit."""
    tables = [table for role in roles if (table := role.part("authority")) is not None]
    size = change.integer("size")
    if not tables:
        return "none of their roles has any authority" if size is not None else ""
    sizes = [limit for table in tables if (limit := table.integer("change_size")) is not None]
    if size is not None and len(sizes) == len(tables) and max(sizes) < size:
        return f"its size is {size}, their authority ends at {max(sizes)}"
    impact = change.part("impact")
    cost = impact.money("cost") if impact is not None else None
    costs = [amount for table in tables if (amount := table.money("cost")) is not None]
    same = [amount.amount for amount in costs if cost is not None and amount.currency == cost.currency]
    if cost is not None and same and len(same) == len(tables) and max(same) < max(cost.amount, Decimal(0)):
        return f"it costs {cost}, their authority ends at {max(same)} {cost.currency}"
    delay = _minutes(impact, "schedule")
    delays = [limit for table in tables if (limit := _minutes(table, "schedule")) is not None]
    if delay is not None and len(delays) == len(tables) and max(delays) < delay:
        return f"it moves the finish by {delay / _DAY:g} days, their authority ends at {max(delays) / _DAY:g}"
    return ""


def _minutes(fields: Fields | None, key: str) -> int | None:
    """A stretch of time in minutes, weeks of five days of eight hours."""
    written = None if fields is None else lag(fields.text(key))
    if written is None or written.duration is None:
        return None
    return written.sign * written.duration.minutes(_DAY, Decimal(5))


def decisions(project: Project) -> Iterator[Diagnostic]:
    """Decisions of nobody, without a date, or overdue."""
    for decision in project.all("decision"):
        state, span, name = status(decision), decision.span("status"), decision.id
        if state in ("decided", "superseded") and not decision.has("decided_by"):
            message = f"{name} is {state}, and nothing says by whom it was decided"
            yield rules.DECIDED_WITHOUT_DECIDER.at(span, message, record=name)
        if state in ("decided", "superseded") and not decision.has("date"):
            yield rules.DECIDED_WITHOUT_DATE.at(span, f"{name} is {state} and has no date", record=name)
        due = decision.date("needed_by")
        if state == "pending" and due is not None and due < project.settings.status_date:
            message = f"{name} was needed by {due}"
            yield rules.DECISION_OVERDUE.at(decision.span("needed_by"), message, record=name)


def superseded_one_way(project: Project) -> Iterator[Diagnostic]:
    """Decisions of which one replaces the other, and the other does not know it."""
    for decision in project.all("decision"):
        old = project.get(decision.text("supersedes"), "decision")
        if old is not None and (old.text("superseded_by") != decision.id or status(old) != "superseded"):
            note = Note(old.span("id"), f"{old.id} does not say that it is superseded by {decision.id}")
            message = f"{decision.id} supersedes {old.id}, and {old.id} does not say so"
            span = decision.span("supersedes")
            yield rules.SUPERSEDED_ONE_WAY.at(span, message, notes=(note,), record=decision.id)
        new = project.get(decision.text("superseded_by"), "decision")
        if new is not None and new.text("supersedes") != decision.id:
            note = Note(new.span("id"), f"{new.id} does not say that it supersedes {decision.id}")
            message = f"{decision.id} is superseded by {new.id}, and {new.id} does not say so"
            span = decision.span("superseded_by")
            yield rules.SUPERSEDED_ONE_WAY.at(span, message, notes=(note,), record=decision.id)
        if status(decision) == "superseded" and not decision.has("superseded_by"):
            message = f"{decision.id} is superseded, and nothing says by which decision"
            yield rules.SUPERSEDED_ONE_WAY.at(decision.span("status"), message, record=decision.id)


CHECKS = (changes, decider_without_authority, decisions, superseded_one_way)
