"""Changes, decisions, issues and actions within the report."""

from milepost.control.change_impact import Impact
from milepost.control.change_ledger import ChangeEntry, ChangeLedger, Step
from milepost.control.decision_log import DecisionLog
from milepost.exchange.scalars_json import instant, money, number
from milepost.risk.issues import ActionEntry, Blocked, IssueEntry, IssueLog
from milepost.source.schemas import Json


def changes_value(ledger: ChangeLedger) -> dict[str, Json]:
    """The change requests as plain JSON values."""
    return {
        "currency": ledger.currency,
        "approved_days": number(ledger.approved_days),
        "approved_cost": money(ledger.approved_cost),
        "lead_days": number(ledger.lead_days),
        "drawn": {name: money(amount) for name, amount in ledger.drawn.items()},
        "changes": {one.id: _change(one) for one in ledger.changes},
        "ledger": [_step(one) for one in ledger.steps],
    }


def _change(one: ChangeEntry) -> Json:
    return {
        "age_days": one.age_days,
        "lead_days": one.lead_days,
        "waits_for": one.waits_for or None,
        "declared": _impact(one.declared),
        "measured": _impact(one.measured),
    }


def _impact(one: Impact) -> Json:
    return {"days": number(one.days), "cost": money(one.cost)}


def _step(one: Step) -> Json:
    return {
        "kind": one.kind,
        "id": one.id or None,
        "day": None if one.day is None else one.day.isoformat(),
        "days": number(one.days),
        "cost": money(one.cost),
        "finish": instant(one.finish),
        "bac": money(one.bac),
    }


def decisions_value(log: DecisionLog) -> dict[str, Json]:
    """The decisions as plain JSON values."""
    return {
        "pending": [
            {
                "id": one.id,
                "on": one.on or None,
                "needed_by": None if one.needed_by is None else one.needed_by.isoformat(),
                "days_left": one.days_left,
                "blocks": list(one.blocks),
                "float_days": number(one.float_days),
                "options": one.options,
            }
            for one in log.pending
        ],
        "taken": [
            {
                "id": one.id,
                "day": None if one.day is None else one.day.isoformat(),
                "holds": one.holds,
                "superseded_by": one.superseded_by or None,
                "told": list(one.told),
                "not_told": list(one.not_told),
            }
            for one in log.taken
        ],
    }


def issues_value(log: IssueLog) -> dict[str, Json]:
    """Issues and actions as plain JSON values."""
    return {
        "days_to_resolve": number(log.days_to_resolve),
        "actions_on_time": number(log.on_time),
        "causes": dict(log.causes),
        "issues": {one.id: _issue(one) for one in log.issues},
        "actions": {one.id: _action(one) for one in log.actions},
        "flow": [
            {"day": one.day.isoformat(), "opened": one.opened, "closed": one.closed} for one in log.flow
        ],
    }


def _issue(one: IssueEntry) -> Json:
    return {
        "priority": one.priority,
        "age_days": one.age_days,
        "overdue_days": one.overdue_days,
        "float_days": number(one.float_days),
        "escalated_to": one.escalated_to or None,
        "answered": one.answered,
        "blocked": [_blocked(task) for task in one.blocked],
    }


def _blocked(task: Blocked) -> Json:
    return {
        "task": task.id,
        "float_days": number(task.float_days),
        "eaten_days": number(task.eaten_days),
        "critical": task.critical,
        "milestone": task.milestone or None,
        "milestone_slip_days": number(task.milestone_slip),
    }


def _action(one: ActionEntry) -> Json:
    return {"overdue_days": one.overdue_days, "origins": list(one.origins)}
