"""Roll-up of activities to their summaries: dates, duration, percent complete."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from milepost.schedule.calendar import Calendar
from milepost.schedule.instants import Instant

Value = TypeVar("Value")


def bottom_up(parents: Sequence[int | None]) -> tuple[int, ...]:
    """Order positions so that children come before their parents.

    Args:
        parents: the position of each one's parent; the tree must have no loops.
    """
    open_children = [0] * len(parents)
    for parent in parents:
        if parent is not None:
            open_children[parent] += 1
    order = [position for position, count in enumerate(open_children) if not count]
    for position in order:  # grows while it is read
        parent = parents[position]
        if parent is not None:
            open_children[parent] -= 1
            if not open_children[parent]:
                order.append(parent)
    return tuple(order)


def summary_duration(calendar: Calendar, start: Instant, finish: Instant) -> int:
    """Give a summary's duration: the working time between its dates, not the sum of its children's."""
    return calendar.between(start, finish)


def weighted_percent(parts: Iterable[tuple[float, float]]) -> float | None:
    """Give the mean of percents by weight; None when nothing has weight.

    The weights decide what the figure means: durations (Microsoft Project's "% complete"), work ("% work
    complete") or cost. The three differ.

    Args:
        parts: pairs of weight and percent complete.
    """
    done = whole = 0.0
    for weight, percent in parts:
        done += weight * percent
        whole += weight
    return done / whole if whole else None


def roll_up_percent(
    parents: Sequence[int | None], percents: Sequence[float], weights: Sequence[float]
) -> tuple[float, ...]:
    """Give percent complete for all, with summaries weighted by everything below them.

    Args:
        parents: the position of each one's parent.
        percents: percent complete of each; those of summaries are not read.
        weights: duration, work or cost of each; those of summaries are not read.

    Returns:
        Percent complete by position. A summary without any weight below it, such as one of milestones only,
        is measured by count.
    """
    count = len(parents)
    summaries = {parent for parent in parents if parent is not None}
    done, whole = [0.0] * count, [0.0] * count
    counted, number = [0.0] * count, [0] * count
    result = [float(percent) for percent in percents]
    for position in bottom_up(parents):
        if position in summaries:
            if whole[position]:
                result[position] = done[position] / whole[position]
            else:
                result[position] = counted[position] / number[position]
        else:
            done[position], whole[position] = weights[position] * result[position], weights[position]
            counted[position], number[position] = result[position], 1
        parent = parents[position]
        if parent is not None:
            done[parent] += done[position]
            whole[parent] += whole[position]
            counted[parent] += counted[position]
            number[parent] += number[position]
    return tuple(result)
