"""Reading projects from git's objects, in repositories of every shape."""

from pathlib import Path

import pytest

from milepost.checking import check_folder, check_project
from milepost.history.impact.states import states
from milepost.history.process import HistoryError
from milepost.history.repository import Repository
from milepost.history.revision import current_revision
from tests.history.repositories import FILES, PLAN, commit, git, repository, write


def _same_as_on_disk(project: Path) -> None:
    """What HEAD says is what the files say."""
    with Repository(project) as found:
        there = check_folder(found.at(found.commit("HEAD")), project)
    here = check_project(project)
    assert there.verdict == here.verdict
    assert [one.path for one in there.project.documents] == [one.path for one in here.project.documents]
    assert there.report.schedule is not None
    assert here.report.schedule is not None
    assert there.report.schedule.finish == here.report.schedule.finish


def test_a_revision_reads_as_a_checkout_of_it(tmp_path: Path) -> None:
    _same_as_on_disk(repository(tmp_path / "r"))


def test_a_project_in_a_folder_with_spaces_and_umlauts(tmp_path: Path) -> None:
    project = repository(tmp_path / "r", "Büro/neues Archiv")
    with Repository(project) as found:
        assert found.prefix == "Büro/neues Archiv"
        assert len(found.log(found.commit("main"), first_parent=True)) == 1
    _same_as_on_disk(project)


def test_files_with_other_letters_and_line_ends(tmp_path: Path) -> None:
    project = repository(tmp_path / "r")
    (project / "plan.yaml").unlink()
    write(project, {"plan/größe.yaml": PLAN.replace("\n", "\r\n")})
    commit(project, "Rename")
    _same_as_on_disk(project)


def test_commits_elsewhere_in_the_repository_are_not_of_the_project(tmp_path: Path) -> None:
    project = repository(tmp_path / "r", "plan")
    write(tmp_path / "r", {"other.txt": "x"})
    commit(tmp_path / "r", "Something else")
    with Repository(project) as found:
        assert [one.subject for one in found.log(found.commit("HEAD"), first_parent=True)] == ["Begin"]


def test_a_merge_counts_as_one_step_of_the_main_branch(tmp_path: Path) -> None:
    project = repository(tmp_path / "r")
    git(project, "checkout", "-q", "-b", "side")
    write(project, {"plan.yaml": PLAN.replace("10d", "11d")})
    commit(project, "One")
    write(project, {"plan.yaml": PLAN.replace("10d", "12d")})
    commit(project, "Two")
    git(project, "checkout", "-q", "main")
    write(project, {"stakeholders.yaml": FILES["stakeholders.yaml"] + "# more\n"})
    commit(project, "Meanwhile")
    git(project, "merge", "-q", "--no-ff", "-m", "Merge it", "side")
    with Repository(project) as found:
        head = found.commit("HEAD")
        subjects = [one.subject for one in found.log(head, first_parent=True)]
        assert subjects == ["Merge it", "Meanwhile", "Begin"]
        assert {one.subject for one in found.log(head, first_parent=False)} >= {"One", "Two", "Meanwhile"}


def test_a_shallow_clone_is_said_with_the_remedy(tmp_path: Path) -> None:
    origin = repository(tmp_path / "origin")
    write(origin, {"plan.yaml": PLAN.replace("10d", "11d")})
    commit(origin, "Later")
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{origin}", "clone")
    with Repository(tmp_path / "clone") as found:
        assert found.shallow
        with pytest.raises(HistoryError, match="fetch-depth: 0"):
            found.commit("HEAD~1")
        _same_as_on_disk(tmp_path / "clone")


def test_a_detached_head_a_worktree_and_a_submodule(tmp_path: Path) -> None:
    project = repository(tmp_path / "r")
    first = git(project, "rev-parse", "HEAD")
    git(project, "worktree", "add", "-q", "--detach", str(tmp_path / "beside"), first)
    _same_as_on_disk(tmp_path / "beside")
    assert current_revision(tmp_path / "beside").commit == first
    outer = tmp_path / "outer"
    outer.mkdir()
    git(outer, "init", "-q")
    git(outer, "submodule", "add", "-q", str(project), "lis")
    commit(outer, "With a submodule")
    _same_as_on_disk(outer / "lis")


def test_a_register_in_a_submodule_has_a_finding(tmp_path: Path) -> None:
    other = repository(tmp_path / "other")
    project = repository(tmp_path / "r")
    (project / "plan.yaml").unlink()
    git(project, "submodule", "add", "-q", str(other), "plan")
    commit(project, "The plan elsewhere")
    with Repository(project) as found:
        findings = check_folder(found.at(found.commit("HEAD")), project).verdict.findings
    assert any("submodule" in one.message for one in findings)


def test_links_stay_inside_the_project(tmp_path: Path) -> None:
    project = repository(tmp_path / "r", "inside")
    (project / "risks.yaml").rename(project / "notes-risks")
    (project / "risks.yaml").symlink_to("notes-risks")
    write(tmp_path / "r", {"secret.yaml": "issues: []\n"})
    (project / "issues.yaml").symlink_to("../secret.yaml")
    (project / "lessons.yaml").symlink_to("lessons.yaml")
    commit(project, "Links")
    with Repository(project) as found:
        there = check_folder(found.at(found.commit("HEAD")), project)
    assert there.project.get("R-1", "risk") is not None
    refused = [one.rule for one in there.verdict.findings if one.rule.startswith("source/")]
    assert refused == ["source/outside-project", "source/unreadable"]


@pytest.mark.parametrize(
    "name", ["--output=/tmp/x", "-h", "", "nothing", "HEAD\nmain", "HEAD:plan.yaml", "a b"]
)
def test_what_names_no_commit_is_refused(tmp_path: Path, name: str) -> None:
    with Repository(repository(tmp_path / "r")) as found:
        assert found.commit_or_none(name) is None
        with pytest.raises(HistoryError, match="names no commit"):
            found.commit(name)


def test_outside_a_repository(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    with pytest.raises(HistoryError, match="git init"):
        Repository(tmp_path)


def test_which_states_are_meant(tmp_path: Path) -> None:
    project = repository(tmp_path / "r")
    first = git(project, "rev-parse", "HEAD")
    with Repository(project) as found:
        base, head = states("", found)
        assert (base.label, base.commit, head.label, head.commit) == ("HEAD", first, "working tree", "")
        git(project, "checkout", "-q", "-b", "idea")
        write(project, {"plan.yaml": PLAN.replace("10d", "11d")})
        second = commit(project, "An idea")
        git(project, "checkout", "-q", "main")
        write(project, {"risks.yaml": "risks: []\n"})
        third = commit(project, "Meanwhile")
        assert [one.commit for one in states("main..idea", found)] == [third, second]
        assert [one.commit for one in states("main...idea", found)] == [first, second]
        assert [one.commit for one in states("idea..", found)] == [second, third]
        git(project, "checkout", "-q", "idea")
        assert [one.commit for one in states("", found)] == [first, ""]
        assert states("main", found)[1].label == "working tree"
