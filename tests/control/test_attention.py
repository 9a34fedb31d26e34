"""What needs attention: milestones ahead, what is overdue, decisions that wait for someone."""

from decimal import Decimal
from pathlib import Path

from milepost.budget.baseline import baseline_in_force
from milepost.control.attention import decisions_wanted, milestones_ahead, overdue
from milepost.schedule.instants import instant_text
from tests.budget.written import PROJECT, load, schedule_of

PLAN = """\
tasks:
  - {id: T-1, name: Build, duration: 10d, progress: {actual_start: 2026-06-01, percent: 20, remaining: 8d}}
  - {id: M-3, name: Live, milestone: true, predecessors: [T-1], deadline: 2026-06-12}
  - {id: M-1, name: Begun, milestone: true, progress: {actual_start: 2026-06-01, actual_finish: 2026-06-01, percent: 100}}
  - {id: M-2, name: Half, milestone: true, predecessors: [T-1 SS+5d], deadline: 2026-12-31}
"""
BASELINE = "id: B1\ncreated: 2026-05-29\ntasks:\n  M-3: {start: 2026-06-12, finish: 2026-06-12}\n"


def test_milestones_ahead(tmp_path: Path) -> None:
    files = {
        "project.yaml": PROJECT + "baseline: {name: B1}\n",
        "plan.yaml": PLAN,
        "baselines/B1.yaml": BASELINE,
    }
    loaded = load(tmp_path, files)
    schedule = schedule_of(loaded)
    found = milestones_ahead(schedule, baseline_in_force(loaded.project))
    assert [
        (one.id, instant_text(one.forecast), one.slip_days, one.misses_deadline, one.critical)
        for one in found
    ] == [
        ("M-2", "2026-06-05T17:00", None, False, False),
        ("M-3", "2026-06-15T17:00", Decimal(1), True, True),
    ]
    assert milestones_ahead(schedule, None, 1)[0].id == "M-2"


def test_overdue_actions_and_issues(tmp_path: Path) -> None:
    actions = """\
actions:
  - {id: A-1, title: Call, owner: mara, due: 2026-06-01, status: open}
  - {id: A-2, title: Ask, due: 2026-05-01, done: 2026-05-01, status: done}
  - {id: A-3, title: Write, due: 2026-06-04, status: open}
  - {id: A-4, title: Think, status: open}
"""
    issues = "issues:\n  - {id: I-1, title: Down, owner: raj, status: open, target_date: 2026-05-20}\n"
    loaded = load(tmp_path, {"actions.yaml": actions, "issues.yaml": issues})
    found = overdue(loaded.project)
    assert [(one.id, one.kind, one.owner, one.days_late) for one in found] == [
        ("I-1", "issue", "raj", 15),
        ("A-1", "action", "mara", 3),
    ]


def test_decisions_and_whom_they_wait_for(tmp_path: Path) -> None:
    files = {
        "project.yaml": PROJECT + "sponsor: S-1\n",
        "decisions.yaml": "decisions:\n"
        "  - {id: D-1, title: Vendor, status: pending, decider: S-2, needed_by: 2026-06-01, created: 2026-05-02, blocks: [T-9]}\n"
        "  - {id: D-2, title: Old, status: decided, needed_by: 2026-01-01}\n"
        "  - {id: D-3, title: Later, status: pending, owner: mara}\n",
        "changes.yaml": "changes:\n"
        "  - {id: CR-1, title: More, status: waiting-for-approval, submitted: 2026-05-20, target_date: 2026-06-30}\n"
        "  - {id: CR-2, title: New, status: submitted}\n",
        "phases.yaml": "gates:\n"
        "  - {id: G-1, name: Ready, date: 2026-06-03, approvers: [S-1, S-2], task: M-1}\n"
        "  - {id: G-2, name: Done, date: 2026-07-03, approvers: [S-1]}\n"
        "  - {id: G-3, name: Past, date: 2026-05-03, decision: go}\n",
        "issues.yaml": "issues:\n"
        "  - {id: I-1, title: Down, status: open, escalation: {to: S-3, date: 2026-06-02}}\n"
        "  - {id: I-2, title: Up, status: open, escalation: {to: S-3, date: 2026-06-02, answered: 2026-06-03}}\n",
    }
    found = decisions_wanted(load(tmp_path, files).project)
    assert [(one.id, one.kind, one.who, one.days_late, one.blocks) for one in found] == [
        ("D-1", "decision", ("S-2",), 3, ("T-9",)),
        ("G-1", "gate", ("S-1", "S-2"), 1, ("M-1",)),
        ("CR-1", "change", ("S-1",), 0, ()),
        ("D-3", "decision", ("mara",), 0, ()),
        ("I-1", "issue", ("S-3",), 0, ()),
    ]
    assert [str(one.since) for one in found] == ["2026-05-02", "None", "2026-05-20", "None", "2026-06-02"]


def test_nothing_needs_attention_in_an_empty_project(tmp_path: Path) -> None:
    project = load(tmp_path, {}).project
    assert overdue(project) == ()
    assert decisions_wanted(project) == ()
