"""Charts of money: cash flow, the way of the indices, reserves, and the causes of the forecast."""

from datetime import date
from decimal import Decimal

from milepost.frozen import frozen
from milepost.portal.views.register import TableView


@frozen
class CashMonth:
    """A month of cash flow.

    Attributes:
        last: Its last day.
        spent: What was spent in it.
        expected: What is still expected to be spent in it.
    """

    last: date
    spent: Decimal
    expected: Decimal


@frozen
class CashFlowView:
    """Cash flow by month.

    Attributes:
        title: What the chart says.
        caption: How to read it.
        currency: ISO 4217 code of every amount.
        months: The months.
        status_date: The status date.
        table: The same as a table.
    """

    title: str
    caption: str
    currency: str
    months: tuple[CashMonth, ...]
    status_date: date
    table: TableView


@frozen
class IndexPoint:
    """CPI and SPI at the end of a day; `label` is shown beside the point, where it is not empty."""

    day: date
    cpi: Decimal
    spi: Decimal
    label: str


@frozen
class TrajectoryView:
    """The way of CPI and SPI over the months.

    Attributes:
        title: What the chart says.
        caption: How to read it.
        points: The points, by day; the last is the status date.
        table: The same as a table.
    """

    title: str
    caption: str
    points: tuple[IndexPoint, ...]
    table: TableView


@frozen
class ReservePoint:
    """What a kind of reserve held from a day on."""

    kind: str
    day: date
    left: Decimal


@frozen
class ReservesView:
    """The burn-down of the reserves.

    Attributes:
        title: What the chart says.
        caption: How to read it.
        currency: ISO 4217 code of every amount.
        points: The points by kind and day; they hold until the next one.
        exposure: Expected cost of the open risks after the responses, or None.
        table: The draws as a table.
    """

    title: str
    caption: str
    currency: str
    points: tuple[ReservePoint, ...]
    exposure: Decimal | None
    table: TableView


@frozen
class CauseStep:
    """A bar of a waterfall.

    Attributes:
        label: What it stands for.
        begin: Where the bar begins.
        end: Where it ends.
        is_level: Whether it is a level and no step.
        text: The amount, short, as shown at the bar.
    """

    label: str
    begin: Decimal
    end: Decimal
    is_level: bool
    text: str


@frozen
class CausesView:
    """From the original budget to the forecast.

    Attributes:
        title: What the chart says.
        caption: How to read it.
        currency: ISO 4217 code of every amount.
        steps: The bars, in order.
        table: The same as a table.
    """

    title: str
    caption: str
    currency: str
    steps: tuple[CauseStep, ...]
    table: TableView


MoneyChart = CashFlowView | TrajectoryView | ReservesView | CausesView
