"""Levels of effort: activities that last as long as what they are linked to, and hold back nothing."""

from __future__ import annotations

from milepost.schedule.calendar import NEVER
from milepost.schedule.edges import Edge
from milepost.schedule.forward_pass import Early, Reason
from milepost.schedule.graph import STARTS, Graph, Role
from milepost.schedule.instants import Instant
from milepost.schedule.network import LinkType
from milepost.schedule.progress import State


def span_efforts(graph: Graph, early: Early) -> None:
    """Fill in the dates of levels of effort.

    A start follows from predecessors (FS, SS) and, without any, from the earliest successor by an SS link; a
    finish from predecessors (FF, SF) and from successors (FF, FS), the latest of them. Where no link sets
    it, the duration does.
    """
    if Role.LEVEL_OF_EFFORT not in graph.roles:
        return
    efforts = [node for node, role in enumerate(graph.roles) if role is Role.LEVEL_OF_EFFORT]
    incoming: dict[int, list[Edge]] = {node: [] for node in efforts}
    outgoing: dict[int, list[Edge]] = {node: [] for node in efforts}
    for edge in graph.effort_edges:
        if edge.successor in incoming:
            incoming[edge.successor].append(edge)
        if edge.predecessor in outgoing:
            outgoing[edge.predecessor].append(edge)
    for node in _ordered(efforts, incoming, outgoing):
        _span(graph, early, node, incoming[node], outgoing[node])


def _ordered(
    efforts: list[int], incoming: dict[int, list[Edge]], outgoing: dict[int, list[Edge]]
) -> list[int]:
    """Order levels of effort by the links among them; what goes in a circle keeps the order of the file."""
    place = {node: index for index, node in enumerate(efforts)}
    before = [[edge for edge in incoming[node] if edge.predecessor in place] for node in efforts]
    after = [[edge for edge in outgoing[node] if edge.successor in place] for node in efforts]
    waiting = [len(edges) for edges in before]
    order = [index for index, count in enumerate(waiting) if not count]
    for index in order:  # grows while it is read
        for edge in after[index]:
            successor = place[edge.successor]
            waiting[successor] -= 1
            if not waiting[successor]:
                order.append(successor)
    rest = [index for index, count in enumerate(waiting) if count]
    return [efforts[index] for index in (*order, *rest)]


def _span(graph: Graph, early: Early, node: int, incoming: list[Edge], outgoing: list[Edge]) -> None:
    activity, calendar = graph.network.activities[node], graph.calendars[node]
    starts: list[Instant] = []
    finishes: list[Instant] = []
    for edge in incoming:
        end = early.start if edge.type in STARTS else early.finish
        if end[edge.predecessor] == -NEVER:  # has no dates, or not yet
            continue
        t = _shifted(edge, end[edge.predecessor], 1)
        holds_start = edge.type in (LinkType.FINISH_TO_START, LinkType.START_TO_START)
        (starts if holds_start else finishes).append(t)
    leads: list[Instant] = []
    for edge in outgoing:
        if graph.roles[edge.successor] is Role.LEVEL_OF_EFFORT:
            continue
        to_start = edge.type in (LinkType.FINISH_TO_START, LinkType.START_TO_START)
        t = _shifted(edge, early.start[edge.successor] if to_start else early.finish[edge.successor], -1)
        (leads if edge.type in STARTS else finishes).append(t)
    start = max(starts) if starts else min(leads) if leads else graph.network.start
    start = calendar.next_start(max(start, graph.network.start))
    finish = calendar.prev_finish(max(finishes)) if finishes else calendar.add(start, activity.duration)
    progress = activity.progress
    if progress is not None and progress.actual_start is not None:
        start = progress.actual_start
    if progress is not None and progress.actual_finish is not None:
        finish = progress.actual_finish
    finish = max(start, finish)
    early.start[node] = early.resume[node] = start
    early.finish[node] = early.release[node] = finish
    early.resume_work[node] = calendar.work(start)
    early.release_work[node] = calendar.work(finish)
    if graph.states[node] is not State.NOT_STARTED:
        early.reasons[node] = Reason.ACTUAL
    elif starts or leads:
        early.reasons[node] = Reason.MEMBERS


def _shifted(edge: Edge, t: Instant, direction: int) -> Instant:
    lag = edge.lag * direction
    if not lag:
        return t
    return t + lag if edge.lag_calendar is None else edge.lag_calendar.add(t, lag)
