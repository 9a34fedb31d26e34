"""`milepost today`: text without empty sections, the same as JSON, and the page of the portal."""

import json
from pathlib import Path

from milepost.checking import check_project
from milepost.portal.charts import Charts
from milepost.portal.compose.today import today_page
from milepost.portal.formats import Formats
from milepost.portal.page import page_text
from milepost.portal.render import Renderer
from tests.cli.command_line import CommandLine

EXAMPLE = Path(__file__).parents[2] / "example-project"
ACTIONS = """\
actions:
  - {id: A-1, title: Call <b>them</b>, owner: mara, due: 2026-02-01}
  - {id: A-2, title: Write, owner: raj, due: 2026-02-10}
"""


def test_a_morning(milepost: CommandLine) -> None:
    milepost.project(actions=ACTIONS)
    run = milepost("today")
    assert run.code == 0
    assert run.out == (
        "Catalogue migration, 2026-02-06\n"
        "\n"
        "Overdue (1)\n"
        "  A-1  Call <b>them</b> (action)  Mara Lindqvist  2026-02-01, 5 days late\n"
        "\n"
        "Due soon (1)\n"
        "  A-2  Write (action)  Raj Okafor  2026-02-10\n"
        "\n"
        "Next milestones (1)\n"
        "  T-4  Catalogue live  2026-02-26\n"
    )
    assert "Due soon" not in milepost("today", "--days", "3").out
    assert "3 days late" in milepost("today", "--as-of", "2026-02-13").out


def test_of_one_person(milepost: CommandLine) -> None:
    milepost.project(actions=ACTIONS)
    run = milepost("today", "--who", "raj")
    assert run.out.startswith("Catalogue migration, 2026-02-06: Raj Okafor\n\nDue soon (1)\n")
    assert "A-1" not in run.out
    run = milepost("today", "--who", "Raj Okafor")
    assert run.code == 2
    assert "Did you mean raj?" in run.err
    assert milepost("today", "--who", "T-1").code == 2


def test_nothing_to_do_is_said(milepost: CommandLine) -> None:
    milepost.project()
    assert (
        "Nothing is overdue, due within 14 days, waiting or late.\n" in milepost("today", "--who", "raj").out
    )


def test_as_json(milepost: CommandLine) -> None:
    milepost.project(actions=ACTIONS)
    found = json.loads(milepost("today", "--format", "json").out)
    assert found["status_date"] == "2026-02-06"
    assert found["overdue"] == [
        {
            "id": "A-1",
            "kind": "action",
            "what": "action",
            "title": "Call <b>them</b>",
            "who": ["mara"],
            "day": "2026-02-01",
        }
    ]
    assert found["milestones"][0]["forecast"] == "2026-02-26T17:00"
    assert found["late"] == found["blockers"] == []


def test_the_page_has_a_table_for_what_there_is(milepost: CommandLine) -> None:
    root = milepost.project(actions=ACTIONS)
    page = today_page(check_project(root), Renderer(Formats(), Charts(None)))
    assert page.title == "Today"
    assert "1 entry overdue." in page.lead
    assert [section.anchor for section in page.sections] == ["overdue", "due-soon", "milestones"]
    text = page_text(page)
    assert "Call &lt;b&gt;them&lt;/b&gt;" in text
    assert "<b>them" not in text


def test_the_example_has_all_of_it() -> None:
    page = today_page(check_project(EXAMPLE), Renderer(Formats(), Charts(None)))
    assert [section.anchor for section in page.sections] == [
        "overdue",
        "decisions",
        "approvals",
        "blockers",
        "late",
        "not-ready",
        "due-soon",
        "windows",
        "milestones",
        "news",
    ]
