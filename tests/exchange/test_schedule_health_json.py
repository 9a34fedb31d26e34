"""The schedule assessment and the load within the exported report."""

import json
from pathlib import Path

import pytest

from milepost.checking import Checked, check_project
from milepost.exchange.report_json import report_json
from milepost.history.revision import Revision

EXAMPLE = Path(__file__).parents[2] / "example-project"


@pytest.fixture(scope="module")
def checked() -> Checked:
    return check_project(EXAMPLE)


@pytest.fixture(scope="module")
def report(checked: Checked) -> dict:
    return json.loads(report_json(checked, Revision()))


def test_all_points_with_value_limit_and_offenders(checked: Checked, report: dict) -> None:
    health = checked.report.health
    assert health is not None
    shown = report["schedule"]["health"]
    assert list(shown) == list(health.metrics)
    for key, metric in health.metrics.items():
        assert shown[key]["pass"] is metric.passed
        assert shown[key]["value"] == (
            None if metric.value is None else pytest.approx(metric.value, abs=1e-6)
        )
        assert len(shown[key]["offenders"]) == len(metric.links or metric.offenders)
    assert shown["leads"]["offenders"] == [["T-423", "T-424", "FS", -5]]
    assert shown["logic"]["unit"] == "%"


def test_the_score(checked: Checked, report: dict) -> None:
    health = checked.report.health
    assert health is not None
    score = report["schedule"]["health_score"]
    assert score["percent"] == pytest.approx(health.score, abs=1e-6)
    assert sum(part["judged"] for part in score["parts"]) == sum(
        one["pass"] is not None for one in report["schedule"]["health"].values()
    )
    assert score["completion"] == "M-11"


def test_the_load_of_everybody(checked: Checked, report: dict) -> None:
    load = checked.report.load
    assert load is not None
    assert list(report["resources"]) == list(load.people)
    for who, person in report["resources"].items():
        total = sum(week["demand_hours"] for week in person["weeks"])
        assert total == pytest.approx(person["demand_hours"], abs=1e-3)
        for week in person["weeks"]:
            if week["capacity_hours"]:
                assert week["load"] == pytest.approx(week["demand_hours"] / week["capacity_hours"], abs=1e-5)
        for one in person["overloads"]:
            assert one["units"] > one["capacity"], who
            assert set(one["tasks"]) <= set(report["schedule"]["tasks"])
