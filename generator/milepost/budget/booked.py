"""Everything that was booked, entry by entry, in the project's currency."""

from datetime import date
from decimal import Decimal

from milepost.budget.actuals import Ledger
from milepost.budget.baseline import Baseline
from milepost.budget.compute import Books
from milepost.frozen import frozen
from milepost.project import Project
from milepost.schedule.instants import date_of
from milepost.schedule.model import Schedule
from milepost.source.data import CURRENCY

MOST = 5_000
"""With more costs and timesheets than this they are not listed one by one."""


@frozen
class Booked:
    """A cost or hours up to the status date.

    Attributes:
        day: The day of booking.
        account: Id of the account that carries it.
        task: Id of the task, or empty.
        document: Document number of a cost; empty for hours.
        who: Supplier of a cost, person of hours.
        what: What for.
        written: The amount, or the hours, as written.
        amount: What it costs in the project's currency.
    """

    day: date
    account: str
    task: str
    document: str
    who: str
    what: str
    written: str
    amount: Decimal


def booked_entries(
    project: Project, schedule: Schedule, baseline: Baseline | None
) -> tuple[Booked, ...] | None:
    """The costs and timesheets that are in the figures, by day; None when there are more than MOST.

    Args:
        project: The project.
        schedule: Its schedule.
        baseline: The baseline in force, or None.
    """
    if len(project.all("actual")) + len(project.all("timesheet")) > MOST:
        return None
    ledger = Books.open(project, schedule, baseline, []).ledger
    found = [*_costs(ledger), *_hours(ledger)]
    return tuple(sorted(found, key=lambda one: one.day))


def _costs(ledger: Ledger) -> list[Booked]:
    fields = ("document", "supplier", "description", "amount", CURRENCY)
    return [
        Booked(
            date_of(cost.day),
            cost.account,
            cost.task or "",
            document,
            supplier,
            what,
            f"{amount} {currency}".strip(),
            cost.amount,
        )
        for (document, supplier, what, amount, currency), cost in ledger.with_texts("actual", fields)
    ]


def _hours(ledger: Ledger) -> list[Booked]:
    return [
        Booked(date_of(cost.day), cost.account, cost.task or "", "", who, note, f"{hours} h", cost.amount)
        for (who, note, hours), cost in ledger.with_texts("timesheet", ("person", "note", "hours"))
    ]
