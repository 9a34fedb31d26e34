"""`milepost check` as people and pre-commit call it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.command_line import CommandLine

BAD = "actions:\n  - id: A-1\n    title: Call the vendor\n    due: 2026-02-01\n    owner: marra\n"
GOOD = BAD.replace("marra", "mara")


def test_clean_project_exits_with_0(milepost: CommandLine):
    milepost.project()
    run = milepost("check")
    assert run.code == 0, run.out
    assert "No findings" in run.out


def test_finding_has_place_reason_remedy_and_exit_code_1(milepost: CommandLine):
    milepost.project(actions=BAD)
    run = milepost("check")
    assert run.code == 1
    assert (
        "actions.yaml:5:12: error[project/unknown-reference] no person, role or stakeholder has the id marra"
        in run.out
    )
    assert "help: Did you mean mara?" in run.out


def test_whole_project_is_checked_whatever_file_is_named(milepost: CommandLine):
    milepost.project(actions=BAD)
    assert "actions.yaml:5:12" in milepost("check", "people.yaml").out


def test_project_in_a_subfolder_is_found_from_above_and_from_within(milepost: CommandLine, monkeypatch):
    milepost.project("work/library", actions=BAD)
    assert "work/library/actions.yaml:5:12" in milepost("check").out
    assert "work/library/actions.yaml:5:12" in milepost("check", "work/library/plan.yaml").out
    (milepost.folder / "work/library/notes").mkdir()
    monkeypatch.chdir(milepost.folder / "work/library/notes")
    assert "../actions.yaml:5:12" in milepost("check").out


def test_several_projects_make_one_json_document(milepost: CommandLine):
    milepost.project("one", actions=BAD)
    milepost.project("two", actions=GOOD)
    run = milepost("check", "--format", "json")
    assert run.code == 1
    assert "one/actions.yaml" in json.dumps(json.loads(run.out))


@pytest.mark.parametrize(("arguments", "code"), [
    (["--fail-on", "never"], 0), (["--fail-on", "error"], 1), (["--strict"], 1),
])  # fmt: skip
def test_fail_on_decides_the_exit_code(milepost: CommandLine, arguments, code):
    milepost.project(actions=BAD)
    assert milepost("check", *arguments).code == code


def test_warnings_fail_only_when_strict(milepost: CommandLine):
    milepost.project()
    milepost.write({"riscs.yaml": "risks: []\n"})
    assert milepost("check").code == 0
    run = milepost("check", "--strict")
    assert run.code == 1
    assert "Did you mean risks.yaml?" in run.out


def test_severity_is_set_by_the_project(milepost: CommandLine):
    root = milepost.project(actions=BAD)
    project = root / "project.yaml"
    project.write_text(project.read_text() + "checks: {project/unknown-reference: warning}\n")
    assert milepost("check").code == 0


def test_output_goes_to_a_file_in_the_form_its_name_says(milepost: CommandLine):
    milepost.project(actions=BAD)
    run = milepost("check", "--output", "findings.sarif")
    assert run.code == 1
    assert run.out == ""
    assert json.loads((milepost.folder / "findings.sarif").read_text())["version"] == "2.1.0"
    assert not list(milepost.folder.glob(".findings*"))


def test_unwritable_output_is_said_and_not_a_traceback(milepost: CommandLine):
    milepost.project()
    run = milepost("check", "--output", "no/such/folder/x.json")
    assert run.code == 1
    assert "cannot be written" in run.err
    assert "Traceback" not in run.err


def test_github_actions_gets_annotations_by_itself(milepost: CommandLine, monkeypatch):
    milepost.project(actions=BAD)
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert "::error title=project/unknown-reference,file=actions.yaml,line=5," in milepost("check").out


def test_as_of_replaces_the_status_date(milepost: CommandLine):
    plan = (
        "tasks:\n  - id: T-1\n    name: Write\n    duration: 2d\n    owner: mara\n"
        "    progress: {actual_start: 2026-03-02, percent: 50}\n"
    )
    milepost.project(plan=plan)
    assert milepost("check", "--as-of", "2026-03-03").code == 0
    run = milepost("check", "--as-of", "2026-02-01")
    assert "actual" in run.out
    assert run.code == 1


@pytest.mark.parametrize(("arguments", "said"), [
    (["chekc"], "Did you mean `check`?"),
    (["check", "--as-of", "tomorrow"], "is no date"),
    (["check", "nothing-here.yaml"], "no such file or folder"),
    (["check", "--format", "xml"], "xml"),
    (["explain", "risk/closed"], "no rule is called risk/closed"),
    (["schema", "rissks"], "no register is called rissks"),
])  # fmt: skip
def test_wrong_usage_exits_with_2_and_says_what_is_right(milepost: CommandLine, arguments, said):
    milepost.project()
    run = milepost(*arguments)
    assert run.code == 2
    assert said in run.err


def test_folder_without_project_says_what_to_do(milepost: CommandLine):
    run = milepost("check")
    assert run.code == 2
    assert "milepost init" in run.err


def test_internal_error_leaves_a_report_and_exits_with_3(milepost: CommandLine, monkeypatch):
    milepost.project()

    def broken(*_: object) -> None:
        raise ZeroDivisionError("boom")

    monkeypatch.setattr("milepost.cli.check.check_project", broken)
    run = milepost("check")
    assert run.code == 3
    assert "internal error: ZeroDivisionError: boom" in run.err
    report = Path(run.err.partition("The details are in ")[2].partition(";")[0])
    assert "Traceback" in report.read_text()
    report.unlink()


def test_reader_that_stops_early_gets_no_traceback(milepost: CommandLine):
    milepost.project(risks="risks:\n" + "  - {id: x x}\n" * 150)
    command = f"{sys.executable} -m milepost check | head -n 1"
    done = subprocess.run(
        ["bash", "-c", command], cwd=milepost.folder, capture_output=True, text=True, check=False
    )
    assert "Traceback" not in done.stderr
    assert "risks.yaml" in done.stdout


def test_heavy_libraries_stay_out_of_a_clean_check(milepost: CommandLine):
    milepost.project()
    script = (
        "import sys; sys.argv = ['milepost', 'check']\n"
        "from milepost.cli import main\n"
        "try:\n    main()\n"
        "except SystemExit as stop:\n    assert not stop.code\n"
        "heavy = 'mkdocs jinja2 numpy babel vl_convert jsonschema holidays requests ortools'.split()\n"
        "print([name for name in heavy if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=milepost.folder,
        capture_output=True,
        text=True,
        check=True,
        env=os.environ,
    )
    assert done.stdout.splitlines()[-1] == "[]"


MISSPELT = BAD.replace("due: 2026-02-01", "Due: 2026/2/1").replace(
    "owner: marra", "owner: Mara Lindqvist  # hers"
)


def test_fix_makes_what_is_certain_round_after_round_and_says_so(milepost: CommandLine):
    milepost.project(actions=MISSPELT)
    run = milepost("check", "--fix")
    assert run.code == 0, run.out
    assert (milepost.folder / "actions.yaml").read_text() == GOOD.replace(
        "owner: mara", "owner: mara  # hers"
    )
    assert run.err.splitlines() == [
        "actions.yaml:4: Rename `Due` to `due`",
        "actions.yaml:5: Write mara",
        "actions.yaml:4: Write 2026-02-01",
    ]


def test_fix_takes_a_byte_order_mark_with_it(milepost: CommandLine):
    milepost.project(actions=MISSPELT)
    file = milepost.folder / "actions.yaml"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    run = milepost("check", "--fix")
    assert run.code == 0, run.out
    assert file.read_text() == GOOD.replace("owner: mara", "owner: mara  # hers")


def test_guesses_are_made_only_when_asked_for(milepost: CommandLine):
    milepost.project(actions=BAD)
    assert milepost("check", "--fix").code == 1
    assert (milepost.folder / "actions.yaml").read_text() == BAD
    assert milepost("check", "--fix", "--unsafe-fixes").code == 0
    assert (milepost.folder / "actions.yaml").read_text() == GOOD


def test_fix_with_diff_writes_nothing(milepost: CommandLine):
    milepost.project(actions=MISSPELT)
    run = milepost("check", "--fix", "--diff")
    assert run.code == 1
    assert {"-    owner: Mara Lindqvist  # hers", "+    owner: mara  # hers"} <= set(run.out.splitlines())
    assert (milepost.folder / "actions.yaml").read_text() == MISSPELT


def test_how_to_fix_without_fix_is_wrong_usage(milepost: CommandLine):
    milepost.project(actions=BAD)
    assert milepost("check", "--diff").code == 2


def test_a_name_of_two_people_is_not_replaced_by_one_of_them(milepost: CommandLine):
    milepost.project(actions=BAD.replace("marra", "Mara Lindqvist"))
    people = milepost.folder / "people.yaml"
    people.write_text(people.read_text() + "  - {id: mara2, name: Mara Lindqvist}\n")
    run = milepost("check", "--fix")
    assert run.code == 1
    assert "owner: Mara Lindqvist" in (milepost.folder / "actions.yaml").read_text()
