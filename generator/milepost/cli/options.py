"""Options that several commands share."""

from collections.abc import Callable
from datetime import date
from typing import TypeVar

import click

from milepost.source.units import day

F = TypeVar("F", bound=Callable[..., None])


def _date(ctx: click.Context, parameter: click.Parameter, value: str | None) -> date | None:
    del ctx
    if value is None:
        return None
    found = day(value)
    if found is None:
        raise click.BadParameter(f"{value!r} is no date; write it as 2026-07-01", param=parameter)
    return found


def as_of_option(command: F) -> F:
    """`--as-of DATE`, which stands for the status date of project.yaml."""
    return click.option(
        "--as-of", metavar="DATE", callback=_date, help="Compute as of this date instead of the status date."
    )(command)
