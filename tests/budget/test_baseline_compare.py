"""Comparing baselines: money, dates, tasks and scope, and the words of `milepost baseline compare`."""

from decimal import Decimal
from pathlib import Path

import pytest

from milepost.budget.baseline import named_baseline
from milepost.budget.baseline_compare import Comparison, compare
from milepost.budget.freeze import plan_of_today
from tests.budget.written import load, schedule_of
from tests.cli.command_line import CommandLine

FIRST = """\
id: B1
name: First
created: 2026-05-29
currency: EUR
bac: 3000 EUR
tasks:
  T-1: {name: Map, start: 2026-06-01, finish: 2026-06-05, account: CA-1, budget: 2000 EUR}
  T-2: {name: Load, start: 2026-06-08, finish: 2026-06-12, account: CA-1, budget: 1000 EUR}
  M-1: {name: Live, start: 2026-06-12T17:00, finish: 2026-06-12T17:00, milestone: true}
accounts: {CA-1: 3000 EUR}
scope: {deliverables: [DL-1, DL-2]}
"""
SECOND = """\
id: B2
name: Second
created: 2026-06-02
change: CR-1
supersedes: B1
currency: EUR
bac: 3700 EUR
tasks:
  T-1: {name: Map, start: 2026-06-01, finish: 2026-06-05, account: CA-1, budget: 2200 EUR}
  T-3: {name: Polish, start: 2026-06-08, finish: 2026-06-17, account: CA-2, budget: 1500 EUR}
  M-1: {name: Live, start: 2026-06-17T17:00, finish: 2026-06-17T17:00, milestone: true}
accounts: {CA-1: 2200 EUR, CA-2: 1500 EUR}
scope: {deliverables: [DL-2, DL-3]}
"""
PLAN = """\
tasks:
  - {id: T-1, name: Map, duration: 5d, account: CA-1, cost: 2200 EUR}
  - {id: T-3, name: Polish, duration: 9d, account: CA-2, cost: 1500 EUR, predecessors: [T-1]}
  - {id: M-1, name: Live, milestone: true, predecessors: [T-3]}
"""
FILES = {
    "plan.yaml": PLAN,
    "budget.yaml": "accounts:\n  - {id: CA-1, name: Build}\n  - {id: CA-2, name: Finish}\n",
    "changes.yaml": "changes:\n  - {id: CR-1, title: Polish it, status: approved}\n",
    "baselines/B1.yaml": FIRST,
    "baselines/B2.yaml": SECOND,
}


@pytest.fixture
def compared(tmp_path: Path) -> Comparison:
    loaded = load(tmp_path, FILES)
    first, second = named_baseline(loaded.project, "B1"), named_baseline(loaded.project, "B2")
    assert first is not None
    assert second is not None
    return compare(first, second, schedule_of(loaded).calendar, lambda money: money.amount)


def test_totals_tasks_accounts_and_scope(compared: Comparison) -> None:
    assert (compared.bac, compared.days) == ((3000, 3700), 3)
    assert [task.id for task in compared.added] == ["T-3"]
    assert [task.id for task in compared.removed] == ["T-2"]
    assert [(one.id, one.redated, one.days, one.budget) for one in compared.moved] == [
        ("T-1", False, 0, (2000, 2200)),
        ("M-1", True, 3, (0, 0)),
    ]
    assert compared.accounts == {"CA-1": (3000, 2200), "CA-2": (Decimal(0), 1500)}
    assert compared.scope == {"deliverables": (("DL-3",), ("DL-1",))}


def test_the_plan_of_today_compares_like_a_baseline(tmp_path: Path) -> None:
    loaded = load(tmp_path, {**FILES, "project.yaml": PROJECT_TODAY})
    schedule = schedule_of(loaded)
    second, now = named_baseline(loaded.project, "B2"), plan_of_today(loaded.project, schedule)
    assert second is not None
    assert now is not None
    found = compare(second, now, schedule.calendar, lambda money: money.amount)
    assert (found.bac, found.added, found.removed) == ((3700, 3700), (), ())
    assert [(one.id, one.days) for one in found.moved] == [("T-3", 1), ("M-1", 1)]


PROJECT_TODAY = (
    "milepost: 1\nid: P-1\nname: New catalogue\nstart: 2026-06-01\nstatus_date: 2026-06-01\ncurrency: EUR\n"
)


def test_the_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    milepost = CommandLine(tmp_path, monkeypatch, capsys)
    milepost.write({**FILES, "project.yaml": PROJECT_TODAY})
    run = milepost("baseline", "compare", "B1", "B2")
    assert run.code == 0
    lines = [" ".join(line.split()) for line in run.out.splitlines()]
    assert "budget 3,000.00 -> 3,700.00 EUR (+700.00)" in lines
    assert "finish 2026-06-12 -> 2026-06-17 (3 working days later)" in lines
    assert "M-1 Live 2026-06-12 -> 2026-06-17 3 working days later" in lines
    assert "Deliverables: came DL-3; went DL-1" in lines
    same = milepost("baseline", "compare", "B1", "B1")
    assert same.out.endswith("Dates, budgets and scope are the same.\n")
    unknown = milepost("baseline", "compare", "B7")
    assert unknown.code == 2
    assert "no baseline with tasks is called B7; there are: B1, B2" in unknown.err
