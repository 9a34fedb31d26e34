"""Issues by the float at stake, their age and flow; actions across meetings."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from milepost.checking import check_project
from milepost.risk.issues import IssueLog
from tests.scope.written import project, rules_found

EXAMPLE = Path(__file__).parents[2] / "example-project"


@pytest.fixture(scope="module")
def log() -> IssueLog:
    return check_project(EXAMPLE).report.issues()


def test_the_blocker_with_the_least_float_comes_first(log: IssueLog) -> None:
    assert [one.id for one in log.blocking] == ["I-7", "I-6", "I-4"]
    floats = [one.float_days for one in log.blocking]
    assert floats == sorted(floats, key=lambda days: days or 0)
    (task,) = log.blocking[0].blocked
    assert (task.id, task.critical, task.milestone) == ("T-336", True, "M-5")
    assert task.eaten_days == Decimal(20)


def test_ages_priorities_and_lateness(log: IssueLog) -> None:
    found = {one.id: one for one in log.issues}
    assert (found["I-4"].priority, found["I-4"].age_days, found["I-4"].overdue_days) == (16, 42, None)
    assert found["I-6"].overdue_days == 21
    assert found["I-1"].age_days == 8
    assert found["I-9"].overdue_days is None  # postponed
    assert [one.id for one in log.escalated] == ["I-4", "I-6"]


def test_flow_ends_at_the_status_date_with_all_issues(log: IssueLog) -> None:
    last = log.flow[-1]
    assert last.day == date(2026, 11, 20)
    assert last.opened == len(log.issues)
    assert last.closed == sum(not one.open for one in log.issues)
    assert sum(log.causes.values()) == len(log.issues)


def test_actions_know_the_meeting_they_were_agreed_in(log: IssueLog) -> None:
    found = {one.id: one for one in log.actions}
    assert "MTG-5" in found["A-14"].origins
    assert found["A-9"].overdue_days == 21
    assert log.on_time is not None
    assert 0 <= log.on_time <= 1


def test_a_milestone_that_another_task_drives_is_not_endangered(tmp_path: Path) -> None:
    plan = """\
tasks:
  - {id: T-1, name: Short, duration: 2d, owner: raj}
  - {id: T-2, name: Long, duration: 9d, owner: raj}
  - {id: M-1, name: Done, milestone: true, owner: raj, predecessors: [T-1, T-2]}
"""
    issues = "issues:\n  - {id: I-1, title: Stuck, owner: raj, target_date: 2026-02-20, created: 2026-02-05, blocks: [%s]}\n"
    (short,) = project(tmp_path / "a", plan=plan, issues=issues % "T-1").report.issues().blocking[0].blocked
    (long,) = project(tmp_path / "b", plan=plan, issues=issues % "T-2").report.issues().blocking[0].blocked
    assert (short.milestone, short.float_days) == ("", Decimal(7))
    assert (long.milestone, long.float_days) == ("M-1", Decimal(0))


def test_an_issue_without_urgency_may_be_urgent_by_severity(tmp_path: Path) -> None:
    issue = "issues:\n  - {id: I-1, title: Stuck, owner: raj, target_date: 2026-02-20, created: 2026-01-12, updated: 2026-02-05, severity: %s}\n"
    assert ("risk/issue-not-escalated", "I-1") in rules_found(
        project(tmp_path / "a", issues=issue % "critical")
    )
    assert ("risk/issue-not-escalated", "I-1") not in rules_found(
        project(tmp_path / "b", issues=issue % "high")
    )
