"""Why a task has its dates: the values of an explanation."""

from enum import Enum

from milepost.diagnostics import Span
from milepost.frozen import frozen
from milepost.schedule.instants import Instant


class Cause(Enum):
    """What sets a date."""

    PROJECT_START = "project-start"
    STATUS_DATE = "status-date"
    LINK = "link"
    CONSTRAINT = "constraint"
    ACTUAL = "actual"
    LATE_AS_POSSIBLE = "as-late-as-possible"
    LEVELLING = "levelling"
    """People who are busy with another task."""
    DURATION = "duration"
    CALENDAR = "calendar"
    """Holidays and other days on which nobody works."""
    PERSON = "person"
    """Somebody's leave, or the day on which they join."""
    MEMBERS = "members"
    """A task below a summary; for a level of effort, the work it spans."""


class End(Enum):
    """Which date of a task a step explains."""

    START = "starts"
    RESUME = "goes on"
    """Where the work that is left begins, of a task that has started."""
    FINISH = "ends"


@frozen
class Step:
    """One date on the way from the root to the task.

    Attributes:
        task: Id of the task whose date it is.
        name: What it is called.
        end: Which of its dates.
        date: The date that the cause leads to, in minutes since 1970.
        cause: What sets it.
        reason: That, in words.
        place: The line that causes it; None where nothing is written.
    """

    task: str
    name: str
    end: End
    date: Instant
    cause: Cause
    reason: str
    place: Span | None


@frozen
class Change:
    """Something without which the task would end earlier.

    Attributes:
        condition: What would have to be, after "if".
        place: Where it is written.
    """

    condition: str
    place: Span | None


@frozen
class Explanation:
    """Why a task has its dates.

    Attributes:
        task: Its id.
        name: What it is called.
        start: From the root of its start date to the start itself.
        finish: From the root of its finish date to the finish itself; it begins with the steps of the start
            where the finish follows from the start.
        total_float: What it may slip before the finish of the project does, in working minutes; None when it
            is done, and for levels of effort.
        float_days: The same in its own days: of its calendar, or by the clock.
        critical: Whether it is critical.
        changes: What would have to change for it to end earlier, from the root on. One is not enough where
            several links set the same date.
    """

    task: str
    name: str
    start: tuple[Step, ...]
    finish: tuple[Step, ...]
    total_float: int | None
    float_days: float | None
    critical: bool
    changes: tuple[Change, ...]
