"""Registers as tables and records: what is a name stays one, what is long is folded, what is missing is not repeated."""

import pytest

from milepost.checking import check_project
from milepost.history.revision import Revision
from milepost.portal.compose.site import compose

PROJECT = """\
milepost: 1
id: P-1
name: Small
status_date: 2026-01-05
start: 2026-01-05
currency: EUR
accounts:
  - {id: CA-1, name: Work, code: 9100110}
risks:
  - {id: R-1, title: Late, status: open, likelihood: 4, impact_score: 5}
waivers:
  - {id: W-1, rule: risk/no-owner, record: R-1, reason: Found next week, approver: R-1, expires: 2026-02-01}
"""
REPORT = """\
---
id: REP-1
title: First
type: status
period: {from: 2026-01-01, to: 2026-01-05}
date: 2026-01-05
rag: {overall: green, schedule: green, cost: red, scope: green}
---
"""


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    folder = tmp_path_factory.mktemp("registers")
    (folder / "project.yaml").write_text(PROJECT)
    (folder / "reports").mkdir()
    (folder / "reports" / "first.md").write_text(REPORT)
    return compose(check_project(folder), Revision("")).pages


def test_the_number_of_an_account_has_no_thousands(pages):
    assert "9100110" in pages["budget.md"]
    assert "9,100,110" not in pages["budget.md"]


def test_a_record_without_a_title_says_its_id_once(pages):
    heading = pages["waivers.md"].split('<h3 id="W-1">')[1].split("</h3>")[0]
    assert heading.count("W-1</a>") == 1
    assert heading.endswith("</a>")


def test_a_table_counts_the_entries_that_the_record_shows(pages):
    table, records = pages["reports.md"].split('<div class="mp-records">')
    assert ">4 entries<" in table
    assert '<span class="mp-pair"><b>Cost</b> <span class="mp-badge mp-bad">red</span></span>' in records
