"""Sentences lead on: known ids become links, days are written as elsewhere, and nothing else changes."""

import pytest

from milepost.portal.formats import Formats
from milepost.portal.mentions import with_mentions
from milepost.portal.page import Page, Section

LINKS = {"T-110": "<a>T-110</a>", "R-1.2": "<a>R-1.2</a>", "B2": "<a>B2</a>", "x27": "<a>x27</a>"}


def read(html):
    page = Page("Page", html, (Section("one", "As of 2026-11-06", html),))
    made = with_mentions(page, LINKS.get, Formats())
    assert made.sections[0].html == made.lead
    assert made.sections[0].title == "As of 6 Nov 2026"
    return made.lead


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("<p>T-110 is late.</p>", "<p><a>T-110</a> is late.</p>"),
        ("<li>after T-110.</li>", "<li>after <a>T-110</a>.</li>"),
        ("R-1.2, R-1.2. (B2)", "<a>R-1.2</a>, <a>R-1.2</a>. (<a>B2</a>)"),
        ("T-110/B2", "<a>T-110</a>/<a>B2</a>"),
        ("&#39;T-110&#39; &#x27;", "&#39;<a>T-110</a>&#39; &#x27;"),
    ],
)
def test_a_known_id_is_a_link(written, shown):
    assert read(written) == shown


@pytest.mark.parametrize(
    "written",
    [
        "T-1100 and XT-110 and T-110x and T-110\u00e4 and T-999",
        '<a href="#T-110" title="T-110">the task T-110</a>',
        '<p title="a > T-110 2026-01-02">x</p>',
        "<code>T-110 2026-01-02</code>",
        "<pre>T-110\n2026-01-02</pre>",
        "<svg><text>T-110</text></svg>",
        '<span class="mp-sr">T-110</span>',
        '<span class="mp-id" title="x">T-110</span>',
        '<table class="mp-g" data-search-exclude><tr><td>T-110 2026-01-02</td></tr></table>',
        "<table><thead><tr><th>T-110</th></tr></thead></table>",
        '<time datetime="2026-01-02">2026-01-02</time>',
        "<details><summary>T-110</summary></details>",
        "backup-2026-01-02, 2026-02-30, 2026-01-02T08:00, a/2026-01-02, 2026-01-02.tar",
    ],
)
def test_what_is_no_sentence_or_no_id_stays(written):
    assert read(written) == written


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("at 1,232,361 EUR is", "at €1,232,361 is"),
        ("(from 30000 EUR).", "(from €30,000)."),
        ("12.50 CHF, -5,000.00 EUR or +200 EUR", "CHF\u00a012.50, -€5,000.00 or +€200"),
        ("1.234 EUR, 1.5 EUR, 1,5 EUR, 1,2345 EUR, 7 ETA, x5 EUR, 5 EURO, 1/2 EUR", None),
        ('<td title="5 EUR"><code>5 EUR</code></td>', None),
    ],
)
def test_money_is_written_as_in_the_tables(written, shown):
    assert read(written) == (shown or written)


def test_a_day_is_written_as_elsewhere():
    assert read("<td>by 2026-07-01.</td>") == '<td>by <time datetime="2026-07-01">1 Jul 2026</time>.</td>'
