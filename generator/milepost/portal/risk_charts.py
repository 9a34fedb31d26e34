"""Charts of the risk page: what each branch of the breakdown structure carries, and when risks may happen."""

from milepost.portal.charts import Json, chart_config, iso, user_label
from milepost.portal.views.risks import ParetoChart, WindowChart


def pareto_spec(view: ParetoChart, width: int, height: int) -> dict[str, Json]:
    """Bars from the largest down, and the share that they and those before them have of the whole.

    Args:
        view: The branches.
        width: Width of the plot in pixels, without its axes.
        height: Least height of the plot in pixels; rows share it.
    """
    wide = width > 450
    names: list[Json] = [user_label(bar.name) for bar in view.bars]
    y: Json = {
        "field": "name",
        "type": "nominal",
        "sort": names,
        "title": None,
        "axis": {"labelLimit": 170 if wide else 90, "ticks": False, "domain": False},
    }
    x: Json = {
        "field": "amount",
        "type": "quantitative",
        "title": view.unit,
        "axis": {"tickCount": 5 if wide else 3, "format": "~s"},
    }
    return {
        "width": width - 160 if wide else width - 70,
        "height": min(height, 34 * len(view.bars)),
        "padding": {"left": 12, "right": 40, "top": 4, "bottom": 4},
        "description": user_label(view.about),
        "data": {
            "values": [
                {"name": name, "amount": bar.amount, "share": f"{bar.cumulative:.0f}%"}
                for name, bar in zip(names, view.bars, strict=True)
            ]
        },
        "layer": [
            {
                "mark": {"type": "bar", "color": "var(--mp-chart-2)", "height": {"band": 0.65}},
                "encoding": {"y": y, "x": x},
            },
            {
                "mark": {
                    "type": "text",
                    "align": "left",
                    "dx": 5,
                    "fontSize": 12,
                    "color": "var(--mp-chart-text)",
                },
                "encoding": {"y": y, "x": x, "text": {"field": "share"}},
            },
        ],
        "config": chart_config(),
    }


def window_spec(view: WindowChart, width: int, height: int) -> dict[str, Json]:
    """A bar over the days on which each risk may happen, with the status date.

    Args:
        view: The windows.
        width: Width of the plot in pixels, without its axes.
        height: Least height of the plot in pixels; rows share it.
    """
    wide = width > 450
    names: list[Json] = [user_label(one.name if wide else one.id) for one in view.windows]
    y: Json = {
        "field": "name",
        "type": "nominal",
        "sort": names,
        "title": None,
        "axis": {"labelLimit": 215 if wide else 70, "ticks": False, "domain": False},
    }
    x: dict[str, Json] = {
        "field": "first",
        "type": "temporal",
        "timeUnit": "utcyearmonthdate",
        "title": None,
        "axis": {"format": "%-d %b", "tickCount": max(3, width // 110), "labelOverlap": True},
    }
    return {
        "width": width - 260 if wide else width - 90,
        "height": min(height, 24 * len(view.windows)) if wide else 24 * len(view.windows),
        "padding": {"left": 30 if wide else 8, "right": 70, "top": 4, "bottom": 4},
        "description": user_label(view.about),
        "data": {
            "values": [
                {"name": name, "first": iso(one.first), "last": iso(one.last), "note": user_label(one.note)}
                for name, one in zip(names, view.windows, strict=True)
            ]
        },
        "layer": [
            {
                "mark": {"type": "bar", "color": "var(--mp-chart-2)", "height": {"band": 0.6}},
                "encoding": {"y": y, "x": x, "x2": {"field": "last"}},
            },
            {
                "mark": {
                    "type": "text",
                    "align": "left",
                    "dx": 5,
                    "fontSize": 12,
                    "color": "var(--mp-chart-text)",
                },
                "encoding": {"y": y, "x": {**x, "field": "last"}, "text": {"field": "note"}},
            },
            {
                "data": {"values": [{"first": iso(view.today)}]},
                "mark": {"type": "rule", "stroke": "var(--mp-chart-now)", "strokeWidth": 1.5},
                "encoding": {"x": x},
            },
        ],
        "config": chart_config(),
    }
