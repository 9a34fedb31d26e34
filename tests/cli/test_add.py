"""`milepost add`: a new record with the next free id, in the style of its register, or nothing at all."""

import os
import pty
import random
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.command_line import CommandLine
from tests.exchange.test_edits import diff

EXAMPLE = Path(__file__).parents[2] / "example-project"
ISSUE = ("--title", "No power", "--owner", "mara", "--target-date", "2026-03-01")
RISK = (
    "--title",
    "Late",
    "--type",
    "threat",
    "--cause",
    "c",
    "--event",
    "e",
    "--effect",
    "f",
    "--owner",
    "mara",
)
KINDS = {
    "risk": (*RISK[:-1], "hanna"),
    "issue": ("--title", "No power", "--owner", "hanna", "--target-date", "2026-12-01"),
    "action": ("--title", "Ask", "--owner", "hanna", "--due", "2026-12-01"),
    "decision": ("--title", "Which one?"),
    "change": ("--title", "More printers", "--impact-cost", "100 EUR"),
    "feedback": ("--text", "Too slow."),
    "lesson": ("--title", "Ask earlier"),
}


def test_the_first_record_makes_the_register(milepost: CommandLine) -> None:
    root = milepost.project()
    run = milepost("add", "issue", *ISSUE)
    assert (run.code, run.out) == (0, "issues.yaml: I-1 added\n")
    assert (root / "issues.yaml").read_text("utf-8") == (
        "issues:\n  - id: I-1\n    title: No power\n    status: open\n    owner: mara\n"
        "    target_date: 2026-03-01\n    created: 2026-02-06\n"
    )
    assert milepost("check").code == 0


def test_the_next_id_is_written_as_the_others_and_never_used_before(milepost: CommandLine) -> None:
    issues = "issues:\n  - {id: P-007, title: A, owner: mara, target_date: 2026-03-01, status: open}\n"
    root = milepost.project(issues=issues + "# P-008 was a mistake\n")
    assert milepost("add", "issue", *ISSUE).out == "issues.yaml: P-009 added\n"
    text = (root / "issues.yaml").read_text("utf-8")
    assert (
        "  - {id: P-009, title: No power, owner: mara, target_date: 2026-03-01, created: 2026-02-06, status: open}"
        in text
    )
    assert text.endswith("# P-008 was a mistake\n")


def test_a_register_in_a_folder_grows_where_its_last_record_is(milepost: CommandLine) -> None:
    issue = "issues:\n  - id: {}\n    title: A\n    status: closed\n    resolution: Done.\n    closed: 2026-02-01\n"
    root = milepost.project()
    milepost.write({"issues/a.yaml": issue.format("I-4"), "issues/b.yaml": issue.format("I-2")})
    assert milepost("add", "issue", *ISSUE).out == "issues/a.yaml: I-5 added\n"
    shutil.rmtree(root / "issues")
    (root / "issues").mkdir()
    assert milepost("add", "issue", *ISSUE).out == "issues/issues.yaml: I-1 added\n"


def test_a_register_within_project_yaml_stays_there(milepost: CommandLine) -> None:
    root = milepost.project()
    project = root / "project.yaml"
    project.write_text(project.read_text("utf-8") + "lessons: []  # none yet\n", "utf-8")
    assert milepost("add", "lesson", "--title", "Ask first").code == 0
    assert project.read_text("utf-8").endswith(
        "lessons:  # none yet\n  - id: LL-1\n    title: Ask first\n    date: 2026-02-06\n    status: noted\n"
    )


def test_what_is_needed_and_not_given_is_listed(milepost: CommandLine) -> None:
    milepost.project()
    run = milepost("add", "risk", "--title", "Late")
    assert run.code == 2
    assert "--type, --cause, --event, --effect, --owner" in run.err
    run = milepost("add", "wish")
    assert run.code == 2
    assert milepost("add", "risk", "--likelihood", "9").code == 2
    assert milepost("add", "risk", "--type", "menace").code == 2


def test_what_would_not_check_is_not_written(milepost: CommandLine) -> None:
    root = milepost.project()
    run = milepost("add", "issue", "--title", "No power", "--owner", "marra", "--target-date", "2026-03-01")
    assert run.code == 1
    assert "project/unknown-reference" in run.out
    assert "Did you mean mara?" in run.out
    assert "Nothing was written to issues.yaml." in run.err
    assert not (root / "issues.yaml").exists()


def test_errors_that_were_there_before_do_not_hinder(milepost: CommandLine) -> None:
    root = milepost.project(actions="actions:\n  - {id: A-1, title: Call, owner: nobody, due: 2026-03-01}\n")
    assert milepost("check").code == 1
    run = milepost("add", "action", "--title", "Ask")
    assert run.code == 0
    assert "warning: A-2 has no owner and no due (risk/action-without-owner-or-date)" in run.out
    assert "A-2" in (root / "actions.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"\xef\xbb\xbfissues:\n  - {id: I-1, title: A, status: closed}\n", "source/byte-order-mark"),
        (b"issues:\n  - {id: I-1, title: A\n", "source/syntax-error"),
        (b"issues: &all\n  - {id: I-1, title: A}\n", "source/anchor"),
        (b"issues:\n  - {id: I-1, title: A}\n# \xff\n", "source/wrong-encoding"),
    ],
)
def test_a_file_that_is_not_in_order_is_left_alone(milepost: CommandLine, content: bytes, rule: str) -> None:
    root = milepost.project()
    (root / "issues.yaml").write_bytes(content)
    run = milepost("add", "issue", *ISSUE)
    assert run.code == 1
    assert rule in run.out
    assert "Nothing was written." in run.err
    assert (root / "issues.yaml").read_bytes() == content


def test_values_of_every_sort(milepost: CommandLine) -> None:
    root = milepost.project()
    given = (
        "--probability",
        "0.4",
        "--likelihood",
        "3",
        "--impact-cost",
        "5000 EUR",
        "--tags",
        "a",
        "--tags",
        "b, c",
    )
    run = milepost(
        "add", "risk", *RISK, *given, "--proximity-from", "2026-03-01", "--link", "T-3", "--link", "B-1"
    )
    assert run.code == 0, run.out
    text = (root / "risks.yaml").read_text("utf-8")
    for line in (
        "    status: proposed\n",
        "    identified: 2026-02-06\n",
        "    probability: 0.4\n",
        "    likelihood: 3\n",
        "    impact: {cost: 5000 EUR}\n",
        "    proximity: {from: 2026-03-01}\n",
        '    tags: [a, "b, c"]\n',
        "    links: {tasks: [T-3], records: [B-1]}\n",
    ):
        assert line in text
    assert milepost("add", "risk", *RISK, "--link", "T-33").code == 2


def test_a_dry_run_shows_and_writes_nothing(milepost: CommandLine) -> None:
    root = milepost.project()
    run = milepost("add", "issue", *ISSUE, "--dry-run")
    assert run.out.startswith("--- /dev/null\n+++ issues.yaml\n@@ -0,0 +1,7 @@\n+issues:\n")
    assert not (root / "issues.yaml").exists()


def test_a_project_elsewhere_and_a_link_within_it(milepost: CommandLine) -> None:
    root = milepost.project("lab")
    milepost.write({"issues.txt": "issues: []\r\n"}, "lab")
    (root / "issues.txt").write_bytes(b"issues: []\r\n")
    (root / "issues.yaml").symlink_to("issues.txt")
    assert milepost("add", "issue", *ISSUE, "--project", "lab").out == "lab/issues.yaml: I-1 added\n"
    assert (root / "issues.yaml").is_symlink()
    raw = (root / "issues.txt").read_bytes()
    assert raw.startswith(b"issues:\r\n  - id: I-1\r\n")
    assert raw.count(b"\n") == raw.count(b"\r\n")


@pytest.mark.parametrize("kind", KINDS)
def test_in_the_example_only_lines_are_added(milepost: CommandLine, kind: str) -> None:
    root = milepost.folder / "lab"
    shutil.copytree(EXAMPLE, root)
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    run = milepost("add", kind, *KINDS[kind], "--project", "lab")
    assert run.code == 0, run.out
    after = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    changed = [path for path in after if after[path] != before.get(path)]
    assert len(changed) == 1
    lines = diff(before[changed[0]].decode(), after[changed[0]].decode())
    assert all(line.startswith("+") for line in lines)
    assert 3 <= len(lines) <= 13


def test_a_kill_at_any_moment_leaves_the_old_register_or_the_new_one(milepost: CommandLine) -> None:
    root = milepost.folder / "lab"
    shutil.copytree(EXAMPLE, root)
    path, chance, outcomes = root / "actions.yaml", random.Random(18), set()
    command = [sys.executable, "-m", "milepost", "add", "action", *KINDS["action"]]
    for _ in range(8):
        before = path.read_text("utf-8")
        with subprocess.Popen(
            command, cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as process:
            try:
                process.wait(chance.random() * 2)
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
        after = path.read_text("utf-8")
        outcomes.add(after == before)
        if after != before:
            lines = diff(before, after)
            assert all(line.startswith("+") for line in lines)
            assert sum("title: Ask" in line for line in lines) == 1
    assert outcomes
    assert milepost("check", "lab").code == 0


def test_on_a_terminal_what_is_needed_is_asked(milepost: CommandLine) -> None:
    root = milepost.project()
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "milepost", "add", "issue", "--title", "No power"]
    with subprocess.Popen(command, cwd=root, stdin=theirs, stdout=theirs, stderr=theirs) as process:
        os.close(theirs)
        os.write(ours, b"mara\n2026-03-01\n")
        said = b""
        try:
            while part := os.read(ours, 4096):
                said += part
        except OSError:  # the other end of a terminal that has closed
            pass
    os.close(ours)
    assert process.returncode == 0, said
    assert b"Owner:" in said
    assert b"Target date:" in said
    assert "owner: mara" in (root / "issues.yaml").read_text("utf-8")
