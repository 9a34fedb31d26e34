"""Written reports against the computed status: what counts as a claim, and what does not."""

from pathlib import Path

import pytest

from milepost.checking import check_project
from milepost.diagnostics.example import BASE
from tests.rule_examples import write

PROJECT = (
    BASE["project.yaml"].replace("2026-03-31", "2026-02-13")
    + "tolerances: {schedule: {amber: 1d, red: 5d}}\n"
)


def found(folder: Path, body: str, head: str = "", to: str = "2026-02-06") -> list[tuple[str, int, int]]:
    report = f"---\nid: REP-1\ntitle: Week 6\nperiod: {{from: 2026-01-30, to: {to}}}\ndate: {to}\n{head}---\n{body}\n"
    write(folder, {**BASE, "project.yaml": PROJECT, "reports/a.md": report})
    return [
        (one.rule, one.span.line, one.span.column)
        for one in check_project(folder).verdict.findings
        if one.span is not None and one.rule == "control/report-contradicts-status"
    ]


@pytest.mark.parametrize(
    "claim",
    [
        "We are on schedule.",
        "Everything is on track.",
        "The schedule is green.",
        "All lights are green.",
        "There are no delays.",
        "We are\nahead of plan.",
        "Cost is above budget. We are on time.",
        "ON TRACK",
    ],
)
def test_claims(tmp_path: Path, claim: str) -> None:
    assert len(found(tmp_path, claim)) == 1


@pytest.mark.parametrize(
    "words",
    [
        "We are not on schedule.",
        "We are no longer on track.",
        "We will be back on schedule in March.",
        "If the load ends, we are on time.",
        "The cost is within budget.",  # the status says nothing against it
        "Green light of the board for the load.",
        "The load takes a month longer.",
        "Last month we were on track.",
    ],
)
def test_doubts_and_wishes(tmp_path: Path, words: str) -> None:
    assert found(tmp_path, words) == []


def test_places_of_claims(tmp_path: Path) -> None:
    head = "rag: {schedule: green}\ncommentary:\n  schedule: Still green.\nhighlights: [Load begun, We are on track]\n"
    assert [(line, column) for _, line, column in found(tmp_path, "Text.\nWe are on time.", head)] == [
        (6, 17),
        (8, 13),
        (9, 26),
        (12, 8),
    ]


def test_a_report_on_another_day_is_left_alone(tmp_path: Path) -> None:
    assert found(tmp_path, "We are on schedule.", to="2026-02-05") == []
