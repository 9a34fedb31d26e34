"""The built site in a real Chromium: no page scrolls sideways, nothing goes wrong, nobody else is asked."""

import pytest

from milepost.portal.build import build
from tests.portal.browsing import Visit, served
from tests.portal.hostile import hostile_site

PAGES = [
    "index",
    "schedule/plan",
    "schedule/tasks",
    "money/budget",
    "money/cash-flow",
    "risk/risks",
    "people/stakeholders",
    "findings",
    "downloads",
]


@pytest.fixture(scope="module")
def site(demo_folder):
    return demo_folder.as_uri()


@pytest.fixture(scope="module")
def hostile_folder(tmp_path_factory, chart_cache):
    folder = tmp_path_factory.mktemp("hostile")
    build(hostile_site(chart_cache), folder, folder / "site")
    return (folder / "site").as_uri()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 768, 1440])
def test_no_page_scrolls_sideways_or_complains(chromium, site, width, scheme):
    visit = Visit(chromium, site, width, color_scheme=scheme)
    for name in PAGES:
        page = visit.go(f"{name}.html")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
    assert visit.wrong == []


@pytest.mark.parametrize("width", [360, 1440])
def test_hostile_text_does_nothing(chromium, hostile_folder, width):
    visit = Visit(chromium, hostile_folder, width)
    for name in PAGES:
        page = visit.go(f"{name}.html")
        assert page.evaluate("window.pwned") is None, name
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
    assert visit.wrong == []


def test_a_table_sorts_by_value_and_filters(chromium, site):
    page = Visit(chromium, site).go("risk/risks.html")
    table = page.locator("table.mp-table").first
    table.get_by_role("button", name="Expected value").click()
    first = table.locator("tbody tr").first
    assert "R-006" in first.inner_text()
    table.get_by_role("button", name="Expected value").click()
    assert "R-002" in first.inner_text()
    page.locator("input.mp-filter").fill("ines closed")
    assert table.locator("tbody tr:visible").count() == 1
    assert page.locator(".mp-count").inner_text() == "1 of 10 rows"


def test_an_account_opens_to_its_work(chromium, site):
    page = Visit(chromium, site).go("money/budget.html")
    table = page.locator("table[data-mp-tree]")
    work = table.locator("tr", has_text="Map source records")
    assert not work.is_visible()
    button = table.get_by_role("button", name="What is below CA-100 Migration")
    assert button.get_attribute("aria-expanded") == "false"
    button.press("Enter")
    assert work.is_visible()
    assert button.get_attribute("aria-expanded") == "true"


def test_a_record_link_leads_to_its_record(chromium, site):
    page = Visit(chromium, site).go("index.html")
    page.get_by_role("link", name="R-009").first.click()
    page.wait_for_url("**/risk/risks.html#R-009")
    assert page.locator("#R-009").is_visible()


def search(page, words):
    page.locator("input.md-search__input").click()
    page.locator("input.md-search__input").type(words)
    result = page.locator(".md-search-result__link").first
    result.wait_for(timeout=15_000)
    return result


def test_search_works_from_the_file_system(chromium, site):
    visit = Visit(chromium, site)
    page = visit.go("index.html")
    result = search(page, "readers reject")
    assert "risk/risks.html" in result.get_attribute("href")
    assert visit.wrong == []


def test_search_works_from_a_server(chromium, demo_folder):
    with served(demo_folder) as root:
        visit = Visit(chromium, root)
        page = visit.go("index.html")
        assert "risk/risks.html" in search(page, "readers reject").get_attribute("href")
        assert visit.wrong == []
