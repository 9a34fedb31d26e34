"""Traceability follows links from both ends, through summaries, and says what is missing."""

import json
from datetime import date
from pathlib import Path

import pytest

from milepost.diagnostics.example import BASE
from milepost.exchange.report_json import report_json
from milepost.history.revision import Revision
from milepost.portal.compose.site import compose
from milepost.scope.links import leaves_below, task_deliverables
from tests.scope.written import project, rules_found

PLAN = """\
tasks:
  - id: T-1
    name: Catalogue
    owner: mara
    deliverable: DL-1
    tasks:
      - {id: T-2, name: Map, duration: 10d, assignments: [mara]}
      - {id: T-3, name: Load, duration: 30d, predecessors: [T-2], assignments: [raj]}
      - {id: T-4, name: Manual, duration: 5d, deliverable: DL-2, assignments: [mara]}
  - {id: T-5, name: Run the project, duration: 20d, owner: mara, assignments: [mara]}
"""
REQUIREMENTS = """\
requirements:
  - {id: REQ-1, title: Search, source: mara, fit_criterion: Fast., priority: must, objective: OBJ-1,
     tasks: [T-1], status: approved, tests: [{name: one, result: passed}, {name: two, result: failed}]}
  - {id: REQ-2, title: Manual, source: raj, fit_criterion: Read., priority: should,
     deliverables: [DL-2], status: approved}
  - {id: REQ-3, title: Voice, priority: could, status: proposed}
"""
DELIVERABLES = """\
deliverables:
  - {id: DL-1, title: Catalogue, owner: raj, requirements: [REQ-1]}
  - {id: DL-2, title: Manual, owner: raj}
"""
OBJECTIVES = """\
objectives:
  - {id: OBJ-0, title: Found from home, level: strategic}
  - {id: OBJ-1, title: Found, parent: OBJ-0, owner: mara, measure: Seconds, target: "1", date: 2026-12-31}
  - {id: OBJ-2, title: Known, parent: OBJ-0, owner: mara, measure: Readers, target: "1", date: 2026-12-31}
"""


@pytest.fixture
def found(tmp_path: Path):
    return project(
        tmp_path, plan=PLAN, requirements=REQUIREMENTS, deliverables=DELIVERABLES, objectives=OBJECTIVES
    )


def test_a_task_works_on_its_own_deliverable_or_on_that_of_the_summary_above(found) -> None:
    assert task_deliverables(found.project) == {"T-2": "DL-1", "T-3": "DL-1", "T-4": "DL-2"}
    assert leaves_below(found.project, ["T-4", "T-1"]) == ["T-4", "T-2", "T-3"]


def test_links_count_from_both_ends(found) -> None:
    trace = found.report.traceability()
    first, second, _ = trace.requirements
    assert first.deliverables == ("DL-1",)
    assert second.deliverables == ("DL-2",)
    assert trace.deliverable_requirements == {"DL-1": ("REQ-1",), "DL-2": ("REQ-2",)}
    assert trace.deliverable_tasks == {"DL-1": ("T-2", "T-3"), "DL-2": ("T-4",)}


def test_a_requirement_without_tasks_has_those_of_its_deliverables(found) -> None:
    first, second, third = found.report.traceability().requirements
    assert first.tasks == ("T-2", "T-3", "T-4")
    assert second.tasks == ("T-4",)
    assert first.finish == date(2026, 4, 2)  # 40 working days from the status date, a Friday, on
    assert (first.tests, first.passed, first.failed) == (2, 1, 1)
    assert second.gaps == ("objective", "test")
    assert third.gaps == ()  # proposed: not in scope yet


def test_coverage_counts_what_is_in_scope_and_names_the_gaps(found) -> None:
    coverage = {one.key: one for one in found.report.traceability().coverage}
    assert (coverage["requirement-task"].covered, coverage["requirement-task"].of) == (2, 2)
    assert coverage["requirement-test"].gaps == ("REQ-2",)
    assert coverage["requirement-passed"].gaps == ("REQ-1", "REQ-2")
    assert coverage["objective-requirement"].gaps == ("OBJ-2",)
    assert coverage["task-deliverable"].gaps == ("T-5",)
    assert coverage["task-deliverable"].percent == 75.0


def test_effort_falls_on_requirements_and_sums_to_the_work(found) -> None:
    must, should = found.report.traceability().priorities
    assert (must.priority, must.effort_days, must.percent) == ("must", 45.0, 100.0)
    assert should.effort_days == 0.0  # it names no task of its own


def test_the_orphan_is_one_note_and_not_a_warning(found) -> None:
    assert ("scope/task-without-deliverable", "T-5") in rules_found(found)
    severities = {one.rule: one.severity.value for one in found.verdict.findings}
    assert severities["scope/task-without-deliverable"] == "info"


def test_records_without_an_id_have_their_finding_and_stop_nothing(tmp_path: Path) -> None:
    checked = project(
        tmp_path,
        project=BASE["project.yaml"] + "baseline: {name: B1}\n",
        baselines__B1="id: B1\nname: Plan\ncreated: 2026-01-06\ntasks: {}\nscope: {deliverables: [], requirements: []}\n",
        **{
            name: f"{name}:\n  - {{title: Nameless, status: {status}}}\n"
            for name, status in (
                ("deliverables", "planned"), ("requirements", "approved"), ("changes", "submitted"),
                ("issues", "open"), ("decisions", "pending"), ("actions", "open"),
            )
        },
    )  # fmt: skip
    assert {rule for rule, _ in rules_found(checked)} >= {"schema/missing-field"}
    assert compose(checked, Revision("0" * 40)).pages
    assert json.loads(report_json(checked, Revision("0" * 40)))["changes"]["changes"] == {}


def test_a_project_that_does_not_trace_is_left_alone(tmp_path: Path) -> None:
    only = project(tmp_path, deliverables=DELIVERABLES.replace(", requirements: [REQ-1]", ""))
    assert not [one for one in only.verdict.findings if one.rule.startswith("scope/")]
    assert only.report.traceability().orphan_tasks == ()
