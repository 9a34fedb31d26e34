"""Money over time and by cause: every series and every split adds up to the figures it explains."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from milepost.budget.baseline import baseline_in_force
from milepost.budget.compute import compute_budget
from milepost.budget.evm import Performance, total
from milepost.budget.model import Budget
from tests.budget.written import load, schedule_of

PROJECT = """\
milepost: 1
id: P-1
name: New catalogue
start: 2026-06-01
status_date: 2026-08-14
currency: EUR
baseline: {name: B2, original: B1}
"""
PLAN = """\
tasks:
  - id: T-1
    name: Build
    tasks:
      - id: T-11
        name: Map
        duration: 10d
        account: CA-1
        cost: 4000 EUR
        progress: {actual_start: 2026-06-01, actual_finish: 2026-06-12, percent: 100}
      - id: T-12
        name: Load
        duration: 60d
        account: CA-1
        cost: 6000 EUR
        progress: {actual_start: 2026-06-15, percent: 50}
      - id: T-13
        name: Polish
        duration: 5d
        account: CA-1
        cost: 500 EUR
        progress: {actual_start: 2026-08-03, percent: 50}
  - id: T-2
    name: Train
    duration: 5d
    account: CA-2
    cost: 1000 EUR
    predecessors: [T-1]
"""
BUDGET = """\
accounts:
  - {id: CA-1, name: Build}
  - {id: CA-2, name: Training}
lines:
  - {id: B-1, account: CA-2, amount: 100 USD, funding: F-1, phasing: {from: 2026-06-01, to: 2026-06-30}}
funding:
  - {id: F-1, source: Investment plan, amount: 9000 EUR, from: 2026-06-01, confirmed: true}
  - {id: F-2, source: Grant, amount: 5000 EUR, from: 2026-11-01, confirmed: true}
  - {id: F-3, source: Hope, amount: 9000 EUR, from: 2026-06-01, confirmed: false}
reserves:
  - id: RES-1
    name: Contingency
    type: contingency
    amount: 900 EUR
    draws:
      - {date: 2026-07-10, amount: 300 EUR, reason: Overtime, change: CR-1}
      - {date: 2026-06-10, amount: 100 USD, reason: Cables}
      - {date: 2026-08-20, amount: 50 EUR, reason: After the status date}
  - {id: RES-2, name: Management, type: management, amount: 700 EUR}
exchange_rates:
  - {date: 2026-06-01, from: USD, to: EUR, rate: "0.9", kind: baseline}
  - {date: 2026-06-01, from: USD, to: EUR, rate: "0.95", kind: actual}
"""
ACTUALS = """\
entries:
  - {date: 2026-06-20, task: T-11, amount: 5000 EUR}
  - {date: 2026-07-20, task: T-12, amount: 1000 USD}
  - {date: 2026-07-31, task: T-12, amount: 1050 EUR}
  - {date: 2026-08-10, task: T-13, amount: 400 EUR}
  - {date: 2026-08-12, task: T-99, account: CA-1, amount: 10 EUR}
commitments:
  - {id: PO-1, supplier: Pumps Ltd, account: CA-1, amount: 500 EUR, delivered: 400 EUR, invoiced: 150 EUR}
  - {id: PO-2, supplier: Pumps Ltd, account: CA-1, amount: 100 USD, delivered: 100 USD}
  - {id: PO-3, supplier: Pumps Ltd, account: CA-1, amount: 90 EUR, delivered: 90 EUR, status: closed}
"""
CHANGES = """\
changes:
  - {id: CR-1, title: Load the maps too, status: approved, decided: 2026-06-08, decided_by: mara}
"""
FROZEN = """\
currency: EUR
tasks:
  T-1: {name: Build, start: 2026-06-01, finish: 2026-09-04}
  T-11: {parent: T-1, start: 2026-06-01, finish: 2026-06-12, account: CA-1, budget: 4000 EUR}
  T-12: {parent: T-1, start: 2026-06-15, finish: 2026-09-04, account: CA-1, budget: 6000 EUR}
  T-99: {parent: T-1, start: 2026-06-15, finish: 2026-06-19, account: CA-1, budget: 200 EUR}
  T-2: {start: 2026-09-07, finish: 2026-09-11, account: CA-2, budget: 1000 EUR}
accounts: {CA-1: 10200 EUR, CA-2: 1090 EUR}
"""
BASELINES = {
    "baselines/B1.yaml": "id: B1\nname: First\ncreated: 2026-05-29\nbac: 9290 EUR\n" + FROZEN,
    "baselines/B2.yaml": "id: B2\nname: Second\ncreated: 2026-06-08\nbac: 11290 EUR\nchange: CR-1\nsupersedes: B1\n"
    + FROZEN,
}


@pytest.fixture(scope="module")
def budget(tmp_path_factory: pytest.TempPathFactory) -> Budget:
    folder: Path = tmp_path_factory.mktemp("outlook")
    files = {
        "project.yaml": PROJECT,
        "plan.yaml": PLAN,
        "budget.yaml": BUDGET,
        "actuals.yaml": ACTUALS,
        "changes.yaml": CHANGES,
        **BASELINES,
    }
    loaded = load(folder, files)
    found, _ = compute_budget(loaded.project, schedule_of(loaded), baseline_in_force(loaded.project))
    return found


def test_each_month_holds_its_own_money_and_all_of_them_the_project(budget: Budget) -> None:
    months = {month.last: month for month in budget.outlook.months}
    assert list(months)[:3] == [date(2026, 6, 30), date(2026, 7, 31), date(2026, 8, 31)]
    spent = [month.spent for month in months.values() if month.spent is not None]
    assert spent == [5000, 2000, 410]
    assert sum(spent, Decimal(0)) == budget.performance.ac
    earned = [month.earned for month in months.values() if month.earned is not None]
    assert sum(earned, Decimal(0)) == budget.performance.ev
    assert sum(month.planned for month in months.values()) == budget.performance.bac
    expected = [month.expected for month in months.values() if month.expected is not None]
    assert sum(expected, Decimal(0)) == budget.forecast.etc
    assert next(reversed(months.values())).total == budget.forecast.selected


def test_the_indices_of_the_running_month_are_those_of_the_project(budget: Budget) -> None:
    june, july, august, *ahead = budget.outlook.months
    assert (august.cpi, august.spi) == (budget.performance.cpi, budget.performance.spi)
    assert june.cpi is not None
    assert july.spi is not None
    assert all(month.cpi is None and month.spi is None and month.spent is None for month in ahead)
    assert (june.expected, july.expected) == (None, None)


def test_funding_counts_when_it_is_confirmed_and_may_be_used(budget: Budget) -> None:
    outlook = budget.outlook
    assert {month.funding for month in outlook.months} == {Decimal(9000)}  # the grant comes in November
    gap = outlook.first_gap
    assert gap is not None
    assert gap.short == gap.total - 9000
    assert all(month.short is None for month in outlook.months if month.last < gap.last)
    assert [(one.id, one.planned, one.confirmed) for one in outlook.sources] == [
        ("F-1", Decimal(90), True),
        ("F-2", Decimal(0), True),
        ("F-3", Decimal(0), False),
    ]


def test_the_burn_rate_is_that_of_the_last_whole_months(budget: Budget) -> None:
    burn = budget.outlook.burn
    assert burn is not None
    assert (burn.months, burn.rate, burn.available, burn.left) == (2, 3500, 14000, 14000 - 7410)
    assert burn.months_left == Decimal(14000 - 7410) / 3500
    assert burn.months_needed == budget.forecast.etc / 3500


def test_the_causes_lead_from_the_original_budget_to_the_forecast(budget: Budget) -> None:
    causes = budget.outlook.causes
    assert [(one.label, one.amount, one.record) for one in causes[:3]] == [
        ("Original budget", 9290, "B1"),
        ("Load the maps too", 2000, "CR-1"),
        ("Current budget", budget.performance.bac, ""),
    ]
    steps = {one.label: one.amount for one in causes[3:-1]}
    assert steps["Work outside the baseline"] == 400
    assert steps["Exchange rates"] == 50  # 1,000 USD at 0.95 instead of 0.90
    assert steps["Performance so far"] == (7410 - 50) - budget.performance.ev - 400
    assert sum(steps.values(), causes[2].amount) == causes[-1].amount == budget.forecast.selected


def test_what_is_delivered_and_not_invoiced_is_accrued(budget: Budget) -> None:
    assert budget.outlook.accrued == 250 + 95
    assert budget.committed == 350 + 95


def test_draws_by_day_with_what_is_left_of_their_type(budget: Budget) -> None:
    outlook = budget.outlook
    assert outlook.set_aside == {"contingency": 900, "management": 700}
    assert [(one.day, one.amount, one.left, one.change) for one in outlook.draws] == [
        (date(2026, 6, 10), 90, 810, ""),
        (date(2026, 7, 10), 300, 510, "CR-1"),
    ]
    assert outlook.draws[-1].left == budget.ladder.contingency


def test_the_work_tree_holds_everything_below_it_also_what_is_no_longer_planned(budget: Budget) -> None:
    branch = budget.outlook.branches["T-1"]
    assert branch.performance == Performance(
        Decimal(10200), branch.performance.pv, Decimal(7000), Decimal(7410)
    )
    assert branch.eac == branch.performance.bac * branch.performance.ac / branch.performance.ev
    loose = total((budget.tasks["T-2"].performance,))
    line = Decimal(90)  # belongs to no task
    assert branch.performance.bac + loose.bac + line == budget.performance.bac


def test_the_work_on_an_account_adds_up_to_what_it_holds_itself(budget: Budget) -> None:
    for id_, account in budget.accounts.items():
        assert total(one.performance for one in budget.outlook.work.get(id_, ())) == account.own
    assert [one.id for one in budget.outlook.work["CA-1"]] == ["T-11", "T-12", "T-13", "T-99"]
