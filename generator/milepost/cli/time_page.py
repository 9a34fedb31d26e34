"""Why a figure of earned schedule is what it is, as text."""

from collections.abc import Iterator

from milepost.budget.explain_time import TIME_FIGURES, TimeFigure
from milepost.budget.model import TimePerformance
from milepost.schedule.instants import Instant, date_of, day_of


def time_page(figure: TimeFigure, it: TimePerformance, currency: str) -> str:
    """A figure: the result with its formula, then where each input comes from.

    Args:
        figure: The figure.
        it: The computed performance in time.
        currency: ISO 4217 code of the amounts.
    """
    return "\n".join(_lines(figure, it, currency))


def _lines(figure: TimeFigure, it: TimePerformance, currency: str) -> Iterator[str]:
    value = figure.value(it)
    yield f"{figure.title} ({figure.name})"
    yield ""
    if value is None:
        yield f"{figure.name}  not defined  = {figure.formula}: {figure.undefined}"
    else:
        filled = _filled(figure, it)
        yield f"{figure.name}  {_shown(figure, it)}  = {figure.formula}{filled}"
    if figure.name == "IEAC(t)" and it.expected_finish is not None:
        yield f"Counted from the planned start, it ends on {_day(it.expected_finish)}."
    yield ""
    for name in figure.inputs:
        yield from _input(name, figure.name, it, currency)


def _filled(figure: TimeFigure, it: TimePerformance) -> str:
    """The formula with its figures, where it is one of abbreviations."""
    if not any(sign in figure.formula for sign in (" - ", " / ")):
        return ""
    filled = figure.formula
    for name in ("SPI(t)", "PD", "ES", "AT"):
        value = TIME_FIGURES[name.lower()].value(it)
        filled = filled.replace(
            name, "?" if value is None else f"{value:.4f}" if "(" in name else f"{value:.2f}"
        )
    return f" = {filled}"


def _shown(figure: TimeFigure, it: TimePerformance) -> str:
    value = figure.value(it)
    return "" if value is None else f"{value:z.2f} working days" if figure.days else f"{value:.4f}"


def _input(name: str, asked: str, it: TimePerformance, currency: str) -> Iterator[str]:
    figure = TIME_FIGURES[name.lower()]
    if asked != name:
        yield f"{name} {_shown(figure, it)}: {figure.formula}."
    if name == "ES":
        yield from _earned(it, currency)
    elif name == "AT":
        yield f"  The planned start is {_day(it.start, start=True)}."
    else:
        yield f"  The plan runs from {_day(it.start, start=True)} to {_day(it.planned_finish)}."


def _earned(it: TimePerformance, currency: str) -> Iterator[str]:
    whole = int(it.measures.es)
    yield f"  {it.ev:z,.2f} {currency} are earned."
    (end, planned), *following = it.around
    if not following:
        yield f"  That is all that was planned up to {_day(end)}."
        return
    (next_end, next_planned) = following[0]
    if whole:
        yield f"  {planned:z,.2f} {currency} were planned up to {_day(end)}, the end of day {whole},"
    else:
        yield "  Nothing was planned before the first day,"
    yield f"  {next_planned:z,.2f} {currency} up to {_day(next_end)}, the end of day {whole + 1}:"
    part = f"({it.ev:.2f} - {planned:.2f}) / ({next_planned:.2f} - {planned:.2f})"
    yield f"  {whole} + {part} = {it.measures.es:.4f}"


def _day(at: Instant, *, start: bool = False) -> str:
    """The day of an instant; midnight at the end of a day counts to that day."""
    return date_of(day_of(at if start else at - 1)).isoformat()
