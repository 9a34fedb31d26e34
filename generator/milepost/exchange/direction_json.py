"""Direction and life cycle in the report: objectives, business case, gates, artefacts, closing, trend."""

from datetime import date
from decimal import Decimal

from milepost.control.alignment import unaligned
from milepost.control.artefacts import artefacts
from milepost.control.business_case import BusinessCase, Valuation, business_case, internal_rate
from milepost.control.closing import closing_checks
from milepost.control.commitments import commitments
from milepost.control.computed_checks import delay
from milepost.control.gates import Gate
from milepost.control.objectives import Objective, objectives
from milepost.control.trend import Trend
from milepost.control.trust import Trust
from milepost.exchange.scalars_json import money, number
from milepost.report import Report
from milepost.source.schemas import Json


def direction_value(report: Report, gates: tuple[Gate, ...]) -> dict[str, Json]:
    """Where the project is going, and how far through its life it is.

    Args:
        report: Everything computed.
        gates: The gates as things stand.
    """
    project, schedule = report.project, report.schedule
    share, loose = unaligned(project, report.budget)
    late = None if schedule is None else delay(project, schedule)
    case = business_case(project, late, report.budget)
    return {
        "objectives": {one.record.id: _objective(one) for one in objectives(project, schedule)},
        "unaligned": {"share": number(share), "tasks": list(loose)},
        "commitments": [
            {
                "title": one.title,
                "promised": one.promised,
                "in_time": one.in_time,
                "late": one.late,
                "missed": list(one.missed),
                "kept": number(one.kept),
            }
            for one in commitments(project, schedule, report.baseline)
        ],
        "business_case": None if case is None else _case(case),
        "gates": {gate.record.id: _gate(gate) for gate in gates},
        "artefacts": [
            {
                "name": one.name,
                "phase": one.phase,
                "from_size": one.required or None,
                "there": one.there,
                "basis": one.basis,
                "record": one.record or None,
            }
            for one in artefacts(project)
        ],
        "closing": [
            {"text": one.text, "holds": one.holds, "detail": one.detail, "records": list(one.records)}
            for one in closing_checks(project)
        ],
    }


def trust_value(trust: Trust) -> dict[str, Json]:
    """How far the data behind the status can be trusted."""
    return {
        "score": number(trust.score),
        "floor": number(trust.floor),
        "below_floor": trust.is_low,
        "parts": [
            {
                "name": one.name,
                "share": number(one.share),
                "text": one.text,
                "records": list(one.records),
            }
            for one in trust.parts
        ],
    }


def trend_value(trend: Trend) -> dict[str, Json]:
    """The status against the last report."""
    return {
        "report": trend.report.id,
        "before": {name: rag.value for name, rag in trend.before.items()},
        "moved": dict(trend.moved),
    }


def _objective(one: Objective) -> Json:
    return {
        "state": one.state,
        "progress": number(one.progress),
        "milestones": list(one.milestones),
        "reached": one.reached,
        "forecast": _day(one.forecast),
        "key_results": [
            {
                "metric": result.metric,
                "unit": result.unit or None,
                "baseline": number(result.baseline),
                "current": number(result.current),
                "target": number(result.target),
                "progress": number(result.progress),
                "measured": _day(result.measured),
                "date": _day(result.date),
            }
            for result in one.key_results
        ],
    }


def _case(case: BusinessCase) -> Json:
    return {
        "currency": case.currency,
        "rate": number(case.rate),
        "valued_at": case.valued_at.isoformat(),
        "until": _day(case.until),
        "approved": _valuation(case.approved, internal_rate(case.written, case.valued_at)),
        "current": _valuation(case.current, internal_rate(case.flows, case.valued_at)),
        "steps": [{"name": name, "why": why, "npv": money(change)} for name, why, change in case.steps],
        "unconverted": list(case.unconverted),
    }


def _valuation(value: Valuation, irr: Decimal | None) -> Json:
    return {
        "cost": money(value.cost),
        "npv": money(value.npv),
        "roi": number(value.roi),
        "irr": number(irr),
        "payback": _day(value.payback),
        "payback_years": number(value.payback_years),
    }


def _gate(gate: Gate) -> Json:
    return {
        "decision": gate.decision or None,
        "readiness": number(gate.readiness),
        "date": _day(gate.date),
        "forecast": _day(gate.forecast),
        "criteria": [
            {
                "text": one.text,
                "mandatory": one.mandatory,
                "met": one.met,
                "basis": one.basis,
                "record": one.record or None,
            }
            for one in gate.criteria
        ],
        "conditions": [
            {
                "text": one.text,
                "due": _day(one.due),
                "done": _day(one.done),
                "age_days": one.age_days,
                "days_late": one.days_late,
            }
            for one in gate.conditions
        ],
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
