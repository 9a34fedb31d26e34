"""What a computed schedule says of promises: tasks after a deadline, a project after its required finish."""

from collections.abc import Iterator

from milepost.diagnostics import Diagnostic, Note
from milepost.project import Project
from milepost.schedule import engine_rules as rules
from milepost.schedule.calendar import Calendar
from milepost.schedule.instants import Instant, datetime_of
from milepost.schedule.model import Schedule


def late_findings(project: Project, schedule: Schedule) -> Iterator[Diagnostic]:
    """Deadlines of open work, and the required finish, that the computed dates do not keep.

    Args:
        project: The project.
        schedule: Its schedule.
    """
    required = project.settings.finish("required_finish")
    if required is not None and schedule.calendar.between(required, schedule.finish) > 0:
        message = f"the project finishes {_late(schedule.calendar, required, schedule.finish)}"
        yield rules.DEADLINE_MISSED.at(
            project.settings.span("required_finish"), f"{message} its required finish"
        )
    records = project.by_id_of("task")
    for id_, task in schedule.tasks.items():
        promised = task.deadline
        if promised is None or task.done or task.calendar.between(promised, task.finish) <= 0:
            continue
        record = records[id_]
        message = f"{id_} finishes {_late(task.calendar, promised, task.finish)} its deadline"
        notes = (Note(record.span("id"), f"{id_} {task.name}"),)
        yield rules.DEADLINE_MISSED.at(record.span("deadline"), message, notes=notes, record=id_)


def _late(calendar: Calendar, promised: Instant, finish: Instant) -> str:
    """`on 2026-07-07, 3 working days after`."""
    days = calendar.between(promised, finish) / calendar.minutes_per_day
    amount = f"{days:.1f}".removesuffix(".0")
    unit = "working day" if amount == "1" else "working days"
    return f"on {datetime_of(finish - 1):%Y-%m-%d}, {amount} {unit} after"
