"""Steps of free capacity: searching and taking agree with counting minute by minute."""

from hypothesis import given
from hypothesis import strategies as st

from milepost.schedule.levelling.arithmetic import after_lag, before_lag
from milepost.schedule.levelling.timeline import Packing, Timeline
from tests.schedule.levelling.plans import CALENDARS, START

CAPACITIES = (3, 5, 1)
uses = st.lists(
    st.tuples(
        st.integers(0, 40), st.integers(1, 9), st.integers(0, 3), st.integers(0, 5), st.integers(0, 1)
    ).filter(lambda use: any(use[2:])),
    max_size=12,
)


def minute_by_minute(taken, t, length, need):
    """The first time from which every resource has enough."""
    while True:
        if all(
            sum(one[at] for since, until, one in taken if since <= minute < until) + need[at]
            <= CAPACITIES[at]
            for minute in range(t, t + length)
            for at in range(3)
        ):
            return t
        t += 1


@given(uses)
def test_packed_resources_are_searched_together(requests):
    packing = Packing.of(CAPACITIES)
    placing, taking = Timeline(packing), Timeline(packing)
    taken = []
    for t, length, *need in requests:
        packed = sum(units << shift for units, shift in zip(need, packing.shifts, strict=True))
        expected = minute_by_minute(taken, t, length, need)

        assert taking.earliest(t, length, packed) == expected
        assert placing.place(t, length, packed) == expected
        assert taking.clash(expected, expected + length, packed) is None
        if expected > t:
            assert t < taking.clash(t, t + length, packed) <= expected

        taking.take(expected, expected + length, packed)
        taken.append((expected, expected + length, need))
        assert list(taking.steps()) == list(placing.steps())


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 9), st.integers(1, 3)), max_size=10))
def test_overload_is_summed_over_time(requests):
    timeline = Timeline(Packing.of((2,)))
    for start, length, need in requests:
        timeline.take(start, start + length, need)
    used = [
        sum(need for start, length, need in requests if start <= minute < start + length)
        for minute in range(40)
    ]

    assert timeline.overload() == sum(max(units - 2, 0) for units in used)
    assert timeline.missing(5, 25, 1) == sum(max(units - 1, 0) for units in used[5:25])


@given(
    st.integers(0, 20_000),
    st.sampled_from([0, 60, 480, 1000, -60, -480, -1000]),
    st.sampled_from([*CALENDARS, None]),
)
def test_the_latest_instant_before_a_lag(offset, lag, calendar):
    t = START + offset

    latest = before_lag(t, lag, calendar)

    assert after_lag(latest, lag, calendar) <= t
    assert after_lag(latest + 1, lag, calendar) > t
