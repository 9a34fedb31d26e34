"""The computed budget of small projects: what counts where, and that everything adds up."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from milepost.budget.evm import Performance, total
from milepost.budget.excluded import Why
from milepost.budget.model import Budget
from milepost.budget.phasing import exact
from tests.budget.written import PROJECT, budget_of

ACCOUNTS = """\
accounts:
  - id: CA-1
    name: Build
    accounts:
      - {id: CA-11, name: Mapping}
      - {id: CA-12, name: Loading}
  - id: CA-2
    name: Training
"""


def task(id_: str, *fields: str) -> str:
    return "  - " + "\n    ".join((f"id: {id_}", f"name: Task {id_}", *fields)) + "\n"


def plan(*tasks: str) -> str:
    return "tasks:\n" + "".join(tasks)


def done(start: str, finish: str) -> str:
    return f"progress: {{actual_start: {start}, actual_finish: {finish}, percent: 100}}"


def figures(it: Performance) -> tuple[Decimal, Decimal, Decimal, Decimal]:
    return it.bac, it.pv, it.ev, it.ac


def budget(folder: Path, **files: str) -> Budget:
    """The budget of a project; the keywords are files without ending, double underscores are folders."""
    named = {f"{name.replace('__', '/')}.yaml": text for name, text in files.items()}
    found, _ = budget_of(folder, {"budget.yaml": ACCOUNTS, **named})
    return found


# -- planned value without a baseline --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "planned"),
    [("2026-06-04", "4000"), ("2026-06-04T12:00", "3500"), ("2026-06-06", "5000"), ("2026-05-29", "0")],
)
def test_without_a_baseline_value_is_planned_by_the_dates_without_progress(
    tmp_path: Path, status: str, planned: str
) -> None:
    late = task("T-1", "duration: 10d", "cost: 10000 EUR", "account: CA-11")
    settings_ = PROJECT.replace("2026-06-04", status)
    assert budget(tmp_path, project=settings_, plan=plan(late)).performance.pv == Decimal(planned)


def test_accounts_hold_what_is_theirs_and_below_them(tmp_path: Path) -> None:
    found = budget(
        tmp_path,
        plan=plan(
            task("T-1", "duration: 4d", "cost: 4000 EUR", "account: CA-11", done("2026-06-01", "2026-06-04")),
            task("T-2", "duration: 8d", "cost: 8000 EUR", "account: CA-12"),
            task("T-3", "duration: 4d", "cost: 2000 EUR"),
        ),
        actuals__june="entries:\n"
        "  - {document: 1, date: 2026-06-03, account: CA-1, amount: 300 EUR}\n"
        "  - {document: 2, date: 2026-06-03, task: T-1, amount: 4500.50 EUR}\n",
    )
    assert figures(found.accounts["CA-1"].own) == (0, 0, 0, 300)
    assert figures(found.accounts["CA-1"].performance) == (12000, 8000, 4000, Decimal("4800.50"))
    assert figures(found.accounts["CA-11"].performance) == (4000, 4000, 4000, Decimal("4500.50"))
    assert figures(found.accounts["(no account)"].own) == (2000, 2000, 0, 0)
    assert figures(found.performance) == (14000, 10000, 4000, Decimal("4800.50"))
    assert found.tasks["T-1"].performance.cpi == Decimal(4000) / Decimal("4500.50")
    assert "(undistributed)" not in found.accounts


# -- what a task costs -----------------------------------------------------------------------------------------

PEOPLE = """\
people:
  - id: mara
    name: Mara Lindqvist
    rates:
      - {from: 2026-01-01, to: 2026-06-02, per: h, amount: 80 EUR}
      - {from: 2026-06-03, per: d, amount: 800 EUR}
  - {id: raj, name: Raj Okafor}
roles:
  - {id: engineer, name: Engineer, held_by: [mara]}
  - {id: tester, name: Tester, rates: [{per: h, amount: 50 EUR}]}
"""


@pytest.mark.parametrize(
    ("fields", "cost"),
    [
        (("duration: 4d", "assignments: [mara]"), 2 * 640 + 2 * 800),
        (("duration: 4d", "assignments: [{who: mara, units: 50%}]"), 640 + 800),
        (("duration: 4d", "assignments: [engineer]"), 2 * 640 + 2 * 800),
        (("duration: 4d", "assignments: [{who: tester, effort: 10h}]"), 500),
        (("duration: 4d", "effort: 3d", "assignments: [tester]"), 24 * 50),
        (("effort: 3d", "assignments: [tester, {who: tester, units: 50%}]"), 24 * 50),
        (("effort: 3d", "assignments: [tester, {who: tester, effort: 1d}]"), 24 * 50),
        (("duration: 4d", "cost: 100 EUR", "assignments: [tester]"), 32 * 50 + 100),
    ],
)
def test_labour_is_hours_at_the_rates_of_their_days(
    tmp_path: Path, fields: tuple[str, ...], cost: int
) -> None:
    found = budget(tmp_path, people=PEOPLE, plan=plan(task("T-1", *fields)))
    assert found.performance.bac == cost


def test_labour_without_a_rate_costs_nothing_and_is_found(tmp_path: Path) -> None:
    files = {
        "people.yaml": PEOPLE,
        "plan.yaml": plan(task("T-1", "duration: 4d", "assignments: [tester, raj]")),
    }
    found, findings = budget_of(tmp_path, files)
    assert found.performance.bac == 1600
    assert [finding.message for finding in findings] == [
        "raj has no rate for the time of T-1, so their work costs nothing"
    ]


@pytest.mark.parametrize("where", ["task: T-1", "title: Whole team"])
def test_a_labour_line_stands_in_place_of_computed_labour(tmp_path: Path, where: str) -> None:
    line = f"lines:\n  - {{id: B-1, account: CA-11, category: labour, amount: 900 EUR, {where}}}\n"
    work = plan(task("T-1", "duration: 4d", "account: CA-11", "assignments: [tester]"))
    found, findings = budget_of(
        tmp_path, {"people.yaml": PEOPLE, "plan.yaml": work, "budget.yaml": ACCOUNTS + line}
    )
    assert found.performance.bac == 900
    assert [finding.rule for finding in findings] == ["budget/labour-planned-twice"]


def test_lines_of_a_task_earn_with_it_on_their_own_account(tmp_path: Path) -> None:
    found = budget(
        tmp_path,
        plan=plan(
            task(
                "T-1",
                "duration: 8d",
                "account: CA-11",
                "cost: 1000 EUR",
                "progress: {actual_start: 2026-06-01, percent: 25}",
            )
        ),
        budget=ACCOUNTS + "lines:\n  - {id: B-1, account: CA-2, task: T-1, amount: 400 EUR}\n",
    )
    assert figures(found.accounts["CA-11"].own) == (1000, 500, 250, 0)
    assert figures(found.accounts["CA-2"].own) == (400, 200, 100, 0)
    assert found.tasks["T-1"].performance.bac == 1400


def test_a_line_without_a_task_is_earned_as_its_time_passes(tmp_path: Path) -> None:
    phasing = "phasing: {from: 2026-06-01, to: 2026-06-12, curve: back-loaded}"
    found = budget(
        tmp_path,
        plan=plan(task("T-1", "duration: 20d")),
        budget=ACCOUNTS + f"lines:\n  - {{id: B-1, account: CA-2, amount: 1000 EUR, {phasing}}}\n",
    )
    assert figures(found.accounts["CA-2"].own) == (1000, 160, 160, 0)


def test_the_months_of_a_line(tmp_path: Path) -> None:
    months = "[{period: 2026-05, amount: 300 EUR}, {period: 2026-06, amount: 440 EUR}]"
    found = budget(
        tmp_path,
        plan=plan(task("T-1", "duration: 20d")),
        budget=ACCOUNTS
        + f"lines:\n  - {{id: B-1, account: CA-2, amount: 740 EUR, phasing: {{periods: {months}}}}}\n",
    )
    assert found.performance.pv == 300 + 440 * Decimal(4) / 22


def test_an_account_budget_is_shared_among_its_tasks_by_duration(tmp_path: Path) -> None:
    accounts = ACCOUNTS.replace("name: Build", "name: Build\n    budget: 9000 EUR")
    accounts = accounts.replace("name: Training", "name: Training\n    budget: 1000 EUR")
    found = budget(
        tmp_path,
        budget=accounts,
        plan=plan(
            task("T-1", "duration: 4d", "account: CA-11", done("2026-06-01", "2026-06-04")),
            task("T-2", "duration: 8d", "account: CA-12"),
        ),
    )
    assert figures(found.tasks["T-1"].performance) == (3000, 3000, 3000, 0)
    assert figures(found.accounts["CA-12"].own) == (6000, 3000, 0, 0)
    assert figures(found.accounts["CA-2"].own) == (1000, 500, 500, 0)


def test_a_summary_passes_on_its_account_and_earns_its_own_cost_by_its_tasks(tmp_path: Path) -> None:
    inner = "tasks:\n      - {id: T-2, name: Two, duration: 3d, cost: 300 EUR, " + done(
        "2026-06-01", "2026-06-03"
    )
    inner += "}\n      - {id: T-3, name: Three, duration: 1d, cost: 100 EUR}"
    found = budget(tmp_path, plan=plan(task("T-1", "account: CA-12", "cost: 40 EUR", inner)))
    assert found.accounts["CA-12"].own.bac == 440
    assert found.tasks["T-1"].performance.ev == 30
    assert found.performance.ev == 330


# -- earning ---------------------------------------------------------------------------------------------------

STARTED = "progress: {actual_start: 2026-06-01, percent: 40}"


@pytest.mark.parametrize(
    ("fields", "earned"),
    [
        ((STARTED,), 400),
        ((STARTED, "earning: 0/100"), 0),
        ((STARTED, "earning: 50/50"), 500),
        ((STARTED, "earning: 20/80"), 200),
        ((done("2026-06-01", "2026-06-03"), "earning: 25/75"), 1000),
        ((STARTED, "earning: units", "units: {done: 18, total: 40}"), 450),
        ((STARTED, "earning: units", "units: {done: 50, total: 40}"), 1000),
        (
            (
                STARTED,
                "earning: milestones",
                "weighted_milestones:",
                "  - {name: Signed, weight: 20, achieved: 2026-06-02}",
                "  - {name: Built, weight: 30, achieved: 2026-06-05}",
                "  - {name: Tested, weight: 50}",
            ),
            200,
        ),
        ((STARTED, "earning: level-of-effort"), 500),
        ((STARTED, "type: level-of-effort"), 500),
        (("earning: 50/50", "progress: {actual_start: 2026-06-05}"), 0),
    ],
)
def test_earning_methods(tmp_path: Path, fields: tuple[str, ...], earned: int) -> None:
    found = budget(tmp_path, plan=plan(task("T-1", "duration: 8d", "cost: 1000 EUR", *fields)))
    assert found.performance.ev == earned


def test_apportioned_work_earns_with_the_work_it_follows(tmp_path: Path) -> None:
    base = task("T-1", "duration: 8d", "cost: 5000 EUR", STARTED)
    effort = task("T-2", "duration: 8d", "cost: 1000 EUR", "earning: level-of-effort")
    follow = ("duration: 8d", "cost: 500 EUR", "earning: apportioned")
    found = budget(
        tmp_path,
        plan=plan(
            base,
            effort,
            task("T-3", *follow, "apportioned_to: T-1"),
            task("T-4", *follow, "apportioned_to: T-3"),
            task("T-5", *follow, "apportioned_to: T-2"),
            task("T-6", *follow, "apportioned_to: T-7"),
            task("T-7", *follow, "apportioned_to: T-6"),
        ),
    )
    earned = {id_: one.performance.ev for id_, one in found.tasks.items()}
    assert earned == {"T-1": 2000, "T-2": 500, "T-3": 200, "T-4": 200, "T-5": 250, "T-6": 0, "T-7": 0}


# -- the baseline ----------------------------------------------------------------------------------------------

BASELINE = """\
id: B1
created: 2026-05-29
currency: EUR
bac: 7000 EUR
tasks:
  T-1: {start: 2026-06-01, finish: 2026-06-04, account: CA-11, budget: 4000 EUR}
  T-9: {start: 2026-06-03, finish: 2026-06-04, account: CA-12, budget: 1000 EUR}
accounts: {CA-11: 4000 EUR, CA-12: 1000 EUR, CA-2: 1500 EUR}
reserves: {RES-1: 500 EUR, RES-2: 900 EUR}
"""
RESERVES = """\
reserves:
  - {id: RES-1, name: Undistributed, type: undistributed, amount: 500 EUR}
  - {id: RES-2, name: Contingency, type: contingency, amount: 900 EUR, draws: [{date: 2026-06-02, amount: 200 EUR}]}
"""


def test_value_is_measured_against_the_baseline_in_force(tmp_path: Path) -> None:
    found = budget(
        tmp_path,
        project=PROJECT + "baseline: {name: B1}\n",
        baselines__B1=BASELINE,
        budget=ACCOUNTS + RESERVES,
        plan=plan(
            task(
                "T-1",
                "duration: 5d",
                "cost: 6000 EUR",
                "account: CA-11",
                "progress: {actual_start: 2026-06-01, percent: 50}",
            ),
            task("T-2", "duration: 5d", "cost: 700 EUR", "account: CA-12"),
        ),
    )
    assert found.baseline == "B1"
    assert figures(found.accounts["CA-11"].own) == (4000, 4000, 2000, 0)
    assert figures(found.accounts["CA-12"].own) == (1000, 1000, 0, 0)
    assert figures(found.accounts["CA-2"].own) == (1500, 1500, 1500, 0)
    assert figures(found.accounts["(undistributed)"].own) == (500, 0, 0, 0)
    assert found.performance.bac == 7000
    assert (found.unbaselined, found.removed) == (("T-2",), ("T-9",))
    assert (found.tasks["T-1"].planned_cost, found.tasks["T-2"].performance.bac) == (6000, 0)


def test_a_frozen_budget_is_split_as_the_task_is_now(tmp_path: Path) -> None:
    found = budget(
        tmp_path,
        project=PROJECT + "baseline: {name: B1}\n",
        baselines__B1=BASELINE.replace("CA-11: 4000 EUR, CA-12: 1000 EUR, CA-2: 1500 EUR", "CA-11: 3000 EUR"),
        budget=ACCOUNTS + "lines:\n  - {id: B-1, account: CA-2, task: T-1, amount: 500 EUR}\n",
        plan=plan(
            task("T-1", "duration: 5d", "cost: 1500 EUR", "account: CA-11", done("2026-06-01", "2026-06-04"))
        ),
    )
    assert figures(found.accounts["CA-11"].own) == (3000, 3000, 3000, 0)
    assert figures(found.accounts["CA-2"].own) == (1000, 1000, 1000, 0)


def test_frozen_planned_value_over_time(tmp_path: Path) -> None:
    points = "planned_value: [{date: 2026-06-02, amount: 100 EUR}, {date: 2026-06-05, amount: 4000 EUR}]"
    found = budget(
        tmp_path,
        project=PROJECT.replace("06-04", "06-03") + "baseline: {name: B1}\n",
        baselines__B1=BASELINE.replace("budget: 4000 EUR", f"budget: 4000 EUR, {points}"),
        plan=plan(task("T-1", "duration: 5d", "account: CA-11")),
    )
    assert found.accounts["CA-11"].own.pv == 100 + 1300


# -- costs -----------------------------------------------------------------------------------------------------

USD = """\
exchange_rates:
  - {date: 2026-01-01, from: USD, to: EUR, rate: "0.9", kind: baseline}
  - {date: 2026-06-02, from: USD, to: EUR, rate: "0.95", kind: actual}
"""


def test_currencies_split_the_cost_variance(tmp_path: Path) -> None:
    found = budget(
        tmp_path,
        plan=plan(
            task(
                "T-1",
                "duration: 8d",
                "cost: 100000 USD",
                "account: CA-11",
                "progress: {actual_start: 2026-06-01, percent: 50}",
            )
        ),
        budget=ACCOUNTS + USD,
        actuals__june="entries:\n  - {document: 1, date: 2026-06-03, account: CA-11, amount: 55000 USD}\n",
    )
    assert figures(found.performance) == (90000, 45000, 45000, 52250)
    assert (found.variance.performance, found.variance.exchange) == (-4500, -2750)


def test_what_is_in_no_figure_is_listed_with_its_reason(tmp_path: Path) -> None:
    found = budget(
        tmp_path,
        people=PEOPLE,
        plan=plan(task("T-1", "duration: 8d", "account: CA-11", "cost: 70 CHF")),
        actuals__june="entries:\n"
        "  - {document: 1, date: 2026-06-05, account: CA-11, amount: 100 EUR}\n"
        "  - {document: 2, date: 2026-06-04, account: CA-11, amount: 50 CHF}\n"
        "timesheets:\n"
        "  - {date: 2026-06-02, person: mara, task: T-1, hours: 7.5}\n"
        "  - {date: 2026-06-03, person: mara, task: T-1, hours: 4}\n"
        "  - {date: 2026-06-03, person: raj, task: T-1, hours: 8}\n",
    )
    assert found.accounts["CA-11"].own.ac == 600 + 400
    assert [(one.what, one.why) for one in found.excluded] == [
        ("70 CHF", Why.NO_EXCHANGE_RATE),
        ("100 EUR", Why.AFTER_STATUS_DATE),
        ("50 CHF", Why.NO_EXCHANGE_RATE),
        ("8 h", Why.NO_HOURLY_RATE),
    ]


def test_open_orders_are_committed_less_what_was_invoiced(tmp_path: Path) -> None:
    orders = (
        "{id: PO-1, status: ordered, amount: 1000 EUR, invoiced: 400 EUR}",
        "{id: PO-2, status: ordered, amount: 500 EUR}",
        "{id: PO-3, status: requested, amount: 9000 EUR}",
        "{id: PO-4, status: closed, amount: 9000 EUR}",
        "{id: PO-5, status: ordered, amount: 9000 EUR, ordered: 2026-06-05}",
    )
    listed = "".join(f"  - {order[:-1]}, supplier: Harbour Ltd, account: CA-12}}\n" for order in orders)
    found = budget(
        tmp_path,
        plan=plan(task("T-1", "duration: 8d", "account: CA-12")),
        actuals__june=f"commitments:\n{listed}entries:\n"
        "  - {document: 1, date: 2026-06-03, commitment: PO-2, account: CA-12, amount: 120 EUR}\n",
    )
    assert found.accounts["CA-12"].committed_own == 600 + 380
    assert found.accounts["CA-1"].committed == found.committed == 980


# -- reserves and forecast -------------------------------------------------------------------------------------


def test_the_ladder_from_the_work_to_the_whole_budget(tmp_path: Path) -> None:
    packages = "".join(
        f"  - {{id: B-{number}, account: CA-2, amount: {amount} EUR}}\n"
        for number, amount in enumerate((300, 250, 250, 100))
    )
    reserves = (
        "reserves:\n"
        "  - {id: RES-1, name: Undistributed, type: undistributed, amount: 50 EUR}\n"
        "  - {id: RES-2, name: Management, type: management, amount: 50 EUR}\n"
    )
    found = budget(
        tmp_path, plan=plan(task("T-1", "duration: 8d")), budget=f"{ACCOUNTS}lines:\n{packages}{reserves}"
    )
    ladder = found.ladder
    assert (ladder.distributed, ladder.measurement_baseline, ladder.total) == (900, 950, 1000)
    assert found.performance.bac == 950


def test_draws_up_to_the_status_date_leave_the_reserve(tmp_path: Path) -> None:
    reserve = (
        "reserves:\n  - id: RES-1\n    name: Contingency\n    type: contingency\n    amount: 900 EUR\n    draws:\n"
        "      - {date: 2026-06-04, amount: 200 EUR}\n      - {date: 2026-06-05, amount: 300 EUR}\n"
    )
    found = budget(tmp_path, plan=plan(task("T-1", "duration: 8d")), budget=ACCOUNTS + reserve)
    assert (found.reserves["RES-1"].left, found.ladder.contingency) == (700, 700)


def late_and_dear(folder: Path, method: str) -> Budget:
    return budget(
        folder,
        project=f"{PROJECT}budget: {{eac: {method}}}\n",
        people=PEOPLE,
        plan=plan(
            task(
                "T-1", "duration: 8d", "cost: 1000 EUR", "progress: {actual_start: 2026-06-01, percent: 40}"
            ),
            task(
                "T-2",
                "duration: 10d",
                "assignments: [tester]",
                "progress: {actual_start: 2026-06-01, percent: 20, remaining: 12d}",
            ),
        ),
        actuals__june="entries:\n  - {document: 1, date: 2026-06-03, task: T-1, amount: 2000 EUR}\n",
    )


@pytest.mark.parametrize(
    ("method", "selected"),
    [
        ("cpi", 5000 * Decimal(2000) / 1200),
        ("remaining-at-budget", 2000 + 3800),
        ("bottom-up", 2000 + 600 + 12 * 400),
    ],
)
def test_the_forecast_method_of_the_project(tmp_path: Path, method: str, selected: Decimal) -> None:
    found = late_and_dear(tmp_path, method)
    assert figures(found.performance) == (5000, 2100, 1200, 2000)
    assert found.forecast.selected == selected
    assert found.forecast.method == method


# -- over time -------------------------------------------------------------------------------------------------


def test_the_s_curve_ends_where_the_figures_are(tmp_path: Path) -> None:
    found = late_and_dear(tmp_path, "cpi")
    now = next(point for point in found.curve if point.day == date(2026, 6, 4))
    assert (now.pv, now.ev, now.ac, now.forecast) == (2100, 1200, 2000, 2000)
    last = found.curve[-1]
    assert (last.pv, last.plan, last.forecast) == (5000, 5000, found.forecast.selected)
    assert (last.ev, last.ac) == (None, None)
    assert (found.curve[0].pv, found.curve[0].ac) == (0, 0)


def test_the_s_curve_by_month(tmp_path: Path) -> None:
    found = budget(
        tmp_path,
        project=PROJECT.replace("2026-06-04", "2026-08-14"),
        plan=plan(
            task("T-1", "duration: 22d", "cost: 2200 EUR", done("2026-06-01", "2026-06-30")),
            task(
                "T-2",
                "duration: 23d",
                "cost: 2300 EUR",
                "predecessors: [T-1]",
                done("2026-07-01", "2026-08-07"),
            ),
        ),
        actuals__all="entries:\n"
        "  - {document: 1, date: 2026-06-30, task: T-1, amount: 2500 EUR}\n"
        "  - {document: 2, date: 2026-08-01, task: T-2, amount: 2400 EUR}\n",
    )
    assert [point.day.isoformat() for point in found.curve] == [
        "2026-05-31", "2026-06-30", "2026-07-31", "2026-08-14", "2026-08-31",
    ]  # fmt: skip
    assert [point.pv for point in found.curve] == [0, 2200, 4500, 4500, 4500]
    assert [point.ac for point in found.curve] == [0, 2500, 2500, 4900, None]
    in_july = 2200 + exact(Decimal(2300) * 23 / 28)
    assert [point.ev for point in found.curve] == [0, 2200, in_july, 4500, None]


def test_earned_schedule_counts_working_days(tmp_path: Path) -> None:
    found = budget(
        tmp_path,
        plan=plan(
            task("T-1", "duration: 5d", "cost: 500 EUR", "progress: {actual_start: 2026-06-01, percent: 50}"),
            task("T-2", "duration: 5d", "cost: 1000 EUR", "predecessors: [T-1]"),
        ),
    )
    assert found.time is not None
    measures = found.time.measures
    assert (measures.es, measures.at, measures.pd) == (Decimal("2.5"), 4, 10)
    assert measures.ieac_t == 16
    assert found.time.p_factor == 1


def test_nothing_planned_has_no_earned_schedule(tmp_path: Path) -> None:
    found = budget(tmp_path, plan=plan(task("T-1", "duration: 5d")))
    assert found.time is None
    assert found.performance.cpi is None
    assert found.forecast.selected == 0


# -- everything adds up ----------------------------------------------------------------------------------------

amounts = st.integers(0, 10**7).map(lambda cents: f"{cents // 100}.{cents % 100:02}")
lines = st.tuples(
    amounts,
    st.sampled_from(["EUR", "USD"]),
    st.sampled_from(["CA-1", "CA-11", "CA-12", "CA-2", ""]),
    st.integers(1, 17),
    st.integers(0, 100),
)


@settings(max_examples=25, deadline=None)
@given(st.lists(lines, min_size=1, max_size=8), st.lists(lines, max_size=6))
def test_accounts_and_tasks_add_up_to_the_project(
    planned: list[tuple[str, str, str, int, int]], booked: list[tuple[str, str, str, int, int]]
) -> None:
    tasks = (
        task(
            f"T-{number}",
            f"duration: {days}d",
            f"cost: {amount} {currency}",
            *([f"account: {account}"] if account else []),
            f"progress: {{actual_start: 2026-06-01, percent: {min(percent, 99)}}}",
        )
        for number, (amount, currency, account, days, percent) in enumerate(planned)
    )
    entries = "".join(
        f"  - {{document: {number}, date: 2026-06-0{1 + days % 4}, amount: {amount} {currency}"
        + (f", account: {account}" if account else "")
        + "}\n"
        for number, (amount, currency, account, days, _) in enumerate(booked)
    )
    with TemporaryDirectory() as folder:
        files = {"plan.yaml": plan(*tasks), "budget.yaml": ACCOUNTS + USD}
        if entries:
            files["actuals/all.yaml"] = "entries:\n" + entries
        found, _ = budget_of(Path(folder), files)
    assert total(one.own for one in found.accounts.values()) == found.performance
    assert (
        total(one.performance for one in found.accounts.values() if one.parent is None) == found.performance
    )
    assert total(one.performance for one in found.tasks.values()).ev == found.performance.ev
    assert found.variance.performance + found.variance.exchange == found.performance.cv
    assert found.curve[-1].pv == found.performance.bac
