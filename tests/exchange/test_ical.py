"""Calendar files: read back with a calendar library, the same bytes every time, hostile text inert."""

from datetime import UTC, date, datetime
from pathlib import Path

import icalendar
import pytest

from milepost.checking import check_project
from milepost.control.events import events_of
from milepost.diagnostics.example import BASE
from milepost.exchange.ical import calendar_files
from milepost.exchange.plain_text import one_line
from tests.rule_examples import write

EVIL = "Live; a,b \\\\ \\n\\rBEGIN:VEVENT\\x01 \\u202eevil"
FILES = {
    **BASE,
    "plan.yaml": BASE["plan.yaml"].replace("name: Catalogue live", f'name: "{EVIL}"'),
    "phases.yaml": "gates:\n  - {id: G-1, name: Ready, date: 2026-03-02}\n  - {id: G-2, name: Begun, date: 2026-01-12,\n"
    "     decided: 2026-01-13, decision: conditional-go, approvers: [mara]}\n",
    "risks.yaml": "risks:\n  - {id: R-1, title: Late, type: threat, cause: c, event: e, effect: f, owner: mara,\n"
    "     next_review: 2026-02-13, confidentiality: restricted}\n"
    "  - {id: R-2, title: Dear, type: threat, cause: c, event: e, effect: f, owner: mara, next_review: 2026-02-14}\n",
    "communications.yaml": "communications:\n  - {id: C-1, title: News, audience: [raj], every: 2w, first_due: 2026-02-09}\n",
    "meetings/board.md": "---\nid: MTG-1\ntitle: Board\ndate: 2026-02-20T09:30\nduration: 1.5h\nplace: Room 1\n"
    "status: cancelled\nagenda: [One, Two]\n---\n",
}


def files_of(folder: Path, files: dict[str, str] = FILES) -> dict[str, bytes]:
    write(folder, files)
    checked = check_project(folder)
    report = checked.report
    return calendar_files(checked.project, events_of(checked.project, report.schedule, report.baseline))


def events_in(content: bytes) -> dict[str, icalendar.Event]:
    calendar = icalendar.Calendar.from_ical(content)
    return {str(event["uid"]): event for event in calendar.walk("VEVENT")}


def test_every_category_has_its_file_and_all_are_in_one(tmp_path: Path) -> None:
    files = files_of(tmp_path)
    assert list(files) == [
        "calendar.ics",
        "milestones.ics",
        "gates.ics",
        "reviews.ics",
        "reports.ics",
        "meetings.ics",
    ]
    parts = [set(events_in(content)) for name, content in files.items() if name != "calendar.ics"]
    assert set(events_in(files["calendar.ics"])) == set().union(*parts)
    assert sum(len(part) for part in parts) == len(events_in(files["calendar.ics"]))


def test_ids_stamps_and_days(tmp_path: Path) -> None:
    events = events_in(files_of(tmp_path)["calendar.ics"])
    milestone = events["P-1.T-4.milestone@milepost"]
    assert milestone["dtstart"].dt == date(2026, 2, 26)
    assert milestone["dtend"].dt == date(2026, 2, 27)
    assert milestone["dtstamp"].dt == datetime(2026, 2, 6, tzinfo=UTC)
    assert str(events["P-1.G-2.gate@milepost"]["description"]) == "Decision: conditional go."
    assert events["P-1.G-2.gate@milepost"]["dtstart"].dt == date(2026, 1, 13)
    assert "P-1.R-2.review@milepost" in events
    assert "P-1.R-1.review@milepost" not in events  # restricted
    assert events["P-1.C-1.report@milepost"]["dtstart"].dt == date(2026, 2, 9)


def test_a_meeting_has_its_time_without_a_zone(tmp_path: Path) -> None:
    meeting = events_in(files_of(tmp_path)["meetings.ics"])["P-1.MTG-1.meeting@milepost"]
    start = datetime(2026, 2, 20, 9, 30)  # noqa: DTZ001 - local time, as the project writes it
    assert meeting["dtstart"].dt == start
    assert (meeting["dtend"].dt - start).total_seconds() == 90 * 60
    assert (str(meeting["location"]), str(meeting["status"])) == ("Room 1", "CANCELLED")
    assert str(meeting["description"]) == "One; Two"


def test_hostile_text_is_text(tmp_path: Path) -> None:
    content = files_of(tmp_path)["milestones.ics"]
    assert content.count(b"BEGIN:VEVENT\r\n") == 1
    assert str(events_in(content)["P-1.T-4.milestone@milepost"]["summary"]) == (
        "T-4 Live; a,b \\ BEGIN:VEVENT evil"
    )
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))


def test_the_same_state_gives_the_same_bytes(tmp_path: Path) -> None:
    assert files_of(tmp_path / "a") == files_of(tmp_path / "b")


def test_nothing_to_come_gives_no_file(tmp_path: Path) -> None:
    plan = "tasks:\n  - {id: T-1, name: Work, duration: 5d, owner: mara}\n"
    assert files_of(tmp_path, {**BASE, "plan.yaml": plan}) == {}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a\r\n b\tc", "a b c"),
        ("a\x00b\x1bc\u2028d", "abc d"),
        ("\u202ea\u2066b\ud800", "ab"),
        ("क\u200dष", "क\u200dष"),
        ("", ""),
    ],
)
def test_one_line(text: str, line: str) -> None:
    assert one_line(text) == line
