"""Labour split into hours and rates, and the forecast of budget lines, worked out by hand."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from milepost.budget.line_forecast import LineForecast
from milepost.budget.outlook_model import Outlook
from tests.budget.written import budget_of

PEOPLE = """\
people:
  - {id: mara, name: Mara, rates: [{per: h, to: 2026-06-02, amount: 80 EUR}, {per: h, from: 2026-06-03, amount: 90 EUR}]}
  - {id: vendor, name: Vendor, rates: [{per: h, amount: 200 EUR}]}
"""
PLAN = """\
tasks:
  - id: T-1
    name: Map
    duration: 2d
    account: CA-1
    assignments: [mara, {who: vendor, units: 50%}]
    progress: {actual_start: 2026-06-01, percent: 50}
  - {id: T-2, name: Buy, duration: 2d, account: CA-2, progress: {actual_start: 2026-06-01, percent: 50}}
  - {id: T-3, name: Bought, duration: 2d, account: CA-2, progress: {actual_start: 2026-06-01, actual_finish: 2026-06-02, percent: 100}}
"""
BUDGET = """\
accounts:
  - {id: CA-1, name: Build}
  - {id: CA-2, name: Buy}
lines:
  - {id: B-1, account: CA-2, task: T-2, category: material, amount: 1000 EUR}
  - {id: B-2, account: CA-2, task: T-3, category: licence, amount: 600 EUR}
  - {id: B-3, account: CA-2, category: travel, amount: 400 EUR, phasing: {from: 2026-06-01, to: 2026-06-04, curve: linear}}
  - {id: B-4, account: CA-2, category: travel, amount: 100 EUR, phasing: {from: 2026-06-01, to: 2026-06-04, curve: linear}}
  - {id: B-5, account: CA-1, category: material, amount: 500 EUR, task: T-1}
"""


def outlook(folder: Path, sheets: str = "", entries: str = "", orders: str = "") -> Outlook:
    actuals = "".join(
        f"{name}:\n{rows}"
        for name, rows in (("timesheets", sheets), ("entries", entries), ("commitments", orders))
        if rows
    )
    files = {"people.yaml": PEOPLE, "plan.yaml": PLAN, "budget.yaml": BUDGET}
    if actuals:
        files["actuals/a.yaml"] = actuals
    return budget_of(folder, files)[0].outlook


def line(it: Outlook, id_: str) -> LineForecast:
    return next(one for one in it.lines if one.id == id_)


def test_more_hours_than_earned_is_usage_and_dearer_hours_are_rate(tmp_path: Path) -> None:
    """Mara is planned for 16 h at 80 EUR, half is done. She worked 4 h at 80 and 6 h at 90: 860 EUR for 640."""
    sheets = "  - {date: 2026-06-02, person: mara, task: T-1, hours: 4}\n"
    sheets += "  - {date: 2026-06-03, person: mara, task: T-1, hours: 6}\n"
    labour = outlook(tmp_path, sheets).labour
    (one,) = labour.accounts.values()
    assert (one.planned_hours, one.earned_hours, one.hours) == (16, 8, 10)
    assert (one.earned, one.cost, one.variance) == (640, 860, -220)
    assert (one.usage, one.rate) == (-160, -60)
    assert labour.total == one


def test_whoever_writes_no_timesheets_is_left_out_on_both_sides(tmp_path: Path) -> None:
    labour = outlook(tmp_path, "  - {date: 2026-06-02, person: vendor, task: T-1, hours: 4}\n").labour
    one = labour.accounts["CA-1"]
    assert (one.planned_hours, one.earned, one.cost, one.usage, one.rate) == (8, 800, 800, 0, 0)


def test_hours_that_nobody_planned_are_told_apart(tmp_path: Path) -> None:
    labour = outlook(tmp_path, "  - {date: 2026-06-02, person: mara, task: T-2, hours: 3}\n").labour
    assert (labour.accounts, labour.unplanned_hours, labour.unplanned_cost) == ({}, 3, 240)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(1, 4), st.sampled_from(["mara", "vendor"]), st.integers(1, 20)),
        min_size=1,
        max_size=8,
    )
)
def test_hours_and_rates_add_up_to_the_variance(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[int, str, int]]
) -> None:
    sheets = "".join(
        f"  - {{date: 2026-06-0{day}, person: {who}, task: T-1, hours: {hours}}}\n"
        for day, who, hours in rows
    )
    one = outlook(tmp_path_factory.mktemp("project"), sheets).labour.total
    assert one.usage + one.rate == one.earned - one.cost
    assert one.hours == sum(hours for _, _, hours in rows)


ENTRY = "  - {{date: 2026-06-02, account: {}, category: {}, amount: {} EUR{}}}\n"


def test_a_purchase_costs_its_budget_until_more_is_booked_and_ordered(tmp_path: Path) -> None:
    it = line(outlook(tmp_path, entries=ENTRY.format("CA-2", "material", 300, ", task: T-2")), "B-1")
    assert (it.earned, it.booked, it.forecast, it.variance) == (500, 300, 1000, 0)
    it = line(outlook(tmp_path, entries=ENTRY.format("CA-2", "material", 1200, "")), "B-1")
    assert (it.booked, it.forecast, it.variance) == (0, 1000, 0), "the line is of a task, the cost of none"
    it = line(outlook(tmp_path, entries=ENTRY.format("CA-2", "material", 1200, ", task: T-2")), "B-1")
    assert (it.booked, it.forecast, it.variance) == (1200, 1200, -200)


def test_a_finished_purchase_costs_what_is_booked_and_ordered(tmp_path: Path) -> None:
    assert line(outlook(tmp_path), "B-2").forecast == 600, "the invoice is still to come"
    entries = ENTRY.format("CA-2", "licence", 550, ", task: T-3")
    assert line(outlook(tmp_path, entries=entries), "B-2").forecast == 550
    order = "  - {id: PO-1, supplier: Soft Ltd, account: CA-2, amount: 80 EUR, line: B-2, status: ordered, ordered: 2026-06-01}\n"
    it = line(outlook(tmp_path, entries=entries, orders=order), "B-2")
    assert (it.ordered, it.forecast, it.variance) == (80, 630, -30)


def test_a_line_without_a_task_is_used_up_as_time_passes(tmp_path: Path) -> None:
    """All four days have passed, so all is earned; costs are shared by the budgets of 400 and 100."""
    it = outlook(tmp_path, entries=ENTRY.format("CA-2", "travel", 600, ""))
    assert [(one.booked, one.forecast, one.variance) for one in (line(it, "B-3"), line(it, "B-4"))] == [
        (480, 480, -80),
        (120, 120, -20),
    ]


def test_a_cost_goes_to_the_line_of_its_order(tmp_path: Path) -> None:
    order = "  - {id: PO-1, supplier: Brick Ltd, account: CA-2, amount: 900 EUR, line: B-1, status: ordered, ordered: 2026-06-01}\n"
    entries = ENTRY.format("CA-2", "other", 400, ", commitment: PO-1")
    it = line(outlook(tmp_path, entries=entries, orders=order), "B-1")
    assert (it.booked, it.ordered, it.forecast) == (400, 500, 1000)


def test_what_an_order_holds_beyond_its_line_goes_to_others_like_it(tmp_path: Path) -> None:
    order = "  - {id: PO-1, supplier: Train Ltd, account: CA-2, amount: 450 EUR, line: B-4, status: ordered, ordered: 2026-06-01}\n"
    it = outlook(tmp_path, orders=order)
    assert [(line(it, id_).ordered) for id_ in ("B-3", "B-4", "B-1")] == [350, 100, 0]
    order = order.replace("450", "700")
    it = outlook(tmp_path, orders=order)
    assert [line(it, id_).ordered for id_ in ("B-3", "B-4")] == [400, 300]


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["material", "licence", "travel", "other"]), st.integers(1, 900)),
        max_size=8,
    )
)
def test_no_cost_is_booked_on_two_lines(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, int]]
) -> None:
    entries = "".join(ENTRY.format("CA-2", category, amount, "") for category, amount in rows)
    it = outlook(tmp_path_factory.mktemp("project"), entries=entries)
    travel = sum((Decimal(amount) for category, amount in rows if category == "travel"), Decimal(0))
    assert sum(one.booked for one in it.lines) == travel
    assert all(one.forecast >= one.booked + one.ordered for one in it.lines)
