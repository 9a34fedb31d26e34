"""What moved the money: the way from budget to forecast by cause, and the reserves that were drawn on."""

from decimal import Decimal

from milepost.budget.model import Budget
from milepost.budget.reserves import ORDER
from milepost.portal.compose.amounts import money, shown
from milepost.portal.compose.pages import link
from milepost.portal.formats import Formats
from milepost.portal.views.money import CauseStep, CausesView, ReservePoint, ReservesView
from milepost.portal.views.register import Column, ColumnKind, Row, TableView
from milepost.portal.views.values import Cell, Day, Links, Text
from milepost.project import Project

ZERO = Decimal(0)


def waterfall(project: Project, budget: Budget, formats: Formats) -> CausesView | None:
    """From the original budget to the forecast; None without a budget."""
    causes = budget.outlook.causes
    if not budget.performance.bac:
        return None
    steps: list[CauseStep] = []
    rows: list[Row] = []
    reached = ZERO
    for cause in causes:
        begin, reached = (ZERO, cause.amount) if cause.is_sum else (reached, reached + cause.amount)
        sign = "+" if not cause.is_sum and cause.amount > 0 else ""
        text = sign + shown(cause.amount, budget, formats)
        steps.append(CauseStep(cause.label, begin, reached, cause.is_sum, text))
        cells: tuple[Cell, ...] = (
            Text(cause.label),
            money(cause.amount, budget.currency),
            money(reached, budget.currency),
            Links((link(project, cause.record),) if cause.record else ()),
            Text(cause.why),
        )
        rows.append(Row(cells))
    columns = (
        Column("Cause"),
        Column("Amount", ColumnKind.MONEY),
        Column("Reached", ColumnKind.MONEY),
        Column("Record", ColumnKind.LINKS),
        Column("How it is computed"),
    )
    return CausesView(
        title=_cause_sentence(budget, formats),
        caption="Levels are grey; what adds to the cost is orange, what takes from it is blue. "
        "The axis does not begin at nothing.",
        currency=budget.currency,
        steps=tuple(steps),
        table=TableView("causes-table", "Causes of the forecast", columns, tuple(rows)),
    )


def _cause_sentence(budget: Budget, formats: Formats) -> str:
    causes = [cause for cause in budget.outlook.causes if not cause.is_sum]
    if not causes:
        return "The forecast is the budget: nothing has moved it"
    largest = max(causes, key=lambda cause: abs(cause.amount))
    what = shown(abs(largest.amount), budget, formats)
    word = "adds" if largest.amount > 0 else "saves"
    start = "the first baseline" if budget.outlook.causes[0].record else "the budget"
    return f"On the way from {start} to the forecast, \u201c{largest.label}\u201d {word} most: {what}"


def reserve_chart(
    project: Project, budget: Budget, formats: Formats, exposure: Decimal | None
) -> ReservesView | None:
    """The burn-down of the reserves, with what the open risks are expected to cost; None without reserves."""
    outlook = budget.outlook
    if not outlook.set_aside:
        return None
    begin = min(
        [*(point.day for point in budget.curve), *(draw.day for draw in outlook.draws)],
        default=budget.status_date,
    )
    points = []
    for kind in ORDER:
        if kind not in outlook.set_aside:
            continue
        points.append(ReservePoint(kind.capitalize(), begin, outlook.set_aside[kind]))
        draws = [draw for draw in outlook.draws if draw.type == kind]
        points += [ReservePoint(kind.capitalize(), draw.day, draw.left) for draw in draws]
        left = draws[-1].left if draws else outlook.set_aside[kind]
        points.append(ReservePoint(kind.capitalize(), budget.status_date, left))
    left = budget.ladder.contingency
    title = f"{shown(left, budget, formats)} of contingency are left"
    if "contingency" not in outlook.set_aside:
        title = "There is no contingency"
    elif exposure is not None:
        word = "less" if left < exposure else "more"
        gap = shown(abs(left - exposure), budget, formats)
        title += f", {gap} {word} than the open risks are expected to cost"
    risks = (
        ""
        if exposure is None
        else " The dotted line is the expected cost of the open risks after the responses."
    )
    return ReservesView(
        title=title,
        caption=f"What each kind of reserve held over time.{risks}",
        currency=budget.currency,
        points=tuple(points),
        exposure=exposure or None,
        table=_draws(project, budget),
    )


def _draws(project: Project, budget: Budget) -> TableView:
    unit = budget.currency
    rows = [
        Row(
            (
                link(project, one.id),
                Text(one.type),
                None,
                Text("Set aside"),
                money(one.amount, unit),
                None,
                Links(()),
            )
        )
        for one in budget.reserves.values()
    ]
    for draw in budget.outlook.draws:
        behind = [link(project, id_) for id_ in (draw.change, draw.risk) if id_]
        cells: tuple[Cell, ...] = (
            link(project, draw.reserve),
            Text(draw.type),
            Day(draw.day),
            Text(draw.reason or "Drawn"),
            money(-draw.amount, unit),
            money(draw.left, unit),
            Links(tuple(behind)),
        )
        rows.append(Row(cells))
    columns = (
        Column("Reserve", ColumnKind.ID),
        Column("Type"),
        Column("Date", ColumnKind.DATE),
        Column("What for"),
        Column("Amount", ColumnKind.MONEY),
        Column("Left of this type", ColumnKind.MONEY),
        Column("Because of", ColumnKind.LINKS),
    )
    return TableView("draws", "Reserves and what was drawn", columns, tuple(rows))
