"""Charts of the risk page."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ParetoBar:
    """A branch: what it carries, and the share in percent of all up to it."""

    name: str
    amount: float
    cumulative: float


@dataclass(frozen=True, slots=True)
class ParetoChart:
    """Branches of the risk breakdown structure, the largest first.

    Attributes:
        about: What the picture says, for those who do not see it.
        unit: What amounts are measured in.
        bars: The branches.
    """

    about: str
    unit: str
    bars: tuple[ParetoBar, ...]
