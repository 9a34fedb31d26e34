"""The team in figures: skills, single points of failure, promises and absences."""

from pathlib import Path

from milepost.checking import check_project
from milepost.diagnostics.example import BASE
from milepost.people.compute import compute_people
from tests.people.test_stances import people_of
from tests.rule_examples import write

TEAM = (
    "people:\n"
    "  - {id: mara, name: Mara, skills: {sql: 4, ETL: 2}}\n"
    "  - {id: raj, name: Raj, skills: {SQL: 5}, leaves: 2026-03-01}\n"
    "  - {id: rig, name: Rig, type: equipment, skills: {sql: 5}}\n"
)


def test_skills_of_those_who_are_there(tmp_path: Path) -> None:
    people = people_of(
        tmp_path,
        people=TEAM + "roles:\n  - {id: tester, name: Tester, skills: {testing: 3}}\n",
        plan="tasks:\n  - {id: T-1, name: Load, duration: 5d, skills: {sql: 3}}\n"
        "  - {id: T-2, name: Move, duration: 5d, skills: {etl: 4}}\n"
        "  - {id: T-3, name: Done, duration: 5d, skills: {java: 3},\n"
        "     progress: {actual_start: 2026-05-04, actual_finish: 2026-05-08, percent: 100}}\n",
    )
    assert list(people.skills) == ["etl", "sql", "testing"]
    etl, sql, testing = people.skills.values()
    assert (sql.needed, sql.tasks, dict(sql.levels), sql.gap, sql.only) == (
        3,
        ("T-1",),
        {"mara": 4},
        0,
        "mara",
    )
    assert (etl.needed, etl.gap, etl.only) == (4, 2, "")
    assert (testing.needed, testing.tasks, testing.gap) == (3, ("tester",), 3)
    assert dict(people.single_points) == {"mara": ("sql",)}


def test_promises(tmp_path: Path) -> None:
    people = people_of(
        tmp_path,
        people=TEAM,
        dependencies="dependencies:\n"
        "  - {id: D-1, title: a, giver: raj, receiver: mara, need_by: 2026-05-22}\n"
        "  - {id: D-2, title: b, giver: raj, receiver: mara, need_by: 2026-08-01, promised_by: 2026-08-03}\n"
        "  - {id: D-3, title: c, giver: raj, receiver: mara, need_by: 2026-06-15}\n"
        "  - {id: D-4, title: d, giver: raj, receiver: mara, need_by: 2026-06-15, promised_by: 2026-06-15,\n"
        "     status: agreed, agreed_by_giver: raj, agreed_by_receiver: mara}\n"
        "  - {id: D-5, title: e, giver: raj, receiver: mara, need_by: 2026-05-01, promised_by: 2026-05-01,\n"
        "     status: delivered, delivered: 2026-05-04}\n"
        "  - {id: D-6, title: f, giver: raj, receiver: mara, need_by: 2026-05-01, status: cancelled}\n",
    )
    assert [
        (id_, one.gap_days, one.days_late, one.agreed, one.health) for id_, one in people.handovers.items()
    ] == [
        ("D-1", None, 10, False, "late"),
        ("D-2", 2, 0, False, "at-risk"),
        ("D-3", None, 0, False, "at-risk"),
        ("D-4", 0, 0, True, "open"),
        ("D-5", 3, 0, False, "done"),
        ("D-6", None, 0, False, "cancelled"),
    ]


def test_absences_and_the_tasks_they_touch(tmp_path: Path) -> None:
    away = (
        "people:\n"
        "  - {id: mara, name: Mara, email: m@example.org, calendar: std,\n"
        "     leave: [{from: 2026-01-05, to: 2026-01-06}, {from: 2026-06-01, to: 2026-06-05}]}\n"
        "  - {id: raj, name: Raj, calendar: std, substitute: mara, leave: [{from: 2026-02-16, to: 2026-02-17, reason: Rest}]}\n"
    )
    write(tmp_path, {**BASE, "people.yaml": away})
    checked = check_project(tmp_path)
    found = compute_people(checked.project, checked.report.schedule).absences
    assert [(one.who, str(one.first), one.reason, one.substitute, one.tasks) for one in found] == [
        ("raj", "2026-02-16", "Rest", "mara", ("T-3",)),
        ("mara", "2026-06-01", "", "", ()),
    ]


def test_letters_are_counted(tmp_path: Path) -> None:
    people = people_of(
        tmp_path,
        people=TEAM,
        raci="raci:\n  - {id: R-1, activity: a, responsible: [raj], accountable: [mara], informed: [raj]}\n"
        "  - {id: R-2, activity: b, responsible: [mara, raj], accountable: [mara]}\n",
    )
    mara, raj = people.duties["mara"], people.duties["raj"]
    assert (mara.responsible, mara.accountable) == (1, 2)
    assert (raj.responsible, raj.accountable, raj.informed) == (2, 0, 1)


def test_hours_of_a_table_outside_a_stay(tmp_path: Path) -> None:
    people = BASE["people.yaml"] + "    joins: 2026-01-12\n    leaves: 2026-01-23\n"
    hours = "person,date,hours,account\nraj,2026-01-09,4,CA-1\nraj,2026-01-12,4,CA-1\nmara,2026-01-09,4,CA-1\nraj,2026-01-24,4,CA-1\n"
    write(tmp_path, {**BASE, "people.yaml": people, "actuals/timesheets.csv": hours})
    found = [
        one for one in check_project(tmp_path).verdict.findings if one.rule == "people/booked-outside-stay"
    ]
    assert [(one.span.line, one.message) for one in found if one.span is not None] == [
        (2, "raj has hours on 2026-01-09 and joined on 2026-01-12"),
        (5, "raj has hours on 2026-01-24 and left on 2026-01-23"),
    ]
