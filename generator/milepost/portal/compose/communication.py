"""Words as pages show them: what is sent when, who hears what, what came of feedback and of meetings."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from milepost.control.status_model import Status
from milepost.people.model import People, Sending
from milepost.portal import markup
from milepost.portal.compose.pages import STATUS, link, link_to
from milepost.portal.views.letters import MatrixCell, MatrixRow, MatrixView
from milepost.portal.views.register import Column, ColumnKind, Row, TableView
from milepost.portal.views.values import Badge, Cell, Day, Field, Links, Number, RecordLink, Text, Tone
from milepost.portal.views.words import SaidAndDone
from milepost.project import Project, Record
from milepost.states import is_open, status

_SENDINGS = (
    Column("Item", ColumnKind.ID),
    Column("What"),
    Column("Who sends it", ColumnKind.LINKS),
    Column("Last sent", ColumnKind.DATE),
    Column("Next due", ColumnKind.DATE),
    Column("Days late", ColumnKind.NUMBER, "Calendar days at the status date"),
    Column("On time", ColumnKind.NUMBER, "Share of those sent by the day on which they were due"),
    Column("State", ColumnKind.BADGE),
)


def sending_table(project: Project, people: People) -> TableView:
    """The communication plan by what is due next; what is late comes first."""
    ordered = sorted(
        project.all("communication"),
        key=lambda one: (status(one) != "active", people.communications[one.id].next_due or date.max),
    )
    rows = []
    for one in ordered:
        sending = people.communications[one.id]
        share = sending.timeliness
        rows.append(
            Row(
                (
                    link_to(one),
                    Text(one.title),
                    _parties(project, one, "responsible"),
                    _day(_last_sent(one)),
                    _day(sending.next_due),
                    Number(sending.days_late) if sending.days_late else None,
                    None if share is None else Number(Decimal(round(100 * share)), "%"),
                    _sending_state(status(one), sending),
                )
            )
        )
    late = [one for one in people.communications.values() if one.days_late]
    title = f"{len(late)} of {len(rows)} items are late" if late else "Nothing is late"
    return TableView("due", title, _SENDINGS, tuple(rows), "No communication is planned yet.")


def _last_sent(one: Record) -> date | None:
    sent = [day for entry in one.parts("sent") if (day := entry.date("date")) is not None]
    last = one.date("last_sent")
    return max((*sent, *(() if last is None else (last,))), default=None)


def _sending_state(state: str, sending: Sending) -> Badge:
    if state != "active" or sending.next_due is None:
        return Badge(state)
    return Badge("late", Tone.BAD) if sending.days_late else Badge("on time", Tone.GOOD)


def coverage_matrix(project: Project, people: People) -> MatrixView | None:
    """Stakeholders against active items: who hears what; those who hear nothing come first."""
    items = [one for one in project.all("communication") if status(one) == "active"]
    here = [one for one in project.all("stakeholder") if not people.stakeholders[one.id].left]
    if not items or not here:
        return None
    ordered = sorted(here, key=lambda one: len(people.stakeholders[one.id].communications) > 0)
    silent = [one for one in here if not people.stakeholders[one.id].communications]
    title = (
        f"{len(silent)} of {len(here)} stakeholders hear nothing regularly"
        if silent
        else f"All {len(here)} stakeholders hear from the project"
    )
    return MatrixView(
        anchor="coverage",
        title=title,
        corner="Stakeholder",
        columns=tuple(link_to(one) for one in items),
        rows=tuple(
            MatrixRow(
                link_to(one),
                tuple(_hears(item, one, people) for item in items),
                "key stakeholder" if people.stakeholders[one.id].key else "",
            )
            for one in ordered
        ),
        legend=(("\u2713", "has", "is in the audience, by name, role or group"),),
    )


def _hears(item: Record, one: Record, people: People) -> MatrixCell:
    if item.id not in people.stakeholders[one.id].communications:
        return MatrixCell()
    return MatrixCell("\u2713", "has", item.title)


def said_and_done(project: Project) -> tuple[SaidAndDone, ...]:
    """What people said and what was answered, what waits first, then the newest answer."""
    entries = sorted(project.all("feedback"), key=_newest)
    return tuple(_said(entry, project) for entry in entries)


def _newest(entry: Record) -> tuple[bool, int]:
    answered = entry.date("responded") or entry.date("date") or date.min
    return (not (is_open(entry) and not entry.has("responded")), -answered.toordinal())


def _said(entry: Record, project: Project) -> SaidAndDone:
    who, record = entry.text("stakeholder"), entry.text("record")
    due, came = entry.date("due"), entry.date("date")
    waiting = is_open(entry) and not entry.has("responded")
    late = waiting and due is not None and due < project.settings.status_date
    state = Badge("answered", Tone.GOOD)
    if waiting:
        state = Badge("late", Tone.BAD) if late else Badge("open", Tone.WATCH)
    return SaidAndDone(
        link=link_to(entry),
        who=link(project, who) if who else None,
        said=markup.block(entry.text("text")),
        day=came,
        state=state,
        answer=markup.block(entry.text("response")) if entry.has("response") else "",
        answered=entry.date("responded"),
        due=due if waiting else None,
        record=link(project, record) if record else None,
    )


def feedback_sentence(people: People) -> str:
    """The feedback log in a sentence."""
    figures = people.feedback
    if not figures.received:
        return ""
    text = f"{figures.received} received, {figures.answered} answered, {figures.open} open"
    if figures.overdue:
        text += f", {len(figures.overdue)} of them overdue"
    if figures.median_days is not None:
        days = f"{figures.median_days:f}".removesuffix(".0")
        text += f". The answer took {days} day{'' if days == '1' else 's'} in the median"
    return text + "."


_AGREED = (
    Column("Record", ColumnKind.ID),
    Column("What"),
    Column("Kind", ColumnKind.BADGE),
    Column("Meeting", ColumnKind.LINKS),
    Column("Who", ColumnKind.LINKS),
    Column("Day", ColumnKind.DATE, "Day of a decision; day by which an action is due"),
    Column("State", ColumnKind.BADGE),
)


def agreed_table(project: Project, people: People) -> TableView:
    """What meetings decided and agreed, from the logs; what is open comes first."""
    meetings = _meetings_of(project)
    found = [
        record
        for id_ in (*people.meetings.actions, *people.meetings.decisions)
        if (record := project.get(id_, "action", "decision")) is not None
    ]
    found.sort(key=lambda one: (not is_open(one), one.date("due") or one.date("date") or date.max))
    rows = tuple(
        Row(
            (
                link_to(one),
                Text(one.title),
                Badge(one.kind),
                Links(tuple(link_to(meeting) for meeting in meetings.get(one.id, ()))),
                _parties(project, one, "owner" if one.kind == "action" else "decided_by"),
                _day(one.date("due") if one.kind == "action" else one.date("date")),
                _agreed_state(one, project),
            )
        )
        for one in found
    )
    figures = people.meetings
    title = "Decided and agreed"
    if figures.closure is not None:
        title += f": {figures.done} of {len(figures.actions)} actions are done"
    empty = "Nothing yet. Name decisions and actions in the front matter of the minutes."
    return TableView("agreed", title, _AGREED, rows, empty)


_TIME = (
    Column("Who", ColumnKind.LINKS),
    Column("Hours in meetings", ColumnKind.NUMBER, "Of meetings held that say how long they lasted"),
)


def meeting_time_table(project: Project, people: People) -> TableView:
    """How long who sat in meetings."""
    rows = tuple(
        Row((Links((link(project, who),)), Number(hours.quantize(Decimal("0.1")), "h")))
        for who, hours in people.meetings.hours.items()
    )
    empty = "No meeting that was held says its `duration` and its `attendees`."
    return TableView("meeting-time", "Time in meetings", _TIME, rows, empty)


_DIMENSIONS = (
    "overall", "schedule", "cost", "scope", "quality", "risk", "resources", "stakeholders", "benefits",
)  # fmt: skip
_COLOURS = {"green": ("G", "ok"), "amber": ("A", "amber"), "red": ("R", "red")}


def colours_matrix(project: Project, status: Status) -> MatrixView | None:
    """What reports declared, the newest first, below what is computed now."""
    dated = [(day, one) for one in project.all("report") if (day := one.date("date")) is not None]
    if not dated:
        return None
    judged = {"overall": status.overall, **status.dimensions}
    now = MatrixRow(
        RecordLink("top", page=STATUS, label="Computed now"),
        tuple(_colour(judged[name].rag.value) for name in _DIMENSIONS),
        project.settings.status_date.isoformat(),
    )
    rows = [
        MatrixRow(
            link_to(one),
            tuple(_declared(one, name) for name in _DIMENSIONS),
            f"{day.isoformat()} {one.title}",
        )
        for day, one in sorted(dated, key=lambda pair: -pair[0].toordinal())
    ]
    changed = [name for name in _DIMENSIONS if _differs(dated, judged[name].rag.value, name)]
    title = (
        f"Computed now and in the last report differ in {', '.join(changed)}"
        if changed
        else "The last report says what is computed"
    )
    return MatrixView(
        anchor="colours",
        title=title,
        corner="Report",
        columns=tuple(Text(name) for name in _DIMENSIONS),
        rows=(now, *rows),
        legend=tuple((letter, style, word) for word, (letter, style) in _COLOURS.items()),
    )


def _colour(word: str) -> MatrixCell:
    letter, style = _COLOURS.get(word, ("", ""))
    return MatrixCell(letter, style, word if letter else "")


def _declared(report: Record, name: str) -> MatrixCell:
    declared = report.part("rag")
    return _colour("" if declared is None else declared.text(name))


def _differs(dated: list[tuple[date, Record]], computed: str, name: str) -> bool:
    newest = max(dated, key=lambda pair: pair[0])[1].part("rag")
    said = "" if newest is None else newest.text(name)
    return bool(said) and said != computed


def report_sentence(project: Project, people: People) -> str:
    """When the next report is due."""
    due, today = people.next_report, project.settings.status_date
    if due is None:
        return "No rhythm is set: the cadence of the status in project.yaml says how often a report is due."
    days = (today - due).days
    if days > 0:
        return f"A report was due on {due.day} {due:%B %Y}, {days} day{'' if days == 1 else 's'} ago."
    return f"The next report is due on {due.day} {due:%B %Y}; the command milepost report drafts it."


def _meetings_of(project: Project) -> Mapping[str, list[Record]]:
    """Per decision or action the meetings that brought it, as either side says."""
    found: dict[str, list[Record]] = {}
    for meeting in project.all("meeting"):
        for key in ("decisions", "actions"):
            for id_ in meeting.texts(key):
                found.setdefault(id_, []).append(meeting)
    for kind, key in (("decision", "meeting"), ("action", "source")):
        for record in project.all(kind):
            named = project.get(record.text(key), "meeting")
            if named is not None and named not in found.get(record.id, []):
                found.setdefault(record.id, []).append(named)
    return found


def meeting_fields(project: Project) -> Mapping[str, tuple[Field, ...]]:
    """What came of each meeting that only the logs say: records that name it, and it does not name them."""
    came: dict[str, dict[str, list[RecordLink]]] = {}
    for id_, meetings in _meetings_of(project).items():
        record = project.by_id.get(id_)
        for meeting in meetings if record is not None else ():
            if record is not None and id_ not in meeting.texts(f"{record.kind}s"):
                found = came.setdefault(meeting.id, {})
                found.setdefault(record.kind, []).append(link_to(record))
    return {
        id_: tuple(
            Field(f"More {kind}s", Links(tuple(links)), "The log names the meeting")
            for kind, links in found.items()
        )
        for id_, found in came.items()
    }


def _agreed_state(one: Record, project: Project) -> Badge:
    state = status(one)
    due = one.date("due")
    if one.kind == "action" and is_open(one) and due is not None and due < project.settings.status_date:
        return Badge("overdue", Tone.BAD)
    if state in ("done", "decided"):
        return Badge(state, Tone.GOOD)
    return Badge(state.replace("-", " "), Tone.WATCH if is_open(one) else Tone.NEUTRAL)


def _parties(project: Project, one: Record, key: str) -> Cell:
    names = one.texts(key)
    return Links(tuple(link(project, who) for who in names)) if names else None


def _day(day: date | None) -> Cell:
    return None if day is None else Day(day)
