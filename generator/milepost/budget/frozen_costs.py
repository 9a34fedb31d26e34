"""What the baseline plans: its frozen budgets as planned amounts, against which value is planned and earned.

A frozen task has one budget and one account. Where the current plan carries parts of that task's cost on
other accounts, the budget is split in the same proportion. What an account's frozen budget holds beyond its
tasks (budget lines without a task) is spread as such lines are in the current plan, else evenly over the
baseline.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from milepost.budget import computed_rules as rules
from milepost.budget.accounts import UNASSIGNED, AccountTree
from milepost.budget.baseline import Baseline, FrozenTask
from milepost.budget.currency import Rates
from milepost.budget.excluded import without_rate
from milepost.budget.phasing import Phased, Segment, exact, level
from milepost.budget.plan_costs import CENT, CostItem, PlanCosts
from milepost.budget.planned_dates import Dates
from milepost.schedule.instants import MINUTES_PER_DAY
from milepost.source.units import Money

ZERO = Decimal(0)


def frozen_items(baseline: Baseline, plan: Sequence[CostItem], costs: PlanCosts) -> tuple[CostItem, ...]:
    """The planned amounts of a baseline.

    Args:
        baseline: The baseline in force.
        plan: What the current plan costs.
        costs: What read them; its findings and left-out amounts grow by those of the baseline.
    """
    by_task: dict[str, dict[str, Decimal]] = {}
    loose: dict[str, list[CostItem]] = {}
    for item in plan:
        if item.task is None:
            loose.setdefault(item.account, []).append(item)
        else:
            shares = by_task.setdefault(item.task, {})
            shares[item.account] = shares.get(item.account, ZERO) + item.amount
    items: list[CostItem] = []
    for task in baseline.tasks.values():
        amount = ZERO if task.budget is None else _amount(task.budget, baseline, costs)
        if amount:
            items.extend(_task_items(task, amount, by_task.get(task.id, {}), costs.schedule, costs.tree))
    items.extend(_rest_of_accounts(baseline, items, loose, costs))
    return tuple(items)


def _task_items(
    task: FrozenTask, amount: Decimal, now: Mapping[str, Decimal], schedule: Dates, tree: AccountTree
) -> Iterator[CostItem]:
    current = schedule.tasks.get(task.id)
    calendar = schedule.calendar if current is None else current.calendar
    phased = Phased(calendar, tuple(_segments(task, amount)))
    whole = sum(now.values(), ZERO)
    if len(now) > 1 and whole > 0:
        left = list(phased.segments)
        for account, part in list(now.items())[:-1]:
            cut = [_scaled(segment, part / whole) for segment in phased.segments]
            left = [_less(segment, off) for segment, off in zip(left, cut, strict=True)]
            yield CostItem(task.id, "baseline", task.id, account, Phased(calendar, tuple(cut)))
        yield CostItem(task.id, "baseline", task.id, list(now)[-1], Phased(calendar, tuple(left)))
        return
    fallback = next(iter(now), UNASSIGNED)
    account = tree.known(task.account) if task.account else fallback
    yield CostItem(task.id, "baseline", task.id, account, phased)


def _segments(task: FrozenTask, amount: Decimal) -> Iterator[Segment]:
    """One even span, or from point to point of the frozen planned value."""
    written = ZERO if task.budget is None else task.budget.amount
    if not task.planned_value or not written:
        yield Segment(task.start, task.finish, amount)
        return
    begin, reached = task.start, ZERO
    for day, money in task.planned_value:
        end = max(begin, (day + 1) * MINUTES_PER_DAY)
        up_to = exact(amount * money.amount / written)
        yield Segment(begin, end, up_to - reached)
        begin, reached = end, up_to
    if reached != amount:
        yield Segment(begin, max(begin, task.finish), amount - reached)


def _rest_of_accounts(
    baseline: Baseline, items: Sequence[CostItem], loose: Mapping[str, list[CostItem]], costs: PlanCosts
) -> Iterator[CostItem]:
    on_tasks: dict[str, Decimal] = {}
    for item in items:
        on_tasks[item.account] = on_tasks.get(item.account, ZERO) + item.amount
    for id_, money in baseline.accounts.items():
        account = costs.tree.known(id_)
        rest = _amount(money, baseline, costs) - on_tasks.get(account, ZERO)
        if rest <= -CENT:
            place = baseline.record.document.at(["accounts", id_])
            message = f"{id_} has {money} in the baseline, its frozen tasks {on_tasks[account]:.2f}"
            costs.findings.append(rules.BASELINE_INCONSISTENT.at(place, message, record=baseline.id))
        elif rest >= CENT:
            phased = _spread(rest, loose.get(account, ()), baseline, costs.schedule)
            yield CostItem(id_, "baseline", None, account, phased)


def _spread(amount: Decimal, like: Sequence[CostItem], baseline: Baseline, schedule: Dates) -> Phased:
    """An amount spread as other items are, or evenly over the baseline."""
    whole = sum((item.amount for item in like), ZERO)
    if not whole:
        return level(schedule.calendar, baseline.start, baseline.finish, amount)
    cut = [_scaled(segment, amount / whole) for item in like for segment in item.phased.segments]
    missing = amount - sum((segment.amount for segment in cut), ZERO)
    last = cut[-1]
    cut[-1] = Segment(last.start, last.finish, last.amount + missing, last.curve)
    return Phased(schedule.calendar, tuple(cut))


def _scaled(segment: Segment, factor: Decimal) -> Segment:
    return Segment(segment.start, segment.finish, exact(segment.amount * factor), segment.curve)


def _less(segment: Segment, off: Segment) -> Segment:
    return Segment(segment.start, segment.finish, segment.amount - off.amount, segment.curve)


def _amount(money: Money, baseline: Baseline, costs: PlanCosts) -> Decimal:
    amount = costs.rates.at_baseline(money)
    if amount is None:
        costs.excluded.append(without_rate(baseline.record, "tasks", money))
        return ZERO
    return exact(amount)


def undistributed(baseline: Baseline, reserves: Sequence[str], rates: Rates) -> Decimal:
    """Undistributed budget in a baseline: the frozen amounts of the reserves that are of that type."""
    found = (baseline.reserves[id_] for id_ in reserves if id_ in baseline.reserves)
    return sum((exact(rates.at_baseline(money) or ZERO) for money in found), ZERO)
