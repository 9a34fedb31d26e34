"""A levelled plan as an order of work: the same dates, and nobody in two places at once whatever takes longer."""

import random
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from milepost.schedule import LinkType, calculate, parse_instant
from milepost.schedule.order_of_work import ordered_network
from milepost.schedule.plan import compute_schedule, plan_of
from tests.schedule.people_plans import plans
from tests.schedule.written import PROJECT, load

LEVELLED = PROJECT + "schedule: {levelling: resource-limited}\n"
PEOPLE = "people:\n" + "".join(f"  - {{id: {who}, name: {who.title()}}}\n" for who in ("mara", "raj", "eva"))


def ordered(folder: Path, tasks: str, project: str = LEVELLED):
    """The schedule of a project, its network in the order of its work, and that network's dates."""
    files = {"project.yaml": project, "people.yaml": PEOPLE, "plan.yaml": f"tasks:\n{tasks}"}
    loaded = load(folder, files).project
    schedule, _ = compute_schedule(loaded, lambda *_: {})
    network = ordered_network(plan_of(loaded, schedule.calendars).network, schedule.levelled)
    return schedule, network, calculate(network)[0]


def longer(network, days):
    """The network with other durations, by id in days."""
    return replace(
        network,
        activities=tuple(
            replace(one, duration=480 * days[one.id]) if one.id in days else one for one in network.activities
        ),
    )


def starts_of(network):
    dates = calculate(network)[0]
    return dict(zip((one.id for one in network.activities), dates.start, strict=True))


TWO = """\
  - {id: T-1, name: One, duration: 3d, assignments: [raj]}
  - {id: T-2, name: Two, duration: 2d, assignments: [raj], priority: 700}
"""


def test_what_somebody_does_next_begins_when_the_first_is_done(tmp_path: Path) -> None:
    schedule, network, dates = ordered(tmp_path, TWO)
    assert dates.start == tuple(task.start for task in schedule.tasks.values())
    assert [one for activity in network.activities for one in activity.constraints] == []

    assert starts_of(longer(network, {"T-2": 4}))["T-1"] == parse_instant("2026-06-05T08:00")
    assert starts_of(longer(network, {"T-2": 1}))["T-1"] == parse_instant("2026-06-02T08:00")


def test_half_of_somebody_goes_to_one_task_and_half_to_another(tmp_path: Path) -> None:
    tasks = """\
  - {id: T-1, name: One, duration: 1d, assignments: [{who: raj, units: 50%}]}
  - {id: T-2, name: Two, duration: 3d, assignments: [{who: raj, units: 50%}]}
  - {id: T-3, name: Three, duration: 2d, assignments: [{who: raj, units: 50%}]}
"""
    _, network, _ = ordered(tmp_path, tasks)
    found = starts_of(longer(network, {"T-1": 2}))
    assert [found[f"T-{number}"] for number in (1, 2, 3)] == [
        parse_instant(text) for text in ("2026-06-01T08:00", "2026-06-01T08:00", "2026-06-03T08:00")
    ]


def test_who_is_free_before_their_task_is_done_leaves_the_next_where_it_was(tmp_path: Path) -> None:
    tasks = """\
  - {id: T-1, name: One, effort: 6d, assignments: [{who: raj, effort: 1d}, {who: eva, effort: 5d}]}
  - {id: T-2, name: Two, duration: 2d, assignments: [raj]}
"""
    schedule, network, dates = ordered(tmp_path, tasks)
    assert dates.start == tuple(task.start for task in schedule.tasks.values())
    assert starts_of(longer(network, {}))["T-2"] == parse_instant("2026-06-02T08:00")


def test_no_circle_with_a_link_that_allows_an_overlap(tmp_path: Path) -> None:
    tasks = """\
  - {id: T-1, name: One, duration: 2d, assignments: [raj], predecessors: [{task: T-2, type: SF, lag: 0d}]}
  - {id: T-2, name: Two, duration: 2d, assignments: [raj], constraint: {type: start-no-earlier-than, date: 2026-06-08}}
"""
    schedule, network, dates = ordered(tmp_path, tasks)
    assert all(link.type is LinkType.START_TO_FINISH for link in network.links)
    assert dates.start == tuple(task.start for task in schedule.tasks.values())


@given(tasks=plans())
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_the_order_gives_the_levelled_dates(tmp_path: Path, tasks: str) -> None:
    schedule, _, dates = ordered(tmp_path, tasks)
    assert dates.start == tuple(task.start for task in schedule.tasks.values())
    assert dates.finish == tuple(task.finish for task in schedule.tasks.values())


@given(tasks=plans(("duration",)), seed=st.integers(0, 1000))
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_nobody_has_more_to_do_than_they_can_however_long_things_take(
    tmp_path: Path, tasks: str, seed: int
) -> None:
    numbers = random.Random(seed)
    _, network, _ = ordered(tmp_path, tasks)
    played = longer(network, {one.id: numbers.randint(1, 12) for one in network.activities})
    dates = calculate(played)[0]
    for who in ("mara", "raj", "eva"):
        busy = [
            (start, finish, one.units)
            for activity, start, finish in zip(network.activities, dates.start, dates.finish, strict=True)
            for one in activity.assignments
            if one.who == who
        ]
        moments = sorted({moment for start, finish, _ in busy for moment in (start, finish)})
        for moment, after in pairwise(moments):
            if network.calendar.between(moment, after):
                asked = sum((units for start, finish, units in busy if start <= moment < finish), Decimal(0))
                assert asked <= 1, (who, moment, asked)
