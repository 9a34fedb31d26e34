"""`milepost report`: what it writes, that it checks, and that it never overwrites."""

import pytest

from milepost.diagnostics.example import BASE
from tests.cli.command_line import CommandLine

HOSTILE = 'tasks:\n  - {id: T-1, name: "A | <b>b</b> *c* [d](javascript:e)", duration: 5d, owner: mara}\n'


def test_the_report_is_a_draft_that_checks(milepost: CommandLine) -> None:
    milepost.project()
    before = milepost("check").out
    run = milepost("report")
    assert run.code == 0
    assert (
        run.out
        == "REP-1 is in reports/2026-02-06.md: a draft. Read it, complete it, then set `approved_by` and `status: sent`.\n"
    )
    text = (milepost.folder / "reports/2026-02-06.md").read_text("utf-8")
    assert text.startswith("---\nid: REP-1\ntitle: Status report, 6 February 2026\ntype: status\n")
    assert "period: {from: 2026-01-05, to: 2026-02-06}" in text
    assert "- 23 January 2026: T-2 Map the fields (finished)" in text
    assert "| T-4 Catalogue live | 26 February 2026 |  |  |" in text
    assert "| Milestone | Forecast | Baseline | Slip |\n|---|---|---|---|\n| " in text
    assert milepost("check").out.splitlines()[-1].split("(")[0] == before.splitlines()[-1].split("(")[0]


def test_a_report_is_never_overwritten(milepost: CommandLine) -> None:
    milepost.project()
    path = milepost.write({"reports/2026-02-06.md": "---\nid: REP-7\n---\nMine.\n"}) / "reports/2026-02-06.md"
    run = milepost("report")
    assert run.code == 2
    assert "is there already and stays as it is" in run.err
    assert path.read_text("utf-8") == "---\nid: REP-7\n---\nMine.\n"
    assert milepost("report", "--output", "reports/second.md").code == 0
    assert "id: REP-8\n" in (milepost.folder / "reports/second.md").read_text("utf-8")


def test_since_and_the_last_report(milepost: CommandLine) -> None:
    milepost.project()
    milepost.write(
        {
            "reports/a.md": "---\nid: REP-1\ntitle: January\ntype: status\nperiod: {from: 2026-01-05, to: 2026-01-25}\n"
            "date: 2026-01-26\nauthor: mara\nstatus: sent\napproved_by: mara\naudience: [raj]\n---\n"
        }
    )
    shown = milepost("report", "--dry-run").out
    assert "period: {from: 2026-01-26, to: 2026-02-06}" in shown
    assert "audience: [raj]" in shown
    assert "T-2 Map the fields (finished)" not in shown
    assert "T-2 Map the fields (finished)" in milepost("report", "--since", "2026-01-20", "--dry-run").out
    assert not (milepost.folder / "reports/2026-02-06.md").exists()


def test_types_have_files_of_their_own(milepost: CommandLine) -> None:
    milepost.project()
    assert milepost("report").code == 0
    assert milepost("report", "--type", "exception").code == 0
    text = (milepost.folder / "reports/2026-02-06-exception.md").read_text("utf-8")
    assert text.startswith("---\nid: REP-2\ntitle: Exception report, 6 February 2026\ntype: exception\n")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--since", "yesterday"), "is no date"),
        (("--since", "2026-03-01"), "lies after the status date"),
        (("--author", "nobody"), "no person, role or stakeholder has the id nobody"),
    ],
)
def test_wrong_usage(milepost: CommandLine, arguments: tuple[str, ...], words: str) -> None:
    milepost.project()
    run = milepost("report", *arguments)
    assert (run.code, words in run.err) == (2, True)


def test_what_users_wrote_stays_text(milepost: CommandLine) -> None:
    milepost.project(plan=HOSTILE)
    run = milepost("report", "--dry-run")
    assert "\\| \\<b\\>b\\</b\\> \\*c\\* \\[d\\](javascript:e)" in run.out


def test_a_broken_plan_still_gives_a_report(milepost: CommandLine) -> None:
    milepost.project(plan="tasks:\n  - {id: T-1, name: a, duration: 1d, predecessors: [T-1]}\n")
    run = milepost("report", "--dry-run")
    assert run.code == 0
    assert "## Status" not in run.out or "| Schedule" not in run.out


def test_the_same_input_gives_the_same_report(milepost: CommandLine) -> None:
    milepost.write(BASE)
    assert milepost("report", "--dry-run").out == milepost("report", "--dry-run").out
