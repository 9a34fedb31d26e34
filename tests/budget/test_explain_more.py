"""What `milepost explain` says of figures in time, of reserves and of months."""

from pathlib import Path

import pytest

from tests.cli.command_line import CommandLine

PLAN = """\
tasks:
  - {id: T-1, name: Map, duration: 10d, cost: 1000 EUR, account: CA-1, progress: {actual_start: 2026-01-05, percent: 45}}
  - {id: T-2, name: Load, duration: 10d, cost: 1000 EUR, account: CA-2, predecessors: [T-1]}
"""
BUDGET = """\
accounts:
  - {id: CA-1, name: Mapping}
  - {id: CA-2, name: Loading}
reserves:
  - id: RES-1
    name: For risks
    type: contingency
    amount: 500 EUR
    draws:
      - {date: 2026-01-12, amount: 120 EUR, account: CA-1, change: CR-1, reason: More records}
      - {date: 2026-04-01, amount: 30 EUR, account: CA-2, change: CR-1, reason: Later}
closed_periods: [2026-02]
control_totals:
  - {period: 2026-01, amount: 350.00 EUR}
  - {period: 2026-01, account: CA-1, amount: 300.00 EUR}
"""
ACTUALS = """\
entries:
  - {date: 2026-01-20, document: 1, account: CA-1, amount: 300.00 EUR}
  - {date: 2026-01-31, document: 2, account: CA-2, amount: 75.50 EUR}
  - {date: 2026-02-01, document: 3, account: CA-2, amount: 9.00 EUR}
"""


@pytest.fixture
def books(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> CommandLine:
    milepost = CommandLine(tmp_path, monkeypatch, capsys)
    milepost.project(plan=PLAN, budget=BUDGET, actuals=ACTUALS)
    return milepost


def test_earned_schedule_names_the_days_between_which_it_lies(books: CommandLine) -> None:
    """2,000 EUR are planned over 20 working days, 100 a day; 450 are earned."""
    lines = books("explain", "es").out.splitlines()
    assert lines[2].startswith("ES  4.50 working days  = ")
    assert lines[4:] == [
        "  450.00 EUR are earned.",
        "  400.00 EUR were planned up to 2026-01-08, the end of day 4,",
        "  500.00 EUR up to 2026-01-09, the end of day 5:",
        "  4 + (450.00 - 400.00) / (500.00 - 400.00) = 4.5000",
    ]


@pytest.mark.parametrize("name", ["spi(t)", "SPI-T", "spit"])
def test_an_index_in_time_shows_its_formula_with_the_figures(books: CommandLine, name: str) -> None:
    """The status date is the end of the 25th working day."""
    out = books("explain", name).out
    assert "SPI(t)  0.1800  = ES / AT = 4.50 / 25.00" in out
    assert "The planned start is 2026-01-05." in out


def test_a_finish_that_has_passed_cannot_be_met(books: CommandLine) -> None:
    out = books("explain", "tspi").out
    assert "TSPI  not defined  = (PD - ES) / (PD - AT): the planned finish has passed" in out
    assert "The plan runs from 2026-01-05 to 2026-01-30." in out


def test_the_estimate_in_time_names_its_day(books: CommandLine) -> None:
    out = books("explain", "ieac-t").out
    assert "IEAC(t)  111.11 working days  = PD / SPI(t) = 20.00 / 0.1800" in out
    assert "it ends on 2026-06-09" in out


@pytest.mark.parametrize("name", ["RES-1", "contingency"])
def test_a_reserve_lists_its_draws(books: CommandLine, name: str) -> None:
    out = books("explain", name).out
    assert "left  380.00 EUR  = set aside - drawn = 500.00 - 120.00" in out
    assert "  120.00  2026-01-12 CA-1 CR-1 More records  (budget.yaml:10)" in out
    assert "   30.00  2026-04-01 CA-2 CR-1 Later, after the status date  (budget.yaml:11)" in out


def test_a_reserve_that_is_not_there(books: CommandLine) -> None:
    done = books("explain", "management")
    assert (done.code, "the project has no reserve management" in done.err) == (2, True)


def test_a_month_shows_what_a_controller_compares(books: CommandLine) -> None:
    lines = books("explain", "2026-01").out.splitlines()
    assert lines[:4] == [
        "2026-01: 375.50 EUR are booked, 2 entries",
        "",
        "  300.00  CA-1  Mapping",
        "   75.50  CA-2  Loading",
    ]
    assert lines[5:7] == [
        "The control total is 350.00 EUR; 25.50 too much is booked (budget.yaml:14).",
        "The control total of CA-1 agrees (budget.yaml:15).",
    ]
    assert lines[8].startswith("The month is open. To close it")


def test_a_closed_month_can_be_sealed(books: CommandLine) -> None:
    page = books("explain", "2026-02").out
    assert "The month is closed without a seal (budget.yaml:12)" in page
    seal = page.splitlines()[-1].removeprefix("  - ")
    closed = BUDGET.replace("[2026-02]", f"[{seal}]")
    books.project(plan=PLAN, budget=closed, actuals=ACTUALS)
    assert "it holds what it held then (budget.yaml:12)" in books("explain", "2026-02").out
    more = ACTUALS + "  - {date: 2026-02-02, document: 4, account: CA-2, amount: 1.00 EUR}\n"
    books.project(plan=PLAN, budget=closed, actuals=more)
    assert "was changed since (budget.yaml:12)" in books("explain", "2026-02").out
