"""What somebody said and what came of it."""

from datetime import date

from milepost.frozen import frozen
from milepost.portal.views.values import Badge, RecordLink


@frozen
class SaidAndDone:
    """An entry of the feedback log as its author wants to read it.

    Attributes:
        link: The entry.
        who: Who said it, or None.
        said: What was said, as sanitised HTML.
        day: When, or None.
        state: Whether it is answered.
        answer: What was answered, as sanitised HTML; empty while it is not.
        answered: When, or None.
        due: Until when it wants an answer while it has none, or None.
        record: What came of it, or None.
    """

    link: RecordLink
    who: RecordLink | None
    said: str
    day: date | None
    state: Badge
    answer: str
    answered: date | None
    due: date | None
    record: RecordLink | None
