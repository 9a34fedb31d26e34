"""A figure explained: what it says it is the sum of adds up to it, and every part has its place."""

from pathlib import Path

import pytest

from milepost.budget.explain import FIGURES, explain_account, explain_figure
from milepost.checking import check_project
from milepost.report import Report
from tests.cli.command_line import CommandLine

EXAMPLE = Path(__file__).parents[2] / "example-project"
PLAN = """\
tasks:
  - id: T-2
    name: Map the fields
    owner: mara
    duration: 10d
    account: CA-1
    cost: 8000 EUR
    earning: 50/50
    progress: {actual_start: 2026-01-12, percent: 90}
  - {id: T-3, name: Load, owner: mara, duration: 5d, account: CA-2, cost: 1000 EUR, predecessors: [T-2]}
"""
BUDGET = "accounts:\n  - {id: CA-1, name: Migration}\n  - {id: CA-2, name: Loading}\n"
ACTUALS = "entries:\n  - {date: 2026-01-20, document: INV-7, account: CA-1, amount: 5000 EUR, supplier: Pumps Ltd}\n"


@pytest.fixture
def milepost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> CommandLine:
    """The command line in an empty folder."""
    return CommandLine(tmp_path, monkeypatch, capsys)


@pytest.fixture(scope="module")
def report() -> Report:
    return check_project(EXAMPLE).report


def test_every_account_is_the_sum_of_parts_that_have_places(report: Report) -> None:
    assert report.schedule is not None
    assert report.budget is not None
    for id_, account in report.budget.accounts.items():
        if account.performance.bac == report.budget.ladder.undistributed and id_.startswith("("):
            continue
        found = explain_account(report.project, report.schedule, report.baseline, report.budget, id_)
        it = account.performance
        assert {one.name: one.amount for one in found.sums} == {
            "BAC": it.bac,
            "PV": it.pv,
            "EV": it.ev,
            "AC": it.ac,
        }
        assert all(part.places for one in found.sums for part in one.parts), id_


def test_every_figure_of_the_project_is_made_of_its_inputs(report: Report) -> None:
    assert report.schedule is not None
    assert report.budget is not None
    for name, figure in FIGURES.items():
        found = explain_figure(report.project, report.schedule, report.baseline, report.budget, name)
        assert tuple(one.name for one in found.sums) == figure.inputs
        assert [one.amount for one in found.sums] == [found.value(one.name) for one in found.sums], name


def test_the_page_of_an_index(milepost: CommandLine) -> None:
    milepost.project(plan=PLAN, budget=BUDGET, actuals=ACTUALS)
    done = milepost("explain", "CPI")
    assert done.code == 0
    assert done.out.splitlines() == [
        "Cost performance index (CPI)",
        "",
        "CPI  0.8000  = EV / AC = 4,000.00 / 5,000.00",
        "",
        "EV 4,000.00 EUR, the sum of:",
        "  4,000.00  T-2 Map the fields  of 8,000.00, 50% earned by 50/50  (plan.yaml:7, plan.yaml:9)",
        "",
        "AC 5,000.00 EUR, the sum of:",
        "  5,000.00  2026-01-20 INV-7 Pumps Ltd  (actuals.yaml:2)",
    ]


def test_the_page_of_an_account_names_what_is_not_defined(milepost: CommandLine) -> None:
    milepost.project(plan=PLAN, budget=BUDGET, actuals=ACTUALS)
    page = milepost("explain", "CA-2").out
    assert "not defined  = EV / AC = 0.00 / 0.00" in page
    assert page.endswith("EV 0.00 EUR: nothing adds to it.\n\nAC 0.00 EUR: nothing adds to it.\n")
    assert "EAC is AC + (BAC - EV): nothing has been earned yet" in page


def test_a_misspelt_figure_has_a_suggestion(milepost: CommandLine) -> None:
    milepost.project(plan=PLAN, budget=BUDGET)
    done = milepost("explain", "cpy")
    assert done.code == 2
    assert "Did you mean cpi" in done.err
