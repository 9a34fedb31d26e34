"""The schedule health page: the score, and each point of the assessment with what it means."""

from milepost.frozen import frozen
from milepost.portal.views.values import Badge, Cell, RecordLink


@frozen
class ScoreItem:
    """A part of the score: how many of its points that can be judged are kept."""

    name: str
    kept: int
    judged: int


@frozen
class HealthPoint:
    """One point of the schedule assessment.

    Attributes:
        number: 1 to 14.
        anchor: Id of its entry on the page.
        name: What it is called.
        badge: Whether it keeps its limit.
        value: Its value; None prints as "not defined".
        wanted: Its limit in words, or empty.
        counted: What was counted, in words, or empty.
        meaning: What it means, in one or two plain sentences.
        offenders: The first of what counts against it.
        more: How many more there are.
    """

    number: int
    anchor: str
    name: str
    badge: Badge
    value: Cell
    wanted: str
    counted: str
    meaning: str
    offenders: tuple[RecordLink, ...] = ()
    more: int = 0


@frozen
class HealthView:
    """The schedule health page.

    Attributes:
        title: Its heading.
        summary: What the assessment says, in a sentence or two.
        score: The score as percent, or None.
        parts: The score by what the points are about.
        points: The points, in order.
    """

    title: str
    summary: str
    score: Cell
    parts: tuple[ScoreItem, ...]
    points: tuple[HealthPoint, ...]
