"""What a week of delay costs, worked out by hand."""

from decimal import Decimal
from pathlib import Path

from milepost.budget.delay import Delay
from tests.budget.written import budget_of

PLAN = """\
tasks:
  - {id: T-1, name: Build, duration: 10d, cost: 900 EUR, progress: {actual_start: 2026-06-01, percent: 10, remaining: 12d}}
  - {id: T-2, name: Lead, duration: 2w, type: level-of-effort, cost: 1400 EUR, predecessors: ["T-1 SS"]}
  - {id: T-3, name: Support, duration: 1w, type: level-of-effort, cost: 700 EUR, predecessors: [T-1]}
"""
BUDGET = """\
accounts: [{id: CA-1, name: Build}]
lines:
  - {id: B-1, account: CA-1, category: opex, amount: 280 EUR, phasing: {from: 2026-06-01, to: 2026-06-28}}
  - {id: B-2, account: CA-1, category: travel, amount: 280 EUR, phasing: {from: 2026-06-01, to: 2026-06-28}}
  - {id: B-3, account: CA-1, category: opex, amount: 280 EUR, phasing: {from: 2026-07-01, to: 2026-07-28}}
"""
BENEFITS = """\
benefits:
  - {id: BEN-1, title: Faster, value: 36500 EUR, realise_from: 2026-09-01}
  - {id: BEN-2, title: Already there, value: 3650 EUR, realise_from: 2026-01-01}
  - {id: BEN-3, title: Given up, value: 3650 EUR, status: withdrawn}
  - {id: BEN-4, title: Worse elsewhere, value: -3650 EUR}
"""


def delay(folder: Path) -> Delay:
    files = {"plan.yaml": PLAN, "budget.yaml": BUDGET, "benefits.yaml": BENEFITS}
    return budget_of(folder, files)[0].outlook.delay


def test_a_week_costs_what_runs_on_and_what_begins_later(tmp_path: Path) -> None:
    """The line of 280 EUR runs for 28 days: 70 a week. 36,500 EUR a year are 700 a week."""
    parts = {one.id: one.per_week for one in delay(tmp_path).parts}
    assert parts.keys() == {"T-2", "B-1", "BEN-1", "BEN-4"}
    assert (parts["B-1"], parts["BEN-1"], parts["BEN-4"]) == (70, 700, -70)
    assert 700 < parts["T-2"] < 1400, "from Monday morning to Friday evening it is less than two weeks"


def test_the_forecast_delay_is_counted_in_days(tmp_path: Path) -> None:
    found = delay(tmp_path)
    assert found.days > 0
    assert found.cost == (found.per_week * found.days / 7).quantize(Decimal("0.000001"))
    assert found.standing == found.per_week - 700 + 70


def test_a_project_without_standing_cost_and_benefits_says_nothing(tmp_path: Path) -> None:
    plan = "tasks:\n  - {id: T-1, name: Build, duration: 10d, cost: 900 EUR}\n"
    assert budget_of(tmp_path, {"plan.yaml": plan})[0].outlook.delay.parts == ()
