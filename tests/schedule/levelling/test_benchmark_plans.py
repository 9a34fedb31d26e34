"""Plans of the benchmarks: that they are read, and that no schedule passes a bound."""

import json

import pytest

from milepost.schedule.levelling import Options, level
from tests.benchmarks.levelling import effort_plan
from tests.benchmarks.psplib import INSTANCES, instances
from tests.schedule.levelling.plans import faults, overloads

KNOWN = json.loads((INSTANCES / "best_known.json").read_text())


@pytest.mark.parametrize(("name", "jobs"), [("j30", 32), ("j60", 62)])
def test_schedules_are_feasible_and_no_shorter_than_the_lower_bound(name, jobs):
    problems = instances(name)
    assert len(problems) == 480

    for instance in list(problems)[::40]:
        problem = problems[instance]
        assert len(problem.jobs) == jobs
        levelled = level(problem, Options(schedules=150))

        assert faults(problem, levelled) == []
        assert overloads(problem, levelled) == set()
        assert levelled.finish >= KNOWN[instance]["lower"]
        assert levelled.bound <= KNOWN[instance]["upper"]


def test_a_thousand_tasks_of_fifty_people():
    """A plain parallel dispatch by longest remaining path finishes this plan on working day 350."""
    plan = effort_plan("effort-1000")

    levelled = level(plan)

    assert faults(plan, levelled) == []
    assert overloads(plan, levelled) == set()
    calendar = plan.resources[0].calendar
    assert calendar.between(plan.start, levelled.early_finish) == 189 * 480
    assert calendar.between(plan.start, levelled.finish) <= 350 * 480
