"""The critical path as a page: what sets the finish, what nearly does, and why each task is where it is."""

from collections.abc import Iterable

from milepost.portal.compose.outlook import WHO, owner_links
from milepost.portal.compose.pages import link
from milepost.portal.compose.plan import first_day, last_day
from milepost.portal.compose.task_cells import SET_BY, days_of, driver_cell, length, total_float
from milepost.portal.views.register import Column, ColumnKind, Row, TableView
from milepost.portal.views.values import Links, Number, Text
from milepost.project import Project
from milepost.schedule.model import Schedule, ScheduledTask

_PATH_COLUMNS = (
    Column("Id", ColumnKind.ID),
    Column("Task"),
    Column("Start", ColumnKind.DATE),
    Column("Finish", ColumnKind.DATE),
    Column("Duration", ColumnKind.NUMBER, "Working days on the task's own calendar"),
    Column("Done", ColumnKind.NUMBER, "Percent complete"),
    Column("Float", ColumnKind.NUMBER, "Total float: negative where a promised date cannot be kept"),
    Column("Set by", ColumnKind.ID, SET_BY),
    Column("Who", ColumnKind.LINKS, WHO),
)


def critical_path_tables(project: Project, schedule: Schedule) -> tuple[TableView, ...]:
    """The critical path in order, what is nearly critical, and the chains that come closest."""
    path = [schedule.tasks[id_] for id_ in schedule.critical_path]
    near = [task for task in schedule.tasks.values() if task.near_critical and task.type != "summary"]
    near.sort(key=lambda task: (task.total_float or 0, task.start))
    limit = project.settings.section("schedule").text("near_critical")
    unset = "project.yaml does not say under `schedule.near_critical` what counts as nearly critical."
    tables = [
        TableView("path", f"The critical path: {_count(path)}", _PATH_COLUMNS, _path_rows(project, path),
                  "No open task is critical."),
        TableView("near", f"Nearly critical: {_count(near)}", _PATH_COLUMNS, _path_rows(project, near),
                  f"No further task has {limit} of float or less." if limit else unset),
    ]  # fmt: skip
    if len(schedule.float_paths) > 1:
        tables.append(_float_paths(project, schedule))
    return tuple(tables)


def float_sentence(schedule: Schedule) -> str:
    """Why tasks of the critical path have float, where they do; empty elsewhere."""
    floats = [schedule.tasks[id_].total_float or 0 for id_ in schedule.critical_path]
    if max(floats, default=0) <= 0:
        return ""
    return (
        "Critical is what lies on the longest path to the finish. Some of it has float all the same: further "
        "on the path waits for a calendar or a date, and so much is lost there anyway."
    )


def _path_rows(project: Project, tasks: Iterable[ScheduledTask]) -> tuple[Row, ...]:
    return tuple(
        Row(
            (
                link(project, task.id),
                Text(task.name),
                first_day(task.start),
                last_day(task.finish),
                length(task, task.duration),
                Number(round(task.percent_complete), "%"),
                total_float(task),
                driver_cell(project, task),
                owner_links(project, task),
            )
        )
        for task in tasks
    )


def _float_paths(project: Project, schedule: Schedule) -> TableView:
    rows = []
    for path in schedule.float_paths:
        tasks = [schedule.tasks[id_] for id_ in path.tasks if id_ in schedule.tasks]
        if tasks:
            ends = Links(tuple(link(project, id_) for id_ in dict.fromkeys((tasks[0].id, tasks[-1].id))))
            slack = Number(days_of(path.slack, schedule.calendar), "d")
            rows.append(Row((Number(path.number), slack, Number(len(tasks)), ends, Text(tasks[0].name))))
    columns = (
        Column("Path", ColumnKind.NUMBER, "1 sets the finish, 2 comes closest, and so on"),
        Column("Float", ColumnKind.NUMBER, "How far all of it may slip before the finish does"),
        Column("Tasks", ColumnKind.NUMBER),
        Column("From and to", ColumnKind.LINKS),
        Column("Begins with"),
    )
    return TableView("paths", "Chains that lead to the finish", columns, tuple(rows))


def _count(tasks: list[ScheduledTask]) -> str:
    return f"{len(tasks)} task{'' if len(tasks) == 1 else 's'}"
