"""Analytic results: shares of 10,000 iterations lie within three standard errors of the stated probabilities."""

import json
from dataclasses import dataclass
from math import sqrt
from pathlib import Path
from statistics import NormalDist

import numpy as np
import pytest

from milepost.risk.simulation.correlation import Correlation, mixing_of
from milepost.risk.simulation.distributions import Normal, Pert, Triangular, Uniform
from milepost.risk.simulation.engine import run
from milepost.risk.simulation.model import Costs, Goal, Impact, Inputs, RiskEvent
from tests.risk.simulation.plans import UNIT, network, parallel, series, shares

FOLDER = Path(__file__).parent.parent / "oracles"
ORACLES = json.loads((FOLDER / "risk.json").read_text())
CASES = {case["id"]: case for case in ORACLES["cases"]}
EXACT = json.loads((FOLDER / "monte_carlo_exact.json").read_text())["cases"]
PERCENTS = {"P10": 0.1, "P50": 0.5, "P80": 0.8, "P90": 0.9, "P95": 0.95}
COUNT = 10_000


@dataclass(frozen=True)
class Exponential:
    mean: float

    def quantile(self, u):
        return -self.mean * np.log(1 - u)

    def scaled(self, factor):
        return Exponential(self.mean * factor)


def error(p):
    """Three standard errors of a share, as listed with the oracles for this number of iterations."""
    listed = {(one["n"], one["p"]): one["se_probability"] for one in ORACLES["percentile_sampling_error"]}
    return 3 * listed.get((COUNT, p), sqrt(p * (1 - p) / COUNT))


def agree(inputs, expected):
    """The expected percentiles are exceeded by as many iterations as they should be."""
    names = [name for name in PERCENTS if name in expected]
    found = shares(inputs, [expected[name] for name in names])
    for name, share in zip(names, found, strict=True):
        assert share == pytest.approx(PERCENTS[name], abs=error(PERCENTS[name])), name


def mean_of(inputs):
    result = run(inputs)
    return result.finish.mean / UNIT, result.finish.sd * 1440 / UNIT


@pytest.mark.parametrize("name", ["RSK-03", "RSK-04", "RSK-05"])
def test_a_single_task(name):
    given, expected = CASES[name]["inputs"], CASES[name]["expected"]
    values = (given["a"], given["m"], given["b"])
    one = Triangular(*values) if given["dist"] == "triangular" else Pert(*values, given["lam"])
    agree(series(one), expected)
    mean, sd = mean_of(series(one))
    assert mean == pytest.approx(expected["mean"], abs=3 * sd / 100)
    assert sd**2 == pytest.approx(expected["variance"], rel=0.05)


def test_twelve_uniform_tasks_in_series():
    expected = CASES["RSK-07"]["expected"]
    inputs = series(*[Uniform(0, 1)] * 12)
    agree(inputs, expected)
    mean, sd = mean_of(inputs)
    assert mean == pytest.approx(expected["mean"], abs=0.03)
    assert sd == pytest.approx(expected["sd"], rel=0.03)


@pytest.mark.parametrize(
    ("rho", "expected"),
    [
        (0, CASES["RSK-08-rho0"]["expected"]),
        (1, CASES["RSK-08-rho1"]["expected"]),
        (
            0.3,
            {"P80": 40 + NormalDist().inv_cdf(0.8) * sqrt(4 * 4 + 12 * 0.3 * 4), "mean": 40, "sd": 5.513620},
        ),
    ],
)
def test_correlated_tasks_in_series(rho, expected):
    pairs = [Correlation(i, j, rho) for i in range(4) for j in range(i)]
    inputs = series(*[Normal(10, 2)] * 4, mixing=mixing_of(pairs))
    agree(inputs, expected)
    mean, sd = mean_of(inputs)
    assert mean == pytest.approx(expected["mean"], abs=3 * sd / 100)
    assert sd == pytest.approx(expected["sd"], rel=0.03)


def test_the_merge_of_two_uniform_paths():
    expected = CASES["RSK-09"]["expected"]
    inputs = parallel(Uniform(0, 10), Uniform(0, 10))
    agree(inputs, expected)
    assert shares(inputs, [5])[0] == pytest.approx(expected["P_both_by_median_of_one"], abs=error(0.25))
    tasks = run(inputs).tasks
    sensitivity = CASES["RSK-15"]["expected"]
    for k, id_ in enumerate(("T-0", "T-1")):
        assert tasks[id_].criticality == pytest.approx(expected["criticality"][k], abs=error(0.5))
        assert tasks[id_].cruciality == pytest.approx(sensitivity["cruciality_pearson"][k], abs=0.02)
        assert tasks[id_].ssi == pytest.approx(sensitivity["SSI"][k], abs=0.02)


@pytest.mark.parametrize("name", [name for name in CASES if name.startswith("RSK-10")])
def test_the_merge_of_normal_paths(name):
    given, expected = CASES[name]["inputs"], CASES[name]["expected"]
    inputs = parallel(*[Normal(given["mean"], given["sd"])] * given["k"])
    agree(inputs, expected)
    p = expected["P_by_100"]
    assert shares(inputs, [100])[0] == pytest.approx(p, abs=error(p))


def test_the_merge_of_two_paths_that_may_be_late():
    late = CASES["RSK-11"]["inputs"]["p_late"]
    risks = tuple(RiskEvent(f"R-{k}", p, (Impact(k, UNIT),)) for k, p in enumerate(late))
    in_time = shares(Inputs(network([1, 1]), risks=risks), [1])[0]
    p = CASES["RSK-11"]["expected"]["p_merge_late"]
    assert 1 - in_time == pytest.approx(p, abs=error(p))


def test_parallel_exponential_paths():
    expected = CASES["RSK-12"]["expected"]
    inputs = parallel(Exponential(10), Exponential(5))
    agree(inputs, expected)
    result = run(inputs)
    assert result.finish.mean / UNIT == pytest.approx(expected["mean"], abs=0.3)
    for id_, p in zip(("T-0", "T-1"), expected["criticality_index"], strict=True):
        assert result.tasks[id_].criticality == pytest.approx(p, abs=error(p))


def test_the_sensitivity_of_tasks_in_series():
    expected = CASES["RSK-14"]["expected"]
    result = run(series(Normal(100, 1), Normal(100, 2), Normal(100, 2)))
    assert result.finish.sd * 1440 / UNIT == pytest.approx(expected["sd_total"], rel=0.03)
    for k, effect in enumerate(result.tasks.values()):
        assert effect.criticality == expected["criticality"][k]
        assert effect.cruciality == pytest.approx(expected["cruciality_pearson"][k], abs=0.03)
        assert effect.ssi == pytest.approx(expected["SSI"][k], abs=0.03)


def test_a_mixture_of_a_task_and_a_risk():
    """N(100, 5) and, with 30 %, 20 more: mean 106, P80 117.85; the reserve is not the expected value."""
    inputs = series(Normal(100, 5), risks=(RiskEvent("R-1", 0.3, (Impact(0, 20 * UNIT),)),))
    agree(inputs, {"P80": 117.85})
    result = run(inputs)
    assert result.finish.mean / UNIT == pytest.approx(106, abs=0.35)
    assert result.finish_reserve.amount * 1440 / UNIT == pytest.approx(17.85, abs=0.4)
    effect = result.risks["R-1"]
    assert effect.mean_days * 1440 / UNIT == pytest.approx(6, abs=0.3)
    assert effect.finish_without / UNIT == pytest.approx(104.21, abs=0.2)


def test_discrete_cost_risks():
    given, expected = CASES["RSK-17"]["inputs"]["risks"], CASES["RSK-17"]["expected"]
    risks = tuple(RiskEvent(f"R-{k}", one["p"], cost=one["impact"]) for k, one in enumerate(given))
    goals = tuple(Goal(str(total), float(total)) for total, _, _ in expected["pmf"])
    result = run(Inputs(network([1]), risks=risks, costs=Costs(), cost_goals=goals))
    for chance, (_, _, p) in zip(result.cost_chances, expected["pmf"], strict=True):
        assert chance.probability == pytest.approx(p, abs=error(p) if p < 1 else 0)
    assert float(result.cost.mean) == pytest.approx(expected["EMV"], abs=3 * sqrt(expected["variance"]) / 100)
    assert result.cost.sd**2 == pytest.approx(expected["variance"], rel=0.05)
    assert (result.cost.p50, result.cost.p80) == (expected["P50"], expected["P80"])
    assert result.cost.percentiles[95] == expected["P95"]


@pytest.mark.parametrize(
    ("name", "shape"), [("gao_house_7_series_triangular", Triangular), ("betapert_lambda4_3_series", Pert)]
)
def test_networks_with_exactly_convolved_distributions(name, shape):
    case = EXACT[name]
    activities = case.get("activities") or case["tasks"]
    inputs = series(*(shape(*values) for values in activities))
    agree(inputs, {key.upper(): case[key] for key in ("p10", "p50", "p80", "p90")})
    mean, sd = mean_of(inputs)
    assert mean == pytest.approx(case["exact_mean"], abs=3 * case["exact_sd"] / 100)
    assert sd == pytest.approx(case["exact_sd"], rel=0.03)
    if "P_le_most_likely" in case:
        p = case["P_le_most_likely"]
        assert shares(inputs, [case["deterministic_most_likely"]])[0] == pytest.approx(p, abs=error(p))
