"""The S-curve of earned value as a chart."""

from collections.abc import Iterator
from decimal import Decimal

from milepost.portal.charts import Json, chart_config, iso, time_axis
from milepost.portal.views.budget import CurveView

_SERIES = (
    ("planned", "Planned value", "var(--mp-chart-1)", [6, 4]),
    ("earned", "Earned value", "var(--mp-chart-2)", [1, 0]),
    ("actual", "Actual cost", "var(--mp-chart-3)", [1, 0]),
    ("forecast", "Forecast", "var(--mp-chart-3)", [2, 3]),
)


def curve_spec(view: CurveView, width: int, height: int) -> dict[str, Json]:
    """The S-curve of earned value: cumulative planned, earned, actual and forecast over time.

    Args:
        view: The curve.
        width: Width of the plot in pixels, without its axes.
        height: Height of the plot in pixels.
    """
    values: list[Json] = list(_long_form(view))
    names: list[Json] = [name for _, name, _, _ in _SERIES]
    x: Json = {"field": "day", **time_axis(width)}
    y: Json = {
        "field": "value",
        "type": "quantitative",
        "title": None,
        "axis": {"format": "~s", "tickCount": 5},
        "scale": {"domainMin": 0},
    }
    legend: Json = {"orient": "top", "title": None, "columns": 4 if width > 450 else 2, "symbolSize": 400}
    line: Json = {
        "mark": {"type": "line", "strokeWidth": 2, "interpolate": "monotone"},
        "encoding": {
            "x": x,
            "y": y,
            "color": {
                "field": "series",
                "type": "nominal",
                "legend": legend,
                "scale": {"domain": names, "range": [colour for _, _, colour, _ in _SERIES]},
            },
            "strokeDash": {
                "field": "series",
                "type": "nominal",
                "legend": legend,
                "scale": {"domain": names, "range": [list[Json](dash) for *_, dash in _SERIES]},
            },
        },
    }
    rule: Json = {
        "data": {"values": [{"day": view.status_date.isoformat()}]},
        "mark": {"type": "rule", "stroke": "var(--mp-chart-now)", "strokeWidth": 1.5},
        "encoding": {"x": x},
    }
    budget: Json = {
        "data": {"values": [{"value": float(view.budget)}]},
        "mark": {"type": "rule", "stroke": "var(--mp-chart-text)", "strokeDash": [2, 2], "strokeWidth": 1},
        "encoding": {"y": y},
    }
    layer: list[Json] = [budget, rule, line]
    if view.funding:
        layer.insert(0, _funding(view, x, y))
    return {
        "width": width,
        "height": height,
        "description": view.title,
        "data": {"values": values},
        "layer": layer,
        "config": chart_config(),
    }


def _funding(view: CurveView, x: Json, y: Json) -> Json:
    """Confirmed funding as a line of steps, from each day on which more may be used."""
    steps: list[Json] = [{"day": iso(day), "value": round(float(amount), 2)} for day, amount in view.funding]
    return {
        "data": {"values": steps},
        "mark": {
            "type": "line",
            "interpolate": "step-after",
            "stroke": "var(--mp-good)",
            "strokeWidth": 1.5,
            "strokeDash": [8, 3, 2, 3],
        },
        "encoding": {"x": x, "y": y},
    }


def _long_form(view: CurveView) -> Iterator[Json]:
    for attribute, name, _, _ in _SERIES:
        for point in view.points:
            value: Decimal | None = getattr(point, attribute)
            if value is not None:
                yield {"day": iso(point.day), "series": name, "value": round(float(value), 2)}
