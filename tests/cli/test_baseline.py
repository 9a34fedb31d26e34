"""`milepost baseline create`: a frozen plan that checks clean, is allowed by a change, and stays as it is."""

import json
from pathlib import Path

import pytest
import yaml

from milepost.diagnostics.example import BASE
from tests.cli.command_line import CommandLine

APPROVED = """\
changes:
  - id: CR-1
    title: Load the newspapers too
    requested_by: raj
    submitted: 2026-01-30
    impact: {schedule: 5d, cost: 4000 EUR}
    decided_by: mara
    decided: 2026-02-05
    status: approved
"""


def in_force(name: str) -> str:
    return BASE["project.yaml"] + f"baseline: {{name: {name}, original: B1}}\n"


def written(root: Path, name: str) -> dict:
    return yaml.safe_load((root / f"baselines/{name}.yaml").read_text("utf-8"))


def test_first_baseline_needs_no_change_and_checks_clean(milepost: CommandLine):
    root = milepost.project("work")
    run = milepost("baseline", "create", "B1", "--project", "work", "--title", 'As promised: "v1"')
    assert run.code == 0, run.err
    assert "work/baselines/B1.yaml holds the plan as of 2026-02-06." in run.out
    assert "`baseline: {name: B1}`" in run.out
    found = written(root, "B1")
    assert found["name"] == 'As promised: "v1"'
    assert set(found["tasks"]) == {"T-1", "T-2", "T-3", "T-4"}
    for text in (BASE["project.yaml"], in_force("B1")):
        milepost.write({"project.yaml": text}, "work")
        check = milepost("check", "work", "--strict")
        assert check.code == 0, check.out


def test_it_holds_what_is_computed(milepost: CommandLine):
    root = milepost.project()
    assert milepost("baseline", "create", "B1").code == 0
    found = written(root, "B1")
    before = json.loads(milepost("export", "json").out)
    assert str(found["finish"]) == before["schedule"]["finish"]
    assert found["bac"] == f"{before['budget']['bac']} EUR"
    for id_, task in before["schedule"]["tasks"].items():
        assert (found["tasks"][id_]["start"], found["tasks"][id_]["finish"]) == (
            task["start"],
            task["finish"],
        )
    milepost.write({"project.yaml": in_force("B1")})
    after = json.loads(milepost("export", "json").out)
    assert after["schedule"]["baseline"] == "B1"
    assert after["schedule"]["baseline_finish"] == before["schedule"]["finish"]
    assert after["budget"]["bac"] == before["budget"]["bac"]


def test_it_is_never_overwritten(milepost: CommandLine):
    root = milepost.project()
    assert milepost("baseline", "create", "B1").code == 0
    before = (root / "baselines/B1.yaml").read_bytes()
    milepost.write({"plan.yaml": BASE["plan.yaml"].replace("25d", "30d")})
    run = milepost("baseline", "create", "B1")
    assert run.code == 1
    assert "baselines/B1.yaml exists; a baseline is never overwritten" in run.err
    assert (root / "baselines/B1.yaml").read_bytes() == before
    assert [path.name for path in (root / "baselines").iterdir()] == ["B1.yaml"]


def test_a_file_that_is_no_baseline_of_ours_is_not_overwritten(milepost: CommandLine):
    root = milepost.project()
    (root / "baselines/B1.yaml").mkdir(parents=True)
    run = milepost("baseline", "create", "B1")
    assert run.code == 1
    assert (root / "baselines/B1.yaml").is_dir()


def test_the_next_one_needs_the_change_that_allows_it(milepost: CommandLine):
    root = milepost.project()
    assert milepost("baseline", "create", "B1", "--approved-by", "mara").code == 0
    milepost.write({"project.yaml": in_force("B1"), "changes.yaml": APPROVED})
    run = milepost("baseline", "create", "B2")
    assert run.code == 2
    assert "B1 is in force; a new baseline needs the change request that allows it (--change)" in run.err
    assert not (root / "baselines/B2.yaml").exists()
    run = milepost("baseline", "create", "B2", "--change", "CR-9")
    assert run.code == 2
    assert "no change request has the id CR-9" in run.err
    run = milepost("baseline", "create", "B2", "--change", "T-2")
    assert run.code == 2

    run = milepost("baseline", "create", "B2", "--change", "CR-1", "--approved-by", "mara")
    assert run.code == 0, run.err
    found = written(root, "B2")
    assert (found["change"], found["approved_by"], found["supersedes"]) == ("CR-1", "mara", "B1")
    milepost.write({"project.yaml": in_force("B2")})
    check = milepost("check")
    assert check.code == 0, check.out
    assert "baselines/" not in check.out


@pytest.mark.parametrize("status", ["submitted", "assessing", "waiting-for-approval"])
def test_a_change_that_is_not_approved_allows_nothing(milepost: CommandLine, status: str):
    pending = APPROVED.replace("    decided_by: mara\n    decided: 2026-02-05\n", "").replace(
        "approved", status
    )
    root = milepost.project(changes=pending)
    run = milepost("baseline", "create", "B1", "--change", "CR-1")
    assert run.code == 2, run.out
    assert f"CR-1 is {status}; only an approved change moves the baseline" in run.err
    assert not (root / "baselines").exists()


@pytest.mark.parametrize("name", ["", "1B", "../B1", "B 1", "B/1", "B\u00e4", ".B1", "-", "B1\n", "x" * 100])
def test_a_name_is_an_id(milepost: CommandLine, name: str):
    root = milepost.project()
    run = milepost("baseline", "create", "--", name)
    assert run.code == 2, run.out
    assert "is no id" in run.err
    assert sorted(path.name for path in root.iterdir()) == sorted(BASE)


@pytest.mark.parametrize("name", ["B1", "b.2", "B-2026_02"])
def test_names_with_dots_and_dashes_check_clean(milepost: CommandLine, name: str):
    milepost.project()
    assert milepost("baseline", "create", name).code == 0
    milepost.write({"project.yaml": BASE["project.yaml"] + f"baseline: {{name: {name}}}\n"})
    run = milepost("check", "--strict")
    assert run.code == 0, run.out


def test_an_id_that_is_taken_is_refused(milepost: CommandLine):
    root = milepost.project()
    run = milepost("baseline", "create", "T-2")
    assert run.code == 2
    assert "T-2 is the id of a task (plan.yaml:6:13); ids are never reused" in run.err
    assert not (root / "baselines").exists()


def test_who_approved_it_must_be_somebody(milepost: CommandLine):
    root = milepost.project()
    run = milepost("baseline", "create", "B1", "--approved-by", "nobody")
    assert run.code == 2
    assert "no person, role or stakeholder has the id nobody" in run.err
    assert not (root / "baselines").exists()


def test_errors_are_printed_and_nothing_is_frozen(milepost: CommandLine):
    root = milepost.project(plan=BASE["plan.yaml"].replace("[T-3]", "[T-99]"))
    run = milepost("baseline", "create", "B1")
    assert run.code == 1
    assert "no task has the id T-99" in run.out
    assert "No baseline was written." in run.err
    assert not (root / "baselines").exists()


def test_as_of_is_the_day_it_is_taken(milepost: CommandLine):
    root = milepost.project()
    assert milepost("baseline", "create", "B1", "--as-of", "2026-02-10").code == 0
    assert str(written(root, "B1")["created"]) == "2026-02-10"


def test_words_are_frozen_and_a_rewording_needs_a_change(milepost: CommandLine):
    wish = (
        "requirements:\n  - id: REQ-1\n    title: Search\n    statement: {}\n    source: mara\n"
        "    fit_criterion: Found within a second.\n    tasks: [T-3]\n    tests: [{{name: search}}]\n    status: approved\n"
    )
    root = milepost.project("work")
    milepost.write({"requirements.yaml": wish.format("Find a record by its number.")}, "work")
    assert milepost("baseline", "create", "B1", "--project", "work").code == 0
    assert list(written(root, "B1")["scope"]["fingerprints"]) == ["REQ-1"]
    milepost.write({"project.yaml": in_force("B1")}, "work")
    assert "reworded" not in milepost("check", "work").out
    milepost.write({"requirements.yaml": wish.format("Find a record by its number or title.")}, "work")
    assert "scope/reworded-without-change" in milepost("check", "work").out
    change = APPROVED.replace("2026-02-05", "2026-02-06") + "    links: {requirements: [REQ-1]}\n"
    milepost.write({"changes.yaml": change}, "work")
    assert "reworded" not in milepost("check", "work").out
