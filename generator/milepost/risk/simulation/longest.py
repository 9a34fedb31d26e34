"""The longest path of every iteration: from the last finish backwards through the links that set the starts.

The same path as `milepost.schedule.floats.longest_path`; how often a task lies on it is its criticality
index.
"""

from __future__ import annotations

import numpy as np

from milepost.risk.simulation.arrays import Flags, Ints
from milepost.risk.simulation.layout import Manner
from milepost.risk.simulation.wave import Traced


def on_longest_path(wave: Traced, project_finish: Ints) -> dict[int, Flags]:
    """Tell for each node in which iterations it lies on a longest path.

    Args:
        wave: The early dates, with the links that set them.
        project_finish: The latest finish of all activities.

    Returns:
        By node; nodes that are never on it are left out.
    """
    found: dict[int, Flags] = {}
    for node in wave.layout.ends:
        last = wave.finish(node) == project_finish
        if last.any():
            found[node] = last
    for node in reversed(wave.layout.graph.order):
        path = found.get(node)
        if path is None:
            continue
        for inlet, drives in zip(wave.layout.places[node].inlets, wave.driving.get(node, ()), strict=False):
            through = path & drives
            if through.any():
                known = found.get(inlet.before)
                found[inlet.before] = through if known is None else known | through
    return found


def critical_counts(wave: Traced, project_finish: Ints) -> dict[int, int]:
    """Count by activity the iterations in which it is critical; what is done never is."""
    rows = project_finish.shape[0]
    counts = {}
    for node, path in on_longest_path(wave, project_finish).items():
        if wave.layout.places[node].manner in (Manner.PLAIN, Manner.BOUND):
            counts[node] = int(np.count_nonzero(path)) * (rows // path.shape[0])
    return counts
