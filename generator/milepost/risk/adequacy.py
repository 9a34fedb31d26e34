"""Whether the contingency that is left is enough: by expected value, and by simulation."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from milepost.frozen import frozen

if TYPE_CHECKING:
    from milepost.budget.model import Budget
    from milepost.risk.compute import RiskRegister
    from milepost.risk.simulation.result import Simulation


@frozen
class Adequacy:
    """What is held for risks, and what it is held against, in the project's currency.

    Attributes:
        contingency: Contingency reserve that is left.
        exposure: Expected cost of the open threats after the responses.
        confidence: The confidence in percent at which the simulation is asked; None without one.
        need: By how much the cost at that confidence is above the budget at completion, 0 where it is not;
            None without a simulated cost.
    """

    contingency: Decimal
    exposure: Decimal
    confidence: float | None
    need: Decimal | None

    @property
    def ratio(self) -> Decimal | None:
        """Contingency as a multiple of the exposure (reserve adequacy); None without exposure."""
        return self.contingency / self.exposure if self.exposure else None

    @property
    def need_ratio(self) -> Decimal | None:
        """Contingency as a multiple of what the simulation asks for; None where it asks for nothing."""
        return self.contingency / self.need if self.need else None


def adequacy(budget: Budget, register: RiskRegister, simulation: Simulation | None) -> Adequacy:
    """Hold the contingency that is left against what it is for.

    Args:
        budget: The project's budget.
        register: Its risks, scored.
        simulation: Its simulation, or None.
    """
    reserve = None if simulation is None else simulation.cost_reserve
    return Adequacy(
        contingency=budget.ladder.contingency,
        exposure=register.residual.threats,
        confidence=None if reserve is None else reserve.confidence,
        need=None if reserve is None else max(reserve.value - budget.performance.bac, Decimal(0)),
    )
