"""Why a figure of earned schedule is what it is: which day of the plan is earned, and what follows."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType

from milepost.budget.model import TimePerformance
from milepost.frozen import frozen


@frozen
class TimeFigure:
    """A figure of earned schedule that can be asked for.

    Attributes:
        name: Its usual abbreviation.
        title: Its full name.
        formula: How it is computed, in the abbreviations of its inputs.
        inputs: Those of the inputs that are figures of earned schedule.
        days: Whether it counts working days; else it is an index.
        value: Reads it; None where it is not defined.
        undefined: Why it may not be defined.
    """

    name: str
    title: str
    formula: str
    inputs: tuple[str, ...]
    days: bool
    value: Callable[[TimePerformance], Decimal | None]
    undefined: str = ""


TIME_FIGURES: Mapping[str, TimeFigure] = MappingProxyType(
    {
        one.name.lower(): one
        for one in (
            TimeFigure(
                "ES",
                "Earned schedule",
                "the working days of the plan by whose end as much was to be earned as is earned",
                ("ES",),
                days=True,
                value=lambda it: it.measures.es,
            ),
            TimeFigure(
                "AT",
                "Actual time",
                "working days from the planned start to the status date, or to the finish once all is earned",
                ("AT",),
                days=True,
                value=lambda it: it.measures.at,
            ),
            TimeFigure(
                "PD",
                "Planned duration",
                "working days from the planned start to the planned finish",
                ("PD",),
                days=True,
                value=lambda it: it.measures.pd,
            ),
            TimeFigure(
                "SV(t)",
                "Schedule variance in time",
                "ES - AT",
                ("ES", "AT"),
                days=True,
                value=lambda it: it.measures.sv_t,
            ),
            TimeFigure(
                "SPI(t)",
                "Schedule performance index in time",
                "ES / AT",
                ("ES", "AT"),
                days=False,
                value=lambda it: it.measures.spi_t,
                undefined="the planned start is not over",
            ),
            TimeFigure(
                "IEAC(t)",
                "Estimate of the duration at completion",
                "PD / SPI(t)",
                ("PD", "ES", "AT"),
                days=True,
                value=lambda it: it.measures.ieac_t,
                undefined="nothing has been earned yet",
            ),
            TimeFigure(
                "TSPI",
                "To-complete schedule performance index",
                "(PD - ES) / (PD - AT)",
                ("PD", "ES", "AT"),
                days=False,
                value=lambda it: it.measures.tspi,
                undefined="the planned finish has passed, so it cannot be met any more",
            ),
            TimeFigure(
                "p-factor",
                "Schedule adherence",
                "the share of what is earned that was earned in the order of the plan",
                ("ES",),
                days=False,
                value=lambda it: it.p_factor,
                undefined="nothing has been earned yet",
            ),
        )
    }
)
"""Abbreviation in small letters to figure."""


def time_figure(name: str) -> TimeFigure | None:
    """The figure of a name; parentheses may be left out or be a hyphen: spi(t), spi-t, spit."""
    plain = name.lower()
    return next(
        (
            figure
            for key, figure in TIME_FIGURES.items()
            if plain in {key, key.replace("(t)", "-t"), key.replace("(t)", "t"), key.replace("-", "")}
        ),
        None,
    )
