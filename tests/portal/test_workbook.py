"""The budget as a spreadsheet: formulas give the figures that stand beside them, texts stay texts."""

import io
import math
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from milepost.budget.booked import Booked, booked_entries
from milepost.budget.model import Budget
from milepost.checking import check_project
from milepost.portal.workbook import budget_workbook
from milepost.report import Report
from tests.budget.written import budget_of

EXAMPLE = Path(__file__).parents[2] / "example-project"
NAMES = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
Cells = dict[str, float | str]


@pytest.fixture(scope="module")
def report() -> Report:
    return check_project(EXAMPLE).report


@pytest.fixture(scope="module")
def budget(report: Report) -> Budget:
    assert report.budget is not None
    return report.budget


@pytest.fixture(scope="module")
def entries(report: Report) -> tuple[Booked, ...]:
    assert report.schedule is not None
    found = booked_entries(report.project, report.schedule, report.baseline)
    assert found is not None
    return found


def sheets(content: bytes) -> dict[str, tuple[Cells, dict[str, str]]]:
    """By name of the sheet the values of its cells, and its formulas."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        strings = ["".join(part.itertext()) for part in ET.fromstring(archive.read("xl/sharedStrings.xml"))]
        titles = [
            one.attrib["name"]
            for one in ET.fromstring(archive.read("xl/workbook.xml")).iterfind(".//x:sheet", NAMES)
        ]
        found = {}
        for number, title in enumerate(titles, 1):
            values: Cells = {}
            formulas = {}
            root = ET.fromstring(archive.read(f"xl/worksheets/sheet{number}.xml"))
            for cell in root.iterfind(".//x:c", NAMES):
                place, kind = cell.attrib["r"], cell.attrib.get("t", "n")
                value, formula = cell.find("x:v", NAMES), cell.find("x:f", NAMES)
                if formula is not None:
                    formulas[place] = formula.text or ""
                if value is not None and value.text is not None:
                    text = value.text
                    values[place] = (
                        strings[int(text)] if kind == "s" else text if kind == "str" else float(text)
                    )
            found[title] = (values, formulas)
    return found


def computed(formula: str, cells: Cells, entries: Cells) -> float | str:
    """What a spreadsheet makes of one of our formulas; the names of cells are names in Python too."""

    def sum_if(match: re.Match[str]) -> str:
        first, last, wanted = int(match[1]), int(match[2]), match[3]
        rows = (row for row in range(first, last + 1) if entries.get(f"B{row}") == wanted)
        return repr(math.fsum(float(entries[f"H{row}"]) for row in rows))

    def span(match: re.Match[str]) -> str:
        column, first, last = match[1], int(match[2]), int(match[3])
        return "[" + ",".join(f"{column}{row}" for row in range(first, last + 1)) + "]"

    sums = r'SUMIF\(Entries!\$B\$(\d+):\$B\$(\d+),"([^"]*)",Entries!\$H\$\d+:\$H\$\d+\)'
    text = re.sub(sums, sum_if, formula)
    text = re.sub(r"([A-Z])\$?(\d+):[A-Z](\d+)", span, text)
    text = re.sub(r"(?<![<>=])=(?!=)", "==", text)
    text = text.replace("IF(", "pick(").replace("OR(", "either(").replace("AND(", "both(")
    names: dict[str, object] = {place: cells.get(place, 0.0) for place in re.findall(r"[A-Z]\d+", text)}
    names |= {
        "pick": lambda test, yes, no: yes() if test else no(),
        "either": lambda *tests: any(tests),
        "both": lambda *tests: all(tests),
        "MAX": max,
        "SUM": lambda values: sum(one for one in values if isinstance(one, float)),
    }
    return eval(_lazy(text), names)


def _lazy(text: str) -> str:
    """The branches of `pick` as functions, because a spreadsheet computes only the one it takes."""
    start = text.find("pick(")
    if start < 0:
        return text
    depth, begin, parts = 0, start + 5, []
    for place in range(start + 5, len(text)):
        char = text[place]
        if char == "(":
            depth += 1
        elif char == ")" and depth:
            depth -= 1
        elif depth == 0 and char in ",)":
            parts.append(text[begin:place])
            begin = place + 1
            if char == ")":
                break
    test, yes, no = parts
    return f"{text[:start]}pick({test}, lambda: {_lazy(yes)}, lambda: {_lazy(no)}){text[begin:]}"


@pytest.mark.parametrize("method", ["cpi", "remaining-at-budget", "cpi-spi", "bottom-up"])
def test_every_formula_gives_the_figure_beside_it(
    tmp_path: Path, budget: Budget, entries: tuple[Booked, ...], method: str
) -> None:
    book = budget_workbook("A project", budget, entries)
    if method != "cpi":
        book = budget_workbook("A project", small(tmp_path, method))
    count = 0
    found = sheets(book)
    listed = found.get("Entries", ({}, {}))[0]
    for title, (cells, formulas) in found.items():
        for place, formula in formulas.items():
            said = cells.get(place, "")
            given = computed(formula, cells, listed)
            count += 1
            if isinstance(said, float):
                assert given == pytest.approx(said, abs=1e-6), f"{title} {place} {formula}"
            else:
                assert given == said, f"{title} {place} {formula}"
    assert count > 30


def small(folder: Path, method: str) -> Budget:
    found, _ = budget_of(
        folder,
        {
            "project.yaml": "milepost: 1\nid: P-1\nname: New catalogue\nstart: 2026-06-01\nstatus_date: 2026-07-04\n"
            f"currency: EUR\nbudget: {{eac: {method}}}\n",
            "budget.yaml": "accounts:\n  - id: CA-1\n    name: Build\n    accounts:\n"
            "      - {id: CA-11, name: Mapping}\n      - {id: CA-12, name: Loading}\n  - {id: CA-2, name: Rest}\n",
            "plan.yaml": "tasks:\n  - {id: T-1, name: Map, duration: 10d, account: CA-11, cost: 4000 EUR, "
            "progress: {actual_start: 2026-06-01, percent: 50}}\n"
            "  - {id: T-2, name: Load, duration: 20d, account: CA-1, cost: 1000 EUR}\n"
            "  - {id: T-3, name: Done, duration: 2d, account: CA-2, cost: 500 EUR, "
            "progress: {actual_start: 2026-06-01, actual_finish: 2026-06-02, percent: 100}}\n",
            "actuals.yaml": "entries:\n  - {date: 2026-06-03, task: T-1, amount: 2100.55 EUR}\n"
            "  - {date: 2026-06-03, task: T-3, amount: 480 EUR}\n",
        },
    )
    return found


def test_a_divided_account_has_a_row_for_what_stands_on_it_itself(tmp_path: Path) -> None:
    cells, formulas = sheets(budget_workbook("P", small(tmp_path, "cpi")))["Accounts"]
    assert [cells[f"A{row}"] for row in range(4, 10)] == [
        "CA-1",
        "CA-1 itself",
        "CA-11",
        "CA-12",
        "CA-2",
        "Project",
    ]
    assert (formulas["C4"], formulas["C9"]) == ("C5+C6+C7", "C4+C8")
    assert cells["C4"] == 5000


def test_the_same_budget_gives_the_same_bytes(budget: Budget, entries: tuple[Booked, ...]) -> None:
    assert budget_workbook("P", budget, entries) == budget_workbook("P", budget, entries)


def test_actual_cost_is_a_sum_over_every_entry(budget: Budget, entries: tuple[Booked, ...]) -> None:
    """A controller who changes a line sees what becomes of CPI and forecast."""
    found = sheets(budget_workbook("P", budget, entries))
    cells, formulas = found["Accounts"]
    row = next(place[1:] for place, text in cells.items() if place[0] == "A" and text == "CA-210")
    last = len(entries) + 3
    assert formulas[f"G{row}"] == f'SUMIF(Entries!$B$4:$B${last},"CA-210",Entries!$H$4:$H${last})'
    listed, _ = found["Entries"]
    assert listed[f"H{last + 1}"] == pytest.approx(float(budget.performance.ac))
    assert {"Budget lines", "Labour"} <= found.keys()


def test_too_many_entries_are_not_listed(report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("milepost.budget.booked.MOST", 10)
    assert report.schedule is not None
    assert booked_entries(report.project, report.schedule, report.baseline) is None


def test_a_text_is_never_a_formula(budget: Budget) -> None:
    values, formulas = sheets(budget_workbook('=HYPERLINK("x")', budget))["Accounts"]
    assert str(values["A1"]).startswith("=HYPERLINK")
    assert "A1" not in formulas
