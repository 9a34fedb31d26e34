"""The load of a project's people: demands from its scheduled assignments, capacity from their calendars."""

from collections.abc import Callable, Iterator, Mapping
from functools import cache

from milepost.frozen import frozen
from milepost.project import Project, Record
from milepost.schedule.calendar import Calendar
from milepost.schedule.calendars import Calendars, read_capacity
from milepost.schedule.capacity import SCALE
from milepost.schedule.instants import Instant
from milepost.schedule.load import Demand, Period, PersonLoad, load_of, week_of
from milepost.schedule.model import Schedule, ScheduledAssignment, ScheduledTask
from milepost.source.data import Map, Seq


@frozen
class Load:
    """The load of everybody with work in the plan.

    Attributes:
        people: Id of a person, a piece of equipment or a role to their load, in the order of people.yaml.
        now: The status date, from which on something can still be done about it.
    """

    people: Mapping[str, PersonLoad]
    now: Instant

    def ahead(self, who: str) -> Iterator[Period]:
        """The weeks of somebody from that of the status date on."""
        first = week_of(self.now)
        return (week for week in self.people[who].periods if week.start >= first)

    def heaviest(self) -> tuple[str, Period] | None:
        """The week ahead with the highest load, and whose it is; None when nobody has work ahead."""
        weeks = ((who, week) for who in self.people for week in self.ahead(who) if week.load is not None)
        return max(weeks, key=lambda one: one[1].load or 0, default=None)


def load_of_project(project: Project, schedule: Schedule) -> Load:
    """The load of everybody in each week.

    Units written at an assignment are the share of the person's working time that the task takes; left out,
    it takes all that the person gives to the project. Work measured in effort counts with its minutes. What
    is assigned to a role that one person holds is that person's.

    Args:
        project: The project.
        schedule: Its schedule.
    """
    stand_ins = holders(project)
    demands: dict[str, list[Demand]] = {}
    times: dict[str, _Time] = {}
    clocks: dict[int, Callable[[Instant], int]] = {}
    now = project.settings.data_date
    for id_, record in project.by_id_of("task").items():
        task = schedule.tasks.get(id_)
        if task is None or not task.assignments:
            continue
        people: dict[str, tuple[ScheduledAssignment, str]] = {}
        for one, written in zip(task.assignments, amounts_written(record), strict=True):
            people.setdefault(stand_ins.get(one.who, one.who), (one, written))  # a second one has a finding
        for who, (one, written) in people.items():
            time = times.get(who)
            if time is None:
                calendar = time_of(who, project, schedule.calendars)
                time = times[who] = _Time(calendar, clocks.setdefault(id(calendar), cache(calendar.work)))
                demands[who] = []
            if one.finish <= one.start:
                continue
            if task.actual_start is None or task.actual_finish is not None:
                demands[who].append(_demand(task, one, written, time, (one.start, one.finish, one.minutes)))
            else:
                demands[who] += [_demand(task, one, written, time, span) for span in _done_and_left(one, now)]
    known = {person.id: person for kind in ("person", "role") for person in project.all(kind)}
    loads = {
        who: load_of(
            who,
            times[who].calendar,
            read_capacity(person),
            demands[who],
            stay=(person.start("joins"), person.finish("leaves")),
            worked=times[who].work,
        )
        for who, person in known.items()
        if demands.get(who)
    }
    return Load(loads, now)


@frozen
class _Time:
    """Somebody's working time, with its answers remembered for all who share the calendar."""

    calendar: Calendar
    work: Callable[[Instant], int]


def holders(project: Project) -> dict[str, str]:
    """Roles that one person holds, and nobody else."""
    return {
        role.id: held[0]
        for role in project.all("role")
        if len(held := role.texts("held_by")) == 1 and project.get(held[0], "person") is not None
    }


def time_of(who: str, project: Project, calendars: Calendars) -> Calendar:
    """When somebody works: their own calendar less their leave; of a role its calendar."""
    own = calendars.people.get(who)
    if own is not None:
        return own
    role = project.get(who, "role")
    return calendars.project if role is None else calendars.of(role.text("calendar"))


def amounts_written(record: Record) -> list[str]:
    """For each assignment what says how much it is: "units", "effort", or "" for all there is."""
    whole = "effort" if "effort" in record.data else ""
    listed = record.data.get("assignments")
    found: list[str] = []
    for item in listed if isinstance(listed, Seq) else ():
        if isinstance(item, str):
            found.append(whole)
        elif isinstance(item, Map) and isinstance(item.get("who"), str):
            found.append("effort" if "effort" in item or whole else "units" if "units" in item else "")
    return found


_Span = tuple[Instant, Instant, int]


def _done_and_left(one: ScheduledAssignment, now: Instant) -> Iterator[_Span]:
    """What is done of work under way, and what is left of it, which may go on later."""
    pause = max(one.start, min(now, one.remaining_start))
    if pause > one.start:
        yield one.start, pause, one.minutes - one.remaining
    rest = max(pause, one.remaining_start)
    if one.finish > rest:
        yield rest, one.finish, one.remaining


def _demand(task: ScheduledTask, one: ScheduledAssignment, written: str, time: _Time, span: _Span) -> Demand:
    """What is asked between two instants; see `load_of_project` for what a written share means."""
    start, finish, minutes = span
    worked = time.work(finish) - time.work(start)
    if worked <= 0:
        own = minutes if written == "effort" else round(task.calendar.between(start, finish) * one.units)
        return Demand(task.id, start, finish, 0, max(own, 0))
    if not written:
        return Demand(task.id, start, finish, None)
    share = minutes * SCALE // worked if written == "effort" else round(one.units * SCALE)
    return Demand(task.id, start, finish, max(share, 0))
