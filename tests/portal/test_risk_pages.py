"""The pages about risk: the picture of the matrix, charts with their words, and the simulation's page."""

import re
import xml.etree.ElementTree as ET
from datetime import date
from pathlib import Path

import pytest

from milepost.checking import check_project
from milepost.diagnostics.example import laid_over_base
from milepost.portal.charts import Charts, user_label
from milepost.portal.compose.risks import risk_sections, with_figures
from milepost.portal.compose.simulation import simulation_page
from milepost.portal.compose.simulation_tables import not_simulated
from milepost.portal.formats import Formats
from milepost.portal.grids import risk_grid
from milepost.portal.render import Renderer
from milepost.portal.risk_charts import pareto_spec, window_spec
from milepost.portal.risk_map import NARROW, WIDE, risk_map_svg
from milepost.portal.simulation_charts import distribution_spec, scatter_spec, tornado_spec
from milepost.portal.views.grids import MatrixRisk, RiskMatrixView
from milepost.portal.views.register import Column, RecordDetail, Row, TableView
from milepost.portal.views.risks import ParetoBar, ParetoChart, Window, WindowChart
from milepost.portal.views.simulation import (
    DistributionChart,
    Marker,
    ScatterChart,
    TornadoBar,
    TornadoChart,
)
from milepost.portal.views.values import Badge, RecordLink, Tone
from milepost.risk.simulation.result import Swing
from milepost.risk.simulation.words import chance_text, chance_words, moved_words
from milepost.simulating import simulated
from milepost.source.user_cache import NoStore
from tests.rule_examples import write

EXAMPLE = Path(__file__).parents[2] / "example-project"
SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "x\"'><script>1</script> see http://evil.example //evil.example url(http://evil.example) @import x"


def matrix(*risks):
    names = ("Rare", "Unlikely", "Possible", "Likely", "Nearly certain")
    levels = tuple(tuple(Badge("medium", Tone.WATCH) for _ in names) for _ in names)
    return RiskMatrixView("Two risks", names, names, levels, risks)


def risk(id_, before, after, *, opportunity=False):
    return MatrixRisk(RecordLink(id_, f"About {id_}", "risks.md"), *before, *after, opportunity)


def read(svg):
    return ET.fromstring(svg)


@pytest.mark.parametrize("sizes", [WIDE, NARROW])
def test_the_matrix_has_a_link_for_each_risk_and_an_arrow_for_each_that_moves(sizes):
    view = matrix(risk("R-1", (4, 4), (2, 2)), risk("R-2", (3, 3), (3, 3)), risk("R-3", (1, 1), (5, 5)))
    drawn = read(risk_map_svg(view, sizes))
    links = [one.get("href") for one in drawn.iter(f"{SVG}a")]
    assert sorted(link.partition("#")[2] for link in links) == ["R-1", "R-2", "R-3"]
    arrows = [one for one in drawn.iter(f"{SVG}path") if one.get("class") == "mp-riskmap__arrow"]
    assert len(arrows) == 2
    ends = [list(map(float, re.findall(r"[-0-9.]+", arrow.get("d")))) for arrow in arrows]
    down, up = ends
    assert down[0] > down[2]  # less impact lies to the left
    assert down[1] < down[3]  # and less likely lies below
    assert up[1] > up[3]


def test_a_full_cell_grows_until_every_risk_is_seen():
    risks = [risk(f"R-{k}", (3, 3), (3, 3)) for k in range(20)]
    few, many = (read(risk_map_svg(matrix(*risks[:count]), NARROW)) for count in (1, 20))
    assert float(many.get("viewBox").split()[3]) > float(few.get("viewBox").split()[3])
    places = [
        (one.find(f"{SVG}rect").get("x"), one.find(f"{SVG}rect").get("y")) for one in many.iter(f"{SVG}a")
    ]
    assert len(set(places)) == 20


def test_hostile_words_are_text_in_the_matrix():
    link = RecordLink("R-1", HOSTILE, "risks.md")
    svg = risk_map_svg(matrix(MatrixRisk(link, 1, 1)), WIDE)
    assert "<script" not in svg
    assert read(svg).find(f".//{SVG}a").get("aria-label") == f"R-1 {HOSTILE}"


CHARTS = (
    window_spec(
        WindowChart(
            HOSTILE,
            date(2026, 7, 1),
            (Window("R-1", HOSTILE, date(2026, 7, 1), date(2026, 8, 1), HOSTILE),),
        ),
        760,
        200,
    ),
    pareto_spec(ParetoChart(HOSTILE, "EUR", (ParetoBar(HOSTILE, 5, 60), ParetoBar("b", 3, 100))), 400, 200),
    tornado_spec(TornadoChart(HOSTILE, "days", (TornadoBar("R-1", HOSTILE, -1, 2),)), 760, 200),
    distribution_spec(
        DistributionChart(
            HOSTILE, False, ((0.0, 1.0, 100.0),), ((0.0, 0.0), (1.0, 100.0)), (Marker(0.5, HOSTILE, True),), "EUR"
        ),
        300,
        200,
    ),
    scatter_spec(
        ScatterChart(
            HOSTILE,
            (("2026-07-01T17:00:00Z", 5.0, True),),
            Marker("2026-07-02T17:00:00Z", HOSTILE),
            Marker(6.0, HOSTILE),
            "EUR",
        ),
        300,
        200,
    ),
)  # fmt: skip


@pytest.mark.parametrize("spec", CHARTS)
def test_charts_show_hostile_words_without_any_address(spec):
    svg = Charts().svg(spec)  # raises where an address is left
    assert "<script" not in svg
    assert "evil.example" in svg


def test_words_of_charts_lose_addresses_only():
    assert user_label("Cut-over: 5/10 @ noon") == "Cut-over: 5/10 @ noon"
    assert "//" not in user_label(HOSTILE)


# -- the simulation's page -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def example():
    return simulated(check_project(EXAMPLE), iterations=400, store=NoStore())


@pytest.fixture(scope="module")
def page(example):
    return simulation_page(example, Renderer(Formats(), Charts()))


def test_the_answer_comes_first(example, page):
    result = example.report.simulation
    assert f"half of the runs finish by {_day(result.finish.p50)}" in page.lead
    assert f"four in five by {_day(result.finish.p80)}" in page.lead
    first = result.tornado[0]
    assert f"What would move the finish most is {first.id} (" in page.lead


def test_each_chart_says_its_finding_and_has_a_table(example, page):
    result = example.report.simulation
    sections = {section.anchor: section for section in page.sections}
    assert {"outcomes", "promises", "finish", "tornado", "cost", "joint", "risk-drivers", "runs"} <= set(
        sections
    )
    assert _day(result.finish.p80) in sections["finish"].title
    for anchor in ("finish", "tornado", "cost", "joint"):
        html = sections[anchor].html
        assert html.count('role="img"') == 2
        assert html.count("<svg") == 2
        assert "<table" in html


def test_every_open_risk_is_simulated_or_said_not_to_be(example, page):
    report = example.report
    left_out = dict(not_simulated(report.risk, report.simulation))
    assert set(report.risk.ranking) == set(report.simulation.risks) | set(left_out)
    runs = next(section for section in page.sections if section.anchor == "runs")
    assert all(id_ in runs.html for id_ in left_out)


def test_without_anything_uncertain_the_page_says_what_to_add(tmp_path):
    write(tmp_path, laid_over_base({}))
    checked = simulated(check_project(tmp_path), store=NoStore())
    assert checked.report.simulation is None
    made = simulation_page(checked, Renderer(Formats(), Charts()))
    assert made.sections == ()
    assert "optimistic" in made.lead
    assert "impact.targets" in made.lead


def _day(instant):
    return Formats().day(date.fromordinal(date(1970, 1, 1).toordinal() + (instant - 1) // 1440))


# -- words ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("share", "words", "text"),
    [
        (0, "none of 2,000 runs", "< 1%"),
        (0.004, "less than 1% of the runs", "< 1%"),
        (0.43, "43% of the runs", "43%"),
        (0.996, "more than 99% of the runs", "> 99%"),
        (1, "all of 2,000 runs", "> 99%"),
    ],
)
def test_chances_promise_no_certainty(share, words, text):
    assert chance_words(share, 2000) == words
    assert chance_text(share) == text


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (-4.6, "4.6 working days earlier"),
        (1.0, "1 working day later"),
        (0.01, "no sooner or later"),
        (12.0, "12 working days later"),
    ],
)
def test_moves_are_said_in_working_days(days, words):
    assert moved_words(days) == words


def test_the_table_beside_the_picture_has_the_same_risks():
    view = matrix(risk("R-1", (4, 4), (2, 2)))
    marks = [mark.link.id for row in risk_grid(view).rows for cell in row.cells for mark in cell.marks]
    assert marks == ["R-1", "R-1"]


def test_a_swing_is_as_long_as_its_ends_are_apart():
    assert Swing("R-1", "risk", -1.5, 2.0, None, None).days == pytest.approx(3.5)


def test_the_risk_page_has_what_the_register_comes_to(example):
    sections = {one.anchor: one for one in risk_sections(example, Renderer(Formats(), Charts()))}
    assert list(sections) == [
        "matrix",
        "ranking",
        "exposure",
        "adequacy",
        "pareto",
        "windows",
        "reviews",
        "owners",
    ]
    register = example.report.risk
    assert sections["ranking"].html.count("<tr>") == 11  # the head and ten
    assert all(id_ in sections["reviews"].html for id_ in register.ranking)
    assert "may happen now" in sections["windows"].title
    assert all("<table" in one.html for one in sections.values())


def test_the_sheet_of_a_risk_has_its_figures(example):
    record = RecordDetail("R-2", "Microbiology")
    table = TableView("risks", "Risks", (Column("Id"),), (Row((None,), record),))
    ((row,),) = (one.rows for one in with_figures(example.report, (table,)))
    labels = [field.label for field in row.record.fields]
    assert labels == [
        "Score before responses",
        "Score today",
        "Score after responses",
        "Expected value",
        "Expected delay",
        "In the simulation",
    ]
