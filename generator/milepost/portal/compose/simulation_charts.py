"""The charts of the simulation page, each with the finding as its title and a table that says the same."""

from collections.abc import Callable
from decimal import Decimal

from milepost.portal.charts import Json
from milepost.portal.compose.plan import last_day
from milepost.portal.formats import Formats
from milepost.portal.simulation_charts import distribution_spec, scatter_spec, tornado_spec
from milepost.portal.views.register import Column, ColumnKind, Row, TableView
from milepost.portal.views.simulation import (
    DistributionChart,
    Figure,
    Marker,
    ScatterChart,
    TornadoBar,
    TornadoChart,
)
from milepost.portal.views.values import Cell, Money, Number, Text
from milepost.project import Project
from milepost.risk.simulation.names import named, title_of
from milepost.risk.simulation.result import Simulation, Swing
from milepost.risk.simulation.words import chance_words
from milepost.schedule.instants import Instant, instant_text

Spec = Callable[[int, int], dict[str, Json]]
_WHOLE, _TENTH = Decimal(1), Decimal("0.1")
_PERCENTS = (5, 10, 20, 30, 40, 50, 60, 70, 80, 90, 95)
_BARS = 12


def finish_figure(result: Simulation, formats: Formats) -> tuple[Figure, Spec]:
    """When the project finishes: histogram and S-curve."""
    finish = result.finish
    p50, p80 = (formats.day(last_day(at).day) for at in (finish.p50, finish.p80))
    title = f"Half of the runs finish by {p50}, four in five by {p80}"
    markers = [
        Marker(_iso(finish.deterministic), "plan"),
        Marker(_iso(finish.p50), "P50"),
        Marker(_iso(finish.p80), "P80"),
        *(Marker(_iso(one.value), one.name, promised=True) for one in result.finish_chances),
    ]
    chart = DistributionChart(
        about=title,
        temporal=True,
        bars=tuple(
            (_iso(bar.low), _iso(bar.high), 100 * bar.count / result.iterations) for bar in finish.histogram
        ),
        curve=tuple((_iso(at), float(percent)) for percent, at in enumerate(finish.percentiles)),
        markers=tuple(markers),
    )
    rows = tuple(Row((Text(f"P{percent}"), last_day(finish.percentiles[percent]))) for percent in _PERCENTS)
    table = TableView(
        "finish-percentiles",
        "Finish by percentile",
        (Column("Share of the runs that finish by then"), Column("Finish", ColumnKind.DATE)),
        rows,
    )
    caption = (
        "Above: how many of the runs finish when. Below: the share of runs that finish by a date. "
        "Dashed lines are what was promised."
    )
    return Figure("finish", title, caption, table), lambda w, h: distribution_spec(chart, w, h)


def cost_figure(result: Simulation, currency: str, formats: Formats) -> tuple[Figure, Spec] | None:
    """What the project costs: histogram and S-curve; None without a budget."""
    cost = result.cost
    if cost is None:
        return None
    p50, p80 = (formats.money(one.quantize(_WHOLE), currency) for one in (cost.p50, cost.p80))
    title = f"Half of the runs cost at most {p50}, four in five at most {p80}"
    markers = [
        Marker(float(cost.deterministic), "plan"),
        Marker(float(cost.p50), "P50"),
        Marker(float(cost.p80), "P80"),
        *(Marker(float(one.value), one.name, promised=True) for one in result.cost_chances),
    ]
    chart = DistributionChart(
        about=title,
        temporal=False,
        bars=tuple(
            (float(bar.low), float(bar.high), 100 * bar.count / result.iterations) for bar in cost.histogram
        ),
        curve=tuple((float(at), float(percent)) for percent, at in enumerate(cost.percentiles)),
        markers=tuple(markers),
        unit=currency,
    )
    rows = tuple(
        Row((Text(f"P{percent}"), Money(cost.percentiles[percent].quantize(_WHOLE), currency)))
        for percent in _PERCENTS
    )
    table = TableView(
        "cost-percentiles",
        "Cost by percentile",
        (Column("Share of the runs that cost no more"), Column("Cost", ColumnKind.MONEY)),
        rows,
    )
    caption = (
        "Above: how many of the runs cost how much. Below: the share of runs that cost no more than that. "
        "Dashed lines are what was promised."
    )
    return Figure("cost", title, caption, table), lambda w, h: distribution_spec(chart, w, h)


def tornado_figure(project: Project, result: Simulation) -> tuple[Figure, Spec] | None:
    """What moves the finish; None where nothing does."""
    bars = [one for one in result.tornado if one.days][:_BARS]
    if not bars:
        return None
    first = bars[0]
    title = f"{first.id} moves the finish most: {first.days:.1f} working days from end to end"
    chart = TornadoChart(
        about=title,
        unit="working days from the mean finish",
        bars=tuple(TornadoBar(one.id, named(project, one.id), one.low, one.high) for one in bars),
    )
    table = TableView(
        "tornado-table",
        "How far the mean finish and the mean cost move",
        (
            Column("Id", ColumnKind.ID),
            Column("What"),
            Column("Kind"),
            Column("Low end", ColumnKind.NUMBER, "Working days from the mean finish"),
            Column("High end", ColumnKind.NUMBER, "Working days from the mean finish"),
            Column("Cost, low end", ColumnKind.NUMBER, "Money from the mean cost"),
            Column("Cost, high end", ColumnKind.NUMBER, "Money from the mean cost"),
        ),
        tuple(Row(_swing(project, one)) for one in bars),
    )
    caption = (
        "A task or a driver is held at its P10 and at its P90, a risk at never and always; all else "
        f"is drawn as before, in {result.swung:,} runs."
    )
    return Figure("tornado", title, caption, table), lambda w, h: tornado_spec(chart, w, h)


def _swing(project: Project, one: Swing) -> tuple[Cell, ...]:
    return (
        Text(one.id),
        Text(title_of(project, one.id)),
        Text(one.kind),
        Number(Decimal(one.low).quantize(_TENTH), "d"),
        Number(Decimal(one.high).quantize(_TENTH), "d"),
        None if one.cost_low is None else Number(Decimal(one.cost_low).quantize(_WHOLE)),
        None if one.cost_high is None else Number(Decimal(one.cost_high).quantize(_WHOLE)),
    )


def joint_figure(result: Simulation, currency: str, formats: Formats) -> tuple[Figure, Spec] | None:
    """Finish against cost; None where nothing was promised, or no cost is simulated."""
    joint = result.joint
    if joint is None or not result.scatter:
        return None
    finish, cost = result.finish_chances[0], result.cost_chances[0]
    kept = chance_words(joint.probability, result.iterations)
    title = f"{joint.finish.capitalize()} and {joint.cost} are kept together in {kept}"
    chart = ScatterChart(
        about=title,
        points=tuple(
            (_iso(at), float(amount), at <= finish.value and amount <= cost.value)
            for at, amount in result.scatter
        ),
        finish=Marker(_iso(finish.value), finish.name, promised=True),
        cost=Marker(float(cost.value), cost.name, promised=True),
        currency=currency,
    )
    promised = formats.day(last_day(finish.value).day), formats.money(cost.value.quantize(_WHOLE), currency)
    rows = (
        Row(
            (Text(f"{finish.name}, {promised[0]}"), Text(chance_words(finish.probability, result.iterations)))
        ),
        Row((Text(f"{cost.name}, {promised[1]}"), Text(chance_words(cost.probability, result.iterations)))),
        Row((Text("both"), Text(kept))),
    )
    table = TableView(
        "joint-table", "Kept alone and together", (Column("What was promised"), Column("Kept in")), rows
    )
    caption = f"Each point is one of the first {len(result.scatter):,} runs."
    return Figure("joint", title, caption, table), lambda w, h: scatter_spec(chart, w, h)


def _iso(at: Instant) -> str:
    return f"{instant_text(at)}:00Z"
