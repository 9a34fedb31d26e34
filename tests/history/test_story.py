"""The story of a record, states side by side, and the site as it was."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from milepost.cli import group
from milepost.history.changes import changes_of
from milepost.history.repository import Repository
from milepost.history.story import story_of
from milepost.history.tags import tag_of
from milepost.portal.compose.site import load_site
from milepost.source.user_cache import FolderStore, NoStore
from tests.history.repositories import PLAN, RISKS, commit, git, repository, write


def _story(project: Path, id_: str) -> list[tuple[str, list[str]]]:
    with Repository(project) as found:
        chapters = story_of(found, found.commit("HEAD"), id_)
    return [(one.commit.subject, [edit.field for edit in one.edits]) for one in chapters]


def test_a_record_is_followed_through_renames_and_splits(tmp_path: Path) -> None:
    project = repository(tmp_path / "r")
    head, _, tail = PLAN.partition("  - id: T-2\n")
    (project / "plan.yaml").unlink()
    write(project, {"plan/a.yaml": head, "plan/b.yaml": "tasks:\n  - id: T-2\n" + tail})
    commit(project, "Split")
    write(project, {"plan/b.yaml": "tasks:\n  - id: T-2\n" + tail.replace("5d", "6d")})
    commit(project, "Longer")
    (project / "plan/b.yaml").rename(project / "plan/c.yaml")
    commit(project, "Rename")
    write(project, {"plan/c.yaml": "tasks:\n" + tail[tail.index("  - id: T-3") :].replace("T-2, ", "")})
    commit(project, "Drop")
    assert _story(project, "T-2") == [("Drop", [""]), ("Longer", ["duration"]), ("Begin", [""])]


def test_a_merge_is_told_only_for_what_it_brings_itself(tmp_path: Path) -> None:
    project = repository(tmp_path / "r")
    git(project, "checkout", "-q", "-b", "side")
    write(project, {"risks.yaml": RISKS.replace("20%", "30%")})
    commit(project, "Likelier")
    git(project, "checkout", "-q", "main")
    write(project, {"plan.yaml": PLAN.replace("10d", "11d")})
    commit(project, "Meanwhile")
    git(project, "merge", "-q", "--no-ff", "-m", "Merge it", "side")
    assert _story(project, "R-1") == [("Likelier", ["probability"]), ("Begin", [""])]


def test_log_on_the_command_line(tmp_path: Path) -> None:
    project = repository(tmp_path / "r")
    write(project, {"risks.yaml": RISKS.replace("20%", "30%")})
    commit(project, "Likelier")
    done = CliRunner().invoke(group, ["log", "R-1", "--project", str(project)])
    assert done.exit_code == 0
    assert "Mara Lindqvist" in done.stdout
    assert "risks.yaml:10  R-1 probability 20% → 30%" in done.stdout
    missing = CliRunner().invoke(group, ["log", "R-11", "--project", str(project)])
    assert missing.exit_code == 2
    assert "Did you mean R-1?" in missing.stderr
    assert CliRunner().invoke(group, ["log", "R-1", "--", "--all"]).exit_code in (1, 2)


def test_a_shallow_clone_does_not_tell_what_it_cannot_know(tmp_path: Path) -> None:
    """Its oldest commit did not write everything; it is only the oldest one that is there."""
    origin = repository(tmp_path / "origin")
    write(origin, {"plan.yaml": PLAN.replace("10d", "12d")})
    commit(origin, "Longer", "2026-01-12")
    write(origin, {"risks.yaml": "risks: []\n"})
    commit(origin, "No risks", "2026-01-13")
    git(tmp_path, "clone", "-q", "--depth", "2", f"file://{origin}", "clone")
    run, there = CliRunner(), ["--project", str(tmp_path / "clone")]
    done = run.invoke(group, ["log", "T-1", *there])
    assert done.exit_code == 1
    assert "no commit that is here changed T-1; the clone is shallow" in done.output
    assert (
        run.invoke(group, ["log", "R-1", *there]).output.splitlines()[1]
        == "    risks.yaml:2  R-1 removed: The lift fails"
    )
    with Repository(tmp_path / "clone") as found:
        assert list(changes_of(found, found.commit("HEAD"), NoStore())) == ["R-1"]


def test_of_a_list_only_what_differs_is_told(tmp_path: Path) -> None:
    project = repository(tmp_path / "r")
    parts = "    weighted_milestones: [{name: Half the boxes, weight: 40}, {name: All boxes, weight: 60}]\n"
    write(project, {"plan.yaml": PLAN.replace("    account: CA-1\n", parts + "    account: CA-1\n", 1)})
    commit(project, "Milestones", "2026-01-12")
    done = parts.replace("weight: 40", "weight: 40, achieved: 2026-01-12")
    write(project, {"plan.yaml": PLAN.replace("    account: CA-1\n", done + "    account: CA-1\n", 1)})
    commit(project, "Half", "2026-01-13")
    said = CliRunner().invoke(group, ["log", "T-1", "--project", str(project)]).output
    assert "T-1 weighted_milestones gains (name: Half the boxes, achieved: 2026-01-12)" in said


def test_side_by_side(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MILEPOST_CACHE", str(tmp_path / "cache"))
    project = repository(tmp_path / "r")
    git(project, "checkout", "-q", "-b", "idea")
    write(project, {"plan.yaml": PLAN.replace("10d", "12d")})
    commit(project, "Longer")
    arguments = ["compare", "main", "idea", ".", "--project", str(project)]
    text = CliRunner().invoke(group, arguments).stdout
    assert "2026-02-02 (+4 days)" in text
    assert "6,800 EUR (+800)" in text
    value = json.loads(CliRunner().invoke(group, [*arguments, "--format", "json"]).stdout)
    assert [one["finish"] for one in value] == ["2026-01-29T17:00", "2026-02-02T17:00", "2026-02-02T17:00"]
    alone = CliRunner().invoke(group, ["compare", "main", "--project", str(project)])
    assert (alone.exit_code, "two revisions" in alone.stderr) == (2, True)
    unknown = CliRunner().invoke(group, ["compare", "main", "-x", "--project", str(project)])
    assert unknown.exit_code == 2


def test_the_site_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MILEPOST_CACHE", str(tmp_path / "cache"))
    project = repository(tmp_path / "r")
    first = git(project, "rev-parse", "HEAD")
    git(project, "tag", "then")
    write(project, {"plan.yaml": PLAN.replace("10d", "12d")})
    commit(project, "Longer")
    (project / "plan.yaml").write_text("tasks: [")
    out = tmp_path / "site"
    done = CliRunner().invoke(group, ["build", str(project), "--at", "then", "--out", str(out)])
    assert done.exit_code == 0, done.output
    report = json.loads((out / "data/report.json").read_text())
    assert (report["source"]["commit"], report["source"]["dirty"]) == (first, False)
    assert report["schedule"]["finish"] == "2026-01-29T17:00"
    assert first[:10] in (out / "index.html").read_text()
    assert (out / "trends.html").exists()
    assert (project / "plan.yaml").read_text() == "tasks: ["
    wrong = CliRunner().invoke(group, ["build", str(project), "--at", "--upload", "--out", str(out)])
    assert wrong.exit_code != 0


def test_who_changed_what_of_every_record(tmp_path: Path) -> None:
    project = repository(tmp_path / "r")
    write(project, {"risks.yaml": RISKS.replace("20%", "30%"), "plan.yaml": PLAN.replace("10d", "11d")})
    commit(project, "Likelier")
    store = FolderStore(tmp_path / "store")
    with Repository(project) as found:
        head = found.commit("HEAD")
        changes = changes_of(found, head, store)
        assert changes_of(found, head, store) == changes
        for file in (tmp_path / "store").iterdir():
            file.write_text("[[0, ")
        assert changes_of(found, head, store) == changes
    told = {id_: [(one.commit.subject, one.fields) for one in changes[id_]] for id_ in ("R-1", "T-1", "T-2")}
    assert told == {
        "R-1": [("Likelier", ("probability",)), ("Begin", ())],
        "T-1": [("Likelier", ("duration",)), ("Begin", ())],
        "T-2": [("Begin", ())],
    }


def test_the_record_on_the_site_says_who_changed_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MILEPOST_CACHE", str(tmp_path / "cache"))
    project = repository(tmp_path / "r")
    write(project, {"risks.yaml": RISKS.replace("20%", "30%")})
    commit(project, "Likelier", "2026-01-12")
    site = load_site(project)
    assert "12 Jan 2026</time> Mara Lindqvist: probability (" in site.pages["risks.md"]
    assert '["Changed","12 Jan 2026, Mara Lindqvist"]' in site.files["data/cards.js"].decode()


def test_the_baseline_names_its_tag(demo: Path, tmp_path: Path) -> None:
    with Repository(demo) as found:
        file = "baselines/B2.yaml"
        text = (demo / file).read_text("utf-8")
        tag = tag_of(found, "baseline/B2", file, text)
        assert tag is not None
        assert (tag.tagger, tag.signed, tag.same) == ("Hanna Brückner", False, True)
        assert tag.commit.id == git(demo, "rev-parse", "baseline/B2^{commit}")
        changed = tag_of(found, "baseline/B2", file, text + "more: 1")
        assert changed is not None
        assert changed.same is False
        for name in ("", "nothing", "--all", "main", "baseline/B2^{tree}", "a b", "../heads/main"):
            assert tag_of(found, name, file, text) is None
    project = repository(tmp_path / "r")
    head = git(project, "rev-parse", "HEAD")
    signed = f"object {head}\ntype commit\ntag s\ntagger Mara <m@example.org> 1767200000 +0100\n\nSigned\n"
    signed += "-----BEGIN SSH SIGNATURE-----\nAAAA\n-----END SSH SIGNATURE-----\n"
    (tmp_path / "tag").write_text(signed)
    git(
        project,
        "update-ref",
        "refs/tags/s",
        git(project, "hash-object", "-t", "tag", "-w", str(tmp_path / "tag")),
    )
    with Repository(project) as found:
        tag = tag_of(found, "s", "baselines/B1.yaml", "")
        assert tag is not None
        assert (tag.tagger, tag.signed, tag.same) == ("Mara", True, None)
