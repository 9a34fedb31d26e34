"""Curves over time as a Vega-Lite specification: counts that grow in steps, or measured values."""

from milepost.portal.charts import Json, chart_config, time_axis
from milepost.portal.views.matrix import LinesView

_COLOURS = ("var(--mp-chart-1)", "var(--mp-chart-2)", "var(--mp-chart-3)")
_MONTHS_FROM = 270
"""Days from which an axis is marked by months."""


def lines_spec(view: LinesView, width: int, height: int) -> dict[str, Json]:
    """The specification of a chart.

    Args:
        view: The curves.
        width: Width of the plot in pixels, without its axes.
        height: Height of the plot in pixels.
    """
    values: list[Json] = [
        {"day": f"{day.isoformat()}T00:00:00Z", "series": line.name, "value": float(value)}
        for line in view.lines
        for day, value in line.points
    ]
    days = view.days
    form = "%d %b" if days and (days[-1] - days[0]).days < _MONTHS_FROM else "%b ’%y"
    names: list[Json] = [line.name for line in view.lines]
    colours: list[Json] = list(_COLOURS[: len(names)])
    dashes: list[Json] = [list[Json]([6, 4] if line.dashed else [1, 0]) for line in view.lines]
    x: Json = {"field": "day", **time_axis(width, form)}
    legend: Json = {"orient": "top", "title": None, "columns": 3 if width > 450 else 1, "symbolSize": 400}
    lines: Json = {
        "mark": {
            "type": "line",
            "strokeWidth": 2,
            "interpolate": "step-after" if view.steps else "linear",
            "point": False if view.steps else {"size": 30, "filled": True},
        },
        "encoding": {
            "x": x,
            "y": {"field": "value", "type": "quantitative", "title": None, "axis": {"tickCount": 5}},
            "color": {
                "field": "series",
                "type": "nominal",
                "legend": legend,
                "scale": {"domain": names, "range": colours},
            },
            "strokeDash": {
                "field": "series",
                "type": "nominal",
                "legend": legend,
                "scale": {"domain": names, "range": dashes},
            },
        },
    }
    rule: Json = {
        "data": {"values": [{"day": f"{view.status_date.isoformat()}T00:00:00Z"}]},
        "mark": {"type": "rule", "stroke": "var(--mp-chart-now)", "strokeWidth": 1.5},
        "encoding": {"x": x},
    }
    return {
        "width": width,
        "height": height,
        "description": view.title,
        "data": {"values": values},
        "layer": [rule, lines],
        "config": chart_config(),
    }
