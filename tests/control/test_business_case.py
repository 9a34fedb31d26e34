"""The business case: present value, return and payback, as approved and with today's forecasts."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.budget.baseline import baseline_in_force
from milepost.budget.compute import compute_budget
from milepost.control.business_case import (
    BusinessCase,
    Flow,
    business_case,
    discounted,
    internal_rate,
    valuation,
)
from tests.budget.written import PROJECT, load, schedule_of

DAY = date(2026, 1, 1)
PLAN = """\
tasks:
  - {id: T-1, name: Build, duration: 10d, cost: 1000 EUR}
  - {id: M-1, name: Live, milestone: true, predecessors: [T-1]}
"""


def years(count: int, days: int = 365) -> date:
    return DAY + timedelta(days=count * days)


def case(folder: Path, benefits: str, delay: timedelta | None = None) -> BusinessCase:
    loaded = load(folder, {"project.yaml": PROJECT, "plan.yaml": PLAN, "benefits.yaml": benefits})
    schedule = schedule_of(loaded)
    budget, _ = compute_budget(loaded.project, schedule, baseline_in_force(loaded.project))
    found = business_case(loaded.project, delay, budget)
    assert found is not None
    return found


def test_the_textbook_case() -> None:
    """1,000 now for 500 a year over three years at 10 % (Brealey, Myers: 500 × 2.48685 − 1,000)."""
    flows = (
        Flow(DAY, Decimal(-1000), "project-cost"),
        *(Flow(years(n), Decimal(500), "benefit") for n in (1, 2, 3)),
    )
    found = valuation(flows, DAY, Decimal("0.1"))
    assert round(found.npv, 2) == Decimal("243.43")
    assert found.roi is not None
    assert round(found.roi, 5) == Decimal("0.24343")
    assert (found.payback, found.payback_years) == (years(2), Decimal(2))
    assert internal_rate(flows, DAY) == Decimal("0.2338")


def test_what_never_pays_back() -> None:
    flows = (Flow(DAY, Decimal(-1000), "project-cost"), Flow(years(1), Decimal(400), "benefit"))
    found = valuation(flows, DAY, Decimal(0))
    assert (found.npv, found.payback, found.payback_years) == (Decimal(-600), None, None)
    assert internal_rate(flows[1:], DAY) is None


def test_payback_counts_only_when_it_lasts() -> None:
    flows = (
        Flow(DAY, Decimal(-100), "project-cost"),
        Flow(years(1), Decimal(150), "benefit"),
        Flow(years(2), Decimal(-80), "running-cost"),
        Flow(years(3), Decimal(60), "benefit"),
    )
    assert valuation(flows, DAY, Decimal(0)).payback == years(3)


@given(
    st.lists(st.tuples(st.integers(-2000, 2000), st.integers(0, 4000)), max_size=8),
    st.integers(0, 30),
    st.integers(1, 9),
)
def test_present_value_is_linear(entries: list[tuple[int, int]], percent: int, factor: int) -> None:
    rate = Decimal(percent) / 100
    flows = tuple(Flow(DAY + timedelta(days=at), Decimal(amount), "other") for amount, at in entries)
    more = tuple(Flow(one.day, one.amount * factor, one.kind) for one in flows)
    whole = valuation(flows, DAY, rate).npv
    assert abs(valuation(more, DAY, rate).npv - factor * whole) < Decimal("1e-15")
    assert abs(whole - sum(discounted(one.amount, one.day, DAY, rate) for one in flows)) < Decimal("1e-15")


CASE = """\
business_case:
  discount_rate: 0%
  horizon_years: 3
  valuation_date: 2026-01-01
  cash_flows:
    - {date: 2026-06-30, amount: -800 EUR, kind: project-cost}
    - {date: 2026-12-31, amount: 600 EUR, kind: benefit, yearly_until: 2028-12-31, benefit: BEN-1}
benefits:
  - {id: BEN-1, title: Less typing, measure: Hours, baseline: 100, target: 0, forecasts: [{date: 2027-01-01, value: 25}]}
"""


def test_each_forecast_changes_the_case_by_itself(tmp_path: Path) -> None:
    found = case(tmp_path, CASE, timedelta(days=2))
    assert (found.approved.cost, found.approved.npv) == (Decimal(800), Decimal(1000))
    names = [name for name, _, _ in found.steps]
    assert names == ["Cost", "Time", "Benefits"]
    # 1,000 instead of 800; the third year falls behind the horizon; three quarters of what is left come.
    assert [change for _, _, change in found.steps] == [Decimal(-200), Decimal(-600), Decimal(-300)]
    assert (found.current.cost, found.current.npv) == (Decimal(1000), Decimal(-100))
    assert found.approved.npv + sum(change for _, _, change in found.steps) == found.current.npv


def test_without_a_delay_the_days_stay(tmp_path: Path) -> None:
    assert [name for name, _, _ in case(tmp_path, CASE).steps] == ["Cost", "Benefits"]


@pytest.mark.parametrize(
    "text", ["business_case: {summary: Later}\n", "benefits: [{id: BEN-1, title: Less}]\n"]
)
def test_a_case_without_flows_is_none(tmp_path: Path, text: str) -> None:
    loaded = load(tmp_path, {"project.yaml": PROJECT, "plan.yaml": PLAN, "benefits.yaml": text})
    assert business_case(loaded.project, None, None) is None


def test_flows_of_a_leap_day_and_of_a_currency_without_a_rate(tmp_path: Path) -> None:
    found = case(
        tmp_path,
        "business_case:\n  cash_flows:\n    - {date: 2028-02-29, amount: 10 EUR, yearly_until: 2030-12-31}\n"
        "    - {date: 2028-02-29, amount: 10 XAU}\n",
    )
    assert [flow.day for flow in found.flows] == [date(2028, 2, 29), date(2029, 2, 28), date(2030, 2, 28)]
    assert found.unconverted == ("XAU",)
