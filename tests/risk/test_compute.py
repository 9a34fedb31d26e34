"""The computed register: assessments, exposure by stage, the matrix, and what is found."""

from decimal import Decimal
from pathlib import Path

import pytest

from milepost.diagnostics import Diagnostic, Rule, Severity
from milepost.diagnostics.example import BASE, laid_over_base
from milepost.risk.compute import RiskRegister, compute_risk
from milepost.risk.computed_rules import RULES
from tests.budget.written import PROJECT, load, schedule_of
from tests.rule_examples import check, marked

PLAN = "tasks:\n  - {id: T-1, name: Build, duration: 100d}\n"


def risk(id_: str, *fields: str) -> str:
    known = ("type: threat", "status: approved")
    kinds = {field.partition(":")[0] for field in fields}
    rest = [field for field in known if field.partition(":")[0] not in kinds]
    lines = (f"id: {id_}", "title: Late", "cause: A", "event: B", "effect: C", *rest, *fields)
    return "  - " + "\n    ".join(lines) + "\n"


def register(folder: Path, *risks: str, project: str = PROJECT, budget: str = "") -> RiskRegister:
    files = {"project.yaml": project, "plan.yaml": PLAN, "risks.yaml": "risks:\n" + "".join(risks)}
    if budget:
        files["budget.yaml"] = budget
    loaded = load(folder, files)
    assert [str(finding) for finding in loaded.findings] == []
    schedule = schedule_of(loaded)
    found, _ = compute_risk(loaded.project, schedule.calendar, schedule, Decimal(100_000))
    return found


def test_today_is_written_at_the_risk_or_in_a_block(tmp_path: Path) -> None:
    found = register(
        tmp_path,
        risk("R-1", "probability: 40%", "impact_score: 4", "impact: {cost: 20000 EUR, days: 10d}"),
        risk("R-2", "impact_score: 2", "current: {likelihood: 3, impact: 5, cost: 100.50 EUR}"),
    )
    one, two = found.risks["R-1"].current, found.risks["R-2"].current
    assert (one.likelihood, one.impact, one.score) == (2, 4, 8)
    assert (one.expected_value, one.expected_delay) == (-8000, 4)
    assert (two.likelihood, two.impact, two.probability) == (3, 5, Decimal("0.5"))
    assert two.expected_value == Decimal("-50.25")


def test_scores_that_are_not_written_follow_from_the_figures(tmp_path: Path) -> None:
    found = register(
        tmp_path, risk("R-1", "probability: 0.7", "impact: {cost: 15000 EUR, days: 2d, quality: 2}")
    )
    one = found.risks["R-1"].current
    assert (one.likelihood, one.impact, one.score) == (4, 3, 12)
    assert one.band is not None
    assert one.band.name == "medium"


def test_an_opportunity_counts_the_other_way(tmp_path: Path) -> None:
    found = register(
        tmp_path,
        risk("R-1", "probability: 0.5", "impact: {cost: 1000 EUR, days: 4d}"),
        risk("R-2", "type: opportunity", "probability: 0.5", "impact: {cost: 600 EUR, days: 2d}"),
    )
    good = found.risks["R-2"].current
    assert (good.expected_value, good.expected_delay) == (300, -1)
    exposure = found.current
    assert (exposure.threats, exposure.opportunities, exposure.net) == (500, 300, 200)
    assert (exposure.delay, exposure.gain) == (2, 1)


def test_exposure_before_and_after_the_response(tmp_path: Path) -> None:
    found = register(
        tmp_path,
        risk(
            "R-1",
            "probability: 0.5",
            "impact: {cost: 1000 EUR}",
            "inherent: {probability: 0.9, cost: 2000 EUR}",
            "residual: {likelihood: 1}",
        ),
        risk("R-2", "probability: 0.1", "impact: {cost: 500 EUR}"),
        risk("R-3", "status: closed", "probability: 1", "impact: {cost: 9000 EUR}"),
        risk("R-4", "likelihood: 2", "impact_score: 5"),
    )
    assert [stage.threats for stage in (found.inherent, found.current, found.residual)] == [1850, 550, 150]
    assert found.current.unpriced == ("R-4",)
    assert found.current.score == 3 * 1 + 1 * 1 + 2 * 5
    assert not found.risks["R-3"].open


def test_the_impact_after_the_response_follows_from_its_own_cost(tmp_path: Path) -> None:
    found = register(
        tmp_path, risk("R-1", "likelihood: 3", "impact_score: 5", "residual: {likelihood: 2, cost: 900 EUR}")
    )
    assert (found.risks["R-1"].residual.likelihood, found.risks["R-1"].residual.impact) == (2, 1)


def test_the_ranking_and_the_matrix(tmp_path: Path) -> None:
    found = register(
        tmp_path,
        risk("R-1", "likelihood: 2", "impact_score: 4"),
        risk("R-2", "likelihood: 4", "impact_score: 5", "residual: {likelihood: 2, impact: 4}"),
        risk("R-3", "likelihood: 4", "impact_score: 2", "impact: {cost: 10 EUR}"),
        risk("R-4", "likelihood: 5", "impact_score: 5", "type: opportunity"),
    )
    assert found.ranking == ("R-4", "R-2", "R-3", "R-1")
    assert found.high == ("R-2",)
    cells = {(cell.likelihood, cell.impact): cell for cell in found.matrix}
    assert len(cells) == 25
    assert (cells[4, 5].current, cells[4, 5].band.rag) == (("R-2",), "red")
    assert (cells[2, 4].current, cells[2, 4].residual) == (("R-1",), ("R-1", "R-2"))
    assert sum(len(cell.inherent) for cell in found.matrix) == 4


def test_a_project_may_have_scales_and_bands_of_its_own(tmp_path: Path) -> None:
    own = (
        PROJECT + "risk:\n"
        "  probability_scale: [{score: 1, probability: 0.1}, {score: 2, probability: 0.5}, {score: 3, probability: 0.9}]\n"
        "  impact_scale: [{score: 1, cost: 1000 EUR, days: 1w}, {score: 2, cost: 5000 USD}, {score: 3}]\n"
        "  bands: [{name: low, from: 1}, {name: very-high, from: 6}]\n"
    )
    rates = 'accounts: []\nexchange_rates:\n  - {date: 2026-01-01, from: USD, to: EUR, rate: "0.5"}\n'
    found = register(
        tmp_path,
        risk("R-1", "probability: 0.3", "impact: {cost: 2501 EUR}"),
        risk("R-2", "probability: 0.31", "impact: {cost: 2500 EUR, days: 5d}"),
        risk("R-3", "probability: 0.9", "impact: {cost: 5002 USD}"),
        project=own,
        budget=rates,
    )
    scores = {id_: (one.current.likelihood, one.current.impact) for id_, one in found.risks.items()}
    assert scores == {"R-1": (1, 3), "R-2": (2, 2), "R-3": (3, 3)}
    band = found.risks["R-3"].current.band
    assert band is not None
    assert (band.name, band.rag) == ("very-high", "red")


def test_nothing_assessed_scores_nothing(tmp_path: Path) -> None:
    one = register(tmp_path, risk("R-1")).risks["R-1"]
    assert (one.current.score, one.current.band, one.current.expected_value) == (None, None, None)


def findings(folder: Path, files: dict[str, str]) -> list[Diagnostic]:
    loaded = load(folder, laid_over_base(files))
    schedule = schedule_of(loaded)
    _, found = compute_risk(loaded.project, schedule.calendar, schedule, None)
    return found


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_bad_example_has_the_finding_at_its_mark(rule: Rule, tmp_path: Path) -> None:
    found = {
        (one.rule, one.span.file, one.span.line)
        for one in findings(tmp_path, rule.bad)
        if one.span is not None
    }
    assert found == marked(rule.bad)


@pytest.mark.parametrize("files", [BASE, *(rule.good for rule in RULES)])
def test_the_good_example_has_no_finding(files: dict[str, str], tmp_path: Path) -> None:
    assert findings(tmp_path, files) == []
    assert marked(files) == set()
    assert [one for one in check(tmp_path).findings if one.severity is Severity.ERROR] == []
