"""The weeks around the status date as a page: what starts and finishes, who has what, what was done."""

from collections.abc import Iterable, Iterator

from milepost.budget.baseline import Baseline
from milepost.frozen import frozen
from milepost.portal.compose.pages import link
from milepost.portal.compose.plan import first_day, last_day, state_of
from milepost.portal.compose.task_cells import days_of, total_float
from milepost.portal.views.register import Column, ColumnKind, Row, TableView
from milepost.portal.views.values import Badge, Cell, Links, Number, Text, Tone
from milepost.project import Project
from milepost.schedule.instants import MINUTES_PER_WEEK, Instant, date_of, day_of
from milepost.schedule.model import Schedule, ScheduledTask

WHO = "Who owns it; else those who work on it"
HORIZONS = (2, 4, 6)
"""Weeks of the look-ahead, unless `schedule.look_ahead` says otherwise."""


@frozen
class _Event:
    """What happens to a task, and when."""

    at: Instant
    what: str
    task: ScheduledTask


_BADGES = {
    "starts": Badge("starts", Tone.NEUTRAL),
    "finishes": Badge("finishes", Tone.INFO),
    "milestone": Badge("milestone", Tone.INFO),
}
_EVENT_COLUMNS = (
    Column("Day", ColumnKind.DATE),
    Column("What", ColumnKind.BADGE),
    Column("Id", ColumnKind.ID),
    Column("Task"),
    Column("Float", ColumnKind.NUMBER, "Total float: how far it may slip before the project does"),
    Column("State", ColumnKind.BADGE),
    Column("Who", ColumnKind.LINKS, WHO),
)


def horizons(project: Project) -> tuple[int, ...]:
    """The weeks to look ahead, the shortest first."""
    written = project.settings.section("schedule").raw("look_ahead")
    weeks = (
        {week for week in written if isinstance(week, int) and week > 0}
        if isinstance(written, list)
        else set()
    )
    return tuple(sorted(weeks)) or HORIZONS


def look_ahead_lead(project: Project, schedule: Schedule) -> str:
    """What happens in the first of the horizons, in a sentence."""
    weeks = horizons(project)[0]
    begin = project.settings.data_date
    events = list(_events(schedule, begin, begin + weeks * MINUTES_PER_WEEK))
    counts = {what: sum(event.what == what for event in events) for what in _BADGES}
    started, finished, reached = counts.values()
    tasks = "task starts" if started == 1 else "tasks start"
    ends = "finishes" if finished == 1 else "finish"
    due = "milestone is" if reached == 1 else "milestones are"
    until = _day_text(begin + weeks * MINUTES_PER_WEEK)
    return (
        f"In the next {_weeks(weeks)}, until {until}: {started} {tasks}, {finished} {ends}, "
        f"{reached} {due} reached."
    )


def look_ahead_tables(
    project: Project, schedule: Schedule, baseline: Baseline | None
) -> tuple[TableView, ...]:
    """The weeks ahead one after the other, who has what to do, and what the last weeks brought."""
    begin = project.settings.data_date
    tables = []
    last = 0
    for weeks in horizons(project):
        start, end = begin + last * MINUTES_PER_WEEK, begin + weeks * MINUTES_PER_WEEK
        title = f"Next {_weeks(weeks)}" if not last else f"Weeks {last + 1} to {weeks}"
        if last and weeks == last + 1:
            title = f"Week {weeks}"
        events = sorted(_events(schedule, start, end), key=lambda event: event.at)
        tables.append(
            TableView(
                f"weeks-{weeks}",
                f"{title}, until {_day_text(end)}",
                _EVENT_COLUMNS,
                tuple(_event_row(project, event) for event in events),
                "Nothing starts or finishes in these weeks.",
            )
        )
        last = weeks
    everything = list(_events(schedule, begin, begin + last * MINUTES_PER_WEEK))
    back = horizons(project)[0]
    return (
        *tables,
        _by_owner(project, everything, last),
        _finished(project, schedule, baseline, back),
        _missed(project, schedule, baseline),
    )


def _events(schedule: Schedule, begin: Instant, end: Instant) -> Iterator[_Event]:
    """What starts and finishes between two instants, and the milestones; nothing of what has happened."""
    for task in schedule.tasks.values():
        if task.type in ("summary", "level-of-effort") or task.done:
            continue
        if task.type == "milestone":
            if begin < task.finish <= end:
                yield _Event(task.finish, "milestone", task)
            continue
        if task.actual_start is None and begin <= task.start < end:
            yield _Event(task.start, "starts", task)
        if begin < task.finish <= end:
            yield _Event(task.finish, "finishes", task)


def _event_row(project: Project, event: _Event) -> Row:
    task = event.task
    return Row(
        (
            first_day(event.at) if event.what == "starts" else last_day(event.at),
            _BADGES[event.what],
            link(project, task.id),
            Text(task.name),
            total_float(task),
            state_of(task, project),
            owner_links(project, task),
        )
    )


def _by_owner(project: Project, events: Iterable[_Event], weeks: int) -> TableView:
    """Who starts, finishes and reaches what in all the weeks."""
    found: dict[str, dict[str, list[str]]] = {}
    for event in events:
        for name in owners_of(project, event.task) or ("",):
            found.setdefault(name, {what: [] for what in _BADGES})[event.what].append(event.task.id)

    def links(ids: list[str]) -> Cell:
        return Links(tuple(link(project, id_) for id_ in ids)) if ids else None

    names = sorted(found, key=lambda name: (not name, _title(project, name)))
    rows = tuple(
        Row(
            (
                Links((link(project, name),)) if name else Text("Nobody"),
                links(found[name]["starts"]),
                links(found[name]["finishes"]),
                links(found[name]["milestone"]),
            )
        )
        for name in names
    )
    columns = (
        Column("Who", ColumnKind.LINKS, WHO),
        Column("Starts", ColumnKind.LINKS),
        Column("Finishes", ColumnKind.LINKS),
        Column("Milestones", ColumnKind.LINKS),
    )
    return TableView(
        "owners", f"Who has what in the next {_weeks(weeks)}", columns, rows, "Nobody has anything."
    )


def _title(project: Project, name: str) -> str:
    record = project.by_id.get(name)
    return (name if record is None else record.title).casefold()


_BACK_COLUMNS = (
    Column("Id", ColumnKind.ID),
    Column("Task"),
    Column("Finished", ColumnKind.DATE),
    Column("Baseline", ColumnKind.DATE),
    Column("Slip", ColumnKind.NUMBER, "Working days later than the baseline"),
    Column("Who", ColumnKind.LINKS, WHO),
)


def _finished(project: Project, schedule: Schedule, baseline: Baseline | None, weeks: int) -> TableView:
    end = project.settings.status_instant
    begin = end - weeks * MINUTES_PER_WEEK
    done = [
        task
        for task in schedule.tasks.values()
        if task.type != "summary" and task.actual_finish is not None and begin < task.actual_finish <= end
    ]
    done.sort(key=lambda task: -task.finish)
    rows = tuple(Row(_back_cells(project, task, baseline)) for task in done)
    title = f"Finished in the last {_weeks(weeks)}"
    return TableView("look-back", title, _BACK_COLUMNS, rows, "Nothing was finished in these weeks.")


def _missed(project: Project, schedule: Schedule, baseline: Baseline | None) -> TableView:
    """What the baseline finishes by now and is not done."""
    now = project.settings.status_instant
    frozen = {} if baseline is None else baseline.tasks
    late = [
        task
        for task in schedule.tasks.values()
        if not task.done and task.type != "summary" and task.id in frozen and frozen[task.id].finish <= now
    ]
    late.sort(key=lambda task: frozen[task.id].finish)
    columns = tuple(
        Column("Expected", ColumnKind.DATE) if column.title == "Finished" else column
        for column in _BACK_COLUMNS
    )
    rows = tuple(Row(_back_cells(project, task, baseline)) for task in late)
    empty = "Everything that the baseline finishes by now is done."
    if baseline is None:
        empty = "There is no baseline to compare with."
    return TableView("overdue", "Planned to be finished, and not done", columns, rows, empty)


def _back_cells(project: Project, task: ScheduledTask, baseline: Baseline | None) -> tuple[Cell, ...]:
    frozen = None if baseline is None else baseline.tasks.get(task.id)
    slip = None if frozen is None else task.calendar.between(frozen.finish, task.finish)
    return (
        link(project, task.id),
        Text(task.name),
        last_day(task.finish),
        None if frozen is None else last_day(frozen.finish),
        None if slip is None else Number(days_of(slip, task.calendar), "d"),
        owner_links(project, task),
    )


def _weeks(number: int) -> str:
    return "week" if number == 1 else f"{number} weeks"


def _day_text(end: Instant) -> str:
    """The last day before an instant."""
    day = date_of(day_of(end - 1))
    return f"{day.day} {day:%B} {day.year}"


def owner_links(project: Project, task: ScheduledTask) -> Cell:
    """Who owns a task; those who work on it where nobody does."""
    names = owners_of(project, task)
    return Links(tuple(link(project, name) for name in names)) if names else None


def owners_of(project: Project, task: ScheduledTask) -> tuple[str, ...]:
    """Ids of the owner of a task, else of those who work on it, else of the owner of a summary above it."""
    record = project.by_id.get(task.id)
    owner = "" if record is None else record.text("owner")
    workers = tuple(dict.fromkeys(one.who for one in task.assignments))
    while not owner and not workers and record is not None and record.parent is not None:
        record = record.parent
        owner = record.text("owner")
    return (owner,) if owner else workers
