"""How to level: what may move, by which rule and scheme, and how much effort may go into it."""

from __future__ import annotations

from enum import Enum

from milepost.frozen import frozen


class Levelling(Enum):
    """What may be given up for the sake of capacity (PMI Practice Standard for Scheduling)."""

    RESOURCE_LIMITED = "resource-limited"
    """The finish moves as far as capacity asks (levelling)."""
    SMOOTHING = "smoothing"
    """Jobs move within their total float only; what cannot be resolved stays overloaded (time-limited)."""


class Rule(Enum):
    """Which of several jobs comes first (R. Kolisch, S. Hartmann, 1999)."""

    LATEST_FINISH = "LFT"
    """The earliest late finish of the critical path method."""
    LATEST_START = "LST"
    """The earliest late start."""
    MINIMUM_SLACK = "MSLK"
    """The least total float."""
    MOST_SUCCESSORS = "MTS"
    """The most successors, direct and indirect."""
    GREATEST_RANK = "GRPW"
    """The greatest sum of the job's own length and those of its immediate successors."""
    SHORTEST_TIME = "SPT"
    """The shortest job."""


class Scheme(Enum):
    """How a schedule is made from a ranking of jobs."""

    SERIAL = "serial"
    """Job by job, each at the earliest time that links and capacity leave it."""
    PARALLEL = "parallel"
    """Time by time, at each starting as many jobs as capacity permits."""


@frozen
class Options:
    """How to level.

    Attributes:
        levelling: what may move.
        rules: the priority rules to try; a job's own priority comes before any of them.
        schemes: the generation schemes to try each rule with.
        justification: rounds of forward-backward improvement at most; 0 for none.
        schedules: how many schedules may be generated in all. Beyond those of the rules, they go into the
            metaheuristic improver; 0 means no improver.
        seed: of the improver's random numbers.
        solver_effort: how long the solver may search, in its own seconds (`max_deterministic_time`); 0 means
            no solver. Needs the extra `solver`.
    """

    levelling: Levelling = Levelling.RESOURCE_LIMITED
    rules: tuple[Rule, ...] = (Rule.LATEST_FINISH,)
    schemes: tuple[Scheme, ...] = (Scheme.SERIAL, Scheme.PARALLEL)
    justification: int = 100
    schedules: int = 0
    seed: int = 1
    solver_effort: float = 0
