"""The Gantt chart: rows on a time axis in whole minutes, and the links between them."""

from enum import Enum

from milepost.frozen import frozen

Instant = int
"""Minutes since 1970-01-01T00:00, without a time zone."""


class RowKind(Enum):
    """What a row stands for."""

    SUMMARY = "summary"
    TASK = "task"
    MILESTONE = "milestone"


class LinkType(Enum):
    """Which end of the predecessor drives which end of the successor."""

    FINISH_START = "FS"
    START_START = "SS"
    FINISH_FINISH = "FF"
    START_FINISH = "SF"


class Scale(Enum):
    """What one column of the lower time axis is."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"


@frozen
class GanttRow:
    """A task, milestone or summary.

    Attributes:
        id: The task's id.
        name: The task's name.
        depth: 0 at the top of the work breakdown structure.
        kind: Summary, task or milestone.
        start: Scheduled start; None when it could not be computed.
        finish: Scheduled finish.
        baseline_start: Start in the baseline, or None.
        baseline_finish: Finish in the baseline, or None.
        percent: Progress, 0 to 100.
        critical: Whether it is on the critical path.
        late_finish: Finish plus total float, or None; the float bar ends there.
        float_text: Total float in words ("3 d"), or empty.
        deadline: The deadline, or None.
        collapsed: Whether a summary starts folded.
        page: Page that holds the task's record, or empty.
        who: Ids of those who do it, each one of the chart's people.
        below: Whether a link of a summary above it sets its dates.
        why: What set its dates, in words ("T-105 SS", "the status date"), or empty.
        slip: How it stands against the baseline, in words ("5 d later"), or empty.
    """

    id: str
    name: str
    depth: int
    kind: RowKind
    start: Instant | None
    finish: Instant | None
    baseline_start: Instant | None = None
    baseline_finish: Instant | None = None
    percent: int = 0
    critical: bool = False
    late_finish: Instant | None = None
    float_text: str = ""
    deadline: Instant | None = None
    collapsed: bool = False
    page: str = ""
    who: tuple[str, ...] = ()
    below: bool = False
    why: str = ""
    slip: str = ""


@frozen
class GanttArrow:
    """A dependency; `lag` is its text ("+2d") or empty.

    It is `critical` between critical rows, and `driving` where it sets the dates of its successor.
    """

    predecessor: str
    successor: str
    type: LinkType = LinkType.FINISH_START
    lag: str = ""
    critical: bool = False
    driving: bool = False


@frozen
class GanttPerson:
    """Somebody who works on the plan; `short` is what stands beside a bar, `name` what one chooses from."""

    id: str
    name: str
    short: str


@frozen
class NamedDays:
    """Days with a name of their own, such as a holiday: from one midnight to another."""

    start: Instant
    finish: Instant
    name: str


@frozen
class GanttView:
    """A Gantt chart.

    Attributes:
        title: What the chart says, as its heading ("Finish slipped 9 working days").
        rows: The rows, parents before their children.
        arrows: The dependencies between rows.
        status: The status date as an instant, or None.
        nonworking: Stretches without work on the project's calendar, in order.
        scale: The lower time axis when the chart is opened.
        summary: One sentence for those who do not see the chart.
        people: Who works on the rows, in the order in which one chooses from them.
        names: Holidays and other named days of the project's calendar, in order.
    """

    title: str
    rows: tuple[GanttRow, ...]
    arrows: tuple[GanttArrow, ...] = ()
    status: Instant | None = None
    nonworking: tuple[tuple[Instant, Instant], ...] = ()
    scale: Scale = Scale.WEEK
    summary: str = ""
    people: tuple[GanttPerson, ...] = ()
    names: tuple[NamedDays, ...] = ()
