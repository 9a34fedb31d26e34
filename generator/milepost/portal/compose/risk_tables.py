"""The tables and the chart of the risk page: causes, ranking, reviews and ageing, owners."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

from milepost.portal.charts import Json
from milepost.portal.compose.amounts import money
from milepost.portal.compose.pages import link, link_to
from milepost.portal.risk_charts import pareto_spec
from milepost.portal.views.register import Column, ColumnKind, Row, TableView
from milepost.portal.views.risks import ParetoBar, ParetoChart
from milepost.portal.views.simulation import Figure
from milepost.portal.views.values import Badge, Cell, Day, Links, Number, Text, Tone
from milepost.project import Project
from milepost.risk.compute import AssessedRisk, RiskRegister
from milepost.risk.reviews import last_look, review_due
from milepost.risk.scoring import Band, Scored

TOP = 10
_TONES = {"green": Tone.GOOD, "amber": Tone.WATCH, "red": Tone.BAD}
_ZERO = Decimal(0)
_SOON = 14


def band_badge(band: Band | None) -> Badge:
    """A band as a badge."""
    return Badge("not scored") if band is None else Badge(band.name, _TONES.get(band.rag, Tone.NEUTRAL))


def score_badge(found: Scored) -> Badge:
    """A score with its band."""
    badge = band_badge(found.band)
    return badge if found.score is None else Badge(f"{found.score} {badge.text}", badge.tone)


def _open(register: RiskRegister) -> list[AssessedRisk]:
    return [register.risks[id_] for id_ in register.ranking]


# -- causes --------------------------------------------------------------------------------------------------


def pareto_figure(register: RiskRegister) -> tuple[Figure, Callable[[int, int], dict[str, Json]]] | None:
    """What each top branch of the breakdown structure carries; None without threats that carry anything."""
    branches: defaultdict[str, list[AssessedRisk]] = defaultdict(list)
    for one in _open(register):
        if not one.risk.opportunity:
            branches[one.risk.category.partition("/")[0].strip() or "without a category"].append(one)
    priced = register.current.threats > 0
    carried = {name: _carried(risks, priced=priced) for name, risks in branches.items()}
    whole = sum(carried.values(), _ZERO)
    if not whole:
        return None
    ordered = sorted(branches, key=lambda name: -carried[name])
    bars, rows, so_far = [], [], _ZERO
    for name in ordered:
        so_far += carried[name]
        cumulative = 100 * so_far / whole
        bars.append(ParetoBar(name, float(carried[name]), float(cumulative)))
        rows.append(Row(_branch(name, branches[name], carried[name], cumulative, register, priced=priced)))
    what = "expected cost of the threats" if priced else "scores of the threats"
    most = round(100 * carried[ordered[0]] / whole)
    title = f"{ordered[0].capitalize()}: {most}% of the {what}"
    unit = f"expected cost, {register.currency}" if priced else "sum of scores"
    chart = ParetoChart(title, unit, tuple(bars))
    table = TableView(
        "pareto-table",
        "Threats by category",
        (
            Column("Category"),
            Column("Threats", ColumnKind.NUMBER),
            Column("Highest", ColumnKind.BADGE, "Highest score today"),
            Column("Expected cost", ColumnKind.MONEY)
            if priced
            else Column("Sum of scores", ColumnKind.NUMBER),
            Column("Up to here", ColumnKind.NUMBER, "Share of all, with the categories above"),
        ),
        tuple(rows),
    )
    caption = (
        "Open threats by the first level of their category, the largest first; the figures beside the bars "
        "are the share of all up to there."
    )
    return Figure("pareto", title, caption, table), lambda w, h: pareto_spec(chart, w, h)


def _carried(risks: list[AssessedRisk], *, priced: bool) -> Decimal:
    if priced:
        return sum((-(one.current.expected_value or _ZERO) for one in risks), _ZERO)
    return Decimal(sum(one.current.score or 0 for one in risks))


def _branch(
    name: str,
    risks: list[AssessedRisk],
    carried: Decimal,
    cumulative: Decimal,
    register: RiskRegister,
    *,
    priced: bool,
) -> tuple[Cell, ...]:
    highest = max(risks, key=lambda one: one.current.score or 0)
    amount: Cell = money(carried, register.currency) if priced else Number(carried)
    return (
        Text(name),
        Number(len(risks)),
        score_badge(highest.current),
        amount,
        Number(round(cumulative), "%"),
    )


# -- ranking -------------------------------------------------------------------------------------------------


def ranking(project: Project, register: RiskRegister) -> TableView:
    """The open risks with the highest scores."""
    count = len(register.ranking)
    title = f"The ten highest of {count} open risks" if count > TOP else "Open risks, the highest first"
    return TableView(
        "ranking",
        title,
        (
            Column("Risk", ColumnKind.ID),
            Column("Title"),
            Column("Today", ColumnKind.BADGE, "Likelihood × impact, and its band"),
            Column("After response", ColumnKind.BADGE),
            Column("Expected value", ColumnKind.MONEY, "Probability × cost; negative for a threat"),
            Column("Expected delay", ColumnKind.NUMBER, "Probability × working days; negative for a gain"),
            Column("Owner", ColumnKind.LINKS),
        ),
        tuple(Row(_ranked(project, register.risks[id_], register)) for id_ in register.ranking[:TOP]),
        "No open risks.",
    )


def _ranked(project: Project, one: AssessedRisk, register: RiskRegister) -> tuple[Cell, ...]:
    value, delay = one.current.expected_value, one.current.expected_delay
    return (
        link_to(one.risk.record),
        Text(one.risk.title),
        score_badge(one.current),
        score_badge(one.residual),
        None if value is None else money(value, register.currency),
        None if delay is None else Number(delay.quantize(Decimal("0.1")), "d"),
        Links((link(project, one.risk.owner),)) if one.risk.owner else None,
    )


# -- reviews and ageing --------------------------------------------------------------------------------------


def reviews(project: Project, register: RiskRegister) -> TableView:
    """When each open risk is to be looked at, and how old it is; what is due first comes first."""
    today = project.settings.status_date
    due = {one.risk.id: review_due(one) for one in _open(register)}
    ordered = sorted(_open(register), key=lambda one: due[one.risk.id] or date.max)
    overdue = sum(day is not None and day < today for day in due.values())
    soon = sum(day is not None and 0 <= (day - today).days <= _SOON for day in due.values())
    ages = [age for one in ordered if (age := _age(one, today)) is not None]
    oldest = f"; the oldest open risk is {max(ages)} days old" if ages else ""
    reviews_are = "review is" if overdue == 1 else "reviews are"
    return TableView(
        "reviews",
        f"{overdue or 'No'} {reviews_are} overdue, {soon} due within two weeks{oldest}",
        (
            Column("Risk", ColumnKind.ID),
            Column("Title"),
            Column("Today", ColumnKind.BADGE),
            Column("Next review", ColumnKind.DATE),
            Column("State", ColumnKind.BADGE),
            Column("Last looked at", ColumnKind.DATE),
            Column("Age", ColumnKind.NUMBER, "Days since it was identified"),
            Column("Owner", ColumnKind.LINKS),
        ),
        tuple(Row(_reviewed(project, one, due[one.risk.id], today)) for one in ordered),
        "No open risks.",
    )


def _reviewed(project: Project, one: AssessedRisk, due: date | None, today: date) -> tuple[Cell, ...]:
    looked, age = last_look(one), _age(one, today)
    return (
        link_to(one.risk.record),
        Text(one.risk.title),
        score_badge(one.current),
        None if due is None else Day(due),
        _state(due, today),
        None if looked is None else Day(looked),
        None if age is None else Number(age, "d"),
        Links((link(project, one.risk.owner),)) if one.risk.owner else None,
    )


def _state(due: date | None, today: date) -> Badge:
    if due is None:
        return Badge("no date", Tone.WATCH)
    if due < today:
        return Badge("overdue", Tone.BAD)
    return Badge("due", Tone.WATCH) if (due - today).days <= _SOON else Badge("planned", Tone.GOOD)


def _age(one: AssessedRisk, today: date) -> int | None:
    record = one.risk.record
    found = record.date("identified") or record.date("created")
    return None if found is None else max(0, (today - found).days)


# -- owners --------------------------------------------------------------------------------------------------


def owners(project: Project, register: RiskRegister) -> TableView:
    """How many open risks each owner holds, the most first."""
    today = project.settings.status_date
    held: defaultdict[str, list[AssessedRisk]] = defaultdict(list)
    for one in _open(register):
        held[one.risk.owner].append(one)
    ordered = sorted(held, key=lambda owner: (-len(held[owner]), owner))
    return TableView(
        "owners",
        "Who holds the open risks",
        (
            Column("Owner", ColumnKind.LINKS),
            Column("Open risks", ColumnKind.NUMBER),
            Column("In the highest band", ColumnKind.NUMBER),
            Column("Reviews overdue", ColumnKind.NUMBER),
            Column("Open responses", ColumnKind.NUMBER, "Actions of responses that are not done"),
            Column("Net expected value", ColumnKind.MONEY, "Of all their risks; negative for threats"),
        ),
        tuple(Row(tuple(_owner(project, owner, held[owner], register, today))) for owner in ordered),
        "No open risks.",
    )


def _owner(
    project: Project, owner: str, risks: list[AssessedRisk], register: RiskRegister, today: date
) -> Iterator[Cell]:
    high = set(register.high)
    overdue = [day for one in risks if (day := review_due(one)) is not None and day < today]
    waiting = sum(not action.has("done") for one in risks for action in one.risk.record.parts("response"))
    yield Links((link(project, owner),)) if owner else Text("nobody")
    yield Number(len(risks))
    yield Number(sum(one.risk.id in high for one in risks))
    yield Number(len(overdue))
    yield Number(waiting)
    yield money(sum((one.current.expected_value or _ZERO for one in risks), _ZERO), register.currency)
