"""From the computed budget to its outlook: money by month, burn rate, funding, causes, reserves, work tree.

Only reports and pages ask for it; a check does not.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise

from milepost.budget.baseline import Baseline, named_baseline, original_baseline
from milepost.budget.currency import Rates
from milepost.budget.evm import (
    BOTTOM_UP,
    CPI,
    CPI_SPI,
    NOTHING,
    REMAINING_AT_BUDGET,
    Performance,
    forecast,
    total,
)
from milepost.budget.model import Budget, CurvePoint
from milepost.budget.outlook_model import Branch, Burn, Cause, Draw, Month, Outlook, Source, Work
from milepost.budget.phasing import exact
from milepost.budget.reserves import ORDER
from milepost.project import Project
from milepost.schedule.instants import day_number
from milepost.schedule.model import Schedule
from milepost.states import is_open

ZERO = Decimal(0)
BURN_MONTHS = 3
"""The burn rate is the average of so many whole months, or of those there are."""

_REST = {
    CPI: "What remains costs as what was done so far: ETC less the budget of the rest.",
    REMAINING_AT_BUDGET: "What remains costs what was planned.",
    CPI_SPI: "Lost time costs money as well: ETC less the budget of the rest.",
    BOTTOM_UP: "What remains was estimated anew, task by task: ETC less the budget of the rest.",
}


def compute_outlook(  # noqa: PLR0917  one argument each for what it is computed from
    project: Project,
    schedule: Schedule,
    baseline: Baseline | None,
    budget: Budget,
    rates: Rates,
    work: Mapping[tuple[str, str], Performance],
) -> Outlook:
    """Compute the outlook.

    Args:
        project: The project.
        schedule: Its current schedule.
        baseline: The baseline in force, or None.
        budget: Its computed budget.
        rates: Its exchange rates.
        work: Money by account and task (or line, or nothing for costs without a task).
    """
    sources = tuple(_sources(project, rates))
    months = tuple(_months(budget, sources))
    draws, set_aside = _draws(project, budget, rates)
    return Outlook(
        months=months,
        burn=_burn(budget),
        sources=sources,
        causes=tuple(_causes(project, baseline, budget, rates)),
        draws=draws,
        set_aside=set_aside,
        branches=_branches(schedule, baseline, budget),
        work=_work(project, baseline, work),
        accrued=_accrued(project, budget, rates),
    )


# -- months --------------------------------------------------------------------------------------------------


def _months(budget: Budget, sources: Sequence[Source]) -> Iterator[Month]:
    """The months of the curve; that of the status date is one, spent up to it and expected behind it."""
    points = budget.curve
    ends = [index for index, point in enumerate(points) if index and _ends_month(points, index)]
    begin = 0
    for end in ends:
        before, after = points[begin], points[end]
        now = next((one for one in points[begin : end + 1] if one.day == budget.status_date), None)
        if end == ends[-1] and now is None and after.day < budget.status_date:
            now = points[-1]
        known = after if after.ac is not None else now
        yield _month(budget, before, after, known, sources)
        begin = end


def _ends_month(points: Sequence[CurvePoint], index: int) -> bool:
    """Whether the point is the last one of its month."""
    day = points[index].day
    return index == len(points) - 1 or (points[index + 1].day.year, points[index + 1].day.month) != (
        day.year,
        day.month,
    )


def _month(
    budget: Budget, before: CurvePoint, after: CurvePoint, known: CurvePoint | None, sources: Sequence[Source]
) -> Month:
    """One month between two points; `known` is its last point with actual figures."""
    spent = earned = expected = cpi = spi = None
    if known is not None and known.ac is not None and known.ev is not None:
        spent = known.ac - (before.ac or ZERO)
        earned = known.ev - (before.ev or ZERO)
        so_far = Performance(budget.performance.bac, known.pv, known.ev, known.ac)
        cpi, spi = so_far.cpi, so_far.spi
    reached = after.ac if after.forecast is None else after.forecast
    if after.forecast is not None:
        since = known.ac if known is not None and known.ac is not None else before.forecast
        expected = after.forecast - (since or ZERO)
    return Month(
        last=after.day,
        planned=after.pv - before.pv,
        earned=earned,
        spent=spent,
        expected=expected,
        total=reached or ZERO,
        funding=_available(sources, after.day),
        cpi=cpi,
        spi=spi,
    )


def _available(sources: Sequence[Source], day: date) -> Decimal | None:
    """Confirmed funding that may be used by a day."""
    if not sources:
        return None
    usable = (one.amount for one in sources if one.confirmed and (one.first is None or one.first <= day))
    return sum(usable, ZERO)


def _burn(budget: Budget) -> Burn | None:
    points = [point for point in budget.curve if point.ac is not None and point.day <= budget.status_date]
    ends = [point for index, point in enumerate(points) if not index or _whole(points, index)]
    whole = [
        after.ac - before.ac
        for before, after in pairwise(ends)
        if after.ac is not None and before.ac is not None
    ]
    while whole and not whole[0]:
        whole.pop(0)
    last = whole[-BURN_MONTHS:]
    if not last:
        return None
    rate = sum(last, ZERO) / len(last)
    available = budget.ladder.total if budget.funding is None else budget.funding
    left = available - budget.performance.ac
    return Burn(
        months=len(last),
        rate=exact(rate),
        available=available,
        from_funding=budget.funding is not None,
        left=left,
        uncommitted=left - budget.committed,
        months_left=left / rate if rate > 0 else None,
        months_needed=budget.forecast.etc / rate if rate > 0 else None,
    )


def _whole(points: Sequence[CurvePoint], index: int) -> bool:
    """Whether a point is the last day of a calendar month."""
    return date.fromordinal(points[index].day.toordinal() + 1).day == 1


# -- funding -------------------------------------------------------------------------------------------------


def _sources(project: Project, rates: Rates) -> Iterator[Source]:
    planned: dict[str, Decimal] = {}
    for line in project.all("budget_line"):
        money, name = line.money("amount"), line.text("funding")
        amount = None if money is None else rates.at_baseline(money)
        if name and amount is not None:
            planned[name] = planned.get(name, ZERO) + exact(amount)
    for record in project.all("funding"):
        money = record.money("amount")
        amount = None if money is None else rates.at_baseline(money)
        if amount is not None:
            yield Source(
                id=record.id,
                name=record.text("source") or record.title,
                amount=exact(amount),
                confirmed=record.flag("confirmed") or False,
                first=record.date("from"),
                last=record.date("to"),
                planned=planned.get(record.id, ZERO),
            )


def _accrued(project: Project, budget: Budget, rates: Rates) -> Decimal:
    """What orders have delivered beyond what they say was invoiced, at the rates of the status date."""
    day = day_number(budget.status_date)
    accrued = ZERO
    for order in project.all("commitment"):
        delivered, invoiced = order.money("delivered"), order.money("invoiced")
        amount = None if delivered is None else rates.at_day(delivered, day)
        paid = ZERO if invoiced is None else rates.at_day(invoiced, day) or ZERO
        if amount is not None and is_open(order):
            accrued += max(exact(amount) - exact(paid), ZERO)
    return accrued


# -- causes --------------------------------------------------------------------------------------------------


def _causes(project: Project, baseline: Baseline | None, budget: Budget, rates: Rates) -> Iterator[Cause]:
    bac, outlook = budget.performance.bac, budget.forecast
    chain = _chain(project, baseline)
    if len(chain) > 1:
        reached = _bac(chain[0], rates)
        yield _level("Original budget", reached, f"Budget at completion of {chain[0].id}.", chain[0].id)
        for one in chain[1:]:
            now = bac if one is chain[-1] else _bac(one, rates)
            change = project.get(one.change, "change")
            label = one.title if change is None else change.title
            yield _step(label, now - reached, f"What {one.id} added to the budget.", one.change or one.id)
            reached = now
    name = "the current plan" if baseline is None else baseline.id
    yield _level("Current budget", bac, f"Budget at completion of {name}.")
    outside = sum((budget.tasks[id_].performance.ac for id_ in budget.unbaselined), ZERO)
    ids = ", ".join(budget.unbaselined)
    further = (
        _step("Work outside the baseline", outside, f"Cost of {ids}, which are in no baseline."),
        _step(
            "Performance so far",
            -budget.variance.performance - outside,
            "What the work done so far cost beyond its budget, at the rates of the baseline: AC less EV.",
        ),
        _step(
            "Exchange rates",
            -budget.variance.exchange,
            "Cost at the rates of its days less cost at the rates of the baseline.",
        ),
        _step("Rest of the work", outlook.etc - budget.performance.remaining, _REST[outlook.method]),
    )
    yield from (step for step in further if step.amount)
    yield _level("Forecast", outlook.selected, f"Estimate at completion: {outlook.reason}.")


def _level(label: str, amount: Decimal, why: str, record: str = "") -> Cause:
    return Cause(label, amount, is_sum=True, record=record, why=why)


def _step(label: str, amount: Decimal, why: str, record: str = "") -> Cause:
    return Cause(label, amount, is_sum=False, record=record, why=why)


def _chain(project: Project, baseline: Baseline | None) -> tuple[Baseline, ...]:
    """The baselines from the original to the one in force, each replacing the one before it."""
    if baseline is None:
        return ()
    found = [baseline]
    while found[-1].supersedes:
        before = named_baseline(project, found[-1].supersedes)
        if before is None or any(one.id == before.id for one in found):
            break
        found.append(before)
    original = original_baseline(project)
    if original is not None:
        place = next((index for index, one in enumerate(found) if one.id == original.id), None)
        found = [*found, original] if place is None else found[: place + 1]
    return tuple(reversed(found))


def _bac(baseline: Baseline, rates: Rates) -> Decimal:
    """The budget at completion of a baseline: as written, else what its accounts add up to."""
    if baseline.bac is not None and (amount := rates.at_baseline(baseline.bac)) is not None:
        return exact(amount)
    budgets = baseline.accounts.values() or (one.budget for one in baseline.tasks.values() if one.budget)
    return sum((exact(rates.at_baseline(money) or ZERO) for money in budgets), ZERO)


# -- reserves ------------------------------------------------------------------------------------------------


def _draws(project: Project, budget: Budget, rates: Rates) -> tuple[tuple[Draw, ...], dict[str, Decimal]]:
    set_aside: dict[str, Decimal] = {}
    for one in budget.reserves.values():
        set_aside[one.type] = set_aside.get(one.type, ZERO) + one.amount
    set_aside = {name: set_aside[name] for name in ORDER if name in set_aside}
    taken = []
    for record in project.all("reserve"):
        if record.id not in budget.reserves:
            continue
        for draw in record.parts("draws"):
            money, day = draw.money("amount"), draw.date("date")
            amount = None if money is None else rates.at_baseline(money)
            if day is not None and day <= budget.status_date and amount is not None:
                taken.append((day, record, draw, exact(amount)))
    left = dict(set_aside)
    draws = []
    for day, record, draw, amount in sorted(taken, key=lambda one: one[0]):
        kind = record.text("type")
        left[kind] = left.get(kind, ZERO) - amount
        draws.append(
            Draw(
                reserve=record.id,
                type=kind,
                day=day,
                amount=amount,
                left=left[kind],
                reason=draw.text("reason"),
                change=draw.text("change"),
                risk=draw.text("risk"),
                approver=draw.text("approver"),
            )
        )
    return tuple(draws), set_aside


# -- work breakdown ------------------------------------------------------------------------------------------


def _branches(schedule: Schedule, baseline: Baseline | None, budget: Budget) -> dict[str, Branch]:
    summaries = [task for task in schedule.tasks.values() if task.type == "summary"]
    parts: dict[str, list[Performance]] = {task.id: [] for task in summaries}
    for id_, money in budget.tasks.items():
        scheduled = schedule.tasks[id_]
        home = id_ if scheduled.type == "summary" else scheduled.parent
        if home in parts:
            parts[home].append(money.performance)
    for id_, lost in budget.removed_work.items():
        home = _home(id_, baseline, parts)
        if home is not None:
            parts[home].append(lost)
    sums: dict[str, Performance] = {}
    for task in reversed(summaries):
        sums[task.id] = total(parts[task.id])
        if task.parent in parts:
            parts[task.parent].append(sums[task.id])
    depth: dict[str, int] = {}
    branches: dict[str, Branch] = {}
    for task in summaries:
        whole = sums.get(task.id, NOTHING)
        depth[task.id] = depth[task.parent] + 1 if task.parent in depth else 0
        branches[task.id] = Branch(
            task.id, task.name, task.parent, depth[task.id], whole, forecast(whole).selected
        )
    return branches


def _home(id_: str, baseline: Baseline | None, known: Mapping[str, list[Performance]]) -> str | None:
    """The nearest summary of today above a task that only the baseline has."""
    frozen = {} if baseline is None else baseline.tasks
    above = frozen[id_].parent if id_ in frozen else None
    seen: set[str] = set()
    while above is not None and above not in known and above in frozen and above not in seen:
        seen.add(above)
        above = frozen[above].parent
    return above if above in known else None


def _work(
    project: Project, baseline: Baseline | None, sums: Mapping[tuple[str, str], Performance]
) -> dict[str, tuple[Work, ...]]:
    """By account what stands on it itself; tasks first, in the order of the files, then the rest."""
    frozen = {} if baseline is None else baseline.tasks
    place = {record.id: index for index, record in enumerate(project.all("task"))}
    found: dict[str, list[Work]] = {}
    for (account, id_), performance in sums.items():
        record = project.by_id.get(id_)
        if id_ in frozen and record is None:
            name = frozen[id_].name
        elif id_ == account or not id_:
            name = "Costs without a task" if not id_ else "Budget of the account"
        else:
            name = id_ if record is None else record.title
        found.setdefault(account, []).append(Work(id_, name, performance))
    last = len(place)
    return {id_: tuple(sorted(work, key=lambda one: place.get(one.id, last))) for id_, work in found.items()}
