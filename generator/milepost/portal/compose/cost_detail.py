"""Budget lines with their forecast, and labour split into hours and rates."""

from collections.abc import Iterator
from decimal import Decimal

from milepost.budget.labour_variance import LabourVariance
from milepost.budget.model import Budget
from milepost.portal.compose.amounts import whole
from milepost.portal.compose.pages import link
from milepost.portal.views.register import Column, ColumnKind, Row, TableView
from milepost.portal.views.values import Cell, Links, Number, Text
from milepost.project import Project

_HOUR = Decimal(1)


def cost_details(project: Project, budget: Budget) -> Iterator[TableView]:
    """What there is: the forecast of each budget line, and labour where there are timesheets."""
    if budget.outlook.lines:
        yield _lines(project, budget)
    labour = budget.outlook.labour
    if labour.accounts:
        yield _labour(project, budget)


def _lines(project: Project, budget: Budget) -> TableView:
    unit = budget.currency
    rows = []
    for line in budget.outlook.lines:
        record = project.by_id[line.id]
        amounts = (line.budget, line.earned, line.booked, line.ordered, line.forecast, line.variance)
        cells: tuple[Cell, ...] = (
            link(project, line.id),
            Text(record.title if record.title != line.id else record.text("description")),
            Text(line.category),
            *(whole(amount, unit) for amount in amounts),
        )
        rows.append(Row(cells))
    return TableView(
        "budget-lines",
        "Forecast by budget line",
        (
            Column("Line", ColumnKind.ID),
            Column("What for"),
            Column("Category"),
            Column("Budget", ColumnKind.MONEY, "What is planned"),
            Column("Earned", ColumnKind.MONEY, "What of it is earned"),
            Column("Booked", ColumnKind.MONEY, "Costs of its order, or of its account and category"),
            Column("Ordered", ColumnKind.MONEY, "What open orders for it still cost"),
            Column("Forecast", ColumnKind.MONEY, "What it is expected to cost in the end"),
            Column("Variance", ColumnKind.MONEY, "Budget less forecast; negative is an overrun"),
        ),
        tuple(rows),
    )


def _labour(project: Project, budget: Budget) -> TableView:
    labour, unit = budget.outlook.labour, budget.currency
    rows = []
    for id_, account in budget.accounts.items():
        if id_ in labour.accounts:
            name: Cell = Links((link(project, id_),)) if id_ in project.by_id else Text(id_)
            rows.append(Row((name, Text(account.name), *_hours(labour.accounts[id_], unit))))
    rows.append(Row((Text("Together"), None, *_hours(labour.total, unit))))
    if labour.unplanned_hours:
        hours = Number(labour.unplanned_hours.quantize(_HOUR), "h")
        cost = whole(labour.unplanned_cost, unit)
        rows.append(Row((Text("Not planned by the hour"), None, None, hours, None, cost, None, None)))
    return TableView(
        "labour",
        "Labour: more hours, or dearer ones",
        (
            Column("Account", ColumnKind.LINKS),
            Column("Name"),
            Column("Hours earned", ColumnKind.NUMBER, "Hours that the plan holds for what is done"),
            Column("Hours worked", ColumnKind.NUMBER, "Hours of the timesheets"),
            Column("Earned", ColumnKind.MONEY, "Planned cost of the hours earned"),
            Column("Cost", ColumnKind.MONEY, "Cost of the hours worked, at the baseline rates of exchange"),
            Column("By hours", ColumnKind.MONEY, "(Hours earned less hours worked) at the planned rate"),
            Column("By rates", ColumnKind.MONEY, "Hours worked at the planned rate, less their cost"),
        ),
        tuple(rows),
    )


def _hours(one: LabourVariance, unit: str) -> tuple[Cell, ...]:
    hours = (Number(value.quantize(_HOUR), "h") for value in (one.earned_hours, one.hours))
    return (*hours, *(whole(amount, unit) for amount in (one.earned, one.cost, one.usage, one.rate)))
