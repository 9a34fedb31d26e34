"""The page of the duties is true: nothing in its tables is empty, and everything it names is there."""

import json
import re
from pathlib import Path

import pytest

from milepost.checking import check_project
from milepost.checks import RULES
from milepost.exchange.report_json import report_json
from milepost.history.revision import Revision
from milepost.load import load_schemas
from milepost.portal.compose.site import compose
from milepost.source.schemas import PROJECT

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "duties.md").read_text("utf-8")
OVERVIEW, CHECKS = TEXT.split("## Every check", 1)
DUTIES = [f"D{number:02d}" for number in range(1, 19)]
NAMES = {rule.name for rule in RULES}
LINKED_RULE = re.compile(r"\[`([^`]+)`\]\(reference/rules/(\w+)\.md#([^)]+)\)")
NOT_BUILT = "Not built: "


def rows(text: str) -> list[list[str]]:
    """The cells of the rows of all tables in a text, without their heads."""
    lines = [line for line in text.splitlines() if line.startswith("|") and not line.startswith("|---")]
    heads = ("| Duty |", "| What is checked |")
    return [
        [cell.strip() for cell in line.strip("|").split("|")] for line in lines if not line.startswith(heads)
    ]


def rules_in(cell: str) -> list[str]:
    return [name for name, _, _ in LINKED_RULE.findall(cell)]


def test_every_duty_has_its_row_and_no_cell_is_empty() -> None:
    found = rows(OVERVIEW)
    assert [row[0].split()[0] for row in found] == DUTIES
    for row in found:
        assert len(row) == 5
        assert all(row), row


def test_every_duty_has_its_checks() -> None:
    assert re.findall(r"^### (D\d\d) ", CHECKS, re.MULTILINE) == DUTIES
    for section in re.split(r"^### ", CHECKS, flags=re.MULTILINE)[1:]:
        assert len(rows(section)) >= 2, section[:30]


def test_every_rule_that_is_named_exists_and_is_linked_where_it_is_explained() -> None:
    named = LINKED_RULE.findall(TEXT)
    assert len(named) > 150
    for name, duty, anchor in named:
        assert name in NAMES
        assert (duty, anchor) == (name.partition("/")[0], name)
    assert set(re.findall(r"`([a-z]+/[a-z-]+)`", TEXT)) <= NAMES


def test_every_check_is_built_or_says_why_not() -> None:
    built = 0
    found = rows(CHECKS)
    for check, rule in found:
        assert check
        if rule.startswith(NOT_BUILT):
            assert len(rule.removeprefix(NOT_BUILT).split()) >= 6, check
        else:
            assert rules_in(rule), check
            built += 1
    assert f"{built} of {len(found)} are rules" in CHECKS


def test_registers_are_registers() -> None:
    schemas, _ = load_schemas()
    for row in rows(OVERVIEW):
        linked = re.findall(r"\[([\w-]+)\]\(reference/registers/([\w-]+)\.md\)", row[1])
        assert linked, row
        for name, page in linked:
            assert name == page
            assert name in {*schemas.registers, PROJECT}


@pytest.fixture(scope="module")
def report_and_pages() -> tuple[dict, set[str]]:
    checked = check_project(ROOT / "example-project")
    revision = Revision("", dirty=False)
    return json.loads(report_json(checked, revision)), set(compose(checked, revision).pages)


def test_computed_figures_are_in_the_report_and_pages_on_the_site(
    report_and_pages: tuple[dict, set[str]],
) -> None:
    report, pages = report_and_pages
    for row in rows(OVERVIEW):
        figures = re.findall(r"`([^`]+)`", row[3])
        assert figures, row
        for figure in figures:
            if figure.startswith("milepost "):
                continue  # a call of the program, which another test makes
            value = report
            for step in figure.split("."):
                assert step in value, figure
                value = value[step]
        shown = re.findall(r"`([^`]+)`", row[4])
        assert shown, row
        assert {f"{page}.md" for page in shown} <= pages
