"""The pages of scope, traceability, changes, decisions, issues, actions and quality say what was computed."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from milepost.checking import check_project
from milepost.history.revision import Revision
from milepost.portal.charts import Charts
from milepost.portal.compose.changes import _waterfall
from milepost.portal.compose.site import compose
from milepost.portal.line_chart import lines_spec
from milepost.portal.sparkline import sparkline
from milepost.portal.views.matrix import Line, LinesView
from milepost.portal.waterfall_chart import waterfall_spec
from tests.scope.written import project

EXAMPLE = Path(__file__).parents[2] / "example-project"
REVISION = Revision("0123456789abcdef0123456789abcdef01234567")
ANCHORS = {
    "scope": ["statement", "sides", "burn-up", "states", "ledger", "volatility"],
    "traceability": ["coverage", "matrix", "forward", "backward", "asked", "priorities", "orphans"],
    "deliverables": ["states", "acceptance"],
    "changes": ["pipeline", "waiting", "waterfall", "ledger", "measured", "drawn"],
    "decisions": ["pending", "options", "log"],
    "issues": ["board", "blockers", "escalated", "ageing", "flow", "causes"],
    "actions": ["open", "people"],
    "quality": [
        "figures",
        "acceptance",
        "not-met",
        "metric-states",
        "defect-counts",
        "defect-flow",
        "cost",
        "evidence",
    ],
}


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    return dict(compose(check_project(EXAMPLE), REVISION).pages)


@pytest.mark.parametrize("name", ANCHORS)
def test_sections_stand_in_their_order_and_once(pages: dict[str, str], name: str) -> None:
    found = re.findall(r"^## .* \{: #([^ }]+) \}$", pages[f"{name}.md"], re.MULTILINE)
    assert found[: len(ANCHORS[name])] == ANCHORS[name]
    assert len(found) == len(set(found))


def test_the_figures_are_those_of_the_report(pages: dict[str, str]) -> None:
    report = check_project(EXAMPLE).report
    ledger = report.changes()
    assert f"{ledger.steps[0].bac:,.0f} to {ledger.steps[-1].bac:,.0f}" in pages["changes.md"]
    accepted = next(one for one in report.traceability().coverage if one.key == "deliverable-accepted")
    assert f"{accepted.covered} of {accepted.of}" in pages["traceability.md"]
    assert f"{accepted.covered} of {accepted.of} deliverables accepted" in pages["scope.md"]
    assert f"{len(report.quality().severe_open)} severe defects are open" in pages["quality.md"]


def test_a_project_that_keeps_little_has_no_empty_charts(tmp_path: Path) -> None:
    checked = project(
        tmp_path,
        issues="issues:\n  - {id: I-1, title: Stuck, owner: raj, target_date: 2026-02-20}\n",
        changes="changes:\n  - {id: CR-1, title: More}\n",
        decisions="decisions:\n  - {id: D-1, title: Choose}\n",
        quality="metrics:\n  - {id: QM-1, title: Speed, target: 1}\n",
        deliverables="deliverables:\n  - {id: DL-1, title: Catalogue, owner: raj}\n",
        requirements="requirements:\n  - {id: REQ-1, title: Search}\n",
        scope="in_scope:\n  - {id: SC-1, title: Search}\n",
        actions="actions:\n  - {id: A-1, title: Ask, owner: raj, due: 2026-02-20}\n",
    )
    found = compose(checked, REVISION).pages
    for name in ("changes", "issues", "decisions", "quality", "actions"):
        assert "<figure" not in found[f"{name}.md"]
    assert "There is no baseline that says what was in scope" in found["scope.md"]
    assert "no requirements" not in found["traceability.md"].lower()


def test_pages_stay_of_a_size_to_read(tmp_path: Path) -> None:
    requirements = "".join(f"  - {{id: REQ-{n}, title: Wish {n}}}\n" for n in range(200))
    deliverables = "".join(f"  - {{id: DL-{n}, title: Result {n}, owner: raj}}\n" for n in range(60))
    issues = "".join(
        f"  - {{id: I-{n}, title: Stuck, owner: raj, target_date: 2026-03-20}}\n" for n in range(40)
    )
    found = compose(
        project(
            tmp_path,
            requirements=f"requirements:\n{requirements}",
            deliverables=f"deliverables:\n{deliverables}",
            issues=f"issues:\n{issues}",
        ),
        REVISION,
    ).pages
    assert "A matrix of 200 × 60 cells helps nobody" in found["traceability.md"]
    assert "and 28 more in the table below" in found["issues.md"]


def test_a_project_without_requirements_has_no_page_for_them(tmp_path: Path) -> None:
    assert "traceability.md" not in compose(project(tmp_path), REVISION).pages


def test_bars_of_a_waterfall_have_names_of_their_own_and_join() -> None:
    view = _waterfall(check_project(EXAMPLE).report.changes())
    assert view is not None
    labels = [bar.label for bar in view.bars]
    assert len(labels) == len(set(labels))
    level = Decimal(0)
    for bar in view.bars:
        assert bar.kind == "total" or bar.start == level
        level = bar.end


def test_charts_are_drawn_without_an_address() -> None:
    lines = LinesView("Two", "Things", (Line("One", ((date(2026, 1, 1), Decimal(1)),)),), date(2026, 1, 2))
    view = _waterfall(check_project(EXAMPLE).report.changes())
    assert view is not None
    for spec in (lines_spec(lines, 300, 200), waterfall_spec(view, 300, 200)):
        assert Charts().svg(spec).startswith("<svg")


def test_a_sparkline_ends_at_the_last_value() -> None:
    values = ((date(2026, 1, 1), Decimal(1)), (date(2026, 1, 3), Decimal(3)))
    drawn = sparkline(values, Decimal(2))
    assert 'aria-hidden="true"' in drawn
    points = re.search(r'points="([^"]+)"', drawn)
    assert points is not None
    assert points[1].split()[-1] == "93.0,3.0"
    assert sparkline(values[:1], None) == ""
    assert sparkline(((date(2026, 1, 1), Decimal(1)),) * 2, None).count("93.0,11.0") == 2
