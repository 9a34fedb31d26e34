"""Resource levelling: from a plan that asks for more than there is to one that can be carried out.

`level(problem, options)` is the one entry; everything else is what goes in and what comes out.
"""

from milepost.schedule.levelling.level import level
from milepost.schedule.levelling.options import Levelling, Options, Rule, Scheme
from milepost.schedule.levelling.problem import (
    USUAL_PRIORITY,
    Assignment,
    Demand,
    Fixed,
    Job,
    Precedence,
    Problem,
    Resource,
    Units,
)
from milepost.schedule.levelling.result import Levelled

__all__ = [
    "USUAL_PRIORITY",
    "Assignment",
    "Demand",
    "Fixed",
    "Job",
    "Levelled",
    "Levelling",
    "Options",
    "Precedence",
    "Problem",
    "Resource",
    "Rule",
    "Scheme",
    "Units",
    "level",
]
