"""The budget page: accounts, the S-curve and the indices with their formulas."""

from datetime import date
from decimal import Decimal

from milepost.frozen import frozen
from milepost.portal.views.money import CashFlowView, CausesView, ReservesView, TrajectoryView
from milepost.portal.views.register import Column, TableView
from milepost.portal.views.values import Badge, Cell


@frozen
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


@frozen
class CurveView:
    """The S-curve.

    Attributes:
        title: What the chart says, as its heading.
        currency: ISO 4217 code of every amount.
        points: The points, by day.
        status_date: The status date.
        budget: Budget at completion.
        table_days: The days shown in the text alternative; empty means every point.
        funding: Confirmed funding that may be used from a day on, by day; the last repeats at the end.
    """

    title: str
    currency: str
    points: tuple[CurvePoint, ...]
    status_date: date
    budget: Decimal
    table_days: tuple[date, ...] = ()
    funding: tuple[tuple[date, Decimal], ...] = ()


@frozen
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


@frozen
class AccountRow:
    """A row of the account tree: an account, or work on it.

    Attributes:
        cells: One cell per column.
        depth: 0 for an account at the top.
        name: What the account or the work is called, shown beside its id.
        detail: Whether it is work on an account, closed at first.
    """

    cells: tuple[Cell, ...]
    depth: int
    name: str
    detail: bool


@frozen
class AccountTreeView:
    """The accounts, which open to the accounts below them and to the work on them.

    Attributes:
        anchor: Id of its heading.
        title: Its heading.
        columns: The columns, in order.
        rows: The rows, parents first.
        total: The row of the project.
        files: Path and label of the downloads.
        empty: What to say when there are no rows.
    """

    anchor: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[AccountRow, ...]
    total: tuple[Cell, ...]
    files: tuple[tuple[str, str], ...]
    empty: str


@frozen
class BudgetView:
    """The budget page.

    Attributes:
        title: Its title.
        summary: What the figures say.
        curve: The S-curve, or None.
        indices: The figures with their formulas.
        accounts: The accounts.
        waterfall: From the original budget to the forecast, or None.
        reserves: The burn-down of the reserves, or None.
        more: Further tables.
    """

    title: str
    summary: str
    curve: CurveView | None
    indices: tuple[IndexItem, ...]
    accounts: AccountTreeView
    waterfall: CausesView | None = None
    reserves: ReservesView | None = None
    more: tuple[TableView, ...] = ()


@frozen
class CashFlowPageView:
    """The page about money over time.

    Attributes:
        title: Its title.
        summary: How long the money lasts.
        chart: Cash flow by month.
        trajectory: The way of the indices, or None before two months are known.
        tables: Burn rate, months and funding.
    """

    title: str
    summary: str
    chart: CashFlowView
    trajectory: TrajectoryView | None
    tables: tuple[TableView, ...]
