"""CSV that no spreadsheet runs."""

import csv
import io

import pytest

from milepost.portal.downloads import csv_text, safe_cell


@pytest.mark.parametrize(
    "text",
    [
        '=HYPERLINK("http://evil.example","x")',
        "+1+cmd|' /C calc'!A0",
        "-2+3",
        "@SUM(A1)",
        "\t=1+1",
        "\r=1+1",
        " =1+1",
        "\n=1+1",
        "\uff1d1+1",
        "-",
    ],
)
def test_formulas_get_an_apostrophe(text):
    assert safe_cell(text).startswith("'")


@pytest.mark.parametrize("text", ["-1250.50", "+3", "12", "-5%", "2026-07-01", "R-001", "a = b", ""])
def test_numbers_and_other_text_stay(text):
    assert safe_cell(text) == text


def test_a_file_reads_back():
    text = csv_text(("id", "title"), [("R-1", 'says "no", twice'), ("R-2", "=1+1")])
    assert text.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    assert rows == [["id", "title"], ["R-1", 'says "no", twice'], ["R-2", "'=1+1"]]
