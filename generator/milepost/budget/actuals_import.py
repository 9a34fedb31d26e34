"""Which lines of a file are new to a project, which it knows, and what they add up to."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TypeAlias

from milepost.budget import actuals_rules as rules
from milepost.budget.accounts import UNASSIGNED
from milepost.budget.closed_months import closed_months
from milepost.diagnostics import Diagnostic, Note, Span
from milepost.frozen import frozen, mutable
from milepost.project import Lines, Project, Record
from milepost.source.data import CURRENCY

ENTRIES = "entries"
ZERO = Decimal(0)

Voucher: TypeAlias = tuple[str, ...]
"""What is known by one number: document and supplier of a cost, person and day of hours."""

Part: TypeAlias = tuple[str, ...]
"""What a voucher is split by: account and task."""

_VOUCHER = {"actual": ("document", "supplier"), "timesheet": ("person", "date")}
_PART = ("account", "task")


@frozen
class Sifted:
    """The lines of a file, compared with a project.

    Attributes:
        new: Lines that the project does not know.
        known: Lines that it knows.
        findings: Lines that cannot be told, or say something else than the project.
    """

    new: tuple[int, ...]
    known: tuple[int, ...]
    findings: tuple[Diagnostic, ...]


@frozen
class Total:
    """A control total.

    Attributes:
        account: The account that carries the lines.
        unit: Their currency, or h for hours.
        lines: Number of lines in the file.
        amount: Their sum.
        new_lines: Number of those that are new.
        new_amount: Sum of those that are new.
    """

    account: str
    unit: str
    lines: int
    amount: Decimal
    new_lines: int
    new_amount: Decimal


@mutable
class _Known:
    """A part of a voucher that the project holds: its values, and where it stands."""

    values: list[Voucher]
    record: Record | None
    lines: Lines | None
    line: int

    def span(self) -> Span:
        if self.lines is not None:
            return self.lines.span(
                self.line, "document" if "document" in self.lines.table.columns else "date"
            )
        return self.record.span() if self.record is not None else Span.of_file("")


def sift(project: Project, lines: Lines) -> Sifted:
    """Compare the lines of a file with what a project holds.

    A cost is known by its document number and supplier, hours by person, day and task. A document may be
    split over accounts and tasks. What is known and differs (amount, date, hours) is a finding.

    Args:
        project: The project, without the file.
        lines: The file.
    """
    kind = lines.entry.kind
    held = _held(project, kind)
    given = _by_voucher(lines)
    new: list[int] = []
    known: list[int] = []
    findings: list[Diagnostic] = []
    for voucher, parts in given.items():
        if kind == "actual" and not voucher[0]:
            for line in (line for found in parts.values() for line in found):
                place = lines.span(line, "document")
                findings.append(rules.NO_DOCUMENT_NUMBER.at(place, "the line has no document number"))
            continue
        there = held.get(voucher, {})
        moved = kind == "actual" and not there.keys() <= parts.keys() and bool(parts.keys() - there.keys())
        for part, found in parts.items():
            if part not in there and not moved:
                new += found
            elif part in there and sorted(there[part].values) == sorted(
                _values(lines, line) for line in found
            ):
                known += found
            else:
                findings += _changed(lines, found, there, part)
    return Sifted(tuple(sorted(new)), tuple(sorted(known)), tuple(findings))


def in_closed_periods(project: Project, lines: Lines) -> Iterator[Diagnostic]:
    """The lines, all of them new, that lie in a closed month."""
    closed = {month.period for month in closed_months(project)}
    for line, date in enumerate(lines.table.column("date")):
        if date[:7] in closed:
            yield rules.CLOSED_PERIOD.at(lines.span(line, "date"), f"{date[:7]} is closed")


def control_totals(project: Project, lines: Lines, new: Sequence[int]) -> tuple[Total, ...]:
    """Sums of a file by account and currency, or of hours by account, in order of account.

    Args:
        project: The project; an account that a line does not name is that of its task.
        lines: The file.
        new: Those of its lines that are new.
    """
    table, fresh = lines.table, frozenset(new)
    amounts, units = table.column("hours"), ("h",) * table.size
    if table.key == ENTRIES:
        amounts, units = table.column("amount"), tuple(table.column(CURRENCY))
    sums: dict[tuple[str, str], list[Decimal]] = {}
    columns = (table.column("account"), table.column("task"), amounts, units)
    for line, (account, task, text, unit) in enumerate(zip(*columns, strict=True)):
        key = (account or _account_of(project, task), unit)
        found = sums.setdefault(key, [ZERO, ZERO, ZERO, ZERO])
        amount = Decimal(text or 0)
        found[0] += 1
        found[1] += amount
        if line in fresh:
            found[2] += 1
            found[3] += amount
    return tuple(
        Total(account, unit, int(found[0]), found[1], int(found[2]), found[3])
        for (account, unit), found in sorted(sums.items())
    )


def _account_of(project: Project, task: str) -> str:
    record = project.get(task, "task")
    while record is not None:
        if account := record.text("account"):
            return account
        record = record.parent
    return UNASSIGNED


def _by_voucher(lines: Lines) -> dict[Voucher, dict[Part, list[int]]]:
    table = lines.table
    found: dict[Voucher, dict[Part, list[int]]] = {}
    vouchers = zip(*(table.column(name) for name in _VOUCHER[lines.entry.kind]), strict=True)
    parts = zip(*(table.column(name) for name in _PART), strict=True)
    for line, (voucher, part) in enumerate(zip(vouchers, parts, strict=True)):
        found.setdefault(voucher, {}).setdefault(part, []).append(line)
    return found


def _held(project: Project, kind: str) -> dict[Voucher, dict[Part, _Known]]:
    """What the project holds, by voucher and part."""
    found: dict[Voucher, dict[Part, _Known]] = {}
    for record in project.written(kind):
        voucher = tuple(_text(record, name) for name in _VOUCHER[kind])
        part = tuple(record.text(name) for name in _PART)
        known = found.setdefault(voucher, {}).setdefault(part, _Known([], record, None, 0))
        money = record.money("amount")
        hours = record.decimal("hours")
        if money is not None:
            known.values.append((record.text("date"), _plain(money.amount), money.currency))
        elif hours is not None:
            known.values.append((_plain(hours),))
    for lines in project.lines(kind):
        for voucher, parts in _by_voucher(lines).items():
            for part, rows in parts.items():
                known = found.setdefault(voucher, {}).setdefault(part, _Known([], None, lines, rows[0]))
                known.values += (_values(lines, row) for row in rows)
    return found


def _values(lines: Lines, line: int) -> Voucher:
    """What must be equal for a line to be known: date and amount, or the hours."""
    table = lines.table
    if table.key == ENTRIES:
        amount = Decimal(table.column("amount")[line] or 0)
        return table.column("date")[line], _plain(amount), table.column(CURRENCY)[line]
    return (_plain(Decimal(table.column("hours")[line] or 0)),)


def _plain(number: Decimal) -> str:
    """A number in the one form by which equal ones are equal texts."""
    return f"{number.normalize():f}" if number else "0"


def _text(record: Record, name: str) -> str:
    value = record.raw(name)
    return "" if value is None else str(value)


def _changed(lines: Lines, found: list[int], there: dict[Part, _Known], part: Part) -> Iterator[Diagnostic]:
    """The findings about the lines of one part of a voucher that is there with something else."""
    known = there.get(part) or next(iter(there.values()))
    what = " ".join(" ".join(value) for value in known.values)
    for line in found:
        if part in there:
            said = " ".join(_values(lines, line))
            message = f"the line says {said}, the project has {what}"
        else:
            message = "the document is in the project on another account or task"
        place = lines.span(line, "amount" if lines.table.key == ENTRIES else "hours")
        note = Note(known.span(), f"{what}, as the project has it")
        yield rules.CHANGED_DOCUMENT.at(place, message, notes=(note,))
