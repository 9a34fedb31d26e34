"""Tasks and predecessors as written become activities and links of the network."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from milepost.project import Record
from milepost.schedule.calendar import Calendar
from milepost.schedule.calendars import Calendars
from milepost.schedule.network import (
    Activity,
    ActivityKind,
    Constraint,
    ConstraintType,
    DurationUnit,
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

    Args:
        record: The task.
        position: Id to place of every task.
        calendars: The calendars in force.
    """
    data = record.data
    calendar = _calendar(record, calendars)
    duration, unit = _duration(record, calendar)
    constraint = _constraint(record.part("constraint")) if "constraint" in data else None
    return Activity(
        id=record.id,
        calendar=calendar,
        duration=duration,
        kind=_kind(record),
        unit=unit,
        parent=None if record.parent is None else position.get(record.parent.id),
        constraints=() if constraint is None else (constraint,),
        deadline=record.finish("deadline") if "deadline" in data else None,
        progress=_progress(record, calendar, unit) if "progress" in data else None,
    )


def _kind(record: Record) -> ActivityKind:
    if record.data.get("milestone") is True:
        return ActivityKind.MILESTONE
    if record.data.get("type") == "level-of-effort":
        return ActivityKind.LEVEL_OF_EFFORT
    return ActivityKind.TASK


def _calendar(record: Record, calendars: Calendars) -> Calendar:
    """The task's own calendar; work measured in effort by one person runs on that person's time."""
    written = record.data.get("calendar")
    if isinstance(written, str) and written in calendars.by_id:
        found = calendars.by_id[written]
        return found if found.works_weekly else calendars.project
    if "effort" in record.data and "duration" not in record.data:
        people = [who for who, _ in assignments(record)]
        if len(people) == 1 and people[0] in calendars.people:
            own = calendars.people[people[0]]
            return own if own.works_weekly else calendars.project
    return calendars.project


def _duration(record: Record, calendar: Calendar) -> tuple[int, DurationUnit]:
    """Minutes from start to finish: as written, as most likely estimated, or effort divided by who works."""
    data = record.data
    if record.children or data.get("milestone") is True:
        return 0, DurationUnit.WORKING
    written = record.duration("duration") if "duration" in data else None
    if written is None and "effort" in data:
        effort = record.duration("effort")
        if effort is not None:
            units_ = sum((share for _, share in assignments(record)), start=Decimal(0)) or Decimal(1)
            return round(_minutes(effort, calendar) / units_), DurationUnit.WORKING
    if written is None and "estimate" in data:
        estimate = record.part("estimate")
        written = None if estimate is None else estimate.duration("most_likely")
    if written is None:
        return 0, DurationUnit.WORKING
    return _minutes(written, calendar), DurationUnit.ELAPSED if written.elapsed else DurationUnit.WORKING


def _minutes(duration: units.Duration, calendar: Calendar) -> int:
    return duration.minutes(calendar.minutes_per_day, Decimal(str(calendar.days_per_week)))


def assignments(record: Record) -> Iterator[tuple[str, Decimal]]:
    """Who works on a task, and the share of their time (1 is all of it)."""
    written = record.data.get("assignments")
    for item in written if isinstance(written, Seq) else ():
        if isinstance(item, str):
            yield item, Decimal(1)
        elif isinstance(item, Map) and isinstance(item.get("who"), str):
            share = Fields(item, record.document).percentage("units")
            yield str(item["who"]), Decimal(1) if share is None else share


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


def _progress(record: Record, calendar: Calendar, unit: DurationUnit) -> Progress | None:
    written = record.part("progress")
    if written is None:
        return None
    start, finish = written.start("actual_start"), written.finish("actual_finish")
    remaining = written.duration("remaining")
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
        remaining=None if remaining is None else _minutes(remaining, calendar),
        percent=written.number("percent"),
    )


def _timed(written: Fields, key: str) -> bool:
    return "T" in written.text(key)


def links_of(
    records: Sequence[Record], position: dict[str, int], activities: Sequence[Activity]
) -> tuple[list[Link], list[tuple[Record, int]]]:
    """The links, and for each the task and the place in its list of predecessors where it is written."""
    links: list[Link] = []
    written: list[tuple[Record, int]] = []
    for index, record in enumerate(records):
        listed = record.data.get("predecessors")
        for place, item in enumerate(listed if isinstance(listed, Seq) else ()):
            found = _link(item, index, position, activities[index].calendar)
            if found is not None:
                links.append(found)
                written.append((record, place))
    return links, written


_LINK_TYPES = {one.value: one for one in LinkType}


def _link(item: object, successor: int, position: dict[str, int], calendar: Calendar) -> Link | None:
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
    return Link(before, successor, _LINK_TYPES[kind], wait.sign * _minutes(wait.duration, calendar), unit)


_LINK_FIELDS = (("task", ""), ("type", "FS"), ("lag", ""))
