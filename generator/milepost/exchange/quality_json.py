"""Quality within the report."""

from decimal import Decimal

from milepost.exchange.scalars_json import money, number
from milepost.quality.figures import MetricState, Part, Quality
from milepost.source.schemas import Json


def quality_value(quality: Quality) -> dict[str, Json]:
    """The figures of quality as plain JSON values."""
    return {
        "criteria_met": _part(quality.criteria),
        "criteria_due_met": _part(quality.due),
        "reviews_passed": _part(quality.reviews),
        "accepted_first_time": _part(quality.first_time),
        "metrics": {one.id: _metric(one) for one in quality.metrics},
        "defects": {
            one.severity or "none": {"found": one.found, "open": one.open} for one in quality.defects
        },
        "severe_open": list(quality.severe_open),
        "days_to_fix": number(quality.days_to_fix),
        "escaped": _part(quality.escaped),
        "density": dict(quality.density),
        "currency": quality.currency,
        "cost": {kind: money(amount) for kind, amount in quality.cost.items()},
        "unpriced": list(quality.unpriced),
    }


def _part(part: Part) -> Json:
    percent = part.percent
    share = None if percent is None else number(Decimal(str(percent)))
    return {"count": part.count, "of": part.of, "percent": share}


def _metric(one: MetricState) -> Json:
    return {
        "state": one.state.replace(" ", "-"),
        "value": number(one.values[-1][1]) if one.values else None,
        "day": one.values[-1][0].isoformat() if one.values else None,
        "target": number(one.target),
        "tolerance": number(one.tolerance),
        "off": number(one.off),
        "from_file": one.from_file,
    }
