"""The forward pass: early dates, and what sets each of them.

PMI Practice Standard for Scheduling; J. Moder, C. Phillips, E. Davis, Project Management with CPM, PERT and
Precedence Diagramming. Each activity starts at the latest of what its links, its constraints and the project
allow, on its own calendar.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from milepost.frozen import frozen
from milepost.schedule.calendar import NEVER, Calendar
from milepost.schedule.edges import Edge
from milepost.schedule.graph import Graph, Role
from milepost.schedule.instants import Instant
from milepost.schedule.network import Activity, ActivityKind, ConstraintType, LateLimits, LinkType
from milepost.schedule.progress import State

_OF_FINISH = (
    ConstraintType.FINISH_NO_EARLIER_THAN,
    ConstraintType.FINISH_NO_LATER_THAN,
    ConstraintType.MUST_FINISH_ON,
)
_EARLIEST = (ConstraintType.START_NO_EARLIER_THAN, ConstraintType.FINISH_NO_EARLIER_THAN)
_EXACT = (ConstraintType.MUST_START_ON, ConstraintType.MUST_FINISH_ON)
_LATEST = (ConstraintType.START_NO_LATER_THAN, ConstraintType.FINISH_NO_LATER_THAN)


class Reason(Enum):
    """What set a date."""

    PROJECT_START = "project-start"
    STATUS_DATE = "status-date"
    LINK = "link"
    CONSTRAINT = "constraint"
    ACTUAL = "actual"
    LATE_AS_POSSIBLE = "as-late-as-possible"
    LEVELLING = "levelling"
    """The people it needs are busy until then."""
    DURATION = "duration"
    """A finish that follows from its start."""
    MEMBERS = "members"
    """A summary's date: that of an activity below it; a level of effort's: that of what it spans."""


@frozen
class Early:
    """Early dates by node.

    Attributes:
        start: early start; the actual start once there is one.
        finish: early finish; the actual finish once there is one.
        resume: start of the remaining work; differs from `start` once there is an actual start.
        release: what finish links count from. Differs from `finish` for a completed activity whose own
            predecessors are still open, under retained logic.
        resume_work: working minutes before `resume` on the activity's calendar.
        release_work: working minutes before `release` on the activity's calendar.
        reasons: what set the start (of the remaining work).
        driving: the edges that set it.
        against_logic: activities put by an imposed date before their links allow, with the edges that do not.
    """

    start: list[Instant]
    finish: list[Instant]
    resume: list[Instant]
    release: list[Instant]
    resume_work: list[int]
    release_work: list[int]
    reasons: list[Reason]
    driving: list[tuple[Edge, ...]]
    against_logic: dict[int, tuple[Edge, ...]]


def forward_pass(graph: Graph, pins: Mapping[int, Instant]) -> Early:
    """Compute early dates.

    Args:
        graph: the network in working order.
        pins: starts from which as-late-as-possible activities are held back.
    """
    count = len(graph.roles)
    early = Early(
        [-NEVER] * count,
        [-NEVER] * count,
        [-NEVER] * count,
        [-NEVER] * count,
        [0] * count,
        [0] * count,
        [Reason.PROJECT_START] * count,
        [()] * count,
        {},
    )
    _Pass(graph, early, pins).run()
    return early


class _Pass:
    """One run over the nodes; holds what the steps share."""

    def __init__(self, graph: Graph, early: Early, pins: Mapping[int, Instant]) -> None:
        network = graph.network
        self.graph, self.early, self.pins = graph, early, pins
        self.activities = network.activities
        self.status_date = network.status_date
        self.late_limits = network.options.late_limits
        floor, reason = network.start, Reason.PROJECT_START
        if self.status_date is not None and self.status_date > floor:
            floor, reason = self.status_date, Reason.STATUS_DATE
        self.floor, self.floor_reason = floor, reason
        self.open = [state is not State.COMPLETE for state in graph.states]
        self.inherited = _inherited_starts(graph)

    def run(self) -> None:
        graph, candidates = self.graph, self._candidates
        incoming, states, roles = graph.incoming, graph.states, graph.roles
        started, activity = self._started, Role.ACTIVITY
        for node in graph.order:
            edges = incoming[node]
            found = candidates(node, edges) if edges else []
            if roles[node] is not activity:
                self._gate(node, edges, found)
            elif states[node]:
                started(node, edges, found)
            else:
                self._unstarted(node, edges, found)

    def _candidates(self, node: int, edges: list[Edge]) -> list[Instant]:
        """Give the earliest start of (the rest of) an activity that each of its links allows."""
        start, release = self.early.start, self.early.release
        finish_to_start, start_to_start = LinkType.FINISH_TO_START, LinkType.START_TO_START
        finish_to_finish = LinkType.FINISH_TO_FINISH
        found = []
        for before, _, kind, lag, calendar, _ in edges:
            t = release[before] if kind is finish_to_start or kind is finish_to_finish else start[before]
            if lag:
                t = t + lag if calendar is None else calendar.add(t, lag)
            if kind is not finish_to_start and kind is not start_to_start:
                t = self._start_ending(t, node)
            found.append(t)
        return found

    def _start_ending(self, t: Instant, node: int) -> Instant:
        """Give the earliest start with which (the rest of) an activity does not end before `t`."""
        calendar = self.graph.calendars[node]
        crew = self.graph.crews.get(node)
        if crew is not None:
            return crew.earliest_start(t, calendar)
        return calendar.subtract(t, self.graph.remaining[node])

    def _gate(self, node: int, edges: list[Edge], found: list[Instant]) -> None:
        """Set the common start or finish of the activities below a summary."""
        if not edges:
            return
        early = self.early
        t = min(found) if self.graph.roles[node] is Role.START_GATE else max(found)
        driving = [edge for edge, candidate in zip(edges, found, strict=True) if candidate == t]
        early.driving[node] = tuple(driving[:1] if self.graph.roles[node] is Role.START_GATE else driving)
        early.reasons[node] = Reason.LINK
        early.start[node] = early.finish[node] = early.resume[node] = early.release[node] = t
        early.resume_work[node] = early.release_work[node] = self.graph.calendars[node].work(t)
        self.open[node] = any(self.open[edge.predecessor] for edge in edges)

    def _unstarted(self, node: int, edges: list[Edge], found: list[Instant]) -> None:
        start, reason = self.floor, self.floor_reason
        inherited = self.inherited.get(node)
        if inherited is not None and inherited > start:
            start, reason = inherited, Reason.CONSTRAINT
        floor = start
        if found:
            latest = max(found)
            if latest >= start:
                start, reason = latest, Reason.LINK
        activity = self.activities[node]
        if activity.constraints:
            imposed = self._constrained(node, activity, start, floor)
            if imposed != start:
                calendar = self.graph.calendars[node]
                worked = calendar.work(imposed)
                if imposed < start and worked < calendar.work(start):
                    later = (edge for edge, t in zip(edges, found, strict=True) if calendar.work(t) > worked)
                    self.early.against_logic[node] = tuple(later)
                start, reason = imposed, Reason.CONSTRAINT
        pin = self.pins.get(node)
        if pin is not None and pin > start:
            start, reason = pin, Reason.LATE_AS_POSSIBLE
        self._place(node, start, edges, found, reason)
        self.early.start[node] = self.early.resume[node]
        self.early.finish[node] = self.early.release[node]

    def _started(self, node: int, edges: list[Edge], found: list[Instant]) -> None:
        early, activity = self.early, self.activities[node]
        progress = activity.progress
        if progress is None:
            return
        calendar = self.graph.calendars[node]
        begun = progress.actual_start
        if progress.actual_finish is not None:
            finish = progress.actual_finish
            early.start[node] = _begun(activity, calendar, finish) if begun is None else begun
            early.finish[node] = finish
            waiting = [t for edge, t in zip(edges, found, strict=True) if self._holds(edge)]
            release = max([finish, *waiting])
            self.open[node] = release > finish
            early.resume[node] = early.release[node] = release
            early.resume_work[node] = early.release_work[node] = calendar.work(release)
            early.reasons[node] = Reason.LINK if release > finish else Reason.ACTUAL
            if release > finish:
                early.driving[node] = tuple(
                    edge for edge, t in zip(edges, found, strict=True) if t == release and self._holds(edge)
                )
            return
        if begun is None:
            return
        if self.status_date is None:
            start, reason = _stopped(activity, calendar, begun, self.graph.remaining[node]), Reason.ACTUAL
        else:
            start, reason = self.status_date, Reason.STATUS_DATE
        if begun > start:  # later on the day of the status date
            start, reason = begun, Reason.ACTUAL
        floor = start
        if found and max(found) >= start:
            start, reason = max(found), Reason.LINK
        if activity.constraints:
            imposed = max(self._constrained(node, activity, start, floor), begun)
            if imposed != start:
                start, reason = imposed, Reason.CONSTRAINT
        self._place(node, start, edges, found, reason)
        early.start[node], early.finish[node] = begun, early.release[node]

    def _holds(self, edge: Edge) -> bool:
        """Whether a completed activity still passes on the wait for this predecessor."""
        if edge.type in (LinkType.FINISH_TO_START, LinkType.FINISH_TO_FINISH):
            return self.open[edge.predecessor]
        return self.graph.states[edge.predecessor] is State.NOT_STARTED and self.open[edge.predecessor]

    def _place(
        self, node: int, start: Instant, edges: list[Edge], found: list[Instant], reason: Reason
    ) -> None:
        """Work off what remains from a start on, and note what set the start."""
        early, calendar, need = self.early, self.graph.calendars[node], self.graph.remaining[node]
        worked = calendar.work(start)
        crew = self.graph.crews.get(node) if need else None
        if crew is not None:
            early.resume[node], early.release[node] = crew.start(start), crew.finish(start)
            worked = calendar.work(early.resume[node])
            early.resume_work[node], early.release_work[node] = worked, calendar.work(early.release[node])
        elif need:
            early.resume[node] = calendar.start_at(worked)
            early.release[node] = calendar.finish_at(worked + need)
        else:
            t = calendar.start_at(worked)
            at_start = self.activities[node].kind is ActivityKind.START_MILESTONE
            if t != start and not at_start and start == calendar.finish_at(worked):
                t = start  # a milestone may stand at the end of working time
            early.resume[node] = early.release[node] = t
        if crew is None:
            early.resume_work[node] = worked
            early.release_work[node] = worked + need
        if not found:
            early.reasons[node] = reason
            return
        if reason is Reason.CONSTRAINT and start < max(found):
            early.reasons[node] = reason
            return
        if len(found) > 1 or found[0] < start:
            # what lies between this and the start is no working time
            start = calendar.finish_at(worked) if crew is None else crew.idle_since(start)
        driving = tuple([edge for edge, t in zip(edges, found, strict=True) if t >= start])
        early.driving[node] = driving
        early.reasons[node] = Reason.LINK if driving else reason

    def _constrained(self, node: int, activity: Activity, start: Instant, floor: Instant) -> Instant:
        """Give the start of (the rest of) an activity under its constraints.

        An imposed date wins over links, but nothing is put before the start of the project or the status
        date; constraints on the start mean nothing once there is an actual start.
        """
        honoured = self.late_limits is LateLimits.HONOURED
        unstarted = activity.progress is None or activity.progress.actual_start is None
        for constraint in activity.constraints:
            date, kind = constraint.date, constraint.type
            if date is None:
                continue
            by_finish = kind in _OF_FINISH
            t = self._start_for(date, node, kind) if by_finish else date
            if by_finish or unstarted:
                if kind in _EARLIEST:
                    start = max(start, t)
                elif kind in _EXACT:
                    start = max(self.floor, t)
                elif kind in _LATEST and honoured and unstarted:
                    start = max(floor, min(start, t))
        return start

    def _start_for(self, finish: Instant, node: int, kind: ConstraintType) -> Instant:
        """Give the start that ends by a date; of a milestone, the last end of work if the date is not worked.

        The two differ for a crew alone: not before a date is its earliest such start, by a date its latest.
        """
        calendar, need = self.graph.calendars[node], self.graph.remaining[node]
        if not need:
            return finish if calendar.rests_at(finish) else calendar.prev_finish(finish)
        crew = self.graph.crews.get(node)
        if crew is None:
            return calendar.subtract(finish, need)
        return crew.earliest_start(finish, calendar) if kind in _EARLIEST else crew.latest_start(finish)


def _begun(activity: Activity, calendar: Calendar, finish: Instant) -> Instant:
    """Give the start of a completed activity that reports none: that of its duration."""
    if activity.crew is not None:
        return activity.crew.latest_start(finish)
    return calendar.subtract(finish, activity.duration)


def _stopped(activity: Activity, calendar: Calendar, begun: Instant, remaining: int) -> Instant:
    """Give where an activity stands whose work went on without a break."""
    if activity.crew is None:
        return calendar.add(begun, max(activity.duration - remaining, 0))
    done = activity.crew.done_by(remaining, activity.duration)
    return begun if done is None else done.finish(begun)


def _inherited_starts(graph: Graph) -> dict[int, Instant]:
    """Give, for activities below a summary with a start-no-earlier-than, the latest such date."""
    dates: dict[int, Instant] = {}
    for summary, leaves in graph.leaves.items():
        for constraint in graph.network.activities[summary].constraints:
            if constraint.type is ConstraintType.START_NO_EARLIER_THAN and constraint.date is not None:
                for leaf in leaves:
                    dates[leaf] = max(constraint.date, dates.get(leaf, constraint.date))
    return dates
