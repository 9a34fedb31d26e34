"""The scope within the report: how it moved, how much of it is done, and what hangs on what."""

from decimal import Decimal

from milepost.exchange.scalars_json import number
from milepost.report import Report
from milepost.scope.movement import Movement, ScopeMovement
from milepost.scope.trace import RequirementTrace, Traceability
from milepost.source.schemas import Json


def scope_value(report: Report) -> dict[str, Json]:
    """The scope as plain JSON values; it is computed for it."""
    scope = report.scope()
    return {
        "baseline": scope.baseline or None,
        "volatility": _percent(scope.volatility),
        "approved": _percent(scope.approved_percent),
        "unapproved": [one.id for one in scope.unapproved],
        "periods": _periods(scope),
        "burn_up": [
            {"day": one.day.isoformat(), "scope": one.scope, "due": one.due, "accepted": one.accepted}
            for one in scope.burn_up
        ],
        "traceability": _traceability(report.traceability()),
    }


def _periods(scope: ScopeMovement) -> list[Json]:
    return [
        {
            "before": one.before,
            "after": one.after or None,
            "start": None if one.start is None else one.start.isoformat(),
            "end": None if one.end is None else one.end.isoformat(),
            "entries": one.entries,
            "volatility": _percent(one.volatility),
            "movements": [_movement(movement) for movement in one.movements],
        }
        for one in scope.periods
    ]


def _movement(one: Movement) -> Json:
    return {"id": one.id, "kind": one.kind, "what": one.what, "changes": list(one.changes)}


def _traceability(found: Traceability) -> dict[str, Json]:
    return {
        "requirements": {one.id: _requirement(one) for one in found.requirements},
        "coverage": {
            one.key: {
                "covered": one.covered,
                "of": one.of,
                "percent": _percent(one.percent),
                "gaps": list(one.gaps),
            }
            for one in found.coverage
        },
        "priorities": {
            one.priority: {
                "requirements": one.requirements,
                "verified": one.verified,
                "effort_days": round(one.effort_days, 6),
                "percent": _percent(one.percent),
            }
            for one in found.priorities
        },
        "deliverables": {
            id_: {"tasks": list(tasks), "requirements": list(found.deliverable_requirements[id_])}
            for id_, tasks in found.deliverable_tasks.items()
        },
        "orphan_tasks": list(found.orphan_tasks),
    }


def _requirement(one: RequirementTrace) -> Json:
    return {
        "deliverables": list(one.deliverables),
        "tasks": list(one.tasks),
        "tests": one.tests,
        "passed": one.passed,
        "failed": one.failed,
        "accepted": one.accepted,
        "percent": _percent(one.percent),
        "finish": None if one.finish is None else one.finish.isoformat(),
        "effort_days": round(one.effort_days, 6),
        "gaps": list(one.gaps),
    }


def _percent(value: float | None) -> float | None:
    return None if value is None else number(Decimal(str(value)))
