"""What a simulation is given: a network, what is uncertain about it, and what is asked of it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Generic, TypeVar

from milepost.frozen import field, frozen
from milepost.risk.simulation.correlation import Mixing
from milepost.risk.simulation.distributions import Distribution
from milepost.schedule.instants import Instant
from milepost.schedule.network import Network

Value = TypeVar("Value")

LEAST_ITERATIONS: Final = 1
MOST_ITERATIONS: Final = 1_000_000


@frozen
class Driver:
    """Something that makes several tasks take longer or shorter together, such as one team's productivity.

    When it is at work, one factor is drawn for the iteration and multiplies the remaining duration of every
    one of its tasks, which makes them correlated (D. Hulett, Integrated Cost-Schedule Risk Analysis). Several
    drivers of one task multiply.

    Attributes:
        id: Its name, from which its stream is found.
        factor: The factor; 1 changes nothing.
        activities: Positions of its tasks.
        probability: The chance that it is at work in an iteration.
    """

    id: str
    factor: Distribution
    activities: tuple[int, ...]
    probability: float = 1.0


@frozen
class Impact:
    """What a risk event does to one task, if it happens; opportunities have negative values.

    Attributes:
        activity: Position of the task.
        minutes: Added to its remaining duration, in minutes of that duration.
        share: Added as a share of its remaining duration as drawn in the iteration.
    """

    activity: int
    minutes: float = 0.0
    share: float = 0.0


@frozen
class RiskEvent:
    """Something that may happen: one draw in each iteration, shared by everything that it hits.

    Attributes:
        id: Its id, from which its stream is found.
        probability: The chance that it happens.
        impacts: What it does to tasks.
        cost: What it costs of itself; work that takes longer costs more on top. Negative for a gain.
    """

    id: str
    probability: float
    impacts: tuple[Impact, ...] = ()
    cost: float = 0.0


@frozen
class Costs:
    """The deterministic cost at completion, split by what can change it.

    Attributes:
        fixed: What is spent already, and what does not depend on how long work takes.
        timed: Position of a task to what is still to be spent on it in proportion to its remaining duration;
            for a level of effort to its remaining span.
    """

    fixed: float = 0.0
    timed: Mapping[int, float] = field(default_factory=lambda: MappingProxyType({}))


@frozen
class Goal(Generic[Value]):
    """A date or an amount that is asked about: how likely is it to be kept?"""

    name: str
    value: Value


@frozen
class Inputs:
    """Everything that a simulation needs; the same inputs give the same result.

    Attributes:
        network: The plan. What is not uncertain in it stays as it is.
        durations: Position of a task to the distribution of its remaining duration, in minutes of the kind
            its duration counts. Tasks that are done are left alone.
        drivers: What moves the durations of several tasks together.
        mixing: Correlation of durations by coefficients, or None.
        risks: Risk events.
        costs: The cost at completion; None simulates dates alone.
        finish_goals: Dates asked about; of the first one also whether it is kept together with the first
            cost.
        cost_goals: Amounts asked about.
        iterations: How often the project is played through.
        seed: Where random numbers begin.
        confidence: Percentile by which reserves and drivers are measured, in percent.
    """

    network: Network = field(repr=False)
    durations: Mapping[int, Distribution] = field(default_factory=lambda: MappingProxyType({}))
    drivers: tuple[Driver, ...] = ()
    mixing: Mixing | None = None
    risks: tuple[RiskEvent, ...] = ()
    costs: Costs | None = None
    finish_goals: tuple[Goal[Instant], ...] = ()
    cost_goals: tuple[Goal[float], ...] = ()
    iterations: int = 10_000
    seed: int = 1
    confidence: float = 80.0
