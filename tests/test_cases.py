"""Projects as people write them: each folder of cases/bad says in its files what is found, those of cases/good are clean.

`# expect: rule` (or several, with commas) stands at the line of the finding. Nothing else may be found.
"""

import re
from pathlib import Path

import pytest

from milepost.checks import find_rule
from milepost.diagnostics import Severity
from milepost.source import reader
from tests.rule_examples import check

CASES = Path(__file__).parent / "cases"
EXPECTATION = re.compile(r"# expect: ([a-z/, -]+)")
TEXT_FILES = {".yaml", ".yml", ".md"}


def _cases(kind: str) -> list[Path]:
    return sorted(folder for folder in (CASES / kind).iterdir() if folder.is_dir())


def _name(folder: Path) -> str:
    return folder.name


def _expected(folder: Path) -> set[tuple[str, str, int]]:
    return {
        (rule.strip(), path.relative_to(folder).as_posix(), number)
        for path in sorted(folder.rglob("*"))
        if path.suffix in TEXT_FILES
        for number, line in enumerate(path.read_text("utf-8").split("\n"), 1)
        for match in EXPECTATION.finditer(line)
        for rule in match[1].removesuffix("--").split(",")
    }


@pytest.mark.parametrize("folder", _cases("bad"), ids=_name)
def test_a_bad_project_has_exactly_the_findings_it_says(folder: Path) -> None:
    findings = check(folder).findings
    assert all(finding.span is not None for finding in findings)
    found = {
        (finding.rule, finding.span.file, finding.span.line)
        for finding in findings
        if finding.span is not None and finding.severity is not Severity.INFO
    }
    expected = _expected(folder)
    assert found == expected
    assert expected
    assert all(find_rule(rule) is not None for rule, _, _ in expected)


@pytest.mark.parametrize("folder", _cases("good"), ids=_name)
def test_a_good_project_is_clean(folder: Path) -> None:
    assert check(folder).findings == ()
    assert _expected(folder) == set()


@pytest.mark.parametrize("folder", _cases("bad"), ids=_name)
def test_every_finding_says_what_to_do(folder: Path) -> None:
    for finding in check(folder).findings:
        assert finding.remedy
        assert finding.message
        assert "\n" not in finding.message + finding.remedy


@pytest.mark.parametrize("folder", [*_cases("bad"), *_cases("good")], ids=_name)
def test_without_libyaml_the_answers_are_the_same(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fast = check(folder)
    monkeypatch.setattr(reader, "LIBYAML", False)
    assert check(folder) == fast
