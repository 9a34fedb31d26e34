"""Charts of the risk page."""

from datetime import date

from milepost.frozen import frozen


@frozen
class ParetoBar:
    """A branch: what it carries, and the share in percent of all up to it."""

    name: str
    amount: float
    cumulative: float


@frozen
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


@frozen
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


@frozen
class WindowChart:
    """The windows of the open risks, the earliest first."""

    about: str
    today: date
    windows: tuple[Window, ...]
