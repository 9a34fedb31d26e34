"""CSV files: what is read, in which dialect, and that every finding stands at its cell."""

import csv
import io
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.checks import check_records
from milepost.diagnostics import Diagnostic, Rule
from milepost.diagnostics.example import BASE, laid_over_base
from milepost.load import load_project, load_schemas
from milepost.project import Record
from milepost.source import table_cut, table_rules
from milepost.source.data import Document, Map
from milepost.source.files import SourceFile
from milepost.source.table import Layout
from milepost.source.table_files import read_raw
from milepost.source.table_format import OWN, TableFormat, date_pattern
from tests.rule_examples import marked, write

SCHEMAS, _ = load_schemas()
REGISTER = SCHEMAS.registers["actuals"]
HEADER = "date,account,document,amount,currency,description\n"
LINE = "2026-01-20,CA-1,INV-7,1250.50,EUR,Pumps\n"
GERMAN = """\
actuals:
  mappings:
    - files: "ledger-*.csv"
      kind: entries
      delimiter: semicolon
      decimal: comma
      thousands: point
      dates: DD.MM.YYYY
      columns: {date: Belegdatum, account: Kostenstelle, document: Beleg, amount: Betrag, description: Text}
      constants: {currency: EUR}
"""


def findings(folder: Path, files: dict[str, str | bytes]) -> list[Diagnostic]:
    """What is found in the base project with some files in the folder of actual costs."""
    write(folder, BASE)
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    loaded = load_project(folder)
    return sorted(
        (*loaded.findings, *check_records(loaded.project)),
        key=lambda one: (one.span.file, one.span.line, one.span.column) if one.span else ("", 0, 0),
    )


def places(found: list[Diagnostic]) -> list[tuple[str, str]]:
    return [(str(one.span).removeprefix("actuals/"), one.rule) for one in found]


def entries(folder: Path, files: dict[str, str | bytes]) -> list[Record]:
    """The entries of a project that has no finding."""
    assert findings(folder, files) == []
    return list(load_project(folder).project.all("actual"))


def project(mapping: str) -> str:
    return BASE["project.yaml"] + mapping


# -- the rules' own examples -----------------------------------------------------------------------------------


@pytest.mark.parametrize("rule", [one for one in table_rules.RULES if one.bad], ids=lambda one: one.name)
def test_the_bad_example_has_the_finding_at_its_mark(rule: Rule, tmp_path: Path) -> None:
    found = {
        (one.rule, one.span.file, one.span.line)
        for one in findings(tmp_path, laid_over_base(rule.bad))
        if one.span and one.rule == rule.name
    }
    assert found == {mark for mark in marked(rule.bad) if mark[0] == rule.name} != set()


@pytest.mark.parametrize("rule", table_rules.RULES, ids=lambda one: one.name)
def test_the_good_example_is_clean(rule: Rule, tmp_path: Path) -> None:
    assert findings(tmp_path, laid_over_base(rule.good)) == []


# -- our own format --------------------------------------------------------------------------------------------


def test_lines_are_records_like_those_of_yaml(tmp_path: Path) -> None:
    text = (
        "date,task,document,amount,supplier,description,tags\r\n"
        '2026-01-20,T-2,0093,1250.50 EUR,"Harbour, Ltd","He said ""soon"",\nthen left","a, b"\r\n'
        "\r\n"
        "2026-01-21,T-3,INV-8,-99 EUR,,,\r\n"
    )
    first, second = entries(tmp_path, {"actuals/june.csv": text})
    assert first.data == {
        "date": "2026-01-20",
        "task": "T-2",
        "document": "0093",
        "amount": "1250.50 EUR",
        "supplier": "Harbour, Ltd",
        "description": 'He said "soon",\nthen left',
        "tags": ["a", "b"],
    }
    assert second.data == {"date": "2026-01-21", "task": "T-3", "document": "INV-8", "amount": "-99 EUR"}
    money = first.money("amount")
    assert money is not None
    assert (money.amount, money.currency) == (Decimal("1250.50"), "EUR")
    assert [str(first.span(key)) for key in ("date", "supplier", "description")] == [
        "actuals/june.csv:2:1",
        "actuals/june.csv:2:33",
        "actuals/june.csv:2:48",
    ]
    assert str(second.span("amount")) == "actuals/june.csv:5:22"
    assert str(second.span()) == "actuals/june.csv:5:1"


def test_timesheets_are_known_by_their_columns(tmp_path: Path) -> None:
    text = "date,person,task,hours\n2026-01-20,mara,T-2,7.5\n2026-01-21,mara,T-2,8\n"
    assert findings(tmp_path, {"actuals/hours.csv": text}) == []
    loaded = load_project(tmp_path).project
    assert [one.raw("hours") for one in loaded.all("timesheet")] == [7.5, 8]
    assert loaded.all("actual") == loaded.all("risk")
    assert len(loaded.all("timesheet")) == 2
    assert loaded.all("timesheet")[1] is loaded.all("timesheet")[1]


def test_yaml_and_csv_are_one_register(tmp_path: Path) -> None:
    yaml = "entries:\n  - {date: 2026-01-20, account: CA-1, amount: 900 EUR, document: INV-7}\n"
    found = findings(tmp_path, {"actuals/a.yaml": yaml, "actuals/b.csv": HEADER + LINE})
    assert places(found) == [("b.csv:2:17", "budget/duplicate-document")]
    assert str(found[0].notes[0].span) == "actuals/a.yaml:2:66"


def test_ids_of_lines_are_ids(tmp_path: Path) -> None:
    text = "id,date,account,amount\nAC-1,2026-01-20,CA-1,9 EUR\nAC-1,2026-01-20,CA-1,8 EUR\n"
    found = findings(tmp_path, {"actuals/a.csv": text})
    assert [one.rule for one in found] == ["project/duplicate-id"]
    assert load_project(tmp_path).project.get("AC-1", "actual") is not None


@pytest.mark.parametrize(
    ("line", "place", "rule"),
    [
        ("2026-13-20,CA-1,INV-7,9,EUR,", "2:1", "schema/malformed-value"),
        ("2026-01-20,CA-9,INV-7,9,EUR,", "2:12", "project/unknown-reference"),
        ("2026-01-20,T-2,INV-7,9,EUR,", "2:12", "project/wrong-kind"),
        ('2026-01-20,CA-1,INV-7,"9,50",EUR,', "2:23", "source/malformed-number"),
        ("2026-01-20,CA-1,INV-7,1 250.50,EUR,", "2:23", "source/malformed-number"),
        ("2026-01-20,CA-1,INV-7,1e3,EUR,", "2:23", "source/malformed-number"),
        ("2026-01-20,CA-1,INV-7,NaN,EUR,", "2:23", "source/malformed-number"),
        ("2026-01-20,CA-1,INV-7,9.12345,EUR,", "2:23", "source/malformed-number"),
        ("2026-01-20,CA-1,INV-7,9,Euro,", "2:25", "schema/malformed-value"),
        ("2026-01-20,CA-1,INV-7,9,,", "2:25", "schema/malformed-value"),
        ("2026-01-20,CA-1,INV-7,9,EUX,", "2:25", "budget/unknown-currency"),
        ("2026-01-20,CA-1,INV-7,9,USD,", "2:25", "budget/no-exchange-rate"),
        ("2026-01-20,CA-1,INV-7,,EUR,", "2:1", "schema/missing-field"),
        ("2026-01-20,,INV-7,9,EUR,", "2:1", "budget/actual-without-account"),
        ("2026-02-20,CA-1,INV-7,9,EUR,", "2:1", "budget/actual-after-status-date"),
        ("2026-01-20,CA-1,INV-7,9,EUR,@SUM(A1)", "2:29", "source/formula-cell"),
        ("2026-01-20,CA-1,=cmd,9,EUR,", "2:17", "source/formula-cell"),
        ('2026-01-20,CA-1,"=a\nb",9,EUR,', "2:17", "source/formula-cell"),
        ("2026-01-20,CA-1,INV-7,9,EUR," + "x" * 20_001, "2:29", "schema/out-of-range"),
    ],
)
def test_each_wrong_cell_has_one_finding_at_its_place(
    tmp_path: Path, line: str, place: str, rule: str
) -> None:
    found = places(findings(tmp_path, {"actuals/a.csv": f"{HEADER}{line}\n"}))
    assert found == [(f"a.csv:{place}", rule)]


@pytest.mark.parametrize(
    ("line", "place", "rule"),
    [
        ("2026-01-20,mara,T-2,0", "2:21", "schema/out-of-range"),
        ("2026-01-20,mara,T-2,-1", "2:21", "schema/out-of-range"),
        ("2026-01-20,nobody,T-2,5", "2:12", "project/unknown-reference"),
        ("2026-01-20,mara,T-2,", "2:1", "schema/missing-field"),
        ('2026-01-20,mara,T-2,"7,5"', "2:21", "source/malformed-number"),
        ("2026-01-20,mara,T-2,14\n2026-01-20,mara,T-1,14", "3:21", "budget/impossible-day"),
    ],
)
def test_wrong_timesheets(tmp_path: Path, line: str, place: str, rule: str) -> None:
    found = places(findings(tmp_path, {"actuals/h.csv": f"date,person,task,hours\n{line}\n"}))
    assert found == [(f"h.csv:{place}", rule)]


def test_a_column_of_one_kind_of_amount_without_a_currency(tmp_path: Path) -> None:
    found = findings(tmp_path, {"actuals/a.csv": "date,account,amount\n2026-01-20,CA-1,900\n"})
    assert places(found) == [("a.csv:2:17", "schema/malformed-value")]
    assert "no currency" in found[0].message


def test_what_stands_in_wrong_lines_is_known_as_unknown(tmp_path: Path) -> None:
    text = HEADER + LINE + "2026-01-21,CA-1\n" + LINE.replace("INV-7", "INV-9")
    assert places(findings(tmp_path, {"actuals/a.csv": text})) == [("a.csv:3:1", "source/wrong-cell-count")]
    loaded = load_project(tmp_path).project
    assert [one.text("document") for one in loaded.all("actual")] == ["INV-7", "INV-9"]
    assert str(loaded.all("actual")[1].span("document")) == "actuals/a.csv:4:17"
    assert next(one for one in loaded.documents if one.table).broken


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [("a.csv:1:1", "source/empty-table")]),
        ("\n\n", [("a.csv:1:1", "source/empty-table")]),
        (HEADER, [("a.csv:1:1", "source/empty-table")]),
        (HEADER + LINE + "2026-01-21,CA-1,IN", [("a.csv:3:1", "source/cut-off-line")]),
        (HEADER + LINE + '2026-01-21,CA-1,INV-8,9,EUR,"Pum', [("a.csv:3:1", "source/cut-off-line")]),
        (HEADER + LINE + "2026-01-21,CA-1,INV-8,9,EUR,Pum", [("a.csv:3:29", "source/no-line-end")]),
        (HEADER + LINE + '"x"y,,,,,\n' + LINE, [("a.csv:3:1", "source/broken-quotes")]),
        ("date,amount,person,hours\n2026-01-20,9 EUR,mara,3\n", [("a.csv:1:1", "source/foreign-table")]),
        ("﻿" + HEADER + LINE, [("a.csv:1:1", "source/byte-order-mark")]),
        (HEADER + LINE.replace("Pumps", "Pu\x07mps"), [("a.csv:2:37", "source/control-character")]),
    ],
)
def test_files_that_are_not_whole(tmp_path: Path, text: str, expected: list[tuple[str, str]]) -> None:
    assert places(findings(tmp_path, {"actuals/a.csv": text})) == expected


def test_latin_1_in_a_file_in_utf_8(tmp_path: Path) -> None:
    raw = (HEADER + LINE).encode() + LINE.replace("Pumps", "Späte").replace("7", "8").encode("latin-1")
    found = findings(tmp_path, {"actuals/a.csv": raw})
    assert places(found) == [("a.csv:3:37", "source/wrong-encoding")]
    assert "encoding: windows-1252" in found[0].remedy


def test_many_findings_are_counted(tmp_path: Path) -> None:
    lines = "".join(f'2026-01-20,CA-1,INV-{number},"1,5",EUR,x\n' for number in range(700))
    found = findings(tmp_path, {"actuals/a.csv": HEADER + lines})
    assert len(found) == 500
    assert "200 more findings" in found[-1].message


def test_unmatched_lines_are_listed_each_at_its_place_up_to_a_bound(tmp_path: Path) -> None:
    lines = "".join(f"2026-01-20,CA-{1 + number % 2},INV-{number},1,EUR,x\n" for number in range(40))
    found = findings(tmp_path, {"actuals/a.csv": HEADER + lines})
    assert [one.span.line for one in found if one.span] == list(range(3, 42, 2))
    assert {one.remedy for one in found} == {"Did you mean CA-1?"}
    lines = "".join(f"2026-01-20,CA-9,INV-{number},1,EUR,x\n" for number in range(600))
    found = findings(tmp_path, {"actuals/a.csv": HEADER + lines})
    assert len(found) == 501
    assert any("600 cells of actuals/a.csv" in one.message for one in found)


def test_only_the_register_of_actual_costs_has_csv(tmp_path: Path) -> None:
    files = {
        "risks/a.csv": HEADER,
        "actuals/b.xlsx": b"PK",
        "actuals/c.CSV": HEADER + LINE,
        "actuals.csv": HEADER,
    }
    found = findings(tmp_path, files)
    assert [(one.rule, one.span.file) for one in found if one.span] == [
        ("source/unknown-file", "actuals.csv"),
        ("source/unknown-file", "actuals/b.xlsx"),
        ("source/unknown-file", "risks/a.csv"),
    ]
    assert len(load_project(tmp_path).project.all("actual")) == 1


# -- foreign formats -------------------------------------------------------------------------------------------


def test_a_foreign_file_is_read_as_its_mapping_says(tmp_path: Path) -> None:
    mapping = GERMAN + (
        "      encoding: windows-1252\n      sign: inverted\n      header_row: 3\n"
        '      values: {account: {"4711": CA-1}}\n'
        '      skip: [{column: Art, values: [Summe, ""]}]\n'
    )
    text = (
        "Kostenbericht;;;;;;\r\n\r\nArt;Belegdatum;Kostenstelle;Beleg;Betrag;Text;Rest\r\n"
        "Ist;20.01.2026;4711;R 1;-1.234,50;Späte Lieferung;x\r\n"
        "Ist;21.01.2026; CA-1 ;R 2;20,00;Gutschrift;\r\n"
        "Ist;22.01.2026;4711;R 3;1.000-;Nachlass;\r\n"
        "Ist;23.01.2026;4711;R 4;(0,99);;\r\n"
        "Summe;;;;-999.999,99;;\r\n;;;;;;\r\n"
    )
    found = entries(
        tmp_path, {"project.yaml": project(mapping), "actuals/ledger-01.csv": text.encode("cp1252")}
    )
    assert [(one.text("date"), one.text("account"), one.text("amount")) for one in found] == [
        ("2026-01-20", "CA-1", "1234.50 EUR"),
        ("2026-01-21", "CA-1", "-20.00 EUR"),
        ("2026-01-22", "CA-1", "1000 EUR"),
        ("2026-01-23", "CA-1", "0.99 EUR"),
    ]
    assert found[0].text("description") == "Späte Lieferung"
    assert str(found[3].span("amount")) == "actuals/ledger-01.csv:7:25"


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("1.234,50", "1234.50"),
        ("1234,50", "1234.50"),
        ("1.234.567", "1234567"),
        ("+7", "7"),
        ("-7", "-7"),
        ("7-", "-7"),
        ("−7", "-7"),
        ("(7,5)", "-7.5"),
        ("12.50", None),
        ("1.23,50", None),
        ("1,234.50", None),
        ("7,-", None),
        ("--7", None),
        ("1 234", None),
        ("seven", None),
        ("\u0667", None),
    ],
)
def test_numbers_of_a_mapping(cell: str, value: str | None) -> None:
    from milepost.source.fields import Fields

    blank = Fields(Map(), Document("project.yaml", "project", "", Map()))
    written = TableFormat(decimal=",", thousands=".", written=blank)
    for cells in ((cell,), ("1,0", cell), (cell, "x")):
        numbers, bad = written.numbers(cells)
        assert numbers[cells.index(cell)] == (value or "")
        assert (cell in bad) == (value is None)


@pytest.mark.parametrize(
    ("written", "text", "day"),
    [
        ("DD.MM.YYYY", "01.07.2026", "2026-07-01"),
        ("MM/DD/YYYY", "01/07/2026", "2026-01-07"),
        ("M/D/YY", "1/7/26", "2026-01-07"),
        ("YYYYMMDD", "20260107", "2026-01-07"),
        ("YYYY-MM-DD hh:mm", "2026-01-07 08:30", "2026-01-07"),
        ("DD.MM.YYYY", "1.7.2026", None),
        ("DD.MM.YYYY", "31.02.2026", None),
        ("DD.MM.YYYY", "01/07/2026", None),
        ("DD.MM.YYYY", "01.07.2026 ", None),
    ],
)
def test_dates_of_a_mapping(written: str, text: str, day: str | None) -> None:
    days, bad = TableFormat(dates=written).days((text,))
    assert (days, bad) == ((day or "",), frozenset() if day else frozenset({text}))
    assert date_pattern(written).pattern.endswith(r"\Z")


def test_an_unknown_file_has_a_mapping_proposed_that_reads_it(tmp_path: Path) -> None:
    import yaml

    text = "Belegdatum;Kostenstelle;Belegnummer;Betrag;Buchungstext\n31.01.2026;CA-1;R 1;1.234,50;Pumpen\n"
    found = findings(tmp_path, {"actuals/2026-01.csv": text})
    assert [one.rule for one in found] == ["source/foreign-table"]
    proposal = found[0].remedy.partition("of it: ")[2]
    assert yaml.safe_load(proposal)["actuals"]["mappings"][0]["decimal"] == "comma"
    (entry,) = entries(tmp_path, {"project.yaml": project(proposal + "\n")})
    assert entry.text("amount") == "1234.50 EUR"
    assert entry.text("date") == "2026-01-31"


def test_american_dates_are_proposed_where_a_day_shows_it(tmp_path: Path) -> None:
    text = "Posting Date,Cost Center,Net Value,Currency\n01/02/2026,CA-1,5.00,EUR\n01/31/2026,CA-1,5.00,EUR\n"
    found = findings(tmp_path, {"actuals/x.csv": text})
    assert "dates: MM/DD/YYYY" in found[0].remedy


def test_mappings_that_lead_nowhere_have_their_place_in_project_yaml(tmp_path: Path) -> None:
    wrong = GERMAN.replace("account: Kostenstelle", "person: Kostenstelle")
    line = "Belegdatum;Kostenstelle;Beleg;Betrag;Text\n20.01.2026;CA-1;R 1;1,50;x\n"
    found = findings(tmp_path, {"project.yaml": project(wrong), "actuals/ledger-1.csv": line})
    assert [(one.rule, one.span.file) for one in found if one.span] == [
        ("budget/actual-without-account", "actuals/ledger-1.csv"),
        ("source/unknown-column", "project.yaml"),
    ]
    wrong = GERMAN.replace("amount: Betrag, ", "")
    found = findings(tmp_path, {"project.yaml": project(wrong), "actuals/ledger-1.csv": line})
    assert [(one.rule, one.span.file) for one in found if one.span] == [
        ("source/missing-column", "project.yaml")
    ]


def test_malformed_mappings_have_findings_and_no_exception(tmp_path: Path) -> None:
    for mapping in (
        "actuals: 5\n",
        "actuals: {mappings: [5, {files: 5}]}\n",
        "actuals: {mappings: {a: b}}\n",
    ):
        found = findings(tmp_path, {"project.yaml": project(mapping), "actuals/a.csv": HEADER + LINE})
        assert {one.span.file for one in found if one.span} == {"project.yaml"}


# -- laws ------------------------------------------------------------------------------------------------------

_CELLS = st.text(st.sampled_from('ab ,;"\n=é.1'), max_size=6)


@given(
    st.lists(st.lists(_CELLS, min_size=3, max_size=3), min_size=1, max_size=6),
    st.sampled_from(["\n", "\r\n"]),
)
def test_every_cell_is_where_its_place_says(rows: list[list[str]], end: str) -> None:
    target = io.StringIO()
    csv.writer(target, lineterminator=end).writerows([["a", "b", "c"], *rows])
    text = target.getvalue()
    layout = Layout(",")
    cut = layout.cut(text)
    assert cut.columns == [[row[column].strip() for row in rows] for column in range(3)]
    starts = layout.row_starts(text)
    for row, number in zip(rows, cut.numbers, strict=True):
        for column, cell in enumerate(row):
            begin, stop = layout.cell(text, starts[number], column)
            assert next(csv.reader(io.StringIO(text[begin:stop], newline="")), [""]) == [cell]


_ODD_CELLS = st.text(st.sampled_from('ab ,;"\n\r\t\xa0\u2003.1'), max_size=4)


@given(st.lists(st.lists(_ODD_CELLS, min_size=1, max_size=4), max_size=6), st.sampled_from(["\n", "\r\n"]))
def test_splitting_gives_what_reading_row_by_row_gives(rows: list[list[str]], end: str) -> None:
    for delimiter in ",;\t":
        text = f"a{delimiter}b{end}" + "".join(delimiter.join(row) + end for row in rows)
        for cropped in (text, text[: -len(end)]):
            split = table_cut._split(cropped, delimiter)
            read = table_cut._read(cropped, delimiter).stripped()
            assert split is None or (split.header, split.stripped().columns) == (read.header, read.columns)
            assert split is None or not (read.odd or read.problem)


def test_a_plain_ledger_is_split() -> None:
    body = "".join(f"2026-01-{day:02},Ä pump,{day}.50\r\n" for day in range(1, 29)) * 100
    split = table_cut._split(f"date,text,amount\r\n{body}", ",")
    assert split is not None
    assert split.columns == table_cut._read(f"date,text,amount\r\n{body}", ",").columns
    assert list(split.numbers) == list(range(1, 2801))


@given(st.binary(max_size=300))
def test_any_bytes_give_findings_and_no_exception(raw: bytes) -> None:
    for written in (OWN, TableFormat(encoding="windows-1252"), TableFormat(encoding="utf-16", header_row=2)):
        read_raw("actuals/a.csv", raw, REGISTER, SCHEMAS, written)
        read_raw("actuals/a.csv", HEADER.encode() + raw, REGISTER, SCHEMAS, written)


def test_an_undecoded_file_is_bytes_and_no_text() -> None:
    assert SourceFile("actuals/a.csv", "actuals", "table", None, b"").raw == b""
