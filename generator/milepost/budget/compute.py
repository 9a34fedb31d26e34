"""From a project and its schedule to the computed budget.

What planned and earned value are measured against (the performance measurement baseline) is the baseline in
force, where project.yaml names one: its tasks with their dates, budgets and accounts. Else it is the current
plan at the dates it would have without progress: the fixed cost, the budget lines and the labour of each task
(`plan_costs` says how these add up without counting anything twice).

- Planned value accrues over working time; undistributed budget has no date and is in BAC only.
- Earned value is the measured budget of a task times what it has earned by its method. What belongs to no
  task is earned as its time passes. A task that is not in the baseline earns nothing and is listed.
- Actual cost is the ledger and the priced timesheets up to the status date; what lies behind it is listed.
- The bottom-up estimate is taken from the current plan: what remains of each task's cost by its reported
  remaining effort or duration, else by what is not earned.

Amounts are kept to six decimals where they are computed, so that the accounts add up to the project exactly.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, TypeVar

from milepost.budget.accounts import UNDISTRIBUTED, AccountTree, read_accounts
from milepost.budget.actuals import Ledger
from milepost.budget.baseline import Baseline
from milepost.budget.computed_checks import check_budget
from milepost.budget.cost import Costs
from milepost.budget.currency import Rates, read_rates, split_variance
from milepost.budget.curve import s_curve, time_performance
from milepost.budget.evm import CPI, METHODS, NOTHING, Performance, forecast, total
from milepost.budget.excluded import Excluded
from milepost.budget.frozen_costs import frozen_items, undistributed
from milepost.budget.labour import planned_minutes, read_rate_cards
from milepost.budget.model import AccountBudget, Budget, Ladder, TaskBudget
from milepost.budget.phasing import Phased, Segment, exact
from milepost.budget.plan_costs import LABOUR, CostItem, PlanCosts
from milepost.budget.planned_dates import DatedTask, Dates, PlannedTask, without_progress
from milepost.budget.progress import Earned, method_of, remaining_share
from milepost.budget.reserves import funding, read_reserves
from milepost.budget.threshold_checks import check_control_totals, check_limits
from milepost.diagnostics import Diagnostic
from milepost.frozen import frozen, replace
from milepost.project import Project
from milepost.schedule.instants import day_number
from milepost.schedule.model import Schedule

if TYPE_CHECKING:
    from milepost.budget.outlook_model import Outlook

ZERO, ONE = Decimal(0), Decimal(1)
_Key = TypeVar("_Key", bound=Hashable)


def compute_budget(
    project: Project, schedule: Schedule, baseline: Baseline | None
) -> tuple[Budget, list[Diagnostic]]:
    """Compute the budget of a project at its status date.

    Args:
        project: The project.
        schedule: Its current schedule.
        baseline: The baseline in force (`baseline_in_force`), or None.
    """
    findings: list[Diagnostic] = []
    books = Books.open(project, schedule, baseline, findings)
    budget = books.budget()
    findings.extend(check_budget(project, budget, baseline, books.rates))
    findings.extend(check_limits(project, budget, books.rates))
    findings.extend(check_control_totals(project, books.tree, books.costs, books.rates))
    return budget, findings


@frozen
class Books:
    """Everything that the figures are made of."""

    project: Project
    schedule: Schedule
    baseline: Baseline | None
    tree: AccountTree
    rates: Rates
    plan: tuple[CostItem, ...]
    planned: Dates
    earned: Earned
    start: int
    finish: int
    ledger: Ledger
    costs: Costs
    committed: Mapping[str, Decimal]
    excluded: list[Excluded]

    @classmethod
    def open(
        cls, project: Project, schedule: Schedule, baseline: Baseline | None, findings: list[Diagnostic]
    ) -> "Books":
        """Read everything; findings grow."""
        status = project.settings.status_instant
        day = day_number(project.settings.status_date) if baseline is None else baseline.day
        tree, rates = read_accounts(project), read_rates(project, day)
        cards = read_rate_cards(project, schedule)
        excluded: list[Excluded] = []
        costs = PlanCosts(project, schedule, tree, rates, cards, findings, excluded)
        plan = costs.items()
        measured: tuple[CostItem, ...] = ()
        planned: Dates = schedule
        start, finish = schedule.start, schedule.finish
        if baseline is None and plan:
            planned = without_progress(schedule)
            measured = costs.at(planned).items()
            start, finish = planned.start, planned.finish
        elif baseline is not None:
            measured = frozen_items(baseline, plan, costs)
            start, finish = baseline.start, baseline.finish
        ledger = Ledger(
            project,
            tree,
            rates,
            cards,
            costs.account_of,
            status=day_number(project.settings.status_date),
            findings=findings,
            excluded=excluded,
        )
        return cls(
            project=project,
            schedule=schedule,
            baseline=baseline,
            tree=tree,
            rates=rates,
            plan=plan,
            planned=planned,
            earned=Earned.of(project, schedule, status, measured),
            start=start,
            finish=finish,
            ledger=ledger,
            costs=ledger.costs(),
            committed=ledger.committed(),
            excluded=excluded,
        )

    def budget(self) -> Budget:
        """The computed budget."""
        status_day = day_number(self.project.settings.status_date)
        reserves = read_reserves(self.project, self.rates, status_day, self.excluded)
        left = sum((one.left for one in reserves.values() if one.type == "undistributed"), ZERO)
        if self.baseline is not None:
            names = [one.id for one in reserves.values() if one.type == "undistributed"]
            left = undistributed(self.baseline, names, self.rates)
        own = self._own(left)
        rolled = self.tree.rolled_up(own)
        whole = total(rolled[root] for root in self.tree.roots)
        etc, remaining = self._to_complete()
        method = self.project.settings.section("budget").text("eac")
        method = method if method in METHODS else CPI
        new_estimates = None if not self.plan else sum(etc.values(), ZERO)
        outlook = forecast(whole, method, new_estimates)
        at_baseline = sum(self.costs.at_baseline, ZERO)
        expected = self.schedule.finish
        tasks = None if self.baseline is None else dict(self._tasks())
        return Budget(
            currency=self.rates.currency,
            status_date=self.project.settings.status_date,
            baseline=None if self.baseline is None else self.baseline.id,
            performance=whole,
            committed=sum(self.committed.values(), ZERO),
            forecast=outlook,
            variance=split_variance(whole.ev, whole.ac, at_baseline),
            accounts=dict(self._accounts(own, rolled, etc, method)),
            make_tasks=lambda: dict(self._tasks()) if tasks is None else tasks,
            make_curve=lambda: s_curve(
                measured=self.earned.items,
                plan=self.plan,
                earned=self.earned,
                costs=self.costs,
                remaining=remaining,
                etc=outlook.etc,
                status_day=status_day,
            ),
            make_time=lambda: time_performance(
                self.earned, self.start, self.finish, expected, self.schedule.calendar
            ),
            reserves=reserves,
            ladder=Ladder(
                distributed=whole.bac - left,
                undistributed=left,
                contingency=sum((one.left for one in reserves.values() if one.type == "contingency"), ZERO),
                management=sum((one.left for one in reserves.values() if one.type == "management"), ZERO),
            ),
            funding=funding(self.project, self.rates, self.excluded),
            excluded=tuple(self.excluded),
            unbaselined=tuple(id_ for id_, task in (tasks or {}).items() if not task.baselined),
            removed_work=self._removed(),
            make_outlook=self._outlook,
        )

    # -- sums ------------------------------------------------------------------------------------------------

    def _sums(
        self, of_item: Callable[[CostItem], _Key | None], of_costs: Iterable[_Key | None]
    ) -> dict[_Key, Performance]:
        """Performance by what a planned amount and a cost belong to."""
        found: dict[_Key, list[Decimal]] = {}
        status = self.earned.status
        for item in self.earned.items:
            key = of_item(item)
            if key is not None:
                sums = found.setdefault(key, [ZERO, ZERO, ZERO, ZERO])
                sums[0] += item.amount
                sums[1] += item.phased.value_at(status)
                sums[2] += self.earned.value(item)
        for key, amount in self.costs.by(of_costs).items():
            if key is not None:
                found.setdefault(key, [ZERO, ZERO, ZERO, ZERO])[3] = amount
        return {key: Performance(*sums) for key, sums in found.items()}

    def _own(self, left: Decimal) -> dict[str, Performance]:
        """What each account holds itself."""
        own = self._sums(lambda item: item.account, self.costs.accounts)
        if left:
            own[UNDISTRIBUTED] = Performance(left, ZERO, ZERO, ZERO)
        return own

    def _accounts(
        self,
        own: Mapping[str, Performance],
        rolled: Mapping[str, Performance],
        etc: Mapping[str, Decimal],
        method: str,
    ) -> Iterator[tuple[str, AccountBudget]]:
        """The accounts; of the two that stand for none those that hold something."""
        for id_, account in self.tree.accounts.items():
            if account.record is None and rolled[id_] == NOTHING and not self.committed.get(id_):
                continue
            under = self.tree.under(id_)
            estimates = sum((etc.get(below, ZERO) for below in under), ZERO) if self.plan else None
            yield (
                id_,
                AccountBudget(
                    id=id_,
                    name=account.name,
                    parent=account.parent,
                    depth=account.depth,
                    manager=account.manager,
                    own=own.get(id_, NOTHING),
                    performance=rolled[id_],
                    committed_own=self.committed.get(id_, ZERO),
                    committed=sum((self.committed.get(below, ZERO) for below in under), ZERO),
                    forecast=forecast(rolled[id_], method, estimates),
                ),
            )

    def _tasks(self) -> Iterator[tuple[str, TaskBudget]]:
        sums = self._sums(lambda item: item.task, self.costs.tasks)
        planned: dict[str, Decimal] = {}
        for item in self.plan:
            if item.task is not None:
                planned[item.task] = planned.get(item.task, ZERO) + item.amount
        for id_, scheduled in self.schedule.tasks.items():
            record = self.project.get(id_, "task")
            if record is None or (id_ not in sums and id_ not in planned):
                continue
            yield (
                id_,
                TaskBudget(
                    id=id_,
                    method=method_of(record, scheduled),
                    share=self.earned.share(id_),
                    performance=sums.get(id_, NOTHING),
                    planned_cost=planned.get(id_, ZERO),
                    baselined=self.baseline is None or id_ in self.baseline.tasks,
                ),
            )

    def _removed(self) -> dict[str, Performance]:
        ids = {item.task for item in self.earned.items if item.task is not None} - self.schedule.tasks.keys()
        sums = self._sums(lambda item: item.task, self.costs.tasks) if ids else {}
        return {id_: one for id_, one in sums.items() if id_ in ids}

    def _outlook(self, budget: Budget) -> "Outlook":
        from milepost.budget.delay import cost_of_delay
        from milepost.budget.labour_variance import labour_variances
        from milepost.budget.line_forecast import line_forecasts
        from milepost.budget.outlook import compute_outlook

        costs = self.costs
        quiet = replace(self.ledger, findings=[], excluded=[])
        orders = {order.id: amount for order, amount in quiet.open_orders()}
        work = self._sums(
            lambda item: (item.account, item.task or item.source),
            ((account, task or "") for account, task in zip(costs.accounts, costs.tasks, strict=True)),
        )
        outlook = compute_outlook(self.project, self.schedule, self.baseline, budget, self.rates, work)
        return replace(
            outlook,
            labour=labour_variances(quiet, self.earned, self.plan, self._as_planned),
            lines=line_forecasts(quiet, self.earned, self.plan, orders),
            delay=cost_of_delay(
                self.project, self.rates, self.earned, self.plan, (self.finish, self.schedule.finish)
            ),
        )

    def _as_planned(self, task: str) -> DatedTask | None:
        """A task at the dates of the baseline, or at those of the plan without progress."""
        scheduled = self.schedule.tasks.get(task)
        frozen = None if self.baseline is None else self.baseline.tasks.get(task)
        if scheduled is None or frozen is None:
            return self.planned.tasks.get(task)
        return PlannedTask(task, scheduled.type, scheduled.calendar, frozen.start, frozen.finish)

    # -- what remains ----------------------------------------------------------------------------------------

    def _to_complete(self) -> tuple[dict[str, Decimal], list[Phased]]:
        """By account what the rest costs by the current plan, and when."""
        etc: dict[str, Decimal] = {}
        remaining: list[Phased] = []
        for item in self.plan:
            phased = self._rest_of(item)
            if phased is not None:
                etc[item.account] = etc.get(item.account, ZERO) + phased.amount
                remaining.append(phased)
        return etc, remaining

    def _rest_of(self, item: CostItem) -> Phased | None:
        """What remains of a planned amount, from the status date on."""
        status, calendar = self.earned.status, item.phased.calendar
        record = None if item.task is None else self.project.get(item.task, "task")
        scheduled = None if item.task is None else self.schedule.tasks.get(item.task)
        if record is None or scheduled is None or self.earned.by_time(record.id):
            left = item.amount - item.phased.value_at(status)
        else:
            share = self.earned.share(record.id)
            rest = ONE - share
            if item.kind == LABOUR and record.has("progress"):
                rest = remaining_share(record, scheduled, share, planned_minutes(record, scheduled))
            left = exact(item.amount * rest)
        if not left:
            return None
        start = max(status, item.phased.start)
        return Phased(calendar, (Segment(start, max(start, item.phased.finish), left),))
