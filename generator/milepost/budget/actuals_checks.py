"""What is wrong with costs and hours as booked.

Lines of CSV files are sifted by column; those in question are looked at as records, so that both kinds of
file get the same findings.
"""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from milepost.budget import rules
from milepost.diagnostics import Diagnostic, Note
from milepost.project import Lines, Project, Record
from milepost.source.units import day

_PARTS = ("supplier", "account", "task")


def booked(project: Project) -> Iterator[Diagnostic]:
    """Costs and hours that cannot have been, that are nowhere, or on accounts that are closed."""
    status = project.settings.status_date
    for entry in (*_questionable(project, "actual"), *_questionable(project, "timesheet")):
        what = "hours are" if entry.kind == "timesheet" else "the cost is"
        on = entry.date("date")
        if on is not None and on > status:
            message = f"{what} booked on {on}, after the status date {status}"
            yield rules.ACTUAL_AFTER_STATUS_DATE.at(entry.span("date"), message, record=entry.id or None)
        if not entry.has("account") and not entry.has("task"):
            message = f"{what} booked on no account and no task"
            yield rules.ACTUAL_WITHOUT_ACCOUNT.at(entry.span(), message, record=entry.id or None)
        account = project.get(entry.text("account"), "account")
        closed = account.date("closed") if account is not None else None
        if account is not None and closed is not None and on is not None and on > closed:
            message = f"{account.id} was closed on {closed}"
            yield rules.ACTUAL_ON_CLOSED_ACCOUNT.at(entry.span("account"), message, record=entry.id or None)


def _questionable(project: Project, kind: str) -> Iterator[Record]:
    """The records of YAML files, and the lines that may be late, on a closed account or on none."""
    yield from project.written(kind)
    status = project.settings.status_date
    closed = {account.id for account in project.all("account") if account.has("closed")}
    for lines in project.lines(kind):
        dates, accounts, tasks = (lines.table.column(name) for name in ("date", "account", "task"))
        late = {text for text in lines.table.distinct("date") if (on := day(text)) and on > status}
        used = lines.table.distinct("account")
        if late or closed & used or ("" in used and "" in lines.table.distinct("task")):
            for line, (on_day, account, task) in enumerate(zip(dates, accounts, tasks, strict=True)):
                if on_day in late or account in closed or not (account or task):
                    yield lines.record(line)


def duplicate_document(project: Project) -> Iterator[Diagnostic]:
    """Documents that are booked twice on the same account and task."""
    seen: dict[tuple[str, ...], Record] = {}
    for entry in _with_repeated_document(project):
        number, *_ = key = _key(entry)
        first = seen.setdefault(key, entry)
        if first is not entry:
            note = Note(first.span("document"), "first booked here")
            message = f"the document {number} is booked twice"
            span = entry.span("document")
            yield rules.DUPLICATE_DOCUMENT.at(span, message, notes=(note,), record=entry.id or None)


def _with_repeated_document(project: Project) -> Iterator[Record]:
    """The entries with a document number, less lines whose number stands nowhere else."""
    written = [entry for entry in project.written("actual") if entry.has("document")]
    yield from written
    tables = project.lines("actual")
    numbers = {str(entry.raw("document")) for entry in written}
    parts = [lines.table.distinct("document") for lines in tables]
    many = len(numbers) + sum(lines.table.size for lines in tables)
    if len(parts[0] if len(parts) == 1 and not numbers else numbers.union(*parts)) == many:
        return
    counts = Counter(_key(entry) for entry in written)
    for lines in tables:
        counts.update(_keys(lines))
    for lines in tables:
        for line, key in enumerate(_keys(lines)):
            if counts[key] > 1 and key[0]:
                yield lines.record(line)


def _key(entry: Record) -> tuple[str, ...]:
    """What two bookings of one document have in common."""
    return (str(entry.raw("document")), *(entry.text(part) for part in _PARTS))


def _keys(lines: Lines) -> Iterator[tuple[str, ...]]:
    return zip(*(lines.table.column(name) for name in ("document", *_PARTS)), strict=True)


def impossible_day(project: Project) -> Iterator[Diagnostic]:
    """People who worked longer than the day."""
    hours: dict[tuple[str, str], Decimal] = {}
    for entry in _on_long_days(project):
        key = (entry.text("person"), entry.text("date"))
        before = hours.get(key, Decimal(0))
        hours[key] = before + (entry.decimal("hours") or 0)
        if before <= 24 < hours[key]:
            message = f"{key[0]} worked {hours[key]} hours on {key[1]}"
            yield rules.IMPOSSIBLE_DAY.at(entry.span("hours"), message, record=entry.id or None)


def _on_long_days(project: Project) -> Iterator[Record]:
    """The timesheets of YAML files, and the lines of days that may be too long."""
    written = project.written("timesheet")
    yield from written
    tables = project.lines("timesheet")
    if not tables:
        return
    hours: dict[tuple[str, str], float] = {}
    for entry in written:
        key = (entry.text("person"), entry.text("date"))
        hours[key] = hours.get(key, 0.0) + (entry.number("hours") or 0.0)
    for lines in tables:
        for who, on, worked in _hours(lines):
            hours[who, on] = hours.get((who, on), 0.0) + worked
    long = {key for key, worked in hours.items() if worked > 23.9}  # floats only sift; decimals decide
    if long:
        for lines in tables:
            for line, (who, on, _) in enumerate(_hours(lines)):
                if (who, on) in long:
                    yield lines.record(line)


def _hours(lines: Lines) -> Iterator[tuple[str, str, float]]:
    people, dates, hours = (lines.table.column(name) for name in ("person", "date", "hours"))
    return ((who, on, float(text or 0)) for who, on, text in zip(people, dates, hours, strict=True))


CHECKS = (
    booked,
    duplicate_document,
    impossible_day,
)
