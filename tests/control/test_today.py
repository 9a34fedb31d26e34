"""What needs somebody: overdue, due, waiting, in the way, late, about to start; of all or of one person."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

from milepost.budget.baseline import baseline_in_force
from milepost.control.due import everything_due
from milepost.control.today import Today, compute_today
from tests.budget.written import PROJECT, load, schedule_of

PEOPLE = """\
people:
  - {id: mara, name: Mara}
  - {id: raj, name: Raj, leave: [{from: 2026-06-15, to: 2026-06-19}]}
roles:
  - {id: tester, name: Tester}
  - {id: lead, name: Lead, held_by: [mara]}
"""
STAKEHOLDERS = "stakeholders:\n  - {id: S-1, name: Mara, person: mara}\n"
PLAN = """\
tasks:
  - {id: T-1, name: Build, duration: 10d, owner: raj, progress: {actual_start: 2026-06-01, percent: 20, remaining: 8d}}
  - {id: T-2, name: Test, duration: 5d, predecessors: [T-1], assignments: [raj, tester]}
  - {id: T-3, name: Write, duration: 3d, assignments: [mara]}
  - {id: T-4, name: Tell, duration: 2d}
  - {id: T-5, name: Later, duration: 2d, predecessors: [T-2 FS+30d]}
  - {id: M-1, name: Live, milestone: true, owner: lead, predecessors: [T-2]}
"""
BASELINE = """\
id: B1
created: 2026-05-29
tasks:
  T-1: {start: 2026-06-01, finish: 2026-06-10}
  T-2: {start: 2026-06-11, finish: 2026-06-17}
  T-3: {start: 2026-06-01, finish: 2026-06-03}
  T-4: {start: 2026-07-01, finish: 2026-07-02}
  M-1: {start: 2026-06-17, finish: 2026-06-17}
"""
FILES = {
    "project.yaml": PROJECT + "baseline: {name: B1}\n",
    "people.yaml": PEOPLE,
    "stakeholders.yaml": STAKEHOLDERS,
    "plan.yaml": PLAN,
    "baselines/B1.yaml": BASELINE,
    "issues.yaml": "issues:\n"
    "  - {id: I-4, title: Dim, owner: raj, status: open, target_date: 2026-09-01, blocks: [T-4, T-3]}\n"
    "  - {id: I-1, title: Down, owner: raj, status: open, target_date: 2026-06-01, blocks: [T-2, T-3]}\n"
    "  - {id: I-2, title: Slow, owner: S-1, status: open, target_date: 2026-06-10, blocks: [T-1]}\n"
    "  - {id: I-3, title: Gone, owner: raj, status: closed, resolution: x, closed: 2026-06-01, blocks: [T-1]}\n",
    "decisions.yaml": "decisions:\n"
    "  - {id: D-1, title: Which, status: pending, decider: S-1, needed_by: 2026-06-02, blocks: [T-3]}\n",
}


def today_of(folder: Path, files: Mapping[str, str] = FILES, days: int = 14, who: str = "") -> Today:
    loaded = load(folder, files)
    assert [one.message for one in loaded.findings] == []
    return compute_today(
        loaded.project, schedule_of(loaded), baseline_in_force(loaded.project), days=days, who=who
    )


def test_issues_by_the_float_at_stake(tmp_path: Path) -> None:
    found = today_of(tmp_path).blockers
    assert [(one.id, one.tasks, one.float_days, one.critical) for one in found] == [
        ("I-1", ("T-2", "T-3"), Decimal("0.0"), True),
        ("I-2", ("T-1",), Decimal("0.0"), True),
        ("I-4", ("T-3", "T-4"), Decimal("42.0"), False),
    ]


def test_tasks_that_run_late(tmp_path: Path) -> None:
    found = today_of(tmp_path).late
    assert [(one.id, one.who, one.started, one.days_late, one.critical) for one in found] == [
        ("T-1", ("raj",), True, Decimal(3), True),
        ("T-3", ("mara",), False, Decimal(3), False),
    ]
    without = {name: text for name, text in FILES.items() if name != "baselines/B1.yaml"}
    late = PLAN.replace("owner: raj,", "owner: raj, deadline: 2026-06-12,")
    found = today_of(tmp_path / "other", {**without, "project.yaml": PROJECT, "plan.yaml": late}).late
    assert [(one.id, one.days_late) for one in found] == [("T-1", Decimal(1))]


def test_tasks_about_to_start_and_what_is_in_the_way(tmp_path: Path) -> None:
    found = today_of(tmp_path).not_ready
    assert {one.id: [obstacle.text for obstacle in one.obstacles] for one in found} == {
        "T-3": ["I-4 is not solved", "I-1 is not solved", "D-1 is not decided"],
        "T-4": ["I-4 is not solved", "nobody is assigned"],
        "T-2": [
            "T-1 before it is 3 d late",
            "I-1 is not solved",
            "Raj is away from 2026-06-15 to 2026-06-19",
            "nobody holds the role Tester",
        ],
    }
    assert [one.obstacles[0].record for one in found if one.id == "T-2"] == ["T-1"]
    assert {one.id for one in today_of(tmp_path, days=3).not_ready} == {"T-3", "T-4"}


def test_somebody_who_is_away_in_the_first_week(tmp_path: Path) -> None:
    plan = "tasks:\n  - {id: T-1, name: Build, duration: 10d, assignments: [raj]}\n"
    texts = [
        obstacle.text
        for one in today_of(tmp_path, {"people.yaml": PEOPLE, "plan.yaml": plan}).not_ready
        for obstacle in one.obstacles
    ]
    assert texts == []
    ill = PEOPLE.replace("2026-06-15", "2026-06-08")
    texts = [
        obstacle.text
        for one in today_of(tmp_path, {"people.yaml": ill, "plan.yaml": plan}).not_ready
        for obstacle in one.obstacles
    ]
    assert texts == ["Raj is away from 2026-06-08 to 2026-06-19"]


def test_overdue_and_due_soon_are_told_apart_by_the_status_date(tmp_path: Path) -> None:
    found = today_of(tmp_path, days=6)
    assert [(one.id, one.what) for one in found.overdue] == [("I-1", "issue")]
    assert [one.id for one in found.due_soon] == ["I-2"]
    assert today_of(tmp_path, days=5).due_soon == ()


def test_one_person_in_all_roles(tmp_path: Path) -> None:
    found = today_of(tmp_path, who="mara")
    assert [one.id for one in found.due_soon] == ["I-2"]  # owned as a stakeholder
    assert found.overdue == ()
    assert [one.id for one in found.decisions] == ["D-1"]
    assert [one.id for one in found.not_ready] == ["T-3"]
    assert [one.id for one in found.milestones] == ["M-1"]  # as lead
    found = today_of(tmp_path, who="raj")
    assert [one.id for one in found.late] == ["T-1"]
    assert found.milestones == ()


def test_approvals(tmp_path: Path) -> None:
    files = {
        "deliverables.yaml": "deliverables:\n"
        "  - {id: DL-1, title: Manual, owner: raj, acceptor: S-1, status: submitted, due: 2026-06-01,\n"
        "     submissions: [{date: 2026-06-02}, {date: 2026-06-03}]}\n"
        "  - {id: DL-2, title: Code, owner: raj, acceptor: S-1, status: planned, due: 2026-06-02}\n",
        "meetings/a.md": "---\nid: MTG-1\ntitle: Board\ndate: 2026-06-02T10:00\ntype: steering-committee\n"
        "chair: S-1\nstatus: held\n---\n\nMinutes.\n",
        "stakeholders.yaml": STAKEHOLDERS,
        "people.yaml": PEOPLE,
        "plan.yaml": PLAN,
    }
    found = today_of(tmp_path, files, who="mara")
    assert [(one.id, str(one.since)) for one in found.approvals] == [
        ("DL-1", "2026-06-03"),
        ("MTG-1", "2026-06-02"),
    ]
    assert [one.id for one in today_of(tmp_path, files).overdue] == ["DL-2"]


def test_every_register_with_a_day(tmp_path: Path) -> None:
    files = {
        "project.yaml": PROJECT + "manager: mara\nstatus: {cadence: 2w}\n",
        "people.yaml": PEOPLE,
        "actions.yaml": "actions:\n  - {id: A-1, title: Call, due: 2026-06-01, owner: raj}\n"
        "  - {id: A-2, title: Called, due: 2026-06-01, status: done, done: 2026-06-01}\n",
        "risks.yaml": "risks:\n  - {id: R-1, title: Late, type: threat, status: approved, cause: c, event: e,\n"
        "     effect: f, owner: mara, next_review: 2026-06-02, response: [{action: Ask, due: 2026-06-03},\n"
        "     {action: Asked, due: 2026-06-03, done: 2026-06-03}, {task: T-1, due: 2026-06-03}]}\n",
        "plan.yaml": PLAN,
        "quality.yaml": "reviews:\n  - {id: Q-1, title: Look, planned: 2026-06-05, status: planned, reviewers: [mara, raj], owner: raj}\n",
        "phases.yaml": "gates:\n  - {id: G-1, name: Go, decision: conditional-go, decided: 2026-05-01,\n"
        "     conditions: [{what: Name it, owner: raj, due: 2026-06-06}, {what: Done, due: 2026-05-01, done: 2026-05-01}]}\n",
        "communications.yaml": "communications:\n"
        "  - {id: C-1, title: Letter, responsible: raj, frequency: weekly, first_due: 2026-05-04, last_sent: 2026-05-30}\n"
        "  - {id: C-2, title: Note, frequency: once, first_due: 2026-05-04, last_sent: 2026-05-04}\n"
        "  - {id: C-3, title: Call, frequency: weekly, first_due: 2026-05-04, status: paused}\n"
        "  - {id: C-4, title: News, every: 2w, first_due: 2026-05-04, next_due: 2026-06-20}\n"
        "  - {id: C-5, title: Past, every: 2w, first_due: 2026-05-04, last_sent: 2026-06-02, until: 2026-06-10}\n",
        "stakeholders.yaml": "stakeholders:\n"
        "  - {id: S-1, name: Ada, owner: raj, contact_every: 1mo, last_contact: 2026-05-07}\n"
        "  - {id: S-2, name: Bo, contact_every: 1mo}\n",
    }
    project = load(tmp_path, files).project
    assert [(one.id, one.what, one.title, one.who, str(one.day)) for one in everything_due(project)] == [
        ("A-1", "action", "Call", ("raj",), "2026-06-01"),
        ("C-1", "communication", "Letter", ("raj",), "2026-06-01"),
        ("R-1", "risk review", "Late", ("mara",), "2026-06-02"),
        ("R-1", "risk response", "Ask", ("mara",), "2026-06-03"),
        ("Q-1", "quality review", "Look", ("mara", "raj"), "2026-06-05"),
        ("G-1", "gate condition", "Name it", ("raj",), "2026-06-06"),
        ("S-1", "contact", "Ada", ("raj",), "2026-06-07"),
        ("", "status report", "there is none yet", ("mara",), "2026-06-15"),
        ("C-4", "communication", "News", (), "2026-06-20"),
        ("S-2", "contact", "Bo", (), "2026-07-01"),  # never spoken to: counted from the start
    ]


def test_without_a_plan_the_rest_is_there(tmp_path: Path) -> None:
    project = load(
        tmp_path, {"actions.yaml": "actions:\n  - {id: A-1, title: Call, due: 2026-06-01}\n"}
    ).project
    found = compute_today(project, None, None)
    assert [one.id for one in found.overdue] == ["A-1"]
    assert (found.blockers, found.late, found.not_ready, found.milestones) == ((), (), (), ())
