"""Streams of uniform numbers, one for each task, risk and driver, found by its name.

A stream is Philox 4x64-10 (J. Salmon et al., Parallel Random Numbers: As Easy as 1, 2, 3, SC 2011), a counter
turned into noise under a key. The key is the SHA-256 of seed, kind and id. So a task that is added, removed
or moved leaves the numbers of all others as they were; more iterations only continue a stream; and a block of
iterations is read without those before it.

numpy promises the raw words of its bit generators to stay the same from version to version (NEP 19), and
nothing for the methods of `Generator`: only raw words are used here, everything after them is our own.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Final

import numpy as np

from milepost.frozen import frozen
from milepost.risk.simulation.arrays import Floats

STEP: Final = 4
"""Words that one turn of the counter gives; blocks begin at multiples of it."""

_BITS: Final = np.uint64(11)
_SCALE: Final = 2.0**-53


@frozen
class Stream:
    """The uniform numbers of one thing.

    Attributes:
        key: What makes them differ from those of other things: 128 bits.
    """

    key: int

    @classmethod
    def of(cls, seed: int, kind: str, id_: str) -> Stream:
        """Give the stream of a thing.

        Args:
            seed: The seed of the run.
            kind: What it is: "task", "risk", "driver".
            id_: Its id.
        """
        digest = sha256(f"{seed}/{kind}/{id_}".encode()).digest()
        return cls(int.from_bytes(digest[:16], "little"))

    def uniforms(self, first: int, last: int) -> Floats:
        """Give a number strictly between 0 and 1 for the iterations `first` to `last - 1`.

        Args:
            first: A multiple of `STEP`.
            last: The iteration behind the last one.
        """
        source = np.random.Philox(key=self.key, counter=first // STEP)
        words = source.random_raw(last - first)
        words >>= _BITS
        numbers = words.astype(np.float64)
        numbers += 0.5
        numbers *= _SCALE
        return numbers
