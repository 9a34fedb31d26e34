"""Tasks and predecessors as written become activities and links of the network."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from milepost.frozen import frozen
from milepost.project import Record
from milepost.schedule.calendar import Calendar
from milepost.schedule.calendars import Calendars
from milepost.schedule.effort import (
    Assigned,
    Effort,
    assigned_to,
    effort_of,
    minutes_of,
    shares,
    time_share,
)
from milepost.schedule.network import (
    Activity,
    ActivityKind,
    Assignment,
    Constraint,
    ConstraintType,
    DurationUnit,
    LagCalendar,
    LagUnit,
    Link,
    LinkType,
    Progress,
)
from milepost.source import units
from milepost.source.data import Map, Seq
from milepost.source.fields import Fields


def activity_of(record: Record, position: dict[str, int], calendars: Calendars) -> Activity:
    """A task as the engine takes it.

    Its calendar is its own; of a task driven by effort its people's, within its own; else the project's.

    Args:
        record: The task.
        position: Id to place of every task.
        calendars: The calendars in force.
    """
    data = record.data
    assigned = assigned_to(record) if "assignments" in data else ()
    effort = effort_of(record, assigned, calendars) if assigned else None
    kind = _kind(record)
    if effort is not None:
        calendar, unit, duration = effort.team.any, DurationUnit.WORKING, effort.duration
        assignments, crew = effort.assignments, effort.crew
    else:
        calendar = calendars.of_task(record.text("calendar")) or calendars.project
        duration, unit = _duration(record, calendar)
        crew = None
        # the work of an elapsed duration and of a level of effort follows from the dates
        follows = unit is DurationUnit.ELAPSED or kind is ActivityKind.LEVEL_OF_EFFORT
        length = 0 if follows else duration
        assignments = _of_duration(record, assigned, calendar, length, calendars) if assigned else ()
    constraint = _constraint(record.part("constraint")) if "constraint" in data else None
    return Activity(
        id=record.id,
        calendar=calendar,
        duration=duration,
        kind=kind,
        unit=unit,
        parent=None if record.parent is None else position.get(record.parent.id),
        constraints=() if constraint is None else (constraint,),
        deadline=record.finish("deadline") if "deadline" in data else None,
        progress=_progress(record, calendar, unit, duration, effort) if "progress" in data else None,
        assignments=assignments,
        crew=crew,
    )


def _kind(record: Record) -> ActivityKind:
    if record.data.get("milestone") is True:
        return ActivityKind.MILESTONE
    if record.data.get("type") == "level-of-effort":
        return ActivityKind.LEVEL_OF_EFFORT
    return ActivityKind.TASK


def _duration(record: Record, calendar: Calendar) -> tuple[int, DurationUnit]:
    """Minutes from start to finish: as written, as effort of nobody named, or as most likely estimated."""
    data = record.data
    if record.children or data.get("milestone") is True:
        return 0, DurationUnit.WORKING
    written = record.duration("duration") if "duration" in data else None
    if written is None and "effort" in data:
        written = record.duration("effort")
    if written is None and "estimate" in data:
        estimate = record.part("estimate")
        written = None if estimate is None else estimate.duration("most_likely")
    if written is None:
        return 0, DurationUnit.WORKING
    return minutes_of(written, calendar), DurationUnit.ELAPSED if written.elapsed else DurationUnit.WORKING


def _of_duration(
    record: Record, assigned: Sequence[Assigned], calendar: Calendar, length: int, calendars: Calendars
) -> tuple[Assignment, ...]:
    """Who does how much of a task whose duration is fixed: their own effort, else their share of its time."""
    whole = record.duration("effort") if "effort" in record.data else None
    if whole is not None:
        minutes = shares(assigned, whole, calendar, calendars)
    else:
        minutes = [
            minutes_of(one.effort, calendar)
            if one.effort is not None
            else time_share(length, one.who, one.units, calendars)
            for one in assigned
        ]
    return tuple([Assignment(one.who, one.units, work) for one, work in zip(assigned, minutes, strict=True)])


def assignments(record: Record) -> Iterator[tuple[str, Decimal]]:
    """Who works on a task, and the share of their time (1 is all of it)."""
    return ((one.who, one.units) for one in assigned_to(record))


_START_TYPES = ("start-no-earlier-than", "start-no-later-than", "must-start-on")


def _constraint(written: Fields | None) -> Constraint | None:
    if written is None:
        return None
    name = written.text("type")
    kind = next((one for one in ConstraintType if one.value == name), None)
    if kind is None:
        return None
    date = written.start("date") if name in _START_TYPES else written.finish("date")
    return Constraint(kind, date)


def _progress(
    record: Record, calendar: Calendar, unit: DurationUnit, duration: int, effort: Effort | None
) -> Progress | None:
    written = record.part("progress")
    if written is None:
        return None
    start, finish = written.start("actual_start"), written.finish("actual_finish")
    remaining = None if effort is None else _remaining_of_effort(written, calendar, duration, effort)
    if remaining is None:
        left = written.duration("remaining")
        remaining = None if left is None else minutes_of(left, calendar)
    if (
        unit is DurationUnit.WORKING
    ):  # a bare date is a day: work began in its first hour and ended in its last
        start = (
            calendar.next_start(start) if start is not None and not _timed(written, "actual_start") else start
        )
        if finish is not None and not _timed(written, "actual_finish"):
            finish = calendar.prev_finish(finish)
            finish = finish if start is None or finish >= start else start
    return Progress(
        actual_start=start,
        actual_finish=finish,
        remaining=remaining,
        percent=written.number("percent"),
    )


def _remaining_of_effort(written: Fields, calendar: Calendar, duration: int, effort: Effort) -> int | None:
    """Minutes of duration that the remaining effort stands for; None where progress says nothing of effort.

    Remaining effort counts before anything else that is written. Effort spent says what remains where nothing
    else does.
    """
    if not effort.minutes:
        return None
    left = written.duration("remaining_effort")
    if left is not None:
        return -(-minutes_of(left, calendar) * duration // effort.minutes)
    spent = written.duration("actual_effort")
    if spent is None or written.has("remaining") or written.has("percent"):
        return None
    open_minutes = effort.minutes - minutes_of(spent, calendar)
    return -(-open_minutes * duration // effort.minutes) if open_minutes > 0 else None


def _timed(written: Fields, key: str) -> bool:
    return "T" in written.text(key)


@frozen
class LagDays:
    """What a day of lag is: one of the calendar that the lag runs on.

    By the clock it is one of the successor: 3d are then the hours that it works in three days (Primavera P6
    keeps lags in hours).

    Attributes:
        lag_calendar: On what lags run.
        project: The calendar of the project.
    """

    lag_calendar: LagCalendar
    project: Calendar

    def of(self, predecessor: Activity, successor: Activity) -> Calendar:
        """Give the calendar whose day it is."""
        if self.lag_calendar is LagCalendar.PROJECT:
            return self.project
        return (predecessor if self.lag_calendar is LagCalendar.PREDECESSOR else successor).calendar


def links_of(
    records: Sequence[Record],
    position: dict[str, int],
    activities: Sequence[Activity],
    days: LagDays,
) -> tuple[list[Link], list[tuple[Record, int]]]:
    """The links, and for each the task and the place in its list of predecessors where it is written.

    Args:
        records: The tasks.
        position: Id to place of every task.
        activities: The tasks as the engine takes them.
        days: What a day of lag is.
    """
    links: list[Link] = []
    written: list[tuple[Record, int]] = []
    for index, record in enumerate(records):
        listed = record.data.get("predecessors")
        for place, item in enumerate(listed if isinstance(listed, Seq) else ()):
            found = _link(item, index, position, activities, days)
            if found is not None:
                links.append(found)
                written.append((record, place))
    return links, written


_LINK_TYPES = {one.value: one for one in LinkType}


def _link(
    item: object,
    successor: int,
    position: dict[str, int],
    activities: Sequence[Activity],
    days: LagDays,
) -> Link | None:
    if isinstance(item, str):
        name, _, rest = item.partition(" ")
        kind, lag = rest[:2] or "FS", rest[2:]
    elif isinstance(item, Map):
        name, kind, lag = (str(item.get(key) or default) for key, default in _LINK_FIELDS)
    else:
        return None
    before = position.get(name)
    if before is None or kind not in _LINK_TYPES:
        return None
    if not lag:
        return Link(before, successor, _LINK_TYPES[kind])
    wait = units.lag(lag)
    if wait is None:
        return None
    if wait.percent is not None:
        return Link(before, successor, _LINK_TYPES[kind], wait.sign * float(wait.percent), LagUnit.PERCENT)
    assert wait.duration is not None, "a lag is a share or a duration"
    unit = LagUnit.ELAPSED if wait.duration.elapsed else LagUnit.WORKING
    lasting = minutes_of(wait.duration, days.of(activities[before], activities[successor]))
    return Link(before, successor, _LINK_TYPES[kind], wait.sign * lasting, unit)


_LINK_FIELDS = (("task", ""), ("type", "FS"), ("lag", ""))
