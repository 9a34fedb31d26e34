"""The optional constraint solver (OR-Tools CP-SAT), for plans on one calendar: intervals and their capacity.

L. Perron, F. Didier, S. Gay, The CP-SAT-LP solver, 2023. It begins with the best schedule known, and tells a
finish that no schedule can beat.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from milepost.schedule.levelling.kernel import Placement
from milepost.schedule.levelling.model import Model
from milepost.schedule.levelling.one_calendar import OneCalendar
from milepost.schedule.levelling.options import Options


class SolverMissingError(RuntimeError):
    """The options ask for the solver, and it is not installed."""


class Solved(NamedTuple):
    """What the solver found: starts in the kernel's time (None for nothing), and an unbeatable finish."""

    starts: Sequence[int] | None
    bound: int


def solve(model: Model, kernel: OneCalendar, known: Placement, bound: int, options: Options) -> Solved:
    """Search for a schedule shorter than the one known.

    Args:
        model: what is to be levelled.
        kernel: the kernel that counts its time.
        known: the best schedule so far.
        bound: a finish known to be unbeatable.
        options: how long to search, with how many threads and which random numbers.

    Raises:
        SolverMissingError: OR-Tools is not installed.
    """
    try:
        from ortools.sat.python import cp_model
    except ImportError as error:
        raise SolverMissingError("OR-Tools is not installed; it comes with: milepost[solver]") from error

    program = cp_model.CpModel()
    horizon = max(bound, *known.finishes)
    finish = program.new_int_var(bound, horizon, "finish")
    program.minimize(finish)
    starts = []
    for job, length in enumerate(kernel.lengths):
        start = program.new_int_var(kernel.releases[job], horizon - length, f"start {job}")
        program.add(finish >= start + length)
        program.add_hint(start, known.starts[job])
        starts.append(start)
    for job, links in enumerate(kernel.distances):
        for other, distance in links:
            program.add(starts[job] >= starts[other] + distance)
    for resource, capacity in enumerate(model.capacities):
        intervals, demands = [], []
        for job, length, units in _uses(model, resource):
            intervals.append(program.new_fixed_size_interval_var(starts[job], length, f"use by {job}"))
            demands.append(units)
        for since, length, units in _blocked(kernel, resource, capacity):
            intervals.append(program.new_fixed_size_interval_var(since, length, "not moved"))
            demands.append(units)
        program.add_cumulative(intervals, demands, capacity)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = options.solver_seconds
    solver.parameters.num_workers = options.solver_threads
    solver.parameters.random_seed = options.seed
    status = solver.solve(program)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Solved(None, bound)
    return Solved([solver.value(start) for start in starts], max(bound, round(solver.best_objective_bound)))


def _uses(model: Model, resource: int) -> Iterator[tuple[int, int, int]]:
    """Yield job, length and units of every use of a resource."""
    for job, shares in enumerate(model.shares):
        for share in shares:
            for need in share.needs:
                if need.resource == resource:
                    yield job, share.amount, need.units


def _blocked(kernel: OneCalendar, resource: int, capacity: int) -> Iterator[tuple[int, int, int]]:
    """Yield start, length and units of what jobs that are not moved use, at most all there is."""
    for start, end, free in kernel.fixed_timeline(resource).steps():
        if free < capacity:
            yield start, end - start, capacity - max(free, 0)
