"""The business case on its page: as approved and as of today, what changed it, money by year, benefits."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal

from milepost.control.attainment import attainment
from milepost.control.business_case import BusinessCase, Flow, business_case, internal_rate
from milepost.control.computed_checks import delay
from milepost.portal.compose.pages import id_link
from milepost.portal.formats import Formats
from milepost.portal.views.register import Column, ColumnKind, Row, TableView
from milepost.portal.views.values import Badge, Cell, Day, Money, Number, Text, Tone
from milepost.project import Project, Record
from milepost.report import Report

_ZERO = Decimal(0)
_KINDS = (
    ("project-cost", "Project cost"),
    ("running-cost", "Running cost"),
    ("benefit", "Benefits"),
    ("other", "Other"),
)


def case_of(report: Report) -> BusinessCase | None:
    """The business case of a project with today's forecasts; None when it has none with cash flows."""
    return business_case(report.project, delay_of(report), report.budget)


def delay_of(report: Report) -> timedelta | None:
    """Calendar days by which the finish is later than first promised."""
    return None if report.schedule is None else delay(report.project, report.schedule)


def case_lead(case: BusinessCase, formats: Formats) -> str:
    """Whether the case still holds, in one sentence."""
    now, then = case.current, case.approved
    worth = formats.money(now.npv.quantize(Decimal(1)), case.currency)
    was = formats.money(then.npv.quantize(Decimal(1)), case.currency)
    back = "it never pays back" if now.payback is None else f"it pays back by {formats.day(now.payback)}"
    verdict = "still holds" if now.npv >= 0 else "does not hold any more"
    today = f"with today's forecasts it is worth {worth} (approved: {was})"
    return f"The business case {verdict}: {today}, and {back}."


def case_tables(case: BusinessCase) -> Sequence[TableView]:
    """As approved and today, what changed it, and the money by year."""
    return (_values(case), _steps(case), _by_year(case))


def _money(amount: Decimal, currency: str) -> Money:
    return Money(amount.quantize(Decimal(1)), currency)


def _percent(share: Decimal | None) -> Cell:
    return Text("not defined") if share is None else Number((100 * share).quantize(Decimal("0.1")), "%")


def _values(case: BusinessCase) -> TableView:
    then, now, record = case.approved, case.current, case.record
    hurdle, limit = record.percentage("hurdle_rate"), record.decimal("payback_limit_years")
    too_long = limit is not None and (now.payback_years is None or now.payback_years > limit)
    below = hurdle is not None and now.roi is not None and now.roi < hurdle
    rows = (
        Row(
            (
                Text("Project cost"),
                _money(then.cost, case.currency),
                _money(now.cost, case.currency),
                None,
                None,
            )
        ),
        Row(
            (
                Text(f"Net present value at {100 * case.rate:.1f}%"),
                _money(then.npv, case.currency),
                _money(now.npv, case.currency),
                Text("at least 0"),
                _verdict(bad=now.npv < 0),
            )
        ),
        Row(
            (
                Text("Return on investment"),
                _percent(then.roi),
                _percent(now.roi),
                None if hurdle is None else Text(f"at least {100 * hurdle:.0f}%"),
                None if hurdle is None else _verdict(bad=below),
            )
        ),
        Row(
            (
                Text("Internal rate of return"),
                _percent(internal_rate(case.written, case.valued_at)),
                _percent(internal_rate(case.flows, case.valued_at)),
                None,
                None,
            )
        ),
        Row(
            (
                Text("Payback"),
                _years(then.payback_years),
                _years(now.payback_years),
                None if limit is None else Text(f"at most {limit} years"),
                None if limit is None else _verdict(bad=too_long),
            )
        ),
    )
    columns = (
        Column("Figure"),
        Column("As approved", ColumnKind.NUMBER),
        Column("Today", ColumnKind.NUMBER, "With the forecast of cost, finish and benefits"),
        Column("Limit"),
        Column("Verdict", ColumnKind.BADGE),
    )
    return TableView("case", "Is it still worth it?", columns, rows)


def _verdict(*, bad: bool) -> Badge:
    return Badge("missed", Tone.BAD) if bad else Badge("kept", Tone.GOOD)


def _years(years: Decimal | None) -> Text:
    return Text("never") if years is None else Text(f"{years:.1f} years")


def _steps(case: BusinessCase) -> TableView:
    rows = [
        Row(
            (
                Text("As approved"),
                Text("the cash flows as they are written"),
                _money(case.approved.npv, case.currency),
            )
        )
    ]
    rows += [Row((Text(name), Text(why), _money(change, case.currency))) for name, why, change in case.steps]
    missing = "; ".join(case.unconverted)
    note = f"; without flows in {missing}, which has no exchange rate" if missing else ""
    until = f", up to {case.until}" if case.until is not None else ""
    how = f"discounted to {case.valued_at} at {100 * case.rate:.1f}% a year{until}{note}"
    return TableView(
        "case-changes",
        "What changed its worth",
        (Column("Forecast"), Column("Why"), Column("Net present value", ColumnKind.MONEY)),
        tuple(rows),
        total=(Text("Today"), Text(how), _money(case.current.npv, case.currency)),
    )


def _by_year(case: BusinessCase) -> TableView:
    years = sorted({flow.day.year for flow in case.flows})
    rows, total = [], _ZERO
    for year in years:
        flows = [flow for flow in case.flows if flow.day.year == year]
        net = _sum(flows)
        total += net
        cells: tuple[Cell, ...] = (
            Text(str(year)),
            *(
                _money(_sum([flow for flow in flows if flow.kind == kind]), case.currency)
                for kind, _ in _KINDS
            ),
            _money(net, case.currency),
            _money(total, case.currency),
        )
        rows.append(Row(cells))
    columns = (
        Column("Year"),
        *(Column(title, ColumnKind.MONEY) for _, title in _KINDS),
        Column("Net", ColumnKind.MONEY),
        Column("Total so far", ColumnKind.MONEY, "Not discounted; it pays back when this stays above zero"),
    )
    return TableView("case-years", "The money by year, with today's forecasts", columns, tuple(rows))


def _sum(flows: Sequence[Flow]) -> Decimal:
    return sum((flow.amount for flow in flows), _ZERO)


def benefit_table(project: Project) -> TableView:
    """Every benefit: where it began, where it should come to, what is forecast and what is measured."""
    return TableView(
        "forecast",
        "What comes of the benefits",
        (
            Column("Benefit", ColumnKind.ID),
            Column("Title"),
            Column("Began at", ColumnKind.NUMBER),
            Column("Target", ColumnKind.NUMBER),
            Column("Last measured", ColumnKind.NUMBER),
            Column("Forecast", ColumnKind.NUMBER),
            Column(
                "Attained",
                ColumnKind.NUMBER,
                "Share of the way from beginning to target that is expected",
            ),
            Column("Value a year", ColumnKind.MONEY),
            Column("Full from", ColumnKind.DATE),
        ),
        tuple(
            _benefit(record, project)
            for record in project.all("benefit")
            if record.text("status") != "withdrawn"
        ),
        "No benefits yet. They belong in benefits.yaml, each with owner, measure, baseline and target.",
    )


def _benefit(record: Record, project: Project) -> Row:
    today, unit = project.settings.status_date, record.text("unit")
    measured = [
        (day, value)
        for one in record.parts("actuals")
        if (day := one.date("date")) is not None
        and day <= today
        and (value := one.decimal("value")) is not None
    ]
    forecast = [
        (day, value)
        for one in record.parts("forecasts")
        if (day := one.date("date")) is not None and (value := one.decimal("value")) is not None
    ]
    share, worth, full = attainment(record, today), record.money("value"), record.date("realise_by")
    return Row(
        (
            id_link(project, record.id),
            Text(f"{record.title} (a disbenefit)" if record.flag("disbenefit") else record.title),
            _figure(record.decimal("baseline"), unit),
            _figure(record.decimal("target"), unit),
            _figure(max(measured)[1] if measured else None, unit) or Text("not yet"),
            _figure(max(forecast)[1] if forecast else None, unit) or Text("none"),
            None if share is None else Number(round(100 * share), "%"),
            None if worth is None else Money(worth.amount, worth.currency),
            None if full is None else Day(full),
        )
    )


def _figure(value: Decimal | None, unit: str) -> Cell:
    return None if value is None else Text(f"{value:,f} {unit}".strip())
