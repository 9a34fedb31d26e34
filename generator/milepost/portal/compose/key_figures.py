"""The key figures of the first screen: each with what it is held against and how it came about."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from milepost.budget.model import Budget
from milepost.checking import Checked
from milepost.portal.compose.pages import link, register_page
from milepost.portal.compose.plan import last_day
from milepost.portal.compose.task_cells import days_of
from milepost.portal.formats import Formats
from milepost.portal.views.dashboard import KeyFigure
from milepost.portal.views.values import Badge, Field, Money, Number, PageLink, SourceRef, Tone
from milepost.project import Record
from milepost.risk.simulation.result import Simulation
from milepost.risk.simulation.words import chance_text
from milepost.schedule.model import ScheduledTask

_CENT = Decimal("0.01")
_SOURCES = 4


def key_figures(checked: Checked, formats: Formats) -> Iterator[KeyFigure]:
    """Finish and cost first, then indices and exposure; what there is no data for is left out."""
    yield from _finish(checked, formats)
    budget = checked.report.budget
    if budget is not None and (budget.performance.bac or budget.performance.ac):
        yield from _cost(checked, budget, formats)
    yield from _exposure(checked, formats)


def _finish(checked: Checked, formats: Formats) -> Iterator[KeyFigure]:
    schedule, baseline, project = checked.report.schedule, checked.report.baseline, checked.project
    if schedule is None:
        return
    page = PageLink("Plan", register_page("plan"))
    promised = baseline.finish if baseline is not None else project.settings.finish("target_finish")
    name = "baseline" if baseline is not None else "target"
    last = [task for task in schedule.tasks.values() if task.finish == schedule.finish and _is_work(task)]
    inputs = [Field("Set by", link(project, task.id)) for task in last[-1:]]
    sources = _sources(project.by_id[task.id] for task in last[-1:] if task.id in project.by_id)
    formula = "the latest finish of any task"
    notes = _finish_range(checked.report.simulation, formats)
    if promised is None:
        yield KeyFigure(
            "Forecast finish",
            last_day(schedule.finish),
            formula=formula,
            page=page,
            inputs=tuple(inputs),
            sources=sources,
            notes=notes,
            headline=True,
        )
        return
    slip = days_of(schedule.calendar.between(promised, schedule.finish), schedule.calendar)
    days = f"{abs(slip)} working day{'' if abs(slip) == 1 else 's'}"
    inputs.append(Field(name.capitalize(), last_day(promised)))
    inputs.append(Field("Working time between them", Number(slip, "d")))
    yield KeyFigure(
        "Forecast finish",
        last_day(schedule.finish),
        f"{name} {formats.day(last_day(promised).day)}",
        _judged(slip, f"{days} late", f"{days} early", "on the day"),
        formula=f"{formula}; its lateness is the working time from the {name} to it",
        page=page,
        inputs=tuple(inputs),
        sources=sources,
        notes=notes,
        headline=True,
    )


def _finish_range(simulation: Simulation | None, formats: Formats) -> tuple[str, ...]:
    """How sure the finish is: the days that half and four in five of the simulated runs keep."""
    if simulation is None:
        return ()
    half, most = (formats.day(last_day(one).day) for one in (simulation.finish.p50, simulation.finish.p80))
    return (
        f"simulated: 50% by {half} (P50), 80% by {most} (P80)",
        ", ".join(
            f"{chance_text(one.probability)} chance of the {one.name}" for one in simulation.finish_chances
        ),
    )


def _cost_range(simulation: Simulation | None, currency: str, formats: Formats) -> tuple[str, ...]:
    if simulation is None or simulation.cost is None:
        return ()
    cost = simulation.cost
    half, most = (formats.money(one.quantize(Decimal(1)), currency) for one in (cost.p50, cost.p80))
    return (f"simulated: 50% up to {half} (P50), 80% up to {most} (P80)",)


def _is_work(task: ScheduledTask) -> bool:
    return task.type != "summary"


def _judged(excess: Decimal, above: str, below: str, even: str) -> Badge:
    if excess > 0:
        return Badge(above, Tone.WATCH)
    return Badge(below if excess < 0 else even, Tone.GOOD)


def _cost(checked: Checked, budget: Budget, formats: Formats) -> Iterator[KeyFigure]:
    total, forecast, currency = budget.performance, budget.forecast, budget.currency
    page = PageLink("Budget", register_page("budget"))
    accounts = _sources(checked.project.all("account"))
    share = (forecast.selected - total.bac) * 100 / total.bac if total.bac else None
    percent = "" if share is None else f"{formats.number(abs(share).quantize(Decimal('0.1')))}% "
    bac = Field("Budget (BAC)", _whole(total.bac, currency))
    earned = Field("Earned value (EV)", _whole(total.ev, currency))
    planned = Field("Planned value (PV)", _whole(total.pv, currency))
    actual = Field("Actual cost (AC)", _whole(total.ac, currency))
    yield KeyFigure(
        "Forecast cost",
        _whole(forecast.selected, currency),
        f"budget {formats.money(total.bac.quantize(Decimal(1)), currency)}",
        _judged(
            forecast.selected - total.bac, f"{percent}over budget", f"{percent}below budget", "on budget"
        ),
        formula=f"EAC, {forecast.reason}",
        page=page,
        inputs=(bac, earned, actual),
        sources=accounts,
        notes=_cost_range(checked.report.simulation, currency, formats),
        headline=True,
    )
    for label, value, formula, name, inputs in (
        ("Cost performance", total.cpi, "EV ÷ AC", "CPI", (earned, actual)),
        ("Schedule performance", total.spi, "EV ÷ PV", "SPI", (earned, planned)),
    ):
        yield KeyFigure(
            label,
            None if value is None else Number(value.quantize(_CENT)),
            f"{name}; 1 is as planned",
            formula=formula,
            page=PageLink("Budget", register_page("budget"), "indices"),
            inputs=inputs,
            sources=accounts,
        )


def _exposure(checked: Checked, formats: Formats) -> Iterator[KeyFigure]:
    risk = checked.report.risk
    if not risk.risks:
        return
    threats = risk.residual.threats
    above = risk.appetite is not None and threats > risk.appetite
    yield KeyFigure(
        "Risk exposure",
        _whole(threats, risk.currency),
        "" if risk.appetite is None else f"appetite {formats.money(risk.appetite, risk.currency)}",
        Badge("above appetite", Tone.WATCH) if above else None,
        formula="sum of probability × cost of the open threats after their responses",
        page=PageLink("Risks", register_page("risks")),
        inputs=(Field("Open risks", Number(len(risk.ranking))),),
        sources=_sources(checked.project.by_id[id_] for id_ in risk.ranking if id_ in checked.project.by_id),
    )


def _whole(amount: Decimal, currency: str) -> Money:
    return Money(amount.quantize(Decimal(1)), currency)


def _sources(records: Iterable[Record]) -> tuple[SourceRef, ...]:
    """Where records are written: the first of each file, for a few files."""
    found: dict[str, SourceRef] = {}
    for record in records:
        span = record.span()
        found.setdefault(span.file, SourceRef(span.file, span.line))
        if len(found) == _SOURCES:
            break
    return tuple(found.values())
