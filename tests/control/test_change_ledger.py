"""The ledger of changes adds up from the original plan to the forecast, and measures what was declared."""

from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest

from milepost.checking import check_project
from milepost.control.change_ledger import ChangeLedger
from tests.scope.written import project, rules_found

EXAMPLE = Path(__file__).parents[2] / "example-project"


@pytest.fixture(scope="module")
def ledger() -> ChangeLedger:
    return check_project(EXAMPLE).report.changes()


def test_steps_between_two_totals_add_up_to_their_difference(ledger: ChangeLedger) -> None:
    totals = [place for place, step in enumerate(ledger.steps) if step.bac is not None]
    assert [ledger.steps[place].id for place in totals] == ["B1", "B2", ""]
    for first, last in pairwise(totals):
        parts = ledger.steps[first + 1 : last]
        before, after = ledger.steps[first], ledger.steps[last]
        assert before.bac is not None
        assert after.bac is not None
        assert sum(step.cost or 0 for step in parts) == after.bac - before.bac == after.cost
        assert sum(step.days or 0 for step in parts) == after.days


def test_a_change_with_a_baseline_is_measured_less_what_others_declare(ledger: ChangeLedger) -> None:
    found = {one.id: one for one in ledger.changes}
    assert found["CR-3"].declared == (Decimal(5), Decimal(40000))
    assert found["CR-3"].measured == (Decimal(5), Decimal("1177529.92") - Decimal("1127567.35") - 9800)
    assert found["CR-4"].measured == (None, Decimal("9492.00"))  # the cost of T-355, which is in no baseline
    assert found["CR-2"].measured == (None, None)


def test_ageing_and_funding(ledger: ChangeLedger) -> None:
    assert [(one.id, one.age_days, one.waits_for) for one in ledger.open] == [
        ("CR-5", 7, "S-1"), ("CR-9", 4, "pm"),
    ]  # fmt: skip
    assert ledger.drawn == {"contingency": Decimal(19700), "management-reserve": Decimal(40000)}
    assert ledger.approved_cost == sum(ledger.drawn.values())


def test_a_project_without_changes_or_baseline(tmp_path: Path) -> None:
    found = project(tmp_path).report.changes()
    assert found.changes == found.steps == ()
    assert found.lead_days is None


def test_a_change_may_be_decided_by_who_has_the_authority_over_days(tmp_path: Path) -> None:
    people = (
        "people:\n  - {id: mara, name: Mara, email: mara@example.org}\n  - {id: raj, name: Raj}\n"
        "roles:\n  - {id: pm, name: Manager, held_by: [mara], authority: {schedule: 5d}}\n"
    )
    change = (
        "changes:\n  - {id: CR-1, title: Wait, status: approved, decided: 2026-02-03, decided_by: mara,"
        " impact: {schedule: %s}}\n"
    )
    over = project(tmp_path / "over", people=people, changes=change % "6d")
    within = project(tmp_path / "within", people=people, changes=change % "1w")
    earlier = project(tmp_path / "earlier", people=people, changes=change % "-20d")
    assert ("control/decider-without-authority", "CR-1") in rules_found(over)
    assert ("control/decider-without-authority", "CR-1") not in rules_found(within)
    assert ("control/decider-without-authority", "CR-1") not in rules_found(earlier)
