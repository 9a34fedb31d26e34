"""Charts: SVG that follows the page's colours, asks no host, and is kept."""

import re
from datetime import date
from decimal import Decimal

import pytest

from milepost.portal import charts
from milepost.portal.charts import Charts
from milepost.portal.curve_chart import curve_spec
from milepost.portal.views.budget import CurvePoint, CurveView
from tests.portal.demo import curve_view


def test_the_curve_uses_the_pages_colours_and_no_address(chart_cache):
    svg = Charts(chart_cache).svg(curve_spec(curve_view(), 760, 320))
    assert "var(--mp-chart-2)" in svg
    assert set(re.findall(r"https?://[^\"' )]+", svg)) <= {
        "http://www.w3.org/2000/svg",
        "http://www.w3.org/1999/xlink",
    }
    assert not re.search(r"#[0-9a-f]{6}\b", svg)


def test_a_chart_is_rendered_once(tmp_path, monkeypatch):
    spec = curve_spec(curve_view(), 300, 200)
    first = Charts(tmp_path).svg(spec)
    monkeypatch.setattr(charts, "_render", lambda _spec: pytest.fail("rendered again"))
    assert Charts(tmp_path).svg(spec) == first


def test_another_figure_is_another_chart(tmp_path):
    day = date(2026, 1, 1)
    for value in (1, 2):
        points = (CurvePoint(day, Decimal(0)), CurvePoint(date(2026, 2, 1), Decimal(value)))
        Charts(tmp_path).svg(curve_spec(CurveView("t", "EUR", points, day, Decimal(3)), 200, 100))
    assert len(list(tmp_path.glob("*.svg"))) == 2


def test_a_chart_that_holds_an_address_is_refused(tmp_path):
    spec = {
        "data": {"values": [{}]},
        "mark": {"type": "image", "url": "https://evil.example/a.png", "width": 5, "height": 5},
    }
    with pytest.raises(ValueError, match="another host"):
        Charts(tmp_path).svg(spec)
