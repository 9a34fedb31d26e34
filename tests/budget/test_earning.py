"""Earning methods against the worked cases."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from milepost.budget import earning
from milepost.budget.earning import WeightedMilestone

ORACLES = json.loads((Path(__file__).parent / "oracles" / "evm.json").read_text())["earning_methods"]


def share(method: str, inputs: dict[str, object]) -> Decimal:
    if method in earning.FIXED:
        return earning.fixed_share(method, started=bool(inputs["started"]), finished=bool(inputs["finished"]))
    if method == "weighted milestones":
        return earning.milestone_share(
            WeightedMilestone(Decimal(str(one["weight"])), one["done"]) for one in inputs["milestones"]
        )
    if method == "units complete":
        return earning.units_share(Decimal(inputs["units_done"]), Decimal(inputs["units_total"]))
    if method == "level of effort":
        return Decimal(inputs["PV"]) / Decimal(inputs["budget"])
    if method == "apportioned effort":
        return earning.apportioned_share(Decimal(inputs["base_EV"]), Decimal(inputs["base_budget"]))
    cap = inputs.get("gate_cap")
    return earning.percent_share(Decimal(inputs["percent"]), None if cap is None else Decimal(cap))


@pytest.mark.parametrize("case", ORACLES, ids=lambda case: case["id"])
def test_oracle(case: dict[str, object]) -> None:
    inputs = case["inputs"]
    assert inputs["budget"] * share(case["method"], inputs) == case["expected_EV"]


def test_shares_stay_between_nothing_and_all() -> None:
    assert earning.units_share(Decimal(50), Decimal(40)) == 1
    assert earning.units_share(Decimal(5), Decimal(0)) == 0
    assert earning.percent_share(Decimal(120)) == 1
    assert earning.milestone_share(()) == 0
    assert earning.fixed_share("20/80", started=False, finished=False) == 0
