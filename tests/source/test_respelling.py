"""A value in another spelling is written right where it can mean one thing only, and left alone elsewhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.source import units
from milepost.source.respelling import respelled


@pytest.mark.parametrize(("kind", "text", "right"), [
    ("date", "2026/7/1", "2026-07-01"),
    ("date", "2026.07.01", "2026-07-01"),
    ("date", "20260701", "2026-07-01"),
    ("date", "2026-7-1", "2026-07-01"),
    ("date", "31.12.2026", "2026-12-31"),
    ("date", "12/31/2026", "2026-12-31"),
    ("date", "5-5-2026", "2026-05-05"),
    ("instant", "2026-07-01 8:00", "2026-07-01T08:00"),
    ("instant", "2026-7-1T08:00:00", "2026-07-01T08:00"),
    ("duration", "5 days", "5d"),
    ("duration", "10 D", "10d"),
    ("duration", "1,5 w", "1.5w"),
    ("duration", "3 elapsed days", "3ed"),
    ("lag", "+ 2 days", "+2d"),
    ("lag", "-50 %", "-50%"),
    ("percentage", "80 percent", "80%"),
    ("percentage", "12,5%", "12.5%"),
    ("money", "€ 1 200", "1200 EUR"),
    ("money", "1.200,50 €", "1200.50 EUR"),
    ("money", "1,200.50 eur", "1200.50 EUR"),
    ("money", "EUR 1,200,000", "1200000 EUR"),
    ("money", "1'200.00 CHF", "1200.00 CHF"),
    ("money", "-12,50EUR", "-12.50 EUR"),
    ("predecessor", "T-105 ss + 2 days", "T-105 SS+2d"),
    ("predecessor", "T-105+2d", "T-105 FS+2d"),
    ("predecessor", "T-105  FF", "T-105 FF"),
])  # fmt: skip
def test_another_spelling(kind: str, text: str, right: str) -> None:
    assert respelled(text, kind) == right


@pytest.mark.parametrize(("kind", "text"), [
    ("date", "12/07/2026"), ("date", "2026-13-01"), ("date", "2026-02-30"), ("date", "2026-07-01T08:00"),
    ("date", "202671"), ("instant", "2026-07-01T25:00"), ("duration", "5"), ("duration", "5m"),
    ("duration", "2 months"), ("duration", "1,500d"), ("percentage", "0.8"), ("money", "1,200 EUR"),
    ("money", "1.200 EUR"), ("money", "$100"), ("money", "1200"), ("money", "EUR 12 EUR"),
    ("money", "1,2,3 EUR"), ("money", "12,34,567 EUR"), ("predecessor", "T-1, T-2"), ("predecessor", "T-1 XX"),
    ("predecessor", "T-1 2d"), ("predecessor", "T-1FS+2d"), ("date", "11.12.2026"), ("date", "31.31.2026"), ("text", "2026/7/1"),
])  # fmt: skip
def test_what_could_mean_something_else_is_left_alone(kind: str, text: str) -> None:
    assert respelled(text, kind) is None


READ = {
    "date": units.day, "instant": units.instant, "duration": units.duration, "lag": units.lag,
    "money": units.money, "percentage": units.percentage,
}  # fmt: skip


@given(st.sampled_from(sorted(READ)), st.text(alphabet="0123456789.,-+/ %EURedwhminT:€'", max_size=16))
def test_what_is_proposed_can_be_read_and_is_not_proposed_again(kind: str, text: str) -> None:
    right = respelled(text, kind)
    if right is not None:
        assert READ[kind](right) is not None
        assert respelled(right, kind) is None
