"""What changes in the schedule: the finish, milestones, the critical path and who has too much to do."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from milepost.frozen import replace
from milepost.history.impact.drivers import Drivers
from milepost.history.impact.edits import Edit
from milepost.history.impact.model import CHANGED, FINISH, GAINED, LOST, MILESTONES, PATH, RESOURCES, Line
from milepost.history.snapshot import Snapshot
from milepost.parties import name_of
from milepost.report import Report
from milepost.schedule.calendar import Calendar
from milepost.schedule.instants import date_of, day_of, instant_text
from milepost.schedule.load import week_of
from milepost.schedule.model import Schedule, ScheduledTask

DAYS = "working days"
_SIX = Decimal("0.000001")


def finish_lines(
    before: Report, after: Report, figures: tuple[Snapshot, Snapshot], drivers: Drivers
) -> Iterator[Line]:
    """The forecast finish, how certain it is, and what it is measured against."""
    old, new = before.schedule, after.schedule
    if old is None or new is None:
        yield from _no_dates(old, new, drivers)
        yield from _odds(figures, None, drivers)
        return
    calendars = (old.calendar, new.calendar)
    if old.finish != new.finish:
        yield _moved(FINISH, "finish", "Finish", (old.finish, new.finish), calendars, drivers.of_dates(None))
    yield from _odds(figures, calendars, drivers)
    yield from _promises(before, after, calendars, drivers)


def _no_dates(old: Schedule | None, new: Schedule | None, drivers: Drivers) -> Iterator[Line]:
    if old is not None:
        text = f"There is no finish any more; it was {_day(old.finish)}"
        at = instant_text(old.finish)
        yield Line(FINISH, "finish", LOST, text, at, None, unit=DAYS, worse=True, why=drivers.edits)
    elif new is not None:
        text = f"The finish is {_day(new.finish)}; there was none before"
        at = instant_text(new.finish)
        yield Line(FINISH, "finish", GAINED, text, None, at, unit=DAYS, worse=False, why=drivers.edits)


def _odds(
    figures: tuple[Snapshot, Snapshot], calendars: tuple[Calendar, Calendar] | None, drivers: Drivers
) -> Iterator[Line]:
    """Percentiles of the finish that moved, that come with the first uncertainty, or go with the last one."""
    old, new = figures
    for subject, label, one, other in (
        ("finish_p80", "P80 of the finish", old.finish_p80, new.finish_p80),
        ("finish_p50", "P50 of the finish", old.finish_p50, new.finish_p50),
    ):
        if one == other:
            continue
        why = drivers.of_simulation()
        if one is not None and other is not None and calendars is not None:
            yield _moved(FINISH, subject, label, (one, other), calendars, why)
        else:
            yield _come_or_gone(subject, label, one, other, why)


def _promises(
    before: Report, after: Report, calendars: tuple[Calendar, Calendar], drivers: Drivers
) -> Iterator[Line]:
    """What the finish is measured against."""
    for subject, label, one, other in _promised(before, after):
        if one == other:
            continue
        edits = drivers.of_project("baseline" if subject == "baseline_finish" else subject)
        if one is not None and other is not None:
            yield replace(_moved(FINISH, subject, label, (one, other), calendars, edits), worse=None)
        else:
            yield _come_or_gone(subject, label, one, other, edits)


def _come_or_gone(
    subject: str, label: str, before: int | None, after: int | None, why: tuple[Edit, ...]
) -> Line:
    if after is None:
        at, exact = ("", None) if before is None else (f" {_day(before)}", instant_text(before))
        return Line(FINISH, subject, LOST, f"{label}{at} is gone", exact, None, unit=DAYS, why=why)
    return Line(
        FINISH,
        subject,
        GAINED,
        f"{label} {_day(after)} is new",
        None,
        instant_text(after),
        unit=DAYS,
        why=why,
    )


def _promised(before: Report, after: Report) -> Iterator[tuple[str, str, int | None, int | None]]:
    one, other = before.project.settings, after.project.settings
    yield "target_finish", "Target finish", one.finish("target_finish"), other.finish("target_finish")
    yield "required_finish", "Required finish", one.finish("required_finish"), other.finish("required_finish")
    base, head = before.baseline, after.baseline
    frozen = (None if base is None else base.finish, None if head is None else head.finish)
    yield ("baseline_finish", "Finish of the baseline", *frozen)


def milestone_lines(before: Report, after: Report, drivers: Drivers) -> Iterator[Line]:
    """Milestones that moved, the furthest first, then those that are new or gone."""
    if before.schedule is None or after.schedule is None:
        return
    old, new = _milestones(before.schedule), _milestones(after.schedule)
    calendars = (before.schedule.calendar, after.schedule.calendar)
    moved: list[Line] = []
    for id_, milestone in new.items():
        known = old.get(id_)
        if known is not None and known.finish != milestone.finish:
            dates = (known.finish, milestone.finish)
            moved.append(_moved(MILESTONES, id_, milestone.name, dates, calendars, drivers.of_dates((id_,))))
    yield from sorted(moved, key=lambda one: abs(one.delta or Decimal(0)), reverse=True)
    for id_, milestone in new.items():
        if id_ not in old:
            text = f"{milestone.name} on {_day(milestone.finish)} is new"
            at = instant_text(milestone.finish)
            yield Line(MILESTONES, id_, GAINED, text, None, at, None, DAYS, None, drivers.of_records({id_}))
    for id_, milestone in old.items():
        if id_ not in new:
            text = f"{milestone.name} on {_day(milestone.finish)} is gone"
            at = instant_text(milestone.finish)
            yield Line(MILESTONES, id_, LOST, text, at, None, None, DAYS, None, drivers.of_records({id_}))


def path_lines(before: Report, after: Report, drivers: Drivers) -> Iterator[Line]:
    """Tasks that entered the critical path, and those that left it, in working order."""
    if before.schedule is None or after.schedule is None:
        return
    for action, one, other in (
        (GAINED, before.schedule, after.schedule),
        (LOST, after.schedule, before.schedule),
    ):
        known = set(one.critical_path)
        for id_ in other.critical_path:
            if id_ in known:
                continue
            task = other.tasks[id_]
            text = f"{task.name} {'enters' if action == GAINED else 'leaves'} the critical path"
            spare = one.tasks.get(id_)
            if spare is not None and spare.total_float_days is not None:
                days = f"{spare.total_float_days:.1f}".removesuffix(".0")
                verb = "had" if action == GAINED else "has"
                text += f"; it {verb} {days} d of float"
            elif spare is not None and spare.done and action == LOST:
                text += "; it is done"
            worse = True if action == GAINED else False if spare is not None and not spare.done else None
            yield Line(PATH, id_, action, text, worse=worse, why=drivers.of_dates((id_,)))


def load_lines(before: Report, after: Report, drivers: Drivers) -> Iterator[Line]:
    """Who has more than they can do, in which further weeks, and who no longer has."""
    old, new = _overloaded(before), _overloaded(after)
    for who in sorted({**old, **new}):
        one, other = old.get(who, {}), new.get(who, {})
        gained = {week: tasks for week, tasks in other.items() if week not in one}
        lost = {week: tasks for week, tasks in one.items() if week not in other}
        tasks = sorted({task for found in (*gained.values(), *lost.values()) for task in found})
        if not tasks:
            continue
        why = drivers.of_records({who, *tasks}) or drivers.of_dates(tasks)
        if len(gained) == len(lost):
            text = f"is asked for more than they can do in {_weeks(gained)} instead of {_weeks(lost)}"
            yield _load_line(who, CHANGED, text, tasks, after, Decimal(0), why)
            continue
        if gained:
            text = f"is asked for more than they can do in {_weeks(gained)}"
            yield _load_line(who, GAINED, text, tasks, after, Decimal(len(gained)), why)
        if lost:
            yield _load_line(
                who, LOST, f"is relieved in {_weeks(lost)}", tasks, before, Decimal(-len(lost)), why
            )


def _load_line(  # noqa: PLR0917 - a line has so many parts
    who: str, action: str, text: str, tasks: list[str], report: Report, count: Decimal, why: tuple[Edit, ...]
) -> Line:
    named = f"{', '.join(tasks[:4])}{', …' if len(tasks) > 4 else ''}"
    worse = None if not count else count > 0
    sentence = f"{name_of(who, report.project)} {text} ({named})"
    return Line(RESOURCES, who, action, sentence, delta=count, unit="weeks", worse=worse, why=why)


def _weeks(weeks: Iterable[int]) -> str:
    ordered = sorted(weeks)
    named = ", ".join(date_of(day_of(week)).isoformat() for week in ordered[:3])
    more = f" and {len(ordered) - 3} more" if len(ordered) > 3 else ""
    return f"the week{'s' if len(ordered) > 1 else ''} from {named}{more}"


def _overloaded(report: Report) -> dict[str, dict[int, tuple[str, ...]]]:
    """For everybody the weeks ahead in which they have too much, with the tasks that ask for it."""
    load = report.load
    if load is None:
        return {}
    found: dict[str, dict[int, tuple[str, ...]]] = {}
    for who, person in load.people.items():
        for overload in person.overloads:
            if overload.finish > load.now:
                week = week_of(max(overload.start, load.now))
                weeks = found.setdefault(who, {})
                weeks[week] = tuple(dict.fromkeys((*weeks.get(week, ()), *overload.tasks)))
    return found


def _milestones(schedule: Schedule) -> dict[str, ScheduledTask]:
    return {task.id: task for task in schedule.tasks.values() if task.type == "milestone"}


def _moved(  # noqa: PLR0917 - a line has so many parts
    section: str,
    subject: str,
    label: str,
    dates: tuple[int, int],
    calendars: tuple[Calendar, Calendar],
    why: tuple[Edit, ...],
) -> Line:
    """A date that moved.

    Days are counted on the calendar of the state in which it is later: both directions then count the same.
    """
    before, after = dates
    calendar = calendars[1] if after > before else calendars[0]
    minutes = calendar.between(min(dates), max(dates))
    days = (Decimal(minutes) / calendar.minutes_per_day).quantize(_SIX)
    return Line(
        section,
        subject,
        CHANGED,
        f"{label} {_day(before)} → {_day(after)}",
        instant_text(before),
        instant_text(after),
        days if after > before else -days,
        DAYS,
        worse=after > before,
        why=why,
    )


def _day(finish: int) -> str:
    """The day of a finish; the end of a day is that day."""
    return date_of(day_of(finish - 1)).isoformat()
