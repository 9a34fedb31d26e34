"""The budget page: accounts, the S-curve and the indices with their formulas."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from milepost.portal.views.register import TableView
from milepost.portal.views.values import Badge, Cell


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """Cumulative money at the end of a day; None where a curve has no value.

    Attributes:
        day: The day.
        planned: Planned value (PV).
        earned: Earned value (EV), up to the status date.
        actual: Actual cost (AC), up to the status date.
        forecast: Forecast of actual cost, from the status date on.
    """

    day: date
    planned: Decimal | None
    earned: Decimal | None = None
    actual: Decimal | None = None
    forecast: Decimal | None = None


@dataclass(frozen=True, slots=True)
class CurveView:
    """The S-curve.

    Attributes:
        title: What the chart says, as its heading.
        currency: ISO 4217 code of every amount.
        points: The points, by day.
        status_date: The status date.
        budget: Budget at completion.
        table_days: The days shown in the text alternative; empty means every point.
    """

    title: str
    currency: str
    points: tuple[CurvePoint, ...]
    status_date: date
    budget: Decimal
    table_days: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class IndexItem:
    """A figure of earned value management, opened up.

    Attributes:
        abbreviation: `CPI`, `EAC`, …
        name: The figure's full name.
        value: The figure; None prints as "not defined".
        formula: How it is computed ("EV ÷ AC").
        inputs: The same formula with this project's numbers.
        reading: What the value says, in one sentence.
        badge: How it stands, or None.
    """

    abbreviation: str
    name: str
    value: Cell
    formula: str
    inputs: str = ""
    reading: str = ""
    badge: Badge | None = None


@dataclass(frozen=True, slots=True)
class BudgetView:
    """The budget page."""

    title: str
    summary: str
    curve: CurveView | None
    indices: tuple[IndexItem, ...]
    accounts: TableView
    more: tuple[TableView, ...] = ()
