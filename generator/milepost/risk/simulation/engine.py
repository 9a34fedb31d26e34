"""Monte Carlo simulation of finish and cost: draw, place, count, in blocks of iterations.

Memory is bounded: a block holds `BLOCK_BYTES` at most (and 256 iterations at least), figures for which all
iterations must be known at once (ranks, risks, milestones) are taken from the first of them, as many as fit
into `DETAIL_BYTES` and at most `DETAILED`; of all others two numbers are kept, finish and cost. So a million
iterations of a plan of a thousand tasks stay below 400 MB.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np

from milepost.risk.simulation.arrays import Flags, Floats, Ints, whole
from milepost.risk.simulation.costs import Pricing, remaining_spans
from milepost.risk.simulation.layout import Layout, Manner, layout_of
from milepost.risk.simulation.longest import critical_counts
from milepost.risk.simulation.model import Inputs
from milepost.risk.simulation.rerun import Rerun
from milepost.risk.simulation.result import Simulation, Swing
from milepost.risk.simulation.sampling import Draws, Sampler
from milepost.risk.simulation.streams import STEP
from milepost.risk.simulation.summary import Recorded, summarised
from milepost.risk.simulation.tornado import Base, swings
from milepost.risk.simulation.wave import Traced, Wave
from milepost.schedule.cpm import calculate
from milepost.schedule.graph import Graph, build_graph
from milepost.schedule.instants import MINUTES_PER_DAY, Instant, parse_instant
from milepost.schedule.network import ActivityKind
from milepost.schedule.result import Schedule

BLOCK_BYTES: Final = 256 * 2**20
DETAIL_BYTES: Final = 128 * 2**20
DETAILED: Final = 20_000
MOST_ROWS: Final = 16_384
LEAST_ROWS: Final = 256
_NODE_BYTES: Final = 25  # of a node in an iteration: a count of minutes, its need, at times an instant, flags
_YEAR: Final = 365 * MINUTES_PER_DAY
_LONGEST: Final = 2000 * _YEAR
_LAST: Final = parse_instant("9999-12-31T12:00")  # no date lies further ahead, however absurd a spread is

Progress = Callable[[int], None]


def nobody(_done: int) -> None:
    """Tell nobody how many iterations are done."""


def run(inputs: Inputs, progress: Progress = nobody) -> Simulation | None:
    """Play a project through.

    Args:
        inputs: The project, and what is uncertain about it.
        progress: Told after each block how many iterations are done.

    Returns:
        The result; None where the network permits no schedule or has nothing to schedule.
    """
    graph, _ = build_graph(inputs.network)
    dates, _ = calculate(inputs.network)
    if graph is None or dates is None or not inputs.network.activities:
        return None
    return _Run(inputs, graph, dates, Sampler(inputs, graph)).play(progress)


@dataclass
class _Run:
    """A run under way.

    Attributes:
        inputs: What is simulated.
        graph: Its network in working order.
        dates: Its deterministic dates.
        sampler: Draws what is uncertain.
    """

    inputs: Inputs
    graph: Graph
    dates: Schedule
    sampler: Sampler
    layout: Layout = field(init=False)
    pricing: Pricing | None = field(init=False)
    recorded: Recorded = field(init=False)

    def __post_init__(self) -> None:
        span = self.dates.project_finish - self.dates.project_start
        self._lay_out(self.dates.project_finish + max(_YEAR, 2 * span))
        costs = self.inputs.costs
        planned = Wave(self.layout, {})
        planned.run(self.graph.order)
        self.pricing = None if costs is None else Pricing.of(costs, self.inputs.risks, planned)
        activities = self.graph.network.activities
        milestones = tuple(
            node
            for node in self.graph.order
            if node < len(activities)
            and activities[node].kind in (ActivityKind.MILESTONE, ActivityKind.START_MILESTONE)
            and self.layout.places[node].manner is not Manner.DONE
        )
        each = 4 * len(self.sampler.uncertain) + 16 * len(self.inputs.risks) + 8 * len(milestones) + 1
        detailed = min(self.inputs.iterations, DETAILED, max(DETAIL_BYTES // each, LEAST_ROWS))
        self.recorded = Recorded.empty(self.inputs, self.sampler.uncertain, milestones, detailed)

    def _lay_out(self, high: Instant) -> None:
        self.layout = layout_of(self.graph, self.dates, self.sampler.uncertain, high)

    def play(self, progress: Progress) -> Simulation:
        """Play all blocks."""
        tornado: tuple[Swing, ...] = ()
        for first, last in self._blocks():
            found = self._play_block(first, last)
            tornado = tornado if first else found
            progress(last)
        result = summarised(self.inputs, self.dates, self.layout, self.pricing, self.recorded)
        return replace(result, tornado=tornado)

    def _play_block(self, first: int, last: int) -> tuple[Swing, ...]:
        """Play some iterations; of the first ones give the tornado."""
        draws = self.sampler.draw(first, last)
        wave, finish = self._placed(draws)
        cost = self._costs(wave, draws)
        finish = np.minimum(finish, _LAST)
        self._record(draws, wave, finish, cost)
        return () if first else swings(Base(self.sampler, self.pricing, draws, wave, finish, cost))

    def _blocks(self) -> Iterator[tuple[int, int]]:
        count = self.inputs.iterations
        rows = BLOCK_BYTES // (_NODE_BYTES * max(len(self.graph.roles), 1))
        blocks = -(-count // min(max(rows, LEAST_ROWS), MOST_ROWS))
        rows = -(-count // (blocks * STEP)) * STEP
        for first in range(0, count, rows):
            yield first, min(first + rows, count)

    def _placed(self, draws: Draws) -> tuple[Traced, Ints]:
        """Place a block; calendars are worked out further ahead where it leads behind their horizon."""
        while True:
            wave = Traced(self.layout, draws.needs)
            wave.run(self.graph.order)
            finish = whole(wave.project_finish(), draws.last - draws.first)
            reach = self.layout.high - self.layout.lines.low
            if finish.max() <= self.layout.high or reach > _LONGEST:
                return wave, finish
            self._lay_out(self.layout.high + 2 * reach)

    def _costs(self, wave: Wave, draws: Draws) -> Floats | None:
        if self.pricing is None:
            return None
        return self.pricing.of_wave(wave, draws.happened, draws.last - draws.first)

    # -- keeping figures -------------------------------------------------------------------------------------

    def _record(self, draws: Draws, wave: Traced, finish: Ints, cost: Floats | None) -> None:
        recorded, first, last = self.recorded, draws.first, draws.last
        recorded.finish[first:last] = finish
        if cost is not None and recorded.cost is not None:
            recorded.cost[first:last] = cost
        for node, count in critical_counts(wave, finish).items():
            recorded.critical[node] = recorded.critical.get(node, 0) + count
        wave.driving.clear()
        for node, need in draws.needs.items():
            recorded.add_duration(node, need)
        rows = min(last, recorded.detailed) - first
        if rows <= 0:
            return
        for place, node in enumerate(recorded.uncertain):
            recorded.durations[place, first : first + rows] = draws.needs[node][:rows]
        for place, node in enumerate(recorded.milestones):
            reached = whole(wave.finish(node), last - first)[:rows]
            recorded.reached[place, first : first + rows] = np.minimum(reached, _LAST)
        self._without_risks(draws, wave, rows, finish, cost)

    def _without_risks(self, draws: Draws, wave: Wave, rows: int, finish: Ints, cost: Floats | None) -> None:
        """Play again, for each risk, the iterations in which it happened, as if it had not."""
        recorded, first = self.recorded, draws.first
        spans = remaining_spans(wave) if self.pricing is not None and self.pricing.efforts else {}
        for place, risk in enumerate(self.inputs.risks):
            flags = draws.happened[place][:rows]
            recorded.happened[place] += int(np.count_nonzero(draws.happened[place]))
            there = recorded.finish_without[place, first : first + rows]
            there[:] = finish[:rows]
            at = np.flatnonzero(flags)
            if not at.size:
                if cost is not None:
                    recorded.cost_without[place, first : first + rows] = cost[:rows]
                continue
            needs = self._needs_without(draws, place, at)
            rerun = Rerun(wave, at, needs)
            if needs:
                there[at] = np.minimum(rerun.play(), _LAST)
            if cost is not None and self.pricing is not None:
                price = cost[:rows].copy()
                changed = self.pricing.of_rerun(rerun, cost[at], spans) if needs else cost[at]
                price[at] = changed - risk.cost
                recorded.cost_without[place, first : first + rows] = price

    def _needs_without(self, draws: Draws, without: int, at: Ints) -> Mapping[int, Ints]:
        happened: tuple[Flags, ...] = tuple(
            np.zeros(len(at), dtype=np.bool_) if place == without else flags[at]
            for place, flags in enumerate(draws.happened)
        )
        return {
            node: self.sampler.need(node, draws.base[node][at], happened)
            for node, impacts in self.sampler.hits.items()
            if any(place == without for place, _ in impacts)
        }
