"""The load of a project's people as it is written, and what is found in it."""

from pathlib import Path

import pytest

from milepost.schedule.instants import instant_text, parse_instant
from milepost.schedule.load_plan import Load, load_of_project
from tests.budget.written import PROJECT, load, schedule_of
from tests.rule_examples import check, write

MARA = "people:\n  - {id: mara, name: Mara Lindqvist, capacity: 80%}\n  - {id: raj, name: Raj Okafor}\n"
WEEK = "constraint: {type: start-no-earlier-than, date: 2026-06-08}"


def load_in(folder: Path, tasks: str, people: str = MARA, project: str = "") -> Load:
    files = {"project.yaml": PROJECT + project, "plan.yaml": f"tasks:\n{tasks}", "people.yaml": people}
    loaded = load(folder, files)
    return load_of_project(loaded.project, schedule_of(loaded))


def hours(found: Load, who: str) -> list[float]:
    """Hours asked for in each week."""
    return [week.demand / 60 for week in found.people[who].periods]


@pytest.mark.parametrize(
    ("assignment", "asked", "over"),
    [
        ("mara", 32, False),
        ("{who: mara, units: 50%}", 20, False),
        ("{who: mara, units: 100%}", 40, True),
        ("{who: mara, effort: 10h}", 10, False),
    ],
)
def test_what_an_assignment_asks_for(tmp_path: Path, assignment: str, asked: float, over: bool) -> None:
    found = load_in(
        tmp_path, f"  - {{id: T-1, name: A, duration: 5d, {WEEK}, assignments: [{assignment}]}}\n"
    )
    assert hours(found, "mara") == [pytest.approx(asked, abs=0.02)]
    assert bool(found.people["mara"].overloads) is over
    assert found.people["mara"].capacity == 32 * 60


def test_effort_is_worked_off_without_overload(tmp_path: Path) -> None:
    found = load_in(
        tmp_path,
        f"  - {{id: T-1, name: A, effort: 8d, {WEEK}, assignments: [mara, {{who: raj, units: 50%}}]}}\n",
    )
    assert sum(hours(found, "mara")) + sum(hours(found, "raj")) == pytest.approx(64, abs=0.05)
    assert all(not person.overloads for person in found.people.values())


def test_work_under_way_is_what_was_done_and_what_is_left(tmp_path: Path) -> None:
    found = load_in(
        tmp_path,
        "  - {id: T-1, name: A, duration: 8d, assignments: [raj], progress: {actual_start: 2026-06-01, percent: 50}}\n",
    )
    spans = [(instant_text(one.start), instant_text(one.finish)) for one in found.people["raj"].demands]
    assert spans == [("2026-06-01T08:00", "2026-06-04T00:00"), ("2026-06-04T08:00", "2026-06-09T17:00")]
    assert hours(found, "raj") == [40, 16]


def test_leave_holds_no_work(tmp_path: Path) -> None:
    people = "people:\n  - {id: raj, name: Raj, leave: [{from: 2026-06-09, to: 2026-06-10}]}\n"
    found = load_in(tmp_path, f"  - {{id: T-1, name: A, duration: 5d, {WEEK}, assignments: [raj]}}\n", people)
    assert hours(found, "raj") == [24]
    assert found.people["raj"].capacity == 24 * 60


def test_a_role_is_its_own_unless_one_person_holds_it(tmp_path: Path) -> None:
    roles = (
        "roles:\n  - {id: lead, name: Lead, held_by: [raj]}\n"
        "  - {id: board, name: Board, held_by: [raj, mara]}\n  - {id: open, name: Open, capacity: 50%}\n"
    )
    found = load_in(
        tmp_path,
        f"  - {{id: T-1, name: A, duration: 5d, {WEEK}, assignments: [lead, board, open]}}\n",
        MARA + roles,
    )
    assert {who: person.demand / 60 for who, person in found.people.items()} == {
        "raj": 40, "board": 40, "open": 20,
    }  # fmt: skip


def test_work_on_a_weekend_counts_in_the_week_and_is_no_overload(tmp_path: Path) -> None:
    loaded = load(
        tmp_path,
        {
            "people.yaml": MARA,
            "calendars.yaml": "calendars:\n"
            '  - {id: std, name: Week, week: {monday: ["08:00-16:00"], tuesday: ["08:00-16:00"]}}\n'
            '  - {id: weekend, name: Weekend, week: {saturday: ["08:00-18:00"]}}\n',
            "project.yaml": PROJECT + "calendar: std\n",
            "plan.yaml": "tasks:\n  - {id: T-1, name: A, duration: 10h, calendar: weekend, assignments: [raj]}\n",
        },
    )
    found = load_of_project(loaded.project, schedule_of(loaded))
    assert hours(found, "raj") == [10]
    assert found.people["raj"].overloads == ()


def test_the_heaviest_week_is_ahead_of_the_status_date(tmp_path: Path) -> None:
    found = load_in(
        tmp_path,
        "  - {id: T-1, name: A, duration: 1d, assignments: [raj, mara], "
        "progress: {actual_start: 2026-05-25, actual_finish: 2026-05-29, percent: 100}}\n"
        f"  - {{id: T-2, name: B, duration: 5d, {WEEK}, assignments: [raj]}}\n"
        f"  - {{id: T-3, name: C, duration: 5d, {WEEK}, assignments: [{{who: raj, units: 20%}}]}}\n",
    )
    heaviest = found.heaviest()
    assert heaviest is not None
    assert heaviest[0] == "raj"
    assert heaviest[1].start == parse_instant("2026-06-08")
    assert heaviest[1].load == pytest.approx(1.2)
    assert list(found.ahead("mara")) == []


# -- findings ----------------------------------------------------------------------------------------------------


def findings(folder: Path, tasks: str, people: str):
    write(folder, {"project.yaml": PROJECT, "plan.yaml": f"tasks:\n{tasks}", "people.yaml": people})
    return [one for one in check(folder).findings if one.rule.startswith("schedule/")]


TWICE = (
    f"  - {{id: T-1, name: Sort, duration: 5d, {WEEK}, assignments: [raj]}}\n"
    f"  - {{id: T-2, name: Count, duration: 2d, {WEEK}, assignments: [raj]}}\n"
    "  - {id: T-3, name: Pack, duration: 1d, predecessors: [T-2 FS+1d], assignments: [{who: raj, units: 50%}]}\n"
)


def test_the_worst_stretch_is_told_with_the_guilty_tasks(tmp_path: Path) -> None:
    (finding,) = findings(tmp_path, TWICE, MARA)
    assert finding.rule == "schedule/over-allocated"
    assert finding.record == "raj"
    assert finding.message == "raj has 200% of the capacity planned from 2026-06-08 to 2026-06-09 (T-1, T-2)"
    assert [note.text for note in finding.notes] == [
        "T-1 Sort",
        "T-2 Count",
        "also 150% of the capacity planned on 2026-06-11 (T-1, T-3)",
    ]


def test_what_is_over_is_not_told(tmp_path: Path) -> None:
    done = "progress: {actual_start: 2026-06-01, actual_finish: 2026-06-02, percent: 100}"
    tasks = "".join(f"  - {{id: T-{n}, name: A, duration: 2d, assignments: [raj], {done}}}\n" for n in (1, 2))
    assert findings(tmp_path, tasks, MARA) == []


LEAVE = "people:\n  - {id: raj, name: Raj, leave: [{from: 2026-06-10, to: 2026-06-14}]}\n"


@pytest.mark.parametrize(
    ("task", "days"),
    [
        ("duration: 5d", "3 days"),
        ("duration: 3d", "a day"),
        ("duration: 2d", None),
        ("effort: 5d", None),
    ],
)
def test_work_during_leave(tmp_path: Path, task: str, days: str | None) -> None:
    found = findings(tmp_path, f"  - {{id: T-1, name: A, {task}, {WEEK}, assignments: [raj]}}\n", LEAVE)
    assert [one.message for one in found] == (
        [] if days is None else [f"T-1 counts on raj on {days} of leave"]
    )


def test_a_level_of_effort_counts_on_nobodys_leave(tmp_path: Path) -> None:
    support = "  - {id: T-1, name: A, duration: 9d, type: level-of-effort, assignments: [raj]}\n"
    assert findings(tmp_path, support, LEAVE) == []
    assert len(findings(tmp_path, support.replace(", type: level-of-effort", ""), LEAVE)) == 1


def test_leave_that_is_over_does_not_matter(tmp_path: Path) -> None:
    past = LEAVE.replace("2026-06-10, to: 2026-06-14", "2026-06-01, to: 2026-06-03")
    task = "  - {id: T-1, name: A, duration: 9d, assignments: [raj], progress: {actual_start: 2026-06-01, percent: 30}}\n"
    assert findings(tmp_path, task, past) == []
