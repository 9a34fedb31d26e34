"""What happened in a project as a feed (RFC 4287): decisions, deliveries, milestones, changes, reports.

Ids and times follow from the records, so the same state gives the same bytes, and nothing is news twice.
Restricted records are left out.
"""

from datetime import date
from urllib.parse import quote
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from milepost.control.news import News, news_since
from milepost.exchange.plain_text import one_line
from milepost.project import Project
from milepost.report import Report
from milepost.states import status

MOST = 60
"""So many entries, the newest ones."""
_NAMESPACE = "http://www.w3.org/2005/Atom"
_TOLD = frozenset(
    {
        ("risk", "occurred"),
        ("issue", "new"),
        ("issue", "closed"),
        ("decision", "wanted"),
        ("decision", "decided"),
        ("change", "submitted"),
        ("change", "approved"),
        ("change", "rejected"),
        ("change", "postponed"),
        ("change", "implemented"),
        ("deliverable", "accepted"),
        ("gate", "decided"),
        ("dependency", "delivered"),
        ("meeting", "held"),
        ("baseline", "taken"),
        ("lesson", "learned"),
        ("report", "sent"),
    }
)
"""What readers outside the team want to hear of; milestones reached are told too."""


def feed(report: Report, links: dict[str, str]) -> bytes:
    """The feed of a project.

    Args:
        report: The project, computed.
        links: Id of a record to its address, absolute or relative to the feed.
    """
    project = report.project
    today = project.settings.status_date
    root = Element("feed", {"xmlns": _NAMESPACE})
    name = one_line(project.settings.name)
    urn = f"urn:milepost:{quote(project.settings.text('id') or 'project', safe='')}"
    _text(root, "id", urn)
    _text(root, "title", name)
    _text(root, "updated", _time(today))
    _text(SubElement(root, "author"), "name", name)
    _text(root, "generator", "Milepost")
    SubElement(root, "link", {"rel": "self", "href": "feed.xml", "type": "application/atom+xml"})
    for one in _entries(report):
        entry = SubElement(root, "entry")
        _text(entry, "id", f"{urn}:{quote(one.id, safe='')}:{quote(one.what, safe='')}")
        _text(entry, "title", one_line(f"{one.id} {one.title}: {one.what}"))
        _text(entry, "updated", _time(one.day))
        SubElement(entry, "category", {"term": one.kind})
        if one.id in links:
            SubElement(entry, "link", {"href": links[one.id]})
        _text(entry, "summary", _summary(one, project))
    indent(root)
    text: str = tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode()


def _entries(report: Report) -> list[News]:
    project = report.project
    found = [
        one
        for one in news_since(project, report.schedule, date.min)
        if ((one.kind, one.what) in _TOLD or _is_milestone(one, report)) and _may_be_told(one.id, project)
    ]
    return sorted([*found, *_reports(project)], key=lambda one: -one.day.toordinal())[:MOST]


def _is_milestone(one: News, report: Report) -> bool:
    task = None if report.schedule is None else report.schedule.tasks.get(one.id)
    return task is not None and task.type == "milestone" and one.what == "reached"


def _may_be_told(id_: str, project: Project) -> bool:
    record = project.by_id.get(id_)
    return record is not None and record.text("confidentiality") != "restricted"


def _reports(project: Project) -> list[News]:
    """Reports that were sent or approved."""
    found = []
    for one in project.all("report"):
        day = one.date("date")
        is_out = status(one) != "draft" and day is not None and day <= project.settings.status_date
        if day is not None and is_out and _may_be_told(one.id, project):
            found.append(News(one.id, "report", one.title, "sent", day, one.texts("author")))
    return found


def _summary(one: News, project: Project) -> str:
    record = project.by_id[one.id]
    names = [project.by_id[who].title for who in one.who if who in project.by_id]
    words = [record.text("decision"), record.text("purpose"), record.text("description")]
    commentary = record.part("commentary")
    if commentary is not None:
        words.insert(0, commentary.text("overall"))
    first = next((text for text in words if text), "")
    who = f" ({', '.join(names)})" if names else ""
    return one_line(f"{one.kind.replace('_', ' ').capitalize()} {one.what}{who}. {first}")[:500]


def _time(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _text(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = text
