"""The business case as approved and as it stands today: with the current forecast of cost, time and benefits.

Money is discounted to the valuation date by the day: amount / (1 + rate) ** (days / 365).
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from milepost.budget.currency import Rates, read_rates
from milepost.budget.model import Budget
from milepost.control.attainment import attainment
from milepost.project import Project, Record
from milepost.schedule.instants import date_of, day_number, day_of

_ZERO = Decimal(0)
_YEAR = Decimal(365)
_LAST_FLOWS = 100
"""So many yearly repetitions at most, whatever a file asks for."""


class Flow(NamedTuple):
    """Money on a day, in the currency of the project; negative when it is spent.

    Attributes:
        day: The day.
        amount: How much.
        kind: "project-cost", "running-cost", "benefit" or "other".
        benefit: Id of the benefit it is the value of, or empty.
    """

    day: date
    amount: Decimal
    kind: str
    benefit: str = ""


class Valuation(NamedTuple):
    """What a series of flows is worth.

    Attributes:
        cost: Project cost, not discounted.
        npv: Net present value.
        roi: Net present value for each unit of discounted project cost; None without cost.
        payback: The day from which on the money spent is back for good; None when it never is.
        payback_years: Years from the valuation date until then.
    """

    cost: Decimal
    npv: Decimal
    roi: Decimal | None
    payback: date | None
    payback_years: Decimal | None


class BusinessCase(NamedTuple):
    """The business case, then and now.

    Attributes:
        record: Where it is written.
        currency: Currency of all amounts.
        rate: Discount rate of a year, as a share; 0 when none is written.
        valued_at: The day to which money is discounted.
        until: The last day that counts, or None.
        approved: As written: project cost as planned, on the planned days, with full benefits.
        current: With today's forecasts.
        steps: What each forecast changes, one after the other: its name, why, and the change of the net
            present value.
        flows: The flows of the current case, by day.
        written: The flows as approved.
        unconverted: Currencies without an exchange rate; their flows are in no figure.
    """

    record: Record
    currency: str
    rate: Decimal
    valued_at: date
    until: date | None
    approved: Valuation
    current: Valuation
    steps: tuple[tuple[str, str, Decimal], ...]
    flows: tuple[Flow, ...]
    written: tuple[Flow, ...]
    unconverted: tuple[str, ...]


def business_case(project: Project, delay: timedelta | None, budget: Budget | None) -> BusinessCase | None:
    """The business case of a project; None when it has none, or none with cash flows.

    Args:
        project: The project.
        delay: Calendar days by which the forecast finish lies behind the one that was promised first; None
            when there is nothing to compare with.
        budget: The computed budget, or None.
    """
    record = next(iter(project.written("business_case")), None)
    if record is None:
        return None
    rates = read_rates(project, day_number(project.settings.status_date))
    written, unconverted = _flows(record, rates)
    if not written:
        return None
    valued_at = record.date("valuation_date") or project.settings.date("start") or written[0].day
    years = record.integer("horizon_years")
    until = None if years is None else _years_later(valued_at, years)
    rate = record.percentage("discount_rate") or _ZERO

    def counted(flows: tuple[Flow, ...]) -> tuple[Flow, ...]:
        found = (flow for flow in flows if until is None or flow.day <= until)
        return tuple(sorted(found, key=lambda flow: flow.day))

    def value(flows: tuple[Flow, ...]) -> Valuation:
        return valuation(counted(flows), valued_at, rate)

    now, steps = written, []
    before = approved = value(written)
    for name, why, changed in _forecasts(project, written, delay, budget):
        now = changed(now)
        after = value(now)
        steps.append((name, why, after.npv - before.npv))
        before = after
    return BusinessCase(
        record=record,
        currency=project.settings.currency,
        rate=rate,
        valued_at=valued_at,
        until=until,
        approved=approved,
        current=before,
        steps=tuple(steps),
        flows=counted(now),
        written=counted(written),
        unconverted=unconverted,
    )


def valuation(flows: tuple[Flow, ...], valued_at: date, rate: Decimal) -> Valuation:
    """What flows are worth.

    Args:
        flows: The flows, in any order.
        valued_at: The day to which they are discounted.
        rate: Discount rate of a year, as a share.
    """
    worth = [(flow, discounted(flow.amount, flow.day, valued_at, rate)) for flow in flows]
    npv = sum((present for _, present in worth), _ZERO)
    spent = -sum((present for flow, present in worth if flow.kind == "project-cost"), _ZERO)
    payback = _payback(flows)
    return Valuation(
        cost=-sum((flow.amount for flow in flows if flow.kind == "project-cost"), _ZERO),
        npv=npv,
        roi=npv / spent if spent > 0 else None,
        payback=payback,
        payback_years=None if payback is None else Decimal((payback - valued_at).days) / _YEAR,
    )


def discounted(amount: Decimal, day: date, valued_at: date, rate: Decimal) -> Decimal:
    """An amount of a day as it is worth on another."""
    return amount / _growth(rate, (day - valued_at).days)


@lru_cache(maxsize=512)
def _growth(rate: Decimal, days: int) -> Decimal:
    return (1 + rate) ** (Decimal(days) / _YEAR)


def internal_rate(flows: tuple[Flow, ...], valued_at: date) -> Decimal | None:
    """The discount rate at which flows are worth nothing, to a hundredth of a percent; None if there is none.

    Looked for between -90% and 1000%; flows that change their sign more than once may have several.
    """

    def worth(rate: Decimal) -> Decimal:
        return sum((discounted(flow.amount, flow.day, valued_at, rate) for flow in flows), _ZERO)

    low, high = Decimal("-0.9"), Decimal(10)
    if not flows or worth(low) * worth(high) > 0:
        return None
    while high - low > Decimal("0.000001"):
        middle = (low + high) / 2
        low, high = (middle, high) if worth(low) * worth(middle) > 0 else (low, middle)
    return ((low + high) / 2).quantize(Decimal("0.0001"))


def _payback(flows: tuple[Flow, ...]) -> date | None:
    """The first day from which on the sum of all flows stays at zero or above; None when it ends below."""
    total, since = _ZERO, None
    for flow in sorted(flows, key=lambda one: one.day):
        before, total = total, total + flow.amount
        if total < 0:
            since = None
        elif before < 0:
            since = flow.day
    return since


def _flows(record: Record, rates: Rates) -> tuple[tuple[Flow, ...], tuple[str, ...]]:
    """The flows as written, in the currency of the project, and currencies that cannot be converted."""
    found: list[Flow] = []
    unconverted: dict[str, None] = {}
    for entry in record.parts("cash_flows"):
        day, money = entry.date("date"), entry.money("amount")
        if day is None or money is None:
            continue
        amount = rates.at_baseline(money)
        if amount is None:
            unconverted[money.currency] = None
            continue
        kind, benefit = entry.text("kind") or "other", entry.text("benefit")
        found.extend(Flow(at, amount, kind, benefit) for at in _days(day, entry.date("yearly_until")))
    return tuple(found), tuple(unconverted)


def _days(first: date, until: date | None) -> Iterator[date]:
    yield first
    for years in range(1, _LAST_FLOWS):
        day = _years_later(first, years)
        if until is None or day > until:
            return
        yield day


def _years_later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)


class _Change:
    """One forecast as a change of flows: cost by a factor, all else later, benefits by attainment."""

    def __init__(
        self,
        cost: Decimal | None = None,
        delay: timedelta = timedelta(),
        attained: Mapping[str, Decimal] = {},
    ) -> None:
        self._cost, self._delay, self._attained = cost, delay, attained

    def __call__(self, flows: tuple[Flow, ...]) -> tuple[Flow, ...]:
        return tuple(self._changed(flow) for flow in flows)

    def _changed(self, flow: Flow) -> Flow:
        if flow.kind == "project-cost":
            return flow if self._cost is None else flow._replace(amount=flow.amount * self._cost)
        share = self._attained.get(flow.benefit, Decimal(1))
        return flow._replace(day=flow.day + self._delay, amount=flow.amount * share)


def _forecasts(
    project: Project, written: tuple[Flow, ...], delay: timedelta | None, budget: Budget | None
) -> Iterator[tuple[str, str, _Change]]:
    planned = -sum((flow.amount for flow in written if flow.kind == "project-cost"), _ZERO)
    if budget is not None and planned > 0 and budget.forecast.selected > 0:
        eac, kept = budget.forecast.selected, budget.ladder.contingency
        more = f" and {kept:,.0f} of contingency are left" if kept > 0 else ""
        why = f"{eac:,.0f} {budget.currency} are forecast at completion{more}; the case has {planned:,.0f}"
        yield "Cost", why, _Change(cost=(eac + max(kept, _ZERO)) / planned)
    if delay:
        days = abs(delay.days)
        way = "later" if delay.days > 0 else "earlier"
        amount = f"{days} calendar day{'' if days == 1 else 's'}"
        why = f"the finish is {amount} {way} than first promised, and so is all that follows it"
        yield "Time", why, _Change(delay=delay)
    attained = {
        record.id: share
        for record in project.all("benefit")
        if (share := attainment(record, project.settings.status_date)) is not None
    }
    short = [
        id_ for id_, share in attained.items() if share != 1 and any(flow.benefit == id_ for flow in written)
    ]
    if short:
        listed = ", ".join(f"{id_} {100 * attained[id_]:.0f}%" for id_ in short)
        yield (
            "Benefits",
            f"share of the way to the target that is forecast: {listed}",
            _Change(attained=attained),
        )


def delay_of(finish: int, promised: int) -> timedelta:
    """Calendar days from a promised finish to a forecast one."""
    return date_of(day_of(finish - 1)) - date_of(day_of(promised - 1))
