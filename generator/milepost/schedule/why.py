"""Why a task has its dates: each is followed back from link to link to the root that sets all of them."""

from decimal import Decimal
from typing import TypeAlias

from milepost.diagnostics import Span
from milepost.frozen import replace
from milepost.project import Project, Record
from milepost.schedule.days_off import DayOff, days_off
from milepost.schedule.effort import assigned_to
from milepost.schedule.forward_pass import Reason
from milepost.schedule.instants import Instant, date_of
from milepost.schedule.model import Driver, Schedule, ScheduledTask
from milepost.schedule.network import LinkType
from milepost.schedule.why_changes import changes
from milepost.schedule.why_model import Cause, End, Explanation, Step
from milepost.source import units
from milepost.source.data import Map, Seq

_WAITS = {
    LinkType.FINISH_TO_START: "waits for {} to end",
    LinkType.START_TO_START: "waits for {} to start",
    LinkType.FINISH_TO_FINISH: "is not to end before {} does",
    LinkType.START_TO_FINISH: "is not to end before {} starts",
}
_OF_FINISH = (LinkType.FINISH_TO_START, LinkType.FINISH_TO_FINISH)
_TO_START = (LinkType.FINISH_TO_START, LinkType.START_TO_START)

_Next: TypeAlias = "tuple[str, End] | None"


def explain(schedule: Schedule, project: Project, task_id: str) -> Explanation | None:
    """Explain the dates of a task.

    Args:
        schedule: The schedule.
        project: The project it was computed from.
        task_id: Id of the task.

    Returns:
        The explanation; None when the schedule has no such task.
    """
    task = schedule.tasks.get(task_id)
    if task is None:
        return None
    why = _Why(schedule, project)
    finish = why.chain(task_id, End.FINISH)
    return Explanation(
        task=task_id,
        name=task.name,
        start=why.chain(task_id, End.START),
        finish=finish,
        total_float=task.total_float,
        float_days=task.total_float_days,
        critical=task.critical,
        changes=() if task.done else changes(finish),
    )


class _Why:
    """Reads causes off a schedule."""

    def __init__(self, schedule: Schedule, project: Project) -> None:
        self.schedule, self.project = schedule, project
        self.records = project.by_id_of("task")

    def chain(self, task_id: str, end: End) -> tuple[Step, ...]:
        """The steps to one date of a task, from its root on."""
        found: list[Step] = []
        seen: set[tuple[str, End]] = set()
        at: _Next = (task_id, end)
        while at is not None and at not in seen:
            seen.add(at)
            task = self.schedule.tasks.get(at[0])
            if task is None:
                break
            steps, at = self._step(task, at[1])
            found += steps
        return tuple(reversed(found))

    def _step(self, task: ScheduledTask, end: End) -> tuple[list[Step], _Next]:
        """What sets a date, the last cause first, and the date that this one follows from."""
        record = self.records[task.id]
        if task.type == "summary":
            return self._members(task, end)
        if end is End.FINISH:
            return self._finish(task, record)
        progress = record.part("progress")
        if end is End.START and task.actual_start is not None:
            place = None if progress is None else progress.span("actual_start")
            return [_of(task, end, Cause.ACTUAL, "began then", place)], None
        return self._start(task, record, end)

    def _members(self, task: ScheduledTask, end: End) -> tuple[list[Step], _Next]:
        below = [one for one in self.schedule.tasks.values() if one.parent == task.id]
        if not below:
            return [], None
        if end is End.FINISH:
            member = max(below, key=lambda one: one.finish)
            reason = f"{member.id} is the last of the tasks below it"
        else:
            member = min(below, key=lambda one: one.start)
            reason = f"{member.id} is the first of the tasks below it"
        place = self.records[member.id].span()
        return [_of(task, end, Cause.MEMBERS, reason, place)], (member.id, end)

    def _finish(self, task: ScheduledTask, record: Record) -> tuple[list[Step], _Next]:
        if task.done:
            return self._done(task, record)
        if task.finish_reason is Reason.MEMBERS:
            reason = "lasts as long as the work it is linked to"
            return [_of(task, End.FINISH, Cause.MEMBERS, reason, record.span())], None
        follows = End.START if task.actual_start is None else End.RESUME
        by_link = next((one for one in task.drivers if one.type not in _TO_START), None)
        if task.finish_reason is Reason.LINK and by_link is not None:
            return [self._link(task, End.FINISH, by_link, task.finish)], _before(by_link)
        if record.flag("milestone") is True and follows is End.START:
            return self._start(task, record, End.FINISH)
        off = days_off(self.project, self.schedule, record, task.remaining_start, task.finish)
        reason, place = self._work(task, record)
        reason += _names(off)
        return [_of(task, End.FINISH, Cause.DURATION, reason, place)], (task.id, follows)

    def _done(self, task: ScheduledTask, record: Record) -> tuple[list[Step], _Next]:
        progress = record.part("progress")
        place = None if progress is None else progress.span("actual_finish")
        if not task.drivers:
            return [_of(task, End.FINISH, Cause.ACTUAL, "was done then", place)], None
        driver = task.drivers[0]
        reason = f"is done, but what it waited for is not: {driver.predecessor} (retained logic)"
        return [_of(task, End.FINISH, Cause.ACTUAL, reason, place)], _before(driver)

    def _work(self, task: ScheduledTask, record: Record) -> tuple[str, Span | None]:
        """How long it takes, and where that is written."""
        progress = record.part("progress")
        if task.actual_start is not None and progress is not None:
            for key in ("remaining_effort", "remaining"):
                if progress.has(key):
                    return f"{progress.text(key)} are left", progress.span(key)
            if progress.has("percent"):
                reason = f"{progress.number('percent'):g}% of {_length(record)} are done"
                return reason, progress.span("percent")
        assigned = assigned_to(record)
        if not record.has("duration") and assigned and len(task.assignments) == len(assigned):
            last = max(range(len(assigned)), key=lambda place: task.assignments[place].finish)
            one = task.assignments[last]
            hours = f"{one.remaining / 60:g} h"
            alone = f"{one.who} has {hours} of work"
            reason = (
                alone if len(assigned) == 1 else f"{one.who} is the last of {len(assigned)}: {hours} of work"
            )
            share = one.units * self.schedule.calendars.capacity_of(one.who).at(one.start)
            reason += "" if share == 1 else f" at {float(share):.0%}"
            return reason, record.item_span("assignments", assigned[last].place)
        key = next((key for key in ("duration", "effort", "estimate") if record.has(key)), "id")
        return f"takes {_length(record)}", record.span(key)

    def _start(self, task: ScheduledTask, record: Record, end: End) -> tuple[list[Step], _Next]:
        reason = task.start_reason
        if reason is Reason.LINK and task.drivers:
            return self._after(task, record, end)
        if reason is Reason.PROJECT_START:
            return self._first(task, record, end), None
        if reason is Reason.CONSTRAINT:
            return [self._constraint(task, record, end)], None
        if reason is Reason.LEVELLING:
            return self._levelled(task, record, end)
        cause, words = _ROOTS.get(reason, (Cause.MEMBERS, "begins with the work it is linked to"))
        place: Span | None = record.span("constraint")
        if cause is Cause.STATUS_DATE:
            place = self.project.settings.span("status_date")
        elif cause is Cause.ACTUAL:
            progress = record.part("progress")
            place = None if progress is None else progress.span("actual_start")
        return [_of(task, end, cause, words, place)], None

    def _levelled(self, task: ScheduledTask, record: Record, end: End) -> tuple[list[Step], _Next]:
        """That the people of a task are busy until it starts, and with what."""
        levelled = self.schedule.levelled
        wait = None if levelled is None else levelled.waits.get(task.id)
        if wait is None or wait.after is None:
            words = "waits until its people are free (levelling)"
            return [_of(task, end, Cause.LEVELLING, words, record.span("assignments"))], None
        words = f"waits until {wait.who} is free of {wait.after} (levelling)"
        place = next((one.place for one in assigned_to(record) if one.who == wait.who), None)
        span = record.span("assignments") if place is None else record.item_span("assignments", place)
        return [_of(task, end, Cause.LEVELLING, words, span)], (wait.after, End.FINISH)

    def _first(self, task: ScheduledTask, record: Record, end: End) -> list[Step]:
        settings = self.project.settings
        begin = settings.start("start")
        steps = [] if begin is None else self._rested(task, record, end, begin)
        words = "nothing is planned before the project starts"
        root = _of(task, end, Cause.PROJECT_START, words, settings.span("start"))
        return [*steps, replace(root, date=begin) if steps and begin is not None else root]

    def _after(self, task: ScheduledTask, record: Record, end: End) -> tuple[list[Step], _Next]:
        driver = task.drivers[0]
        allowed = self._allowed(driver) if driver.type in _TO_START else None
        steps = [] if allowed is None else self._rested(task, record, end, allowed)
        date = allowed if steps and allowed is not None else _date(task, end)
        return [*steps, self._link(task, end, driver, date)], _before(driver)

    def _rested(self, task: ScheduledTask, record: Record, end: End, since: Instant) -> list[Step]:
        """The days off, if any, for which a task that might start waits."""
        off = days_off(self.project, self.schedule, record, since, _date(task, end))
        if not off:
            return self._own_hours(task, record, end, since)
        last = off[-1]
        cause = Cause.CALENDAR if last.who is None else Cause.PERSON
        whose = "" if last.who is None else f"{last.who} is "
        reason = f"{whose}{last.name} until {date_of(last.day)}"
        return [_of(task, end, cause, reason, last.place)]

    def _own_hours(self, task: ScheduledTask, record: Record, end: End, since: Instant) -> list[Step]:
        """That a task has a calendar of its own which did not work for longer than the project's."""
        usual, date = self.schedule.calendar, _date(task, end)
        if task.calendar is usual or usual.between(since, date) < usual.minutes_per_day // 2:
            return []
        reason = f"{task.calendar.name} works no earlier"
        return [_of(task, end, Cause.CALENDAR, reason, record.span("calendar"))]

    def _link(self, task: ScheduledTask, end: End, driver: Driver, date: Instant) -> Step:
        reason = _WAITS[driver.type].format(driver.predecessor)
        lag = self._lag(driver)
        if lag:
            reason += f", {'less' if lag.startswith('-') else 'plus'} {lag.lstrip('+-')}"
        others = [one.predecessor for one in task.drivers[1:]]
        if others:
            more = f" and {len(others) - 2} more" if len(others) > 2 else ""
            reason += f" (and likewise for {', '.join(others[:2])}{more})"
        return replace(_of(task, end, Cause.LINK, reason, self._place(driver)), date=date)

    def _place(self, driver: Driver) -> Span | None:
        record = self.project.get(driver.written_on, "task")
        return None if record is None else record.item_span("predecessors", driver.place)

    def _lag(self, driver: Driver) -> str:
        record = self.project.get(driver.written_on, "task")
        listed = None if record is None else record.raw("predecessors")
        if not isinstance(listed, Seq) or driver.place >= len(listed):
            return ""
        item = listed[driver.place]
        if isinstance(item, Map):
            return str(item.get("lag") or "")
        return str(item).partition(" ")[2][2:]

    def _allowed(self, driver: Driver) -> Instant | None:
        """From when a link allows the start; None where that is not simply told."""
        before = self.schedule.tasks.get(driver.predecessor)
        lag = self._lag(driver)
        if before is None or before.done:
            return None
        t = before.finish if driver.type in _OF_FINISH else before.start
        if not lag:
            return t
        wait = units.lag(lag)
        if wait is None or wait.duration is None or not wait.duration.elapsed:
            return None
        return t + wait.sign * wait.duration.minutes(0, Decimal(0))

    def _constraint(self, task: ScheduledTask, record: Record, end: End) -> Step:
        holder: Record | None = record
        while holder is not None and not holder.has("constraint"):
            holder = holder.parent
        written = None if holder is None else holder.part("constraint")
        if holder is None or written is None:
            return _of(task, end, Cause.CONSTRAINT, "is put on a date", record.span())
        reason = f"{written.text('type').replace('-', ' ')} {written.text('date')}"
        if holder is not record:
            reason += f", which {holder.id} above it has"
        return _of(task, end, Cause.CONSTRAINT, reason, written.span("date"))


_ROOTS = {
    Reason.STATUS_DATE: (Cause.STATUS_DATE, "what is left is not planned before the status date"),
    Reason.ACTUAL: (Cause.ACTUAL, "goes on from its actual start"),
    Reason.LATE_AS_POSSIBLE: (Cause.LATE_AS_POSSIBLE, "is to start as late as possible"),
}


def _of(task: ScheduledTask, end: End, cause: Cause, reason: str, place: Span | None) -> Step:
    return Step(task.id, task.name, end, _date(task, end), cause, reason, place)


def _date(task: ScheduledTask, end: End) -> Instant:
    if end is End.START:
        return task.start
    return task.finish if end is End.FINISH else task.remaining_start


def _before(driver: Driver) -> tuple[str, End]:
    """The date of the predecessor that a link ties to."""
    return driver.predecessor, End.FINISH if driver.type in _OF_FINISH else End.START


def _length(record: Record) -> str:
    """What a task takes, as written."""
    estimate = record.part("estimate")
    likely = "" if estimate is None else estimate.text("most_likely")
    return record.text("duration") or record.text("effort") or likely or "no time"


def _names(off: tuple[DayOff, ...]) -> str:
    """The days off within some work, as an addition to what it takes."""
    if not off:
        return ""
    names = list(dict.fromkeys(one.name if one.who is None else f"{one.who} {one.name}" for one in off))
    more = f" and {len(names) - 2} more" if len(names) > 2 else ""
    return f"; {len(off)} day{'s' if len(off) > 1 else ''} off in between ({', '.join(names[:2])}{more})"
