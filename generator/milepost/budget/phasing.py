"""Phasing: how a planned amount spreads over time, so that planned value can be read off at any instant.

Amounts accrue over working time on a calendar, not over calendar days: a holiday plans nothing. What has no
duration (a milestone, or a span without working time) steps at its finish.
"""

from collections.abc import Callable, Mapping
from decimal import MAX_PREC, Context, Decimal
from types import MappingProxyType

from milepost.frozen import field, frozen
from milepost.schedule.calendar import Calendar
from milepost.schedule.instants import Instant

ZERO, ONE = Decimal(0), Decimal(1)
_quantized = Context(prec=MAX_PREC).quantize  # no amount is too long to be rounded
EXACT = Decimal("0.000001")
"""Amounts that were multiplied or divided are kept to this; sums of them are exact, so that totals agree."""


def exact(amount: Decimal) -> Decimal:
    """The amount to six decimals, half to even."""
    return _quantized(amount, EXACT)


def _start(share: Decimal) -> Decimal:
    return ONE if share > 0 else ZERO


def _end(share: Decimal) -> Decimal:
    return ONE if share >= 1 else ZERO


CURVES: Mapping[str, Callable[[Decimal], Decimal]] = MappingProxyType(
    {
        "linear": lambda share: share,
        "front-loaded": lambda share: 1 - (1 - share) ** 2,
        "back-loaded": lambda share: share**2,
        "bell": lambda share: 3 * share**2 - 2 * share**3,
        "start": _start,
        "end": _end,
    }
)
"""Curve to the share of the amount that is planned when a share of the working time has passed.

Front- and back-loaded spend at a rate that falls or rises evenly to or from nothing; bell spends most in the
middle. Start and end put all on the first working minute or the last.
"""


@frozen
class Segment:
    """An amount planned between two instants."""

    start: Instant
    finish: Instant
    amount: Decimal
    curve: str = "linear"


@frozen
class Phased:
    """An amount with its spread over time.

    Attributes:
        calendar: On whose working time it accrues.
        segments: Its parts.
    """

    calendar: Calendar = field(repr=False)
    segments: tuple[Segment, ...]

    @property
    def amount(self) -> Decimal:
        """The whole amount."""
        if len(self.segments) == 1:
            return self.segments[0].amount
        return sum((segment.amount for segment in self.segments), ZERO)

    @property
    def start(self) -> Instant:
        """When the first part begins; there is at least one."""
        if len(self.segments) == 1:
            return self.segments[0].start
        return min(segment.start for segment in self.segments)

    @property
    def finish(self) -> Instant:
        """When the last part ends; there is at least one."""
        if len(self.segments) == 1:
            return self.segments[0].finish
        return max(segment.finish for segment in self.segments)

    def value_at(self, t: Instant) -> Decimal:
        """What is planned up to an instant, to six decimals."""
        if len(self.segments) == 1:
            return self._part(self.segments[0], t)
        return sum((self._part(segment, t) for segment in self.segments), ZERO)

    def _part(self, segment: Segment, t: Instant) -> Decimal:
        if t >= segment.finish:
            return segment.amount
        if t <= segment.start:
            return ZERO
        whole = self.calendar.between(segment.start, segment.finish)
        if whole <= 0:
            return ZERO
        passed = Decimal(self.calendar.between(segment.start, t)) / whole
        return exact(segment.amount * CURVES[segment.curve](passed))


def moved(phased: Phased, start: Instant, finish: Instant) -> Phased:
    """The same amount in the same shape between two other instants, by shares of the working time."""
    calendar, begin = phased.calendar, phased.start
    before, after = calendar.between(begin, phased.finish), calendar.between(start, finish)

    def place(t: Instant) -> Instant:
        if t >= phased.finish or before <= 0:
            return finish
        return min(calendar.add(start, after * calendar.between(begin, t) // before), finish)

    return Phased(
        calendar,
        tuple(Segment(place(one.start), place(one.finish), one.amount, one.curve) for one in phased.segments),
    )


def level(
    calendar: Calendar, start: Instant, finish: Instant, amount: Decimal, curve: str = "linear"
) -> Phased:
    """An amount over one span of time; a span that ends before it begins steps at its begin."""
    return Phased(calendar, (Segment(start, max(start, finish), amount, curve),))
