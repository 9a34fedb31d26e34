"""The costs of ledger lines and timesheet lines of CSV files, computed by column.

A line that is not plain (no date or one after the status date, no rate, no amount) is not decided here: it is
left to the code that reads single records and says why something is in no figure.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import field
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, cast

from milepost.budget.cost import Cost
from milepost.budget.currency import Rates
from milepost.budget.phasing import exact
from milepost.frozen import frozen
from milepost.project import Lines
from milepost.schedule.instants import Day, day_number
from milepost.source.data import CURRENCY
from milepost.source.units import Money, day

if TYPE_CHECKING:
    from milepost.source.table import Table

ZERO = Decimal(0)

_COST = cast("Callable[[Iterable[object]], Cost]", partial(tuple.__new__, Cost))
"""Makes a cost of its values in their order; a hundred thousand of them twice as fast as by name."""


@frozen
class LineCosts:
    """Prices lines.

    Attributes:
        rates: The exchange rates.
        hourly: What an hour of somebody costs on a day, or None.
        account_of: The account of a line, from the account and the task that it names.
        status: The status date.
    """

    rates: Rates
    hourly: Callable[[str, Day], Money | None]
    account_of: Callable[[str, str], str]
    status: Day
    _factors: dict[tuple[str, Day], tuple[Decimal, Decimal] | None] = field(default_factory=dict)

    def entries(self, lines: Lines) -> tuple[list[Cost], list[int]]:
        """The costs of ledger lines, and the lines that are not plain."""
        table, days, own = lines.table, self._days(lines), self.rates.currency
        dates, currencies = table.column("date"), table.column(CURRENCY)
        factors = {
            (currency, date): None if (booked := days[date]) is None else self._factor(currency, booked)
            for currency, date in set(zip(currencies, dates, strict=True))
        }
        others: list[int] = []
        if None in factors.values() or "" in table.distinct("amount"):
            priced = zip(table.column("amount"), currencies, dates, strict=True)
            plain = [bool(text) and factors[currency, date] is not None for text, currency, date in priced]
            others = [line for line, is_plain in enumerate(plain) if not is_plain]
            if others:
                table = table.only([line for line, is_plain in enumerate(plain) if is_plain])
                dates, currencies = table.column("date"), table.column(CURRENCY)
        amounts = [Decimal(text) for text in table.column("amount")]
        baselines = amounts
        if table.distinct(CURRENCY) != {own}:
            both = [
                (amount, amount) if currency == own else _converted(amount, factors[currency, date])
                for amount, currency, date in zip(amounts, currencies, dates, strict=True)
            ]
            amounts, baselines = [pair[0] for pair in both], [pair[1] for pair in both]
        columns = (
            map(days.__getitem__, dates),
            _tasks(table),
            self._carriers(table),
            amounts,
            baselines,
        )
        return list(map(_COST, zip(*columns, strict=True))), others

    def timesheets(self, lines: Lines) -> tuple[list[Cost], list[int]]:
        """The costs of hours, and the lines that are not plain."""
        table, days = lines.table, self._days(lines)
        priced: dict[tuple[str, str], tuple[Decimal, Decimal, Decimal] | None] = {}
        costs: list[Cost] = []
        others: list[int] = []
        columns = (*(table.column(name) for name in ("date", "hours", "person")), _tasks(table))
        rows = zip(*columns, self._carriers(table), strict=True)
        for line, (date, hours, who, task, carrier) in enumerate(rows):
            booked = days[date]
            if booked is not None and (who, date) not in priced:
                priced[who, date] = self._per_hour(who, booked)
            per_hour = None if booked is None or not hours else priced[who, date]
            if booked is None or per_hour is None:
                others.append(line)
                continue
            money = per_hour[0] * Decimal(hours)
            costs.append(Cost(booked, task, carrier, exact(money * per_hour[1]), exact(money * per_hour[2])))
        return costs, others

    def _days(self, lines: Lines) -> dict[str, Day | None]:
        """The day of each date; None where it is none or lies behind the status date."""
        found: dict[str, Day | None] = {}
        for text in lines.table.distinct("date"):
            at = day(text)
            number = None if at is None else day_number(at)
            found[text] = number if number is not None and number <= self.status else None
        return found

    def _carriers(self, table: "Table") -> Iterable[str]:
        """The carrying accounts: those named, or those of the tasks where none is named."""
        named = {account: self.account_of(account, "") for account in table.distinct("account")}
        if "" not in named:
            return map(named.__getitem__, table.column("account"))
        by_task = {task: self.account_of("", task) for task in table.distinct("task")}
        pairs = zip(table.column("account"), table.column("task"), strict=True)
        return [named[account] if account else by_task[task] for account, task in pairs]

    def _factor(self, currency: str, booked: Day) -> tuple[Decimal, Decimal] | None:
        """What one unit of a currency is at the rate of a day, and at the baseline rate."""
        key = (currency, booked)
        if key not in self._factors:
            rate, baseline = self.rates.actual(currency, booked), self.rates.baseline(currency)
            self._factors[key] = None if rate is None else (rate, rate if baseline is None else baseline)
        return self._factors[key]

    def _per_hour(self, who: str, booked: Day) -> tuple[Decimal, Decimal, Decimal] | None:
        """The amount of an hour, and the two factors of its currency."""
        money = self.hourly(who, booked)
        factors = None if money is None else self._factor(money.currency, booked)
        if money is None or factors is None:
            return None
        return (money.amount, *factors)


def _tasks(table: "Table") -> Sequence[str | None]:
    column = table.column("task")
    return [task or None for task in column] if "" in table.distinct("task") else column


def _converted(amount: Decimal, factors: tuple[Decimal, Decimal] | None) -> tuple[Decimal, Decimal]:
    """An amount at the rate of its day and at the baseline rate; only lines that have rates get here."""
    rate, at_baseline = factors or (ZERO, ZERO)
    baseline = exact(amount * at_baseline)
    return (baseline if rate is at_baseline else exact(amount * rate)), baseline
