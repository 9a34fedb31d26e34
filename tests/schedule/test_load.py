"""The load of one person: units that add up, capacity that changes, and when it is too much."""

import json
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from milepost.schedule import CONTINUOUS, Calendar, date_of, day_number, day_of, parse_instant
from milepost.schedule.calendar_algebra import with_days_off
from milepost.schedule.calendars import STANDARD
from milepost.schedule.capacity import SCALE, Capacity
from milepost.schedule.load import Demand, PersonLoad, load_of, week_of

ORACLES = Path(__file__).parent / "oracles"
RES_01 = json.loads((ORACLES / "rcpsp.json").read_text())["resources"][0]
DAY = 1440
WHOLE = Capacity()


def demand(task, first, last, units=1.0, **more):
    """Work from the morning of a day to the evening of another."""
    share = None if units is None else round(units * SCALE)
    return Demand(task, parse_instant(f"{first}T08:00"), parse_instant(f"{last}T17:00"), share, **more)


def load(*demands, calendar=STANDARD, capacity=WHOLE, **more) -> PersonLoad:
    return load_of("dev", calendar, capacity, demands, **more)


def days(person):
    """The days of overloads."""
    return [
        str(date_of(day))
        for one in person.overloads
        for day in range(day_of(one.start), day_of(one.finish - 1) + 1)
    ]


def oracle(**more):
    return load(
        *(demand(one["task"], one["start"], one["finish"], one["units"]) for one in RES_01["assignments"]),
        capacity=Capacity(Decimal(str(RES_01["resource"]["max_units"]))),
        **more,
    )


def test_published_units_and_utilisation():
    expected, person = RES_01["expected"], oracle()
    assert days(person) == expected["overallocated_days"]
    assert sum(one.excess for one in person.overloads) / 60 == expected["excess_hours"]
    assert person.demand / 60 == expected["assigned_hours"]
    assert person.capacity / 60 == expected["capacity_hours"]
    assert person.utilisation == pytest.approx(expected["utilisation"], abs=1e-6)
    assert person.peak == expected["peak_units"]


def test_published_units_by_day():
    daily = {str(date_of(day_of(one.start))): one.load for one in oracle(period=DAY).periods}
    assert {day: units for day, units in daily.items() if units} == RES_01["expected"]["daily_units"]


def test_weeks_begin_on_monday_and_add_up_to_the_whole():
    person = oracle()
    assert [str(date_of(day_of(one.start))) for one in person.periods] == ["2026-06-01", "2026-06-08"]
    assert [one.demand / 60 for one in person.periods] == [42, 8]
    assert [one.capacity / 60 for one in person.periods] == [40, 40]
    assert [one.peak for one in person.periods] == [1.25, 0.5]
    assert week_of(parse_instant("2026-06-07T23:59")) == parse_instant("2026-06-01")
    assert week_of(parse_instant("2026-06-08")) == parse_instant("2026-06-08")


def test_the_guilty_are_those_who_ask_at_the_time():
    person = load(
        demand("A", "2026-06-01", "2026-06-02"),
        demand("B", "2026-06-02", "2026-06-03"),
        demand("C", "2026-06-04", "2026-06-05"),
        demand("D", "2026-06-05", "2026-06-05", 0.5),
    )
    assert [one.tasks for one in person.overloads] == [("A", "B"), ("C", "D")]
    assert [one.ratio for one in person.overloads] == [2, 1.5]


def test_a_task_that_begins_when_the_overload_ends_is_not_guilty():
    person = load(
        demand("A", "2026-06-01", "2026-06-05", 0.5),
        demand("B", "2026-06-01", "2026-06-02", 1),
        demand("C", "2026-06-03", "2026-06-05", 0.5),
    )
    (overload,) = person.overloads
    assert overload.tasks == ("A", "B")
    assert (overload.start, overload.finish) == (
        parse_instant("2026-06-01T08:00"), parse_instant("2026-06-02T17:00"),
    )  # fmt: skip


def test_an_overload_goes_on_over_nights_and_weekends():
    person = load(demand("A", "2026-06-05", "2026-06-08"), demand("B", "2026-06-05", "2026-06-08"))
    assert [(one.start, one.finish, one.excess) for one in person.overloads] == [
        (parse_instant("2026-06-05T08:00"), parse_instant("2026-06-08T17:00"), 960)
    ]


def test_what_touches_does_not_overlap():
    assert (
        load(demand("A", "2026-06-01", "2026-06-02"), demand("B", "2026-06-03", "2026-06-04")).overloads == ()
    )


def test_half_a_percent_is_forgiven_to_rounding():
    assert load(demand("A", "2026-06-01", "2026-06-05", 1.004)).overloads == ()
    assert len(load(demand("A", "2026-06-01", "2026-06-05", 1.01)).overloads) == 1


def test_capacity_changes_by_date():
    capacity = Capacity(Decimal(1), ((parse_instant("2026-06-03"), Decimal("0.5")),))
    person = load(demand("A", "2026-06-01", "2026-06-05", 0.8), capacity=capacity)
    assert days(person) == ["2026-06-03", "2026-06-04", "2026-06-05"]
    assert person.overloads[0].ratio == pytest.approx(1.6)
    assert person.capacity == 480 * 2 + 240 * 3


def test_all_there_is_follows_the_capacity():
    capacity = Capacity(Decimal(1), ((parse_instant("2026-06-03"), Decimal("0.5")),))
    person = load(demand("A", "2026-06-01", "2026-06-05", None), capacity=capacity)
    assert person.overloads == ()
    assert person.demand == person.capacity == 480 * 2 + 240 * 3
    twice = load(demand("A", "2026-06-01", "2026-06-05", None), demand("B", "2026-06-04", "2026-06-05", None),
                 capacity=capacity)  # fmt: skip
    assert [one.ratio for one in twice.overloads] == [2]


def test_days_off_hold_neither_work_nor_capacity():
    calendar = with_days_off(STANDARD, [day_number(date(2026, 6, 3))])
    person = load(demand("A", "2026-06-01", "2026-06-05"), calendar=calendar)
    assert person.demand == person.capacity == 4 * 480


def test_there_is_no_capacity_outside_a_stay():
    stay = parse_instant("2026-06-02"), parse_instant("2026-06-05")
    person = load(demand("A", "2026-06-01", "2026-06-05", 0.5), stay=stay)
    assert person.capacity == 3 * 480
    assert person.demand == 5 * 240
    assert person.overloads == ()


def test_a_week_without_capacity_has_no_load():
    holidays = [day_number(date(2026, 6, 8)) + day for day in range(5)]
    person = load(demand("A", "2026-06-01", "2026-06-19"), calendar=with_days_off(STANDARD, holidays))
    assert [one.load for one in person.periods] == [1, None, 1]


def test_work_outside_ones_own_time_counts_in_its_week():
    saturday = Demand("A", parse_instant("2026-06-06T08:00"), parse_instant("2026-06-06T18:00"), 0, 600)
    person = load(demand("B", "2026-06-01", "2026-06-05", 0.5), saturday)
    assert [one.demand for one in person.periods] == [1200 + 600]
    assert person.overloads == ()
    assert person.demand == 1800


def test_nobody_asks_for_anything():
    person = load()
    assert (person.periods, person.overloads, person.utilisation) == ((), (), None)


def test_a_week_is_found_by_its_monday():
    person = load(demand("A", "2026-06-01", "2026-06-19", 0.5))
    assert person.in_week(parse_instant("2026-06-08")) is person.periods[1]
    assert person.in_week(parse_instant("2026-05-25")) is None
    assert person.in_week(parse_instant("2026-06-22")) is None


def test_the_sum_of_days_is_the_sum_of_weeks():
    first = date(2026, 6, 1)
    demands = [
        demand(f"T-{n}", first + timedelta(3 * n), first + timedelta(3 * n + n % 9), 0.1 * (n % 12))
        for n in range(60)
    ]
    by_week, by_day = (load(*demands, period=period) for period in (7 * DAY, DAY))
    assert by_week.overloads == by_day.overloads
    for week in by_week.periods:
        of_days = [one for one in by_day.periods if week_of(one.start) == week.start]
        assert sum(one.demand for one in of_days) == pytest.approx(week.demand, abs=7)
        assert max(one.peak for one in of_days) == week.peak


def test_a_calendar_without_breaks():
    night = Calendar(week=CONTINUOUS.week, minutes_per_day=DAY)
    person = load(Demand("A", 0, 1440, SCALE), Demand("B", 720, 2160, SCALE), calendar=night)
    assert [(one.start, one.finish) for one in person.overloads] == [(720, 1440)]
