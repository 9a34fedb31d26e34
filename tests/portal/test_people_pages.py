"""The pages about people and words: what they show, and that what users wrote stays text."""

import icalendar
import pytest

from milepost.checking import check_project
from milepost.diagnostics.example import BASE
from milepost.history.revision import Revision
from milepost.portal.compose.site import compose
from milepost.portal.links import UrlStyle, broken_links, resolved_files
from tests.rule_examples import write

EVIL = '<script>alert(1)</script> {{ x }} \\"a\\" & b'
FILES = {
    **BASE,
    "people.yaml": BASE["people.yaml"].replace("name: Raj Okafor", f'name: "{EVIL}"')
    + "    skills: {sql: 4}\n    leave: [{from: 2026-02-16, to: 2026-02-18}]\n"
    "teams:\n  - {id: TEAM-1, name: Data, lead: mara, members: [raj]}\n"
    "roles:\n  - {id: tester, name: Tester}\n",
    "plan.yaml": BASE["plan.yaml"].replace(
        "        assignments: [raj]\n", "        assignments: [raj]\n        skills: {sql: 4}\n"
    ),
    "stakeholders.yaml": "stakeholders:\n"
    f'  - {{id: S-1, name: "{EVIL}", power: 5, interest: 4, engagement: {{current: resistant, desired: neutral}},\n'
    f'     expectations: [{{text: "{EVIL}"}}], contact_every: 2w, last_contact: 2026-01-12}}\n'
    "  - {id: S-2, name: Bo, power: 2, interest: 2, engagement: {current: neutral, desired: neutral}, contact_every: 1y}\n",
    "communications.yaml": f'communications:\n  - {{id: C-1, title: "{EVIL}", audience: [S-2], every: 2w, first_due: 2026-01-05}}\n',
    "feedback.yaml": f'feedback:\n  - {{id: F-1, stakeholder: S-1, date: 2026-01-12, text: "{EVIL}"}}\n'
    "  - {id: F-2, date: 2026-01-13, text: Good., status: answered, response: Thanks., responded: 2026-01-14}\n",
    "raci.yaml": "raci:\n  - {id: RA-1, activity: Load, responsible: [raj], accountable: [mara], consulted: [S-1], paths: [plan.yaml]}\n",
    "dependencies.yaml": "dependencies:\n"
    "  - {id: DEP-1, title: Files, giver: S-1, receiver: raj, need_by: 2026-02-02, tasks: [T-3]}\n"
    "  - {id: DEP-2, title: Names, giver: mara, receiver: S-2, need_by: 2026-08-02}\n",
    "actions.yaml": "actions:\n  - {id: A-1, title: Call, owner: mara, due: 2026-01-30, source: MTG-1}\n",
    "meetings/a.md": "---\nid: MTG-1\ntitle: Board\ndate: 2026-01-20\nduration: 90min\nattendees: [mara, raj]\nstatus: held\n---\n",
    "reports/a.md": "---\nid: REP-1\ntitle: January\nperiod: {from: 2026-01-05, to: 2026-01-30}\ndate: 2026-01-30\nauthor: mara\n"
    "rag: {schedule: red, cost: green}\ncommentary: {schedule: Late.}\n---\nText.\n",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory, chart_cache):
    folder = tmp_path_factory.mktemp("people")
    write(folder, FILES)
    return compose(check_project(folder), Revision(), chart_cache)


def test_every_link_leads_somewhere_and_nothing_executes(site) -> None:
    assert broken_links(site.pages, site.files) == ()
    assert not [path for path, text in site.pages.items() if "<script>alert" in text]


@pytest.mark.parametrize(
    ("page", "texts"),
    [
        (
            "stakeholders.md",
            ["1 of 2 have to be won, for 1 of them nothing is planned", "no action", "manage closely"],
        ),
        ("stakeholders.md", ["Expectations: 0 of 1 are answered", 'title="resistant now"']),
        (
            "people.md",
            ["Every skill that is asked for is there, 1 person nobody can replace", "4 only", "3<span"],
        ),
        ("people.md", ["Next away: ", "16 February to 18 February 2026", "Single points of failure"]),
        (
            "raci.md",
            ["All 1 rows have exactly one accountable", 'class="raci-a"', "Files and who reviews them"],
        ),
        ("dependencies.md", ["Promises: 1 late, 0 at risk of 2", "Give and get"]),
        ("communications.md", ["1 of 1 items are late", "1 of 2 stakeholders hear nothing regularly"]),
        (
            "feedback.md",
            ["2 received, 1 answered, 1 open, 1 of them overdue.", "You said, we did", "in the median"],
        ),
        ("meetings.md", ["Decided and agreed: 0 of 1 actions are done", "overdue", "1.5"]),
        ("reports.md", ["Computed now", 'class="red"', "No rhythm is set:"]),
        (
            "work.md",
            ["Work by person", "#work-mara", "A-1", "The week from 6 February 2026, by team", "DEP-1"],
        ),
    ],
)
def test_what_pages_say(site, page: str, texts: list[str]) -> None:
    for text in texts:
        assert text in site.pages[page]


def test_downloads_name_the_feed_and_the_calendars(site) -> None:
    assert "Calendars and feed" in site.pages["downloads.md"]
    calendar = icalendar.Calendar.from_ical(site.files["calendars/calendar.ics"])
    categories = {event["categories"].to_ical() for event in calendar.walk("VEVENT")}
    assert categories == {b"meeting", b"milestone", b"report"}
    feed = resolved_files(site.files, UrlStyle.FILES)["feed.xml"]
    assert b'href="meetings.html#MTG-1"' in feed
    assert b'href="meetings/#MTG-1"' in resolved_files(site.files, UrlStyle.DIRECTORIES)["feed.xml"]
    assert b"site:" not in feed


def test_a_project_without_people_and_words_has_pages_all_the_same(tmp_path, chart_cache) -> None:
    write(tmp_path, BASE)
    made = compose(check_project(tmp_path), Revision(), chart_cache)
    assert broken_links(made.pages, made.files) == ()
    assert "Nobody is away from the status date on." in made.pages["people.md"]
