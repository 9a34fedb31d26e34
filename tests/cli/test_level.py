"""`milepost level`: both finishes and what waits for whom, on the command line."""

import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from milepost.cli.level import command
from tests.schedule.written import load

PLAN = """\
tasks:
  - {id: T-1, name: One, duration: 3d, assignments: [raj]}
  - {id: T-2, name: Two, duration: 2d, assignments: [raj], priority: 700}
  - {id: T-3, name: Three, duration: 1d, predecessors: [T-1]}
"""

GAP = """\
tasks:
  - {id: T-1, name: One, duration: 1d, assignments: [raj]}
  - {id: T-2, name: Two, duration: 3d, assignments: [raj]}
  - {id: T-3, name: Three, duration: 2d, assignments: [raj]}
  - {id: T-4, name: Held, duration: 1d, assignments: [raj],
     constraint: {type: must-start-on, date: 2026-06-03}}
"""


def test_it_says_both_finishes_and_what_waits_for_whom(tmp_path: Path) -> None:
    load(tmp_path, {"people.yaml": "people:\n  - {id: raj, name: Raj}\n", "plan.yaml": PLAN})

    result = CliRunner().invoke(command, [str(tmp_path), "--schedules", "20"])

    assert result.exit_code == 0, result.output
    assert "by links alone  2026-06-04 17:00" in result.output
    assert "levelled        2026-06-08 17:00  +2.0 d" in result.output
    assert "2026-06-05 17:00  T-1 One, after T-2, with which raj is busy" in result.output
    assert "2026-06-08 17:00  T-3 Three, after T-1\n" in result.output
    assert "2026-06-03 08:00  T-1 One: 2.0 d later, raj is busy with T-2" in result.output


def test_the_solver_says_whether_the_finish_is_proven(tmp_path: Path) -> None:
    """Only two days of work fit in before the Wednesday that is held; the others follow it without a gap."""
    load(tmp_path, {"people.yaml": "people:\n  - {id: raj, name: Raj}\n", "plan.yaml": GAP})

    quick = CliRunner().invoke(command, [str(tmp_path)])
    solved = CliRunner().invoke(command, [str(tmp_path), "--solver", "5"])

    assert "levelled        2026-06-10 17:00" in quick.output
    assert (
        "at the earliest 2026-06-08 17:00  no order of the work ends before; whether one ends then is open"
        in quick.output
    )
    assert "levelled        2026-06-09 17:00" in solved.output
    assert "at the earliest 2026-06-09 17:00  no order of the work ends before: the levelled" in solved.output


def test_without_the_solver_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load(tmp_path, {"plan.yaml": "tasks:\n  - {id: T-1, name: One, duration: 1d}\n"})
    monkeypatch.setitem(sys.modules, "ortools.sat.python.cp_model", None)

    result = CliRunner().invoke(command, [str(tmp_path), "--solver", "5"])

    assert result.exit_code == 2
    assert "pip install 'milepost[solver]'" in result.output


def test_a_plan_without_dates_is_told_apart(tmp_path: Path) -> None:
    load(tmp_path, {"plan.yaml": "tasks:\n  - {id: T-1, name: One, duration: 1d, predecessors: [T-1]}\n"})

    result = CliRunner().invoke(command, [str(tmp_path)])

    assert result.exit_code == 2
    assert "permits no schedule" in result.output
