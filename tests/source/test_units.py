"""Durations, lags, money, percentages and dates: what is one, what is none, and what it means."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.source import units
from milepost.source.units import Money

EIGHT_HOURS = 480
FIVE_DAYS = Decimal(5)
DAY = 1440


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("10d", 4800), ("1w", 2400), ("4h", 240), ("30min", 30), ("0.5d", 240), ("1.25h", 75), ("0d", 0),
     ("3ed", 4320), ("1ew", 10080), ("2eh", 120), ("45emin", 45)],
)  # fmt: skip
def test_durations(text: str, minutes: int) -> None:
    found = units.duration(text)
    assert found is not None
    assert found.minutes(EIGHT_HOURS, FIVE_DAYS) == minutes
    assert found.elapsed == ("e" in text)


def test_a_day_is_what_the_calendar_says() -> None:
    found = units.duration("2w")
    assert found is not None
    assert found.minutes(450, Decimal(4)) == 2 * 4 * 450


@pytest.mark.parametrize(
    "text",
    [
        "",
        "10",
        "10 d",
        "10days",
        "-3d",
        "+3d",
        "3D",
        "1.d",
        ".5d",
        "1,5d",
        "10m",
        "3de",
        "d",
        "10d\n",
        "1e3d",
    ],
)
def test_what_is_no_duration(text: str) -> None:
    assert units.duration(text) is None


@pytest.mark.parametrize(
    ("text", "sign", "percent"),
    [("2d", 1, None), ("+2d", 1, None), ("-3ed", -1, None), ("50%", 1, 50), ("-12.5%", -1, Decimal("12.5"))],
)  # fmt: skip
def test_lags(text: str, sign: int, percent: Decimal | None) -> None:
    found = units.lag(text)
    assert found is not None
    assert (found.sign, found.percent) == (sign, percent)
    assert (found.duration is None) == (percent is not None)


@pytest.mark.parametrize("text", ["", "2", "+ 2d", "--2d", "50 %", "e2d", "5e%"])
def test_what_is_no_lag(text: str) -> None:
    assert units.lag(text) is None


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [("92 EUR", "92", "EUR"), ("-1250.50 EUR", "-1250.50", "EUR"), ("0.0001 JPY", "0.0001", "JPY")],
)  # fmt: skip
def test_money(text: str, amount: str, currency: str) -> None:
    found = units.money(text)
    assert found == Money(Decimal(amount), currency)
    assert str(found) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "92",
        "EUR 92",
        "92EUR",
        "92 eur",
        "1.200,50 EUR",
        "1,200 EUR",
        "92  EUR",
        "+92 EUR",
        "92 EURO",
        "1e3 EUR",
        "92.12345 EUR",
        "92 EUR\n",
    ],
)
def test_what_is_no_money(text: str) -> None:
    assert units.money(text) is None


@given(st.decimals(-(10**12), 10**12, places=2), st.sampled_from(["EUR", "USD", "CHF"]))
def test_money_keeps_every_cent(amount: Decimal, currency: str) -> None:
    assert units.money(f"{amount} {currency}") == Money(amount, currency)


@pytest.mark.parametrize(
    ("text", "share"), [("80%", "0.8"), ("0%", "0"), ("12.5%", "0.125"), ("150%", "1.5")]
)
def test_percentages(text: str, share: str) -> None:
    assert units.percentage(text) == Decimal(share)


@pytest.mark.parametrize("text", ["", "80", "80 %", "-5%", "%", ".5%"])
def test_what_is_no_percentage(text: str) -> None:
    assert units.percentage(text) is None


@pytest.mark.parametrize(("value", "share"), [(0, 0.0), (1, 1.0), (0.4, 0.4), ("40%", 0.4), ("100%", 1.0)])
def test_probabilities(value: float | str, share: float) -> None:
    assert units.probability(value) == pytest.approx(share)


@pytest.mark.parametrize("value", [-0.1, 1.01, 40, "140%", "often"])
def test_what_is_no_probability(value: float | str) -> None:
    assert units.probability(value) is None


def test_a_bare_date_is_the_begin_of_a_start_and_the_end_of_a_finish() -> None:
    first = units.start_of("2026-07-01")
    assert first is not None
    assert units.finish_of("2026-07-01") == first + DAY
    assert units.start_of("2026-07-01T08:00") == units.finish_of("2026-07-01T08:00") == first + 480
    assert units.finish_of("2026-07-01T24:00") == first + DAY


@pytest.mark.parametrize(
    "text",
    ["", "2026-02-30", "2025-02-29", "2026-13-01", "2026-00-10", "0000-01-01", "01.07.2026", "2026-7-1", "2026-07-01T8:00",
     "2026-07-01T25:00", "2026-07-01T08:60", "2026-07-01T24:01", "2026-07-01 08:00", "2026-07-01T08:00Z", "2026-07-01\n",
     "\uff12026-07-01", "2026-07- 1"],
)  # fmt: skip
def test_what_is_no_instant_is_no_date_either(text: str) -> None:
    assert units.instant(text) is None
    assert units.day(text) is None
    assert units.start_of(text) is None
    assert units.finish_of(text) is None
    assert not units.is_instant(text)


@given(st.dates(date(units.FIRST_YEAR, 1, 1), date(units.LAST_YEAR, 12, 31)))
def test_every_date_is_read(value: date) -> None:
    assert units.day(value.isoformat()) == value
    assert units.start_of(value.isoformat()) == (value - date(1970, 1, 1)) // timedelta(minutes=1)


@pytest.mark.parametrize("text", ["1899-12-31", "2200-01-01", "9999-12-31", "0001-01-01"])
def test_years_out_of_reach_are_no_dates(text: str) -> None:
    assert units.day(text) is None
    assert not units.is_date(text)
    assert not units.is_instant(text)


def test_a_time_of_day_makes_no_date() -> None:
    assert units.day("2026-07-01T08:00") is None


def test_other_types_are_left_to_the_schema() -> None:
    assert units.is_instant(20260701)
    assert units.is_instant(None)
