"""`milepost close`: each kind of record ends with the fields that its kind asks for."""

import re
import shutil
from pathlib import Path

import pytest

from milepost.exchange.editing.closing import ENDINGS
from tests.cli.command_line import CommandLine
from tests.exchange.test_edits import diff

EXAMPLE = Path(__file__).parents[2] / "example-project"
RECORDS = {
    "issues.yaml": "issues:\n"
    "  - id: I-1\n    title: Down   # since Monday\n    status: open\n    owner: mara\n    target_date: 2026-03-01\n"
    "    evidence: [evidence/a.md]\n    created: 2026-02-01\n",
    "actions.yaml": "actions:\n  - {id: A-1, title: Call, owner: mara, due: 2026-03-01}\n",
    "risks.yaml": "risks:\n"
    "  - id: R-1\n    title: Late\n    type: threat\n    status: approved\n    cause: c\n    event: e\n"
    "    effect: f\n    owner: mara\n",
    "decisions.yaml": "decisions:\n  - id: D-1\n    title: Which?\n    status: pending\n    owner: mara\n"
    "  - id: D-2\n    title: Old\n    status: decided\n    decision: So.\n    date: 2026-02-01\n    decided_by: mara\n",
    "changes.yaml": "changes:\n  - id: CR-1\n    title: More\n    status: approved\n    decided_by: mara\n"
    "    decided: 2026-02-01\n    links: {tasks: [T-3]}\n  - id: CR-2\n    title: Less\n    status: submitted\n",
    "feedback.yaml": "feedback:\n  - id: FB-1\n    text: Slow.\n    status: open\n",
    "lessons.yaml": "lessons:\n  - id: LL-1\n    title: Ask\n    status: noted\n",
    "assumptions.yaml": "assumptions:\n  - id: AS-1\n    title: It fits\n    status: open\n    owner: mara\n",
}


@pytest.fixture
def root(milepost: CommandLine) -> Path:
    folder = milepost.project()
    milepost.write({**RECORDS, "evidence/a.md": "a", "evidence/b.md": "b"})
    return folder


def closed(milepost: CommandLine, root: Path, file: str, *words: str) -> list[str]:
    before = (root / file).read_text("utf-8")
    run = milepost("close", *words)
    assert run.code == 0, run.out + run.err
    assert milepost("check").code == 0
    return diff(before, (root / file).read_text("utf-8"))


def test_an_issue(milepost: CommandLine, root: Path) -> None:
    lines = closed(
        milepost, root, "issues.yaml", "I-1", "--resolution", "Power: back.", "--evidence", "evidence/b.md"
    )
    assert lines == [
        "-    status: open",
        "+    status: closed",
        "-    evidence: [evidence/a.md]",
        '+    resolution: "Power: back."',
        "+    evidence: [evidence/a.md, evidence/b.md]",
        "+    closed: 2026-02-06",
    ]


def test_an_action_in_one_line_and_on_another_day(milepost: CommandLine, root: Path) -> None:
    lines = closed(milepost, root, "actions.yaml", "A-1", "--on", "2026-02-04")
    assert lines[1] == (
        "+  - {id: A-1, title: Call, owner: mara, status: done, due: 2026-03-01, done: 2026-02-04}"
    )
    assert len(lines) == 2


@pytest.mark.parametrize(
    ("file", "words", "added"),
    [
        (
            "risks.yaml",
            ("R-1", "--resolution", "Over."),
            ["status: closed", "closed: 2026-02-06", "closure_reason: Over."],
        ),
        (
            "decisions.yaml",
            ("D-1", "--resolution", "This one.", "--by", "mara"),
            ["status: decided", "decision: This one.", "date: 2026-02-06", "decided_by: mara"],
        ),
        ("changes.yaml", ("CR-1",), ["status: implemented", "implemented: 2026-02-06"]),
        (
            "changes.yaml",
            ("CR-2", "--as", "merged", "--into", "CR-1"),
            ["status: merged", "merged_into: CR-1"],
        ),
        (
            "feedback.yaml",
            ("FB-1", "--as", "answered", "--resolution", "Faster now.", "--by", "mara"),
            ["status: answered", "response: Faster now.", "responded: 2026-02-06", "responded_by: mara"],
        ),
        (
            "lessons.yaml",
            ("LL-1", "--into", "T-3"),
            ["status: applied", "applied_to: [T-3]", "applied: 2026-02-06"],
        ),
        ("assumptions.yaml", ("AS-1",), ["status: confirmed", "validated: 2026-02-06"]),
    ],
)
def test_other_kinds(
    milepost: CommandLine, root: Path, file: str, words: tuple[str, ...], added: list[str]
) -> None:
    lines = closed(milepost, root, file, *words)
    assert {line[1:].strip() for line in lines if line.startswith("+")} == set(added)
    assert sum(line.startswith("-") for line in lines) == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("I-1",), "--resolution (resolution)"),
        (("D-1", "--resolution", "So."), "--by (decided by)"),
        (("D-2", "--as", "decided"), "is decided already"),
        (("CR-2",), "it becomes assessing or waiting-for-approval or rejected or postponed or merged"),
        (("A-1", "--by", "mara"), "--by says nothing"),
        (("I-1", "--as", "gone", "--resolution", "x"), "it ends as: closed, resolved"),
        (("mara",), "what can be closed is: risk, issue"),
        (("I-2", "--resolution", "x"), "no record has the id I-2"),
        (("I-1", "--resolution", "x", "--on", "Friday"), "is no date"),
    ],
)
def test_what_is_lacking_or_not_possible_is_said(
    milepost: CommandLine, root: Path, words: tuple[str, ...], said: str
) -> None:
    before = {path: path.read_bytes() for path in root.glob("*.yaml")}
    run = milepost("close", *words)
    assert run.code == 2
    assert said in " ".join(run.err.split())
    assert {path: path.read_bytes() for path in root.glob("*.yaml")} == before


def test_what_would_not_check_is_not_written(milepost: CommandLine, root: Path) -> None:
    before = (root / "risks.yaml").read_bytes()
    run = milepost("close", "R-1", "--as", "occurred")
    assert run.code == 1
    assert "risk/occurred-without-issue" in run.out
    assert (root / "risks.yaml").read_bytes() == before
    assert milepost("close", "R-1", "--as", "occurred", "--into", "I-1").code == 0


@pytest.mark.parametrize(
    "words",
    [
        ("R-1", "--resolution", "Over."),
        ("I-7", "--resolution", "Corrected."),
        ("A-18",),
        ("D-9", "--resolution", "The second way.", "--by", "S-1"),
        ("CR-4",),
        ("FB-8", "--as", "answered", "--resolution", "Yes."),
        ("LL-2",),
        ("AS-4",),
    ],
    ids=lambda words: words[0],
)
def test_in_the_example_only_the_lines_of_the_record_change(
    milepost: CommandLine, words: tuple[str, ...]
) -> None:
    root = milepost.folder / "lab"
    shutil.copytree(EXAMPLE, root)
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    run = milepost("close", *words, "--project", "lab")
    assert run.code == 0, run.out + run.err
    after = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    changed = [path for path in after if after[path] != before.get(path)]
    assert len(changed) == 1
    old, new = before[changed[0]].decode(), after[changed[0]].decode()
    lines = diff(old, new)
    assert 1 <= sum(line.startswith("+") for line in lines) <= 6
    removed = [line[1:].strip() for line in lines if line.startswith("-")]
    assert all("status" in line for line in removed), removed
    block = new.split(f"id: {words[0]}")[1].split("- id: ")[0]
    assert all(line[1:].strip() in f"- id: {words[0]}{block}" for line in lines if line.startswith("+"))


def test_the_table_of_the_handbook_is_the_programs() -> None:
    page = (Path(__file__).parents[2] / "docs" / "daily.md").read_text("utf-8")
    rows = [line.strip("|").split("|") for line in page.splitlines() if line.startswith("| ")]
    table = [row for row in rows if len(row) == 6 and row[0].strip() != "Kind"]
    listed = {row[0].strip(): [set(re.findall(r"[a-z][a-z_-]*", cell)) for cell in row[1:]] for row in table}
    assert set(listed) == {ending.kind for ending in ENDINGS}
    for kind, (states, words, by, into, days) in listed.items():
        own = [ending for ending in ENDINGS if ending.kind == kind]
        assert states == {ending.status for ending in own}
        assert words == {ending.words for ending in own} - {""}
        assert by == {ending.by for ending in own} - {""}
        assert into == {ending.into for ending in own} - {""}
        assert days == {day for ending in own for day in ending.dates}
