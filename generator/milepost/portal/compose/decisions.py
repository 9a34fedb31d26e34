"""Decisions as a page: what is pending and on whom, the options and what they cost, and who was told."""

from decimal import Decimal

from milepost.checking import Checked
from milepost.control.decision_log import PendingDecision, TakenDecision
from milepost.portal import markup
from milepost.portal.compose.pages import link
from milepost.portal.page import Section
from milepost.portal.render import Renderer
from milepost.portal.views.register import Column, ColumnKind, Row, TableView
from milepost.portal.views.values import Badge, Cell, Day, Html, Links, Money, Number, Text, Tone
from milepost.project import Project
from milepost.source.fields import Fields

_SOON = 14


def decision_sections(checked: Checked, render: Renderer) -> list[Section]:
    """What stands before the decision log."""
    project, log = checked.project, checked.report.decisions()
    sections = [render.table(_pending(project, log.pending))]
    options = _options(project, log.pending)
    if options.rows:
        sections.append(render.table(options))
    sections.append(render.table(_log(project, log.taken)))
    return sections


def _pending(project: Project, pending: tuple[PendingDecision, ...]) -> TableView:
    rows = tuple(
        Row(
            (
                _who(project, one.on),
                link(project, one.id),
                Text(one.title),
                _needed(one),
                _links(project, one.blocks),
                None if one.float_days is None else _days(one.float_days),
                Number(one.options),
                _who(project, project.by_id[one.id].text("owner")),
            )
        )
        for one in pending
    )
    count = len(pending)
    title = (
        f"{count} {'decision is' if count == 1 else 'decisions are'} pending"
        if count
        else "Nothing is pending"
    )
    return TableView(
        "pending",
        title,
        (
            Column("On whom", ColumnKind.LINKS),
            Column("Id", ColumnKind.ID),
            Column("Decision"),
            Column("Needed by", ColumnKind.BADGE),
            Column("Tasks that wait", ColumnKind.LINKS),
            Column("Float", ColumnKind.NUMBER, "So many working days it can wait before the finish moves"),
            Column("Options", ColumnKind.NUMBER),
            Column("Prepared by", ColumnKind.LINKS),
        ),
        rows,
        "No decision is pending.",
    )


def _needed(one: PendingDecision) -> Cell:
    if one.needed_by is None or one.days_left is None:
        return None
    left = one.days_left
    words = f"{-left} days late" if left < 0 else "today" if left == 0 else f"in {left} days"
    tone = Tone.BAD if left < 0 else Tone.WATCH if left <= _SOON else Tone.INFO
    return Badge(f"{one.needed_by.isoformat()}, {words}", tone)


def _days(days: Decimal) -> Number:
    return Number(round(days, 1) if days % 1 else Decimal(int(days)), "d")


def _options(project: Project, pending: tuple[PendingDecision, ...]) -> TableView:
    rows = tuple(
        Row(
            (
                link(project, decision.id),
                Text(option.text("name")),
                _cost(option),
                _list(option, "for"),
                _list(option, "against"),
            )
        )
        for decision in pending
        for option in project.by_id[decision.id].parts("options")
    )
    return TableView(
        "options",
        "The options, and what speaks for and against them",
        (
            Column("Id", ColumnKind.ID),
            Column("Option"),
            Column("Cost", ColumnKind.MONEY),
            Column("For", ColumnKind.HTML),
            Column("Against", ColumnKind.HTML),
        ),
        rows,
    )


def _cost(option: Fields) -> Cell:
    amount = option.money("cost")
    return None if amount is None else Money(amount.amount, amount.currency)


def _list(option: Fields, key: str) -> Cell:
    items = option.texts(key)
    if not items:
        return None
    return Html("<ul>" + "".join(f"<li>{markup.inline(item)}</li>" for item in items) + "</ul>")


def _log(project: Project, taken: tuple[TakenDecision, ...]) -> TableView:
    """What was decided, the latest first; what is superseded says by what."""
    return TableView(
        "log",
        "What was decided",
        (
            Column("Id", ColumnKind.ID),
            Column("Decision", ColumnKind.HTML),
            Column("On", ColumnKind.DATE),
            Column("By", ColumnKind.LINKS),
            Column("State", ColumnKind.BADGE),
            Column("Told", ColumnKind.BADGE, "Of those whom it concerns"),
            Column("Look again", ColumnKind.DATE),
        ),
        tuple(_decided(project, one) for one in taken),
        "Nothing has been decided yet. Decisions belong in decisions.yaml under `decisions`.",
    )


def _decided(project: Project, one: TakenDecision) -> Row:
    state: Cell = Badge("holds", Tone.GOOD)
    if not one.holds:
        state = _who(project, one.superseded_by) or Badge("superseded", Tone.NEUTRAL)
    return Row(
        (
            link(project, one.id),
            Html(markup.block(project.by_id[one.id].text("decision") or one.title)),
            None if one.day is None else Day(one.day),
            _who(project, one.decided_by),
            state,
            _told(one),
            None if one.review_on is None else Day(one.review_on),
        )
    )


def _told(one: TakenDecision) -> Cell:
    wanted = len(one.told) + len(one.not_told)
    if not wanted:
        return None
    return Badge(f"{len(one.told)} of {wanted}", Tone.WATCH if one.not_told else Tone.GOOD)


def _who(project: Project, party: str) -> Cell:
    return Links((link(project, party),)) if party else None


def _links(project: Project, ids: tuple[str, ...]) -> Cell:
    return Links(tuple(link(project, one) for one in ids)) if ids else None
