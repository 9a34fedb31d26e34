"""What a month holds: its costs by account, the control totals it is held to, and its seal."""

from decimal import Decimal

from milepost.budget.amounts import budget_parts
from milepost.budget.baseline import Baseline
from milepost.budget.closed_months import ClosedMonth, Seal, closed_months, seals
from milepost.budget.compute import Books
from milepost.budget.plan_costs import month_span
from milepost.diagnostics import Span
from milepost.frozen import frozen
from milepost.project import Project
from milepost.schedule.instants import MINUTES_PER_DAY
from milepost.schedule.model import Schedule

ZERO = Decimal(0)


@frozen
class ControlTotal:
    """What the ledger says was booked in a month.

    Attributes:
        account: The account that it is of; empty for the whole project.
        said: The amount, in the project's currency; None where it cannot be converted.
        booked: What is booked.
        place: Where it is written.
    """

    account: str
    said: Decimal | None
    booked: Decimal
    place: Span


@frozen
class Month:
    """A month with what is booked in it.

    Attributes:
        period: The month: 2026-05.
        currency: ISO 4217 code of every amount.
        accounts: Id and name of each account with what it holds itself, in the order of the file.
        total: The sum.
        seal: How many entries it holds, and their seal; those that are in no figure count too.
        closed: How it is closed, or None.
        controls: Its control totals.
    """

    period: str
    currency: str
    accounts: tuple[tuple[str, str, Decimal], ...]
    total: Decimal
    seal: Seal
    closed: ClosedMonth | None
    controls: tuple[ControlTotal, ...]


def explain_month(
    project: Project, schedule: Schedule, baseline: Baseline | None, period: str
) -> Month | None:
    """What a month holds; None when there is no such month.

    Args:
        project: The project.
        schedule: Its schedule.
        baseline: The baseline in force, or None.
        period: The month: 2026-05.
    """
    span = month_span(period)
    if span is None:
        return None
    books = Books.open(project, schedule, baseline, [])
    first, last = span[0] // MINUTES_PER_DAY, span[1] // MINUTES_PER_DAY
    costs, sums = books.costs, dict.fromkeys(books.tree.accounts, ZERO)
    for (day, account), amount in costs.by(zip(costs.days, costs.accounts, strict=True)).items():
        if first <= day < last:
            sums[account] += amount
    controls = []
    for entry in budget_parts(project, "control_totals"):
        account, money = entry.text("account"), entry.money("amount")
        if entry.text("period") != period or money is None or (account and account not in sums):
            continue
        under = books.tree.under(account) if account else tuple(sums)
        booked = sum((sums[one] for one in under), ZERO)
        controls.append(
            ControlTotal(account, books.rates.at_day(money, last - 1), booked, entry.span("amount"))
        )
    return Month(
        period=period,
        currency=books.rates.currency,
        accounts=tuple(
            (id_, books.tree.accounts[id_].name, amount) for id_, amount in sums.items() if amount
        ),
        total=sum(sums.values(), ZERO),
        seal=seals(project, {period})[period],
        closed=next((one for one in closed_months(project) if one.period == period), None),
        controls=tuple(controls),
    )
