"""Where things stand in a Gantt chart: the time axis, its ticks, and the paths of the dependency arrows."""

from collections.abc import Iterator
from datetime import date, timedelta

from milepost.frozen import frozen
from milepost.portal.views.gantt import GanttRow, GanttView, Instant, LinkType, Scale

DAY = 1440
"""Minutes in a day."""
ROW = 30
"""Height of a row in pixels; the style sheet has the same."""
HALF_ROW = ROW / 2
HALF_BAR = 7.0
STUB = 7.0
INSET = 3.0
_EPOCH = date(1970, 1, 1)
DAY_PIXELS = {Scale.DAY: 24.0, Scale.WEEK: 8.0, Scale.MONTH: 3.0, Scale.QUARTER: 1.2}
"""Width of a day at each scale."""
_NARROWEST = 480.0
_WIDEST = 26_000.0
_LEAST_MARGIN = 3
_MARGIN_SHARE = 25
_PAPER = 900.0
"""About how many pixels of an A3 page in landscape the time axis gets."""
_LEAST_TICK = {Scale.DAY: 14, Scale.WEEK: 14, Scale.MONTH: 24}
_TICK_DAYS = {Scale.DAY: 1, Scale.WEEK: 7, Scale.MONTH: 30}


@frozen
class Axis:
    """The time axis: from `start` to `finish`, both midnights, on `width` pixels."""

    start: Instant
    finish: Instant
    width: float

    @property
    def days(self) -> int:
        """Length in days."""
        return (self.finish - self.start) // DAY

    def pixels(self, instant: Instant) -> float:
        """Distance of an instant from the left edge, in pixels at the chart's own width."""
        return (instant - self.start) * self.width / (self.finish - self.start)

    def percent(self, minutes: int) -> float:
        """A stretch of time as percentage of the axis."""
        return minutes * 100 / (self.finish - self.start)

    def position(self, instant: Instant) -> float:
        """Distance of an instant from the left edge, in percent."""
        return self.percent(instant - self.start)


@frozen
class Tick:
    """A stretch of the axis with its label; `left` and `width` in percent."""

    label: str
    left: float
    width: float


def axis_of(view: GanttView) -> Axis:
    """The axis that shows every bar, baseline, deadline and the status date, with a margin around them."""
    instants = [instant for row in view.rows for instant in _instants(row)]
    if view.status is not None:
        instants.append(view.status)
    first, last = (min(instants), max(instants)) if instants else (0, 30 * DAY)
    margin = max(_LEAST_MARGIN * DAY, (last - first) // _MARGIN_SHARE)
    start = (first - margin) // DAY * DAY
    finish = -((-last - margin) // DAY) * DAY
    days = (finish - start) / DAY
    return Axis(start, finish, min(_WIDEST, max(_NARROWEST, days * DAY_PIXELS[view.scale])))


def scales_of(axis: Axis) -> tuple[Scale, ...]:
    """The scales that an axis can be shown at without growing beyond what a browser scrolls well."""
    fitting = tuple(scale for scale in Scale if axis.days * DAY_PIXELS[scale] <= _WIDEST)
    return fitting or (Scale.QUARTER,)


def paper_scale(axis: Axis) -> Scale:
    """The finest scale whose labels do not run into each other on paper."""
    for scale, least in _LEAST_TICK.items():
        if _PAPER / axis.days * _TICK_DAYS[scale] >= least:
            return scale
    return Scale.QUARTER


def _instants(row: GanttRow) -> Iterator[Instant]:
    for instant in (row.start, row.finish, row.baseline_start, row.baseline_finish, row.deadline):
        if instant is not None:
            yield instant


def day_of(instant: Instant) -> date:
    """The calendar day that an instant falls on."""
    return _EPOCH + timedelta(days=instant // DAY)


def last_day_of(instant: Instant) -> date:
    """The last calendar day of a stretch that ends at an instant: midnight belongs to the day before."""
    return day_of(instant - 1)


def instant_of(day: date) -> Instant:
    """The midnight a day begins with."""
    return (day - _EPOCH).days * DAY


def ticks(axis: Axis, scale: Scale) -> tuple[tuple[Tick, ...], tuple[Tick, ...]]:
    """The two rows of the axis: months over days or weeks, or years over months or quarters."""
    first, last = day_of(axis.start), day_of(axis.finish)
    match scale:
        case Scale.DAY:
            return _ticks(axis, _months(first, last), "%b %Y"), _ticks(axis, _days(first, last), "%d")
        case Scale.WEEK:
            return _ticks(axis, _months(first, last), "%b %Y"), _ticks(axis, _weeks(first, last), "%d")
        case Scale.MONTH:
            return _ticks(axis, _years(first, last), "%Y"), _ticks(axis, _months(first, last), "%b")
        case Scale.QUARTER:
            return _ticks(axis, _years(first, last), "%Y"), _ticks(axis, _quarters(first, last), "Q")


def _ticks(axis: Axis, starts: Iterator[date], pattern: str) -> tuple[Tick, ...]:
    bounds = [instant_of(start) for start in starts]
    made: list[Tick] = []
    for start, finish in zip(bounds, [*bounds[1:], axis.finish], strict=True):
        left, right = max(start, axis.start), min(finish, axis.finish)
        if left < right:
            day = day_of(start)
            label = f"Q{(day.month + 2) // 3}" if pattern == "Q" else f"{day:{pattern}}".lstrip("0")
            made.append(Tick(label, axis.position(left), axis.percent(right - left)))
    return tuple(made)


def _days(first: date, last: date) -> Iterator[date]:
    while first < last:
        yield first
        first += timedelta(days=1)


def _weeks(first: date, last: date) -> Iterator[date]:
    first -= timedelta(days=first.weekday())
    while first < last:
        yield first
        first += timedelta(days=7)


def _months(first: date, last: date) -> Iterator[date]:
    first = first.replace(day=1)
    while first < last:
        yield first
        first = (first + timedelta(days=31)).replace(day=1)


def _quarters(first: date, last: date) -> Iterator[date]:
    first = first.replace(month=(first.month - 1) // 3 * 3 + 1, day=1)
    yield from (month for month in _months(first, last) if month.month in {1, 4, 7, 10})


def _years(first: date, last: date) -> Iterator[date]:
    for year in range(first.year, last.year + 1):
        yield date(year, 1, 1)


def arrow_path(kind: LinkType, source: tuple[float, float], target: tuple[float, float]) -> str:
    """The path of an arrow from the end of one bar to the end of another, in square steps.

    A finish-to-start link that leads forward drops onto the successor's bar; every other one leaves and
    enters its bars sideways, around them where it must.

    Args:
        kind: Which ends are joined.
        source: Point on the predecessor's bar, in pixels.
        target: Point on the successor's bar, in pixels.

    Returns:
        The `d` of an SVG path, arrow head included.
    """
    (x1, y1), (x2, y2) = source, target
    down = 1 if y2 > y1 else -1
    if kind is LinkType.FINISH_START and x2 >= x1 - 1:
        x, tip = x2 + INSET, y2 - down * HALF_BAR
        return f"M{x1:.1f} {y1:.1f}H{x:.1f}V{tip:.1f}" + _head((x, tip), (-3, -4 * down), (3, -4 * down))
    leaves = 1 if kind in {LinkType.FINISH_START, LinkType.FINISH_FINISH} else -1
    enters = 1 if kind in {LinkType.FINISH_START, LinkType.START_START} else -1
    out, into = x1 + leaves * STUB, x2 - enters * STUB
    head = _head((x2, y2), (-4 * enters, -3), (-4 * enters, 3))
    if leaves != enters:
        out = max(out, into) if leaves > 0 else min(out, into)
        return f"M{x1:.1f} {y1:.1f}H{out:.1f}V{y2:.1f}H{x2:.1f}{head}"
    if (into - out) * leaves >= 0:
        return f"M{x1:.1f} {y1:.1f}H{out:.1f}V{y2:.1f}H{x2:.1f}{head}"
    between = y2 - down * HALF_ROW
    return f"M{x1:.1f} {y1:.1f}H{out:.1f}V{between:.1f}H{into:.1f}V{y2:.1f}H{x2:.1f}{head}"


def _head(tip: tuple[float, float], one: tuple[float, float], other: tuple[float, float]) -> str:
    x, y = tip
    return f"M{x + one[0]:.1f} {y + one[1]:.1f}L{x:.1f} {y:.1f}L{x + other[0]:.1f} {y + other[1]:.1f}"
