"""What is wrong with the people of a plan once it has dates: work before they join, or after they left."""

from collections.abc import Iterator

from milepost.diagnostics import Diagnostic, Note
from milepost.project import Project, Record
from milepost.schedule import engine_rules as rules
from milepost.schedule.calendars import Calendars
from milepost.schedule.effort import assigned_to, effort_of
from milepost.schedule.instants import datetime_of
from milepost.schedule.model import Schedule, ScheduledAssignment, ScheduledTask


def people_findings(project: Project, schedule: Schedule) -> Iterator[Diagnostic]:
    """Assignments that the people cannot work off.

    What is written about actual dates, and people who left before the status date, have a check of their own.

    Args:
        project: The project.
        schedule: Its schedule.
    """
    calendars = schedule.calendars
    bounded = {
        person.id: person for person in project.all("person") if person.has("joins") or person.has("leaves")
    }
    never = {who for who, capacity in calendars.capacities.items() if capacity.never}
    suspects = {*bounded, *never, *calendars.strangers}
    records = project.by_id_of("task")
    for id_, task in schedule.tasks.items():
        for place, one in enumerate(task.assignments):
            if (one.units and one.who not in suspects) or task.done or task.type == "summary":
                continue
            record = records[id_]
            span = record.item_span("assignments", assigned_to(record)[place].place)
            person = bounded.get(one.who)
            for message, note in () if person is None else _outside_stay(project, person, task, one):
                yield rules.ASSIGNED_OUTSIDE_STAY.at(span, message, notes=(note,), record=id_)
            if one.minutes and (not one.units or one.who in never):
                message = f"{one.who} has work on {id_} and no time for it"
                yield rules.WORK_WITHOUT_TIME.at(span, message, record=id_)
            if _is_stranger(record, one.who, calendars):
                message = f"{one.who} never works when the calendar {record.text('calendar')} does"
                note = Note(record.span("calendar"), "the task's calendar")
                yield rules.NO_COMMON_TIME.at(span, message, notes=(note,), record=id_)


def _outside_stay(
    project: Project, person: Record, task: ScheduledTask, one: ScheduledAssignment
) -> Iterator[tuple[str, Note]]:
    joins, leaves = person.start("joins"), person.finish("leaves")
    if joins is not None and task.actual_start is None and one.remaining_start < joins:
        when = f"from {_date(one.start)} and joins on {person.text('joins')}"
        yield f"{one.who} is to work on {task.id} {when}", Note(person.span("joins"), "joins then")
    if leaves is not None and one.finish > leaves >= project.settings.status_instant:
        when = f"until {_date(one.finish - 1)} and leaves on {person.text('leaves')}"
        yield f"{one.who} is to work on {task.id} {when}", Note(person.span("leaves"), "leaves then")


def _is_stranger(record: Record, who: str, calendars: Calendars) -> bool:
    """Whether somebody's work drives a task whose calendar has nothing in common with their time."""
    assigned = assigned_to(record)
    if who not in calendars.strangers or effort_of(record, assigned, calendars) is None:
        return False
    return who in calendars.team(tuple([one.who for one in assigned]), record.text("calendar")).strangers


def _date(instant: int) -> str:
    return datetime_of(instant).date().isoformat()
