"""The days of a project that stand in a calendar: milestones, gates, reviews, reports and meetings.

Restricted records are left out: a calendar is copied to devices that nobody of the project looks after.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from milepost.budget.baseline import Baseline
from milepost.control.attention import milestones_ahead
from milepost.frozen import frozen
from milepost.people.due_dates import next_communication, next_status_report
from milepost.project import Project, Record
from milepost.schedule.instants import Instant, date_of, datetime_of, day_of, parse_instant
from milepost.schedule.model import Schedule
from milepost.source.units import is_instant
from milepost.states import is_open, status

CATEGORIES = ("milestone", "gate", "review", "report", "meeting")
"""What an event can be."""


@frozen
class Event:
    """A day in the calendar.

    Attributes:
        id: Id of the record; "status-report" for the next report.
        category: One of CATEGORIES.
        title: What happens.
        day: When.
        time: The instant it begins at; None for the whole day.
        minutes: How long it lasts, when it has a time.
        place: Where, or empty.
        text: What else is to be known, or empty.
        cancelled: Whether it does not take place.
    """

    id: str
    category: str
    title: str
    day: date
    time: Instant | None = None
    minutes: int = 0
    place: str = ""
    text: str = ""
    cancelled: bool = False


def events_of(project: Project, schedule: Schedule | None, baseline: Baseline | None) -> tuple[Event, ...]:
    """Every event, in order of day, then of kind and file.

    Args:
        project: The project.
        schedule: The schedule; None when the plan permits none.
        baseline: The baseline in force, or None.
    """
    found = (
        *_milestones(project, schedule, baseline),
        *_gates(project),
        *_reviews(project),
        *_reports(project),
        *_meetings(project),
    )
    return tuple(sorted(found, key=lambda one: one.day))


def _milestones(project: Project, schedule: Schedule | None, baseline: Baseline | None) -> Iterator[Event]:
    if schedule is None:
        return
    for task in schedule.tasks.values():
        if task.type == "milestone" and task.actual_finish is not None and _may_be_told(project, task.id):
            yield Event(task.id, "milestone", f"{task.name} (reached)", _last_day(task.actual_finish))
    for one in milestones_ahead(schedule, baseline):
        if not _may_be_told(project, one.id):
            continue
        words = []
        if one.baseline is not None and one.slip_days:
            days = f"{abs(one.slip_days):.1f}".removesuffix(".0")
            than = "later" if one.slip_days > 0 else "earlier"
            words.append(f"Baseline {_last_day(one.baseline)}, {days} working days {than}.")
        if one.deadline is not None:
            words.append(f"Deadline {_last_day(one.deadline)}.")
        yield Event(one.id, "milestone", one.name, _last_day(one.forecast), text=" ".join(words))


def _gates(project: Project) -> Iterator[Event]:
    for gate in _told(project, "gate"):
        decided, planned = gate.date("decided"), gate.date("date")
        day = decided or planned
        if day is not None:
            decision = gate.text("decision").replace("-", " ")
            yield Event(gate.id, "gate", gate.title, day, text=f"Decision: {decision}." if decision else "")


def _reviews(project: Project) -> Iterator[Event]:
    for kind, field, words in (
        ("review", "planned", "Quality review"),
        ("risk", "next_review", "Risk review"),
        ("benefit", "next_review", "Benefit review"),
    ):
        for record in _told(project, kind):
            day = record.date(field)
            if day is not None and is_open(record):
                yield Event(record.id, "review", f"{words}: {record.title}", day)


def _reports(project: Project) -> Iterator[Event]:
    due = next_status_report(project)
    if due is not None:
        yield Event("status-report", "report", "Status report", due)
    for item in _told(project, "communication"):
        day = next_communication(item)
        if day is not None and status(item) == "active":
            yield Event(item.id, "report", item.title, day)


def _meetings(project: Project) -> Iterator[Event]:
    for meeting in _told(project, "meeting"):
        written = meeting.text("date")
        if not is_instant(written):
            continue
        start = parse_instant(written)
        yield Event(
            id=meeting.id,
            category="meeting",
            title=meeting.title,
            day=date_of(day_of(start)),
            time=start if "T" in written else None,
            minutes=_minutes(meeting),
            place=meeting.text("place"),
            text="; ".join(meeting.texts("agenda")),
            cancelled=status(meeting) == "cancelled",
        )


_HOUR = 60


def _minutes(meeting: Record) -> int:
    """How long a meeting lasts by the clock; an hour when nothing is written, or days."""
    duration = meeting.duration("duration")
    if duration is None or duration.unit not in ("min", "h"):
        return _HOUR
    return max(duration.minutes(_HOUR * 8, Decimal(5)), 1)


def _told(project: Project, kind: str) -> Iterator[Record]:
    return (record for record in project.all(kind) if record.text("confidentiality") != "restricted")


def _may_be_told(project: Project, id_: str) -> bool:
    record = project.by_id.get(id_)
    return record is None or record.text("confidentiality") != "restricted"


def _last_day(finish: Instant) -> date:
    """The day of a finish; the end of a day is that day."""
    return datetime_of(finish - 1).date()
