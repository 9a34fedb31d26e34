"""Drawing and placing in blocks of iterations: what every simulation does, whatever it keeps of them.

Memory is bounded: a block holds `BLOCK_BYTES` at most, and 256 iterations at least.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Generic, TypeVar

import numpy as np

from milepost.frozen import field, frozen, mutable
from milepost.risk.simulation.arrays import Floats, Ints, whole
from milepost.risk.simulation.costs import Pricing
from milepost.risk.simulation.layout import Layout, layout_of
from milepost.risk.simulation.model import Inputs
from milepost.risk.simulation.sampling import Draws, Sampler
from milepost.risk.simulation.streams import STEP
from milepost.risk.simulation.wave import Wave
from milepost.schedule.cpm import calculate
from milepost.schedule.graph import Graph, build_graph
from milepost.schedule.instants import MINUTES_PER_DAY, Instant, parse_instant
from milepost.schedule.result import Schedule

BLOCK_BYTES: Final = 256 * 2**20
MOST_ROWS: Final = 16_384
LEAST_ROWS: Final = 256
_NODE_BYTES: Final = 25  # of a node in an iteration: a count of minutes, its need, at times an instant, flags
_YEAR: Final = 365 * MINUTES_PER_DAY
_LONGEST: Final = 2000 * _YEAR
LAST: Final = parse_instant("9999-12-31T12:00")  # no date lies further ahead, however absurd a spread is

Kind = TypeVar("Kind", bound=Wave)


@frozen
class Block(Generic[Kind]):
    """Some iterations, played through.

    Attributes:
        draws: What was drawn.
        wave: The dates.
        finish: The finish of each iteration.
        cost: The cost of each; None when none is simulated.
    """

    draws: Draws
    wave: Kind
    finish: Ints
    cost: Floats | None


@mutable
class Player:
    """Plays a project through, a block of iterations at a time.

    Attributes:
        inputs: What is simulated.
        graph: Its network in working order.
        dates: Its deterministic dates.
        sampler: Draws what is uncertain.
        layout: The network with calendars that reach as far ahead as dates do.
        pricing: What changes the cost; None when none is simulated.
    """

    inputs: Inputs
    graph: Graph
    dates: Schedule
    sampler: Sampler
    layout: Layout = field(init=False)
    pricing: Pricing | None = field(init=False)

    def __post_init__(self) -> None:
        span = self.dates.project_finish - self.dates.project_start
        self._lay_out(self.dates.project_finish + max(_YEAR, 2 * span))
        costs = self.inputs.costs
        planned = Wave(self.layout, {})
        if costs is not None:
            planned.run(self.graph.order)
        self.pricing = None if costs is None else Pricing.of(costs, self.inputs.risks, planned)

    def blocks(self) -> Iterator[tuple[int, int]]:
        """The iterations in blocks: the first of each, and the one behind its last."""
        count = self.inputs.iterations
        rows = BLOCK_BYTES // (_NODE_BYTES * max(len(self.graph.roles), 1))
        blocks = -(-count // min(max(rows, LEAST_ROWS), MOST_ROWS))
        rows = -(-count // (blocks * STEP)) * STEP
        for first in range(0, count, rows):
            yield first, min(first + rows, count)

    def play(self, first: int, last: int, kind: type[Kind]) -> Block[Kind]:
        """Play a block, with a wave that notes as much as its kind does."""
        draws = self.sampler.draw(first, last)
        wave, finish = self._placed(draws, kind)
        cost = None if self.pricing is None else self.pricing.of_wave(wave, draws.happened, last - first)
        return Block(draws, wave, np.minimum(finish, LAST), cost)

    def _lay_out(self, high: Instant) -> None:
        self.layout = layout_of(self.graph, self.dates, self.sampler.uncertain, high)

    def _placed(self, draws: Draws, kind: type[Kind]) -> tuple[Kind, Ints]:
        """Place a block; calendars are worked out further ahead where it leads behind their horizon."""
        while True:
            wave = kind(self.layout, draws.needs)
            wave.run(self.graph.order)
            finish = whole(wave.project_finish(), draws.last - draws.first)
            reach = self.layout.high - self.layout.lines.low
            if finish.max() <= self.layout.high or reach > _LONGEST:
                return wave, finish
            self._lay_out(self.layout.high + 2 * reach)


def player_of(inputs: Inputs) -> Player | None:
    """Give the player of a project; None where its network permits no schedule or has nothing in it."""
    graph, _ = build_graph(inputs.network)
    dates, _ = calculate(inputs.network)
    if graph is None or dates is None or not inputs.network.activities:
        return None
    return Player(inputs, graph, dates, Sampler(inputs, graph))
