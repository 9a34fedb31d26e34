"""Issues and actions as pages: what is in the way of what, what was escalated, and who has to do what."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from milepost.checking import Checked
from milepost.portal.compose.changes import CARDS
from milepost.portal.compose.pages import link
from milepost.portal.page import Section
from milepost.portal.render import Renderer
from milepost.portal.views.board import BoardView, Card, Lane
from milepost.portal.views.matrix import Bar, BarsView, Line, LinesView
from milepost.portal.views.register import Column, ColumnKind, Row, TableView
from milepost.portal.views.values import Badge, Cell, Day, Links, Number, Text, Tone
from milepost.project import Project
from milepost.risk.issue_checks import URGENT
from milepost.risk.issues import ActionEntry, IssueEntry, IssueLog

_LANES = (("open", "Open"), ("postponed", "Postponed"), ("resolved", "Resolved"), ("closed", "Closed"))


def issue_sections(checked: Checked, render: Renderer) -> list[Section]:
    """What stands before the issue log."""
    project, log = checked.project, checked.report.issues()
    if not log.issues:
        return []
    sections = [render.board(_board(project, log), "board"), render.table(_blockers(project, log))]
    if log.escalated:
        sections.append(render.table(_escalated(project, log)))
    sections.append(render.table(_ageing(project, log)))
    if len(log.flow) > 1:
        sections.append(render.lines(_flow(project, log), "flow"))
    if log.causes:
        sections.append(render.bars(_causes(log), "causes"))
    return sections


def action_sections(checked: Checked, render: Renderer) -> list[Section]:
    """What stands before the action log."""
    project, log = checked.project, checked.report.issues()
    if not log.actions:
        return []
    return [render.table(_open_actions(project, log)), render.table(_people(project, log))]


def _priority(one: IssueEntry) -> Badge | None:
    if one.priority is None:
        return None
    tone = Tone.BAD if one.priority >= URGENT else Tone.WATCH if one.priority >= 8 else Tone.INFO
    return Badge(f"priority {one.priority}", tone)


def _board(project: Project, log: IssueLog) -> BoardView:
    lanes = []
    for state, title in _LANES:
        found = [one for one in log.issues if one.status == state]
        found.sort(key=lambda one: -(one.priority or 0))
        if found:
            cards = tuple(_card(project, one) for one in found[:CARDS])
            lanes.append(Lane(title, cards, len(found) - len(cards)))
    open_ = [one for one in log.issues if one.open]
    late = sum(one.overdue_days is not None for one in open_)
    title = f"{len(open_)} issues are open or postponed" + (f", {late} past the target date" if late else "")
    return BoardView(title, tuple(lanes), "")


def _card(project: Project, one: IssueEntry) -> Card:
    note = [] if one.age_days is None else [f"{one.age_days} days"]
    if one.overdue_days is not None:
        note.append(f"{one.overdue_days} days late")
    return Card(link(project, one.id), one.title, ", ".join(note), _priority(one) if one.open else None)


def _days(value: Decimal | None) -> Cell:
    return None if value is None else Number(round(value, 1) if value % 1 else Decimal(int(value)), "d")


def _who(project: Project, party: str) -> Cell:
    return Links((link(project, party),)) if party else None


def _blockers(project: Project, log: IssueLog) -> TableView:
    """One row for each task that is blocked, the tightest first."""
    rows = tuple(
        Row(
            (
                link(project, issue.id),
                Text(issue.title),
                link(project, task.id),
                Badge("critical", Tone.BAD) if task.critical else Badge("has float", Tone.INFO),
                _days(task.float_days),
                _days(None if task.eaten_days is None else max(task.eaten_days, Decimal(0))),
                _who(project, task.milestone),
                _days(task.milestone_slip),
                _who(project, issue.owner),
            )
        )
        for issue in log.blocking
        for task in issue.blocked
    )
    return TableView(
        "blockers",
        "What is in the way, by the float at stake",
        (
            Column("Issue", ColumnKind.ID),
            Column("Title"),
            Column("Blocks", ColumnKind.LINKS),
            Column("Path", ColumnKind.BADGE, "Whether the finish of the project hangs on the task"),
            Column("Float left", ColumnKind.NUMBER, "Working days the task may still slip"),
            Column("Float eaten", ColumnKind.NUMBER, "Working days the task is later than in the baseline"),
            Column("Endangers", ColumnKind.LINKS, "The first milestone whose date hangs on the task"),
            Column("Its slip", ColumnKind.NUMBER, "Working days the milestone is later than in the baseline"),
            Column("Owner", ColumnKind.LINKS),
        ),
        rows,
        "No open issue blocks a task.",
    )


def _escalated(project: Project, log: IssueLog) -> TableView:
    rows = []
    for one in log.escalated:
        part = project.by_id[one.id].part("escalation")
        day = None if part is None else part.date("date")
        reason = "" if part is None else part.text("reason")
        rows.append(
            Row(
                (
                    link(project, one.id),
                    Text(one.title),
                    _who(project, one.escalated_to),
                    None if day is None else Day(day),
                    Text(reason) if reason else None,
                )
            )
        )
    return TableView(
        "escalated",
        "Escalated, and not answered yet",
        (
            Column("Id", ColumnKind.ID),
            Column("Issue"),
            Column("To", ColumnKind.LINKS),
            Column("Since", ColumnKind.DATE),
            Column("Why"),
        ),
        tuple(rows),
    )


def _ageing(project: Project, log: IssueLog) -> TableView:
    open_ = sorted((one for one in log.issues if one.open), key=lambda one: -(one.age_days or 0))
    mean = (
        "" if log.days_to_resolve is None else f"; solved ones took {log.days_to_resolve:.0f} days on average"
    )
    return TableView(
        "ageing",
        f"Open issues by age{mean}",
        (
            Column("Id", ColumnKind.ID),
            Column("Issue"),
            Column("Priority", ColumnKind.BADGE, "Urgency × impact, up to 25"),
            Column("Age", ColumnKind.NUMBER, "Days since it was written down"),
            Column("Late", ColumnKind.NUMBER, "Days past its target date"),
            Column("From risk", ColumnKind.LINKS),
            Column("Owner", ColumnKind.LINKS),
        ),
        tuple(
            Row(
                (
                    link(project, one.id),
                    Text(one.title),
                    _priority(one),
                    None if one.age_days is None else Number(one.age_days, "d"),
                    None if one.overdue_days is None else Number(one.overdue_days, "d"),
                    _who(project, one.from_risk),
                    _who(project, one.owner),
                )
            )
            for one in open_
        ),
        "No issue is open.",
    )


def _flow(project: Project, log: IssueLog) -> LinesView:
    last = log.flow[-1]
    return LinesView(
        f"{last.opened} issues have come up, {last.closed} are solved",
        "Issues",
        (
            Line("Solved", tuple((one.day, Decimal(one.closed)) for one in log.flow), dashed=True),
            Line("Come up", tuple((one.day, Decimal(one.opened)) for one in log.flow)),
        ),
        project.settings.status_date,
    )


def _causes(log: IssueLog) -> BarsView:
    total = sum(log.causes.values())
    bars = tuple(
        Bar(cause, count, total, Decimal(round(100 * count / total)), Tone.INFO)
        for cause, count in log.causes.items()
    )
    return BarsView("Where issues come from", bars)


def _open_actions(project: Project, log: IssueLog) -> TableView:
    open_ = sorted((one for one in log.actions if one.open), key=lambda one: one.due or date.max)
    done = [one for one in log.actions if one.status == "done"]
    kept = "" if log.on_time is None else f", {100 * log.on_time:.0f}% of them in time"
    return TableView(
        "open",
        f"{len(open_)} actions are open, {len(done)} done{kept}",
        (
            Column("Id", ColumnKind.ID),
            Column("Action"),
            Column("Who", ColumnKind.LINKS),
            Column("Due", ColumnKind.DATE),
            Column("Late", ColumnKind.NUMBER, "Days past its day"),
            Column("Agreed in", ColumnKind.LINKS, "The meeting, issue or other record that it comes from"),
        ),
        tuple(
            Row(
                (
                    link(project, one.id),
                    Text(one.title),
                    _who(project, one.owner),
                    None if one.due is None else Day(one.due),
                    None if one.overdue_days is None else Number(one.overdue_days, "d"),
                    Links(tuple(link(project, name) for name in one.origins)) if one.origins else None,
                )
            )
            for one in open_
        ),
        "No action is open.",
    )


def _people(project: Project, log: IssueLog) -> TableView:
    by_owner: dict[str, list[ActionEntry]] = {}
    for one in log.actions:
        if one.owner:
            by_owner.setdefault(one.owner, []).append(one)
    rows = [
        _person(project, owner, found) for owner, found in by_owner.items() if any(one.open for one in found)
    ]
    return TableView(
        "people",
        "Who has what to do",
        (
            Column("Who", ColumnKind.LINKS),
            Column("Open", ColumnKind.NUMBER),
            Column("Late", ColumnKind.NUMBER),
            Column("Done", ColumnKind.NUMBER),
            Column("Next due", ColumnKind.DATE),
        ),
        tuple(rows),
        "Nobody has an open action.",
    )


def _person(project: Project, owner: str, found: Iterable[ActionEntry]) -> Row:
    known = list(found)
    open_ = [one for one in known if one.open]
    following = min((one.due for one in open_ if one.due is not None), default=None)
    return Row(
        (
            link(project, owner),
            Number(len(open_)),
            Number(sum(one.overdue_days is not None for one in open_)),
            Number(sum(one.status == "done" for one in known)),
            None if following is None else Day(following),
        )
    )
