"""The forward pass over many iterations is the engine's own: every iteration has its dates to the minute."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from milepost.risk.simulation.arrays import whole
from milepost.risk.simulation.layout import layout_of
from milepost.risk.simulation.longest import critical_counts, on_longest_path
from milepost.risk.simulation.rerun import Rerun
from milepost.risk.simulation.spans import effort_spans
from milepost.risk.simulation.wave import Traced, Wave
from milepost.schedule import ConstraintType, calculate
from milepost.schedule.graph import Role, build_graph
from milepost.schedule.progress import State
from tests.risk.simulation.networks import networks
from tests.schedule.plans import read_plan
from tests.schedule.test_real_plans import FOLDER, PLANS

HORIZON = 400 * 1440


def laid_out(network, uncertain=()):
    dates, _ = calculate(network)
    graph, _ = build_graph(network)
    return graph, dates, layout_of(graph, dates, uncertain, dates.project_finish + HORIZON)


def holds_dates(wave, graph, dates, row=0):
    for node, role in enumerate(graph.roles[: len(graph.network.activities)]):
        if role is Role.ACTIVITY:
            name = graph.network.activities[node].id
            assert wave.start(node)[row % len(wave.start(node))] == dates.start[node], name
            assert wave.finish(node)[row % len(wave.finish(node))] == dates.finish[node], name
    for node, (start, finish) in effort_spans(wave).items():
        assert start[row % len(start)] == dates.start[node]
        assert finish[row % len(finish)] == dates.finish[node]
    finish = wave.project_finish()
    assert finish[row % len(finish)] == dates.project_finish


@settings(max_examples=200, deadline=None)
@given(networks())
def test_without_spread_the_dates_are_those_of_the_engine(network):
    graph, dates, layout = laid_out(network)
    wave = Traced(layout, {})
    wave.run(graph.order)
    holds_dates(wave, graph, dates)
    path = on_longest_path(wave, wave.project_finish())
    for node, role in enumerate(graph.roles[: len(network.activities)]):
        if role is Role.ACTIVITY:
            assert bool(path.get(node, [False])[0]) == dates.longest_path[node], network.activities[node].id
    counts = critical_counts(wave, wave.project_finish())
    assert {node for node, role in enumerate(graph.roles) if role is Role.ACTIVITY and counts.get(node)} == {
        node for node, flag in enumerate(dates.critical) if flag and graph.roles[node] is Role.ACTIVITY
    }


@st.composite
def varied(draw):
    """A plan, and some iterations with other durations of work that has not begun."""
    network = draw(networks())
    late = ConstraintType.AS_LATE_AS_POSSIBLE
    assume(not any(c.type is late for a in network.activities for c in a.constraints))
    graph, _ = build_graph(network)
    needs = {}
    for node, activity in enumerate(network.activities):
        unstarted = graph.roles[node] is Role.ACTIVITY and graph.states[node] is State.NOT_STARTED
        if unstarted and activity.duration and draw(st.booleans()):
            values = st.integers(1, 60).map(lambda k: k * 47)
            needs[node] = np.array(draw(st.lists(values, min_size=3, max_size=3)))
    return network, needs


def longer(network, needs, row):
    """The plan as it would be written with the durations of an iteration."""
    made = list(network.activities)
    for node, values in needs.items():
        activity, duration = made[node], int(values[row])
        crew = None if activity.crew is None else activity.crew.rest(duration, activity.duration)
        made[node] = replace(activity, duration=duration, crew=crew)
    return replace(network, activities=tuple(made))


@settings(max_examples=150, deadline=None)
@given(varied())
def test_every_iteration_is_what_the_engine_makes_of_its_durations(case):
    network, needs = case
    graph, _, layout = laid_out(network, needs)
    wave = Traced(layout, needs)
    wave.run(graph.order)
    path = on_longest_path(wave, wave.project_finish())
    for row in range(3):
        dates, _ = calculate(longer(network, needs, row))
        holds_dates(wave, graph, dates, row)
        for node, role in enumerate(graph.roles[: len(network.activities)]):
            if role is Role.ACTIVITY:
                on = whole(path.get(node, np.array([False])), 3)
                assert on[row] == dates.longest_path[node]


@settings(max_examples=100, deadline=None)
@given(varied(), st.data())
def test_a_rerun_is_a_whole_run_with_other_durations(case, data):
    network, needs = case
    assume(needs)
    graph, _, layout = laid_out(network, needs)
    wave = Wave(layout, needs)
    wave.run(graph.order)
    node = data.draw(st.sampled_from(sorted(needs)))
    rows = np.array([0, 2])
    other = {**needs, node: needs[node] + 333}
    again = Wave(layout, other)
    again.run(graph.order)
    rerun = Rerun(wave, rows, {node: other[node][rows]})
    assert np.array_equal(whole(rerun.play(), 2), whole(again.project_finish(), 3)[rows])


@pytest.mark.parametrize("plan", [*PLANS, "layered-1000"])
def test_real_plans(plan):
    graph, dates, layout = laid_out(read_plan(FOLDER / plan))
    wave = Traced(layout, {})
    wave.run(graph.order)
    holds_dates(wave, graph, dates)
    counts = critical_counts(wave, wave.project_finish())
    assert {
        node for node, flag in enumerate(dates.critical) if flag and graph.roles[node] is Role.ACTIVITY
    } == {node for node in counts if graph.roles[node] is Role.ACTIVITY}
