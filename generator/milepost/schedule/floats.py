"""Total and free float, and the longest path to the project's finish.

Total float is the smaller of start float and finish float (Microsoft Project's definition); with one calendar
for an activity both are the same working time. Free float is the working time on the activity's own calendar
by which it may slip before a successor's early date moves; both products floor it at zero. The longest path
runs backwards from the latest early finish through driving links (Primavera P6; discussed in AACE 49R-06).
"""

from __future__ import annotations

from collections.abc import Collection

from milepost.frozen import frozen, replace
from milepost.schedule.backward_pass import Late, from_earliest, without_lag
from milepost.schedule.calendar import CONTINUOUS, NEVER
from milepost.schedule.edges import Edge
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
        slack = _slack(graph, early, node, room, project_finish)
        if states[node] is not complete and roles[node] is activity:
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
        if node in movable:  # links from its start alone may leave more than there is until the project ends
            slack = min(slack, graph.calendars[node].work(project_finish) - moved.release_work[node])
        if node in movable and slack > 0:
            _slip(graph, moved, node, slack)
            starts[node] = moved.resume[node]
    return starts


def _slip(graph: Graph, early: Early, node: int, slack: int) -> None:
    """Move an activity by some minutes of its calendar."""
    calendar, crew = graph.calendars[node], graph.crews.get(node)
    early.resume_work[node] += slack
    early.release_work[node] += slack
    early.resume[node] = (
        calendar.start_at(early.resume_work[node])
        if graph.remaining[node]
        else calendar.finish_at(early.resume_work[node])  # a milestone stays where work ends
    )
    if crew is not None:
        early.release[node] = crew.finish(early.resume[node])
        early.release_work[node] = calendar.work(early.release[node])
    else:
        early.release[node] = calendar.finish_at(early.release_work[node])


def _slack(graph: Graph, early: Early, node: int, room: dict[int, Instant], project_finish: Instant) -> int:
    """Give the free float of a node whose successors were seen before.

    Gates and what is done note in `room` how late they may be, so that activities see through them to what
    lies behind; NEVER where that is nothing open.
    """
    least = _linked_slack(graph, early, node, room, project_finish)
    if graph.states[node] is State.COMPLETE:
        room[node] = NEVER if least is None else early.release[node] + max(least, 0)
        return 0
    if least is None:
        least = graph.calendars[node].work(project_finish) - early.release_work[node]
    least = max(least, 0)
    if node in graph.crews:
        return _crew_slack(graph, early, node, least)
    if graph.roles[node] is not Role.ACTIVITY:
        room[node] = early.release[node] + least
    return least


def _linked_slack(
    graph: Graph, early: Early, node: int, room: dict[int, Instant], project_finish: Instant
) -> int | None:
    """Give the least that the links of a node leave; None if none of them holds anything open."""
    done = graph.states[node] is State.COMPLETE
    calendar = CONTINUOUS if done else graph.calendars[node]
    released = calendar.work(early.release[node]) if done else early.release_work[node]
    calendars, finish_to_start = graph.calendars, LinkType.FINISH_TO_START
    least: int | None = None
    for edge in graph.outgoing[node]:
        _, after, kind, lag, _, _ = edge
        if kind is finish_to_start and not lag and calendars[after] is calendar and after not in room:
            slack = early.resume_work[after] - released  # without the detour by instants
        elif room.get(after) == NEVER or (kind in STARTS and (done or not from_earliest(graph, early, edge))):
            continue
        elif kind in STARTS:
            slack = calendar.work(_until(early, edge, room)) - _begun_work(graph, early, node)
            if graph.states[node]:  # a start that is past slips no more; its finish does
                slack = min(slack, calendar.work(project_finish) - released)
        else:
            slack = calendar.work(_until(early, edge, room)) - released
        if least is None or slack < least:
            least = slack
    return least


def _until(early: Early, edge: Edge, room: dict[int, Instant]) -> Instant:
    """Give how late the end that a link is tied to may be for its successor not to move."""
    _, after, kind, lag, lag_calendar, _ = edge
    to_start = kind is LinkType.FINISH_TO_START or kind is LinkType.START_TO_START
    t = room.get(after, early.resume[after] if to_start else early.release[after])
    return without_lag(t, lag, lag_calendar) if lag else t


def _begun_work(graph: Graph, early: Early, node: int) -> int:
    """Give the working minutes before the start from which links count: the actual one once there is one."""
    if graph.states[node] is State.NOT_STARTED:
        return early.resume_work[node]
    return graph.calendars[node].work(early.start[node])


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
