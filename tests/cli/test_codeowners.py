"""`milepost codeowners`: printed, written between its marks, and what it says when nothing follows."""

from tests.cli.command_line import CommandLine

RACI = "raci:\n  - {id: R-1, activity: a, responsible: [raj], accountable: [mara], paths: [plan.yaml]}\n"
BLOCK = (
    "# milepost: begin\n"
    "# Derived from the `paths` of the responsibility matrix by `milepost codeowners --write`.\n"
    "/plan.yaml raj.okafor@example.org\n"
    "# milepost: end\n"
)


def test_it_is_printed(milepost: CommandLine) -> None:
    milepost.project(raci=RACI)
    run = milepost("codeowners")
    assert (run.code, run.out) == (0, BLOCK)
    assert not (milepost.folder / "CODEOWNERS").exists()


def test_it_is_written_and_then_clean(milepost: CommandLine) -> None:
    milepost.project(raci=RACI)
    milepost.write({"CODEOWNERS": "* @all\n"})
    assert "people/codeowners-differ" in milepost("check").out
    assert (
        milepost("codeowners", "--write").out
        == "CODEOWNERS is written: 1 line from the responsibility matrix.\n"
    )
    assert (milepost.folder / "CODEOWNERS").read_text("utf-8") == f"* @all\n\n{BLOCK}"
    assert "people/codeowners-differ" not in milepost("check").out
    assert milepost("codeowners", "--write").out == "CODEOWNERS says so already.\n"


def test_without_paths_there_is_nothing_to_say(milepost: CommandLine) -> None:
    milepost.project()
    run = milepost("codeowners")
    assert run.code == 1
    assert "no row of the responsibility matrix has `paths`" in run.err
