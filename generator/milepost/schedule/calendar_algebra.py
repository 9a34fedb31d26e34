"""Calendars made from calendars: with more exceptions, with days closed, the time of both or either."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from milepost.frozen import replace
from milepost.schedule.calendar import Calendar, Shifts, Week
from milepost.schedule.instants import Day
from milepost.schedule.spans import Spans, intersected, merged


def with_exceptions(calendar: Calendar, exceptions: Mapping[Day, Shifts]) -> Calendar:
    """Give the calendar with further exceptions, which win over its own on the same day."""
    return replace(calendar, exceptions={**calendar.exceptions, **exceptions}) if exceptions else calendar


def with_days_off(calendar: Calendar, days: Iterable[Day]) -> Calendar:
    """Give the calendar with no work starting on some days: holidays, leave."""
    return with_exceptions(calendar, dict.fromkeys(days, ()))


def intersect(left: Calendar, right: Calendar) -> Calendar:
    """Give the time in which both calendars work: a task's calendar with a person's.

    The units of duration are those of `left`. Shifts are cut at midnight, so leave and holidays belong into
    the two calendars before they are intersected.
    """
    return left if left is right else _combined(left, right, intersected, "with")


def unite(left: Calendar, right: Calendar) -> Calendar:
    """Give the time in which at least one of two calendars works: that of people who share a task.

    The units of duration are those of `left`. Shifts are cut at midnight, as for `intersect`.
    """
    return left if left is right else _combined(left, right, _either, "or")


def _either(left: Spans, right: Spans) -> Spans:
    return merged((*left, *right))


def _combined(left: Calendar, right: Calendar, rule: Callable[[Spans, Spans], Spans], word: str) -> Calendar:
    usual_left, usual_right = replace(left, exceptions={}), replace(right, exceptions={})
    monday = 4  # 1970-01-05
    hours = tuple(
        rule(usual_left.hours_of(monday + weekday), usual_right.hours_of(monday + weekday))
        for weekday in range(7)
    )
    week: Week = (hours[0], hours[1], hours[2], hours[3], hours[4], hours[5], hours[6])
    days = {*left.irregular_days(), *right.irregular_days()}
    return replace(
        left,
        week=week,
        exceptions={day: rule(left.hours_of(day), right.hours_of(day)) for day in sorted(days)},
        name=f"{left.name} {word} {right.name}",
    )
