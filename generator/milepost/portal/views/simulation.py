"""The simulation page: what finish and cost may come to, what they are promised, and what moves them."""

from milepost.frozen import frozen
from milepost.portal.views.register import TableView
from milepost.portal.views.values import Badge, Cell


@frozen
class OutcomeItem:
    """A figure of the simulation.

    Attributes:
        name: What it is.
        value: The figure.
        reading: What it says, in one sentence.
        badge: How it stands, or None.
    """

    name: str
    value: Cell
    reading: str
    badge: Badge | None = None


@frozen
class Figure:
    """What stands around a chart.

    Attributes:
        anchor: Id of its heading, unique on the page.
        title: What it shows, as its heading: the finding, not the kind of chart.
        caption: How to read it.
        table: The same as a table.
    """

    anchor: str
    title: str
    caption: str
    table: TableView


@frozen
class Marker:
    """A value that stands out on the axis; `at` is a number, or an instant as text in ISO 8601."""

    at: float | str
    label: str
    promised: bool = False


@frozen
class DistributionChart:
    """A histogram, and below it the share of runs that do not exceed a value.

    Attributes:
        about: What the picture says, for those who do not see it.
        temporal: Whether values are instants, as text in ISO 8601, or numbers.
        bars: Where each bar begins and ends, and its share of the runs in percent.
        curve: Values and the percentage of runs that do not exceed them, rising.
        markers: Values that stand out.
        unit: What values are measured in, for the axis; empty for instants.
    """

    about: str
    temporal: bool
    bars: tuple[tuple[float | str, float | str, float], ...]
    curve: tuple[tuple[float | str, float], ...]
    markers: tuple[Marker, ...]
    unit: str = ""


@frozen
class TornadoBar:
    """How far the mean moves with one input at its low and at its high end."""

    id: str
    name: str
    low: float
    high: float


@frozen
class TornadoChart:
    """The inputs that move a result most, the longest bar first."""

    about: str
    unit: str
    bars: tuple[TornadoBar, ...]


@frozen
class ScatterChart:
    """Finish and cost of single runs.

    Attributes:
        about: What the picture says.
        points: An instant in ISO 8601, a cost, and whether both promises are kept.
        finish: The promised date.
        cost: The promised amount.
        currency: Of the costs.
    """

    about: str
    points: tuple[tuple[str, float, bool], ...]
    finish: Marker
    cost: Marker
    currency: str
