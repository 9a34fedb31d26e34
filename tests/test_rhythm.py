"""Rhythms in calendar time, and the day of the next beat."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.rhythm import Rhythm, rhythm_of


@pytest.mark.parametrize(
    ("text", "times", "day"),
    [
        ("2w", 1, date(2026, 2, 14)),
        ("1mo", 1, date(2026, 2, 28)),
        ("monthly", 2, date(2026, 3, 31)),
        ("quarterly", 1, date(2026, 4, 30)),
        ("1y", 1, date(2027, 1, 31)),
        ("10d", 0, date(2026, 1, 31)),
    ],
)
def test_beats_of_the_last_of_january(text: str, times: int, day: date) -> None:
    rhythm = rhythm_of(text)
    assert rhythm is not None
    assert rhythm.after(date(2026, 1, 31), times) == day


@pytest.mark.parametrize("text", ["", "0d", "w", "2 w", "once", "on-event", "1000d"])
def test_what_is_no_rhythm(text: str) -> None:
    assert rhythm_of(text) is None


@given(
    st.builds(Rhythm, st.integers(1, 60), st.sampled_from(["d", "w", "mo", "y"])),
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    st.integers(-500, 3000),
)
def test_the_next_beat_is_the_first_one_later(rhythm: Rhythm, first: date, days: int) -> None:
    last = first + timedelta(days=days)
    beat = rhythm.next_after(first, last)
    beats = [rhythm.after(first, times) for times in range(3600 // rhythm.number + 2)]
    assert beat == next(one for one in beats if one > last)


def test_beats_end_with_the_calendar() -> None:
    assert Rhythm(1, "mo").after(date(9999, 12, 5)) == date.max
    assert Rhythm(2, "w").next_after(date(9999, 12, 30), date(9999, 12, 30)) == date.max
    assert Rhythm(1, "y").next_after(date(9990, 2, 28), date.max) == date.max
