"""The computed project as JSON: the public interface of a project, described by schema/report.schema.json."""

import json
from decimal import Decimal

from milepost import __version__
from milepost.budget.evm import Forecast, Performance
from milepost.budget.model import AccountBudget, Budget, TimePerformance
from milepost.checking import Checked
from milepost.control.status_model import Dimension, Status
from milepost.diagnostics import Diagnostic, Span
from milepost.history.revision import Revision
from milepost.project import Project, Record
from milepost.risk.compute import Exposure, RiskRegister
from milepost.risk.scoring import Scored
from milepost.schedule.instants import instant_text
from milepost.schedule.model import Schedule, ScheduledTask
from milepost.source.data import Map, Seq, Value
from milepost.source.schemas import PROJECT, Json

FORMAT = 1
"""Version of the layout; it rises when a field changes its meaning or goes away."""

_CENT = Decimal("0.01")
_INDEX = Decimal("0.000001")


def report_json(checked: Checked, revision: Revision) -> str:
    """Everything computed as JSON text; the same input gives the same bytes."""
    return json.dumps(report_value(checked, revision), indent=1, ensure_ascii=False)


def report_value(checked: Checked, revision: Revision) -> dict[str, Json]:
    """Everything computed as plain JSON values.

    Args:
        checked: The project.
        revision: Where its files stand in git.
    """
    report = checked.report
    project = report.project
    return {
        "format": FORMAT,
        "version": __version__,
        "project": _project(project),
        "status_date": project.settings.status,
        "source": {"commit": revision.commit or None, "dirty": revision.dirty},
        "status": _status(report.status),
        "schedule": None if report.schedule is None else _schedule(report.schedule, project, checked),
        "budget": None if report.budget is None else _budget(report.budget),
        "risk": None if report.risk is None else _risk(report.risk),
        "registers": _registers(project),
        "diagnostics": [_diagnostic(one) for one in checked.verdict.findings],
        "waived": [{**_diagnostic(one.diagnostic), "waiver": one.waiver} for one in checked.verdict.waived],
    }


def _project(project: Project) -> dict[str, Json]:
    registers = {entry.key for entry in project.schemas.kinds.values() if entry.key}
    return {key: _plain(value) for key, value in project.settings.data.items() if key not in registers}


def _status(status: Status) -> dict[str, Json]:
    value: dict[str, Json] = {"policy": status.policy, "overall": _dimension(status.overall)}
    value.update({name: _dimension(one) for name, one in status.dimensions.items()})
    return value


def _dimension(one: Dimension) -> dict[str, Json]:
    override = one.override
    return {
        "rag": one.rag.value,
        "computed": one.computed.value,
        "reasons": [
            {
                "text": reason.text,
                "rag": reason.rag.value,
                "rule": reason.rule,
                "records": list(reason.records),
            }
            for reason in one.reasons
        ],
        "override": None
        if override is None
        else {
            "reason": override.reason,
            "approver": override.approver,
            "expires": override.expires.isoformat(),
        },
    }


def _risk(register: RiskRegister) -> dict[str, Json]:
    return {
        "currency": register.currency,
        "exposure": {
            "inherent": _exposure(register.inherent),
            "current": _exposure(register.current),
            "residual": _exposure(register.residual),
            "appetite": _money(register.appetite),
        },
        "ranking": list(register.ranking),
        "risks": {
            id_: {
                "open": one.open,
                "inherent": _scored(one.inherent),
                "current": _scored(one.current),
                "residual": _scored(one.residual),
            }
            for id_, one in register.risks.items()
        },
    }


def _exposure(stage: Exposure) -> dict[str, Json]:
    return {
        "threats": _money(stage.threats),
        "opportunities": _money(stage.opportunities),
        "net": _money(stage.net),
        "delay_days": _index(stage.delay),
        "gain_days": _index(stage.gain),
        "unpriced": list(stage.unpriced),
    }


def _scored(found: Scored) -> dict[str, Json]:
    return {
        "likelihood": found.likelihood,
        "impact": found.impact,
        "score": found.score,
        "band": None if found.band is None else found.band.name,
        "probability": _index(found.probability),
        "expected_value": _money(found.expected_value),
        "expected_delay_days": _index(found.expected_delay),
    }


def _schedule(schedule: Schedule, project: Project, checked: Checked) -> dict[str, Json]:
    baseline = checked.report.baseline
    return {
        "start": instant_text(schedule.start),
        "finish": instant_text(schedule.finish),
        "target_finish": _instant(project.settings.finish("target_finish")),
        "baseline": None if baseline is None else baseline.id,
        "baseline_finish": None if baseline is None else instant_text(baseline.finish),
        "critical_path": list(schedule.critical_path),
        "tasks": {id_: _task(task) for id_, task in schedule.tasks.items()},
    }


def _task(task: ScheduledTask) -> dict[str, Json]:
    day = task.calendar.minutes_per_day
    return {
        "name": task.name,
        "type": task.type,
        "parent": task.parent,
        "start": instant_text(task.start),
        "finish": instant_text(task.finish),
        "early_start": instant_text(task.start),
        "early_finish": instant_text(task.finish),
        "late_start": instant_text(task.late_start),
        "late_finish": instant_text(task.late_finish),
        "duration_days": _days(task.duration, day),
        "total_float_days": _days(task.total_float, day),
        "total_float_minutes": task.total_float,
        "free_float_days": _days(task.free_float, day),
        "critical": task.critical,
        "critical_by_float": task.critical_by_float,
        "percent_complete": round(task.percent_complete, 4),
        "actual_start": _instant(task.actual_start),
        "actual_finish": _instant(task.actual_finish),
        "deadline": _instant(task.deadline),
        "driver": task.driver,
    }


def _days(minutes: int | None, minutes_per_day: int) -> float | None:
    return None if minutes is None else round(minutes / minutes_per_day, 6)


def _instant(instant: int | None) -> str | None:
    return None if instant is None else instant_text(instant)


def _budget(budget: Budget) -> dict[str, Json]:
    return {
        "currency": budget.currency,
        "baseline": budget.baseline,
        **_performance(budget.performance),
        "committed": _money(budget.committed),
        **_forecast(budget.forecast, budget.performance),
        "cost_variance": {
            "performance": _money(budget.variance.performance),
            "exchange": _money(budget.variance.exchange),
        },
        "earned_schedule": None if budget.time is None else _time(budget.time),
        "accounts": {id_: _account(account) for id_, account in budget.accounts.items()},
        "tasks": {
            id_: {
                "method": task.method,
                "earned_percent": float(round(task.share * 100, 4)),
                **_performance(task.performance),
                "planned_cost": _money(task.planned_cost),
                "baselined": task.baselined,
            }
            for id_, task in budget.tasks.items()
        },
        "curve": [
            {
                "day": point.day.isoformat(),
                "pv": _money(point.pv),
                "ev": _money(point.ev),
                "ac": _money(point.ac),
                "forecast": _money(point.forecast),
            }
            for point in budget.curve
        ],
        "reserves": {
            one.id: {
                "type": one.type,
                "amount": _money(one.amount),
                "drawn": _money(one.drawn),
                "left": _money(one.left),
            }
            for one in budget.reserves.values()
        },
        "funding": _money(budget.funding),
        "excluded": [
            {"what": one.what, "why": one.why.value, "where": str(one.record.span(one.field))}
            for one in budget.excluded
        ],
        "unbaselined": list(budget.unbaselined),
        "removed": list(budget.removed),
    }


def _performance(value: Performance) -> dict[str, Json]:
    return {
        "bac": _money(value.bac),
        "pv": _money(value.pv),
        "ev": _money(value.ev),
        "ac": _money(value.ac),
        "cv": _money(value.cv),
        "sv": _money(value.sv),
        "cpi": _index(value.cpi),
        "spi": _index(value.spi),
        "tcpi_bac": _index(value.tcpi_bac),
        "percent_complete": _index(value.percent_complete),
        "percent_spent": _index(value.percent_spent),
    }


def _forecast(value: Forecast, performance: Performance) -> dict[str, Json]:
    return {
        "tcpi_eac": _index(value.tcpi_eac),
        "etc": _money(value.etc),
        "vac": _money(value.vac),
        "eac": {
            "cpi": _money(value.cpi),
            "remaining_at_budget": _money(value.remaining_at_budget),
            "cpi_spi": _money(value.cpi_spi),
            "weighted": _money(performance.eac_weighted),
            "bottom_up": _money(value.bottom_up),
            "method": value.method,
            "selected": _money(value.selected),
            "reason": value.reason,
        },
    }


def _account(account: AccountBudget) -> dict[str, Json]:
    return {
        "name": account.name,
        "parent": account.parent,
        **_performance(account.performance),
        "committed": _money(account.committed),
        **_forecast(account.forecast, account.performance),
    }


def _time(time: TimePerformance) -> dict[str, Json]:
    measures = time.measures
    return {
        "unit": "working days",
        "es": _index(measures.es),
        "at": _index(measures.at),
        "pd": _index(measures.pd),
        "sv_t": _index(measures.sv_t),
        "spi_t": _index(measures.spi_t),
        "ieac_t": _index(measures.ieac_t),
        "tspi": _index(measures.tspi),
        "p_factor": _index(time.p_factor),
        "expected_finish": _instant(time.expected_finish),
    }


def _money(amount: Decimal | None) -> str | None:
    return None if amount is None else str(amount.quantize(_CENT))


def _index(value: Decimal | None) -> float | None:
    return None if value is None else float(value.quantize(_INDEX))


def _registers(project: Project) -> dict[str, Json]:
    """Every record as it is written, by kind; children name their parent instead of standing below it."""
    return {
        kind: [_record(record) for record in records]
        for kind, records in project.records.items()
        if kind != PROJECT
    }


def _record(record: Record) -> Json:
    skip = record.entry.key if record.entry.nested else ""
    value: dict[str, Json] = {key: _plain(inner) for key, inner in record.data.items() if key != skip}
    if record.parent is not None:
        value["parent"] = record.parent.id
    if not record.entry.key and record.document.body:
        value["body"] = record.document.body
    span = record.span()
    value["source"] = {"file": span.file, "line": span.line}
    return value


def _plain(value: Value) -> Json:
    if isinstance(value, Map):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, Seq):
        return [_plain(inner) for inner in value]
    return value


def _diagnostic(one: Diagnostic) -> dict[str, Json]:
    return {
        "rule": one.rule,
        "severity": one.severity.value,
        "message": one.message,
        "place": _place(one.span),
        "remedy": one.remedy,
        "record": one.record,
        "notes": [{"text": note.text, "place": _place(note.span)} for note in one.notes],
    }


def _place(span: Span | None) -> Json:
    if span is None:
        return None
    return {"file": span.file, "line": span.line, "column": span.column}
