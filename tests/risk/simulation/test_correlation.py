"""Correlation by coefficients: what can hold together, and draws that have it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.risk.simulation.correlation import Contradiction, Correlation, Mixing, mixing_of
from milepost.risk.simulation.normal import normal_quantile
from milepost.risk.simulation.streams import Stream


def draws(count):
    return [Stream.of(5, "task", f"T-{k}").uniforms(0, 40_000) for k in range(count)]


def test_coefficients_are_those_of_the_normal_scores():
    found = mixing_of([Correlation(7, 3, 0.6), Correlation(3, 9, -0.4), Correlation(7, 9, 0.1)])
    assert isinstance(found, Mixing)
    assert found.members == (7, 3, 9)
    own = draws(3)
    mixed = found.mixed(own)
    assert np.array_equal(mixed[0], own[0])
    measured = np.corrcoef([normal_quantile(u) for u in mixed])
    assert measured[0, 1] == pytest.approx(0.6, abs=0.015)
    assert measured[1, 2] == pytest.approx(-0.4, abs=0.015)
    assert measured[0, 2] == pytest.approx(0.1, abs=0.015)
    for u in mixed:
        assert np.histogram(u, 10, (0, 1))[0] == pytest.approx(4000, rel=0.08)


def test_full_correlation_gives_the_same_numbers():
    found = mixing_of([Correlation(0, 1, 1.0), Correlation(0, 2, 1.0), Correlation(1, 2, 1.0)])
    assert isinstance(found, Mixing)
    first, second, third = found.mixed(draws(3))
    assert second == pytest.approx(first, abs=1e-12)
    assert third == pytest.approx(first, abs=1e-12)


def test_a_task_that_is_named_later_changes_no_draw_before_it():
    own = draws(3)
    two, three = (
        mixing_of([Correlation(0, 1, 0.5)]),
        mixing_of([Correlation(0, 1, 0.5), Correlation(1, 2, 0.5)]),
    )
    assert isinstance(two, Mixing)
    assert isinstance(three, Mixing)
    assert np.array_equal(two.mixed(own[:2]), three.mixed(own)[:2])


def test_contradictions_name_the_first_task_that_does_not_fit():
    assert mixing_of(
        [Correlation(0, 1, 0.9), Correlation(0, 2, 0.9), Correlation(1, 2, -0.9)]
    ) == Contradiction(2)
    assert mixing_of(
        [Correlation(0, 1, 1.0), Correlation(0, 2, 1.0), Correlation(1, 2, 0.5)]
    ) == Contradiction(2)
    assert mixing_of([Correlation(4, 5, 1.2)]) == Contradiction(5)


@given(st.lists(st.floats(-1, 1), min_size=6, max_size=6))
def test_it_is_positive_semidefinite_or_a_contradiction(values):
    pairs = [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)]
    matrix = np.eye(4)
    for (i, j), value in zip(pairs, values, strict=True):
        matrix[i, j] = matrix[j, i] = value
    least = np.linalg.eigvalsh(matrix)[0]
    found = mixing_of([Correlation(i, j, value) for (i, j), value in zip(pairs, values, strict=True)])
    if least > 1e-4:
        assert isinstance(found, Mixing)
        rows = np.array([(*row, *[0.0] * (4 - len(row))) for row in found.rows])
        assert rows @ rows.T == pytest.approx(matrix, abs=1e-6)
    elif least < -1e-4:
        assert isinstance(found, Contradiction)
