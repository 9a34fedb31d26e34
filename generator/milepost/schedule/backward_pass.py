"""The backward pass: late dates, by which the project still finishes when it must."""

from __future__ import annotations

from collections.abc import Sequence

from milepost.frozen import frozen
from milepost.schedule.calendar import NEVER, Calendar
from milepost.schedule.edges import Edge
from milepost.schedule.forward_pass import Early
from milepost.schedule.graph import STARTS, Graph, Role
from milepost.schedule.instants import Instant
from milepost.schedule.network import ConstraintType, LinkType
from milepost.schedule.progress import State


@frozen
class Late:
    """Late dates by node.

    Attributes:
        start: late start (of the remaining work); NEVER of what is done and has nothing open behind it.
        finish: late finish; likewise.
        finish_work: working minutes before `finish` on the activity's calendar.
    """

    start: list[Instant]
    finish: list[Instant]
    finish_work: list[int]


def backward_pass(graph: Graph, early: Early, limit: Instant) -> Late:
    """Compute late dates.

    Args:
        graph: the network in working order.
        early: the forward pass.
        limit: the finish no activity may pass: required finish, else the project's finish.
    """
    count = len(graph.roles)
    late = Late([limit] * count, [limit] * count, [0] * count)
    starts, finishes, worked = late.start, late.finish, late.finish_work
    calendars, remaining, outgoing, roles = graph.calendars, graph.remaining, graph.outgoing, graph.roles
    activities = graph.network.activities
    ceilings = _inherited_finishes(graph)
    activity_role, crews = Role.ACTIVITY, graph.crews
    states, complete = graph.states, State.COMPLETE
    for node in reversed(graph.order):
        calendar, need = calendars[node], remaining[node]
        edges = outgoing[node]
        if states[node] is complete:  # it has no dates to keep, and only passes on what waits behind it
            starts[node] = finishes[node] = min(_linked_bounds(graph, early, late, edges), default=NEVER)
            continue
        bound = limit
        if edges:
            bound = min(_linked_bounds(graph, early, late, edges), default=limit)
            bound = min(bound, limit)
        if roles[node] is not activity_role:
            starts[node] = finishes[node] = bound
            continue
        if node in ceilings:
            bound = min(bound, ceilings[node])
        activity = activities[node]
        if activity.constraints or activity.deadline is not None:
            bound = _constrained(graph, node, bound)
        if crews and node in crews:
            starts[node] = _crew_start(graph, early, late, node, bound)
            finishes[node] = crews[node].finish(starts[node])
            worked[node] = calendar.work(finishes[node])
            continue
        work = worked[node] = calendar.work(bound)
        if need:
            finishes[node] = calendar.finish_at(work)
            starts[node] = calendar.start_at(work - need)
        else:
            t = calendar.finish_at(work)
            if t != bound and bound == calendar.start_at(work):
                t = bound  # a milestone may stand at the start of working time
            finishes[node] = starts[node] = t
    return late


def _linked_bounds(graph: Graph, early: Early, late: Late, edges: Sequence[Edge]) -> list[Instant]:
    """Give the latest finish that each link to a successor allows."""
    finish_to_start, finish_to_finish = LinkType.FINISH_TO_START, LinkType.FINISH_TO_FINISH
    bounds = []
    for edge in edges:
        kind = edge[2]
        if late.start[edge[1]] == NEVER:
            continue
        simple = kind is finish_to_start and not edge[3]
        t = late.start[edge[1]] if simple else _held(graph, early, late, edge)
        if kind is not finish_to_start and kind is not finish_to_finish:
            if not holds_start(graph, early, edge):
                continue
            t = _end(graph, edge[0], t)
        bounds.append(t)
    return bounds


def _held(graph: Graph, early: Early, late: Late, edge: Edge) -> Instant:
    """Give until when a link holds back the end of its predecessor that it is tied to.

    That is where the lag leads back to. Where a lead runs on, or the successor ends at, the
    edge of a pause in which the predecessor works, its early date may lie in that pause: as any instant of it
    does for the link, it need not come forward.
    """
    before, after, kind, lag, calendar, _ = edge
    finish = kind is not LinkType.FINISH_TO_START and kind is not LinkType.START_TO_START
    bound = reach = late.finish[after] if finish else late.start[after]
    if finish and graph.remaining[after]:
        reach = graph.calendars[after].start_at(late.finish_work[after])
    if lag:
        bound = without_lag(bound, lag, calendar)
        reach = reach - lag if calendar is None else calendar.start_at(calendar.work(reach) - lag)
    own = early.resume[before] if kind in STARTS else early.release[before]
    return own if bound < own <= reach else bound


def _end(graph: Graph, node: int, start: Instant) -> Instant:
    """Give the finish of an activity that starts at an instant."""
    crew = graph.crews.get(node)
    return graph.calendars[node].add(start, graph.remaining[node]) if crew is None else crew.finish(start)


def _crew_start(graph: Graph, early: Early, late: Late, node: int, bound: Instant) -> Instant:
    """Give the late start of a crew.

    A later start need not mean a later finish: somebody else may be the last anyway. So what bounds the start
    is no less a bound for the finish that it leads to.
    """
    crew, activity = graph.crews[node], graph.network.activities[node]
    start = crew.latest_start(bound)
    imposed = {constraint.type: constraint.date for constraint in activity.constraints}
    if imposed.get(ConstraintType.MUST_FINISH_ON) is not None:
        return start
    for edge in graph.outgoing[node]:
        if edge.type in STARTS and holds_start(graph, early, edge):
            start = min(start, _held(graph, early, late, edge))
    if graph.states[node] is State.NOT_STARTED:
        latest = imposed.get(ConstraintType.START_NO_LATER_THAN)
        start = start if latest is None else min(start, latest)
        exact = imposed.get(ConstraintType.MUST_START_ON)
        start = start if exact is None else exact
    return crew.start(start)


def without_lag(t: Instant, lag: int, calendar: Calendar | None) -> Instant:
    """Give the instant from which a lag leads to `t`."""
    return t - lag if calendar is None else calendar.add(t, -lag)


def holds_start(graph: Graph, early: Early, edge: Edge) -> bool:
    """Whether a link from a start still bears on its predecessor.

    It does not once that has started.
    """
    return graph.states[edge.predecessor] is State.NOT_STARTED and from_earliest(graph, early, edge)


def from_earliest(graph: Graph, early: Early, edge: Edge) -> bool:
    """Whether a link from a start is not one from a summary, which acts from its earliest activity alone."""
    return graph.roles[edge.successor] is not Role.START_GATE or edge in early.driving[edge.successor]


def _constrained(graph: Graph, node: int, bound: Instant) -> Instant:
    activity = graph.network.activities[node]
    unstarted = activity.progress is None or activity.progress.actual_start is None
    for constraint in activity.constraints:
        date = constraint.date
        if date is None:
            continue
        match constraint.type:
            case ConstraintType.FINISH_NO_LATER_THAN:
                bound = min(bound, date)
            case ConstraintType.MUST_FINISH_ON:
                bound = date
            case ConstraintType.START_NO_LATER_THAN if unstarted:
                bound = min(bound, _end(graph, node, date))
            case ConstraintType.MUST_START_ON if unstarted:
                bound = _end(graph, node, date)
            case _:
                pass
    if activity.deadline is not None:
        bound = min(bound, activity.deadline)
    return bound


def _inherited_finishes(graph: Graph) -> dict[int, Instant]:
    """Give, for activities below a summary with a deadline or latest finish, the earliest such date."""
    dates: dict[int, Instant] = {}
    for summary, leaves in graph.leaves.items():
        activity = graph.network.activities[summary]
        limits = [
            constraint.date
            for constraint in activity.constraints
            if constraint.type is ConstraintType.FINISH_NO_LATER_THAN and constraint.date is not None
        ]
        if activity.deadline is not None:
            limits.append(activity.deadline)
        for limit in limits:
            for leaf in leaves:
                dates[leaf] = min(limit, dates.get(leaf, limit))
    return dates
