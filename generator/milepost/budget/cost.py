"""A cost as the budget counts it: light, because a ledger has a hundred thousand of them."""

from decimal import Decimal
from typing import NamedTuple

from milepost.schedule.instants import Day


class Cost(NamedTuple):
    """A cost in the project's currency.

    Attributes:
        day: The day of booking.
        task: Id of the task that caused it, or None.
        account: Id of the account that carries it.
        amount: At the rate of the day.
        at_baseline: At the baseline rate.
    """

    day: Day
    task: str | None
    account: str
    amount: Decimal
    at_baseline: Decimal
