"""Laws that hold for every levelled schedule.

`LEVELLING_EXAMPLES=2000 pytest tests/schedule/levelling` searches deeper than every run needs to.
"""

import os
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from milepost.schedule import Activity, Link, Network, calculate
from milepost.schedule import Options as NetworkOptions
from milepost.schedule.capacity import SCALE, Pace
from milepost.schedule.crew import Crew, Member
from milepost.schedule.levelling import Levelling, Options, Rule, Scheme, level
from milepost.schedule.levelling.generation import justified, parallel
from milepost.schedule.levelling.kernel import Placement
from milepost.schedule.levelling.many_calendars import ManyCalendars
from milepost.schedule.levelling.model import model_of
from milepost.schedule.levelling.one_calendar import OneCalendar
from milepost.schedule.levelling.sequence import Sequencer
from milepost.schedule.network import LagCalendar
from tests.schedule.levelling.plans import FIVE, START, faults, overloads, problems

EXAMPLES = int(os.environ.get("LEVELLING_EXAMPLES", "120"))

WAYS = {
    "serial": Options(rules=tuple(Rule), schemes=(Scheme.SERIAL,), justification=0),
    "parallel": Options(rules=tuple(Rule), schemes=(Scheme.PARALLEL,), justification=0),
    "justified": Options(),
    "improver": Options(schedules=60),
}


@pytest.mark.parametrize("way", WAYS)
@given(problem=problems())
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_levelled_schedule_only_delays_and_keeps_links_releases_calendars_and_capacities(way, problem):
    levelled = level(problem, WAYS[way])

    assert faults(problem, levelled) == []
    moved = replace(problem, jobs=tuple(job for job in problem.jobs if job.fixed is not None), precedences=())
    already = overloads(moved, level(moved))
    assert levelled.overloaded or overloads(problem, levelled) <= already
    assert levelled.finish == max(levelled.finishes)
    assert levelled.bound <= levelled.finish
    assert all(late >= early for late, early in zip(levelled.starts, levelled.early_starts, strict=True))
    assert all(delay >= 0 for delay in levelled.delays)
    assert levelled.finish >= levelled.early_finish


@given(problem=problems())
@settings(max_examples=EXAMPLES, deadline=None)
def test_without_conflicts_nothing_changes(problem):
    ample = replace(problem, resources=tuple(replace(one, capacity=100) for one in problem.resources))

    for levelling in Levelling:
        levelled = level(ample, Options(levelling=levelling, schedules=100))

        assert levelled.starts == levelled.early_starts
        assert not any(levelled.delays)
        assert not levelled.overloaded
        assert levelled.finish == levelled.early_finish


@given(problem=problems())
@settings(max_examples=max(EXAMPLES // 5, 1), deadline=None)
def test_levelling_again_gives_the_same(problem):
    for options in (*WAYS.values(), Options(Levelling.SMOOTHING, schedules=20)):
        assert level(problem, options) == level(problem, options)


@given(problem=problems())
@settings(max_examples=EXAMPLES, deadline=None)
def test_smoothing_keeps_the_finish_and_the_logic(problem):
    smoothed = level(problem, Options(Levelling.SMOOTHING))

    assert faults(problem, smoothed) == []
    assert smoothed.finish == smoothed.early_finish
    movable = all(job.fixed is None for job in problem.jobs)
    assert smoothed.overloaded or not movable or not overloads(problem, smoothed)


@given(problem=problems(fixed=False), data=st.data())
@settings(max_examples=EXAMPLES, deadline=None)
def test_the_starts_before_levelling_are_those_of_the_critical_path_method(problem, data):
    """Lags run on the successor's calendar there, so that they do here as well."""
    links = tuple(
        replace(tie, lag_calendar=problem.jobs[tie.successor].calendar) for tie in problem.precedences
    )
    problem = replace(
        problem, jobs=tuple(replace(job, release=None) for job in problem.jobs), precedences=links
    )
    activities = tuple(
        Activity(
            job.id,
            job.calendar,
            job.duration or 480 * len(job.assignments),
            crew=Crew(
                tuple(
                    Member(one.clock, one.amount // SCALE)
                    if isinstance(one.clock, Pace)
                    else Member(Pace(one.clock, SCALE), one.amount)
                    for one in job.assignments
                )
            )
            if job.assignments
            else None,
        )
        for job in problem.jobs
    )
    network = Network(
        START,
        FIVE,
        activities,
        tuple(Link(tie.predecessor, tie.successor, tie.type, tie.lag) for tie in links),
        options=NetworkOptions(lag_calendar=LagCalendar.SUCCESSOR),
    )
    # a team of one on one calendar is a duration to the engine, and a crew to the network
    assume(all(len(job.assignments) != 1 for job in problem.jobs))
    schedule, found = calculate(network)

    levelled = level(problem)

    assert not found
    assert levelled.early_starts == schedule.start
    assert levelled.early_finish == schedule.project_finish


@given(problem=problems(calendars=(FIVE,)), data=st.data())
@settings(max_examples=EXAMPLES, deadline=None)
def test_both_kernels_make_the_same_schedules(problem, data):
    model = model_of(problem)
    assume(model.common_calendar() is not None)
    one, many = OneCalendar(model, FIVE), ManyCalendars(model)
    sequencer = Sequencer(model, many)
    ranks = sequencer.ranks(data.draw(st.permutations(range(model.count))))

    def in_work(placement):
        return Placement([FIVE.work(t) for t in placement.starts], [FIVE.work(t) for t in placement.finishes])

    assert one.early() == in_work(many.early())
    assert one.forward(sequencer.by_rank(ranks)) == in_work(many.forward(sequencer.by_rank(ranks)))
    assert parallel(model, one, ranks) == in_work(parallel(model, many, ranks))
    limit = max([*many.early().finishes, many.fixed_finish, START])
    assert one.late(FIVE.work(limit)) == in_work(many.late(limit))
    order = sequencer.decreasing(ranks)
    assert one.backward(order, FIVE.work(limit)) == in_work(many.backward(order, limit))
    assert (
        one.dates(one.forward(sequencer.by_rank(ranks)))[0] == many.forward(sequencer.by_rank(ranks)).starts
    )


@given(problem=problems(), data=st.data())
@settings(max_examples=EXAMPLES, deadline=None)
def test_justification_never_lengthens(problem, data):
    model = model_of(problem)
    kernel = ManyCalendars(model)
    sequencer = Sequencer(model, kernel)
    first = kernel.forward(sequencer.by_rank(data.draw(st.permutations(range(model.count)))))

    better, _ = justified(kernel, sequencer, first, 5)

    assert max(better.finishes, default=0) <= max(first.finishes, default=0)
