"""The load of people as a page: who has how much in which week, when it is too much, and all together."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from milepost.portal.compose.pages import link
from milepost.portal.compose.plan import first_day, last_day
from milepost.portal.compose.task_cells import days_of
from milepost.portal.views.load import LoadBar, LoadCell, LoadChartView, LoadMapView, LoadRow
from milepost.portal.views.register import Column, ColumnKind, Row, TableView
from milepost.portal.views.values import Cell, Links, Number, Text, Tone
from milepost.project import Project
from milepost.schedule.instants import MINUTES_PER_WEEK, Instant, date_of, day_of
from milepost.schedule.levelled_model import LevelledPlan, PathStep
from milepost.schedule.load import Overload, Period, PersonLoad, week_of
from milepost.schedule.load_plan import Load
from milepost.schedule.model import Schedule

_BACK = 2
_MOST_WEEKS = 53
_FULL, _NEARLY = 1.005, 0.8
_TASKS = 8
_WORST = 50
"""Times of too much work that are listed; of a large plan there may be a thousand."""


def load_sentence(project: Project, load: Load) -> str:
    """Who has the most to do, and when."""
    heaviest = load.heaviest()
    if heaviest is None:
        return "Nobody has work ahead."
    who, week = heaviest
    return (
        f"The heaviest week ahead is that of {_name(project, who)} from {_day_text(week.start)}: "
        f"{_percent(week)} of the capacity."
    )


def _name(project: Project, who: str) -> str:
    record = project.by_id.get(who)
    return who if record is None else record.title


def levelling_sentence(schedule: Schedule, levelled: LevelledPlan) -> str:
    """The finish with levelling and without, how much earlier it might be, and what no order resolves."""
    alone, with_people = levelled.unlevelled_finish, levelled.finish
    finishes = "is planned to finish" if schedule.levelled is not None else "would finish"
    within = " within the float" if levelled.kind == "smoothing" else ""
    can = f"with everybody doing only what they can{within}"
    later = days_of(schedule.calendar.between(alone, with_people), schedule.calendar)
    if not later:
        told = f"By links alone, and {can}, the project {finishes} on {_finish_text(alone)}."
    else:
        by = f"{later} working day{'s' if later != 1 else ''} later"
        told = (
            f"By links alone the project finishes on {_finish_text(alone)}. {can.capitalize()} it {finishes} "
            f"on {_finish_text(with_people)}, {by}{_earliest(levelled)}."
        )
    return f"{told}{_left(levelled)}"


def _earliest(levelled: LevelledPlan) -> str:
    if levelled.bound is None:
        return ""
    if levelled.finish <= levelled.bound:
        return "; no order of the work ends earlier"
    return f"; no order of the work ends before {_finish_text(levelled.bound)}"


def _left(levelled: LevelledPlan) -> str:
    if not levelled.overloaded:
        return ""
    *others, last = levelled.overloaded[:_TASKS]
    more = len(levelled.overloaded) - _TASKS
    if more > 0:
        others, last = [*others, last], f"{more} more"
    who = f"{', '.join(others)} and {last}" if others else last
    ask = "ask" if others else "asks"
    if levelled.kind == "smoothing":
        return f" {who} {'find' if others else 'finds'} too little room within the float."
    return f" {who} {ask} for more than there is, in any order."


def _finish_text(finish: Instant) -> str:
    return _day_text(last_instant(finish))


def last_instant(finish: Instant) -> Instant:
    """The last minute before a finish, so that midnight counts with the day before."""
    return finish - 1


_WAIT_COLUMNS = (
    Column("Task", ColumnKind.LINKS),
    Column("Later by", ColumnKind.NUMBER, "In days of its calendar"),
    Column("Waits for", ColumnKind.LINKS),
    Column("Busy with", ColumnKind.LINKS, "What they are busy with until it starts"),
)


def levelling_table(project: Project, schedule: Schedule, levelled: LevelledPlan) -> TableView:
    """The tasks that wait for people when everybody does only what they can, the first to start first."""
    order = sorted(levelled.waits, key=lambda id_: levelled.starts[id_])
    rows = []
    for id_ in order:
        wait = levelled.waits[id_]
        rows.append(
            Row(
                (
                    Links((link(project, id_),)),
                    Number(days_of(wait.minutes, schedule.tasks[id_].calendar), "d"),
                    None if wait.who is None else Links((link(project, wait.who),)),
                    None if wait.after is None else Links((link(project, wait.after),)),
                )
            )
        )
    title = "What waits for people" if schedule.levelled is not None else "What would wait for people"
    return TableView("levelling", title, _WAIT_COLUMNS, tuple(rows), "No task has to wait for people.")


_CHAIN_COLUMNS = (
    Column("Task", ColumnKind.LINKS),
    Column("Name"),
    Column("Follows", ColumnKind.LINKS, "The task before it in the chain"),
    Column("Because", ColumnKind.LINKS, "A link, or who is busy with that task until then"),
    Column("Start", ColumnKind.DATE),
    Column("Finish", ColumnKind.DATE),
)


def resource_path_table(project: Project, schedule: Schedule, levelled: LevelledPlan) -> TableView:
    """The chain of tasks that sets the finish with everybody doing only what they can, and who is in it."""
    busy = dict.fromkeys(step.who for step in levelled.path if step.who is not None)
    rows = tuple(
        Row(
            (
                Links((link(project, step.task),)),
                Text(schedule.tasks[step.task].name),
                None if step.after is None else Links((link(project, step.after),)),
                _because(project, step),
                first_day(step.start),
                last_day(step.finish),
            )
        )
        for step in levelled.path
        if step.task in schedule.tasks
    )
    verb = "sets" if schedule.levelled is not None else "would set"
    who = f", through {', '.join(_name(project, one) for one in busy)}" if busy else ""
    return TableView(
        "resource-path",
        f"What {verb} the finish with everybody at their limit{who}",
        _CHAIN_COLUMNS,
        rows,
        "No task is left.",
    )


def _because(project: Project, step: PathStep) -> Cell:
    if step.who is not None:
        return Links((link(project, step.who),))
    return None if step.after is None else Text("a link")


def load_map(project: Project, load: Load) -> LoadMapView | None:
    """People and weeks, from two weeks before the status date on; None when nobody has work."""
    starts = [week.start for person in load.people.values() for week in person.periods]
    if not starts:
        return None
    now = week_of(load.now)
    first = max(min(starts), min(now - _BACK * MINUTES_PER_WEEK, max(starts)))
    last = min(max(starts), first + (_MOST_WEEKS - 1) * MINUTES_PER_WEEK)
    weeks = range(first, last + 1, MINUTES_PER_WEEK)
    rows = tuple(
        LoadRow(link(project, who), tuple(_cells(person, weeks))) for who, person in load.people.items()
    )
    over = sum(any(cell.word == "over" for cell in row.cells) for row in rows)
    return LoadMapView(
        title=f"{over} of {len(rows)} have more than they can do in some week"
        if over
        else "Nobody has more than they can do in a week",
        weeks=tuple(date_of(day_of(week)) for week in weeks),
        current=weeks.index(now) if now in weeks else None,
        rows=rows,
        note=f"Weeks after {_day_text(last + MINUTES_PER_WEEK - 1)} are left out; the download has them all."
        if last < max(starts)
        else "",
    )


def _cells(person: PersonLoad, weeks: range) -> Iterator[LoadCell]:
    by_start = {week.start: week for week in person.periods}
    for start in weeks:
        yield _cell(by_start.get(start))


def _cell(week: Period | None) -> LoadCell:
    if week is None or not (week.demand or week.capacity):
        return LoadCell("", "" if week is None else "away", Tone.NEUTRAL, "no working time" if week else "")
    hint = f"{_hours(week.demand)} of {_hours(week.capacity)} h"
    if week.load is None:
        return LoadCell("", "over", Tone.BAD, hint)
    if not week.demand:
        return LoadCell("", "", Tone.NEUTRAL, hint)
    text = _percent(week)
    if week.load > _FULL:
        return LoadCell(text, "over", Tone.BAD, hint)
    if week.peak > _FULL:
        return LoadCell(text, "peak", Tone.WATCH, f"{hint}, at most {week.peak:.0%} at once")
    return LoadCell(text, "", Tone.INFO if week.load >= _NEARLY else Tone.GOOD, hint)


def _percent(week: Period) -> str:
    return "" if week.load is None else f"{week.load * 100:.0f}\u202f%"


def _hours(minutes: int) -> str:
    return f"{minutes / 60:.1f}".removesuffix(".0")


_OVERLOAD_COLUMNS = (
    Column("Who", ColumnKind.LINKS),
    Column("From", ColumnKind.DATE),
    Column("To", ColumnKind.DATE),
    Column("Planned", ColumnKind.NUMBER, "Highest share of the capacity asked for at once, or in the week"),
    Column("Too much", ColumnKind.NUMBER, "Hours beyond the capacity"),
    Column("Tasks", ColumnKind.LINKS, "What asks for it, in the order in which it begins"),
)


def overload_table(project: Project, load: Load) -> TableView:
    """When somebody is asked for more at once than they give, from the status date on; the worst first."""
    found = [(who, one) for who, person in load.people.items() for one in _overloads_ahead(person, load.now)]
    found.sort(key=lambda pair: -pair[1].excess)
    title = "When it is too much"
    if len(found) > _WORST:
        title = f"When it is too much: the {_WORST} worst of {len(found):,} times"
    rows = tuple(
        Row(
            (
                Links((link(project, who),)),
                first_day(one.start),
                last_day(one.finish),
                Number(Decimal(round(one.ratio * 100)), "%"),
                Number(Decimal(str(round(one.excess / 60, 1))), "h"),
                Links(tuple(link(project, id_) for id_ in one.tasks[:_TASKS])),
            )
        )
        for who, one in found[:_WORST]
    )
    empty = "Nobody is asked for more at once than they give."
    return TableView("overloads", title, _OVERLOAD_COLUMNS, rows, empty)


def _overloads_ahead(person: PersonLoad, now: Instant) -> Iterator[Overload]:
    """What is too much at once; and the weeks that are too full by work outside the person's own hours."""
    ahead = [one for one in person.overloads if one.finish > now]
    yield from ahead
    for week in person.periods:
        end = week.start + MINUTES_PER_WEEK
        if end <= now or not week.capacity or week.demand <= _FULL * week.capacity:
            continue
        if not any(one.start < end and one.finish > week.start for one in ahead):
            tasks = (one.task for one in person.demands if one.start < end and one.finish > week.start)
            asked = week.demand / week.capacity
            over = week.demand - week.capacity
            yield Overload(week.start, end, asked, 1.0, over, tuple(dict.fromkeys(tasks)))


_PEOPLE_COLUMNS = (
    Column("Who", ColumnKind.LINKS),
    Column(
        "Planned", ColumnKind.NUMBER, "All work from the status date on, in days of the project's calendar"
    ),
    Column("Capacity", ColumnKind.NUMBER, "What they can do until their last task, in such days"),
    Column("Utilisation", ColumnKind.NUMBER, "Planned work as a share of the capacity"),
    Column("Highest week", ColumnKind.NUMBER, "Highest load of a week"),
    Column("Tasks ahead", ColumnKind.LINKS),
)


def people_table(project: Project, schedule: Schedule, load: Load) -> TableView:
    """Everybody's work ahead in sum."""
    tasks = _tasks_ahead(schedule, load)
    rows = []
    for who in load.people:
        weeks = list(load.ahead(who))
        demand, capacity = sum(week.demand for week in weeks), sum(week.capacity for week in weeks)
        highest = max((week.load or 0 for week in weeks), default=0)
        rows.append(
            Row(
                (
                    Links((link(project, who),)),
                    Number(days_of(demand, schedule.calendar), "d"),
                    Number(days_of(capacity, schedule.calendar), "d"),
                    Number(Decimal(round(100 * demand / capacity)), "%") if capacity else None,
                    Number(Decimal(round(100 * highest)), "%"),
                    Links(tuple(link(project, id_) for id_ in tasks[who])) if tasks[who] else None,
                )
            )
        )
    return TableView("people", "Work ahead", _PEOPLE_COLUMNS, tuple(rows), "Nobody is assigned to a task.")


def _tasks_ahead(schedule: Schedule, load: Load) -> Mapping[str, Sequence[str]]:
    return {
        who: tuple(
            dict.fromkeys(
                one.task
                for one in person.demands
                if one.finish > load.now and not schedule.tasks[one.task].done
            )
        )
        for who, person in load.people.items()
    }


def load_chart(project: Project, schedule: Schedule, load: Load) -> LoadChartView | None:
    """Everybody together, week by week; equipment is left out. None when nobody has work."""
    machines = {one.id for one in project.all("person") if one.text("type") == "equipment"}
    weeks: dict[Instant, list[int]] = {}
    for who, person in load.people.items():
        for week in person.periods if who not in machines else ():
            sums = weeks.setdefault(week.start, [0, 0])
            sums[0] += week.demand
            sums[1] += week.capacity
    if not weeks:
        return None
    day = schedule.calendar.minutes_per_day
    bars = tuple(
        LoadBar(date_of(day_of(start)), round(demand / day, 1), round(capacity / day, 1))
        for start, (demand, capacity) in sorted(weeks.items())
    )
    busiest = max(bars, key=lambda bar: bar.demand)
    return LoadChartView(
        title=f"All together: up to {busiest.demand:g} days of work in a week (from {_text(busiest.week)})",
        bars=bars,
        status_date=project.settings.status_date,
    )


def _day_text(instant: Instant) -> str:
    return _text(date_of(day_of(instant)))


def _text(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"


def load_rows(load: Load) -> Iterator[list[str]]:
    """The load of everybody in every week, for a spreadsheet."""
    for who, person in load.people.items():
        for week in person.periods:
            share = "" if week.load is None else f"{week.load:.4f}"
            yield [
                who,
                date_of(day_of(week.start)).isoformat(),
                f"{week.demand / 60:g}",
                f"{week.capacity / 60:g}",
                share,
            ]
