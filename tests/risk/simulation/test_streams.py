"""Streams are found by name: the same on every machine, whoever else is there, in blocks or at once."""

import numpy as np

from milepost.risk.simulation.streams import Stream


def test_the_numbers_are_frozen():
    assert Stream.of(20260601, "task", "T-1").uniforms(0, 6).tolist() == [
        0.9584642794721048,
        0.07047053811620158,
        0.039763648068665114,
        0.5766893083541311,
        0.25271466468310794,
        0.8885021400700182,
    ]


def test_blocks_join_to_the_whole():
    stream = Stream.of(3, "task", "T-1")
    whole = stream.uniforms(0, 1003)
    assert np.array_equal(np.concatenate([stream.uniforms(0, 400), stream.uniforms(400, 1003)]), whole)
    assert np.array_equal(stream.uniforms(0, 10), whole[:10])


def test_names_kinds_and_seeds_make_other_streams():
    streams = [(1, "task", "A"), (1, "task", "B"), (1, "risk", "A"), (2, "task", "A")]
    drawn = np.array([Stream.of(*one).uniforms(0, 4000) for one in streams])
    correlations = np.corrcoef(drawn) - np.eye(len(streams))
    assert np.abs(correlations).max() < 0.06


def test_numbers_are_uniform_and_never_0_or_1():
    u = Stream.of(1, "task", "A").uniforms(0, 100_000)
    assert 0 < u.min() < 1e-4
    assert 1 - 1e-4 < u.max() < 1
    counts = np.bincount((u * 20).astype(int), minlength=20)
    assert ((counts - 5000) ** 2 / 5000).sum() < 43.8  # chi-square, 19 degrees of freedom, p = 0.001
