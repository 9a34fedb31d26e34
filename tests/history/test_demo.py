"""The demonstration repository: the same every time, clean at every status date, with a bad idea on a branch."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from milepost.checking import check_folder
from milepost.cli import group
from milepost.diagnostics import Severity
from milepost.history.demo.repository import write_demo
from milepost.history.demo.script import IDEA_BRANCH, STAGES, days
from milepost.history.process import HistoryError
from milepost.history.repository import Repository
from milepost.history.trends import trends_of
from milepost.load import Memory
from milepost.source.user_cache import NoStore
from tests.history.repositories import git

EXAMPLE = Path(__file__).parents[2] / "example-project"


def test_the_same_every_time(demo: Path, tmp_path: Path) -> None:
    write_demo(tmp_path / "again")
    for revision in ("main", IDEA_BRANCH, "baseline/B1", "baseline/B2"):
        assert git(demo, "rev-parse", revision) == git(tmp_path / "again", "rev-parse", revision)
    assert git(demo, "status", "--porcelain") == ""


def test_the_last_commit_is_the_example(demo: Path) -> None:
    names = [name for name in git(demo, "ls-files").splitlines() if name.endswith((".yaml", ".md"))]
    assert len(names) > 60
    assert all((demo / name).read_bytes() == (EXAMPLE / name).read_bytes() for name in names)


def test_the_commits_of_the_main_branch_check_without_errors(demo: Path) -> None:
    with Repository(demo) as found:
        memory = Memory()
        commits = found.log(found.commit("main"), first_parent=True)
        assert len(commits) > 80
        year = (max(days()) - min(days())).days
        assert year >= 364
        last = {one.when.date(): one for one in reversed(commits)}
        assert list(last) == list(days())
        chosen = [last[stage.day] for stage in STAGES] + list(last.values())[len(STAGES) :: 6]
        for commit in chosen:
            verdict = check_folder(found.at(commit.id), demo, None, memory).verdict
            assert [str(one) for one in verdict.findings if one.severity is Severity.ERROR] == []


def test_it_begins_before_there_is_a_plan(demo: Path) -> None:
    with Repository(demo) as found:
        trends = trends_of(found, found.commit("main"), NoStore())
    assert trends.skipped == ()
    begun = [point for point in trends.points if point.snapshot.finish is not None]
    assert len(trends.points) - len(begun) == len(STAGES)
    assert [point.snapshot.broken for point in trends.points] == [""] * len(trends.points)
    first = next(one.commit for one in begun if one.commit is not None)
    said = CliRunner().invoke(group, ["impact", f"{first.id}~2..{first.id}", "--project", str(demo)]).stdout
    assert "The finish is 2027-04-27; there was none before" in said
    back = CliRunner().invoke(group, ["impact", f"{first.id}..{first.id}~3", "--project", str(demo)]).stdout
    assert "There is no finish any more; it was 2027-04-27" in back


def test_the_bad_idea_is_seen_through(demo: Path) -> None:
    arguments = ["impact", f"main..{IDEA_BRANCH}", "--project", str(demo)]
    policies = ["--fail-on", "finish+5d", "--fail-on", "scope-without-change", "--fail-on", "new-errors"]
    done = CliRunner().invoke(group, [*arguments, *policies])
    assert done.exit_code == 1
    assert "Finish 2027-05-20 →" in done.stdout
    assert "T-391" in done.stdout
    assert "without an approved change" in done.stdout
    assert "steering" in done.stdout
    assert "broken policy finish+5d" in done.stderr
    assert "broken policy new-errors: DL-15 is not in baseline B2" in done.stderr


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("mine")
    with pytest.raises(HistoryError, match="not an empty folder"):
        write_demo(tmp_path)
    assert CliRunner().invoke(group, ["demo", str(tmp_path)]).exit_code == 1
    assert [one.name for one in tmp_path.iterdir()] == ["mine"]
