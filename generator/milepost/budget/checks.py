"""What is wrong with budgets, costs and rates before anything is computed from them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from itertools import pairwise

from milepost.budget import actuals_checks, approval_checks, closed_months, rules
from milepost.budget.actuals_checks import MAX_ALIKE
from milepost.budget.amounts import Amount, amounts, exchange_rates
from milepost.budget.currencies import CURRENCIES
from milepost.diagnostics import Diagnostic, Note
from milepost.frozen import replace
from milepost.project import Project
from milepost.source.data import CURRENCY
from milepost.source.fields import Fields
from milepost.source.units import day

_KNOWN = frozenset(CURRENCIES)
_NEVER_NEGATIVE = (
    ("account", "budget"),
    ("budget_line", "amount"),
    ("funding", "amount"),
    ("reserve", "amount"),
    ("commitment", "amount"),
    ("task", "cost"),
)


def currencies(project: Project) -> Iterator[Diagnostic]:
    """Currencies that do not exist, and amounts that cannot be converted.

    Of lines of CSV files the first few of each file and currency; the last of them counts the others.
    """
    own = project.settings.currency
    rated = _rated_currencies(project, own)
    yield from _unconvertible(amounts(project), own, rated)
    told: Counter[tuple[str, str, str]] = Counter()
    last: dict[tuple[str, str, str], Diagnostic] = {}
    for amount in _questionable_amounts(project, own, rated):
        for finding in _unconvertible((amount,), own, rated):
            key = (finding.rule, amount.span.file, amount.currency)
            told[key] += 1
            if told[key] < MAX_ALIKE:
                yield finding
            elif told[key] == MAX_ALIKE:
                last[key] = finding
    for key, finding in last.items():
        more = told[key] - MAX_ALIKE
        yield replace(finding, message=f"{finding.message}, as on {more:,} more lines") if more else finding


def _unconvertible(found: Iterable[Amount], own: str, rated: Mapping[str, date]) -> Iterator[Diagnostic]:
    for amount in found:
        record = amount.record.id if amount.record is not None and amount.record.id else None
        if amount.currency not in _KNOWN:
            message = f"{amount.currency} is no currency of ISO 4217"
            yield rules.UNKNOWN_CURRENCY.at(amount.span, message, record=record)
        elif amount.money is not None and amount.currency != own:
            since = rated.get(amount.currency)
            booked = _booked(amount)
            if since is None:
                message = f"no exchange rate from {amount.currency} to {own}"
                yield rules.NO_EXCHANGE_RATE.at(amount.span, message, record=record)
            elif booked is not None and booked < since:
                message = f"the first exchange rate from {amount.currency} to {own} is of {since}"
                yield rules.NO_EXCHANGE_RATE.at(amount.span, message, record=record)


def bad_exchange_rate(project: Project) -> Iterator[Diagnostic]:
    """Rates that are zero, lead nowhere or are given twice."""
    seen: dict[tuple[str, ...], Fields] = {}
    for rate in exchange_rates(project):
        value = rate.decimal("rate")
        if value == 0 and isinstance(rate.raw("rate"), str):  # the schema refuses less, and the number 0
            yield rules.BAD_EXCHANGE_RATE.at(rate.span("rate"), f"the rate is {value}")
        if rate.text("from") == rate.text("to"):
            message = f"the rate leads from {rate.text('from')} to itself"
            yield rules.BAD_EXCHANGE_RATE.at(rate.span("to"), message)
        kind = rate.text("kind") or "actual"
        first = seen.setdefault((rate.text("date"), rate.text("from"), rate.text("to"), kind), rate)
        if first is not rate:
            note = Note(first.span("rate"), "first given here")
            message = (
                f"a second {kind} rate from {rate.text('from')} to {rate.text('to')} on {rate.text('date')}"
            )
            yield rules.BAD_EXCHANGE_RATE.at(rate.span("rate"), message, notes=(note,))


def phasing_sum(project: Project) -> Iterator[Diagnostic]:
    """Budget lines whose months are not the whole."""
    for line in project.all("budget_line"):
        phasing, amount = line.part("phasing"), line.money("amount")
        if phasing is None or amount is None or not phasing.has("periods"):
            continue
        parts = [part.money("amount") for part in phasing.parts("periods")]
        known = [part for part in parts if part is not None]
        if len(known) < len(parts):
            continue
        span = phasing.key_span("periods")
        other = next((part for part in known if part.currency != amount.currency), None)
        total = sum((part.amount for part in known), Decimal(0))
        if other is not None:
            message = f"a month is in {other.currency}, the line in {amount.currency}"
            yield rules.PHASING_SUM.at(span, message, record=line.id)
        elif total != amount.amount:
            message = f"the months add up to {total} {amount.currency}, the line is {amount}"
            yield rules.PHASING_SUM.at(span, message, record=line.id)


def negative_budget(project: Project) -> Iterator[Diagnostic]:
    """Amounts below zero that cannot be."""
    for kind, key in _NEVER_NEGATIVE:
        for record in project.all(kind):
            amount = record.money(key)
            if amount is not None and amount.amount < 0:
                yield rules.NEGATIVE_BUDGET.at(record.span(key), f"{amount} is negative", record=record.id)
    for who in (*project.all("person"), *project.all("role")):
        for rate in who.parts("rates"):
            amount = rate.money("amount")
            if amount is not None and amount.amount < 0:
                yield rules.NEGATIVE_BUDGET.at(rate.span("amount"), f"{amount} is negative", record=who.id)


def reserves_and_orders(project: Project) -> Iterator[Diagnostic]:
    """Reserves that gave more than they had, and orders that cost more than was ordered."""
    for reserve in project.all("reserve"):
        amount = reserve.money("amount")
        draws = [draw.money("amount") for draw in reserve.parts("draws")]
        same = [
            draw.amount for draw in draws if draw is not None and amount and draw.currency == amount.currency
        ]
        if amount is not None and len(same) == len(draws) and sum(same) > amount.amount:
            message = f"{sum(same)} {amount.currency} are drawn of {amount}"
            yield rules.OVERDRAWN_RESERVE.at(reserve.key_span("draws"), message, record=reserve.id)
    for order in project.all("commitment"):
        amount = order.money("amount")
        for key in ("delivered", "invoiced"):
            part = order.money(key)
            if amount and part and part.currency == amount.currency and part.amount > amount.amount:
                message = f"{part} are {key} of an order of {amount}"
                yield rules.INVOICED_OVER_ORDERED.at(order.span(key), message, record=order.id)


def overlapping_rates(project: Project) -> Iterator[Diagnostic]:
    """People and roles with two rates on one day."""
    for who in (*project.all("person"), *project.all("role")):
        rates = sorted(who.parts("rates"), key=_begin)
        for before, after in pairwise(rates):
            until = before.date("to")
            if _begin(before) == _begin(after) or (until is not None and until >= _begin(after)):
                note = Note(before.span("amount"), "the other rate")
                message = f"{who.id} has two rates on {after.text('from') or 'the same days'}"
                span = after.span("amount")
                yield rules.OVERLAPPING_RATES.at(span, message, notes=(note,), record=who.id)


def _rated_currencies(project: Project, own: str) -> dict[str, date]:
    """The currencies that can be converted into the project's, and the day of their first rate."""
    first: dict[str, date] = {}
    for rate in exchange_rates(project):
        pair = (rate.text("from"), rate.text("to"))
        day = rate.date("date")
        if own in pair and day is not None:
            other = pair[0] if pair[1] == own else pair[1]
            first[other] = min(day, first.get(other, day))
    return first


def _questionable_amounts(project: Project, own: str, rated: Mapping[str, date]) -> Iterator[Amount]:
    """The amounts of lines of CSV files, less those that can certainly be converted."""
    for lines in project.lines("actual"):
        dates, currencies = (lines.table.column(name) for name in ("date", CURRENCY))
        others = lines.table.distinct(CURRENCY) - {own, ""}
        early = {
            (text, currency)
            for currency in others
            for text in lines.table.distinct("date")
            if currency not in _KNOWN
            or currency not in rated
            or ((on := day(text)) is not None and on < rated[currency])
        }
        for line, pair in enumerate(zip(dates, currencies, strict=True)) if early else ():
            if pair in early:
                record = lines.record(line)
                if record.has("amount"):
                    yield Amount(record.money("amount"), pair[1], record, lines.span(line, CURRENCY))


def _booked(amount: Amount) -> date | None:
    """The day of a cost; amounts of plans have none."""
    record = amount.record
    return record.date("date") if record is not None and record.kind == "actual" else None


def _begin(rate: Fields) -> date:
    return rate.date("from") or date.min


CHECKS = (
    currencies,
    bad_exchange_rate,
    phasing_sum,
    negative_budget,
    reserves_and_orders,
    overlapping_rates,
    *actuals_checks.CHECKS,
    *approval_checks.CHECKS,
    *closed_months.CHECKS,
)
