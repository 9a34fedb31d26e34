"""Changes as a page: the pipeline, who has to decide, the ledger from the original plan to the forecast."""

from collections.abc import Iterator
from decimal import Decimal

from milepost.checking import Checked
from milepost.control.change_ledger import ChangeEntry, ChangeLedger, Step
from milepost.portal import markup
from milepost.portal.compose.amounts import money
from milepost.portal.compose.pages import link
from milepost.portal.page import Section
from milepost.portal.render import Renderer
from milepost.portal.views.board import BoardView, Card, Lane, WaterfallBar, WaterfallView
from milepost.portal.views.register import Column, ColumnKind, Row, TableView
from milepost.portal.views.values import Badge, Cell, Day, Html, Links, Number, Text, Tone
from milepost.project import Project
from milepost.schedule.instants import date_of, day_of

_LANES = (
    ("submitted", "Submitted"),
    ("assessing", "Assessing"),
    ("waiting-for-approval", "Waiting for approval"),
    ("approved", "Approved"),
    ("implemented", "Implemented"),
    ("postponed", "Postponed"),
    ("rejected", "Rejected"),
    ("merged", "Merged"),
)
_OLD = 14
CARDS = 12
"""Most cards of a status on a board."""
_FUNDING = {
    "budget": "Budget",
    "contingency": "Contingency",
    "management-reserve": "Management reserve",
    "extra-funding": "Extra funding",
}


def change_sections(checked: Checked, render: Renderer) -> list[Section]:
    """What stands before the change log."""
    project, ledger = checked.project, checked.report.changes()
    if not ledger.changes:
        return []
    sections = [
        render.board(_pipeline(project, ledger), "pipeline"),
        render.table(_waiting(project, ledger)),
    ]
    chart = _waterfall(ledger)
    if chart is not None:
        sections.append(render.waterfall(chart, "waterfall"))
    if ledger.steps:
        sections.append(render.table(_steps(project, ledger)))
    sections.append(render.table(_measured(project, ledger)))
    if ledger.drawn:
        sections.append(render.table(_drawn(ledger)))
    return sections


def _pipeline(project: Project, ledger: ChangeLedger) -> BoardView:
    lanes = []
    for state, title in _LANES:
        found = [one for one in ledger.changes if one.status == state]
        if found:
            cards = tuple(_card(project, one, ledger) for one in found[-CARDS:])
            lanes.append(Lane(title, cards, len(found) - len(cards)))
    waiting = len(ledger.open)
    words = f"{waiting} {'change waits' if waiting == 1 else 'changes wait'} for a decision"
    return BoardView(words if waiting else "No change waits for a decision", tuple(lanes), "")


def _card(project: Project, one: ChangeEntry, ledger: ChangeLedger) -> Card:
    said = [f"{_signed(one.declared.days)} d"] if one.declared.days else []
    if one.declared.cost:
        said.append(f"{one.declared.cost:+,.0f} {ledger.currency}")
    badge = None
    if one.age_days is not None:
        badge = Badge(f"{one.age_days} days", Tone.WATCH if one.age_days > _OLD else Tone.INFO)
    return Card(link(project, one.id), one.title, ", ".join(said), badge)


def _signed(days: Decimal | None) -> str:
    return "" if days is None else f"{days:+.1f}".removesuffix(".0")


def _days(days: Decimal | None) -> Cell:
    return None if days is None else Number(round(days, 1) if days % 1 else Decimal(int(days)), "d")


def _cost(amount: Decimal | None, ledger: ChangeLedger) -> Cell:
    return None if amount is None else money(amount, ledger.currency)


def _who(project: Project, party: str) -> Cell:
    return Links((link(project, party),)) if party else None


def _waiting(project: Project, ledger: ChangeLedger) -> TableView:
    rows = tuple(
        Row(
            (
                link(project, one.id),
                Text(one.title),
                _who(project, one.waits_for),
                None if one.age_days is None else Number(one.age_days, "d"),
                None if one.size is None else Number(one.size),
                _days(one.declared.days),
                _cost(one.declared.cost, ledger),
                _prose(project, one.id, "impact_of_not_doing"),
            )
        )
        for one in ledger.open
    )
    return TableView(
        "waiting",
        "Waiting for a decision, and on whom",
        (
            Column("Id", ColumnKind.ID),
            Column("Change"),
            Column("Waits for", ColumnKind.LINKS),
            Column("Since", ColumnKind.NUMBER, "Days since it was handed in"),
            Column("Size", ColumnKind.NUMBER, "1 to 5"),
            Column("Finish", ColumnKind.NUMBER, "Working days it declares to move the finish by"),
            Column("Cost", ColumnKind.MONEY, "What it declares to cost"),
            Column("If it is not done", ColumnKind.HTML),
        ),
        rows,
        "No change waits for a decision.",
    )


def _prose(project: Project, id_: str, key: str) -> Cell:
    text = project.by_id[id_].text(key)
    return Html(markup.block(text)) if text else None


def _waterfall(ledger: ChangeLedger) -> WaterfallView | None:
    """Steps with money; bars of nothing are left out."""
    bars: list[WaterfallBar] = []
    level = Decimal(0)
    for step in ledger.steps:
        if step.bac is not None:
            bars.append(WaterfallBar(step.id or step.title, Decimal(0), step.bac, "total"))
            level = step.bac
        elif step.cost:
            label = step.id or _unexplained(bars)
            bars.append(WaterfallBar(label, level, level + step.cost, "more" if step.cost > 0 else "less"))
            level += step.cost
    totals = [bar for bar in bars if bar.kind == "total"]
    if len(totals) < 2:
        return None
    first, last = totals[0].end, totals[-1].end
    moved = last - first
    title = f"From {first:,.0f} to {last:,.0f} {ledger.currency}: {moved:+,.0f} since the original plan"
    return WaterfallView(title, f"Budget at completion and forecast in {ledger.currency}", tuple(bars))


def _unexplained(bars: list[WaterfallBar]) -> str:
    """Labels name bars and must differ."""
    before = sum(bar.label.startswith("other") for bar in bars)
    return "other" + " " * before


def _steps(project: Project, ledger: ChangeLedger) -> TableView:
    return TableView(
        "ledger",
        "Ledger: from the original plan to the forecast",
        (
            Column("What", ColumnKind.ID),
            Column("Title"),
            Column("On", ColumnKind.DATE, "Baseline taken, change decided, status date"),
            Column(
                "Days", ColumnKind.NUMBER, "Working days by which the finish moves; of changes as declared"
            ),
            Column("Cost", ColumnKind.MONEY, "By how much the budget moves; of changes as declared"),
            Column("Finish", ColumnKind.DATE),
            Column("Budget", ColumnKind.MONEY, "Budget at completion; in the last row the forecast"),
        ),
        tuple(_step(project, step, ledger) for step in ledger.steps),
    )


def _step(project: Project, step: Step, ledger: ChangeLedger) -> Row:
    name: Cell = link(project, step.id) if step.id else Text({"forecast": "now"}.get(step.kind, "other"))
    return Row(
        (
            name,
            Text(step.title),
            None if step.day is None else Day(step.day),
            _days(step.days),
            _cost(step.cost, ledger),
            None if step.finish is None else Day(date_of(day_of(step.finish - 1))),
            _cost(step.bac, ledger),
        ),
        depth=0 if step.kind in ("baseline", "forecast") else 1,
    )


def _measured(project: Project, ledger: ChangeLedger) -> TableView:
    rows = tuple(_compared(project, ledger))
    return TableView(
        "measured",
        "Declared and measured",
        (
            Column("Id", ColumnKind.ID),
            Column("Change"),
            Column("Days declared", ColumnKind.NUMBER),
            Column("Days measured", ColumnKind.NUMBER, "From baseline to baseline, less other changes"),
            Column("Cost declared", ColumnKind.MONEY),
            Column(
                "Cost measured",
                ColumnKind.MONEY,
                "From baseline to baseline, less other changes; else the cost of its tasks in no baseline",
            ),
            Column("Decided in", ColumnKind.NUMBER, "Days from being handed in to the decision"),
            Column("Paid from", ColumnKind.TEXT),
        ),
        rows,
        "No change is approved yet.",
    )


def _compared(project: Project, ledger: ChangeLedger) -> Iterator[Row]:
    for one in ledger.changes:
        if one.status in ("approved", "implemented"):
            yield Row(
                (
                    link(project, one.id),
                    Text(one.title),
                    _days(one.declared.days),
                    _days(one.measured.days),
                    _cost(one.declared.cost, ledger),
                    _cost(one.measured.cost, ledger),
                    None if one.lead_days is None else Number(one.lead_days, "d"),
                    Text(_FUNDING[one.funding]) if one.funding in _FUNDING else None,
                )
            )


def _drawn(ledger: ChangeLedger) -> TableView:
    return TableView(
        "drawn",
        "What approved changes take from where",
        (Column("Source"), Column("Amount", ColumnKind.MONEY, "Sum of the declared costs")),
        tuple(
            Row((Text(_FUNDING.get(name, name)), money(sum_, ledger.currency)))
            for name, sum_ in ledger.drawn.items()
        ),
        total=(Text("All approved changes"), money(ledger.approved_cost, ledger.currency)),
    )
