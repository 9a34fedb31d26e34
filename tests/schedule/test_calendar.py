"""Working calendars against plain counting, minute by minute."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.schedule import (
    CONTINUOUS,
    NEVER,
    Calendar,
    day_number,
    instant_text,
    intersect,
    parse_instant,
    shift,
    with_days_off,
    with_exceptions,
)

DAY = ((480, 720), (780, 1020))
STANDARD = Calendar(week=(DAY,) * 5 + ((), ()), name="standard")
NIGHTS = Calendar(week=((shift(22 * 60, 6 * 60),),) * 5 + ((), ()), name="nights")
IDLE = Calendar(week=((),) * 7)
MONDAY = day_number(date(2026, 6, 1))
FRIDAY = MONDAY + 4

spans = st.lists(
    st.tuples(st.integers(0, 1439), st.integers(1, 1440)).map(lambda s: (s[0], s[0] + s[1])), max_size=3
).map(tuple)
calendars = st.builds(
    Calendar,
    week=st.tuples(*[spans] * 7),
    exceptions=st.dictionaries(st.integers(MONDAY - 10, MONDAY + 20), spans, max_size=6),
)
working = calendars.filter(lambda calendar: calendar.works_weekly)
instants = st.integers((MONDAY - 15) * 1440, (MONDAY + 25) * 1440)


def minutes_of(calendar, first_day, last_day):
    """Give the set of working minutes of some days, by the plain meaning of shifts."""
    found = set()
    for day in range(first_day - 2, last_day):
        weekday = (day + 3) % 7
        for start, end in calendar.exceptions.get(day, calendar.week[weekday]):
            found.update(range(day * 1440 + start, day * 1440 + end))
    return {minute for minute in found if first_day * 1440 <= minute < last_day * 1440}


def at(text):
    return parse_instant(text)


@given(calendars, instants, instants)
def test_between_counts_working_minutes(calendar, a, b):
    low, high = min(a, b), max(a, b)
    worked = minutes_of(calendar, low // 1440, high // 1440 + 1)
    count = sum(low <= minute < high for minute in worked)
    assert calendar.between(low, high) == count
    assert calendar.between(high, low) == -count
    assert sum(end - start for start, end in calendar.intervals(low, high)) == count


@given(calendars, instants)
def test_is_working(calendar, t):
    assert calendar.is_working(t) == (t in minutes_of(calendar, t // 1440, t // 1440 + 1))


@given(working, instants, st.integers(1, 20_000))
def test_add_ends_where_the_last_minute_was_worked(calendar, t, minutes):
    end = calendar.add(t, minutes)
    assert calendar.between(t, end) == minutes
    assert calendar.is_working(end - 1)


@given(working, instants, st.integers(1, 20_000))
def test_subtract_starts_where_the_first_minute_is_worked(calendar, t, minutes):
    start = calendar.subtract(t, minutes)
    assert calendar.between(start, t) == minutes
    assert calendar.is_working(start)


@given(working, instants, st.integers(0, 20_000))
def test_subtract_undoes_add_up_to_non_working_time(calendar, t, minutes):
    assert calendar.between(t, calendar.subtract(calendar.add(t, minutes), minutes)) == 0


@given(working, instants)
def test_next_start_and_previous_finish_lie_around_the_gap(calendar, t):
    start, finish = calendar.next_start(t), calendar.prev_finish(t)
    assert finish <= t <= start
    assert calendar.between(finish, start) == 0
    assert calendar.is_working(start)
    assert calendar.is_working(finish - 1)
    assert (start == t) == calendar.is_working(t)


@given(calendars, calendars)
def test_intersection_is_the_common_minutes(left, right):
    both = intersect(left, right)
    span = (MONDAY - 14, MONDAY + 28)
    assert minutes_of(both, *span) == minutes_of(left, *span) & minutes_of(right, *span)


@given(calendars, st.dictionaries(st.integers(MONDAY - 10, MONDAY + 20), spans, max_size=4))
def test_with_exceptions_replaces_the_hours_that_start_on_the_day(calendar, exceptions):
    changed = with_exceptions(calendar, exceptions)
    for day in range(MONDAY - 12, MONDAY + 22):
        assert changed.shifts_of(day) == exceptions.get(day, calendar.shifts_of(day))


def test_zero_leaves_the_instant_alone():
    friday_evening, saturday = at("2026-06-05T17:00"), at("2026-06-06T12:00")
    assert STANDARD.add(friday_evening, 0) == friday_evening
    assert STANDARD.subtract(saturday, 0) == saturday


def test_an_exception_replaces_the_shift_that_starts_on_it_and_no_other():
    free = with_days_off(NIGHTS, [MONDAY + 1])
    assert free.is_working(at("2026-06-02T05:59"))  # Monday's night goes on into Tuesday
    assert not free.is_working(at("2026-06-02T23:00"))
    assert not free.is_working(at("2026-06-03T05:00"))
    assert free.is_working(at("2026-06-03T22:00"))


def test_sundays_night_shift_ends_on_monday():
    calendar = Calendar(week=((),) * 6 + ((shift(22 * 60, 6 * 60),),))
    assert instant_text(calendar.add(at("2026-06-07T22:00"), 480)) == "2026-06-08T06:00"
    assert calendar.is_working(at("2026-06-08T05:59"))


def test_a_distant_date_costs_no_more_and_is_right():
    assert instant_text(STANDARD.add(at("2026-06-01T08:00"), 480 * 5 * 5000)) == "2122-03-27T17:00"


@pytest.mark.parametrize("minutes", [1, 480, 10**6])
def test_without_working_time_nothing_hangs(minutes):
    t = at("2026-06-01T08:00")
    assert not IDLE.has_work
    assert IDLE.add(t, minutes) == NEVER
    assert IDLE.subtract(t, minutes) == -NEVER
    assert IDLE.next_start(t) == NEVER
    assert IDLE.prev_finish(t) == -NEVER
    assert IDLE.between(t, t + 10**6) == 0


def test_working_time_on_exceptions_alone_runs_out():
    calendar = with_exceptions(IDLE, {MONDAY: DAY, FRIDAY: DAY})
    t = at("2026-06-01T08:00")
    assert calendar.has_work
    assert not calendar.works_weekly
    assert instant_text(calendar.add(t, 480)) == "2026-06-01T17:00"
    assert instant_text(calendar.add(t, 960)) == "2026-06-05T17:00"
    assert calendar.add(t, 961) == NEVER
    assert instant_text(calendar.next_start(at("2026-06-01T17:00"))) == "2026-06-05T08:00"
    assert calendar.subtract(at("2026-06-06T00:00"), 961) == -NEVER


def test_every_minute_of_the_continuous_calendar_is_worked():
    assert CONTINUOUS.add(12345, 678) == 13023
    assert CONTINUOUS.subtract(12345, 678) == 11667
    assert CONTINUOUS.next_start(12345) == CONTINUOUS.prev_finish(12345) == 12345


@pytest.mark.parametrize("span", [(-1, 60), (60, 60), (1440, 1500), (0, 1441)])
def test_no_such_shift(span):
    with pytest.raises(ValueError, match="no shift"):
        Calendar(week=((span,),) + ((),) * 6)


def test_units_of_duration():
    assert Calendar(STANDARD.week, minutes_per_day=450, days_per_week=4.5).minutes_per_week == 2025
