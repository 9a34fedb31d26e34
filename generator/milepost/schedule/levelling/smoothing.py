"""Smoothing: jobs move within their float only, and what that cannot resolve stays as small as it can."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random
from typing import NamedTuple

from milepost.schedule.instants import Instant
from milepost.schedule.levelling.kernel import Placement
from milepost.schedule.levelling.many_calendars import ManyCalendars
from milepost.schedule.levelling.model import Model
from milepost.schedule.levelling.options import Options
from milepost.schedule.levelling.priorities import priority_values
from milepost.schedule.levelling.sequence import Sequencer

SPREAD = 0.3
"""By what part of the project the order of a random try deviates from the order of late finishes."""


class Smoothed(NamedTuple):
    """A schedule within the floats.

    Attributes:
        placement: starts and finishes by job number.
        squeezed: the numbers of the jobs that found too little capacity within their float.
        overload: minutes of units used beyond capacity.
        method: what found it.
        schedules: how many were generated.
    """

    placement: Placement
    squeezed: tuple[int, ...]
    overload: int
    method: str
    schedules: int


def smooth(model: Model, options: Options) -> Smoothed:
    """Smooth a problem: the least overload first, then the least movement.

    The serial scheme places each job at the earliest time within its float at which capacity suffices, and
    where there is none, at the time of the least overload. Beyond the rules, random orders near that of the
    late finishes are tried as the budget allows.
    """
    kernel = ManyCalendars(model)
    sequencer = Sequencer(model, kernel)
    early = kernel.early()
    finish = max(early.finishes, default=kernel.fixed_finish)
    limit = finish if model.problem.finish is None else max(finish, model.problem.finish)
    late = kernel.late(limit)
    latest = [
        max(start, wanted if job.latest_start is None else job.latest_start)
        for job, start, wanted in zip(model.jobs, early.starts, late.starts, strict=True)
    ]
    best: Smoothed | None = None
    tried = 0
    for method, ranks in _rankings(_Dated(model, kernel, early, late), latest, sequencer, options):
        tried += 1
        squeezed = _place(kernel, sequencer.by_rank(ranks), latest)
        found = Smoothed(kernel.placed(), squeezed, kernel.overload(), method, tried)
        if best is None or _cost(found) < _cost(best):
            best = found
        if not best.overload:
            break
    if best is None:
        return Smoothed(early, (), 0, "as early as possible", 0)
    return best._replace(schedules=tried)


class _Dated(NamedTuple):
    """A model with its dates by links alone."""

    model: Model
    kernel: ManyCalendars
    early: Placement
    late: Placement


def _cost(found: Smoothed) -> tuple[int, int, int]:
    return found.overload, len(found.squeezed), sum(found.placement.starts)


def _rankings(
    dated: _Dated, latest: Sequence[Instant], sequencer: Sequencer, options: Options
) -> Iterator[tuple[str, list[int]]]:
    early, late = dated.early, dated.late
    yield "smoothing by latest start", sequencer.ranks(latest)
    for rule in options.rules:
        values = priority_values(rule, *dated)
        yield f"smoothing {rule.value}", sequencer.ranks(values)
    numbers = Random(options.seed)  # noqa: S311 - a search, not a secret
    span = max(late.finishes, default=0) - min(early.starts, default=0)
    for _ in range(options.schedules - len(options.rules) - 1):
        keys = [finish + numbers.gauss(0, SPREAD * span) for finish in late.finishes]
        yield "smoothing, random order", sequencer.ranks(keys)


def _place(kernel: ManyCalendars, order: Sequence[int], latest: Sequence[Instant]) -> tuple[int, ...]:
    """Place the jobs; gives those that found too little capacity."""
    kernel.clear()
    squeezed = []
    for job in order:
        floor = kernel.allowed(job)
        t = kernel.earliest(job, floor)
        if t > max(latest[job], floor) or kernel.excess(job, t):
            squeezed.append(job)
            until = max(latest[job], floor)
            t = min(kernel.moments(job, floor, until), key=lambda at: (kernel.excess(job, at), at))
        kernel.put(job, t)
    return tuple(squeezed)
