"""The load of people: a table of people and weeks, and a histogram against the capacity."""

from datetime import date

from milepost.frozen import frozen
from milepost.portal.views.values import RecordLink, Tone


@frozen
class LoadCell:
    """A week of somebody.

    Attributes:
        text: The load in percent of the capacity; empty where there is no work.
        word: What stands out: "over", "peak", "away"; or empty.
        tone: How much it is: NEUTRAL for nothing, GOOD, INFO for nearly full, WATCH and BAD for too much.
        hint: Hours planned and hours there are.
    """

    text: str
    word: str
    tone: Tone
    hint: str


@frozen
class LoadRow:
    """Somebody, and their weeks."""

    link: RecordLink
    cells: tuple[LoadCell, ...]


@frozen
class LoadMapView:
    """People and weeks.

    Attributes:
        title: What it says, as its heading.
        weeks: The Mondays.
        current: Place of the week of the status date among them, or None.
        rows: The people.
        note: What is left out, in a sentence, or empty.
    """

    title: str
    weeks: tuple[date, ...]
    current: int | None
    rows: tuple[LoadRow, ...]
    note: str = ""


@frozen
class LoadBar:
    """A week of everybody together, in working days of one person."""

    week: date
    demand: float
    capacity: float


@frozen
class LoadChartView:
    """Load against capacity over time.

    Attributes:
        title: What the chart says, as its heading.
        bars: The weeks, in order.
        status_date: The status date.
    """

    title: str
    bars: tuple[LoadBar, ...]
    status_date: date
