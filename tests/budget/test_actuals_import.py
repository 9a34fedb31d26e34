"""Importing costs and hours: what is new, what is known, what is refused, and that it all adds up."""

import csv
import random
from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from milepost.budget import actuals_rules
from milepost.checking import check_project
from milepost.diagnostics import Rule, Severity
from milepost.diagnostics.example import BASE
from tests.cli.command_line import CommandLine
from tests.rule_examples import marked, write

HEADER = "date,document,account,amount,currency,supplier\n"
FIRST = "2026-01-20,INV-7,CA-1,900.00,EUR,Harbour\n"
SECOND = "2026-01-27,INV-8,CA-1,-50.25,EUR,Harbour\n"
HOURS = "date,person,task,hours\n"


@pytest.fixture
def milepost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> CommandLine:
    """The command line in the folder of the base project."""
    write(tmp_path, BASE)
    return CommandLine(tmp_path, monkeypatch, capsys)


def test_new_lines_are_appended_and_what_is_there_stays_byte_for_byte(milepost: CommandLine) -> None:
    there = "supplier,amount,date,account,document\r\nHarbour,900 EUR,2026-01-20,CA-1,INV-7"
    target = milepost.folder / "actuals/2026.csv"
    target.parent.mkdir()
    target.write_bytes(b"\xef\xbb\xbf" + there.encode())
    milepost.write({"in.csv": HEADER + FIRST + SECOND})
    run = milepost("import", "actuals", "in.csv", "--into", "2026")
    assert run.code == 0, run.out + run.err
    added = "\r\nHarbour,-50.25 EUR,2026-01-27,CA-1,INV-8\r\n"
    assert target.read_bytes() == b"\xef\xbb\xbf" + (there + added).encode()
    assert "in.csv: 2 lines, 1 new, 1 known" in run.out
    assert "1 line was appended to actuals/2026.csv" in run.out


def test_control_totals_by_account_and_currency(milepost: CommandLine) -> None:
    milepost.project(plan=BASE["plan.yaml"].replace("- id: T-3", "- id: T-3\n        account: CA-1"))
    rates = 'exchange_rates:\n  - {date: 2026-01-01, from: USD, to: EUR, rate: "0.9"}\n'
    milepost.write({"budget.yaml": BASE["budget.yaml"] + rates})
    text = "date,document,account,task,amount\n2026-01-20,1,CA-1,,0.10 EUR\n2026-01-20,2,,T-3,0.20 EUR\n2026-01-20,3,CA-1,,7 USD\n2026-01-20,4,,T-2,5 EUR\n"
    milepost.write({"in.csv": text})
    run = milepost("import", "actuals", "in.csv")
    totals = [line.split() for line in run.out.splitlines() if line.startswith("  ")]
    assert totals[1:] == [
        ["(no", "account)", "EUR", "1", "5", "1", "5"],
        ["CA-1", "EUR", "2", "0.30", "2", "0.30"],
        ["CA-1", "USD", "1", "7", "1", "7"],
        ["all", "accounts", "EUR", "3", "5.30", "3", "5.30"],
        ["all", "accounts", "USD", "1", "7", "1", "7"],
    ]
    assert (milepost.folder / "actuals/ledger.csv").read_text() == (
        "date,document,account,task,amount,currency\n2026-01-20,1,CA-1,,0.10,EUR\n"
        "2026-01-20,2,,T-3,0.20,EUR\n2026-01-20,3,CA-1,,7,USD\n2026-01-20,4,,T-2,5,EUR\n"
    ).replace("date,document", "document,date").replace("2026-01-20,1,", "1,2026-01-20,").replace(
        "2026-01-20,2,", "2,2026-01-20,"
    ).replace("2026-01-20,3,", "3,2026-01-20,").replace("2026-01-20,4,", "4,2026-01-20,")


def test_importing_again_changes_nothing(milepost: CommandLine) -> None:
    milepost.write({"in.csv": HEADER + FIRST + SECOND})
    assert milepost("import", "actuals", "in.csv").code == 0
    target = milepost.folder / "actuals/ledger.csv"
    before, when = target.read_bytes(), target.stat().st_mtime_ns
    run = milepost("import", "actuals", "in.csv")
    assert run.code == 0
    assert "0 new, 2 known" in run.out
    assert "nothing was changed" in run.out
    assert (target.read_bytes(), target.stat().st_mtime_ns) == (before, when)


def test_what_stands_in_yaml_is_known_too(milepost: CommandLine) -> None:
    milepost.write(
        {
            "actuals/a.yaml": "entries:\n  - {date: 2026-01-20, document: 4711, account: CA-1, amount: 900.0 EUR}\n"
            "timesheets:\n  - {date: 2026-01-20, person: mara, task: T-2, hours: 7.5}\n",
            "in.csv": "date,document,account,amount\n2026-01-20,4711,CA-1,900 EUR\n",
            "hours.csv": HOURS + "2026-01-20,mara,T-2,7.50\n2026-01-20,mara,T-3,0.5\n",
        }
    )
    assert "0 new, 1 known" in milepost("import", "actuals", "in.csv").out
    assert "1 new, 1 known" in milepost("import", "actuals", "hours.csv").out
    assert (milepost.folder / "actuals/timesheets.csv").read_text() == HOURS + "2026-01-20,mara,T-3,0.5\n"


def test_hours_of_one_day_and_task_may_be_booked_in_parts(milepost: CommandLine) -> None:
    milepost.write({"in.csv": HOURS + "2026-01-20,mara,T-2,4\n2026-01-20,mara,T-2,3.5\n"})
    assert "2 new" in milepost("import", "actuals", "in.csv").out
    assert "0 new, 2 known" in milepost("import", "actuals", "in.csv").out
    milepost.write({"in.csv": HOURS + "2026-01-20,mara,T-2,4\n"})
    run = milepost("import", "actuals", "in.csv")
    assert run.code == 1
    assert "in.csv:2:21: error[budget/changed-document] the line says 4, the project has 4 3.5" in run.out


def test_a_document_may_be_split_further_but_not_moved(milepost: CommandLine) -> None:
    header = "date,document,account,task,amount\n"
    one, two, three = (f"2026-01-20,INV-7,{where},10 EUR\n" for where in ("CA-1,", "CA-1,T-2", "CA-1,T-3"))
    for text, expected in ((one, "1 new, 0 known"), (one + two, "1 new, 1 known"), (two, "0 new, 1 known")):
        milepost.write({"in.csv": header + text})
        assert expected in milepost("import", "actuals", "in.csv").out
    milepost.write({"in.csv": header + two + three})
    run = milepost("import", "actuals", "in.csv")
    assert (
        "error[budget/changed-document] the document is in the project on another account or task" in run.out
    )


@pytest.mark.parametrize("rule", actuals_rules.RULES, ids=lambda one: one.name)
def test_the_examples_of_the_rules(rule: Rule, milepost: CommandLine) -> None:
    write(milepost.folder, rule.bad)
    before = {path: path.read_bytes() for path in milepost.folder.rglob("*") if path.is_file()}
    run = milepost("import", "actuals", "import.csv")
    assert run.code == 1
    ((name, file, line),) = marked(rule.bad)
    assert f"{file}:{line}:" in run.out
    assert f"error[{name}]" in run.out
    assert "Nothing was imported." in run.err
    assert before == {path: path.read_bytes() for path in milepost.folder.rglob("*") if path.is_file()}
    write(milepost.folder, rule.good)
    assert milepost("import", "actuals", "import.csv").code == 0


def test_known_lines_of_a_closed_month_do_not_stand_in_the_way(milepost: CommandLine) -> None:
    milepost.write(
        {
            "actuals/ledger.csv": HEADER + FIRST,
            "in.csv": HEADER + FIRST + "2026-02-02,INV-9,CA-1,5,EUR,Harbour\n",
            "budget.yaml": BASE["budget.yaml"] + "closed_periods: [2026-01]\n",
        }
    )
    assert "1 new, 1 known" in milepost("import", "actuals", "in.csv").out


@pytest.mark.parametrize(
    ("line", "finding"),
    [
        ("2026-01-20,INV-9,CA-7,5,EUR,x", "in.csv:3:18: error[project/unknown-reference]"),
        ("2026-02-20,INV-9,CA-1,5,EUR,x", "in.csv:3:1: error[budget/actual-after-status-date]"),
        ("2026-01-20,INV-7,CA-1,900.00,EUR,Harbour", "in.csv:3:12: error[budget/duplicate-document]"),
        ("2026-01-20,INV-9,CA-1,5,CHF,x", "in.csv:3:25: error[budget/no-exchange-rate]"),
        ("2026-01-20,INV-9,CA-1,5,EUR,=x", "in.csv:3:29: error[source/formula-cell]"),
        ('2026-01-20,INV-9,CA-1,"1,5",EUR,x', "in.csv:3:23: error[source/malformed-number]"),
        ("2026-01-20,INV-9", "in.csv:3:1: error[source/wrong-cell-count]"),
        ("2026-01-32,INV-9,CA-1,5,EUR,x", "in.csv:3:1: error[schema/malformed-value]"),
    ],
)
def test_an_error_keeps_everything_out(milepost: CommandLine, line: str, finding: str) -> None:
    milepost.write({"in.csv": f"{HEADER}{FIRST}{line}\n"})
    run = milepost("import", "actuals", "in.csv")
    assert run.code == 1
    assert finding in run.out
    assert not (milepost.folder / "actuals").exists()


def test_a_warning_is_told_and_does_not_stop(milepost: CommandLine) -> None:
    milepost.write({"in.csv": HEADER + FIRST.replace("CA-1", "").rstrip("\n")})
    run = milepost("import", "actuals", "in.csv")
    assert run.code == 0
    assert "warning[source/no-line-end]" in run.out
    assert "warning[budget/actual-without-account]" in run.out


def test_orders_are_laid_into_the_project_instead(milepost: CommandLine) -> None:
    milepost.write({"orders.csv": "id,supplier,amount,currency\nPO-1,Pumps Ltd,100,EUR\n"})
    run = milepost("import", "actuals", "orders.csv")
    assert run.code == 2
    assert "lay the whole list into actuals/" in run.err


def test_wrong_usage(milepost: CommandLine) -> None:
    milepost.write({"in.csv": HEADER + SECOND, "actuals/a.csv": HEADER + FIRST, "actuals/h.csv": HOURS})
    for arguments, said in (
        (("actuals/a.csv",), "is in the project already"),
        (("none.csv",), "no such file"),
        (("in.csv", "--into", "../x"), "no name of a file"),
        (("in.csv", "--into", "h"), "holds no entries"),
        (("in.csv", "--kind", "timesheets"), "those of entries, not of timesheets"),
    ):
        run = milepost("import", "actuals", *arguments)
        assert run.code == 2, run.out
        assert said in run.err
    milepost.write({"actuals/h.csv": "date,account,amount\n2026-01-20,CA-1,3 EUR\n"})
    run = milepost("import", "actuals", "in.csv", "--into", "h")
    assert "has no column `document` and `supplier`" in run.err


# -- reconciliation --------------------------------------------------------------------------------------------

LEDGER_LINES, TIMESHEET_LINES = 10_000, 20_000
ACCOUNTS = {f"{4000 + number}": f"CA-{number:02}" for number in range(1, 41)}
PEOPLE = {f"Person, {number:03}": f"p{number:03}" for number in range(60)}
RATES = {"USD": Decimal("0.9215"), "CHF": Decimal("1.0432"), "EUR": Decimal(1)}
MAPPINGS = """\
actuals:
  mappings:
    - files: "fibu-*.csv"
      kind: entries
      delimiter: semicolon
      decimal: comma
      thousands: point
      dates: DD.MM.YYYY
      encoding: windows-1252
      header_row: 3
      columns: {date: Buchungsdatum, account: Kostenstelle, document: Beleg, amount: "Betrag (Soll)", currency: Whrg, supplier: Kreditor, description: Text}
      values: {account: {%s}}
      skip: [{column: Art, values: [Summe]}]
    - files: "zeiten-*.csv"
      kind: timesheets
      delimiter: tab
      decimal: comma
      dates: M/D/YYYY
      encoding: utf-16
      columns: {date: Tag, person: Wer, task: Vorgang, hours: Stunden, note: Notiz}
      values: {person: {%s}}
"""


def _german(amount: Decimal) -> str:
    whole = f"{abs(amount):,.2f}".translate(str.maketrans(",.", ".,"))
    return f"{whole}-" if amount < 0 else whole


def _big_project(folder: Path) -> None:
    accounts = "".join(
        f"  - id: {one}\n    name: Account {one}\n    accounts:\n      - {{id: {one}-S, name: Below {one}}}\n"
        for one in ACCOUNTS.values()
    )
    rates = "".join(
        f'  - {{date: 2026-01-01, from: {code}, to: EUR, rate: "{rate}"}}\n'
        for code, rate in RATES.items()
        if code != "EUR"
    )
    people = "".join(
        f"  - {{id: {one}, name: {one}, rates: [{{from: 2026-01-01, per: h, amount: {60 + index}.35 EUR}}]}}\n"
        for index, one in enumerate(PEOPLE.values())
    )
    tasks = "".join(
        f"  - {{id: T-{number}, name: Task {number}, duration: 5d, account: CA-{number % 40 + 1:02}-S}}\n"
        for number in range(200)
    )
    values = (", ".join(f'"{key}": {value}' for key, value in which.items()) for which in (ACCOUNTS, PEOPLE))
    settings = (
        "milepost: 1\nid: P-1\nname: Books\nstart: 2026-01-05\nstatus_date: 2026-12-31\ncurrency: EUR\n"
    )
    write(
        folder,
        {
            "project.yaml": settings + MAPPINGS % tuple(values),
            "budget.yaml": f"accounts:\n{accounts}exchange_rates:\n{rates}",
            "people.yaml": f"people:\n{people}",
            "plan.yaml": f"tasks:\n{tasks}",
        },
    )


def _foreign_files(folder: Path) -> None:
    numbers = random.Random(4)
    first = date(2026, 1, 5)
    with (folder / "fibu-2026.csv").open("w", encoding="cp1252", newline="") as file:
        file.write("Kostenstellenbericht\r\nMandant 7\r\n")
        writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
        writer.writerow(
            ["Art", "Beleg", "Buchungsdatum", "Kostenstelle", "Kreditor", "Betrag (Soll)", "Whrg", "Text"]
        )
        total = Decimal(0)
        for line in range(LEDGER_LINES):
            day = first + timedelta(days=numbers.randrange(350))
            amount = Decimal(numbers.randrange(-200_000, 9_000_000)) / 100
            total += amount
            writer.writerow(
                ["Ist", f"R {line:06}", f"{day:%d.%m.%Y}", numbers.choice(list(ACCOUNTS)), f"Käufer & Söhne {line % 90}",
                 _german(amount), numbers.choice(["EUR", "EUR", "EUR", "USD", "CHF"]), f'Teil "{line % 7}"; €']
            )  # fmt: skip
        writer.writerow(["Summe", "", "", "", "", _german(total), "", ""])
    keys = [(person, day, task) for person in PEOPLE for day in range(120) for task in range(4)]
    with (folder / "zeiten-2026.csv").open("w", encoding="utf-16", newline="") as file:
        writer = csv.writer(file, delimiter="\t", lineterminator="\r\n")
        writer.writerow(["Wer", "Tag", "Vorgang", "Stunden", "Notiz"])
        for person, number, task in numbers.sample(keys, TIMESHEET_LINES):
            day = first + timedelta(days=number)
            hours = f"{numbers.randrange(1, 24) / 4:g}".replace(".", ",")
            writer.writerow(
                [
                    person,
                    f"{day.month}/{day.day}/{day.year}",
                    f"T-{numbers.randrange(50) * 4 + task}",
                    hours,
                    "",
                ]
            )


def _independent(folder: Path) -> tuple[dict[str, Decimal], Counter[tuple[str, str]]]:
    """Cost by account in euros, and sums of the ledger by account and currency: csv and Decimal only."""
    spent: dict[str, Decimal] = {}
    ledger: Counter[tuple[str, str]] = Counter()
    with (folder / "fibu-2026.csv").open(encoding="cp1252", newline="") as file:
        next(file), next(file)
        for row in csv.DictReader(file, delimiter=";"):
            if row["Art"] == "Summe":
                continue
            text = row["Betrag (Soll)"].replace(".", "").replace(",", ".")
            amount = -Decimal(text[:-1]) if text.endswith("-") else Decimal(text)
            account = "CA-" + f"{int(row['Kostenstelle']) - 4000:02}"
            ledger[account, row["Whrg"]] += amount  # type: ignore[assignment]
            spent[account] = spent.get(account, Decimal(0)) + amount * RATES[row["Whrg"]]
    with (folder / "zeiten-2026.csv").open(encoding="utf-16", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            rate = Decimal(60 + int(row["Wer"][-3:])) + Decimal("0.35")
            account = f"CA-{int(row['Vorgang'][2:]) % 40 + 1:02}-S"
            spent[account] = spent.get(account, Decimal(0)) + rate * Decimal(row["Stunden"].replace(",", "."))
    return spent, ledger


def test_ten_thousand_ledger_lines_and_twenty_thousand_of_timesheets_reconcile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    project, exports = tmp_path / "project", tmp_path / "exports"
    exports.mkdir()
    _big_project(project)
    _foreign_files(exports)
    run = CommandLine(project, monkeypatch, capsys)
    names = ("fibu-2026.csv", "zeiten-2026.csv")
    first = [run("import", "actuals", f"../exports/{name}") for name in names]
    assert [one.code for one in first] == [0, 0], first[0].out + first[1].out
    spent, ledger = _independent(exports)

    printed = [line.split() for line in first[0].out.splitlines() if line.startswith("  CA-")]
    assert {(row[0], row[1]): Decimal(row[3]) for row in printed} == ledger
    assert sum(int(row[2]) for row in printed) == LEDGER_LINES

    written = {path.name: path.read_bytes() for path in (project / "actuals").iterdir()}
    assert set(written) == {"ledger.csv", "timesheets.csv"}
    assert [text.count(b"\n") for text in written.values()] in (
        [LEDGER_LINES + 1, TIMESHEET_LINES + 1],
        [TIMESHEET_LINES + 1, LEDGER_LINES + 1],
    )

    checked = check_project(project)
    assert [one for one in checked.verdict.findings if one.severity is Severity.ERROR] == []
    budget = checked.report.budget
    assert budget is not None
    assert budget.excluded == ()
    assert {id_: one.own.ac for id_, one in budget.accounts.items() if one.own.ac} == spent
    assert budget.performance.ac == sum(spent.values())
    for id_ in ACCOUNTS.values():
        assert budget.accounts[id_].performance.ac == spent[id_] + spent[f"{id_}-S"]

    for name in names:
        again = run("import", "actuals", f"../exports/{name}")
        assert again.code == 0
        assert "nothing was changed" in again.out
    assert {path.name: path.read_bytes() for path in (project / "actuals").iterdir()} == written

    for name in names:  # the same figures, without an import, by the mappings alone
        (project / "actuals" / name).write_bytes((exports / name).read_bytes())
    for name in written:
        (project / "actuals" / name).unlink()
    mapped = check_project(project).report.budget
    assert mapped is not None
    assert {id_: one.own.ac for id_, one in mapped.accounts.items()} == {
        id_: one.own.ac for id_, one in budget.accounts.items()
    }
