"""What is drawn for each iteration: durations with their drivers, and the risks that happen.

The remaining duration of a task in an iteration is its own draw, times the factors of its drivers, times one
plus the shares of the risks that happened, plus their minutes; rounded to whole minutes, and at least one
minute where the plan has work left.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Final

import numpy as np

from milepost.frozen import field, frozen
from milepost.risk.simulation.arrays import Flags, Floats, Ints
from milepost.risk.simulation.distributions import Distribution, Fixed
from milepost.risk.simulation.model import Driver, Impact, Inputs
from milepost.risk.simulation.streams import Stream
from milepost.schedule.graph import Graph, Role
from milepost.schedule.progress import State

TASK, DRIVER, RISK = "task", "driver", "risk"
Held = Mapping[tuple[str, str], float]
"""Kind and id of inputs that are held at a uniform number instead of being drawn."""

NOTHING_HELD: Held = MappingProxyType({})

LONGEST: Final = 2**30
"""Minutes that work takes at most, some two thousand years, however absurd a spread or a risk is."""


@frozen
class Draws:
    """What was drawn for a block of iterations.

    Attributes:
        first: The first iteration.
        last: The one behind the last.
        base: Durations before any risk event, of the tasks that risks hit; in minutes, not rounded.
        needs: Position of a task to its remaining minutes.
        happened: By risk, in which iterations it happens.
    """

    first: int
    last: int
    base: Mapping[int, Floats]
    needs: Mapping[int, Ints]
    happened: tuple[Flags, ...]


@frozen
class Sampler:
    """Draws what is uncertain about a plan.

    Attributes:
        inputs: The plan.
        graph: Its network in working order.
    """

    inputs: Inputs
    graph: Graph = field(repr=False)

    @cached_property
    def uncertain(self) -> tuple[int, ...]:
        """Positions of the tasks whose remaining duration is not the same in all iterations, in order."""
        found = {
            node for node, one in self.inputs.durations.items() if one != Fixed(self.graph.remaining[node])
        }
        for driver in self.inputs.drivers:
            found.update(driver.activities)
        found.update(self.hits)
        return tuple(sorted(node for node in found if self._open(node)))

    @cached_property
    def hits(self) -> Mapping[int, tuple[tuple[int, Impact], ...]]:
        """By task, what risks do to it, each with the risk's place."""
        found: dict[int, list[tuple[int, Impact]]] = {}
        for place, risk in enumerate(self.inputs.risks):
            for impact in risk.impacts:
                if (impact.minutes or impact.share) and self._open(impact.activity):
                    found.setdefault(impact.activity, []).append((place, impact))
        return {node: tuple(impacts) for node, impacts in found.items()}

    @cached_property
    def _drivers(self) -> Mapping[int, tuple[Driver, ...]]:
        found: dict[int, list[Driver]] = {}
        for driver in self.inputs.drivers:
            for node in dict.fromkeys(driver.activities):
                found.setdefault(node, []).append(driver)
        return {node: tuple(drivers) for node, drivers in found.items()}

    @cached_property
    def spread(self) -> Mapping[int, Distribution]:
        """By uncertain task its own distribution, before drivers and risks."""
        return {
            node: self.inputs.durations.get(node, Fixed(self.graph.remaining[node]))
            for node in self.uncertain
        }

    def _open(self, node: int) -> bool:
        return self.graph.roles[node] is Role.ACTIVITY and self.graph.states[node] is not State.COMPLETE

    def draw(self, first: int, last: int) -> Draws:
        """Draw everything for the iterations `first` to `last - 1`; `first` is a multiple of four."""
        happened = tuple(
            Stream.of(self.inputs.seed, RISK, risk.id).uniforms(first, last) < risk.probability
            for risk in self.inputs.risks
        )
        kept: dict[int, Floats] = {}
        needs: dict[int, Ints] = {}
        for node, base in self.bases(self.uncertain, first, last):
            needs[node] = self.need(node, base, happened)
            if node in self.hits:
                kept[node] = base
        return Draws(first, last, kept, needs, happened)

    def bases(
        self, nodes: Iterable[int], first: int, last: int, held: Held = NOTHING_HELD
    ) -> Iterable[tuple[int, Floats]]:
        """Give the durations of some tasks before any risk event.

        Args:
            nodes: Positions of the tasks.
            first: The first iteration.
            last: The one behind the last.
            held: Inputs that are not drawn.
        """
        factors = {
            driver.id: self._factor(driver, first, last, held)
            for driver in dict.fromkeys(one for node in nodes for one in self._drivers.get(node, ()))
        }
        mixed: dict[int, Floats] = {}
        for node in nodes:
            u = self._uniforms(node, first, last, mixed, held)
            value = (
                np.full(last - first, self.spread[node].mean) if u is None else self.spread[node].quantile(u)
            )
            for driver in self._drivers.get(node, ()):
                value = value * factors[driver.id]
            yield node, value

    def need(self, node: int, base: Floats, happened: tuple[Flags, ...]) -> Ints:
        """Give the remaining minutes of a task.

        Args:
            node: Its position.
            base: Its durations before any risk event.
            happened: By risk, in which of these iterations it happens.
        """
        value = base
        impacts = self.hits.get(node, ())
        share = sum(impact.share * happened[place] for place, impact in impacts if impact.share)
        minutes = sum(impact.minutes * happened[place] for place, impact in impacts if impact.minutes)
        value = value * (1 + share) + minutes if impacts else value
        least = 1 if self.graph.remaining[node] else 0
        return np.clip(np.rint(value), least, LONGEST).astype(np.int64)

    def _factor(self, driver: Driver, first: int, last: int, held: Held) -> Floats:
        name = (DRIVER, driver.id)
        if name in held:
            u = np.full(last - first, held[name])
        else:
            u = Stream.of(self.inputs.seed, DRIVER, driver.id).uniforms(first, last)
        factor = driver.factor.quantile(u)
        if driver.probability >= 1:
            return factor
        chance = Stream.of(self.inputs.seed, f"{DRIVER} at work", driver.id).uniforms(first, last)
        return np.where(chance < driver.probability, factor, 1.0)

    def _uniforms(
        self, node: int, first: int, last: int, mixed: dict[int, Floats], held: Held
    ) -> Floats | None:
        """Give the uniform numbers of a task; None where its own duration is certain."""
        id_ = self.graph.network.activities[node].id
        if (TASK, id_) in held:
            return np.full(last - first, held[TASK, id_])
        mixing = self.inputs.mixing
        if mixing is not None and node in mixing.members:
            if not mixed:
                own = [self._stream(member).uniforms(first, last) for member in mixing.members]
                mixed.update(zip(mixing.members, mixing.mixed(own), strict=True))
            return mixed[node]
        if isinstance(self.spread[node], Fixed):
            return None
        return self._stream(node).uniforms(first, last)

    def _stream(self, node: int) -> Stream:
        return Stream.of(self.inputs.seed, TASK, self.graph.network.activities[node].id)
