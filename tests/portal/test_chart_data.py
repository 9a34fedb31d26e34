"""Every chart has its data as a file: what is in it, and that no chart of the example is without."""

import csv
import io
import re

import pytest

from milepost.checking import check_project
from milepost.history.revision import Revision
from milepost.portal.chart_data import with_data
from milepost.portal.compose.site import compose
from milepost.portal.page import Page, Section
from tests.portal.projects import EXAMPLE

FIGURE = '<figure class="mp-chart"><svg><text>drawn</text></svg>{}</figure>'
TABLE = (
    '<table class="mp-table"><thead><tr><th>Day</th><th>Cost</th><th>Note</th></tr></thead><tbody>'
    '<tr><th scope="row"><time datetime="2026-02-28">28 Feb 2026</time></th>'
    '<td data-s="1234.50" data-u="EUR">\u20ac1,234.50</td><td>=a &amp; b</td></tr>'
    '<tr><th scope="row"><time datetime="2026-03-31">31 Mar 2026</time></th><td data-s="">\u2013</td>'
    '<td><span aria-hidden="true">\u2713</span><span class="mp-sr">met</span></td></tr></tbody></table>'
)


def rows(content):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def data_of(*html):
    sections = tuple(Section(f"s{number}", f"Title {number}", one) for number, one in enumerate(html))
    pages, files = with_data({"money/budget.md": Page("Budget", "", sections)}, "data/tasks.csv")
    return [one.html for one in pages["money/budget.md"].sections], files


def test_a_figure_has_the_numbers_of_its_table():
    (html,), (file,) = data_of(FIGURE.format(TABLE))
    assert (file.path, file.title, file.page) == ("data/charts/money-budget-s0.csv", "Title 0", "Budget")
    assert 'href="site:data/charts/money-budget-s0.csv" download' in html
    assert rows(file.content) == [
        ["Day", "Cost (EUR)", "Note"],
        ["2026-02-28", "1234.50", "'=a & b"],
        ["2026-03-31", "", "met"],
    ]


def test_units_that_differ_stay_with_their_numbers():
    mixed = TABLE.replace('data-s=""', 'data-s="7" data-u="CHF"')
    _, (file,) = data_of(FIGURE.format(mixed))
    assert [row[1] for row in rows(file.content)] == ["Cost", "1234.50 EUR", "7 CHF"]


def test_a_figure_without_a_table_has_those_of_the_next_one():
    (html, after), (file,) = data_of(FIGURE.format(""), TABLE)
    assert "download" in html
    assert "download" not in after
    assert rows(file.content)[1][0] == "2026-02-28"


def test_bars_are_counted_and_a_chart_over_time_has_the_dates_of_the_tasks():
    bars = '<ul class="mp-bars"><li class="mp-good" data-done="3" data-of="4"><span class="t">Met</span></li></ul>'
    (first, second), (file,) = data_of(bars, '<table class="mp-g"><tr></tr></table>')
    assert rows(file.content) == [["What", "Done", "Of"], ["Met", "3", "4"]]
    assert file.path in first
    assert "site:data/tasks.csv" in second


def test_a_table_alone_is_no_chart():
    assert data_of(TABLE) == ([TABLE], ())


@pytest.fixture(scope="module")
def site(chart_cache):
    return compose(check_project(EXAMPLE), Revision(""), chart_cache)


def test_every_chart_of_the_example_has_its_data_and_says_what_it_shows(site):
    charts = 0
    for path, text in site.pages.items():
        for section in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
            drawn = re.search(
                r'<figure class="mp-chart|class="mp-(load|marks|matrix|grid|spark|bars|g)\b', section
            )
            if drawn is None:
                continue
            charts += 1
            links = re.findall(r'<a href="site:(data/[^"]+)" download>Download the data as CSV', section)
            assert len(links) == 1, (path, section[:60])
            assert len(rows(site.files[links[0]])) > 1, links
            for figure in re.findall(r'<figure class="mp-chart".*?</figure>', section, re.DOTALL):
                assert "<figcaption>" in figure
                assert re.search(r'aria-label="[^"]+|<title>', figure)
    assert charts >= 25
    assert [name for name in site.files if name.startswith("data/charts/")]
