"""What changed since a day, as the registers date it: what is new, decided, done or closed, and what began.

This reads the dates that the records carry, so it needs no history; a record without dates is not in it.
"""

from collections.abc import Iterator
from datetime import date

from milepost.frozen import frozen
from milepost.project import Project
from milepost.schedule.instants import date_of, day_of
from milepost.schedule.model import Schedule
from milepost.states import status

_EVENTS: tuple[tuple[str, str, str], ...] = (
    ("risk", "identified", "new"),
    ("risk", "occurred", "occurred"),
    ("risk", "closed", "closed"),
    ("issue", "created", "new"),
    ("issue", "closed", "closed"),
    ("action", "created", "new"),
    ("action", "done", "done"),
    ("decision", "created", "wanted"),
    ("decision", "date", "decided"),
    ("change", "submitted", "submitted"),
    ("change", "decided", "decided"),
    ("change", "implemented", "implemented"),
    ("deliverable", "accepted", "accepted"),
    ("requirement", "approved", "approved"),
    ("requirement", "verified", "verified"),
    ("gate", "decided", "decided"),
    ("assumption", "validated", "validated"),
    ("review", "actual", "held"),
    ("defect", "found", "found"),
    ("defect", "fixed", "fixed"),
    ("nonconformity", "found", "found"),
    ("feedback", "date", "received"),
    ("feedback", "responded", "answered"),
    ("dependency", "delivered", "delivered"),
    ("lesson", "date", "learned"),
    ("meeting", "date", "held"),
    ("baseline", "created", "taken"),
    ("benefit", "closed", "closed"),
    ("objective", "closed", "closed"),
)
"""Kind, the field that says the day, and what happened on it."""


@frozen
class News:
    """Something that happened.

    Attributes:
        id: Id of the record.
        kind: Its kind.
        title: Its title.
        what: What happened, in a word: new, decided, done, started, finished.
        day: When.
        who: Ids of those who own it.
    """

    id: str
    kind: str
    title: str
    what: str
    day: date
    who: tuple[str, ...]


def news_since(project: Project, schedule: Schedule | None, since: date) -> tuple[News, ...]:
    """What happened after a day and not after the status date, the newest first.

    Args:
        project: The project.
        schedule: The schedule, or None.
        since: The last day that is known already.
    """
    until = project.settings.status_date
    found = [one for one in (*_records(project), *_tasks(project, schedule)) if since < one.day <= until]
    return tuple(sorted(found, key=lambda one: -one.day.toordinal()))


def last_report(project: Project) -> date | None:
    """The day of the last status report that was released, on or before the status date."""
    until = project.settings.status_date
    days = [
        day
        for report in project.all("report")
        if status(report) != "draft" and (day := report.date("date")) is not None and day <= until
    ]
    return max(days, default=None)


def _records(project: Project) -> Iterator[News]:
    for kind, field, what in _EVENTS:
        for record in project.written(kind):
            text = record.text(field)
            day = record.date(field) or (None if len(text) <= 10 else _day(text))
            if day is not None:
                told = status(record).replace("-", " ") if field == "decided" and kind == "change" else what
                yield News(record.id, kind, record.title, told, day, record.texts("owner"))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _tasks(project: Project, schedule: Schedule | None) -> Iterator[News]:
    for task in () if schedule is None else schedule.tasks.values():
        if task.type == "summary":
            continue
        record = project.by_id.get(task.id)
        who = () if record is None else record.texts("owner")
        if task.actual_finish is not None:
            what = "reached" if task.type == "milestone" else "finished"
            day = date_of(day_of(task.actual_finish - 1))
            yield News(task.id, "task", task.name, what, day, who)
        if task.actual_start is not None and task.type != "milestone":
            yield News(task.id, "task", task.name, "started", date_of(day_of(task.actual_start)), who)
