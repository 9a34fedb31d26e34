"""From a project to a simulation: estimates, spreads, drivers, correlations, risks, costs and goals.

`read_inputs` needs no numpy; `simulate` plays the project through. What cannot be simulated is left out here;
`risk/simulation_checks.py` finds it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from milepost.budget.baseline import Baseline
from milepost.budget.currency import read_rates
from milepost.budget.model import Budget
from milepost.frozen import frozen
from milepost.project import Project
from milepost.risk.compute import RiskRegister
from milepost.risk.simulation.correlation import Correlation, Mixing, mixing_of
from milepost.risk.simulation.events import EventReader
from milepost.risk.simulation.model import (
    LEAST_ITERATIONS,
    MOST_ITERATIONS,
    Costs,
    Goal,
    Inputs,
    RiskEvent,
)
from milepost.risk.simulation.remaining import RemainingCost, remaining_cost
from milepost.risk.simulation.result import Simulation
from milepost.risk.simulation.spreads import durations_of, read_drivers, read_spreads
from milepost.schedule.instants import Instant, day_number
from milepost.schedule.model import Schedule
from milepost.schedule.network import Activity, Network
from milepost.schedule.plan import plan_of
from milepost.source.data import Map
from milepost.source.fields import Fields

ITERATIONS, SEED, CONFIDENCE = 10_000, 1, 80.0
"""What holds where project.yaml says nothing, or something that it may not say."""


@frozen
class Computed:
    """What has been computed of a project before it is simulated.

    Attributes:
        schedule: Its schedule.
        register: Its risks, scored.
        budget: Its budget; None simulates dates alone.
        baseline: The baseline in force, or None.
    """

    schedule: Schedule
    register: RiskRegister
    budget: Budget | None = None
    baseline: Baseline | None = None


def nobody(_done: int) -> None:
    """Tell nobody how many iterations are done."""


def simulate(
    project: Project, computed: Computed, progress: Callable[[int], None] = nobody
) -> Simulation | None:
    """Simulate finish and cost of a project; None where nothing is uncertain, or there is no plan.

    Args:
        project: The project.
        computed: What has been computed of it.
        progress: Told after each block how many iterations are done.
    """
    inputs = read_inputs(project, computed)
    if inputs is None:
        return None
    from milepost.risk.simulation.engine import run

    return run(inputs, progress)


def read_inputs(project: Project, computed: Computed) -> Inputs | None:
    """Read what a simulation of a project is given; None where nothing is uncertain, or there is no plan.

    Args:
        project: The project.
        computed: What has been computed of it.
    """
    plan = plan_of(project, computed.schedule.calendars)
    if plan is None:
        return None
    settings = project.settings.section("risk").part("simulation") or Fields(Map(), project.settings.document)
    activities = plan.network.activities
    positions = {activity.id: place for place, activity in reversed(list(enumerate(activities)))}
    rates = read_rates(project, day_number(project.settings.status_date))
    left = None
    if computed.budget is not None:
        left = remaining_cost(project, computed.schedule, computed.budget, rates)
    reader = EventReader(
        activities,
        _children(activities),
        positions,
        frozenset(account.id for account in project.all("account")),
        left,
        rates,
    )
    drivers = tuple(read_drivers(settings, plan.records))
    events = tuple(_events(computed.register, reader))
    durations = dict(durations_of(plan.records, activities, tuple(read_spreads(settings))))
    if not durations and not drivers and not events:
        return None
    iterations, seed, confidence = (
        settings.integer("iterations"),
        settings.integer("seed"),
        settings.percentage("confidence"),
    )
    return Inputs(
        network=_with_people(plan.network, computed.schedule),
        durations=durations,
        drivers=drivers,
        mixing=_mixing(settings, positions),
        risks=events,
        costs=None if left is None else _costs(left, positions),
        finish_goals=tuple(_finish_goals(project, computed.baseline)),
        cost_goals=() if left is None else tuple(_cost_goals(computed.budget)),
        iterations=iterations
        if iterations and LEAST_ITERATIONS <= iterations <= MOST_ITERATIONS
        else ITERATIONS,
        seed=SEED if seed is None else seed,
        confidence=float(100 * confidence) if confidence and confidence < 1 else CONFIDENCE,
    )


def _with_people(network: Network, schedule: Schedule) -> Network:
    """The network to be played through: in a levelled plan people keep the order of their work."""
    if schedule.levelled is None:
        return network
    from milepost.schedule.order_of_work import ordered_network  # with levelling, which few plans ask for

    return ordered_network(network, schedule.levelled)


def _children(activities: Sequence[Activity]) -> dict[int, list[int]]:
    children: dict[int, list[int]] = {}
    for place, activity in enumerate(activities):
        if activity.parent is not None:
            children.setdefault(activity.parent, []).append(place)
    return children


def _mixing(settings: Fields, positions: Mapping[str, int]) -> Mixing | None:
    """How draws are mixed by the coefficients of project.yaml; None where there are none that can hold."""
    correlations: list[Correlation] = []
    for entry in settings.parts("correlations"):
        tasks, coefficient = entry.texts("tasks"), entry.number("coefficient")
        known = [positions[id_] for id_ in tasks if id_ in positions]
        if len(known) == len(tasks) == 2 and known[0] != known[1] and coefficient is not None:
            correlations.append(Correlation(known[0], known[1], coefficient))
    found = mixing_of(correlations) if correlations else None
    return found if isinstance(found, Mixing) else None


def _events(register: RiskRegister, reader: EventReader) -> Iterator[RiskEvent]:
    for assessed in register.risks.values():
        event = reader.event(assessed)
        if event is not None:
            yield event


def _costs(left: RemainingCost, positions: Mapping[str, int]) -> Costs:
    timed = {positions[id_]: float(amount) for id_, amount in left.timed.items() if id_ in positions}
    return Costs(float(left.at_completion) - sum(timed.values()), timed)


def _finish_goals(project: Project, baseline: Baseline | None) -> Iterator[Goal[Instant]]:
    for key in ("target_finish", "required_finish"):
        date = project.settings.finish(key)
        if date is not None:
            yield Goal(key.replace("_", " "), date)
    if baseline is not None:
        yield Goal(f"baseline {baseline.id}", baseline.finish)


def _cost_goals(budget: Budget | None) -> Iterator[Goal[float]]:
    if budget is None:
        return
    yield Goal("budget", float(budget.performance.bac))
    reserves = budget.ladder.contingency + budget.ladder.management
    if reserves:
        yield Goal("budget with reserves", float(budget.ladder.total))
    if budget.funding is not None:
        yield Goal("funding", float(budget.funding))
