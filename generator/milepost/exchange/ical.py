"""The days of a project as calendar files (RFC 5545), for any calendar program to subscribe to.

Ids and time stamps follow from the project and its status date, so the same state gives the same bytes, and
an event that moves stays the same event.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from milepost import __version__
from milepost.control.events import CATEGORIES, Event
from milepost.exchange.plain_text import one_line
from milepost.project import Project
from milepost.schedule.instants import datetime_of

if TYPE_CHECKING:
    import icalendar

FILES = {"": "calendar.ics", "milestone": "milestones.ics", "gate": "gates.ics", "review": "reviews.ics",
         "report": "reports.ics", "meeting": "meetings.ics"}  # fmt: skip
"""Name of the file of each category; the empty one is everything."""
_DAY = timedelta(days=1)


def calendar_files(project: Project, events: Iterable[Event]) -> dict[str, bytes]:
    """Every calendar by the name of its file; categories without an event have none.

    Args:
        project: The project, for its name and status date.
        events: The events, in order.
    """
    every = tuple(events)
    found = {FILES[""]: every} if every else {}
    for category in CATEGORIES:
        mine = tuple(one for one in every if one.category == category)
        if mine:
            found[FILES[category]] = mine
    return {name: calendar_text(project, mine) for name, mine in found.items()}


def calendar_text(project: Project, events: Iterable[Event]) -> bytes:
    """One calendar file."""
    import icalendar

    calendar = icalendar.Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", f"-//Milepost//Milepost {__version__}//EN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", one_line(project.settings.name))
    for event in events:
        calendar.add_component(_event(event, project))
    return bytes(calendar.to_ical())


def _event(event: Event, project: Project) -> "icalendar.Event":
    import icalendar

    made = icalendar.Event()
    made.add("uid", f"{_token(project.settings.text('id'))}.{event.id}.{event.category}@milepost")
    day = project.settings.status_date
    made.add("dtstamp", datetime(day.year, day.month, day.day, tzinfo=UTC))
    if event.time is None:
        made.add("dtstart", event.day)
        made.add("dtend", event.day + _DAY)
        made.add("transp", "TRANSPARENT")
    else:
        start = datetime_of(event.time)  # without a zone: local time, as the project writes it
        made.add("dtstart", start)
        made.add("dtend", start + timedelta(minutes=event.minutes))
    made.add("summary", one_line(f"{event.id} {event.title}" if event.id != "status-report" else event.title))
    made.add("categories", [event.category])
    if event.place:
        made.add("location", one_line(event.place))
    if event.text:
        made.add("description", one_line(event.text))
    if event.cancelled:
        made.add("status", "CANCELLED")
    return made


def _token(text: str) -> str:
    """The project's id so far as it can stand in a UID; `project` without one."""
    return "".join(one for one in text if one.isascii() and (one.isalnum() or one in "._-")) or "project"
