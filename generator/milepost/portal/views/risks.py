"""Charts of the risk page."""

from dataclasses import dataclass
from datetime import date


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


@dataclass(frozen=True, slots=True)
class Window:
    """When a risk may happen.

    Attributes:
        id: Its id.
        name: Its id and title.
        first: First day.
        last: Last day.
        note: Its score and band.
    """

    id: str
    name: str
    first: date
    last: date
    note: str


@dataclass(frozen=True, slots=True)
class WindowChart:
    """The windows of the open risks, the earliest first."""

    about: str
    today: date
    windows: tuple[Window, ...]
