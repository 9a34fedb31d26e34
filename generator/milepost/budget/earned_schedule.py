"""Earned schedule: how far the plan's own time line was earned, in units of time instead of money.

After W. Lipke, "Schedule is Different" (2003), and Lipke & Henderson, "Earned Schedule Training" (2006).
Unlike SPI in money, the measures do not drift to 1 when a late project ends.
"""

from collections.abc import Sequence
from decimal import Decimal

from milepost.budget.evm import ZERO, ratio
from milepost.frozen import frozen


@frozen
class EarnedSchedule:
    """Performance in time; every figure counts periods from the planned start.

    Attributes:
        es: Earned schedule: the time at which as much was to be earned as is earned now.
        at: Actual time that has passed; it stands still when the project is finished.
        pd: Planned duration.
        ed: Estimated duration: where the current schedule expects the end, or None.
    """

    es: Decimal
    at: Decimal
    pd: Decimal
    ed: Decimal | None = None

    @property
    def sv_t(self) -> Decimal:
        """Schedule variance ES - AT; negative is behind."""
        return self.es - self.at

    @property
    def spi_t(self) -> Decimal | None:
        """Schedule performance index ES / AT; None before the start."""
        return ratio(self.es, self.at)

    @property
    def ieac_t(self) -> Decimal | None:
        """Estimated duration PD / SPI(t); the planned one before the start, None while nothing is earned."""
        if not self.at:
            return self.pd
        return ratio(self.pd * self.at, self.es)

    @property
    def ieac_t_at_plan(self) -> Decimal:
        """Estimated duration AT + (PD - ES): the rest takes as long as planned."""
        return self.at + self.pd - self.es

    @property
    def tspi(self) -> Decimal | None:
        """SPI(t) that the rest needs to end as planned, (PD - ES) / (PD - AT); None when PD has passed."""
        return (self.pd - self.es) / (self.pd - self.at) if self.pd > self.at else None

    @property
    def tspi_ed(self) -> Decimal | None:
        """SPI(t) that the rest needs to end as estimated, (PD - ES) / (ED - AT); None without such an end."""
        if self.ed is None or self.ed <= self.at:
            return None
        return (self.pd - self.es) / (self.ed - self.at)


def earned_schedule(planned: Sequence[Decimal], ev: Decimal) -> Decimal:
    """Periods of the plan that are earned: C + (EV - PV of C) / (PV of C+1 - PV of C).

    C counts the periods whose cumulative planned value does not exceed EV (the count rule). In a planned
    standstill it so jumps to the standstill's end. Nothing earned is 0, all earned is the planned duration.

    Args:
        planned: Cumulative planned value at the end of each period.
        ev: Earned value.
    """
    whole, part = position(planned, ev)
    return whole + part


def position(planned: Sequence[Decimal], ev: Decimal) -> tuple[int, Decimal]:
    """The earned schedule as whole periods and the part of the next one."""
    if ev <= 0:
        return 0, ZERO
    count = max((place for place, value in enumerate(planned, 1) if value <= ev), default=0)
    if count == len(planned):
        return len(planned), ZERO
    before = planned[count - 1] if count else ZERO
    return count, (ev - before) / (planned[count] - before)


def p_factor(planned: Sequence[Decimal], earned: Sequence[Decimal]) -> Decimal | None:
    """Schedule adherence: the share of what is earned that was earned in the planned order, 0 to 1.

    Sum of min(PV at ES, EV) over the tasks, by the sum of PV at ES; None while nothing is earned.

    Args:
        planned: Planned value of each task at the time ES.
        earned: Earned value of each task now, in the same order.
    """
    kept = sum((min(plan, earn) for plan, earn in zip(planned, earned, strict=True)), ZERO)
    return ratio(kept, sum(planned, ZERO))
