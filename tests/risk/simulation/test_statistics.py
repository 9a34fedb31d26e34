"""Percentiles, ranks, correlations, convergence."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.risk.simulation.statistics import (
    Reference,
    batch_ends,
    counted,
    curve,
    edges,
    percentile,
    ranks,
    settled,
)


@given(
    st.lists(st.integers(-50, 50), min_size=1, max_size=60),
    st.sampled_from([0, 1, 10, 50, 80, 82.5, 90, 100]),
)
def test_a_percentile_is_the_smallest_value_that_enough_do_not_exceed(values, percent):
    found = percentile(np.array(values), percent)
    share = sum(value <= found for value in values) / len(values)
    below = sum(value < found for value in values) / len(values)
    assert found in values
    assert share >= percent / 100 - 1e-9
    assert below < percent / 100 or found == min(values)


def test_percentiles_of_a_discrete_total():
    """Three independent cost risks: P90 is 40, because exactly nine in ten do not exceed it."""
    totals = np.repeat([0.0, 10, 30, 40, 50, 60, 80, 90], [36, 36, 9, 9, 4, 4, 1, 1])
    assert [percentile(totals, p) for p in (50, 80, 90, 95)] == [10, 30, 40, 60]
    assert curve(np.sort(totals))[0] == 0
    assert curve(np.sort(totals))[100] == 90


@given(st.lists(st.integers(-9, 9), min_size=1, max_size=40))
def test_ranks_share_ties(values):
    expected = [
        sum(other < value for other in values) + (sum(other == value for other in values) + 1) / 2
        for value in values
    ]
    assert ranks(np.array(values)).tolist() == expected
    assert ranks(np.array(values, dtype=float)).tolist() == expected
    assert ranks(np.array(values) * 10**9).tolist() == expected


def test_correlation():
    a = np.array([1.0, 2, 3, 4])
    assert Reference(a).correlation(2 * a + 5) == pytest.approx(1)
    assert Reference(a).correlation(-a) == pytest.approx(-1)
    assert Reference(a).correlation(np.ones(4)) is None
    assert Reference(np.ones(4)).correlation(a) is None


def test_it_settles_after_the_last_move():
    ends = batch_ends(4000)
    assert len(ends) == 20
    assert ends[-1] == 4000
    assert batch_ends(3) == (1, 2, 3)
    figures = [(10.0,), (10.4,), (10.41,), (10.42,), (10.42,)]
    assert settled((1, 2, 3, 4, 5), figures, 10.0) == 3
    assert settled((1, 2, 3, 4, 5), [*figures[:-1], (12.0,)], 10.0) is None


def test_bars_hold_everything():
    values = np.sort(np.array([1.0, 1, 2, 5, 9]))
    at = edges(1, 9)
    assert counted(values, at).sum() == 5
    assert counted(np.array([3.0, 3]), edges(3, 3)).tolist() == [2]
