"""Every page of the example, of a project of 2,000 tasks and of a hostile one, in a real Chromium.

Each page is opened once and looked at in three widths and two colour schemes; pictures of the main ones stay in
test-artifacts/ for people to look at.
"""

import json
import re
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError
from playwright.sync_api import expect, sync_playwright

from milepost.checking import check_project
from milepost.history.revision import Revision
from milepost.portal.build import build
from milepost.portal.compose import compose
from milepost.source.data import Map, Seq
from tests.benchmarks.plans import write_project
from tests.portal.test_browser import ARGUMENTS, CHROMIUM, Visit

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "example-project"
PICTURES = ROOT / "test-artifacts" / "portal"
PICTURED = {"index", "plan", "budget", "risks"}
WIDTHS = (360, 768, 1440)
REVISION = Revision("0123456789abcdef0123456789abcdef01234567", branch="main")


@pytest.fixture(scope="module")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


def built(project, charts, folder):
    """The portal of a project folder, without the handbook."""
    build(compose(check_project(project), REVISION, charts), project, folder / "site")
    return folder / "site"


@pytest.fixture(scope="module")
def example(tmp_path_factory, chart_cache):
    return built(EXAMPLE, chart_cache, tmp_path_factory.mktemp("example"))


@pytest.fixture(scope="module")
def large(tmp_path_factory, chart_cache):
    folder = tmp_path_factory.mktemp("large")
    write_project(folder / "project", 2000)
    return built(folder / "project", chart_cache, folder)


def pages(site):
    return sorted(path for path in site.glob("*.html") if path.stem != "404")


SHORTEN = """most => {
  for (const body of document.querySelectorAll("tbody"))
    if (!body.closest(".mp-gantt")) [...body.rows].slice(most).forEach(row => row.remove());
  for (const list of document.querySelectorAll(".mp-records, ol.mp-findings"))
    [...list.children].slice(most).forEach(item => item.remove());
  const rows = [...document.querySelectorAll(".mp-g tbody tr")];
  rows.slice(4 * most).forEach(row => row.remove());
}"""


def axe(page, rules):
    """The serious and critical violations on a page, in words; of many rows alike, the first are judged."""
    options = {"resultTypes": ["violations"], "preload": False, **rules}
    found = page.evaluate("options => axe.run(document, options)", options)["violations"]
    return [
        f"{one['id']}: {one['nodes'][0]['html'][:200]}"
        for one in found
        if one["impact"] in ("serious", "critical")
    ]


WITHOUT_COLOURS = {"rules": {"color-contrast": {"enabled": False}}}
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}


def look_at(visit, path, *, judge=True):
    """What is wrong with a page at any width, or for those who do not see it well.

    Contrast depends on the style sheet and not on the page, so it is judged on the pages that show the most.
    """
    page = visit.go(path.name)
    wrong, pictured = [], path.stem in PICTURED
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        try:  # the theme moves its drawers for a moment when the width changes
            page.wait_for_function(f"document.documentElement.scrollWidth <= {width}", timeout=3000)
        except PlaywrightTimeoutError:
            wrong.append(f"scrolls sideways at {width} px")
        if pictured and judge:
            page.screenshot(path=PICTURES / f"{path.stem}-{width}.png")
    if judge:
        page.evaluate(SHORTEN, 6)
        page.evaluate((files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8"))
        wrong += axe(page, WITHOUT_COLOURS)
        if pictured:
            wrong += axe(page, COLOURS)
            page.evaluate("document.body.dataset.mdColorScheme = 'slate'")
            page.add_style_tag(content="* { transition: none !important }")
            page.wait_for_timeout(100)
            wrong += axe(page, COLOURS)
            page.screenshot(path=PICTURES / f"{path.stem}-dark.png")
    return [f"{path.stem}: {problem}" for problem in wrong]


def test_every_page_of_the_example_is_sound(chromium, example):
    visit = Visit(chromium, example.as_uri(), color_scheme="light")
    found = [problem for path in pages(example) for problem in look_at(visit, path)]
    assert found == []
    assert visit.wrong == []


def test_a_project_of_2000_tasks_is_sound(chromium, large):
    visit = Visit(chromium, large.as_uri(), color_scheme="light")
    visit.page.set_default_timeout(180_000)
    heavy = {"tasks", "plan"}  # their parts are those of the example's; judging every row takes minutes
    found = [
        problem for path in pages(large) for problem in look_at(visit, path, judge=path.stem not in heavy)
    ]
    assert found == []
    assert visit.wrong == []
    assert (large / "plan.html").stat().st_size <= 1_500_000


PAYLOAD = (
    "\"'><script>window.pwned=1</script><img src=x onerror=window.pwned=1></style></textarea></title>"
    '<svg onload=window.pwned=1>{{ 7*7 }}{% raw %}{# x #} \u202egnp.exe\u2066 \u200f =HYPERLINK("http://evil.example") '
    "[x](javascript:window.pwned=1) ![x](http://evil.example/x.png) `</code>` --> ]]> " + "w" * 600
)
LONG = {"description", "summary", "commentary"}  # other texts have a limit
NOT_FREE = re.compile(r"-?[\d., ]+ [A-Z]{3}|\S+ (FS|SS|FF|SF)?([+-]\S+)?|[\d:,. -]+")


def hostile(value, key=""):
    """The same data with every free text replaced by the payload."""
    match value:
        case Map():
            return {name: hostile(inner, name) for name, inner in value.items()}
        case Seq():
            return [hostile(inner, key) for inner in value]
        case str() if " " in value and not NOT_FREE.fullmatch(value) and key not in {"locale", "phone"}:
            long = " " + "w" * 10_000 if key in LONG else ""
            return f"={PAYLOAD}" if key in ("title", "name") else PAYLOAD + long
        case _:
            return value


@pytest.fixture(scope="module")
def poisoned(tmp_path_factory, chart_cache):
    folder = tmp_path_factory.mktemp("hostile")
    project = folder / "project"
    for document in check_project(EXAMPLE).project.documents:
        if document.table is not None or document.path.startswith("schema/"):
            continue
        text = json.dumps(hostile(document.data), ensure_ascii=False, default=str, indent=1)
        if document.path.endswith(".md"):
            text = f"---\n{text}\n---\n\n{PAYLOAD}\n"
        target = project / document.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    checked = check_project(project)
    errors = [one for one in checked.verdict.findings if one.severity.value == "error"]
    assert [str(one.span) for one in errors if one.rule.startswith("schema/")] == []
    site = replace(
        compose(checked, REVISION, chart_cache), findings=()
    )  # a baseline whose text was changed is one
    build(site, project, folder / "site")
    return folder / "site"


def test_a_hostile_project_does_nothing(chromium, poisoned):
    visit = Visit(chromium, poisoned.as_uri())
    found = []
    for path in pages(poisoned):
        found += look_at(visit, path, judge=False)
        if visit.page.evaluate("window.pwned") is not None:
            found.append(f"{path.stem}: something was executed")
    page = visit.go("index.html")
    page.locator(".mp-list a.mp-id").first.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    expect(page.locator("#mp-hover")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= WIDTHS[-1]
    assert page.evaluate("window.pwned") is None
    assert found == []
    assert visit.wrong == []


@pytest.fixture
def visit(chromium, example):
    made = Visit(chromium, example.as_uri())
    yield made
    assert made.wrong == []
    made.page.context.close()


def test_a_card_says_what_a_record_is_by_pointer_and_by_keyboard(visit):
    page = visit.go("changes.html")
    link = page.locator("table a.mp-id", has_text="CR-5").first
    link.hover()
    card = page.locator("#mp-hover")
    expect(card).to_contain_text("Change CR-5")
    expect(card).to_contain_text("waiting for approval")
    card.hover()  # it stays while it is pointed at
    expect(card).to_be_visible()
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    page.mouse.move(0, 0)
    link.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    expect(link).to_have_attribute("aria-describedby", "mp-hover")
    expect(card).to_be_visible()


def test_filter_and_order_of_a_table_are_in_the_address(visit):
    page = visit.go("risks.html")
    page.get_by_label("Filter Risks").fill("hanna")
    page.locator("[data-mp-table=list-risk]").get_by_role("button", name="Title").click()
    rows = "[data-mp-table=list-risk] tbody tr:visible"
    shown = page.locator(rows).all_inner_texts()
    assert 0 < len(shown) < page.locator("[data-mp-table=list-risk] tbody tr").count()
    page.goto(page.url)  # as somebody who was sent the address
    assert page.locator(rows).all_inner_texts() == shown
    page.get_by_label("Filter Risks").fill("")
    assert "f.list-risk" not in page.url


@pytest.mark.parametrize(
    ("words", "target"),
    [
        ("T-337", "tasks.html#T-337"),
        ("haematology driver error", "risks.html#R-16"),
        ("Hanna Brückner", "people.html#hanna"),
    ],
)
def test_search_finds_a_record_by_id_title_and_person(visit, words, target):
    page = visit.go("index.html")
    page.locator("input.md-search__input").click()
    page.locator("input.md-search__input").type(
        words, delay=80
    )  # so slowly that every beginning is looked for
    page.locator(".md-search-result__link").first.wait_for(timeout=20_000)
    found = [link.get_attribute("href") for link in page.locator(".md-search-result__link").all()[:4]]
    file, anchor = target.split("#")
    assert any(file in one and one.endswith(f"#{anchor}") for one in found), found


def test_a_record_leads_to_its_line_and_its_editor_and_a_page_to_feedback(visit):
    page = visit.go("risks.html")
    record = page.locator("article", has=page.locator("#R-1"))
    place = record.locator(".mp-source a")
    assert re.fullmatch(r".+/-/blob/main/risks\.yaml#L\d+", place.nth(0).get_attribute("href"))
    assert "/-/edit/main/risks.yaml#L" in place.nth(1).get_attribute("href")
    feedback = page.get_by_role("link", name="Give feedback on this page").get_attribute("href")
    assert "issues/new?issue%5Btitle%5D=Feedback%20on%20Risk%20register" in feedback


def test_building_twice_gives_the_same_bytes(example, tmp_path, chart_cache):
    again = built(EXAMPLE, chart_cache, tmp_path)
    ours = {path.relative_to(example): path.read_bytes() for path in example.rglob("*") if path.is_file()}
    theirs = {path.relative_to(again): path.read_bytes() for path in again.rglob("*") if path.is_file()}
    assert [str(name) for name in ours.keys() | theirs.keys() if ours.get(name) != theirs.get(name)] == []
