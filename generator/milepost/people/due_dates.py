"""When people are to hear again: the next planned communication, the next contact, the next report."""

from datetime import date

from milepost.project import Project, Record
from milepost.rhythm import rhythm_of
from milepost.source.units import day as day_of
from milepost.states import status


def next_communication(item: Record) -> date | None:
    """When something of the communication plan has to be sent next; None when no day follows.

    The day that is written, else the next beat of its rhythm, counted from the first due date, that is later
    than it was last sent.
    """
    until = item.date("until")
    written, first = item.date("next_due"), item.date("first_due")
    sent = [day for one in item.parts("sent") if (day := one.date("due") or one.date("date")) is not None]
    last_sent = item.date("last_sent")
    last = max((*sent, *(() if last_sent is None else (last_sent,))), default=None)
    rhythm = rhythm_of(item.text("every") or item.text("frequency"))
    day = written or first
    if written is None and last is not None:
        day = None if rhythm is None else rhythm.next_after(first or last, last)
    return None if day is None or (until is not None and day > until) else day


def next_contact(stakeholder: Record, project: Project) -> date | None:
    """Until when somebody has to be spoken to again; None without a rhythm.

    Counted from the last contact, else from their first day, else from the start of the project.
    """
    rhythm = rhythm_of(stakeholder.text("contact_every"))
    last = stakeholder.date("last_contact") or stakeholder.date("from") or first_day(project)
    return None if rhythm is None or last is None else rhythm.after(last)


def last_status_report(project: Project) -> date | None:
    """The date of the newest report that is no draft."""
    dates = [
        day
        for report in project.all("report")
        if status(report) != "draft" and (day := report.date("date")) is not None
    ]
    return max(dates, default=None)


def next_status_report(project: Project) -> date | None:
    """When the next status report is due, by `status.cadence`; None without a rhythm."""
    rhythm = rhythm_of(project.settings.section("status").text("cadence"))
    last = last_status_report(project) or first_day(project)
    return None if rhythm is None or last is None else rhythm.after(last)


def first_day(project: Project) -> date | None:
    """The day of the project's start."""
    return day_of(project.settings.text("start")[:10])
