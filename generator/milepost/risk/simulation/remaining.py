"""The cost at completion by the plan, split into what is fixed and what grows with the time that work takes.

What remains is reckoned as in the budget's bottom-up estimate. Labour follows the remaining duration of its
task, and so does support (a level of effort) the remaining span; everything else is the same however long the
work takes.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from milepost.budget.accounts import AccountTree, read_accounts
from milepost.budget.currency import Rates
from milepost.budget.labour import planned_minutes, read_rate_cards
from milepost.budget.model import Budget
from milepost.budget.phasing import exact
from milepost.budget.plan_costs import LABOUR, CostItem, PlanCosts
from milepost.budget.progress import Earned, remaining_share
from milepost.frozen import frozen
from milepost.project import Project
from milepost.schedule.model import Schedule

ZERO, ONE = Decimal(0), Decimal(1)


@frozen
class RemainingCost:
    """What the project still costs by the plan, in its currency.

    Attributes:
        spent: Actual cost.
        fixed: What remains and does not grow with time.
        timed: Id of a task to what remains and grows with its remaining duration.
        by_task: Id of a task to all that remains on it.
        by_account: Id of an account to all that remains on it and below it.
    """

    spent: Decimal
    fixed: Decimal
    timed: Mapping[str, Decimal]
    by_task: Mapping[str, Decimal]
    by_account: Mapping[str, Decimal]

    @property
    def at_completion(self) -> Decimal:
        """Cost at completion by the plan."""
        return self.spent + self.fixed + sum(self.timed.values(), ZERO)


def remaining_cost(
    project: Project, schedule: Schedule, budget: Budget, rates: Rates
) -> RemainingCost | None:
    """Reckon what remains; None where the plan has no cost at all.

    Args:
        project: The project.
        schedule: Its schedule.
        budget: Its computed budget.
        rates: Its exchange rates.
    """
    tree = read_accounts(project)
    cards = read_rate_cards(project, schedule)
    items = PlanCosts(project, schedule, tree, rates, cards, [], []).items()
    if not items:
        return None
    earned = Earned.of(project, schedule, project.settings.status_instant, items)
    fixed = ZERO
    timed: dict[str, Decimal] = {}
    by_task: dict[str, Decimal] = {}
    own: dict[str, Decimal] = {}
    for item in items:
        left, grows = _left(item, project, schedule, earned)
        if item.task is not None:
            by_task[item.task] = by_task.get(item.task, ZERO) + left
        own[item.account] = own.get(item.account, ZERO) + left
        if grows and item.task is not None and left:
            timed[item.task] = timed.get(item.task, ZERO) + left
        else:
            fixed += left
    return RemainingCost(budget.performance.ac, fixed, timed, by_task, _rolled_up(tree, own))


def _left(item: CostItem, project: Project, schedule: Schedule, earned: Earned) -> tuple[Decimal, bool]:
    """What remains of a planned amount, and whether it grows with time."""
    record = None if item.task is None else project.get(item.task, "task")
    scheduled = None if item.task is None else schedule.tasks.get(item.task)
    labour = item.kind == LABOUR or _is_labour_line(item, project)
    if record is None or scheduled is None or earned.by_time(record.id):
        left = item.amount - item.phased.value_at(earned.status)
        return left, scheduled is not None and scheduled.type == "level-of-effort" and labour
    share = earned.share(record.id)
    rest = ONE - share
    if item.kind == LABOUR:
        rest = remaining_share(record, scheduled, share, planned_minutes(record, scheduled))
    return exact(item.amount * rest), labour and not scheduled.done


def _is_labour_line(item: CostItem, project: Project) -> bool:
    line = project.get(item.source, "budget_line")
    return line is not None and line.text("category") == LABOUR


def _rolled_up(tree: AccountTree, own: Mapping[str, Decimal]) -> dict[str, Decimal]:
    return {id_: sum((own.get(below, ZERO) for below in tree.under(id_)), ZERO) for id_ in tree.accounts}
