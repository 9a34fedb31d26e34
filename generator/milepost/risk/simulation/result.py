"""What a simulation comes to, in frozen values without any array.

A percentile is the smallest value that a share of the iterations does not exceed: of 10,000 iterations, P80
is the 8,000th smallest. It is always a value that an iteration had, so dates lie in working time.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Generic, TypeVar

from milepost.frozen import frozen
from milepost.schedule.instants import Instant

Value = TypeVar("Value", Instant, Decimal)


@frozen
class Percentiles:
    """What half and four in five of the iterations do not exceed.

    Attributes:
        iterations: How often the project was played through.
        seed: Where the random numbers began.
        finish_p50: The finish that half of them do not exceed.
        finish_p80: The finish that four in five do not.
        cost_p50: The same of the cost at completion; None when none is simulated.
        cost_p80: The same of four in five.
    """

    iterations: int
    seed: int
    finish_p50: Instant
    finish_p80: Instant
    cost_p50: Decimal | None
    cost_p80: Decimal | None


@frozen
class Bar(Generic[Value]):
    """A bar of a histogram: how many iterations lie from `low` to before `high`; the last one includes it."""

    low: Value
    high: Value
    count: int


@frozen
class Outcome(Generic[Value]):
    """How a result is distributed.

    Attributes:
        deterministic: The result by the plan alone.
        mean: Mean of all iterations.
        sd: Standard deviation (n - 1): of finish in days of the project's working time, of cost in money.
        percentiles: P0 (the least) to P100 (the most), 101 values: the S-curve.
        histogram: Bars of even width.
        at_deterministic: Share of iterations that do not exceed the deterministic result.
    """

    deterministic: Value
    mean: Value
    sd: float
    percentiles: tuple[Value, ...]
    histogram: tuple[Bar[Value], ...]
    at_deterministic: float

    @property
    def p10(self) -> Value:
        """Value that one in ten iterations does not exceed."""
        return self.percentiles[10]

    @property
    def p50(self) -> Value:
        """Value that half of the iterations do not exceed."""
        return self.percentiles[50]

    @property
    def p80(self) -> Value:
        """Value that four in five iterations do not exceed."""
        return self.percentiles[80]

    @property
    def p90(self) -> Value:
        """Value that nine in ten iterations do not exceed."""
        return self.percentiles[90]


@frozen
class Chance(Generic[Value]):
    """How likely a date or an amount is kept: the share of iterations that do not exceed it."""

    name: str
    value: Value
    probability: float


@frozen
class Joint:
    """How likely a date and an amount are kept together (joint confidence level, NASA).

    Attributes:
        finish: Name of the date.
        cost: Name of the amount.
        probability: Share of iterations that exceed neither.
    """

    finish: str
    cost: str
    probability: float


@frozen
class Reserve(Generic[Value]):
    """What has to be added to the plan to be kept with some confidence; negative when the plan has more.

    Attributes:
        confidence: The confidence in percent.
        value: The finish or cost that is kept with it.
        amount: That less the deterministic result: days of the project's working time, or money.
    """

    confidence: float
    value: Value
    amount: float


@frozen
class TaskEffect:
    """What a task has to do with the finish.

    Attributes:
        id: Its id.
        criticality: Share of the iterations in which it lies on the longest path (criticality index).
        mean: Mean of its remaining duration in minutes.
        sd: Standard deviation of that.
        ssi: Schedule sensitivity index: criticality times sd over the sd of the project, both in working
            time.
        cruciality: Correlation of its remaining duration with the finish (Pearson); None where it is certain.
        rank_correlation: The same of their ranks (Spearman).
        cost_rank_correlation: Correlation of the ranks of its duration and of the cost; None without cost.
    """

    id: str
    criticality: float
    mean: float
    sd: float
    ssi: float
    cruciality: float | None
    rank_correlation: float | None
    cost_rank_correlation: float | None


@frozen
class RiskEffect:
    """What a risk does to the result: the same draws with it and without it.

    Attributes:
        id: Its id.
        probability: The chance that it happens.
        happened: Share of the iterations in which it did.
        finish_without: Finish at the chosen confidence, had it never happened.
        days: Days of the project's working time by which the finish at that confidence is later because of
            it.
        mean_days: Days by which the mean finish is later because of it.
        cost_without: Cost at the chosen confidence without it; None when no cost is simulated.
        cost: What it adds to the cost at that confidence.
        mean_cost: What it adds to the mean cost.
    """

    id: str
    probability: float
    happened: float
    finish_without: Instant
    days: float
    mean_days: float
    cost_without: Decimal | None
    cost: float | None
    mean_cost: float | None


@frozen
class Swing:
    """A bar of the tornado: how far the mean moves when one input is held and all else drawn as before.

    A task and a driver are held at their P10 and at their P90, a risk at "never" and at "always".

    Attributes:
        id: Id of the task, driver or risk.
        kind: "task", "driver" or "risk".
        low: Days of the project's working time from the mean finish to the mean with the input at its low
            end.
        high: The same at its high end.
        cost_low: Money from the mean cost; None when no cost is simulated.
        cost_high: The same at the high end.
    """

    id: str
    kind: str
    low: float
    high: float
    cost_low: float | None
    cost_high: float | None

    @property
    def days(self) -> float:
        """The length of the bar."""
        return abs(self.high - self.low)


@frozen
class MilestoneOutcome:
    """When a milestone is reached.

    Attributes:
        id: Its id.
        p10: Instant that one in ten iterations does not exceed.
        p50: Half of them.
        p80: Four in five.
        p90: Nine in ten.
        deadline_probability: Share of iterations that keep its deadline; None without one.
    """

    id: str
    p10: Instant
    p50: Instant
    p80: Instant
    p90: Instant
    deadline_probability: float | None


@frozen
class Batch(Generic[Value]):
    """The result after some iterations."""

    iterations: int
    mean: float
    p50: Value
    p80: Value


@frozen
class Convergence(Generic[Value]):
    """Whether more iterations would still move the result.

    Attributes:
        batches: The result after each batch, from the first on.
        settled: Iterations after which neither mean nor P50 nor P80 moved any more by 0.5% of the spread
            (P90 less P10 of all iterations) from one batch to the next; None when the last batch still moved
            one.
    """

    batches: tuple[Batch[Value], ...]
    settled: int | None


@frozen
class Simulation:
    """The result of a Monte Carlo simulation.

    Attributes:
        iterations: How often the project was played through.
        detailed: Of how many iterations, the first ones, correlations, risks and milestones are known.
        swung: Of how many iterations, the first ones, the tornado is made.
        seed: Where the random numbers began.
        version: Versions of this program and of numpy.
        finish: The finish of the project.
        cost: The cost at completion; None when no cost is simulated.
        finish_chances: How likely the dates that were asked about are kept.
        cost_chances: The same of amounts.
        joint: The first date and the first amount together; None where either is missing.
        finish_reserve: Time at the chosen confidence.
        cost_reserve: Money at the chosen confidence.
        tasks: Id to effect, for tasks that are not done, in the order of the files.
        risks: Id to effect, in the order given.
        tornado: The widest swings of finish first.
        milestones: Id to outcome, for milestones that are not reached.
        finish_convergence: Whether the finish has settled.
        cost_convergence: Whether the cost has.
        scatter: Finish and cost of the first iterations, for a scatter plot; empty without cost.
    """

    iterations: int
    detailed: int
    swung: int
    seed: int
    version: str
    finish: Outcome[Instant]
    cost: Outcome[Decimal] | None
    finish_chances: tuple[Chance[Instant], ...]
    cost_chances: tuple[Chance[Decimal], ...]
    joint: Joint | None
    finish_reserve: Reserve[Instant]
    cost_reserve: Reserve[Decimal] | None
    tasks: Mapping[str, TaskEffect]
    risks: Mapping[str, RiskEffect]
    tornado: tuple[Swing, ...]
    milestones: Mapping[str, MilestoneOutcome]
    finish_convergence: Convergence[Instant]
    cost_convergence: Convergence[Decimal] | None
    scatter: tuple[tuple[Instant, Decimal], ...]

    @property
    def percentiles(self) -> Percentiles:
        """The figures by which states of a project are compared."""
        finish, cost = self.finish, self.cost
        costs = (None, None) if cost is None else (cost.p50, cost.p80)
        return Percentiles(self.iterations, self.seed, finish.p50, finish.p80, *costs)
