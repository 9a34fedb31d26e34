"""A project's plan levelled by `schedule.levelling`: dates, what waits for whom, and both finishes."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings

from milepost.schedule.instants import instant_text
from milepost.schedule.load_plan import load_of_project
from milepost.schedule.plan import compute_schedule, levelling_of
from milepost.schedule.why import explain
from tests.schedule.people_plans import plans
from tests.schedule.written import PROJECT, dates, load, schedule_of

PEOPLE = """\
people:
  - {id: mara, name: Mara Lindqvist, capacity: 80%, leave: [{from: 2026-06-10, to: 2026-06-11}]}
  - {id: raj, name: Raj Okafor}
"""
LEVELLED = PROJECT + "schedule: {levelling: resource-limited}\n"


def levelled(folder: Path, tasks: str, project: str = LEVELLED, people: str = PEOPLE):
    return schedule_of(
        folder, {"project.yaml": project, "people.yaml": people, "plan.yaml": f"tasks:\n{tasks}"}
    )


def starts(schedule):
    return {id_: instant_text(task.start)[:10] for id_, task in schedule.tasks.items()}


TWO = """\
  - {id: T-1, name: One, duration: 3d, assignments: [raj]}
  - {id: T-2, name: Two, duration: 2d, assignments: [raj], priority: 700}
  - {id: M-1, name: Both, milestone: true, predecessors: [T-1, T-2]}
"""


def test_one_person_does_one_thing_after_the_other_the_higher_priority_first(tmp_path: Path) -> None:
    found = levelled(tmp_path, TWO)

    assert dates(found.tasks["T-2"]) == ("2026-06-01T08:00", "2026-06-02T17:00")
    assert dates(found.tasks["T-1"]) == ("2026-06-03T08:00", "2026-06-05T17:00")
    assert found.levelled is not None
    assert instant_text(found.levelled.unlevelled_finish) == "2026-06-03T17:00"
    assert instant_text(found.levelled.finish) == instant_text(found.finish) == "2026-06-05T17:00"
    assert {id_: wait[1:] for id_, wait in found.levelled.waits.items()} == {"T-1": ("raj", "T-2")}


def test_the_levelled_finish_hangs_on_a_chain_of_links_and_people(tmp_path: Path) -> None:
    found = levelled(tmp_path, TWO)

    assert found.levelled is not None
    assert [(step.task, step.after, step.who) for step in found.levelled.path] == [
        ("T-2", None, None),
        ("T-1", "T-2", "raj"),
        ("M-1", "T-1", None),
    ]
    assert [instant_text(step.finish) for step in found.levelled.path[1:]] == ["2026-06-05T17:00"] * 2


def test_the_chain_is_the_longest_path_where_nobody_is_short(tmp_path: Path) -> None:
    tasks = """\
  - {id: P, name: Phase, tasks: [{id: T-1, name: One, duration: 3d, assignments: [raj]}]}
  - {id: T-2, name: Two, duration: 2d, assignments: [mara]}
  - {id: T-3, name: Three, duration: 1d, predecessors: [P, T-2]}
"""
    found = levelled(tmp_path, tasks)

    assert found.levelled is not None
    assert [step.task for step in found.levelled.path] == list(found.critical_path) == ["T-1", "T-3"]


def test_without_being_asked_dates_are_those_of_links_and_levelling_is_a_question(tmp_path: Path) -> None:
    project = load(tmp_path, {"people.yaml": PEOPLE, "plan.yaml": f"tasks:\n{TWO}"}).project
    found, _ = compute_schedule(project, lambda *_: {})

    assert found is not None
    assert found.levelled is None
    assert instant_text(found.finish) == "2026-06-03T17:00"
    asked = levelling_of(project, found)
    assert asked is not None
    assert instant_text(asked.finish) == "2026-06-05T17:00"


def test_the_wait_is_told_back_to_its_root(tmp_path: Path) -> None:
    files = {"project.yaml": LEVELLED, "people.yaml": PEOPLE, "plan.yaml": f"tasks:\n{TWO}"}
    project = load(tmp_path, files).project
    found, _ = compute_schedule(project, lambda *_: {})
    assert found is not None
    told = explain(found, project, "M-1")

    assert told is not None
    assert [(step.task, step.cause.value) for step in told.finish] == [
        ("T-2", "project-start"),
        ("T-2", "duration"),
        ("T-1", "levelling"),
        ("T-1", "duration"),
        ("M-1", "link"),
    ]
    assert "raj is free of T-2" in told.finish[2].reason


def test_smoothing_uses_float_only(tmp_path: Path) -> None:
    tasks = """\
  - {id: T-1, name: Long, duration: 5d, assignments: [mara]}
  - {id: T-2, name: One, duration: 2d, assignments: [raj]}
  - {id: T-3, name: Two, duration: 2d, assignments: [raj]}
"""
    found = levelled(tmp_path, tasks, PROJECT + "schedule: {levelling: smoothing}\n")

    assert starts(found) == {"T-1": "2026-06-01", "T-2": "2026-06-01", "T-3": "2026-06-03"}
    assert found.levelled is not None
    assert found.levelled.finish == found.levelled.unlevelled_finish


@pytest.mark.parametrize(
    ("one", "other", "second_starts"),
    [
        ("[{who: raj, units: 50%}]", "[{who: raj, units: 50%}]", "2026-06-01"),
        ("[{who: raj, units: 60%}]", "[{who: raj, units: 50%}]", "2026-06-03"),
        ("[{who: mara, units: 40%}]", "[{who: mara, units: 40%}]", "2026-06-01"),
        ("[{who: mara, units: 50%}]", "[{who: mara, units: 40%}]", "2026-06-03"),
        ("[{who: mara, effort: 5h}]", "[{who: mara, effort: 5h}]", "2026-06-01"),
        ("[{who: mara, effort: 8h}]", "[{who: mara, effort: 8h}]", "2026-06-03"),
        ("[raj]", "[mara]", "2026-06-01"),
    ],
)
def test_parts_of_what_somebody_gives_to_the_project_add_up(
    tmp_path: Path, one: str, other: str, second_starts: str
) -> None:
    tasks = f"""\
  - {{id: T-1, name: One, duration: 2d, assignments: {one}}}
  - {{id: T-2, name: Two, duration: 2d, assignments: {other}}}
"""
    assert starts(levelled(tmp_path, tasks))["T-2"] == second_starts


def test_what_is_under_way_or_imposed_stays_and_the_rest_goes_round_it(tmp_path: Path) -> None:
    tasks = """\
  - {id: T-1, name: First in the file, duration: 3d, assignments: [raj]}
  - {id: T-2, name: Under way, duration: 4d, assignments: [raj], progress: {actual_start: 2026-05-28, remaining: 2d}}
  - id: T-3
    name: Imposed
    duration: 1d
    assignments: [raj]
    constraint: {type: must-start-on, date: 2026-06-04}
"""
    found = levelled(tmp_path, tasks)

    assert dates(found.tasks["T-2"])[1] == "2026-06-02T17:00"
    assert dates(found.tasks["T-3"]) == ("2026-06-04T08:00", "2026-06-04T17:00")
    assert dates(found.tasks["T-1"]) == ("2026-06-05T08:00", "2026-06-09T17:00")


def test_links_on_summaries_hold_when_what_is_below_them_waits(tmp_path: Path) -> None:
    tasks = """\
  - id: T-1
    name: Build
    tasks:
      - {id: T-11, name: One, duration: 2d, assignments: [raj]}
      - {id: T-12, name: Two, duration: 2d, assignments: [raj]}
  - id: T-2
    name: Test
    predecessors: [T-1]
    tasks:
      - {id: T-21, name: Three, duration: 1d, assignments: [mara]}
"""
    found = levelled(tmp_path, tasks)

    assert dates(found.tasks["T-1"]) == ("2026-06-01T08:00", "2026-06-04T17:00")
    assert dates(found.tasks["T-21"]) == ("2026-06-05T08:00", "2026-06-05T17:00")


def test_as_late_as_possible_is_levelled_from_where_it_stands(tmp_path: Path) -> None:
    tasks = """\
  - {id: T-1, name: Long, duration: 5d, assignments: [mara]}
  - {id: T-2, name: Late, duration: 1d, assignments: [raj], constraint: {type: as-late-as-possible}}
  - {id: T-3, name: Also late, duration: 1d, assignments: [raj], constraint: {type: as-late-as-possible}}
"""
    found = levelled(tmp_path, tasks)

    assert sorted(starts(found).values()) == ["2026-06-01", "2026-06-05", "2026-06-08"]
    assert found.levelled is not None
    assert found.levelled.finish > found.levelled.unlevelled_finish


def test_others_make_way_for_work_under_way_that_waits(tmp_path: Path) -> None:
    """Eva's second task was put where her first stood before that moved with what it waits for."""
    project = LEVELLED.replace("status_date: 2026-06-01", "status_date: 2026-06-03")
    people = PEOPLE + "  - {id: eva, name: Eva Brandt}\n"
    tasks = """\
  - {id: T-1, name: Busy, duration: 5d, assignments: [raj], priority: 900}
  - {id: T-2, name: Before, duration: 2d, assignments: [raj]}
  - id: T-3
    name: Begun
    duration: 4d
    assignments: [eva]
    predecessors: [T-2]
    progress: {actual_start: 2026-06-01, percent: 25}
  - {id: T-4, name: Hers, duration: 6d, assignments: [eva]}
"""
    found = levelled(tmp_path, tasks, project=project, people=people)
    assert instant_text(found.tasks["T-3"].remaining_start) == "2026-06-12T08:00"
    assert dates(found.tasks["T-4"]) == ("2026-06-03T08:00", "2026-06-10T17:00")
    assert found.levelled is not None
    assert found.levelled.bound == found.levelled.unlevelled_finish


def test_a_role_held_by_one_person_is_that_person(tmp_path: Path) -> None:
    people = PEOPLE + "roles:\n  - {id: tester, name: Tester, held_by: [raj]}\n"
    tasks = """\
  - {id: T-1, name: One, duration: 2d, assignments: [raj]}
  - {id: T-2, name: Two, duration: 2d, assignments: [tester]}
"""
    assert starts(levelled(tmp_path, tasks, people=people))["T-2"] == "2026-06-03"


@given(tasks=plans(begun=True))
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.filter_too_much,
    ],
)
def test_nobody_is_overloaded_after_levelling_and_it_is_the_same_each_time(
    tmp_path: Path, tasks: str
) -> None:
    people = PEOPLE + "  - {id: eva, name: Eva, leave: [{from: 2026-06-03, to: 2026-06-05}]}\n"
    written = LEVELLED.replace("status_date: 2026-06-01", "status_date: 2026-06-03")
    files = {"project.yaml": written, "people.yaml": people, "plan.yaml": f"tasks:\n{tasks}"}
    project = load(tmp_path, files).project
    found, _ = compute_schedule(project, lambda *_: {})
    again, _ = compute_schedule(project, lambda *_: {})

    assert found is not None
    assert again is not None
    busy = [one.who for task in found.tasks.values() if task.actual_start for one in task.assignments]
    assume(len(busy) == len(set(busy)))  # what is under way stays, even two things of one person
    assert found.levelled is not None
    assert starts(found) == starts(again)
    assert found.levelled == again.levelled
    assert found.finish == found.levelled.finish >= found.levelled.unlevelled_finish
    overloads = [
        one
        for person in load_of_project(project, found).people.values()
        for one in person.overloads
        if one.start >= project.settings.data_date  # what was done was done
    ]
    worst = max((one.ratio for one in overloads), default=1)
    assert worst < 1.01 or found.levelled.overloaded
