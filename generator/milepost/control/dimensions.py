"""The reasons of each dimension's colour: a figure, a sentence about it, and the limits it was held against.

A dimension without data gives one grey reason that says what is missing.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from milepost.budget.baseline import Baseline
from milepost.budget.model import Budget
from milepost.control.attainment import attainment
from milepost.control.rag import Limits, Rag, Reason
from milepost.control.tolerances import Tolerances
from milepost.frozen import frozen
from milepost.project import Project, Record
from milepost.risk.compute import RiskRegister
from milepost.schedule.instants import Instant, date_of, day_of
from milepost.schedule.load_plan import Load
from milepost.schedule.model import Schedule
from milepost.scope.frozen import approvals
from milepost.scope.links import in_scope
from milepost.states import is_open

ZERO = Decimal(0)
KEY_POWER = 4
_ENGAGEMENT = ("unaware", "resistant", "neutral", "supportive", "leading")


@frozen
class Facts:
    """What the dimensions are judged by; None for what could not be computed."""

    project: Project
    schedule: Schedule | None
    baseline: Baseline | None
    load: Load | None
    budget: Budget | None
    risk: RiskRegister
    tolerances: Tolerances


def unknown(text: str) -> Reason:
    """A grey reason: what is missing."""
    return Reason(text, Rag.UNKNOWN)


def schedule(facts: Facts) -> Iterator[Reason]:
    """The forecast finish against what was promised; milestones and SPI where they have limits."""
    plan, settings = facts.schedule, facts.project.settings
    if plan is None:
        yield unknown("The plan gives no dates.")
        return
    promised, name = settings.finish("target_finish"), "target finish"
    if facts.baseline is not None:
        promised, name = facts.baseline.finish, f"finish of baseline {facts.baseline.id}"
    if promised is None:
        yield unknown("There is neither a baseline nor a target finish to compare the forecast with.")
    else:
        limits = facts.tolerances.of("schedule")
        late = _days_late(plan, promised, plan.finish)
        text = f"The forecast finish {_date(plan.finish)} {_late(late)} the {name} {_date(promised)}."
        yield Reason(text, limits.high(late), limits.words, plan.critical_path)
    required = settings.finish("required_finish")
    if required is not None and plan.finish > required:
        late = _days_late(plan, required, plan.finish)
        text = (
            f"The forecast finish {_date(plan.finish)} {_late(late)} the required finish {_date(required)}."
        )
        yield Reason(text, Rag.RED, "red when the required finish is missed")
    yield from _milestones(facts, plan, facts.tolerances.further("schedule", "milestone"))
    spi = None if facts.budget is None else facts.budget.performance.spi
    yield from _index("SPI", spi, facts.tolerances.further("schedule", "spi", "at"))


def _milestones(facts: Facts, plan: Schedule, limits: Limits | None) -> Iterator[Reason]:
    if limits is None or facts.baseline is None:
        return
    slips = [
        (_days_late(plan, frozen.finish, plan.tasks[id_].finish), id_)
        for id_, frozen in facts.baseline.tasks.items()
        if id_ in plan.tasks and plan.tasks[id_].type == "milestone" and not plan.tasks[id_].done
    ]
    late = [(slip, id_) for slip, id_ in slips if slip > 0]
    if not slips:
        return
    if not late:
        yield Reason("No milestone ahead is later than in the baseline.", Rag.GREEN, limits.words)
        return
    slip, id_ = max(late, key=lambda one: one[0])
    text = (
        f"{_count(len(late), 'milestone')} ahead {_are(len(late))} later than in the baseline, "
        f"{id_} most: {_count_days(slip)}."
    )
    yield Reason(text, limits.high(slip), limits.words, tuple(id_ for _, id_ in sorted(late, reverse=True)))


def cost(facts: Facts) -> Iterator[Reason]:
    """The forecast at completion against the budget; the amount and CPI where they have limits."""
    budget = facts.budget
    if budget is None or budget.performance.bac <= 0:
        yield unknown("There is no budget to compare a forecast with.")
        return
    bac, eac, currency = budget.performance.bac, budget.forecast.selected, budget.currency
    over = eac - bac
    share = over / bac
    position = f"{_percent(abs(share))} {'above' if over > 0 else 'below'}" if over else "equal to"
    forecast = f"The forecast at completion {_money(eac, currency)}"
    text = f"{forecast} is {position} the budget {_money(bac, currency)}: {budget.forecast.reason}."
    limits = facts.tolerances.of("cost")
    yield Reason(text, limits.high(share), limits.words)
    amount = facts.tolerances.further("cost", "amount")
    if amount is not None:
        text = f"The forecast differs from the budget by {_money(over, currency)}."
        yield Reason(text, amount.high(over), amount.words)
    yield from _index("CPI", budget.performance.cpi, facts.tolerances.further("cost", "cpi", "at"))


def _index(name: str, value: Decimal | None, limits: Limits | None) -> Iterator[Reason]:
    if limits is not None and value is not None:
        yield Reason(f"{name} is {value:.2f}.", limits.low(value), f"{limits.words} or less")


def scope(facts: Facts) -> Iterator[Reason]:
    """What was added to or removed from the frozen scope without an approved change."""
    if facts.baseline is None:
        yield unknown("There is no baseline to compare the scope with.")
        return
    frozen = facts.baseline.scope
    lists = (("deliverable", frozen.deliverables), ("requirement", frozen.requirements))
    kept = [(kind, ids) for kind, ids in (*lists, ("scope_item", frozen.in_scope)) if ids is not None]
    size = sum(len(ids) for _, ids in kept)
    if not size:
        yield unknown(f"The baseline {facts.baseline.id} does not say what was in scope.")
        return
    approved = approvals(facts.project)
    added: list[str] = []
    removed: list[str] = []
    for kind, ids in kept:
        now = [record.id for record in in_scope(facts.project, kind)]
        added += [id_ for id_ in now if id_ not in ids and id_ not in approved]
        removed += [id_ for id_ in ids if id_ not in now and id_ not in approved]
    share = Decimal(len(added) + len(removed)) / size
    limits = facts.tolerances.of("scope")
    text = (
        f"{len(added)} added and {len(removed)} removed without an approved change "
        f"since baseline {facts.baseline.id}, {_percent(share)} of {_count(size, 'entry', 'entries')}."
    )
    yield Reason(text, limits.high(share), limits.words, tuple(added + removed))


def quality(facts: Facts) -> Iterator[Reason]:
    """The criteria met of those due, and severe defects where limits for them are written."""
    project, tolerances = facts.project, facts.tolerances
    due = [record for record in project.all("criterion") if _is_due(record, project)]
    severe = tolerances.further("quality", "severe_defects")
    if not due:
        yield unknown("No quality criterion is due yet.")
    else:
        missed = [record.id for record in due if record.text("status") not in {"met", "waived"}]
        share = Decimal(len(due) - len(missed)) / len(due)
        limits = tolerances.of("quality", "below")
        met = f"{len(due) - len(missed)} of {_count(len(due), 'quality criterion', 'quality criteria')}"
        text = f"{met} due {_are(len(due) - len(missed))} met."
        yield Reason(text, limits.short_of(share), limits.words, tuple(missed))
    if severe is not None:
        open_ = [
            record.id
            for record in project.all("defect")
            if is_open(record) and record.text("severity") in {"high", "critical"}
        ]
        text = f"{_count(len(open_), 'severe defect')} {_are(len(open_))} open."
        yield Reason(text, severe.high(Decimal(len(open_))), severe.words, tuple(open_))


def _is_due(criterion: Record, project: Project) -> bool:
    """Whether a criterion was checked, or its deliverable should have been delivered."""
    if criterion.text("status") in {"met", "not-met", "waived"}:
        return True
    deliverable = project.get(criterion.text("deliverable"), "deliverable")
    due = None if deliverable is None else deliverable.date("due")
    return due is not None and due <= project.settings.status_date


def risk(facts: Facts) -> Iterator[Reason]:
    """The residual exposure against the contingency that is left, and the number of high risks."""
    register, tolerances = facts.risk, facts.tolerances
    if not register.risks:
        yield unknown("There are no risks in the register.")
        return
    exposure, currency = register.residual.threats, register.currency
    reserves = () if facts.budget is None else tuple(facts.budget.reserves.values())
    high = tolerances.further("risk", "high_risks")
    if any(reserve.type == "contingency" for reserve in reserves) and facts.budget is not None:
        left = facts.budget.ladder.contingency
        limits = tolerances.of("risk")
        words = f"The residual exposure is {_money(exposure, currency)}"
        if left > 0:
            share = exposure / left
            text = f"{words}, {_percent(share)} of the {_money(left, currency)} of contingency left."
            yield Reason(text, limits.high(share), limits.words)
        else:
            rag = Rag.RED if exposure > 0 else Rag.GREEN
            yield Reason(f"{words}, and no contingency is left.", rag, limits.words)
    else:
        high = high or tolerances.usual_high_risks()
    if high is not None:
        count = len(register.high)
        text = f"{_count(count, 'open threat')} {_are(count)} in the highest band."
        yield Reason(text, high.high(Decimal(count)), high.words, register.high)


def resources(facts: Facts) -> Iterator[Reason]:
    """The highest load of anybody in any week from that of the status date on, and who else is above it."""
    load, tolerances = facts.load, facts.tolerances
    heaviest = None if load is None else load.heaviest()
    if load is None or heaviest is None:
        assigned = any(record.has("assignments") for record in facts.project.all("task"))
        yield unknown("Nobody has work ahead." if assigned else "Nobody is assigned to a task.")
        return
    limits = tolerances.of("resources")
    who, week = heaviest
    highest = {one: max((found.load or 0 for found in load.ahead(one)), default=0) for one in load.people}
    over = [one for one, share in highest.items() if limits.high(Decimal(str(share))) is not Rag.GREEN]
    over.sort(key=lambda one: -highest[one])
    share = Decimal(str(round(week.load or 0, 4)))
    when = date_of(day_of(week.start)).isoformat()
    load_text = f"{share:.0%} of the capacity in the week from {when}"
    more = f"; {len(over)} in all reach a limit." if len(over) > 1 else "."
    text = f"{_name(facts.project, who)} has the highest load: {load_text}{more}"
    yield Reason(text, limits.high(share), limits.words, tuple(over) or (who,))


def _name(project: Project, who: str) -> str:
    record = project.by_id.get(who)
    return who if record is None else record.title


def stakeholders(facts: Facts) -> Iterator[Reason]:
    """Stakeholders of high power whose engagement is below what the project needs."""
    key, gaps = 0, []
    for record in facts.project.all("stakeholder"):
        engagement = record.part("engagement")
        if engagement is None or (record.integer("power") or 0) < KEY_POWER:
            continue
        current, desired = engagement.text("current"), engagement.text("desired")
        if current in _ENGAGEMENT and desired in _ENGAGEMENT:
            key += 1
            if _ENGAGEMENT.index(current) < _ENGAGEMENT.index(desired):
                gaps.append(record.id)
    if not key:
        yield unknown(f"No stakeholder with a power of {KEY_POWER} or more has an engagement written down.")
        return
    limits = facts.tolerances.of("stakeholders")
    who = f"{len(gaps)} of {_count(key, 'key stakeholder')} (power {KEY_POWER} or more)"
    text = f"{who} {_are(len(gaps))} below the engagement that is wanted."
    yield Reason(text, limits.high(Decimal(len(gaps))), limits.words, tuple(gaps))


def benefits(facts: Facts) -> Iterator[Reason]:
    """The shortfall of forecast benefits, on average over those with a forecast and a target."""
    status = facts.project.settings.status_date
    shortfalls = {
        record.id: short
        for record in facts.project.all("benefit")
        if (short := _shortfall(record, status)) is not None
    }
    if not shortfalls:
        yield unknown("No benefit has a target and a forecast or a measured value.")
        return
    mean = sum(shortfalls.values(), ZERO) / len(shortfalls)
    limits = facts.tolerances.of("benefits")
    below = sorted((id_ for id_, short in shortfalls.items() if short > 0), key=lambda id_: -shortfalls[id_])
    most = f", {below[0]} most ({_percent(shortfalls[below[0]])})" if below else ""
    known = f"{_count(len(shortfalls), 'benefit')} with a forecast"
    text = f"{known}: {_percent(mean)} short of the target on average{most}."
    yield Reason(text, limits.high(mean), limits.words, tuple(below))


def _shortfall(benefit: Record, status: date) -> Decimal | None:
    """What is missing of the way from baseline to target, 0 for what exceeds it; None without figures."""
    share = None if benefit.text("status") == "withdrawn" else attainment(benefit, status)
    return None if share is None else max(1 - share, ZERO)


DIMENSIONS: tuple[tuple[str, Callable[[Facts], Iterator[Reason]]], ...] = (
    ("schedule", schedule),
    ("cost", cost),
    ("scope", scope),
    ("quality", quality),
    ("risk", risk),
    ("resources", resources),
    ("stakeholders", stakeholders),
    ("benefits", benefits),
)
"""The dimensions in the order in which they are read."""


def _days_late(plan: Schedule, promised: Instant, expected: Instant) -> Decimal:
    return Decimal(plan.calendar.between(promised, expected)) / plan.calendar.minutes_per_day


def _late(days: Decimal) -> str:
    if not days:
        return "is on"
    return f"is {_count_days(abs(days))} {'after' if days > 0 else 'before'}"


def _count_days(days: Decimal) -> str:
    return f"{_number(days)} working day{'' if days == 1 else 's'}"


def _date(finish: Instant) -> str:
    """The day of a finish; the end of a day is that day."""
    return date_of(day_of(finish - 1)).isoformat()


def _number(value: Decimal) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _percent(share: Decimal) -> str:
    return f"{_number(100 * share)}%"


def _money(amount: Decimal, currency: str) -> str:
    return f"{amount:,.0f} {currency}"


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


def _are(number: int) -> str:
    return "is" if number == 1 else "are"


def by_severity(reasons: Sequence[Reason]) -> tuple[Reason, ...]:
    """The worst first; otherwise in the order given."""
    return tuple(sorted(reasons, key=lambda reason: -reason.rag.rank))
