"""The scope against its baselines: what moved, by which change, and the finding where there is none."""

from datetime import date
from pathlib import Path

from milepost.scope.frozen import fingerprint, fingerprints
from tests.scope.written import project, rules_found

SETTINGS = """\
milepost: 1
id: P-1
name: Catalogue
manager: mara
start: 2026-01-05
target_finish: 2026-03-31
status_date: 2026-02-06
calendar: std
currency: EUR
baseline: {name: B2}
"""
B1 = "id: B1\nname: First\ncreated: 2026-01-06\ntasks: {}\nscope: {deliverables: [DL-1, DL-2], requirements: [REQ-1]}\n"
B2 = (
    "id: B2\nname: Second\ncreated: 2026-01-20\nchange: CR-1\nsupersedes: B1\ntasks: {}\n"
    "scope: {deliverables: [DL-1, DL-3], requirements: [REQ-1], fingerprints: {REQ-1: 000000000000}}\n"
).replace("000000000000", '"000000000000"')
DELIVERABLES = """\
deliverables:
  - {id: DL-1, title: Catalogue, owner: raj, status: accepted, accepted: 2026-01-16, due: 2026-01-12,
     acceptor: mara, accepted_by: mara, evidence: [note.pdf], acceptance_criteria: [{text: Found., met: true}]}
  - {id: DL-3, title: Newspapers, owner: raj, due: 2026-03-02, change: CR-1}
  - {id: DL-4, title: Maps, owner: raj, due: 2026-03-20}
"""
REQUIREMENTS = "requirements:\n  - {id: REQ-1, title: Search, statement: Find it., source: mara, fit_criterion: Fast., status: approved, tasks: [T-3], tests: [{name: a}]}\n"
CHANGES = """\
changes:
  - {id: CR-1, title: Newspapers, status: approved, decided: 2026-01-20, decided_by: mara}
  - {id: CR-2, title: Maps, status: assessing, links: {deliverables: [DL-4]}}
"""


def files(**changed: str) -> dict[str, str]:
    return {
        "project": SETTINGS, "baselines__B1": B1, "baselines__B2": B2, "deliverables": DELIVERABLES,
        "requirements": REQUIREMENTS, "changes": CHANGES, **changed,
    }  # fmt: skip


def test_movements_follow_the_chain_of_baselines_to_now(tmp_path: Path) -> None:
    scope = project(tmp_path, **files()).report.scope()
    first, second = scope.periods
    assert (first.before, first.after, first.start, first.end) == (
        "B1", "B2", date(2026, 1, 6), date(2026, 1, 20),
    )  # fmt: skip
    assert [(one.id, one.what, one.changes) for one in first.movements] == [
        ("DL-3", "added", ("CR-1",)), ("DL-2", "removed", ()),
    ]  # fmt: skip
    assert [(one.id, one.what) for one in second.movements] == [("DL-4", "added"), ("REQ-1", "reworded")]
    assert scope.volatility == 100 * 4 / 3
    assert scope.approved_percent == 25.0
    assert [one.id for one in scope.unapproved] == ["DL-2", "DL-4", "REQ-1"]


def test_burn_up_follows_scope_due_days_and_acceptances(tmp_path: Path) -> None:
    points = {one.day: one for one in project(tmp_path, **files()).report.scope().burn_up}
    assert (points[date(2026, 1, 16)].scope, points[date(2026, 1, 16)].accepted) == (2, 1)
    assert points[date(2026, 2, 6)].scope == 3  # now
    assert points[date(2026, 1, 12)].due == 1
    last = points[date(2026, 3, 20)]
    assert (last.scope, last.due, last.accepted) == (None, 3, None)


def test_scope_without_an_approved_change_is_a_finding(tmp_path: Path) -> None:
    found = project(tmp_path, **files())
    assert ("scope/added-without-change", "DL-4") in rules_found(found)
    assert ("scope/reworded-without-change", "REQ-1") in rules_found(found)
    added = next(one for one in found.verdict.findings if one.rule == "scope/added-without-change")
    assert [note.text for note in added.notes] == ["CR-2 is assessing"]


def test_an_approved_change_settles_it(tmp_path: Path) -> None:
    approved = CHANGES.replace(
        "status: assessing, links: {deliverables: [DL-4]}",
        "status: approved, decided: 2026-02-02, decided_by: mara, links: {deliverables: [DL-4], requirements: [REQ-1]}",
    )
    found = rules_found(project(tmp_path, **files(changes=approved)))
    assert not {rule for rule, _ in found if rule.endswith("-without-change")}


def test_a_change_decided_before_the_baseline_does_not_allow_a_later_rewording(tmp_path: Path) -> None:
    early = CHANGES.replace(
        "status: assessing, links: {deliverables: [DL-4]}",
        "status: approved, decided: 2026-01-10, decided_by: mara, links: {deliverables: [DL-4], requirements: [REQ-1]}",
    )
    found = rules_found(project(tmp_path, **files(changes=early)))
    assert ("scope/reworded-without-change", "REQ-1") in found
    assert ("scope/added-without-change", "DL-4") not in found


def test_what_is_gone_is_found_at_the_baseline_of_the_project(tmp_path: Path) -> None:
    without = "".join(line for line in DELIVERABLES.splitlines(keepends=True) if "DL-3" not in line)
    found = project(tmp_path, **files(deliverables=without))
    dropped = next(one for one in found.verdict.findings if one.rule == "scope/dropped-without-change")
    assert dropped.span is not None
    assert (dropped.span.file, dropped.span.line) == ("project.yaml", 10)
    assert "DL-3" in dropped.message


def test_a_fingerprint_knows_words_and_not_layout(tmp_path: Path) -> None:
    first = project(tmp_path / "a", requirements=REQUIREMENTS).project.by_id["REQ-1"]
    folded = REQUIREMENTS.replace("statement: Find it.", 'statement: "Find\n      it."')
    second = project(tmp_path / "b", requirements=folded).project.by_id["REQ-1"]
    other = project(tmp_path / "c", requirements=REQUIREMENTS.replace("Find", "Search"))
    assert fingerprint(first) == fingerprint(second)
    assert fingerprints(other.project)["REQ-1"] != fingerprint(first)
