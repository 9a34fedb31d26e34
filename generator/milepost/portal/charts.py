"""Charts: Vega-Lite specifications, rendered to SVG at build time and kept by the hash of what they show.

Colours are CSS variables and fonts are inherited, so a chart follows the page's palette; the SVG holds no
address but its own namespace.
"""

import json
import re
from datetime import date
from pathlib import Path

from milepost.frozen import frozen
from milepost.portal.text import clean

Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]

_VEGA_LITE = "5.21"
_LONGEST_LABEL = 80
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


def iso(day: date) -> str:
    """A day as Vega-Lite reads it."""
    return f"{day.isoformat()}T00:00:00Z"


def time_axis(width: int, form: str = "%b ’%y") -> dict[str, Json]:
    """The axis of time at the foot of a chart, without the field that it shows.

    Args:
        width: Width of the plot in pixels, which decides how many days are labelled.
        form: How a day is written, as d3 formats it.
    """
    return {
        "type": "temporal",
        "timeUnit": "utcyearmonthdate",
        "title": None,
        "axis": {"format": form, "tickCount": max(3, width // 90), "grid": False, "labelFlush": True},
    }


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
