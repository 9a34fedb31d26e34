"""Tasks as work of people: who does how much of it, in what time, and how long that takes."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from milepost.frozen import frozen
from milepost.project import Record
from milepost.schedule.calendar import Calendar
from milepost.schedule.calendars import Calendars, Team
from milepost.schedule.capacity import SCALE, Pace
from milepost.schedule.crew import Crew, Member, crew_of
from milepost.schedule.network import Assignment
from milepost.source.data import Map, Seq
from milepost.source.fields import Fields
from milepost.source.units import Duration

ONE = Decimal(1)


class Assigned(NamedTuple):
    """An assignment as written.

    Attributes:
        who: Id of a person or role.
        units: Share of their working time; 1 when left out.
        effort: Their own part of the work, if written.
        place: Place in the task's list, from 0.
    """

    who: str
    units: Decimal
    effort: Duration | None
    place: int


def assigned_to(record: Record) -> tuple[Assigned, ...]:
    """The assignments of a task, as written."""
    listed = record.data.get("assignments")
    found: list[Assigned] = []
    for index, item in enumerate(listed if isinstance(listed, Seq) else ()):
        if isinstance(item, str):
            found.append(Assigned(item, ONE, None, index))
        elif isinstance(item, Map) and isinstance(item.get("who"), str):
            entry = Fields(item, record.document)
            units = entry.percentage("units")
            effort = entry.duration("effort")
            found.append(Assigned(entry.text("who"), ONE if units is None else units, effort, index))
    return tuple(found)


@frozen
class Effort:
    """A task whose duration follows from the work of its people.

    Attributes:
        team: Their time.
        assignments: Who does how much, in the order of the file.
        minutes: All of the work.
        duration: Minutes on the calendar of the team; by name only where there is a crew.
        crew: The people, where more than one works or a share of time changes; else None.
    """

    team: Team
    assignments: tuple[Assignment, ...]
    minutes: int
    duration: int
    crew: Crew | None


def effort_of(record: Record, assigned: Sequence[Assigned], calendars: Calendars) -> Effort | None:
    """The work of a task that is driven by effort: one with assignments, effort and no duration.

    None for every other task: its dates follow from its duration on its own calendar or the project's.

    Args:
        record: The task.
        assigned: Its assignments.
        calendars: The calendars in force.
    """
    data = record.data
    if not assigned or "duration" in data or record.children or data.get("milestone") is True:
        return None
    whole = record.duration("effort") if "effort" in data else None
    if whole is None and not any(one.effort is not None for one in assigned):
        return None
    team = calendars.team(tuple([one.who for one in assigned]), record.text("calendar"))
    minutes = shares(assigned, whole, team.any, calendars)
    paces = [
        Pace.of(time, one.units, calendars.capacity_of(one.who))
        for one, time in zip(assigned, team.times, strict=True)
    ]
    assignments = tuple(
        [Assignment(one.who, one.units, work) for one, work in zip(assigned, minutes, strict=True)]
    )
    if len(paces) == 1 and paces[0].steady:
        duration = -(-minutes[0] * SCALE // paces[0].first)
        return Effort(team, assignments, minutes[0], duration, None)
    crew = crew_of(Member(pace, work) for pace, work in zip(paces, minutes, strict=True))
    return Effort(team, assignments, sum(minutes), 0 if crew is None else crew.full_pace(), crew)


def minutes_of(duration: Duration, calendar: Calendar) -> int:
    """A duration or an effort in minutes, with the day and the week of a calendar."""
    days_per_week = Decimal(str(calendar.days_per_week)) if duration.unit == "w" else ONE  # only weeks ask
    return duration.minutes(calendar.minutes_per_day, days_per_week)


def shares(
    assigned: Sequence[Assigned], whole: Duration | None, calendar: Calendar, calendars: Calendars
) -> list[int]:
    """Give the minutes of work of each: their own effort, or a part of the rest by units and capacity."""
    own = [None if one.effort is None else minutes_of(one.effort, calendar) for one in assigned]
    given = sum(work for work in own if work is not None)
    left = 0 if whole is None else max(minutes_of(whole, calendar) - given, 0)
    weights = [
        Decimal(0) if work is not None else one.units * capacity_at_first(one.who, calendars)
        for one, work in zip(assigned, own, strict=True)
    ]
    if not any(weights):
        weights = [Decimal(work is None) for work in own]
    total = sum(weights, start=Decimal(0))
    minutes: list[int] = []
    reached, spent = Decimal(0), 0
    for work, weight in zip(own, weights, strict=True):
        if work is not None:
            minutes.append(work)
            continue
        reached += weight
        upto = int((left * reached / total).to_integral_value())  # so that the parts are together the whole
        minutes.append(upto - spent)
        spent = upto
    return minutes


def time_share(minutes: int, who: str, units: Decimal, calendars: Calendars) -> int:
    """What somebody works in some minutes of working time: their units of the share that the project has."""
    if units == ONE and who not in calendars.capacities:
        return minutes
    return round(minutes * units * capacity_at_first(who, calendars))


def capacity_at_first(who: str, calendars: Calendars) -> Decimal:
    """The share of somebody's time that the project has when it begins, or when they come to it."""
    capacity = calendars.capacity_of(who)
    if not capacity.changes:
        return capacity.first
    return capacity.at(calendars.people.get(who, calendars.project).next_start(calendars.begin))
