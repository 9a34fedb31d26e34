"""The simulation for commands that publish: with a progress bar where somebody watches."""

import sys

import click

from milepost.checking import Checked
from milepost.simulating import Progress, nobody, simulated

_WIDTH = 30


def with_simulation(checked: Checked, *, iterations: int | None = None, seed: int | None = None) -> Checked:
    """The project with its simulation; a bar on standard error shows how far it is.

    Args:
        checked: The project.
        iterations: How often it is played through, instead of what project.yaml says.
        seed: Where random numbers begin, instead of what project.yaml says.
    """
    return simulated(checked, progress_bar(), iterations=iterations, seed=seed)


def progress_bar() -> Progress:
    """What draws a bar on standard error where somebody watches, and nothing elsewhere."""
    return _bar if sys.stderr.isatty() else nobody


def _bar(done: int, of: int) -> None:
    """Draw the bar over itself, and take it away at the end."""
    full = _WIDTH * done // of
    bar = f"Simulating [{'#' * full}{'-' * (_WIDTH - full)}] {done:,} of {of:,} iterations"
    click.echo("\r" + (" " * len(bar) + "\r" if done >= of else bar), err=True, nl=False)
