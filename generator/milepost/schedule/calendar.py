"""Working calendars: weekly hours with dated exceptions, and working-time arithmetic in O(log exceptions).

The minutes worked before an instant form a never-falling function `work(t)`. Between exceptions it repeats
every week, so it needs no horizon; the days around exceptions are explicit pieces. Everything else is this
function and its two inverses: the earliest instant at which so much is worked (`finish_at`, the end of an
interval) and the latest (`start_at`, the beginning of the next).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from typing import Final, TypeAlias

from milepost.frozen import field, frozen
from milepost.schedule.instants import (
    MINUTES_PER_DAY,
    MINUTES_PER_WEEK,
    Day,
    Instant,
    day_of,
    weekday_of,
)
from milepost.schedule.spans import Span, Spans, clipped, merged, moved

Shifts: TypeAlias = Spans
"""Spans that start on one day, in minutes after its midnight; 22:00 to 06:00 is (1320, 1800)."""

Week: TypeAlias = tuple[Shifts, Shifts, Shifts, Shifts, Shifts, Shifts, Shifts]
"""Shifts of Monday to Sunday."""

NEVER: Final[Instant] = 2**40
"""What arithmetic answers when a calendar has no working time left: later than any date."""

_MONDAY: Final = -3 * MINUTES_PER_DAY  # the Monday of the week of 1970-01-01
_IDLE, _WORKING, _WEEKLY = 0, 1, 2  # what a piece of the time line is


def shift(start: int, end: int) -> Span:
    """Give the span from one time of day to another, past midnight when the end is not later.

    Args:
        start: minutes after midnight, below 1440.
        end: minutes after midnight, up to 1440 (24:00).
    """
    return (start, end if end > start else end + MINUTES_PER_DAY)


@frozen
class _Pattern:
    """The weekly hours as one set of spans of [0, 10080), with the minutes worked before each."""

    starts: tuple[int, ...]
    lengths: tuple[int, ...]
    before: tuple[int, ...]
    work: int

    @classmethod
    def of(cls, week: Week) -> _Pattern:
        spans: list[Span] = []
        for weekday, shifts in enumerate(week):
            for start, end in moved(shifts, weekday * MINUTES_PER_DAY):
                spans.append((start, min(end, MINUTES_PER_WEEK)))
                spans.append((0, end - MINUTES_PER_WEEK))  # Sunday's night shift ends on Monday
        starts, lengths, before, work = [0], [0], [0], 0  # an empty span first: no time lies before it
        for start, end in merged(spans):
            starts.append(start)
            lengths.append(end - start)
            before.append(work)
            work += end - start
        return cls(tuple(starts), tuple(lengths), tuple(before), work)


@frozen
class Calendar:
    """When work happens.

    Attributes:
        week: the shifts that start on each weekday, Monday first.
        exceptions: for a day, the shifts that start on it instead of its weekday's; `()` closes the day.
        minutes_per_day: what one day of duration means ("hours per day" in the products).
        days_per_week: what one week of duration means, in such days.
        name: for people.

    Raises:
        ValueError: a shift starts outside its day, ends before it starts or lasts more than a day.
    """

    week: Week
    exceptions: Mapping[Day, Shifts] = field(default_factory=dict, hash=False)
    minutes_per_day: int = 480
    days_per_week: float = 5
    name: str = ""
    _pattern: _Pattern = field(init=False, repr=False, compare=False)
    _bounds: tuple[Instant, ...] = field(init=False, repr=False, compare=False)
    _kinds: tuple[int, ...] = field(init=False, repr=False, compare=False)
    _bases: tuple[int, ...] = field(init=False, repr=False, compare=False)
    _worked: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        for shifts in (*self.week, *self.exceptions.values()):
            for start, end in shifts:
                if not 0 <= start < MINUTES_PER_DAY or not start < end <= start + MINUTES_PER_DAY:
                    raise ValueError(f"no shift: minutes {start} to {end} of a day")
        put = object.__setattr__
        put(self, "_pattern", _Pattern.of(self.week))
        put(self, "_bounds", ())
        bounds, kinds, bases, worked = self._pieces()
        put(self, "_bounds", bounds)
        put(self, "_kinds", kinds)
        put(self, "_bases", bases)
        put(self, "_worked", worked)

    # -- what is worked when ---------------------------------------------------------------------------------

    @property
    def works_weekly(self) -> bool:
        """Whether there is working time in an ordinary week, so that any duration can be worked off."""
        return self._pattern.work > 0

    @property
    def has_work(self) -> bool:
        """Whether there is any working time at all."""
        return self.works_weekly or any(self.exceptions.values())

    @property
    def minutes_per_week(self) -> int:
        """What one week of duration means, in working minutes."""
        return round(self.minutes_per_day * self.days_per_week)

    def shifts_of(self, day: Day) -> Shifts:
        """Give the shifts that start on a day, in minutes after its midnight."""
        own = self.exceptions.get(day)
        return self.week[weekday_of(day)] if own is None else own

    def hours_of(self, day: Day) -> Spans:
        """Give what is worked between a day's two midnights, the end of last night's shift included."""
        spans = (*moved(self.shifts_of(day - 1), -MINUTES_PER_DAY), *self.shifts_of(day))
        return clipped(merged(spans), 0, MINUTES_PER_DAY)

    def irregular_days(self) -> tuple[Day, ...]:
        """Give the days whose hours may differ from their weekday's: exceptions, and mornings after them."""
        days = set(self.exceptions)
        for day, shifts in self.exceptions.items():
            usual = self.week[weekday_of(day)]
            if any(end > MINUTES_PER_DAY for _, end in (*shifts, *usual)):
                days.add(day + 1)
        return tuple(sorted(days))

    def intervals(self, start: Instant, end: Instant) -> Iterator[Span]:
        """Yield the working intervals between two instants, cut at midnights and at the two ends."""
        for day in range(day_of(start), day_of(end - 1) + 1):
            yield from clipped(moved(self.hours_of(day), day * MINUTES_PER_DAY), start, end)

    def is_working(self, t: Instant) -> bool:
        """Whether the minute that begins at `t` is worked."""
        return self.work(t + 1) > self.work(t)

    # -- the function of worked minutes and its inverses -----------------------------------------------------

    def work(self, t: Instant) -> int:
        """Count the working minutes before `t`, from a fixed origin (negative before it)."""
        base = 0
        if self._bounds:
            piece = bisect_right(self._bounds, t) - 1
            if piece >= 0:
                base = self._bases[piece]
                kind = self._kinds[piece]
                if kind != _WEEKLY:
                    return base + t if kind else base
        pattern = self._pattern
        weeks, minute = divmod(t - _MONDAY, MINUTES_PER_WEEK)
        span = bisect_right(pattern.starts, minute) - 1
        within = min(minute - pattern.starts[span], pattern.lengths[span])
        return base + weeks * pattern.work + pattern.before[span] + within

    def finish_at(self, worked: int) -> Instant:
        """Give the earliest instant before which so much is worked: the end of an interval, not a start."""
        if self._bounds:
            piece = bisect_left(self._worked, worked) - 1
            if piece >= 0:
                worked -= self._bases[piece]
                if self._kinds[piece] == _WORKING:
                    return worked
        pattern = self._pattern
        if not pattern.work:
            return NEVER if worked > 0 else -NEVER
        weeks, minutes = divmod(worked, pattern.work)
        if not minutes:  # the end of the week before
            weeks, minutes = weeks - 1, pattern.work
        span = bisect_left(pattern.before, minutes) - 1
        return _MONDAY + weeks * MINUTES_PER_WEEK + pattern.starts[span] + minutes - pattern.before[span]

    def start_at(self, worked: int) -> Instant:
        """Give the latest instant before which no more is worked: the start of an interval, or within it."""
        if self._bounds:
            piece = bisect_right(self._worked, worked) - 1
            if piece >= 0:
                worked -= self._bases[piece]
                if self._kinds[piece] == _WORKING:
                    return worked
        pattern = self._pattern
        if not pattern.work:
            return NEVER if worked >= 0 else -NEVER
        weeks, minutes = divmod(worked, pattern.work)
        span = bisect_right(pattern.before, minutes) - 1
        return _MONDAY + weeks * MINUTES_PER_WEEK + pattern.starts[span] + minutes - pattern.before[span]

    # -- arithmetic ------------------------------------------------------------------------------------------

    def next_start(self, t: Instant) -> Instant:
        """Give `t` if it is worked, else the next start of work (`NEVER` when there is none)."""
        return self.start_at(self.work(t))

    def prev_finish(self, t: Instant) -> Instant:
        """Give `t` if the minute before it is worked, else the last end of work (`-NEVER` if none)."""
        return self.finish_at(self.work(t))

    def add(self, t: Instant, minutes: int) -> Instant:
        """Work for some minutes from `t` on.

        The result stays at the end of the last interval worked: Friday 17:00, not Monday 08:00. Nothing to
        work leaves `t` as it is; negative minutes subtract. `NEVER` when the calendar runs out of work.
        """
        if minutes > 0:
            return self.finish_at(self.work(t) + minutes)
        return self.start_at(self.work(t) + minutes) if minutes else t

    def subtract(self, t: Instant, minutes: int) -> Instant:
        """Give the latest start from which `minutes` of work end by `t`; the counterpart of `add`."""
        return self.add(t, -minutes)

    def between(self, start: Instant, end: Instant) -> int:
        """Count the working minutes from one instant to another; negative when the end comes first."""
        return self.work(end) - self.work(start)

    def rests_at(self, t: Instant) -> bool:
        """Whether `t` lies within working time or at one of its edges, where a milestone may stand."""
        worked = self.work(t)
        return t in (self.start_at(worked), self.finish_at(worked))

    # -- building --------------------------------------------------------------------------------------------

    def _pieces(self) -> tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...], tuple[int, ...]]:
        """Cut the time line at irregular days: where pieces start, their kind, base, work before them.

        Within a working piece `work(t) = base + t`, within an idle one `base`, within a weekly one base plus
        the pattern's work. Before the first piece the pattern holds with base 0.
        """
        pieces: list[tuple[int, int, int, int]] = []
        base = worked = 0
        days = self.irregular_days()
        for position, day in enumerate(days):
            start, end = day * MINUTES_PER_DAY, (day + 1) * MINUTES_PER_DAY
            if not position or days[position - 1] != day - 1:
                worked = base + self.work(start)  # `_bounds` is still empty: the pattern alone
            t = start
            for opened, closed in moved(self.hours_of(day), start):
                if opened > t:
                    pieces.append((t, _IDLE, worked, worked))
                pieces.append((opened, _WORKING, worked - opened, worked))
                worked += closed - opened
                t = closed
            if t < end:
                pieces.append((t, _IDLE, worked, worked))
            if position + 1 == len(days) or days[position + 1] != day + 1:
                base = worked - self.work(end)
                pieces.append((end, _WEEKLY, base, worked))
        bounds, kinds, bases, before = zip(*pieces, strict=True) if pieces else ((), (), (), ())
        return bounds, kinds, bases, before


CONTINUOUS: Final = Calendar(
    week=(((0, MINUTES_PER_DAY),),) * 7,
    minutes_per_day=MINUTES_PER_DAY,
    days_per_week=7,
    name="24 hours, 7 days",
)
"""Every minute is worked: the calendar of elapsed durations."""
