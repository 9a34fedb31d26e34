"""Figures over the history: lines by status date."""

from datetime import date
from enum import Enum

from milepost.frozen import frozen


class Measure(Enum):
    """What the vertical axis counts."""

    DATE = "date"
    MONEY = "money"
    INDEX = "index"
    COUNT = "count"


@frozen
class TrendSeries:
    """A line.

    Attributes:
        name: What stands at its end.
        points: Status date and value; a date for `Measure.DATE`.
    """

    name: str
    points: tuple[tuple[date, float | date], ...]


@frozen
class TrendChartView:
    """Lines over the status dates.

    Attributes:
        anchor: Id of its heading.
        title: What it says, as its heading.
        caption: How to read it.
        measure: What the vertical axis counts.
        unit: Currency or unit, or empty.
        series: The lines.
        diagonal: Whether the line on which a forecast is its own status date is drawn: a milestone that
            reaches it is due.
    """

    anchor: str
    title: str
    caption: str
    measure: Measure
    unit: str
    series: tuple[TrendSeries, ...]
    diagonal: bool = False

    @property
    def days(self) -> tuple[date, ...]:
        """Every status date that a line has a point at."""
        return tuple(sorted({day for one in self.series for day, _ in one.points}))

    def rows(self) -> tuple[tuple[date, tuple[float | date | None, ...]], ...]:
        """The same as a table: a row for each status date, a cell for each line."""
        known = [dict(one.points) for one in self.series]
        return tuple((day, tuple(line.get(day) for line in known)) for day in self.days)
