"""`milepost progress`: what happened to a task, on its own lines of the plan."""

import shutil
from pathlib import Path

import pytest

from milepost.load import load_project
from tests.cli.command_line import CommandLine
from tests.exchange.test_edits import diff

EXAMPLE = Path(__file__).parents[2] / "example-project"
T3 = "        progress: {actual_start: 2026-01-26, percent: "

PLAN = """\
tasks:
  - id: T-1
    name: Map   # by hand
    duration: 5d
    assignments: [mara]

  - id: T-2
    name: Load
    duration: 10d
    assignments: [raj]
    progress:
      actual_start: 2026-01-26
      remaining: 8d  # guessed
      as_of: 2026-01-30
    notes: Careful.
  - {id: M-1, name: Done, milestone: true, owner: mara, predecessors: [T-1]}
"""


def plan_diff(milepost: CommandLine, root: Path, *words: str) -> list[str]:
    before = (root / "plan.yaml").read_bytes().decode()
    run = milepost("progress", *words)
    assert run.code == 0, run.out + run.err
    return diff(before, (root / "plan.yaml").read_bytes().decode())


def test_percentage_and_what_remains(milepost: CommandLine) -> None:
    root = milepost.project()
    assert plan_diff(milepost, root, "T-3", "60%", "--remaining", "3d") == [
        f"-{T3}40}}",
        f"+{T3}60, remaining: 3d, as_of: 2026-02-06}}",
    ]
    assert milepost("progress", "T-3", "62.5").out == (
        "plan.yaml: T-3 Load the records (dropped, being older: remaining 3d)\n"
    )
    assert f"{T3}62.5, as_of: 2026-02-06}}" in (root / "plan.yaml").read_text("utf-8")


def test_a_task_that_begins(milepost: CommandLine) -> None:
    root = milepost.project(plan=PLAN)
    run = milepost("progress", "T-1", "20%")
    assert run.code == 2
    assert "--actual-start" in run.err
    assert plan_diff(milepost, root, "T-1", "20%", "--actual-start", "2026-02-02") == [
        "+    progress: {actual_start: 2026-02-02, percent: 20, as_of: 2026-02-06}"
    ]


def test_progress_in_lines_of_its_own(milepost: CommandLine) -> None:
    root = milepost.project(plan=PLAN)
    assert plan_diff(milepost, root, "T-2", "--remaining", "4d") == [
        "-      remaining: 8d  # guessed",
        "-      as_of: 2026-01-30",
        "+      remaining: 4d  # guessed",
        "+      as_of: 2026-02-06",
    ]
    run = milepost("progress", "T-2", "50%")
    assert run.code == 1
    assert "`remaining` has a comment that would be lost" in run.err
    assert plan_diff(milepost, root, "T-2", "50%", "--remaining", "5d", "--actual-effort", "3d") == [
        "-      remaining: 4d  # guessed",
        "+      percent: 50",
        "+      remaining: 5d  # guessed",
        "+      actual_effort: 3d",
    ]


def test_a_task_that_is_done(milepost: CommandLine) -> None:
    root = milepost.project()
    run = milepost("progress", "T-3", "100%")
    assert run.code == 2
    assert "--finish" in run.err
    milepost("progress", "T-3", "90%", "--remaining", "1d")
    assert plan_diff(milepost, root, "T-3", "--finish", "2026-02-06") == [
        f"-{T3}90, remaining: 1d, as_of: 2026-02-06}}",
        "+        progress: {actual_start: 2026-01-26, actual_finish: 2026-02-06, percent: 100, as_of: 2026-02-06}",
    ]


def test_a_milestone_begins_when_it_is_reached(milepost: CommandLine) -> None:
    root = milepost.project(plan=PLAN)
    lines = plan_diff(milepost, root, "M-1", "--finish", "2026-02-05")
    assert lines[1].endswith("progress: {actual_start: 2026-02-05, actual_finish: 2026-02-05, percent: 100}}")
    assert len(lines) == 2


def test_what_the_plan_does_not_allow_is_refused(milepost: CommandLine) -> None:
    root = milepost.project()
    before = (root / "plan.yaml").read_bytes()
    run = milepost("progress", "T-2", "50%")
    assert (run.code, "schedule/finished-but-incomplete" in run.out) == (1, True)
    run = milepost("progress", "T-1", "50%", "--actual-start", "2026-01-12")
    assert (run.code, "schedule/summary-with-own-work" in run.out) == (1, True)
    run = milepost("progress", "T-3", "--finish", "2026-03-01")
    assert (run.code, "schedule/actual-after-status-date" in run.out) == (1, True)
    assert (root / "plan.yaml").read_bytes() == before


@pytest.mark.parametrize(
    "words",
    [
        ("T-3",),
        ("T-3", "110%"),
        ("T-3", "much"),
        ("T-3", "50%", "--remaining", "soon"),
        ("T-3", "50%", "--actual-start", "2026-13-01"),
        ("T-33", "50%"),
        ("mara", "50%"),
    ],
)
def test_what_makes_no_sense_is_wrong_usage(milepost: CommandLine, words: tuple[str, ...]) -> None:
    milepost.project()
    assert milepost("progress", *words).code == 2


def leaves_of_the_example() -> list[tuple[str, str]]:
    """A task of each state in each file of the example's plan: its id and how far it is."""
    found: dict[tuple[str, str], tuple[str, str]] = {}
    for task in load_project(EXAMPLE).project.all("task"):
        progress = task.part("progress")
        state = "new" if progress is None else "done" if progress.has("actual_finish") else "begun"
        if not task.children and not task.flag("milestone"):
            found.setdefault((task.document.path, state), (task.id, state))
    return list(found.values())


@pytest.mark.parametrize(("task", "state"), leaves_of_the_example())
def test_in_the_example_only_the_lines_of_the_task_change(
    milepost: CommandLine, task: str, state: str
) -> None:
    root = milepost.folder / "lab"
    shutil.copytree(EXAMPLE, root)
    before = {path: path.read_bytes().decode() for path in root.rglob("plan/*.yaml")}
    words = {
        "new": ("10%", "--actual-start", "2026-11-20"),
        "begun": ("95%", "--remaining", "1d"),
        "done": ("--actual-effort", "4d"),
    }[state]
    run = milepost("progress", task, *words, "--project", "lab")
    assert run.code == 0, run.out + run.err
    changed = [path for path in before if path.read_bytes().decode() != before[path]]
    assert len(changed) == 1
    lines = diff(before[changed[0]], changed[0].read_bytes().decode())
    assert [line[0] for line in lines] == (["+"] if state == "new" else ["-", "+"])
    assert all(line[1:].lstrip().startswith("progress: {") for line in lines)
