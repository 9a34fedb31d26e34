"""What changes in money and risk: the forecast, reserves, funding, exposure."""

from collections.abc import Callable, Iterator
from decimal import Decimal

from milepost.history.impact.drivers import Drivers, in_order
from milepost.history.impact.edits import Edit
from milepost.history.impact.model import CHANGED, COST, GAINED, LOST, RISK, Line
from milepost.history.snapshot import Snapshot
from milepost.report import Report

_COST: tuple[tuple[str, str, bool | None], ...] = (
    ("eac", "Forecast cost", True),
    ("cost_p80", "P80 of the cost", True),
    ("cost_p50", "P50 of the cost", True),
    ("outside", "Planned cost outside the baseline", True),
    ("bac", "Budget at completion", None),
    ("ac", "Actual cost", None),
    ("ev", "Earned value", False),
    ("contingency", "Contingency left", False),
    ("management", "Management reserve left", False),
    ("funding", "Confirmed funding", False),
)
"""Figures, what they are called, and whether more of them is worse (None: neither)."""

_RISK: tuple[tuple[str, str, bool | None], ...] = (
    ("threats", "Expected cost of open threats", True),
    ("residual", "Expected cost of open threats after responses", True),
    ("opportunities", "Expected benefit of open opportunities", False),
    ("delay", "Expected delay of open threats", True),
)
_SIMULATED = frozenset({"cost_p50", "cost_p80"})
_RESERVES = frozenset({"reserve", "change", "risk"})


def cost_lines(figures: tuple[Snapshot, Snapshot], drivers: Drivers) -> Iterator[Line]:
    """Forecast, budget, what was spent and earned, reserves and funding."""
    of_cost = drivers.of_cost()
    reserves = drivers.of_kinds({"reserve"}) or drivers.of_kinds(_RESERVES)

    def why(name: str) -> tuple[Edit, ...]:
        if name == "funding":
            return drivers.of_kinds({"funding"}) or of_cost
        if name in ("contingency", "management"):
            return reserves or of_cost
        if name in _SIMULATED:
            return in_order((*drivers.of_simulation(), *of_cost))
        return of_cost

    yield from _differences(COST, _COST, *figures, why)


def risk_lines(
    before: Report, after: Report, figures: tuple[Snapshot, Snapshot], drivers: Drivers
) -> Iterator[Line]:
    """Exposure before and after responses, and threats that reach or leave the highest band."""
    risks = in_order((*drivers.of_kinds({"risk"}), *drivers.of_project("risk", "currency")))
    yield from _differences(RISK, _RISK, *figures, lambda _name: risks or drivers.of_cost())
    old, new = before.risk, after.risk
    for action, one, other, words in (
        (GAINED, old, new, "is now in the highest band"),
        (LOST, new, old, "is no longer in the highest band"),
    ):
        for id_ in other.high:
            if id_ not in one.high:
                text = f"{other.risks[id_].risk.record.title} {words}"
                why = drivers.of_records({id_}) or risks
                yield Line(RISK, id_, action, text, worse=action == GAINED, why=why)


def _differences(
    section: str,
    figures: tuple[tuple[str, str, bool | None], ...],
    before: Snapshot,
    after: Snapshot,
    why: Callable[[str], tuple[Edit, ...]],
) -> Iterator[Line]:
    for name, label, more_is_worse in figures:
        old: Decimal | None = getattr(before, name)
        new: Decimal | None = getattr(after, name)
        if old == new:
            continue
        unit = (
            "working days" if name == "delay" else after.currency if before.currency == after.currency else ""
        )
        text = f"{label} {_words(old, name, before.currency)} → {_words(new, name, after.currency)}"
        delta = None if old is None or new is None or not unit else new - old
        worse = None if delta is None or more_is_worse is None else (delta > 0) == more_is_worse
        yield Line(section, name, CHANGED, text, _exact(old), _exact(new), delta, unit, worse, why(name))


def _exact(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def _words(value: Decimal | None, name: str, currency: str) -> str:
    if value is None:
        return "none"
    return f"{value:,.1f} d" if name == "delay" else f"{value:,.0f} {currency}"
