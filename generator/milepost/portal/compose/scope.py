"""The scope as a page: what is in and out, where the deliverables stand, and how the scope moved."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from milepost.checking import Checked
from milepost.frozen import frozen
from milepost.portal import markup
from milepost.portal.compose.pages import link
from milepost.portal.page import Section
from milepost.portal.render import Renderer
from milepost.portal.views.matrix import Line, LinesView
from milepost.portal.views.register import Column, ColumnKind, Row, TableView
from milepost.portal.views.values import Badge, Cell, Day, Links, Number, RecordLink, Text, Tone
from milepost.project import Project, Record
from milepost.schedule.instants import date_of, day_of
from milepost.scope.movement import BurnUpPoint, Movement, Period, ScopeMovement
from milepost.states import status

_KINDS = {"deliverable": "Deliverable", "requirement": "Requirement", "scope_item": "Scope item"}
_STATES = {
    "accepted": Tone.GOOD,
    "submitted": Tone.INFO,
    "in-progress": Tone.INFO,
    "rejected": Tone.BAD,
}


@frozen
class SideItem:
    """An entry in or out of scope; `note` is why, `change` the change that put it there."""

    link: RecordLink
    title: str
    note: str = ""
    change: RecordLink | None = None


@frozen
class Side:
    """What is in scope, or what is out; `empty` is said when nothing is."""

    title: str
    items: tuple[SideItem, ...]
    empty: str


def scope_sections(checked: Checked, render: Renderer) -> list[Section]:
    """What stands before the register of the scope."""
    project, movement = checked.project, checked.report.scope()
    sections = [render.fragment("sides", "In and out", "scope_sides.html", sides=_sides(project))]
    chart = _burn_up(project, movement.burn_up)
    if chart is not None:
        sections.append(render.lines(chart, "burn-up"))
    sections.append(render.table(deliverable_states(checked)))
    sections.append(render.table(_ledger(project, movement)))
    if movement.periods:
        sections.append(render.table(_periods(movement)))
    statement = _statement(project)
    if statement:
        body = f'<div class="mp-lead">{markup.block(statement)}</div>'
        sections.insert(0, Section("statement", "Scope statement", body))
    return sections


def _statement(project: Project) -> str:
    texts = (document.data.get("statement") for document in project.documents if document.register in _HOLD)
    return next((text for text in texts if isinstance(text, str)), "")


_HOLD = ("scope", "project")


def _sides(project: Project) -> tuple[Side, Side]:
    inside = [one for one in project.all("scope_item") if status(one) != "removed"]
    outside = [*project.all("exclusion"), *(one for one in project.all("scope_item") if one not in inside)]
    return (
        Side(
            "In scope",
            tuple(_item(one, project, "proposed" if status(one) == "proposed" else "") for one in inside),
            "Nothing is written yet. What the project delivers belongs in scope.yaml under `in_scope`.",
        ),
        Side(
            "Out of scope",
            tuple(_item(one, project, _why_out(one)) for one in outside),
            "Nothing is written yet. What nobody should expect belongs in scope.yaml under `out_of_scope`.",
        ),
    )


def _why_out(record: Record) -> str:
    if record.kind == "scope_item":
        return "removed"
    return record.text("reason").strip()


def _item(record: Record, project: Project, note: str) -> SideItem:
    change = record.text("removed_by") or record.text("change")
    return SideItem(link(project, record.id), record.title, note, link(project, change) if change else None)


def _burn_up(project: Project, points: tuple[BurnUpPoint, ...]) -> LinesView | None:
    if not points:
        return None
    today = project.settings.status_date
    now = next(one for one in points if one.day == today) if any(one.day == today for one in points) else None
    title = "Burn-up of deliverables"
    if now is not None and now.scope is not None:
        late = max(0, now.due - (now.accepted or 0))
        title = f"{now.accepted} of {now.scope} deliverables accepted" + (f", {late} behind" if late else "")
    return LinesView(
        title,
        "Deliverables",
        (
            Line("To be accepted by then", _points((one.day, one.due) for one in points), dashed=True),
            Line("Accepted", _points((one.day, one.accepted) for one in points)),
            Line("In scope", _points((one.day, one.scope) for one in points)),
        ),
        today,
    )


def _points(pairs: Iterator[tuple[date, int | None]]) -> tuple[tuple[date, Decimal], ...]:
    return tuple((day, Decimal(value)) for day, value in pairs if value is not None)


def deliverable_states(checked: Checked) -> TableView:
    """Where every deliverable stands: its criteria, when it is due and when its work will be done."""
    project, schedule = checked.project, checked.report.schedule
    tasks = checked.report.traceability().deliverable_tasks
    rows = []
    for one in project.all("deliverable"):
        criteria = list(one.parts("acceptance_criteria"))
        met = sum(criterion.flag("met") is True for criterion in criteria)
        planned = (
            []
            if schedule is None
            else [schedule.tasks[id_] for id_ in tasks[one.id] if id_ in schedule.tasks]
        )
        last = max((task.finish for task in planned), default=None)
        due, state = one.date("due"), status(one)
        done = one.date("accepted")
        expected = None if last is None or done is not None else date_of(day_of(last - 1))
        rows.append(
            Row((
                link(project, one.id),
                Text(one.title),
                _state(state, due, done or expected, project.settings.status_date),
                Text(f"{met} of {len(criteria)}") if criteria else None,
                None if due is None else Day(due),
                None if expected is None else Day(expected),
                None if done is None else Day(done),
                Number(len(tuple(one.parts("submissions")))) if one.has("submissions") else None,
                Links((link(project, one.text("acceptor")),)) if one.has("acceptor") else None,
            ))
        )  # fmt: skip
    return TableView(
        "states",
        "Where the deliverables stand",
        (
            Column("Id", ColumnKind.ID),
            Column("Deliverable"),
            Column("State", ColumnKind.BADGE, "Its status; late when it is due and not accepted"),
            Column("Criteria met", ColumnKind.TEXT, "Acceptance criteria judged and met"),
            Column("Due", ColumnKind.DATE, "Date by which it shall be accepted"),
            Column("Work done", ColumnKind.DATE, "When the last of its tasks is expected to be done"),
            Column("Accepted", ColumnKind.DATE),
            Column("Handed in", ColumnKind.NUMBER, "How often"),
            Column("Acceptor", ColumnKind.LINKS),
        ),
        tuple(rows),
        "No deliverables yet. They belong in deliverables.yaml under `deliverables`.",
    )


def _state(state: str, due: date | None, expected: date | None, today: date) -> Badge:
    word = state.replace("-", " ")
    if state in ("accepted", "cancelled"):
        return Badge(word, _STATES.get(state, Tone.NEUTRAL))
    if due is not None and due < today:
        return Badge(f"{word}, late", Tone.BAD)
    if due is not None and expected is not None and expected > due:
        return Badge(f"{word}, will be late", Tone.WATCH)
    return Badge(word, _STATES.get(state, Tone.NEUTRAL))


def _ledger(project: Project, movement: ScopeMovement) -> TableView:
    rows = [
        Row((
            link(project, one.id),
            Text(_title(project, one.id)),
            Text(_KINDS[one.kind]),
            Badge(one.what, Tone.NEUTRAL),
            Text(_between(period)),
            Links(tuple(link(project, name) for name in one.changes))
            if one.changes
            else Badge("no approved change", Tone.BAD),
        ))
        for period in movement.periods
        for one in period.movements
    ]  # fmt: skip
    title = "Changes of the scope"
    if movement.volatility is not None and movement.approved_percent is not None:
        share = round(movement.approved_percent)
        title = f"The scope moved by {movement.volatility:.0f}%; {share}% of it by an approved change"
    return TableView(
        "ledger",
        title,
        (
            Column("Id", ColumnKind.ID),
            Column("Entry"),
            Column("Kind"),
            Column("What", ColumnKind.BADGE, "Reworded: its words are not those that were approved"),
            Column("Between"),
            Column("By change", ColumnKind.LINKS),
        ),
        tuple(rows),
        "Nothing was added, removed or reworded since the first baseline."
        if movement.periods
        else "There is no baseline that says what was in scope; `milepost baseline create` takes one.",
    )


def _title(project: Project, id_: str) -> str:
    record = project.get(id_)
    return "not in the files any more" if record is None else record.title


def _between(period: Period) -> str:
    return f"{period.before} and {period.after or 'now'}"


def _periods(movement: ScopeMovement) -> TableView:
    rows = tuple(_period(period) for period in movement.periods)
    return TableView(
        "volatility",
        "Volatility by period",
        (
            Column("From baseline"),
            Column("Taken on", ColumnKind.DATE),
            Column("To"),
            Column("On", ColumnKind.DATE),
            Column("Entries", ColumnKind.NUMBER, "In scope at the beginning"),
            Column("Added", ColumnKind.NUMBER),
            Column("Removed", ColumnKind.NUMBER),
            Column("Reworded", ColumnKind.NUMBER),
            Column("Volatility", ColumnKind.NUMBER, "(added + removed + reworded) ÷ entries"),
        ),
        rows,
    )


def _period(period: Period) -> Row:
    counts = [_count(period.movements, what) for what in ("added", "removed", "reworded")]
    volatility = period.volatility
    cells: tuple[Cell, ...] = (
        Text(period.before),
        None if period.start is None else Day(period.start),
        Text(period.after or "now"),
        None if period.end is None else Day(period.end),
        Number(period.entries),
        *(Number(count) for count in counts),
        None if volatility is None else Number(Decimal(f"{volatility:.1f}"), "%"),
    )
    return Row(cells)


def _count(movements: tuple[Movement, ...], what: str) -> int:
    return sum(one.what == what for one in movements)
