"""The forward pass over all iterations of a block at once; with nothing uncertain it is the engine's own.

Rule by rule it follows `milepost.schedule.forward_pass`, so that without spread every iteration has its dates
to the minute. Work that waits for links only is placed by the working minutes before its start, on its own
calendar: links on one calendar are sums and maxima, and instants are worked out only where somebody asks for
them, because a link leads to another calendar or a milestone, a crew or an imposed date needs them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from milepost.risk.simulation.arrays import Flags, Ints, maximum, single
from milepost.risk.simulation.crews import (
    at_work,
    earliest_start,
    first_start,
    idle_since,
    last_finish,
    latest_start,
)
from milepost.risk.simulation.layout import Inlet, Layout, Manner, Place
from milepost.schedule.calendar import NEVER
from milepost.schedule.graph import Role
from milepost.schedule.instants import Instant
from milepost.schedule.network import ActivityKind, ConstraintType, LateLimits
from milepost.schedule.progress import State

_OF_FINISH = (
    ConstraintType.FINISH_NO_EARLIER_THAN,
    ConstraintType.FINISH_NO_LATER_THAN,
    ConstraintType.MUST_FINISH_ON,
)
_EARLIEST = (ConstraintType.START_NO_EARLIER_THAN, ConstraintType.FINISH_NO_EARLIER_THAN)
_EXACT = (ConstraintType.MUST_START_ON, ConstraintType.MUST_FINISH_ON)
_LATEST = (ConstraintType.START_NO_LATER_THAN, ConstraintType.FINISH_NO_LATER_THAN)
_YES, _NO = np.array([True]), np.array([False])


class Wave:
    """The early dates of a block of iterations.

    Attributes:
        layout: The network.
        needs: Remaining minutes of the activities where they are uncertain.
        driving: By node, for each of its inlets whether it sets the start; filled by `Traced` alone.
    """

    def __init__(self, layout: Layout, needs: Mapping[int, Ints]) -> None:
        self.layout, self.needs = layout, needs
        self.driving: dict[int, list[Flags]] = {}
        self._starts: dict[int, Ints] = {}
        self._ends: dict[int, Ints] = {}
        self._start_work: dict[int, Ints] = {}
        self._end_work: dict[int, Ints] = {}
        self._open: dict[int, Flags] = {}
        self._ranges: dict[int, tuple[int, int]] = {}

    def run(self, nodes: Iterable[int]) -> None:
        """Place some nodes; everything before them has been placed."""
        places = self.layout.places
        for node in nodes:
            place = places[node]
            match place.manner:
                case Manner.PLAIN:
                    self._plain(node, place)
                case Manner.BOUND:
                    self._bound(node, place)
                case Manner.DONE:
                    self._done(node, place)
                case Manner.GATE:
                    self._gate(node, place)

    # -- what has been placed --------------------------------------------------------------------------------

    def need(self, node: int) -> Ints:
        """Give the remaining minutes of an activity."""
        found = self.needs.get(node)
        return self.layout.places[node].need if found is None else found

    def start(self, node: int) -> Ints:
        """Give the start of an activity: the actual one once there is one."""
        found = self._starts.get(node)
        if found is None:
            found = self._starts[node] = self.layout.places[node].line.start_at(self.start_work(node))
        return found

    def end(self, node: int) -> Ints:
        """Give what finish links count from: the finish, but for work that was done out of sequence."""
        found = self._ends.get(node)
        if found is None:
            found = self._ends[node] = self.layout.places[node].line.finish_at(self._end_work[node])
        return found

    def finish(self, node: int) -> Ints:
        """Give the finish of an activity: the actual one once there is one."""
        finished = self.layout.places[node].finished
        return self.end(node) if finished is None else finished

    def start_work(self, node: int) -> Ints:
        """Give the working minutes before the start, on the activity's own calendar."""
        found = self._start_work.get(node)
        return self._end_work[node] - self.need(node) if found is None else found

    def end_work(self, node: int) -> Ints:
        """Give the working minutes before the end, on the activity's own calendar."""
        return self._end_work[node]

    def still_open(self, node: int) -> Flags:
        """Tell whether anything is left that successors wait for."""
        return self._open.get(node, _YES)

    def project_finish(self) -> Ints:
        """Give the latest finish of all activities."""
        latest = single(self.layout.graph.network.start if not self.layout.ends else -NEVER)
        for node in self.layout.ends:
            latest = np.maximum(latest, self.finish(node))
        return latest

    def end_ranges(self) -> Mapping[int, tuple[int, int]]:
        """Give the earliest and the latest finish over all iterations of the nodes that may be the last."""
        if not self._ranges:
            for node in self.layout.ends:
                t = self.finish(node)
                self._ranges[node] = int(t.min()), int(t.max())
        return self._ranges

    # -- placing ---------------------------------------------------------------------------------------------

    def _plain(self, node: int, place: Place) -> None:
        need, start = self.need(node), place.floor_work
        latest: Ints | None = None
        found = []
        for inlet in place.inlets:
            if inlet.by_instant:
                t = self._behind_lag(inlet)
                latest = t if latest is None else np.maximum(latest, t)
            else:
                t = self._work_allowed(inlet, place, need)
                start = np.maximum(start, t)
            found.append(t)
        if latest is not None:
            start = np.maximum(start, place.line.work(latest))
        self._end_work[node] = start + need
        if place.begun is not None:
            self._starts[node], self._start_work[node] = place.begun, place.line.work(place.begun)
        self._note(node, place, found, start)

    def _bound(self, node: int, place: Place) -> None:
        need, start = self.need(node), place.floor
        found = [self._allowed(inlet, place, need) for inlet in place.inlets]
        latest = maximum(found) if found else None
        if latest is not None:
            start = np.maximum(start, latest)
        imposed = self._imposed(node, place, need, start)
        against = _NO if latest is None else (imposed != start) & (imposed < latest)
        start = imposed
        if place.pin is not None:
            against = against & (start >= place.pin)
            start = np.maximum(start, place.pin)
        self._work_off(node, place, need, start)
        if place.begun is not None:
            self._starts[node], self._start_work[node] = place.begun, place.line.work(place.begun)
        if place.inlets:
            self._note_bound(node, found, self._idle_since(place, start), against)

    def _work_off(self, node: int, place: Place, need: Ints, start: Ints) -> None:
        line = place.line
        if place.crew:
            crew = at_work(place, need)
            first, last = first_start(place.crew, start), last_finish(crew, start)
            self._starts[node], self._ends[node] = first, last
            self._start_work[node], self._end_work[node] = line.work(first), line.work(last)
            return
        worked = line.work(start)
        stands = line.start_at(worked)
        if self.layout.graph.network.activities[node].kind is not ActivityKind.START_MILESTONE:
            stands = np.where(start == line.finish_at(worked), start, stands)
        working = need > 0
        self._start_work[node], self._end_work[node] = worked, worked + need
        self._starts[node] = np.where(working, line.start_at(worked), stands)
        self._ends[node] = np.where(working, line.finish_at(worked + need), stands)

    def _done(self, node: int, place: Place) -> None:
        """Place what is done: successors wait on for its own open predecessors, under retained logic."""
        if place.begun is None or place.finished is None:
            return
        graph, finished = self.layout.graph, place.finished
        release, found = finished, []
        for inlet in place.inlets:
            holds = self.still_open(inlet.before)
            if inlet.from_start and graph.states[inlet.before] is not State.NOT_STARTED:
                holds = _NO
            t = (
                np.where(holds, self._allowed(inlet, place, place.need), -NEVER)
                if holds.any()
                else single(-NEVER)
            )
            found.append(t)
            release = np.maximum(release, t)
        still = release > finished
        self._open[node] = still
        self._starts[node], self._ends[node] = place.begun, release
        self._start_work[node], self._end_work[node] = place.line.work(place.begun), place.line.work(release)
        self._note_done(node, [(t == release) & still for t in found])

    def _gate(self, node: int, place: Place) -> None:
        """Place the common start or finish of the activities below a summary."""
        found = [self._allowed(inlet, place, place.need) for inlet in place.inlets]
        earliest = self.layout.graph.roles[node] is Role.START_GATE
        t, still = single(-NEVER), _NO
        for k, (one, inlet) in enumerate(zip(found, place.inlets, strict=True)):
            t = one if not k else np.minimum(t, one) if earliest else np.maximum(t, one)
            still = still | self.still_open(inlet.before)
        self._open[node] = still if place.inlets else _YES
        self._starts[node] = self._ends[node] = t
        self._start_work[node] = self._end_work[node] = place.line.work(t)
        drives, taken = [], _NO
        for one in found:
            ties = one == t
            drives.append(ties & ~taken if earliest else ties)
            taken = taken | ties
        self._note_done(node, drives)

    # -- what links allow ------------------------------------------------------------------------------------

    def _work_allowed(self, inlet: Inlet, place: Place, need: Ints) -> Ints:
        """Give the working minutes before the earliest start that a link allows to plain work."""
        if inlet.direct:
            before = inlet.before
            t = self.start_work(before) if inlet.from_start else self.end_work(before)
            if inlet.percent:
                t = t + self._lag(inlet)
            elif inlet.lag:
                t = t + inlet.lag
        else:
            t = place.line.work(self._behind_lag(inlet))
        return t - need if inlet.to_finish else t

    def _allowed(self, inlet: Inlet, place: Place, need: Ints) -> Ints:
        """Give the earliest start that a link allows."""
        t = self._behind_lag(inlet)
        if not inlet.to_finish:
            return t
        if place.crew:
            return earliest_start(at_work(place, need), place, t)
        if not need.any():
            return t
        return np.where(need > 0, place.line.start_at(place.line.work(t) - need), t)

    def _behind_lag(self, inlet: Inlet) -> Ints:
        """Give the end of the predecessor from which a link acts, with the lag behind it."""
        before = inlet.before
        if not inlet.lag and not inlet.percent:
            return self.start(before) if inlet.from_start else self.end(before)
        lag = self._lag(inlet)
        if inlet.line is None:
            return (self.start(before) if inlet.from_start else self.end(before)) + lag
        if inlet.on_source:
            worked = self.start_work(before) if inlet.from_start else self.end_work(before)
        else:
            worked = inlet.line.work(self.start(before) if inlet.from_start else self.end(before))
        worked = worked + lag
        forward = inlet.percent > 0 if inlet.percent else inlet.lag > 0
        t = inlet.line.finish_at(worked) if forward else inlet.line.start_at(worked)
        if inlet.percent:
            t = np.where(lag == 0, self.start(before) if inlet.from_start else self.end(before), t)
        return t

    def _lag(self, inlet: Inlet) -> Ints:
        return self.percent_lag(inlet.before, inlet.percent) if inlet.percent else single(inlet.lag)

    def percent_lag(self, before: int, percent: float) -> Ints:
        """Give the minutes of a lag that is a percentage of its predecessor's duration."""
        graph = self.layout.graph
        done = graph.network.activities[before].duration - graph.remaining[before]
        return np.rint((self.need(before) + done) * percent / 100).astype(np.int64)

    # -- imposed dates ---------------------------------------------------------------------------------------

    def _imposed(self, node: int, place: Place, need: Ints, start: Ints) -> Ints:
        network = self.layout.graph.network
        unstarted = place.begun is None
        late = network.options.late_limits is LateLimits.HONOURED and unstarted
        status = network.status_date
        earliest = network.start if status is None else max(network.start, status)
        for constraint in network.activities[node].constraints:
            date, kind = constraint.date, constraint.type
            if date is None or not (kind in _OF_FINISH or unstarted):
                continue
            t = self._start_for(date, node, place, need, kind) if kind in _OF_FINISH else single(date)
            if kind in _EARLIEST:
                start = np.maximum(start, t)
            elif kind in _EXACT:
                start = np.maximum(earliest, t)
            elif kind in _LATEST and late:
                start = np.maximum(place.floor, np.minimum(start, t))
        return start if place.begun is None else np.maximum(start, place.begun)

    def _start_for(self, finish: Instant, node: int, place: Place, need: Ints, kind: ConstraintType) -> Ints:
        """Give the start that ends by a date; of a milestone, the last end of work where there is none."""
        calendar, by = self.layout.graph.calendars[node], single(finish)
        if place.crew:
            crew = at_work(place, need)
            return earliest_start(crew, place, by) if kind in _EARLIEST else latest_start(crew, by)
        stands = single(finish if calendar.rests_at(finish) else calendar.prev_finish(finish))
        return np.where(need > 0, place.line.start_at(place.line.work(by) - need), stands)

    # -- what sets a start -----------------------------------------------------------------------------------

    def _idle_since(self, place: Place, start: Ints) -> Ints:
        """Give since when there has been no working time at a start."""
        if place.crew:
            return idle_since(place.crew, start)
        return place.line.finish_at(place.line.work(start))

    def _note(self, node: int, place: Place, found: list[Ints], start: Ints) -> None:
        """Note which links set the start of plain work, by working minutes or by instants."""

    def _note_bound(self, node: int, found: list[Ints], since: Ints, against: Flags) -> None:
        """Note which links set a start: those not before `since`, unless it was put against logic."""

    def _note_done(self, node: int, drives: list[Flags]) -> None:
        """Note which links set the end of what is done, or a gate."""


class Traced(Wave):
    """A wave that notes which links set each start, for the longest path."""

    def _note(self, node: int, place: Place, found: list[Ints], start: Ints) -> None:
        if any(inlet.by_instant for inlet in place.inlets):
            since = place.line.finish_at(start)  # what lies between it and the start is no working time
            self.driving[node] = [
                t >= (since if inlet.by_instant else start)
                for t, inlet in zip(found, place.inlets, strict=True)
            ]
        else:
            self.driving[node] = [t >= start for t in found]

    def _note_bound(self, node: int, found: list[Ints], since: Ints, against: Flags) -> None:
        self.driving[node] = [(t >= since) & ~against for t in found]

    def _note_done(self, node: int, drives: list[Flags]) -> None:
        self.driving[node] = drives
