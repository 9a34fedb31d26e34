"""The Monte Carlo simulation of a checked project: for pages, exports and whoever asks, never for a check.

Results are kept in the user's cache folder with the hash of everything that is simulated, so a project whose
plan, risks and costs are unchanged is not simulated again. The hash's first digits name the file: there are
at most 256 of whole results, and as many of percentiles alone.
"""

import os
from collections.abc import Callable

from milepost import __version__
from milepost.checking import Checked
from milepost.frozen import replace
from milepost.risk.simulation.fingerprint import fingerprint
from milepost.risk.simulation.from_project import Computed, read_inputs
from milepost.risk.simulation.model import Inputs
from milepost.risk.simulation.result import Percentiles, Simulation
from milepost.risk.simulation.stored import (
    LAYOUT,
    percentiles_of_text,
    simulation_of_text,
    text_of,
    text_of_percentiles,
)
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
    inputs = inputs_of(checked)
    if inputs is None:
        return checked
    inputs = replace(
        inputs,
        iterations=inputs.iterations if iterations is None else iterations,
        seed=inputs.seed if seed is None else seed,
    )
    found = _remembered(inputs, hash_of(inputs), _kept(store), progress)
    return replace(checked, report=replace(checked.report, simulation=found))


def inputs_of(checked: Checked) -> Inputs | None:
    """What a simulation of a project is given; None where nothing is uncertain, or there is no plan."""
    report = checked.report
    if report.schedule is None:
        return None
    return read_inputs(report.project, Computed(report.schedule, report.risk, report.budget, report.baseline))


def hash_of(inputs: Inputs) -> str:
    """The hash under which the result of inputs is kept; equal ones give equal results."""
    from importlib.metadata import version  # takes longer than all else that is imported here

    return fingerprint(inputs, f"{LAYOUT} {__version__} {version('numpy')}")


def percentiles_of(checked: Checked, store: Store | None = None) -> Percentiles | None:
    """P50 and P80 of finish and cost, the same as in the whole simulation, and for a fraction of its time.

    Args:
        checked: The project.
        store: Where results are kept; None for the user's cache folder.

    Returns:
        The figures; None where nothing is uncertain, or there is no plan.
    """
    inputs = inputs_of(checked)
    return None if inputs is None else _percentiles(inputs, hash_of(inputs), _kept(store))


def percentiles_that_differ(
    before: Checked, after: Checked, progress: Progress = nobody, *, store: Store | None = None
) -> tuple[Percentiles | None, Percentiles | None]:
    """The percentiles of two states; nothing is simulated, and None given twice, where they are the same.

    Args:
        before: The one state.
        after: The other.
        progress: Told of each that is simulated after each block of iterations.
        store: Where results are kept; None for the user's cache folder.
    """
    both = inputs_of(before), inputs_of(after)
    one, other = (None if inputs is None else hash_of(inputs) for inputs in both)
    if one == other:
        return None, None
    kept = _kept(store)
    first, second = (
        None if inputs is None or hash_ is None else _percentiles(inputs, hash_, kept, progress)
        for inputs, hash_ in zip(both, (one, other), strict=True)
    )
    return first, second


def _kept(store: Store | None) -> Store:
    return store_in(os.environ, "simulations") if store is None else store


def _remembered(inputs: Inputs, hash_: str, store: Store, progress: Progress) -> Simulation | None:
    found = _whole(hash_, store)
    if found is not None:
        return found
    from milepost.risk.simulation.engine import run

    result = run(inputs, lambda done: progress(done, inputs.iterations))
    if result is not None:
        store.write(f"{hash_[:2]}.json", f"{hash_}\n{text_of(result)}")
    return result


def _percentiles(inputs: Inputs, hash_: str, store: Store, progress: Progress = nobody) -> Percentiles | None:
    """The percentiles, from what is kept of them or of the whole result, if something is."""
    key = f"{hash_[:2]}.percentiles.json"
    kept_hash, _, text = (store.read(key) or "").partition("\n")
    found = percentiles_of_text(text) if kept_hash == hash_ else None
    if found is not None:
        return found
    whole = _whole(hash_, store)
    if whole is not None:
        return whole.percentiles
    from milepost.risk.simulation.percentiles import percentiles

    result = percentiles(inputs, lambda done: progress(done, inputs.iterations))
    if result is not None:
        store.write(key, f"{hash_}\n{text_of_percentiles(result)}")
    return result


def _whole(hash_: str, store: Store) -> Simulation | None:
    kept_hash, _, text = (store.read(f"{hash_[:2]}.json") or "").partition("\n")
    return simulation_of_text(text) if kept_hash == hash_ else None
