"""Charts of money as Vega-Lite specifications: cash flow, trajectory, reserves, waterfall."""

from decimal import Decimal

from milepost.portal.charts import Json, chart_config, iso, time_axis, user_label
from milepost.portal.views.money import CashFlowView, CausesView, MoneyChart, ReservesView, TrajectoryView

_TEXT, _NOW, _LINE = "var(--mp-chart-text)", "var(--mp-chart-now)", "var(--mp-chart-grid)"
_ZERO_WIDTH = "\u200b"
"""Keeps the bars of two steps with the same label apart."""
_ONE, _TWO, _THREE = (f"var(--mp-chart-{number})" for number in (1, 2, 3))


def money_spec(view: MoneyChart, width: int, height: int) -> dict[str, Json]:
    """The specification of a chart of money.

    Args:
        view: What it shows.
        width: Width of the plot in pixels, without its axes.
        height: Height of the plot in pixels.
    """
    match view:
        case CashFlowView():
            return _cash_flow(view, width, height)
        case TrajectoryView():
            return _trajectory(view, min(width, 420), height)
        case ReservesView():
            return _reserves(view, width, height)
        case CausesView():
            return _waterfall(view, width)


def _whole(
    view: MoneyChart, width: int, height: int, values: list[Json], layer: list[Json]
) -> dict[str, Json]:
    return {
        "width": width,
        "height": height,
        "description": user_label(view.title),
        "data": {"values": values},
        "layer": layer,
        "config": chart_config(),
    }


def _number(amount: Decimal) -> float:
    return round(float(amount), 2)


def _amounts() -> Json:
    return {"format": "~s", "tickCount": 5}


def _cash_flow(view: CashFlowView, width: int, height: int) -> dict[str, Json]:
    names: list[Json] = ["Spent", "Expected"]
    values: list[Json] = []
    for month in view.months:
        for name, amount in (("Spent", month.spent), ("Expected", month.expected)):
            if amount:
                values.append({"month": f"{month.last:%b %y}", "kind": name, "amount": _number(amount)})
    order: list[Json] = [f"{month.last:%b %y}" for month in view.months]
    every = -(-len(order) * 52 // width)
    bars: Json = {
        "mark": {"type": "bar", "stroke": _THREE, "strokeWidth": 1},
        "encoding": {
            "x": {
                "field": "month",
                "type": "ordinal",
                "sort": order,
                "title": None,
                "scale": {"domain": order},
                "axis": {"labelAngle": 0, "grid": False, "values": order[::every]},
            },
            "y": {
                "field": "amount",
                "type": "quantitative",
                "title": None,
                "axis": _amounts(),
                "stack": "zero",
            },
            "fillOpacity": {
                "field": "kind",
                "type": "nominal",
                "legend": None,
                "scale": {"domain": names, "range": [1, 0.15]},
            },
            "order": {"field": "kind", "sort": "descending"},
            "color": {
                "field": "kind",
                "type": "nominal",
                "legend": None,
                "scale": {"domain": names, "range": [_THREE, _THREE]},
            },
        },
    }
    return _whole(view, width, height, values, [bars])


def _trajectory(view: TrajectoryView, width: int, height: int) -> dict[str, Json]:
    values: list[Json] = [
        {
            "day": iso(point.day),
            "cpi": round(float(point.cpi), 4),
            "spi": round(float(point.spi), 4),
            "label": user_label(point.label),
            "last": index == len(view.points) - 1,
        }
        for index, point in enumerate(view.points)
    ]
    reach = max(
        (abs(float(value) - 1) for point in view.points for value in (point.cpi, point.spi)), default=0
    )
    low, high = 1 - max(0.05, reach * 1.15), 1 + max(0.05, reach * 1.15)
    scale: Json = {"domain": [round(low, 3), round(high, 3)], "nice": False, "zero": False}
    x: Json = {
        "field": "spi",
        "type": "quantitative",
        "title": "SPI: behind plan \u2190 1 \u2192 ahead",
        "scale": scale,
        "axis": {"tickCount": 5, "titleColor": _TEXT, "grid": False},
    }
    y: Json = {
        "field": "cpi",
        "type": "quantitative",
        "title": "CPI: over cost \u2190 1 \u2192 under",
        "scale": scale,
        "axis": {"tickCount": 5, "titleColor": _TEXT, "grid": False},
    }
    rules: list[Json] = [
        {
            "data": {"values": [{"one": 1}]},
            "mark": {"type": "rule", "stroke": _TEXT, "strokeDash": [2, 2], "strokeWidth": 1},
            "encoding": {axis: {"field": "one", "type": "quantitative", "scale": scale}},
        }
        for axis in ("x", "y")
    ]
    line: Json = {
        "mark": {"type": "line", "stroke": _ONE, "strokeWidth": 1.5},
        "encoding": {"x": x, "y": y, "order": {"field": "day", "type": "temporal"}},
    }
    dots: Json = {
        "mark": {"type": "point", "filled": True, "opacity": 1},
        "encoding": {
            "x": x,
            "y": y,
            "color": {"condition": {"test": "datum.last", "value": _THREE}, "value": _ONE},
            "size": {"condition": {"test": "datum.last", "value": 130}, "value": 45},
        },
    }
    labels: Json = {
        "mark": {"type": "text", "dy": -11, "color": _TEXT, "fontSize": 11},
        "encoding": {"x": x, "y": y, "text": {"field": "label"}},
    }
    return _whole(view, width, height, values, [*rules, line, dots, labels])


def _reserves(view: ReservesView, width: int, height: int) -> dict[str, Json]:
    kinds: list[Json] = list(dict.fromkeys(user_label(point.kind) for point in view.points))
    values: list[Json] = [
        {"day": iso(point.day), "kind": user_label(point.kind), "left": _number(point.left)}
        for point in view.points
    ]
    encoding: dict[str, Json] = {
        "x": {**time_axis(width), "field": "day"},
        "y": {
            "field": "left",
            "type": "quantitative",
            "title": None,
            "axis": _amounts(),
            "scale": {"domainMin": 0},
        },
        "color": {
            "field": "kind",
            "type": "nominal",
            "legend": {"orient": "top", "title": None, "symbolSize": 400},
            "scale": {"domain": kinds, "range": _colours(len(kinds))},
        },
        "strokeDash": {
            "field": "kind",
            "type": "nominal",
            "legend": {"orient": "top", "title": None, "symbolSize": 400},
            "scale": {"domain": kinds, "range": _dashes(len(kinds))},
        },
    }
    layer: list[Json] = [
        {"mark": {"type": "line", "interpolate": "step-after", "strokeWidth": 2}, "encoding": encoding}
    ]
    if view.exposure is not None:
        layer.append(
            {
                "data": {"values": [{"exposure": _number(view.exposure)}]},
                "mark": {"type": "rule", "stroke": _NOW, "strokeDash": [2, 2], "strokeWidth": 1.5},
                "encoding": {"y": {"field": "exposure", "type": "quantitative"}},
            }
        )
    return _whole(view, width, height, values, layer)


def _colours(count: int) -> list[Json]:
    colours: list[Json] = [_TWO, _ONE, _THREE]
    return colours[:count]


def _dashes(count: int) -> list[Json]:
    dashes: list[Json] = [[1, 0], [6, 4], [2, 3]]
    return dashes[:count]


def _waterfall(view: CausesView, width: int) -> dict[str, Json]:
    narrow = width < 450
    labels: list[Json] = [
        f"{user_label(step.label)}{_ZERO_WIDTH * place}" for place, step in enumerate(view.steps)
    ]
    values: list[Json] = [
        {
            "label": label,
            "begin": _number(step.begin),
            "end": _number(step.end),
            "kind": "Level" if step.is_level else "More" if step.end >= step.begin else "Less",
            "text": user_label(step.text),
            "right": max(_number(step.begin), _number(step.end)),
        }
        for step, label in zip(view.steps, labels, strict=True)
    ]
    edges = [edge for step in view.steps if not step.is_level for edge in (step.begin, step.end)]
    levels = [step.end for step in view.steps if step.is_level]
    low, high = float(min([*edges, *levels])), float(max([*edges, *levels]))
    spread = max(high - low, abs(high) * 0.02, 1.0)
    start = 0.0 if low - spread < 0 or low < spread else low - spread * 0.6
    domain: list[Json] = [round(start, 2), round(high + spread * (1.15 if narrow else 0.25), 2)]
    y: Json = {
        "field": "label",
        "type": "ordinal",
        "sort": labels,
        "title": None,
        "axis": {"labelLimit": 84 if narrow else 205, "grid": False, "ticks": False, "labelFontSize": 12},
    }
    scale: Json = {"domain": domain, "nice": False, "zero": False}
    bars: Json = {
        "transform": [{"calculate": f"datum.kind == 'Level' ? {start} : datum.begin", "as": "from"}],
        "mark": {"type": "bar", "height": {"band": 0.62}},
        "encoding": {
            "y": y,
            "x": {
                "field": "from",
                "type": "quantitative",
                "title": None,
                "scale": scale,
                "axis": {"format": "~s", "tickCount": 3 if narrow else 6},
            },
            "x2": {"field": "end"},
            "color": {
                "field": "kind",
                "type": "nominal",
                "legend": {"orient": "top", "title": None},
                "scale": {"domain": ["Level", "More", "Less"], "range": [_ONE, _THREE, _TWO]},
            },
        },
    }
    texts: Json = {
        "mark": {"type": "text", "align": "left", "dx": 5, "color": _TEXT, "fontSize": 12},
        "encoding": {
            "y": y,
            "x": {"field": "right", "type": "quantitative", "scale": scale},
            "text": {"field": "text"},
        },
    }
    plot = width - (84 if narrow else 190)
    spec = _whole(view, plot, 34 * len(labels), values, [bars, texts])
    # the page's font may be wider than the one that the labels are measured with
    return {**spec, "padding": {"left": 18 if narrow else 28, "right": 4, "top": 4, "bottom": 4}}
