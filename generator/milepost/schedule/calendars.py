"""The calendars of a project: working weeks, public holidays, exceptions, and people's own time."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import TypeAlias

from milepost.diagnostics import Diagnostic
from milepost.frozen import field, frozen, replace
from milepost.project import Project, Record
from milepost.schedule import engine_rules as rules
from milepost.schedule.calendar import Calendar, Shifts, Week
from milepost.schedule.calendar_algebra import intersect, unite, with_days_off
from milepost.schedule.capacity import Capacity
from milepost.schedule.holidays import Holidays, UnknownPlace
from milepost.schedule.instants import Day, Instant, day_number, day_of
from milepost.source.fields import Fields

HolidaySource: TypeAlias = "Callable[[str, str | None, tuple[int, ...]], Holidays | UnknownPlace]"
"""Country, subdivision and years to the days off by law, or to what is known instead."""

LONGEST_EXCEPTION = 20_000
"""Days that one exception or leave may last; longer ones are cut."""

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_OFFICE: Shifts = ((480, 720), (780, 1020))
STANDARD = Calendar((_OFFICE,) * 5 + ((), ()), name="Standard week")
"""Monday to Friday, 08:00-12:00 and 13:00-17:00: the calendar of a project that has none."""


WHOLE = Capacity()
"""All of one's working time."""


@frozen
class Team:
    """The time of people who work on one task.

    Attributes:
        times: when each of them works on it: their own time, within the task's calendar if it has one.
        any: when at least one of them works: the calendar on which the task's dates and floats are measured.
        strangers: those whose time has nothing in common with the task's calendar; their own time counts.
    """

    times: tuple[Calendar, ...]
    any: Calendar
    strangers: tuple[str, ...] = ()


@frozen
class Calendars:
    """The calendars of a project.

    Attributes:
        project: The one that holds unless a task or a person has another.
        by_id: Id of a calendar to what it says.
        people: Id of a person to their own time: their calendar less their leave and the days before they
            join. Who has left counts as if they had stayed, so that their work has a date; it has a finding.
        names: Day to the name of the holiday or exception, for the project's calendar.
        day_names: Id of a calendar to the names of its days, likewise.
        capacities: Id of a person to the share of their time that the project has; all of it if not there.
        begin: When the project starts.
    """

    project: Calendar
    by_id: Mapping[str, Calendar]
    people: Mapping[str, Calendar]
    names: Mapping[Day, str]
    day_names: Mapping[str, Mapping[Day, str]] = field(default_factory=dict, repr=False)
    capacities: Mapping[str, Capacity] = field(default_factory=dict)
    begin: Instant = 0
    _teams: dict[tuple[str, ...], Team] = field(default_factory=dict, init=False, repr=False, compare=False)

    def of(self, id_: str) -> Calendar:
        """The calendar with an id; the project's where there is none."""
        return self.by_id.get(id_, self.project)

    def of_task(self, id_: str) -> Calendar | None:
        """The calendar that a task names, if it has working time."""
        found = self.by_id.get(id_)
        return found if found is not None and found.works_weekly else None

    @property
    def strangers(self) -> frozenset[str]:
        """Those whose time has nothing in common with the calendar of some task they share."""
        return frozenset(who for team in self._teams.values() for who in team.strangers)

    def capacity_of(self, who: str) -> Capacity:
        """The share of somebody's time that the project has; all of it for roles and the unknown."""
        return self.capacities.get(who, WHOLE)

    def team(self, people: tuple[str, ...], own: str) -> Team:
        """The time of people who work on a task.

        A role nobody is named for, or somebody without working time, counts with the project's calendar.

        Args:
            people: Their ids, at least one.
            own: Id of the task's calendar, or "".
        """
        known = self._teams.get((own, *people))
        if known is None:
            known = self._teams[own, *people] = self._team(people, self.of_task(own))
        return known

    def _team(self, people: tuple[str, ...], own: Calendar | None) -> Team:
        times: list[Calendar] = []
        strangers: list[str] = []
        for who in people:
            time = self.people.get(who, self.project)
            time = time if time.works_weekly else self.project
            common = time if own is None else intersect(own, time)
            if not common.works_weekly:
                strangers.append(who)
                common = time
            times.append(common)
        together = times[0]
        for time in times[1:]:
            together = unite(together, time)
        if len(times) > 1:
            unit = own or self.project  # what a day of effort is for people with different days
            together = replace(
                together, minutes_per_day=unit.minutes_per_day, days_per_week=unit.days_per_week
            )
        return Team(tuple(times), together, tuple(strangers))


def build_calendars(
    project: Project, years: tuple[int, ...], holidays: HolidaySource
) -> tuple[Calendars, list[Diagnostic]]:
    """Compile every calendar and every person's time.

    Args:
        project: The project.
        years: Years for which public holidays are needed.
        holidays: Where they come from.
    """
    findings: list[Diagnostic] = []
    by_id: dict[str, Calendar] = {}
    names: dict[str, dict[Day, str]] = {}
    records = {record.id: record for record in project.all("calendar")}
    for record in project.all("calendar"):
        chain = _chain(record, records, findings)
        by_id[record.id], names[record.id] = _compile(record, chain, years, holidays, findings)
        if not by_id[record.id].works_weekly and not _says_hours(chain):  # else they have their own finding
            message = f"the calendar {record.id} has no working time in an ordinary week"
            findings.append(rules.CALENDAR_WITHOUT_WORK.at(record.span("week"), message, record=record.id))
    wanted = project.settings.text("calendar")
    fallback = next(iter(by_id), "")
    chosen = wanted if wanted in by_id else fallback
    own = by_id.get(chosen, STANDARD)
    if not own.works_weekly:
        own = STANDARD
    begin = project.settings.start("start") or 0
    people = {person.id: _personal(person, by_id, own, begin) for person in project.all("person")}
    capacities = {
        person.id: capacity
        for person in project.all("person")
        if (capacity := read_capacity(person)) != WHOLE
    }
    return Calendars(own, by_id, people, names.get(chosen, {}), names, capacities, begin), findings


def read_capacity(person: Record) -> Capacity:
    """The share of a person's time that the project has: all of it until something else is written."""
    changes = []
    for entry in person.parts("capacity"):
        since, share = entry.start("from"), entry.percentage("percent")
        if since is not None and share is not None:
            changes.append((since, share))
    if changes:
        return Capacity(Decimal(1), tuple(sorted(changes)))
    share = person.percentage("capacity")
    return WHOLE if share is None else Capacity(share)


def _says_hours(chain: list[Record]) -> bool:
    weeks = [week for record in chain if (week := record.part("week")) is not None]
    return any(week.texts(day) for week in weeks for day in week.data)


def _chain(record: Record, records: Mapping[str, Record], findings: list[Diagnostic]) -> list[Record]:
    """The calendars that one is based on, the remotest first, itself last."""
    chain = [record]
    while (base := records.get(chain[-1].text("based_on"))) is not None:
        if base in chain:
            message = f"the calendar {record.id} is based on itself"
            findings.append(rules.CALENDAR_LOOP.at(chain[-1].span("based_on"), message, record=record.id))
            break
        chain.append(base)
    return chain[::-1]


def _compile(
    record: Record,
    chain: list[Record],
    years: tuple[int, ...],
    holidays: HolidaySource,
    findings: list[Diagnostic],
) -> tuple[Calendar, dict[Day, str]]:
    week: Week = ((),) * 7
    days: dict[Day, Shifts] = {}
    names: dict[Day, str] = {}
    hours, per_week = 8.0, 5.0
    for part in chain:
        hours = part.number("hours_per_day") or hours
        per_week = part.number("days_per_week") or per_week
        written = part.part("week")
        if written is not None:
            monday, tuesday, wednesday, thursday, friday, saturday, sunday = (
                _shifts(written, day) for day in WEEKDAYS
            )
            week = (monday, tuesday, wednesday, thursday, friday, saturday, sunday)
        region = part.part("holidays")
        if region is not None:
            off = _days_off(region, years, holidays, findings, record)
            days.update(dict.fromkeys(off, ()))
            names.update(off)
        for exception in part.parts("exceptions"):
            for day in _days(exception):
                days[day] = _shifts(exception, "hours")
                names[day] = exception.text("name")
    calendar = Calendar(week, days, round(hours * 60), per_week, record.text("name") or record.id)
    return calendar, names


def _days_off(
    region: Fields,
    years: tuple[int, ...],
    holidays: HolidaySource,
    findings: list[Diagnostic],
    record: Record,
) -> Mapping[Day, str]:
    country, subdivision = region.text("country"), region.text("subdivision") or None
    found = holidays(country, subdivision, years)
    if isinstance(found, UnknownPlace):
        place = region.span("country" if found.subdivision is None else "subdivision")
        shown = country if found.subdivision is None else f"{country}-{found.subdivision}"
        message = f"no public holidays are known for {shown}"
        hint = (
            f"Did you mean {' or '.join(found.close)}?"
            if found.close
            else f"Known: {', '.join(found.known)}."
        )
        finding = rules.UNKNOWN_HOLIDAY_REGION.at(place, message, remedy=hint, record=record.id)
        if finding not in findings:
            findings.append(finding)
        return {}
    return {day_number(day): name for day, name in found.items()}


def _days(exception: Fields) -> range:
    first = exception.start("from") if exception.has("from") else exception.start("date")
    last = exception.start("to") if exception.has("to") else first
    if first is None or last is None:
        return range(0)
    begin, end = day_of(first), day_of(last)
    return range(begin, min(end, begin + LONGEST_EXCEPTION) + 1)


def _shifts(owner: Fields, key: str) -> Shifts:
    """`08:00-12:00` as minutes of the day; an end before its start lies on the next day."""
    found: list[tuple[int, int]] = []
    for text in owner.texts(key):
        begin, _, end = text.partition("-")
        start, stop = _clock(begin), _clock(end)
        if start is None or stop is None or start >= 1440:
            continue
        found.append((start, stop if stop > start else stop + 1440))
    return tuple(sorted(found))


def _clock(text: str) -> int | None:
    hours, _, minutes = text.partition(":")
    if not (hours.isascii() and hours.isdigit() and minutes.isascii() and minutes.isdigit()):
        return None
    clock = int(hours) * 60 + int(minutes)
    return clock if int(minutes) < 60 and clock <= 1440 else None


def _personal(person: Record, by_id: Mapping[str, Calendar], project: Calendar, begin: Instant) -> Calendar:
    calendar = by_id.get(person.text("calendar"), project)
    off = [day for leave in person.parts("leave") for day in _days(leave)]
    joins = person.start("joins")
    if joins is not None and joins > begin:
        first, last = day_of(begin), day_of(joins)
        off += range(max(first, last - LONGEST_EXCEPTION), last)
    return with_days_off(calendar, off) if off else calendar
