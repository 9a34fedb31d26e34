"""Earned value: the measures of performance and the forecasts of cost that follow from BAC, PV, EV and AC.

Definitions are those of the PMI Practice Standard for Earned Value Management. Nothing is rounded here; an
index whose denominator is nothing is None, never zero or infinite.
"""

from collections.abc import Iterable
from decimal import Decimal

from milepost.frozen import frozen

ZERO = Decimal(0)
CPI = "cpi"
REMAINING_AT_BUDGET = "remaining-at-budget"
CPI_SPI = "cpi-spi"
BOTTOM_UP = "bottom-up"
METHODS = (CPI, REMAINING_AT_BUDGET, CPI_SPI, BOTTOM_UP)


@frozen
class Performance:
    """Where the money stands at a date, in one currency.

    Attributes:
        bac: Budget at completion.
        pv: Planned value: budget of the work that was to be done by now (BCWS).
        ev: Earned value: budget of the work that is done (BCWP).
        ac: Actual cost of the work that is done (ACWP).
    """

    bac: Decimal
    pv: Decimal
    ev: Decimal
    ac: Decimal

    @property
    def valid(self) -> bool:
        """Whether no more was earned than there is budget."""
        return self.ev <= self.bac

    @property
    def complete(self) -> bool:
        """Whether all of a budget has been earned."""
        return self.bac > 0 and self.ev >= self.bac

    @property
    def cv(self) -> Decimal:
        """Cost variance EV - AC; negative is over budget."""
        return self.ev - self.ac

    @property
    def sv(self) -> Decimal:
        """Schedule variance EV - PV, in money; negative is behind."""
        return self.ev - self.pv

    @property
    def cv_pct(self) -> Decimal | None:
        """Cost variance in percent of EV."""
        return ratio(100 * self.cv, self.ev)

    @property
    def sv_pct(self) -> Decimal | None:
        """Schedule variance in percent of PV."""
        return ratio(100 * self.sv, self.pv)

    @property
    def cpi(self) -> Decimal | None:
        """Cost performance index EV / AC; None while nothing was spent."""
        return ratio(self.ev, self.ac)

    @property
    def spi(self) -> Decimal | None:
        """Schedule performance index EV / PV; None while nothing was planned."""
        return ratio(self.ev, self.pv)

    @property
    def percent_complete(self) -> Decimal | None:
        """EV in percent of BAC."""
        return ratio(100 * self.ev, self.bac)

    @property
    def percent_planned(self) -> Decimal | None:
        """PV in percent of BAC."""
        return ratio(100 * self.pv, self.bac)

    @property
    def percent_spent(self) -> Decimal | None:
        """AC in percent of BAC."""
        return ratio(100 * self.ac, self.bac)

    @property
    def remaining(self) -> Decimal:
        """Budget of the work that is still to be done, BAC - EV."""
        return self.bac - self.ev

    @property
    def eac_cpi(self) -> Decimal | None:
        """Estimate at completion BAC / CPI: the rest costs as what was done. None while CPI is None or 0."""
        return None if self.cpi is None else ratio(self.bac * self.ac, self.ev)

    @property
    def eac_remaining_at_budget(self) -> Decimal:
        """Estimate at completion AC + (BAC - EV): the rest costs what was planned."""
        return self.ac + self.remaining

    @property
    def eac_cpi_spi(self) -> Decimal | None:
        """AC + (BAC - EV) / (CPI x SPI): lost time costs money as well. None without both indices."""
        if not self.cpi or not self.spi:
            return None
        return self.ac + self.remaining * self.ac * self.pv / (self.ev * self.ev)

    @property
    def eac_weighted(self) -> Decimal | None:
        """AC + (BAC - EV) / (0.8 CPI + 0.2 SPI). None without both indices."""
        if not self.cpi or not self.spi:
            return None
        return self.ac + self.remaining / (Decimal("0.8") * self.cpi + Decimal("0.2") * self.spi)

    def eac_bottom_up(self, etc: Decimal) -> Decimal:
        """AC + new estimates of what remains."""
        return self.ac + etc

    def etc(self, eac: Decimal) -> Decimal:
        """Estimate to complete EAC - AC."""
        return eac - self.ac

    def vac(self, eac: Decimal) -> Decimal:
        """Variance at completion BAC - EAC; negative is an overrun."""
        return self.bac - eac

    @property
    def tcpi_bac(self) -> Decimal | None:
        """CPI that the rest needs to end at the budget, (BAC - EV) / (BAC - AC).

        None when it cannot be achieved because the budget is spent, and when all is earned.
        """
        return self._to_complete(self.bac - self.ac)

    def tcpi_eac(self, eac: Decimal) -> Decimal | None:
        """CPI that the rest needs to end at an estimate, (BAC - EV) / (EAC - AC); None as for the budget."""
        return self._to_complete(eac - self.ac)

    def _to_complete(self, money_left: Decimal) -> Decimal | None:
        return None if money_left <= 0 or self.complete else self.remaining / money_left


NOTHING = Performance(ZERO, ZERO, ZERO, ZERO)


@frozen
class Forecast:
    """The estimates at completion side by side, and the one that counts.

    Attributes:
        cpi: BAC / CPI.
        remaining_at_budget: AC + (BAC - EV).
        cpi_spi: AC + (BAC - EV) / (CPI x SPI).
        weighted: AC + (BAC - EV) / (0.8 CPI + 0.2 SPI), for comparison; it cannot be selected.
        bottom_up: AC + new estimates of what remains; None where there are none.
        requested: The method that the project asks for.
        method: The method that counts: the requested one, or what stands in where it is not defined.
        selected: The estimate that counts.
        reason: Why that method counts, as a sentence.
        etc: Selected estimate less AC.
        vac: BAC less selected estimate.
        tcpi_eac: CPI that the rest needs to end at the selected estimate.
    """

    cpi: Decimal | None
    remaining_at_budget: Decimal
    cpi_spi: Decimal | None
    weighted: Decimal | None
    bottom_up: Decimal | None
    requested: str
    method: str
    selected: Decimal
    reason: str
    etc: Decimal
    vac: Decimal
    tcpi_eac: Decimal | None


_REASONS = {
    CPI: "what remains is expected to cost as what was done so far",
    REMAINING_AT_BUDGET: "what remains is expected to cost what was planned",
    CPI_SPI: "lost time is expected to cost money as well",
    BOTTOM_UP: "what remains was estimated anew, task by task",
}


def forecast(performance: Performance, requested: str = CPI, etc: Decimal | None = None) -> Forecast:
    """Forecast the cost at completion.

    Where the requested estimate is not defined (nothing earned, nothing spent, no new estimates) the rest is
    taken at its budget; a project that has not begun so ends at BAC. When all is earned, nothing remains.

    Args:
        performance: Where the money stands.
        requested: One of METHODS.
        etc: New estimates of what remains, if there are any.
    """
    bottom_up = None if etc is None else performance.eac_bottom_up(etc)
    estimates = {
        CPI: performance.eac_cpi,
        REMAINING_AT_BUDGET: performance.eac_remaining_at_budget,
        CPI_SPI: performance.eac_cpi_spi,
        BOTTOM_UP: bottom_up,
    }
    selected, method = estimates[requested], requested
    reason = _REASONS[requested]
    if performance.complete:
        selected, reason = performance.ac, "all work is done, so the cost is final"
    elif selected is None:
        selected, method = performance.eac_remaining_at_budget, REMAINING_AT_BUDGET
        reason = f"{_undefined(performance, requested)}, so {_REASONS[REMAINING_AT_BUDGET]}"
    return Forecast(
        cpi=performance.eac_cpi,
        remaining_at_budget=performance.eac_remaining_at_budget,
        cpi_spi=performance.eac_cpi_spi,
        weighted=performance.eac_weighted,
        bottom_up=bottom_up,
        requested=requested,
        method=method,
        selected=selected,
        reason=reason,
        etc=performance.etc(selected),
        vac=performance.vac(selected),
        tcpi_eac=performance.tcpi_eac(selected),
    )


def total(parts: Iterable[Performance]) -> Performance:
    """The performance of a whole: sums of values, from which its indices follow; never their averages."""
    bac = pv = ev = ac = ZERO
    for part in parts:
        bac, pv, ev, ac = bac + part.bac, pv + part.pv, ev + part.ev, ac + part.ac
    return Performance(bac, pv, ev, ac)


def ratio(numerator: Decimal, denominator: Decimal) -> Decimal | None:
    """A quotient, or None when it is not defined."""
    return numerator / denominator if denominator else None


def _undefined(performance: Performance, requested: str) -> str:
    if requested == BOTTOM_UP:
        return "there are no estimates of what remains"
    if not performance.ev:
        return "nothing has been earned yet"
    return "no cost has been booked yet" if not performance.ac else "nothing was planned by now"
