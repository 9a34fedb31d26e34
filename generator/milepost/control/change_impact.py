"""What a change was said to cost, and what the plan says it costs."""

from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from milepost.budget.baseline import read_baseline
from milepost.budget.currency import Rates, read_rates
from milepost.budget.model import Budget
from milepost.project import Project, Record
from milepost.schedule.instants import Instant, day_number
from milepost.schedule.model import Schedule
from milepost.source.units import Money, lag
from milepost.states import status

APPROVED = frozenset({"approved", "implemented"})
_MINUTES_PER_DAY, _DAYS_PER_WEEK = 480, Decimal(5)


class Frozen(NamedTuple):
    """What the ledger needs of a baseline.

    Attributes:
        id: Its name.
        title: What it stands for.
        created: The day it was taken.
        change: Id of the change that allowed it, or empty.
        finish: Finish of the project.
        bac: Budget at completion, or None.
    """

    id: str
    title: str
    created: date | None
    change: str
    finish: Instant
    bac: Money | None


class Impact(NamedTuple):
    """Working days on the finish and money on the budget; None where nothing is known."""

    days: Decimal | None
    cost: Decimal | None


def declared_impact(change: Record, rates: Rates) -> Impact:
    """What a change says of itself, in days of eight hours and in the project's currency."""
    impact = change.part("impact")
    if impact is None:
        return Impact(None, None)
    written, amount = lag(impact.text("schedule")), impact.money("cost")
    days = None
    if written is not None and written.duration is not None:
        duration = written.duration
        minutes = written.sign * duration.minutes(_MINUTES_PER_DAY, _DAYS_PER_WEEK)
        days = Decimal(minutes) / (1440 if duration.elapsed else _MINUTES_PER_DAY)
    return Impact(days, None if amount is None else rates.at_baseline(amount))


def baseline_chain(project: Project) -> list[Frozen]:
    """The baselines from the original to the one in force, as each says what it supersedes."""
    chain: list[Frozen] = []
    seen: set[str] = set()
    name = project.settings.section("baseline").text("name")
    while name and name not in seen:
        seen.add(name)
        record = project.get(name, "baseline")
        frozen = None if record is None else _frozen(record, project)
        if record is None or frozen is None:
            break
        chain.append(frozen)
        name = record.text("supersedes")
    return chain[::-1]


def _frozen(record: Record, project: Project) -> Frozen | None:
    """The head of a baseline; its tasks are read only where it does not say its finish."""
    finish = record.finish("finish")
    if finish is None:
        baseline = read_baseline(record, project.settings.currency)
        finish = None if baseline is None else baseline.finish
    if finish is None:
        return None
    created, bac = record.date("created"), record.money("bac")
    return Frozen(record.id, record.title, created, record.text("change"), finish, bac)


def between(before: Frozen, after: Frozen, schedule: Schedule, rates: Rates) -> Impact:
    """What one baseline differs from the one before it, in working days of the project's calendar."""
    old = None if before.bac is None else rates.at_baseline(before.bac)
    new = None if after.bac is None else rates.at_baseline(after.bac)
    minutes = schedule.calendar.between(before.finish, after.finish)
    days = Decimal(minutes) / schedule.calendar.minutes_per_day
    return Impact(days, None if old is None or new is None else new - old)


def belongs_to(change: Record, before: Frozen, after: Frozen | None) -> bool:
    """Whether an approved change was decided after one baseline and is contained in the next.

    Args:
        change: The change.
        before: The baseline before.
        after: The baseline that may contain it; None for the time since the last one.
    """
    if status(change) not in APPROVED or before.change == change.id:
        return False
    if after is not None and after.change == change.id:
        return True
    decided = change.date("decided")
    if decided is None or before.created is None or decided <= before.created:
        return False
    return after is None or decided <= (after.created or date.max)


def read_impacts(
    project: Project, schedule: Schedule | None, budget: Budget | None
) -> dict[str, tuple[Impact, Impact]]:
    """By change what was declared and what is measured.

    A change for which a baseline was taken is measured by what that baseline differs from the one before it,
    less what other changes decided between the two declare. Any other approved change is measured by the cost
    of those of its tasks that are not in the baseline in force; its days cannot be told.
    """
    changes = [one for one in project.all("change") if one.id]
    if not changes:
        return {}
    rates = read_rates(project, day_number(project.settings.status_date))
    unknown = Impact(None, None)
    found = {one.id: (declared_impact(one, rates), unknown) for one in changes}
    if schedule is None:
        return found
    for before, after in pairwise(baseline_chain(project)):
        if after.change not in found:
            continue
        days, cost = between(before, after, schedule, rates)
        for other in changes:
            if other.id != after.change and belongs_to(other, before, after):
                said = found[other.id][0]
                days = None if days is None else days - (said.days or 0)
                cost = None if cost is None else cost - (said.cost or 0)
        found[after.change] = (found[after.change][0], Impact(days, cost))
    for change in changes:
        declared, measured = found[change.id]
        cost = None if budget is None else _cost_of_new_tasks(change, budget)
        if measured == unknown and cost is not None and status(change) in APPROVED:
            found[change.id] = (declared, Impact(None, cost))
    return found


def _cost_of_new_tasks(change: Record, budget: Budget) -> Decimal | None:
    """What the tasks of a change cost that are not in the baseline; None when it has none."""
    links = change.part("links")
    names = () if links is None else links.texts("tasks")
    tasks = [one for name in names if (one := budget.tasks.get(name)) is not None and not one.baselined]
    return sum((one.planned_cost for one in tasks), Decimal(0)) if tasks else None
