"""How much of a benefit is expected to come."""

from datetime import date
from decimal import Decimal

from milepost.project import Record


def attainment(benefit: Record, status: date) -> Decimal | None:
    """The share of the way from baseline to target that a benefit is expected to come; None without figures.

    The value that lies furthest ahead counts: the last forecast, or the last measured value after it. What is
    withdrawn attains nothing.
    """
    target, baseline = benefit.decimal("target"), benefit.decimal("baseline") or Decimal(0)
    if benefit.text("status") == "withdrawn":
        return Decimal(0)
    known = [
        (at, value)
        for key in ("forecasts", "actuals")
        for entry in benefit.parts(key)
        if (at := entry.date("date")) is not None
        and (key == "forecasts" or at <= status)
        and (value := entry.decimal("value")) is not None
    ]
    if target is None or target == baseline or not known:
        return None
    return (max(known, key=lambda one: one[0])[1] - baseline) / (target - baseline)
