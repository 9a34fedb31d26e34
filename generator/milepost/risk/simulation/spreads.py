"""What project.yaml and the tasks say about uncertain durations: estimates, default spreads, drivers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from milepost.frozen import frozen
from milepost.project import Record
from milepost.risk.categories import fits, moves
from milepost.risk.factors import factors
from milepost.risk.simulation.distributions import Distribution, Fixed, three_point
from milepost.risk.simulation.model import Driver
from milepost.schedule.calendar import Calendar
from milepost.schedule.network import Activity, ActivityKind, DurationUnit
from milepost.schedule.progress import State, remaining_of, state_of
from milepost.source.fields import Fields
from milepost.source.units import Duration

USUAL = "triangular"
"""The shape of an estimate that does not say its own."""


@frozen
class Spread:
    """How far durations without an estimate of their own are spread.

    Attributes:
        entry: Where it is written, with the phase, tag or account of the tasks it holds for.
        factor: The duration as a multiple of the planned one.
    """

    entry: Fields
    factor: Distribution


def read_spreads(settings: Fields) -> Iterator[Spread]:
    """Give the default spreads of a project, those by category first; the first that fits holds.

    Args:
        settings: The section `risk.simulation` of project.yaml.
    """
    for entry in (*settings.parts("spreads"), settings.part("spread")):
        factor = None if entry is None else _factor(entry)
        if entry is not None and factor is not None:
            yield Spread(entry, factor)


def read_drivers(settings: Fields, records: Sequence[Record]) -> Iterator[Driver]:
    """Give the drivers of a project; a driver without tasks, tags and phases moves all tasks.

    Args:
        settings: The section `risk.simulation` of project.yaml.
        records: The tasks, in the order of the network.
    """
    for entry in settings.parts("drivers"):
        factor = _factor(entry)
        if factor is None or not entry.text("id"):
            continue
        chance = entry.probability("probability")
        moved = tuple(place for place, task in enumerate(records) if moves(entry, task))
        yield Driver(entry.text("id"), factor, moved, 1.0 if chance is None else chance)


def _factor(entry: Fields) -> Distribution | None:
    """The factor of a spread or a driver; None where its values are not in order."""
    low, mode, high = factors(entry)
    return three_point(entry.text("distribution") or USUAL, float(low), float(mode), float(high))


def durations_of(
    records: Sequence[Record], activities: Sequence[Activity], spreads: Sequence[Spread]
) -> Iterator[tuple[int, Distribution]]:
    """The distributions of remaining durations, by position; tasks that are certain are left out.

    An estimate is one of the whole duration: of a task in progress the same share of it is left as of the
    planned duration. Of work measured in effort it says by what factor the work may be longer or shorter.

    Args:
        records: The tasks.
        activities: The same tasks as the engine takes them.
        spreads: What holds where a task has no estimate.
    """
    for place, (task, activity) in enumerate(zip(records, activities, strict=True)):
        remaining = remaining_of(activity)
        plain = activity.kind is ActivityKind.TASK and not task.children
        if not plain or state_of(activity) is State.COMPLETE or remaining <= 0:
            continue
        found = _estimated(task, activity, remaining)
        if found is None:
            spread = next((one for one in spreads if fits(one.entry, task)), None)
            found = None if spread is None else spread.factor.scaled(remaining)
        if found is not None and not isinstance(found, Fixed):
            yield place, found


def _estimated(task: Record, activity: Activity, remaining: int) -> Distribution | None:
    """The distribution by a task's own estimate; None where it has none, `Fixed` where it is certain."""
    estimate = task.part("estimate")
    if estimate is None:
        return None
    kind = estimate.text("distribution") or USUAL
    if kind == "fixed":
        return Fixed(remaining)
    optimistic, likely, pessimistic = (
        estimate.duration(key) for key in ("optimistic", "most_likely", "pessimistic")
    )
    if optimistic is None and pessimistic is None:
        return None
    planned = float(activity.duration)
    mode = planned if likely is None else _minutes(likely, activity.calendar)
    low = mode if optimistic is None else _minutes(optimistic, activity.calendar)
    high = mode if pessimistic is None else _minutes(pessimistic, activity.calendar)
    found = three_point(kind, low, mode, high)
    if found is None:
        return Fixed(remaining)  # the values in the wrong order have had their finding
    by_factor = activity.crew is not None or ("effort" in task.data and "duration" not in task.data)
    elapsed = activity.unit is DurationUnit.ELAPSED
    written = (one for one in (optimistic, likely, pessimistic) if one is not None)
    if by_factor or any(one.elapsed is not elapsed for one in written):
        planned = mode
    return found.scaled(remaining / planned) if planned > 0 else Fixed(remaining)


def _minutes(duration: Duration, calendar: Calendar) -> float:
    return float(duration.minutes(calendar.minutes_per_day, Decimal(str(calendar.days_per_week))))
