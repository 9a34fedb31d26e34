"""What is wrong with statuses set by hand, with reports, with periods and with circles of references."""

from collections.abc import Iterator

from milepost.control import status_rules as rules
from milepost.diagnostics import Diagnostic, Note
from milepost.project import Project, Record
from milepost.source.fields import Fields
from milepost.states import status

_PERIODS = (
    ("calendar", "exceptions", "from", "to"),
    ("person", "leave", "from", "to"),
    ("person", "capacity", "from", "to"),
    ("person", "rates", "from", "to"),
    ("person", "", "joins", "leaves"),
    ("role", "rates", "from", "to"),
    ("stakeholder", "", "from", "until"),
    ("risk", "proximity", "from", "to"),
    ("report", "period", "from", "to"),
    ("funding", "", "from", "to"),
    ("budget_line", "phasing", "from", "to"),
    ("phase", "", "planned_start", "planned_finish"),
    ("phase", "", "actual_start", "actual_finish"),
    ("benefit", "", "realise_from", "realise_by"),
    ("communication", "", "first_due", "until"),
    ("baseline", "", "start", "finish"),
)
"""Kind, the part of the record (empty: the record itself), and the fields of its first and last day."""

_CHAINS = (
    ("role", "reports_to"),
    ("objective", "parent"),
    ("deliverable", "part_of"),
    ("requirement", "part_of"),
    ("change", "merged_into"),
    ("decision", "supersedes"),
    ("baseline", "supersedes"),
    ("task", "apportioned_to"),
)


def overrides(project: Project) -> Iterator[Diagnostic]:
    """Statuses set by hand without reason, approver or end, or beyond their end."""
    section = project.settings.section("status").part("overrides")
    if section is None:
        return
    for dimension in section.data:
        override = section.part(dimension)
        if override is None:
            continue
        lacking = [key for key in ("reason", "approver", "expires") if not override.has(key)]
        if lacking:
            message = f"the status of {dimension} is set by hand without {' and '.join(lacking)}"
            yield rules.INCOMPLETE_OVERRIDE.at(override.span(), message)
        last = override.date("expires")
        if last is not None and last < project.settings.status_date:
            message = f"the status of {dimension} set by hand expired on {last}"
            yield rules.EXPIRED_OVERRIDE.at(override.span("expires"), message)


def reports(project: Project) -> Iterator[Diagnostic]:
    """Reports that say red and no more, and approvals by nobody."""
    for report in project.all("report"):
        colours = report.part("rag")
        words = report.part("commentary")
        for dimension in colours.data if colours is not None else ():
            if colours is None or colours.text(dimension) != "red":
                continue
            lacking = [] if words is not None and words.has(dimension) else ["commentary"]
            lacking += [] if report.raw("recovery_actions") else ["recovery action"]
            if lacking:
                message = f"{dimension} is red without a {' and a '.join(lacking)}"
                yield rules.RED_WITHOUT_COMMENTARY.at(colours.span(dimension), message, record=report.id)
    for record in (*project.all("report"), *project.all("meeting")):
        if status(record) in ("approved", "sent") and not record.has("approved_by"):
            message = f"{record.id} is {status(record)}, and nothing says by whom it was approved"
            yield rules.APPROVED_WITHOUT_APPROVER.at(record.span("status"), message, record=record.id)


def period_reversed(project: Project) -> Iterator[Diagnostic]:
    """Periods that end before they begin."""
    settings = project.settings
    for last in ("target_finish", "required_finish"):
        yield from _reversed(settings, "start", last, None)
    for kind, part, first, last in _PERIODS:
        for record in project.all(kind):
            for fields in _parts(record, part):
                yield from _reversed(fields, first, last, record.id or None)


def _parts(record: Record, part: str) -> Iterator[Fields]:
    inner = record.part(part) if part else record
    if inner is not None:
        yield inner
    else:
        yield from record.parts(part)


def _reversed(fields: Fields, first: str, last: str, record: str | None) -> Iterator[Diagnostic]:
    begin, end = fields.start(first), fields.finish(last)
    if begin is not None and end is not None and end < begin:
        message = f"`{last}` {fields.text(last)} lies before `{first}` {fields.text(first)}"
        yield rules.PERIOD_REVERSED.at(fields.span(last), message, record=record)


def circular_reference(project: Project) -> Iterator[Diagnostic]:
    """Chains of references that lead back to where they began; each circle once, at its first record."""
    for kind, key in _CHAINS:
        told: set[str] = set()
        for record in project.all(kind):
            circle = _circle(record, key, project)
            if not circle or record.id in told:
                continue
            told.update(one.id for one in circle)
            path = " -> ".join([*(one.id for one in circle), record.id])
            notes = tuple(Note(one.span(key), f"{one.id} names {one.text(key)}") for one in circle[1:])
            message = f"`{key}` leads in a circle: {path}"
            yield rules.CIRCULAR_REFERENCE.at(record.span(key), message, notes=notes, record=record.id)


def _circle(record: Record, key: str, project: Project) -> list[Record]:
    """The records from this one back to itself; empty when the chain ends, or circles without it."""
    path: list[Record] = []
    seen: set[str] = set()
    at: Record | None = record
    while at is not None and at.id not in seen:
        seen.add(at.id)
        path.append(at)
        at = project.get(at.text(key), record.kind) if at.text(key) else None
    return path if at is record else []


CHECKS = (overrides, reports, period_reversed, circular_reference)
