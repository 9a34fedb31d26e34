"""The impact of an edit as JSON, described by impact.schema.json."""

import json
from decimal import Decimal
from pathlib import Path

from milepost import __version__
from milepost.diagnostics.render.characters import well_formed
from milepost.exchange.scalars_json import span
from milepost.history.impact.edits import Edit
from milepost.history.impact.model import Approval, Impact, Line, State
from milepost.source.schemas import Json

FORMAT = 1
"""Version of the layout; it rises when a field changes its meaning or goes away."""


def impact_json(impact: Impact, broken: tuple[tuple[str, tuple[str, ...]], ...] = ()) -> str:
    """An impact as JSON text.

    Args:
        impact: The impact.
        broken: Policies that it breaks, each with what breaks it.
    """
    return json.dumps(impact_value(impact, broken), indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def impact_schema() -> str:
    """The JSON Schema (2020-12) of the impact, as text."""
    return Path(__file__).with_name("impact.schema.json").read_text(encoding="utf-8")


def impact_value(impact: Impact, broken: tuple[tuple[str, tuple[str, ...]], ...] = ()) -> dict[str, Json]:
    """An impact as plain JSON values."""
    numbers = {edit: number for number, edit in enumerate(impact.edits)}
    return {
        "format": FORMAT,
        "version": __version__,
        "project": well_formed(impact.name),
        "currency": impact.currency,
        "base": _state(impact.base),
        "head": _state(impact.head),
        "lines": [_line(line, numbers) for line in impact.lines],
        "baseline_without_change": [well_formed(one) for one in impact.baseline_without_change],
        "illegal_steps": [well_formed(one) for one in impact.illegal_steps],
        "implemented_without_plan": [well_formed(one) for one in impact.implemented_without_plan],
        "approvals": [_approval(one) for one in impact.approvals],
        "edits": [_edit(one) for one in impact.edits],
        "broken_policies": [{"policy": name, "by": [well_formed(one) for one in by]} for name, by in broken],
    }


def _state(state: State) -> Json:
    return {
        "label": well_formed(state.label),
        "commit": state.commit or None,
        "status_date": state.status_date.isoformat(),
        "broken": well_formed(state.broken) or None,
        "iterations": state.iterations or None,
    }


def _line(line: Line, numbers: dict[Edit, int]) -> Json:
    return {
        "section": line.section,
        "subject": well_formed(line.subject),
        "action": line.action,
        "text": well_formed(line.text),
        "before": line.before,
        "after": line.after,
        "delta": None if line.delta is None else _number(line.delta),
        "unit": line.unit or None,
        "worse": line.worse,
        "why": [numbers[edit] for edit in line.why],
    }


def _number(value: Decimal) -> str:
    return f"{value:zf}"


def _approval(one: Approval) -> Json:
    return {
        "who": one.who,
        "name": well_formed(one.name),
        "also": list(one.also),
        "because": [well_formed(reason) for reason in one.because],
    }


def _edit(one: Edit) -> Json:
    return {
        "kind": one.kind,
        "id": well_formed(one.id) or None,
        "field": well_formed(one.field) or None,
        "action": one.action,
        "before": well_formed(one.before),
        "after": well_formed(one.after),
        "span": span(one.span),
    }
