"""Small plans on integer time for tests: a unit of the text is many minutes, and every minute is worked."""

from collections.abc import Sequence
from dataclasses import replace

from milepost.risk.simulation.distributions import Distribution
from milepost.risk.simulation.engine import run
from milepost.risk.simulation.model import Goal, Inputs
from milepost.schedule import CONTINUOUS, Activity, Link, Network

UNIT = 10_000
"""Minutes of one unit of time, so that rounding to minutes does not show."""


def network(durations: Sequence[float], links: Sequence[tuple[int, int]] = ()) -> Network:
    activities = tuple(Activity(f"T-{k}", CONTINUOUS, round(d * UNIT)) for k, d in enumerate(durations))
    return Network(0, CONTINUOUS, activities, tuple(Link(a, b) for a, b in links))


def parallel(*distributions: Distribution, **more: object) -> Inputs:
    return _inputs(distributions, (), more)


def series(*distributions: Distribution, **more: object) -> Inputs:
    return _inputs(distributions, [(k, k + 1) for k in range(len(distributions) - 1)], more)


def _inputs(distributions, links, more):
    scaled = {k: one.scaled(UNIT) for k, one in enumerate(distributions)}
    return Inputs(network([one.mean for one in distributions], links), scaled, **more)


def asked(inputs: Inputs, values: Sequence[float]) -> Inputs:
    """The same, asked how likely each value, in units, is not exceeded."""
    return replace(inputs, finish_goals=tuple(Goal(str(value), round(value * UNIT)) for value in values))


def shares(inputs: Inputs, values: Sequence[float]) -> list[float]:
    """The shares of iterations that do not exceed some values, in units."""
    result = run(asked(inputs, values))
    assert result is not None
    return [chance.probability for chance in result.finish_chances]
