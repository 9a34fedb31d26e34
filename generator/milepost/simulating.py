"""The Monte Carlo simulation of a checked project: for pages, exports and whoever asks, never for a check.

Results are kept in the user's cache folder with the hash of everything that is simulated, so a project whose
plan, risks and costs are unchanged is not simulated again. The hash's first digits name the file: there are
at most 256.
"""

import os
from collections.abc import Callable
from dataclasses import replace
from importlib.metadata import version

from milepost import __version__
from milepost.checking import Checked
from milepost.risk.simulation.fingerprint import fingerprint
from milepost.risk.simulation.from_project import Computed, read_inputs
from milepost.risk.simulation.model import Inputs
from milepost.risk.simulation.result import Simulation
from milepost.risk.simulation.stored import LAYOUT, simulation_of_text, text_of
from milepost.source.user_cache import Store, store_in

Progress = Callable[[int, int], None]
"""Told how many iterations are done, and of how many."""


def nobody(_done: int, _of: int) -> None:
    """Tell nobody."""


def simulated(
    checked: Checked,
    progress: Progress = nobody,
    *,
    iterations: int | None = None,
    seed: int | None = None,
    store: Store | None = None,
) -> Checked:
    """The same project with its simulation, from the cache where nothing has changed.

    Args:
        checked: The project.
        progress: Told after each block of iterations.
        iterations: How often it is played through, instead of what project.yaml says.
        seed: Where random numbers begin, instead of what project.yaml says.
        store: Where results are kept; None for the user's cache folder.
    """
    report = checked.report
    if report.schedule is None or report.risk is None:
        return checked
    inputs = read_inputs(
        report.project, Computed(report.schedule, report.risk, report.budget, report.baseline)
    )
    if inputs is None:
        return checked
    inputs = replace(
        inputs,
        iterations=inputs.iterations if iterations is None else iterations,
        seed=inputs.seed if seed is None else seed,
    )
    kept = store_in(os.environ, "simulations") if store is None else store
    return replace(checked, report=replace(report, simulation=_remembered(inputs, kept, progress)))


def _remembered(inputs: Inputs, store: Store, progress: Progress) -> Simulation | None:
    made_by = f"{LAYOUT} {__version__} {version('numpy')}"
    hash_ = fingerprint(inputs, made_by)
    key = f"{hash_[:2]}.json"
    kept_hash, _, text = (store.read(key) or "").partition("\n")
    found = simulation_of_text(text) if kept_hash == hash_ else None
    if found is not None:
        return found
    from milepost.risk.simulation.engine import run

    result = run(inputs, lambda done: progress(done, inputs.iterations))
    if result is not None:
        store.write(key, f"{hash_}\n{text_of(result)}")
    return result
