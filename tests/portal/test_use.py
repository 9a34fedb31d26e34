"""The example by use: cards, filters, search, links to the source and to feedback, in a real Chromium."""

import re

import pytest
from playwright.sync_api import expect

from tests.portal.browsing import Visit


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


def test_a_table_wider_than_a_phone_says_so_and_keeps_its_first_column(chromium, example):
    page = Visit(chromium, example.as_uri(), 360).go("critical-path.html")
    box = page.locator(".mp-scroll").first
    faded = "box => getComputedStyle(box).maskImage.includes('gradient')"
    expect(box).to_have_attribute("data-more", "")
    assert box.evaluate(faded)
    box.focus()
    page.keyboard.press("ArrowRight")
    assert not box.evaluate(faded), "the mark of the focus would fade too"
    box.evaluate("box => { box.scrollLeft = box.scrollWidth }")
    expect(box).not_to_have_attribute("data-more", "")
    first, outer = page.locator("tbody th").first.bounding_box(), box.bounding_box()
    assert first["x"] == pytest.approx(outer["x"], abs=2)
    wide = Visit(chromium, example.as_uri(), 1440).go("critical-path.html")
    assert wide.locator("[data-more]").count() == 0


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
