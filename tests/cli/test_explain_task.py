"""`milepost explain` of a task: the chain that sets its dates, and what is said of other names."""

from milepost.diagnostics.example import BASE
from tests.cli.command_line import CommandLine

PLAN = """\
tasks:
  - {id: T-1, name: Map the fields, duration: 5d, owner: mara}
  - {id: T-2, name: Load the records, duration: 3d, owner: raj, predecessors: [T-1 SS+1d]}
  - {id: T-3, name: Print, duration: 1d, owner: raj}
"""


def test_a_task_is_explained_with_dates_reasons_and_places(milepost: CommandLine):
    milepost.project(plan=PLAN)
    run = milepost("explain", "T-2")
    assert run.code == 0
    lines = [" ".join(line.split()) for line in run.out.splitlines()]
    assert lines == [
        "T-2 Load the records",
        "",
        "starts 2026-02-09 08:00",
        "ends 2026-02-11 17:00",
        "total float 1 day: so much later it may end before the project does",
        "",
        "Why it ends then, from the beginning:",
        "T-1 Map the fields",
        "2026-02-06 08:00 starts what is left is not planned before the status",
        "date (project.yaml:8)",
        "T-2 Load the records",
        "2026-02-09 08:00 starts waits for T-1 to start, plus 1d (plan.yaml:3)",
        "2026-02-11 17:00 ends takes 3d (plan.yaml:3)",
        "",
        "It would end earlier if (one of these may not be enough)",
        "- the lag before T-2 were shorter (plan.yaml:3)",
        "- T-2 took less time (plan.yaml:3)",
        "- T-2 did not wait for T-1 to start (plan.yaml:3)",
    ]


def test_it_fits_a_terminal_of_80_columns_with_names_whole(milepost: CommandLine):
    long = "Load the records of all libraries that have moved to the new building " * 2
    milepost.project(plan=PLAN.replace("Load the records", long.strip()))
    lines = milepost("explain", "T-2").out.splitlines()
    assert f"  T-2 {long.strip()}" in lines
    assert max(len(line) for line in lines if "T-2 Load" not in line) <= 80


def test_float_on_the_critical_path_is_not_called_none(milepost: CommandLine):
    plan = PLAN.replace(
        "duration: 1d, owner: raj", "duration: 1d, owner: raj, predecessors: [T-2], calendar: late"
    )
    milepost.project(
        plan=plan,
        calendars=BASE["calendars.yaml"]
        + "  - {id: late, name: Saturdays, week: {saturday: ['08:00-16:00']}}\n",
    )
    out = milepost("explain", "T-2").out
    assert "total float  2 days: on the longest path, yet it may end so much later" in out


def test_float_of_a_duration_by_the_clock_is_told_by_the_clock(milepost: CommandLine):
    milepost.project(plan=PLAN.replace("duration: 1d", "duration: 1ed"))
    assert "total float  5.7 elapsed days: so much later" in milepost("explain", "T-3").out


def test_the_project_may_lie_elsewhere_and_the_date_be_another(milepost: CommandLine):
    milepost.project("plans/one", plan=PLAN)
    run = milepost("explain", "T-3", "plans/one", "--as-of", "2026-03-02")
    assert "starts       2026-03-02 08:00" in run.out


def test_start_and_finish_of_a_summary_have_a_chain_each(milepost: CommandLine):
    children = PLAN.partition("\n")[2].replace("  - ", "      - ")
    milepost.project(plan=f"tasks:\n  - id: T-9\n    name: Phase\n    tasks:\n{children}")
    out = milepost("explain", "T-9").out
    assert "Why it starts then:" in out
    assert "Why it ends then:" in out
    assert "T-1 is the last of the tasks below it" in out


def test_a_negative_float_says_what_is_missing(milepost: CommandLine):
    milepost.project(plan=PLAN.replace("duration: 1d", "duration: 4d, deadline: 2026-02-09"))
    assert "total float  -2 days" in milepost("explain", "T-3").out


def test_an_unknown_name_is_compared_with_rules_and_records(milepost: CommandLine):
    milepost.project(plan=PLAN.replace("T-2", "T-LOAD"))
    task = milepost("explain", "T-LAOD")
    assert (task.code, "Did you mean T-LOAD" in task.err) == (2, True)
    rule = milepost("explain", "schedule/dependency-cycel")
    assert (rule.code, "schedule/dependency-cycle" in rule.err) == (2, True)
    assert "no rule is called" in rule.err


def test_other_records_have_no_dates_to_explain(milepost: CommandLine):
    milepost.project(plan=PLAN)
    run = milepost("explain", "raj")
    assert run.code == 2
    assert "raj is a person (people.yaml:" in run.err


def test_without_a_project_only_rules_are_known(milepost: CommandLine):
    run = milepost("explain", "T-1")
    assert run.code == 2
    assert "no project.yaml" in run.err


def test_a_plan_in_a_circle_explains_nothing(milepost: CommandLine):
    milepost.project(plan=PLAN.replace("duration: 5d", "duration: 5d, predecessors: [T-2]"))
    run = milepost("explain", "T-1")
    assert run.code == 2
    assert "permits no schedule" in run.err


def test_a_circle_is_printed_whole_with_the_place_of_every_link(milepost: CommandLine):
    milepost.project(
        plan="""\
tasks:
  - {id: T-1, name: Map, duration: 5d, owner: mara, predecessors: [T-3]}
  - {id: T-2, name: Load, duration: 3d, owner: raj, predecessors: [T-1]}
  - id: T-3
    name: Print
    duration: 1d
    owner: raj
    predecessors:
      - T-2 SS+1d
"""
    )
    run = milepost("check")
    assert run.code == 1
    assert "predecessors lead in a circle: T-3 -> T-1 -> T-2 -> T-3" in run.out
    for place in ("plan.yaml:2:68", "plan.yaml:3:68", "plan.yaml:9:9"):
        assert place in run.out
    assert "T-2 waits for T-1" in run.out
    assert "T-3 waits for T-2" in run.out
