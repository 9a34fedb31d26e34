"""Decisions as a page: what is pending and on whom, the options and what they cost, and who was told."""

from datetime import date
from decimal import Decimal

from milepost.checking import Checked
from milepost.parties import identity
from milepost.portal import markup
from milepost.portal.compose.pages import link
from milepost.portal.page import Section
from milepost.portal.render import Renderer
from milepost.portal.views import (
    Badge,
    Cell,
    Column,
    ColumnKind,
    Day,
    Html,
    Links,
    Money,
    Number,
    Row,
    TableView,
    Text,
    Tone,
)
from milepost.project import Project, Record
from milepost.schedule.model import Schedule
from milepost.source.fields import Fields
from milepost.states import status


def decision_sections(checked: Checked, render: Renderer) -> list[Section]:
    """What stands before the decision log."""
    project, schedule = checked.project, checked.report.schedule
    pending = [one for one in project.all("decision") if status(one) == "pending"]
    pending.sort(key=lambda one: one.date("needed_by") or date.max)
    sections = [render.table(_pending(project, schedule, pending))]
    options = _options(project, pending)
    if options.rows:
        sections.append(render.table(options))
    sections.append(render.table(_log(project)))
    return sections


def _pending(project: Project, schedule: Schedule | None, pending: list[Record]) -> TableView:
    rows = tuple(
        Row(
            (
                _who(project, one.text("decider") or one.text("owner")),
                link(project, one.id),
                Text(one.title),
                _needed(one.date("needed_by"), project.settings.status_date),
                _links(project, one.texts("blocks")),
                _float(one, schedule),
                Number(len(tuple(one.parts("options")))),
                _who(project, one.text("owner")),
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


def _needed(day: date | None, today: date) -> Cell:
    if day is None:
        return None
    left = (day - today).days
    words = f"{-left} days late" if left < 0 else "today" if left == 0 else f"in {left} days"
    tone = Tone.BAD if left < 0 else Tone.WATCH if left <= 14 else Tone.INFO
    return Badge(f"{day.isoformat()}, {words}", tone)


def _float(decision: Record, schedule: Schedule | None) -> Cell:
    tasks = [] if schedule is None else [schedule.tasks.get(one) for one in decision.texts("blocks")]
    days = [one.total_float_days for one in tasks if one is not None and one.total_float_days is not None]
    return Number(Decimal(str(round(min(days), 1))).normalize() + 0, "d") if days else None


def _options(project: Project, pending: list[Record]) -> TableView:
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
        for option in decision.parts("options")
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


def _log(project: Project) -> TableView:
    """What was decided, the latest first; what is superseded says by what."""
    decided = [one for one in project.all("decision") if status(one) in ("decided", "superseded")]
    decided.sort(key=lambda one: one.date("date") or date.min, reverse=True)
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
        tuple(_decided(project, one) for one in decided),
        "Nothing has been decided yet. Decisions belong in decisions.yaml under `decisions`.",
    )


def _decided(project: Project, one: Record) -> Row:
    day, again = one.date("date"), one.date("review_on")
    later = one.text("superseded_by")
    state: Cell = Badge("holds", Tone.GOOD)
    if status(one) == "superseded":
        state = Links((link(project, later),)) if later else Badge("superseded", Tone.NEUTRAL)
    return Row(
        (
            link(project, one.id),
            Html(markup.block(one.text("decision") or one.title)),
            None if day is None else Day(day),
            _who(project, one.text("decided_by")),
            state,
            _told(project, one),
            None if again is None else Day(again),
        )
    )


def _told(project: Project, one: Record) -> Cell:
    wanted = {identity(party, project) for party in one.texts("communicate_to")}
    if not wanted:
        return None
    told = wanted & {identity(entry.text("to"), project) for entry in one.parts("communicated_to")}
    tone = Tone.GOOD if told == wanted else Tone.WATCH
    return Badge(f"{len(told)} of {len(wanted)}", tone)


def _who(project: Project, party: str) -> Cell:
    return Links((link(project, party),)) if party else None


def _links(project: Project, ids: tuple[str, ...]) -> Cell:
    return Links(tuple(link(project, one) for one in ids)) if ids else None
