"""The constraint solver: what it finds is a schedule, and what it proves is true.

`LEVELLING_EXAMPLES=2000 pytest tests/schedule/levelling/test_solver.py` searches deeper than every run needs to.
"""

import sys
from dataclasses import replace
from fractions import Fraction
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, assume, given, settings

from milepost.schedule import CONTINUOUS, Calendar, LinkType
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
    Rule,
    Scheme,
    level,
    program,
)
from milepost.schedule.levelling.generation import finish_of
from milepost.schedule.levelling.many_calendars import ManyCalendars
from milepost.schedule.levelling.model import model_of
from milepost.schedule.levelling.one_calendar import OneCalendar
from milepost.schedule.levelling.sequence import Sequencer
from milepost.schedule.levelling.solver import SolverMissingError, solve
from tests.schedule.levelling.exhaustive import TooManyError, earliest_finish
from tests.schedule.levelling.plans import AWAY, FIVE, START, faults, overloads
from tests.schedule.levelling.test_laws import EXAMPLES
from tests.schedule.levelling.test_oracles import CASES, problem_of
from tests.schedule.levelling.tiny import CALENDARS, WEEK, tiny_problems

SOLVER = Options(solver_effort=10)
WEAK = Options(rules=(Rule.SHORTEST_TIME,), schemes=(Scheme.PARALLEL,), justification=0)
HARD = Problem(
    0,
    tuple(
        Job(str(at), CONTINUOUS, length, (Demand(0, 1),)) for at, length in enumerate((4, 5, 6, 7, 8, 9, 3))
    ),
    (Resource("R", CONTINUOUS, 2),),
    (Precedence(0, 4), Precedence(1, 5, LinkType.START_TO_START, 2, CONTINUOUS)),
)
WEEKDAYS = Calendar(week=(((0, 1440),),) * 5 + ((), ()))
"""Of the same working time as FIVE in no week."""


@pytest.mark.parametrize("name", CASES)
def test_the_solver_proves_the_optimum(name):
    levelled = level(problem_of(CASES[name]), SOLVER)

    assert levelled.finish == levelled.bound == CASES[name]["expected"]["optimal_makespan"]


def test_the_solver_works_around_what_is_fixed():
    fixed = Job("F", CONTINUOUS, 6, (Demand(0, 2),), fixed=Fixed(4, 10))
    problem = replace(HARD, jobs=(*HARD.jobs, fixed))

    levelled = level(problem, SOLVER)

    assert levelled.bound <= levelled.finish <= level(problem).finish
    assert levelled.starts[-1] == 4
    for at, length in enumerate(job.duration for job in HARD.jobs):
        assert levelled.starts[at] + length <= 4 or levelled.starts[at] >= 10


@pytest.mark.parametrize("calendars", [CALENDARS, (WEEK,)], ids=["several calendars", "one calendar"])
def test_what_it_finds_and_proves_is_what_trying_all_starts_finds(calendars):
    examined = 0

    @given(problem=tiny_problems(calendars))
    @settings(max_examples=max(EXAMPLES // 4, 1), deadline=None, suppress_health_check=list(HealthCheck))
    def examine(problem):
        nonlocal examined
        model = model_of(problem)
        assume(model.count and not model.too_demanding)
        calendar = model.common_calendar()
        kernel = ManyCalendars(model) if calendar is None else OneCalendar(model, calendar)
        order = Sequencer(model, kernel).by_rank(range(model.count))
        known = kernel.forward(order)
        try:
            optimum = earliest_finish(problem, max(dates_of(problem, model, kernel, known).finishes) + 1)
        except TooManyError:
            assume(False)
        at_all = finish_of(kernel, kernel.early())

        solved = solve(model, kernel, known, at_all, SOLVER)
        hurried = solve(model, kernel, known, at_all, Options(solver_effort=1e-6))

        dates = dates_of(problem, model, kernel, kernel.settled(solved.starts))
        assert faults(problem, dates) == []
        fixed = replace(problem, jobs=tuple(job for job in problem.jobs if job.fixed), precedences=())
        assert overloads(problem, dates) <= overloads(fixed, level(fixed))
        counted = calendar.work if calendar else int  # what the kernel counts in
        assert counted(max(dates.finishes)) == solved.bound == counted(optimum)
        assert hurried.bound <= counted(optimum)
        examined += 1

    examine()
    assert examined >= EXAMPLES // 12


def dates_of(problem, model, kernel, placement):
    """The dates of all jobs, those that are not moved included."""
    starts, finishes = kernel.dates(placement)
    dates = SimpleNamespace(
        starts=[job.fixed and job.fixed.start for job in problem.jobs],
        finishes=[job.fixed and job.fixed.finish for job in problem.jobs],
    )
    for position, start, finish in zip(model.positions, starts, finishes, strict=True):
        dates.starts[position], dates.finishes[position] = start, finish
    return dates


def test_people_with_their_own_weeks_and_leave_get_a_better_order():
    """The shortest first is the wrong order: what raj does for five days has to wait for mara's longest task."""
    resources = (Resource("mara", AWAY, 1), Resource("raj", FIVE, 1))
    jobs = (
        *(Job(f"short {at}", AWAY, 480, (Demand(0, 1),)) for at in range(2)),
        Job("first", AWAY, 960, (Demand(0, 1),)),
        Job("then", FIVE, 2400, (Demand(1, 1),)),
        Job("both", FIVE, assignments=(Assignment(AWAY, 240, (Demand(0, Fraction(1, 2)),)),)),
    )
    problem = Problem(START, jobs, resources, (Precedence(2, 3),))

    weak, levelled = level(problem, WEAK), level(problem, replace(WEAK, solver_effort=10))

    assert levelled.bound == levelled.finish < weak.finish
    assert levelled.method == "constraint solver"
    assert faults(problem, levelled) == []
    assert overloads(problem, levelled) == set()


def test_the_same_plan_gets_the_same_schedule():
    problem = problem_of(CASES["RCP-02"])
    little = Options(justification=0, schemes=(Scheme.SERIAL,), solver_effort=0.02)

    assert level(problem, little) == level(problem, little)


def test_where_the_calendars_differ_too_often_it_was_not_asked_and_says_so(monkeypatch):
    monkeypatch.setattr(program, "MOST_STEPS", 3)
    problem = replace(HARD, jobs=(*HARD.jobs, Job("W", WEEKDAYS, 1, (Demand(0, 1),))))

    levelled = level(problem, replace(WEAK, solver_effort=10))

    assert levelled.method.endswith("; not by the solver, for which the calendars differ too often")
    assert levelled.finish == level(problem, WEAK).finish


def test_smoothing_says_that_the_solver_was_not_asked():
    smoothed = level(HARD, Options(Levelling.SMOOTHING, solver_effort=10))

    assert smoothed.method.endswith("; not by the solver, which only looks for an earlier finish")


def test_without_the_solver_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "ortools.sat.python.cp_model", None)

    with pytest.raises(SolverMissingError, match=r"milepost\[solver\]"):
        level(HARD, SOLVER)
