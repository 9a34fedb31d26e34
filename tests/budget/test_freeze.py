"""Freezing a baseline: what is written reads back as the plan it was taken from, and its seal holds."""

from datetime import date
from pathlib import Path

import pytest

from milepost.budget.baseline import baseline_in_force, original_baseline, verify_hash
from milepost.budget.compute import compute_budget
from milepost.budget.freeze import Approval, freeze
from milepost.schedule.instants import instant_text
from tests.budget.test_compute import ACCOUNTS, PEOPLE, RESERVES, plan, task
from tests.budget.written import PROJECT, budget_of, load, schedule_of

PLAN = plan(
    task(
        "T-1",
        'name: "Map: the *fields*"'.replace("name", "description"),
        "account: CA-11",
        "duration: 4d",
        "cost: 0.10 EUR",
    ),
    task("T-2", "duration: 30d", "account: CA-12", "assignments: [mara]", "predecessors: [T-1]"),
    task(
        "yes",
        "duration: 3d",
        "cost: 700 EUR",
        "effort: 2d",
        "progress: {actual_start: 2026-06-01, percent: 33.5}",
    ),
    task("M-1", "milestone: true", "predecessors: [T-2]"),
)
LINES = """\
lines:
  - {id: B-1, account: CA-2, amount: 1200 EUR, phasing: {from: 2026-06-01, to: 2026-07-31, curve: bell}}
  - {id: B-2, account: CA-12, task: T-2, amount: 300 EUR, phasing: {curve: end}}
"""
SCOPE = "deliverables:\n  - {id: DL-1, title: Catalogue}\n  - {id: DL-2, title: App, status: cancelled}\n"
FILES = {
    "people.yaml": PEOPLE,
    "plan.yaml": PLAN,
    "budget.yaml": ACCOUNTS + LINES + RESERVES,
    "deliverables.yaml": SCOPE,
}
APPROVAL = Approval("B1", "Approved plan", date(2026, 6, 4), change="", approved_by="")


def frozen(folder: Path, approval: Approval = APPROVAL) -> str:
    loaded = load(folder, FILES)
    text = freeze(loaded.project, schedule_of(loaded), approval)
    path = folder / "baselines" / f"{approval.id}.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return text


WITH_BASELINE = {**FILES, "project.yaml": PROJECT + "baseline: {name: B1, original: B1}\n"}


def test_a_frozen_plan_is_read_back_without_a_finding(tmp_path: Path) -> None:
    frozen(tmp_path)
    loaded = load(tmp_path, WITH_BASELINE)
    assert [str(finding) for finding in loaded.findings] == []
    schedule = schedule_of(loaded)
    baseline = baseline_in_force(loaded.project)
    assert baseline is not None
    assert baseline == original_baseline(loaded.project)
    assert {id_: (one.start, one.finish) for id_, one in baseline.tasks.items()} == {
        id_: (one.start, one.finish) for id_, one in schedule.tasks.items()
    }
    assert (baseline.start, baseline.finish) == (schedule.start, schedule.finish)
    assert baseline.scope.deliverables == ("DL-1",)
    assert baseline.scope.requirements is None
    assert str(baseline.reserves["RES-2"]) == "700.00 EUR"
    assert baseline.tasks["M-1"].milestone
    _, findings = compute_budget(loaded.project, schedule, baseline)
    assert [finding.rule for finding in findings] == []


def test_value_against_a_plan_just_frozen_is_the_plan_itself(tmp_path: Path) -> None:
    frozen(tmp_path)
    found, _ = budget_of(tmp_path, WITH_BASELINE)
    assert found.baseline == "B1"
    assert found.curve[-1].pv == found.curve[-1].plan
    cent = 0.01 * 4
    assert [float(point.pv) for point in found.curve] == pytest.approx(
        [float(point.plan) for point in found.curve], abs=cent
    )
    assert found.performance.bac == found.ladder.undistributed + found.curve[-1].plan


def test_the_same_plan_gives_the_same_bytes(tmp_path: Path) -> None:
    assert frozen(tmp_path / "a") == frozen(tmp_path / "b")


def test_the_seal_breaks_with_a_figure_and_not_with_layout_or_approval(tmp_path: Path) -> None:
    text = frozen(tmp_path)
    path = tmp_path / "baselines" / "B1.yaml"

    def holds(changed: str) -> bool:
        path.write_text(changed, encoding="utf-8")
        return verify_hash(load(tmp_path, FILES).project.all("baseline")[0])

    assert holds(text)
    assert holds("# seen by the board\n" + text.replace("\ncreated:", "\napproved_by: mara\ncreated:"))
    assert holds(text.replace("budget: 700.00 EUR", 'budget: "700.00 EUR"'))
    assert not holds(text.replace("budget: 700.00 EUR", "budget: 701.00 EUR"))
    assert not holds(text.replace("percent: 33.5", "percent: 33"))
    assert not holds(text[: text.index("hash:")])


def test_the_file_is_plain_to_read(tmp_path: Path) -> None:
    approval = Approval(
        "B2", "After CR-7", date(2026, 6, 4), change="CR-7", approved_by="mara", supersedes="B1"
    )
    lines = frozen(tmp_path, approval).splitlines()
    assert lines[:8] == [
        "id: B2",
        'name: "After CR-7"',
        "created: 2026-06-04",
        "status_date: 2026-06-04",
        "change: CR-7",
        "approved_by: mara",
        "supersedes: B1",
        "currency: EUR",
    ]
    assert any(line.startswith('  "yes": {name: "Task yes", start: 2026-06-0') for line in lines)
    assert lines[-1].startswith("hash: ")


def test_a_baseline_without_tasks_is_none(tmp_path: Path) -> None:
    empty = {"baselines/B1.yaml": "id: B1\ncreated: 2026-06-01\ntasks: {}\n"}
    loaded = load(tmp_path, {**WITH_BASELINE, **empty})
    assert baseline_in_force(loaded.project) is None


def test_dates_of_a_baseline_are_those_of_its_tasks_where_none_are_written(tmp_path: Path) -> None:
    text = "id: B1\ncreated: 2026-06-01\ntasks:\n  T-1: {start: 2026-06-02, finish: 2026-06-03}\n"
    loaded = load(tmp_path, {**WITH_BASELINE, "baselines/B1.yaml": text})
    baseline = baseline_in_force(loaded.project)
    assert baseline is not None
    assert (instant_text(baseline.start), instant_text(baseline.finish)) == (
        "2026-06-02T00:00",
        "2026-06-04T00:00",
    )
    assert baseline.tasks["T-1"].budget is None
