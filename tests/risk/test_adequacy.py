"""Whether the contingency is enough: held against the residual exposure and against the simulation."""

from decimal import Decimal

import pytest

from milepost.checking import check_project
from milepost.diagnostics.example import laid_over_base
from milepost.risk.adequacy import Adequacy, adequacy
from milepost.simulating import simulated
from milepost.source.user_cache import NoStore
from tests.rule_examples import write

RISK = """\
risks:
  - {id: R-1, title: Late, type: threat, status: approved, cause: A, event: B, effect: C, owner: mara,
     probability: 50%, impact: {cost: 80000 EUR, targets: [T-3]}}
"""
BUDGET = """\
accounts:
  - {id: CA-1, name: Work, owner: mara}
lines:
  - {id: B-1, title: Tool, account: CA-1, category: licence, amount: 10000 EUR, task: T-3}
reserves:
  - {id: RS-1, title: Contingency, type: contingency, amount: 6000 EUR}
"""


def found(folder, **files):
    write(folder, laid_over_base({f"{name}.yaml": text for name, text in files.items()}))
    report = simulated(check_project(folder), iterations=400, store=NoStore()).report
    return report, adequacy(report.budget, report.risk, report.simulation)


def test_contingency_against_exposure_and_simulation(tmp_path):
    report, held = found(tmp_path, risks=RISK, budget=BUDGET)
    assert (held.contingency, held.exposure) == (6000, 40000)
    assert held.ratio == Decimal("0.15")
    assert held.confidence == 80
    # Half of the runs cost 80,000 more, so the cost that is kept by four in five contains all of it.
    assert held.need == report.simulation.cost.deterministic + 80000 - report.budget.performance.bac
    assert held.need_ratio == 6000 / held.need


def test_without_risks_and_simulation_nothing_is_asked_for(tmp_path):
    _, held = found(tmp_path, budget=BUDGET)
    assert (held.exposure, held.ratio, held.need, held.need_ratio, held.confidence) == (
        0,
        None,
        None,
        None,
        None,
    )


@pytest.mark.parametrize(("contingency", "ratio"), [(0, 0), (500, Decimal("0.5")), (1000, 1)])
def test_the_ratio_is_contingency_by_exposure(contingency, ratio):
    assert Adequacy(Decimal(contingency), Decimal(1000), None, None).ratio == ratio
