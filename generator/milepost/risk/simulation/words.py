"""What a simulation says, in plain words: chances, and what would move the finish most."""

from __future__ import annotations

from collections.abc import Callable

from milepost.risk.simulation.result import Simulation, Swing


def chance_words(probability: float, iterations: int) -> str:
    """A share of runs as people say it; what never happened in so many runs is not called impossible."""
    if probability <= 0:
        return f"none of {iterations:,} runs"
    if probability >= 1:
        return f"all of {iterations:,} runs"
    if probability < 0.01:
        return "less than 1% of the runs"
    if probability > 0.99:
        return "more than 99% of the runs"
    return f"{100 * probability:.0f}% of the runs"


def chance_text(probability: float) -> str:
    """A probability in percent, without pretending that anything is certain."""
    if probability < 0.01:
        return "< 1%"
    return "> 99%" if probability > 0.99 else f"{100 * probability:.0f}%"


def most_moving(result: Simulation, title: Callable[[str], str]) -> str:
    """What would move the finish most, in one sentence.

    Args:
        result: The simulation.
        title: Gives the title of a task, a driver or a risk.
    """
    if not result.tornado or not result.tornado[0].days:
        return "Nothing that is uncertain moves the finish."
    one = result.tornado[0]
    name = title(one.id)
    who = f"{one.id} ({name})" if name and name != one.id else one.id
    return f"What would move the finish most is {who}: {_ends(one)}."


def _ends(one: Swing) -> str:
    low, high = moved_words(one.low), moved_words(one.high)
    if one.kind == "risk":
        return f"without it the finish comes {low} on average, with it {high}"
    return f"when it goes well (P10) the finish comes {low} on average, when it goes badly (P90) {high}"


def moved_words(days: float) -> str:
    """A move of the finish in working days."""
    if abs(days) < 0.05:
        return "no sooner or later"
    amount = f"{abs(days):.1f}".removesuffix(".0")
    unit = "working day" if amount == "1" else "working days"
    return f"{amount} {unit} {'earlier' if days < 0 else 'later'}"
