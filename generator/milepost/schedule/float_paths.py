"""Float paths: chains of work that lead to the finish, from the one that sets it to those that come close.

Primavera P6 calls them multiple float paths. The first ends with the activity that finishes last and follows
the driving links back. Each further one joins the paths before it by the link with the least room to spare,
and follows its own driving links back from there.
"""

from __future__ import annotations

from heapq import heappop, heappush
from typing import NamedTuple

from milepost.schedule.backward_pass import holds_start, without_lag
from milepost.schedule.edges import Edge
from milepost.schedule.forward_pass import Early
from milepost.schedule.graph import STARTS, Graph, Role
from milepost.schedule.instants import Instant
from milepost.schedule.network import LinkType
from milepost.schedule.progress import State


class FloatPath(NamedTuple):
    """One chain of activities.

    Attributes:
        slack: working minutes by which all of it may slip before the finish does: what its links to the paths
            it joins have to spare, all the way to the finish.
        activities: positions of its activities that are not complete, in working order.
    """

    slack: int
    activities: tuple[int, ...]


def float_paths(graph: Graph, early: Early, project_finish: Instant, count: int) -> tuple[FloatPath, ...]:
    """Give the first float paths; ties keep the order of the file.

    Args:
        graph: the network in working order.
        early: the forward pass.
        project_finish: the latest finish.
        count: how many are wanted.
    """
    if count <= 0:
        return ()
    waiting: list[tuple[int, int, int]] = []  # room to spare until the finish, order of finding, node
    for node in _ends(graph, early, project_finish):
        slack = graph.calendars[node].between(early.release[node], project_finish)
        heappush(waiting, (max(slack, 0), len(waiting), node))
    seen: set[int] = set()
    paths: list[FloatPath] = []
    found = len(waiting)
    while waiting and len(paths) < count:
        slack, _, node = heappop(waiting)
        chain = _chain(early, node, seen)
        for one in chain:
            for edge in graph.incoming[one]:
                if edge.predecessor not in seen and _may_slip(graph, early, edge):
                    heappush(waiting, (slack + _room(graph, early, edge), found, edge.predecessor))
                    found += 1
        work = [one for one in chain if _is_open(graph, one)]
        if work:
            paths.append(FloatPath(slack, tuple(reversed(work))))
    return tuple(paths)


def _ends(graph: Graph, early: Early, project_finish: Instant) -> list[int]:
    """Give what the project ends with: first what finishes last, then what has no successor."""
    last: list[int] = []
    others: list[int] = []
    for node in graph.order:
        if graph.states[node] is State.COMPLETE:
            continue
        if early.release[node] == project_finish and graph.roles[node] is Role.ACTIVITY:
            last.append(node)
        elif not graph.outgoing[node]:
            others.append(node)
    return sorted(last) + sorted(others)


def _chain(early: Early, node: int, seen: set[int]) -> list[int]:
    """Give a node and what drives it, back to the root or to a path found before; all become seen."""
    chain: list[int] = []
    while node not in seen:
        seen.add(node)
        chain.append(node)
        driving = [edge for edge in early.driving[node] if edge.predecessor not in seen]
        if not driving:
            break
        node = min(driving, key=_place).predecessor
    return chain


def _place(edge: Edge) -> int:
    return edge.link


def _is_open(graph: Graph, node: int) -> bool:
    return graph.roles[node] is Role.ACTIVITY and graph.states[node] is not State.COMPLETE


def _may_slip(graph: Graph, early: Early, edge: Edge) -> bool:
    if graph.states[edge.predecessor] is State.COMPLETE:
        return False
    return edge.type not in STARTS or holds_start(graph, early, edge)


def _room(graph: Graph, early: Early, edge: Edge) -> int:
    """Give what a link has to spare, in minutes of its predecessor's calendar (a gate: its successor's)."""
    before, after, kind, lag, lag_calendar, _ = edge
    to_start = kind is LinkType.FINISH_TO_START or kind is LinkType.START_TO_START
    t = early.resume[after] if to_start else early.release[after]
    if lag:
        t = without_lag(t, lag, lag_calendar)
    since = early.resume[before] if kind in STARTS else early.release[before]
    calendar = graph.calendars[before if graph.roles[before] is Role.ACTIVITY else after]
    return max(0, calendar.between(since, t))
