"""The kernel for plans on several calendars: time is counted in instants, usage in each resource's own time.

What a resource is used for lies on a timeline in the resource's working minutes, where a job on the same
calendar is one stretch, whatever nights and holidays it spans. For placing backwards the timelines run
backwards as well.
"""

from __future__ import annotations

from collections.abc import Sequence

from milepost.schedule.calendar import NEVER, Calendar
from milepost.schedule.instants import Instant
from milepost.schedule.levelling.arithmetic import (
    after_lag,
    before_lag,
    dates_from,
    latest_begin,
    latest_start_for,
    start_for,
)
from milepost.schedule.levelling.common_time import CommonTime
from milepost.schedule.levelling.kernel import Order, Placement
from milepost.schedule.levelling.model import FINISHES, STARTS, Model, Need, Share
from milepost.schedule.levelling.timeline import BEGINNING, Packing, Timeline

MOMENTS = 200
"""How many times at most are compared for the least overload."""


class ManyCalendars:
    """Places jobs in instants."""

    ordered_starts = ordered_finishes = False

    def __init__(self, model: Model) -> None:
        self._model = model
        self._count = model.count
        self._packings = [Packing.of((capacity,)) for capacity in model.capacities]
        self._common: dict[tuple[int, int], CommonTime] = {}
        self._since = min([model.problem.start, *(usage.start for usage in model.used)])
        self.lengths = [_length(shares) for shares in model.shares]
        fixed = (job.fixed for job in model.problem.jobs)
        self.fixed_finish = max((one.finish for one in fixed if one), default=BEGINNING)
        self._timelines: list[Timeline] = []
        self._state = Placement([], [])

    # -- placing ---------------------------------------------------------------------------------------------

    def early(self) -> Placement:
        """Place every job as early as links allow, capacity aside."""
        return self.settled(self._model.releases)

    def settled(self, floors: Sequence[Instant]) -> Placement:
        """Place every job as early as links and some earliest starts allow, capacity aside."""
        self._state = Placement([0] * self._count, [0] * self._count)
        for job in range(self._count):
            self._set(job, max(self.allowed(job), floors[job]))
        return self._state

    def late(self, limit: Instant) -> Placement:
        """Place every job as late as links and a common latest finish allow, capacity aside."""
        placement = Placement([0] * self._count, [0] * self._count)
        for job in range(self._count - 1, -1, -1):
            self._set_in(placement, job, self._latest(placement, job, limit))
        return placement

    def forward(self, order: Order) -> Placement:
        """Place job by job, each as early as links and capacity allow."""
        self.clear()
        for job in order:
            self.put(job, self.earliest(job, self.allowed(job)))
        return self._state

    def backward(self, order: Order, limit: Instant) -> Placement:
        """Place job by job, successors first, each as late as links, capacity and the limit allow."""
        placement = Placement([0] * self._count, [0] * self._count)
        timelines = self._empty()
        for usage in self._model.used:
            self._use_turned(timelines, usage.share, usage.start)
        for job in order:
            t = self._fitting_before(timelines, job, self._latest(placement, job, limit))
            for share in self._model.shares[job]:
                self._use_turned(timelines, share, t)
            self._set_in(placement, job, t)
        return placement

    # -- one by one ------------------------------------------------------------------------------------------

    def clear(self) -> None:
        """Take every job away."""
        self._state = Placement([0] * self._count, [0] * self._count)
        self._timelines = self._empty()
        for usage in self._model.used:
            self._use(usage.share, usage.start)

    def allowed(self, job: int) -> Instant:
        """Give the earliest start that release and links allow."""
        model, (starts, finishes) = self._model, self._state
        t = model.releases[job]
        for other, kind, lag, calendar in model.incoming[job]:
            base = starts[other] if kind in STARTS else finishes[other]
            if lag:
                base = after_lag(base, lag, calendar)
            if kind in FINISHES:
                base = start_for(base, model.job_calendars[job], model.shares[job])
            t = max(t, base)
        return t

    def earliest(self, job: int, floor: Instant) -> Instant:
        """Give the earliest instant, `floor` or later, from which capacity allows a job.

        Where there is none, because a calendar ends, that is the floor.
        """
        shares = self._model.shares[job]
        checks = [(share, need) for share in shares for need in share.needs]
        t, agreed = floor, 0
        while agreed < len(checks):
            for share, need in checks:
                found = self._after_clashes(share, need, t)
                agreed = agreed + 1 if found == t else 1
                t = found
                if agreed == len(checks):
                    break
            if t >= NEVER:
                return floor
        return t

    def moment(self, job: int, t: Instant) -> Instant:
        """Give the next start of a job's work, of its calendar's if there is nothing to work."""
        shares = self._model.shares[job]
        if not shares:
            return self._model.job_calendars[job].next_start(t)
        return min(share.clock.start_at(share.clock.work(t)) for share in shares)

    def put(self, job: int, t: Instant) -> None:
        """Place a job."""
        for share in self._model.shares[job]:
            if share.needs:
                self._use(share, t)
        self._set(job, t)

    def placed(self) -> Placement:
        """Give where the jobs were put."""
        return self._state

    # -- usage -----------------------------------------------------------------------------------------------

    def _empty(self) -> list[Timeline]:
        return [Timeline(packing) for packing in self._packings]

    def _stretches(self, share: Share, resource: int, t: Instant) -> list[tuple[int, int]]:
        """Give what a share uses of a resource if it may begin at `t`, in the resource's working minutes."""
        worked = share.clock.work(t)
        start, end = share.clock.start_at(worked), share.clock.finish_at(worked + share.amount)
        calendar = self._model.calendars[resource]
        key = id(share.calendar), id(calendar)
        common = self._common.get(key)
        if common is None:
            common = self._common[key] = CommonTime(share.calendar, calendar, self._since)
        return common.uses(start, end)

    def _use(self, share: Share, t: Instant) -> None:
        for resource, units, _ in share.needs:
            if share.clock is self._model.calendars[resource]:
                start = share.clock.work(t)
                self._timelines[resource].take(start, start + share.amount, units)
                continue
            for start, end in self._stretches(share, resource, t):
                self._timelines[resource].take(start, end, units)

    def _use_turned(self, timelines: list[Timeline], share: Share, t: Instant) -> None:
        for resource, units, _ in share.needs:
            for start, end in self._stretches(share, resource, t):
                timelines[resource].take(-end, -start, units)

    def _after_clashes(self, share: Share, need: Need, t: Instant) -> Instant:
        """Give the earliest start of a share, `t` or later, at which a resource has enough for it."""
        timeline, calendar = self._timelines[need.resource], self._model.calendars[need.resource]
        if share.clock is calendar:
            worked = calendar.work(t)
            found = timeline.earliest(worked, share.amount, need.asked)
            return t if found == worked else calendar.start_at(found)
        while t < NEVER:
            for start, end in self._stretches(share, need.resource, t):
                until = timeline.clash(start, end, need.asked)
                if until is not None:
                    t = max(calendar.finish_at(until), t + 1)
                    break
            else:
                return t
        return t

    def _fitting_before(self, timelines: list[Timeline], job: int, t: Instant) -> Instant:
        """Give the latest start, `t` or earlier, at which capacity allows a job; `t` if there is none."""
        shares = self._model.shares[job]
        checks = [(share, need) for share in shares for need in share.needs]
        latest, agreed = t, 0
        while agreed < len(checks):
            for share, need in checks:
                found = self._before_clashes(timelines[need.resource], share, need, t)
                agreed = agreed + 1 if found == t else 1
                t = found
                if agreed == len(checks):
                    break
            if t <= -NEVER:
                return latest
        return t

    def _before_clashes(self, timeline: Timeline, share: Share, need: Need, t: Instant) -> Instant:
        calendar = self._model.calendars[need.resource]
        if share.clock is calendar:
            end = calendar.work(t) + share.amount
            found = -timeline.earliest(-end, share.amount, need.asked)
            return t if found == end else calendar.start_at(found - share.amount)
        while t > -NEVER:
            for start, end in reversed(self._stretches(share, need.resource, t)):
                since = timeline.clash(-end, -start, need.asked)
                if since is not None:
                    bound = latest_start_for(calendar.start_at(-since), (share,))
                    t = min(bound, t - 1)
                    break
            else:
                return t
        return t

    # -- overload --------------------------------------------------------------------------------------------

    def excess(self, job: int, t: Instant) -> int:
        """Give by how much a job, if put at `t`, would exceed what is free, in minutes of units."""
        total = 0
        for share in self._model.shares[job]:
            for resource, _, asked in share.needs:
                for start, end in self._stretches(share, resource, t):
                    total += self._timelines[resource].missing(start, end, asked)
        return total

    def moments(self, job: int, floor: Instant, until: Instant) -> list[Instant]:
        """Give times between two at which a job's excess may be least: where it meets a change of usage."""
        found = {floor, until}
        for share in self._model.shares[job]:
            for resource, _, _ in share.needs:
                for minute in self._timelines[resource].changes():
                    t = self._model.calendars[resource].start_at(minute)
                    found.update((t, latest_start_for(t, (share,))))
        within = sorted(t for t in found if floor <= t <= until)
        return within[:: len(within) // MOMENTS + 1] if len(within) > MOMENTS else within

    def overload(self) -> int:
        """Give what has been put beyond capacity, in minutes of units."""
        return sum(timeline.overload() for timeline in self._timelines)

    # -- dates -----------------------------------------------------------------------------------------------

    def _set(self, job: int, t: Instant) -> None:
        self._set_in(self._state, job, t)

    def _set_in(self, placement: Placement, job: int, t: Instant) -> None:
        model = self._model
        dates = dates_from(t, model.job_calendars[job], model.shares[job])
        placement.starts[job], placement.finishes[job] = dates

    def _latest(self, placement: Placement, job: int, limit: Instant) -> Instant:
        """Give the latest start that a latest finish and links to successors allow."""
        model = self._model
        finish, start = limit, NEVER
        for other, kind, lag, calendar in model.outgoing[job]:
            ends = placement.finishes if kind in FINISHES else placement.starts
            bound = before_lag(self._counted(other, ends[other]), lag, calendar)
            if kind in STARTS:
                start = min(start, latest_begin(bound, model.shares[job]))
            else:
                finish = min(finish, bound)
        latest = min(start, latest_start_for(finish, model.shares[job]))
        calendar = model.job_calendars[job]
        if model.shares[job] or calendar.rests_at(latest):
            return latest
        return calendar.prev_finish(latest)

    def _counted(self, job: int, end: Instant) -> Instant:
        """Give the latest instant that counts as the start or finish of a job: the next start of its work."""
        shares = self._model.shares[job]
        clock = shares[0].clock if len(shares) == 1 else None
        calendar = clock if isinstance(clock, Calendar) else self._model.job_calendars[job]
        return calendar.start_at(calendar.work(end))

    # -- reading ---------------------------------------------------------------------------------------------

    def shortfall(self, placement: Placement) -> int:
        """Give by how much a placement would have to move for every job to start after its release."""
        pairs = zip(self._model.releases, placement.starts, strict=True)
        return max((release - start for release, start in pairs), default=0)

    def slack(self, job: int, start: Instant, late_start: Instant) -> int:
        """Give the working time between two starts of a job."""
        return self._model.job_calendars[job].between(start, late_start)

    def worked_off(self, resource: int, t: Instant, minutes: int) -> Instant:
        """Give when a resource that begins at `t` has worked for some minutes."""
        calendar = self._model.calendars[resource]
        return calendar.finish_at(calendar.work(t) + minutes)

    def tail(self, finish: Instant, limit: Instant) -> int:  # noqa: ARG002 - it differs from calendar to calendar
        """Give nothing: what comes after a job takes longer or shorter at other times."""
        return 0

    def dates(self, placement: Placement) -> tuple[list[Instant], list[Instant]]:
        """Give the instants of a placement: itself."""
        return placement.starts, placement.finishes

    def finish_date(self, finish: Instant) -> Instant:
        """Give the instant of a finish: itself."""
        return finish


def _length(shares: Sequence[Share]) -> int:
    """Give the minutes of the longest share, of a pace at its rate before any change."""
    lengths = (
        share.amount if isinstance(share.clock, Calendar) else -(-share.amount // (share.clock.first or 1))
        for share in shares
    )
    return max(lengths, default=0)
