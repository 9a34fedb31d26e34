"""The costs of ledger lines and timesheet lines of CSV files, computed by column.

A line that is not plain (no date or one after the status date, no rate, no amount) is not decided here: it is
left to the code that reads single records and says why something is in no figure.
"""

from collections.abc import Callable, Collection, Sequence
from decimal import Decimal
from itertools import product
from typing import TYPE_CHECKING, cast

from milepost.budget.cost import NO_COSTS, Costs
from milepost.budget.currency import Rates
from milepost.budget.phasing import exact
from milepost.frozen import field, frozen
from milepost.project import Lines
from milepost.schedule.instants import Day, day_number
from milepost.source.data import CURRENCY
from milepost.source.units import Money, day

if TYPE_CHECKING:
    from milepost.source.table import Table

ZERO = Decimal(0)


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

    def entries(self, lines: Lines) -> tuple[Costs, list[int]]:
        """The costs of ledger lines, and the lines that are not plain."""
        table, days, own = lines.table, self._days(lines), self.rates.currency
        dates, currencies = table.column("date"), table.column(CURRENCY)
        factors = {
            (currency, date): None if (booked := days[date]) is None else self._factor(currency, booked)
            for currency, date in _pairs(table, CURRENCY, "date")
        }
        others: list[int] = []
        if None in factors.values() or "" in table.column("amount"):
            priced = zip(table.column("amount"), currencies, dates, strict=True)
            plain = [bool(text) and factors[currency, date] is not None for text, currency, date in priced]
            others = [line for line, is_plain in enumerate(plain) if not is_plain]
            if others:
                table = table.only([line for line, is_plain in enumerate(plain) if is_plain])
                dates, currencies = table.column("date"), table.column(CURRENCY)
        amounts = list(map(Decimal, table.column("amount")))
        baselines = amounts
        if table.distinct(CURRENCY) != {own}:
            baselines = amounts.copy()
            for line, currency in enumerate(currencies):
                if currency != own:
                    factor = factors[currency, dates[line]]
                    amounts[line], baselines[line] = _converted(amounts[line], factor)
        booked_on = cast("list[Day]", [days[date] for date in dates])  # plain lines have a day
        return Costs(booked_on, _tasks(table), self._carriers(table), amounts, baselines), others

    def timesheets(self, lines: Lines) -> tuple[Costs, list[int]]:
        """The costs of hours, and the lines that are not plain."""
        table, days = lines.table, self._days(lines)
        priced: dict[tuple[str, str, str], tuple[Day, Decimal, Decimal] | None] = {}
        found: list[tuple[Day, Decimal, Decimal]] = []
        others: list[int] = []
        for line, sheet in enumerate(zip(*map(table.column, ("date", "person", "hours")), strict=True)):
            if sheet not in priced:
                date, who, hours = sheet
                priced[sheet] = self._price(days[date], who, hours)
            cost = priced[sheet]
            if cost is None:
                others.append(line)
            else:
                found.append(cost)
        if not found:
            return NO_COSTS, others
        if others:
            left = set(others)
            table = table.only([line for line in range(table.size) if line not in left])
        booked_on, amounts, baselines = zip(*found, strict=True)
        return Costs(booked_on, _tasks(table), self._carriers(table), amounts, baselines), others

    def _days(self, lines: Lines) -> dict[str, Day | None]:
        """The day of each date; None where it is none or lies behind the status date."""
        found: dict[str, Day | None] = {}
        for text in lines.table.distinct("date"):
            at = day(text)
            number = None if at is None else day_number(at)
            found[text] = number if number is not None and number <= self.status else None
        return found

    def _carriers(self, table: "Table") -> Sequence[str]:
        """The carrying accounts: those named, or those of the tasks where none is named."""
        accounts = table.column("account")
        named = {account: self.account_of(account, "") for account in table.distinct("account")}
        if "" not in named:
            known = all(account == carrier for account, carrier in named.items())
            return accounts if known else [named[account] for account in accounts]
        by_task = {task: self.account_of("", task) for task in table.distinct("task")}
        pairs = zip(accounts, table.column("task"), strict=True)
        return [named[account] if account else by_task[task] for account, task in pairs]

    def _factor(self, currency: str, booked: Day) -> tuple[Decimal, Decimal] | None:
        """What one unit of a currency is at the rate of a day, and at the baseline rate."""
        key = (currency, booked)
        if key not in self._factors:
            rate, baseline = self.rates.actual(currency, booked), self.rates.baseline(currency)
            self._factors[key] = None if rate is None else (rate, rate if baseline is None else baseline)
        return self._factors[key]

    def _price(self, booked: Day | None, who: str, hours: str) -> tuple[Day, Decimal, Decimal] | None:
        """The day and the cost of hours, at the rate of the day and at the baseline rate."""
        rate = None if booked is None or not hours else self.hourly(who, booked)
        factors = None if rate is None or booked is None else self._factor(rate.currency, booked)
        if booked is None or rate is None or factors is None:
            return None
        money = rate.amount * Decimal(hours)
        return booked, exact(money * factors[0]), exact(money * factors[1])


def _tasks(table: "Table") -> Sequence[str | None]:
    column = table.column("task")
    return [task or None for task in column] if "" in table.distinct("task") else column


def _converted(amount: Decimal, factors: tuple[Decimal, Decimal] | None) -> tuple[Decimal, Decimal]:
    """An amount at the rate of its day and at the baseline rate; only lines that have rates get here."""
    rate, at_baseline = factors or (ZERO, ZERO)
    baseline = exact(amount * at_baseline)
    return (baseline if rate is at_baseline else exact(amount * rate)), baseline


def _pairs(table: "Table", one: str, other: str) -> Collection[tuple[str, str]]:
    """The pairs of texts in two fields; where there are few texts also pairs that no line has."""
    first, second = table.distinct(one), table.distinct(other)
    if len(first) * len(second) < table.size:
        return tuple(product(first, second))
    return set(zip(table.column(one), table.column(other), strict=True))
