"""P50 and P80 of finish and cost alone, for whoever compares states of a project.

The iterations are those of a whole simulation and so are the figures, to the minute and the cent; what
explains them (criticality, the part of each risk, the tornado) is left out, which is most of the work.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from milepost.risk.simulation.arrays import Floats, Ints
from milepost.risk.simulation.model import Inputs
from milepost.risk.simulation.playing import player_of
from milepost.risk.simulation.result import Percentiles
from milepost.risk.simulation.statistics import percentile
from milepost.risk.simulation.summary import money
from milepost.risk.simulation.wave import Wave


def nobody(_done: int) -> None:
    """Tell nobody how many iterations are done."""


def percentiles(inputs: Inputs, progress: Callable[[int], None] = nobody) -> Percentiles | None:
    """Play a project through for its percentiles.

    Args:
        inputs: The project, and what is uncertain about it.
        progress: Told after each block how many iterations are done.

    Returns:
        The figures; None where the network permits no schedule or has nothing to schedule.
    """
    player = player_of(inputs)
    if player is None:
        return None
    finishes: list[Ints] = []
    prices: list[Floats] = []
    for first, last in player.blocks():
        block = player.play(first, last, Wave)
        finishes.append(block.finish)
        if block.cost is not None:
            prices.append(block.cost)
        progress(last)
    finish, cost = np.concatenate(finishes), np.concatenate(prices) if prices else None
    return Percentiles(
        inputs.iterations,
        inputs.seed,
        int(percentile(finish, 50)),
        int(percentile(finish, 80)),
        None if cost is None else money(float(percentile(cost, 50))),
        None if cost is None else money(float(percentile(cost, 80))),
    )
