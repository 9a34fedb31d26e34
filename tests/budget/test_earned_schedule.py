"""Earned schedule against the worked cases of its authors, and its laws."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.budget.earned_schedule import EarnedSchedule, earned_schedule, p_factor, position

ORACLES = json.loads((Path(__file__).parent / "oracles" / "earned_schedule.json").read_text())
CASES = {case["id"]: case for case in ORACLES["cases"]}


def decimals(values: list[float]) -> list[Decimal]:
    return [Decimal(str(value)) for value in values]


def agrees(found: Decimal | None, expected: float | None) -> bool:
    if expected is None or found is None:
        return expected is None and found is None
    return float(found) == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_oracle(case: dict[str, dict[str, object]]) -> None:
    inputs, expected = case["inputs"], case["expected"]
    planned = decimals(inputs["PV_cumulative"])
    ev = Decimal(str(inputs["EV"]))
    whole, part = position(planned, ev)
    ed = inputs.get("ED")
    it = EarnedSchedule(
        es=earned_schedule(planned, ev),
        at=Decimal(inputs["AT"]),
        pd=Decimal(len(planned)),
        ed=None if ed is None else Decimal(ed),
    )
    found = {
        "C": Decimal(whole), "I": part, "ES": it.es, "PD": it.pd, "SV_t": it.sv_t, "SPI_t": it.spi_t,
        "SV": ev - planned[min(inputs["AT"], len(planned)) - 1],
        "SPI": ev / planned[min(inputs["AT"], len(planned)) - 1],
        "IEAC_t": it.ieac_t, "IEAC_t_pf1": it.ieac_t_at_plan, "TSPI_PD": it.tspi, "TSPI_ED": it.tspi_ed,
    }  # fmt: skip
    assert {key: found[key] for key, want in expected.items() if not agrees(found[key], want)} == {}


def test_in_a_planned_standstill_the_count_rule_jumps_to_its_end() -> None:
    oracle = ORACLES["plateau"]
    planned = decimals(oracle["inputs"]["PV_cumulative"])
    assert earned_schedule(planned, Decimal(100)) == oracle["expected"]["ES_last_period_rule"]


def test_p_factor() -> None:
    oracle = ORACLES["p_factor"]
    tasks = oracle["inputs"]["plan_per_period"]
    earned = decimals(oracle["inputs"]["EV_by_task"].values())
    planned = decimals(oracle["expected"]["PV_cumulative"])
    whole, part = position(planned, sum(earned, Decimal(0)))
    assert agrees(whole + part, oracle["expected"]["ES"])
    at_es = [
        sum(decimals(periods[:whole]), Decimal(0)) + part * Decimal(periods[whole])
        for periods in tasks.values()
    ]
    wanted = oracle["expected"]["PV_i_at_ES"].values()
    assert all(agrees(at, want) for at, want in zip(at_es, wanted, strict=True))
    assert agrees(p_factor(at_es, earned), oracle["expected"]["p_factor"])


EDGES = {case["id"]: case["expected"] for case in ORACLES["edge"]}


def test_nothing_earned() -> None:
    it = EarnedSchedule(es=earned_schedule(decimals([0, 10, 20]), Decimal(0)), at=Decimal(2), pd=Decimal(3))
    edge = EDGES["ES-E1"]
    assert (it.es, it.spi_t, it.ieac_t) == (edge["ES"], edge["SPI_t"], edge["IEAC_t"])
    assert p_factor([Decimal(0)], [Decimal(0)]) is None


def test_not_started() -> None:
    it = EarnedSchedule(es=Decimal(0), at=Decimal(0), pd=Decimal(10))
    assert EDGES["ES-E2"] == {"ES": 0.0, "SPI_t": None, "IEAC_t": "PD"}
    assert (it.spi_t, it.ieac_t, it.tspi) == (None, it.pd, 1)


def test_all_earned_is_the_planned_duration() -> None:
    assert EDGES["ES-E3"]["ES"] == "PD"
    assert earned_schedule(decimals([10, 20, 20]), Decimal(20)) == 3


amounts = st.lists(st.decimals(0, 1000, places=2), min_size=1, max_size=20)


@given(amounts, st.decimals(0, 1, places=3))
def test_es_lies_in_the_plan_and_its_planned_value_is_what_was_earned(
    steps: list[Decimal], share: Decimal
) -> None:
    planned = [sum(steps[: count + 1], Decimal(0)) for count in range(len(steps))]
    ev = planned[-1] * share
    whole, part = position(planned, ev)
    assert 0 <= whole + part <= len(planned)
    assert 0 <= part < 1
    before = planned[whole - 1] if whole else Decimal(0)
    reached = before if whole == len(planned) else before + part * (planned[whole] - before)
    assert abs(reached - ev) < Decimal("1e-9")


@given(st.decimals(1, 100, places=2), st.decimals(1, 100, places=2), st.decimals(1, 100, places=2))
def test_the_two_forms_of_ieac_agree(es: Decimal, at: Decimal, pd: Decimal) -> None:
    it = EarnedSchedule(es=es, at=at, pd=pd)
    assert it.ieac_t is not None
    assert it.spi_t is not None
    assert abs(it.ieac_t - (at + (pd - es) / it.spi_t)) < Decimal("1e-9")
