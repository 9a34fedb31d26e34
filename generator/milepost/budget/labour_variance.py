"""Why labour costs more or less than was earned: the hours it takes, or what an hour costs.

The split of standard costing: with r the planned cost of an hour of a task,

- usage variance = (hours earned - hours worked) x r,
- rate variance = hours worked x r - cost of the hours,

and both add up to the labour that is earned less what it cost. Only people who write timesheets count, on
both sides: what is invoiced has no hours. Costs are taken at the baseline rates of exchange, so that the
movement of those is no cause here.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal

from milepost.budget.actuals import Ledger
from milepost.budget.labour import assignments_of, priced
from milepost.budget.phasing import exact
from milepost.budget.plan_costs import LABOUR, CostItem
from milepost.budget.planned_dates import DatedTask
from milepost.budget.progress import Earned
from milepost.frozen import frozen

ZERO = Decimal(0)


@frozen
class LabourVariance:
    """Hours and their cost on tasks whose labour is planned by the hour.

    Attributes:
        planned_hours: Hours that the plan holds for them.
        earned_hours: Hours that the plan holds for what is done.
        hours: Hours worked.
        earned: Planned cost of what is done.
        cost: Cost of the hours worked, at the baseline rates of exchange.
        usage: What the hours are the cause of; negative when more were worked than earned.
    """

    planned_hours: Decimal
    earned_hours: Decimal
    hours: Decimal
    earned: Decimal
    cost: Decimal
    usage: Decimal

    @property
    def variance(self) -> Decimal:
        """Labour earned less its cost; negative is over budget."""
        return self.earned - self.cost

    @property
    def rate(self) -> Decimal:
        """What the cost of an hour is the cause of; negative when hours were dearer than planned."""
        return self.variance - self.usage


@frozen
class LabourVariances:
    """Labour by account, and the hours that cannot be compared.

    Attributes:
        accounts: Id of an account to the labour of the tasks on it; only accounts with hours.
        unplanned_hours: Hours worked on tasks without labour planned by the hour, or on none.
        unplanned_cost: What they cost.
    """

    accounts: Mapping[str, LabourVariance]
    unplanned_hours: Decimal
    unplanned_cost: Decimal

    @property
    def total(self) -> LabourVariance:
        """All accounts together."""
        return _added(tuple(self.accounts.values()))


def labour_variances(
    ledger: Ledger,
    earned: Earned,
    plan: tuple[CostItem, ...],
    as_planned: Callable[[str], DatedTask | None],
) -> LabourVariances:
    """Compare the hours of timesheets with those planned for what is done.

    Args:
        ledger: Prices the timesheets up to the status date.
        earned: What tasks have earned.
        plan: The planned amounts of the current plan.
        as_planned: Gives a task at the dates at which its work was planned, which decide on its rates.
    """
    worked: dict[str, tuple[Decimal, Decimal]] = {}
    people: set[str] = set()
    for (hours, who), cost in ledger.with_texts("timesheet", ("hours", "person")):
        before = worked.get(cost.task or "", (ZERO, ZERO))
        worked[cost.task or ""] = (before[0] + Decimal(hours), before[1] + cost.at_baseline)
        people.add(who)
    for role in ledger.project.all("role"):
        if people.intersection(role.texts("held_by")):
            people.add(role.id)
    found: dict[str, list[LabourVariance]] = {}
    for item in plan:
        if item.kind == LABOUR and item.task in worked:
            planned = _planned(as_planned(item.task), ledger, people)
            if planned is not None:
                one = _of_task(*planned, earned.share(item.task), *worked.pop(item.task))
                found.setdefault(item.account, []).append(one)
    left = worked.values()
    return LabourVariances(
        accounts={account: _added(tuple(tasks)) for account, tasks in found.items()},
        unplanned_hours=sum((hours for hours, _ in left), ZERO),
        unplanned_cost=sum((cost for _, cost in left), ZERO),
    )


def _planned(task: DatedTask | None, ledger: Ledger, people: set[str]) -> tuple[Decimal, Decimal] | None:
    """Hours and their cost that are planned on a task for some people; None when there are none."""
    record = None if task is None else ledger.project.get(task.id, "task")
    if record is None or task is None:
        return None
    hours = amount = ZERO
    for assignment in assignments_of(record, task):
        for span in priced(assignment, task, ledger.cards) if assignment.who in people else ():
            rate = None if span.rate is None else ledger.rates.at_baseline(span.rate)
            if rate is not None:
                hours, amount = hours + span.hours, amount + span.hours * rate
    return (hours, exact(amount)) if hours > 0 else None


def _of_task(
    planned: Decimal, amount: Decimal, share: Decimal, hours: Decimal, cost: Decimal
) -> LabourVariance:
    usage = exact((planned * share - hours) * amount / planned)
    return LabourVariance(planned, planned * share, hours, exact(amount * share), cost, usage)


def _added(parts: tuple[LabourVariance, ...]) -> LabourVariance:
    return LabourVariance(
        planned_hours=sum((part.planned_hours for part in parts), ZERO),
        earned_hours=sum((part.earned_hours for part in parts), ZERO),
        hours=sum((part.hours for part in parts), ZERO),
        earned=sum((part.earned for part in parts), ZERO),
        cost=sum((part.cost for part in parts), ZERO),
        usage=sum((part.usage for part in parts), ZERO),
    )
