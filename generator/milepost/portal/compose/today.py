"""The page of the day: what needs somebody, one table for each kind of need, empty ones left out."""

from collections.abc import Iterable
from decimal import Decimal

from milepost.checking import Checked
from milepost.control.due import Due
from milepost.control.today import Today, compute_today
from milepost.portal.compose.pages import link
from milepost.portal.page import Page
from milepost.portal.render import Renderer
from milepost.portal.text import escape
from milepost.portal.views.register import Column, ColumnKind, Row, TableView
from milepost.portal.views.values import Badge, Cell, Day, Links, Number, RecordLink, Text, Tone
from milepost.project import Project
from milepost.schedule.instants import Instant, date_of, day_of

TODAY = "today.md"
"""Path of the page."""

_WHO = Column("Who", ColumnKind.LINKS)
_DAYS_AHEAD = 14


def today_page(checked: Checked, render: Renderer) -> Page:
    """The page of the day, as of the status date."""
    report = checked.report
    today = compute_today(checked.project, report.schedule, report.baseline, _DAYS_AHEAD)
    tables = [table for table in _tables(today, checked.project) if table.rows]
    lead = f'<p class="mp-lead">{escape(_lead(today))}</p>'
    return Page(
        title="Today",
        lead=lead,
        sections=tuple(render.table(table) for table in tables),
        description="What is overdue, due soon, waiting for a decision, running late or about to start.",
    )


def _lead(today: Today) -> str:
    decided_late = sum(one.days_late > 0 for one in today.decisions)
    counts = (
        (len(today.overdue), "entry overdue", "entries overdue"),
        (decided_late, "decision late", "decisions late"),
        (len(today.late), "task running late", "tasks running late"),
        (len(today.blockers), "issue in the way of tasks", "issues in the way of tasks"),
        (len(today.not_ready), "task about to start and not ready", "tasks about to start and not ready"),
    )
    said = [f"{count} {one if count == 1 else many}" for count, one, many in counts if count]
    if said:
        return ", ".join(said) + "."
    return "Nothing is late, and nothing is in the way."


def _tables(today: Today, project: Project) -> Iterable[TableView]:
    return (
        _due_table("overdue", "Overdue", today.overdue, today, project),
        _decisions(today, project),
        _approvals(today, project),
        _blockers(today, project),
        _late(today, project),
        _not_ready(today, project),
        _due_table("due-soon", f"Due within {today.days} days", today.due_soon, today, project),
        _windows(today, project),
        _milestones(today, project),
        _news(today, project),
    )


def _due_table(anchor: str, title: str, found: tuple[Due, ...], today: Today, project: Project) -> TableView:
    late = anchor == "overdue"
    days = Column("Days late", ColumnKind.NUMBER, "Calendar days at the status date")
    columns = (
        Column("Record", ColumnKind.ID),
        Column("What"),
        Column("About"),
        _WHO,
        Column("Due", ColumnKind.DATE),
    )
    return TableView(
        anchor,
        title,
        (*columns, days) if late else columns,
        tuple(
            Row(
                (
                    _record(project, one.id) if one.id else None,
                    Text(one.what),
                    Text(one.title),
                    _people(project, one.who),
                    Day(one.day),
                    *((Number((today.status_date - one.day).days),) if late else ()),
                )
            )
            for one in found
        ),
    )


def _decisions(today: Today, project: Project) -> TableView:
    return TableView(
        "decisions",
        "Decisions wanted",
        (
            Column("Record", ColumnKind.ID),
            Column("What is to be decided"),
            Column("Waits for", ColumnKind.LINKS),
            Column("Needed by", ColumnKind.DATE),
            Column("Days late", ColumnKind.NUMBER, "Calendar days at the status date"),
            Column("Blocks", ColumnKind.LINKS),
        ),
        tuple(
            Row(
                (
                    _record(project, one.id),
                    Text(one.title),
                    _people(project, one.who),
                    None if one.needed_by is None else Day(one.needed_by),
                    Number(one.days_late) if one.days_late else None,
                    _records(project, one.blocks),
                )
            )
            for one in today.decisions
        ),
    )


def _approvals(today: Today, project: Project) -> TableView:
    return TableView(
        "approvals",
        "Waiting for approval",
        (
            Column("Record", ColumnKind.ID),
            Column("What"),
            Column("Waits for", ColumnKind.LINKS),
            Column("Since", ColumnKind.DATE),
        ),
        tuple(
            Row(
                (
                    _record(project, one.id),
                    Text(one.title),
                    _people(project, one.who),
                    None if one.since is None else Day(one.since),
                )
            )
            for one in today.approvals
        ),
    )


def _blockers(today: Today, project: Project) -> TableView:
    return TableView(
        "blockers",
        "Issues in the way, the least float first",
        (
            Column("Issue", ColumnKind.ID),
            Column("Title"),
            Column("Owner", ColumnKind.LINKS),
            Column("Blocks", ColumnKind.LINKS),
            Column(
                "Float at stake", ColumnKind.NUMBER, "Working days before the finish of the project moves"
            ),
        ),
        tuple(
            Row(
                (
                    _record(project, one.id),
                    Text(one.title),
                    _people(project, one.who),
                    _records(project, one.tasks),
                    _days(one.float_days),
                )
            )
            for one in today.blockers
        ),
    )


def _late(today: Today, project: Project) -> TableView:
    return TableView(
        "late",
        "Running late",
        (
            Column("Task", ColumnKind.ID),
            Column("Name"),
            _WHO,
            Column("Complete", ColumnKind.NUMBER),
            Column("Expected", ColumnKind.DATE),
            Column("Planned", ColumnKind.DATE, "By the baseline, or by the deadline of what is not in it"),
            Column("Late", ColumnKind.NUMBER, "Working days"),
            Column("Critical", ColumnKind.BADGE, "Whether the finish of the project hangs on it"),
        ),
        tuple(
            Row(
                (
                    _record(project, one.id),
                    Text(one.name),
                    _people(project, one.who),
                    Number(round(one.percent), "%") if one.started else Text("not started"),
                    _day(one.finish),
                    _day(one.planned),
                    _days(one.days_late),
                    Badge("critical", Tone.BAD) if one.critical else None,
                )
            )
            for one in today.late
        ),
    )


def _not_ready(today: Today, project: Project) -> TableView:
    return TableView(
        "not-ready",
        "About to start and not ready",
        (
            Column("Task", ColumnKind.ID),
            Column("Name"),
            _WHO,
            Column("Starts", ColumnKind.DATE),
            Column("In the way"),
            Column("Look at", ColumnKind.LINKS),
        ),
        tuple(
            Row(
                (
                    _record(project, one.id),
                    Text(one.name),
                    _people(project, one.who),
                    _day(one.start),
                    Text("; ".join(obstacle.text for obstacle in one.obstacles)),
                    _records(
                        project, tuple(obstacle.record for obstacle in one.obstacles if obstacle.record)
                    ),
                )
            )
            for one in today.not_ready
        ),
    )


def _milestones(today: Today, project: Project) -> TableView:
    return TableView(
        "milestones",
        "Next milestones",
        (
            Column("Milestone", ColumnKind.ID),
            Column("Name"),
            Column("Expected", ColumnKind.DATE),
            Column("Against baseline", ColumnKind.NUMBER, "Working days later, negative when earlier"),
            Column("Deadline", ColumnKind.DATE),
        ),
        tuple(
            Row(
                (
                    _record(project, one.id),
                    Text(one.name),
                    _day(one.forecast),
                    None if one.slip_days is None else _days(one.slip_days),
                    None if one.deadline is None else _day(one.deadline),
                )
            )
            for one in today.milestones
        ),
    )


def _windows(today: Today, project: Project) -> TableView:
    return TableView(
        "windows",
        "Risks whose time is near",
        (
            Column("Risk", ColumnKind.ID),
            Column("Title"),
            _WHO,
            Column("From", ColumnKind.DATE),
            Column("To", ColumnKind.DATE),
            Column("Watch for", ColumnKind.TEXT, "Its triggers"),
        ),
        tuple(
            Row(
                (
                    _record(project, one.id),
                    Text(one.title),
                    _people(project, one.who),
                    Day(one.begins),
                    None if one.ends is None else Day(one.ends),
                    Text("; ".join(one.triggers)) if one.triggers else None,
                )
            )
            for one in today.windows
        ),
    )


def _news(today: Today, project: Project) -> TableView:
    return TableView(
        "news",
        f"New since {today.since}",
        (
            Column("Record", ColumnKind.ID),
            Column("Title"),
            Column("What happened"),
            Column("Day", ColumnKind.DATE),
        ),
        tuple(
            Row((_record(project, one.id), Text(one.title), Text(one.what), Day(one.day)))
            for one in today.news
        ),
    )


def _people(project: Project, ids: tuple[str, ...]) -> Cell:
    return _records(project, ids) or Badge("nobody", Tone.WATCH)


def _record(project: Project, id_: str) -> RecordLink:
    """A link that shows the id, of people too: their name stands beside it."""
    found = link(project, id_)
    return RecordLink(found.id, found.title, found.page)


def _records(project: Project, ids: tuple[str, ...]) -> Links | None:
    return Links(tuple(link(project, id_) for id_ in ids)) if ids else None


def _day(instant: Instant) -> Day:
    return Day(date_of(day_of(instant)))


def _days(days: Decimal) -> Number:
    return Number(days.quantize(Decimal("0.1")), "d")
