"""The histogram of work against capacity as a chart."""

from datetime import timedelta

from milepost.portal.charts import Json, chart_config, iso, time_axis
from milepost.portal.views.load import LoadChartView


def load_spec(view: LoadChartView, width: int, height: int) -> dict[str, Json]:
    """A histogram of planned work by week, with the capacity as a line of steps.

    Args:
        view: The weeks.
        width: Width of the plot in pixels, without its axes.
        height: Height of the plot in pixels.
    """
    values: list[Json] = [
        {
            "week": iso(bar.week),
            "end": iso(bar.week + timedelta(7)),
            "demand": bar.demand,
            "capacity": bar.capacity,
        }
        for bar in view.bars
    ]
    x: dict[str, Json] = {"field": "week", **time_axis(width)}
    y: Json = {"field": "demand", "type": "quantitative", "title": None, "axis": {"tickCount": 5}}
    series: dict[str, Json] = {
        "type": "nominal",
        "legend": {"orient": "top", "title": None},
        "scale": {
            "domain": ["Planned work", "Capacity"],
            "range": ["var(--mp-chart-2)", "var(--mp-chart-3)"],
        },
    }
    bars: Json = {
        "transform": [{"calculate": "'Planned work'", "as": "series"}],
        "mark": {"type": "bar", "opacity": 0.75},
        "encoding": {
            "x": x,
            "x2": {"field": "end"},
            "y": y,
            "y2": {"datum": 0},
            "color": {**series, "field": "series"},
        },
    }
    line: Json = {
        "transform": [{"calculate": "'Capacity'", "as": "series"}],
        "mark": {"type": "line", "interpolate": "step-after", "strokeWidth": 2},
        "encoding": {
            "x": x,
            "y": {"field": "capacity", "type": "quantitative"},
            "color": {**series, "field": "series"},
        },
    }
    rule: Json = {
        "data": {"values": [{"week": iso(view.status_date)}]},
        "mark": {"type": "rule", "stroke": "var(--mp-chart-now)", "strokeWidth": 1.5},
        "encoding": {"x": x},
    }
    return {
        "width": width,
        "height": height,
        "description": view.title,
        "data": {"values": values},
        "layer": [bars, line, rule],
        "config": chart_config(),
    }
