"""What the engine has to say about its input: plain values that a caller turns into findings."""

from __future__ import annotations

from enum import Enum

from milepost.frozen import frozen


class ProblemKind(Enum):
    """What is wrong; `Problem.activities` and `Problem.links` say where."""

    UNKNOWN_ACTIVITY = "unknown-activity"
    """A link or a parent names a position that does not exist. No schedule."""
    PARENT_CYCLE = "parent-cycle"
    """A summary lies below itself. No schedule."""
    LINK_TO_OWN_SUMMARY = "link-to-own-summary"
    """A link between an activity and a summary above it. No schedule."""
    CYCLE = "cycle"
    """Links lead in a circle; `links` has all of them, in order. No schedule."""
    NO_WORKING_TIME = "no-working-time"
    """The calendar has no working time in an ordinary week. No schedule."""
    NEGATIVE_DURATION = "negative-duration"
    """A duration or remaining duration is below zero. No schedule."""
    MILESTONE_WITH_DURATION = "milestone-with-duration"
    """A milestone has a duration; it is scheduled with it."""
    BEYOND_HORIZON = "beyond-horizon"
    """A date lies more than 50 years from the project's start; it is shown at that bound."""
    CONSTRAINT_WITHOUT_DATE = "constraint-without-date"
    """A constraint that needs a date has none; it is ignored."""
    SUMMARY_CONSTRAINT = "summary-constraint"
    """A summary has a constraint that means nothing for a summary; it is ignored."""
    CONSTRAINT_AGAINST_LOGIC = "constraint-against-logic"
    """An imposed date puts an activity before its predecessors (`links`) allow."""
    FINISH_WITHOUT_START = "finish-without-start"
    """An actual finish without an actual start."""
    FINISH_BEFORE_START = "finish-before-start"
    """The actual finish lies before the actual start."""
    ACTUAL_AFTER_STATUS_DATE = "actual-after-status-date"
    """Something is reported as done after the date of the report."""
    COMPLETE_WITHOUT_FINISH = "complete-without-finish"
    """100 percent or nothing remaining, and no actual finish."""
    REMAINING_AFTER_FINISH = "remaining-after-finish"
    """Work remains, or less than 100 percent is done, though the activity is finished."""
    PROGRESS_WITHOUT_START = "progress-without-start"
    """Percent complete, but no actual start; it is scheduled as not started."""
    PERCENT_OUT_OF_RANGE = "percent-out-of-range"
    """Percent complete below 0 or above 100."""
    OUT_OF_SEQUENCE = "out-of-sequence"
    """The successor of `links` went ahead before its predecessor allowed it."""


@frozen
class Problem:
    """One thing wrong.

    Attributes:
        kind: what.
        activities: positions of the activities concerned, the first one foremost.
        links: positions of the links concerned.
    """

    kind: ProblemKind
    activities: tuple[int, ...] = ()
    links: tuple[int, ...] = ()
