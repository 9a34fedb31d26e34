"""Where the money goes from here, as values: months, burn rate, funding, causes, reserves, work tree."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from milepost.budget.delay import Delay
from milepost.budget.evm import Performance
from milepost.budget.labour_variance import LabourVariances
from milepost.budget.line_forecast import LineForecast
from milepost.frozen import frozen


@frozen
class Month:
    """A calendar month of money, in the project's currency.

    Attributes:
        last: Its last day.
        planned: Planned value of the month.
        earned: Earned value of the month; None behind the status date.
        spent: Actual cost of the month, up to the status date; None behind it.
        expected: What is still expected to be spent in it; None before the status date's month.
        total: Cost from the beginning to its end: actual, from the status date on as expected.
        funding: Confirmed funding that may be used by its end; None when no funding is written down.
        cpi: EV / AC from the beginning to its end or the status date; None where it is not defined or ahead.
        spi: EV / PV likewise.
    """

    last: date
    planned: Decimal
    earned: Decimal | None
    spent: Decimal | None
    expected: Decimal | None
    total: Decimal
    funding: Decimal | None
    cpi: Decimal | None
    spi: Decimal | None

    @property
    def short(self) -> Decimal | None:
        """What is missing at its end: cost beyond the funding; None without funding or without a gap."""
        return None if self.funding is None or self.total <= self.funding else self.total - self.funding


@frozen
class Burn:
    """How fast money goes, and for how long it lasts at that rate.

    Attributes:
        months: Number of whole months that the rate is taken from, the last ones before the status date.
        rate: Average cost of those months.
        available: Confirmed funding; where none is written down, the budget with its reserves.
        from_funding: Whether `available` is funding.
        left: Available money that is not spent.
        uncommitted: The same less open orders.
        months_left: For how many months the money lasts at that rate; None at a rate of nothing or less.
        months_needed: How many months the forecast of the rest is worth at that rate; None likewise.
    """

    months: int
    rate: Decimal
    available: Decimal
    from_funding: bool
    left: Decimal
    uncommitted: Decimal
    months_left: Decimal | None
    months_needed: Decimal | None


@frozen
class Source:
    """A source of funding.

    Attributes:
        id: Its id.
        name: Who gives it.
        amount: How much, at the baseline rate.
        confirmed: Whether the promise is in writing.
        first: First day on which it may be spent, or None.
        last: Last day on which it may be spent, or None.
        planned: What the budget lines that name it plan.
    """

    id: str
    name: str
    amount: Decimal
    confirmed: bool
    first: date | None
    last: date | None
    planned: Decimal


@frozen
class Cause:
    """A step from the original budget to the forecast.

    Attributes:
        label: What moved the budget or the forecast.
        amount: By how much; for a sum the sum itself.
        is_sum: Whether it is a level (original budget, current budget, forecast) and no step.
        record: Id of the change or baseline behind it, or empty.
        why: How it is computed, as a sentence.
    """

    label: str
    amount: Decimal
    is_sum: bool
    record: str
    why: str


@frozen
class Draw:
    """Money taken out of a reserve, or put back.

    Attributes:
        reserve: Id of the reserve.
        type: Its type.
        day: When.
        amount: How much, at the baseline rate.
        left: What all reserves of this type hold afterwards.
        reason: Why.
        change: Id of the change that approved it, or empty.
        risk: Id of the risk that occurred, or empty.
        approver: Who approved it, or empty.
    """

    reserve: str
    type: str
    day: date
    amount: Decimal
    left: Decimal
    reason: str
    change: str
    risk: str
    approver: str


@frozen
class Branch:
    """A summary task with the money of everything below it.

    Attributes:
        id: Its id.
        name: Its name.
        parent: Id of the summary above it, or None.
        depth: Number of summaries above it.
        performance: Sums of what it and all tasks below it hold.
        eac: AC + (BAC - EV) / CPI of it alone; the rest at its budget where CPI is not defined.
    """

    id: str
    name: str
    parent: str | None
    depth: int
    performance: Performance
    eac: Decimal


@frozen
class Work:
    """What a task, a budget line or nothing in particular holds on one account.

    Attributes:
        id: Id of the task or the line; empty for costs that name no task.
        name: Its name.
        performance: Its money on this account.
    """

    id: str
    name: str
    performance: Performance


@frozen
class Outlook:
    """Everything about money over time and by cause.

    Attributes:
        months: The months from the first cost or plan to the last.
        burn: How fast money goes; None before a whole month has passed.
        sources: The funding by source, in the order of the file.
        causes: From the original budget to the forecast, step by step.
        draws: What was drawn from the reserves up to the status date, by day.
        set_aside: Type of reserve to what was set aside at first.
        branches: Id to summary task, parents first.
        work: Id of an account to what stands on it itself, in the order of the files.
        accrued: What open orders have delivered and nobody has invoiced: cost that the ledger will still get.
        labour: Hours worked against hours earned, by account.
        lines: The forecast of each budget line, in the order of the files.
        delay: What a delay of the project costs.
    """

    months: tuple[Month, ...]
    burn: Burn | None
    sources: tuple[Source, ...]
    causes: tuple[Cause, ...]
    draws: tuple[Draw, ...]
    set_aside: Mapping[str, Decimal]
    branches: Mapping[str, Branch]
    work: Mapping[str, tuple[Work, ...]]
    accrued: Decimal
    labour: LabourVariances = LabourVariances({}, Decimal(0), Decimal(0))
    lines: tuple[LineForecast, ...] = ()
    delay: Delay = Delay((), 0)

    @property
    def first_gap(self) -> Month | None:
        """The first month at whose end more will have been spent than funding may be used."""
        return next((month for month in self.months if month.short is not None), None)
