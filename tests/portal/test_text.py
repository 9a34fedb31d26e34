"""Text from outside is inert: escaped, without controls, and plain in Markdown headings."""

import html

import markdown
import pytest

from milepost.portal.text import clean, escape, heading_text, inert_braces, slug


def test_controls_and_reordering_marks_are_removed_and_language_marks_stay():
    assert clean("a\x00\x02b\u202ec\u2066d\u200fe\tf\r\ng\u2028h") == "abcd\u200fe\tf\ng\nh"


def test_escape_is_safe_in_content_and_in_quoted_attributes():
    assert escape("""<b a="1" c='2'>&""") == "&lt;b a=&quot;1&quot; c=&#x27;2&#x27;&gt;&amp;"


@pytest.mark.parametrize(
    "title",
    [
        "Plain title",
        "<script>alert(1)</script>",
        "1. not a list *nor* _emphasis_ `nor code` [nor](a) ![link](b)",
        "{{ config }} {% raw %} {: .class } # and ~~more~~ ^^this^^ :smile: (c) --> www.example.org",
        "Ümläut & <b> \\* | a||b",
    ],
)
def test_a_heading_reads_in_markdown_as_it_was_written(title):
    made = markdown.markdown(f"## {heading_text(title)} {{: #x }}", extensions=["attr_list"])
    assert made.startswith('<h2 id="x">')
    body = made.removeprefix('<h2 id="x">').removesuffix("</h2>")
    assert "<" not in body
    assert html.unescape(body) == title


def test_template_braces_become_entities():
    assert inert_braces("{{ a }} {% b %} {# c #} { d }") == "&#123;{ a }} &#123;% b %} &#123;# c #} { d }"


def test_slugs():
    assert slug("Control accounts (2026)") == "control-accounts-2026"
    assert slug("…") == "section"
