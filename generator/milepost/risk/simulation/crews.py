"""Crews over all iterations of a block at once: the counterpart of `milepost.schedule.crew`."""

from __future__ import annotations

from milepost.risk.simulation.arrays import Ints, maximum, minimum
from milepost.risk.simulation.layout import Member, Place
from milepost.schedule.capacity import SCALE


def at_work(place: Place, need: Ints) -> list[tuple[Member, Ints]]:
    """Give each one's part of the work, longer or shorter in the proportion of the whole."""
    return [(one, -(-one.work * need // place.need) * SCALE) for one in place.crew]


def first_start(crew: tuple[Member, ...], t: Ints) -> Ints:
    """Give when the first of a crew can begin, from an instant on."""
    found = [one.flow.start_at(one.flow.work(t)) for one in crew]
    return minimum(found)


def last_finish(crew: list[tuple[Member, Ints]], t: Ints) -> Ints:
    """Give when the last of a crew is done who begin at an instant."""
    found = [one.flow.finish_at(one.flow.work(t) + work) for one, work in crew]
    return maximum(found)


def latest_start(crew: list[tuple[Member, Ints]], finish: Ints) -> Ints:
    """Give the latest start from which all are done by a finish."""
    found = [one.flow.start_at(one.flow.work(finish) - work) for one, work in crew]
    return minimum(found)


def earliest_start(crew: list[tuple[Member, Ints]], place: Place, finish: Ints) -> Ints:
    """Give the earliest start from which nobody is done before a finish."""
    end = place.line.finish_at(place.line.work(finish))
    found = [one.flow.finish_at(one.flow.work(end - 1) - work + 1) for one, work in crew]
    return minimum(found)


def idle_since(crew: tuple[Member, ...], t: Ints) -> Ints:
    """Give since when nobody of a crew has worked before an instant."""
    found = [one.flow.finish_at(one.flow.work(t)) for one in crew]
    return maximum(found)
