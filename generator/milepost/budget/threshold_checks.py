"""Whether computed figures are beyond the limits of the project, its funding, its reserves and its ledger.

What needs figures over time is only computed for a project that may have the finding.
"""

from collections.abc import Iterator
from decimal import Decimal

from milepost.budget import threshold_rules as rules
from milepost.budget.accounts import AccountTree
from milepost.budget.amounts import budget_parts
from milepost.budget.cost import Costs
from milepost.budget.currency import Rates
from milepost.budget.model import Budget
from milepost.budget.plan_costs import CENT, month_span
from milepost.diagnostics import Diagnostic, Note
from milepost.project import Project
from milepost.schedule.instants import MINUTES_PER_DAY
from milepost.source.fields import Fields
from milepost.states import is_open

ZERO, ONE = Decimal(0), Decimal(1)


def check_limits(project: Project, budget: Budget, rates: Rates) -> Iterator[Diagnostic]:
    """The findings of a computed budget against the limits of the project and its funding."""
    cost = project.settings.section("tolerances").part("cost")
    if cost is not None:
        yield from _cpi(project, budget, cost)
        yield from _overrun(project, budget, cost)
        yield from _above_plan(project, budget, cost)
    yield from _funding_too_late(project, budget)
    yield from _lines_above_funding(project, rates)


def check_reserve(project: Project, budget: Budget, exposure: Decimal) -> Iterator[Diagnostic]:
    """A finding when the contingency that is left is below the residual exposure.

    Args:
        project: The project.
        budget: Its computed budget.
        exposure: Expected cost of the open threats after the responses, in the project's currency.
    """
    left = budget.ladder.contingency
    record = next((one for one in project.all("reserve") if one.text("type") == "contingency"), None)
    if record is not None and exposure - left >= CENT:
        message = (
            f"{left:.2f} {budget.currency} of contingency are left, "
            f"and the open risks are expected to cost {exposure:.2f} {budget.currency} after the responses"
        )
        yield rules.RESERVE_BELOW_EXPOSURE.at(record.span("amount"), message, record=record.id)


def check_control_totals(
    project: Project, tree: AccountTree, costs: Costs, rates: Rates
) -> Iterator[Diagnostic]:
    """A finding for each control total that is not what is booked.

    Args:
        project: The project.
        tree: Its accounts.
        costs: Its costs up to the status date.
        rates: Its exchange rates.
    """
    totals = list(budget_parts(project, "control_totals"))
    if not totals:
        return
    booked: dict[str, dict[str, Decimal]] = {}
    spans = {text: span for entry in totals if (span := month_span(text := entry.text("period")))}
    days = {name: (start // MINUTES_PER_DAY, end // MINUTES_PER_DAY) for name, (start, end) in spans.items()}
    month_of = {day: name for name, (first, end) in days.items() for day in range(first, end)}
    for (day, account), amount in costs.by(zip(costs.days, costs.accounts, strict=True)).items():
        name = month_of.get(day)
        if name is not None:
            sums = booked.setdefault(name, {})
            sums[account] = sums.get(account, ZERO) + amount
    for entry in totals:
        name, account, money = entry.text("period"), entry.text("account"), entry.money("amount")
        if money is None or name not in days or (account and account not in tree.accounts):
            continue
        said = rates.at_day(money, days[name][1] - 1)
        under = set(tree.under(account)) if account else None
        sums = booked.get(name, {})
        found = sum((amount for one, amount in sums.items() if under is None or one in under), ZERO)
        if said is not None and abs(said - found) >= CENT:
            where = f" on {account}" if account else ""
            message = (
                f"{found:.2f} {rates.currency} are booked{where} in {name}, the control total is {money}"
            )
            yield rules.CONTROL_TOTAL_DIFFERS.at(entry.span("amount"), message, record=account or None)


def _cpi(project: Project, budget: Budget, cost: Fields) -> Iterator[Diagnostic]:
    limits = cost.part("cpi")
    limit = None if limits is None else limits.decimal("amber")
    now = budget.performance.cpi
    if limits is None or limit is None or now is None or now >= limit:
        return
    points = [point for point in budget.curve if point.day < budget.status_date and point.ac]
    if not points:
        return
    before = points[-1]
    then = (before.ev or ZERO) / (before.ac or ONE)
    if then < limit:
        message = f"CPI was {then:.3f} on {before.day} and is {now:.3f}; the limit is {limit}"
        yield rules.CPI_BELOW_LIMIT_TWICE.at(limits.span("amber"), message, record=_id(project))


def _overrun(project: Project, budget: Budget, cost: Fields) -> Iterator[Diagnostic]:
    limit, bac = cost.percentage("amber"), budget.performance.bac
    over = -budget.forecast.vac
    if limit is None or bac <= 0 or over < limit * bac or over < CENT:
        return
    for issue in project.all("issue"):
        money = issue.money("cost_impact")
        if money is not None and money.amount > 0 and is_open(issue):
            return
    for change in project.all("change"):
        impact = change.part("impact")
        money = None if impact is None else impact.money("cost")
        if money is not None and money.amount > 0 and is_open(change):
            return
    message = (
        f"the forecast is {100 * over / bac:.1f}% above the budget, the tolerance is {cost.text('amber')}, "
        "and no open issue or change has a cost"
    )
    yield rules.OVERRUN_WITHOUT_RESPONSE.at(cost.span("amber"), message, record=_id(project))


def _above_plan(project: Project, budget: Budget, cost: Fields) -> Iterator[Diagnostic]:
    key = "red" if cost.has("red") else "amber"
    limit = cost.percentage(key)
    for account in budget.accounts.values() if limit is not None else ():
        record, own = project.get(account.id, "account"), account.own
        if record is None or limit is None or not own.pv or own.ac - own.pv < CENT:
            continue
        if own.ac > own.pv * (ONE + limit):
            more = 100 * (own.ac / own.pv - 1)
            message = (
                f"{account.id} has cost {own.ac:.2f} {budget.currency}, {more:.1f}% more than the "
                f"{own.pv:.2f} planned by now; {own.ev:.2f} are earned"
            )
            note = Note(cost.span(key), "the tolerance")
            yield rules.COST_ABOVE_PLAN.at(record.span("id"), message, notes=(note,), record=account.id)


def _funding_too_late(project: Project, budget: Budget) -> Iterator[Diagnostic]:
    expected = budget.forecast.selected
    confirmed = [record for record in project.all("funding") if record.flag("confirmed")]
    later = [record for record in confirmed if record.has("from")]
    if budget.funding is None or expected > budget.funding or len(confirmed) < 2 or not later:
        return  # too little at all has a finding of its own
    amounts = [(one.text("from"), money) for one in confirmed if (money := one.money("amount")) is not None]
    begin = min(since for since, _ in amounts)
    at_once = [money.amount for since, money in amounts if since == begin]
    if len({money.currency for _, money in amounts}) == 1 and expected <= sum(at_once):
        return  # the first release is enough for everything
    gap = budget.outlook.first_gap
    if gap is None or gap.short is None:
        return
    missing = [one for one in later if (first := one.date("from")) is not None and first > gap.last]
    if missing:
        record = min(missing, key=lambda one: one.text("from"))
        message = (
            f"{gap.total:.2f} {budget.currency} will have been spent by {gap.last}, "
            f"{gap.short:.2f} more than may be used by then; {record.id} comes on {record.text('from')}"
        )
        yield rules.FUNDING_TOO_LATE.at(record.span("from"), message, record=record.id)


def _lines_above_funding(project: Project, rates: Rates) -> Iterator[Diagnostic]:
    planned: dict[str, Decimal] = {}
    for line in project.all("budget_line"):
        money, name = line.money("amount"), line.text("funding")
        amount = None if money is None else rates.at_baseline(money)
        if name and amount is not None:
            planned[name] = planned.get(name, ZERO) + amount
    for record in project.all("funding"):
        money = record.money("amount")
        given = None if money is None else rates.at_baseline(money)
        if given is not None and planned.get(record.id, ZERO) - given >= CENT:
            message = (
                f"{record.id} gives {money}, and lines of {planned[record.id]:.2f} {rates.currency} name it"
            )
            yield rules.LINES_ABOVE_FUNDING.at(record.span("amount"), message, record=record.id)


def _id(project: Project) -> str | None:
    return project.settings.text("id") or None
