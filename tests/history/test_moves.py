"""A project whose folder was moved or renamed keeps its history."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from milepost.cli import group
from milepost.history.repository import Repository
from milepost.history.story import story_of
from milepost.history.trends import trends_of
from milepost.source.user_cache import NoStore
from tests.history.repositories import FILES, PLAN, PROJECT, commit, git, repository, write


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MILEPOST_CACHE", str(tmp_path / "cache"))


def _moved(top: Path, old: str, new: str, message: str = "Move the folder") -> Path:
    """Move a folder and commit; where the project is now."""
    (top / new).parent.mkdir(parents=True, exist_ok=True)
    git(top, "mv", old, new)
    commit(top, message)
    return top / new


def _longer(project: Path, days: int, day: str) -> str:
    plan = PLAN.replace("10d", f"{days}d")
    settings = PROJECT.replace("status_date: 2026-01-09", f"status_date: {day}")
    write(project, {"plan.yaml": plan, "project.yaml": settings})
    return commit(project, f"{days} days", day)


def _days(project: Path) -> list[str]:
    with Repository(project) as found:
        trends = trends_of(found, found.commit("HEAD"), NoStore())
    assert trends.skipped == ()
    return [str(point.snapshot.status_date) for point in trends.points]


def _story(project: Path) -> list[str]:
    with Repository(project) as found:
        return [one.commit.subject for one in story_of(found, found.commit("HEAD"), "T-1")]


def test_every_command_follows_two_moves(tmp_path: Path) -> None:
    top = tmp_path / "r"
    project = repository(top, "old")
    first = git(top, "rev-parse", "HEAD")
    _longer(project, 12, "2026-01-16")
    project = _moved(top, "old", "plans/größer")
    _longer(project, 13, "2026-01-23")
    project = _moved(top, "plans/größer", "plans/-x y")
    _longer(project, 14, "2026-01-30")
    assert _days(project) == ["2026-01-09", "2026-01-16", "2026-01-23", "2026-01-30"]
    assert _story(project) == ["14 days", "13 days", "12 days", "Begin"]
    run = CliRunner()
    there = ["--project", str(project)]
    impact = run.invoke(group, ["impact", f"{first}..HEAD", *there]).output
    assert "T-1 duration 10d → 14d" in impact
    assert "removed" not in impact
    compared = run.invoke(group, ["compare", first, "HEAD", *there]).output
    assert "2026-01-29" in compared
    out = tmp_path / "site"
    built = run.invoke(group, ["build", str(project), "--at", first, "--out", str(out)])
    assert built.exit_code == 0, built.output
    assert "9 Jan 2026" in (out / "index.html").read_text("utf-8")


def test_from_the_root_into_a_folder(tmp_path: Path) -> None:
    top = tmp_path / "r"
    project = repository(top)
    _longer(project, 12, "2026-01-16")
    (top / "plan").mkdir()
    for name in FILES:
        git(top, "mv", name, f"plan/{name}")
    commit(top, "Into a folder")
    write(top, {"README.md": "Not of the project."})
    commit(top, "Elsewhere")
    with Repository(top / "plan") as found:
        log = [one.subject for one in found.log(found.commit("HEAD"), first_parent=True)]
    assert log == ["12 days", "Begin"]
    assert _days(top / "plan") == ["2026-01-09", "2026-01-16"]


def test_a_move_that_edits_is_told_as_the_edit(tmp_path: Path) -> None:
    top = tmp_path / "r"
    repository(top, ".old")
    git(top, "mv", ".old", "new")
    settings = PROJECT.replace("Move", "Carry")
    write(top / "new", {"plan.yaml": PLAN.replace("10d", "11d"), "project.yaml": settings})
    commit(top, "Move and edit")
    assert _story(top / "new") == ["Move and edit", "Begin"]


def test_a_move_that_is_not_committed(tmp_path: Path) -> None:
    top = tmp_path / "r"
    repository(top, "old")
    git(top, "mv", "old", "new")
    write(top / "new", {"plan.yaml": PLAN.replace("10d", "11d")})
    said = CliRunner().invoke(group, ["impact", "--project", str(top / "new")]).output
    assert "T-1 duration 10d → 11d" in said
    assert "1 field edited" in said


def test_a_branch_from_before_the_move_is_merged(tmp_path: Path) -> None:
    top = tmp_path / "r"
    project = repository(top, "old")
    git(top, "checkout", "-q", "-b", "side")
    write(project, {"plan.yaml": PLAN.replace("10d", "11d")})
    commit(top, "On the side")
    git(top, "checkout", "-q", "main")
    project = _moved(top, "old", "new")
    git(top, "merge", "-q", "--no-edit", "side", day="2026-01-12")
    assert "11d" in (project / "plan.yaml").read_text()
    assert _story(project) == ["On the side", "Begin"]


def test_another_project_is_not_taken_for_it(tmp_path: Path) -> None:
    top = tmp_path / "r"
    repository(top, "old")
    git(top, "rm", "-q", "-r", "old")
    write(top / "new", {**FILES, "project.yaml": PROJECT.replace("id: P-1", "id: P-2")})
    commit(top, "One ends, another begins")
    assert _story(top / "new") == ["One ends, another begins"]


def test_a_shallow_clone_ends_before_the_move(tmp_path: Path) -> None:
    top = tmp_path / "r"
    repository(top, "old")
    project = _moved(top, "old", "new")
    _longer(project, 12, "2026-01-16")
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{top}", "clone")
    assert _days(tmp_path / "clone" / "new") == ["2026-01-16"]
