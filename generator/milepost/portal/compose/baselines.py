"""What each baseline changed against the one it replaced, and what the plan of today would change."""

from decimal import Decimal

from milepost.budget.baseline import Baseline, named_baseline
from milepost.budget.baseline_compare import Comparison, compare
from milepost.budget.currency import read_rates
from milepost.budget.freeze import plan_of_today
from milepost.portal.compose.amounts import whole
from milepost.portal.compose.pages import link
from milepost.portal.views.register import Column, ColumnKind, Row, TableView
from milepost.portal.views.values import Cell, Day, Links, Number, Text
from milepost.report import Report
from milepost.schedule.instants import date_of, day_number, day_of
from milepost.schedule.model import Schedule

_TENTH = Decimal("0.1")
_COLUMNS = (
    Column("Baseline", ColumnKind.ID),
    Column("Against"),
    Column("Change", ColumnKind.LINKS, "The change request that allowed it"),
    Column("Budget", ColumnKind.MONEY, "Budget at completion"),
    Column("More", ColumnKind.MONEY, "What it added to the budget"),
    Column("Finish", ColumnKind.DATE),
    Column("Later", ColumnKind.NUMBER, "Working days by which it moved the finish"),
    Column("Tasks added", ColumnKind.NUMBER),
    Column("Removed", ColumnKind.NUMBER),
    Column("Moved", ColumnKind.NUMBER, "Tasks and milestones with other dates"),
)


def baseline_table(report: Report, schedule: Schedule) -> TableView | None:
    """One row per baseline and one for the plan of today; None without a baseline."""
    project = report.project
    found = [
        one for record in project.all("baseline") if (one := named_baseline(project, record.id)) is not None
    ]
    if not found:
        return None
    rates = read_rates(project, day_number(project.settings.status_date))
    known = {one.id: one for one in found}
    rows = []
    for one in found:
        before = known.get(one.supersedes)
        change = Links((link(project, one.change),) if one.change else ())
        against = one if before is None else before
        compared = compare(against, one, schedule.calendar, rates.at_baseline)
        rows.append(_row(link(project, one.id), one, before, change, compared, rates.currency))
    now = plan_of_today(project, schedule)
    if now is not None:
        last = report.baseline or found[-1]
        compared = compare(last, now, schedule.calendar, rates.at_baseline)
        rows.append(_row(Text("Plan of today"), now, last, Links(()), compared, rates.currency))
    return TableView("compared", "What each baseline changed", _COLUMNS, tuple(rows))


def _row(  # noqa: PLR0917  one argument per column
    name: Cell,
    one: Baseline,
    before: Baseline | None,
    change: Links,
    compared: Comparison,
    currency: str,
) -> Row:
    differs = before is not None
    return Row(
        (
            name,
            None if before is None else Text(before.id),
            change,
            whole(compared.bac[1], currency),
            whole(compared.bac[1] - compared.bac[0], currency) if differs else None,
            Day(date_of(day_of(one.finish - 1))),
            Number(compared.days.quantize(_TENTH), "d") if differs else None,
            Number(len(compared.added)) if differs else None,
            Number(len(compared.removed)) if differs else None,
            Number(sum(task.redated for task in compared.moved)) if differs else None,
        )
    )
