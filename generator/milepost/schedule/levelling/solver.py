"""The optional constraint solver, OR-Tools CP-SAT: a shorter schedule, and a finish that none can beat.

L. Perron, F. Didier, S. Gay, The CP-SAT-LP solver, 2023. It searches in one thread and counts its own steps,
not the clock's, so that the same plan gets the same answer on every machine.
"""

from __future__ import annotations

from typing import NamedTuple

from milepost.schedule.calendar import NEVER
from milepost.schedule.levelling.cells import Cells
from milepost.schedule.levelling.generation import finish_of
from milepost.schedule.levelling.kernel import Kernel, Placement
from milepost.schedule.levelling.model import Model
from milepost.schedule.levelling.options import Options
from milepost.schedule.levelling.program import Program


class SolverMissingError(RuntimeError):
    """The options ask for the solver, and it is not installed."""


def require_solver() -> None:
    """Make sure that the solver can be asked.

    Raises:
        SolverMissingError: OR-Tools is not installed.
    """
    try:
        import ortools.sat.python.cp_model  # noqa: F401
    except ImportError as error:
        raise SolverMissingError("OR-Tools is not installed; it comes with: milepost[solver]") from error


class Solved(NamedTuple):
    """What the solver found, in the kernel's time.

    Attributes:
        starts: by job number; None for nothing.
        bound: a finish that no schedule can beat.
    """

    starts: list[int] | None
    bound: int


def solve(model: Model, kernel: Kernel, known: Placement, bound: int, options: Options) -> Solved:
    """Search for a schedule shorter than the one known.

    Args:
        model: what is to be levelled.
        kernel: the kernel that counts its time.
        known: the best schedule so far.
        bound: a finish known to be unbeatable.
        options: how hard to search, and with which random numbers.

    Raises:
        TooLargeError: the calendars of the plan differ too often for a program of them.
    """
    from ortools.sat.python import cp_model

    limit = finish_of(kernel, known)
    if limit >= NEVER:  # a calendar has run out of work
        return Solved(None, bound)
    cells = Cells(model, kernel, limit)
    finish = cells.at_least(bound), cells.at_least(limit)
    program = Program(model, cells, kernel.early(), known, finish)
    solver = cp_model.CpSolver()
    solver.parameters.max_deterministic_time = options.solver_effort
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = options.seed
    status = solver.solve(program.program)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Solved(None, bound)
    starts = [
        cells.time(own.start_at(solver.value(start)))
        for own, start in zip(program.own, program.starts, strict=True)
    ]
    return Solved(starts, max(bound, cells.time(round(solver.best_objective_bound))))
