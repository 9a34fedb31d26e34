"""Total and free float, and the longest path to the project's finish.

Total float is the smaller of start float and finish float (Microsoft Project's definition); with one calendar
for an activity both are the same working time. Free float is the working time on the activity's own calendar
by which it may slip before a successor's early date moves; both products floor it at zero. The longest path
runs backwards from the latest early finish through driving links (Primavera P6; discussed in AACE 49R-06).
"""

from __future__ import annotations

from collections.abc import Collection

from milepost.frozen import frozen, replace
from milepost.schedule.backward_pass import Late, holds_start, without_lag
from milepost.schedule.forward_pass import Early
from milepost.schedule.graph import STARTS, Graph, Role
from milepost.schedule.instants import Instant
from milepost.schedule.network import LinkType
from milepost.schedule.progress import State


@frozen
class Floats:
    """Floats by node, in minutes of its calendar; None where nothing remains to be done.

    Attributes:
        start: how far the start may slip; None once started.
        finish: how far the finish may slip.
        total: the smaller of the two. They differ for a crew alone, whose work may end no later for a later
            start, or much later.
    """

    start: list[int | None]
    finish: list[int | None]
    total: list[int | None]


def total_floats(graph: Graph, early: Early, late: Late) -> Floats:
    """Give start, finish and total float."""
    finish: list[int | None] = [
        finish - release for finish, release in zip(late.finish_work, early.release_work, strict=True)
    ]
    complete, activity, started = State.COMPLETE, Role.ACTIVITY, []
    for node, state in enumerate(graph.states):
        if state is complete or graph.roles[node] is not activity:
            finish[node] = None
        elif state:
            started.append(node)
    start = finish[:]
    for node in started:
        start[node] = None
    total = finish
    if graph.crews:
        total = finish[:]
        for node in graph.crews:
            slack, other = (
                graph.calendars[node].work(late.start[node]) - early.resume_work[node],
                finish[node],
            )
            if graph.states[node] is State.NOT_STARTED and other is not None:
                start[node], total[node] = slack, min(slack, other)
    return Floats(start, finish, total)


def free_floats(graph: Graph, early: Early, project_finish: Instant) -> list[int | None]:
    """Give free float by node, in minutes of its calendar; None where nothing remains to be done."""
    floats: list[int | None] = [None] * len(graph.roles)
    room: dict[int, Instant] = {}
    roles, states, activity, complete = graph.roles, graph.states, Role.ACTIVITY, State.COMPLETE
    for node in reversed(graph.order):
        if states[node] is not complete:
            slack = _slack(graph, early, node, room, project_finish)
            if roles[node] is activity:
                floats[node] = slack
    return floats


def free_float_starts(
    graph: Graph, early: Early, project_finish: Instant, movable: Collection[int]
) -> dict[int, Instant]:
    """Give the starts that use up the free float of some activities (Primavera's as late as possible).

    Those that come later move first and so make room for those before them; nothing else moves.
    """
    starts: dict[int, Instant] = {}
    moved = replace(
        early,
        resume=early.resume[:],
        release=early.release[:],
        resume_work=early.resume_work[:],
        release_work=early.release_work[:],
    )
    room: dict[int, Instant] = {}
    for node in reversed(graph.order):
        slack = _slack(graph, moved, node, room, project_finish)
        if node in movable and slack:
            _slip(graph, moved, node, slack)
            starts[node] = moved.resume[node]
    return starts


def _slip(graph: Graph, early: Early, node: int, slack: int) -> None:
    """Move an activity by some minutes of its calendar."""
    calendar, crew = graph.calendars[node], graph.crews.get(node)
    early.resume_work[node] += slack
    early.release_work[node] += slack
    early.resume[node] = calendar.start_at(early.resume_work[node])
    if crew is not None:
        early.release[node] = crew.finish(early.resume[node])
        early.release_work[node] = calendar.work(early.release[node])
    else:
        early.release[node] = calendar.finish_at(early.release_work[node])


def _slack(graph: Graph, early: Early, node: int, room: dict[int, Instant], project_finish: Instant) -> int:
    """Give the free float of a node whose successors were seen before.

    A gate notes in `room` how late it may be, so that activities see through it to what lies behind.
    """
    calendar = graph.calendars[node]
    gate = graph.roles[node] is not Role.ACTIVITY
    release_work, calendars = early.release_work, graph.calendars
    finish_to_start, start_to_start = LinkType.FINISH_TO_START, LinkType.START_TO_START
    least: int | None = None
    for edge in graph.outgoing[node]:
        _, after, kind, lag, lag_calendar, _ = edge
        if kind is finish_to_start and not lag and calendars[after] is calendar and after not in room:
            slack = early.resume_work[after] - release_work[node]  # without the detour by instants
        else:
            to_start = kind is finish_to_start or kind is start_to_start
            t = room.get(after, early.resume[after] if to_start else early.release[after])
            if lag:
                t = without_lag(t, lag, lag_calendar)
            if kind in STARTS:
                if not holds_start(graph, early, edge):
                    continue
                slack = calendar.work(t) - early.resume_work[node]
            else:
                slack = calendar.work(t) - release_work[node]
        if least is None or slack < least:
            least = slack
    if least is None:
        least = calendar.work(project_finish) - release_work[node]
    least = max(least, 0)
    if node in graph.crews:
        return _crew_slack(graph, early, node, least)
    if gate:
        room[node] = early.release[node] + least
    return least


def _crew_slack(graph: Graph, early: Early, node: int, least: int) -> int:
    """Give by how much both ends of a crew's work may slip, if its finish may slip by so much at most."""
    calendar, crew = graph.calendars[node], graph.crews[node]
    start = crew.latest_start(calendar.finish_at(early.release_work[node] + least))
    if graph.states[node] is State.NOT_STARTED:
        least = min(least, calendar.work(start) - early.resume_work[node])
    return max(0, min(least, calendar.work(crew.finish(start)) - early.release_work[node]))


def longest_path(graph: Graph, early: Early, project_finish: Instant) -> list[bool]:
    """Tell by node whether it lies on a path of driving links to the project's finish."""
    on_path = [False] * len(graph.roles)
    trail = [
        node
        for node in graph.order
        if graph.roles[node] is Role.ACTIVITY and early.finish[node] == project_finish
    ]
    for node in trail:
        on_path[node] = True
    for node in trail:  # grows while it is read
        for edge in early.driving[node]:
            before = edge.predecessor
            if not on_path[before]:
                on_path[before] = True
                trail.append(before)
    return on_path
