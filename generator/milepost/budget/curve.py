"""Amounts over time: cumulative values at many instants at once, the S-curve, and earned schedule."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from math import ceil

from milepost.budget.cost import Costs
from milepost.budget.earned_schedule import EarnedSchedule, p_factor, position
from milepost.budget.model import CurvePoint, TimePerformance
from milepost.budget.phasing import Phased, exact
from milepost.budget.plan_costs import CostItem, end_of_month
from milepost.budget.progress import Earned
from milepost.schedule.calendar import NEVER, Calendar
from milepost.schedule.instants import MINUTES_PER_DAY, Day, Instant, date_of, day_number, day_of

ZERO = Decimal(0)
_MOST_PERIODS = 20_000
_MOST_MONTHS = 1200
_FIRST_DAY = day_number(date.min)


def cumulative(amounts: Iterable[Phased], instants: Sequence[Instant]) -> list[Decimal]:
    """The sum of planned amounts up to each of some rising instants.

    Each amount is only looked at between its own start and finish, so that many short ones cost little.
    """
    steps = [ZERO] * (len(instants) + 1)
    for phased in amounts:
        if not phased.segments:
            continue
        before, place = ZERO, bisect_right(instants, phased.start - 1)
        finish = phased.finish
        while place < len(instants):
            value = phased.value_at(instants[place])
            steps[place] += value - before
            before = value
            if instants[place] >= finish:
                break
            place += 1
    sums, total = [], ZERO
    for step in steps[:-1]:
        total += step
        sums.append(total)
    return sums


def month_ends(first: Day, last: Day, status: Day) -> list[Day]:
    """The day before the first month, the last day of each month up to a day, and the status date.

    After a hundred years of months only the last day follows.
    """
    day = day_number(date_of(first).replace(day=1))
    ends = {status, max(day - 1, _FIRST_DAY)}
    while day <= last and len(ends) < _MOST_MONTHS:
        ends.add(end_of_month(day))
        day = end_of_month(day) + 1
    if day <= last:
        ends.add(last)
    return sorted(ends)


def s_curve(
    *,
    measured: Sequence[CostItem],
    plan: Sequence[CostItem],
    earned: Earned,
    costs: Costs,
    remaining: Sequence[Phased],
    etc: Decimal,
    status_day: Day,
) -> tuple[CurvePoint, ...]:
    """The S-curve at month ends and at the status date.

    Args:
        measured: The planned amounts that value is measured against.
        plan: The planned amounts of the current plan.
        earned: What they have earned.
        costs: The actual costs.
        remaining: The rest of the work with its dates, in any scale.
        etc: What the rest is expected to cost.
        status_day: The status date.
    """
    status = earned.status
    every = [item.phased for item in (*measured, *plan) if item.phased.segments]
    days = set(costs.days)
    if not every and not days:
        return ()
    first = min([*(day_of(phased.start) for phased in every), *days, status_day])
    last = max([*(day_of(phased.finish - 1) for phased in (*every, *remaining)), *days, status_day])
    ends = month_ends(first, last, status_day)
    instants = [status if day == status_day else (day + 1) * MINUTES_PER_DAY for day in ends]
    pv = cumulative((item.phased for item in measured), instants)
    planned = cumulative((item.phased for item in plan), instants)
    past = [instant for instant in instants if instant <= status]
    ev = cumulative((_earned_over_time(item, earned) for item in measured), past)
    spent = _spent(costs, ends)
    rest = cumulative(remaining, instants)
    whole = sum((phased.amount for phased in remaining), ZERO)
    now = ends.index(status_day)
    return tuple(
        CurvePoint(
            day=date_of(day),
            pv=pv[index],
            plan=planned[index],
            ev=ev[index] if index < len(ev) else None,
            ac=spent[index] if index <= now else None,
            forecast=None
            if index < now
            else spent[now] + _part(etc, rest[index], whole, last=index == len(ends) - 1),
        )
        for index, day in enumerate(ends)
    )


def _earned_over_time(item: CostItem, earned: Earned) -> Phased:
    if item.task is None or earned.by_time(item.task):
        return item.phased
    return earned.over_time(item)


def _spent(costs: Costs, ends: Sequence[Day]) -> list[Decimal]:
    steps = [ZERO] * (len(ends) + 1)
    for day, amount in costs.by(costs.days).items():
        steps[bisect_right(ends, day - 1)] += amount
    sums, total = [], ZERO
    for step in steps[:-1]:
        total += step
        sums.append(total)
    return sums


def _part(etc: Decimal, done: Decimal, whole: Decimal, *, last: bool) -> Decimal:
    """What of the rest is spent; all of it at the end, also where nothing says when."""
    if last:
        return etc
    return exact(etc * done / whole) if whole else ZERO


def time_performance(
    earned: Earned, start: Instant, finish: Instant, expected: Instant, calendar: Calendar
) -> TimePerformance | None:
    """Earned schedule in working days of the project's calendar; None when no time or money is planned.

    Day k ends when k times the calendar's hours per day are worked since the start. Actual time stands still
    at the expected finish once everything is earned.

    Args:
        earned: What the measured amounts have earned.
        start: Planned start.
        finish: Planned finish.
        expected: Finish by the current schedule.
        calendar: The project's calendar.
    """
    unit = calendar.minutes_per_day
    days = ceil(calendar.between(start, finish) / unit)
    amounts = [item for item in earned.items if item.phased.segments]
    bac = sum((item.amount for item in amounts), ZERO)
    if not 0 < days <= _MOST_PERIODS or bac <= 0:
        return None
    ends = [calendar.add(start, unit * (index + 1)) for index in range(days)]
    ends[-1] = max(ends[-1], finish, *(item.phased.finish for item in amounts))
    planned = cumulative((item.phased for item in amounts), ends)
    values = [earned.value(item) for item in amounts]
    ev = sum(values, ZERO)
    now = min(earned.status, expected) if ev >= bac else earned.status
    whole, part = position(planned, ev)
    measures = EarnedSchedule(
        es=whole + part,
        at=_days(calendar, start, now),
        pd=Decimal(days),
        ed=_days(calendar, start, expected),
    )
    edges = [start, *ends][whole : whole + 2]
    at_es = []
    for item in amounts:
        low = item.phased.value_at(edges[0]) if whole else ZERO
        at_es.append(low + part * (item.phased.value_at(edges[-1]) - low))
    ieac = measures.ieac_t
    minutes = None if ieac is None else round(ieac * unit)
    reach = None if minutes is None or minutes > _MOST_PERIODS * unit else calendar.add(start, minutes)
    return TimePerformance(
        measures=measures,
        p_factor=p_factor(*_by_task(amounts, at_es, values)),
        start=start,
        planned_finish=finish,
        expected_finish=None if reach is None or reach >= NEVER else reach,
        ev=ev,
        around=tuple(zip([start, *ends], [ZERO, *planned], strict=True))[whole : whole + 2],
    )


def _days(calendar: Calendar, start: Instant, end: Instant) -> Decimal:
    return Decimal(max(calendar.between(start, end), 0)) / calendar.minutes_per_day


def _by_task(
    items: Sequence[CostItem], planned: Sequence[Decimal], earned: Sequence[Decimal]
) -> tuple[list[Decimal], list[Decimal]]:
    """Planned and earned by task, so that a task with several amounts counts once."""
    sums: dict[str, tuple[Decimal, Decimal]] = {}
    for item, plan, earn in zip(items, planned, earned, strict=True):
        before = sums.get(item.task or item.source, (ZERO, ZERO))
        sums[item.task or item.source] = (before[0] + plan, before[1] + earn)
    return [plan for plan, _ in sums.values()], [earn for _, earn in sums.values()]
