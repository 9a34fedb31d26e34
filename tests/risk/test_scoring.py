"""Scores, bands and expected values on the usual scales and on a project's own."""

import json
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.risk.scoring import BANDS, IMPACTS, PROBABILITIES, Measure, Scales, expected_value, grid

ORACLES = json.loads((Path(__file__).parent / "oracles" / "risk.json").read_text())
USUAL = Scales(PROBABILITIES, IMPACTS, BANDS, "max", ())
WHOLE = Measure(bac=Decimal(100_000), days=Decimal(100))


def decimals(values: list[float]) -> list[Decimal]:
    return [Decimal(str(value)) for value in values]


@pytest.mark.parametrize("case", ORACLES["emv"], ids=lambda case: case["id"])
def test_expected_monetary_value_of_a_decision(case: dict[str, dict[str, dict[str, object]]]) -> None:
    found = {
        name: float(expected_value([tuple(decimals(one)) for one in way["outcomes"]], Decimal(way["cost"])))
        for name, way in case["inputs"].items()
    }
    assert found == case["expected"]


def test_the_probability_impact_grid_unrounded_and_as_printed() -> None:
    oracle = ORACLES["probability_impact"]
    found = grid(decimals(oracle["probability"]), decimals(oracle["impact"]))
    assert [[float(cell) for cell in row] for row in found] == oracle["product_exact"]
    printed = [[float(cell.quantize(Decimal("0.01"), ROUND_HALF_UP)) for cell in row] for row in found]
    assert printed == oracle["product_published"]


@pytest.mark.parametrize(
    ("probability", "score"),
    [("0", 1), ("0.1", 1), ("0.2", 1), ("0.21", 2), ("0.5", 3), ("0.8", 4), ("1", 5)],
)
def test_the_likelihood_of_a_probability(probability: str, score: int) -> None:
    assert USUAL.likelihood(Decimal(probability)) == score


def test_the_probability_that_stands_for_a_likelihood() -> None:
    assert [USUAL.probability(score) for score in (1, 3, 5, 6)] == [
        Decimal("0.1"),
        Decimal("0.5"),
        Decimal("0.9"),
        None,
    ]


@pytest.mark.parametrize(
    ("cost", "score"), [(900, 1), (1000, 1), (10_000, 2), (15_000, 3), (40_000, 4), (40_001, 5)]
)
def test_cost_is_scored_by_its_share_of_the_budget(cost: int, score: int) -> None:
    assert USUAL.cost_impact(Decimal(cost), WHOLE) == score


@pytest.mark.parametrize(("days", "score"), [(1, 1), (5, 2), (6, 3), (20, 4), (60, 5)])
def test_delay_is_scored_by_its_share_of_the_duration(days: int, score: int) -> None:
    assert USUAL.time_impact(Decimal(days), WHOLE) == score


def test_without_a_whole_there_is_no_score_of_its_share() -> None:
    assert USUAL.cost_impact(Decimal(5), Measure(None, None)) is None
    assert USUAL.time_impact(Decimal(5), Measure(None, None)) is None


@pytest.mark.parametrize(
    ("score", "band"), [(1, "low"), (2, "low"), (3, "medium"), (16, "medium"), (20, "high"), (25, "high")]
)
def test_the_usual_bands(score: int, band: str) -> None:
    assert USUAL.band(score).name == band


def test_overall_impact_is_the_highest_or_the_weighted_mean_rounded_up() -> None:
    scores = {"cost": 2, "schedule": 5, "quality": 1}
    assert USUAL.overall(scores) == 5
    weights = (("cost", Decimal(2)), ("schedule", Decimal(1)), ("scope", Decimal(9)))
    weighted = Scales(PROBABILITIES, IMPACTS, BANDS, "weighted", weights)
    assert weighted.overall(scores) == 3
    assert weighted.overall({"quality": 4}) == 4
    assert weighted.overall({}) is None


@given(st.decimals(0, 1, places=4), st.decimals(0, 1, places=4))
def test_a_higher_probability_has_no_lower_likelihood(one: Decimal, other: Decimal) -> None:
    low, high = sorted((one, other))
    assert USUAL.likelihood(low) <= USUAL.likelihood(high)


@given(st.integers(1, 5), st.integers(1, 5))
def test_a_likelihood_stands_for_a_probability_of_its_own(likelihood: int, other: int) -> None:
    probability = USUAL.probability(likelihood)
    assert probability is not None
    assert USUAL.likelihood(probability) == likelihood
    assert USUAL.band(likelihood * other) == USUAL.band(other * likelihood)
