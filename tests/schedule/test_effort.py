"""Tasks whose duration follows from the work of their people."""

from decimal import Decimal

import pytest

from milepost.schedule.instants import instant_text
from tests.schedule.written import CALENDARS, PROJECT, dates, schedule_of

PEOPLE = """\
people:
  - {id: mara, name: Mara Lindqvist}
  - {id: raj, name: Raj Okafor}
"""
NIGHTS = '  - {id: nights, name: Nights, week: {monday: ["22:00-06:00"], wednesday: ["22:00-06:00"]}}\n'


def plan(*tasks):
    return "tasks:\n" + "".join(
        f"  - {{id: T-{place}, name: Task, {task}}}\n" for place, task in enumerate(tasks, 1)
    )


def scheduled(folder, *tasks, people=PEOPLE, calendars=CALENDARS, project=PROJECT):
    files = {
        "plan.yaml": plan(*tasks),
        "people.yaml": people,
        "calendars.yaml": calendars,
        "project.yaml": project,
    }
    return schedule_of(folder, files).tasks


def spans(task):
    return {
        one.who: (instant_text(one.start), instant_text(one.finish), one.minutes) for one in task.assignments
    }


@pytest.mark.parametrize(
    ("work", "units", "days"), [("40h", "100%", 5), ("40h", "50%", 10), ("60h", "150%", 5), ("36h", "75%", 6)]
)
def test_duration_is_work_divided_by_units(tmp_path, work, units, days):
    task = scheduled(tmp_path, f"effort: {work}, assignments: [{{who: raj, units: {units}}}]")["T-1"]
    assert task.duration == days * 480
    (one,) = task.assignments
    assert (one.who, one.minutes, one.units) == ("raj", int(work[:-1]) * 60, Decimal(units[:-1]) / 100)


def test_people_with_work_of_their_own_end_with_the_longer(tmp_path):
    written = "assignments: [{who: mara, effort: 40h}, {who: raj, units: 50%, effort: 16h}]"
    task = scheduled(tmp_path, written)["T-1"]
    assert task.duration == 5 * 480
    assert spans(task) == {
        "mara": ("2026-06-01T08:00", "2026-06-05T17:00", 2400),
        "raj": ("2026-06-01T08:00", "2026-06-04T17:00", 960),
    }


def test_the_work_is_divided_by_units_and_capacity(tmp_path):
    people = PEOPLE.replace("name: Raj Okafor", "name: Raj Okafor, capacity: 60%")
    task = scheduled(tmp_path, "effort: 16d, assignments: [mara, raj]", people=people)["T-1"]
    assert spans(task) == {
        "mara": ("2026-06-01T08:00", "2026-06-12T17:00", 10 * 480),
        "raj": ("2026-06-01T08:00", "2026-06-12T17:00", 6 * 480),
    }


def test_shares_of_the_work_add_up_to_the_work(tmp_path):
    people = PEOPLE + "  - {id: zoe, name: Zoe Abara, capacity: 70%}\n"
    task = scheduled(tmp_path, "effort: 1000min, assignments: [mara, raj, zoe]", people=people)["T-1"]
    assert sum(one.minutes for one in task.assignments) == 1000


def test_what_others_do_not_do_is_left_to_the_rest(tmp_path):
    task = scheduled(tmp_path, "effort: 10d, assignments: [{who: mara, effort: 4d}, raj]")["T-1"]
    assert [one.minutes for one in task.assignments] == [4 * 480, 6 * 480]
    assert task.duration == 6 * 480


def test_work_waits_for_leave_and_for_who_joins(tmp_path):
    people = PEOPLE.replace("Raj Okafor", "Raj Okafor, leave: [{from: 2026-06-02, to: 2026-06-03}]")
    people = people.replace("Mara Lindqvist", "Mara Lindqvist, joins: 2026-06-10")
    tasks = scheduled(
        tmp_path, "effort: 2d, assignments: [raj]", "effort: 2d, assignments: [mara, raj]", people=people
    )
    assert dates(tasks["T-1"]) == ("2026-06-01T08:00", "2026-06-04T17:00")
    assert spans(tasks["T-2"]) == {
        "mara": ("2026-06-10T08:00", "2026-06-10T17:00", 480),
        "raj": ("2026-06-01T08:00", "2026-06-01T17:00", 480),
    }
    assert dates(tasks["T-2"]) == ("2026-06-01T08:00", "2026-06-10T17:00")


def test_capacity_changes_by_date(tmp_path):
    people = PEOPLE.replace("Raj Okafor", "Raj Okafor, capacity: [{from: 2026-06-03, percent: 50%}]")
    tasks = scheduled(
        tmp_path,
        "effort: 4d, assignments: [raj]",
        "effort: 1d, assignments: [raj], predecessors: [T-1]",
        people=people,
    )
    assert dates(tasks["T-1"]) == ("2026-06-01T08:00", "2026-06-08T17:00")  # two days, then two at half
    assert dates(tasks["T-2"]) == ("2026-06-09T08:00", "2026-06-10T17:00")
    assert [task.total_float for task in tasks.values()] == [0, 0]
    assert [task.late_start - task.start for task in tasks.values()] == [0, 0]


def test_people_work_on_a_task_within_its_calendar(tmp_path):
    people = PEOPLE.replace("Mara Lindqvist", "Mara Lindqvist, calendar: always")
    always = ", ".join(
        f'{day}: ["00:00-24:00"]'
        for day in ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    )
    calendars = (
        CALENDARS + NIGHTS + f"  - {{id: always, name: Always, hours_per_day: 24, week: {{{always}}}}}\n"
    )
    task = scheduled(
        tmp_path,
        "effort: 16h, calendar: nights, assignments: [mara]",
        people=people,
        calendars=calendars,
    )["T-1"]
    assert dates(task) == ("2026-06-01T22:00", "2026-06-04T06:00")


def test_a_fixed_duration_stays_on_the_calendar_of_the_task(tmp_path):
    people = PEOPLE.replace(
        "Raj Okafor", "Raj Okafor, capacity: 80%, leave: [{from: 2026-06-02, to: 2026-06-03}]"
    )
    task = scheduled(tmp_path, "duration: 5d, assignments: [raj, mara]", people=people)["T-1"]
    assert dates(task) == ("2026-06-01T08:00", "2026-06-05T17:00")
    assert [one.minutes for one in task.assignments] == [4 * 480, 5 * 480]


def test_the_work_of_an_elapsed_duration_is_that_of_its_working_time(tmp_path):
    task = scheduled(tmp_path, "duration: 7ed, assignments: [raj]")["T-1"]
    assert [one.minutes for one in task.assignments] == [5 * 480]


def test_the_work_of_a_level_of_effort_is_that_of_what_it_spans(tmp_path):
    written = "type: level-of-effort, assignments: [{who: raj, units: 20%}], predecessors: [T-1 SS, T-1 FF]"
    task = scheduled(tmp_path, "duration: 10d", written)["T-2"]
    assert [one.minutes for one in task.assignments] == [2 * 480]


def test_effort_of_nobody_lasts_as_long_as_the_work(tmp_path):
    task = scheduled(tmp_path, "effort: 3d")["T-1"]
    assert (task.duration, task.assignments) == (3 * 480, ())


def test_a_later_start_of_people_may_cost_nothing_and_float_knows(tmp_path):
    people = PEOPLE.replace("Raj Okafor", "Raj Okafor, leave: [{from: 2026-06-01, to: 2026-06-05}]")
    task = scheduled(
        tmp_path, "assignments: [{who: mara, effort: 2d}, {who: raj, effort: 5d}]", people=people
    )["T-1"]
    assert dates(task) == ("2026-06-01T08:00", "2026-06-12T17:00")
    assert (task.start_float, task.finish_float, task.total_float) == (5 * 480, 0, 0)
    assert instant_text(task.late_start) == "2026-06-08T08:00"


STATUS = PROJECT.replace("status_date: 2026-06-01", "status_date: 2026-06-08")


@pytest.mark.parametrize(
    ("progress", "finish", "left"),
    [
        ("percent: 50", "2026-06-12T17:00", 10 * 480),
        ("remaining_effort: 4d", "2026-06-09T17:00", 4 * 480),
        ("remaining: 3d", "2026-06-10T17:00", 6 * 480),
        ("actual_effort: 18d", "2026-06-08T17:00", 2 * 480),
        ("percent: 90, remaining_effort: 8d", "2026-06-11T17:00", 8 * 480),
    ],
)
def test_what_is_left_of_the_work_goes_on_from_the_status_date(tmp_path, progress, finish, left):
    written = f"effort: 20d, assignments: [mara, raj], progress: {{actual_start: 2026-06-01, {progress}}}"
    task = scheduled(tmp_path, written, project=STATUS)["T-1"]
    assert instant_text(task.finish) == finish
    assert sum(one.remaining for one in task.assignments) == left
    assert {one.remaining_start for one in task.assignments} == {task.remaining_start}
    assert sum(one.minutes for one in task.assignments) == 20 * 480
    assert (task.start_float, task.finish_float, task.total_float) == (None, 0, 0)


def test_who_works_alone_reports_remaining_effort_too(tmp_path):
    written = (
        "effort: 10d, assignments: [{who: raj, units: 50%}], "
        "progress: {actual_start: 2026-06-01, remaining_effort: 2d}"
    )
    task = scheduled(tmp_path, written, project=STATUS)["T-1"]
    assert instant_text(task.finish) == "2026-06-11T17:00"
    assert [one.remaining for one in task.assignments] == [960]


def test_work_that_is_done_has_its_actual_dates(tmp_path):
    written = (
        "effort: 10d, assignments: [mara, raj], "
        "progress: {actual_start: 2026-06-01, actual_finish: 2026-06-04, percent: 100}"
    )
    task = scheduled(tmp_path, written, project=STATUS)["T-1"]
    assert dates(task) == ("2026-06-01T08:00", "2026-06-04T17:00")
    assert [one.remaining for one in task.assignments] == [0, 0]


def test_finish_links_and_constraints_reach_the_last_of_the_crew(tmp_path):
    tasks = scheduled(
        tmp_path,
        "duration: 10d",
        "assignments: [{who: mara, effort: 2d}, {who: raj, effort: 4d}], predecessors: [T-1 FF]",
        "effort: 8d, assignments: [mara, raj], constraint: {type: finish-no-earlier-than, date: 2026-06-10}",
        "effort: 8d, assignments: [mara, raj], constraint: {type: must-finish-on, date: 2026-06-11}",
        "effort: 8d, assignments: [mara, raj], constraint: {type: as-late-as-possible}",
    )
    assert dates(tasks["T-2"]) == ("2026-06-09T08:00", "2026-06-12T17:00")
    assert dates(tasks["T-3"]) == ("2026-06-05T08:00", "2026-06-10T17:00")
    assert dates(tasks["T-4"]) == ("2026-06-08T08:00", "2026-06-11T17:00")
    assert dates(tasks["T-5"]) == ("2026-06-09T08:00", "2026-06-12T17:00")
    assert tasks["T-2"].total_float == tasks["T-4"].total_float == 0


def test_options_of_criticality(tmp_path):
    tasks = ("duration: 10d", "duration: 8d", "duration: 3d")
    settings = PROJECT + "schedule: {near_critical: 2d, critical: total-float}\nrequired_finish: 2026-06-10\n"
    found = scheduled(tmp_path, *tasks, project=settings)
    assert [task.critical for task in found.values()] == [True, True, False]
    assert [task.near_critical for task in found.values()] == [False, False, False]
    found = scheduled(tmp_path, *tasks, project=PROJECT + "schedule: {near_critical: 2d}\n")
    assert [task.critical for task in found.values()] == [True, False, False]
    assert [task.near_critical for task in found.values()] == [False, True, False]
    assert [task.float_path for task in found.values()] == [1, 2, 3]


def test_late_limits_and_as_late_as_possible_are_chosen_in_project_yaml(tmp_path):
    tasks = (
        "duration: 5d",
        "duration: 2d, predecessors: [T-1], constraint: {type: start-no-later-than, date: 2026-06-04}",
        "duration: 1d, constraint: {type: as-late-as-possible}",
        "duration: 1d, predecessors: [T-3]",
    )
    found = scheduled(tmp_path, *tasks)
    assert dates(found["T-2"])[0] == "2026-06-04T08:00"
    assert dates(found["T-3"])[0] == "2026-06-04T08:00"
    options = "schedule: {late_limits: logic-first, as_late_as_possible: free-float}\n"
    found = scheduled(tmp_path, *tasks, project=PROJECT + options)
    assert dates(found["T-2"])[0] == "2026-06-08T08:00"
    assert found["T-2"].total_float == -2 * 480
    assert dates(found["T-3"])[0] == "2026-06-01T08:00"
