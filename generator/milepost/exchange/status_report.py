"""A status report as a Markdown file: front matter that the checks read, and the figures of its day as text.

What it says is what the registers and the computation say on the status date; it is a draft, and whoever
sends it writes the sentences that no computation knows.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from milepost.control.attention import decisions_wanted
from milepost.control.rag import Rag
from milepost.exchange.editing.records import next_id
from milepost.exchange.editing.yaml_text import New, field
from milepost.exchange.status_report_text import Writer
from milepost.frozen import frozen
from milepost.project import Project, Record
from milepost.report import Report
from milepost.source.units import day

TITLES = {
    "status": "Status report",
    "progress": "Progress report",
    "exception": "Exception report",
    "end-stage": "End-stage report",
    "end-project": "End-project report",
}
"""The types of report and what they are called."""
_MOST = 8
_LONG = 1000


@frozen
class Draft:
    """A report that is not written yet.

    Attributes:
        id: Its id.
        name: Name of its file in the folder reports/.
        text: The whole file.
    """

    id: str
    name: str
    text: str


def last_reported(project: Project) -> date | None:
    """The last day that a report covers, drafts left out."""
    days = [
        last
        for report in project.all("report")
        if report.text("status") != "draft"
        and report.text("type") in ("", "status", "progress")
        and (period := report.part("period")) is not None
        and (last := period.date("to")) is not None
    ]
    return max(days, default=None)


def first_reported(project: Project) -> date:
    """The first day that the next report covers: the one after the last report, else the project's first."""
    last = last_reported(project)
    today = project.settings.status_date
    if last is not None:
        return min(last + timedelta(days=1), today)
    return min(day(project.settings.text("start")[:10]) or today, today)


def draft_report(report: Report, since: date, kind: str = "status", author: str = "") -> Draft:
    """A report on the time from a day to the status date.

    Args:
        report: The project, computed.
        since: The first day that it covers.
        kind: Its type, as the schema of reports names it.
        author: Id of who writes it; the manager when left out.
    """
    project = report.project
    today = project.settings.status_date
    id_ = next_id(project, project.schemas.kinds["report"])
    writer = Writer(report, since)
    lines = ["---"]
    front: dict[str, New] = {**_head(project, id_, since, kind, author), **_content(report, writer)}
    for key, written in front.items():
        lines += field(key, written, 0)
    lines += ["---", "", *writer.body()]
    suffix = "" if kind == "status" else f"-{kind}"
    return Draft(id_, f"{today.isoformat()}{suffix}.md", "\n".join(lines).rstrip("\n") + "\n")


def _head(project: Project, id_: str, since: date, kind: str, author: str) -> dict[str, New]:
    """What the report is."""
    today = project.settings.status_date
    last = _last_of(project, kind)
    value: dict[str, New] = {
        "id": id_,
        "title": f"{TITLES[kind]}, {today.day} {today:%B %Y}",
        "type": kind,
        "period": {"from": since.isoformat(), "to": today.isoformat()},
        "date": today.isoformat(),
    }
    author = author or project.settings.text("manager")
    if project.get(author, "person", "role", "stakeholder") is not None:
        value["author"] = author
    value["status"] = "draft"
    audience = () if last is None else last.texts("audience")
    if audience:
        value["audience"] = list(audience)
    return value


def _content(report: Report, writer: Writer) -> dict[str, New]:
    """What it says in fields: colours, why, achievements, what comes, what is asked."""
    value: dict[str, New] = {}
    judged = {"overall": report.status.overall, **report.status.dimensions}
    value["rag"] = {name: one.rag.value for name, one in judged.items() if one.rag is not Rag.UNKNOWN}
    comments: dict[str, New] = {
        name: _text(one.reasons[0].text)
        for name, one in judged.items()
        if one.rag in (Rag.AMBER, Rag.RED) and one.reasons
    }
    if comments:
        value["commentary"] = comments
    recovery = _recovery(report)
    if recovery:
        value["recovery_actions"] = list(recovery)
    for key, texts in (("highlights", writer.highlights()), ("next", writer.coming())):
        if texts:
            value[key] = [_text(text) for text in texts[:_MOST]]
    asks: list[New] = list(_asks(report.project))
    if asks:
        value["asks"] = asks
    return value


def _last_of(project: Project, kind: str) -> Record | None:
    """The newest report of a type, else of any."""
    dated = [(written, one) for one in project.all("report") if (written := one.date("date")) is not None]
    same = [pair for pair in dated if pair[1].text("type") == kind]
    return max(same or dated, key=lambda pair: pair[0], default=(None, None))[1]


def _recovery(report: Report) -> tuple[str, ...]:
    """Open actions about what the red dimensions name, which bring it back so far as anything is planned."""
    project = report.project
    named = {
        id_
        for one in report.status.dimensions.values()
        if one.rag is Rag.RED
        for reason in one.reasons
        if reason.rag is Rag.RED
        for id_ in reason.records
    }
    found = []
    for action in project.all("action"):
        links = action.part("links")
        about = {action.text("source")} | (
            {id_ for key in links.data for id_ in links.texts(key)} if links else set()
        )
        if action.text("status") not in ("done", "cancelled") and about & named:
            found.append(action.id)
    return tuple(found[:_MOST])


def _asks(project: Project) -> Iterator[dict[str, New]]:
    """What is asked of whom: the decisions that wait."""
    for wanted in decisions_wanted(project)[:_MOST]:
        ask: dict[str, New] = {"what": _text(wanted.title)}
        if wanted.who and project.get(wanted.who[0], "person", "role", "stakeholder") is not None:
            ask["of"] = wanted.who[0]
        if wanted.needed_by is not None:
            ask["by"] = wanted.needed_by.isoformat()
        if wanted.kind == "decision":
            ask["decision"] = wanted.id
        yield ask


def _text(text: str) -> str:
    """A text on one line, no longer than the field takes."""
    line = " ".join(text.split())
    return line if len(line) <= _LONG else line[: _LONG - 1] + "\u2026"
