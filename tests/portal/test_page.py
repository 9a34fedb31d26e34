"""A page's text means the same to Markdown as to the plugin that takes it apart."""

import markdown

from milepost.portal.page import Page, Section, body_of, hold_back, is_page, page_text, put_back, read_body
from tests.portal.demo import demo_pages


def slow(text):
    converter = markdown.Markdown(
        extensions=["attr_list", "tables", "toc"], extension_configs={"toc": {"permalink": True}}
    )
    return converter.convert(body_of(text)), converter.toc_tokens


def flat(tokens):
    return [entry for token in tokens for entry in [(token["level"], token["id"]), *flat(token["children"])]]


def squeezed(html):
    return " ".join(html.split())


def test_every_page_of_the_demo_is_the_same_either_way(chart_cache):
    for page in demo_pages(chart_cache).values():
        text = page_text(page)
        html, tokens = slow(text)
        ready = read_body(body_of(text))
        assert squeezed(ready.html) == squeezed(html)
        assert flat(tokens) == [(heading.level, heading.anchor) for heading in ready.headings]


def test_front_matter_titles_are_escaped_because_mkdocs_prints_them_raw():
    text = page_text(Page('<img onerror="x">', ""))
    assert 'title: "&lt;img onerror=&quot;x&quot;&gt;"' in text
    assert is_page(text)


def test_a_title_cannot_leave_its_line_or_the_front_matter():
    text = page_text(Page("a\n---\n\n# b", "", (Section("s", "c\n\n## d", "<p>x</p>"),)))
    assert [heading.anchor for heading in read_body(body_of(text)).headings] == ["top", "s"]
    assert text.count("\n---\n") == 1


def test_blank_lines_inside_html_do_not_end_the_block():
    html = "<p>a</p>\n\n\n<pre>one\n\ntwo</pre>\n\n# not a heading {: #no }"
    text = page_text(Page("T", html))
    ready = read_body(body_of(text))
    assert [heading.anchor for heading in ready.headings] == ["top"]
    assert "<pre>one&#10;&#10;two</pre>" in ready.html
    assert squeezed(slow(text)[0]) == squeezed(ready.html)


def test_what_is_held_back_from_the_search_comes_back_unchanged(chart_cache):
    for page in demo_pages(chart_cache).values():
        html = read_body(body_of(page_text(page))).html
        light, parts = hold_back(html)
        assert '<table class="mp-g"' not in light
        assert len(parts) == light.count("data-held")
        assert put_back(light, parts) == html
