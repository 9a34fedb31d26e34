"""The history of a project's figures as JSON, described by trends.schema.json, and as rows of a CSV file."""

import json
from decimal import Decimal
from pathlib import Path

from milepost import __version__
from milepost.diagnostics.render.characters import well_formed
from milepost.exchange.scalars_json import instant
from milepost.history.snapshot import Snapshot
from milepost.history.trends import Point, Trends
from milepost.source.schemas import Json

FORMAT = 1
"""Version of the layout; it rises when a field changes its meaning or goes away."""

_AMOUNTS = (
    "bac", "pv", "ev", "ac", "eac", "cost_p50", "cost_p80", "outside", "funding", "contingency", "management",
    "threats", "residual", "opportunities",
)  # fmt: skip
_INDICES = ("cpi", "spi", "spi_t", "delay")
HEADER = (
    "status_date", "commit", "finish", "finish_p50", "finish_p80", "baseline_finish", "target_finish",
    *_AMOUNTS, *_INDICES, "open_risks", "deliverables", "requirements", "scope_items", "errors", "warnings",
    "infos", "waived", "status",
)  # fmt: skip


def trends_schema() -> str:
    """The JSON Schema (2020-12) of the history, as text."""
    return Path(__file__).with_name("trends.schema.json").read_text(encoding="utf-8")


def trends_json(trends: Trends) -> str:
    """The history as JSON text: a point for each status date, the oldest first."""
    value: dict[str, Json] = {
        "format": FORMAT,
        "version": __version__,
        "shallow": trends.shallow,
        "points": [point_value(point) for point in trends.points],
        "skipped": [
            {"commit": one.commit.id, "date": one.commit.when.isoformat(), "reason": well_formed(one.reason)}
            for one in trends.skipped
        ],
    }
    return json.dumps(value, indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def point_value(point: Point) -> dict[str, Json]:
    """A point as plain JSON values."""
    commit = point.commit
    return {
        "commit": None if commit is None else commit.id,
        "committed": None if commit is None else commit.when.isoformat(),
        **figures_value(point.snapshot),
    }


def figures_value(one: Snapshot) -> dict[str, Json]:
    """The figures of a state as plain JSON values; names and forms are those of the report."""
    amounts: dict[str, Json] = {name: _text(getattr(one, name)) for name in _AMOUNTS}
    indices: dict[str, Json] = {name: _number(getattr(one, name)) for name in _INDICES}
    findings: dict[str, Json] = dict(one.findings)
    scope: dict[str, Json] = dict(one.scope)
    status: dict[str, Json] = dict(one.status)
    return {
        "status_date": one.status_date.isoformat(),
        "broken": well_formed(one.broken) or None,
        "currency": one.currency,
        "start": instant(one.start),
        "finish": instant(one.finish),
        "finish_p50": instant(one.finish_p50),
        "finish_p80": instant(one.finish_p80),
        "iterations": one.iterations or None,
        "baseline": one.baseline or None,
        "baseline_seal": one.baseline_seal or None,
        "baseline_change": one.baseline_change or None,
        "baseline_finish": instant(one.baseline_finish),
        "target_finish": instant(one.target_finish),
        **amounts,
        **indices,
        "open_risks": one.open_risks,
        "scope": scope,
        "findings": {**findings, "waived": one.waived},
        "status": status,
        "milestones": {
            id_: {
                "name": well_formed(found.name),
                "finish": instant(found.finish),
                "baseline_finish": instant(found.planned),
                "done": found.done,
            }
            for id_, found in one.milestones.items()
        },
    }


def trend_rows(trends: Trends) -> list[list[str]]:
    """The points as rows under `HEADER`."""
    return [_row(point) for point in trends.points]


def _row(point: Point) -> list[str]:
    one = point.snapshot
    dates = (one.finish, one.finish_p50, one.finish_p80, one.baseline_finish, one.target_finish)
    figures = [
        str(getattr(one, name)) if getattr(one, name) is not None else "" for name in (*_AMOUNTS, *_INDICES)
    ]
    scope = [str(one.scope.get(kind, 0)) for kind in ("deliverable", "requirement", "scope_item")]
    findings = [str(one.findings.get(name, 0)) for name in ("error", "warning", "info")]
    return [
        one.status_date.isoformat(),
        "" if point.commit is None else point.commit.id,
        *(instant(at) or "" for at in dates),
        *figures,
        str(one.open_risks),
        *scope,
        *findings,
        str(one.waived),
        one.status.get("overall", ""),
    ]


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
