"""Charts: Vega-Lite specifications, rendered to SVG at build time and kept by the hash of what they show.

Colours are CSS variables and fonts are inherited, so a chart follows the page's palette; the SVG holds no
address but its own namespace.
"""

import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from milepost.frozen import frozen
from milepost.portal.text import clean
from milepost.portal.views import CurveView, LoadChartView

Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]

_VEGA_LITE = "5.21"
_LONGEST_LABEL = 80
_SERIES = (
    ("planned", "Planned value", "var(--mp-chart-1)", [6, 4]),
    ("earned", "Earned value", "var(--mp-chart-2)", [1, 0]),
    ("actual", "Actual cost", "var(--mp-chart-3)", [1, 0]),
    ("forecast", "Forecast", "var(--mp-chart-3)", [2, 3]),
)
_ADDRESS = re.compile(r"(?:https?:)?//(?!www\.w3\.org/)|@import|url\((?!#)")


@frozen
class Charts:
    """Renders specifications to SVG.

    Attributes:
        cache: Folder for rendered charts, or None to keep none. A file there is named by the hash of its
            specification and of the renderer's version, so it never needs to be thrown away to be right.
    """

    cache: Path | None = None

    def svg(self, spec: dict[str, Json]) -> str:
        """Render a specification, or take it from the cache.

        Raises:
            ValueError: If the result would ask another host for something.
        """
        text = json.dumps(spec, sort_keys=True)
        kept = self._kept(text)
        if kept is not None and kept.is_file():
            return kept.read_text(encoding="utf-8")
        svg = _render(spec)
        if kept is not None:
            kept.parent.mkdir(parents=True, exist_ok=True)
            partial = kept.with_suffix(".tmp")
            partial.write_text(svg, encoding="utf-8")
            partial.replace(kept)
        return svg

    def _kept(self, text: str) -> Path | None:
        if self.cache is None:
            return None
        import hashlib

        digest = hashlib.sha256(f"{_VEGA_LITE} 1 {text}".encode()).hexdigest()
        return self.cache / f"{digest[:32]}.svg"


def _render(spec: dict[str, Json]) -> str:
    import vl_convert  # half a second of CPU, only when a chart is not in the cache

    svg = vl_convert.vegalite_to_svg(json.dumps(spec), vl_version=_VEGA_LITE)
    if not isinstance(svg, str):
        raise TypeError("the chart renderer gave no text")
    if _ADDRESS.search(svg):
        raise ValueError("the rendered chart holds an address of another host")
    return svg


def user_label(text: str) -> str:
    """Text of a user as a chart shows it: short, and nothing in it looks like an address or a style."""
    shown = clean(text)
    for risky in ("//", "@import", "url("):
        shown = re.sub(re.escape(risky), f"{risky[0]}\u200b{risky[1:]}", shown, flags=re.IGNORECASE)
    return shown if len(shown) <= _LONGEST_LABEL else f"{shown[: _LONGEST_LABEL - 1]}\u2026"


def curve_spec(view: CurveView, width: int, height: int) -> dict[str, Json]:
    """The S-curve of earned value: cumulative planned, earned, actual and forecast over time.

    Args:
        view: The curve.
        width: Width of the plot in pixels, without its axes.
        height: Height of the plot in pixels.
    """
    values: list[Json] = list(_long_form(view))
    names: list[Json] = [name for _, name, _, _ in _SERIES]
    x: Json = {
        "field": "day",
        "type": "temporal",
        "timeUnit": "utcyearmonthdate",
        "title": None,
        "axis": {"format": "%b %y", "tickCount": max(3, width // 90), "grid": False, "labelFlush": True},
    }
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
    x: dict[str, Json] = {
        "field": "week",
        "type": "temporal",
        "timeUnit": "utcyearmonthdate",
        "title": None,
        "axis": {"format": "%b %y", "tickCount": max(3, width // 90), "grid": False, "labelFlush": True},
    }
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


def _long_form(view: CurveView) -> Iterator[Json]:
    for attribute, name, _, _ in _SERIES:
        for point in view.points:
            value: Decimal | None = getattr(point, attribute)
            if value is not None:
                yield {"day": iso(point.day), "series": name, "value": round(float(value), 2)}


def iso(day: date) -> str:
    """A day as Vega-Lite reads it."""
    return f"{day.isoformat()}T00:00:00Z"


def chart_config() -> Json:
    """The look that all charts share: colours are variables of the style sheet."""
    text = "var(--mp-chart-text)"
    line = "var(--mp-chart-grid)"
    return {
        "background": None,
        "font": "sans-serif",
        "padding": 4,
        "view": {"stroke": None},
        "axis": {
            "labelColor": text,
            "labelFontSize": 12,
            "titleColor": text,
            "titleFontSize": 12,
            "titleFontWeight": "normal",
            "domainColor": line,
            "tickColor": line,
            "gridColor": line,
        },
        "legend": {"labelColor": text, "labelFontSize": 12, "labelLimit": 200},
    }
