"""Factors of duration as written at spreads and drivers: `{optimistic: 90%, pessimistic: 130%}`."""

from decimal import Decimal

from milepost.source.fields import Fields

_ONE = Decimal(1)


def factors(entry: Fields) -> tuple[Decimal, Decimal, Decimal]:
    """The optimistic, most likely and pessimistic factor: the middle 1 where left out, the ends like it."""
    mode = entry.percentage("most_likely")
    mode = _ONE if mode is None else mode
    low, high = entry.percentage("optimistic"), entry.percentage("pessimistic")
    return (mode if low is None else low), mode, (mode if high is None else high)
