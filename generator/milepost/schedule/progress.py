"""How far an activity is: state, remaining work, percent complete, contradictions in what was reported."""

from __future__ import annotations

from collections.abc import Iterator
from enum import IntEnum

from milepost.schedule.calendar import NEVER
from milepost.schedule.instants import Instant
from milepost.schedule.network import Activity, LinkType, Network, Progress
from milepost.schedule.problems import Problem, ProblemKind
from milepost.schedule.rollup import bottom_up


class State(IntEnum):
    """An activity is known by its actual dates only."""

    NOT_STARTED = 0
    IN_PROGRESS = 1
    COMPLETE = 2


def state_of(activity: Activity) -> State:
    """Tell the state from the actual dates."""
    progress = activity.progress
    if progress is None:
        return State.NOT_STARTED
    if progress.actual_finish is not None:
        return State.COMPLETE
    return State.NOT_STARTED if progress.actual_start is None else State.IN_PROGRESS


def remaining_of(activity: Activity) -> int:
    """Give the minutes of duration still to go: as reported, else from percent complete."""
    state = state_of(activity)
    if state is State.COMPLETE:
        return 0
    progress = activity.progress
    if progress is None or state is State.NOT_STARTED:
        return activity.duration
    if progress.remaining is not None:
        return progress.remaining
    if progress.percent is not None:
        return round(activity.duration * (100 - min(max(progress.percent, 0), 100)) / 100)
    return activity.duration


def percent_of(activity: Activity) -> float:
    """Give percent of duration complete: as reported, else (planned - remaining) / planned."""
    state = state_of(activity)
    if state is State.COMPLETE:
        return 100.0
    progress = activity.progress
    if progress is None or state is State.NOT_STARTED:
        return 0.0
    if progress.percent is not None:
        return float(progress.percent)
    if not activity.duration:
        return 0.0
    return max(0.0, 100 * (activity.duration - remaining_of(activity)) / activity.duration)


def check_progress(network: Network) -> Iterator[Problem]:
    """Yield contradictions in reported progress."""
    for position, activity in enumerate(network.activities):
        if activity.progress is not None:
            for kind in _contradictions(activity.progress, network.status_date):
                yield Problem(kind, (position,))
    yield from _out_of_sequence(network)


def _contradictions(progress: Progress, status_date: Instant | None) -> Iterator[ProblemKind]:
    start, finish, percent = progress.actual_start, progress.actual_finish, progress.percent
    if percent is not None and not 0 <= percent <= 100:
        yield ProblemKind.PERCENT_OUT_OF_RANGE
    if start is None and finish is not None:
        yield ProblemKind.FINISH_WITHOUT_START
    if start is None and finish is None and percent:
        yield ProblemKind.PROGRESS_WITHOUT_START
    if start is not None and finish is not None and finish < start:
        yield ProblemKind.FINISH_BEFORE_START
    if status_date is not None and any(t is not None and t > status_date for t in (start, finish)):
        yield ProblemKind.ACTUAL_AFTER_STATUS_DATE
    nothing_left = percent == 100 or (start is not None and progress.remaining == 0)
    something_left = progress.remaining or (percent is not None and percent < 100)
    if finish is None and nothing_left:
        yield ProblemKind.COMPLETE_WITHOUT_FINISH
    if finish is not None and something_left:
        yield ProblemKind.REMAINING_AFTER_FINISH


def _out_of_sequence(network: Network) -> Iterator[Problem]:
    """Yield links whose successor went ahead of its predecessor, while either is still open."""
    began, ended = _actual_dates(network)
    for position, link in enumerate(network.links):
        before, after = link.predecessor, link.successor
        if began[after] is None:
            continue
        needs_start = link.type in (LinkType.START_TO_START, LinkType.START_TO_FINISH)
        holds_start = link.type in (LinkType.FINISH_TO_START, LinkType.START_TO_START)
        done = began[before] if needs_start else ended[before]
        went = began[after] if holds_start else ended[after]
        closed = ended[before] is not None and ended[after] is not None
        if went is not None and not closed and (done is None or went < done):
            yield Problem(ProblemKind.OUT_OF_SEQUENCE, (after, before), (position,))


def _actual_dates(network: Network) -> tuple[list[Instant | None], list[Instant | None]]:
    """Give actual starts and finishes; a summary begins with the first below it and ends with the last."""
    parents = [activity.parent for activity in network.activities]
    reported = [activity.progress or Progress() for activity in network.activities]
    began = [progress.actual_start for progress in reported]
    ended = [progress.actual_finish for progress in reported]
    for summary in {parent for parent in parents if parent is not None}:
        began[summary], ended[summary] = None, -NEVER
    for position in bottom_up(parents):
        parent = parents[position]
        if parent is None:
            continue
        first, last = began[position], ended[position]
        known, so_far = began[parent], ended[parent]
        if first is not None:
            began[parent] = first if known is None else min(first, known)
        ended[parent] = None if last is None or so_far is None else max(last, so_far)
    return began, ended
