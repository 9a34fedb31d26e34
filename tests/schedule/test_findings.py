"""Input that must get a finding and not a guess, and plans of a size that must simply work."""

import pytest

from milepost.checking import check_project
from milepost.checks import check_records
from milepost.schedule.plan import compute_schedule
from milepost.schedule.why import explain
from tests.schedule.written import CALENDARS, PROJECT, load

PEOPLE = """\
people:
  - {id: mara, name: Mara Lindqvist}
  - {id: raj, name: Raj Okafor}
"""
STATUS = PROJECT.replace("status_date: 2026-06-01", "status_date: 2026-06-08")


def found(folder, plan, project=STATUS, people=PEOPLE, calendars=CALENDARS):
    """Rule and line of every finding about schedules and structure, in order of the lines."""
    files = {"plan.yaml": plan, "project.yaml": project, "people.yaml": people, "calendars.yaml": calendars}
    loaded = load(folder, files)
    _, computed = compute_schedule(loaded.project, lambda *_: {})
    findings = [*loaded.findings, *check_records(loaded.project), *computed]
    return sorted(
        (one.rule, f"{one.span.file}:{one.span.line}")
        for one in findings
        if one.rule.partition("/")[0] in ("schedule", "schema", "source", "project")
        and one.rule != "schedule/task-without-owner"
        and one.severity.value != "info"
    )


def task(*fields):
    return "tasks:\n  - id: T-1\n    name: Write\n" + "".join(f"    {field}\n" for field in fields)


@pytest.mark.parametrize(
    ("fields", "rule", "line"),
    [
        (["milestone: true", "duration: 2d"], "schedule/milestone-with-duration", 5),
        (["milestone: true", "estimate: {most_likely: 2d}"], "schedule/milestone-with-duration", 5),
        (["milestone: true", "type: level-of-effort"], "schedule/milestone-with-duration", 5),
        (
            ["milestone: true", "assignments: [{who: raj, effort: 2d}]"],
            "schedule/milestone-with-duration",
            5,
        ),
        (
            [
                "duration: 5d",
                "type: level-of-effort",
                "constraint: {type: must-start-on, date: 2026-07-01}",
            ],
            "schedule/ignored-constraint",
            6,
        ),
        (
            ["milestone: true", "progress: {actual_start: 2026-06-03, remaining: 2d}"],
            "schedule/milestone-with-duration",
            5,
        ),
        (
            [
                "milestone: true",
                "progress: {actual_start: 2026-06-01, actual_finish: 2026-06-03, percent: 100}",
            ],
            "schedule/milestone-with-duration",
            5,
        ),
        (
            ["type: level-of-effort", "tasks: [{id: T-2, name: Draft, duration: 2d}]"],
            "schedule/summary-with-own-work",
            4,
        ),
        (["type: level-of-effort"], "schedule/task-without-duration", 2),
        (["duration: 5d", "progress: {actual_start: 2026-06-09}"], "schedule/actual-after-status-date", 5),
        (
            ["duration: 5d", "progress: {actual_start: 2026-06-03, as_of: 2026-06-09}"],
            "schedule/actual-after-status-date",
            5,
        ),
        (["duration: 5d", "progress: {remaining: 2d}"], "schedule/progress-without-start", 5),
        (["duration: 5d", "progress: {actual_start: 2026-06-10}"], "schedule/actual-after-status-date", 5),
        (
            ["duration: 5d", "progress: {actual_start: 2026-06-01, actual_finish: 2026-06-09, percent: 100}"],
            "schedule/actual-after-status-date",
            5,
        ),
        (
            ["duration: 5d", "progress: {actual_start: 2026-06-03, actual_finish: 2026-06-02, percent: 100}"],
            "schedule/finish-before-start",
            5,
        ),
        (
            ["duration: 5d", "progress: {actual_start: 2026-06-03, percent: 100}"],
            "schedule/complete-without-finish",
            5,
        ),
        (
            ["duration: 5d", "progress: {actual_start: 2026-06-03, remaining: 0d}"],
            "schedule/complete-without-finish",
            5,
        ),
        (
            [
                "duration: 5d",
                "progress: {actual_start: 2026-06-01, actual_finish: 2026-06-03, remaining: 1d}",
            ],
            "schedule/finished-but-incomplete",
            5,
        ),
        (["duration: 5d", "effort: 10d", "assignments: [raj]"], "schedule/effort-beyond-duration", 5),
        (
            ["duration: 5d", "assignments:", "  - mara", "  - {who: raj, effort: 4d, units: 50%}"],
            "schedule/effort-beyond-duration",
            7,
        ),
        (
            ["effort: 10d", "assignments:", "  - {who: raj, effort: 4d}", "  - {who: mara, effort: 5d}"],
            "schedule/parts-not-the-effort",
            4,
        ),
        (
            ["effort: 4d", "assignments:", "  - {who: raj, effort: 5d}", "  - mara"],
            "schedule/parts-not-the-effort",
            4,
        ),
        (["duration: 20000d"], "schedule/beyond-horizon", 4),
        (["duration: 1d", "deadline: 2126-06-01"], "schedule/beyond-horizon", 5),
        (
            ["duration: 1d", "constraint: {type: start-no-later-than, date: 2126-06-01}"],
            "schedule/beyond-horizon",
            5,
        ),
        (
            ["duration: 1d", "constraint: {type: start-no-earlier-than, date: 2126-12-31}"],
            "schedule/beyond-horizon",
            5,
        ),
        (["duration: 1d", "constraint:", "  type: must-start-on"], "schema/missing-field", 6),
        (["duration: -5d"], "schema/malformed-value", 4),
        (["effort: -5d", "assignments: [raj]"], "schema/malformed-value", 4),
        (
            ["duration: 1d", "progress: {actual_start: 2026-06-01, remaining: -1d}"],
            "schema/malformed-value",
            5,
        ),
    ],
)
def test_a_task_with_a_contradiction(tmp_path, fields, rule, line):
    assert (rule, f"plan.yaml:{line}") in found(tmp_path, task(*fields))


@pytest.mark.parametrize(
    "fields",
    [
        ["duration: 5d", "progress: {actual_start: 2026-06-08, as_of: 2026-06-08}"],
        ["duration: 5d", "progress: {remaining: 5d, percent: 0}"],
        ["milestone: true", "progress: {actual_start: 2026-06-03, actual_finish: 2026-06-03, percent: 100}"],
        ["milestone: true", "progress: {actual_finish: 2026-06-03T12:00, percent: 100}"],
        ["type: level-of-effort", "duration: 5d"],
    ],
)
def test_a_task_without_a_contradiction(tmp_path, fields):
    assert found(tmp_path, task(*fields)) == []


@pytest.mark.parametrize(
    ("link", "rules"), [("predecessors: [T-2]", []), ("owner: mara", ["schedule/task-without-duration"])]
)
def test_a_level_of_effort_lasts_with_what_it_or_its_summary_is_linked_to(tmp_path, link, rules):
    plan = f"""\
tasks:
  - {{id: T-2, name: Write, duration: 3d}}
  - id: T-3
    name: Support
    {link}
    tasks:
      - {{id: T-4, name: Answer questions, type: level-of-effort}}
"""
    assert [rule for rule, _ in found(tmp_path, plan)] == rules


@pytest.mark.parametrize(
    "fields",
    [
        ["effort: 9d", "assignments:", "  - {who: raj, effort: 4d}", "  - {who: mara, effort: 5d}"],
        ["effort: 9d", "assignments:", "  - {who: raj, effort: 4d}", "  - mara"],
        ["assignments: [{who: raj, effort: 4d}]"],
        ["duration: 10d", "effort: 10d", "assignments: [raj]"],
    ],
)
def test_effort_that_adds_up_has_no_finding(tmp_path, fields):
    assert found(tmp_path, task(*fields)) == []


LINKED = """\
tasks:
  - {id: T-1, name: Write, duration: 1d}
  - id: T-2
    name: Read
    duration: 1d
    predecessors:
      - %s
"""


@pytest.mark.parametrize(
    "link", ["T-1 XS", "T-1 FS+2x", "T-1 FS+2", "{task: T-1, type: XS}", "{task: T-1, lag: 2x}"]
)
def test_unknown_link_types_and_units_of_lag(tmp_path, link):
    assert {(rule.partition("/")[0], place) for rule, place in found(tmp_path, LINKED % link)} == {
        ("schema", "plan.yaml:7")
    }


@pytest.mark.parametrize("link", ["T-1", "T-1 SS+2d"])
def test_a_predecessor_on_ones_own_summary(tmp_path, link):
    plan = f"tasks:\n  - id: T-1\n    name: Phase\n    tasks:\n      - {{id: T-2, name: Write, duration: 1d, predecessors: [{link}]}}\n"
    assert found(tmp_path, plan) == [("schedule/link-to-own-summary", "plan.yaml:5")]


def test_a_summary_that_waits_for_what_is_below_it(tmp_path):
    plan = (
        "tasks:\n  - id: T-1\n    name: Phase\n    predecessors: [T-2]\n"
        "    tasks:\n      - {id: T-2, name: Write, duration: 1d}\n"
    )
    assert found(tmp_path, plan) == [("schedule/link-to-own-summary", "plan.yaml:4")]


def test_a_calendar_without_working_time(tmp_path):
    idle = CALENDARS + "  - {id: idle, name: Idle, week: {monday: []}}\n"
    assert found(tmp_path, task("duration: 1d", "calendar: idle"), calendars=idle) == [
        ("schedule/calendar-without-work", "calendars.yaml:3")
    ]


def test_a_required_finish_beyond_the_horizon(tmp_path):
    far = STATUS + "required_finish: 2126-01-01\n"
    assert ("schedule/beyond-horizon", "project.yaml:8") in found(tmp_path, task("duration: 1d"), project=far)


@pytest.mark.parametrize(
    ("stay", "fields", "expected"),
    [
        ("joins: 2026-06-15", ["duration: 2d", "assignments: [raj]"], True),
        ("joins: 2026-06-08", ["duration: 2d", "assignments: [raj]"], False),
        ("joins: 2026-06-15", ["effort: 2d", "assignments: [raj]"], False),
        ("leaves: 2026-06-09", ["duration: 3d", "assignments: [raj]"], True),
        ("leaves: 2026-06-09", ["effort: 3d", "assignments: [raj]"], True),
        ("leaves: 2026-06-10", ["effort: 3d", "assignments: [raj]"], False),
        ("leaves: 2026-06-10", ["effort: 3d", "assignments: [{who: raj, units: 50%}]"], True),
    ],
)
def test_somebody_assigned_before_they_join_or_after_they_leave(tmp_path, stay, fields, expected):
    people = PEOPLE.replace("Raj Okafor", f"Raj Okafor, {stay}")
    rules = [rule for rule, _ in found(tmp_path, task(*fields), people=people)]
    assert rules == (["schedule/assigned-outside-stay"] if expected else [])


def test_work_for_somebody_who_has_no_time(tmp_path):
    people = PEOPLE.replace("Raj Okafor", "Raj Okafor, capacity: 0%")
    plan = task("effort: 2d", "assignments:", "  - raj", "  - mara")
    assert found(tmp_path, plan, people=people) == []  # the work is Mara's alone
    alone = task("effort: 2d", "assignments: [raj]")
    assert found(tmp_path, alone, people=people) == [("schedule/work-without-time", "plan.yaml:5")]


def test_somebody_who_never_works_when_the_task_does(tmp_path):
    nights = CALENDARS + '  - {id: nights, name: Nights, week: {monday: ["22:00-06:00"]}}\n'
    plan = task("effort: 2d", "calendar: nights", "assignments: [raj]")
    assert found(tmp_path, plan, calendars=nights) == [("schedule/no-common-time", "plan.yaml:6")]


def test_a_chain_of_fifty_thousand_tasks(tmp_path):
    """In four files, because one of them may not be larger than 16 MiB and a plan this long is not written in one."""
    for part in range(4):
        lines = ["tasks:"]
        for place in range(part * 12_500, (part + 1) * 12_500):
            before = f", predecessors: [T-{place - 1}]" if place else ""
            lines.append(f"  - {{id: T-{place}, name: Step, duration: 1h{before}}}")
        path = tmp_path / "plan" / f"{part}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text("\n".join(lines) + "\n")
    loaded = load(tmp_path, {})
    assert loaded.findings == ()
    schedule, findings = compute_schedule(loaded.project, lambda *_: {})
    assert findings == []
    assert len(schedule.critical_path) == 50_000
    assert schedule.calendar.between(schedule.start, schedule.finish) == 50_000 * 60


def test_a_summary_nested_thirty_deep(tmp_path):
    lines = ["tasks:"]
    for level in range(30):
        indent = "    " * level
        lines += [f"{indent}  - id: S-{level}", f"{indent}    name: Level", f"{indent}    tasks:"]
    lines.append("    " * 30 + "  - {id: T-1, name: Write, duration: 2d}")
    loaded = load(tmp_path, {"plan.yaml": "\n".join(lines) + "\n"})
    assert loaded.findings == ()
    schedule, findings = compute_schedule(loaded.project, lambda *_: {})
    assert findings == []
    assert schedule.tasks["T-1"].depth == 30
    assert schedule.tasks["S-0"].duration == 960


def test_a_task_with_five_thousand_successors(tmp_path):
    lines = ["tasks:", "  - {id: T-0, name: Write, duration: 1d}"]
    lines += [
        f"  - {{id: T-{place}, name: Read, duration: 1d, predecessors: [T-0]}}" for place in range(1, 5001)
    ]
    loaded = load(tmp_path, {"plan.yaml": "\n".join(lines) + "\n"})
    assert loaded.findings == ()
    schedule, findings = compute_schedule(loaded.project, lambda *_: {})
    assert findings == []
    assert {task.start for task in schedule.tasks.values() if task.id != "T-0"} == {schedule.start + 1440}


PAIR = "tasks:\n  - {id: T-1, name: Write, duration: 2d}\n  - {id: T-2, name: Read, duration: 1d, "


def said(folder, plan, project=STATUS, calendars=CALENDARS):
    """Message and remedy of every finding."""
    files = {"plan.yaml": plan, "project.yaml": project, "people.yaml": PEOPLE, "calendars.yaml": calendars}
    loaded = load(folder, files)
    _, computed = compute_schedule(loaded.project, lambda *_: {})
    return [(one.message, one.remedy) for one in (*loaded.findings, *computed)]


@pytest.mark.parametrize(
    ("field", "message", "remedy"),
    [
        (
            "predecessors: [T-1 XX+2d]",
            "`predecessors`: \"T-1 XX+2d\" has the link type 'XX', which does not exist",
            "One of: FS, SS, FF, SF.",
        ),
        (
            "predecessors: [T-1 FS+2x]",
            "`predecessors`: \"T-1 FS+2x\" has the unit 'x', which does not exist",
            "Units: min, h, d, w of working time, or emin, eh, ed, ew by the clock; % of the predecessor's duration.",
        ),
        (
            "predecessors: [T-1 SS+2]",
            '`predecessors`: "T-1 SS+2" lacks a unit',
            "Write the unit too, as in `+2d`.",
        ),
        (
            "predecessors: [T-1 SS 2d]",
            '`predecessors`: "T-1 SS 2d" has a lag without a sign',
            "Write T-1 SS+2d to wait, T-1 SS-2d to begin before.",
        ),
        (
            "predecessors: [{task: T-1, lag: 2 fortnights}]",
            "`lag`: \"2 fortnights\" has the unit 'fortnights', which does not exist",
            "Units: min, h, d, w of working time, or emin, eh, ed, ew by the clock; % of the predecessor's duration.",
        ),
        (
            "effort: -2d",
            '`effort`: "-2d" is negative',
            "A duration is 0 or more. An overlap belongs to the link: `T-1 FS-2d`.",
        ),
        (
            "effort: 2 months",
            "`effort`: \"2 months\" has the unit 'months', which does not exist",
            "Units: min, h, d, w of working time, or emin, eh, ed, ew by the clock.",
        ),
    ],
)
def test_a_time_that_cannot_be_read_is_told_by_the_part_that_is_wrong(tmp_path, field, message, remedy):
    assert said(tmp_path, f"{PAIR}{field}}}\n") == [(message, remedy)]


def test_a_circle_through_summaries_names_what_is_part_of_what(tmp_path):
    plan = """\
tasks:
  - id: T-1
    name: Design
    predecessors: [T-3]
    tasks: [{id: T-2, name: Draw, duration: 1d}]
  - id: T-3
    name: Build
    tasks: [{id: T-4, name: Saw, duration: 1d, predecessors: [T-2]}]
"""
    loaded = load(tmp_path, {"plan.yaml": plan, "project.yaml": STATUS, "calendars.yaml": CALENDARS})
    (cycle,) = compute_schedule(loaded.project, lambda *_: {})[1]
    assert cycle.message == "predecessors lead in a circle: T-3 -> T-1 (T-2) -> T-4 (T-3)"
    assert [note.text for note in cycle.notes] == [
        "T-2 is part of T-1",
        "T-4 waits for T-2",
        "T-4 is part of T-3",
    ]


def test_a_task_that_waits_for_itself_is_called_that(tmp_path):
    messages = [message for message, _ in said(tmp_path, task("duration: 1d", "predecessors: [T-1]"))]
    assert "T-1 waits for itself" in messages


def test_a_deadline_and_a_required_finish_that_the_dates_do_not_keep(tmp_path):
    plan = task("duration: 10d", "deadline: 2026-06-12")
    project = STATUS + "required_finish: 2026-06-16\n"
    assert ("schedule/deadline-missed", "plan.yaml:5") in found(tmp_path, plan, project)
    messages = [message for message, _ in said(tmp_path, plan, project)]
    assert messages == [
        "the project finishes on 2026-06-19, 3 working days after its required finish",
        "T-1 finishes on 2026-06-19, 5 working days after its deadline",
    ]
    done = task(
        "duration: 10d", "deadline: 2026-06-02",
        "progress: {actual_start: 2026-06-01, actual_finish: 2026-06-05, percent: 100}",
    )  # fmt: skip
    assert said(tmp_path, done) == []


@pytest.mark.parametrize(
    ("field", "early"),
    [
        ("progress: {actual_start: 2026-06-01}", False),
        ("progress: {actual_start: 2026-06-01T07:00}", True),
        ("progress: {actual_start: 2026-05-31}", True),
        ("constraint: {type: must-start-on, date: 2026-06-01}", False),
        ("constraint: {type: must-start-on, date: 2026-05-29}", True),
        ("constraint: {type: finish-no-later-than, date: 2026-06-01T07:00}", True),
    ],
)
def test_a_day_is_not_before_the_project_that_starts_within_it(tmp_path, field, early):
    project = STATUS.replace("start: 2026-06-01", "start: 2026-06-01T08:00")
    rules = [rule for rule, _ in found(tmp_path, task("duration: 20d", field), project)]
    assert ("schedule/before-project-start" in rules) is early


def test_a_date_that_a_constraint_does_not_need(tmp_path):
    plan = task("duration: 2d", "constraint: {type: as-late-as-possible, date: 2026-07-01}")
    assert found(tmp_path, plan) == [("schedule/ignored-constraint", "plan.yaml:5")]


def test_hours_that_cannot_be_read_are_one_finding(tmp_path):
    calendars = "calendars:\n  - {id: std, name: Standard, week: {monday: ['08:00-25:00']}}\n"
    assert found(tmp_path, task("duration: 2d"), calendars=calendars) == [
        ("schema/malformed-value", "calendars.yaml:2")
    ]


@pytest.mark.parametrize(
    ("calendar", "rules"),
    [
        ("week: {monday: ['08:00-12:00'], tuesday: ['08:00-14:00']}", ["schedule/unstated-day"]),
        ("hours_per_day: 6, week: {monday: ['08:00-12:00'], tuesday: ['08:00-14:00']}", []),
        ("week: {monday: ['08:00-12:00'], tuesday: ['22:00-06:00']}", []),
        ("week: {monday: ['00:00-24:00']}", ["schedule/unstated-day"]),
        (
            "hours_per_day: 7.5, week: {monday: ['08:00-12:00', '13:00-16:00']}",
            ["schedule/day-longer-than-any"],
        ),
        ("hours_per_day: 7.5, week: {monday: ['08:00-12:00', '13:00-16:30'], friday: ['08:00-12:00']}", []),
    ],
)
def test_a_calendar_without_a_day_of_eight_hours_says_what_a_day_is(tmp_path, calendar, rules):
    calendars = f"calendars:\n  - {{id: std, name: Standard, {calendar}}}\n"
    found_ = found(tmp_path, task("duration: 2d"), calendars=calendars)
    assert [rule for rule, _ in found_] == rules


def test_hours_that_run_into_those_of_the_next_day(tmp_path):
    week = "sunday: ['22:00-06:00'], monday: ['05:00-13:00'], tuesday: ['13:00-13:00'], wednesday: ['12:00-20:00']"
    calendars = f"calendars:\n  - {{id: std, name: Standard, hours_per_day: 8, week: {{{week}}}}}\n"
    assert (
        found(tmp_path, task("duration: 2d"), calendars=calendars)
        == [("schedule/overlapping-hours", "calendars.yaml:2")] * 2
    )


def test_a_calendar_takes_the_length_of_its_day_from_what_it_is_based_on(tmp_path):
    calendars = """\
calendars:
  - {id: std, name: Standard, hours_per_day: 6, week: {monday: ['08:00-14:00']}}
  - {id: short, name: Short, based_on: std, week: {monday: ['08:00-12:00']}}
"""
    assert found(tmp_path, task("duration: 2d"), calendars=calendars) == []


def test_work_without_end_for_want_of_time_points_at_the_effort(tmp_path):
    plan = task("effort: 5d", "assignments: [mara]")
    people = "people:\n  - {id: mara, name: Mara, leave: [{from: 2026-06-01, to: 2099-01-01}]}\n"
    assert found(tmp_path, plan, people=people) == [("schedule/beyond-horizon", "plan.yaml:4")]


@pytest.mark.parametrize(
    ("plan", "people"),
    [
        (
            (
                "tasks:\n  - {id: T-1, name: One, duration: 2d, assignments: [raj, mara]}\n"
                "  - {id: T-1, name: Other, duration: 5d}\n"
            ),
            PEOPLE.replace(
                "name: Raj Okafor", "name: Raj Okafor, leave: [{from: 2026-06-01, to: 2026-06-05}]"
            ),
        ),
        (
            "tasks:\n  - {id: T-1, name: One, duration: 2d, deadline: 2026-06-01, assignments: [raj]}\n",
            "people:\n  - {id: T-1, name: Tara Engel}\n  - {id: raj, name: Raj Okafor, leaves: 2026-06-02}\n",
        ),
    ],
)
def test_an_id_that_two_have_is_a_finding_and_the_first_task_with_it_is_planned(tmp_path, plan, people):
    files = {"project.yaml": PROJECT, "calendars.yaml": CALENDARS, "people.yaml": people, "plan.yaml": plan}
    load(tmp_path, files)
    checked = check_project(tmp_path)
    rules = {one.rule for one in checked.verdict.findings}
    assert "project/duplicate-id" in rules
    assert len(checked.report.schedule.tasks["T-1"].assignments) == plan.count("raj") + plan.count("mara")
    steps = explain(checked.report.schedule, checked.project, "T-1")
    assert [step.task for step in steps.start] == ["T-1"]


@pytest.mark.parametrize("effort", ["5ed", "2 eh", "1ew"])
def test_nobody_works_by_the_clock(tmp_path, effort):
    assert found(tmp_path, task(f"effort: {effort}", "assignments: [raj]")) == [
        ("schema/malformed-value", "plan.yaml:4")
    ]


@pytest.mark.parametrize(
    ("written", "rules"),
    [
        ("date: 2026-08-03, to: 2026-08-14", [("schema/invalid", "calendars.yaml:6")]),
        ("date: 2026-08-03, from: 2026-08-03, to: 2026-08-14", [("schema/invalid", "calendars.yaml:6")]),
        ("from: 2026-08-03, to: 2026-08-14", []),
        ("date: 2026-08-03", []),
    ],
)
def test_an_exception_is_a_day_or_a_period(tmp_path, written, rules):
    calendars = f"{CALENDARS}  - id: own\n    name: Own\n    based_on: std\n    exceptions: [{{{written}}}]\n"
    assert found(tmp_path, task("duration: 5d", "owner: raj"), calendars=calendars) == rules


def test_an_imposed_date_against_the_logic_names_date_and_link(tmp_path):
    plan = """\
tasks:
  - {id: T-1, name: One, duration: 10d}
  - {id: T-2, name: Two, duration: 1d}
  - id: T-3
    name: Three
    duration: 2d
    predecessors: [T-2, T-1]
    constraint: {type: must-start-on, date: 2026-06-03}
"""
    loaded = load(tmp_path, {"plan.yaml": plan})
    _, computed = compute_schedule(loaded.project, lambda *_: {})
    (finding,) = [one for one in computed if one.rule == "schedule/constraint-against-logic"]
    assert finding.message == "T-3 is put on 2026-06-03 by must-start-on, which T-1 would not allow"
    assert [(str(note.span), note.text) for note in finding.notes] == [
        ("plan.yaml:7:25", "T-1 would have it later")
    ]
