"""The priority rules: a number per job, the lowest first.

R. Kolisch, S. Hartmann, Heuristic algorithms for solving the resource-constrained project scheduling problem,
1999. Late dates are those of the critical path method, without regard to capacity.
"""

from __future__ import annotations

from collections.abc import Sequence

from milepost.schedule.levelling.kernel import Kernel, Placement
from milepost.schedule.levelling.model import Model
from milepost.schedule.levelling.options import Rule


def priority_values(rule: Rule, model: Model, kernel: Kernel, early: Placement, late: Placement) -> list[int]:
    """Give the values of a rule, by job number.

    Args:
        rule: the rule.
        model: what is to be levelled.
        kernel: what measures it.
        early: early dates.
        late: late dates for the finish of the early dates.
    """
    match rule:
        case Rule.LATEST_FINISH:
            return late.finishes
        case Rule.LATEST_START:
            return late.starts
        case Rule.MINIMUM_SLACK:
            pairs = zip(early.starts, late.starts, strict=True)
            return [kernel.slack(job, start, latest) for job, (start, latest) in enumerate(pairs)]
        case Rule.MOST_SUCCESSORS:
            return [-count for count in _successor_counts(model)]
        case Rule.GREATEST_RANK:
            return [-weight for weight in _ranked_weights(model, kernel.lengths)]
        case Rule.SHORTEST_TIME:
            return list(kernel.lengths)


def _successor_counts(model: Model) -> list[int]:
    """Count the successors of each job, direct and indirect."""
    found = [0] * model.count
    counts = [0] * model.count
    for job in range(model.count - 1, -1, -1):
        for link in model.outgoing[job]:
            found[job] |= found[link.other] | 1 << link.other
        counts[job] = found[job].bit_count()
    return counts


def _ranked_weights(model: Model, lengths: Sequence[int]) -> list[int]:
    """Add to each length those of the immediate successors (Alvarez-Valdés and Tamarit, 1989)."""
    return [
        lengths[job] + sum(lengths[other] for other in {link.other for link in model.outgoing[job]})
        for job in range(model.count)
    ]
