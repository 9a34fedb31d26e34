"""Decisions by urgency, with the float that waits for them, and who was not told."""

from datetime import date
from decimal import Decimal
from pathlib import Path

from milepost.checking import check_project
from tests.scope.written import project

EXAMPLE = Path(__file__).parents[2] / "example-project"


def test_the_example() -> None:
    log = check_project(EXAMPLE).report.decisions()
    first, second = log.pending
    assert (first.id, first.on, first.days_left, first.options) == ("D-9", "S-1", 12, 3)
    assert first.float_days == Decimal(0)
    assert (second.id, second.float_days) == ("D-10", None)
    taken = {one.id: one for one in log.taken}
    assert (taken["D-5"].told, taken["D-5"].not_told) == (("S-13", "S-14"), ())
    assert taken["D-2"].superseded_by == "D-4"
    assert not taken["D-2"].holds
    assert [one.day for one in log.taken] == sorted((one.day for one in log.taken), key=str, reverse=True)


def test_a_stakeholder_is_told_when_the_person_is(tmp_path: Path) -> None:
    found = project(
        tmp_path,
        stakeholders="stakeholders:\n  - {id: S-1, name: Raj Okafor, person: raj}\n",
        decisions="decisions:\n  - {id: D-1, title: Load at night, status: decided, date: 2026-01-12, decided_by: mara,"
        " communicate_to: [S-1, mara], communicated_to: [{to: raj, date: 2026-01-13}]}\n"
        "  - {id: D-2, title: Choose, owner: raj, needed_by: 2026-02-01, blocks: [T-2, T-3]}\n",
    ).report.decisions()
    (taken,) = found.taken
    assert (taken.told, taken.not_told) == (("S-1",), ("mara",))
    (pending,) = found.pending
    assert (pending.on, pending.needed_by, pending.days_left) == ("raj", date(2026, 2, 1), -5)
    assert pending.float_days == 0  # T-2 is done and has none
