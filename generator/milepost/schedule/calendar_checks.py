"""What is wrong with the calendars as written: hours that overlap, days whose length is left to a guess."""

import re
from collections.abc import Iterator
from itertools import pairwise

from milepost.diagnostics import Diagnostic
from milepost.project import Project, Record
from milepost.schedule import rules
from milepost.schedule.calendars import WEEKDAYS
from milepost.source.fields import Fields

USUAL_HOURS = 8
"""What 1d means where a calendar does not say."""

_WHOLE_DAY = 1440
_HOURS = re.compile(r"([01][0-9]|2[0-4]):([0-5][0-9])-([01][0-9]|2[0-4]):([0-5][0-9])\Z")


def overlapping_hours(project: Project) -> Iterator[Diagnostic]:
    """Days of a calendar whose working hours overlap."""
    for calendar in project.all("calendar"):
        week = calendar.part("week")
        if week is not None:
            yield from _past_midnight(calendar, week)
        days = [(week, day) for day in week.data] if week is not None else []
        days += [(exception, "hours") for exception in calendar.parts("exceptions")]
        for owner, key in days:
            spans = _hours(owner.texts(key))
            if _overlap(spans):
                name = "the exception" if key == "hours" else key
                message = f"the working hours of {name} overlap"
                yield rules.OVERLAPPING_HOURS.at(owner.span(key), message, record=calendar.id)


def _past_midnight(calendar: Record, week: Fields) -> Iterator[Diagnostic]:
    """Hours that run past midnight into those of the next day."""
    hours = {day: _hours(week.texts(day)) for day in WEEKDAYS}
    for day, after in zip(WEEKDAYS, (*WEEKDAYS[1:], WEEKDAYS[0]), strict=True):
        if hours[day] and hours[after] and hours[day][-1][1] - _WHOLE_DAY > hours[after][0][0]:
            message = f"the working hours of {day} run into those of {after}"
            yield rules.OVERLAPPING_HOURS.at(week.span(day), message, record=calendar.id)


def unstated_day(project: Project) -> Iterator[Diagnostic]:
    """Calendars that do not say what 1d means, and have no working day as long as is then taken for it."""
    calendars = {record.id: record for record in project.all("calendar")}
    for calendar in calendars.values():
        week = calendar.part("week")
        if week is None or _says_day(calendar, calendars):
            continue
        days = [_hours(week.texts(day)) for day in week.data]
        lengths = {sum(end - start for start, end in spans) for spans in days if spans}
        if lengths and USUAL_HOURS * 60 not in lengths and not any(map(_overlap, days)):
            longest = f"{max(lengths) / 60:g}"
            message = (
                f"1d means {USUAL_HOURS} hours, and the longest working day of {calendar.id} has {longest}"
            )
            remedy = f"Write hours_per_day: {longest}, or {USUAL_HOURS} if that is meant."
            yield rules.UNSTATED_DAY.at(calendar.key_span("week"), message, remedy=remedy, record=calendar.id)


def day_longer_than_any(project: Project) -> Iterator[Diagnostic]:
    """Calendars whose own hours per day are more than their own week has on any day."""
    for calendar in project.all("calendar"):
        week, stated = calendar.part("week"), calendar.decimal("hours_per_day")
        if week is None or stated is None:
            continue
        longest = max(
            (sum(end - start for start, end in _hours(week.texts(day))) for day in week.data), default=0
        )
        if 0 < longest < stated * 60:
            hours = f"{longest / 60:g}"
            message = f"1d means {stated:f} hours, and the longest working day of {calendar.id} has {hours}"
            span = calendar.span("hours_per_day")
            yield rules.DAY_LONGER_THAN_ANY.at(span, message, record=calendar.id)


def _says_day(calendar: Record, calendars: dict[str, Record]) -> bool:
    """Whether a calendar, or one that it is based on, says how many hours a day has."""
    seen: set[str] = set()
    one: Record | None = calendar
    while one is not None and one.id not in seen:
        if one.has("hours_per_day"):
            return True
        seen.add(one.id)
        one = calendars.get(one.text("based_on"))
    return False


def _overlap(spans: list[tuple[int, int]]) -> bool:
    return any(after[0] < before[1] for before, after in pairwise(spans))


def _hours(texts: tuple[str, ...]) -> list[tuple[int, int]]:
    """`22:00-06:00` as minutes after midnight, (1320, 1800); in the order of the day."""
    found: list[tuple[int, int]] = []
    for match in filter(None, map(_HOURS.match, texts)):
        start, end = (int(match[part]) * 60 + int(match[part + 1]) for part in (1, 3))
        found.append((start, end if end > start else end + _WHOLE_DAY))
    return sorted(found)
