"""Floats once work has begun or is done, and imposed dates before the work may begin."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.schedule import (
    Activity,
    Constraint,
    ConstraintType,
    LagUnit,
    Link,
    LinkType,
    Network,
    Options,
    OutOfSequence,
    Progress,
    calculate,
    instant_text,
    parse_instant,
)
from tests.schedule.weeks import FIVE, SEVEN, START

STATUS = parse_instant("2026-06-08T08:00")
FS, SS, FF, SF = LinkType


def task(name, days, calendar=FIVE, **fields):
    return Activity(name, calendar, round(days * 480), **fields)


def begun(start, finish=None, remaining=None):
    days = None if remaining is None else remaining * 480
    return Progress(parse_instant(start), parse_instant(finish) if finish else None, days)


def scheduled(*activities, links=(), status=STATUS, **fields):
    return calculate(Network(START, FIVE, activities, tuple(links), status_date=status, **fields))[0]


def on(kind, text):
    return (Constraint(ConstraintType(kind), parse_instant(text)),)


# -- free float of what has begun -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lag_days", "free"),
    [
        (6, 0),  # B waits for the sixth day after A began
        (0, 480),  # B could have begun long ago; A may still slip until the project ends
    ],
)
def test_a_start_link_of_begun_work_counts_from_its_actual_start(lag_days, free):
    schedule = scheduled(
        task("A", 6, progress=begun("2026-06-01T08:00", remaining=2)),
        task("B", 3 if lag_days == 0 else 2),
        links=[Link(0, 1, SS, lag_days * 480)],
    )
    assert instant_text(schedule.finish[0]) == "2026-06-09T17:00"
    assert instant_text(schedule.finish[1]) == "2026-06-10T17:00"
    assert schedule.total_float[0] == 480
    assert schedule.free_float[0] == free


def test_a_start_link_to_what_has_begun_too_leaves_the_finish_of_the_project():
    schedule = scheduled(
        task("A", 6, progress=begun("2026-06-01T08:00", remaining=2)),
        task("B", 6, progress=begun("2026-06-02T08:00", remaining=4)),
        links=[Link(0, 1, SS, 480)],
    )
    assert schedule.free_float == (960, 0)


def test_a_finish_link_of_begun_work_counts_as_ever():
    schedule = scheduled(
        task("A", 6, progress=begun("2026-06-01T08:00", remaining=2)),
        task("B", 4),
        task("C", 5),
        links=[Link(0, 1, SS), Link(0, 2, FF)],
    )
    assert schedule.free_float[0] == 1440


# -- what is done -----------------------------------------------------------------------------------------------

DONE = begun("2026-06-03T08:00", "2026-06-04T17:00")


def test_work_before_what_is_done_has_the_free_float_that_lies_behind_it():
    schedule = scheduled(
        task("A", 7, progress=begun("2026-06-01T08:00", remaining=2)),
        task("B", 2, progress=DONE),
        task("C", 2),
        task("D", 5),
        links=[Link(0, 1), Link(1, 2), Link(3, 2)],
    )
    assert instant_text(schedule.start[2]) == "2026-06-15T08:00"
    assert schedule.free_float[0] == schedule.total_float[0] == 3 * 480


def test_what_is_done_and_has_nothing_open_behind_it_holds_nothing():
    schedule = scheduled(
        task("A", 2), task("B", 2, progress=DONE), task("C", 4), links=[Link(0, 1, SS, 10 * 480)]
    )
    assert schedule.total_float[0] == schedule.free_float[0] == 960


def test_what_is_done_has_no_dates_to_keep():
    late = task("B", 2, progress=DONE, deadline=parse_instant("2026-06-03T17:00"))
    schedule = scheduled(task("A", 1), late, task("C", 2), links=[Link(0, 1), Link(1, 2)])
    assert schedule.total_float == (0, None, 0)


def test_what_is_done_bounds_nothing_by_its_own_calendar():
    schedule = scheduled(
        task("A", 1, SEVEN, progress=begun("2026-06-05T08:00", remaining=6)),
        task("B", 2, progress=DONE),
        task("C", 1, SEVEN),
        links=[Link(0, 1), Link(1, 2)],
    )
    assert instant_text(schedule.finish[0]) == "2026-06-13T17:00"  # a Saturday
    assert schedule.total_float == (0, None, 0)


@st.composite
def underway(draw):
    """Networks in which some work is done and some has begun, in sequence or not."""
    count = draw(st.integers(2, 8))
    activities = []
    for i in range(count):
        days, state = draw(st.integers(0, 6)), draw(st.sampled_from(["open", "open", "begun", "done"]))
        progress = None
        if state != "open":
            at = START + draw(st.integers(0, 3)) * 1440 + draw(st.sampled_from([0, 120]))
            left = draw(st.integers(1, 960))
            progress = Progress(at, at + 480, None) if state == "done" else Progress(at, None, left)
        activities.append(task(f"T-{i}", days, draw(st.sampled_from([FIVE, SEVEN])), progress=progress))
    links = []
    for _ in range(draw(st.integers(0, 12))):
        before, after = sorted(draw(st.lists(st.integers(0, count - 1), min_size=2, max_size=2, unique=True)))
        kind, lag = draw(st.sampled_from(LinkType)), draw(st.sampled_from([0, 0, 480, 2400, -480]))
        links.append(
            Link(before, after, kind, lag, draw(st.sampled_from([LagUnit.WORKING, LagUnit.ELAPSED])))
        )
    mode = draw(st.sampled_from(OutOfSequence))
    return Network(
        START,
        FIVE,
        tuple(activities),
        tuple(links),
        status_date=STATUS,
        options=Options(out_of_sequence=mode),
    )


@given(underway())
def test_progress_makes_no_float_negative(network):
    schedule, _ = calculate(network)
    assert all(slack is None or slack >= 0 for slack in (*schedule.total_float, *schedule.free_float))


# -- imposed dates ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [None, START, STATUS])
@pytest.mark.parametrize(
    "constraint", [("must-start-on", "2026-05-28T08:00"), ("must-finish-on", "2026-06-01T17:00")]
)
def test_no_imposed_date_begins_work_before_the_project_or_the_status_date(constraint, status):
    schedule = scheduled(task("A", 3, constraints=on(*constraint)), status=status)
    assert schedule.start[0] == (START if status is None else status)
    assert schedule.total_float[0] < 0
