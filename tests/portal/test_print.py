"""Pages on paper, printed by Chromium: the chart on A3 with its head on every sheet, the status report without what paper cannot do."""

import re

import pytest

from tests.portal.browsing import Visit
from tests.portal.pdf_text import page_texts

A3, A4 = (1190.6, 841.9), (595, 842)
HEAD = "TaskStartFinishFloat"


def sizes(pdf):
    return [tuple(map(float, found)) for found in re.findall(rb"MediaBox ?\[0 0 ([\d.]+) ([\d.]+)", pdf)]


@pytest.fixture(scope="module")
def paper(chromium, example):
    """The PDF of a page, printed by somebody who reads in the dark."""
    visit = Visit(chromium, example.as_uri(), color_scheme="dark")

    def printed(name):
        page = visit.go(name)
        assert page.evaluate("document.body.dataset.mdColorScheme") == "slate"
        return page.pdf(prefer_css_page_size=True, format="A4")

    yield printed
    assert visit.wrong == []
    visit.page.context.close()


def test_the_chart_is_on_a3_with_its_head_on_every_sheet(paper):
    pdf = paper("plan.html")
    assert all(size == pytest.approx(A3, abs=1) for size in sizes(pdf))
    texts = page_texts(pdf)
    charted = texts[: next(number for number, text in enumerate(texts) if "Milestones" in text) + 1]
    assert len(charted) >= 3
    assert [text.count(HEAD) for text in charted] == [1] * len(charted)
    assert "Writetheprojectinitiationrequest" in charted[0]
    assert "Writetheproject-endreport" in charted[-1]
    assert all("2026" in text[text.index(HEAD) :] for text in charted)


def test_a_status_report_is_clean_on_paper(paper):
    pdf = paper("status.html")
    assert all(size == pytest.approx(A4, abs=1) for size in sizes(pdf))
    text = "".join(page_texts(pdf))
    assert text.startswith("Status")
    assert "Everyfigureanditslimits" in text
    for screen_only in ("Overview", "Givefeedback", "Filter", "Download", "¶", "Search"):
        assert screen_only not in text


def test_paper_is_light_whatever_the_screen_is(chromium, example):
    page = Visit(chromium, example.as_uri(), color_scheme="dark").go("status.html")
    ink = "getComputedStyle(document.querySelector('.mp-lead')).color"
    dark = page.evaluate(ink)
    page.emulate_media(media="print")
    assert page.evaluate(ink) == "rgb(27, 36, 48)" != dark
