"""Cells print in the project's language and sort by their value."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from babel.dates import format_date

from milepost.portal.formats import Formats, sort_key
from milepost.portal.views.values import Badge, Day, Html, Links, Money, Number, RecordLink, Text, Tone, Url

EN, DE = Formats("en_GB"), Formats("de_DE")


def test_money_shows_cents_only_where_there_are_some():
    assert EN.money(Decimal("1234.50"), "EUR") == "€1,234.50"
    assert EN.money(Decimal(1234567), "EUR") == "€1,234,567"
    assert EN.money(Decimal("1234567.00"), "EUR") == "€1,234,567.00"
    assert EN.money(Decimal("-367150.55"), "EUR") == "-€367,150.55"
    assert DE.money(Decimal("1234.50"), "EUR") == "1.234,50\xa0€"
    assert EN.money(Decimal("-12.50"), "CHF") == "-CHF\xa012.50"


def test_numbers_keep_their_digits():
    assert EN.number(Decimal("0.930")) == "0.930"
    assert EN.number(12345, "d") == "12,345\u202fd"
    assert DE.number(Decimal("0.93")) == "0,93"


def test_days_of_the_usual_locale_are_as_babel_writes_them():
    """They are written without it, because its data is larger than the rest of a page."""
    days = [date(2026, 1, 1) + timedelta(number) for number in range(366)]
    assert [EN.day(day) for day in days] == [format_date(day, "d MMM y", locale="en_GB") for day in days]


def test_days_have_the_month_in_letters():
    assert EN.html(Day(date(2026, 11, 2))) == '<time datetime="2026-11-02">2 Nov 2026</time>'


@pytest.mark.parametrize(
    ("cell", "key"),
    [
        (Day(date(2026, 11, 2)), "2026-11-02"),
        (Money(Decimal("-2.50"), "EUR"), "-2.50"),
        (Number(7, "d"), "7"),
        (None, ""),
        (Text("a"), None),
    ],
)
def test_sort_keys(cell, key):
    assert sort_key(cell) == key


def test_cells_as_html():
    assert EN.html(Text("a < b")) == "a &lt; b"
    assert EN.html(Html("<b>x</b>")) == "<b>x</b>"
    assert EN.html(Badge("late", Tone.WATCH)) == '<span class="mp-badge mp-watch">late</span>'
    assert (
        EN.html(RecordLink("R-1", 'a "b"', "r.md"))
        == '<a class="mp-id" href="site:r.md#R-1" title="a &quot;b&quot;">R-1</a>'
    )
    assert EN.html(Links((RecordLink("R-1"), RecordLink("R-2")))).count("mp-id") == 2
    assert "href" not in EN.html(Url("javascript:alert(1)", "x"))
    assert 'href="https://example.org"' in EN.html(Url("https://example.org"))
    assert "mp-none" in EN.html(None)
    assert "mp-none" in EN.html(Links(()))
