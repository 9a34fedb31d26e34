"""The schedule assessment of a project as it is written, and what it finds."""

from pathlib import Path

import pytest

from milepost.budget.baseline import baseline_in_force
from milepost.schedule.health_model import Tie
from milepost.schedule.health_plan import assess_project, limits_of, must_follow
from tests.budget.written import PROJECT, load, schedule_of
from tests.rule_examples import check, write

CHAIN = "".join(
    f"  - {{id: T-{n}, name: Step {n}, duration: 2d, owner: mara, assignments: [mara]"
    + (f", predecessors: [T-{n - 1}]" if n > 1 else "")
    + "}\n"
    for n in range(1, 12)
)
PEOPLE = "people:\n  - {id: mara, name: Mara Lindqvist}\n"
END = "  - {id: M-1, name: Live, milestone: true, predecessors: [T-11]}\n"


def plan_of(text, folder, project="", **files):
    named = {f"{key.replace('__', '/')}.yaml": value for key, value in files.items()}
    loaded = load(folder, {"project.yaml": PROJECT + project, "plan.yaml": f"tasks:\n{text}", **named})
    return loaded.project, schedule_of(loaded)


def health_of(text, folder, project="", **files):
    written, schedule = plan_of(text, folder, project, **files)
    baseline = baseline_in_force(written)
    return assess_project(written, schedule, None if baseline is None else baseline.tasks)


def figures(text, folder, project="", **files):
    return health_of(text, folder, project, **files).figures


def test_milestones_summaries_and_support_are_no_tasks(tmp_path: Path) -> None:
    health = health_of(
        "  - {id: S-1, name: Phase, tasks: [{id: T-1, name: Work, duration: 2d}]}\n"
        "  - {id: L-1, name: Office, type: level-of-effort, duration: 5d}\n"
        "  - {id: T-2, name: Done, duration: 1d, progress: {actual_start: 2026-06-01, actual_finish: 2026-06-01, percent: 100}}\n"
        "  - {id: M-1, name: Live, milestone: true, predecessors: [T-1, T-2]}\n",
        tmp_path,
    )
    assert (health.tasks, health.links) == (1, 0)
    assert health.figures["logic"].offenders == ("T-1",)


def test_links_as_text_and_as_fields_with_their_lags(tmp_path: Path) -> None:
    found = figures(
        "  - {id: T-1, name: A, duration: 4d}\n"
        "  - {id: T-2, name: B, duration: 4d, predecessors: [T-1 SS+2d]}\n"
        "  - {id: T-3, name: C, duration: 4d, predecessors: [{task: T-2, type: FF, lag: -4h}, {task: T-1, lag: 3ed}]}\n",
        tmp_path,
    )
    assert found["leads"].links == (Tie("T-2", "T-3", "FF", -0.5),)
    assert found["lags"].links == (Tie("T-1", "T-2", "SS", 2), Tie("T-1", "T-3", "FS", 3))
    assert found["relationship_types"].value == pytest.approx(100 / 3)


def test_links_of_a_summary_count_for_what_is_below_it(tmp_path: Path) -> None:
    found = figures(
        "  - {id: T-1, name: First, duration: 1d, predecessors: [M-0]}\n"
        "  - {id: M-0, name: Go, milestone: true}\n"
        "  - id: S-1\n    name: Phase\n    predecessors: [T-1]\n    tasks:\n"
        "      - {id: S-2, name: Part, tasks: [{id: T-2, name: Deep, duration: 1d}]}\n"
        "  - {id: T-3, name: Last, duration: 1d, predecessors: [S-1]}\n",
        tmp_path,
    )
    assert found["logic"].offenders == ("T-3",)


@pytest.mark.parametrize(
    ("type_", "hard"),
    [
        ("must-start-on", True),
        ("must-finish-on", True),
        ("start-no-later-than", True),
        ("finish-no-later-than", True),
        ("start-no-earlier-than", False),
        ("finish-no-earlier-than", False),
    ],
)
def test_hard_constraints(tmp_path: Path, type_: str, hard: bool) -> None:
    text = f"  - {{id: T-1, name: A, duration: 1d, constraint: {{type: {type_}, date: 2026-07-01}}}}\n"
    assert figures(text, tmp_path)["hard_constraints"].count == hard


def test_float_beyond_the_projects_own_limit(tmp_path: Path) -> None:
    text = "  - {id: T-1, name: A, duration: 1d}\n  - {id: T-2, name: B, duration: 21d}\n"
    assert figures(text, tmp_path)["high_float"].count == 0
    found = figures(text, tmp_path, "schedule: {high_float: 15d}\n")
    assert found["high_float"].offenders == ("T-1",)


def test_negative_float_against_the_required_finish(tmp_path: Path) -> None:
    text = "  - {id: T-1, name: A, duration: 10d}\n  - {id: T-2, name: B, duration: 1d}\n"
    assert figures(text, tmp_path, "required_finish: 2026-06-08\n")["negative_float"].offenders == ("T-1",)


def test_a_duration_by_the_clock_is_measured_in_working_time(tmp_path: Path) -> None:
    text = "  - {id: T-1, name: A, duration: 28ed}\n  - {id: T-2, name: B, duration: 60ed}\n"
    found = figures(text, tmp_path, "schedule: {long_task: 30d, high_float: 24d}\n")
    assert found["high_duration"].offenders == ("T-2",)
    assert found["high_float"].offenders == ()


def test_long_tasks_of_a_later_wave_are_not_counted(tmp_path: Path) -> None:
    text = (
        "  - {id: T-1, name: A, duration: 60d}\n"
        "  - {id: T-2, name: B, duration: 60d, tags: [planning-package]}\n"
    )
    assert figures(text, tmp_path)["high_duration"].offenders == ("T-1",)


def test_unstarted_work_in_the_past_is_invalid(tmp_path: Path) -> None:
    text = "  - {id: T-1, name: A, duration: 1d}\n"
    assert figures(text, tmp_path)["invalid_dates"].offenders == ()
    found = figures(text, tmp_path, "schedule: {unstarted_work: as-planned}\n")
    assert found["invalid_dates"].offenders == ("T-1",)


def test_people_cost_and_budget_lines_are_resources(tmp_path: Path) -> None:
    found = figures(
        "  - {id: T-1, name: A, duration: 1d, assignments: [mara]}\n"
        "  - {id: T-2, name: B, duration: 1d, cost: 100 EUR}\n"
        "  - {id: T-3, name: C, duration: 1d}\n"
        "  - {id: T-4, name: D, duration: 4h}\n"
        "  - {id: T-5, name: E, duration: 1d, cost: 0 EUR}\n",
        tmp_path,
        people=PEOPLE,
        budget="lines:\n  - {id: B-1, title: Trucks, task: T-3, amount: 50 EUR}\n",
    )
    assert found["resources"].offenders == ("T-5",)
    assert found["resources"].passed is None


BASELINE = """\
id: B1
created: 2026-05-29
tasks:
  T-1: {start: 2026-06-01, finish: 2026-06-02, duration: 2d}
  T-2: {start: 2026-06-01, finish: 2026-06-03, duration: 50d}
  M-1: {start: 2026-06-30, finish: 2026-06-30, milestone: true}
"""
BASELINED = (
    "  - {id: T-1, name: A, duration: 2d, progress: {actual_start: 2026-06-01, actual_finish: 2026-06-02, percent: 100}}\n"
    "  - {id: T-2, name: B, duration: 22d, predecessors: [T-1]}\n"
    "  - {id: T-3, name: C, duration: 1d}\n"
    "  - {id: M-1, name: Live, milestone: true, predecessors: [T-2]}\n"
)


def test_against_the_baseline(tmp_path: Path) -> None:
    health = health_of(BASELINED, tmp_path, "baseline: {name: B1}\n", baselines__B1=BASELINE)
    found = health.figures
    assert (found["missed_tasks"].offenders, found["missed_tasks"].of) == (("T-2",), 2)
    assert health.hit_percent == 50
    assert found["bei"].value == pytest.approx(1 / 3)
    assert found["bei"].offenders == ("T-2", "T-3")
    assert found["high_duration"].offenders == ("T-2",)
    # M-1 on 3 July: 21 working days from the status date, three later than the baseline
    assert health.completion == "M-1"
    assert found["cpli"].value == pytest.approx((21 - 3) / 21)


def test_without_a_baseline_the_required_finish_counts_and_then_the_target(tmp_path: Path) -> None:
    text = "  - {id: T-1, name: A, duration: 11d}\n"
    assert figures(text, tmp_path)["cpli"].value is None
    assert figures(text, tmp_path, "target_finish: 2026-06-17\n")["cpli"].value == pytest.approx(
        (10 - 1) / 10
    )
    both = "target_finish: 2026-06-17\nrequired_finish: 2026-06-15\n"
    assert figures(text, tmp_path, both)["cpli"].value == pytest.approx((10 - 3) / 10)


def test_limits_are_the_usual_ones_unless_written(tmp_path: Path) -> None:
    settings = "schedule: {high_float: 20d, health: {logic: 7.5%, cpli: 0.9}}\n"
    project, schedule = plan_of("  - {id: T-1, name: A, duration: 1d}\n", tmp_path, settings)
    limits = limits_of(project, schedule.calendar)
    assert (limits.logic, limits.cpli, limits.high_float_days) == (7.5, 0.9, 20)
    assert (limits.lags, limits.bei, limits.long_task_days) == (5, 0.95, 44)


# -- what completes the project, and whether the critical path leads there ---------------------------------------


def completion(text, folder):
    return health_of(text, folder).completion


def test_the_last_milestone_that_nothing_waits_for_completes_the_project(tmp_path: Path) -> None:
    between = "  - {id: M-0, name: Half, milestone: true, predecessors: [T-3]}\n"
    assert completion(between + CHAIN + END, tmp_path) == "M-1"
    assert completion(CHAIN, tmp_path) == "T-11"
    done = "  - {id: T-1, name: A, duration: 1d, progress: {actual_start: 2026-06-01, actual_finish: 2026-06-01, percent: 100}}\n"
    assert completion(done, tmp_path) is None


VARIANTS = {
    "plain": (CHAIN + END, True, True),
    "pinned": (
        CHAIN + END.replace("]}", "], constraint: {type: must-finish-on, date: 2026-09-01}}"),
        False,
        False,
    ),
    "starts only": (
        CHAIN.replace("[T-10]", "[T-10 SS+2d]").replace("[T-1]", "[T-1 SS+2d]") + END,
        False,
        False,
    ),
    "pinned without a milestone": (
        CHAIN
        + "  - {id: T-12, name: Hand over, duration: 1d, predecessors: [T-11],"
        + " constraint: {type: must-finish-on, date: 2026-07-06}}\n"
        + "  - {id: T-13, name: Support, type: level-of-effort, predecessors: [T-12 FF]}\n",
        False,
        False,
    ),
    "no milestone": (CHAIN + "  - {id: T-12, name: Aside, duration: 22d}\n", False, True),
    "a later date": (
        CHAIN.replace("[T-4]", "[T-4], constraint: {type: start-no-earlier-than, date: 2026-06-10}") + END,
        True,
        True,
    ),
    "over a summary": (
        CHAIN.replace("[T-4]", "[S-1]")
        + "  - id: S-1\n    name: Part\n    predecessors: [T-4]\n    tasks: [{id: T-20, name: In it, duration: 1d}]\n"
        + END,
        False,
        True,
    ),
}


@pytest.mark.parametrize("name", VARIANTS)
def test_whether_the_completion_follows(tmp_path: Path, name: str) -> None:
    text, plain, passed = VARIANTS[name]
    project, schedule = plan_of(text, tmp_path)
    health = assess_project(project, schedule, None)
    assert must_follow(project, schedule, health.completion) is plain
    assert health.metrics["critical_path_test"].passed is passed


# -- findings ----------------------------------------------------------------------------------------------------


def found(text, folder, **files):
    base = {"project.yaml": PROJECT, "plan.yaml": f"tasks:\n{text}", "people.yaml": PEOPLE}
    write(folder, {**base, **{f"{name}.yaml": value for name, value in files.items()}})
    return [one for one in check(folder).findings if one.rule.startswith("schedule/")]


def test_a_share_of_few_is_not_told(tmp_path: Path) -> None:
    few = "".join(f"  - {{id: T-{n}, name: Step {n}, duration: 1d, owner: mara}}\n" for n in range(9))
    assert found(few, tmp_path) == []
    many = few + "  - {id: T-9, name: Step 9, duration: 1d, owner: mara}\n"
    assert [one.rule for one in found(many, tmp_path)] == ["schedule/missing-logic"]


def test_a_limit_of_zero_is_told_at_once(tmp_path: Path) -> None:
    text = (
        "  - {id: T-1, name: A, duration: 3d, owner: mara}\n"
        "  - {id: T-2, name: B, duration: 3d, owner: mara, predecessors: [T-1 FS-1d]}\n"
    )
    (finding,) = found(text, tmp_path)
    assert finding.rule == "schedule/leads"
    assert finding.message == "1 of 1 links have a negative lag (100%; at most 0% are wanted)"
    assert finding.span is not None
    assert (finding.span.line, finding.span.column) == (3, 66)
    assert finding.record is None


def test_the_others_are_notes_and_many_are_counted(tmp_path: Path) -> None:
    many = "".join(f"  - {{id: T-{n}, name: Step {n}, duration: 1d, owner: mara}}\n" for n in range(15))
    (finding,) = found(many, tmp_path)
    assert finding.span is not None
    assert finding.span.line == 2
    assert [note.text for note in finding.notes] == [*(f"T-{n} Step {n}" for n in range(1, 11)), "and 4 more"]


def test_a_plan_without_any_people_is_not_told_of_it(tmp_path: Path) -> None:
    nobody = CHAIN.replace(", assignments: [mara]", "")
    assert "schedule/unresourced" not in {one.rule for one in found(nobody + END, tmp_path)}
    one = CHAIN.replace(", assignments: [mara]", "", 1)
    assert "schedule/unresourced" in {one.rule for one in found(one + END, tmp_path)}


def test_actual_dates_after_the_status_date_are_told_once(tmp_path: Path) -> None:
    text = "  - {id: T-1, name: A, duration: 3d, owner: mara, progress: {actual_start: 2026-06-08, percent: 10}}\n"
    assert [one.rule for one in found(text, tmp_path)] == ["schedule/actual-after-status-date"]


def test_limits_of_the_project_silence_a_point(tmp_path: Path) -> None:
    many = "".join(f"  - {{id: T-{n}, name: Step {n}, duration: 1d, owner: mara}}\n" for n in range(15))
    assert found(many, tmp_path, project=PROJECT + "schedule: {health: {logic: 100%}}\n") == []
