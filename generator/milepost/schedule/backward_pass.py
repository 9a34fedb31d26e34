"""The backward pass: late dates, by which the project still finishes when it must."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from milepost.schedule.calendar import Calendar
from milepost.schedule.forward_pass import Early
from milepost.schedule.graph import Edge, Graph, Role
from milepost.schedule.instants import Instant
from milepost.schedule.network import Activity, ConstraintType, LinkType
from milepost.schedule.progress import State


@dataclass(frozen=True, slots=True)
class Late:
    """Late dates by node.

    Attributes:
        start: late start (of the remaining work).
        finish: late finish.
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
    activity_role = Role.ACTIVITY
    for node in reversed(graph.order):
        calendar, need = calendars[node], remaining[node]
        edges = outgoing[node]
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
            bound = _constrained(activity, calendar, need, bound)
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
    """Give the latest finish that each link to a successor allows.

    Where the successor does not work, its finish may as well lie at its next start of work: a predecessor on
    another calendar may use that time.
    """
    finish_to_start, finish_to_finish = LinkType.FINISH_TO_START, LinkType.FINISH_TO_FINISH
    start_to_start = LinkType.START_TO_START
    bounds = []
    for edge in edges:
        before, after, kind, lag, calendar, _ = edge
        if kind is finish_to_start or kind is start_to_start:
            t = late.start[after]
        elif graph.remaining[after]:
            t = graph.calendars[after].start_at(late.finish_work[after])
        else:
            t = late.finish[after]
        if lag:
            t = without_lag(t, lag, calendar)
        if kind is not finish_to_start and kind is not finish_to_finish:
            if not holds_start(graph, early, edge):
                continue
            t = graph.calendars[before].add(t, graph.remaining[before])
        bounds.append(t)
    return bounds


def without_lag(t: Instant, lag: int, calendar: Calendar | None) -> Instant:
    """Give the latest instant from which a lag leads to `t` at the latest."""
    return t - lag if calendar is None else calendar.start_at(calendar.work(t) - lag)


def holds_start(graph: Graph, early: Early, edge: Edge) -> bool:
    """Whether a link from a start still bears on its predecessor.

    It does not once that has started; and a link from a summary acts from its earliest activity alone.
    """
    if graph.states[edge.predecessor] is not State.NOT_STARTED:
        return False
    return graph.roles[edge.successor] is not Role.START_GATE or edge in early.driving[edge.successor]


def _constrained(activity: Activity, calendar: Calendar, need: int, bound: Instant) -> Instant:
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
                bound = min(bound, calendar.add(date, need))
            case ConstraintType.MUST_START_ON if unstarted:
                bound = calendar.add(date, need)
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
