"""The computed budget, as reports and pages use it. All amounts are in the project's currency."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from milepost.budget.currency import CostVariance
from milepost.budget.earned_schedule import EarnedSchedule
from milepost.budget.evm import Forecast, Performance
from milepost.budget.excluded import Excluded
from milepost.frozen import field, frozen
from milepost.schedule.instants import Instant

if TYPE_CHECKING:
    from milepost.budget.outlook_model import Outlook


@frozen
class AccountBudget:
    """A control account with its figures.

    Attributes:
        id: Its id; "(no account)" and "(undistributed)" stand for what is on none.
        name: What the money is for.
        parent: Id of the account above it, or None.
        depth: Number of accounts above it.
        manager: Who answers for it, or empty.
        own: What is on the account itself.
        performance: What is on it and all accounts below it.
        committed_own: Open orders on the account itself.
        committed: Open orders on it and all accounts below it.
        forecast: Estimates at completion, from the figures with those below it.
    """

    id: str
    name: str
    parent: str | None
    depth: int
    manager: str
    own: Performance
    performance: Performance
    committed_own: Decimal
    committed: Decimal
    forecast: Forecast


@frozen
class TaskBudget:
    """A task with its figures; summaries hold only what is planned on themselves.

    Attributes:
        id: Its id.
        method: How it earns.
        share: The share of its budget that it has earned, 0 to 1.
        performance: Its budget, planned and earned value, and the cost that names it.
        planned_cost: Its budget in the current plan, which differs from that of the baseline after changes.
        baselined: Whether it is in the baseline; true for all tasks when there is none.
    """

    id: str
    method: str
    share: Decimal
    performance: Performance
    planned_cost: Decimal
    baselined: bool


@frozen
class CurvePoint:
    """Cumulative money at the end of a day.

    Attributes:
        day: The day: the last of a month, or the status date.
        pv: Planned value of the measurement baseline.
        plan: Planned cost by the current plan's dates.
        ev: Earned value; None after the status date. Before it, put together from actual dates.
        ac: Actual cost; None after the status date.
        forecast: Expected actual cost; None before the status date.
    """

    day: date
    pv: Decimal
    plan: Decimal
    ev: Decimal | None
    ac: Decimal | None
    forecast: Decimal | None


@frozen
class TimePerformance:
    """Earned schedule in working days of the project's calendar.

    Attributes:
        measures: ES, AT, PD and what follows from them.
        p_factor: Share of the earned value that was earned in the planned order.
        start: Where counting begins: the planned start of the project.
        planned_finish: The planned finish.
        expected_finish: The finish that IEAC(t) gives; None while nothing is earned.
        ev: Earned value, less what has no dates.
        around: The ends of the last planned day that is earned whole and of the next one, each with the value
            planned up to it; only the first when all is earned.
    """

    measures: EarnedSchedule
    p_factor: Decimal | None
    start: Instant
    planned_finish: Instant
    expected_finish: Instant | None
    ev: Decimal
    around: tuple[tuple[Instant, Decimal], ...]


@frozen
class Reserve:
    """Money set aside.

    Attributes:
        id: Its id.
        name: What it is called.
        type: "contingency", "management" or "undistributed".
        amount: What was set aside.
        drawn: What was taken out up to the status date.
    """

    id: str
    name: str
    type: str
    amount: Decimal
    drawn: Decimal

    @property
    def left(self) -> Decimal:
        """What is still there."""
        return self.amount - self.drawn


@frozen
class Ladder:
    """From the work to the whole budget (EIA-748 and PMBOK words).

    Attributes:
        distributed: Budget of all accounts.
        undistributed: Approved budget that no account has yet.
        contingency: Reserve for identified risks that is left.
        management: Management reserve that is left.
    """

    distributed: Decimal
    undistributed: Decimal
    contingency: Decimal
    management: Decimal

    @property
    def measurement_baseline(self) -> Decimal:
        """Performance measurement baseline: what can be earned, the project's BAC."""
        return self.distributed + self.undistributed

    @property
    def total(self) -> Decimal:
        """Everything that is allowed to be spent: baseline and reserves."""
        return self.measurement_baseline + self.contingency + self.management


@frozen
class Budget:
    """The computed budget of a project at its status date.

    Attributes:
        currency: ISO 4217 code of every amount.
        status_date: The day of the figures.
        baseline: Id of the baseline that planned and earned value are measured against; None when there is
            none and the current plan without its progress stands for it.
        performance: The project as a whole: the sum of all accounts.
        committed: Open orders.
        forecast: Estimates at completion; the selected one is the project's.
        variance: The cost variance split into performance and exchange.
        accounts: Id to account, in the order of the file, parents first.
        make_tasks: Computes `tasks`.
        make_curve: Computes `curve`.
        make_time: Computes `time`.
        reserves: Id to reserve.
        ladder: From the work to the whole budget.
        funding: Confirmed funding; None when no funding is written down.
        excluded: What is written down and in no figure.
        unbaselined: Ids of tasks that carry money and are not in the baseline, so that they earn nothing.
        removed_work: The tasks with a budget in the baseline that are no longer planned: id to its figures.
        make_outlook: Computes `outlook`.
    """

    currency: str
    status_date: date
    baseline: str | None
    performance: Performance
    committed: Decimal
    forecast: Forecast
    variance: CostVariance
    accounts: Mapping[str, AccountBudget]
    make_tasks: Callable[[], Mapping[str, TaskBudget]] = field(repr=False, compare=False)
    make_curve: Callable[[], tuple[CurvePoint, ...]] = field(repr=False, compare=False)
    make_time: Callable[[], TimePerformance | None] = field(repr=False, compare=False)
    reserves: Mapping[str, Reserve]
    ladder: Ladder
    funding: Decimal | None
    excluded: tuple[Excluded, ...]
    unbaselined: tuple[str, ...]
    removed_work: Mapping[str, Performance]
    make_outlook: "Callable[[Budget], Outlook]" = field(repr=False, compare=False)

    @property
    def removed(self) -> tuple[str, ...]:
        """Ids of tasks with a budget in the baseline that are no longer planned."""
        return tuple(self.removed_work)

    @cached_property
    def outlook(self) -> "Outlook":
        """Money over time and by cause; computed when it is first asked for."""
        return self.make_outlook(self)

    @cached_property
    def tasks(self) -> Mapping[str, TaskBudget]:
        """Id to task, for tasks with a budget or a cost, in the order of the file; computed when needed."""
        return self.make_tasks()

    @cached_property
    def curve(self) -> tuple[CurvePoint, ...]:
        """The S-curve, by month; computed when it is first asked for, because a check never asks."""
        return self.make_curve()

    @cached_property
    def time(self) -> TimePerformance | None:
        """Earned schedule; None when nothing is planned; computed when it is first asked for."""
        return self.make_time()
