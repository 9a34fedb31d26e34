"""Reserves with what was drawn from them, and the funding that is confirmed."""

from decimal import Decimal

from milepost.budget.currency import Rates
from milepost.budget.excluded import Excluded, without_rate
from milepost.budget.model import Reserve
from milepost.budget.phasing import exact
from milepost.project import Project
from milepost.schedule.instants import Day, day_of

ZERO = Decimal(0)
ORDER = ("contingency", "management", "undistributed")
"""The types of reserves, as they are shown."""


def read_reserves(
    project: Project, rates: Rates, status: Day, excluded: list[Excluded]
) -> dict[str, Reserve]:
    """The reserves by id, at the baseline rate.

    Args:
        project: The project.
        rates: Its exchange rates.
        status: The status date; later draws do not count.
        excluded: Grows by the amounts that cannot be converted.
    """
    found: dict[str, Reserve] = {}
    for record in project.all("reserve"):
        money = record.money("amount")
        amount = None if money is None else rates.at_baseline(money)
        if money is None or amount is None:
            if money is not None:
                excluded.append(without_rate(record, "amount", money))
            continue
        drawn = ZERO
        for draw in record.parts("draws"):
            taken, at = draw.money("amount"), draw.start("date")
            if taken is None or at is None or day_of(at) > status:
                continue
            part = rates.at_baseline(taken)
            if part is None:
                excluded.append(without_rate(record, "draws", taken))
            else:
                drawn += exact(part)
        found[record.id] = Reserve(record.id, record.title, record.text("type"), exact(amount), drawn)
    return found


def funding(project: Project, rates: Rates, excluded: list[Excluded]) -> Decimal | None:
    """The sum of confirmed funding, at the baseline rate; None when no funding is written down."""
    records = project.all("funding")
    amount = ZERO
    for record in records:
        money = record.money("amount")
        if money is None or not record.flag("confirmed"):
            continue
        part = rates.at_baseline(money)
        if part is None:
            excluded.append(without_rate(record, "amount", money))
        else:
            amount += exact(part)
    return amount if records else None
