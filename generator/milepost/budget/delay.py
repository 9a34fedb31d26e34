"""What a delay costs: what goes on as long as the project does, and the benefits that begin later.

- Standing cost is support work (level of effort) and budget lines of the category opex without a task that
  run at the status date: their amount by the calendar days that they are planned for. What runs later is put
  off by a delay, not drawn out.
- A benefit that has not begun by the status date comes as much later as the project does: its value per year
  by 365.

It is a first answer to "what if we finish a week later", not a forecast: work that has to wait, penalties and
what a delay does to others are not in it.
"""

from collections.abc import Iterable
from decimal import Decimal

from milepost.budget.currency import Rates
from milepost.budget.phasing import exact
from milepost.budget.plan_costs import CostItem
from milepost.budget.progress import Earned
from milepost.frozen import frozen
from milepost.project import Project
from milepost.schedule.instants import MINUTES_PER_DAY, Instant, day_of

ZERO, WEEK, YEAR = Decimal(0), Decimal(7), Decimal(365)
_NOT_AHEAD = frozenset({"realising", "realised", "missed", "withdrawn"})
_OPEX = "opex"


@frozen
class DelayPart:
    """Something that a delay costs.

    Attributes:
        id: Id of the task, the budget line or the benefit.
        benefit: Whether it is a benefit; else it is a standing cost.
        per_week: What a week costs.
    """

    id: str
    benefit: bool
    per_week: Decimal


@frozen
class Delay:
    """What a delay of the project costs.

    Attributes:
        parts: What it is made of, in the order of the files.
        days: Calendar days by which the forecast finish lies behind the planned one; negative when before it.
    """

    parts: tuple[DelayPart, ...]
    days: int

    @property
    def per_week(self) -> Decimal:
        """What a week of delay costs."""
        return sum((part.per_week for part in self.parts), ZERO)

    @property
    def standing(self) -> Decimal:
        """What of it is standing cost."""
        return sum((part.per_week for part in self.parts if not part.benefit), ZERO)

    @property
    def cost(self) -> Decimal:
        """What the delay costs that is forecast now; negative is a gain."""
        return exact(self.per_week * self.days / WEEK)


def cost_of_delay(
    project: Project,
    rates: Rates,
    earned: Earned,
    plan: Iterable[CostItem],
    finishes: tuple[Instant, Instant],
) -> Delay:
    """What a delay costs.

    Args:
        project: The project.
        rates: Its exchange rates.
        earned: Says which tasks earn as time passes.
        plan: The planned amounts of the current plan.
        finishes: The planned finish (of the baseline, where there is one) and the forecast one.
    """
    standing: dict[str, Decimal] = {}
    for item in plan:
        if not _stands(item, project, earned) or not item.phased.start <= earned.status < item.phased.finish:
            continue
        days = Decimal(item.phased.finish - item.phased.start) / MINUTES_PER_DAY
        if days > 0:
            id_ = item.task or item.source
            standing[id_] = standing.get(id_, ZERO) + item.amount * WEEK / days
    parts = [
        DelayPart(id_, benefit=False, per_week=exact(amount)) for id_, amount in standing.items() if amount
    ]
    for record in project.all("benefit"):
        value, begins = record.money("value"), record.start("realise_from")
        amount = None if value is None else rates.at_baseline(value)
        if (
            not amount
            or record.text("status") in _NOT_AHEAD
            or (begins is not None and begins < earned.status)
        ):
            continue
        parts.append(DelayPart(record.id, benefit=True, per_week=exact(amount * WEEK / YEAR)))
    planned, forecast = finishes
    return Delay(tuple(parts), day_of(forecast - 1) - day_of(planned - 1))


def _stands(item: CostItem, project: Project, earned: Earned) -> bool:
    """Whether a planned amount goes on as long as the project does."""
    if not item.phased.segments:
        return False
    if item.task is not None:
        return earned.by_time(item.task)
    return item.kind == "line" and project.by_id[item.source].text("category") == _OPEX
