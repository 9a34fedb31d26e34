"""The demonstration repository: the same every time, clean at every status date, with a bad idea on a branch."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from milepost.checking import check_folder
from milepost.cli import group
from milepost.diagnostics import Severity
from milepost.history.demo.repository import write_demo
from milepost.history.demo.script import IDEA_BRANCH, days
from milepost.history.process import HistoryError
from milepost.history.repository import Repository
from milepost.load import Memory
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
        last = {one.when.date(): one for one in reversed(commits)}
        assert list(last) == list(days())
        for commit in list(last.values())[::6]:
            verdict = check_folder(found.at(commit.id), demo, None, memory).verdict
            assert [str(one) for one in verdict.findings if one.severity is Severity.ERROR] == []


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
