"""A network as a graph of nodes and edges in working order, with the loops that forbid one.

Nodes are the activities, at their own positions, and gates behind them. A gate stands for the common finish
or the common start of all activities below a summary, so that a link between two summaries costs as many
edges as they have activities, not their product.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from enum import Enum
from typing import Final

from milepost.frozen import field, frozen
from milepost.schedule.calendar import CONTINUOUS, Calendar
from milepost.schedule.crew import Crew
from milepost.schedule.edges import Edge, topological
from milepost.schedule.network import (
    Activity,
    ActivityKind,
    ConstraintType,
    DurationUnit,
    LagCalendar,
    LagUnit,
    Link,
    LinkType,
    Network,
    OutOfSequence,
)
from milepost.schedule.problems import Problem, ProblemKind
from milepost.schedule.progress import State, remaining_of, state_of

MEMBERSHIP: Final = -1
"""The link of an edge between an activity and the gate of its summary."""

STARTS: Final = (LinkType.START_TO_START, LinkType.START_TO_FINISH)


class Role(Enum):
    """What a node stands for."""

    ACTIVITY = "activity"
    SUMMARY = "summary"
    LEVEL_OF_EFFORT = "level-of-effort"
    FINISH_GATE = "finish-gate"
    START_GATE = "start-gate"


@frozen
class Graph:
    """Everything the passes need, by node.

    Attributes:
        network: what it was made from.
        roles: what each node stands for.
        calendars: on what each node's duration is worked.
        states: how far each node is.
        remaining: minutes still to be worked; of a crew, by name only.
        crews: for activities worked off by a crew, those with work left to do.
        incoming: the edges that end at each node.
        outgoing: the edges that begin at each node.
        order: activities and gates, predecessors before successors.
        effort_edges: the edges from and to levels of effort, which hold back nothing.
        leaves: for each summary that needs it, the activities below it.
    """

    network: Network
    roles: list[Role]
    calendars: list[Calendar]
    states: list[State]
    remaining: list[int]
    crews: dict[int, Crew] = field(default_factory=dict)
    incoming: list[list[Edge]] = field(default_factory=list)
    outgoing: list[list[Edge]] = field(default_factory=list)
    order: list[int] = field(default_factory=list)
    effort_edges: list[Edge] = field(default_factory=list)
    leaves: dict[int, list[int]] = field(default_factory=dict)


def build_graph(network: Network) -> tuple[Graph | None, tuple[Problem, ...]]:
    """Order a network for the passes.

    Returns:
        The graph, or None where the input permits no schedule, and what is wrong.
    """
    problems = tuple(_check_positions(network))
    if problems:
        return None, problems
    graph = _Builder(network).build()
    own = tuple(_check_own_summaries(network))
    told = {problem.links[0] for problem in own}
    order, loops = topological(len(graph.roles), graph.outgoing, graph.incoming)
    problems = (*_check_activities(graph), *own)
    problems += tuple(
        Problem(
            ProblemKind.CYCLE,
            tuple(edge.successor for edge in loop if edge.successor < len(network.activities)),
            tuple(edge.link for edge in loop if edge.link != MEMBERSHIP),
        )
        for loop in loops
        if not told.intersection(edge.link for edge in loop)
    )
    skipped = (Role.SUMMARY, Role.LEVEL_OF_EFFORT)
    graph.order.extend(node for node in order if graph.roles[node] not in skipped)
    fatal = any(problem.kind in FATAL for problem in problems)
    return (None if fatal else graph), problems


FATAL: Final = frozenset(
    {
        ProblemKind.UNKNOWN_ACTIVITY,
        ProblemKind.PARENT_CYCLE,
        ProblemKind.LINK_TO_OWN_SUMMARY,
        ProblemKind.CYCLE,
        ProblemKind.NO_WORKING_TIME,
        ProblemKind.NEGATIVE_DURATION,
    }
)
"""The problems that permit no schedule."""


class _Builder:
    """Builds the nodes and edges of one network."""

    def __init__(self, network: Network) -> None:
        self.network = network
        activities = network.activities
        self.children: dict[int, list[int]] = {}
        for position, activity in enumerate(activities):
            if activity.parent is not None:
                self.children.setdefault(activity.parent, []).append(position)
        roles = [self._role(position, activity) for position, activity in enumerate(activities)]
        self.graph = Graph(
            network,
            roles,
            [CONTINUOUS if a.unit is DurationUnit.ELAPSED else a.calendar for a in activities],
            [state_of(activity) for activity in activities],
            [remaining_of(activity) for activity in activities],
            {},
            [[] for _ in activities],
            [[] for _ in activities],
        )
        for position, activity in enumerate(activities):
            if activity.crew is not None and roles[position] is Role.ACTIVITY:
                rest = activity.crew.rest(self.graph.remaining[position], activity.duration)
                if rest is not None:
                    self.graph.crews[position] = rest
        self.gates: dict[tuple[int, Role], int] = {}
        self.efforts = {node for node, role in enumerate(roles) if role is Role.LEVEL_OF_EFFORT}

    def _role(self, position: int, activity: Activity) -> Role:
        if position in self.children:
            return Role.SUMMARY
        return Role.LEVEL_OF_EFFORT if activity.kind is ActivityKind.LEVEL_OF_EFFORT else Role.ACTIVITY

    def build(self) -> Graph:
        graph = self.graph
        for position, activity in enumerate(self.network.activities):
            if position in self.children and (activity.constraints or activity.deadline is not None):
                self._leaves(position)
        summaries, links, efforts = self.children, self.network.links, self.efforts
        incoming, outgoing = graph.incoming, graph.outgoing
        states, unstarted = graph.states, State.NOT_STARTED
        # Read once in the order of the links and made in that of the nodes: what is read together later lies
        # together in memory, however the links are sorted.
        befores = array("q", [link.predecessor for link in links])
        afters = array("q", [link.successor for link in links])
        kinds, plain = [link.type for link in links], bytearray([not link.lag for link in links])
        for position in sorted(range(len(links)), key=afters.__getitem__):
            before, after = befores[position], afters[position]
            if before in summaries or after in summaries:
                link = links[position]
                for source in self._sources(link):
                    for target in self._leaves(after):
                        self._connect(position, link, source, target)
            elif not plain[position] or efforts or states[after] is not unstarted:
                self._connect(position, links[position], before, after)
            else:
                edge = Edge(before, after, kinds[position], 0, None, position)
                incoming[after].append(edge)
                outgoing[before].append(edge)
        return graph

    def _sources(self, link: Link) -> Sequence[int]:
        """Give the nodes from which a link acts: an activity, a gate, or every activity below a summary."""
        if link.predecessor not in self.children:
            return (link.predecessor,)
        options = self.network.options
        own_lag = link.unit is LagUnit.PERCENT or options.lag_calendar is LagCalendar.PREDECESSOR
        if link.lag and own_lag:  # the lag differs from one activity to the next
            return self._leaves(link.predecessor)
        role = Role.START_GATE if link.type in STARTS else Role.FINISH_GATE
        return (self._gate(link.predecessor, role),)

    def _gate(self, summary: int, role: Role) -> int:
        node = self.gates.get((summary, role))
        if node is None:
            graph = self.graph
            node = self.gates[summary, role] = len(graph.roles)
            graph.roles.append(role)
            graph.calendars.append(CONTINUOUS)
            graph.states.append(State.NOT_STARTED)
            graph.remaining.append(0)
            graph.incoming.append([])
            graph.outgoing.append([])
            link_type = LinkType.START_TO_START if role is Role.START_GATE else LinkType.FINISH_TO_START
            for leaf in self._leaves(summary):
                if graph.roles[leaf] is Role.ACTIVITY:
                    self._add(Edge(leaf, node, link_type, 0, None, MEMBERSHIP))
        return node

    def _leaves(self, position: int) -> list[int]:
        """Give the activities below a summary in the order of the file; an activity itself."""
        if position not in self.children:
            return [position]
        known = self.graph.leaves.get(position)
        if known is None:
            known, stack = [], [position]
            while stack:
                node = stack.pop()
                below = self.children.get(node)
                if below is None:
                    known.append(node)
                else:
                    stack.extend(reversed(below))
            self.graph.leaves[position] = known
        return known

    def _connect(self, position: int, link: Link, source: int, target: int) -> None:
        graph = self.graph
        if graph.states[target] is not State.NOT_STARTED and self._is_void(link, target):
            return
        lag, calendar = self._lag(link, source, target) if link.lag else (0, None)
        edge = Edge(source, target, link.type, lag, calendar, position)
        if source in self.efforts or target in self.efforts:
            graph.effort_edges.append(edge)
        else:
            self._add(edge)

    def _is_void(self, link: Link, target: int) -> bool:
        """Whether progress has overridden a link to a started activity."""
        if self.network.options.out_of_sequence is OutOfSequence.RETAINED_LOGIC:
            return False
        holds_start = link.type in (LinkType.FINISH_TO_START, LinkType.START_TO_START)
        return holds_start or self.graph.states[target] is State.COMPLETE

    def _lag(self, link: Link, source: int, target: int) -> tuple[int, Calendar | None]:
        """Give a lag in minutes and the calendar they run on, None for elapsed time."""
        activities = self.network.activities
        lag, unit = link.lag, link.unit
        if unit is LagUnit.PERCENT:
            lag = activities[source].duration * lag / 100
            if activities[source].unit is DurationUnit.ELAPSED:
                unit = LagUnit.ELAPSED
        if unit is LagUnit.ELAPSED:
            return round(lag), None
        match self.network.options.lag_calendar:
            case LagCalendar.SUCCESSOR:
                return round(lag), activities[target].calendar
            case LagCalendar.PREDECESSOR:
                return round(lag), activities[source].calendar
            case LagCalendar.PROJECT:
                return round(lag), self.network.calendar
            case LagCalendar.CONTINUOUS:
                return round(lag), None

    def _add(self, edge: Edge) -> None:
        self.graph.outgoing[edge.predecessor].append(edge)
        self.graph.incoming[edge.successor].append(edge)


def _check_positions(network: Network) -> Iterator[Problem]:
    count = len(network.activities)
    for position, link in enumerate(network.links):
        if not (0 <= link.predecessor < count and 0 <= link.successor < count):
            yield Problem(ProblemKind.UNKNOWN_ACTIVITY, (), (position,))
    rooted: set[int] = set()
    for position, activity in enumerate(network.activities):
        if activity.parent is None:
            continue
        if not 0 <= activity.parent < count:
            yield Problem(ProblemKind.UNKNOWN_ACTIVITY, (position,))
            continue
        path: list[int] = []
        node: int | None = position
        while node is not None and 0 <= node < count and node not in rooted:
            if len(path) > count:
                yield Problem(ProblemKind.PARENT_CYCLE, (position,))
                break
            path.append(node)
            node = network.activities[node].parent
        rooted.update(path)


def _check_own_summaries(network: Network) -> Iterator[Problem]:
    activities = network.activities
    summaries = {activity.parent for activity in activities if activity.parent is not None}
    for position, link in enumerate(network.links if summaries else ()):
        for below, above in ((link.predecessor, link.successor), (link.successor, link.predecessor)):
            if above in summaries and below != above and _lies_below(activities, below, above):
                yield Problem(ProblemKind.LINK_TO_OWN_SUMMARY, (below, above), (position,))


def _lies_below(activities: Sequence[Activity], node: int, summary: int) -> bool:
    parent = activities[node].parent
    while parent is not None and parent != summary:
        parent = activities[parent].parent
    return parent is not None


def _check_activities(graph: Graph) -> Iterator[Problem]:
    undated = (ConstraintType.AS_SOON_AS_POSSIBLE, ConstraintType.AS_LATE_AS_POSSIBLE)
    for position, activity in enumerate(graph.network.activities):
        summary = graph.roles[position] is Role.SUMMARY
        if activity.duration < 0 or graph.remaining[position] < 0:
            yield Problem(ProblemKind.NEGATIVE_DURATION, (position,))
        if not summary and not graph.calendars[position].works_weekly:
            yield Problem(ProblemKind.NO_WORKING_TIME, (position,))
        milestone = activity.kind in (ActivityKind.MILESTONE, ActivityKind.START_MILESTONE)
        if milestone and activity.duration:
            yield Problem(ProblemKind.MILESTONE_WITH_DURATION, (position,))
        for constraint in activity.constraints:
            if constraint.date is None and constraint.type not in undated:
                yield Problem(ProblemKind.CONSTRAINT_WITHOUT_DATE, (position,))
            if summary and constraint.type not in SUMMARY_CONSTRAINTS:
                yield Problem(ProblemKind.SUMMARY_CONSTRAINT, (position,))


SUMMARY_CONSTRAINTS: Final = (
    ConstraintType.AS_SOON_AS_POSSIBLE,
    ConstraintType.START_NO_EARLIER_THAN,
    ConstraintType.FINISH_NO_LATER_THAN,
)
"""The constraints a summary can have."""
