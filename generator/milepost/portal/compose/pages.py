"""Where everything is on the site: the page of each register, and links to records."""

from collections.abc import Iterable

from milepost.portal.views.values import Links, RecordLink
from milepost.project import Project, Record
from milepost.source.schemas import PROJECT

DASHBOARD = "index.md"
FINDINGS = "findings.md"
DOWNLOADS = "downloads.md"
TASKS = "tasks.md"
CRITICAL_PATH = "critical-path.md"
LOOK_AHEAD = "look-ahead.md"
RESOURCES = "resources.md"
HEALTH = "schedule-health.md"
SIMULATION = "simulation.md"
STATUS = "status.md"
END_REPORT = "end-report.md"
TRACEABILITY = "traceability.md"
CASH_FLOW = "cash-flow.md"
ACCOUNTS_CSV = "data/accounts-computed.csv"
MONTHS_CSV = "data/money-by-month.csv"
BUDGET_XLSX = "data/budget.xlsx"
WORK = "work.md"
REPORT = "data/report.json"
FEED = "feed.xml"
CALENDARS = "calendars/"
REPORT_SCHEMA = "data/report.schema.json"
_BY_NAME = frozenset({"person", "role", "team", "stakeholder"})


def register_page(register: str) -> str:
    """Path of the page that shows a register."""
    return DASHBOARD if register == PROJECT else f"{register}.md"


def record_page(register: str) -> str:
    """Path of the page that holds a register's records: the plan's have one of their own beside the chart."""
    return TASKS if register == "plan" else register_page(register)


def csv_path(kind: str) -> str:
    """Path of the CSV file with the records of a kind."""
    return f"data/{kind}.csv"


def link(project: Project, id_: str) -> RecordLink:
    """A link to the record with an id; without a page when there is no such record."""
    record = project.by_id.get(id_)
    return RecordLink(id_) if record is None else link_to(record)


def link_to(record: Record) -> RecordLink:
    """A link to a record; people, roles and teams are shown by name, everything else by id."""
    label = record.title if record.kind in _BY_NAME else ""
    page = "" if record.kind == PROJECT else record_page(record.entry.register)
    return RecordLink(record.id, record.title, page, label)


def links(project: Project, ids: Iterable[str]) -> Links | None:
    """Links to records; None, an empty cell, when there are none."""
    found = tuple(link(project, id_) for id_ in ids if id_)
    return Links(found) if found else None


def id_link(project: Project, id_: str) -> RecordLink:
    """A link that shows the id, of people too: their name stands beside it."""
    found = link(project, id_)
    return RecordLink(found.id, found.title, found.page)
