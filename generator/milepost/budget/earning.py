"""Earning methods: how the progress of a task becomes a share of its budget.

The methods are those of the PMI Practice Standard for Earned Value Management: fixed formula, weighted
milestones, percent complete, physical measurement (units), level of effort and apportioned effort.
"""

from collections.abc import Iterable
from decimal import Decimal

from milepost.frozen import frozen

ZERO, ONE = Decimal(0), Decimal(1)
FIXED = {
    "0/100": ZERO,
    "50/50": Decimal("0.5"),
    "20/80": Decimal("0.2"),
    "25/75": Decimal("0.25"),
}
"""Fixed formulas: the share earned at the start; the rest comes with the finish."""

PERCENT, MILESTONES, UNITS = "percent", "milestones", "units"
LEVEL_OF_EFFORT, APPORTIONED = "level-of-effort", "apportioned"


@frozen
class WeightedMilestone:
    """An event that earns a weight; weights count relative to their sum."""

    weight: Decimal
    achieved: bool


@frozen
class EarningGate:
    """What holds back the earning of a task.

    Attributes:
        percent: The most that is earned before it is passed.
        until: Id of the milestone, gate or deliverable that has to be reached, passed or accepted.
    """

    percent: Decimal
    until: str


def fixed_share(method: str, *, started: bool, finished: bool) -> Decimal:
    """The share earned by a fixed formula such as 50/50: one part at the start, the rest at the finish."""
    if finished:
        return ONE
    return FIXED[method] if started else ZERO


def milestone_share(milestones: Iterable[WeightedMilestone]) -> Decimal:
    """The weight of the milestones achieved, of all weights."""
    all_weights = achieved = ZERO
    for milestone in milestones:
        all_weights += milestone.weight
        if milestone.achieved:
            achieved += milestone.weight
    return achieved / all_weights if all_weights else ZERO


def percent_share(percent: Decimal, cap: Decimal | None = None) -> Decimal:
    """A reported percentage (0 to 100) as a share.

    Args:
        percent: What was reported.
        cap: The most that may be earned before a gate is passed, in percent.
    """
    allowed = percent if cap is None else min(percent, cap)
    return min(max(allowed / 100, ZERO), ONE)


def units_share(done: Decimal, planned: Decimal) -> Decimal:
    """Units done of all units; never more than all."""
    return min(max(done / planned, ZERO), ONE) if planned > 0 else ZERO


def apportioned_share(base_ev: Decimal, base_budget: Decimal) -> Decimal:
    """What the task that another one follows has earned, as a share of its budget."""
    return base_ev / base_budget if base_budget else ZERO
