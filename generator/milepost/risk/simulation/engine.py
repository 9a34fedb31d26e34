"""Monte Carlo simulation of finish and cost: draw, place, count, in blocks of iterations.

Memory is bounded: figures for which all iterations must be known at once (ranks, risks, milestones) are taken
from the first of them, as many as fit into `DETAIL_BYTES` and at most `DETAILED`; of all others two numbers
are kept, finish and cost. So a million iterations of a plan of a thousand tasks stay below 400 MB.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import numpy as np

from milepost.frozen import field, mutable, replace
from milepost.risk.simulation.arrays import Flags, Ints, whole
from milepost.risk.simulation.costs import remaining_spans
from milepost.risk.simulation.layout import Manner
from milepost.risk.simulation.longest import critical_counts
from milepost.risk.simulation.model import Inputs
from milepost.risk.simulation.playing import LAST, LEAST_ROWS, Block, Player, player_of
from milepost.risk.simulation.rerun import Rerun
from milepost.risk.simulation.result import Simulation, Swing
from milepost.risk.simulation.sampling import Draws
from milepost.risk.simulation.summary import Recorded, summarised
from milepost.risk.simulation.tornado import Base, swings
from milepost.risk.simulation.wave import Traced
from milepost.schedule.network import ActivityKind

DETAIL_BYTES: Final = 128 * 2**20
DETAILED: Final = 20_000

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
    player = player_of(inputs)
    return None if player is None else _Run(player).play(progress)


@mutable
class _Run:
    """A run under way.

    Attributes:
        player: Plays the project through.
        recorded: What is kept of it.
    """

    player: Player
    recorded: Recorded = field(init=False)

    def __post_init__(self) -> None:
        player = self.player
        inputs, activities = player.inputs, player.graph.network.activities
        milestones = tuple(
            node
            for node in player.graph.order
            if node < len(activities)
            and activities[node].kind in (ActivityKind.MILESTONE, ActivityKind.START_MILESTONE)
            and player.layout.places[node].manner is not Manner.DONE
        )
        uncertain = player.sampler.uncertain
        each = 4 * len(uncertain) + 16 * len(inputs.risks) + 8 * len(milestones) + 1
        detailed = min(inputs.iterations, DETAILED, max(DETAIL_BYTES // each, LEAST_ROWS))
        self.recorded = Recorded.empty(inputs, uncertain, milestones, detailed)

    def play(self, progress: Progress) -> Simulation:
        """Play all blocks."""
        tornado: tuple[Swing, ...] = ()
        player = self.player
        for first, last in player.blocks():
            block = player.play(first, last, Traced)
            self._record(block)
            if not first:
                base = Base(player.sampler, player.pricing, block.draws, block.wave, block.finish, block.cost)
                tornado = swings(base)
            progress(last)
        result = summarised(player.inputs, player.dates, player.layout, player.pricing, self.recorded)
        return replace(result, tornado=tornado)

    # -- keeping figures -------------------------------------------------------------------------------------

    def _record(self, block: Block[Traced]) -> None:
        recorded, draws, wave, finish = self.recorded, block.draws, block.wave, block.finish
        first, last = draws.first, draws.last
        recorded.finish[first:last] = finish
        if block.cost is not None and recorded.cost is not None:
            recorded.cost[first:last] = block.cost
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
            recorded.reached[place, first : first + rows] = np.minimum(reached, LAST)
        self._without_risks(block, rows)

    def _without_risks(self, block: Block[Traced], rows: int) -> None:
        """Play again, for each risk, the iterations in which it happened, as if it had not."""
        recorded, pricing = self.recorded, self.player.pricing
        draws, wave, finish, cost = block.draws, block.wave, block.finish, block.cost
        first = draws.first
        spans = remaining_spans(wave) if pricing is not None and pricing.efforts else {}
        for place, risk in enumerate(self.player.inputs.risks):
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
                there[at] = np.minimum(rerun.play(), LAST)
            if cost is not None and pricing is not None:
                price = cost[:rows].copy()
                changed = pricing.of_rerun(rerun, cost[at], spans) if needs else cost[at]
                price[at] = changed - risk.cost
                recorded.cost_without[place, first : first + rows] = price

    def _needs_without(self, draws: Draws, without: int, at: Ints) -> Mapping[int, Ints]:
        happened: tuple[Flags, ...] = tuple(
            np.zeros(len(at), dtype=np.bool_) if place == without else flags[at]
            for place, flags in enumerate(draws.happened)
        )
        return {
            node: self.player.sampler.need(node, draws.base[node][at], happened)
            for node, impacts in self.player.sampler.hits.items()
            if any(place == without for place, _ in impacts)
        }
