"""What each budget line is expected to cost: what was booked on it, and what is still to come.

A cost belongs to the line of its order, else to the line of its account and category, of its task first.
Where several lines have the same account, task and category, costs are shared among them by their amounts.
An open order goes to its line as far as that is not booked, then to others of the same account and category.

- A line of a task is a purchase. It costs its budget, or more once more is booked and ordered; when the task
  has earned all, it costs what is booked and ordered.
- Labour, and a line without a task, is used up as the work goes on: what was booked, and the budget of what
  is not earned.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TypeAlias

from milepost.budget.actuals import Ledger
from milepost.budget.phasing import exact
from milepost.budget.plan_costs import LABOUR, CostItem
from milepost.budget.progress import Earned
from milepost.frozen import frozen

ZERO = Decimal(0)
_Key: TypeAlias = tuple[str, str, str]
"""Account, task (or nothing) and category."""


@frozen
class LineForecast:
    """A budget line with its forecast at completion, in the project's currency.

    Attributes:
        id: Its id.
        category: Its category.
        account: Id of the account that carries it.
        budget: What is planned.
        earned: What of it is earned.
        booked: What was booked on it up to the status date.
        ordered: What open orders for it still cost.
        by_progress: Whether it is used up as the work goes on; else it is a purchase.
    """

    id: str
    category: str
    account: str
    budget: Decimal
    earned: Decimal
    booked: Decimal
    ordered: Decimal
    by_progress: bool

    @property
    def forecast(self) -> Decimal:
        """Forecast at completion."""
        spoken_for = self.booked + self.ordered
        if self.by_progress:
            return max(self.booked + self.budget - self.earned, spoken_for)
        final = self.earned >= self.budget and spoken_for > 0
        return spoken_for if final else max(self.budget, spoken_for)

    @property
    def variance(self) -> Decimal:
        """Budget less forecast; negative is an overrun."""
        return self.budget - self.forecast


def line_forecasts(
    ledger: Ledger, earned: Earned, plan: Iterable[CostItem], ordered: Mapping[str, Decimal]
) -> tuple[LineForecast, ...]:
    """The forecast of every budget line, in the order of the files.

    Args:
        ledger: Reads costs up to the status date.
        earned: What tasks have earned.
        plan: The planned amounts of the current plan.
        ordered: Id of an order to what it still costs.
    """
    project = ledger.project
    lines = [item for item in plan if item.kind == "line"]
    category = {item.source: project.by_id[item.source].text("category") for item in lines}
    by_key: dict[_Key, list[CostItem]] = {}
    for item in lines:
        by_key.setdefault((item.account, item.task or "", category[item.source]), []).append(item)
    by_id = {item.source: [item] for item in lines}
    line_of = {order.id: order.text("line") for order in project.all("commitment") if order.has("line")}
    sums: dict[tuple[str, ...], Decimal] = {}
    for kind in ("actual", "timesheet"):
        names = ("category", "commitment") if kind == "actual" else ()
        for texts, cost in ledger.with_texts(kind, names):
            what, order = texts or (LABOUR, "")
            found = by_id.get(line_of.get(order, "")) or (
                by_key.get((cost.account, cost.task or "", what)) or by_key.get((cost.account, "", what))
            )
            if found:
                key = tuple(item.source for item in found)
                sums[key] = sums.get(key, ZERO) + cost.amount
    booked: dict[str, Decimal] = {}
    for key, amount in sums.items():
        for id_, part in _shared(amount, [by_id[id_][0] for id_ in key]):
            booked[id_] = booked.get(id_, ZERO) + part
    free = {item.source: max(item.amount - booked.get(item.source, ZERO), ZERO) for item in lines}
    open_orders: dict[str, Decimal] = {}
    for order, amount in ordered.items():
        own = by_id.get(line_of.get(order, ""), [])
        others = [
            one
            for one in lines
            if own
            and one is not own[0]
            and (one.account, category[one.source]) == (own[0].account, category[own[0].source])
        ]
        left = amount
        for item in (*own, *others):
            part = min(left, free[item.source])
            free[item.source] -= part
            left -= part
            open_orders[item.source] = open_orders.get(item.source, ZERO) + part
        if own:
            open_orders[own[0].source] += left
    return tuple(
        LineForecast(
            id=item.source,
            category=category[item.source],
            account=item.account,
            budget=item.amount,
            earned=earned.value(item),
            booked=booked.get(item.source, ZERO),
            ordered=open_orders.get(item.source, ZERO),
            by_progress=item.task is None or category[item.source] == LABOUR,
        )
        for item in lines
    )


def _shared(amount: Decimal, items: list[CostItem]) -> Iterable[tuple[str, Decimal]]:
    """An amount shared by the amounts of some lines; the parts add up to it."""
    whole, left = sum((item.amount for item in items), ZERO), amount
    for item in items[:-1]:
        part = exact(amount * item.amount / whole) if whole else ZERO
        left -= part
        yield item.source, part
    yield items[-1].source, left
