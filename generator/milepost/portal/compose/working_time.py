"""The page of the calendars: each week in one line, and the days ahead that are not as usual."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import groupby

from milepost.checking import Checked
from milepost.portal.compose.pages import link
from milepost.portal.page import Section
from milepost.portal.render import Renderer
from milepost.portal.views.register import Column, ColumnKind, Row, TableView
from milepost.portal.views.values import Day as DayCell
from milepost.portal.views.values import Links, Number, Text
from milepost.project import Project
from milepost.schedule.calendar import Calendar, Shifts
from milepost.schedule.instants import MINUTES_PER_DAY, Day, date_of, day_number, day_of, weekday_of
from milepost.schedule.model import Schedule

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_WEEK_COLUMNS = (
    Column("Calendar", ColumnKind.LINKS),
    Column("Name"),
    Column("Worked"),
    Column("A week", ColumnKind.NUMBER, "Hours that are worked in a week without holidays"),
    Column("A day", ColumnKind.NUMBER, "Hours that one day of duration stands for"),
)
_OFF_COLUMNS = (
    Column("From", ColumnKind.DATE),
    Column("To", ColumnKind.DATE),
    Column("What"),
    Column("Worked", ColumnKind.TEXT, "When there is work all the same"),
    Column("Calendars", ColumnKind.LINKS),
)


def calendar_sections(checked: Checked, render: Renderer) -> list[Section]:
    """What the calendars come to; nothing where the plan gives no dates."""
    schedule = checked.report.schedule
    if schedule is None or not schedule.calendars.by_id:
        return []
    project = checked.project
    return [render.table(weeks_table(project, schedule)), render.table(days_table(project, schedule))]


def weeks_table(project: Project, schedule: Schedule) -> TableView:
    """The ordinary week of each calendar, days alike together."""
    rows = tuple(
        Row(
            (
                Links((link(project, id_),)),
                Text(project.by_id[id_].title if id_ in project.by_id else id_),
                Text(_week_text(calendar)),
                Number(_hours(sum(_worked(shifts) for shifts in calendar.week)), "h"),
                Number(_hours(calendar.minutes_per_day), "h"),
            )
        )
        for id_, calendar in schedule.calendars.by_id.items()
    )
    return TableView("weeks", "Working weeks", _WEEK_COLUMNS, rows, "No calendar.")


def days_table(project: Project, schedule: Schedule) -> TableView:
    """Holidays and exceptions from the status date to the finish; those of several calendars once."""
    first, last = day_number(project.settings.status_date), day_of(schedule.finish)
    found: dict[tuple[Day, Day, str, str], list[str]] = {}
    for id_, calendar in schedule.calendars.by_id.items():
        names = schedule.calendars.day_names.get(id_, {})
        for begin, end, name in _stretches(calendar, names, first, last):
            worked = _shifts_text(calendar.exceptions.get(begin, ()))
            found.setdefault((begin, end, name, worked), []).append(id_)
    rows = tuple(
        Row(
            (
                DayCell(date_of(begin)),
                DayCell(date_of(end)),
                Text(name),
                Text(worked) if worked else None,
                Links(tuple(link(project, id_) for id_ in ids)),
            )
        )
        for (begin, end, name, worked), ids in sorted(found.items())
    )
    until = date_of(last)
    title = f"Holidays and exceptions until {until.day} {until:%B %Y}"
    return TableView("days-off", title, _OFF_COLUMNS, rows, "Every week ahead is an ordinary one.")


def _stretches(
    calendar: Calendar, names: Mapping[Day, str], first: Day, last: Day
) -> Iterator[tuple[Day, Day, str]]:
    """Named days in a row that are one thing; what nobody would work anyway is no news."""
    days = [day for day in sorted(names) if first <= day <= last]
    alike = groupby(
        enumerate(days),
        key=lambda pair: (pair[1] - pair[0], names[pair[1]], calendar.exceptions.get(pair[1])),
    )
    for (_, name, worked), stretch in alike:
        row = [day for _, day in stretch]
        if worked or any(calendar.week[weekday_of(day)] for day in row):
            yield row[0], row[-1], name or "Exception"


def _week_text(calendar: Calendar) -> str:
    """Monday to Sunday, days in a row with one and the same time as one: `Mon–Fri 08:00–17:00`."""
    parts = []
    for worked, days in groupby(range(len(_DAYS)), key=lambda day: calendar.week[day]):
        row = list(days)
        if worked:
            names = _DAYS[row[0]] + (f"–{_DAYS[row[-1]]}" if len(row) > 1 else "")
            parts.append(f"{names} {_shifts_text(worked)}")
    return "; ".join(parts) or "never"


def _shifts_text(shifts: Shifts) -> str:
    return ", ".join(f"{_clock(start)}–{_clock(end)}" for start, end in shifts)


def _clock(minutes: int) -> str:
    hours, rest = divmod(minutes if minutes <= MINUTES_PER_DAY else minutes - MINUTES_PER_DAY, 60)
    return f"{hours:02}:{rest:02}"


def _worked(shifts: Shifts) -> int:
    return sum(end - start for start, end in shifts)


def _hours(minutes: int) -> Decimal:
    return Decimal(f"{minutes / 60:.1f}".removesuffix(".0"))
