"""From what was recorded of all iterations to the frozen result."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from milepost import __version__
from milepost.frozen import field, mutable
from milepost.risk.simulation.arrays import Floats, Ints, single
from milepost.risk.simulation.costs import Pricing
from milepost.risk.simulation.layout import Layout
from milepost.risk.simulation.model import Inputs
from milepost.risk.simulation.result import (
    Bar,
    Batch,
    Chance,
    Convergence,
    Joint,
    MilestoneOutcome,
    Outcome,
    Reserve,
    RiskEffect,
    Simulation,
    TaskEffect,
)
from milepost.risk.simulation.statistics import (
    Reference,
    batch_ends,
    counted,
    curve,
    edges,
    percentile,
    ranks,
    settled,
)
from milepost.risk.simulation.tornado import SWUNG
from milepost.schedule.graph import Role
from milepost.schedule.instants import MINUTES_PER_WEEK
from milepost.schedule.network import DurationUnit
from milepost.schedule.progress import State
from milepost.schedule.result import Schedule

SCATTERED = 500
"""Iterations of which finish and cost are kept side by side."""

_HALF_A_CENT = 0.005


@mutable
class Recorded:
    """What is kept of the iterations.

    Attributes:
        finish: Finish of each.
        cost: Cost of each; None when none is simulated.
        uncertain: Positions of the tasks whose durations are drawn.
        milestones: Positions of the milestones.
        detailed: Of how many iterations, the first ones, the tables below are kept.
        durations: A row of remaining minutes for each uncertain task.
        reached: A row of instants for each milestone.
        finish_without: A row for each risk: the finish, had it not happened.
        cost_without: The same of the cost.
        happened: For each risk in how many of all iterations it happened.
        critical: By task in how many of all iterations it was critical.
        sums: By task sums of remaining minutes and of their squares, from a value near the mean.
    """

    finish: Ints
    cost: Floats | None
    uncertain: tuple[int, ...]
    milestones: tuple[int, ...]
    detailed: int
    durations: NDArray[np.int32]
    reached: Ints
    finish_without: Ints
    cost_without: Floats
    happened: list[int]
    critical: dict[int, int] = field(default_factory=dict)
    sums: dict[int, tuple[float, float, float]] = field(default_factory=dict)

    @classmethod
    def empty(
        cls, inputs: Inputs, uncertain: tuple[int, ...], milestones: tuple[int, ...], detailed: int
    ) -> Recorded:
        """Make room."""
        risks = len(inputs.risks)
        priced = risks if inputs.costs is not None else 0
        return cls(
            np.empty(inputs.iterations, dtype=np.int64),
            None if inputs.costs is None else np.empty(inputs.iterations),
            uncertain,
            milestones,
            detailed,
            np.empty((len(uncertain), detailed), dtype=np.int32),
            np.empty((len(milestones), detailed), dtype=np.int64),
            np.empty((risks, detailed), dtype=np.int64),
            np.empty((priced, detailed)),
            [0] * risks,
        )

    def add_duration(self, node: int, need: Ints) -> None:
        """Add a block of remaining minutes of a task to its sums."""
        near, total, squares = self.sums.get(node, (float(need[0]), 0.0, 0.0))
        apart = need - near
        self.sums[node] = (near, total + float(apart.sum()), squares + float(apart @ apart))

    def spread(self, node: int) -> tuple[float, float]:
        """Give mean and standard deviation (n - 1) of a task's remaining minutes."""
        near, total, squares = self.sums[node]
        count = len(self.finish)
        rest = max(squares - total * total / count, 0.0)
        return near + total / count, sqrt(rest / (count - 1)) if count > 1 else 0.0


def summarised(
    inputs: Inputs, dates: Schedule, layout: Layout, pricing: Pricing | None, recorded: Recorded
) -> Simulation:
    """Give the result, but for the tornado.

    Args:
        inputs: What was simulated.
        dates: Its deterministic dates.
        layout: The network with calendars that reach to the last finish.
        pricing: What changes the cost; None when none is simulated.
        recorded: What was kept.
    """
    return _Summary(inputs, dates, layout, pricing, recorded).result()


@mutable
class _Summary:
    inputs: Inputs
    dates: Schedule
    layout: Layout
    pricing: Pricing | None
    recorded: Recorded
    day: int = field(init=False)
    worked: Ints = field(init=False)
    planned: int = field(init=False)

    def __post_init__(self) -> None:
        self.day = self.inputs.network.calendar.minutes_per_day
        self.worked = self.layout.line.work(self.recorded.finish)  # the finish in working minutes
        self.planned = int(self.layout.line.work(single(self.dates.project_finish))[0])

    def result(self) -> Simulation:
        inputs, recorded = self.inputs, self.recorded
        finish, cost = recorded.finish, recorded.cost
        pairs = () if cost is None else zip(finish[:SCATTERED], cost[:SCATTERED], strict=True)
        return Simulation(
            iterations=len(finish),
            detailed=recorded.detailed,
            swung=min(SWUNG, len(finish)),
            seed=inputs.seed,
            version=f"milepost {__version__}, numpy {np.__version__}",
            finish=self._finish(),
            cost=self._cost(),
            finish_chances=tuple(
                Chance(goal.name, goal.value, float((finish <= goal.value).mean()))
                for goal in inputs.finish_goals
            ),
            cost_chances=()
            if cost is None
            else tuple(
                Chance(goal.name, money(goal.value), float((cost <= goal.value + _HALF_A_CENT).mean()))
                for goal in inputs.cost_goals
            ),
            joint=self._joint(),
            finish_reserve=self._finish_reserve(),
            cost_reserve=self._cost_reserve(),
            tasks=dict(self._tasks()),
            risks=dict(self._risks()),
            tornado=(),
            milestones=dict(self._milestones()),
            finish_convergence=self._finish_convergence(),
            cost_convergence=self._cost_convergence(),
            scatter=tuple((int(t), money(amount)) for t, amount in pairs),
        )

    # -- finish ----------------------------------------------------------------------------------------------

    def _finish(self) -> Outcome[int]:
        ordered = np.sort(self.recorded.finish)
        at = np.unique(np.rint(edges(float(ordered[0]), float(ordered[-1]))).astype(np.int64))
        if len(at) == 1:
            at = np.repeat(at, 2)
        counts = counted(ordered, at)
        mean = np.rint(self.worked.mean(keepdims=True)).astype(np.int64)
        planned = self.dates.project_finish
        return Outcome(
            deterministic=planned,
            mean=int(self.layout.line.finish_at(mean)[0]),
            sd=_sd(self.worked) / self.day,
            percentiles=tuple(int(t) for t in curve(ordered)),
            histogram=tuple(
                Bar(int(low), int(high), int(count))
                for low, high, count in zip(at[:-1], at[1:], counts, strict=True)
            ),
            at_deterministic=float((ordered <= planned).mean()),
        )

    def _finish_reserve(self) -> Reserve[int]:
        at = percentile(self.recorded.finish, self.inputs.confidence)
        worked = percentile(self.worked, self.inputs.confidence)
        return Reserve(self.inputs.confidence, int(at), float(worked - self.planned) / self.day)

    def _finish_convergence(self) -> Convergence[int]:
        batches, figures = [], []
        ends = batch_ends(len(self.worked))
        for end in ends:
            so_far, dates = self.worked[:end], self.recorded.finish[:end]
            mean = float(so_far.mean())
            figures.append((mean, float(percentile(so_far, 50)), float(percentile(so_far, 80))))
            p50, p80 = int(percentile(dates, 50)), int(percentile(dates, 80))
            batches.append(Batch(end, (mean - self.planned) / self.day, p50, p80))
        spread = float(percentile(self.worked, 90) - percentile(self.worked, 10))
        return Convergence(tuple(batches), settled(ends, figures, spread))

    # -- cost ------------------------------------------------------------------------------------------------

    def _cost(self) -> Outcome[Decimal] | None:
        cost, pricing = self.recorded.cost, self.pricing
        if cost is None or pricing is None:
            return None
        ordered = np.sort(cost)
        at = edges(float(ordered[0]), float(ordered[-1]))
        planned = pricing.planned()
        return Outcome(
            deterministic=money(planned),
            mean=money(float(cost.mean())),
            sd=_sd(cost),
            percentiles=tuple(money(float(amount)) for amount in curve(ordered)),
            histogram=tuple(
                Bar(money(float(low)), money(float(high)), int(count))
                for low, high, count in zip(at[:-1], at[1:], counted(ordered, at), strict=True)
            ),
            at_deterministic=float((ordered <= planned + _HALF_A_CENT).mean()),
        )

    def _cost_reserve(self) -> Reserve[Decimal] | None:
        cost, pricing = self.recorded.cost, self.pricing
        if cost is None or pricing is None:
            return None
        at = float(percentile(cost, self.inputs.confidence))
        return Reserve(self.inputs.confidence, money(at), at - pricing.planned())

    def _cost_convergence(self) -> Convergence[Decimal] | None:
        cost = self.recorded.cost
        if cost is None:
            return None
        batches, figures = [], []
        ends = batch_ends(len(cost))
        for end in ends:
            so_far = cost[:end]
            mean, p50, p80 = so_far.mean(), percentile(so_far, 50), percentile(so_far, 80)
            figures.append((float(mean), float(p50), float(p80)))
            batches.append(Batch(end, float(mean), money(float(p50)), money(float(p80))))
        spread = float(percentile(cost, 90) - percentile(cost, 10))
        return Convergence(tuple(batches), settled(ends, figures, spread))

    def _joint(self) -> Joint | None:
        cost, inputs = self.recorded.cost, self.inputs
        if cost is None or not inputs.finish_goals or not inputs.cost_goals:
            return None
        by, within = inputs.finish_goals[0], inputs.cost_goals[0]
        kept = (self.recorded.finish <= by.value) & (cost <= within.value + _HALF_A_CENT)
        return Joint(by.name, within.name, float(kept.mean()))

    # -- what moves them -------------------------------------------------------------------------------------

    def _tasks(self) -> Iterator[tuple[str, TaskEffect]]:
        recorded, count = self.recorded, len(self.recorded.finish)
        project_sd = _sd(self.worked)
        worked = self.worked[: recorded.detailed].astype(np.float64)
        finish, ranked = Reference(worked), Reference(ranks(self.worked[: recorded.detailed]))
        priced = None if recorded.cost is None else Reference(ranks(recorded.cost[: recorded.detailed]))
        places = {node: place for place, node in enumerate(recorded.uncertain)}
        graph = self.layout.graph
        for node, activity in enumerate(graph.network.activities):
            if graph.roles[node] is not Role.ACTIVITY or graph.states[node] is State.COMPLETE:
                continue
            criticality = recorded.critical.get(node, 0) / count
            mean, sd = float(graph.remaining[node]), 0.0
            cruciality = rank = cost_rank = None
            if node in places:
                mean, sd = recorded.spread(node)
                durations = recorded.durations[places[node]]
                own = ranks(durations)
                cruciality = finish.correlation(durations.astype(np.float64))
                rank = ranked.correlation(own)
                cost_rank = None if priced is None else priced.correlation(own)
            working = sd
            if activity.unit is DurationUnit.ELAPSED:
                working *= self.inputs.network.calendar.minutes_per_week / MINUTES_PER_WEEK
            ssi = criticality * working / project_sd if project_sd else 0.0
            yield (
                activity.id,
                TaskEffect(activity.id, criticality, mean, sd, ssi, cruciality, rank, cost_rank),
            )

    def _risks(self) -> Iterator[tuple[str, RiskEffect]]:
        recorded, confidence = self.recorded, self.inputs.confidence
        with_it = self.worked[: recorded.detailed]
        cost = None if recorded.cost is None else recorded.cost[: recorded.detailed]
        at_with = percentile(with_it, confidence)
        for place, risk in enumerate(self.inputs.risks):
            dates = recorded.finish_without[place]
            without = self.layout.line.work(dates)
            cost_at: float | None = None
            cost_more: float | None = None
            cost_mean: float | None = None
            if cost is not None:
                price = recorded.cost_without[place]
                cost_at = float(percentile(price, confidence))
                cost_more = float(percentile(cost, confidence)) - cost_at
                cost_mean = float((cost - price).mean())
            yield (
                risk.id,
                RiskEffect(
                    id=risk.id,
                    probability=risk.probability,
                    happened=recorded.happened[place] / len(recorded.finish),
                    finish_without=int(percentile(dates, confidence)),
                    days=float(at_with - percentile(without, confidence)) / self.day,
                    mean_days=float((with_it - without).mean()) / self.day,
                    cost_without=None if cost_at is None else money(cost_at),
                    cost=cost_more,
                    mean_cost=cost_mean,
                ),
            )

    def _milestones(self) -> Iterator[tuple[str, MilestoneOutcome]]:
        for place, node in enumerate(self.recorded.milestones):
            activity, dates = self.layout.graph.network.activities[node], self.recorded.reached[place]
            p10, p50, p80, p90 = (int(percentile(dates, percent)) for percent in (10, 50, 80, 90))
            kept = None if activity.deadline is None else float((dates <= activity.deadline).mean())
            yield activity.id, MilestoneOutcome(activity.id, p10, p50, p80, p90, kept)


def _sd(values: Ints | Floats) -> float:
    return float(values.std(ddof=1)) if len(values) > 1 else 0.0


def money(amount: float) -> Decimal:
    """Give an amount in whole cents."""
    return Decimal(f"{amount:.2f}")
