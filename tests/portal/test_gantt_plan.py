"""The Gantt chart of a project: rows, people, named days and reasons come from the plan."""

import pytest

from milepost.checking import check_project
from milepost.portal.compose.plan import gantt_view
from milepost.portal.geometry import day_of

FILES = {
    "project.yaml": """\
milepost: 1
id: P-1
name: Small
start: 2026-06-01
status_date: 2026-06-01
calendar: std
currency: EUR
""",
    "calendars.yaml": """\
calendars:
  - id: std
    name: Standard week
    week:
      monday: ["08:00-12:00", "13:00-17:00"]
      tuesday: ["08:00-12:00", "13:00-17:00"]
      wednesday: ["08:00-12:00", "13:00-17:00"]
      thursday: ["08:00-12:00", "13:00-17:00"]
      friday: ["08:00-12:00", "13:00-17:00"]
    exceptions:
      - {from: 2026-06-08, to: 2026-06-09, hours: [], name: Works outing}
      - {date: 2026-06-13, hours: ["09:00-12:00"], name: Open day}
""",
    "people.yaml": """\
people:
  - {id: ada, name: Ada Roth, calendar: std}
  - {id: ben, name: Ben Aalto, calendar: std}
  - {id: ben2, name: Ben Zorn, calendar: std}
  - {id: rig, name: Test rig, type: equipment, calendar: std}
""",
    "plan.yaml": """\
tasks:
  - id: T-1
    name: Work
    tasks:
      - {id: T-2, name: First, duration: 3d, owner: ada}
      - {id: T-3, name: Second, duration: 8d, predecessors: [T-2 SS+1d], owner: ada, assignments: [ben, rig]}
      - {id: T-4, name: Done, milestone: true, predecessors: [T-3], owner: ben2}
""",
}


@pytest.fixture(scope="module")
def view(tmp_path_factory):
    folder = tmp_path_factory.mktemp("small")
    for name, text in FILES.items():
        (folder / name).write_text(text)
    report = check_project(folder).report
    return gantt_view(report.project, report.schedule, report.baseline)


def row(view, identifier):
    return next(one for one in view.rows if one.id == identifier)


def test_people_are_those_who_are_assigned_else_who_owns(view):
    assert [row(view, one).who for one in ("T-1", "T-2", "T-3", "T-4")] == [
        (),
        ("ada",),
        ("ben", "rig"),
        ("ben2",),
    ]


def test_people_stand_by_name_and_by_first_name_where_that_is_enough(view):
    assert [(one.id, one.name, one.short) for one in view.people] == [
        ("ada", "Ada Roth", "Ada"),
        ("ben", "Ben Aalto", "Ben Aalto"),
        ("ben2", "Ben Zorn", "Ben Zorn"),
        ("rig", "Test rig", "Test rig"),
    ]


def test_named_days_are_stretches_whether_worked_or_not(view):
    shown = [(one.name, day_of(one.start).isoformat(), day_of(one.finish).isoformat()) for one in view.names]
    assert shown == [
        ("Works outing", "2026-06-08", "2026-06-10"),
        ("Open day", "2026-06-13", "2026-06-14"),
    ]


def test_days_off_reach_beyond_the_plan(view):
    first, last = min(one.start for one in view.rows), max(one.finish for one in view.rows)
    assert any(finish < first for _, finish in view.nonworking)
    assert any(start > last for start, _ in view.nonworking)
    outing = next(one for one in view.names if one.name == "Works outing")
    assert any(start <= outing.start and outing.finish <= finish for start, finish in view.nonworking)
    assert all(
        finish <= outing.start or start >= outing.finish or finish == outing.finish
        for start, finish in view.nonworking
    )


def test_rows_say_what_set_their_start(view):
    assert row(view, "T-3").why.startswith("T-2")
    assert all(one.why for one in view.rows)
