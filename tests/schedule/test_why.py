"""Why a task has its dates: the chain back to the root, with the line that causes each step."""

import pytest

from milepost.schedule.instants import instant_text
from milepost.schedule.plan import compute_schedule
from milepost.schedule.why import explain
from milepost.schedule.why_model import Cause, End
from tests.schedule.written import CALENDARS, PROJECT, load

PEOPLE = """\
people:
  - {id: mara, name: Mara Lindqvist}
  - id: raj
    name: Raj Okafor
    leave:
      - {from: 2026-06-08, to: 2026-06-10}
"""


def explained(folder, tasks, task_id, **files):
    texts = {f"{name}.yaml": text for name, text in files.items()}
    texts = {"plan.yaml": f"tasks:\n{tasks}", "people.yaml": PEOPLE, **texts}
    loaded = load(folder, texts)
    assert [str(finding) for finding in loaded.findings] == []
    schedule, _ = compute_schedule(loaded.project, lambda *_: {})
    return explain(schedule, loaded.project, task_id)


def steps(chain):
    """Task, which date, its day, the cause, and the line of each step."""
    return [
        (
            one.task,
            one.end.name,
            instant_text(one.date)[5:10],
            one.cause.value,
            str(one.place).rpartition(":")[0],
        )
        for one in chain
    ]


CHAIN = """\
  - id: T-1
    name: Order
    duration: 2d
    constraint: {type: start-no-earlier-than, date: 2026-06-02}
  - id: T-2
    name: Deliver
    duration: 3d
    predecessors:
      - T-1 FS+1d
  - id: T-3
    name: Test
    duration: 1d
    predecessors: [T-2 SS]
"""


def test_a_chain_of_links_leads_back_to_its_constraint(tmp_path):
    why = explained(tmp_path, CHAIN, "T-3")
    assert steps(why.start) == [
        ("T-1", "START", "06-02", "constraint", "plan.yaml:5"),
        ("T-1", "FINISH", "06-03", "duration", "plan.yaml:4"),
        ("T-2", "START", "06-05", "link", "plan.yaml:10"),
        ("T-3", "START", "06-05", "link", "plan.yaml:14"),
    ]
    assert [step.reason for step in why.start] == [
        "start no earlier than 2026-06-02",
        "takes 2d",
        "waits for T-1 to end, plus 1d",
        "waits for T-2 to start",
    ]
    assert why.finish[:-1] == why.start
    assert steps(why.finish)[-1] == ("T-3", "FINISH", "06-05", "duration", "plan.yaml:13")
    assert [change.condition for change in why.changes] == [
        "T-1 were not held by its constraint",
        "T-1 took less time",
        "the lag before T-2 were shorter",
        "T-3 took less time",
        "T-3 did not wait for T-2 to start",
    ]
    assert (why.critical, why.float_days) == (False, 2.0)


def test_the_root_may_be_the_start_of_the_project(tmp_path):
    why = explained(tmp_path, "  - {id: T-1, name: Order, duration: 1d}\n", "T-1")
    assert steps(why.start) == [("T-1", "START", "06-01", "project-start", "project.yaml:4")]
    assert why.critical


def test_the_root_may_be_the_status_date(tmp_path):
    later = PROJECT.replace("status_date: 2026-06-01", "status_date: 2026-06-08")
    why = explained(tmp_path, "  - {id: T-1, name: Order, duration: 1d}\n", "T-1", project=later)
    assert steps(why.start) == [("T-1", "START", "06-08", "status-date", "project.yaml:5")]


def test_leave_and_holidays_are_named(tmp_path):
    tasks = """\
  - {id: T-1, name: Order, duration: 5d}
  - {id: T-2, name: Test, effort: 1d, assignments: [raj], predecessors: [T-1]}
  - {id: T-3, name: Check, duration: 4d, predecessors: [T-1]}
"""
    shut = (
        CALENDARS.rstrip().removesuffix("}") + ", exceptions: [{date: 2026-06-09, hours: [], name: Feast}]}\n"
    )
    why = explained(tmp_path, tasks, "T-2", calendars=shut)
    assert steps(why.start)[-2:] == [
        ("T-2", "START", "06-05", "link", "plan.yaml:3"),
        ("T-2", "START", "06-11", "person", "people.yaml:6"),
    ]
    assert why.start[-1].reason == "raj is on leave until 2026-06-10"
    assert why.finish[-1].reason == "raj has 8 h of work"
    assert why.finish[-1].place.file == "plan.yaml"
    finish = explained(tmp_path, tasks, "T-3", calendars=shut).finish[-1]
    assert finish.reason == "takes 4d; 1 day off in between (Feast)"


def test_a_task_that_waits_for_the_end_of_a_shutdown_says_so(tmp_path):
    tasks = "  - {id: T-1, name: Order, duration: 1d}\n  - {id: T-2, name: Test, duration: 1d, predecessors: [T-1]}\n"
    shut = (
        CALENDARS.rstrip().removesuffix("}")
        + ",\n     exceptions: [{date: 2026-06-02, hours: [], name: Feast}]}\n"
    )
    why = explained(tmp_path, tasks, "T-2", calendars=shut)
    assert steps(why.start)[-1] == ("T-2", "START", "06-03", "calendar", "calendars.yaml:3")
    assert why.start[-1].reason == "Feast until 2026-06-02"


def test_of_several_people_the_last_one_is_named(tmp_path):
    tasks = "  - {id: T-1, name: Test, assignments: [{who: mara, effort: 1d}, {who: raj, units: 50%, effort: 2d}]}\n"
    last = explained(tmp_path, tasks, "T-1").finish[-1]
    assert (last.cause, last.reason) == (Cause.DURATION, "raj is the last of 2: 16 h of work at 50%")


def test_a_summary_is_explained_by_its_first_and_last_task(tmp_path):
    tasks = """\
  - id: T-1
    name: Phase
    constraint: {type: start-no-earlier-than, date: 2026-06-03}
    tasks:
      - {id: T-2, name: Order, duration: 1d}
      - {id: T-3, name: Test, duration: 2d, predecessors: [T-2]}
"""
    why = explained(tmp_path, tasks, "T-1")
    assert steps(why.start) == [
        ("T-2", "START", "06-03", "constraint", "plan.yaml:4"),
        ("T-1", "START", "06-03", "members", "plan.yaml:6"),
    ]
    assert why.start[0].reason == "start no earlier than 2026-06-03, which T-1 above it has"
    assert [step.task for step in why.finish] == ["T-2", "T-2", "T-3", "T-3", "T-1"]


def test_a_link_of_a_summary_is_shown_where_it_is_written(tmp_path):
    tasks = """\
  - {id: T-1, name: Order, duration: 1d}
  - id: T-2
    name: Phase
    predecessors: [T-1]
    tasks:
      - {id: T-3, name: Test, duration: 2d}
"""
    why = explained(tmp_path, tasks, "T-3")
    assert steps(why.start)[-1] == ("T-3", "START", "06-02", "link", "plan.yaml:5")


def test_a_finish_link_explains_both_ends(tmp_path):
    tasks = """\
  - {id: T-1, name: Write, duration: 5d}
  - {id: T-2, name: Review, duration: 1d, predecessors: [T-1 FF]}
"""
    why = explained(tmp_path, tasks, "T-2")
    assert why.start[-1].reason == why.finish[-1].reason == "is not to end before T-1 does"
    assert [step.end for step in why.finish] == [End.START, End.FINISH, End.FINISH]


def test_all_links_that_tie_are_named(tmp_path):
    tasks = "".join(f"  - {{id: T-{place}, name: Write, duration: 1d}}\n" for place in range(1, 5))
    tasks += "  - {id: T-5, name: Join, duration: 1d, predecessors: [T-1, T-2, T-3, T-4]}\n"
    step = explained(tmp_path, tasks, "T-5").start[-1]
    assert step.reason == "waits for T-1 to end (and likewise for T-2, T-3 and 1 more)"


STATUS = PROJECT.replace("status_date: 2026-06-01", "status_date: 2026-06-08")


@pytest.mark.parametrize(
    ("progress", "reason"),
    [
        ("percent: 50", "50% of 10d are done"),
        ("remaining: 5d", "5d are left"),
    ],
)
def test_of_started_work_the_rest_is_explained(tmp_path, progress, reason):
    tasks = (
        f"  - {{id: T-1, name: Write, duration: 10d, progress: {{actual_start: 2026-06-02, {progress}}}}}\n"
    )
    why = explained(tmp_path, tasks, "T-1", project=STATUS)
    assert steps(why.start) == [("T-1", "START", "06-02", "actual", "plan.yaml:2")]
    assert [(step.end, step.cause) for step in why.finish] == [
        (End.RESUME, Cause.STATUS_DATE),
        (End.FINISH, Cause.DURATION),
    ]
    assert why.finish[-1].reason == reason


def test_behind_finished_work_the_wait_goes_on_under_retained_logic(tmp_path):
    tasks = """\
  - {id: T-1, name: Write, duration: 7d, progress: {actual_start: 2026-06-01, remaining: 2d}}
  - {id: T-2, name: Read, duration: 2d, predecessors: [T-1],
     progress: {actual_start: 2026-06-03, actual_finish: 2026-06-04, percent: 100}}
  - {id: T-3, name: Print, duration: 1d, predecessors: [T-2]}
"""
    why = explained(tmp_path, tasks, "T-3", project=STATUS)
    assert [(step.task, step.cause) for step in why.start] == [
        ("T-1", Cause.STATUS_DATE),
        ("T-1", Cause.DURATION),
        ("T-2", Cause.ACTUAL),
        ("T-3", Cause.LINK),
    ]
    assert why.start[2].reason == "is done, but what it waited for is not: T-1 (retained logic)"


def test_milestones_levels_of_effort_and_late_tasks(tmp_path):
    tasks = """\
  - {id: T-1, name: Write, duration: 5d}
  - {id: M-1, name: Written, milestone: true, predecessors: [T-1]}
  - {id: T-2, name: Support, type: level-of-effort, predecessors: [T-1 SS, T-1 FF]}
  - {id: T-3, name: Bind, duration: 1d, constraint: {type: as-late-as-possible}}
"""
    milestone = explained(tmp_path, tasks, "M-1")
    assert steps(milestone.finish)[-1] == ("M-1", "FINISH", "06-05", "link", "plan.yaml:3")
    assert [step.cause for step in explained(tmp_path, tasks, "T-2").finish] == [Cause.MEMBERS]
    late = explained(tmp_path, tasks, "T-3")
    assert steps(late.start) == [("T-3", "START", "06-05", "as-late-as-possible", "plan.yaml:5")]


def test_what_is_done_needs_no_change_and_the_unknown_has_no_explanation(tmp_path):
    tasks = (
        "  - {id: T-1, name: Write, duration: 2d, "
        "progress: {actual_start: 2026-06-01, actual_finish: 2026-06-02, percent: 100}}\n"
    )
    why = explained(tmp_path, tasks, "T-1", project=STATUS)
    assert [step.reason for step in (*why.start, *why.finish)] == ["began then", "was done then"]
    assert (why.changes, why.total_float) == ((), None)
    assert explained(tmp_path, tasks, "T-9") is None


def test_a_chain_of_thousands_is_followed_without_end(tmp_path):
    tasks = "  - {id: T-0, name: Write, duration: 1h}\n" + "".join(
        f"  - {{id: T-{place}, name: Write, duration: 1h, predecessors: [T-{place - 1}]}}\n"
        for place in range(1, 3000)
    )
    assert len(explained(tmp_path, tasks, "T-2999").finish) == 6000
