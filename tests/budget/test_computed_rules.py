"""Every rule that needs the computed budget: its bad example has the finding at its mark, its good one has none."""

from pathlib import Path

import pytest

from milepost.budget.baseline import baseline_in_force
from milepost.budget.compute import compute_budget
from milepost.budget.computed_rules import RULES
from milepost.diagnostics import Diagnostic, Rule, Severity
from milepost.diagnostics.example import BASE, laid_over_base
from tests.budget.written import load, schedule_of
from tests.rule_examples import check, marked


def findings(folder: Path, files: dict[str, str]) -> list[Diagnostic]:
    loaded = load(folder, laid_over_base(files))
    _, found = compute_budget(loaded.project, schedule_of(loaded), baseline_in_force(loaded.project))
    return found


def test_the_base_project_is_clean(tmp_path: Path) -> None:
    assert findings(tmp_path, BASE) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_bad_example_has_the_finding_at_its_mark(rule: Rule, tmp_path: Path) -> None:
    found = {
        (finding.rule, finding.span.file, finding.span.line)
        for finding in findings(tmp_path, rule.bad)
        if finding.rule == rule.name and finding.span is not None
    }
    assert found == marked(rule.bad)
    assert found, "the example has no mark"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_good_example_has_no_finding(rule: Rule, tmp_path: Path) -> None:
    assert findings(tmp_path, rule.good) == []
    assert marked(rule.good) == set()
    assert [one for one in check(tmp_path).findings if one.severity is Severity.ERROR] == []
