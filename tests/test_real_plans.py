"""Real plans through the real command line: checked, exported with Microsoft Project's dates, and built."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from milepost.schedule import parse_instant
from tests.schedule.plans import read_expected, read_plan

REAL = Path(__file__).parent / "schedule/real"
PLANS = ("new-product", "residential-construction", "software-development")
DATES = ("start", "finish", "late_start", "late_finish")


@pytest.fixture(params=PLANS)
def plan(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A copy of a plan, as somebody would have it in a folder."""
    return shutil.copytree(REAL / request.param, tmp_path / request.param)


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """What a user types in the plan's folder."""
    return subprocess.run(
        [sys.executable, "-m", "milepost", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_check_finds_no_error(plan: Path) -> None:
    done = run(plan, "check", "--format", "json")
    assert done.returncode == 0, done.stdout
    found = json.loads(done.stdout)
    assert found["summary"]["errors"] == 0, found["diagnostics"]
    assert found["summary"]["records"] > 30


def test_export_gives_the_dates_and_floats_of_microsoft_project(plan: Path) -> None:
    done = run(plan, "export", "json")
    assert done.returncode == 0, done.stderr
    tasks = json.loads(done.stdout)["schedule"]["tasks"]
    calendars = {activity.id: activity.calendar for activity in read_plan(plan).activities}
    expected = read_expected(plan)
    assert len(expected) > 30
    for row in expected:
        ours, calendar = tasks[row["task"]], calendars[row["task"]]
        for column in DATES:
            apart = calendar.between(parse_instant(ours[column]), parse_instant(row[column]))
            assert apart == 0, (row["task"], column, ours[column], row[column])
        assert ours["total_float_minutes"] == int(row["total_float_minutes"]), row["task"]
        assert ours["critical_by_float"] == (row["critical"] == "true"), row["task"]


def test_every_task_is_exported(plan: Path) -> None:
    report = json.loads(run(plan, "export", "json").stdout)
    written = {one["id"] for one in report["registers"]["tasks"]}
    assert set(report["schedule"]["tasks"]) == written
    leaves = {id_ for id_, task in report["schedule"]["tasks"].items() if task["type"] != "summary"}
    assert leaves == {row["task"] for row in read_expected(plan)}


def test_build_makes_the_site(plan: Path) -> None:
    done = run(plan, "build")
    assert done.returncode == 0, done.stderr
    page = (plan / "site/tasks.html").read_text("utf-8")
    for row in read_expected(plan):
        assert f'id="{row["task"]}"' in page
    shipped = json.loads((plan / "site/data/report.json").read_text("utf-8"))
    assert shipped["schedule"] == json.loads(run(plan, "export", "json").stdout)["schedule"]
