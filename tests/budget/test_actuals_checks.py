"""Costs and hours as booked: one mistake has one finding, and a thousand of the same kind do not have a thousand."""

from collections import Counter
from pathlib import Path

from milepost.checks import check_records
from milepost.diagnostics import Diagnostic
from milepost.report import compute
from milepost.schedule.holidays import holidays_for
from tests.budget.written import load

FILES = {
    "budget.yaml": "accounts:\n  - {id: CA-1, name: Build, closed: 2026-06-02}\n  - {id: CA-2, name: Test}\n",
    "plan.yaml": "tasks:\n  - {id: T-1, name: One, duration: 3d, progress: {actual_start: 2026-06-01}}\n",
    "people.yaml": "people:\n  - {id: mara, name: Mara, rates: [{per: h, amount: 80 EUR}]}\n  - {id: raj, name: Raj}\n",
}


def found(folder: Path, files: dict[str, str]) -> list[Diagnostic]:
    loaded = load(folder, {**FILES, **files})
    _, computed = compute(loaded.project, holidays_for)
    all_of_them = [*loaded.findings, *check_records(loaded.project), *computed]
    return [one for one in all_of_them if one.span and one.span.file.startswith("actuals/")]


def test_lines_that_break_one_rule_are_listed_up_to_a_bound_and_counted(tmp_path: Path) -> None:
    lines = ["date,account,document,amount,currency"]
    lines += [f"2026-06-20,CA-2,L-{number},5.00,EUR" for number in range(50)]
    lines += [f"2026-06-03,CA-1,C-{number},5.00,EUR" for number in range(30)]
    lines += [f"2026-06-03,,N-{number},5.00,EUR" for number in range(3)]
    lines += [f"2026-06-03,CA-2,F-{number},5.00,CHF" for number in range(25)]
    listed = found(tmp_path, {"actuals/a.csv": "\n".join(lines) + "\n"})
    assert Counter(one.rule for one in listed) == {
        "budget/actual-after-status-date": 20,
        "budget/actual-on-closed-account": 20,
        "budget/actual-without-account": 3,
        "budget/no-exchange-rate": 20,
    }
    ends = [one.message for one in listed if "more" in one.message]
    assert ends == [
        "no exchange rate from CHF to EUR, as on 5 more lines",
        "the cost is booked on 2026-06-20, after the status date 2026-06-04; so are 30 more",
        "CA-1 was closed on 2026-06-02; so are 10 more",
    ]


def test_a_file_without_accounts_and_tasks_is_told_once(tmp_path: Path) -> None:
    lines = "".join(f"2026-06-03,N-{number},5.00,EUR\n" for number in range(9))
    (one,) = found(tmp_path, {"actuals/a.csv": f"date,document,amount,currency\n{lines}"})
    assert (one.rule, one.message) == (
        "budget/actual-without-account",
        "the cost is booked on no account and no task; so are 8 more",
    )


def test_an_impossible_number_of_hours_is_told_once(tmp_path: Path) -> None:
    hours = "date,person,task,hours\n2026-06-02,mara,T-1,25\n2026-06-02,mara,T-1,3\n"
    (one,) = found(tmp_path, {"actuals/h.csv": hours})
    assert (one.rule, one.span and one.span.line) == ("schema/out-of-range", 2)


def test_somebody_unknown_lacks_no_rate_as_well(tmp_path: Path) -> None:
    hours = "date,person,task,hours\n2026-06-02,bob,T-1,2\n2026-06-02,raj,T-1,2\n"
    assert [(one.rule, one.message.split()[0]) for one in found(tmp_path, {"actuals/h.csv": hours})] == [
        ("project/unknown-reference", "no"),
        ("budget/labour-without-rate", "raj"),
    ]


def test_a_currency_or_a_rate_that_the_schema_refuses_is_told_once(tmp_path: Path) -> None:
    rates = 'exchange_rates:\n  - {date: 2026-01-01, from: US, to: EUR, rate: "-1"}\n'
    rates += '  - {date: 2026-01-01, from: USD, to: EUR, rate: "0"}\n'
    loaded = load(tmp_path, {"budget.yaml": rates})
    every = [*loaded.findings, *check_records(loaded.project)]
    assert sorted(one.rule for one in every) == [
        "budget/bad-exchange-rate",
        "schema/malformed-value",
        "schema/malformed-value",
    ]
