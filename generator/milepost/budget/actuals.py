"""What was spent and what is promised: ledger entries, priced timesheets and open orders, by account."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from milepost.budget import computed_rules as rules
from milepost.budget.accounts import AccountTree
from milepost.budget.cost import Cost, Costs
from milepost.budget.currency import Rates
from milepost.budget.excluded import Excluded, Why, without_rate
from milepost.budget.labour import RateCards
from milepost.budget.phasing import exact
from milepost.diagnostics import Diagnostic
from milepost.frozen import frozen
from milepost.project import Project, Record
from milepost.schedule.instants import Day, day_number, day_of
from milepost.source.units import Money

if TYPE_CHECKING:
    from milepost.budget.line_costs import LineCosts

ZERO = Decimal(0)
_COMMITTED = frozenset({"ordered", "delivered", ""})


@frozen
class Ledger:
    """Reads what was spent up to the status date.

    Attributes:
        project: The project.
        tree: Its accounts.
        rates: Its exchange rates.
        cards: Its hourly rates.
        account_of: Gives the account of a task.
        status: The status date.
        findings: Grows while costs are read.
        excluded: Grows by what is in no figure.
    """

    project: Project
    tree: AccountTree
    rates: Rates
    cards: RateCards
    account_of: Callable[[Record | None], str]
    status: Day
    findings: list[Diagnostic]
    excluded: list[Excluded]

    def costs(self) -> Costs:
        """Every cost up to the status date: ledger entries, timesheets, then the lines of CSV files."""
        project = self.project
        entries, sheets = [*project.written("actual")], [*project.written("timesheet")]
        if not project.lines("actual") and not project.lines("timesheet"):
            return Costs.of((*self._entries(entries), *self._timesheets(sheets)))
        plain = self._by_column()
        costs: list[Costs] = []
        for lines in project.lines("actual"):
            found, others = plain.entries(lines)
            costs.append(found)
            entries += (lines.record(line) for line in others)
        for lines in project.lines("timesheet"):
            found, others = plain.timesheets(lines)
            costs.append(found)
            sheets += (lines.record(line) for line in others)
        return Costs.joined((Costs.of((*self._entries(entries), *self._timesheets(sheets))), *costs))

    def traced(self) -> Iterator[tuple[Record, Cost]]:
        """Every cost with the record it comes from; slower than `costs`, and only needed to explain them."""
        for kind, read in (("actual", self._entries), ("timesheet", self._timesheets)):
            for record in self.project.all(kind):
                yield from ((record, cost) for cost in read((record,)))

    def with_texts(self, kind: str, fields: Sequence[str]) -> Iterator[tuple[tuple[str, ...], Cost]]:
        """Every cost of a kind with some of its fields as they are written; empty texts where they are not.

        Args:
            kind: "actual" or "timesheet".
            fields: Names of fields that hold ids, words or numbers.
        """
        read = self._entries if kind == "actual" else self._timesheets
        single = list(self.project.written(kind))
        for lines in self.project.lines(kind):
            plain = self._by_column()
            costs, others = plain.entries(lines) if kind == "actual" else plain.timesheets(lines)
            single += (lines.record(line) for line in others)
            left = frozenset(others)
            rows = [line for line in range(lines.table.size) if line not in left]
            columns = [lines.table.column(name) for name in fields]
            for line, cost in zip(rows, costs, strict=True):
                yield tuple(column[line] for column in columns), cost
        for record in single:
            texts = tuple("" if record.raw(name) is None else str(record.raw(name)) for name in fields)
            yield from ((texts, cost) for cost in read((record,)))

    def _by_column(self) -> "LineCosts":
        from milepost.budget.line_costs import LineCosts

        return LineCosts(self.rates, self.cards.on, self._account_named, self.status)

    def committed(self) -> dict[str, Decimal]:
        """By account, what open orders still cost."""
        found: dict[str, Decimal] = {}
        for order, amount in self.open_orders():
            account = self._account(order)
            found[account] = found.get(account, ZERO) + amount
        return found

    def open_orders(self) -> Iterator[tuple[Record, Decimal]]:
        """The open orders with what they still cost: their value less what was invoiced.

        Where an order does not say what was invoiced, the ledger entries that name it do. Orders placed after
        the status date are not counted.
        """
        status = self.status
        invoiced = self._invoiced()
        for order in self.project.all("commitment"):
            money, ordered = order.money("amount"), order.date("ordered")
            if money is None or order.text("status") not in _COMMITTED:
                continue
            if ordered is not None and day_number(ordered) > status:
                continue
            whole = self.rates.at_day(money, status)
            if whole is None:
                self.excluded.append(without_rate(order, "amount", money))
                continue
            said = order.money("invoiced")
            paid = self.rates.at_day(said, status) if said is not None else invoiced.get(order.id)
            yield order, max(exact(whole) - (paid or ZERO), ZERO)

    def _entries(self, entries: Iterable[Record]) -> Iterator[Cost]:
        for entry in entries:
            money = entry.money("amount")
            day = None if money is None else self._booked(entry, "amount", "")
            if money is None or day is None:
                continue
            cost = self._cost(entry, day, money)
            if cost is None:
                self.excluded.append(without_rate(entry, "amount", money))
            else:
                yield cost

    def _timesheets(self, sheets: Iterable[Record]) -> Iterator[Cost]:
        warned: set[str] = set()
        for sheet in sheets:
            hours, who = sheet.decimal("hours"), sheet.text("person")
            day = None if hours is None else self._booked(sheet, "hours", " h")
            if hours is None or day is None:
                continue
            rate = self.cards.on(who, day)
            if rate is None:
                self.excluded.append(Excluded(sheet, "hours", f"{hours} h", Why.NO_HOURLY_RATE))
                if who not in warned and self.project.get(who, "person"):
                    warned.add(who)
                    message = f"{who} has no rate on {sheet.text('date')}, so their hours cost nothing"
                    place = sheet.span("person")
                    self.findings.append(
                        rules.LABOUR_WITHOUT_RATE.at(place, message, record=sheet.id or None)
                    )
                continue
            money = Money(rate.amount * hours, rate.currency)
            cost = self._cost(sheet, day, money)
            if cost is None:
                self.excluded.append(without_rate(sheet, "hours", money))
            else:
                yield cost

    def _booked(self, record: Record, key: str, unit: str) -> Day | None:
        """The day of booking; None, and noted as left out, when there is none or it lies ahead."""
        at = record.start("date")
        if at is not None and day_of(at) <= self.status:
            return day_of(at)
        why = Why.NO_DATE if at is None else Why.AFTER_STATUS_DATE
        self.excluded.append(Excluded(record, key, f"{record.raw(key)}{unit}", why))
        return None

    def _cost(self, record: Record, day: Day, money: Money) -> Cost | None:
        amount = self.rates.at_day(money, day)
        if amount is None:
            return None
        baseline = self.rates.at_baseline(money)
        at_baseline = amount if baseline is None else baseline
        task = record.text("task") or None
        return Cost(day, task, self._account(record), exact(amount), exact(at_baseline))

    def _account(self, record: Record) -> str:
        """The account that a record names, else that of its budget line, else that of its task."""
        named = record.text("account")
        line = (
            self.project.get(record.text("line"), "budget_line") if not named and record.has("line") else None
        )
        if line is not None:
            named = line.text("account")
        return self._account_named(named, record.text("task"))

    def _account_named(self, account: str, task: str) -> str:
        return self.tree.known(account) if account else self.account_of(self.project.get(task, "task"))

    def _invoiced(self) -> dict[str, Decimal]:
        """By order, what the ledger holds for it."""
        found: dict[str, Decimal] = {}
        of_lines = (
            lines.record(line)
            for lines in self.project.lines("actual")
            for line, order in enumerate(lines.table.columns.get("commitment", ()))
            if order
        )
        for entry in (*self.project.written("actual"), *of_lines):
            order = entry.text("commitment")
            if not order:
                continue
            money, at = entry.money("amount"), entry.start("date")
            if money is not None and at is not None and day_of(at) <= self.status:
                amount = self.rates.at_day(money, day_of(at))
                found[order] = found.get(order, ZERO) + exact(amount or ZERO)
        return found
