"""The edges of a graph, the order of nodes that they ask for, and the loops that forbid one."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from milepost.schedule.calendar import Calendar
from milepost.schedule.network import LinkType


class Edge(NamedTuple):
    """A link between two nodes; `lag` is in minutes of `lag_calendar`, elapsed if that is None."""

    predecessor: int
    successor: int
    type: LinkType
    lag: int
    lag_calendar: Calendar | None
    link: int


def topological(
    count: int, outgoing: Sequence[Sequence[Edge]], incoming: Sequence[Sequence[Edge]]
) -> tuple[list[int], list[list[Edge]]]:
    """Order nodes so that every edge leads forward.

    Each node comes as early as its number allows, behind what it waits for. So what was written together is
    worked on together, which for large plans is a matter of the processor's caches.

    Returns:
        The nodes that could be ordered, and for the rest loops of edges, at least one per tangle.
    """
    order: list[int] = []
    placed, begun = bytearray(count), bytearray(count)
    for first in range(count):
        stack = [first]
        while stack:
            node = stack[-1]
            if placed[node]:
                stack.pop()
                continue
            waits = [edge[0] for edge in incoming[node] if not placed[edge[0]]]
            if not waits:
                placed[node] = True
                order.append(node)
                stack.pop()
            elif begun[node]:  # it waits for itself
                return _disentangled(count, outgoing, incoming)
            else:
                begun[node] = True
                stack.extend(reversed(waits))
    return order, []


def _disentangled(
    count: int, outgoing: Sequence[Sequence[Edge]], incoming: Sequence[Sequence[Edge]]
) -> tuple[list[int], list[list[Edge]]]:
    """Order what no loop keeps from being ordered (Kahn), and find the loops."""
    waiting = [len(edges) for edges in incoming]
    order = [node for node in range(count) if not waiting[node]]
    for node in order:  # grows while it is read
        for edge in outgoing[node]:
            after = edge[1]
            waiting[after] -= 1
            if not waiting[after]:
                order.append(after)
    tangled = {node for node in range(count) if waiting[node]}
    onward = {node: sum(edge.successor in tangled for edge in outgoing[node]) for node in tangled}
    dead_ends = [node for node in tangled if not onward[node]]
    for node in dead_ends:  # what merely waits for a loop is not part of it
        tangled.discard(node)
        for edge in incoming[node]:
            if edge.predecessor in tangled:
                onward[edge.predecessor] -= 1
                if not onward[edge.predecessor]:
                    dead_ends.append(edge.predecessor)
    return order, list(_loops(sorted(tangled), tangled, incoming))


def _loops(
    nodes: Iterable[int], tangled: set[int], incoming: Sequence[Sequence[Edge]]
) -> Iterator[list[Edge]]:
    """Yield loops among nodes that each have an edge from another such node."""
    walk_of: dict[int, int] = {}
    for walk, first in enumerate(nodes):
        node, path = first, list[Edge]()
        while node not in walk_of:
            walk_of[node] = walk
            edge = next(edge for edge in incoming[node] if edge.predecessor in tangled)
            path.append(edge)
            node = edge.predecessor
        if walk_of[node] == walk:  # met its own trail: the loop is from there on
            begin = next(i for i, edge in enumerate(path) if edge.successor == node)
            yield path[begin:][::-1]
