"""People with more work than time, and work planned while they are away, as findings."""

from collections.abc import Iterator

from milepost.diagnostics import Diagnostic, Note
from milepost.frozen import frozen
from milepost.project import Project, Record
from milepost.schedule import load_rules as rules
from milepost.schedule.calendar import Calendar
from milepost.schedule.effort import assigned_to
from milepost.schedule.instants import MINUTES_PER_DAY, Day, Instant, date_of, day_of
from milepost.schedule.load import Overload
from milepost.schedule.load_plan import Load
from milepost.schedule.model import Schedule, ScheduledAssignment, ScheduledTask
from milepost.source.fields import Fields

_NOTES = 5
_GUILTY = 4


def check_load(project: Project, schedule: Schedule, load: Load) -> Iterator[Diagnostic]:
    """What is wrong with the load from the status date on.

    Args:
        project: The project.
        schedule: Its schedule.
        load: The load of everybody in it.
    """
    yield from _over_allocated(project, load)
    yield from _during_leave(project, schedule)


def _over_allocated(project: Project, load: Load) -> Iterator[Diagnostic]:
    """One finding for a person: the worst stretch, and the others as notes."""
    for who, person in load.people.items():
        ahead = [one for one in person.overloads if one.finish > load.now]
        if not ahead:
            continue
        record = project.by_id[who]
        worst = max(ahead, key=lambda one: one.ratio)
        others = [one for one in ahead if one is not worst]
        tasks = [project.by_id[id_] for id_ in worst.tasks[:_GUILTY]]
        notes = [Note(task.span("id"), f"{task.id} {task.title}") for task in tasks]
        notes += [Note(None, f"also {_words(one)}") for one in others[:_NOTES]]
        if len(others) > _NOTES:
            notes.append(Note(None, f"and {len(others) - _NOTES} times more"))
        message = f"{who} has {_words(worst)}"
        yield rules.OVER_ALLOCATED.at(record.span("id"), message, notes=tuple(notes), record=who)


def _words(one: Overload) -> str:
    more = len(one.tasks) - _GUILTY
    tasks = ", ".join(one.tasks[:_GUILTY]) + (f" and {more} more" if more > 0 else "")
    return f"{one.ratio:.0%} of the capacity planned {_when(one.start, one.finish)} ({tasks})"


def _when(start: Instant, finish: Instant) -> str:
    first, last = date_of(day_of(start)), date_of(day_of(finish - 1))
    return f"on {first}" if first == last else f"from {first} to {last}"


@frozen
class _Leave:
    """A stretch of days on which somebody is away, and their calendar without it."""

    written: Fields
    first: Day
    last: Day
    usual: Calendar


def _during_leave(project: Project, schedule: Schedule) -> Iterator[Diagnostic]:
    """Assignments of a fixed duration that cover days of leave; effort waits for its people by itself."""
    away = {
        person.id: leaves
        for person in project.all("person")
        if person.has("leave") and (leaves := list(_leaves(person, project, schedule)))
    }
    if not away:
        return
    for id_, record in project.by_id_of("task").items():
        task = schedule.tasks.get(id_)
        if task is None or task.done or not task.assignments or task.type != "task" or _waits(record):
            continue
        for written, one in zip(assigned_to(record), task.assignments, strict=True):
            for leave in away.get(one.who, ()):
                days = _days_lost(leave, task, one)
                if days:
                    span = record.item_span("assignments", written.place)
                    note = Note(leave.written.span(), f"{one.who} is away then")
                    message = f"{record.id} counts on {one.who} on {_count(days)} of leave"
                    yield rules.WORK_DURING_LEAVE.at(span, message, notes=(note,), record=record.id)


def _leaves(person: Record, project: Project, schedule: Schedule) -> Iterator[_Leave]:
    now = day_of(project.settings.data_date)
    for entry in person.parts("leave"):
        first, last = entry.start("from"), entry.start("to")
        if first is not None and last is not None and day_of(last) >= now:
            yield _Leave(
                entry, max(day_of(first), now), day_of(last), schedule.calendars.of(person.text("calendar"))
            )


def _waits(record: Record) -> bool:
    """Whether the dates of a task follow from the work of its people, who do nothing while they are away."""
    return "duration" not in record.data and (
        "effort" in record.data or any(one.effort is not None for one in assigned_to(record))
    )


def _days_lost(leave: _Leave, task: ScheduledTask, one: ScheduledAssignment) -> int:
    """Days of leave on which both the task and its person would usually be at work."""
    first = max(leave.first, day_of(one.remaining_start))
    last = min(leave.last, day_of(one.finish - 1))
    count = 0
    for day in range(first, last + 1):
        start = max(day * MINUTES_PER_DAY, one.remaining_start)
        end = min((day + 1) * MINUTES_PER_DAY, one.finish)
        if task.calendar.between(start, end) > 0 and leave.usual.between(start, end) > 0:
            count += 1
    return count


def _count(days: int) -> str:
    return "a day" if days == 1 else f"{days} days"
