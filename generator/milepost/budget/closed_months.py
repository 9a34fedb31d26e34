"""Closed months: nothing is booked in them any more, and a seal shows whether something was.

A seal is taken over everything that counts of what a month holds: day, account, task, document or person,
amount or hours. Where an entry stands, and what its description says, does not matter.
"""

from collections.abc import Collection, Iterator

from milepost.budget import closed_rules as rules
from milepost.budget.amounts import budget_parts
from milepost.diagnostics import Diagnostic, Span
from milepost.frozen import frozen
from milepost.project import Lines, Project, Record
from milepost.project_rules import UNKNOWN_REFERENCE
from milepost.source.data import CURRENCY, Map, Seq
from milepost.source.fields import Fields
from milepost.source.schemas import PROJECT

_KINDS = ("actual", "timesheet")
_TEXTS = ("date", "account", "task", "document", "person")
_PARTIES = ("person", "role", "stakeholder")
_DIGITS = 16


@frozen
class ClosedMonth:
    """A month that is closed.

    Attributes:
        period: The month: 2026-05.
        entries: How many costs and timesheets it held when it was closed; None where that is not written.
        seal: Their seal then; empty where that is not written.
        place: Where it is written.
        by: Who closed it, and where that is written; None where it is not.
    """

    period: str
    entries: int | None
    seal: str
    place: Span
    by: tuple[str, Span] | None = None


@frozen
class Seal:
    """What a month holds now.

    Attributes:
        entries: Number of costs and timesheets.
        digest: Their seal.
    """

    entries: int
    digest: str

    def written(self, period: str) -> str:
        """The item of `closed_periods` that closes a month with this seal."""
        return f"{{period: {period}, entries: {self.entries}, seal: {self.digest}}}"


def closed_months(project: Project) -> tuple[ClosedMonth, ...]:
    """The months that are closed, in the order of the files."""
    found = (
        _month(item, Fields(document.data, document), index)
        for document in project.documents
        if document.register in ("budget", PROJECT)
        for index, item in enumerate(_items(document.data.get("closed_periods")))
        if isinstance(item, str | Map)
    )
    return tuple(month for month in found if month.period)


def _items(value: object) -> Seq:
    return value if isinstance(value, Seq) else Seq()


def _month(item: str | Map, owner: Fields, index: int) -> ClosedMonth:
    if isinstance(item, str):
        return ClosedMonth(item, None, "", owner.item_span("closed_periods", index))
    fields = Fields(item, owner.document)
    place = fields.span("seal" if fields.has("seal") else "period")
    by = (fields.text("by"), fields.span("by")) if fields.text("by") else None
    return ClosedMonth(fields.text("period"), fields.integer("entries"), fields.text("seal"), place, by)


def seals(project: Project, periods: Collection[str]) -> dict[str, Seal]:
    """What some months hold.

    Args:
        project: The project.
        periods: The months: 2026-05.
    """
    # loads OpenSSL, and few projects close their months

    from hashlib import sha256

    found: dict[str, list[str]] = {period: [] for period in periods}
    for kind in _KINDS:
        for record in project.written(kind):
            month = found.get(record.text("date")[:7])
            if month is not None:
                month.append(_of_record(record))
        for lines in project.lines(kind):
            for period, text in _of_lines(lines, found.keys()):
                found[period].append(text)
    return {
        period: Seal(len(texts), sha256("\n".join(sorted(texts)).encode()).hexdigest()[:_DIGITS])
        for period, texts in found.items()
    }


def _of_record(record: Record) -> str:
    money = record.money("amount")
    amount, unit = (record.text("hours"), "h") if money is None else (str(money.amount), money.currency)
    if money is None and record.has("hours"):
        amount = str(record.raw("hours"))
    texts = [str(record.raw(name) or "") for name in _TEXTS]
    return "\t".join((record.kind, *texts, _plain(amount), unit))


def _of_lines(lines: Lines, periods: Collection[str]) -> Iterator[tuple[str, str]]:
    table = lines.table
    hours = lines.entry.kind == "timesheet"
    amounts = table.column("hours" if hours else "amount")
    units = ("h",) * table.size if hours else table.column(CURRENCY)
    for *texts, amount, unit in zip(*map(table.column, _TEXTS), amounts, units, strict=True):
        if texts[0][:7] in periods:
            yield texts[0][:7], "\t".join((lines.entry.kind, *texts, _plain(amount), unit))


def _plain(amount: str) -> str:
    """A number without zeros at its end, so that 5, 5.0 and 5.00 are one amount."""
    whole, _, part = amount.partition(".")
    part = part.rstrip("0")
    return f"{whole}.{part}" if part else whole


def changed_months(project: Project) -> Iterator[Diagnostic]:
    """Closed months that no longer hold what they held, and those where nobody could tell."""
    months = closed_months(project)
    if not months:
        return
    totals = {
        entry.text("period")
        for entry in budget_parts(project, "control_totals")
        if entry.has("amount") and not entry.has("account")
    }
    guarded = totals | {one.period for one in months if one.seal}
    held = seals(project, {one.period for one in months if one.seal or one.period not in totals})
    for month in months:
        if month.by is not None and project.get(month.by[0], *_PARTIES) is None:
            message = f"no person, role or stakeholder has the id {month.by[0]}"
            yield UNKNOWN_REFERENCE.at(month.by[1], message)
        now = held.get(month.period)
        if now is None:
            continue
        if month.period not in guarded and now.entries:
            message = f"{month.period} is closed, and an entry that is added to it would not be noticed"
            remedy = f"Seal it: {now.written(month.period)}. Or write the ledger's total to `control_totals`."
            yield rules.UNSEALED_MONTH.at(month.place, message, remedy=remedy)
        elif month.seal not in ("", now.digest):
            then = "" if month.entries is None else f" with {_count(month.entries)}"
            is_now = "they are no longer the same" if month.entries == now.entries else _is_now(now.entries)
            message = f"{month.period} was closed{then}, and {is_now}"
            yield rules.CLOSED_MONTH_CHANGED.at(month.place, message, remedy=_remedy(month.period, now))


def _is_now(entries: int) -> str:
    return f"now there {'is' if entries == 1 else 'are'} {_count(entries)}"


def _count(entries: int) -> str:
    return f"{entries:,} {'entry' if entries == 1 else 'entries'}"


def _remedy(period: str, now: Seal) -> str:
    return (
        "Take the change back, or book it in an open month. "
        f"If it was agreed, seal the month anew: {now.written(period)}."
    )


CHECKS = (changed_months,)
