"""A waterfall as a Vega-Lite specification: totals as full bars, what moved them as floating ones."""

from milepost.portal.charts import Json, chart_config
from milepost.portal.views.board import WaterfallView

_KINDS: list[Json] = ["total", "more", "less"]
_COLOURS: list[Json] = ["var(--mp-chart-1)", "var(--mp-chart-3)", "var(--mp-chart-2)"]


def waterfall_spec(view: WaterfallView, width: int, height: int) -> dict[str, Json]:
    """The specification of a chart.

    Args:
        view: The bars.
        width: Width of the plot in pixels, without its axes.
        height: Height of the plot in pixels.
    """
    figures = [float(value) for bar in view.bars for value in (bar.start, bar.end) if value]
    low, high = min(figures, default=0.0), max(figures, default=1.0)
    floor = max(0.0, low - (high - low or high) * 0.5)
    values: list[Json] = [
        {
            "label": bar.label,
            "start": floor if bar.kind == "total" else float(bar.start),
            "end": float(bar.end),
            "kind": bar.kind,
        }
        for bar in view.bars
    ]
    order: list[Json] = [bar.label for bar in view.bars]
    return {
        "width": width,
        "height": height,
        "description": view.title,
        "data": {"values": values},
        "mark": {"type": "bar"},
        "encoding": {
            "x": {
                "field": "label",
                "type": "nominal",
                "sort": order,
                "title": None,
                "axis": {"labelAngle": 0 if width > 450 else -90, "labelLimit": 110},
            },
            "y": {
                "field": "start",
                "type": "quantitative",
                "title": None,
                "axis": {"format": "~s", "tickCount": 5},
                "scale": {"zero": False, "domain": [floor, high + (high - floor) * 0.05]},
            },
            "y2": {"field": "end"},
            "color": {
                "field": "kind",
                "type": "nominal",
                "legend": {"orient": "top", "title": None},
                "scale": {"domain": _KINDS, "range": _COLOURS},
            },
        },
        "config": chart_config(),
    }
