"""Why a figure of the budget is what it is: its formula, its inputs and where they stand, the result."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from types import MappingProxyType

from milepost.budget.baseline import Baseline
from milepost.budget.compute import Books
from milepost.budget.earning import PERCENT
from milepost.budget.evm import BOTTOM_UP, CPI, CPI_SPI, REMAINING_AT_BUDGET, Forecast, Performance
from milepost.budget.model import Budget
from milepost.budget.plan_costs import CostItem
from milepost.budget.progress import method_of
from milepost.diagnostics import Span
from milepost.frozen import frozen
from milepost.project import Project, Record
from milepost.schedule.model import Schedule

ZERO = Decimal(0)


@frozen
class Figure:
    """A figure that can be asked for.

    Attributes:
        name: Its usual abbreviation.
        title: Its full name.
        formula: How it is computed, in the abbreviations of its inputs.
        inputs: The abbreviations of what it is computed from, down to BAC, PV, EV and AC.
        money: Whether it is an amount; else it is an index.
    """

    name: str
    title: str
    formula: str
    inputs: tuple[str, ...]
    money: bool


def _money(name: str, title: str, formula: str, *inputs: str) -> Figure:
    return Figure(name, title, formula, inputs, money=True)


def _index(name: str, title: str, formula: str, *inputs: str) -> Figure:
    return Figure(name, title, formula, inputs, money=False)


FIGURES: Mapping[str, Figure] = MappingProxyType(
    {
        one.name.lower(): one
        for one in (
            _money(
                "BAC", "Budget at completion", "the budgets of all work and of undistributed budget", "BAC"
            ),
            _money("PV", "Planned value", "the budget of the work that was to be done by now", "PV"),
            _money("EV", "Earned value", "the budget of the work that is done", "EV"),
            _money("AC", "Actual cost", "ledger entries and priced timesheets up to the status date", "AC"),
            _money("CV", "Cost variance", "EV - AC", "EV", "AC"),
            _money("SV", "Schedule variance", "EV - PV", "EV", "PV"),
            _index("CPI", "Cost performance index", "EV / AC", "EV", "AC"),
            _index("SPI", "Schedule performance index", "EV / PV", "EV", "PV"),
            _money("EAC", "Estimate at completion", "", "BAC", "EV", "AC"),
            _money("ETC", "Estimate to complete", "EAC - AC", "BAC", "EV", "AC"),
            _money("VAC", "Variance at completion", "BAC - EAC", "BAC", "EV", "AC"),
            _index("TCPI", "To-complete performance index", "(BAC - EV) / (BAC - AC)", "BAC", "EV", "AC"),
        )
    }
)
"""Abbreviation in small letters to figure."""

EAC_FORMULAS = MappingProxyType(
    {
        CPI: "BAC / CPI",
        REMAINING_AT_BUDGET: "AC + (BAC - EV)",
        CPI_SPI: "AC + (BAC - EV) / (CPI x SPI)",
        BOTTOM_UP: "AC + new estimates of what remains",
    }
)


@frozen
class Part:
    """One input of a sum.

    Attributes:
        label: What it is.
        amount: What it contributes.
        note: What else there is to say: what it is a share of, how it is earned.
        places: Where it is written; the first is that of the amount.
    """

    label: str
    amount: Decimal
    note: str
    places: tuple[Span, ...]


@frozen
class Sum:
    """An input with everything it is the sum of.

    Attributes:
        name: BAC, PV, EV or AC.
        amount: The sum.
        parts: What it is made of, in the order of the files; parts of nothing are left out.
    """

    name: str
    amount: Decimal
    parts: tuple[Part, ...]


@frozen
class Accounted:
    """A figure explained, or an account with all its figures.

    Attributes:
        title: What is explained.
        currency: ISO 4217 code of every amount.
        performance: BAC, PV, EV and AC.
        forecast: The estimates at completion.
        figures: The figures asked for.
        sums: Their inputs.
        place: Where the account is written; None for the project.
    """

    title: str
    currency: str
    performance: Performance
    forecast: Forecast
    figures: tuple[Figure, ...]
    sums: tuple[Sum, ...]
    place: Span | None

    def value(self, name: str) -> Decimal | None:
        """A figure by its abbreviation; None where it is not defined."""
        it, outlook = self.performance, self.forecast
        values = {
            "BAC": it.bac,
            "PV": it.pv,
            "EV": it.ev,
            "AC": it.ac,
            "CV": it.cv,
            "SV": it.sv,
            "CPI": it.cpi,
            "SPI": it.spi,
            "EAC": outlook.selected,
            "ETC": outlook.etc,
            "VAC": outlook.vac,
            "TCPI": it.tcpi_bac,
        }
        return values[name]


def explain_figure(
    project: Project, schedule: Schedule, baseline: Baseline | None, budget: Budget, name: str
) -> Accounted:
    """Explain a figure of the project.

    Args:
        project: The project.
        schedule: Its schedule.
        baseline: The baseline in force, or None.
        budget: Its computed budget.
        name: A key of FIGURES.
    """
    figure = FIGURES[name]
    books = _Traced(Books.open(project, schedule, baseline, []), lambda _: True, budget.ladder.undistributed)
    return Accounted(
        title=f"{figure.title} ({figure.name})",
        currency=budget.currency,
        performance=budget.performance,
        forecast=budget.forecast,
        figures=(figure,),
        sums=tuple(books.sum(one) for one in figure.inputs),
        place=None,
    )


def explain_account(
    project: Project, schedule: Schedule, baseline: Baseline | None, budget: Budget, account: str
) -> Accounted:
    """Explain all figures of an account with those below it.

    Args:
        project: The project.
        schedule: Its schedule.
        baseline: The baseline in force, or None.
        budget: Its computed budget.
        account: Its id.
    """
    found = budget.accounts[account]
    opened = Books.open(project, schedule, baseline, [])
    under = frozenset(opened.tree.under(account))
    books = _Traced(opened, under.__contains__, ZERO)
    record = project.get(account, "account")
    return Accounted(
        title=f"{found.id} {found.name}",
        currency=budget.currency,
        performance=found.performance,
        forecast=found.forecast,
        figures=tuple(FIGURES.values()),
        sums=tuple(books.sum(name) for name in ("BAC", "PV", "EV", "AC")),
        place=None if record is None else record.span(),
    )


@frozen
class _Traced:
    """Finds what a sum is made of.

    Attributes:
        books: Everything the figures are made of.
        counts: Whether an account counts.
        undistributed: Budget that no account has yet; nothing where it does not count.
    """

    books: Books
    counts: Callable[[str], bool]
    undistributed: Decimal

    def sum(self, name: str) -> Sum:
        """A sum with its parts."""
        parts = tuple(part for part in self._parts(name) if part.amount)
        return Sum(name, sum((part.amount for part in parts), ZERO), parts)

    def _parts(self, name: str) -> Iterator[Part]:
        if name == "AC":
            yield from self._costs()
            return
        earned = self.books.earned
        value: Mapping[str, Callable[[CostItem], Decimal]] = {
            "BAC": lambda item: item.amount,
            "PV": lambda item: item.phased.value_at(earned.status),
            "EV": earned.value,
        }
        grouped: dict[str, list[CostItem]] = {}
        for item in earned.items:
            if self.counts(item.account):
                grouped.setdefault(item.task or item.source, []).append(item)
        for id_, items in grouped.items():
            amount = sum(map(value[name], items), ZERO)
            whole = sum((item.amount for item in items), ZERO)
            yield self._part(name, id_, items, amount, whole)
        if name == "BAC" and self.undistributed:
            places = (
                one.span("amount")
                for one in self.books.project.all("reserve")
                if one.text("type") == "undistributed"
            )
            yield Part("Undistributed budget", self.undistributed, "", tuple(places))

    def _part(self, name: str, id_: str, items: list[CostItem], amount: Decimal, whole: Decimal) -> Part:
        project, schedule = self.books.project, self.books.schedule
        record = project.by_id.get(id_)
        title = id_ if record is None or not record.title else f"{id_} {record.title}"
        note = "" if name == "BAC" else f"of {whole:,.2f}"
        places = list(self._budget_places(items))
        if name == "EV":
            task, scheduled = (
                project.get(items[0].task or "", "task"),
                schedule.tasks.get(items[0].task or ""),
            )
            if task is not None and scheduled is not None:
                method = method_of(task, scheduled)
                share = f"{100 * amount / whole:.1f}".removesuffix(".0") if whole else "0"
                note += f", {share}% earned by {method}"
                gate = self.books.earned.gate(task) if method == PERCENT else None
                note += "" if gate is None else f", at most {gate.percent}% until {gate.until}"
                places += [task.span("progress")] if task.has("progress") else []
            elif items[0].task is not None:
                note += ", no longer planned"
            else:
                note += ", earned as time passes"
        return Part(title, amount, note, tuple(places))

    def _budget_places(self, items: Iterable[CostItem]) -> Iterator[Span]:
        """Where the budgets are written: in the baseline, or at the tasks, lines and accounts."""
        project, baseline = self.books.project, self.books.baseline
        seen: set[tuple[str, int]] = set()
        for item in items:
            place = None
            if baseline is not None:
                group = "tasks" if item.task is not None else "accounts"
                part = baseline.record.part(group)
                key = item.task if item.task is not None else item.source
                inner = None if part is None else part.part(key)
                if inner is not None and inner.has("budget"):
                    place = inner.span("budget")
                elif part is not None and part.has(key):
                    place = part.span(key)
            else:
                record = project.by_id.get(item.source)
                place = None if record is None else _amount_place(record, item.kind)
            if place is not None and (place.file, place.line) not in seen:
                seen.add((place.file, place.line))
                yield place

    def _costs(self) -> Iterator[Part]:
        for record, cost in self.books.ledger.traced():
            if not self.counts(cost.account):
                continue
            if record.kind == "timesheet":
                label = f"{record.text('date')} {record.text('person')}, {record.raw('hours')} h"
                yield Part(label, cost.amount, record.text("task"), (record.span("hours"),))
                continue
            what = record.text("supplier") or record.text("description") or record.text("category")
            label = " ".join(filter(None, (record.text("date"), str(record.raw("document") or ""), what)))
            note = (
                "" if cost.amount == cost.at_baseline else f"{record.money('amount')} at the rate of its day"
            )
            yield Part(label, cost.amount, note, (record.span("amount"),))


def _amount_place(record: Record, kind: str) -> Span:
    keys = {"labour": "assignments", "fixed": "cost", "account": "budget"}
    return record.span(keys.get(kind, "amount"))
