"""Green, amber, red: the values of a status, its reasons, and the limits between the colours."""

from collections.abc import Iterable
from decimal import Decimal
from enum import Enum

from milepost.frozen import frozen


class Rag(Enum):
    """A status colour; UNKNOWN is grey: nothing can be said, which is neither good nor bad."""

    UNKNOWN = "unknown"
    GREEN = "green"
    AMBER = "amber"
    RED = "red"

    @property
    def rank(self) -> int:
        """0 for unknown up to 3 for red."""
        return _RANKS[self]


_RANKS = {Rag.UNKNOWN: 0, Rag.GREEN: 1, Rag.AMBER: 2, Rag.RED: 3}


@frozen
class Reason:
    """Why a dimension has its colour.

    Attributes:
        text: A sentence with the figures.
        rag: The colour that this reason alone gives.
        rule: The limits it was held against, in words; empty where there are none.
        records: Ids of the records it speaks of.
    """

    text: str
    rag: Rag
    rule: str = ""
    records: tuple[str, ...] = ()


@frozen
class Limits:
    """From where on a figure is amber and red; the limits themselves belong to the worse colour.

    Attributes:
        amber: From here on it is amber; None for no such limit.
        red: From here on it is red; None for no such limit.
        words: The limits in words: "amber from 5d, red from 10d".
    """

    amber: Decimal | None
    red: Decimal | None
    words: str

    def high(self, value: Decimal) -> Rag:
        """The colour of a figure that is worse the higher it is."""
        if self.red is not None and value >= self.red:
            return Rag.RED
        return Rag.AMBER if self.amber is not None and value >= self.amber else Rag.GREEN

    def low(self, value: Decimal) -> Rag:
        """The colour of a figure that is worse the lower it is."""
        if self.red is not None and value <= self.red:
            return Rag.RED
        return Rag.AMBER if self.amber is not None and value <= self.amber else Rag.GREEN

    def short_of(self, value: Decimal) -> Rag:
        """The colour of a share that should not fall below the limits; reaching one is enough."""
        if self.red is not None and value < self.red:
            return Rag.RED
        return Rag.AMBER if self.amber is not None and value < self.amber else Rag.GREEN


def worst(rags: Iterable[Rag]) -> Rag:
    """The worst of several colours; unknown when none is known."""
    return max(rags, key=lambda rag: rag.rank, default=Rag.UNKNOWN)
