"""Gates as things stand, artefacts by size, the closing checklist."""

from decimal import Decimal
from pathlib import Path

import pytest

from milepost.control.artefacts import artefacts
from milepost.control.closing import closing_checks
from milepost.control.gates import Gate, assess_gates
from tests.budget.written import PROJECT, load, schedule_of

PLAN = """\
tasks:
  - {id: T-1, name: Build, duration: 2d, progress: {actual_start: 2026-06-01, actual_finish: 2026-06-02, percent: 100}}
  - {id: T-2, name: Test, duration: 3d, predecessors: [T-1]}
  - {id: M-1, name: Gate, milestone: true, predecessors: [T-2]}
"""
REGISTERS = {
    "plan.yaml": PLAN,
    "deliverables.yaml": "deliverables: [{id: DL-1, title: Search, status: accepted}, {id: DL-2, title: Help}]\n",
    "requirements.yaml": "requirements: [{id: REQ-1, statement: It finds, status: rejected}]\n",
    "quality.yaml": "criteria: [{id: Q-1, title: Fast, status: met}, {id: Q-2, title: Right}]\n"
    "reviews: [{id: QR-1, title: Test, status: done, result: fail}]\n",
}


def gate(folder: Path, lines: str, failing: dict[str, int] | None = None) -> Gate:
    text = f"gates:\n  - id: G-1\n    name: Ready\n    task: M-1\n{lines}"
    loaded = load(folder, {**REGISTERS, "phases.yaml": text})
    return assess_gates(loaded.project, schedule_of(loaded), failing or {})[0]


@pytest.mark.parametrize(
    ("criterion", "met", "basis"),
    [
        ("met: true", True, "met, says the register"),
        ("met: false, record: DL-1", False, "not met, says the register"),
        ("record: DL-1", True, "DL-1 is accepted"),
        ("record: DL-2, met: true", False, "DL-2 is planned"),
        ("record: REQ-1", False, "REQ-1 is rejected"),
        ("record: Q-1", True, "Q-1 is met"),
        ("record: Q-2", False, "Q-2 is not checked"),
        ("record: QR-1", False, "QR-1 is done: fail"),
        ("record: T-1", True, "T-1 is done"),
        ("record: T-2", False, "T-2 is 0% complete"),
        ("check: schedule/dependency-cycle", True, "no finding of schedule/dependency-cycle"),
        ("check: quality/review-overdue, met: true", False, "2 findings of quality/review-overdue"),
        ("evidence: notes.md", False, "nothing says that it is met"),
    ],
)
def test_a_criterion_is_judged_by_what_can_be_looked_up(
    tmp_path: Path, criterion: str, met: bool, basis: str
) -> None:
    found = gate(
        tmp_path, f"    criteria: [{{text: It holds, {criterion}}}]\n", {"quality/review-overdue": 2}
    ).criteria[0]
    assert (found.met, found.basis) == (met, basis)


def test_readiness_counts_what_is_mandatory(tmp_path: Path) -> None:
    found = gate(
        tmp_path,
        "    criteria: [{text: A, met: true}, {text: B}, {text: C, met: true}, {text: D, mandatory: false}]\n",
    )
    assert found.readiness == Decimal(2) / 3
    assert [one.text for one in found.open] == ["B"]
    assert str(found.forecast) == "2026-06-08"
    assert gate(tmp_path, "").readiness is None


def test_conditions_age(tmp_path: Path) -> None:
    found = gate(
        tmp_path,
        "    decision: conditional\n    decided: 2026-05-25\n    conditions:\n"
        "      - {what: Late and done, due: 2026-05-28, done: 2026-05-30}\n      - {what: Open, due: 2026-06-01}\n"
        "      - {what: In time, due: 2026-06-30}\n",
    )
    assert [(one.age_days, one.days_late) for one in found.conditions] == [(5, 2), (10, 3), (10, 0)]


PHASES = """\
phases:
  - {id: PH-1, name: Start, type: initiating, actual_finish: 2026-06-02, artefacts: [{name: The project charter, done: 2026-06-01}]}
  - {id: PH-2, name: Plan, type: planning, artefacts: [{name: Glossary}]}
"""


def test_artefacts_by_size(tmp_path: Path) -> None:
    def found(size: str) -> list[tuple[str, str, str, bool]]:
        files = {"project.yaml": f"{PROJECT}{size}", "plan.yaml": PLAN, "phases.yaml": PHASES}
        return [
            (one.name, one.phase, one.required, one.there) for one in artefacts(load(tmp_path, files).project)
        ]

    listed = [("The project charter", "PH-1", "", True), ("Glossary", "PH-2", "", False)]
    assert found("") == listed
    assert found("size: small\n") == [
        ("The project charter", "PH-1", "small", True),
        ("Glossary", "PH-2", "", False),
        ("Work plan", "PH-2", "small", True),
        ("Schedule and cost baseline", "PH-2", "small", False),
        ("Risk log", "PH-2", "small", False),
    ]
    assert ("Business case", "PH-1", "medium", False) in found("size: medium\n")


def test_the_closing_checklist(tmp_path: Path) -> None:
    def checks(end: str) -> dict[str, tuple[bool, str]]:
        files = {
            **REGISTERS,
            "project.yaml": PROJECT + end,
            "phases.yaml": PHASES,
            "lessons.yaml": "lessons: [{id: LL-1, title: Ask, phase: PH-1}]\n",
            "risks.yaml": "risks: [{id: R-1, title: Rain, event: It rains}]\n",
        }
        found = closing_checks(load(tmp_path, files).project)
        return {one.text: (one.holds, one.detail) for one in found}

    before = checks("")
    assert before["Every deliverable is accepted"] == (False, "1 of 2 are open")
    assert before["No risk is open"] == (False, "1 of 1 are open")
    assert before["No issue is open"] == (True, "the register is empty")
    assert before["Every phase has its lessons"] == (False, "1 phases without a lesson")
    assert before["The actual costs are closed"] == (False, "budget.yaml has no closed_periods")
    after = checks(
        "closure:\n  accepted_by: mara\n  archive_tag: v1\n  handover: [{record: R-1, to: Operations}]\n"
    )
    assert after["No risk is open"] == (True, "all 1 are closed or handed over")
    assert after["The records are archived"] == (True, "v1")
