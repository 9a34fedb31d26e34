"""The kernel for plans on one calendar: time is counted in its working minutes, all arithmetic is plain.

Seen from a common latest finish backwards, such a plan is again such a plan with its links turned round, so
one serial scheme does for both directions.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from milepost.schedule.calendar import Calendar
from milepost.schedule.instants import Instant
from milepost.schedule.levelling.kernel import Order, Placement
from milepost.schedule.levelling.many_calendars import ManyCalendars
from milepost.schedule.levelling.model import FINISHES, STARTS, Model, Share
from milepost.schedule.levelling.timeline import BEGINNING, Packing, Timeline

PACKED = 8
"""Up to so many resources share a timeline."""


class Use(NamedTuple):
    """What a job uses of a timeline, from `offset` after its start; `asked` must be free, `need` is taken."""

    timeline: int
    offset: int
    length: int
    asked: int
    need: int


class OneCalendar:
    """Places jobs in the working minutes of their common calendar.

    Attributes:
        calendar: that calendar.
        lengths: how long each job takes.
        releases: the earliest start of each job.
        distances: for each job, the jobs it waits for and the least distance of the two starts.
        ordered_starts: whether no distance is negative.
        ordered_finishes: whether no job can finish before one it waits for.
        fixed_finish: the last finish of the jobs that are not moved.
    """

    def __init__(self, model: Model, calendar: Calendar) -> None:
        self._model, self.calendar = model, calendar
        self.lengths = [max((share.amount for share in shares), default=0) for shares in model.shares]
        self.releases = [calendar.work(t) for t in model.releases]
        self._count = model.count
        self.distances: list[list[tuple[int, int]]] = [[] for _ in model.jobs]
        self._after: list[list[tuple[int, int]]] = [[] for _ in model.jobs]
        self.ordered_starts = self.ordered_finishes = True
        self._link()
        self._packings = self._pack()
        self._uses = [self._uses_of(shares) for shares in model.shares]
        self._uses_turned = [self._turned_uses(job) for job in range(model.count)]
        self._fixed = [
            (use, calendar.work(usage.start)) for usage in model.used for use in self._uses_of((usage.share,))
        ]
        fixed = (job.fixed for job in model.problem.jobs)
        self.fixed_finish = max((calendar.work(one.finish) for one in fixed if one), default=BEGINNING)
        self._timelines: list[Timeline] = []
        self._starts: list[int] = []

    def _link(self) -> None:
        """Turn every link into the least distance of two starts."""
        lengths = self.lengths
        for job, links in enumerate(self._model.incoming):
            for other, kind, lag, _ in links:
                distance = lag
                if kind not in STARTS:
                    distance += lengths[other]
                if kind in FINISHES:
                    distance -= lengths[job]
                turned = distance + lengths[job] - lengths[other]
                self.distances[job].append((other, distance))
                self._after[other].append((job, turned))
                self.ordered_starts &= distance >= 0
                self.ordered_finishes &= turned >= 0

    def _pack(self) -> tuple[Packing, ...]:
        capacities = self._model.capacities
        if len(capacities) <= PACKED and not self._model.used:  # what is fixed may be more than there is
            return (Packing.of(capacities),)
        return tuple(Packing.of((capacity,)) for capacity in capacities)

    def _uses_of(self, shares: Sequence[Share]) -> tuple[Use, ...]:
        """Sum up what a job uses, by timeline and length."""
        together = len(self._packings) == 1
        asked: dict[tuple[int, int], dict[int, int]] = {}
        taken: dict[tuple[int, int], int] = {}
        for share in shares:
            for resource, units, wanted in share.needs:
                timeline, place = (0, resource) if together else (resource, 0)
                shift = self._packings[timeline].shifts[place]
                key = timeline, share.amount
                asked.setdefault(key, {})[shift] = wanted
                taken[key] = taken.get(key, 0) + (units << shift)
        return tuple(
            Use(timeline, 0, length, sum(wanted << shift for shift, wanted in by_shift.items()), taken[key])
            for key, by_shift in asked.items()
            for timeline, length in (key,)
        )

    def _turned_uses(self, job: int) -> tuple[Use, ...]:
        whole = self.lengths[job]
        return tuple(use._replace(offset=whole - use.length) for use in self._uses[job])

    # -- placing ---------------------------------------------------------------------------------------------

    def early(self) -> Placement:
        """Place every job as early as links allow, capacity aside."""
        return self.settled(self.releases)

    def settled(self, floors: Sequence[int]) -> Placement:
        """Place every job as early as links and some earliest starts allow, capacity aside."""
        return self._placement(_spread(range(self._count), floors, self.distances))

    def late(self, limit: int) -> Placement:
        """Place every job as late as links and a common latest finish allow, capacity aside."""
        turned = _spread(range(self._count - 1, -1, -1), [0] * self._count, self._after)
        return self._turned(turned, limit)

    def forward(self, order: Order) -> Placement:
        """Place job by job, each as early as links and capacity allow."""
        timelines = self._empty()
        for use, start in self._fixed:
            timelines[use.timeline].take(start, start + use.length, use.need)
        return self._placement(self._serial(order, self.releases, self.distances, self._uses, timelines))

    def backward(self, order: Order, limit: int) -> Placement:
        """Place job by job, successors first, each as late as links, capacity and the limit allow."""
        timelines = self._empty()
        for use, start in self._fixed:
            timelines[use.timeline].take(limit - start - use.length, limit - start, use.need)
        turned = self._serial(order, [0] * self._count, self._after, self._uses_turned, timelines)
        return self._turned(turned, limit)

    def _empty(self) -> list[Timeline]:
        return [Timeline(packing) for packing in self._packings]

    def _serial(
        self,
        order: Order,
        floors: Sequence[int],
        before: Sequence[Sequence[tuple[int, int]]],
        uses: Sequence[Sequence[Use]],
        timelines: Sequence[Timeline],
    ) -> list[int]:
        starts = [0] * self._count
        for job in order:
            t = floors[job]
            for other, distance in before[job]:
                least = starts[other] + distance
                if least > t:  # noqa: PLR1730 - max() takes twice the time, here of the whole search
                    t = least
            used = uses[job]
            if len(used) == 1:
                timeline, offset, length, _, need = used[0]
                t = timelines[timeline].place(t + offset, length, need) - offset
            elif used:
                t = _fitting(used, t, timelines)
                for timeline, offset, length, _, need in used:
                    timelines[timeline].take(t + offset, t + offset + length, need)
            starts[job] = t
        return starts

    def _placement(self, starts: list[int]) -> Placement:
        return Placement(starts, [start + length for start, length in zip(starts, self.lengths, strict=True)])

    def _turned(self, starts: list[int], limit: int) -> Placement:
        finishes = [limit - start for start in starts]
        return Placement(
            [finish - length for finish, length in zip(finishes, self.lengths, strict=True)], finishes
        )

    # -- one by one ------------------------------------------------------------------------------------------

    def clear(self) -> None:
        """Take every job away."""
        self._timelines = self._empty()
        for use, start in self._fixed:
            self._timelines[use.timeline].take(start, start + use.length, use.need)
        self._starts = [0] * self._count

    def earliest(self, job: int, floor: int) -> int:
        """Give the earliest time, `floor` or later, at which capacity allows a job."""
        return _fitting(self._uses[job], floor, self._timelines)

    def moment(self, job: int, t: int) -> int:  # noqa: ARG002 - there are no such times here
        """Give when a job put at `t` begins."""
        return t

    def allowed(self, job: int) -> int:
        """Give the earliest start that release and links allow."""
        t = self.releases[job]
        for other, distance in self.distances[job]:
            t = max(t, self._starts[other] + distance)
        return t

    def put(self, job: int, t: int) -> None:
        """Place a job."""
        for timeline, _, length, _, need in self._uses[job]:
            self._timelines[timeline].take(t, t + length, need)
        self._starts[job] = t

    def placed(self) -> Placement:
        """Give where the jobs were put."""
        return self._placement(self._starts)

    # -- reading ---------------------------------------------------------------------------------------------

    def shortfall(self, placement: Placement) -> int:
        """Give by how much a placement would have to move for every job to start after its release."""
        pairs = zip(self.releases, placement.starts, strict=True)
        return max((release - start for release, start in pairs), default=0)

    def slack(self, job: int, start: int, late_start: int) -> int:  # noqa: ARG002 - every job has the calendar
        """Give the working time between two starts of a job."""
        return late_start - start

    def worked_off(self, resource: int, t: int, minutes: int) -> int:  # noqa: ARG002 - as above
        """Give when a resource that begins at `t` has worked for some minutes."""
        return t + minutes

    def tail(self, finish: int, limit: int) -> int:
        """Give the working time between a late finish and its limit."""
        return limit - finish

    def dates(self, placement: Placement) -> tuple[list[Instant], list[Instant]]:
        """Give the instants of a placement."""
        calendar, shares = self.calendar, self._model.shares
        floors = [
            calendar.start_at(start) if shares[job] else BEGINNING
            for job, start in enumerate(placement.starts)
        ]
        settled = ManyCalendars(self._model).settled(floors)
        return settled.starts, settled.finishes

    def finish_date(self, finish: int) -> Instant:
        """Give the end of the working time that a finish counts."""
        return self.calendar.finish_at(finish)


def _spread(order: Order, floors: Sequence[int], before: Sequence[Sequence[tuple[int, int]]]) -> list[int]:
    starts = list(floors)
    for job in order:
        for other, distance in before[job]:
            starts[job] = max(starts[job], starts[other] + distance)
    return starts


def _fitting(uses: Sequence[Use], t: int, timelines: Sequence[Timeline]) -> int:
    """Give the earliest time at which all uses fit at once."""
    agreed = 0
    while agreed < len(uses):
        for timeline, offset, length, asked, _ in uses:
            found = timelines[timeline].earliest(t + offset, length, asked) - offset
            agreed = agreed + 1 if found == t else 1
            t = found
            if agreed == len(uses):
                break
    return t
