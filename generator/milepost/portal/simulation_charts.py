"""Charts of the simulation page: histogram with S-curve, tornado, and finish against cost."""

from collections.abc import Sequence

from milepost.portal.charts import Json, chart_config, user_label
from milepost.portal.views.simulation import DistributionChart, Marker, ScatterChart, TornadoChart

_LABEL_HEIGHT = 14
_PLAIN, _STRONG, _SOFT = "var(--mp-chart-2)", "var(--mp-chart-3)", "var(--mp-chart-1)"


def distribution_spec(view: DistributionChart, width: int, height: int) -> dict[str, Json]:
    """A histogram over the share of runs that do not exceed a value, on one axis.

    Args:
        view: The distribution.
        width: Width of the plot in pixels, without its axes.
        height: Height of both parts together.
    """
    part = height // 2
    x = _value_axis(view, width)
    markers = sorted(view.markers, key=lambda one: one.at if isinstance(one.at, float) else str(one.at))
    bars: Json = {
        "data": {"values": [{"low": low, "high": high, "share": share} for low, high, share in view.bars]},
        "mark": {"type": "bar", "color": _PLAIN, "opacity": 0.8, "binSpacing": 1},
        "encoding": {
            "x": {**x, "field": "low", "axis": None},
            "x2": {"field": "high"},
            "y": {
                "field": "share",
                "type": "quantitative",
                "title": "% of runs",
                "axis": {"tickCount": 4},
            },
            "y2": {"datum": 0},
        },
    }
    curve: Json = {
        "data": {"values": [{"at": at, "percent": percent} for at, percent in view.curve]},
        "mark": {"type": "line", "color": _PLAIN, "strokeWidth": 2, "interpolate": "step-after"},
        "encoding": {
            "x": {**x, "field": "at"},
            "y": {
                "field": "percent",
                "type": "quantitative",
                "title": "% at or below",
                "scale": {"domain": [0, 100]},
                "axis": {"values": [0, 20, 50, 80, 100]},
            },
        },
    }
    return {
        "description": user_label(view.about),
        "vconcat": [
            {
                "width": width,
                "height": part,
                "layer": [bars, *_rules(markers, x), *_labels(markers, x, view)],
            },
            {"width": width, "height": part, "layer": [curve, *_rules(markers, x)]},
        ],
        "spacing": 10,
        "resolve": {"scale": {"x": "shared"}},
        "config": chart_config(),
    }


def tornado_spec(view: TornadoChart, width: int, height: int) -> dict[str, Json]:
    """Bars from the mean to where it moves, one row for each input.

    Args:
        view: The tornado.
        width: Width of the plot in pixels, without its axes.
        height: Height of the plot; rows share it.
    """
    wide = width > 450
    names: list[Json] = [user_label(bar.name if wide else bar.id) for bar in view.bars]
    ends: list[Json] = ["low end", "high end"]
    values: list[Json] = [
        {"name": name, "end": end, "moved": round(moved, 2)}
        for name, bar in zip(names, view.bars, strict=True)
        for end, moved in (("low end", bar.low), ("high end", bar.high))
    ]
    rows: Json = {
        "mark": {"type": "bar", "height": {"band": 0.7}},
        "encoding": {
            "y": {
                "field": "name",
                "type": "nominal",
                "sort": names,
                "title": None,
                "axis": {"labelLimit": 215 if wide else 70, "ticks": False, "domain": False},
            },
            "x": {
                "field": "moved",
                "type": "quantitative",
                "title": view.unit,
                "stack": None,
                "axis": {"tickCount": 6, "format": "~s"},
            },
            "color": {
                "field": "end",
                "type": "nominal",
                "scale": {"domain": ends, "range": [_PLAIN, _STRONG]},
                "legend": {"orient": "top", "title": None},
            },
        },
    }
    mean: Json = {
        "data": {"values": [{"moved": 0}]},
        "mark": {"type": "rule", "stroke": "var(--mp-chart-text)", "strokeWidth": 1},
        "encoding": {"x": {"field": "moved", "type": "quantitative"}},
    }
    return {
        "width": width - 230 if wide else width - 50,
        "padding": {"left": 30 if wide else 8, "right": 12, "top": 4, "bottom": 4},
        "height": max(height, 24 * len(view.bars)),
        "description": user_label(view.about),
        "data": {"values": values},
        "layer": [rows, mean],
        "config": chart_config(),
    }


def scatter_spec(view: ScatterChart, width: int, height: int) -> dict[str, Json]:
    """A point for each run, with both promises as lines.

    Args:
        view: The runs.
        width: Width of the plot in pixels, without its axes.
        height: Height of the plot in pixels.
    """
    kinds: list[Json] = ["both kept", "not both"]
    x: dict[str, Json] = {"type": "temporal", "title": None, "axis": _day_axis(width), "scale": _FITTED}
    y: dict[str, Json] = {
        "type": "quantitative",
        "title": view.currency,
        "axis": {"format": "~s", "tickCount": 5},
        "scale": _FITTED,
    }
    points: Json = {
        "data": {
            "values": [
                {"finish": finish, "cost": cost, "kept": kinds[0] if kept else kinds[1]}
                for finish, cost, kept in view.points
            ]
        },
        "mark": {"type": "point", "filled": True, "opacity": 0.55, "size": 28},
        "encoding": {
            "x": {**x, "field": "finish"},
            "y": {**y, "field": "cost"},
            "color": {
                "field": "kept",
                "type": "nominal",
                "scale": {"domain": kinds, "range": [_PLAIN, _STRONG]},
                "legend": {"orient": "top", "title": None},
            },
            "shape": {
                "field": "kept",
                "type": "nominal",
                "scale": {"domain": kinds, "range": ["circle", "triangle-up"]},
                "legend": {"orient": "top", "title": None},
            },
        },
    }
    level: Json = {
        "data": {"values": [{"cost": view.cost.at, "label": user_label(view.cost.label)}]},
        "encoding": {"y": {**y, "field": "cost"}},
        "layer": [
            {"mark": _rule(promised=True)},
            {
                "mark": {"type": "text", "align": "left", "dx": 4, "dy": -6, "color": "var(--mp-chart-text)"},
                "encoding": {"x": {"value": 0}, "text": {"field": "label"}},
            },
        ],
    }
    return {
        "width": width,
        "height": height,
        "description": user_label(view.about),
        "layer": [points, *_rules((view.finish,), x), *_date_label(view.finish, x), level],
        "config": chart_config(),
    }


_FITTED: Json = {"zero": False, "nice": False}


def _value_axis(view: DistributionChart, width: int) -> dict[str, Json]:
    if view.temporal:
        return {"type": "temporal", "title": None, "axis": _day_axis(width), "scale": {"nice": False}}
    axis: Json = {"format": "~s", "tickCount": max(3, width // 90), "grid": False}
    return {"type": "quantitative", "title": view.unit, "axis": axis, "scale": _FITTED}


def _day_axis(width: int) -> Json:
    return {"format": "%-d %b", "tickCount": max(3, width // 110), "grid": False, "labelOverlap": True}


def _rule(*, promised: bool) -> Json:
    dash: list[Json] = [4, 3] if promised else [1, 0]
    return {"type": "rule", "stroke": _STRONG if promised else _SOFT, "strokeDash": dash, "strokeWidth": 1.5}


def _rules(markers: Sequence[Marker], x: dict[str, Json]) -> list[Json]:
    return [
        {
            "data": {"values": [{"at": one.at}]},
            "mark": _rule(promised=one.promised),
            "encoding": {"x": {**x, "field": "at", **({"axis": None} if x.get("axis") is None else {})}},
        }
        for one in markers
    ]


def _labels(markers: Sequence[Marker], x: dict[str, Json], view: DistributionChart) -> list[Json]:
    """A label above the plot for each marker, each in a line of its own, so that none covers another."""
    middle = view.curve[len(view.curve) // 2][0] if view.curve else 0.0
    return [
        {
            "data": {"values": [{"at": one.at, "label": user_label(one.label)}]},
            "mark": {
                "type": "text",
                "align": "left" if _before(one.at, middle) else "right",
                "dx": 3 if _before(one.at, middle) else -3,
                "baseline": "bottom",
                "fontSize": 12,
                "color": "var(--mp-chart-text)",
            },
            "encoding": {
                "x": {**x, "field": "at", "axis": None},
                "y": {"value": -_LABEL_HEIGHT * (len(markers) - 1 - place)},
                "text": {"field": "label"},
            },
        }
        for place, one in enumerate(markers)
    ]


def _before(at: float | str, middle: float | str) -> bool:
    if isinstance(at, str) or isinstance(middle, str):
        return str(at) < str(middle)
    return at < middle


def _date_label(one: Marker, x: dict[str, Json]) -> list[Json]:
    return [
        {
            "data": {"values": [{"at": one.at, "label": user_label(one.label)}]},
            "mark": {"type": "text", "baseline": "bottom", "align": "left", "color": "var(--mp-chart-text)"},
            "encoding": {
                "x": {**x, "field": "at"},
                "y": {"value": -2},
                "text": {"field": "label"},
            },
        }
    ]
