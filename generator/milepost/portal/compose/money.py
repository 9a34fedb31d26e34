"""Money over time as a page: cash flow, burn rate, funding, indices, what a delay costs."""

from collections.abc import Iterator
from decimal import Decimal

from milepost.budget.model import Budget
from milepost.budget.outlook_model import Burn, Month
from milepost.frozen import replace
from milepost.portal.compose.amounts import CENT, index, shown, whole
from milepost.portal.compose.pages import MONTHS_CSV, link
from milepost.portal.formats import Formats
from milepost.portal.views.budget import CashFlowPageView
from milepost.portal.views.money import CashFlowView, CashMonth, IndexPoint, TrajectoryView
from milepost.portal.views.register import Column, ColumnKind, Row, TableView
from milepost.portal.views.values import Badge, Cell, Day, Links, Number, Text, Tone
from milepost.project import Project

ZERO = Decimal(0)
_TENTH = Decimal("0.1")
_SETTLED = 10


def cash_flow_page(project: Project, budget: Budget, formats: Formats) -> CashFlowPageView | None:
    """The page about money over time; None before anything is planned or spent."""
    months = budget.outlook.months
    if not months:
        return None
    return CashFlowPageView(
        title="Cash flow",
        summary=_burn_sentence(budget, formats),
        chart=_cash_flow(budget, formats),
        trajectory=_trajectory(budget),
        tables=tuple(_tables(project, budget)),
    )


def _burn_sentence(budget: Budget, formats: Formats) -> str:
    burn = budget.outlook.burn
    if burn is None:
        return "No whole month has costs yet, so nothing can be said about how fast the money goes."
    span = "the last month" if burn.months == 1 else f"the last {burn.months} months"
    rate = f"On average of {span} {shown(burn.rate, budget, formats)} a month were spent."
    source = "The confirmed funding" if burn.from_funding else "The budget with its reserves"
    if burn.months_left is None or burn.months_needed is None:
        return rate
    return (
        f"{rate} {source} lasts {burn.months_left.quantize(_TENTH)} months more at that pace; "
        f"the forecast of the rest is worth {burn.months_needed.quantize(_TENTH)}."
    )


def _cash_flow(budget: Budget, formats: Formats) -> CashFlowView:
    months = budget.outlook.months
    gap = budget.outlook.first_gap
    dearest = max(months, key=_outflow)
    if gap is not None and gap.short is not None:
        short = shown(gap.short, budget, formats)
        title = f"At the end of {gap.last:%B %Y} {short} more will have been spent than funding may be used"
    else:
        verb = "was" if dearest.expected is None else "will be"
        amount = shown(_outflow(dearest), budget, formats)
        title = f"{dearest.last:%B %Y} {verb} the dearest month: {amount}"
    points = tuple(CashMonth(one.last, one.spent or ZERO, one.expected or ZERO) for one in months)
    return CashFlowView(
        title=title,
        caption=f"{budget.currency} by month: filled bars are spent, open ones are expected.",
        currency=budget.currency,
        months=points,
        status_date=budget.status_date,
        table=months_table(budget),
    )


def _outflow(month: Month) -> Decimal:
    return (month.spent or ZERO) + (month.expected or ZERO)


def months_table(budget: Budget) -> TableView:
    """The months with their money, their funding and their indices."""
    unit = budget.currency
    funded = budget.funding is not None
    columns = (
        Column("Month", ColumnKind.DATE, "Its last day"),
        Column("Planned", ColumnKind.MONEY, "Planned value (PV) of the month"),
        Column("Earned", ColumnKind.MONEY, "Earned value (EV) of the month"),
        Column("Spent", ColumnKind.MONEY, "Actual cost (AC) of the month"),
        Column("Expected", ColumnKind.MONEY, "What is still expected to be spent"),
        Column("In all", ColumnKind.MONEY, "Cost from the beginning, as expected from the status date on"),
        *(
            (Column("Funding", ColumnKind.MONEY, "Confirmed funding that may be used by then"),)
            if funded
            else ()
        ),
        *((Column("Short", ColumnKind.MONEY, "What is missing"),) if funded else ()),
        Column("CPI", ColumnKind.NUMBER, "EV \u00f7 AC from the beginning"),
        Column("SPI", ColumnKind.NUMBER, "EV \u00f7 PV from the beginning"),
    )
    rows = []
    for month in budget.outlook.months:
        amounts = (month.planned, month.earned, month.spent, month.expected, month.total)
        funding = (whole(month.funding, unit), whole(month.short, unit)) if funded else ()
        figures = (*(whole(one, unit) for one in amounts), *funding, index(month.cpi), index(month.spi))
        rows.append(Row((Day(month.last), *figures)))
    return TableView("months", "Month by month", columns, tuple(rows), csv=MONTHS_CSV)


def _trajectory(budget: Budget) -> TrajectoryView | None:
    known = [month for month in budget.outlook.months if month.cpi is not None and month.spi is not None]
    if len(known) < 2:
        return None
    every = tuple(
        IndexPoint(min(one.last, budget.status_date), one.cpi or ZERO, one.spi or ZERO, "") for one in known
    )
    points = _settled(budget, every)
    first, last_point = points[-2], points[-1]
    word = "fell" if last_point.cpi < first.cpi else "rose" if last_point.cpi > first.cpi else "stayed"
    title = f"CPI {word} from {first.cpi:.2f} to {last_point.cpi:.2f}, SPI is at {last_point.spi:.2f}"
    if word == "stayed":
        title = f"CPI stayed at {last_point.cpi:.2f}, SPI is at {last_point.spi:.2f}"
    rows = tuple(Row((Day(point.day), index(point.cpi), index(point.spi))) for point in every)
    left_out = (
        f" Months before {_SETTLED}% of the budget were earned are only in the table: indices jump then."
        if len(points) < len(every)
        else ""
    )
    columns = (
        Column("At the end of", ColumnKind.DATE),
        Column("CPI", ColumnKind.NUMBER),
        Column("SPI", ColumnKind.NUMBER),
    )
    return TrajectoryView(
        title=title,
        caption="Each point is the end of a month, counted from the beginning; the large one is the status "
        "date. Right and up is good. What was earned in past months is put together from actual dates."
        + left_out,
        points=points,
        table=TableView("trajectory-table", "CPI and SPI by month", columns, rows),
    )


def _settled(budget: Budget, points: tuple[IndexPoint, ...]) -> tuple[IndexPoint, ...]:
    """The points since the indices have settled, the first and the last with their dates as labels."""
    settled = budget.performance.bac * _SETTLED / 100
    begin = next((point.day for point in budget.curve if point.ev is not None and point.ev >= settled), None)
    kept = tuple(point for point in points if begin is None or point.day >= begin)
    if len(kept) < 2:
        kept = points
    first, last = kept[0], kept[-1]
    return (
        replace(first, label=f"{first.day:%b %y}"),
        *kept[1:-1],
        replace(last, label=f"{last.day.day} {last.day:%b %y}"),
    )


def _tables(project: Project, budget: Budget) -> Iterator[TableView]:
    if budget.outlook.burn is not None:
        yield _burn_table(budget, budget.outlook.burn)
    if budget.outlook.sources:
        yield _sources(project, budget)
    if budget.outlook.delay.parts:
        yield _delay(project, budget)


def _delay(project: Project, budget: Budget) -> TableView:
    """What a week of delay costs, and the delay that is forecast."""
    delay, unit = budget.outlook.delay, budget.currency
    rows = [
        Row(
            (
                Links((link(project, one.id),)),
                whole(one.per_week, unit),
                Text(project.by_id[one.id].title),
                Text("begins later" if one.benefit else "goes on"),
            )
        )
        for one in delay.parts
    ]
    rows.append(Row((Text("A week"), whole(delay.per_week, unit), Text("in all"), None)))
    side = "later" if delay.days > 0 else "earlier"
    days = f"{abs(delay.days)} {'day' if abs(delay.days) == 1 else 'days'} {side} than planned"
    if delay.days:
        rows.append(Row((Text("As forecast"), whole(delay.cost, unit), Text(days), None)))
    columns = (
        Column("What", ColumnKind.LINKS),
        Column("Cost of a week", ColumnKind.MONEY, "A gain is negative"),
        Column("Name"),
        Column("With a delay it"),
    )
    return TableView("delay", "What a delay costs", columns, tuple(rows))


def _burn_table(budget: Budget, burn: Burn) -> TableView:
    unit = budget.currency
    source = "Confirmed funding" if burn.from_funding else "Budget with reserves"
    rows: list[tuple[str, Cell, str]] = [
        ("Burn rate", whole(burn.rate, unit), f"average cost of the last {burn.months} whole months"),
        (source, whole(burn.available, unit), "what may be spent in all"),
        ("Left", whole(burn.left, unit), "the same less actual cost"),
        ("Left and not committed", whole(burn.uncommitted, unit), "the same less open orders"),
        (
            "Delivered, not invoiced",
            whole(budget.outlook.accrued, unit),
            "cost that the ledger will still get",
        ),
        ("Estimate to complete", whole(budget.forecast.etc, unit), "what the rest is expected to cost"),
        (
            "Left at the end",
            whole(burn.left - budget.forecast.etc, unit),
            "left less the estimate to complete",
        ),
    ]
    if burn.months_left is not None and burn.months_needed is not None:
        lasts = Number(burn.months_left.quantize(_TENTH), "months")
        needs = Number(burn.months_needed.quantize(_TENTH), "months")
        rows += [
            ("Money lasts", lasts, "left, by the burn rate"),
            ("The rest is worth", needs, "estimate to complete, by the burn rate"),
        ]
    columns = (Column("Figure"), Column("Value", ColumnKind.MONEY), Column("What it is"))
    cells = tuple(Row((Text(name), value, Text(what))) for name, value, what in rows)
    return TableView("burn-rate", "How long the money lasts", columns, cells)


def _sources(project: Project, budget: Budget) -> TableView:
    unit = budget.currency
    rows = []
    for one in budget.outlook.sources:
        state = Badge("confirmed", Tone.GOOD) if one.confirmed else Badge("not confirmed", Tone.WATCH)
        cells: tuple[Cell, ...] = (
            link(project, one.id),
            Text(one.name),
            state,
            None if one.first is None else Day(one.first),
            None if one.last is None else Day(one.last),
            whole(one.amount, unit),
            whole(one.planned, unit),
        )
        rows.append(Row(cells))
    columns = (
        Column("Funding", ColumnKind.ID),
        Column("From whom"),
        Column("State", ColumnKind.BADGE),
        Column("From", ColumnKind.DATE),
        Column("To", ColumnKind.DATE),
        Column("Amount", ColumnKind.MONEY),
        Column("Lines it pays", ColumnKind.MONEY, "Budget lines that name it; labour names no source"),
    )
    return TableView("funding-sources", "Funding by source", columns, tuple(rows))


MONTH_HEADER = ("month", "planned", "earned", "spent", "expected", "total", "funding", "short", "cpi", "spi")


def month_rows(budget: Budget) -> list[list[str]]:
    """The months for a CSV file."""
    rows = []
    for one in budget.outlook.months:
        amounts = (one.planned, one.earned, one.spent, one.expected, one.total, one.funding, one.short)
        cents = ["" if amount is None else f"{amount.quantize(CENT):z}" for amount in amounts]
        indices = ["" if value is None else f"{value:.6f}" for value in (one.cpi, one.spi)]
        rows.append([one.last.isoformat(), *cents, *indices])
    return rows
