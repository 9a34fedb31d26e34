"""Quantiles of the distributions against closed forms and published figures."""

import json
from pathlib import Path
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.risk.simulation.beta import beta_table
from milepost.risk.simulation.distributions import Fixed, Normal, Pert, Triangular, Uniform, three_point
from milepost.risk.simulation.normal import normal_cumulative, normal_quantile
from milepost.risk.simulation.streams import Stream

ORACLES = json.loads((Path(__file__).parent.parent / "oracles" / "risk.json").read_text())
CASES = {case["id"]: case for case in ORACLES["cases"]}
PERCENTS = {"P10": 0.1, "P50": 0.5, "P80": 0.8, "P90": 0.9}
U = Stream.of(1, "test", "u").uniforms(0, 20_000)


@pytest.mark.parametrize("name", ["RSK-03", "RSK-04", "RSK-05"])
def test_published_percentiles(name):
    given_, expected = CASES[name]["inputs"], CASES[name]["expected"]
    values = (given_["a"], given_["m"], given_["b"])
    one = Triangular(*values) if given_["dist"] == "triangular" else Pert(*values, given_["lam"])
    assert one.mean == pytest.approx(expected["mean"])
    for name_, u in PERCENTS.items():
        if name_ in expected:
            assert one.quantile(np.array([u]))[0] == pytest.approx(expected[name_], abs=1e-6)


def test_a_triangular_distribution_by_uniform_numbers_of_another_generator():
    case = ORACLES["reproducibility"]
    drawn = Triangular(8, 10, 15).quantile(np.array(case["python_random_Random"]))
    assert drawn == pytest.approx(case["triangular_8_10_15_by_inverse_transform"], abs=1e-12)


@pytest.mark.parametrize("name", ["RSK-01", "RSK-02"])
def test_means_of_classical_pert_estimates(name):
    given_, expected = CASES[name]["inputs"], CASES[name]["expected"]
    means = {task: Pert(*values).mean for task, values in given_["three_point"].items()}
    assert sum(means[task] for task in given_["critical_path"]) == pytest.approx(expected["path_mean"])
    for task, mean in expected.get("te", {}).items():
        assert means[task] == pytest.approx(mean)


def test_beta_quantiles_against_closed_forms():
    assert np.abs(beta_table(1.0, 5.0).quantile(U) - (1 - (1 - U) ** 0.2)).max() < 2e-8
    assert np.abs(beta_table(5.0, 1.0).quantile(U) - U**0.2).max() < 2e-8
    x = beta_table(2.0, 3.0).quantile(U)
    assert np.abs(6 * x**2 - 8 * x**3 + 3 * x**4 - U).max() < 2e-8


def test_beta_quantiles_far_in_the_tails():
    u = np.array([1e-15, 1e-12, 1e-6])
    assert beta_table(5.0, 1.0).quantile(u) / u**0.2 == pytest.approx(1, abs=1e-6)
    assert beta_table(1.0, 5.0).quantile(1 - u) == pytest.approx(1 - u**0.2, abs=1e-6)


@given(st.floats(0, 1), st.floats(1, 8))
def test_beta_quantiles_never_fall_and_stay_in_range(place, weight):
    one = Pert(2, 2 + 3 * place, 5, weight)
    u = np.concatenate(([2.0**-54], np.linspace(1e-9, 1 - 1e-9, 501), [1 - 2.0**-53]))
    values = one.quantile(u)
    assert (np.diff(values) >= 0).all()
    assert values[0] >= 2 - 1e-9
    assert values[-1] <= 5 + 1e-9


@pytest.mark.parametrize(
    "one", [Triangular(8, 10, 15), Pert(8, 10, 15), Pert(0, 0, 9), Uniform(3, 4), Normal(5, 2)]
)
def test_means_and_scaling(one):
    drawn = one.quantile((np.arange(200_000) + 0.5) / 200_000)
    assert drawn.mean() == pytest.approx(one.mean, rel=1e-4)
    assert one.scaled(0.4).quantile(U) == pytest.approx(0.4 * one.quantile(U))


def test_the_variance_of_pert_is_that_of_the_beta_distribution():
    drawn = Pert(8, 10, 15).quantile((np.arange(200_000) + 0.5) / 200_000)
    assert drawn.var() == pytest.approx(CASES["RSK-04"]["expected"]["variance"], rel=1e-4)


def test_normal_quantiles_and_shares():
    usual = NormalDist()
    points = np.array([1e-16, 1e-9, 0.02, 0.0749, 0.0751, 0.4, 0.5, 0.9, 1 - 1e-9])
    assert normal_quantile(points) == pytest.approx([usual.inv_cdf(float(u)) for u in points], rel=1e-12)
    x = np.linspace(-9, 9, 181)
    assert normal_cumulative(x) == pytest.approx([usual.cdf(float(v)) for v in x], rel=1e-7, abs=1e-15)
    assert normal_cumulative(normal_quantile(U)) == pytest.approx(U, abs=1e-14)


def test_estimates():
    assert three_point("fixed", 9, 5, 1) == Fixed(5)
    assert three_point("triangular", 5, 5, 5) == Fixed(5)
    assert three_point("uniform", 4, 5, 6) == Uniform(4, 6)
    assert three_point("pert", 4, 5, 6) == Pert(4, 5, 6)
    assert three_point("triangular", 6, 5, 7) is None
    assert three_point("pert", 4, 8, 7) is None
    assert (Fixed(5).quantile(U) == 5).all()
    assert (Triangular(5, 5, 5).quantile(U) == 5).all()
    assert (Pert(5, 5, 5).quantile(U) == 5).all()
