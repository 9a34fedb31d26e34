"""What is wrong with words: what was to be sent, answered, minuted or reported and was not."""

import re
from collections.abc import Iterator
from datetime import timedelta

from milepost.diagnostics import Diagnostic
from milepost.people import communication_rules as rules
from milepost.people.due_dates import last_status_report, next_communication, next_status_report
from milepost.project import Project
from milepost.rhythm import days_of
from milepost.source.units import day
from milepost.states import is_open, status

ANSWER_DAYS = 14
"""Days after which feedback wants an answer, unless `communication.answer_within` says otherwise."""
_TO_DO = r"(?m)^[ \t]*(?:[-*+]|[0-9]+[.)])[ \t]+\[ \][ \t]+(\S.*?)[ \t\r]*$"
_ID = r"[A-Za-z][A-Za-z0-9._-]*[A-Za-z0-9]"


def communications(project: Project) -> Iterator[Diagnostic]:
    """Items of the communication plan for nobody, or late."""
    for item in project.all("communication"):
        if status(item) != "active":
            continue
        if not item.raw("audience") and not item.raw("audience_groups"):
            yield rules.NOBODY_TOLD.at(item.span(), f"{item.id} has no audience", record=item.id)
        due = next_communication(item)
        if due is not None and due < project.settings.status_date:
            key = next(name for name in ("next_due", "last_sent", "sent", "first_due") if item.has(name))
            message = f"{item.id} was due on {due}"
            yield rules.COMMUNICATION_OVERDUE.at(item.span(key), message, record=item.id)


def feedback(project: Project) -> Iterator[Diagnostic]:
    """Feedback that is said to be answered and is not, or waits too long for an answer."""
    today = project.settings.status_date
    limit = days_of(project.settings.section("communication").text("answer_within"), ANSWER_DAYS)
    for entry in project.all("feedback"):
        lacking = [key for key in ("response", "responded") if not entry.has(key)]
        if status(entry) == "answered" and lacking:
            message = f"{entry.id} is answered without `{'` and `'.join(lacking)}`"
            yield rules.ANSWERED_WITHOUT_RESPONSE.at(entry.span("status"), message, record=entry.id)
        if not is_open(entry) or entry.has("responded"):
            continue
        came, due = entry.date("date"), entry.date("due")
        if due is None and came is not None:
            due = came + timedelta(days=limit)
        if due is not None and due < today:
            key = "due" if entry.has("due") else "date"
            message = f"{entry.id} was to be answered by {due}"
            yield rules.FEEDBACK_UNANSWERED.at(entry.span(key), message, record=entry.id)


def meetings(project: Project) -> Iterator[Diagnostic]:
    """Meetings that are over and still planned, and things to do that stand in minutes only."""
    for meeting in project.all("meeting"):
        held = day(meeting.text("date")[:10])
        if status(meeting) == "planned" and held is not None and held < project.settings.status_date:
            message = f"{meeting.id} of {held} is over and still planned"
            yield rules.MEETING_WITHOUT_MINUTES.at(meeting.span("status"), message, record=meeting.id)
        document = meeting.document
        offset = len(document.text) - len(document.body)
        for match in re.finditer(_TO_DO, document.body) if "[ ]" in document.body else ():
            if not any(project.get(name, "action") for name in re.findall(_ID, match[1])):
                span = document.span(offset + match.start(1), offset + match.end(1))
                message = (
                    f"the minutes of {meeting.id} have something to do that no action of the log is about"
                )
                yield rules.ACTION_OUTSIDE_LOG.at(span, message, record=meeting.id)


def report_overdue(project: Project) -> Iterator[Diagnostic]:
    """A status report that should have been sent by the rhythm of the status."""
    due = next_status_report(project)
    if due is None or due >= project.settings.status_date or project.settings.text("state") in _AT_REST:
        return
    last = last_status_report(project)
    since = "there was none" if last is None else f"the last one is of {last}"
    span = project.settings.section("status").span("cadence")
    yield rules.REPORT_OVERDUE.at(span, f"a status report was due on {due}; {since}")


_AT_REST = frozenset({"proposed", "on-hold", "closed", "cancelled"})

CHECKS = (communications, feedback, meetings, report_overdue)
