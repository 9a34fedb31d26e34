"""What the current plan costs: every planned amount with its task, its account and its spread over time.

A task's budget is its fixed cost, the budget lines linked to it, and the labour of its assignments at the
rates of their days. Labour is never counted twice: a budget line of the category labour stands in place of
the computed labour of its task or, when it names only an account, of the tasks booked on that account.

A line without a task is spread by its own dates and curve, and is earned as that time passes. The budget
written at an account counts only when nothing else is planned on it or below it: it is then shared among its
tasks by planned duration, or spread over the project when it has none.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from milepost.budget import computed_rules as rules
from milepost.budget.accounts import UNASSIGNED, UNDISTRIBUTED, AccountTree
from milepost.budget.currency import Rates
from milepost.budget.excluded import Excluded, without_rate
from milepost.budget.labour import (
    Assignment,
    RateCards,
    assignments_of,
    depends_on_dates,
    planned_minutes,
    priced,
)
from milepost.budget.phasing import Phased, Segment, exact, level
from milepost.budget.planned_dates import DatedTask, Dates
from milepost.diagnostics import Diagnostic, Note
from milepost.frozen import field, frozen, replace
from milepost.project import Project, Record
from milepost.schedule.instants import MINUTES_PER_DAY, Day, Instant, date_of, day_number
from milepost.source.fields import Fields
from milepost.source.units import Money, day

ZERO = Decimal(0)
CENT = Decimal("0.01")
LABOUR = "labour"


@frozen
class CostItem:
    """A planned amount in the project's currency.

    Attributes:
        source: Id of the record that it comes from.
        kind: "labour", "fixed", "line", "account" or "baseline".
        task: Id of the task that earns it, or None when it is earned as time passes.
        account: Id of the account that carries it.
        phased: The amount with its spread over time.
    """

    source: str
    kind: str
    task: str | None
    account: str
    phased: Phased

    @property
    def amount(self) -> Decimal:
        """The planned amount."""
        return self.phased.amount


@frozen
class PlanCosts:
    """Reads the planned amounts of a project.

    Attributes:
        project: The project.
        schedule: Its schedule, or other dates for its tasks.
        tree: Its accounts.
        rates: Its exchange rates.
        cards: Its hourly rates.
        findings: Grows while amounts are read.
        excluded: Grows by the amounts that cannot be converted.
    """

    project: Project
    schedule: Dates
    tree: AccountTree
    rates: Rates
    cards: RateCards
    findings: list[Diagnostic]
    excluded: list[Excluded]
    _made: dict[str, tuple[DatedTask, tuple[CostItem, ...]]] = field(default_factory=dict, repr=False)
    """Id of a task to its dates and what it costs at them."""
    _work: dict[str, tuple[Assignment, ...]] = field(default_factory=dict, repr=False)
    """Id of a task to who works how much on it, of tasks where that is the same at all dates."""

    def at(self, dates: Dates) -> "PlanCosts":
        """The same plan at other dates; what is wrong with it has been said."""
        return replace(self, schedule=dates, findings=[], excluded=[])

    def items(self) -> tuple[CostItem, ...]:
        """Every planned amount, in the order of the files."""
        lines = tuple(self._lines())
        found = [*self._tasks(_labour_lines(self.project)), *lines]
        found.extend(self._account_budgets(found))
        return tuple(found)

    def account_of(self, task: Record | None) -> str:
        """The account of a task: its own, else that of the nearest summary above it."""
        while task is not None:
            if account := task.text("account"):
                return self.tree.known(account)
            task = task.parent
        return UNASSIGNED

    # -- tasks -----------------------------------------------------------------------------------------------

    def _tasks(self, labour_lines: Mapping[str, Record]) -> Iterator[CostItem]:
        warned: set[str] = set()
        for task in self.project.all("task"):
            scheduled = self.schedule.tasks.get(task.id)
            if scheduled is None:
                continue
            before, items = self._made.get(task.id, (None, ()))
            if before is None or (before.start, before.finish) != (scheduled.start, scheduled.finish):
                items = tuple(self._costs_of(task, scheduled, labour_lines, warned))
                self._made[task.id] = (scheduled, items)
            yield from items

    def _costs_of(
        self, task: Record, scheduled: DatedTask, labour_lines: Mapping[str, Record], warned: set[str]
    ) -> Iterator[CostItem]:
        cost = task.money("cost")
        has_labour = self.cards.by_id and scheduled.type != "summary" and task.has("assignments")
        account = self.account_of(task) if has_labour or cost is not None else UNASSIGNED
        if cost is not None and (amount := self._planned(cost, task, "cost")) is not None:
            phased = level(scheduled.calendar, scheduled.start, scheduled.finish, amount)
            yield CostItem(task.id, "fixed", task.id, account, phased)
        segments = tuple(self._labour(task, scheduled)) if has_labour else ()
        line = labour_lines.get(task.id) or labour_lines.get(account)
        if segments and line is not None:
            if line.id not in warned:
                self.findings.append(_labour_twice(task, line))
                warned.add(line.id)
        elif segments:
            yield CostItem(task.id, LABOUR, task.id, account, Phased(scheduled.calendar, segments))

    def _labour(self, task: Record, scheduled: DatedTask) -> Iterator[Segment]:
        for assignment in self._assignments(task, scheduled):
            missing = False
            for span in priced(assignment, scheduled, self.cards):
                if span.rate is None:
                    missing = missing or span.hours > 0
                    continue
                rate = self._planned(span.rate, task, "assignments")
                if rate is not None and span.hours:
                    yield Segment(span.start, span.finish, exact(span.hours * rate))
            if missing:
                place = task.item_span("assignments", assignment.index)
                message = (
                    f"{assignment.who} has no rate for the time of {task.id}, so their work costs nothing"
                )
                self.findings.append(rules.LABOUR_WITHOUT_RATE.at(place, message, record=task.id))

    def _assignments(self, task: Record, scheduled: DatedTask) -> tuple[Assignment, ...]:
        found = self._work.get(task.id)
        if found is None:
            found = assignments_of(task, scheduled)
            if not depends_on_dates(task):
                self._work[task.id] = found
        return found

    # -- budget lines ----------------------------------------------------------------------------------------

    def _lines(self) -> Iterator[CostItem]:
        for line in self.project.all("budget_line"):
            money = line.money("amount")
            amount = None if money is None else self._planned(money, line, "amount")
            if amount is None:
                continue
            task = self.schedule.tasks.get(line.text("task"))
            account = self.tree.known(line.text("account"))
            id_ = None if task is None else task.id
            yield CostItem(line.id, "line", id_, account, self._phased(line, task, amount))

    def _phased(self, line: Record, task: DatedTask | None, amount: Decimal) -> Phased:
        where: Dates | DatedTask = self.schedule if task is None else task
        phasing = line.part("phasing")
        if phasing is None:
            return level(where.calendar, where.start, where.finish, amount)
        periods = tuple(_periods(phasing))
        whole = sum((part for _, _, part in periods), ZERO)
        if whole:
            return Phased(where.calendar, _shares(periods, amount, whole))
        start, finish = phasing.start("from"), phasing.finish("to")
        begin = where.start if start is None else start
        end = where.finish if finish is None else finish
        return level(where.calendar, begin, end, amount, phasing.text("curve") or "linear")

    # -- accounts --------------------------------------------------------------------------------------------

    def _account_budgets(self, found: list[CostItem]) -> Iterator[CostItem]:
        planned: dict[str, Decimal] = {}
        for item in found:
            planned[item.account] = planned.get(item.account, ZERO) + item.amount
        for id_, account in reversed(tuple(self.tree.accounts.items())):
            if account.budget is None or account.record is None:
                continue
            amount = self._planned(account.budget, account.record, "budget")
            if amount is None:
                continue
            under = [below for below in self.tree.under(id_) if below in planned]
            if not under:
                planned[id_] = amount
                yield from self._shared(id_, amount)
                continue
            below_it = sum((planned[below] for below in under), ZERO)
            if abs(below_it - amount) >= CENT:
                currency = self.rates.currency
                message = (
                    f"{id_} has a budget of {account.budget}, and {below_it:.2f} {currency} is planned on it"
                )
                place = account.record.span("budget")
                self.findings.append(rules.ACCOUNT_BUDGET_DIFFERS.at(place, message, record=id_))

    def _shared(self, account: str, amount: Decimal) -> Iterator[CostItem]:
        under = set(self.tree.under(account))
        weights: list[tuple[DatedTask, str, Decimal]] = []
        for task in self.project.all("task"):
            scheduled = self.schedule.tasks.get(task.id)
            own = self.account_of(task)
            if own in under and scheduled is not None and scheduled.type != "summary":
                weights.append((scheduled, own, planned_minutes(task, scheduled)))
        whole = sum((weight for _, _, weight in weights), ZERO)
        if not whole:
            phased = level(self.schedule.calendar, self.schedule.start, self.schedule.finish, amount)
            yield CostItem(account, "account", None, account, phased)
            return
        left = amount
        working = [entry for entry in weights if entry[2]]
        for scheduled, own, weight in working:
            part = left if scheduled is working[-1][0] else exact(amount * weight / whole)
            left -= part
            phased = level(scheduled.calendar, scheduled.start, scheduled.finish, part)
            yield CostItem(account, "account", scheduled.id, own, phased)

    # -- money -----------------------------------------------------------------------------------------------

    def _planned(self, money: Money, record: Record, key: str) -> Decimal | None:
        """An amount at the baseline rate; None, and noted as left out, when there is none."""
        amount = self.rates.at_baseline(money)
        if amount is None:
            self.excluded.append(without_rate(record, key, money))
            return None
        return exact(amount)


def month_span(text: str) -> tuple[Instant, Instant] | None:
    """The instants at which a month such as 2026-07 begins and ends."""
    first = day(f"{text}-01")
    if first is None:
        return None
    start = day_number(first)
    return start * MINUTES_PER_DAY, (end_of_month(start) + 1) * MINUTES_PER_DAY


def end_of_month(day_: Day) -> Day:
    """The last day of the month of a day."""
    at = date_of(day_)
    if at.month == 12:
        return day_number(at.replace(day=31))
    return day_number(at.replace(day=1, month=at.month + 1)) - 1


def _labour_lines(project: Project) -> dict[str, Record]:
    """Task or account to the first labour line that stands in place of computed labour."""
    found: dict[str, Record] = {}
    for line in project.all("budget_line"):
        if line.text("category") == LABOUR:
            found.setdefault(line.text("task") or line.text("account"), line)
    found.pop("", None)
    found.pop(UNASSIGNED, None)
    found.pop(UNDISTRIBUTED, None)
    return found


def _labour_twice(task: Record, line: Record) -> Diagnostic:
    where = "task" if line.text("task") else "account"
    message = (
        f"{line.id} plans labour that assignments with rates plan too; for its {where} only the line counts"
    )
    note = Note(task.span("assignments"), f"{task.id} has assignments with rates")
    return rules.LABOUR_PLANNED_TWICE.at(line.span("category"), message, notes=(note,), record=line.id)


def _periods(phasing: Fields) -> Iterator[tuple[Instant, Instant, Decimal]]:
    for entry in phasing.parts("periods"):
        span, money = month_span(entry.text("period")), entry.money("amount")
        if span is not None and money is not None:
            yield (*span, money.amount)


def _shares(
    periods: tuple[tuple[Instant, Instant, Decimal], ...], amount: Decimal, whole: Decimal
) -> tuple[Segment, ...]:
    """The amount shared as the periods say; they add up to it whatever they add up to themselves."""
    segments, left = [], amount
    for index, (start, finish, part) in enumerate(periods):
        share = left if index == len(periods) - 1 else exact(amount * part / whole)
        left -= share
        segments.append(Segment(start, finish, share))
    return tuple(segments)
