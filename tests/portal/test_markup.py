"""User Markdown becomes HTML that cannot execute, load or disguise anything."""

import pytest

from milepost.portal.markup import block, inline, safe_url


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/a?b=c#d",
        "http://example.org",
        "mailto:a@example.org",
        "docs/a.md",
        "../a",
        "#anchor",
        "?q=a:b",
    ],
)
def test_safe_addresses_stay(url):
    assert safe_url(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "java\tscript:alert(1)",
        "java\nscript:alert(1)",
        "\x01javascript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "//evil.example",
        "\\\\evil.example",
        "/\\evil.example",
        "site:index.md",
        "",
    ],
)
def test_other_addresses_are_refused(url):
    assert safe_url(url) is None


def test_plain_text_is_a_paragraph():
    assert block("Mapping takes longer, see the trial.") == "<p>Mapping takes longer, see the trial.</p>"
    assert inline("Mapping takes longer.") == "Mapping takes longer."
    assert block("  ") == ""


def test_markdown_is_rendered():
    assert "<strong>all</strong>" in block("It is **all** there.")
    assert block("- one\n- two").count("<li>") == 2
    assert "<td>1</td>" in block("|a|\n|-|\n|1|")
    assert inline("It is **all** there.") == "It is <strong>all</strong> there."


def test_raw_html_is_shown_not_executed():
    made = block("a <script>alert(1)</script> <img src=x onerror=alert(1)>\n\n<div onclick=alert(1)>x</div>")
    assert "<script" not in made
    assert "<img" not in made
    assert "<div" not in made
    assert "&lt;script&gt;" in made


@pytest.mark.parametrize(
    "text",
    [
        "[x](javascript:alert(1))",
        "<javascript:alert(1)>",
        "[x]: javascript:alert(1)\n\n[x]",
        "[x](//evil.example)",
        "[x](site:index.md)",
    ],
)
def test_unsafe_links_lose_their_target(text):
    assert "href" not in block(text)


def test_images_become_links():
    made = block("![a photo](https://example.org/p.png)")
    assert "<img" not in made
    assert 'href="https://example.org/p.png"' in made
    assert ">a photo</a>" in made


def test_headings_go_below_those_of_the_page():
    assert block("# Title") == "<h4>Title</h4>"
