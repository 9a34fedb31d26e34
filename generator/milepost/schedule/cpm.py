"""The critical path method: from a network to a schedule, with what is wrong on the way."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from milepost.frozen import mutable
from milepost.schedule.backward_pass import Late, backward_pass
from milepost.schedule.edges import Edge
from milepost.schedule.effort_spans import span_efforts
from milepost.schedule.float_paths import float_paths
from milepost.schedule.floats import free_float_starts, free_floats, longest_path, total_floats
from milepost.schedule.forward_pass import Early, Reason, forward_pass
from milepost.schedule.graph import MEMBERSHIP, Graph, Role, build_graph
from milepost.schedule.instants import MINUTES_PER_DAY, Instant
from milepost.schedule.network import AsLateAsPossible, ConstraintType, LinkType, Network
from milepost.schedule.problems import Problem, ProblemKind
from milepost.schedule.progress import State, check_progress
from milepost.schedule.result import Schedule
from milepost.schedule.rollup import bottom_up

HORIZON: Final = 50 * 365 * MINUTES_PER_DAY + 12 * MINUTES_PER_DAY
"""How far dates may lie from the project's start: 50 years."""


def calculate(network: Network) -> tuple[Schedule | None, tuple[Problem, ...]]:
    """Schedule a network.

    Returns:
        The schedule, or None when the input permits none (a cycle, a calendar without working time, a
        negative duration, a link to one's own summary), and all that was found wrong.
    """
    graph, problems = build_graph(network)
    if graph is None:
        return None, problems
    early = forward_pass(graph, {})
    project_finish = _project_finish(graph, early)
    limit = project_finish if network.required_finish is None else network.required_finish
    late = backward_pass(graph, early, limit)
    flexible = _late_as_possible(graph)
    if flexible:
        early = _held_back(graph, early, _pins(graph, early, late, flexible), project_finish)
    span_efforts(graph, early)
    problems += (*check_progress(network), *_against_logic(early), *_beyond_horizon(graph, early))
    return _schedule(graph, early, late, project_finish), problems


def _project_finish(graph: Graph, early: Early) -> Instant:
    finishes = [early.finish[node] for node in graph.order if graph.roles[node] is Role.ACTIVITY]
    return max(finishes, default=graph.network.start)


def _late_as_possible(graph: Graph) -> list[int]:
    """Give the unstarted as-late-as-possible activities, predecessors first."""
    activities = graph.network.activities
    return [
        node
        for node in graph.order
        if graph.roles[node] is Role.ACTIVITY
        and activities[node].constraints
        and graph.states[node] is State.NOT_STARTED
        and any(c.type is ConstraintType.AS_LATE_AS_POSSIBLE for c in activities[node].constraints)
    ]


def _pins(graph: Graph, early: Early, late: Late, flexible: list[int]) -> dict[int, Instant]:
    """Give the starts from which as-late-as-possible activities are held back."""
    if graph.network.options.as_late_as_possible is AsLateAsPossible.TOTAL_FLOAT:
        return {node: late.start[node] for node in flexible}
    return free_float_starts(graph, early, _project_finish(graph, early), frozenset(flexible))


def _held_back(graph: Graph, early: Early, pins: dict[int, Instant], project_finish: Instant) -> Early:
    """Start some activities later than they could, yet none so late that it delays the project.

    A late start is worked out one link at a time; with a summary or a pause between two calendars it can
    still push what follows behind the finish. What does so starts as early as it can instead.
    """
    while True:
        held = forward_pass(graph, pins)
        delayed = [
            node
            for node, finish in enumerate(held.finish)
            if finish > project_finish and finish > early.finish[node]
        ]
        guilty = pins.keys() & _before(graph, delayed)
        if not guilty:
            return held
        pins = {node: start for node, start in pins.items() if node not in guilty}


def _before(graph: Graph, nodes: list[int]) -> set[int]:
    """Give some nodes and all that they wait for."""
    found, waiting = set(nodes), list(nodes)
    while waiting:
        for edge in graph.incoming[waiting.pop()]:
            if edge.predecessor not in found:
                found.add(edge.predecessor)
                waiting.append(edge.predecessor)
    return found


def _against_logic(early: Early) -> Iterator[Problem]:
    for node, edges in early.against_logic.items():
        links = tuple(edge.link for edge in edges if edge.link != MEMBERSHIP)
        yield Problem(ProblemKind.CONSTRAINT_AGAINST_LOGIC, (node,), links)


def _beyond_horizon(graph: Graph, early: Early) -> Iterator[Problem]:
    start = graph.network.start
    for node in range(len(graph.network.activities)):
        if graph.roles[node] is Role.SUMMARY:
            continue
        if early.finish[node] > start + HORIZON or early.start[node] < start - HORIZON:
            yield Problem(ProblemKind.BEYOND_HORIZON, (node,))


@mutable
class _Columns:
    """The columns of the schedule in the making, cut to the activities."""

    start: list[Instant]
    finish: list[Instant]
    late_start: list[Instant]
    late_finish: list[Instant]
    remaining_start: list[Instant]
    total_float: list[int | None]
    longest_path: list[bool]
    critical: list[bool]


def _schedule(graph: Graph, early: Early, late: Late, project_finish: Instant) -> Schedule:
    network = graph.network
    count = len(network.activities)
    on_path = longest_path(graph, early, project_finish)[:count]
    floats = total_floats(graph, early, late)
    columns = _Columns(
        early.start[:count],
        early.finish[:count],
        late.start[:count],
        late.finish[:count],
        early.resume[:count],
        floats.total[:count],
        on_path,
        on_path[:],
    )
    reasons = early.reasons[:count]
    for node, role in enumerate(graph.roles[:count]):
        if columns.total_float[node] is None:
            columns.late_start[node], columns.late_finish[node] = columns.start[node], columns.finish[node]
            columns.critical[node] = False
        if graph.states[node] is State.COMPLETE:
            reasons[node], columns.remaining_start[node] = Reason.ACTUAL, columns.start[node]
        if role is Role.SUMMARY:
            reasons[node] = Reason.MEMBERS
    _roll_up(graph, columns)
    start_float, finish_float = floats.start[:count], floats.finish[:count]
    for node, role in enumerate(graph.roles[:count]):
        if role is Role.SUMMARY and columns.total_float[node] is not None:
            start_float[node] = network.calendar.between(columns.start[node], columns.late_start[node])
            finish_float[node] = network.calendar.between(columns.finish[node], columns.late_finish[node])
    low, high = network.start - HORIZON, network.start + HORIZON
    return Schedule(
        project_start=max(min(columns.start, default=network.start), low),
        project_finish=min(project_finish, high),
        start=_bounded(columns.start, low, high),
        finish=_bounded(columns.finish, low, high),
        late_start=_bounded(columns.late_start, low, high),
        late_finish=_bounded(columns.late_finish, low, high),
        remaining_start=_bounded(columns.remaining_start, low, high),
        total_float=tuple(columns.total_float),
        start_float=tuple(start_float),
        finish_float=tuple(finish_float),
        free_float=tuple(free_floats(graph, early, project_finish)[:count]),
        longest_path=tuple(on_path),
        critical=tuple(columns.critical),
        critical_by_float=tuple([slack is not None and slack <= 0 for slack in columns.total_float]),
        start_reason=tuple(reasons),
        finish_reason=tuple(islice(_finish_reasons(graph, early), count)),
        driving=_driving(graph, early),
        float_paths=float_paths(graph, early, project_finish, network.options.float_paths),
    )


def _finish_reasons(graph: Graph, early: Early) -> Iterator[Reason]:
    complete, activity = State.COMPLETE, Role.ACTIVITY
    finish_to_finish, start_to_finish = LinkType.FINISH_TO_FINISH, LinkType.START_TO_FINISH
    for state, role, edges in zip(graph.states, graph.roles, early.driving, strict=True):
        reason = Reason.DURATION if role is activity else Reason.MEMBERS
        if state is complete:
            reason = Reason.ACTUAL
        elif role is activity:
            for edge in edges:
                if edge[2] is finish_to_finish or edge[2] is start_to_finish:
                    reason = Reason.LINK
        yield reason


def _roll_up(graph: Graph, columns: _Columns) -> None:
    """Give summaries the outermost dates, the least float and the criticality of what lies below them."""
    parents = [activity.parent for activity in graph.network.activities]
    least = (columns.start, columns.late_start, columns.remaining_start)
    most = (columns.finish, columns.late_finish)
    either = (columns.longest_path, columns.critical)
    fresh = {parent for parent in parents if parent is not None}
    if not fresh:
        return
    total = columns.total_float
    for position in bottom_up(parents):
        parent = parents[position]
        if parent is None:
            continue
        if parent in fresh:
            fresh.discard(parent)
            for dates in (*least, *most):
                dates[parent] = dates[position]
            for flags in either:
                flags[parent] = flags[position]
            total[parent] = total[position]
            continue
        for dates in least:
            dates[parent] = min(dates[parent], dates[position])
        for dates in most:
            dates[parent] = max(dates[parent], dates[position])
        for flags in either:
            flags[parent] = flags[parent] or flags[position]
        total[parent] = min((f for f in (total[parent], total[position]) if f is not None), default=None)


def _bounded(column: list[Instant], low: Instant, high: Instant) -> tuple[Instant, ...]:
    if column and (min(column) < low or max(column) > high):
        column = [min(max(t, low), high) for t in column]
    return tuple(column)


def _driving(graph: Graph, early: Early) -> tuple[tuple[Edge, ...], ...]:
    """Name driving links by the activities they act from; of those that tie below a summary, the first."""
    count = len(graph.network.activities)
    driving = early.driving[:count]
    if len(graph.roles) > count:
        for node, edges in enumerate(driving):
            if any(edge.predecessor >= count for edge in edges):
                driving[node] = tuple(
                    edge
                    if edge.predecessor < count
                    else edge._replace(predecessor=early.driving[edge.predecessor][0].predecessor)
                    for edge in edges
                )
    return tuple(driving)
