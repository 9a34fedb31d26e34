"""No text of a project executes, loads anything, or breaks a page apart, whatever engine builds it."""

from html.parser import HTMLParser

import markdown
import pytest

from milepost.portal.build import build
from milepost.portal.page import body_of, page_text, read_body
from tests.portal import demo
from tests.portal.hostile import hostile_pages, hostile_site

VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class Inspector(HTMLParser):
    """Collects what a page must not contain, and checks that its elements are nested properly."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.problems = []
        self.open = []

    def handle_starttag(self, tag, attrs):
        if tag in {
            "script",
            "img",
            "iframe",
            "object",
            "embed",
            "style",
            "link",
            "base",
            "form",
            "textarea",
            "title",
        }:
            self.problems.append(tag)
        for name, value in attrs:
            if name.startswith("on"):
                self.problems.append(name)
            if name in {"href", "src", "action", "xlink:href"} and (value or "").strip().lower().startswith(
                ("javascript", "data", "//")
            ):
                self.problems.append(value)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        if not self.open or self.open.pop() != tag:
            self.problems.append(f"</{tag}>")

    def handle_comment(self, data):
        self.problems.append(f"<!--{data}")

    def handle_decl(self, decl):
        self.problems.append(decl)


def inspect(html):
    inspector = Inspector()
    inspector.feed(html)
    inspector.close()
    return [*inspector.problems, *inspector.open]


@pytest.fixture(scope="module")
def texts(chart_cache):
    return {path: page_text(page) for path, page in hostile_pages(chart_cache).items()}


def test_the_inspector_sees_what_it_looks_for():
    assert inspect("<p><script>x</script><b></p>") == ["script", "</p>", "p"]
    assert inspect('<a href="JavaScript:x" onclick="y">z</a>') == ["JavaScript:x", "onclick"]


def test_the_pages_are_inert(texts):
    for path, text in texts.items():
        assert inspect(read_body(body_of(text)).html) == [], path


def test_the_pages_are_inert_when_markdown_makes_them(texts):
    for path, text in texts.items():
        html = markdown.markdown(body_of(text), extensions=["attr_list", "tables", "toc"])
        assert inspect(html) == [], path


def test_no_template_braces_no_controls_and_no_reordering_marks_are_left(texts):
    for path, text in texts.items():
        body = body_of(text).replace("{: #", "")
        for forbidden in ("{{", "{%", "{#", "\x00", "\x1b", "\u202e", "\u2066"):
            assert forbidden not in body, path


def test_front_matter_and_headings_hold(texts):
    clean = {path: page_text(page) for path, page in demo.demo_pages(None).items()}
    for path, text in texts.items():
        if path != "downloads.md":
            assert len(read_body(body_of(text)).headings) == len(read_body(body_of(clean[path])).headings), (
                path
            )


def test_the_whole_site_is_inert(tmp_path, chart_cache):
    out = tmp_path / "site"
    build(hostile_site(chart_cache), tmp_path, out)
    for file in out.rglob("*.html"):
        html = file.read_text(encoding="utf-8")
        for forbidden in (
            "<script>window.pwned",
            "<img src=x",
            "<svg onload",
            "<a href='javascript",
            'href="javascript',
        ):
            assert forbidden not in html, file
    index = (out / "search" / "search_index.json").read_text(encoding="utf-8")
    assert "<script" not in index
    assert "<img" not in index
