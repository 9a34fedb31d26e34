"""The week ahead of each team: what begins and ends, what it gives and gets, who is away."""

from collections.abc import Iterator
from datetime import date, timedelta

from milepost.people.model import People
from milepost.people.team_checks import joined
from milepost.portal.compose.pages import link, link_to
from milepost.portal.views.register import Column, ColumnKind, Row, TableView
from milepost.portal.views.values import Cell, Links, RecordLink
from milepost.project import Project, Record
from milepost.schedule.instants import date_of, day_of
from milepost.schedule.model import Schedule

_DAYS = 7
_COLUMNS = (
    Column("Team", ColumnKind.LINKS),
    Column("Begins", ColumnKind.LINKS, "Tasks planned to begin within seven days"),
    Column("Ends", ColumnKind.LINKS, "Tasks under way that end within seven days"),
    Column("Gives", ColumnKind.LINKS, "What others need from it within seven days, or already"),
    Column("Gets", ColumnKind.LINKS, "What it needs from others within seven days, or already"),
    Column("Away", ColumnKind.LINKS, "Who is on leave on some of these days"),
)


def week_table(project: Project, schedule: Schedule | None, people: People) -> TableView:
    """One row for each team."""
    today = project.settings.status_date
    until = today + timedelta(days=_DAYS)
    rows = tuple(_row(team, project, schedule, people, (today, until)) for team in project.all("team"))
    title = f"The week from {today.day} {today:%B %Y}, by team"
    return TableView("week", title, _COLUMNS, rows, "No team yet. Teams belong in people.yaml under `teams`.")


def _row(
    team: Record, project: Project, schedule: Schedule | None, people: People, week: tuple[date, date]
) -> Row:
    members = {team.id, *joined(team, project)}
    today, until = week
    begins, ends = [], []
    for task in schedule.tasks.values() if schedule is not None else ():
        if task.done or not any(one.who in members for one in task.assignments):
            continue
        start, finish = date_of(day_of(task.start)), date_of(day_of(max(task.finish - 1, task.start)))
        if task.actual_start is None and start < until:
            begins.append(task.id)
        elif task.actual_start is not None and finish < until:
            ends.append(task.id)
    away = dict.fromkeys(
        one.who for one in people.absences if one.who in members and one.first < until and one.last >= today
    )
    return Row(
        (
            Links((link_to(team),)),
            _links(project, begins),
            _links(project, ends),
            _records(_promises("giver", members, project, people, until)),
            _records(_promises("receiver", members, project, people, until)),
            _links(project, away),
        )
    )


def _promises(
    side: str, members: set[str], project: Project, people: People, until: date
) -> Iterator[RecordLink]:
    for one in project.all("dependency"):
        need = one.date("need_by")
        waits = people.handovers[one.id].health not in ("done", "cancelled")
        if waits and one.text(side) in members and need is not None and need < until:
            yield link_to(one)


def _records(found: Iterator[RecordLink]) -> Cell:
    links = tuple(found)
    return Links(links) if links else None


def _links(project: Project, ids: list[str] | dict[str, None]) -> Cell:
    return Links(tuple(link(project, id_) for id_ in ids)) if ids else None
