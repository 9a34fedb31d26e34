"""What is wrong with the input of the simulation, found by every check without running or importing it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from milepost.budget.currency import read_rates
from milepost.risk import simulation_rules as rules
from milepost.risk.categories import fits, moves
from milepost.risk.factors import factors
from milepost.risk.targets import Target, read_targets
from milepost.schedule.instants import day_number

if TYPE_CHECKING:
    from milepost.diagnostics import Diagnostic
    from milepost.project import Project
    from milepost.risk.compute import AssessedRisk, RiskRegister
    from milepost.schedule.model import Schedule
    from milepost.source.fields import Fields

SIMULATION = "simulation"


def simulation_findings(project: Project, schedule: Schedule, register: RiskRegister) -> Iterator[Diagnostic]:
    """Check what a simulation would be given.

    Args:
        project: The project.
        schedule: Its schedule.
        register: Its risks, scored.
    """
    settings = project.settings.section("risk").part(SIMULATION)
    if settings is not None:
        yield from _spreads(settings)
        yield from _drivers(settings)
        yield from _about_nothing(settings, project, schedule)
        yield from _correlations(settings, schedule)
    accounts = frozenset(account.id for account in project.all("account"))
    may_change: frozenset[str] | None = None
    rates = read_rates(project, day_number(project.settings.status_date))
    for one in register.risks.values():
        if not one.open or one.current.probability is None:
            continue
        targets = tuple(read_targets(one.risk.record, schedule.tasks, rates))
        own = one.risk.current.delay is not None or one.current.cost is not None
        if not own and all(target.bare for target in targets):
            continue
        may_change = _that_may_change(schedule) if may_change is None else may_change
        if not _hits(one, targets, may_change, schedule.tasks.keys() | accounts):
            yield _hits_nothing(one, targets, schedule, accounts)


# -- risks ---------------------------------------------------------------------------------------------------


def _that_may_change(schedule: Schedule) -> frozenset[str]:
    """Ids of the tasks that a delay can fall on: open ones, and the summaries above them."""
    found: set[str] = set()
    for task in schedule.tasks.values():
        if task.done or task.type in ("summary", "level-of-effort"):
            continue
        above: str | None = task.id
        while above is not None and above not in found:
            found.add(above)
            above = schedule.tasks[above].parent
    return frozenset(found)


def _hits(
    one: AssessedRisk, targets: tuple[Target, ...], may_change: Collection[str], known: Collection[str]
) -> bool:
    """Whether a risk would change a date or the cost."""
    for target in targets:
        days = one.risk.current.delay if target.bare else target.days
        if target.task in may_change and (target.days_share or (days is not None and days.amount)):
            return True
    if not any(target.task in known or target.account in known for target in targets):
        return False
    parts = [(target.cost, target.cost_share) for target in targets]
    named = [cost or share for cost, share in parts if cost is not None or share is not None]
    return any(named) if named else bool(one.current.cost)


def _hits_nothing(
    one: AssessedRisk, targets: tuple[Target, ...], schedule: Schedule, accounts: Collection[str]
) -> Diagnostic:
    id_, risk = one.risk.id, one.risk.record
    message = f"{id_} hits no task and no account"
    if any(target.task in schedule.tasks for target in targets):
        message = f"what {id_} hits is done, or is no task that can take longer"
    elif any(target.account in accounts for target in targets):
        message = f"{id_} hits accounts alone, and has no cost"
    impact = risk.part("impact")
    where = risk.span("impact") if impact is None or not impact.has("targets") else impact.span("targets")
    return rules.HITS_NOTHING.at(where, message, record=id_)


# -- project.yaml --------------------------------------------------------------------------------------------


def _spreads(settings: Fields) -> Iterator[Diagnostic]:
    entries = (*settings.parts("spreads"), settings.part("spread"))
    yield from (found for entry in entries if entry is not None for found in _order(entry))


def _drivers(settings: Fields) -> Iterator[Diagnostic]:
    known: set[str] = set()
    for entry in settings.parts("drivers"):
        yield from _order(entry)
        id_ = entry.text("id")
        if id_ and id_ in known:
            yield rules.DRIVER_TWICE.at(entry.span("id"), f"{id_} is the id of an earlier driver")
        known.add(id_)


def _about_nothing(settings: Fields, project: Project, schedule: Schedule) -> Iterator[Diagnostic]:
    """Spreads and drivers that are about no open task."""
    entries = [(entry, fits, "spread") for entry in settings.parts("spreads")]
    entries += [(entry, moves, "driver") for entry in settings.parts("drivers")]
    if not entries:
        return
    open_ = [
        record
        for record in project.all("task")
        if (task := schedule.tasks.get(record.id)) is not None and task.type == "task" and not task.done
    ]
    for entry, concerns, what in entries:
        if open_ and not any(concerns(entry, record) for record in open_):
            key = next((key for key in _BY if entry.has(key)), None)
            yield rules.ABOUT_NOTHING.at(entry.span(key), f"no open task fits this {what}")


_BY = ("tag", "tags", "phase", "phases", "account", "tasks")


def _order(entry: Fields) -> Iterator[Diagnostic]:
    low, mode, high = factors(entry)
    if entry.text("distribution") == "fixed" or low <= mode <= high:
        return
    shown = " / ".join(f"{(100 * value).normalize():f}%" for value in (low, mode, high))
    key = "optimistic" if low > mode else "pessimistic"
    yield rules.SPREAD_OUT_OF_ORDER.at(entry.span(key), f"{shown} is not in order")


def _correlations(settings: Fields, schedule: Schedule) -> Iterator[Diagnostic]:
    """Coefficients written twice, and else the first task whose coefficients cannot hold together."""
    places = {id_: place for place, id_ in enumerate(schedule.tasks)}
    pairs: dict[frozenset[str], Fields] = {}
    for entry in settings.parts("correlations"):
        tasks = entry.texts("tasks")
        pair = frozenset(tasks)
        if len(pair) != 2 or not pair <= places.keys() or entry.number("coefficient") is None:
            continue  # the schema or the references have said so
        certain = [id_ for id_ in tasks if (task := schedule.tasks[id_]).done or task.type != "task"]
        if certain:
            message = f"{certain[0]} is done, or has no duration of its own that could be uncertain"
            yield rules.ABOUT_NOTHING.at(entry.span("tasks"), message)
        if pair in pairs:
            message = f"{tasks[0]} and {tasks[1]} have a coefficient already"
            yield rules.CORRELATIONS_CONTRADICT.at(entry.span("coefficient"), message)
        pairs.setdefault(pair, entry)
    if not pairs:
        return
    from milepost.risk.simulation.correlation import Contradiction, Correlation, mixing_of

    written = list(pairs.values())
    known = [
        Correlation(places[first], places[second], entry.number("coefficient") or 0.0)
        for entry in written
        for first, second in (entry.texts("tasks"),)
    ]
    found = mixing_of(known)
    if isinstance(found, Contradiction):
        last = max(k for k, one in enumerate(known) if found.member in (one.first, one.second))
        first, second = written[last].texts("tasks")
        message = f"the correlation of {first} and {second} contradicts the others"
        yield rules.CORRELATIONS_CONTRADICT.at(written[last].span("coefficient"), message)
