"""The computed project as JSON: the public interface of a project, described by report.schema.json."""

import json
from pathlib import Path

from milepost import __version__
from milepost.checking import Checked
from milepost.control.outcome import assess
from milepost.control.status_model import Dimension, Status
from milepost.control.trend import status_trend
from milepost.diagnostics import Diagnostic
from milepost.diagnostics.render.characters import well_formed
from milepost.exchange.budget_json import budget_value
from milepost.exchange.changes_json import changes_value, decisions_value, issues_value
from milepost.exchange.direction_json import direction_value, trend_value, trust_value
from milepost.exchange.health_json import health_value, score_value
from milepost.exchange.people_json import people_value
from milepost.exchange.quality_json import quality_value
from milepost.exchange.resources_json import resources_value
from milepost.exchange.risk_json import adequacy_value, risk_value
from milepost.exchange.scalars_json import plain, span
from milepost.exchange.schedule_json import schedule_value
from milepost.exchange.scope_json import scope_value
from milepost.exchange.simulation_json import simulation_value
from milepost.history.revision import Revision
from milepost.project import Project, Record
from milepost.report import Report
from milepost.risk.adequacy import adequacy
from milepost.source.schemas import PROJECT, Json

FORMAT = 1
"""Version of the layout; it rises when a field changes its meaning or goes away."""


def report_json(checked: Checked, revision: Revision) -> str:
    """Everything computed as JSON text; the same input gives the same bytes."""
    return json.dumps(report_value(checked, revision), indent=1, ensure_ascii=False, allow_nan=False)


def report_schema() -> str:
    """The JSON Schema (2020-12) of the report, as text."""
    return Path(__file__).with_name("report.schema.json").read_text(encoding="utf-8")


def report_value(checked: Checked, revision: Revision) -> dict[str, Json]:
    """Everything computed as plain JSON values.

    Args:
        checked: The project.
        revision: Where its files stand in git.
    """
    report = checked.report
    project = report.project
    outcome = assess(project, report.schedule, checked.verdict.findings)
    trend = status_trend(project, report.status)
    return {
        "format": FORMAT,
        "version": __version__,
        "project": _project(project),
        "status_date": project.settings.status,
        "source": {"commit": revision.commit or None, "dirty": revision.dirty},
        "status": {
            **_status(report.status),
            "trend": None if trend is None else trend_value(trend),
            "data_quality": trust_value(outcome.trust),
        },
        "schedule": _schedule(report),
        "resources": None if report.load is None else resources_value(report.load),
        "budget": None if report.budget is None else budget_value(report.budget),
        "risk": _risk(report),
        "direction": direction_value(report, outcome.gates),
        "scope": scope_value(report),
        "changes": changes_value(report.changes()),
        "decisions": decisions_value(report.decisions()),
        "issues": issues_value(report.issues()),
        "quality": quality_value(report.quality()),
        "people": people_value(report.people()),
        "registers": _registers(project),
        "diagnostics": [_diagnostic(one) for one in checked.verdict.findings],
        "waived": [{**_diagnostic(one.diagnostic), "waiver": one.waiver} for one in checked.verdict.waived],
    }


def _schedule(report: Report) -> dict[str, Json] | None:
    if report.schedule is None or report.health is None:
        return None
    value = schedule_value(report.schedule, report.baseline, report.project)
    return {**value, "health": health_value(report.health), "health_score": score_value(report.health)}


def _risk(report: Report) -> dict[str, Json]:
    simulation, schedule = report.simulation, report.schedule
    played = None if simulation is None or schedule is None else simulation_value(simulation, schedule)
    held = None if report.budget is None else adequacy(report.budget, report.risk, simulation)
    return {
        **risk_value(report.risk),
        "reserve": None if held is None else adequacy_value(held),
        "simulation": played,
    }


_CHARTER = (
    "purpose", "state", "sponsor", "manager", "start", "target_finish", "required_finish", "calendar",
    "phase",
)  # fmt: skip


def _project(project: Project) -> dict[str, Json]:
    """What a reader needs to know of the project; all of project.yaml is among the registers."""
    settings = project.settings
    value: dict[str, Json] = {"id": settings.text("id") or None, "name": settings.name}
    value["currency"] = settings.currency
    value.update({key: settings.text(key) or None for key in _CHARTER})
    return value


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


def _registers(project: Project) -> dict[str, Json]:
    """Every record as it is written, by the key of its list in the files, or by its register's name.

    Children name their parent instead of standing below it. What is added begins with an underscore, so that
    it cannot be taken for a field: requirements have a `source`, objectives a `parent`.
    """
    lists: dict[str, list[Json]] = {}
    for records in project.records.values():
        entry = records[0].entry
        found = lists.setdefault(entry.key or entry.register, [])
        found.extend(_record(record, project) for record in records)
    return dict(lists)


def _record(record: Record, project: Project) -> Json:
    left_out = {record.entry.key} if record.entry.nested else set()
    if record.kind == PROJECT:
        left_out = {entry.key for entry in project.schemas.kinds.values()}
    value: dict[str, Json] = {key: plain(one) for key, one in record.data.items() if key not in left_out}
    if record.parent is not None:
        value["_parent"] = record.parent.id
    if not record.entry.key and record.document.body:
        value["_body"] = record.document.body
    place = record.span()
    return {**value, "_file": well_formed(place.file), "_line": place.line}


def _diagnostic(one: Diagnostic) -> dict[str, Json]:
    return {
        "rule": one.rule,
        "severity": one.severity.value,
        "message": well_formed(one.message),
        "span": span(one.span),
        "remedy": well_formed(one.remedy),
        "record": one.record,
        "notes": [{"text": well_formed(note.text), "span": span(note.span)} for note in one.notes],
    }
