"""Rows of a spreadsheet, and those of its sheets that list single things: entries, budget lines, labour."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from milepost.budget.booked import Booked
from milepost.budget.labour_variance import LabourVariance
from milepost.budget.model import Budget
from milepost.frozen import frozen

FIRST = 4
"""The row, counted as a spreadsheet does, at which values begin."""
Value = str | Decimal | date | None


@frozen
class Formula:
    """A formula, and what it gives, for readers that do not compute."""

    text: str
    value: Decimal | None


@frozen
class Line:
    """A row: its cells, its level in the outline, and whether it is a sum."""

    cells: Sequence[Value | Formula]
    level: int = 0
    strong: bool = False


ENTRIES = "Entries"
ENTRY_HEAD = ("Date", "Account", "Task", "Document", "Supplier or person", "What for", "As written", "Amount")


def entry_lines(entries: Sequence[Booked]) -> list[Line]:
    """What was booked, one row each, and the sum."""
    lines = [
        Line((one.day, one.account, one.task, one.document, one.who, one.what, one.written, one.amount))
        for one in entries
    ]
    if entries:
        last = FIRST + len(entries) - 1
        total = sum((one.amount for one in entries), Decimal(0))
        lines.append(
            Line(("Sum", *("",) * 6, Formula(f"=SUM(H{FIRST}:H{last})", total)), strong=True),
        )
    return lines


def spent_on(account: str, entries: Sequence[Booked], amount: Decimal) -> Formula:
    """What is booked on an account itself, as a sum over the sheet of entries."""
    last = FIRST + len(entries) - 1
    columns = (f"{ENTRIES}!${column}${FIRST}:${column}${last}" for column in "BH")
    accounts, amounts = columns
    return Formula(f'=SUMIF({accounts},"{account}",{amounts})', amount)


LINE_HEAD = (
    "Line", "Account", "Category", "Budget", "Earned", "Booked", "Ordered", "Forecast", "Variance",
)  # fmt: skip


def budget_lines(budget: Budget) -> list[Line]:
    """The budget lines with their forecasts as formulas."""
    lines = []
    for row, one in enumerate(budget.outlook.lines, FIRST):
        spoken_for = f"F{row}+G{row}"
        if one.by_progress:
            formula = f"=MAX(F{row}+D{row}-E{row},{spoken_for})"
        else:
            unfinished = f"MAX(D{row},{spoken_for})"
            formula = f"=IF(AND(E{row}>=D{row},{spoken_for}>0),{spoken_for},{unfinished})"
        amounts = (one.budget, one.earned, one.booked, one.ordered)
        forecast = Formula(formula, one.forecast)
        variance = Formula(f"=D{row}-H{row}", one.variance)
        lines.append(Line((one.id, one.account, one.category, *amounts, forecast, variance)))
    if lines:
        last = FIRST + len(lines) - 1
        sums = (
            Formula(f"=SUM({name}{FIRST}:{name}{last})", sum(values, Decimal(0)))
            for name, values in _columns(budget).items()
        )
        lines.append(Line(("Sum", "", "", *sums), strong=True))
    return lines


def _columns(budget: Budget) -> Mapping[str, list[Decimal]]:
    lines = budget.outlook.lines
    return {
        "D": [one.budget for one in lines],
        "E": [one.earned for one in lines],
        "F": [one.booked for one in lines],
        "G": [one.ordered for one in lines],
        "H": [one.forecast for one in lines],
        "I": [one.variance for one in lines],
    }


LABOUR_HEAD = (
    "Account", "Hours planned", "Hours earned", "Hours worked", "Earned", "Cost", "Variance", "By hours",
    "By rates",
)  # fmt: skip


def labour_lines(budget: Budget) -> list[Line]:
    """Labour by account, split into hours and rates."""
    lines = [
        _labour(row, id_, one) for row, (id_, one) in enumerate(budget.outlook.labour.accounts.items(), FIRST)
    ]
    if lines:
        last, total = FIRST + len(lines) - 1, budget.outlook.labour.total
        values = (
            total.planned_hours, total.earned_hours, total.hours, total.earned, total.cost, total.variance,
            total.usage, total.rate,
        )  # fmt: skip
        sums = (
            Formula(f"=SUM({name}{FIRST}:{name}{last})", value)
            for name, value in zip("BCDEFGHI", values, strict=True)
        )
        lines.append(Line(("Together", *sums), strong=True))
    return lines


def _labour(row: int, id_: str, one: LabourVariance) -> Line:
    figures = (one.planned_hours, one.earned_hours, one.hours, one.earned, one.cost)
    return Line(
        (
            id_,
            *figures,
            Formula(f"=E{row}-F{row}", one.variance),
            one.usage,
            Formula(f"=G{row}-H{row}", one.rate),
        )
    )
