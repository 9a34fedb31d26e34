"""Earned value against the oracles of textbooks, and the identities that hold for any figures."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.budget.evm import METHODS, Performance, forecast, total

ORACLES = json.loads((Path(__file__).parent / "oracles" / "evm.json").read_text())
CASES = {case["id"]: case for case in ORACLES["cases"]}
EDGES = {case["id"]: case for case in ORACLES["edge_cases"]}


def performance(inputs: dict[str, float]) -> Performance:
    return Performance(*(Decimal(str(inputs[key])) for key in ("BAC", "PV", "EV", "AC")))


def figures(it: Performance) -> dict[str, object]:
    cpi = it.eac_cpi
    spi = it.eac_cpi_spi
    rate = it.eac_remaining_at_budget
    return {
        "BAC": it.bac, "PV": it.pv, "EV": it.ev, "AC": it.ac, "CV": it.cv, "SV": it.sv,
        "CV_pct": it.cv_pct, "SV_pct": it.sv_pct, "CPI": it.cpi, "SPI": it.spi,
        "percent_complete": it.percent_complete, "percent_planned": it.percent_planned,
        "percent_spent": it.percent_spent, "EAC_cpi": cpi, "EAC_budget_rate": rate, "EAC_cpi_spi": spi,
        "EAC_08_02": it.eac_weighted, "ETC_cpi": None if cpi is None else it.etc(cpi),
        "VAC_cpi": None if cpi is None else it.vac(cpi), "ETC_budget_rate": it.etc(rate),
        "VAC_budget_rate": it.vac(rate), "ETC_cpi_spi": None if spi is None else it.etc(spi),
        "VAC_cpi_spi": None if spi is None else it.vac(spi), "TCPI_BAC": it.tcpi_bac,
        "TCPI_EAC_cpi": None if cpi is None else it.tcpi_eac(cpi),
        "EAC_recommended": forecast(it).selected, "valid": it.valid,
    }  # fmt: skip


def agrees(found: object, expected: object) -> bool:
    if expected is None or isinstance(expected, bool):
        return found is expected
    return isinstance(found, Decimal) and float(found) == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize("case", [*CASES.values(), *EDGES.values()], ids=[*CASES, *EDGES])
def test_oracle(case: dict[str, dict[str, float]]) -> None:
    found = figures(performance(case["inputs"]))
    wrong = {
        key: (found[key], want) for key, want in case["expected"].items() if not agrees(found[key], want)
    }
    assert wrong == {}


def test_roll_up_sums_values_and_never_averages_indices() -> None:
    oracle = ORACLES["roll_up"]
    whole = total(performance(child) for child in oracle["children"])
    assert agrees(whole.cpi, oracle["expected"]["CPI"])
    assert agrees(whole.spi, oracle["expected"]["SPI"])
    assert agrees(whole.eac_cpi, oracle["expected"]["EAC_from_parent_CPI"])


def test_the_requested_forecast_counts_and_says_why() -> None:
    it = Performance(Decimal(4000), Decimal(3000), Decimal(2500), Decimal(2800))
    chosen = {method: forecast(it, method, Decimal(1700)) for method in METHODS}
    assert [one.selected for one in chosen.values()] == [4480, 4300, 4816, 4500]
    assert all(one.method == method for method, one in chosen.items())
    assert chosen["cpi"].reason == "what remains is expected to cost as what was done so far"


def test_a_forecast_that_is_not_defined_falls_back_to_the_budget_of_the_rest() -> None:
    spent = Performance(Decimal(1000), Decimal(200), Decimal(0), Decimal(50))
    found = forecast(spent)
    assert (found.cpi, found.selected, found.method) == (None, Decimal(1050), "remaining-at-budget")
    assert found.reason.startswith("nothing has been earned yet, so")
    assert forecast(spent, "bottom-up").reason.startswith("there are no estimates of what remains, so")


def test_the_forecast_of_finished_work_is_its_cost() -> None:
    found = forecast(Performance(Decimal(1000), Decimal(1000), Decimal(1000), Decimal(800)))
    assert (found.selected, found.etc, found.vac, found.tcpi_eac) == (800, 0, 200, None)


money = st.decimals(min_value=0, max_value=10**9, places=2)


@st.composite
def performances(draw: st.DrawFn) -> Performance:
    bac = draw(st.decimals(min_value=1, max_value=10**9, places=2))
    return Performance(
        bac, draw(st.decimals(0, bac, places=2)), draw(st.decimals(0, bac, places=2)), draw(money)
    )


@given(performances())
def test_identities(it: Performance) -> None:
    assert it.eac_remaining_at_budget - it.bac == -it.cv
    assert it.etc(it.eac_remaining_at_budget) == it.remaining
    if it.cpi and not it.complete and it.eac_cpi is not None:
        to_complete = it.tcpi_eac(it.eac_cpi)
        assert to_complete is not None
        assert abs(to_complete - it.cpi) <= it.cpi * Decimal("1e-12")
    if it.complete and it.pv == it.bac:
        assert (it.sv, it.spi) == (0, 1)


@given(st.lists(performances(), min_size=1, max_size=6))
def test_a_whole_is_the_sum_of_its_parts(parts: list[Performance]) -> None:
    whole = total(parts)
    assert whole.cv == sum(part.cv for part in parts)
    assert whole.sv == sum(part.sv for part in parts)
    assert total([whole]) == whole


@given(performances(), st.sampled_from(METHODS), st.none() | money)
def test_a_forecast_is_always_defined_and_splits_into_cost_and_rest(
    it: Performance, method: str, etc: Decimal | None
) -> None:
    found = forecast(it, method, etc)
    assert found.selected == it.ac + found.etc
    assert found.vac == it.bac - found.selected
