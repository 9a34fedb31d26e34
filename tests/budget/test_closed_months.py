"""A closed month stays what it was: whatever is added, deleted or corrected is noticed, and nothing else is."""

from pathlib import Path

import pytest

from milepost.budget.closed_months import seals
from milepost.checks import check_records
from milepost.diagnostics import Diagnostic
from tests.budget.written import load

ACCOUNT = "accounts:\n  - {id: CA-1, name: Build}\n  - {id: CA-2, name: Test}\n"
PEOPLE = "people:\n  - {id: mara, name: Mara}\n"
LEDGER = (
    "date,account,document,amount,currency,description\n"
    "2026-05-04,CA-1,INV-1,100.00,EUR,Pumps\n"
    "2026-05-20,CA-2,INV-2,40.50,EUR,Valves\n"
    "2026-06-02,CA-1,INV-3,7.00,EUR,Screws\n"
)
SHEETS = "timesheets:\n  - {date: 2026-05-05, person: mara, account: CA-1, hours: 8}\n"


def sealed(folder: Path, ledger: str = LEDGER, sheets: str = SHEETS) -> str:
    """The seal of May."""
    files = {"budget.yaml": ACCOUNT, "people.yaml": PEOPLE}
    files |= {"actuals/ledger.csv": ledger, "actuals/hours.yaml": sheets}
    return seals(load(folder, files).project, {"2026-05"})["2026-05"].written("2026-05")


def found(folder: Path, month: str, ledger: str = LEDGER, budget: str = "") -> list[Diagnostic]:
    text = f"{ACCOUNT}closed_periods:\n  - {month}\n{budget}"
    files = {
        "budget.yaml": text,
        "people.yaml": PEOPLE,
        "actuals/ledger.csv": ledger,
        "actuals/hours.yaml": SHEETS,
    }
    loaded = load(folder, files)
    assert loaded.findings == ()
    return [one for one in check_records(loaded.project) if "month" in one.rule]


def test_a_sealed_month_that_is_what_it_was_has_no_finding(tmp_path: Path) -> None:
    month = sealed(tmp_path)
    assert "entries: 3" in month
    assert found(tmp_path, month) == []
    assert found(tmp_path, month, LEDGER + "2026-06-03,CA-1,INV-4,9.00,EUR,Nails\n") == []


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("2026-06-02,CA-1,INV-3", "2026-05-30,CA-1,INV-3", "with 3 entries, and now there are 4 entries"),
        ("2026-05-04,CA-1,INV-1,100.00,EUR,Pumps\n", "", "with 3 entries, and now there are 2 entries"),
        ("100.00", "100.01", "with 3 entries, and they are no longer the same"),
        ("CA-2,INV-2", "CA-1,INV-2", "with 3 entries, and they are no longer the same"),
        ("2026-05-20", "2026-05-21", "with 3 entries, and they are no longer the same"),
    ],
)
def test_whatever_changes_in_it_is_found(tmp_path: Path, before: str, after: str, message: str) -> None:
    month = sealed(tmp_path)
    changed = LEDGER.replace(before, after)
    (one,) = found(tmp_path, month, changed)
    assert one.rule == "budget/closed-month-changed"
    assert one.message == f"2026-05 was closed {message}"
    assert str(one.span) == "budget.yaml:5:41"
    assert one.remedy is not None
    assert sealed(tmp_path, changed) in one.remedy


def test_two_entries_that_cancel_out_are_found(tmp_path: Path) -> None:
    more = "2026-05-30,CA-1,INV-8,50.00,EUR,\n2026-05-30,CA-1,INV-9,-50.00,EUR,\n"
    (one,) = found(tmp_path, sealed(tmp_path), LEDGER + more)
    assert one.rule == "budget/closed-month-changed"


@pytest.mark.parametrize(
    ("before", "after"), [("100.00", "100.0"), ("100.00", "100"), ("Pumps", "Pumps, new")]
)
def test_how_an_entry_is_written_does_not_matter(tmp_path: Path, before: str, after: str) -> None:
    quoted = LEDGER.replace(before, f'"{after}"')
    assert sealed(tmp_path, quoted) == sealed(tmp_path)


def test_the_same_entries_in_yaml_have_the_same_seal(tmp_path: Path) -> None:
    header, *lines = LEDGER.splitlines()
    entries = "entries:\n" + "".join(
        "  - {{date: {}, account: {}, document: {}, amount: {} {}}}\n".format(*line.split(","))
        for line in lines
    )
    (tmp_path / "other").mkdir()
    assert sealed(tmp_path / "other", f"{header}\n", entries + SHEETS) == sealed(tmp_path)


def test_a_closed_month_that_nothing_guards_is_a_warning(tmp_path: Path) -> None:
    (one,) = found(tmp_path, "2026-05")
    assert (one.rule, one.severity.value) == ("budget/unsealed-month", "warning")
    assert one.remedy is not None
    assert sealed(tmp_path) in one.remedy
    total = "control_totals:\n  - {period: 2026-05, amount: 140.50 EUR}\n"
    assert found(tmp_path, "2026-05", budget=total) == []
    of_account = "control_totals:\n  - {period: 2026-05, account: CA-1, amount: 100.00 EUR}\n"
    assert [one.rule for one in found(tmp_path, "2026-05", budget=of_account)] == ["budget/unsealed-month"]
    assert found(tmp_path, "2026-04") == []


def test_a_month_that_is_closed_twice_is_told_by_its_seal_only(tmp_path: Path) -> None:
    month = sealed(tmp_path)
    assert found(tmp_path, f"2026-05\n  - {month}") == []


def test_who_closed_it_is_somebody(tmp_path: Path) -> None:
    month = sealed(tmp_path).replace("}", ", by: %s}")
    known = load(tmp_path, {"budget.yaml": f"{ACCOUNT}closed_periods:\n  - {month % 'mara'}\n"})
    assert check_records(known.project) == []
    unknown = load(tmp_path, {"budget.yaml": f"{ACCOUNT}closed_periods:\n  - {month % 'bob'}\n"})
    assert [one.rule for one in check_records(unknown.project)] == ["project/unknown-reference"]


@pytest.mark.parametrize("written", ["5", "[{seal: aaaaaaaaaaaaaaaa}]", "[[1], null]", "[{period: 5}]"])
def test_what_is_no_month_has_its_finding_and_no_other(tmp_path: Path, written: str) -> None:
    loaded = load(tmp_path, {"budget.yaml": f"{ACCOUNT}closed_periods: {written}\n"})
    assert {one.rule.split("/")[0] for one in loaded.findings} == {"schema"}
    assert [one.rule for one in check_records(loaded.project) if "month" in one.rule] == []
