"""Phasing over working time: the worked cases, and the laws of any spread."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.budget.phasing import CURVES, Phased, Segment, level, moved
from milepost.schedule.calendar import Calendar
from milepost.schedule.calendars import STANDARD
from milepost.schedule.instants import MINUTES_PER_DAY, day_of, parse_instant

ORACLES = json.loads((Path(__file__).parent / "oracles" / "evm.json").read_text())["time_phasing"]


def calendar(text: str) -> Calendar:
    _, _, holiday = text.partition(" minus ")
    if not holiday:
        return STANDARD
    return Calendar(STANDARD.week, {day_of(parse_instant(holiday)): ()})


@pytest.mark.parametrize("case", ORACLES[:5], ids=lambda case: case["id"])
def test_oracle(case: dict[str, object]) -> None:
    finish = parse_instant(case["finish"]) + MINUTES_PER_DAY
    phased = level(calendar(case["calendar"]), parse_instant(case["start"]), finish, Decimal(case["budget"]))
    moments = case["status"] if isinstance(case["status"], list) else [case["status"]]
    expected = case["expected_PV"] if isinstance(case["expected_PV"], list) else [case["expected_PV"]]
    found = [float(phased.value_at(parse_instant(moment))) for moment in moments]
    assert found == pytest.approx(expected, abs=1e-6)


def test_a_milestone_steps_at_its_instant() -> None:
    case = ORACLES[5]
    at = parse_instant("2026-06-05T17:00")
    phased = level(STANDARD, at, at, Decimal(case["budget"]))
    assert [phased.value_at(parse_instant(moment)) for moment in case["status"]] == case["expected_PV"]


FIRST, LAST = parse_instant("2026-06-01"), parse_instant("2026-06-13")


@pytest.mark.parametrize(
    ("curve", "after_first_day", "half_way", "before_last_minute"),
    [
        ("linear", "100", "500", "999.791667"),
        ("front-loaded", "190", "750", "999.999957"),
        ("back-loaded", "10", "250", "999.583377"),
        ("bell", "28", "500", "999.99987"),
        ("start", "1000", "1000", "1000"),
        ("end", "0", "0", "0"),
    ],
)
def test_curves(curve: str, after_first_day: str, half_way: str, before_last_minute: str) -> None:
    phased = level(STANDARD, FIRST, LAST, Decimal(1000), curve)
    moments = ("2026-06-02", "2026-06-06", "2026-06-12T16:59")
    found = [phased.value_at(parse_instant(moment)) for moment in moments]
    assert found == [Decimal(after_first_day), Decimal(half_way), Decimal(before_last_minute)]


def test_start_spends_nothing_before_work_begins() -> None:
    phased = level(STANDARD, FIRST, LAST, Decimal(1000), "start")
    assert phased.value_at(FIRST) == 0
    assert phased.value_at(parse_instant("2026-06-01T08:01")) == 1000


def test_a_span_without_working_time_steps_at_its_finish() -> None:
    saturday, sunday = parse_instant("2026-06-06"), parse_instant("2026-06-07")
    phased = level(STANDARD, saturday, sunday, Decimal(10))
    assert (phased.value_at(sunday - 1), phased.value_at(sunday)) == (0, 10)


segments = st.builds(
    lambda start, length, amount, curve: Segment(FIRST + start, FIRST + start + length, amount, curve),
    st.integers(0, 40_000),
    st.integers(0, 40_000),
    st.decimals(0, 10_000, places=2),
    st.sampled_from(sorted(CURVES)),
)


@given(
    st.lists(segments, min_size=1, max_size=5), st.lists(st.integers(-100, 90_000), min_size=2, max_size=6)
)
def test_value_rises_from_nothing_to_the_whole_amount(parts: list[Segment], moments: list[int]) -> None:
    phased = Phased(STANDARD, tuple(parts))
    values = [phased.value_at(FIRST + moment) for moment in sorted(moments)]
    assert values == sorted(values)
    assert phased.value_at(phased.start - 1) == 0
    assert phased.value_at(phased.finish) == phased.amount


def test_a_shape_is_moved_to_other_dates() -> None:
    days = [parse_instant(f"2026-06-{day:02}") for day in (1, 3, 6)]
    planned = Phased(
        STANDARD, (Segment(days[0], days[1], Decimal(10)), Segment(days[1], days[2], Decimal(90), "end"))
    )
    late = moved(planned, parse_instant("2026-06-15"), parse_instant("2026-06-27"))
    found = [late.value_at(parse_instant(f"2026-06-{day}")) for day in (15, 17, 19, 26, 27)]
    assert found == [0, 5, 10, 10, 100]


@given(st.lists(segments, min_size=1, max_size=4), st.integers(0, 60_000), st.integers(0, 60_000))
def test_a_moved_shape_keeps_its_amount_and_stays_within_its_dates(
    parts: list[Segment], start: int, length: int
) -> None:
    planned = Phased(STANDARD, tuple(parts))
    found = moved(planned, FIRST + start, FIRST + start + length)
    assert found.amount == planned.amount
    assert FIRST + start <= found.start <= found.finish <= FIRST + start + length
