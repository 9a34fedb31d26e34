"""Words in figures: how timely communication is, how fast feedback is answered, what meetings left behind."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from decimal import Decimal
from statistics import median

from milepost.people.communication_checks import ANSWER_DAYS
from milepost.people.due_dates import next_communication
from milepost.people.model import FeedbackFigures, MeetingFigures, Sending
from milepost.project import Project, Record
from milepost.rhythm import days_of
from milepost.states import is_open, status

_DAY, _WEEK = 8 * 60, Decimal(5)
"""Minutes and days that a meeting written in days or weeks takes."""


def sendings(project: Project) -> dict[str, Sending]:
    """Every item of the communication plan by id."""
    groups = _groups(project)
    return {item.id: _sending(item, project, groups) for item in project.all("communication")}


def _sending(item: Record, project: Project, groups: Mapping[str, list[str]]) -> Sending:
    active = status(item) == "active"
    due = next_communication(item) if active else None
    late = 0 if due is None else max((project.settings.status_date - due).days, 0)
    dated = [
        (planned, sent)
        for one in item.parts("sent")
        if (planned := one.date("due")) is not None and (sent := one.date("date")) is not None
    ]
    on_time = sum(sent <= planned for planned, sent in dated)
    share = Decimal(on_time) / len(dated) if dated else None
    return Sending(_audience(item, groups), due, late, len(dated), on_time, share)


def _groups(project: Project) -> dict[str, list[str]]:
    """Per group of stakeholders the ids of those in it."""
    found: dict[str, list[str]] = {}
    for one in project.all("stakeholder"):
        if one.has("group"):
            found.setdefault(one.text("group"), []).append(one.id)
    return found


def _audience(item: Record, groups: Mapping[str, list[str]]) -> tuple[str, ...]:
    """Ids of everybody an item reaches: those it names, and the stakeholders of its groups."""
    members = (who for group in item.texts("audience_groups") for who in groups.get(group, ()))
    return tuple(dict.fromkeys((*item.texts("audience"), *members)))


def feedback_figures(project: Project) -> FeedbackFigures:
    """The feedback log in figures."""
    today = project.settings.status_date
    limit = days_of(project.settings.section("communication").text("answer_within"), ANSWER_DAYS)
    entries = project.all("feedback")
    waiting, overdue, days = 0, [], []
    for entry in entries:
        came, answered = entry.date("date"), entry.date("responded")
        if came is not None and answered is not None:
            days.append((answered - came).days)
        if is_open(entry) and answered is None:
            waiting += 1
            due = entry.date("due") or (None if came is None else came + timedelta(days=limit))
            if due is not None and due < today:
                overdue.append(entry.id)
    middle = Decimal(str(median(days))) if days else None
    return FeedbackFigures(len(entries), waiting, tuple(overdue), len(entries) - waiting, middle)


def meeting_figures(project: Project) -> MeetingFigures:
    """What the meetings that were held left behind, as minutes and logs say."""
    held = {one.id: one for one in project.all("meeting") if status(one) in ("held", "approved")}
    decisions = {id_: None for one in held.values() for id_ in one.texts("decisions")}
    actions = {id_: None for one in held.values() for id_ in one.texts("actions")}
    decisions |= {one.id: None for one in project.all("decision") if one.text("meeting") in held}
    actions |= {one.id: None for one in project.all("action") if one.text("source") in held}
    states = [status(action) for id_ in actions if (action := project.get(id_, "action")) is not None]
    done, counted = states.count("done"), len(states) - states.count("cancelled")
    share = Decimal(done) / counted if counted else None
    return MeetingFigures(len(held), tuple(decisions), tuple(actions), done, share, _hours(held.values()))


def _hours(meetings: Iterable[Record]) -> dict[str, Decimal]:
    minutes: dict[str, int] = {}
    for meeting in meetings:
        duration = meeting.duration("duration")
        if duration is not None:
            for who in dict.fromkeys(meeting.texts("attendees")):
                minutes[who] = minutes.get(who, 0) + duration.minutes(_DAY, _WEEK)
    return {who: Decimal(one) / 60 for who, one in sorted(minutes.items(), key=lambda one: -one[1])}
