"""The accounts as a table that opens, and the work breakdown with its money."""

from collections.abc import Iterator
from decimal import Decimal

from milepost.budget.evm import Performance
from milepost.budget.model import AccountBudget, Budget
from milepost.budget.outlook_model import Work
from milepost.portal.compose.amounts import index, whole
from milepost.portal.compose.pages import ACCOUNTS_CSV, BUDGET_XLSX, link
from milepost.portal.views.budget import AccountRow, AccountTreeView
from milepost.portal.views.register import Column, ColumnKind, Row, TableView
from milepost.portal.views.values import Cell, RecordLink, Text
from milepost.project import Project

_MOST_WORK = 500
"""With more tasks and lines than this the accounts open to accounts only; the page stays light."""

_FIGURES = (
    Column("Budget", ColumnKind.MONEY, "Budget at completion (BAC), with everything below"),
    Column("Committed", ColumnKind.MONEY, "Open orders"),
    Column("Planned", ColumnKind.MONEY, "Planned value (PV)"),
    Column("Earned", ColumnKind.MONEY, "Earned value (EV)"),
    Column("Actual", ColumnKind.MONEY, "Actual cost (AC)"),
    Column("Forecast", ColumnKind.MONEY, "Estimate at completion (EAC)"),
    Column("Variance", ColumnKind.MONEY, "BAC less EAC; negative is an overrun"),
    Column("CPI", ColumnKind.NUMBER, "Cost performance index EV \u00f7 AC"),
    Column("SPI", ColumnKind.NUMBER, "Schedule performance index EV \u00f7 PV"),
)


def account_tree(project: Project, budget: Budget) -> AccountTreeView:
    """The accounts, each with those below it and the work on it."""
    total, forecast, unit = budget.performance, budget.forecast, budget.currency
    figures = _figures(total, forecast.selected, unit, budget.committed)
    return AccountTreeView(
        anchor="accounts",
        title="Accounts",
        columns=(Column("Account", ColumnKind.ID), *_FIGURES),
        rows=tuple(_rows(project, budget)) if project.all("account") else (),
        total=(Text("Project"), *figures),
        files=((BUDGET_XLSX, "spreadsheet (XLSX) with live formulas"), (ACCOUNTS_CSV, "CSV")),
        empty="No accounts yet. They belong in budget.yaml under `accounts`.",
    )


def _rows(project: Project, budget: Budget) -> Iterator[AccountRow]:
    work = budget.outlook.work
    detailed = sum(map(len, work.values())) <= _MOST_WORK
    for account in budget.accounts.values():
        yield _account(project, account, budget.currency)
        written = account.id in project.by_id
        for one in work.get(account.id, ()) if detailed and written else ():
            yield _work(project, account, one, budget.currency)


def _account(project: Project, account: AccountBudget, unit: str) -> AccountRow:
    name: Cell = link(project, account.id) if account.id in project.by_id else Text(account.id)
    figures = _figures(account.performance, account.forecast.selected, unit, account.committed)
    return AccountRow((name, *figures), account.depth, account.name, detail=False)


def _work(project: Project, account: AccountBudget, one: Work, unit: str) -> AccountRow:
    named = one.id in project.by_id and one.id != account.id
    cell: Cell = link(project, one.id) if named else Text(one.name)
    it = one.performance
    figures = (whole(it.bac, unit), None, *(whole(value, unit) for value in (it.pv, it.ev, it.ac)))
    name = one.name if named else ""
    cells = (cell, *figures, None, None, index(it.cpi), index(it.spi))
    return AccountRow(cells, account.depth + 1, name, detail=True)


def _figures(it: Performance, eac: Decimal, unit: str, committed: Decimal | None) -> tuple[Cell, ...]:
    amounts = (it.bac, committed, it.pv, it.ev, it.ac, eac, it.bac - eac)
    return (*(whole(amount, unit) for amount in amounts), index(it.cpi), index(it.spi))


def work_breakdown(project: Project, budget: Budget) -> TableView:
    """The money of summary tasks with everything below them."""
    unit = budget.currency
    figures = tuple(column for column in _FIGURES if column.title != "Committed")
    rows = []
    for branch in budget.outlook.branches.values():
        it = branch.performance
        amounts = (it.bac, it.pv, it.ev, it.ac, branch.eac, it.bac - branch.eac)
        cells: tuple[Cell, ...] = (
            RecordLink(branch.id, branch.name, link(project, branch.id).page),
            Text(branch.name),
            *(whole(amount, unit) for amount in amounts),
            index(it.cpi),
            index(it.spi),
        )
        rows.append(Row(cells, None, branch.depth))
    return TableView(
        "work-breakdown",
        "By work breakdown",
        (Column("Summary task", ColumnKind.ID), Column("Name"), *figures),
        tuple(rows),
        "The plan has no summary tasks. Tasks below a task in plan.yaml make one.",
    )
