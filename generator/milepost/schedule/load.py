"""Load against capacity: what a person is asked to do in each week, and when it is more than they can.

Somebody is over-allocated where the units of concurrent assignments exceed what they give to the project, in
some working interval of their own calendar (PMI, A Guide to the PMBOK, resource histogram and levelling);
their average utilisation may be below 100% all the same.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from milepost.frozen import frozen
from milepost.schedule.calendar import Calendar
from milepost.schedule.capacity import SCALE, Capacity
from milepost.schedule.instants import MINUTES_PER_WEEK, Instant

MONDAY = -3 * 1440
"""The Monday of the week of 1970-01-01, from which weeks are counted."""


class Demand(NamedTuple):
    """What a task asks of somebody between two instants, evenly over their working time.

    Attributes:
        task: Id of the task.
        start: From when.
        finish: Until when.
        share: Millionths of their working time; None for all of it that the project has.
        outside: Minutes of work where they have no working time at all in between.
    """

    task: str
    start: Instant
    finish: Instant
    share: int | None
    outside: int = 0


class Period(NamedTuple):
    """A week, or a day, of somebody.

    Attributes:
        start: When it begins.
        demand: Work asked for, in minutes.
        capacity: Work they can do, in minutes.
        peak: Highest share of the capacity that is asked for at once; 0 when nothing is.
    """

    start: Instant
    demand: int
    capacity: int
    peak: float

    @property
    def load(self) -> float | None:
        """Share of the capacity that is asked for; None where there is none."""
        return self.demand / self.capacity if self.capacity else None


class Overload(NamedTuple):
    """A stretch of working time in which somebody is asked for more than they give.

    Attributes:
        start: When it begins.
        finish: When it ends.
        peak: Highest share of the working time that is asked for at once.
        capacity: What they give then, likewise.
        excess: Minutes of work beyond the capacity.
        tasks: Ids of the tasks that ask, in the order in which they begin.
    """

    start: Instant
    finish: Instant
    peak: float
    capacity: float
    excess: int
    tasks: tuple[str, ...]

    @property
    def ratio(self) -> float:
        """The peak as a share of the capacity."""
        return self.peak / self.capacity


@frozen
class PersonLoad:
    """The load of one person.

    Attributes:
        who: Id of the person, the piece of equipment or the role.
        periods: The weeks, or days, from the first demand to the last, those without work included.
        overloads: When they are over-allocated, in order.
        demand: All that is asked for, in minutes.
        capacity: What they can do from the first demand to the end of the last, in minutes.
        peak: Highest share of the working time that is asked for at once.
        demands: What asks for it.
    """

    who: str
    periods: tuple[Period, ...]
    overloads: tuple[Overload, ...]
    demand: int
    capacity: int
    peak: float
    demands: tuple[Demand, ...]

    @property
    def utilisation(self) -> float | None:
        """Share of the capacity that is asked for, from the first demand to the last; None without any."""
        return self.demand / self.capacity if self.capacity else None

    def in_week(self, start: Instant) -> Period | None:
        """The period that begins at an instant."""
        place = bisect_right(self.periods, start, key=lambda period: period.start) - 1
        found = self.periods[place] if place >= 0 else None
        return found if found is not None and found.start == start else None


def week_of(t: Instant) -> Instant:
    """The beginning of the week, on Monday at midnight, in which an instant lies."""
    return t - (t - MONDAY) % MINUTES_PER_WEEK


def load_of(
    who: str,
    calendar: Calendar,
    capacity: Capacity,
    demands: Sequence[Demand],
    *,
    period: int = MINUTES_PER_WEEK,
    stay: tuple[Instant | None, Instant | None] = (None, None),
    worked: Callable[[Instant], int] | None = None,
) -> PersonLoad:
    """Add up the load of one person, in one pass over the instants at which it changes.

    Args:
        who: Id of the person.
        calendar: When they work.
        capacity: The share of that time which the project has.
        demands: What is asked of them.
        period: Minutes of a period: those of a week, or of a day.
        stay: When they join, and when they have left; None for always.
        worked: The calendar's `work`, where somebody remembers its answers.
    """
    if not demands:
        return PersonLoad(who, (), (), 0, 0, 0.0, ())
    sweep = _Sweep(calendar, demands, period, worked or calendar.work)
    sweep.run(_within(capacity, stay))
    periods = _spread(demands, sweep.periods, period)
    demand = sum(one.demand for one in periods)
    return PersonLoad(
        who,
        tuple(periods),
        tuple(sweep.overloads),
        demand,
        sweep.able // SCALE,
        sweep.peak / SCALE,
        tuple(demands),
    )


def _within(capacity: Capacity, stay: tuple[Instant | None, Instant | None]) -> list[tuple[Instant, int]]:
    """The capacity in millionths from when on, with nothing before somebody joins and after they left."""
    joins, left = stay
    steps = [(_BEFORE, capacity.first), *capacity.changes]
    found = [(t, round(share * SCALE)) for t, share in steps]
    if joins is not None:
        at_join = [share for t, share in found if t <= joins][-1]
        found = [(_BEFORE, 0), (joins, at_join), *((t, share) for t, share in found if t > joins)]
    if left is not None:
        found = [*((t, share) for t, share in found if t < left), (left, 0)]
    return found


_BEFORE = -(2**40)
_TOLERANCE = SCALE // 200
"""Half a percent, which rounding to whole minutes may take."""
_PERIOD, _CAPACITY, _START, _FINISH = range(4)


def _events(
    steps: Sequence[tuple[Instant, int]], demands: Sequence[Demand], periods: range
) -> list[tuple[Instant, int, int]]:
    """Everything that happens: an instant, what it is, and the new capacity or the place of the demand."""
    events = [(t, _PERIOD, 0) for t in periods]
    events += [(t, _CAPACITY, share) for t, share in steps if t > periods[0]]
    events += [(one.start, _START, place) for place, one in enumerate(demands)]
    events += [(one.finish, _FINISH, place) for place, one in enumerate(demands)]
    events.sort()
    return events


class _Sweep:
    """The state of one pass: what is asked for and given, now and so far; shares in millionths."""

    def __init__(
        self,
        calendar: Calendar,
        demands: Sequence[Demand],
        period: int,
        work: Callable[[Instant], int],
    ) -> None:
        self.calendar, self.demands, self.period, self.work = calendar, demands, period, work
        self.begin = min(one.start for one in demands)
        self.end = max(one.finish for one in demands)
        self.first = self.begin - (self.begin - MONDAY) % period
        self.now, self.worked = self.first, work(self.first)
        self.given = self.asked = self.following = 0
        self.spent = self.granted = self.able = self.peak = 0
        self.most = 0.0
        self.active: dict[int, None] = {}
        self.fresh: list[int] = []
        self.periods: list[Period] = []
        self.overloads: list[Overload] = []
        self.window: _Window | None = None

    def run(self, steps: Sequence[tuple[Instant, int]]) -> None:
        """Go through all events."""
        periods = range(self.first, self.end + self.period, self.period)
        self.given = [share for t, share in steps if t <= self.first][-1]
        for t, kind, value in _events(steps, self.demands, periods):
            if t > self.now:
                self._advance(t)
            if kind == _START:
                self._begin(value)
            elif kind == _FINISH:
                self._finish(value)
            elif kind == _CAPACITY:
                self.given = value
            elif t > self.first:
                self._close_period(t)
        self._close_window()

    def _advance(self, t: Instant) -> None:
        """Count what happens until the next event."""
        worked = self.work(t)
        minutes = worked - self.worked
        if minutes:
            given, asked = self.given, self.asked + self.following * self.given
            self.spent += asked * minutes
            self.granted += given * minutes
            if self.begin <= self.now < self.end:
                self.able += given * minutes
            self.peak = max(self.peak, asked)
            if given and asked > self.most * given:
                self.most = asked / given
            if given and asked > given + _TOLERANCE:
                self._overload(asked, worked)
            elif self.window is not None:
                self._close_window()
            self.fresh.clear()
        self.now, self.worked = t, worked

    def _overload(self, asked: int, worked: int) -> None:
        window = self.window
        if window is None:
            window = self.window = _Window(self.worked, list(self.active))
        else:
            window.places += self.fresh
        window.finish = worked
        window.excess += (asked - self.given) * (worked - self.worked)
        if asked * window.given >= window.peak * self.given:
            window.peak, window.given = asked, self.given

    def _close_window(self) -> None:
        window, self.window = self.window, None
        if window is not None:
            self.overloads.append(
                Overload(
                    self.calendar.start_at(window.start),
                    self.calendar.finish_at(window.finish),
                    window.peak / SCALE,
                    window.given / SCALE,
                    window.excess // SCALE,
                    tuple(dict.fromkeys(self.demands[place].task for place in window.places)),
                )
            )

    def _close_period(self, t: Instant) -> None:
        period = Period(t - self.period, self.spent // SCALE, self.granted // SCALE, self.most)
        self.periods.append(period)
        self.spent = self.granted = 0
        self.most = 0.0

    def _begin(self, place: int) -> None:
        share = self.demands[place].share
        if share is None:
            self.following += 1
        else:
            self.asked += share
        if share != 0:
            self.active[place] = None
            self.fresh.append(place)

    def _finish(self, place: int) -> None:
        share = self.demands[place].share
        if share is None:
            self.following -= 1
        else:
            self.asked -= share
        self.active.pop(place, None)


class _Window:
    """A stretch of over-allocation in the making; start and finish in minutes worked."""

    __slots__ = ("excess", "finish", "given", "peak", "places", "start")

    def __init__(self, start: int, places: list[int]) -> None:
        self.start = self.finish = start
        self.places = places
        self.peak, self.given, self.excess = 0, 1, 0


def _spread(demands: Iterable[Demand], periods: list[Period], period: int) -> list[Period]:
    """Add the work outside somebody's own time to the periods in which it is done, evenly by the clock."""
    extra: dict[Instant, int] = {}
    for one in demands:
        if not one.outside:
            continue
        start = one.start - (one.start - MONDAY) % period
        for begin in range(start, one.finish, period):
            within = min(one.finish, begin + period) - max(one.start, begin)
            extra[begin] = extra.get(begin, 0) + one.outside * within // (one.finish - one.start)
    return (
        [one._replace(demand=one.demand + extra.get(one.start, 0)) for one in periods] if extra else periods
    )
