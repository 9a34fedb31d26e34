"""Days on which a task's calendar or its people do not work although the week says so, with their names."""

from collections.abc import Iterator

from milepost.diagnostics import Span
from milepost.frozen import frozen
from milepost.project import Project, Record
from milepost.schedule.effort import assigned_to
from milepost.schedule.instants import Day, Instant, day_of, weekday_of
from milepost.schedule.model import Schedule
from milepost.source.fields import Fields


@frozen
class DayOff:
    """A day off.

    Attributes:
        day: Which day.
        name: What it is: a holiday, an exception, leave.
        who: Whose it is; None for a day of the calendar.
        place: Where it is written.
    """

    day: Day
    name: str
    who: str | None
    place: Span | None


def days_off(
    project: Project, schedule: Schedule, record: Record, since: Instant, until: Instant
) -> tuple[DayOff, ...]:
    """Give the days off of a task between two instants, in order.

    Args:
        project: The project.
        schedule: Its schedule.
        record: The task.
        since: From when.
        until: Until when.
    """
    calendar = schedule.tasks[record.id].calendar
    first, last = day_of(since), day_of(until - 1) if until > since else day_of(since)
    closed = sorted(
        day
        for day, shifts in calendar.exceptions.items()
        if first <= day <= last and not shifts and calendar.week[weekday_of(day)]
    )
    people = [] if record.has("duration") else [one.who for one in assigned_to(record)]
    found = [person for who in people if (person := project.get(who, "person")) is not None]
    return tuple(_named(project, schedule, record, found, day) for day in closed)


def _named(project: Project, schedule: Schedule, record: Record, people: list[Record], day: Day) -> DayOff:
    for person in people:
        joins = person.start("joins")
        if joins is not None and day < day_of(joins):
            return DayOff(day, "not yet there", person.id, person.span("joins"))
        for leave in person.parts("leave"):
            if _covers(leave, day):
                return DayOff(day, "on leave", person.id, leave.span("from"))
    used = (record.text("calendar"), *(person.text("calendar") for person in people))
    for name in (*used, project.settings.text("calendar"), *schedule.calendars.by_id):
        if day in schedule.calendars.day_names.get(name, {}):
            title = schedule.calendars.day_names[name][day] or "day off"
            return DayOff(day, title, None, _place(project, name, day))
    return DayOff(day, "day off", None, None)


def _place(project: Project, calendar: str, day: Day) -> Span | None:
    """Where a day of a calendar is written: its exception, else the holidays of a country."""
    for record in _chain(project, calendar):
        for exception in record.parts("exceptions"):
            if _covers(exception, day):
                return exception.span()
    holidays = next((one for one in _chain(project, calendar) if one.has("holidays")), None)
    return None if holidays is None else holidays.key_span("holidays")


def _chain(project: Project, calendar: str) -> Iterator[Record]:
    """A calendar and those that it is based on."""
    seen: set[str] = set()
    while calendar not in seen:
        seen.add(calendar)
        record = project.get(calendar, "calendar")
        if record is None:
            return
        yield record
        calendar = record.text("based_on")


def _covers(entry: Fields, day: Day) -> bool:
    first = entry.start("from") if entry.has("from") else entry.start("date")
    last = entry.start("to") if entry.has("to") else first
    return first is not None and last is not None and day_of(first) <= day <= day_of(last)
