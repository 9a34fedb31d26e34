"""The constraint solver, where it is installed."""

import importlib.util
from dataclasses import replace

import pytest

from milepost.schedule import CONTINUOUS, Calendar, LinkType
from milepost.schedule.levelling import (
    Demand,
    Fixed,
    Job,
    Options,
    Precedence,
    Problem,
    Resource,
    Rule,
    Scheme,
    level,
)
from milepost.schedule.levelling.solver import SolverMissingError
from tests.schedule.levelling.test_oracles import CASES, problem_of

INSTALLED = importlib.util.find_spec("ortools") is not None
SOLVER = Options(solver_seconds=10)
HARD = Problem(
    0,
    tuple(
        Job(str(at), CONTINUOUS, length, (Demand(0, 1),)) for at, length in enumerate((4, 5, 6, 7, 8, 9, 3))
    ),
    (Resource("R", CONTINUOUS, 2),),
    (Precedence(0, 4), Precedence(1, 5, LinkType.START_TO_START, 2, CONTINUOUS)),
)


@pytest.mark.skipif(not INSTALLED, reason="OR-Tools is an optional extra: pip install milepost[solver]")
@pytest.mark.parametrize("name", CASES)
def test_the_solver_proves_the_optimum(name):
    levelled = level(problem_of(CASES[name]), SOLVER)

    assert levelled.finish == levelled.bound == CASES[name]["expected"]["optimal_makespan"]


@pytest.mark.skipif(not INSTALLED, reason="OR-Tools is an optional extra: pip install milepost[solver]")
def test_the_solver_works_around_what_is_fixed():
    fixed = Job("F", CONTINUOUS, 6, (Demand(0, 2),), fixed=Fixed(4, 10))
    problem = replace(HARD, jobs=(*HARD.jobs, fixed))

    levelled = level(problem, SOLVER)

    assert levelled.bound <= levelled.finish <= level(problem).finish
    assert levelled.starts[-1] == 4
    for at, length in enumerate(job.duration for job in HARD.jobs):
        assert levelled.starts[at] + length <= 4 or levelled.starts[at] >= 10


@pytest.mark.skipif(INSTALLED, reason="OR-Tools is installed")
def test_without_the_solver_it_says_what_to_install():
    with pytest.raises(SolverMissingError, match=r"milepost\[solver\]"):
        level(
            problem_of(CASES["RCP-02"]),
            Options(justification=0, schemes=Options().schemes[:1], solver_seconds=1),
        )


def test_several_calendars_are_told_instead_of_a_search():
    weekdays = Calendar(week=(((0, 1440),),) * 5 + ((), ()))
    problem = replace(HARD, jobs=(*HARD.jobs, Job("W", weekdays, 1, (Demand(0, 1),))))

    levelled = level(problem, replace(SOLVER, rules=(Rule.SHORTEST_TIME,), schemes=(Scheme.PARALLEL,)))

    assert levelled.method.endswith("; not by the solver, which needs people and tasks on one calendar")
