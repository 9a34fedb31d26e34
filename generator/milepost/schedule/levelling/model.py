"""A problem made ready for the kernels: what can be moved, in working order, with whole-number units."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from heapq import heapify, heappop, heappush
from math import lcm
from typing import NamedTuple, TypeAlias

from milepost.frozen import frozen
from milepost.schedule.calendar import Calendar
from milepost.schedule.capacity import Pace
from milepost.schedule.instants import Instant
from milepost.schedule.levelling.arithmetic import after_lag, start_for
from milepost.schedule.levelling.problem import Assignment, Fixed, Job, Precedence, Problem, Units
from milepost.schedule.network import LinkType

Clock: TypeAlias = Calendar | Pace


class Need(NamedTuple):
    """Units of a resource, in the whole numbers of its capacity.

    Where several shares of a job use one resource, each asks for what those before it use as well.
    """

    resource: int
    units: int
    asked: int


class Share(NamedTuple):
    """An assignment whose calendars are one object wherever they are the same working time."""

    clock: Clock
    calendar: Calendar
    amount: int
    needs: tuple[Need, ...]


class Link(NamedTuple):
    """A precedence seen from one of its two jobs; `other` is the job at its other end."""

    other: int
    type: LinkType
    lag: int
    calendar: Calendar | None


class Usage(NamedTuple):
    """What a job that is not moved uses."""

    share: Share
    start: Instant


@frozen
class Model:
    """The jobs that can be moved, numbered so that predecessors come before successors.

    Attributes:
        problem: what it was made from.
        positions: by number, the position of the job in the problem.
        jobs: by number, the job.
        job_calendars: by number, the calendar of the job.
        shares: by number, what is worked on.
        releases: by number, the earliest start; links from jobs that are not moved are in it.
        incoming: by number, the links from predecessors.
        outgoing: by number, the links to successors.
        calendars: by resource, its working time.
        capacities: by resource, its units as a whole number.
        used: what jobs that are not moved use.
        too_demanding: positions of the jobs that ask for more than a whole capacity; they get all of it.
    """

    problem: Problem
    positions: tuple[int, ...]
    jobs: tuple[Job, ...]
    job_calendars: tuple[Calendar, ...]
    shares: tuple[tuple[Share, ...], ...]
    releases: tuple[Instant, ...]
    incoming: tuple[tuple[Link, ...], ...]
    outgoing: tuple[tuple[Link, ...], ...]
    calendars: tuple[Calendar, ...]
    capacities: tuple[int, ...]
    used: tuple[Usage, ...]
    too_demanding: frozenset[int]

    @property
    def count(self) -> int:
        """How many jobs can be moved."""
        return len(self.jobs)

    def common_calendar(self) -> Calendar | None:
        """Give the calendar that everything runs on, if there is one: time is then counted in its work."""
        found: set[int] = set()
        calendars: list[Calendar] = []
        for calendar in self._all_calendars():
            if calendar is None:
                return None
            if id(calendar) not in found:
                found.add(id(calendar))
                calendars.append(calendar)
                if len(calendars) > 1:
                    return None
        return calendars[0] if calendars else None

    def _all_calendars(self) -> Iterator[Calendar | None]:
        needed = {need.resource for shares in self.shares for share in shares for need in share.needs}
        yield from (self.calendars[resource] for resource in needed)
        for shares in (*self.shares, tuple(usage.share for usage in self.used)):
            yield from (share.calendar if share.clock is share.calendar else None for share in shares)
        for calendar, shares in zip(self.job_calendars, self.shares, strict=True):
            if not shares:
                yield calendar
        for links in self.incoming:
            yield from (link.calendar for link in links if link.lag)


def model_of(problem: Problem) -> Model:
    """Make a problem ready.

    Raises:
        ValueError: its precedences form a cycle.
    """
    return _Maker(problem).make()


class _Maker:
    """Makes one model."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.known: dict[tuple[object, ...], Calendar] = {}
        self.by_id: dict[int, Calendar] = {}
        self.keep: list[Calendar] = []
        self.too_demanding: set[int] = set()
        self.scales = self._scales()
        self.capacities = tuple(
            max(_whole(resource.capacity, scale), 0)
            for resource, scale in zip(problem.resources, self.scales, strict=True)
        )

    def make(self) -> Model:
        problem = self.problem
        order = [at for at in _working_order(problem) if problem.jobs[at].fixed is None]
        numbers = {position: number for number, position in enumerate(order)}
        shares = [self._shares(position) for position in range(len(problem.jobs))]
        calendars = {position: self._canonical(problem.jobs[position].calendar) for position in order}
        releases = [self._release(problem.jobs[position]) for position in order]
        incoming: list[list[Link]] = [[] for _ in order]
        outgoing: list[list[Link]] = [[] for _ in order]
        for tie in problem.precedences:
            after = numbers.get(tie.successor)
            if after is None:
                continue
            calendar = None if tie.lag_calendar is None else self._canonical(tie.lag_calendar)
            before = numbers.get(tie.predecessor)
            if before is not None:
                incoming[after].append(Link(before, tie.type, tie.lag, calendar))
                outgoing[before].append(Link(after, tie.type, tie.lag, calendar))
                continue
            fixed = problem.jobs[tie.predecessor].fixed
            if fixed is not None:
                start = _held_by(fixed, tie, problem.jobs[tie.successor], shares[tie.successor])
                releases[after] = max(releases[after], start)
        return Model(
            problem,
            tuple(order),
            tuple(problem.jobs[position] for position in order),
            tuple(calendars[position] for position in order),
            tuple(shares[position] for position in order),
            tuple(releases),
            tuple(map(tuple, incoming)),
            tuple(map(tuple, outgoing)),
            tuple(self._canonical(resource.calendar) for resource in problem.resources),
            self.capacities,
            tuple(self._used(shares)),
            frozenset(self.too_demanding),
        )

    def _release(self, job: Job) -> Instant:
        return self.problem.start if job.release is None else max(job.release, self.problem.start)

    def _used(self, shares: list[tuple[Share, ...]]) -> Iterator[Usage]:
        for position, job in enumerate(self.problem.jobs):
            if job.fixed is not None:
                start = job.fixed.start if job.fixed.resume is None else job.fixed.resume
                yield from (Usage(share, start) for share in shares[position] if share.needs)

    def _shares(self, position: int) -> tuple[Share, ...]:
        asked: dict[int, int] = {}
        return tuple(self._share(position, share, asked) for share in self.problem.jobs[position].shares)

    def _share(self, position: int, share: Assignment, asked: dict[int, int]) -> Share:
        units: dict[int, int] = {}
        for demand in share.demands:
            whole = _whole(demand.units, self.scales[demand.resource])
            units[demand.resource] = units.get(demand.resource, 0) + whole
        needs = []
        for resource, wanted in units.items():
            before = asked.get(resource, 0)
            given = min(wanted, self.capacities[resource] - before)
            if given < wanted:
                self.too_demanding.add(position)
            if given > 0:
                asked[resource] = before + given
                needs.append(Need(resource, given, before + given))
        calendar = self._canonical(share.calendar)
        clock = share.clock if isinstance(share.clock, Pace) else calendar
        return Share(clock, calendar, share.amount, tuple(needs))

    def _canonical(self, calendar: Calendar) -> Calendar:
        """Give the first calendar met that has the same working time."""
        same = self.by_id.get(id(calendar))
        if same is None:
            key = (calendar.week, frozenset(calendar.exceptions.items()))
            same = self.by_id[id(calendar)] = self.known.setdefault(key, calendar)
            self.keep.append(calendar)  # so that its identity is not given to another
        return same

    def _scales(self) -> tuple[int, ...]:
        scales = [Fraction(resource.capacity).denominator for resource in self.problem.resources]
        for job in self.problem.jobs:
            for demands in (job.demands, *(share.demands for share in job.assignments)):
                for demand in demands:
                    if not isinstance(demand.units, int):
                        scales[demand.resource] = lcm(
                            scales[demand.resource], Fraction(demand.units).denominator
                        )
        return tuple(scales)


def _whole(units: Units, scale: int) -> int:
    return int(Fraction(units) * scale)


def _held_by(fixed: Fixed, tie: Precedence, job: Job, shares: tuple[Share, ...]) -> Instant:
    """Give the start that a link from a job that is not moved allows."""
    base = fixed.start if tie.type in STARTS else fixed.finish
    allowed = after_lag(base, tie.lag, tie.lag_calendar)
    return start_for(allowed, job.calendar, shares) if tie.type in FINISHES else allowed


STARTS = (LinkType.START_TO_START, LinkType.START_TO_FINISH)
"""The links that count from the start of the predecessor."""
FINISHES = (LinkType.FINISH_TO_FINISH, LinkType.START_TO_FINISH)
"""The links that hold back the finish of the successor."""


def _working_order(problem: Problem) -> list[int]:
    """Order the jobs so that links lead forward; ties keep the order of the jobs."""
    waiting = [0] * len(problem.jobs)
    after: list[list[int]] = [[] for _ in problem.jobs]
    for tie in problem.precedences:
        waiting[tie.successor] += 1
        after[tie.predecessor].append(tie.successor)
    ready = [position for position, count in enumerate(waiting) if not count]
    heapify(ready)
    order = []
    while ready:
        position = heappop(ready)
        order.append(position)
        for successor in after[position]:
            waiting[successor] -= 1
            if not waiting[successor]:
                heappush(ready, successor)
    if len(order) < len(problem.jobs):
        raise ValueError("the precedences form a cycle")
    return order
