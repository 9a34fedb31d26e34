"""What changes did to finish and budget: declared, measured, and from the original plan to the forecast."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import pairwise

from milepost.budget.currency import Rates, read_rates
from milepost.budget.model import Budget
from milepost.control.change_impact import (
    APPROVED,
    Frozen,
    Impact,
    baseline_chain,
    belongs_to,
    between,
    declared_impact,
    read_impacts,
)
from milepost.frozen import frozen
from milepost.project import Project, Record
from milepost.schedule.instants import Instant, day_number
from milepost.schedule.model import Schedule
from milepost.states import is_open, status

ZERO = Decimal(0)


@frozen
class ChangeEntry:
    """A change request with what it costs, as said and as measured.

    Attributes:
        id: Its id.
        title: What it is called.
        status: Its status.
        size: 1 to 5, or None.
        submitted: The day it was handed in, or None.
        decided: The day it was decided, or None.
        age_days: Days from then to the status date while it is open; else None.
        lead_days: Days from being handed in to the decision, or None.
        waits_for: Id of who has to decide, while it is open; or empty.
        funding: Where the money comes from, or empty.
        declared: What its author expects; days and money are None where nothing is said.
        measured: What the plan says; None where it cannot be told.
    """

    id: str
    title: str
    status: str
    size: int | None
    submitted: date | None
    decided: date | None
    age_days: int | None
    lead_days: int | None
    waits_for: str
    funding: str
    declared: Impact
    measured: Impact


@frozen
class Step:
    """A line of the ledger.

    Attributes:
        kind: baseline, change, other (what no change explains) or forecast.
        id: Id of the baseline or change, or empty.
        title: What it is.
        day: When; None where it is not known.
        days: Working days by which it moves the finish; None where nothing is said.
        cost: Money by which it moves the budget; None where nothing is said.
        finish: The finish that stands behind it; None for changes.
        bac: The budget that stands behind it; None for changes.
    """

    kind: str
    id: str
    title: str
    day: date | None
    days: Decimal | None
    cost: Decimal | None
    finish: Instant | None = None
    bac: Decimal | None = None


@frozen
class ChangeLedger:
    """All change requests, and what they come to.

    Attributes:
        currency: Of every amount.
        changes: The change requests, in the order of the file.
        steps: From the original baseline over every change to the forecast; empty without a baseline.
        approved_days: Working days that approved changes say they move the finish.
        approved_cost: Money that approved changes say they cost.
        drawn: By source of funding what approved changes take from it.
        lead_days: Mean days from being handed in to the decision; None before the first one.
    """

    currency: str
    changes: tuple[ChangeEntry, ...]
    steps: tuple[Step, ...]
    approved_days: Decimal
    approved_cost: Decimal
    drawn: dict[str, Decimal]
    lead_days: Decimal | None

    @property
    def open(self) -> tuple[ChangeEntry, ...]:
        """Those that wait for a decision, the oldest first."""
        found = [one for one in self.changes if one.age_days is not None]
        return tuple(sorted(found, key=lambda one: -(one.age_days or 0)))


def change_ledger(project: Project, schedule: Schedule | None, budget: Budget | None) -> ChangeLedger:
    """Put together what changes did.

    Args:
        project: The project.
        schedule: Its schedule; without one days of working time are those of eight hours.
        budget: Its computed budget, or None.
    """
    changes = [one for one in project.all("change") if one.id]
    impacts = read_impacts(project, schedule, budget)
    entries = tuple(_entry(one, project, impacts[one.id]) for one in changes)
    approved = [one for one in entries if one.status in APPROVED]
    drawn: dict[str, Decimal] = {}
    for one in approved:
        if one.funding not in ("", "none") and one.declared.cost:
            drawn[one.funding] = drawn.get(one.funding, ZERO) + one.declared.cost
    leads = [one.lead_days for one in entries if one.lead_days is not None]
    steps = () if schedule is None else tuple(_steps(project, schedule, budget))
    return ChangeLedger(
        currency=project.settings.currency,
        changes=entries,
        steps=steps,
        approved_days=sum((one.declared.days or ZERO for one in approved), ZERO),
        approved_cost=sum((one.declared.cost or ZERO for one in approved), ZERO),
        drawn=drawn,
        lead_days=Decimal(sum(leads)) / len(leads) if leads else None,
    )


def _entry(change: Record, project: Project, impacts: tuple[Impact, Impact]) -> ChangeEntry:
    submitted = change.date("submitted") or change.date("created")
    decided = change.date("decided")
    waits = is_open(change) and status(change) not in ("approved", "postponed")
    since = submitted if waits else None
    return ChangeEntry(
        id=change.id,
        title=change.title,
        status=status(change),
        size=change.integer("size"),
        submitted=submitted,
        decided=decided,
        age_days=None if since is None else (project.settings.status_date - since).days,
        lead_days=None if decided is None or submitted is None else (decided - submitted).days,
        waits_for=(change.text("approver") or change.text("owner")) if waits else "",
        funding=change.text("funding_source"),
        declared=impacts[0],
        measured=impacts[1],
    )


def _steps(project: Project, schedule: Schedule, budget: Budget | None) -> Iterator[Step]:
    """From the original baseline to the forecast, each approved change where its decision falls."""
    chain = baseline_chain(project)
    rates = read_rates(project, day_number(project.settings.status_date))
    changes = project.all("change")
    if not chain:
        return
    yield _baseline_step(chain[0], rates, Impact(None, None))
    for before, after in pairwise(chain):
        moved = between(before, after, schedule, rates)
        yield from _explained([one for one in changes if belongs_to(one, before, after)], rates, moved)
        yield _baseline_step(after, rates, moved)
    last = chain[-1]
    bac = None if last.bac is None else rates.at_baseline(last.bac)
    expected = None if budget is None else budget.forecast.selected
    minutes = schedule.calendar.between(last.finish, schedule.finish)
    cost = None if expected is None or bac is None else expected - bac
    moved = Impact(Decimal(minutes) / schedule.calendar.minutes_per_day, cost)
    yield from _explained([one for one in changes if belongs_to(one, last, None)], rates, moved)
    today = project.settings.status_date
    yield Step("forecast", "", "Forecast", today, moved.days, moved.cost, schedule.finish, expected)


def _explained(changes: list[Record], rates: Rates, moved: Impact) -> Iterator[Step]:
    """The changes of a stretch as declared, and what they leave unexplained of it."""
    days, cost = moved.days or ZERO, moved.cost
    for change in changes:
        said = declared_impact(change, rates)
        yield Step("change", change.id, change.title, change.date("decided"), said.days, said.cost)
        days -= said.days or ZERO
        cost = None if cost is None else cost - (said.cost or ZERO)
    if days or cost:
        yield Step("other", "", "What no change explains", None, days, cost)


def _baseline_step(one: Frozen, rates: Rates, moved: Impact) -> Step:
    bac = None if one.bac is None else rates.at_baseline(one.bac)
    return Step("baseline", one.id, one.title, one.created, moved.days, moved.cost, one.finish, bac)
