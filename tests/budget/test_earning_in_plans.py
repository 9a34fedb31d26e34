"""What whole plans earn by each method, worked out by hand. Every task has 1,000 EUR; it is the end of 4 June."""

from decimal import Decimal
from pathlib import Path

import pytest

from milepost.checks import check_records
from tests.budget.written import budget_of, load

DELIVERABLES = (
    "deliverables:\n"
    "  - {id: DL-1, title: Extract, status: accepted, accepted: 2026-06-03}\n"
    "  - {id: DL-2, title: Guide, status: submitted}\n"
    "  - {id: DL-3, title: Data, status: accepted, accepted: 2026-06-05}\n"
)
PHASES = (
    "phases:\n  - {id: PH-1, name: Build}\n"
    "gates:\n"
    "  - {id: G-1, name: Ready, phase: PH-1, decision: go, decided: 2026-06-02}\n"
    "  - {id: G-2, name: Done, phase: PH-1}\n"
    "  - {id: G-3, name: Held, phase: PH-1, decision: hold, decided: 2026-06-02}\n"
)
OTHERS = """\
  - {id: M-1, name: Reached, milestone: true, progress: {actual_finish: 2026-06-02, percent: 100}}
  - {id: M-2, name: Ahead, milestone: true}
"""


def earned(folder: Path, fields: str, more: str = "") -> tuple[Decimal, Decimal]:
    """PV and EV of a task of ten days from 1 June with 1,000 EUR."""
    plan = f"tasks:\n  - {{id: T-1, name: One, duration: 10d, cost: 1000 EUR, {fields}}}\n{OTHERS}{more}"
    files = {"plan.yaml": plan, "deliverables.yaml": DELIVERABLES, "phases.yaml": PHASES}
    budget, _ = budget_of(folder, files)
    task = budget.tasks["T-1"].performance
    return task.pv, task.ev


STARTED, HALF = "progress: {actual_start: 2026-06-01}", "progress: {actual_start: 2026-06-01, percent: 50}"
DONE = "progress: {actual_start: 2026-06-01, actual_finish: 2026-06-04, percent: 100}"
TODAY = "progress: {actual_start: 2026-06-04, percent: 0}"
UNITS = "earning: units, units: {done: %s, total: %s}, progress: {actual_start: 2026-06-01, percent: 90}"
WEIGHTS = (
    "earning: milestones, weighted_milestones: [{name: a, weight: 20, achieved: 2026-06-02}, "
    "{name: b, weight: 30, achieved: %s}, {name: c, weight: 50}], progress: {actual_start: 2026-06-01}"
)


@pytest.mark.parametrize(
    ("fields", "ev"),
    [
        ("earning: 0/100", 0),
        (f"earning: 0/100, {HALF}", 0),
        (f"earning: 0/100, {DONE}", 1000),
        (f"earning: 50/50, {STARTED}", 500),
        (f"earning: 50/50, {TODAY}", 500),
        ("earning: 50/50", 0),
        (f"earning: 20/80, {HALF}", 200),
        (f"earning: 25/75, {HALF}", 250),
        (f"earning: 25/75, {DONE}", 1000),
        (f"earning: percent, {HALF}", 500),
        (f"earning: percent, {STARTED.replace('}', ', percent: 33.3}')}", 333),
        (f"earning: percent, {DONE}", 1000),
        (HALF, 500),
        (UNITS % (18, 40), 450),
        (UNITS % (0, 40), 0),
        (UNITS % (40, 40), 1000),
        (UNITS % ("2.5", 7), "357.142857"),
        (WEIGHTS % "2026-06-04", 500),
        (WEIGHTS % "2026-06-05", 200),
        ("type: level-of-effort", 400),
        (f"earning: level-of-effort, {HALF}", 400),
    ],
)
def test_a_task_earns_by_its_method(tmp_path: Path, fields: str, ev: object) -> None:
    assert earned(tmp_path, fields) == (400, Decimal(str(ev)))


GATED = "earning: percent, progress: {actual_start: 2026-06-01, percent: 60}, earning_gates: [%s]"


@pytest.mark.parametrize(
    ("gates", "ev"),
    [
        ("{percent: 50, until: M-2}", 500),
        ("{percent: 50, until: M-1}", 600),
        ("{percent: 80, until: M-2}", 600),
        ("{percent: 30, until: M-2}, {percent: 50, until: M-1}", 300),
        ("{percent: 50, until: M-2}, {percent: 40, until: G-2}", 400),
        ("{percent: 50, until: G-1}", 600),
        ("{percent: 50, until: G-2}", 500),
        ("{percent: 50, until: G-3}", 500),
        ("{percent: 50, until: DL-1}", 600),
        ("{percent: 50, until: DL-2}", 500),
        ("{percent: 50, until: DL-3}", 500),
        ("{percent: 0, until: M-2}", 0),
    ],
)
def test_a_gate_that_is_closed_holds_back_what_is_reported(tmp_path: Path, gates: str, ev: int) -> None:
    assert earned(tmp_path, GATED % gates) == (400, ev)


def test_finished_work_waits_for_its_gate_too(tmp_path: Path) -> None:
    gated = f"{DONE}, earning_gates: [{{percent: 80, until: DL-2}}]"
    assert earned(tmp_path, gated) == (400, 800)


def test_gates_are_for_percent_only_and_lead_somewhere(tmp_path: Path) -> None:
    task = "tasks:\n  - {id: T-1, name: One, duration: 3d, earning: 50/50, earning_gates: [{percent: 50, until: M-9}]}\n"
    found = load(tmp_path, {"plan.yaml": task}).findings
    assert sorted(one.rule for one in found) == ["project/unknown-reference", "schema/unknown-value"]


@pytest.mark.parametrize(
    ("base", "ev"),
    [
        (f"cost: 5000 EUR, duration: 4d, {HALF}", 500),
        (f"cost: 5000 EUR, duration: 4d, earning: 20/80, {HALF}", 200),
        (f"duration: 4d, {HALF}", 500),
        ("duration: 8d, type: level-of-effort, cost: 80 EUR", 500),
        ("duration: 4d, cost: 10 EUR", 0),
        ("duration: 4d, cost: 10 EUR, earning: apportioned, apportioned_to: T-1", 0),
    ],
)
def test_apportioned_work_earns_as_its_base_does(tmp_path: Path, base: str, ev: int) -> None:
    more = f"  - {{id: T-2, name: Base, {base}}}\n"
    assert earned(tmp_path, "earning: apportioned, apportioned_to: T-2", more) == (400, ev)


def test_more_units_than_there_are_earn_no_more_than_the_budget_and_are_an_error(tmp_path: Path) -> None:
    assert earned(tmp_path, UNITS % (45, 40)) == (400, 1000)
    plan = "tasks:\n  - {id: T-1, name: One, duration: 10d, cost: 1000 EUR, " + UNITS % (45, 40) + "}\n"
    rules = [one.rule for one in check_records(load(tmp_path, {"plan.yaml": plan}).project)]
    assert "schedule/units-beyond-total" in rules


def test_support_work_stops_earning_when_it_is_over(tmp_path: Path) -> None:
    more = "  - {id: T-2, name: Support, duration: 2d, type: level-of-effort, cost: 70 EUR}\n"
    plan = f"tasks:\n{more}"
    budget, _ = budget_of(tmp_path, {"plan.yaml": plan})
    assert (budget.performance.pv, budget.performance.ev) == (70, 70)
