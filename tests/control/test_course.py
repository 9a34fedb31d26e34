"""Objectives and what serves them, trend, quality of the data, and what is new."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from milepost.budget.baseline import baseline_in_force
from milepost.checking import check_project
from milepost.control.alignment import objectives_of_tasks, unaligned
from milepost.control.commitments import commitments
from milepost.control.news import last_report, news_since
from milepost.control.objectives import key_result, objectives
from milepost.control.rag import Rag
from milepost.control.status_model import Dimension, Status
from milepost.control.today import windows
from milepost.control.trend import status_trend
from milepost.control.trust import assess_trust, cadence_days, stale_tasks
from milepost.diagnostics import Diagnostic, Severity
from milepost.history.revision import Revision
from milepost.portal.compose.site import compose
from milepost.project import Project
from milepost.source.data import Document, Map
from milepost.source.fields import Fields
from tests.budget.written import PROJECT, load, schedule_of


@pytest.mark.parametrize(
    ("baseline", "target", "current", "progress"),
    [
        (0, 31, 29, Decimal(29) / 31),
        (68, 45, 68, Decimal(0)),
        (68, 45, 80, Decimal(-12) / 23),
        (10, 10, 10, Decimal(1)),
        (10, 10, 9, Decimal(0)),
        (0, 31, None, None),
        (0, None, 5, None),
    ],
)
def test_progress_of_a_key_result(
    baseline: int, target: int | None, current: int | None, progress: Decimal | None
) -> None:
    data = Map()
    data.update({"metric": "M", "baseline": baseline, "target": target, "current": current})
    assert key_result(Fields(data, Document("o.yaml", "objectives", "", data))).progress == progress


PLAN = """\
tasks:
  - {id: T-1, name: Build, duration: 4d, cost: 300 EUR, deliverable: DL-1, owner: mara}
  - id: T-2
    name: Manage
    tasks:
      - {id: T-3, name: Report, duration: 2d, cost: 100 EUR}
      - {id: T-4, name: Search, duration: 2d, requirements: [REQ-1]}
  - {id: M-1, name: Live, milestone: true, predecessors: [T-1]}
"""
OBJECTIVES = """\
objectives:
  - {id: OBJ-9, title: All readers, level: strategic, date: 2026-12-31}
  - {id: OBJ-1, title: Search, parent: OBJ-9, date: 2026-06-05, milestones: [M-1], key_results: [{metric: A, target: 4, current: 1}, {metric: B, target: 4}]}
  - {id: OBJ-2, title: Voice, status: withdrawn}
"""
SCOPE = {
    "plan.yaml": PLAN,
    "objectives.yaml": OBJECTIVES,
    "deliverables.yaml": "deliverables: [{id: DL-1, title: Index}]\n",
    "benefits.yaml": "benefits: [{id: BEN-1, title: Faster, objective: OBJ-1, deliverables: [DL-1]}]\n",
    "requirements.yaml": "requirements: [{id: REQ-1, statement: It finds, objective: OBJ-1}]\n",
}


def test_objectives_stand_below_what_they_serve(tmp_path: Path) -> None:
    loaded = load(tmp_path, SCOPE)
    found = objectives(loaded.project, schedule_of(loaded))
    assert [(one.record.id, one.depth, one.state, str(one.forecast)) for one in found] == [
        ("OBJ-9", 0, "on course", "2026-06-09"),
        ("OBJ-1", 1, "late", "2026-06-09"),
        ("OBJ-2", 0, "withdrawn", "None"),
    ]
    assert found[1].progress == Decimal("0.25")
    assert (found[1].milestones, found[1].reached) == (("M-1",), 0)


def test_objectives_in_a_circle_are_listed_once(tmp_path: Path) -> None:
    text = "objectives: [{id: OBJ-1, title: A, parent: OBJ-2}, {id: OBJ-2, title: B, parent: OBJ-1}]\n"
    loaded = load(tmp_path, {"plan.yaml": PLAN, "objectives.yaml": text})
    assert {one.record.id for one in objectives(loaded.project, None)} == {"OBJ-1", "OBJ-2"}


def test_work_serves_through_deliverables_requirements_and_benefits(tmp_path: Path) -> None:
    project = load(tmp_path, SCOPE).project
    assert objectives_of_tasks(project) == {
        "T-1": {"OBJ-1"}, "T-2": set(), "T-3": set(), "T-4": {"OBJ-1"}, "M-1": {"OBJ-1"},
    }  # fmt: skip
    assert unaligned(project, None) == (Decimal(1) / 3, ("T-3",))


def _report(day: str, state: str, rag: str) -> str:
    head = f"id: REP-{day[-2:]}\ntitle: Report\ntype: status\nperiod: {{from: 2026-05-01, to: 2026-05-31}}\n"
    return f"---\n{head}date: {day}\nstatus: {state}\n{rag}---\nText.\n"


def test_trend_against_the_last_report_that_was_released(tmp_path: Path) -> None:
    files = {
        "plan.yaml": PLAN,
        "reports/1.md": _report("2026-05-01", "sent", "rag: {cost: green}\n"),
        "reports/2.md": _report(
            "2026-05-30", "sent", "rag: {overall: green, cost: red, risk: green, scope: green}\n"
        ),
        "reports/3.md": _report("2026-06-03", "draft", "rag: {cost: green}\n"),
    }
    colours = {"cost": Rag.AMBER, "risk": Rag.RED, "scope": Rag.UNKNOWN, "quality": Rag.GREEN}
    dimensions = {name: Dimension(name, rag, rag, ()) for name, rag in colours.items()}
    status = Status(Dimension("overall", Rag.GREEN, Rag.GREEN, ()), "worst", dimensions)
    trend = status_trend(load(tmp_path, files).project, status)
    assert trend is not None
    assert trend.report.id == "REP-30"
    assert trend.moved == {"overall": "same", "cost": "better", "risk": "worse"}
    assert last_report(load(tmp_path, files).project) == date(2026, 5, 30)


def test_no_trend_before_the_first_report(tmp_path: Path) -> None:
    status = Status(Dimension("overall", Rag.GREEN, Rag.GREEN, ()), "worst", {})
    assert status_trend(load(tmp_path, {"plan.yaml": PLAN}).project, status) is None


RUNNING = """\
tasks:
  - {id: T-1, name: Build, duration: 40d, deliverable: DL-1, owner: mara, progress: {actual_start: 2026-05-01, percent: 10}}
  - {id: T-2, name: Test, duration: 40d, progress: {actual_start: 2026-05-01, percent: 10, as_of: 2026-06-02}, predecessors: [T-3 SS]}
  - {id: T-3, name: Load, duration: 2d}
"""
PEOPLE = "people: [{id: mara, name: Mara Lindqvist}]\n"


def trusted(folder: Path, findings: tuple[Diagnostic, ...] = ()) -> tuple[Project, dict[str, Decimal | None]]:
    files = {
        "project.yaml": f"{PROJECT.replace('2026-06-01', '2026-04-01')}status: {{cadence: 2w, data_quality_floor: 70%}}\n",
        "plan.yaml": RUNNING,
        "people.yaml": PEOPLE,
        "deliverables.yaml": "deliverables: [{id: DL-1, title: Index}]\n",
        "risks.yaml": "risks: [{id: R-1, title: Rain, event: Rain, next_review: 2026-06-01}, {id: R-2, title: Sun, event: Sun}]\n",
    }
    loaded = load(folder, files)
    schedule = schedule_of(loaded)
    trust = assess_trust(loaded.project, schedule, findings)
    assert [one.id for one, _ in stale_tasks(loaded.project, schedule)] == ["T-1"]
    assert cadence_days(loaded.project) == 14
    known = [part.share for part in trust.parts if part.share is not None]
    assert trust.score == sum(known) / len(known)
    assert trust.is_low == (trust.score < Decimal("0.7"))
    return loaded.project, {part.name: part.share for part in trust.parts}


def test_quality_of_the_data_has_four_parts(tmp_path: Path) -> None:
    _, parts = trusted(tmp_path)
    # T-1 has all but logic; T-2 estimate and logic; T-3 estimate and, by T-2, logic.
    assert parts == {
        "complete": Decimal(7) / 12,
        "fresh": Decimal("0.5"),
        "kept": Decimal("0.5"),
        "checked": Decimal(1),
    }


def test_records_with_a_warning_lower_it_and_an_error_takes_it_all(tmp_path: Path) -> None:
    def finding(severity: Severity, record: str) -> Diagnostic:
        return Diagnostic("risk/review-overdue", severity, "late", None, record=record)

    warned, parts = trusted(
        tmp_path,
        (finding(Severity.WARNING, "R-1"), finding(Severity.WARNING, "R-1"), finding(Severity.INFO, "R-2")),
    )
    assert parts["checked"] == 1 - Decimal(1) / len(warned.by_id)
    _, parts = trusted(tmp_path, (finding(Severity.ERROR, "R-1"),))
    assert parts["checked"] == Decimal(0)


def test_what_happened_since_a_day(tmp_path: Path) -> None:
    files = {
        "plan.yaml": "tasks:\n  - {id: T-1, name: Build, duration: 2d, progress: {actual_start: 2026-06-01, actual_finish: 2026-06-02, percent: 100}}\n"
        "  - {id: T-2, name: Test, duration: 3d, predecessors: [T-1]}\n",
        "risks.yaml": "risks: [{id: R-1, title: Rain, event: Rain, identified: 2026-06-03}, {id: R-2, title: Old, event: Old, identified: 2026-05-01}]\n",
        "changes.yaml": "changes: [{id: CR-1, title: More, status: rejected, submitted: 2026-05-20, decided: 2026-06-02}]\n",
        "issues.yaml": "issues: [{id: I-1, title: Tomorrow, created: 2026-06-05}]\n",
    }
    loaded = load(tmp_path, files)
    found = news_since(loaded.project, schedule_of(loaded), date(2026, 6, 1))
    assert [(one.id, one.what, one.day.day) for one in found] == [
        ("R-1", "new", 3), ("CR-1", "rejected", 2), ("T-1", "finished", 2),
    ]  # fmt: skip


def test_risks_whose_time_is_near(tmp_path: Path) -> None:
    def risk(number: int, window: str, state: str = "approved") -> str:
        return f"  - {{id: R-{number}, title: R, event: R, status: {state}, proximity: {{{window}}}}}\n"

    text = "risks:\n" + "".join(
        (
            risk(1, "from: 2026-06-10, to: 2026-07-01"),
            risk(2, "from: 2026-05-01, to: 2026-06-03"),
            risk(3, "from: 2026-06-01"),
            risk(4, "from: 2026-08-01"),
            risk(5, "from: 2026-06-01", "closed"),
        )
    )
    project = load(tmp_path, {"plan.yaml": PLAN, "risks.yaml": text}).project
    assert [one.id for one in windows(project, 14)] == ["R-3", "R-1"]


def test_commitments_up_to_the_status_date(tmp_path: Path) -> None:
    files = {
        "project.yaml": f"{PROJECT}baseline: {{name: B1}}\n",
        "plan.yaml": "tasks:\n"
        "  - {id: M-1, name: A, milestone: true, progress: {actual_start: 2026-06-02, actual_finish: 2026-06-02, percent: 100}}\n"
        "  - {id: M-2, name: B, milestone: true}\n  - {id: M-3, name: C, milestone: true}\n",
        "baselines/B1.yaml": "id: B1\ncreated: 2026-05-29\ntasks:\n"
        "  M-1: {start: 2026-06-01, finish: 2026-06-01, milestone: true}\n"
        "  M-2: {start: 2026-06-03, finish: 2026-06-03, milestone: true}\n"
        "  M-3: {start: 2026-07-03, finish: 2026-07-03, milestone: true}\n",
        "actions.yaml": "actions:\n"
        "  - {id: A-1, title: A, due: 2026-06-02, status: done, done: 2026-06-02}\n"
        "  - {id: A-2, title: A, due: 2026-06-02, status: cancelled}\n"
        "  - {id: A-3, title: A, due: 2026-06-04, status: open}\n"
        "  - {id: A-4, title: A, due: 2026-06-05, status: open}\n",
    }
    loaded = load(tmp_path, files)
    baseline = baseline_in_force(loaded.project)
    found = commitments(loaded.project, schedule_of(loaded), baseline)
    assert [(one.title, one.in_time, one.late, one.missed, one.kept) for one in found] == [
        ("Milestones", 0, 1, ("M-2",), Decimal(0)),
        ("Actions", 1, 0, ("A-3",), Decimal("0.5")),
    ]
    assert commitments(loaded.project, None, None)[0].title == "Actions"


def test_a_status_on_poor_data_is_hatched_and_says_so(tmp_path: Path) -> None:
    def page(floor: str) -> tuple[str, str]:
        status = f"status: {{data_quality_floor: {floor}}}\n"
        files = {"project.yaml": PROJECT + status, "plan.yaml": RUNNING, "people.yaml": PEOPLE}
        load(tmp_path, files)
        made = compose(check_project(tmp_path), Revision("", dirty=False)).pages
        return made["index.md"], made["status.md"]

    first, status = page("99%")
    assert "mp-hatched" in first
    assert "Not trustworthy: the quality of the data behind this status is" in first
    assert "mp-untrusted" in status
    first, status = page("1%")
    assert "mp-hatched" not in first
    assert "mp-untrusted" not in status
