"""Result files give figures, and nothing in them can do harm."""

from pathlib import Path

import pytest

from milepost.source.evidence import Evidence, parse_evidence, read_evidence
from milepost.source.folder import DiskFolder

ROOT = Path(__file__).parents[2]


def parse(text: str, form: str = "junit") -> Evidence:
    return parse_evidence(text.encode(), form)


def test_cases_are_counted_and_totals_are_not_believed() -> None:
    found = parse(
        '<testsuites tests="99" failures="0" timestamp="2026-02-01T08:00:00"><testsuite timestamp="2026-02-03T10:00:00">'
        '<testcase name="a"/><testcase name="b"><failure/><error/></testcase><testcase name="c"><skipped/></testcase>'
        '<testcase name="d"><error/></testcase><testcase name="e"><skipped/><failure/></testcase></testsuite></testsuites>'
    )
    assert found.figures == {
        "tests": 5, "tests-failed": 3, "tests-skipped": 1, "tests-passed-percent": 25.0,
    }  # fmt: skip
    assert (found.day, found.problem) == ("2026-02-03", "")


def test_without_a_test_that_ran_there_is_no_share() -> None:
    assert "tests-passed-percent" not in parse("<testsuite/>").figures
    assert parse("<testsuite><testcase><skipped/></testcase></testsuite>").figures["tests-skipped"] == 1


@pytest.mark.parametrize(("timestamp", "day"), [
    ("1795140600", "2026-11-20"), ("1795140600000", "2026-11-20"), ("", ""), ("soon", ""), ("9" * 30, ""),
])  # fmt: skip
def test_coverage_is_that_of_the_whole(timestamp: str, day: str) -> None:
    found = parse(
        f'<!DOCTYPE coverage SYSTEM "http://example.org/coverage-04.dtd"><coverage line-rate="0.815" branch-rate="0.5"'
        f' branches-valid="0" timestamp="{timestamp}"><packages><package line-rate="0.1"/></packages></coverage>',
        "cobertura",
    )
    assert found.figures == {"line-coverage-percent": 81.5}
    assert found.day == day


@pytest.mark.parametrize(("text", "words"), [
    ('<!DOCTYPE a [<!ENTITY a "x">]><testsuites/>', "entities"),
    ('<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]><testsuites>&a;</testsuites>', "entities"),
    ('<!DOCTYPE a [<!ENTITY % p SYSTEM "http://example.org/x"> %p;]><testsuites/>', "entities"),
    ("<testsuites>", "not well-formed"),
    ("", "not well-formed"),
    ("{}", "not well-formed"),
    ("<html/>", "root is <html>"),
    ("<a>" * 200 + "</a>" * 200, "nested"),
])  # fmt: skip
def test_what_is_no_result_file_says_why(text: str, words: str) -> None:
    found = parse(text)
    assert found.figures == {}
    assert words in found.problem


def test_a_rate_that_is_no_number_is_a_problem() -> None:
    assert "number" in parse('<coverage line-rate="most"/>', "cobertura").problem


@pytest.mark.parametrize(
    "path", ["../secret.xml", "/etc/passwd", "a//b.xml", "./a.xml", "a\\b.xml", "link/a.xml", "out.xml"]
)
def test_nothing_outside_the_project_is_read(tmp_path: Path, path: str) -> None:
    outside, inside = tmp_path / "outside", tmp_path / "project"
    outside.mkdir()
    inside.mkdir()
    (outside / "a.xml").write_text("<testsuites/>")
    (tmp_path / "secret.xml").write_text("<testsuites/>")
    (inside / "link").symlink_to(outside)
    (inside / "out.xml").symlink_to(outside / "a.xml")
    found = read_evidence(DiskFolder(inside), [(path, "junit")])[path, "junit"]
    assert found.figures == {}
    assert found.problem


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a.xml").mkdir()
    found = read_evidence(DiskFolder(tmp_path), [("a.xml", "junit"), ("b.xml", "junit")])
    assert found["b.xml", "junit"].missing
    assert "not a file" in found["a.xml", "junit"].problem


def test_the_files_of_the_example() -> None:
    wanted = [("evidence/junit-interfaces.xml", "junit"), ("evidence/coverage.xml", "cobertura")]
    tests, coverage = read_evidence(DiskFolder(ROOT / "example-project"), wanted).values()
    assert tests.figures["tests-passed-percent"] == 90.0
    assert coverage.figures == {"line-coverage-percent": 81.5, "branch-coverage-percent": 70.98}
