"""Published and constructed cases of resource-constrained scheduling, tie for tie."""

import json
from pathlib import Path

import pytest

from milepost.schedule import CONTINUOUS
from milepost.schedule.levelling import (
    Demand,
    Job,
    Levelling,
    Options,
    Precedence,
    Problem,
    Resource,
    Rule,
    Scheme,
    level,
)
from milepost.schedule.levelling.generation import finish_of, justified, serial
from milepost.schedule.levelling.many_calendars import ManyCalendars
from milepost.schedule.levelling.model import model_of
from milepost.schedule.levelling.priorities import priority_values
from milepost.schedule.levelling.sequence import Sequencer

ORACLES = json.loads((Path(__file__).parent.parent / "oracles" / "rcpsp.json").read_text())
CASES = {case["id"]: case for case in ORACLES["rcpsp"]}
SMOOTHING = next(case for case in ORACLES["resources"] if case["id"] == "RES-03")
RULES = [(name, rule) for name, case in CASES.items() for rule in case["expected"]["rules"]]


def problem_of(case):
    """Activities are numbered from 1; their time unit is a minute here."""
    activities = case["activities"]
    return Problem(
        start=0,
        jobs=tuple(
            Job(
                str(one["id"]),
                CONTINUOUS,
                one["duration"],
                tuple(Demand(at, units) for at, units in enumerate(one["request"]) if units),
            )
            for one in activities
        ),
        resources=tuple(Resource(f"R{at}", CONTINUOUS, units) for at, units in enumerate(case["capacity"])),
        precedences=tuple(
            Precedence(one["id"] - 1, to - 1) for one in activities for to in one["successors"]
        ),
    )


@pytest.mark.parametrize("name", CASES)
def test_the_finish_by_links_alone(name):
    levelled = level(problem_of(CASES[name]))

    assert levelled.early_finish == CASES[name]["expected"]["cpm_makespan"]
    assert levelled.bound <= CASES[name]["expected"]["optimal_makespan"] <= levelled.finish


@pytest.mark.parametrize(("name", "rule"), RULES)
@pytest.mark.parametrize("scheme", Scheme)
def test_a_single_pass(name, rule, scheme):
    expected = CASES[name]["expected"]["rules"][rule]
    options = Options(rules=(Rule(rule),), schemes=(scheme,), justification=0)

    levelled = level(problem_of(CASES[name]), options)

    assert levelled.finish == expected[f"{scheme.value}_makespan"]
    starts = expected.get(f"{scheme.value}_start")
    if starts is not None:
        assert levelled.starts == tuple(starts.values())


@pytest.mark.parametrize(("name", "rule"), RULES)
def test_justification_of_the_serial_schedule(name, rule):
    options = Options(rules=(Rule(rule),), schemes=(Scheme.SERIAL,))

    levelled = level(problem_of(CASES[name]), options)

    assert levelled.finish == CASES[name]["expected"]["rules"][rule]["fbi_from_serial_makespan"]


@pytest.mark.parametrize(("name", "rule"), RULES)
def test_the_kernel_of_many_calendars_agrees(name, rule):
    expected = CASES[name]["expected"]["rules"][rule]
    model = model_of(problem_of(CASES[name]))
    kernel = ManyCalendars(model)
    sequencer = Sequencer(model, kernel)
    early = kernel.early()
    values = priority_values(Rule(rule), model, kernel, early, kernel.late(max(early.finishes)))
    if expected["priority_values"] is not None:
        assert values == list(expected["priority_values"].values())

    first = serial(kernel, sequencer, sequencer.ranks(values))
    better, _ = justified(kernel, sequencer, first, 100)

    assert finish_of(kernel, first) == expected["serial_makespan"]
    assert finish_of(kernel, better) == expected["fbi_from_serial_makespan"]


@pytest.mark.parametrize("name", CASES)
def test_the_improver_finds_the_optimum(name):
    levelled = level(problem_of(CASES[name]), Options(schedules=2000))

    assert levelled.finish == CASES[name]["expected"]["optimal_makespan"]
    assert levelled.schedules <= 2000


def levelling_or_smoothing(levelling):
    tasks = SMOOTHING["tasks"]
    numbers = {task["id"]: at for at, task in enumerate(tasks)}
    problem = Problem(
        0,
        tuple(Job(one["id"], CONTINUOUS, one["duration"], (Demand(0, one["units"]),)) for one in tasks),
        (Resource("R", CONTINUOUS, SMOOTHING["capacity"]),),
        tuple(
            Precedence(numbers[before], numbers[one["id"]])
            for one in tasks
            for before in one.get("after", ())
        ),
    )
    return level(problem, Options(levelling))


def test_levelling_moves_the_finish():
    levelled = levelling_or_smoothing(Levelling.RESOURCE_LIMITED)

    assert levelled.early_finish == SMOOTHING["expected"]["cpm_finish"]
    assert levelled.finish == SMOOTHING["expected"]["levelled_finish"]
    assert levelled.overloaded == ()


def test_smoothing_keeps_the_finish_and_says_what_it_could_not_resolve():
    smoothed = levelling_or_smoothing(Levelling.SMOOTHING)

    assert smoothed.finish == SMOOTHING["expected"]["cpm_finish"]
    assert smoothed.overloaded != ()
