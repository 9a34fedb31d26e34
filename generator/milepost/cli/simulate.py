"""`milepost simulate`: when the project finishes and what it costs, with what is uncertain."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import click

from milepost.checking import Checked
from milepost.cli.options import as_of_option
from milepost.cli.projects import project_of
from milepost.cli.simulation import with_simulation
from milepost.cli.site import fail_on_errors
from milepost.project import Project
from milepost.risk.simulation.names import named, title_of
from milepost.risk.simulation.result import Simulation, Swing
from milepost.risk.simulation.words import chance_words, most_moving, moved_words
from milepost.schedule.instants import Instant, date_of, day_of

_SHOWN = 8
_PERCENTS = (10, 50, 80, 90)


@click.command
@click.argument("path", default=".", metavar="[FOLDER]")
@click.option(
    "--iterations",
    type=click.IntRange(100, 1_000_000),
    metavar="N",
    help="How often it is played through, instead of what project.yaml says.",
)
@click.option(
    "--seed",
    type=click.IntRange(0, 2**32 - 1),
    metavar="N",
    help="Where random numbers begin, instead of what project.yaml says.",
)
@as_of_option
def command(path: str, iterations: int | None, seed: int | None, as_of: date | None) -> None:
    """Simulate finish and cost with what is uncertain: estimates, spreads, drivers and risks.

    The same project, seed and number of iterations give the same result. `milepost export json` has all of
    it, the portal has it as the page Simulation.
    """
    from milepost.checking import check_project

    checked = check_project(project_of(path), as_of)
    fail_on_errors(checked, "Nothing was simulated.")
    checked = with_simulation(checked, iterations=iterations, seed=seed)
    result = checked.report.simulation
    if result is None:
        click.echo(
            "Nothing is uncertain yet. Give tasks an estimate (optimistic, most_likely, pessimistic), name "
            "what a risk hits under impact.targets, or write risk.simulation.spread in project.yaml."
        )
        return
    click.echo("\n".join(_lines(checked, result)))


def _lines(checked: Checked, result: Simulation) -> Iterator[str]:
    project = checked.project
    currency = checked.report.risk.currency
    settings = project.settings
    yield f"{settings.name}, {settings.status_date}: {result.iterations:,} runs, seed {result.seed}"
    yield ""
    yield from _outcomes(result, currency)
    yield ""
    for one in result.finish_chances:
        yield f"{one.name}, {_day(one.value)}: kept in {chance_words(one.probability, result.iterations)}"
    for amount in result.cost_chances:
        kept = chance_words(amount.probability, result.iterations)
        yield f"{amount.name}, {_money(amount.value, currency)}: kept in {kept}"
    if result.joint is not None:
        both = chance_words(result.joint.probability, result.iterations)
        yield f"{result.joint.finish} and {result.joint.cost} together: kept in {both}"
    yield ""
    yield most_moving(result, lambda id_: title_of(project, id_))
    bars = [one for one in result.tornado if one.days][1:_SHOWN]
    if bars:
        yield ""
        yield "Then:"
        yield from (f"  {_bar(project, one)}" for one in bars)
    if result.finish_convergence.settled is None:
        yield ""
        yield "The figures have not settled yet: play more iterations."


def _outcomes(result: Simulation, currency: str) -> Iterator[str]:
    heads = ["plan", *(f"P{percent}" for percent in _PERCENTS)]
    finish = result.finish
    dates = [finish.deterministic, *(finish.percentiles[percent] for percent in _PERCENTS)]
    rows = [["", *heads], ["finish", *map(_day, dates)]]
    if result.cost is not None:
        amounts = [result.cost.deterministic, *(result.cost.percentiles[percent] for percent in _PERCENTS)]
        rows.append([f"cost, {currency}", *(f"{amount:,.0f}" for amount in amounts)])
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    for row in rows:
        first, *others = (text.ljust(width) for text, width in zip(row, widths, strict=True))
        yield "  ".join([first, *(text.strip().rjust(len(text)) for text in others)]).rstrip()


def _bar(project: Project, one: Swing) -> str:
    ends = ("never", "always") if one.kind == "risk" else ("P10", "P90")
    return f"{named(project, one.id)}: {ends[0]} {moved_words(one.low)}, {ends[1]} {moved_words(one.high)}"


def _day(at: Instant) -> str:
    """The day on which something finishes; midnight is the end of the day before."""
    return date_of(day_of(at - 1)).isoformat()


def _money(amount: Decimal, currency: str) -> str:
    return f"{amount:,.0f} {currency}".rstrip()
