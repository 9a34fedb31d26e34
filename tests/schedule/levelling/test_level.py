"""What levelling does with one thing at a time."""

from decimal import Decimal
from fractions import Fraction

import pytest

from milepost.schedule import CONTINUOUS, Calendar, LinkType, parse_instant, with_days_off
from milepost.schedule.capacity import SCALE, Pace
from milepost.schedule.levelling import (
    Assignment,
    Demand,
    Fixed,
    Job,
    Levelling,
    Options,
    Precedence,
    Problem,
    Resource,
    Scheme,
    level,
)

FIVE = Calendar(week=(((480, 720), (780, 1020)),) * 5 + ((), ()))
MONDAY = parse_instant("2026-06-01T08:00")
DAY = 480
WAYS = (
    Options(schemes=(Scheme.SERIAL,), justification=0),
    Options(schemes=(Scheme.PARALLEL,), justification=0),
    Options(),
    Options(schedules=100),
)


def at(text):
    return parse_instant(f"2026-06-{text}")


def person(name="mara", calendar=FIVE, capacity=1):
    return Resource(name, calendar, capacity)


def task(name, days=1, units=1, **more):
    return Job(name, FIVE, days * DAY, (Demand(0, units),) if units else (), **more)


def plan(*jobs, resources=None, links=(), **more):
    return Problem(MONDAY, jobs, resources or (person(),), tuple(links), **more)


def test_two_tasks_of_one_person_follow_each_other():
    levelled = level(plan(task("A"), task("B")))

    assert levelled.starts == (at("01T08:00"), at("02T08:00"))
    assert levelled.finish == at("02T17:00")
    assert levelled.early_finish == at("01T17:00")
    assert levelled.delays == (0, DAY)
    assert levelled.bound == levelled.finish


def test_parts_of_a_person_add_up_to_the_whole():
    half, quarter = Fraction(1, 2), Decimal("0.25")

    levelled = level(plan(task("A", units=half), task("B", units=quarter), task("C", units=half)))

    assert levelled.starts == (at("01T08:00"), at("01T08:00"), at("02T08:00"))


@pytest.mark.parametrize("options", WAYS)
def test_the_higher_priority_goes_first(options):
    levelled = level(plan(task("A", priority=400), task("B"), task("C", priority=900)), options)

    assert levelled.starts == (at("03T08:00"), at("02T08:00"), at("01T08:00"))


@pytest.mark.parametrize("options", WAYS)
def test_ties_are_broken_by_the_order_of_the_file(options):
    levelled = level(plan(*(task(name) for name in "ABCD")), options)

    assert list(levelled.starts) == sorted(levelled.starts)


@pytest.mark.parametrize("options", [*WAYS, Options(Levelling.SMOOTHING)])
def test_what_is_fixed_stays_and_keeps_its_capacity(options):
    fixed = Fixed(at("01T08:00"), at("02T17:00"))

    levelled = level(plan(task("A"), task("B", 2, fixed=fixed)), options)

    assert levelled.starts[1] == at("01T08:00")
    if options.levelling is Levelling.RESOURCE_LIMITED:
        assert levelled.starts[0] == at("03T08:00")


def test_work_under_way_uses_capacity_from_where_it_goes_on():
    fixed = Fixed(at("01T08:00"), at("04T17:00"), resume=at("04T08:00"))

    levelled = level(plan(task("A", 2), task("B", 1, fixed=fixed), task("C", 2)))

    assert levelled.starts == (at("01T08:00"), at("01T08:00"), at("05T08:00"))


def test_two_fixed_tasks_may_overload_a_person_and_others_wait():
    fixed = Fixed(at("01T08:00"), at("02T17:00"))

    levelled = level(plan(task("A", 2, fixed=fixed), task("B", 2, fixed=fixed), task("C")))

    assert levelled.starts[2] == at("03T08:00")


def test_a_link_from_what_is_fixed_holds():
    fixed = Fixed(at("01T08:00"), at("03T12:00"))
    links = (Precedence(0, 1, LinkType.FINISH_TO_START, 240, FIVE),)

    levelled = level(plan(task("A", fixed=fixed), task("B", units=0), links=links))

    assert levelled.starts[1] == at("04T08:00")


def test_a_task_that_asks_for_more_than_there_is_gets_all_of_it():
    levelled = level(plan(task("A"), task("B", units=2), task("C")))

    assert levelled.overloaded == (1,)
    assert sorted(levelled.starts) == [at("01T08:00"), at("02T08:00"), at("03T08:00")]


def test_a_person_without_capacity_holds_nothing_up():
    levelled = level(plan(task("A"), task("B"), resources=(person(capacity=0),)))

    assert levelled.overloaded == (0, 1)
    assert levelled.starts == (MONDAY, MONDAY)


def test_each_works_in_their_own_time_and_the_task_ends_with_the_last():
    away = with_days_off(FIVE, [at("02T00:00") // 1440])
    team = Job(
        "A",
        FIVE,
        assignments=(Assignment(FIVE, DAY, (Demand(0, 1),)), Assignment(away, 2 * DAY, (Demand(1, 1),))),
    )
    alone = Job("B", FIVE, assignments=(Assignment(FIVE, 2 * DAY, (Demand(0, 1),)),))

    levelled = level(plan(team, alone, resources=(person(), person("raj", away))))

    assert levelled.finishes[0] == at("03T17:00")  # raj is away on Tuesday
    assert levelled.starts[1] == at("02T08:00")  # mara is free once her part is done


def test_a_day_off_between_two_tasks_costs_no_capacity():
    off = with_days_off(FIVE, [at("02T00:00") // 1440])
    jobs = tuple(Job(name, off, DAY, (Demand(0, 1),)) for name in "AB")

    levelled = level(plan(*jobs, resources=(person(calendar=off),)))

    assert levelled.starts[1] == at("03T08:00")
    assert levelled.delays == (0, DAY)


def test_two_tasks_on_different_days_share_a_person():
    """A person is used only when the task's calendar works."""
    mondays = Calendar(week=(((480, 960),), (), (), (), (), (), ()))
    others = Calendar(week=((),) + (((480, 960),),) * 4 + ((), ()))
    everyday = Calendar(week=(((480, 960),),) * 5 + ((), ()))
    jobs = tuple(Job(name, own, 2 * DAY, (Demand(0, 1),)) for name, own in (("A", mondays), ("B", others)))

    levelled = level(plan(*jobs, resources=(person(calendar=everyday),)))

    assert levelled.starts == levelled.early_starts
    assert levelled.finish == at("08T16:00")


def test_an_elapsed_task_uses_a_machine_in_the_machines_time():
    curing = Job("A", CONTINUOUS, 2 * 1440, (Demand(0, 1),), priority=900)

    levelled = level(plan(curing, task("B")))

    assert levelled.starts == (at("01T08:00"), at("03T08:00"))


def test_a_person_who_gives_less_time_later_takes_longer_when_delayed():
    pace = Pace(FIVE, SCALE, ((at("02T08:00"), SCALE // 2),))
    jobs = tuple(
        Job(name, FIVE, assignments=(Assignment(pace, DAY * SCALE, (Demand(0, 1),)),)) for name in "AB"
    )

    levelled = level(plan(*jobs))

    assert levelled.finishes == (at("01T17:00"), at("03T17:00"))


def test_a_steady_pace_is_a_duration():
    pace = Pace(FIVE, SCALE // 2)
    job = Job("A", FIVE, assignments=(Assignment(pace, DAY * SCALE, (Demand(0, Fraction(1, 2)),)),))

    assert level(plan(job, task("B", units=Fraction(1, 2)))).finishes == (at("02T17:00"), at("01T17:00"))


def test_a_milestone_stays_at_the_end_of_the_day_before():
    links = (Precedence(0, 1), Precedence(2, 1))

    levelled = level(plan(task("A", 3), Job("M", FIVE), task("B", 2), links=links))

    assert levelled.starts[1] == at("05T17:00")


def test_smoothing_uses_float_where_there_is_some():
    links = (Precedence(1, 2),)

    smoothed = level(
        plan(task("A"), task("B"), task("C", 2, units=0), links=links), Options(Levelling.SMOOTHING)
    )

    assert smoothed.starts == (at("02T08:00"), at("01T08:00"), at("02T08:00"))
    assert smoothed.overloaded == ()
    assert smoothed.finish == smoothed.early_finish


def test_smoothing_respects_a_latest_start_of_ones_own():
    smoothed = level(
        plan(task("A"), task("B", latest_start=MONDAY), task("C", 3, units=0), finish=at("05T17:00")),
        Options(Levelling.SMOOTHING),
    )

    assert smoothed.starts[:2] == (at("02T08:00"), MONDAY)


def test_smoothing_may_use_a_finish_that_lies_later():
    jobs = (task("A"), task("B"), task("C"))

    smoothed = level(plan(*jobs, finish=at("03T17:00")), Options(Levelling.SMOOTHING))

    assert smoothed.overloaded == ()
    assert smoothed.finish == at("03T17:00")


def test_smoothing_knows_that_a_late_start_must_be_working_time():
    """The lag is worked off at night: a start in the morning after its last shift comes a day too late."""
    nights = Calendar(week=(((1320, 1800),),) * 5 + ((), ()))
    links = (Precedence(0, 1, LinkType.START_TO_START, 240, nights),)
    busy = Fixed(MONDAY, at("01T12:00"))
    jobs = (task("A"), task("B"), task("C", fixed=busy))

    smoothed = level(plan(*jobs, links=links), Options(Levelling.SMOOTHING))

    assert smoothed.finish == smoothed.early_finish


def test_smoothing_puts_what_does_not_fit_where_it_hurts_least():
    half = Fraction(1, 2)
    busy = Fixed(at("01T08:00"), at("01T17:00"))
    light = Fixed(at("02T08:00"), at("02T17:00"))

    smoothed = level(
        plan(
            task("A", fixed=busy),
            task("B", units=half, fixed=light),
            task("C", latest_start=at("02T08:00")),
            finish=at("02T17:00"),
        ),
        Options(Levelling.SMOOTHING),
    )

    assert smoothed.starts[2] == at("02T08:00")
    assert smoothed.overloaded == (2,)


def test_nothing_to_level():
    assert level(plan()).finish == MONDAY
    assert level(plan(task("A", fixed=Fixed(MONDAY, at("01T17:00"))))).finish == at("01T17:00")


def test_a_cycle_is_an_error_of_the_caller():
    with pytest.raises(ValueError, match="cycle"):
        level(plan(task("A"), task("B"), links=(Precedence(0, 1), Precedence(1, 0))))


def test_the_budget_is_kept():
    jobs = tuple(task(f"T{number}", 1 + number % 5, Fraction(1 + number % 3, 3)) for number in range(40))

    levelled = level(plan(*jobs), Options(schedules=333))

    assert levelled.schedules <= 333
    assert levelled.finish <= level(plan(*jobs)).finish


def test_a_chain_of_20000_needs_no_recursion():
    jobs = tuple(task(f"T{number}") for number in range(20_000))
    links = tuple(Precedence(number, number + 1) for number in range(19_999))

    levelled = level(plan(*jobs, links=links))

    assert levelled.starts == levelled.early_starts


def test_many_tasks_that_wait_for_one_person():
    jobs = tuple(task(f"T{number}") for number in range(3000))

    levelled = level(plan(*jobs))

    assert FIVE.between(MONDAY, levelled.finish) == 3000 * DAY
