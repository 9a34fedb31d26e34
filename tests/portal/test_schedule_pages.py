"""The pages about the schedule: what stands in them, where they lead, and that they fit every screen."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest

from milepost.checking import check_project
from milepost.history.revision import Revision
from milepost.portal.build import build
from milepost.portal.charts import Charts
from milepost.portal.compose import pages
from milepost.portal.compose.cells import Cells
from milepost.portal.compose.critical_path import critical_path_tables
from milepost.portal.compose.health import health_view
from milepost.portal.compose.outlook import look_ahead_tables
from milepost.portal.compose.plan import gantt_view, milestone_table, path_sentence, task_table
from milepost.portal.compose.resources import (
    levelling_sentence,
    load_chart,
    load_map,
    overload_table,
    resource_path_table,
)
from milepost.portal.compose.site import compose
from milepost.portal.compose.working_time import days_table, weeks_table
from milepost.portal.formats import Formats
from milepost.portal.load_chart import load_spec
from milepost.portal.views.load import LoadMapView
from milepost.portal.views.register import TableView
from milepost.portal.views.values import Tone
from milepost.schedule import Calendar, parse_instant
from milepost.schedule.levelled_model import LevelledPlan
from tests.portal.browsing import Visit
from tests.rule_examples import write

WEEK = "".join(
    f'      {day}: ["08:00-12:00", "13:00-17:00"]\n'
    for day in ("monday", "tuesday", "wednesday", "thursday", "friday")
)
DONE = "progress: {actual_start: 2026-05-25, actual_finish: 2026-05-29, percent: 100}"
FILES = {
    "project.yaml": "milepost: 1\nid: P-1\nname: New catalogue\nmanager: ada\nstart: 2026-05-25\n"
    "target_finish: 2026-06-26\nstatus_date: 2026-06-03\ncalendar: std\ncurrency: EUR\n"
    "baseline: {name: B1}\nschedule: {near_critical: 3d, look_ahead: [1, 3]}\n",
    "calendars.yaml": f"calendars:\n  - id: std\n    name: Standard week\n    week:\n{WEEK}",
    "people.yaml": "people:\n"
    "  - {id: ada, name: Ada Roth, email: ada@example.org, calendar: std}\n"
    "  - {id: ben, name: Ben <b>Aalto</b>, calendar: std, capacity: 50%, leave: [{from: 2026-06-15, to: 2026-06-19}]}\n"
    "  - {id: rig, name: Test rig, type: equipment, calendar: std}\n",
    "plan.yaml": "tasks:\n"
    f"  - {{id: T-1, name: Prepare, duration: 5d, owner: ada, {DONE}}}\n"
    "  - {id: T-2, name: Map, duration: 3d, owner: ada, predecessors: [T-1], assignments: [ada, {who: ben, units: 60%}]}\n"
    '  - {id: T-3, name: Load, duration: 4d, predecessors: ["T-2 SS+1d"], assignments: [ada, rig]}\n'
    "  - {id: T-4, name: Review, duration: 2d, predecessors: [T-3], assignments: [ben]}\n"
    "  - {id: T-5, name: Label, duration: 3d, owner: ben, predecessors: [T-2]}\n"
    "  - {id: M-1, name: Live, milestone: true, owner: ada, predecessors: [T-4, T-5]}\n",
    "baselines/B1.yaml": "id: B1\nname: Approved plan\ncreated: 2026-05-25\ncurrency: EUR\ntasks:\n"
    "  T-1: {start: 2026-05-25, finish: 2026-05-27}\n"
    "  T-2: {start: 2026-05-28, finish: 2026-06-02}\n"
    "  M-1: {start: 2026-06-12, finish: 2026-06-12, milestone: true}\n",
}
NAMES = (pages.CRITICAL_PATH, pages.LOOK_AHEAD, pages.RESOURCES, pages.HEALTH)


@pytest.fixture(scope="module")
def checked(tmp_path_factory):
    folder = tmp_path_factory.mktemp("small")
    write(folder, FILES)
    return check_project(folder)


@pytest.fixture(scope="module")
def site(checked, chart_cache):
    return compose(checked, Revision(), chart_cache)


def texts(view: TableView) -> list[list[str]]:
    """The cells of a table as plain text."""
    return [[Formats().text(cell) for cell in row.cells] for row in view.rows]


def test_the_pages_stand_beside_the_plan(site):
    (group,) = [group for group in site.nav if group.title == "Schedule"]
    assert group.pages == ("plan.md", "tasks.md", *NAMES, "calendars.md")
    assert set(NAMES) <= set(site.pages)


def test_a_plan_without_dates_has_none_of_them(tmp_path):
    write(tmp_path, {"project.yaml": FILES["project.yaml"]})
    site = compose(check_project(tmp_path), Revision())
    assert not set(NAMES) & set(site.pages)


def test_a_register_of_that_name_keeps_its_page(tmp_path, chart_cache):
    schema = Path(__file__).parents[1] / "cases/good/own-register/schema"
    (own,) = schema.glob("*.schema.json")
    name = own.name.removesuffix(".schema.json")
    text = own.read_text().replace(f'"name": "{name}"', '"name": "resources"')
    write(tmp_path, {**FILES, "schema/resources.schema.json": text})
    data = next((schema.parent).glob(f"{name}*.yaml")).read_text()
    write(tmp_path, {"resources.yaml": data})
    site = compose(check_project(tmp_path), Revision(), chart_cache)
    assert [page for group in site.nav for page in group.pages].count("resources.md") == 1
    assert "mp-load" not in site.pages["resources.md"]


# -- critical path ---------------------------------------------------------------------------------------------


def test_the_critical_path_with_what_sets_each_start(site):
    page = site.pages[pages.CRITICAL_PATH]
    assert "open tasks are critical" in page
    for title in ("The critical path: ", "Nearly critical: ", "Chains that lead to the finish"):
        assert title in page.replace("&#58;", ":")
    assert 'href="site:tasks.md#T-3"' in page


CHAIN = (
    "tasks:\n"
    "  - {id: T-1, name: Test, duration: 9d, owner: ada, predecessors: [{task: T-2, type: FF, lag: 2d}],"
    " progress: {actual_start: 2026-05-25, percent: 20, remaining: 2d}}\n"
    "  - {id: T-2, name: Connect, duration: 9d, owner: ada,"
    " progress: {actual_start: 2026-05-27, percent: 20, remaining: 6d}}\n"
    "  - {id: T-3, name: Burn in, duration: 4ed, owner: ada, predecessors: [T-1]}\n"
    "  - {id: M-1, name: Live, milestone: true, owner: ada, predecessors: [T-3], deadline: 2026-06-01}\n"
    "  - {id: M-2, name: Signed, milestone: true, owner: ada, deadline: 2026-05-27,"
    " progress: {actual_start: 2026-05-28, actual_finish: 2026-05-28, percent: 100}}\n"
)


@pytest.fixture(scope="module")
def chain(tmp_path_factory):
    folder = tmp_path_factory.mktemp("chain")
    write(folder, {**FILES, "plan.yaml": CHAIN})
    return check_project(folder)


def test_the_path_begins_with_what_waits_for_nothing_and_names_type_and_lag(chain):
    schedule = chain.report.schedule
    assert "from T-2 Connect to M-1 Live" in path_sentence(chain.project, schedule)
    path = critical_path_tables(chain.project, schedule)[0]
    rows = [[re.sub("<[^>]+>", "", cell) for cell in row] for row in texts(path)]
    assert [(row[1], row[7]) for row in rows] == [
        ("Connect", "the status date"),
        ("Test", "T-2 FF+2d"),
        ("Burn in", "T-1"),
        ("Live", "T-3"),
    ]


def test_a_duration_by_the_clock_is_told_in_days_by_the_clock_everywhere(chain):
    schedule = chain.report.schedule
    path = texts(critical_path_tables(chain.project, schedule)[0])
    assert next(row[4] for row in path if "Burn in" in row) == "4\u202fed"
    (row,) = (row for row in gantt_view(chain.project, schedule, None).rows if row.id == "T-3")
    assert row.float_text.endswith(" ed")
    listed = task_table(chain.project, schedule, None, Cells(chain.project))
    assert next(row[4] for row in texts(listed) if "Burn in" in row) == "4\u202fed"


def test_what_was_done_after_its_deadline_is_not_plainly_done(chain):
    table = milestone_table(chain.project, chain.report.schedule, None)
    rows = texts(table)
    assert table.title == "Milestones"
    assert [(row[0], row[6]) for row in rows] == [("Live", "past deadline"), ("Signed", "done late")]


def test_the_milestones_and_the_tasks_begin_with_their_count(checked, site):
    report = checked.report
    table = milestone_table(report.project, report.schedule, report.baseline)
    assert table.title == "Milestones: none ahead is later than in the baseline"
    assert "5 tasks and 1 milestone: 1 done, 0 under way, 5 to come." in site.pages[pages.TASKS]
    assert '<a href="site:plan.md#g-T-2">in the plan</a>' in site.pages[pages.TASKS]


# -- calendars -------------------------------------------------------------------------------------------------


def test_calendars_tell_their_week_in_a_line_and_what_is_not_as_usual(tmp_path):
    more = (
        "    exceptions:\n"
        "      - {from: 2026-06-08, to: 2026-06-10, hours: [], name: Outing}\n"
        "      - {date: 2026-06-13, hours: ['09:00-12:00'], name: Open day}\n"
        "      - {date: 2026-06-14, hours: [], name: A Sunday}\n"
        "      - {date: 2026-05-25, hours: [], name: Long ago}\n"
        "  - {id: late, name: Nights, based_on: std, hours_per_day: 6,"
        " week: {friday: ['20:00-02:00'], saturday: ['06:00-12:00', '12:30-18:30']}}\n"
    )
    write(tmp_path, {**FILES, "calendars.yaml": FILES["calendars.yaml"] + more})
    found = check_project(tmp_path)
    assert texts(weeks_table(found.project, found.report.schedule)) == [
        ["std", "Standard week", "Mon–Fri 08:00–12:00, 13:00–17:00", "40\u202fh", "8\u202fh"],
        ["late", "Nights", "Fri 20:00–02:00; Sat 06:00–12:00, 12:30–18:30", "18\u202fh", "6\u202fh"],
    ]
    days = days_table(found.project, found.report.schedule)
    assert days.title == "Holidays and exceptions until 16 June 2026"
    assert texts(days) == [
        ["8 Jun 2026", "10 Jun 2026", "Outing", "–", "std"],
        ["13 Jun 2026", "13 Jun 2026", "Open day", "09:00–12:00", "std, late"],
    ]


# -- look-ahead ------------------------------------------------------------------------------------------------


def ahead(checked):
    report = checked.report
    tables = look_ahead_tables(report.project, report.schedule, report.baseline)
    return {table.anchor: table for table in tables}


def test_each_event_stands_once_in_the_weeks_it_falls_in(checked):
    tables = ahead(checked)
    assert [table.title for table in tables.values()][:2] == [
        "Next week, until 9 June 2026", "Weeks 2 to 3, until 23 June 2026",
    ]  # fmt: skip
    first, later = ([tuple(row[:3]) for row in texts(tables[name])] for name in ("weeks-1", "weeks-3"))
    assert ("3 Jun 2026", "starts", "T-2") in [(day, what, id_) for day, what, id_ in as_ids(first)]
    assert not set(first) & set(later)


def as_ids(rows):
    """Record links print their title as text; their ids are what the test names."""
    names = {"Map": "T-2", "Load": "T-3", "Review": "T-4", "Label": "T-5", "Live": "M-1", "Prepare": "T-1"}
    return [(day, what, names[title]) for day, what, title in rows]


def test_every_open_task_starts_and_finishes_once(checked):
    tables = ahead(checked)
    rows = as_ids([tuple(row[:3]) for name in ("weeks-1", "weeks-3") for row in texts(tables[name])])
    assert sorted((what, id_) for _, what, id_ in rows) == sorted(
        [("milestone", "M-1")] + [(what, f"T-{n}") for n in (2, 3, 4, 5) for what in ("starts", "finishes")]
    )


def test_who_has_what(checked):
    owners = {row[0]: row[1:] for row in texts(ahead(checked)["owners"])}
    assert owners["Ada Roth"] == ["T-2, T-3", "T-2, T-3", "M-1"]
    assert owners["Ben <b>Aalto</b>"] == ["T-4, T-5", "T-4, T-5", "–"]
    assert owners["Test rig"] == ["T-3", "T-3", "–"]


def test_what_was_finished_and_what_should_have_been(checked):
    tables = ahead(checked)
    assert [row[1:5] for row in texts(tables["look-back"])] == [
        ["Prepare", "29 May 2026", "27 May 2026", "2\u202fd"]
    ]
    assert [row[1:5] for row in texts(tables["overdue"])] == [["Map", "5 Jun 2026", "2 Jun 2026", "3\u202fd"]]


# -- resources -------------------------------------------------------------------------------------------------


def heat(checked) -> LoadMapView:
    found = load_map(checked.project, checked.report.load)
    assert found is not None
    return found


def test_people_and_weeks(checked):
    view = heat(checked)
    assert view.weeks[0].isoformat() == "2026-06-01"
    assert view.current == 0
    assert [row.link.label for row in view.rows] == ["Ada Roth", "Ben <b>Aalto</b>", "Test rig"]
    ada = view.rows[0].cells[0]
    assert (ada.text, ada.word, ada.tone) == ("100\u202f%", "peak", Tone.WATCH)
    assert ada.hint == "40 of 40 h, at most 200% at once"
    assert view.title == "Nobody has more than they can do in a week"


def test_colour_is_never_alone(checked, site):
    page = site.pages[pages.RESOURCES]
    for row in heat(checked).rows:
        for cell in row.cells:
            assert cell.tone not in (Tone.BAD, Tone.WATCH) or cell.word in ("over", "peak")
    assert re.search(
        r'<td class="(bad over|watch peak)"[^>]*>[0-9]+\u202f%<span>(over|peak)</span></td>', page
    )
    assert '<th scope="row">' in page
    assert "<caption" in page


def test_overloads_name_their_tasks(checked):
    rows = texts(overload_table(checked.project, checked.report.load))
    assert [row[0] for row in rows] == ["Ada Roth", "Ben <b>Aalto</b>"]
    assert rows[0][3:] == ["200 %".replace(" ", "\u202f"), "16.0\u202fh", "T-2, T-3"]
    assert rows[1][3] == "120\u202f%"


def test_a_week_that_is_too_full_by_work_outside_the_own_hours_is_told(tmp_path):
    weekend = f"calendars:\n  - id: std\n    name: Standard week\n    week:\n{WEEK}"
    weekend += "  - {id: sat, name: Saturdays, week: {saturday: ['08:00-18:00']}}\n"
    tasks = (
        "tasks:\n  - {id: T-1, name: Load, duration: 5d, owner: ada, assignments: [ada],"
        " constraint: {type: start-no-earlier-than, date: 2026-06-08}}\n"
        "  - {id: T-2, name: Cut over, duration: 8h, calendar: sat, owner: ada, assignments: [ada],"
        " constraint: {type: start-no-earlier-than, date: 2026-06-13}}\n"
    )
    write(tmp_path, {**FILES, "calendars.yaml": weekend, "plan.yaml": tasks})
    found = check_project(tmp_path)
    over = [cell.word for row in heat(found).rows for cell in row.cells if cell.word]
    rows = texts(overload_table(found.project, found.report.load))
    assert over == ["over"]
    assert [(row[0], row[1], row[2], row[5]) for row in rows] == [
        ("Ada Roth", "8 Jun 2026", "14 Jun 2026", "T-1, T-2")
    ]


def test_of_a_thousand_times_of_too_much_the_worst_are_listed(tmp_path):
    tasks = "".join(
        f"  - {{id: T-{n}, name: Task {n}, duration: 1d, owner: ada, assignments: [{{who: ada, units: {150 + n}%}}],"
        f" predecessors: [{'' if n == 1 else f'T-{n - 1} FS+1d'}]}}\n"
        for n in range(1, 61)
    )
    write(tmp_path, {**FILES, "plan.yaml": f"tasks:\n{tasks}"})
    found = check_project(tmp_path)
    table = overload_table(found.project, found.report.load)
    assert table.title == "When it is too much: the 50 worst of 60 times"
    assert [row[5] for row in texts(table)][:2] == ["T-60", "T-59"]
    assert len(table.rows) == 50


def test_names_are_escaped(site):
    for name in NAMES:
        assert "<b>Aalto" not in site.pages[name]


def test_the_histogram_has_bars_a_line_and_a_table(checked, site, chart_cache):
    view = load_chart(checked.project, checked.report.schedule, checked.report.load)
    assert view is not None
    assert [bar.demand for bar in view.bars] != [0.0] * len(view.bars)
    svg = Charts(chart_cache).svg(load_spec(view, 300, 200))
    assert svg.count("var(--mp-chart-2)") >= len(view.bars)
    assert "mark-line" in svg
    assert "Load and capacity by week" in site.pages[pages.RESOURCES]


def test_the_load_can_be_downloaded(site):
    rows = site.files["data/load-computed.csv"].decode("utf-8-sig").splitlines()
    assert rows[0] == "who,week_from,demand_hours,capacity_hours,load"
    assert rows[1].startswith("ada,2026-06-01,")


# -- health ----------------------------------------------------------------------------------------------------


def test_every_point_has_a_verdict_and_a_meaning(checked):
    view = health_view(checked.project, checked.report.health)
    assert [point.number for point in view.points] == list(range(1, 15))
    assert all(point.meaning.endswith(".") for point in view.points)
    by_name = {point.anchor: point for point in view.points}
    assert by_name["lags"].badge.text == "not kept"
    assert [link.label for link in by_name["lags"].offenders] == ["T-2 → T-3 SS +1 d"]
    assert by_name["missed-tasks"].counted == "2 of 2 tasks due"
    assert by_name["critical-path-test"].badge.text == "kept"
    assert view.summary.startswith(f"{sum(part.kept for part in view.parts)} of ")


def test_the_page_says_the_score(checked, site):
    page = site.pages[pages.HEALTH]
    score = round(checked.report.health.score)
    assert f"{score}\u202f%" in page
    assert "Critical path test" in page
    assert 'id="missed-tasks"' in page


# -- the built site --------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def built(site, checked, tmp_path_factory):
    out = tmp_path_factory.mktemp("out") / "site"
    build(site, checked.root, out)
    return out.as_uri()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 768, 1440])
def test_no_page_scrolls_sideways(chromium, built, width, scheme):
    visit = Visit(chromium, built, width, color_scheme=scheme)
    for name in NAMES:
        page = visit.go(name.replace(".md", ".html"))
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
    assert visit.wrong == []


def test_people_stay_in_sight_when_the_weeks_scroll(chromium, built):
    page = Visit(chromium, built, 360).go("resources.html")
    box = page.locator(".mp-scroll", has=page.locator(".mp-load"))
    name = page.locator(".mp-load tbody th").first
    before = name.bounding_box()["x"]
    box.evaluate("element => { element.scrollLeft = 10000 }")
    assert name.bounding_box()["x"] == pytest.approx(before, abs=1)


def test_a_point_leads_to_its_meaning(chromium, built):
    page = Visit(chromium, built).go("schedule-health.html")
    page.get_by_role("link", name="Missed tasks").first.click()
    assert page.url.endswith("#missed-tasks")
    assert page.locator("#missed-tasks").is_visible()


def test_a_levelled_plan_shows_the_chain_that_its_finish_hangs_on(tmp_path, chart_cache):
    project = FILES["project.yaml"].replace("schedule: {", "schedule: {levelling: resource-limited, ")
    write(tmp_path, {**FILES, "project.yaml": project})
    found = check_project(tmp_path)
    schedule = found.report.schedule
    view = resource_path_table(found.project, schedule, schedule.levelled)
    assert [(row[0], row[2], row[3]) for row in texts(view)] == [
        ("T-2", "–", "–"),
        ("T-3", "T-2", "Ada Roth"),
        ("T-4", "T-3", "a link"),
        ("M-1", "T-4", "a link"),
    ]
    assert view.title == "What sets the finish with everybody at their limit, through Ada Roth"
    site = compose(found, Revision(), chart_cache)
    for page in (pages.CRITICAL_PATH, pages.RESOURCES):
        assert "What sets the finish with everybody at their limit" in site.pages[page]


def levelled_plan(**more):
    day = parse_instant("2026-06-05T17:00")
    asked = {"kind": "resource-limited", "finish": day, "bound": day, "overloaded": (), **more}
    return LevelledPlan(
        unlevelled_finish=day, method="serial LFT", schedules=2, starts={}, waits={}, path=(), **asked
    )


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (
            {},
            "By links alone, and with everybody doing only what they can, the project would finish on 5 June 2026.",
        ),
        (
            {"finish": parse_instant("2026-06-08T17:00"), "bound": parse_instant("2026-06-08T17:00")},
            (
                "By links alone the project finishes on 5 June 2026. With everybody doing only what they can it would "
                "finish on 8 June 2026, 1 working day later; no order of the work ends earlier."
            ),
        ),
        (
            {"finish": parse_instant("2026-06-09T17:00"), "bound": parse_instant("2026-06-08T17:00")},
            (
                "By links alone the project finishes on 5 June 2026. With everybody doing only what they can it would "
                "finish on 9 June 2026, 2 working days later; no order of the work ends before 8 June 2026."
            ),
        ),
        (
            {"overloaded": ("T-1",)},
            (
                "By links alone, and with everybody doing only what they can, the project would finish on 5 June 2026. "
                "T-1 asks for more than there is, in any order."
            ),
        ),
        (
            {"kind": "smoothing", "bound": None, "overloaded": tuple(f"T-{at}" for at in range(1, 11))},
            (
                "By links alone, and with everybody doing only what they can within the float, the project would finish "
                "on 5 June 2026. T-1, T-2, T-3, T-4, T-5, T-6, T-7, T-8 and 2 more find too little room within the float."
            ),
        ),
    ],
    ids=["no later", "proven", "open", "more than there is", "smoothing"],
)
def test_the_two_finishes_stand_side_by_side_with_what_no_order_resolves(more, told):
    calendar = Calendar(week=(((480, 720), (780, 1020)),) * 5 + ((), ()))
    assert (
        levelling_sentence(SimpleNamespace(calendar=calendar, levelled=None), levelled_plan(**more)) == told
    )


def test_how_to_level_stands_as_code_where_the_plan_is_not_levelled(site):
    asked = "write <code>levelling: resource-limited</code> under <code>schedule</code>"
    assert asked in site.pages[pages.RESOURCES]
