"""Amounts and indices as cells."""

from decimal import Decimal

from milepost.budget.model import Budget
from milepost.portal.formats import Formats
from milepost.portal.views.values import Money, Number

CENT, WHOLE = Decimal("0.01"), Decimal(1)
_INDEX = Decimal("0.001")


def money(amount: Decimal | None, currency: str) -> Money | None:
    """An amount as a cell, to the cent."""
    return None if amount is None else Money(amount.quantize(CENT), currency)


def whole(amount: Decimal | None, currency: str) -> Money | None:
    """An amount as a cell without cents, where the eye compares and the download has them."""
    return None if amount is None else Money(amount.quantize(WHOLE) + 0, currency)


def index(value: Decimal | None) -> Number | None:
    """An index as a cell, to three decimals."""
    return None if value is None else Number(value.quantize(_INDEX))


def shown(amount: Decimal, budget: Budget, formats: Formats) -> str:
    """An amount within a sentence, without cents."""
    return formats.money(amount.quantize(WHOLE) + 0, budget.currency)
