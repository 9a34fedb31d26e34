"""Laws of costs: lines of CSV count like records of YAML, and accounts add up in every view of currencies."""

from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from milepost.budget.compute import compute_budget
from milepost.budget.line_costs import LineCosts
from milepost.budget.model import Budget
from milepost.checks import check_records
from tests.budget.written import PROJECT, load, schedule_of

BUDGET = """\
accounts:
  - id: CA-1
    name: Build
    accounts:
      - {id: CA-11, name: Mapping}
      - {id: CA-12, name: Loading, closed: 2026-06-02}
  - {id: CA-2, name: Training}
exchange_rates:
  - {date: 2026-01-01, from: USD, to: EUR, rate: "0.9137", kind: baseline}
  - {date: 2026-06-02, from: USD, to: EUR, rate: "0.953311", kind: actual}
  - {date: 2026-06-03, from: JPY, to: EUR, rate: "0.00612345", kind: actual}
"""
PLAN = """\
tasks:
  - id: T-1
    name: One
    account: CA-2
    tasks:
      - {id: T-11, name: Below, duration: 8d}
  - {id: T-2, name: Two, duration: 4d, account: CA-11}
  - {id: T-3, name: Three, duration: 4d}
"""
PEOPLE = """\
people:
  - id: mara
    name: Mara
    rates:
      - {from: 2026-06-01, to: 2026-06-02, per: h, amount: 80.35 EUR}
      - {from: 2026-06-03, per: d, amount: 811 USD}
  - {id: raj, name: Raj}
"""
FILES = {"budget.yaml": BUDGET, "plan.yaml": PLAN, "people.yaml": PEOPLE}

days = st.sampled_from([f"2026-06-0{day}" for day in range(1, 8)])
accounts = st.sampled_from(["", "CA-1", "CA-11", "CA-12", "CA-2", "CA-9"])
tasks = st.sampled_from(["", "T-1", "T-11", "T-2", "T-3", "T-9"])
amounts = st.decimals(-10_000, 10_000, places=2).map(lambda amount: f"{amount:f}")
currencies = st.sampled_from(["EUR", "EUR", "USD", "JPY", "CHF"])
entry = st.tuples(days, accounts, tasks, amounts, currencies)
sheet = st.tuples(
    days,
    accounts,
    tasks,
    st.sampled_from(["mara", "raj", "nobody"]),
    st.sampled_from(["0.25", "7.5", "8", "14"]),
)


def as_yaml(entries: list[tuple[str, ...]], sheets: list[tuple[str, ...]]) -> dict[str, str]:
    def fields(**given: str) -> str:
        return "  - {" + ", ".join(f"{key}: {value}" for key, value in given.items() if value) + "}\n"

    text = "entries:\n" + "".join(
        fields(date=day, account=account, task=task, amount=f"{amount} {currency}")
        for day, account, task, amount, currency in entries
    )
    text += "timesheets:\n" + "".join(
        fields(date=day, account=account, task=task, person=who, hours=hours)
        for day, account, task, who, hours in sheets
    )
    return {"actuals/a.yaml": text} if entries and sheets else {}


def as_csv(entries: list[tuple[str, ...]], sheets: list[tuple[str, ...]]) -> dict[str, str]:
    ledger = ["date,account,task,amount,currency", *(",".join(one) for one in entries)]
    hours = ["date,account,task,person,hours", *(",".join(one) for one in sheets)]
    return {"actuals/e.csv": "\n".join(ledger) + "\n", "actuals/h.csv": "\n".join(hours) + "\n"}


def computed(files: dict[str, str]) -> tuple[Budget, list[str], list[str]]:
    """The budget, what is in no figure, and the rules that have a finding."""
    with TemporaryDirectory() as folder:
        loaded = load(Path(folder), {**FILES, **files})
        budget, findings = compute_budget(loaded.project, schedule_of(loaded), None)
        rules = [one.rule for one in (*loaded.findings, *check_records(loaded.project), *findings)]
        excluded = [f"{one.what} {one.why.value}" for one in budget.excluded]
        return budget, sorted(excluded), sorted(rules)


@settings(max_examples=40, deadline=None)
@given(st.lists(entry, min_size=1, max_size=12), st.lists(sheet, min_size=1, max_size=12))
def test_lines_of_csv_count_like_records_of_yaml(
    entries: list[tuple[str, ...]], sheets: list[tuple[str, ...]]
) -> None:
    yaml, excluded, rules = computed(as_yaml(entries, sheets))
    csv, excluded_lines, rules_of_lines = computed(as_csv(entries, sheets))
    assert {id_: one.performance for id_, one in csv.accounts.items()} == {
        id_: one.performance for id_, one in yaml.accounts.items()
    }
    assert {id_: one.performance for id_, one in csv.tasks.items()} == {
        id_: one.performance for id_, one in yaml.tasks.items()
    }
    assert (csv.variance, csv.curve, csv.performance) == (yaml.variance, yaml.curve, yaml.performance)
    assert (excluded_lines, rules_of_lines) == (excluded, rules)


@settings(max_examples=40, deadline=None)
@given(st.lists(entry, max_size=20), st.lists(sheet, max_size=20))
def test_accounts_add_up_to_the_project_in_every_view_of_currencies(
    entries: list[tuple[str, ...]], sheets: list[tuple[str, ...]]
) -> None:
    budget, _, _ = computed(as_csv(entries, sheets))
    whole = budget.performance
    assert sum(one.own.ac for one in budget.accounts.values()) == whole.ac
    roots = [one for one in budget.accounts.values() if one.parent is None]
    assert sum(one.performance.ac for one in roots) == whole.ac
    for account in budget.accounts.values():
        below = [one for one in budget.accounts.values() if one.parent == account.id]
        assert account.performance.ac == account.own.ac + sum(one.performance.ac for one in below)
    assert budget.variance.performance + budget.variance.exchange == whole.cv
    assert (budget.curve[-1].ac if budget.curve and budget.curve[-1].ac is not None else whole.ac) == whole.ac


@settings(max_examples=40, deadline=None)
@given(st.lists(entry, max_size=20), st.lists(sheet, max_size=20))
def test_each_view_is_the_sum_of_its_lines(
    entries: list[tuple[str, ...]], sheets: list[tuple[str, ...]]
) -> None:
    """By currency as written, at the rate of the day, and at the baseline rate."""
    with TemporaryDirectory() as folder:
        loaded = load(Path(folder), {**FILES, **as_csv(entries, [])})
        project = loaded.project
        budget, _ = compute_budget(project, schedule_of(loaded), None)
        booked = [record for record in project.all("actual") if record.text("date") <= "2026-06-04"]
    rates = {"EUR": Decimal(1), "USD": Decimal("0.953311"), "JPY": Decimal("0.00612345")}
    first = {"EUR": "2026-01-01", "USD": "2026-06-02", "JPY": "2026-06-03"}
    at_day = at_baseline = Decimal(0)
    for record in booked:
        money, day = record.money("amount"), record.text("date")
        assert money is not None
        rate = rates.get(money.currency) if day >= first.get(money.currency, "9") else None
        baseline = Decimal("0.9137") if money.currency == "USD" else rate
        if money.currency == "USD" and rate is None:
            rate = baseline
        if rate is not None and baseline is not None:
            at_day += (money.amount * rate).quantize(Decimal("0.000001"))
            at_baseline += (money.amount * baseline).quantize(Decimal("0.000001"))
    assert budget.performance.ac == at_day
    assert budget.variance.performance == budget.performance.ev - at_baseline
    assert budget.variance.exchange == at_baseline - at_day


def test_lines_that_are_not_plain_are_left_to_single_records() -> None:
    text = "date,account,amount,currency\n" + "".join(
        f"{day},CA-2,{amount},{currency}\n"
        for day, amount, currency in (
            ("2026-06-03", "5", "EUR"),
            ("2026-06-05", "7", "EUR"),
            ("2026-06-03", "9", "CHF"),
            ("2026-06-03", "", "EUR"),
        )
    )
    with TemporaryDirectory() as folder:
        project = load(Path(folder), {**FILES, "actuals/e.csv": text}).project
        (lines,) = project.lines("actual")
        from milepost.budget.currency import read_rates
        from milepost.schedule.instants import day_number

        status = day_number(project.settings.status_date)
        priced = LineCosts(read_rates(project, status), lambda *_: None, lambda account, _: account, status)
        costs, others = priced.entries(lines)
    assert [(cost.account, cost.task, cost.amount) for cost in costs] == [("CA-2", None, Decimal(5))]
    assert others == [1, 2, 3]
    assert PROJECT.count("2026-06-04") == 1


def test_orders_of_a_csv_file_are_committed_less_what_was_invoiced(tmp_path: Path) -> None:
    orders = (
        "id,supplier,account,amount,currency,status,ordered,invoiced\n"
        "PO-1,Pumps Ltd,CA-1,1000.00,EUR,ordered,2026-01-12,250.00\n"
        "PO-2,Pumps Ltd,CA-1,500.00,EUR,closed,2026-01-12,\n"
        "PO-3,Pumps Ltd,CA-1,80.00,EUR,ordered,2026-01-12,80.00 EUR\n"
    )
    loaded = load(tmp_path, {"budget.yaml": ACCOUNT, "plan.yaml": ONE_TASK, "actuals/orders.csv": orders})
    assert loaded.findings == ()
    found, _ = compute_budget(loaded.project, schedule_of(loaded), None)
    assert found.committed == 750


ONE_TASK = "tasks:\n  - {id: T-1, name: Map, duration: 5d}\n"
ACCOUNT = "accounts:\n  - {id: CA-1, name: Build}\n"
