"""Levels of effort over all iterations: they last as long as what they are linked to.

The counterpart of `milepost.schedule.effort_spans`; what is spent on them grows with the span.
"""

from __future__ import annotations

import numpy as np

from milepost.risk.simulation.arrays import Ints, single
from milepost.risk.simulation.wave import Wave
from milepost.schedule.calendar import NEVER
from milepost.schedule.edges import Edge, topological
from milepost.schedule.graph import STARTS, Role
from milepost.schedule.network import LagUnit, LinkType

Span = tuple[Ints, Ints]
_TO_START = (LinkType.FINISH_TO_START, LinkType.START_TO_START)


def effort_spans(wave: Wave) -> dict[int, Span]:
    """Give start and finish of every level of effort, by node."""
    graph = wave.layout.graph
    efforts = [node for node, role in enumerate(graph.roles) if role is Role.LEVEL_OF_EFFORT]
    if not efforts:
        return {}
    count = len(graph.roles)
    incoming: list[list[Edge]] = [[] for _ in range(count)]
    outgoing: list[list[Edge]] = [[] for _ in range(count)]
    among_in: list[list[Edge]] = [[] for _ in range(count)]
    among_out: list[list[Edge]] = [[] for _ in range(count)]
    for edge in graph.effort_edges:
        incoming[edge.successor].append(edge)
        outgoing[edge.predecessor].append(edge)
        if graph.roles[edge.predecessor] is graph.roles[edge.successor] is Role.LEVEL_OF_EFFORT:
            among_in[edge.successor].append(edge)
            among_out[edge.predecessor].append(edge)
    order, _ = topological(count, among_out, among_in)
    known = set(efforts)
    ordered = [node for node in order if node in known]
    ordered += [node for node in efforts if node not in set(ordered)]
    found: dict[int, Span] = {}
    for node in ordered:
        found[node] = _span(wave, found, node, incoming[node], outgoing[node])
    return found


def _span(wave: Wave, found: dict[int, Span], node: int, incoming: list[Edge], outgoing: list[Edge]) -> Span:
    graph, layout = wave.layout.graph, wave.layout
    line = layout.lines.of(graph.calendars[node])
    activity = graph.network.activities[node]
    starts: list[Ints] = []
    finishes: list[Ints] = []
    leads: list[Ints] = []
    for edge in incoming:
        ends = _ends(wave, found, edge.predecessor)
        if ends is None:
            continue
        t = _shifted(wave, edge, ends[0] if edge.type in STARTS else ends[1], 1)
        (starts if edge.type in _TO_START else finishes).append(t)
    for edge in outgoing:
        ends = _ends(wave, found, edge.successor)
        if ends is None or graph.roles[edge.successor] is Role.LEVEL_OF_EFFORT:
            continue
        t = _shifted(wave, edge, ends[0] if edge.type in _TO_START else ends[1], -1)
        (leads if edge.type in STARTS else finishes).append(t)
    start = single(graph.network.start)
    if starts:
        start = _most(starts)
    elif leads:
        start = -_most([-t for t in leads])
    start = line.start_at(line.work(np.maximum(start, graph.network.start)))
    if finishes:
        finish = line.finish_at(line.work(_most(finishes)))
    else:
        finish = line.finish_at(line.work(start) + activity.duration) if activity.duration else start
    progress = activity.progress
    if progress is not None and progress.actual_start is not None:
        start = single(progress.actual_start)
    if progress is not None and progress.actual_finish is not None:
        finish = single(progress.actual_finish)
    return start, np.maximum(start, finish)


def _ends(wave: Wave, found: dict[int, Span], node: int) -> Span | None:
    """Give start and finish of what a level of effort is linked to; None where it has no dates yet."""
    if wave.layout.graph.roles[node] is Role.LEVEL_OF_EFFORT:
        return found.get(node)
    start, finish = wave.start(node), wave.finish(node)
    return None if start[0] == -NEVER else (start, finish)


def _most(found: list[Ints]) -> Ints:
    most = found[0]
    for t in found[1:]:
        most = np.maximum(most, t)
    return most


def _shifted(wave: Wave, edge: Edge, t: Ints, direction: int) -> Ints:
    link = wave.layout.graph.network.links[edge.link]
    lag = single(edge.lag * direction)
    if link.unit is LagUnit.PERCENT and wave.layout.graph.roles[edge.predecessor] is Role.ACTIVITY:
        lag = wave.percent_lag(edge.predecessor, link.lag) * direction
    if not lag.any():
        return t
    if edge.lag_calendar is None:
        return t + lag
    line = wave.layout.lines.of(edge.lag_calendar)
    worked = line.work(t) + lag
    moved = line.finish_at(worked) if link.lag * direction > 0 else line.start_at(worked)
    return np.where(lag == 0, t, moved)
