"""Amounts that a project writes down and no figure holds, with the reason; nothing is dropped in silence."""

from enum import Enum

from milepost.frozen import frozen
from milepost.project import Record
from milepost.source.units import Money


class Why(Enum):
    """Why an amount is in no figure."""

    AFTER_STATUS_DATE = "after the status date"
    NO_EXCHANGE_RATE = "no exchange rate"
    NO_HOURLY_RATE = "no hourly rate on that day"
    NO_DATE = "no date"


@frozen
class Excluded:
    """An amount, or hours, in no figure.

    Attributes:
        record: Where it is written.
        field: The field that holds it.
        what: The amount or the hours, as people read it.
        why: The reason.
    """

    record: Record
    field: str
    what: str
    why: Why


def without_rate(record: Record, key: str, money: Money) -> Excluded:
    """An amount in a currency that cannot be converted; the check of exchange rates has a finding for it."""
    return Excluded(record, key, str(money), Why.NO_EXCHANGE_RATE)
