"""The charts of the history: lines by status date, told apart by colour, dash and a name at their end."""

from datetime import date
from decimal import Decimal

from milepost.portal.charts import Json, chart_config, iso, time_axis
from milepost.portal.views.trends import Measure, TrendChartView
from milepost.portal.views.values import Cell, Day, Money, Number

_COLOURS = ("var(--mp-chart-2)", "var(--mp-chart-3)", "var(--mp-chart-1)")
_FEW_DAYS = 150
_LINE = 12
"""Height of a line of text in pixels."""

_DASHES: tuple[list[Json], ...] = ([1, 0], [6, 4], [1, 3], [8, 3, 2, 3])


def trend_spec(view: TrendChartView, width: int, height: int) -> dict[str, Json]:
    """Lines over status dates.

    Args:
        view: The chart.
        width: Width of the plot in pixels, without its axes and the names at the ends.
        height: Height of the plot in pixels.
    """
    names: list[Json] = [one.name for one in view.series]
    colours: list[Json] = [_COLOURS[number % 3] for number in range(len(names))]
    dashes: list[Json] = [list(_DASHES[number // 3 % 4]) for number in range(len(names))]
    values: list[Json] = [
        {"day": iso(day), "value": _value(value), "series": one.name}
        for one in view.series
        for day, value in one.points
    ]
    ends = _ends(view, height)
    x: Json = {"field": "day", **time_axis(width)}
    y = _y(view)
    colour: Json = {
        "field": "series",
        "type": "nominal",
        "legend": None,
        "scale": {"domain": names, "range": colours},
    }
    dash: Json = {
        "field": "series",
        "type": "nominal",
        "legend": None,
        "scale": {"domain": names, "range": dashes},
    }
    line: Json = {
        "mark": {"type": "line", "strokeWidth": 2},
        "encoding": {"x": x, "y": y, "color": colour, "strokeDash": dash},
    }
    label: Json = {
        "data": {"values": ends},
        "mark": {"type": "text", "align": "left", "dx": 6, "dy": {"expr": "datum.down"}, "fontSize": 11},
        "encoding": {"x": x, "y": y, "text": {"field": "series"}, "color": {"value": "var(--mp-chart-text)"}},
    }
    return {
        "width": width,
        "height": height,
        "description": view.title,
        "data": {"values": values},
        "layer": [*_reference(view, x, y), line, label],
        "padding": {"left": 4, "top": 8, "bottom": 4, "right": 34},
        "config": chart_config(),
    }


def _ends(view: TrendChartView, height: int) -> list[Json]:
    """The names at the ends of the lines, moved apart where they would lie on each other."""
    last = sorted(
        ((_number(one.points[-1][1]), one) for one in view.series if one.points), key=lambda pair: pair[0]
    )
    every = [_number(value) for one in view.series for _, value in one.points]
    low = 0.0 if view.measure is Measure.COUNT else min(every, default=0.0)
    scale = height / ((max(every, default=1.0) - low) or 1.0)
    found: list[Json] = []
    free = float(2 * height)  # how far down the next name may stand, from the top
    for value, one in last:
        at = height - (value - low) * scale
        stands = min(at, free)
        free = stands - _LINE
        day, end = one.points[-1]
        found.append(
            {"day": iso(day), "value": _value(end), "series": one.name, "down": round(stands - at, 1)}
        )
    return found


def _number(value: float | date) -> float:
    return float(value.toordinal()) if isinstance(value, date) else value


def _y(view: TrendChartView) -> Json:
    measure = view.measure
    if measure is Measure.DATE:
        days = [value for one in view.series for _, value in one.points if isinstance(value, date)]
        short = (max(days) - min(days)).days < _FEW_DAYS
        axis: Json = {"format": "%-d %b %y" if short else "%b %y", "tickCount": 5 if short else 6}
        return {"field": "value", "type": "temporal", "timeUnit": "utcyearmonthdate", "title": None,
                "axis": axis, "scale": {"zero": False}}  # fmt: skip
    form = {Measure.MONEY: "~s", Measure.INDEX: ".2f", Measure.COUNT: "d"}[measure]
    return {
        "field": "value",
        "type": "quantitative",
        "title": None,
        "axis": {"format": form, "tickCount": 5},
        "scale": {"zero": measure is Measure.COUNT},
    }


def _reference(view: TrendChartView, x: Json, y: Json) -> list[Json]:
    """The line of an index of one, or of forecasts that are due."""
    stroke: dict[str, Json] = {"stroke": "var(--mp-chart-now)", "strokeWidth": 1, "strokeDash": [2, 2]}
    if view.measure is Measure.INDEX:
        return [
            {"data": {"values": [{"value": 1}]}, "mark": {"type": "rule", **stroke}, "encoding": {"y": y}}
        ]
    if view.diagonal and view.days:
        first, last = iso(view.days[0]), iso(view.days[-1])
        ends: list[Json] = [{"day": first, "value": first}, {"day": last, "value": last}]
        return [{"data": {"values": ends}, "mark": {"type": "line", **stroke}, "encoding": {"x": x, "y": y}}]
    return []


def _value(value: float | date) -> Json:
    return iso(value) if isinstance(value, date) else round(value, 4)


def trend_cell(value: float | date | None, view: TrendChartView) -> Cell:
    """A value as the cell of the chart's table."""
    if value is None:
        return None
    if isinstance(value, date):
        return Day(value)
    if view.measure is Measure.MONEY:
        return Money(Decimal(str(round(value))), view.unit)
    return Number(Decimal(f"{value:.2f}") if view.measure is Measure.INDEX else Decimal(f"{value:.0f}"))
