"""Components that several registers share: bars of coverage, matrices of marks, and curves over time."""

from datetime import date
from decimal import Decimal

from milepost.frozen import frozen
from milepost.portal.views.values import RecordLink, Tone


@frozen
class Bar:
    """How many have what they should have.

    Attributes:
        text: What is counted.
        done: How many have it.
        of: Out of how many.
        percent: The same as percent, 0 to 100.
        tone: How that stands.
        gaps: The first of those that do not have it.
        more: How many more there are.
        word: What the gaps are called.
    """

    text: str
    done: int
    of: int
    percent: Decimal
    tone: Tone
    gaps: tuple[RecordLink, ...] = ()
    more: int = 0
    word: str = "without"


@frozen
class BarsView:
    """Bars under a heading; `empty` is said when there are none."""

    title: str
    bars: tuple[Bar, ...]
    empty: str = "Nothing to count yet."


@frozen
class Mark:
    """What stands in a cell of a matrix.

    Attributes:
        sign: A character or two.
        word: The same for who does not see the sign.
        tone: How it stands.
        hint: More about it, on hover; empty for none.
    """

    sign: str
    word: str
    tone: Tone
    hint: str = ""


@frozen
class MarkRow:
    """A row of a matrix: what it is about, and a mark or None per column."""

    link: RecordLink
    title: str
    marks: tuple[Mark | None, ...]


@frozen
class MarkMatrixView:
    """A matrix of marks.

    Attributes:
        title: Its heading, which says what it shows.
        corner: What the rows and columns are.
        columns: The columns.
        rows: The rows.
        legend: Every mark that occurs.
        empty: What to say when there are no rows.
    """

    title: str
    corner: str
    columns: tuple[RecordLink, ...]
    rows: tuple[MarkRow, ...]
    legend: tuple[Mark, ...]
    empty: str = "Nothing here yet."


@frozen
class Line:
    """A curve: its name, its values by day, and whether it is drawn dashed."""

    name: str
    points: tuple[tuple[date, Decimal], ...]
    dashed: bool = False


@frozen
class LinesView:
    """Curves over time, with their table.

    Attributes:
        title: What the chart says, as its heading.
        what: What is counted.
        lines: At most three curves.
        status_date: The status date.
        steps: Whether values hold until the next point.
    """

    title: str
    what: str
    lines: tuple[Line, ...]
    status_date: date
    steps: bool = True

    @property
    def days(self) -> tuple[date, ...]:
        """The days of all points, in order."""
        return tuple(sorted({day for line in self.lines for day, _ in line.points}))
