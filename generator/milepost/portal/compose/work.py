"""Everybody's work on one page, each person under a heading of their own that can be linked to."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from milepost.checking import Checked
from milepost.control.attention import decisions_wanted
from milepost.control.due import everything_due
from milepost.parties import has_left, identity, roles_of
from milepost.portal.compose.pages import link
from milepost.portal.compose.week import week_table
from milepost.portal.page import Page
from milepost.portal.render import Renderer
from milepost.portal.text import escape, slug
from milepost.portal.views.register import Column, ColumnKind, Row, TableView
from milepost.portal.views.values import Badge, Cell, Day, Number, Text, Tone
from milepost.project import Project, Record
from milepost.schedule.instants import date_of, day_of
from milepost.schedule.model import Schedule, ScheduledTask

_COLUMNS = (
    Column("Record", ColumnKind.ID),
    Column("What"),
    Column("Kind"),
    Column("From", ColumnKind.DATE),
    Column("Until", ColumnKind.DATE),
    Column("Done", ColumnKind.NUMBER),
    Column("State", ColumnKind.BADGE),
)
_Entry = tuple[date, tuple[Cell, ...]]


def work_page(checked: Checked, render: Renderer) -> Page:
    """Open work by person: tasks, what is due, and decisions that wait for them."""
    project = checked.project
    work = _work(project, checked.report.schedule)
    tables = [
        TableView(
            f"work-{slug(person.id)}",
            person.title,
            _COLUMNS,
            tuple(Row(cells) for _, cells in sorted(work.get(person.id, ()), key=lambda one: one[0])),
            "Nothing is open.",
        )
        for person in _parties(project)
        if person.id in work or person.kind == "person"
    ]
    late = {who: sum(_is_late(cells) for _, cells in found) for who, found in work.items()}
    count = sum(bool(number) for number in late.values())
    words = "Everybody is on time." if not count else f"{count} of {len(tables)} have something that is late."
    lead = f'<p class="mp-lead">{escape(words)}</p>'
    if project.all("team"):
        tables.insert(0, week_table(project, checked.report.schedule, checked.report.people()))
    return Page("Work by person", lead, tuple(render.table(table) for table in tables))


def _is_late(cells: tuple[Cell, ...]) -> bool:
    state = cells[-1]
    return isinstance(state, Badge) and state.tone is Tone.BAD


def _parties(project: Project) -> list[Record]:
    """Those who work: people, then stakeholders who are nobody of the team, then roles that nobody holds."""
    people = [
        one
        for one in project.all("person")
        if one.text("type") != "equipment" and not has_left(one.id, project)
    ]
    others = [one for one in project.all("stakeholder") if not one.has("person")]
    return [*people, *others, *(one for one in project.all("role") if not one.texts("held_by"))]


def _work(project: Project, schedule: Schedule | None) -> dict[str, list[_Entry]]:
    """What is open by person; what a role has to do is the work of everybody who holds it."""
    found: defaultdict[str, list[_Entry]] = defaultdict(list)
    holders: defaultdict[str, list[str]] = defaultdict(list)
    for party in _parties(project):
        for name in dict.fromkeys((party.id, *(role.id for role in roles_of(party.id, project)))):
            holders[name].append(party.id)
    today = project.settings.status_date
    for names, entry in (
        *_tasks(project, schedule, today),
        *_due(project, today),
        *_decisions(project, today),
    ):
        people = (one for who in names for one in holders.get(identity(who, project), ()))
        for person in dict.fromkeys(people):
            found[person].append(entry)
    return dict(found)


def _tasks(
    project: Project, schedule: Schedule | None, today: date
) -> Iterator[tuple[tuple[str, ...], _Entry]]:
    for task in schedule.tasks.values() if schedule is not None else ():
        if not task.done:
            yield tuple(one.who for one in task.assignments), _task(task, today, project)


def _due(project: Project, today: date) -> Iterator[tuple[tuple[str, ...], _Entry]]:
    for due in everything_due(project):
        state = Badge("overdue", Tone.BAD) if due.day < today else Badge("due")
        record = link(project, due.id) if due.id else None
        title = due.title if due.id else f"{due.what.capitalize()}: {due.title}"
        yield due.who, (due.day, (record, Text(title), Text(due.what), None, Day(due.day), None, state))


def _decisions(project: Project, today: date) -> Iterator[tuple[tuple[str, ...], _Entry]]:
    for wanted in decisions_wanted(project):
        state = Badge("late", Tone.BAD) if wanted.days_late else Badge("waits", Tone.WATCH)
        needed = None if wanted.needed_by is None else Day(wanted.needed_by)
        cells = (link(project, wanted.id), Text(wanted.title), Text("decision"), None, needed, None, state)
        yield wanted.who, (wanted.needed_by or wanted.since or today, cells)


def _task(task: ScheduledTask, today: date, project: Project) -> _Entry:
    start, finish = date_of(day_of(task.start)), date_of(day_of(max(task.finish - 1, task.start)))
    state = Badge("under way", Tone.INFO) if task.actual_start is not None else Badge("ahead")
    if task.deadline is not None and task.finish > task.deadline:
        state = Badge("misses its deadline", Tone.BAD)
    elif task.critical:
        state = Badge("critical", Tone.WATCH)
    percent = Decimal(str(round(task.percent_complete)))
    cells = (
        link(project, task.id),
        Text(task.name),
        Text("task"),
        Day(start),
        Day(finish),
        Number(percent, "%"),
        state,
    )
    return (finish if task.actual_start is None else max(today, start)), cells
