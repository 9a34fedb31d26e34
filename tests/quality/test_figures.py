"""The figures of quality, and what comes out of result files."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from milepost.checking import check_project
from milepost.quality.figures import Part, Quality
from milepost.quality.metrics import days_of
from tests.scope.written import project, rules_found

EXAMPLE = Path(__file__).parents[2] / "example-project"
JUNIT = '<testsuite timestamp="2026-02-04T01:00:00"><testcase name="a"/><testcase name="b"><failure/></testcase></testsuite>\n'


@pytest.fixture(scope="module")
def quality() -> Quality:
    return check_project(EXAMPLE).report.quality()


def metric(**fields: str) -> str:
    lines = {"id": "QM-1", "title": "Passed tests", "target": "100", **fields}
    return "metrics:\n  - " + "\n    ".join(f"{key}: {value}" for key, value in lines.items()) + "\n"


SOURCE = "{path: evidence/junit.xml, format: junit, value: tests-passed-percent}"


def test_the_example(quality: Quality) -> None:
    assert quality.criteria == Part(10, 12)
    assert quality.reviews == Part(8, 10)
    assert quality.first_time == Part(2, 4)  # DL-1 on conditions, DL-3 rejected; DL-4 and DL-8 have no answer
    assert quality.severe_open == ("DEF-7", "DEF-9")
    assert sum(one.found for one in quality.defects) == 9  # DEF-6 was no fault
    assert quality.defect_flow[-1].day == date(2026, 11, 20)
    assert quality.escaped == Part(1, 9)
    assert sum(quality.density.values()) == 9
    assert quality.unpriced == ()


def test_cost_of_quality_is_that_of_its_records(quality: Quality) -> None:
    assert quality.cost["prevention"] == Decimal(900)
    assert quality.cost["appraisal"] == sum(map(Decimal, (14200, 1850, 2100, 1400, 1200)))
    assert quality.cost["external-failure"] == 0


def test_a_result_file_gives_the_current_value_on_its_own_day(tmp_path: Path) -> None:
    (tmp_path / "evidence").mkdir()
    (tmp_path / "evidence/junit.xml").write_text(JUNIT)
    written = metric(
        source_file=SOURCE, measurements="[{date: 2026-01-30, value: 98}, {date: 2026-03-01, value: 99}]"
    )
    found = project(tmp_path, quality=written)
    (state,) = found.report.quality().metrics
    assert state.values == ((date(2026, 1, 30), Decimal(98)), (date(2026, 2, 4), Decimal(50)))
    assert (state.from_file, state.state, state.off) == (True, "off target", Decimal(50))
    off = next(one for one in found.verdict.findings if one.rule == "quality/metric-off-target")
    assert off.span is not None
    assert off.span.line == 5  # at what asks the file for the value


def test_without_the_file_the_last_written_value_stands_and_is_said_to(tmp_path: Path) -> None:
    found = project(
        tmp_path, quality=metric(source_file=SOURCE, measurements="[{date: 2026-01-30, value: 100}]")
    )
    assert found.report.quality().metrics[0].state == "on target"
    assert ("quality/evidence-missing", "QM-1") in rules_found(found)


@pytest.mark.parametrize(("direction", "value", "state"), [
    ("higher-is-better", "101", "on target"), ("higher-is-better", "96", "within tolerance"),
    ("higher-is-better", "94", "off target"), ("lower-is-better", "99", "on target"),
    ("lower-is-better", "106", "off target"), ("on-target", "95", "within tolerance"), ("on-target", "106", "off target"),
])  # fmt: skip
def test_which_side_of_the_target_is_good(tmp_path: Path, direction: str, value: str, state: str) -> None:
    text = metric(direction=direction, tolerance="5", measurements=f"[{{date: 2026-02-02, value: {value}}}]")
    assert project(tmp_path, quality=text).report.quality().metrics[0].state == state


def test_a_rhythm_is_at_most_so_many_days() -> None:
    assert [days_of(text) for text in ("1d", "2w", "3mo", "1y", "", "0d", "w")] == [
        1,
        14,
        93,
        366,
        None,
        None,
        None,
    ]


def test_a_project_without_quality_has_nothing_to_count(tmp_path: Path) -> None:
    found = project(tmp_path).report.quality()
    assert found.criteria.percent is None
    assert found.metrics == found.defects == found.defect_flow == ()


def test_an_entity_in_a_result_file_is_an_error_and_not_an_exception(tmp_path: Path) -> None:
    (tmp_path / "evidence").mkdir()
    (tmp_path / "evidence/junit.xml").write_text(
        '<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]><testsuite>&a;</testsuite>'
    )
    found = project(tmp_path, quality=metric(source_file=SOURCE))
    assert ("quality/evidence-unreadable", "QM-1") in rules_found(found)
    assert found.report.quality().metrics[0].state == "not measured"
