"""Words in figures: timeliness, answers to feedback, what meetings left behind."""

from decimal import Decimal
from pathlib import Path

import pytest

from milepost.checking import check_project
from tests.people.test_stances import people_of
from tests.rule_examples import write


def test_timeliness_and_the_next_beat(tmp_path: Path) -> None:
    people = people_of(
        tmp_path,
        communications="communications:\n"
        "  - id: C-1\n    title: News\n    every: 2w\n    first_due: 2026-05-04\n"
        "    sent: [{due: 2026-05-04, date: 2026-05-04}, {due: 2026-05-18, date: 2026-05-20}, {date: 2026-05-21}]\n"
        "  - {id: C-2, title: Late, every: 1w, first_due: 2026-05-04, last_sent: 2026-05-11}\n"
        "  - {id: C-3, title: Paused, every: 1w, first_due: 2026-05-04, status: paused}\n",
    )
    news, late, paused = people.communications.values()
    assert (news.sent, news.on_time, news.timeliness) == (2, 1, Decimal("0.5"))
    assert (str(news.next_due), news.days_late) == ("2026-06-01", 0)
    assert (str(late.next_due), late.days_late, late.timeliness) == ("2026-05-18", 14, None)
    assert (paused.next_due, paused.days_late) == (None, 0)


def test_feedback(tmp_path: Path) -> None:
    people = people_of(
        tmp_path,
        feedback="feedback:\n"
        "  - {id: F-1, text: a, date: 2026-05-01, status: answered, response: b, responded: 2026-05-04}\n"
        "  - {id: F-2, text: a, date: 2026-05-01, status: closed, response: b, responded: 2026-05-11}\n"
        "  - {id: F-3, text: a, date: 2026-05-01}\n"
        "  - {id: F-4, text: a, date: 2026-05-25}\n",
    )
    found = people.feedback
    assert (found.received, found.open, found.answered, found.overdue) == (4, 2, 2, ("F-3",))
    assert found.median_days == Decimal("6.5")


def test_what_meetings_left_behind(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "meetings/a.md": "---\nid: MTG-1\ntitle: Board\ndate: 2026-05-04\nstatus: held\nactions: [A-1, A-2]\n---\n",
            "meetings/b.md": "---\nid: MTG-2\ntitle: Board\ndate: 2026-07-04\nstatus: planned\nactions: [A-4]\n---\n",
        },
    )
    people = people_of(
        tmp_path,
        actions="actions:\n  - {id: A-1, title: a, status: done, done: 2026-05-05}\n  - {id: A-2, title: b, status: cancelled}\n"
        "  - {id: A-3, title: c, source: MTG-1}\n  - {id: A-4, title: d}\n",
        decisions="decisions:\n  - {id: D-1, title: e, status: decided, date: 2026-05-04, meeting: MTG-1}\n",
    )
    found = people.meetings
    assert (found.held, found.decisions, found.actions) == (1, ("D-1",), ("A-1", "A-2", "A-3"))
    assert (found.done, found.closure) == (1, Decimal("0.5"))


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("- [ ] Raj calls the vendor", True),
        ("  1. [ ] Raj calls the vendor", True),
        ("- [x] Raj called the vendor", False),
        ("- [ ] A-1 Raj calls the vendor", False),
        ("- [ ] Raj calls the vendor (A-1).", False),
        ("Raj calls the vendor", False),
    ],
)
def test_boxes_to_tick_in_minutes(tmp_path: Path, line: str, found: bool) -> None:
    write(
        tmp_path,
        {
            "project.yaml": "milepost: 1\nid: P-1\nname: N\nstart: 2026-01-05\nstatus_date: 2026-06-01\ncurrency: EUR\n",
            "actions.yaml": "actions:\n  - {id: A-1, title: Call}\n",
            "meetings/a.md": f"---\nid: MTG-1\ntitle: Board\ndate: 2026-05-04\nstatus: held\n---\nText.\n\n{line}\n",
        },
    )
    findings = [
        one for one in check_project(tmp_path).verdict.findings if one.rule == "people/action-outside-log"
    ]
    assert bool(findings) is found
    for one in findings:
        assert one.span is not None
        assert (one.span.line, one.span.column) == (9, line.index("Raj") + 1)


def test_an_audience_is_who_is_named_and_who_is_in_its_groups(tmp_path: Path) -> None:
    people = people_of(
        tmp_path,
        stakeholders="stakeholders:\n  - {id: S-1, name: Ada, group: board}\n  - {id: S-2, name: Bo}\n  - {id: S-3, name: Cy, group: board}\n",
        communications="communications:\n  - {id: C-1, title: a, audience: [S-3, S-2], audience_groups: [board, nobody]}\n"
        "  - {id: C-2, title: b, audience: [S-2]}\n",
    )
    assert [one.audience for one in people.communications.values()] == [("S-3", "S-2", "S-1"), ("S-2",)]
