"""Time for the solver: counted in the largest cells whose edges every date, calendar and amount meets.

Moving every start of a schedule back to the edge of its cell keeps links and capacity, and makes nothing
later; so nothing is lost by looking at whole cells only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import gcd
from typing import NamedTuple

from milepost.schedule.calendar import Calendar
from milepost.schedule.capacity import Pace
from milepost.schedule.instants import MINUTES_PER_DAY, day_of
from milepost.schedule.levelling.arithmetic import after_lag
from milepost.schedule.levelling.kernel import Kernel
from milepost.schedule.levelling.model import Model, Share
from milepost.schedule.levelling.monotone import Hours
from milepost.schedule.levelling.one_calendar import OneCalendar
from milepost.schedule.levelling.timeline import Packing, Timeline
from milepost.schedule.spans import Span, intersected, merged


class Layer(NamedTuple):
    """Time of a resource in which the same calendars work, with these uses: what is in use there adds up.

    Within it no night cuts a use in two, and everything in use at a time stands in each other's way.
    """

    hours: Hours
    calendars: frozenset[int]


class Cells:
    """Time in cells, and the calendars of a model in it.

    On one calendar, only its working minutes are counted, and there is nothing but work.

    Attributes:
        size: the minutes of a cell.
        horizon: the number of cells that are looked at.
    """

    def __init__(self, model: Model, kernel: Kernel, limit: int) -> None:
        """Take what is to be levelled.

        Args:
            model: the model.
            kernel: the kernel whose time is to be cut into cells.
            limit: the latest finish looked at, in that time.
        """
        self._model, self._limit = model, limit
        self._common = kernel.calendar if isinstance(kernel, OneCalendar) else None
        times = [self._count(t) for t in model.releases]
        times += [self._count(usage.start) for usage in model.used]
        self._origin = min(times)
        if self._common is None:
            self._origin = day_of(self._origin) * MINUTES_PER_DAY
        self._end = self._last() + 1
        if self._common is None:
            self._end = (day_of(self._end) + 1) * MINUTES_PER_DAY
        self._hours: dict[int, Hours] = {}
        self._spans: dict[int, Sequence[Span]] = {}
        self.size = self._size(times)
        self.horizon = -(-(self._end - self._origin) // self.size)

    def at(self, t: int) -> int:
        """Give the cell in which a time of the kernel lies."""
        return (t - self._origin) // self.size

    def at_least(self, t: int) -> int:
        """Give the first cell that does not begin before a time of the kernel."""
        return -(-(t - self._origin) // self.size)

    def time(self, cell: int) -> int:
        """Give the time of the kernel at which a cell begins."""
        return self._origin + cell * self.size

    def hours(self, calendar: Calendar) -> Hours:
        """Give the working time of a calendar."""
        found = self._hours.get(id(calendar))
        if found is None:
            size = self.size
            spans = [(start // size, end // size) for start, end in self._minutes(calendar)]
            found = self._hours[id(calendar)] = Hours(spans, self.horizon)
        return found

    def rests(self, calendar: Calendar) -> Hours:
        """Give the cells at whose beginning a milestone may stand: working time and its ends."""
        spans = merged((start, end + 1) for start, end in self.hours(calendar).spans)
        return Hours(spans, self.horizon + 1)

    def starts(self, shares: Iterable[Share]) -> Hours:
        """Give the cells in which work on some shares can begin: those in which one of them gets on."""
        return Hours(merged(span for share in shares for span in self.paid(share).spans), self.horizon)

    def paid(self, share: Share) -> Hours:
        """Give the working time of a share in which it gets on: not that of a pace of nothing."""
        hours, clock = self.hours(share.calendar), share.clock
        if isinstance(clock, Calendar):
            return hours
        since = [self._count(t) for t, _ in clock.changes]
        edges = [self._origin, *(max(t, self._origin) for t in since), self._end]
        rates = [clock.first, *(rate for _, rate in clock.changes)]
        busy = [
            (self.at(begin), self.at(end))
            for begin, end, rate in zip(edges, edges[1:], rates, strict=False)
            if rate and begin < end
        ]
        return Hours(intersected(hours.spans, busy), self.horizon)

    def layers(self, resource: int) -> Iterator[Layer]:
        """Give the layers of a resource."""
        own = self.hours(self._model.calendars[resource])
        calendars = {id(share.calendar): share.calendar for share in self._users(resource)}
        groups: dict[frozenset[int], list[Span]] = {}
        edges = {edge for span in own.spans for edge in span}
        masks = {key: intersected(own.spans, self.hours(one).spans) for key, one in calendars.items()}
        edges.update(edge for spans in masks.values() for span in spans for edge in span)
        cuts = sorted(edges)
        members: list[set[int]] = [set() for _ in cuts]
        places = {cut: place for place, cut in enumerate(cuts)}
        for key, spans in masks.items():
            for start, end in spans:
                for place in range(places[start], places[end]):
                    members[place].add(key)
        for start, end, works in zip(cuts, cuts[1:], members, strict=False):
            if works:
                groups.setdefault(frozenset(works), []).append((start, end))
        for keys, parts in groups.items():
            yield Layer(self._known(merged(parts), keys, calendars), keys)

    def fixed(self, resource: int, layer: Layer) -> Iterator[tuple[int, int, int]]:
        """Yield start, length and units, in a layer, of what jobs that are not moved use: at most all."""
        capacity = self._model.capacities[resource]
        timeline = Timeline(Packing.of((capacity,)))
        for usage in self._model.used:
            share = usage.share
            if id(share.calendar) not in layer.calendars:
                continue
            start, end = (layer.hours.work(self.at(t)) for t in self._used(share, usage.start))
            units = sum(need.units for need in share.needs if need.resource == resource)
            if start < end and units:
                timeline.take(start, end, units)
        for start, end, free in timeline.steps():
            if free < capacity:
                yield start, end - start, capacity - max(free, 0)

    def _known(self, spans: Sequence[Span], keys: frozenset[int], calendars: dict[int, Calendar]) -> Hours:
        """Give the hours of a calendar of a layer if they are the same, else new ones."""
        for key in keys:
            hours = self.hours(calendars[key])
            if hours.spans == spans:
                return hours
        return Hours(spans, self.horizon)

    def _users(self, resource: int) -> Iterator[Share]:
        moved = (share for shares in self._model.shares for share in shares)
        for share in (*moved, *(usage.share for usage in self._model.used)):
            if any(need.resource == resource for need in share.needs):
                yield share

    def _count(self, t: int) -> int:
        return t if self._common is None else self._common.work(t)

    def _used(self, share: Share, t: int) -> tuple[int, int]:
        """Give start and end of a share that is not moved, in the time of the kernel."""
        if self._common is not None:
            start = self._common.work(t)
            return start, start + share.amount
        worked = share.clock.work(t)
        return share.clock.start_at(worked), share.clock.finish_at(worked + share.amount)

    def _last(self) -> int:
        """Give the last time that anything looks at: where lags lead from the limit."""
        last = max([self._limit, *(self._used(usage.share, usage.start)[1] for usage in self._model.used)])
        ends = [last]
        for links in self._model.incoming:
            for link in links:
                if link.lag > 0:
                    calendar = None if self._common is not None else link.calendar
                    ends.append(after_lag(last, link.lag, calendar))
        return max(ends)

    def _size(self, times: Iterable[int]) -> int:
        model = self._model
        size = 0
        for shares in (*model.shares, tuple(usage.share for usage in model.used)):
            for share in shares:
                size = gcd(size, 1 if isinstance(share.clock, Pace) else share.amount)
        for links in model.incoming:
            size = gcd(size, *(link.lag for link in links))
        size = gcd(size, *(t - self._origin for t in times))
        if self._common is None:
            for usage in model.used:
                size = gcd(size, *(t - self._origin for t in self._used(usage.share, usage.start)))
            for calendar in self._calendars():
                size = gcd(size, *(edge for span in self._minutes(calendar) for edge in span))
        return size or 1

    def _calendars(self) -> Iterator[Calendar]:
        model = self._model
        yield from model.calendars
        yield from model.job_calendars
        for shares in (*model.shares, tuple(usage.share for usage in model.used)):
            yield from (share.calendar for share in shares)
        for links in model.incoming:
            yield from (link.calendar for link in links if link.calendar is not None)

    def _minutes(self, calendar: Calendar) -> Sequence[Span]:
        """Give the working time of a calendar in minutes from the first cell on."""
        found = self._spans.get(id(calendar))
        if found is None:
            origin = self._origin
            if self._common is not None:
                found = ((0, self._end - origin),)
            else:
                spans = calendar.intervals(origin, self._end)
                found = merged((start - origin, end - origin) for start, end in spans)
            self._spans[id(calendar)] = found
        return found
