"""Labour: what hours cost, from the rates of people and roles by date, and the labour planned for a task."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache
from itertools import pairwise

from milepost.budget.planned_dates import DatedTask
from milepost.frozen import field, frozen
from milepost.project import Project, Record
from milepost.schedule.calendar import Calendar
from milepost.schedule.instants import MINUTES_PER_DAY, Day, Instant, day_of
from milepost.schedule.model import Schedule
from milepost.source.data import Map, Seq
from milepost.source.fields import Fields
from milepost.source.units import Duration, Money, percentage

ZERO, ONE = Decimal(0), Decimal(1)
_FIRST_DAY, _LAST_DAY = -(2**30), 2**30


@frozen
class HourlyRate:
    """What an hour costs between two days, the last one included."""

    first: Day
    last: Day
    amount: Money


@frozen
class RateCards:
    """The hourly rates of everybody who has some, each with the latest begin first."""

    by_id: Mapping[str, tuple[HourlyRate, ...]]
    _changes: dict[str, tuple[Day, ...]] = field(default_factory=dict, repr=False, compare=False)

    def on(self, who: str, day: Day) -> Money | None:
        """What an hour costs on a day; of overlapping rates the one that began last. None without a rate."""
        for rate in self.by_id.get(who, ()):
            if rate.first <= day <= rate.last:
                return rate.amount
        return None

    def changes(self, who: str) -> tuple[Day, ...]:
        """The days on which somebody's rate changes, in order."""
        if who not in self._changes:
            days = {day for rate in self.by_id.get(who, ()) for day in (rate.first, rate.last + 1)}
            self._changes[who] = tuple(sorted(day for day in days if _FIRST_DAY < day < _LAST_DAY))
        return self._changes[who]


def read_rate_cards(project: Project, schedule: Schedule) -> RateCards:
    """The rates of people and roles; a role without rates has those of its first holder who has some.

    A rate per day is divided by the hours of a day on the person's calendar.
    """
    cards: dict[str, tuple[HourlyRate, ...]] = {}
    for person in project.all("person"):
        cards[person.id] = _rates(person, schedule)
    for role in project.all("role"):
        held_by = (cards.get(holder, ()) for holder in role.texts("held_by"))
        cards[role.id] = _rates(role, schedule) or next((rates for rates in held_by if rates), ())
    return RateCards({id_: rates for id_, rates in cards.items() if rates})


def _rates(record: Record, schedule: Schedule) -> tuple[HourlyRate, ...]:
    calendar = schedule.calendars.of(record.text("calendar"))
    hours_per_day = Decimal(calendar.minutes_per_day) / 60
    found = []
    for entry in record.parts("rates"):
        money, first, last = entry.money("amount"), entry.start("from"), entry.start("to")
        if money is None:
            continue
        if entry.text("per") == "d":
            money = Money(money.amount / hours_per_day, money.currency)
        begin = _FIRST_DAY if first is None else day_of(first)
        found.append(HourlyRate(begin, _LAST_DAY if last is None else day_of(last), money))
    return tuple(sorted(found, key=lambda rate: -rate.first))


@frozen
class Assignment:
    """Somebody's work on a task.

    Attributes:
        who: Id of a person or role.
        index: Place in the task's list.
        units: Share of the working time, 1 for all of it.
        minutes: Planned work in minutes.
    """

    who: str
    index: int
    units: Decimal
    minutes: Decimal


def assignments_of(task: Record, scheduled: DatedTask) -> tuple[Assignment, ...]:
    """Who works on a task, and how much is planned.

    An assignment's own effort counts first. The task's effort less those is shared among the others by their
    units. Without effort, somebody works their units of the planned duration.
    """
    found = tuple(_assigned(task, scheduled.calendar))
    if not found:
        return ()
    effort = task.duration("effort")
    if effort is not None:
        open_units = sum((units for _, _, units, own in found if own is None), ZERO)
        spoken_for = sum((own for _, _, _, own in found if own is not None), ZERO)
        left = max(minutes_of(effort, scheduled.calendar) - spoken_for, ZERO)
        per_unit = left / open_units if open_units else ZERO
    else:
        per_unit = planned_minutes(task, scheduled)
    return tuple(
        [
            Assignment(who, index, units, units * per_unit if own is None else own)
            for index, who, units, own in found
        ]
    )


def _assigned(task: Record, calendar: Calendar) -> Iterable[tuple[int, str, Decimal, Decimal | None]]:
    listed = task.raw("assignments")
    for index, item in enumerate(listed if isinstance(listed, Seq) else ()):
        if isinstance(item, str):
            yield index, item, ONE, None
        elif isinstance(item, Map):
            entry = Fields(item, task.document)
            units = percentage(entry.text("units"))
            effort = entry.duration("effort")
            own = None if effort is None else minutes_of(effort, calendar)
            yield index, entry.text("who"), ONE if units is None else units, own


def planned_minutes(task: Record, scheduled: DatedTask) -> Decimal:
    """The planned duration in working minutes: as written, else (elapsed durations too) as scheduled."""
    written = _written_duration(task)
    if written is not None and not written.elapsed:
        return minutes_of(written, scheduled.calendar)
    return Decimal(max(scheduled.calendar.between(scheduled.start, scheduled.finish), 0))


def depends_on_dates(task: Record) -> bool:
    """Whether it takes the dates of a task to say how much is worked on it."""
    if task.has("effort"):
        return False
    written = _written_duration(task)
    return written is None or written.elapsed


def _written_duration(task: Record) -> Duration | None:
    written = task.duration("duration")
    if written is None and (estimate := task.part("estimate")) is not None:
        written = estimate.duration("most_likely")
    return written


def minutes_of(duration: Duration, calendar: Calendar) -> Decimal:
    """A duration or an effort in minutes, with the day and week of a calendar."""
    return Decimal(duration.minutes(calendar.minutes_per_day, _exactly(calendar.days_per_week)))


@cache
def _exactly(number: float) -> Decimal:
    return Decimal(str(number))


@frozen
class PricedSpan:
    """Work between two instants at one rate; no rate is None.

    Attributes:
        start: Begin.
        finish: End.
        hours: Work in hours.
        rate: What an hour costs.
    """

    start: Instant
    finish: Instant
    hours: Decimal
    rate: Money | None


def priced(assignment: Assignment, scheduled: DatedTask, cards: RateCards) -> tuple[PricedSpan, ...]:
    """The planned work of somebody, cut where their rate changes, even over the task's working time."""
    start, finish, calendar = scheduled.start, scheduled.finish, scheduled.calendar
    hours = assignment.minutes / 60
    cuts = [at for day in cards.changes(assignment.who) if start < (at := day * MINUTES_PER_DAY) < finish]
    whole = calendar.between(start, finish) if cuts else 0
    if whole <= 0:
        return (PricedSpan(start, finish, hours, cards.on(assignment.who, day_of(start))),)
    edges = [start, *cuts, finish]
    spans = []
    for begin, end in pairwise(edges):
        worked = calendar.between(begin, end)
        if worked > 0:
            rate = cards.on(assignment.who, day_of(begin))
            spans.append(PricedSpan(begin, end, hours * worked / whole, rate))
    return tuple(spans)
