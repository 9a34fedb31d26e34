"""A network prepared for many forward passes: what each node waits for, and all that no draw can change."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from enum import Enum
from typing import Final

from milepost.frozen import field, frozen
from milepost.risk.simulation.arrays import Ints, single
from milepost.risk.simulation.timeline import Flow, Timeline, timeline
from milepost.schedule.calendar import NEVER, Calendar
from milepost.schedule.edges import Edge
from milepost.schedule.graph import MEMBERSHIP, STARTS, Graph, Role
from milepost.schedule.instants import MINUTES_PER_DAY, Instant
from milepost.schedule.network import (
    Activity,
    Constraint,
    ConstraintType,
    LagUnit,
    LinkType,
)
from milepost.schedule.progress import State
from milepost.schedule.result import Schedule

BEFORE: Final = 400 * MINUTES_PER_DAY
"""How far behind the first date working time is known, for leads and remaining work counted backwards."""


class Manner(Enum):
    """How a node gets its dates."""

    PLAIN = "plain"
    """Work that waits for links only: sums and maxima of working minutes, without any instant."""
    BOUND = "bound"
    """A milestone, a crew, or work with an imposed date."""
    DONE = "done"
    GATE = "gate"


@frozen
class Inlet:
    """A link as its successor sees it.

    Attributes:
        before: The predecessor.
        from_start: Whether it acts from the predecessor's start.
        to_finish: Whether it holds back the successor's finish.
        lag: Minutes.
        percent: Percent of the predecessor's duration that the lag is, where that duration is uncertain; else
            0.
        line: On whose working time the lag runs; None for elapsed time.
        direct: Whether predecessor, lag and successor all count on one line, so that no instant is needed.
        on_source: Whether the lag runs on the predecessor's line.
        by_instant: Whether plain work takes the latest of such instants and then counts working minutes once.
    """

    before: int
    from_start: bool
    to_finish: bool
    lag: int
    percent: float
    line: Timeline | None
    direct: bool
    on_source: bool
    by_instant: bool


@frozen
class Member:
    """One of a crew: their pace on arrays, and the work left for them."""

    flow: Flow
    work: int


@frozen
class Place:
    """A node with all that no draw can change.

    Attributes:
        manner: How it gets its dates.
        line: Its working time.
        inlets: What it waits for.
        need: Minutes still to be worked by the plan.
        floor: The earliest start of (the rest of) the work, whatever the links say.
        floor_work: Working minutes before that.
        begun: The actual start, or None.
        finished: The actual finish, or None.
        pin: A start from which it is held back because it is to be as late as possible, or None.
        crew: Who works it off; empty where its duration says all.
    """

    manner: Manner
    line: Timeline
    inlets: tuple[Inlet, ...]
    need: Ints
    floor: Ints
    floor_work: Ints
    begun: Ints | None
    finished: Ints | None
    pin: Instant | None
    crew: tuple[Member, ...]


@frozen
class Layout:
    """A network prepared for many forward passes.

    Attributes:
        graph: The network in working order.
        places: By node; summaries and levels of effort have none.
        ends: Nodes of which one is always the last to finish: no other can be later than all of them.
        line: The project's working time.
        high: The horizon up to which calendars are known.
        lines: The working time of each calendar.
    """

    graph: Graph
    places: Mapping[int, Place]
    ends: tuple[int, ...]
    line: Timeline
    high: Instant
    lines: Lines


@frozen
class Lines:
    """The working time of calendars between two instants, each worked out once."""

    low: Instant
    high: Instant
    known: dict[Calendar, Timeline] = field(default_factory=dict)

    def of(self, calendar: Calendar) -> Timeline:
        """Give the working time of a calendar."""
        found = self.known.get(calendar)
        if found is None:
            found = self.known[calendar] = timeline(calendar, self.low, self.high)
        return found


def layout_of(graph: Graph, dates: Schedule, uncertain: Collection[int], high: Instant) -> Layout:
    """Prepare a network.

    Args:
        graph: The network in working order.
        dates: Its deterministic dates.
        uncertain: Positions of the activities whose remaining duration is drawn.
        high: The horizon.
    """
    lines = Lines(min((graph.network.start, *dates.start, *_written(graph))) - BEFORE, high)
    builder = _Builder(graph, dates, frozenset(uncertain), lines, _inherited_starts(graph))
    places = {node: builder.place(node) for node in graph.order}
    ends = tuple(
        node
        for node in graph.order
        if graph.roles[node] is Role.ACTIVITY
        and _may_end(graph, node)
        and dates.finish[node] <= dates.project_finish  # not what was put behind it, as late as possible
    )
    return Layout(graph, places, ends, lines.of(graph.network.calendar), high, lines)


def _written(graph: Graph) -> Iterator[Instant]:
    for activity in graph.network.activities:
        yield from (constraint.date for constraint in activity.constraints if constraint.date is not None)
        if activity.progress is not None and activity.progress.actual_start is not None:
            yield activity.progress.actual_start


def _may_end(graph: Graph, node: int) -> bool:
    """Whether nothing makes sure that something else finishes no earlier."""
    return not any(
        edge.type is LinkType.FINISH_TO_START
        and edge.lag >= 0
        and graph.roles[edge.successor] is Role.ACTIVITY
        and graph.states[edge.successor] is State.NOT_STARTED
        and not graph.network.activities[edge.successor].constraints
        for edge in graph.outgoing[node]
    )


@frozen
class _Builder:
    graph: Graph
    dates: Schedule
    uncertain: frozenset[int]
    lines: Lines
    inherited: Mapping[int, Instant]

    def place(self, node: int) -> Place:
        graph = self.graph
        line = self.lines.of(graph.calendars[node])
        activity = graph.network.activities[node] if graph.roles[node] is Role.ACTIVITY else None
        floor = single(self._floor(node, activity))
        progress = None if activity is None else activity.progress
        begun = None if progress is None or activity is None else self._begun(node, activity)
        finished = None if progress is None else progress.actual_finish
        crew = graph.crews.get(node)
        return Place(
            manner=self._manner(node, activity),
            line=line,
            inlets=tuple(self._inlet(node, edge) for edge in graph.incoming[node]),
            need=single(graph.remaining[node]),
            floor=floor,
            floor_work=line.work(floor),
            begun=None if begun is None else single(begun),
            finished=None if finished is None else single(finished),
            pin=self._pin(node, activity),
            crew=()
            if crew is None
            else tuple(
                Member(Flow.of(one.pace, self.lines.of(one.pace.calendar)), one.work) for one in crew.members
            ),
        )

    def _manner(self, node: int, activity: Activity | None) -> Manner:
        if activity is None:
            return Manner.GATE
        if self.graph.states[node] is State.COMPLETE:
            return Manner.DONE
        free = not any(constraint.date is not None for constraint in activity.constraints)
        plain = free and self.graph.remaining[node] > 0 and node not in self.graph.crews
        return Manner.PLAIN if plain and self._pin(node, activity) is None else Manner.BOUND

    def _begun(self, node: int, activity: Activity) -> Instant | None:
        """Give the actual start; of work known by its end alone, the start that the engine gives it."""
        if self.graph.states[node] is State.COMPLETE:
            return self.dates.start[node]
        return None if activity.progress is None else activity.progress.actual_start

    def _floor(self, node: int, activity: Activity | None) -> Instant:
        network = self.graph.network
        status = network.status_date
        if activity is not None and self.graph.states[node] is State.IN_PROGRESS:
            begun = self._begun(node, activity)
            if status is None:
                return self._stopped(node, activity)
            return status if begun is None else max(status, begun)
        return max(network.start, -NEVER if status is None else status, self.inherited.get(node, -NEVER))

    def _stopped(self, node: int, activity: Activity) -> Instant:
        """Give when the work done so far ended, where no status date says it."""
        begun = self._begun(node, activity) or self.graph.network.start
        need = self.graph.remaining[node]
        if activity.crew is None:
            return self.graph.calendars[node].add(begun, max(activity.duration - need, 0))
        done = activity.crew.done_by(need, activity.duration)
        return begun if done is None else done.finish(begun)

    def _pin(self, node: int, activity: Activity | None) -> Instant | None:
        """Give the planned start of work that is to be as late as possible.

        It is not moved up or down with the float of an iteration: when work begins, nobody knows yet how much
        float there will have been.
        """
        if activity is None or self.graph.states[node] is not State.NOT_STARTED:
            return None
        return self.dates.start[node] if any(map(_as_late_as_possible, activity.constraints)) else None

    def _inlet(self, node: int, edge: Edge) -> Inlet:
        graph = self.graph
        own, source = self.lines.of(graph.calendars[node]), self.lines.of(graph.calendars[edge.predecessor])
        line = None if edge.lag_calendar is None else self.lines.of(edge.lag_calendar)
        percent = 0.0
        if edge.link != MEMBERSHIP and edge.predecessor in self.uncertain:
            link = graph.network.links[edge.link]
            percent = link.lag if link.unit is LagUnit.PERCENT else 0.0
        lagged = bool(edge.lag or percent)
        direct = source is own and (not lagged or line is own)
        to_finish = edge.type in (LinkType.FINISH_TO_FINISH, LinkType.START_TO_FINISH)
        return Inlet(
            before=edge.predecessor,
            from_start=edge.type in STARTS,
            to_finish=to_finish,
            lag=edge.lag,
            percent=percent,
            line=line,
            direct=direct,
            on_source=line is source,
            by_instant=not direct and not to_finish,
        )


def _as_late_as_possible(constraint: Constraint) -> bool:
    return constraint.type is ConstraintType.AS_LATE_AS_POSSIBLE


def _inherited_starts(graph: Graph) -> dict[int, Instant]:
    """Give, for activities below a summary with a start-no-earlier-than, the latest such date."""
    dates: dict[int, Instant] = {}
    for summary, leaves in graph.leaves.items():
        for constraint in graph.network.activities[summary].constraints:
            if constraint.type is ConstraintType.START_NO_EARLIER_THAN and constraint.date is not None:
                for leaf in leaves:
                    dates[leaf] = max(constraint.date, dates.get(leaf, constraint.date))
    return dates
