"""Trends: one point for each status date, broken revisions passed over, nothing computed twice."""

import csv
import io
import json
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner

from milepost.checking import check_folder, check_project
from milepost.cli import group
from milepost.history import trends as module
from milepost.history.kept import read_snapshot, write_snapshot
from milepost.history.repository import Repository
from milepost.history.snapshot import snapshot_of
from milepost.history.trends import Trends, baseline_moves, trends_of
from milepost.history.trends_text import trends_text
from milepost.portal.charts import Charts
from milepost.portal.compose.trends import trends_page
from milepost.portal.formats import Formats
from milepost.portal.page import page_text
from milepost.portal.render import Renderer
from milepost.simulating import percentiles_of, simulated
from milepost.source.user_cache import FolderStore, NoStore, Store
from tests.history.repositories import FILES, PLAN, PROJECT, commit, git, repository, write


def _trends(project: Path, store: Store | None = None) -> Trends:
    with Repository(project) as found:
        return trends_of(found, found.commit("HEAD"), store or NoStore())


def _week(project: Path, day: str, **texts: str) -> str:
    """Commit a new status date, with new texts of registers."""
    files = {f"{name}.yaml": text for name, text in texts.items()}
    write(
        project, {"project.yaml": PROJECT.replace("status_date: 2026-01-09", f"status_date: {day}"), **files}
    )
    return commit(project, f"Status of {day}", day)


def test_a_point_for_each_status_date_with_its_last_commit(tmp_path: Path) -> None:
    project = repository(tmp_path / "r")
    _week(project, "2026-01-16", plan=PLAN.replace("10d", "12d"))
    last = _week(project, "2026-01-16", plan=PLAN.replace("10d", "14d"))
    found = _trends(project)
    assert [str(point.snapshot.status_date) for point in found.points] == ["2026-01-09", "2026-01-16"]
    assert found.points[1].commit is not None
    assert found.points[1].commit.id == last
    with Repository(project) as there:
        checked = check_folder(there.at(last), project)
        assert found.points[1].snapshot == snapshot_of(checked, percentiles_of(checked, NoStore()))
        assert found.points[1].snapshot == snapshot_of(simulated(checked, store=NoStore()))
        assert found.points[1].snapshot.finish_p80 is not None
    assert (found.commits, found.skipped, found.shallow) == (3, (), False)


def test_broken_revisions_are_passed_over_or_marked(tmp_path: Path) -> None:
    project = repository(tmp_path / "r")
    good = _week(project, "2026-01-16")
    _week(project, "2026-01-16", plan=PLAN + "  - {id: T-4\n")
    _week(project, "2026-01-23", plan="tasks: [")
    write(project, {"project.yaml": "status_date: [\n"})
    commit(project, "Worse", "2026-01-30")
    (project / "project.yaml").unlink()
    commit(project, "Gone", "2026-01-31")
    found = _trends(project)
    commits = [point.commit.id for point in found.points if point.commit is not None]
    assert commits[1:] == [good]
    assert [(one.commit.subject, one.reason) for one in found.skipped] == [
        ("Status of 2026-01-23", "plan.yaml cannot be read"),
        ("Worse", "project.yaml is missing or says no status date that can be read"),
        ("Gone", "project.yaml is missing or says no status date that can be read"),
    ]


def test_where_the_baseline_moved(tmp_path: Path) -> None:
    """A first one needs no change, a second one does, and a frozen file stays as it is."""
    project = repository(tmp_path / "r")

    def baseline(day: str, name: str, files: dict[str, str]) -> None:
        settings = PROJECT.replace("status_date: 2026-01-09", f"status_date: {day}")
        write(
            project,
            {"project.yaml": f"{settings}baseline: {{name: {name}}}\n" if name else settings, **files},
        )
        commit(project, day, day)

    frozen = "id: {}\nname: Plan\ncreated: 2026-01-12\n{}tasks:\n  T-2: {{start: 2026-01-19, finish: 2026-01-{}}}\n"
    change = "changes:\n  - {id: CR-1, title: More boxes, status: approved, decided: 2026-01-20, decided_by: mara}\n"
    baseline("2026-01-12", "B1", {"baselines/B1.yaml": frozen.format("B1", "", 23)})
    baseline("2026-01-13", "B1", {"baselines/B1.yaml": frozen.format("B1", "", 24)})
    baseline("2026-01-20", "B2", {"baselines/B2.yaml": frozen.format("B2", "change: CR-1\n", 30)})
    baseline("2026-01-21", "B1", {})
    baseline("2026-01-22", "B2", {"changes.yaml": change})
    baseline("2026-01-23", "", {})
    found = _trends(project)
    assert found.skipped == ()
    assert [(one.text, one.allowed) for one in baseline_moves(found)] == [
        ("B1 is the first baseline", True),
        ("B1 is not what was frozen any more", False),
        ("B2 takes the place of B1, without an approved change", False),
        ("B1 takes the place of B2, without an approved change", False),
        ("B2 takes the place of B1, with CR-1", True),
        ("B2 is in force no more", False),
    ]
    page = page_text(trends_page(check_project(project).project, found, Renderer(Formats(), Charts())))
    assert "When the baseline moved" in page
    assert "▲ B1 is not what was frozen any more" in trends_text(found)


def test_nothing_is_computed_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = repository(tmp_path / "r")
    _week(project, "2026-01-16", plan=PLAN.replace("10d", "12d"))
    store = FolderStore(tmp_path / "store")
    first = _trends(project, store)

    def refuse(*_: object) -> None:
        raise AssertionError("computed again")

    monkeypatch.setattr(module, "check_folder", refuse)
    assert _trends(project, store) == first
    for file in (tmp_path / "store").glob("*.json"):
        file.write_text('[[0, "other"], {}]')
    with pytest.raises(AssertionError, match="computed again"):
        _trends(project, store)


def test_a_snapshot_is_remembered_whole(tmp_path: Path) -> None:
    write(tmp_path / "p", FILES)
    snapshot = snapshot_of(simulated(check_project(tmp_path / "p"), store=NoStore()))
    assert snapshot.cost_p80 is not None
    store = FolderStore(tmp_path / "store")
    write_snapshot(store, "a" * 40, snapshot)
    assert read_snapshot(store, "a" * 40) == snapshot
    assert read_snapshot(store, "b" * 40) is None


def test_the_files_as_they_are_come_last(tmp_path: Path) -> None:
    project = repository(tmp_path / "r")
    write(project, {"project.yaml": PROJECT.replace("status_date: 2026-01-09", "status_date: 2026-02-06")})
    with Repository(project) as found:
        now = snapshot_of(check_project(project))
        points = trends_of(found, found.commit("HEAD"), NoStore(), now).points
    assert [(str(point.snapshot.status_date), point.commit is None) for point in points] == [
        ("2026-01-09", False),
        ("2026-02-06", True),
    ]


def test_shallow_and_empty_histories_say_so(tmp_path: Path) -> None:
    origin = repository(tmp_path / "origin")
    _week(origin, "2026-01-16")
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{origin}", "clone")
    found = _trends(tmp_path / "clone")
    assert (len(found.points), found.shallow) == (1, True)
    page = page_text(trends_page(check_project(origin).project, found, Renderer(Formats(), Charts())))
    assert "adds a point" in page
    assert "fetch-depth: 0" in page


def test_the_page_and_the_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MILEPOST_CACHE", str(tmp_path / "cache"))
    project = repository(tmp_path / "r")
    _week(
        project,
        "2026-01-16",
        plan=PLAN.replace("10d", "12d").replace("Archive moved", "<b>Archive</b> moved"),
    )
    found = _trends(project)
    page = page_text(trends_page(check_project(project).project, found, Renderer(Formats(), Charts())))
    assert "M-1 moved most" in page
    assert "The same as a table" in page
    assert "<b>Archive" not in page
    run = CliRunner()
    value = json.loads(run.invoke(group, ["trends", "--project", str(project), "--format", "json"]).stdout)
    schema = json.loads(run.invoke(group, ["trends", "--format", "schema"]).stdout)
    jsonschema.validate(value, schema)
    assert [point["finish"] for point in value["points"]] == ["2026-01-29T17:00", "2026-02-09T17:00"]
    assert all(point["finish_p80"] >= point["finish"] for point in value["points"])
    assert [point["iterations"] for point in value["points"]] == [100, 100]
    assert "four in five simulated runs" in page
    table = run.invoke(group, ["trends", "--project", str(project), "--format", "csv"]).stdout
    rows = list(csv.DictReader(io.StringIO(table.removeprefix("\ufeff"))))
    assert [row["finish"] for row in rows] == ["2026-01-29T17:00", "2026-02-09T17:00"]
    text = run.invoke(group, ["trends", "--project", str(project)]).stdout
    assert "2026-01-16" in text.splitlines()[-1]
