"""Exchange rates by date: planned and earned value at the baseline rate, costs at the rate of their day."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from decimal import Decimal

from milepost.frozen import field, frozen
from milepost.project import Project
from milepost.schedule.instants import Day, day_of
from milepost.source.fields import Fields
from milepost.source.units import Money

BASELINE, ACTUAL = "baseline", "actual"
ONE = Decimal(1)


@frozen
class Rate:
    """What one unit of a currency is worth in another, from a day on.

    Attributes:
        day: First day on which it holds, counted from 1970-01-01.
        source: Currency that is converted.
        target: Currency that it becomes.
        rate: Units of the target for one unit of the source.
        kind: "baseline" for planned and earned value, "actual" for costs.
    """

    day: Day
    source: str
    target: str
    rate: Decimal
    kind: str


@frozen
class Rates:
    """The exchange rates of a project.

    A rate holds from its day until the next one of the same kind. A pair that is only written the other way
    round is inverted; nothing is converted by way of a third currency. Where a currency has rates of one kind
    only, they serve for both; `stands_in` tells.

    Attributes:
        currency: The project's own.
        baseline_day: The day whose baseline rates hold for planned and earned value; on days before the first
            baseline rate that one holds.
    """

    currency: str
    baseline_day: Day
    _tables: Mapping[tuple[str, str], tuple[tuple[Day, ...], tuple[Decimal, ...]]] = field(repr=False)

    @classmethod
    def of(cls, currency: str, baseline_day: Day, rates: Iterable[Rate]) -> "Rates":
        """Sort rates into a table that finds one by currency, kind and day."""
        direct: dict[tuple[str, str], dict[Day, Decimal]] = {}
        inverse: dict[tuple[str, str], dict[Day, Decimal]] = {}
        for rate in rates:
            if rate.target == currency:
                direct.setdefault((rate.source, rate.kind), {})[rate.day] = rate.rate
            elif rate.source == currency and rate.rate:
                inverse.setdefault((rate.target, rate.kind), {})[rate.day] = 1 / rate.rate
        tables = {}
        for key, by_day in {**inverse, **direct}.items():
            days = sorted(by_day)
            tables[key] = (tuple(days), tuple(by_day[day] for day in days))
        return cls(currency, baseline_day, tables)

    def baseline(self, currency: str) -> Decimal | None:
        """The rate for planned and earned value; None when there is none."""
        if currency == self.currency:
            return ONE
        days, values = (
            self._tables.get((currency, BASELINE)) or self._tables.get((currency, ACTUAL)) or ((), ())
        )
        return values[max(bisect_right(days, self.baseline_day) - 1, 0)] if days else None

    def stands_in(self, currency: str) -> bool:
        """Whether planned amounts are converted by a rate for costs, because there is no baseline rate."""
        return (currency, ACTUAL) in self._tables and (currency, BASELINE) not in self._tables

    def actual(self, currency: str, day: Day) -> Decimal | None:
        """The rate for costs of a day; None when none holds yet."""
        if currency == self.currency:
            return ONE
        for kind in (ACTUAL, BASELINE):
            days, values = self._tables.get((currency, kind), ((), ()))
            place = bisect_right(days, day) - 1
            if place >= 0:
                return values[place]
        return None

    def at_baseline(self, money: Money) -> Decimal | None:
        """An amount in the project's currency, at the baseline rate."""
        rate = self.baseline(money.currency)
        return None if rate is None else money.amount * rate

    def at_day(self, money: Money, day: Day) -> Decimal | None:
        """An amount in the project's currency, at the rate of a day."""
        rate = self.actual(money.currency, day)
        return None if rate is None else money.amount * rate


@frozen
class CostVariance:
    """A cost variance in the project's currency, split by cause; both parts add up to EV - AC.

    Attributes:
        performance: What the work itself cost more or less: EV less cost, both at the baseline rate.
        exchange: What came from the movement of rates: cost at the baseline rate less cost as booked.
    """

    performance: Decimal
    exchange: Decimal


def split_variance(ev: Decimal, ac: Decimal, ac_at_baseline: Decimal) -> CostVariance:
    """Split a cost variance into performance and exchange.

    Args:
        ev: Earned value.
        ac: Actual cost at the rates of the days of booking.
        ac_at_baseline: The same cost at the baseline rates.
    """
    return CostVariance(performance=ev - ac_at_baseline, exchange=ac_at_baseline - ac)


def read_rates(project: Project, baseline_day: Day) -> Rates:
    """The exchange rates that a project writes down."""
    rates = (
        rate
        for document in project.documents
        if document.register in {"budget", "project"}
        for entry in Fields(document.data, document).parts("exchange_rates")
        if (rate := _rate(entry)) is not None
    )
    return Rates.of(project.settings.currency, baseline_day, rates)


def _rate(entry: Fields) -> Rate | None:
    start, value = entry.start("date"), entry.decimal("rate")
    if start is None or value is None or value <= 0:
        return None
    kind = entry.text("kind") or ACTUAL
    return Rate(day_of(start), entry.text("from"), entry.text("to"), value, kind)
