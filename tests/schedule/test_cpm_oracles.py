"""Published and constructed CPM cases, with and without calendars."""

import json
from datetime import date
from pathlib import Path

import pytest

from milepost.schedule import (
    CONTINUOUS,
    Activity,
    ActivityKind,
    AsLateAsPossible,
    Calendar,
    Constraint,
    ConstraintType,
    LagCalendar,
    Link,
    LinkType,
    Network,
    Options,
    OutOfSequence,
    Progress,
    calculate,
    day_number,
    instant_text,
    parse_instant,
    roll_up_percent,
    shift,
    summary_duration,
    weighted_percent,
)
from tests.schedule.plans import minute

ORACLES = Path(__file__).parent / "oracles"
NETWORK = json.loads((ORACLES / "cpm_network.json").read_text())
CALENDAR = json.loads((ORACLES / "cpm_calendar.json").read_text())
WORKED = json.loads((ORACLES / "worked_examples.json").read_text())["cases"]
CONSTRAINTS = {"ALAP": ConstraintType.AS_LATE_AS_POSSIBLE}
MILESTONES = {"finish_ms": ActivityKind.MILESTONE, "start_ms": ActivityKind.START_MILESTONE}


def plain_schedule(durations, links, required=None):
    """Schedule on integer time: a minute for each unit, on a calendar without breaks."""
    ids = list(durations)
    network = Network(
        0,
        CONTINUOUS,
        tuple(Activity(i, CONTINUOUS, d) for i, d in durations.items()),
        tuple(Link(ids.index(a), ids.index(b), LinkType(kind), lag) for a, b, kind, lag in links),
        required_finish=required,
    )
    schedule, problems = calculate(network)
    assert problems == ()
    return schedule


def ends(link):
    return link["from"], link["to"], link["type"], link["lag"]


@pytest.mark.parametrize("case", NETWORK["cases"], ids=lambda case: case["id"])
def test_published_network(case):
    durations = {task["id"]: task["duration"] for task in case["tasks"]}
    schedule = plain_schedule(durations, map(ends, case["links"]), case["required_finish"])
    expected = case["expected"]
    assert schedule.project_finish == expected["project_finish"]
    ids = list(durations)
    for position, name in enumerate(ids):
        row = schedule.row(position)
        ours = {
            "ES": row.start,
            "EF": row.finish,
            "LS": row.late_start,
            "LF": row.late_finish,
            "TF": row.total_float,
            "FF": row.free_float,
        }
        assert ours == expected["tasks"][name], name
    assert [
        name for name, critical in zip(ids, schedule.critical_by_float, strict=True) if critical
    ] == expected["critical"]


PAIRS = [case for cases in NETWORK["pair_cases"].values() if isinstance(cases, list) for case in cases]


@pytest.mark.parametrize("case", PAIRS, ids=lambda case: case["name"])
def test_pair_of_activities(case):
    schedule = plain_schedule(case["tasks"], map(ends, case["links"]))
    assert schedule.project_finish == case["project_finish"]
    for position, name in enumerate(case["tasks"]):
        row = schedule.row(position)
        ours = {"ES": row.start, "EF": row.finish, "LS": row.late_start, "LF": row.late_finish}
        assert ours == case["expected"][name], name


@pytest.mark.parametrize("name", [name for name, case in WORKED.items() if case["kind"] == "CPM"])
def test_textbook_example(name):
    case = WORKED[name]
    activities = case["activities"]
    links = [(p, i, "FS", 0) for i, a in activities.items() for p in a["pred"]]
    schedule = plain_schedule({i: a["duration"] for i, a in activities.items()}, links)
    assert schedule.project_finish == case["duration"]
    for position, activity in enumerate(activities):
        row = schedule.row(position)
        ours = {
            "es": row.start,
            "ef": row.finish,
            "ls": row.late_start,
            "lf": row.late_finish,
            "tf": row.total_float,
            "ff": row.free_float,
        }
        theirs = case["schedule"][activity]
        assert theirs
        assert {key: ours[key] for key in theirs} == theirs, activity
    critical = [i for i, on_path in zip(activities, schedule.critical, strict=True) if on_path]
    assert sorted(critical) == sorted(case["critical"])


def read_calendar(record):
    week = [()] * 7
    for days, hours in record["week"].items():
        first, last = {"mon-fri": (0, 5), "mon-sun": (0, 7)}[days]
        for day in range(first, last):
            week[day] = tuple(shift(minute(a), minute(b)) for a, b in hours)
    exceptions = {
        day_number(date.fromisoformat(day)): tuple(h) for day, h in record.get("exceptions", {}).items()
    }
    return Calendar(tuple(week), exceptions)


CALENDARS = {name: read_calendar(record) for name, record in CALENDAR["calendars"].items()}
NIGHTS = Calendar(week=(((22 * 60, 30 * 60),),) * 5 + ((), ()))


def calendar_network(case, options):
    project = CALENDARS[case["project_calendar"]]
    activities = []
    for task in case["tasks"]:
        progress = None
        if "actual_start" in task:
            finish = task.get("actual_finish")
            remaining = task.get("remaining_days")
            progress = Progress(
                parse_instant(task["actual_start"]),
                parse_instant(finish) if finish else None,
                None if remaining is None else round(remaining * 480),
            )
        constraint = task.get("constraint")
        activities.append(
            Activity(
                task["id"],
                CALENDARS[task["calendar"]] if "calendar" in task else project,
                round(task["duration_days"] * 480),
                MILESTONES.get(task.get("milestone_kind"), ActivityKind.TASK),
                constraints=(Constraint(CONSTRAINTS[constraint["type"]]),) if constraint else (),
                progress=progress,
            )
        )
    ids = [task["id"] for task in case["tasks"]]
    links = [
        Link(ids.index(a["from"]), ids.index(a["to"]), LinkType(a["type"]), round(a["lag_days"] * 480))
        for a in case["links"]
    ]
    status = case.get("data_date")
    return Network(
        parse_instant(case["project_start"]),
        project,
        tuple(activities),
        tuple(links),
        status_date=parse_instant(status) if status else None,
        options=options,
    )


VARIANTS = {
    "lag_calendar=predecessor": Options(lag_calendar=LagCalendar.PREDECESSOR),
    "lag_calendar=successor": Options(),
    "lag_calendar=project": Options(lag_calendar=LagCalendar.PROJECT),
    "lag_calendar=24h": Options(lag_calendar=LagCalendar.CONTINUOUS),
    "retained_logic": Options(),
    "progress_override": Options(out_of_sequence=OutOfSequence.PROGRESS_OVERRIDE),
    "data_date_floor": Options(),
    "mpxj_p6": Options(as_late_as_possible=AsLateAsPossible.FREE_FLOAT),
    "mpxj_msproject": Options(as_late_as_possible=AsLateAsPossible.TOTAL_FLOAT),
}


def calendar_cases():
    """Yield (case, options, expected); what a tool does that is no option here is left out."""
    for case in CALENDAR["cases"]:
        expected = case["expected"]
        names = {task["id"] for task in case["tasks"]}
        if names == set(expected):
            yield pytest.param(case, Options(), expected, id=case["id"])
            continue
        for name, options in VARIANTS.items():
            unlike = name == "mpxj_msproject" and case["id"] in ("CAL-06", "CAL-08", "CAL-10")
            if name in expected and not unlike:
                yield pytest.param(case, options, expected[name], id=f"{case['id']}-{name}")


@pytest.mark.parametrize(("case", "options", "expected"), list(calendar_cases()))
def test_calendar_case(case, options, expected):
    network = calendar_network(case, options)
    schedule, _ = calculate(network)
    for position, task in enumerate(case["tasks"]):
        row = schedule.row(position)
        theirs = expected[task["id"]]
        days = {"total_float_days": row.total_float, "free_float_days": row.free_float}
        ours = {
            "ES": instant_text(row.start),
            "EF": instant_text(row.finish),
            "start": instant_text(row.start),
            "finish": instant_text(row.finish),
            "LS": instant_text(row.late_start),
            "LF": instant_text(row.late_finish),
            "remaining_start": instant_text(row.remaining_start),
            "longest_path": row.longest_path,
            "critical": row.critical_by_float,
            "complete": row.total_float is None,
            **{key: None if value is None else value / 480 for key, value in days.items()},
        }
        ours["start_float_days"] = ours["finish_float_days"] = ours["total_float_days"]
        assert {key: ours[key] for key in theirs} == theirs, task["id"]


def test_completed_work_is_on_the_longest_path_but_never_critical():
    case = next(case for case in CALENDAR["cases"] if case["id"] == "CAL-08")
    schedule, _ = calculate(calendar_network(case, Options()))
    assert schedule.longest_path == (True, True, False)
    assert schedule.critical == (False, True, False)


@pytest.mark.parametrize("line", CALENDAR["calendar_arithmetic"], ids=lambda line: line["op"])
def test_calendar_arithmetic(line):
    name, _, call = line["op"].partition(": ")
    calendar = CALENDARS.get(name, NIGHTS)
    operation, _, arguments = call.rstrip(")").partition("(")
    first, *rest = arguments.split(", ")
    t = parse_instant(first)
    match operation:
        case "add" | "subtract":
            minutes = int(rest[0][:-1]) * {"d": 480, "h": 60}[rest[0][-1]]
            assert instant_text(getattr(calendar, operation)(t, minutes)) == line["result"]
        case "work_minutes" | "work_days":
            unit = 480 if operation == "work_days" else 1
            assert calendar.between(t, parse_instant(rest[0])) == line["result"] * unit
        case "next_work_start":
            assert instant_text(calendar.next_start(t)) == line["result"]
        case "previous_work_finish":
            assert instant_text(calendar.prev_finish(t)) == line["result"]
        case _:
            pytest.fail(f"unknown operation {operation}")


def test_roll_up():
    children, expected = CALENDAR["rollup"]["children"], CALENDAR["rollup"]["expected"]
    start = min(parse_instant(child["start"]) for child in children)
    finish = max(parse_instant(child["finish"]) for child in children)
    assert (instant_text(start), instant_text(finish)) == (expected["start"], expected["finish"])
    assert summary_duration(CALENDARS["5x8"], start, finish) == expected["duration_days"] * 480
    percents = [child["percent_complete"] for child in children]
    for measure, weight in (("duration", "duration_days"), ("work", "work_hours"), ("cost", "cost")):
        weights = [child[weight] for child in children]
        exact = weighted_percent(zip(weights, percents, strict=True))
        assert exact == pytest.approx(expected[f"{measure}_weighted_percent"], abs=1e-4)
        assert roll_up_percent([3, 3, 3, None], [*percents, 0], [*weights, 0])[3] == exact
