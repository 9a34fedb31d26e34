"""Early dates alone, at half the cost, for those who ask neither for floats nor for what is critical."""

from milepost.frozen import frozen
from milepost.schedule.cpm import HORIZON, calculate
from milepost.schedule.effort_spans import span_efforts
from milepost.schedule.forward_pass import forward_pass
from milepost.schedule.graph import Role, build_graph
from milepost.schedule.instants import Instant
from milepost.schedule.network import ConstraintType, Network
from milepost.schedule.rollup import bottom_up


@frozen
class EarlyDates:
    """When activities start and finish at the earliest, by their position; those of summaries are rolled up.

    Attributes:
        start: Starts.
        finish: Finishes.
        project_start: The first start.
        project_finish: The last finish.
    """

    start: tuple[Instant, ...]
    finish: tuple[Instant, ...]
    project_start: Instant
    project_finish: Instant


def early_dates(network: Network) -> EarlyDates | None:
    """The early dates of a network, the same as `calculate` gives; None when it permits none."""
    if any(
        one.type is ConstraintType.AS_LATE_AS_POSSIBLE
        for activity in network.activities
        for one in activity.constraints
    ):
        return _calculated(network)  # what is held back needs the late dates
    graph, _ = build_graph(network)
    if graph is None:
        return None
    early = forward_pass(graph, {})
    span_efforts(graph, early)
    count = len(network.activities)
    start, finish = early.start[:count], early.finish[:count]
    parents = [activity.parent for activity in network.activities]
    fresh = {parent for parent in parents if parent is not None}
    for position in bottom_up(parents):
        parent = parents[position]
        if parent is None:
            continue
        if parent in fresh:
            fresh.discard(parent)
            start[parent], finish[parent] = start[position], finish[position]
        else:
            start[parent] = min(start[parent], start[position])
            finish[parent] = max(finish[parent], finish[position])
    ends = [early.finish[node] for node in graph.order if graph.roles[node] is Role.ACTIVITY]
    first, last = min(start, default=network.start), max(ends, default=network.start)
    if first < network.start - HORIZON or max(last, *finish) > network.start + HORIZON:
        return _calculated(network)  # which cuts them
    return EarlyDates(tuple(start), tuple(finish), first, last)


def _calculated(network: Network) -> EarlyDates | None:
    dates, _ = calculate(network)
    if dates is None:
        return None
    return EarlyDates(dates.start, dates.finish, dates.project_start, dates.project_finish)
