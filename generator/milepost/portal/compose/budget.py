"""The budget as a page: indices with their formulas, the S-curve, accounts, forecasts and reserves."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from milepost.budget.model import Budget
from milepost.portal.compose.accounts import account_tree, work_breakdown
from milepost.portal.compose.amounts import index, money
from milepost.portal.compose.cost_detail import cost_details
from milepost.portal.compose.money_moves import reserve_chart, waterfall
from milepost.portal.compose.pages import link
from milepost.portal.formats import Formats
from milepost.portal.views.budget import BudgetView, CurvePoint, CurveView, IndexItem
from milepost.portal.views.register import Column, ColumnKind, Row, TableView
from milepost.portal.views.values import Badge, Links, Number, Text, Tone
from milepost.project import Project
from milepost.schedule.instants import datetime_of

_CENT = Decimal("0.01")
METHODS = {
    "cpi": "BAC ÷ CPI",
    "remaining-at-budget": "AC + (BAC − EV)",
    "cpi-spi": "AC + (BAC − EV) ÷ (CPI × SPI)",
    "bottom-up": "AC + new estimates of what remains",
}


def budget_view(project: Project, budget: Budget, formats: Formats, exposure: Decimal | None) -> BudgetView:
    """The budget page.

    Args:
        project: The project.
        budget: Its computed budget.
        formats: How money is printed.
        exposure: Expected cost of the open risks after the responses, or None.
    """
    return BudgetView(
        title="Budget",
        summary=_pace_sentence(budget),
        curve=_curve(budget, formats) if budget.curve else None,
        indices=tuple(_indices(budget, formats)),
        accounts=account_tree(project, budget),
        waterfall=waterfall(project, budget, formats),
        reserves=reserve_chart(project, budget, formats, exposure),
        more=tuple(_more(project, budget)),
    )


def cost_sentence(budget: Budget, formats: Formats) -> str:
    """What the figures say, in one sentence."""
    total, forecast = budget.performance, budget.forecast
    if not total.bac and not total.ac:
        return "No budget and no cost have been written down yet"

    def shown(amount: Decimal) -> str:
        return formats.money(amount.quantize(Decimal(1)), budget.currency)

    if not forecast.vac.quantize(Decimal(1)):
        return f"The project is expected to cost its budget of {shown(total.bac)}"
    share = f" ({abs(forecast.vac / total.bac * 100):.1f}%)" if total.bac else ""
    side = "more" if forecast.vac < 0 else "less"
    return (
        f"The project is expected to cost {shown(forecast.selected)}, {shown(abs(forecast.vac))}{share} "
        f"{side} than its budget of {shown(total.bac)}"
    )


def _pace_sentence(budget: Budget) -> str:
    total = budget.performance
    against = "the current plan" if budget.baseline is None else f"baseline {budget.baseline}"
    parts = [_worth(total.cpi, budget.currency), _pace(total.spi), f"Measured against {against}."]
    return " ".join(part for part in parts if part)


def _curve(budget: Budget, formats: Formats) -> CurveView:
    points = tuple(
        CurvePoint(
            day=point.day,
            planned=point.pv.quantize(_CENT),
            earned=None if point.ev is None else point.ev.quantize(_CENT),
            actual=None if point.ac is None else point.ac.quantize(_CENT),
            forecast=None if point.forecast is None else point.forecast.quantize(_CENT),
        )
        for point in budget.curve
    )
    bac = budget.performance.bac.quantize(_CENT)
    title = cost_sentence(budget, formats)
    funding = tuple(_funding_steps(budget))
    return CurveView(title, budget.currency, points, budget.status_date, bac, funding=funding)


def _funding_steps(budget: Budget) -> Iterator[tuple[date, Decimal]]:
    """Confirmed funding from each day on which more of it may be used, up to the end of the curve."""
    first, last = budget.curve[0].day, budget.curve[-1].day
    confirmed = [one for one in budget.outlook.sources if one.confirmed]
    days = {max(one.first or first, first) for one in confirmed}
    for day in sorted({day for day in days if day <= last} | ({last} if confirmed else set())):
        usable = (one.amount for one in confirmed if max(one.first or first, first) <= day)
        yield day, sum(usable, Decimal(0)).quantize(_CENT)


def _indices(budget: Budget, formats: Formats) -> Iterator[IndexItem]:
    total, forecast = budget.performance, budget.forecast

    def cash(amount: Decimal) -> str:
        return formats.money(amount.quantize(Decimal(1)), budget.currency)

    bac, pv, ev, ac = (cash(value) for value in (total.bac, total.pv, total.ev, total.ac))
    unit = budget.currency
    yield IndexItem("BAC", "Budget at completion", money(total.bac, unit), "sum of the accounts")
    yield IndexItem("PV", "Planned value", money(total.pv, unit), "budget of the work planned by now")
    yield IndexItem("EV", "Earned value", money(total.ev, unit), "budget of the work done by now")
    yield IndexItem("AC", "Actual cost", money(total.ac, unit), "cost of the work done by now")
    yield IndexItem(
        "CV", "Cost variance", money(total.cv, unit), "EV − AC", f"{ev} − {ac}",
        _more_or_less(total.cv, "over budget", "under budget"), _sign_badge(total.cv),
    )  # fmt: skip
    yield IndexItem(
        "SV", "Schedule variance", money(total.sv, unit), "EV − PV", f"{ev} − {pv}",
        _more_or_less(total.sv, "behind plan", "ahead of plan"), _sign_badge(total.sv),
    )  # fmt: skip
    yield IndexItem("CPI", "Cost performance index", index(total.cpi), "EV ÷ AC", f"{ev} ÷ {ac}",
                    _worth(total.cpi, budget.currency), _index_badge(total.cpi))  # fmt: skip
    yield IndexItem("SPI", "Schedule performance index", index(total.spi), "EV ÷ PV", f"{ev} ÷ {pv}",
                    _pace(total.spi), _index_badge(total.spi))  # fmt: skip
    yield IndexItem(
        "EAC", "Estimate at completion", money(forecast.selected, unit), METHODS[forecast.method],
        "", _sentence(forecast.reason),
    )  # fmt: skip
    yield IndexItem("ETC", "Estimate to complete", money(forecast.etc, unit), "EAC − AC",
                    f"{cash(forecast.selected)} − {ac}")  # fmt: skip
    yield IndexItem("VAC", "Variance at completion", money(forecast.vac, unit), "BAC − EAC",
                    f"{bac} − {cash(forecast.selected)}", badge=_sign_badge(forecast.vac))  # fmt: skip
    yield IndexItem(
        "TCPI", "To-complete index for the budget", index(total.tcpi_bac), "(BAC − EV) ÷ (BAC − AC)",
        f"({bac} − {ev}) ÷ ({bac} − {ac})",
        "The budget is spent." if total.tcpi_bac is None and total.ac >= total.bac > 0 else "",
    )  # fmt: skip
    yield from _time_indices(budget)


def _time_indices(budget: Budget) -> Iterator[IndexItem]:
    time = budget.time
    if time is None:
        return
    measures = time.measures
    yield IndexItem(
        "ES", "Earned schedule", Number(measures.es.quantize(Decimal("0.1")), "d"),
        "the working day on which as much was planned as is earned now",
    )  # fmt: skip
    yield IndexItem(
        "SPI(t)", "Schedule performance in time", index(measures.spi_t), "ES ÷ AT",
        f"{measures.es:.1f} d ÷ {measures.at:.1f} d", _pace(measures.spi_t), _index_badge(measures.spi_t),
    )  # fmt: skip
    if time.expected_finish is not None:
        when = datetime_of(time.expected_finish).date()
        yield IndexItem(
            "IEAC(t)", "Finish at this pace", Text(f"{when.day} {when:%B} {when.year}"), "PD ÷ SPI(t)",
            f"{measures.pd:.1f} d ÷ {measures.spi_t:.3f}" if measures.spi_t else "",
        )  # fmt: skip


def _more_or_less(value: Decimal, negative: str, positive: str) -> str:
    return f"The work is {negative if value < 0 else positive}." if value else ""


def _worth(value: Decimal | None, currency: str) -> str:
    return "" if value is None else f"Each {currency} spent earned {value:.2f} {currency} of planned work."


def _pace(value: Decimal | None) -> str:
    return "" if value is None else f"Work goes at {value * 100:.0f}% of the planned pace."


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + "."


def _sign_badge(value: Decimal) -> Badge | None:
    return Badge("unfavourable", Tone.WATCH) if value < 0 else None


def _index_badge(value: Decimal | None) -> Badge | None:
    if value is None or value >= 1:
        return None
    return Badge("unfavourable", Tone.WATCH)


def _more(project: Project, budget: Budget) -> Iterator[TableView]:
    unit, forecast = budget.currency, budget.forecast
    estimates = (
        ("cpi", forecast.cpi),
        ("remaining-at-budget", forecast.remaining_at_budget),
        ("cpi-spi", forecast.cpi_spi),
        ("bottom-up", forecast.bottom_up),
    )
    yield TableView(
        "forecasts",
        "Forecasts side by side",
        (
            Column("Formula"),
            Column("Estimate at completion", ColumnKind.MONEY),
            Column("Variance", ColumnKind.MONEY, "BAC less estimate; negative is an overrun"),
            Column("Used", ColumnKind.BADGE, forecast.reason),
        ),
        tuple(
            Row(
                (
                    Text(METHODS[method]),
                    money(amount, unit),
                    None if amount is None else money(budget.performance.bac - amount, unit),
                    Badge("selected", Tone.INFO) if method == forecast.method else None,
                )
            )
            for method, amount in estimates
        ),
    )
    yield from cost_details(project, budget)
    yield work_breakdown(project, budget)
    if budget.excluded:
        yield TableView(
            "excluded",
            "Written down and in no figure",
            (Column("Amount or hours"), Column("Why"), Column("Where")),
            tuple(
                Row((Text(one.what), Text(one.why.value), Text(str(one.record.span(one.field)))))
                for one in budget.excluded
            ),
        )
    for anchor, title, ids in (
        ("unbaselined", "Work with a cost that is not in the baseline", budget.unbaselined),
        ("removed", "Work of the baseline that is no longer planned", budget.removed),
    ):
        if ids:
            rows = tuple(Row((Links((link(project, id_),)),)) for id_ in ids)
            yield TableView(anchor, title, (Column("Task", ColumnKind.LINKS),), rows)
