"""The tornado: how far the mean moves when one input is held at one end and all else drawn as before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

import numpy as np

from milepost.frozen import frozen
from milepost.risk.simulation.arrays import Flags, Floats, Ints
from milepost.risk.simulation.costs import Pricing, remaining_spans
from milepost.risk.simulation.distributions import Fixed
from milepost.risk.simulation.rerun import Rerun
from milepost.risk.simulation.result import Swing
from milepost.risk.simulation.sampling import DRIVER, RISK, TASK, Draws, Sampler
from milepost.risk.simulation.wave import Wave

LOW, HIGH = 0.1, 0.9
"""The shares at which tasks and drivers are held."""

CANDIDATES: Final = 10
"""Of tasks, of drivers and of risks, how many are held in turn: those with the most to do with the finish."""

SWUNG: Final = 1000
"""Iterations that are played again for each end of each bar, at most."""


@frozen
class Base:
    """The first block, as it was drawn.

    Attributes:
        sampler: What drew it.
        pricing: What changes the cost; None when none is simulated.
        draws: What was drawn.
        wave: The dates.
        finish: The finish of each iteration.
        cost: The cost of each.
    """

    sampler: Sampler
    pricing: Pricing | None
    draws: Draws
    wave: Wave
    finish: Ints
    cost: Floats | None


def swings(base: Base) -> tuple[Swing, ...]:
    """Give the tornado, the widest bars first; bars without any width are left out."""
    player = _Player.of(base)
    found = [*_tasks(player), *_drivers(player), *_risks(player)]
    wide = [one for one in found if one.low != one.high or one.cost_low != one.cost_high]
    wide.sort(key=lambda one: (-one.days, -abs((one.cost_high or 0) - (one.cost_low or 0))))
    return tuple(wide)


@frozen
class _Player:
    """Plays the first iterations again with some needs changed.

    Attributes:
        base: The block.
        rows: How many iterations are played.
        at: Their places.
        happened: By risk, in which of them it happens.
        finish: Mean finish as drawn, in working minutes of the project.
        cost: Mean cost as drawn.
        spans: Remaining spans of levels of effort, as drawn.
    """

    base: Base
    rows: int
    at: Ints
    happened: tuple[Flags, ...]
    finish: float
    cost: float | None
    spans: Mapping[int, Ints]

    @classmethod
    def of(cls, base: Base) -> _Player:
        rows = min(SWUNG, len(base.finish))
        return cls(
            base,
            rows,
            np.arange(rows),
            tuple(flags[:rows] for flags in base.draws.happened),
            float(base.wave.layout.line.work(base.finish[:rows]).mean()),
            None if base.cost is None else float(base.cost[:rows].mean()),
            remaining_spans(base.wave) if base.pricing is not None and base.pricing.efforts else {},
        )

    def swing(
        self, id_: str, kind: str, low: Mapping[int, Ints], high: Mapping[int, Ints], own: float
    ) -> Swing:
        """Give a bar.

        Args:
            id_: Id of the input.
            kind: What it is.
            low: The needs that change when it is held at its low end.
            high: The same at its high end.
            own: What a risk costs of itself, else 0.
        """
        share = 0.0
        if kind == RISK:
            place = next(i for i, risk in enumerate(self.base.sampler.inputs.risks) if risk.id == id_)
            share = float(self.happened[place].mean())
        low_days, low_cost = self._moved(low)
        high_days, high_cost = self._moved(high)
        return Swing(
            id_,
            kind,
            low_days,
            high_days,
            None if low_cost is None else low_cost - own * share,
            None if high_cost is None else high_cost + own * (1 - share),
        )

    def _moved(self, needs: Mapping[int, Ints]) -> tuple[float, float | None]:
        """Give by how many days the mean finish, and by how much the mean cost, moves."""
        base, layout = self.base, self.base.wave.layout
        days, cost = 0.0, None if self.cost is None else 0.0
        if not needs:
            return days, cost
        rerun = Rerun(base.wave, self.at, needs)
        worked = float(np.broadcast_to(layout.line.work(rerun.play()), (self.rows,)).mean())
        days = (worked - self.finish) / layout.graph.network.calendar.minutes_per_day
        if base.pricing is not None and base.cost is not None and self.cost is not None:
            cost = float(base.pricing.of_rerun(rerun, base.cost[: self.rows], self.spans).mean()) - self.cost
        return days, cost

    def held(self, kind: str, id_: str, nodes: Iterable[int], u: float) -> dict[int, Ints]:
        """Give the needs of some tasks when an input is held."""
        sampler, first = self.base.sampler, self.base.draws.first
        bases = sampler.bases(tuple(nodes), first, first + self.rows, {(kind, id_): u})
        return {node: sampler.need(node, base, self.happened) for node, base in bases}

    def risked(self, place: int, *, always: bool) -> dict[int, Ints]:
        """Give the needs of what a risk hits when it always or never happens."""
        sampler = self.base.sampler
        flags = np.full(self.rows, always)
        happened = tuple(flags if k == place else one for k, one in enumerate(self.happened))
        return {
            node: sampler.need(node, self.base.draws.base[node][: self.rows], happened)
            for node, impacts in sampler.hits.items()
            if any(k == place for k, _ in impacts)
        }


def _tasks(player: _Player) -> Iterator[Swing]:
    """Give bars of the tasks whose durations go most with the finish, and with the cost."""
    base, sampler = player.base, player.base.sampler
    own = [node for node in sampler.uncertain if not isinstance(sampler.spread[node], Fixed)]
    if not own:
        return
    durations = np.array([base.draws.needs[node][: player.rows] for node in own], dtype=np.float64)
    chosen = dict.fromkeys(_closest(own, durations, base.finish[: player.rows])[:CANDIDATES])
    if base.cost is not None:
        to_cost = _closest(own, durations, base.cost[: player.rows])
        chosen.update(dict.fromkeys(to_cost[: CANDIDATES // 2]))
    for node in chosen:
        id_ = sampler.graph.network.activities[node].id
        low, high = (player.held(TASK, id_, (node,), u) for u in (LOW, HIGH))
        yield player.swing(id_, TASK, low, high, 0.0)


def _closest(nodes: Sequence[int], durations: Floats, result: Ints | Floats) -> list[int]:
    """Give nodes by the correlation of their durations with a result, the closest first."""
    apart = durations - durations.mean(axis=1, keepdims=True)
    spread = np.maximum(apart.std(axis=1), 1e-9)
    strength = np.abs(apart @ (result - result.mean())) / spread
    return [nodes[place] for place in np.argsort(-strength, kind="stable")]


def _drivers(player: _Player) -> Iterator[Swing]:
    sampler = player.base.sampler
    for driver in sampler.inputs.drivers[:CANDIDATES]:
        nodes = [node for node in dict.fromkeys(driver.activities) if node in sampler.spread]
        low, high = (player.held(DRIVER, driver.id, nodes, u) for u in (LOW, HIGH))
        yield player.swing(driver.id, DRIVER, low, high, 0.0)


def _risks(player: _Player) -> Iterator[Swing]:
    """Give bars of the risks that, by probability and size alone, have most to do with finish or cost."""
    base, risks = player.base, player.base.sampler.inputs.risks
    remaining = base.sampler.graph.remaining
    sizes = [
        (
            risk.probability
            * sum(abs(one.minutes + one.share * remaining[one.activity]) for one in risk.impacts),
            risk.probability * abs(risk.cost),
        )
        for risk in risks
    ]
    places = range(len(risks))
    by_time = sorted(places, key=lambda place: -sizes[place][0])[:CANDIDATES]
    by_cost = sorted(places, key=lambda place: -sizes[place][1])[: CANDIDATES // 2]
    for place in dict.fromkeys((*by_time, *by_cost)):
        never, always = player.risked(place, always=False), player.risked(place, always=True)
        yield player.swing(risks[place].id, RISK, never, always, risks[place].cost)
