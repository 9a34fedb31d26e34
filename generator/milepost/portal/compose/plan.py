"""The plan as a page: the Gantt chart, the milestones and the table of tasks with their computed dates."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import groupby

from milepost.budget.baseline import Baseline
from milepost.portal.compose.cells import Cells
from milepost.portal.compose.pages import TASKS, csv_path, link, link_to
from milepost.portal.compose.registers import detail
from milepost.portal.compose.task_cells import (
    chart_cell,
    days_of,
    driver_cell,
    driver_text,
    length,
    total_float,
)
from milepost.portal.views.gantt import (
    GanttArrow,
    GanttPerson,
    GanttRow,
    GanttView,
    LinkType,
    NamedDays,
    RowKind,
    Scale,
)
from milepost.portal.views.register import Column, ColumnKind, Row, TableView
from milepost.portal.views.values import Badge, Cell, Day, Field, Links, Number, Text, Tone
from milepost.project import Project, Record
from milepost.schedule.activities import assignments
from milepost.schedule.calendar import Calendar
from milepost.schedule.calendars import Calendars
from milepost.schedule.instants import MINUTES_PER_DAY, datetime_of, day_of
from milepost.schedule.model import Schedule, ScheduledTask
from milepost.source.data import Map, Seq

_KINDS = {"summary": RowKind.SUMMARY, "milestone": RowKind.MILESTONE}
_FOLD_FROM = 150
"""Plans with more rows than this open with their deeper levels folded; what is done is always folded."""
_AROUND = 60 * MINUTES_PER_DAY
"""How far beyond the dates of the plan non-working days are looked for: the chart has margins."""


def gantt_view(project: Project, schedule: Schedule, baseline: Baseline | None) -> GanttView:
    """The chart of all tasks."""
    records = project.by_id_of("task")
    rows = tuple(
        _row(project, task, records[task.id], baseline, fold=len(records) > _FOLD_FROM)
        for task in schedule.tasks.values()
    )
    first, last = _range(rows)
    title = finish_sentence(project, schedule, baseline)
    critical = len(schedule.critical_path)
    summary = (
        f"{title}. {len(rows)} rows; {critical} tasks are on the critical path, which runs from "
        f"{_date_text(schedule.start)} to {_date_text(schedule.finish)}."
    )
    return GanttView(
        title=title,
        rows=rows,
        arrows=tuple(_arrows(project, schedule)),
        status=project.settings.status_instant,
        nonworking=tuple(_nonworking(schedule.calendar, first, last)),
        scale=_scale(schedule.finish - schedule.start),
        summary=summary,
        people=_people(project, rows),
        names=tuple(_named_days(schedule.calendars, first, last)),
    )


def _range(rows: Iterable[GanttRow]) -> tuple[int, int]:
    """From where to where the chart may reach, generously."""
    dates = [
        instant
        for row in rows
        for instant in (row.start, row.finish, row.baseline_start, row.baseline_finish, row.deadline)
        if instant is not None
    ]
    return min(dates, default=0) - _AROUND, max(dates, default=0) + _AROUND


def _people(project: Project, rows: Iterable[GanttRow]) -> tuple[GanttPerson, ...]:
    """Everybody who is named in the rows, by name; a first name is enough where only one person has it."""
    named = {who for row in rows for who in row.who}
    names = {who: project.by_id[who].title if who in project.by_id else who for who in named}
    first = {who: names[who].split(" ")[0] for who in named if _is_human(project.get(who, "person"))}
    same = Counter(first.values())
    return tuple(
        GanttPerson(who, name, first[who] if who in first and same[first[who]] == 1 else name)
        for who, name in sorted(names.items(), key=lambda pair: (pair[1].casefold(), pair[0]))
    )


def _is_human(person: Record | None) -> bool:
    return person is not None and person.text("type") != "equipment"


def _named_days(calendars: Calendars, first: int, last: int) -> Iterator[NamedDays]:
    """Holidays and exceptions; days in a row with one name are one stretch."""
    days = [day for day in sorted(calendars.names) if day_of(first) <= day <= day_of(last)]
    stretches = groupby(enumerate(days), key=lambda pair: (pair[1] - pair[0], calendars.names[pair[1]]))
    for (_, name), stretch in stretches:
        numbers = [day for _, day in stretch]
        if name:
            yield NamedDays(numbers[0] * MINUTES_PER_DAY, (numbers[-1] + 1) * MINUTES_PER_DAY, name)


def finish_sentence(project: Project, schedule: Schedule, baseline: Baseline | None) -> str:
    """What the plan says, in one sentence: the finish, and how it stands against what was promised."""
    when = _date_text(schedule.finish)
    promised = baseline.finish if baseline is not None else project.settings.finish("target_finish")
    if promised is None:
        return f"The project finishes on {when}"
    against = "the baseline" if baseline is not None else "the target"
    days = schedule.calendar.between(promised, schedule.finish) / schedule.calendar.minutes_per_day
    if abs(days) < 0.05:
        return f"The project finishes on {when}, as in {against}"
    later = "later than" if days > 0 else "earlier than"
    return f"The project finishes on {when}, {_days_text(abs(days))} {later} {against}"


def path_sentence(project: Project, schedule: Schedule) -> str:
    """What drives the finish, in one sentence."""
    open_tasks = [task for task in schedule.tasks.values() if task.type != "summary" and not task.done]
    if not open_tasks:
        return "All tasks are done."
    path = [schedule.tasks[id_] for id_ in schedule.critical_path]
    if not path:
        return f"{len(open_tasks):,} tasks are open."
    begin, end = path[0], path[-1]
    near = project.settings.section("schedule").duration("near_critical")
    close = sum(task.near_critical for task in open_tasks)
    nearly = (
        f"; {close} more have no more than {near.amount:f} {near.unit} of float" if near and close else ""
    )
    return (
        f"{len(path):,} of {len(open_tasks):,} open tasks are critical, from {begin.id} {begin.name} "
        f"to {end.id} {end.name}{nearly}."
    )


def _days_text(days: float) -> str:
    amount = f"{days:.1f}".removesuffix(".0")
    return f"{amount} working day{'' if amount == '1' else 's'}"


def _date_text(instant: int) -> str:
    moment = datetime_of(instant)
    if moment.hour == 0 and moment.minute == 0:  # the end of the day before
        moment -= timedelta(minutes=1)
    return f"{moment.day} {moment:%B} {moment.year}"


def last_day(instant: int) -> Day:
    """The day on which something finishes; midnight is the end of the day before."""
    return Day(datetime_of(instant - 1 if instant % MINUTES_PER_DAY == 0 else instant).date())


def first_day(instant: int) -> Day:
    """The day on which something starts."""
    return Day(datetime_of(instant).date())


def _row(
    project: Project, task: ScheduledTask, record: Record, baseline: Baseline | None, *, fold: bool
) -> GanttRow:
    frozen = baseline.tasks.get(task.id) if baseline is not None else None
    late = task.late_finish if task.total_float is not None and not task.done else None
    return GanttRow(
        id=task.id,
        name=task.name,
        depth=task.depth,
        kind=_KINDS.get(task.type, RowKind.TASK),
        start=task.start,
        finish=task.finish,
        baseline_start=frozen.start if frozen is not None else None,
        baseline_finish=frozen.finish if frozen is not None else None,
        percent=round(task.percent_complete),
        critical=task.critical,
        late_finish=late if late is not None and late > task.finish else None,
        float_text=float_text(task),
        deadline=task.deadline,
        collapsed=task.type == "summary" and (task.percent_complete >= 100 or (fold and task.depth >= 1)),
        page=TASKS,
        who=_workers(record),
        below=any(driver.written_on != task.id for driver in task.drivers),
        why=driver_text(project, task),
        slip="" if frozen is None else _slip(task, frozen.finish),
    )


def _slip(task: ScheduledTask, planned: int) -> str:
    """How far a finish lies from the baseline's."""
    days = days_of(task.calendar.between(planned, task.finish), task.calendar)
    return f"{abs(days)} d {'later' if days > 0 else 'earlier'}" if days else ""


def _workers(record: Record) -> tuple[str, ...]:
    """Ids of those who work on a task; of its owner where nobody is assigned."""
    assigned = tuple(dict.fromkeys(who for who, _ in assignments(record)))
    owner = record.text("owner")
    return assigned or ((owner,) if owner else ())


def float_text(task: ScheduledTask) -> str:
    """Total float in days, as people write it."""
    days = total_float(task)
    return "" if days is None else f"{days.value} {days.unit}"


def _scale(minutes: int) -> Scale:
    days = minutes / MINUTES_PER_DAY
    if days <= 60:
        return Scale.DAY
    return Scale.WEEK if days <= 550 else Scale.MONTH if days <= 2000 else Scale.QUARTER


def _arrows(project: Project, schedule: Schedule) -> Iterator[GanttArrow]:
    drivers = {  # a link of a summary sets the dates of tasks below it
        (driver.written_on, driver.place) for task in schedule.tasks.values() for driver in task.drivers
    }
    for record in project.all("task"):
        task = schedule.tasks.get(record.id)
        if task is None:
            continue
        for place, (before, kind, lag) in enumerate(predecessors(record)):
            if before in schedule.tasks:
                critical = schedule.tasks[before].critical and task.critical
                yield GanttArrow(
                    before, record.id, kind, lag, critical=critical, driving=(record.id, place) in drivers
                )


_TYPES = {one.value: one for one in LinkType}


def predecessors(record: Record) -> Iterator[tuple[str, LinkType, str]]:
    """Id, link type and lag of each predecessor of a task, as written."""
    listed = record.raw("predecessors")
    for item in listed if isinstance(listed, Seq) else ():
        if isinstance(item, Map):
            name, kind, lag = str(item.get("task")), str(item.get("type") or "FS"), str(item.get("lag") or "")
        else:
            name, _, rest = str(item).partition(" ")
            kind, lag = rest[:2] or "FS", rest[2:]
        yield name, _TYPES.get(kind, LinkType.FINISH_START), lag


def _nonworking(calendar: Calendar, start: int, finish: int) -> Iterator[tuple[int, int]]:
    """Stretches of whole days without work."""
    begin: int | None = None
    for day in range(day_of(start), day_of(finish) + 1):
        if not calendar.hours_of(day):
            begin = day if begin is None else begin
        elif begin is not None:
            yield begin * MINUTES_PER_DAY, day * MINUTES_PER_DAY
            begin = None
    if begin is not None:
        yield begin * MINUTES_PER_DAY, (day_of(finish) + 1) * MINUTES_PER_DAY


_TASK_COLUMNS = (
    Column("Id", ColumnKind.ID),
    Column("Task", ColumnKind.TEXT),
    Column("Start", ColumnKind.DATE, "Actual start, or the earliest the plan allows"),
    Column("Finish", ColumnKind.DATE, "Actual finish, or the earliest the plan allows"),
    Column("Duration", ColumnKind.NUMBER, "Working days on the task's own calendar"),
    Column("Done", ColumnKind.NUMBER, "Percent complete; of a summary weighted by duration"),
    Column("Float", ColumnKind.NUMBER, "Total float: how far it may slip before the project does"),
    Column("State", ColumnKind.BADGE),
    Column("Owner", ColumnKind.LINKS),
)


def task_table(
    project: Project, schedule: Schedule | None, baseline: Baseline | None, cells: Cells
) -> TableView:
    """Every task with its dates, and in full below."""
    rows = []
    for record in project.all("task"):
        task = schedule.tasks.get(record.id) if schedule is not None else None
        computed = tuple(_computed(project, task, baseline)) if task else ()
        rows.append(
            Row(
                cells=_task_cells(project, record, task),
                record=detail(record, cells, computed),
                depth=task.depth if task is not None else 0,
            )
        )
    return TableView(
        anchor="list-task",
        title="Tasks",
        columns=_TASK_COLUMNS,
        rows=tuple(rows),
        empty="No tasks yet. They belong in plan.yaml under `tasks`.",
        csv=csv_path("task"),
    )


def _task_cells(project: Project, record: Record, task: ScheduledTask | None) -> tuple[Cell, ...]:
    owner = record.text("owner")
    shown: Cell = Links((link(project, owner),)) if owner else None
    if task is None:
        return (link_to(record), Text(record.title), None, None, None, None, None, None, shown)
    return (
        link_to(record),
        Text(task.name),
        first_day(task.start),
        last_day(task.finish),
        length(task, task.duration),
        Number(round(task.percent_complete), "%"),
        total_float(task),
        state_of(task, project),
        shown,
    )


def state_of(task: ScheduledTask, project: Project) -> Badge:
    """Where a task stands, in one word."""
    late = task.deadline is not None and task.finish > task.deadline
    if task.done or (task.type == "summary" and task.percent_complete >= 100):
        return Badge("done late", Tone.WATCH) if late else Badge("done", Tone.GOOD)
    if late:
        return Badge("past deadline", Tone.BAD)
    if task.critical:
        return Badge("critical", Tone.WATCH)
    if task.actual_start is not None or task.percent_complete > 0:
        return Badge("in progress", Tone.INFO)
    due = task.start < project.settings.data_date
    return Badge("overdue start", Tone.WATCH) if due else Badge("planned")


def _computed(project: Project, task: ScheduledTask, baseline: Baseline | None) -> Iterator[Field]:
    yield Field("Start", first_day(task.start), "Actual start, or the earliest the plan allows")
    yield Field("Finish", last_day(task.finish), "Actual finish, or the earliest the plan allows")
    if not task.done:
        yield Field("Latest finish", last_day(task.late_finish), "The latest that does not delay the project")
    if task.total_float is not None:
        yield Field("Total float", total_float(task))
    if not task.done:
        yield Field("Set by", driver_cell(project, task))
    yield Field("Chart", chart_cell(task))
    frozen = baseline.tasks.get(task.id) if baseline is not None else None
    if frozen is not None:
        yield Field("Baseline finish", last_day(frozen.finish))
        slip = task.calendar.between(frozen.finish, task.finish)
        yield Field("Slip", Number(days_of(slip, task.calendar), "d"), "Working days later than the baseline")


_MILESTONE_COLUMNS = (
    Column("Id", ColumnKind.ID),
    Column("Milestone", ColumnKind.TEXT),
    Column("Expected", ColumnKind.DATE),
    Column("Baseline", ColumnKind.DATE),
    Column("Slip", ColumnKind.NUMBER, "Working days later than the baseline"),
    Column("Deadline", ColumnKind.DATE),
    Column("State", ColumnKind.BADGE),
)


def milestone_table(project: Project, schedule: Schedule, baseline: Baseline | None) -> TableView:
    """The milestones with their slip against the baseline."""
    rows = []
    later: list[bool] = []
    for task in schedule.tasks.values():
        if task.type != "milestone":
            continue
        frozen = baseline.tasks.get(task.id) if baseline is not None else None
        slip = None if frozen is None else task.calendar.between(frozen.finish, task.finish)
        if slip is not None and not task.done:
            later.append(days_of(slip, task.calendar) > 0)
        rows.append(
            Row(
                (
                    link(project, task.id),
                    Text(task.name),
                    last_day(task.finish),
                    None if frozen is None else last_day(frozen.finish),
                    None if slip is None else Number(days_of(slip, task.calendar), "d"),
                    None if task.deadline is None else last_day(task.deadline),
                    state_of(task, project),
                )
            )
        )
    title = "Milestones"
    if later:
        late = f"{sum(later)} of {len(later)}" if any(later) else "none"
        verb = "are" if sum(later) > 1 else "is"
        title = f"Milestones: {late} ahead {verb} later than in the baseline"
    return TableView("milestones", title, _MILESTONE_COLUMNS, tuple(rows), "No milestones yet.")
