"""Real plans must get the dates and slacks that Microsoft Project computed for them."""

from pathlib import Path

import pytest

from milepost.schedule import calculate, parse_instant
from tests.schedule.plans import read_expected, read_plan

FOLDER = Path(__file__).parent / "real"
PLANS = ("new-product", "residential-construction", "software-development")
DATES = ("start", "finish", "late_start", "late_finish")


@pytest.mark.parametrize("plan", PLANS)
def test_dates_and_slack_agree_to_the_minute(plan):
    network = read_plan(FOLDER / plan)
    schedule, problems = calculate(network)
    assert problems == ()
    positions = {activity.id: position for position, activity in enumerate(network.activities)}
    expected = read_expected(FOLDER / plan)
    assert len(expected) > 30
    for row in expected:
        position = positions[row["task"]]
        calendar = network.activities[position].calendar
        for column in DATES:
            ours = getattr(schedule, column)[position]
            assert calendar.between(ours, parse_instant(row[column])) == 0, (row["task"], column)
        assert schedule.total_float[position] == int(row["total_float_minutes"]), row["task"]
        assert schedule.critical_by_float[position] == (row["critical"] == "true"), row["task"]


@pytest.mark.parametrize("plan", [*PLANS, "layered-1000"])
def test_early_dates_agree_as_instants(plan):
    network = read_plan(FOLDER / plan)
    schedule, _ = calculate(network)
    positions = {activity.id: position for position, activity in enumerate(network.activities)}
    for row in read_expected(FOLDER / plan):
        position = positions[row["task"]]
        assert schedule.start[position] == parse_instant(row["start"]), row["task"]
        assert schedule.finish[position] == parse_instant(row["finish"]), row["task"]
