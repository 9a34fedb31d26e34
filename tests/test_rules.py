"""Every rule has an example with the problem, whose place is marked, and one without it."""

from importlib import import_module
from pathlib import Path

import pytest

from milepost.checks import CHECKS, RULES, find_rule, similar_rules
from milepost.diagnostics import Rule, Severity
from milepost.diagnostics.example import BASE, laid_over_base
from tests.rule_examples import check, marked, write

SHOWN_ELSEWHERE = {
    "source/wrong-encoding": "tests.source.test_files:test_utf_16_is_refused_with_its_name",
    "source/too-large": "tests.source.test_files:test_a_file_of_more_than_16_mib_is_not_read",
    "source/too-many-files": "tests.source.test_files:test_more_files_than_the_bound_are_not_read",
    "source/unreadable": "tests.source.test_files:test_a_loop_of_links_is_unreadable",
    "source/not-a-file": "tests.source.test_files:test_a_folder_where_a_file_should_be",
    "source/outside-project": "tests.source.test_files:test_a_link_to_a_file_outside_is_not_followed",
    "source/no-project-file": "tests.source.test_files:test_a_folder_without_a_project_file",
    "source/bad-schema": "tests.source.test_files:test_a_schema_of_the_project_that_is_none",
    "schema/invalid": "tests.source.test_validate:test_a_condition_without_a_rule_of_its_own",
}
"""Rules whose problem is not text in a file with a line to mark, and the test that shows each."""


def _name(rule: Rule) -> str:
    return rule.name


def test_the_base_project_is_clean(tmp_path: Path) -> None:
    write(tmp_path, BASE)
    assert check(tmp_path).findings == ()


def test_names_are_unique_and_state_a_duty() -> None:
    names = [rule.name for rule in RULES]
    assert len(set(names)) == len(names)
    duties = {
        "source",
        "schema",
        "project",
        "schedule",
        "budget",
        "risk",
        "people",
        "scope",
        "quality",
        "control",
    }
    assert {rule.duty for rule in RULES} == duties


def test_no_check_stands_twice_in_the_list() -> None:
    assert len(set(CHECKS)) == len(CHECKS)


@pytest.mark.parametrize("rule", RULES, ids=_name)
def test_a_rule_has_its_page(rule: Rule) -> None:
    assert rule.summary.endswith((".", "?", ")"))
    assert rule.why.endswith((".", "?", ")"))
    assert rule.remedy.endswith((".", ")"))
    assert rule.good
    assert marked(rule.good) == set()


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.name not in SHOWN_ELSEWHERE], ids=_name)
def test_the_bad_example_has_the_finding_at_its_mark(rule: Rule, tmp_path: Path) -> None:
    write(tmp_path, laid_over_base(rule.bad))
    found = {
        (finding.rule, finding.span.file, finding.span.line)
        for finding in check(tmp_path).findings
        if finding.span is not None and finding.rule == rule.name
    }
    expected = {mark for mark in marked(rule.bad) if mark[0] == rule.name}
    assert found == expected
    assert found, "the example has no mark"


@pytest.mark.parametrize("rule", RULES, ids=_name)
def test_the_good_example_has_no_such_finding_and_no_error(rule: Rule, tmp_path: Path) -> None:
    write(tmp_path, laid_over_base(rule.good))
    findings = check(tmp_path).findings
    assert [finding for finding in findings if finding.rule == rule.name] == []
    assert [finding for finding in findings if finding.severity is Severity.ERROR] == []


@pytest.mark.parametrize(("name", "test"), SHOWN_ELSEWHERE.items())
def test_what_is_shown_elsewhere_is_shown_there(name: str, test: str) -> None:
    assert find_rule(name) is not None
    module, _, function = test.partition(":")
    assert callable(getattr(import_module(module), function))


def test_rules_are_found_by_name_and_by_what_looks_like_it() -> None:
    rule = find_rule("risk/closed-without-date")
    assert rule is not None
    assert rule.duty == "risk"
    assert find_rule("risk/closed") is None
    assert similar_rules("risks/closed-without-dat")[0] == "risk/closed-without-date"
    assert "schedule/long-task" in similar_rules("plan/long-task")
    assert similar_rules("zzz/qqq") == ()
