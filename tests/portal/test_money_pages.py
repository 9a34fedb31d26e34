"""The pages about money: what they say adds up, and an empty project is told what to add."""

from decimal import Decimal
from pathlib import Path

import pytest

from milepost.budget.model import Budget
from milepost.checking import Checked, check_project
from milepost.history.revision import Revision
from milepost.portal.compose.accounts import account_tree
from milepost.portal.compose.baselines import baseline_table
from milepost.portal.compose.money import cash_flow_page, month_rows
from milepost.portal.compose.money_moves import reserve_chart, waterfall
from milepost.portal.compose.site import compose
from milepost.portal.formats import Formats
from milepost.portal.views.register import TableView
from milepost.portal.views.values import Money, Text
from tests.budget.written import budget_of, load

EXAMPLE = Path(__file__).parents[2] / "example-project"
FORMATS = Formats()


@pytest.fixture(scope="module")
def checked() -> Checked:
    return check_project(EXAMPLE)


@pytest.fixture(scope="module")
def budget(checked: Checked) -> Budget:
    assert checked.report.budget is not None
    return checked.report.budget


def amounts(table: TableView, column: int) -> list[Decimal]:
    cells = [row.cells[column] for row in table.rows]
    return [cell.amount for cell in cells if isinstance(cell, Money)]


def test_accounts_open_to_accounts_and_these_to_their_work(checked: Checked, budget: Budget) -> None:
    tree = account_tree(checked.project, budget)
    below = {row.depth for row in tree.rows if row.detail}
    assert [row.depth for row in tree.rows if not row.detail] == [
        one.depth for one in budget.accounts.values()
    ]
    assert below == {1, 2}
    for index, row in enumerate(tree.rows[1:], 1):
        assert row.depth <= tree.rows[index - 1].depth + 1
    assert tree.total[1] == Money(budget.performance.bac.quantize(Decimal(1)), "EUR")


def test_the_waterfall_ends_at_the_forecast(checked: Checked, budget: Budget) -> None:
    view = waterfall(checked.project, budget, FORMATS)
    assert view is not None
    assert view.steps[-1].end == budget.forecast.selected
    for before, after in zip(view.steps, view.steps[1:], strict=False):
        assert after.is_level or after.begin == before.end
        if after.is_level:
            assert abs(after.end - before.end) < Decimal("0.01")


def test_the_months_of_the_page_and_of_the_download_are_the_project(checked: Checked, budget: Budget) -> None:
    page = cash_flow_page(checked.project, budget, FORMATS)
    assert page is not None
    spent = sum((month.spent for month in page.chart.months), Decimal(0))
    expected = sum((month.expected for month in page.chart.months), Decimal(0))
    assert (spent, spent + expected) == (budget.performance.ac, budget.forecast.selected)
    rows = month_rows(budget)
    assert abs(sum(Decimal(row[3] or 0) for row in rows) - budget.performance.ac) < Decimal("0.1")
    assert "lasts" in page.summary
    assert page.trajectory is not None
    last = page.trajectory.points[-1]
    assert (last.day, last.cpi, last.spi) == (
        budget.status_date,
        budget.performance.cpi,
        budget.performance.spi,
    )


def test_reserves_are_held_against_the_open_risks(checked: Checked, budget: Budget) -> None:
    view = reserve_chart(checked.project, budget, FORMATS, budget.ladder.contingency + 1000)
    assert view is not None
    assert view.title.endswith("€1,000 less than the open risks are expected to cost")
    ends = {point.kind: point.left for point in view.points}
    assert ends["Contingency"] == budget.ladder.contingency
    assert len(amounts(view.table, 4)) == len(budget.reserves) + len(budget.outlook.draws)


def test_baselines_and_the_plan_of_today_are_compared(checked: Checked) -> None:
    assert checked.report.schedule is not None
    table = baseline_table(checked.report, checked.report.schedule)
    assert table is not None
    assert [row.cells[1] for row in table.rows] == [None, Text("B1"), Text("B2")]
    first, second, _ = amounts(table, 3)
    assert amounts(table, 4)[0] == second - first


def test_a_project_without_money_says_what_to_add(tmp_path: Path) -> None:
    files = {"plan.yaml": "tasks:\n  - {id: T-1, name: Map, duration: 5d}\n"}
    budget, _ = budget_of(tmp_path, files)
    project = load(tmp_path, files).project
    tree = account_tree(project, budget)
    assert (tree.rows, tree.empty[:15]) == ((), "No accounts yet")
    assert waterfall(project, budget, FORMATS) is None
    assert reserve_chart(project, budget, FORMATS, None) is None
    assert cash_flow_page(project, budget, FORMATS) is None


def test_a_budget_before_the_plan_says_what_it_waits_for(tmp_path: Path) -> None:
    (tmp_path / "project.yaml").write_text("milepost: 1\nid: P-1\nname: Early\nstart: 2026-11-02\n")
    (tmp_path / "budget.yaml").write_text("accounts:\n  - {id: CA-1, name: Boards, budget: 1000 EUR}\n")
    page = compose(check_project(tmp_path), Revision()).pages["budget.md"]
    assert "Money is not added up yet" in page
    assert "CA-1" in page
