"""What tasks have earned: the share of each task's budget by its earning method, and when it was earned."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from milepost.budget import earning
from milepost.budget.earning import EarningGate, WeightedMilestone
from milepost.budget.phasing import Phased, Segment, exact, level, moved
from milepost.budget.plan_costs import CostItem
from milepost.frozen import field, frozen
from milepost.project import Project, Record
from milepost.schedule.instants import Instant
from milepost.schedule.model import Schedule, ScheduledTask
from milepost.source.fields import Fields

ZERO, ONE, HUNDRED = Decimal(0), Decimal(1), Decimal(100)
_PASSED = frozenset({"go", "conditional"})


def method_of(task: Record, scheduled: ScheduledTask) -> str:
    """The earning method of a task: the one written, else by what kind of task it is.

    Milestones earn 0/100, support work as time passes, everything else by percent complete; so do summaries,
    whose percentage comes from their tasks.
    """
    written = task.text("earning")
    if scheduled.type == "summary":
        return earning.PERCENT
    if written:
        return written
    if scheduled.type == "level-of-effort":
        return earning.LEVEL_OF_EFFORT
    return "0/100" if scheduled.type == "milestone" else earning.PERCENT


@frozen
class Earned:
    """What the planned amounts have earned at the status date.

    Attributes:
        project: The project.
        schedule: Its schedule.
        status: The status instant.
        items: The planned amounts that earn.
        by_task: Id of a task to its planned amounts.
        shares: Id of a task to what it has earned; filled while it is asked for.
    """

    project: Project
    schedule: Schedule
    status: Instant
    items: Sequence[CostItem]
    by_task: Mapping[str, tuple[CostItem, ...]]
    shares: dict[str, Decimal]
    _methods: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, project: Project, schedule: Schedule, status: Instant, items: Sequence[CostItem]) -> "Earned":
        """Sort planned amounts by task."""
        by_task: dict[str, tuple[CostItem, ...]] = {}
        for item in items:
            if item.task is not None:
                by_task[item.task] = (*by_task.get(item.task, ()), item)
        return cls(project, schedule, status, items, by_task, {})

    def value(self, item: CostItem) -> Decimal:
        """Earned value of a planned amount; what belongs to no task is earned as planned."""
        if item.task is None or self.by_time(item.task):
            return item.phased.value_at(self.status)
        return exact(item.amount * self.share(item.task))

    def by_time(self, task: str) -> bool:
        """Whether a task earns as time passes."""
        return self._method(task) == earning.LEVEL_OF_EFFORT

    def _method(self, task: str) -> str:
        """The earning method of a task; empty for one that is no longer planned."""
        if task not in self._methods:
            record, scheduled = self.project.get(task, "task"), self.schedule.tasks.get(task)
            self._methods[task] = "" if record is None or scheduled is None else method_of(record, scheduled)
        return self._methods[task]

    def share(self, task: str) -> Decimal:
        """The share of its budget that a task has earned, 0 to 1; 0 for a task that is no longer planned.

        Tasks that are apportioned to each other in a circle earn nothing.
        """
        chain: list[str] = []
        while task not in self.shares and task not in chain:
            base = self._base(task)
            if base is None:
                self.shares[task] = self._own_share(task)
            else:
                chain.append(task)
                task = base
        share = self.shares.get(task, ZERO)
        for follower in chain:
            self.shares[follower] = share
        return share

    def _base(self, task: str) -> str | None:
        """The task that another one is apportioned to."""
        if self._method(task) != earning.APPORTIONED:
            return None
        record = self.project.get(task, "task")
        return None if record is None else record.text("apportioned_to") or None

    def _own_share(self, task: str) -> Decimal:
        record, scheduled = self.project.get(task, "task"), self.schedule.tasks.get(task)
        if record is None or scheduled is None:
            return ZERO
        method = self._method(task)
        if method == earning.LEVEL_OF_EFFORT:
            items = self.by_task.get(task, ())
            planned = sum((item.phased.value_at(self.status) for item in items), ZERO)
            return earning.apportioned_share(planned, sum((item.amount for item in items), ZERO))
        begun, ended = scheduled.actual_start, scheduled.actual_finish
        started, finished = begun is not None and begun < self.status, self._past(ended)
        if method in earning.FIXED:
            return earning.fixed_share(method, started=started, finished=finished)
        if method == earning.MILESTONES:
            return earning.milestone_share(
                WeightedMilestone(weight, at is not None) for weight, at in self._milestones(record)
            )
        units = record.part("units")
        if method == earning.UNITS and units is not None:
            done, whole = units.decimal("done"), units.decimal("total")
            return ZERO if done is None or whole is None else earning.units_share(done, whole)
        return self._percent(record, scheduled, finished=finished)

    def _percent(self, record: Record, scheduled: ScheduledTask, *, finished: bool) -> Decimal:
        progress = record.part("progress")
        reported = None if progress is None or scheduled.type == "summary" else progress.decimal("percent")
        if finished:
            reported = HUNDRED
        elif reported is None:
            reported = Decimal(str(round(scheduled.percent_complete, 6)))
        gate = self.gate(record)
        return earning.percent_share(reported, None if gate is None else gate.percent)

    def gate(self, task: Record) -> EarningGate | None:
        """The gate that holds back most of what a task earns by percent; None without one that is closed."""
        if not task.has("earning_gates"):
            return None
        closed = [
            EarningGate(percent, until)
            for part in task.parts("earning_gates")
            if (percent := part.decimal("percent")) is not None
            and (until := part.text("until"))
            and not self._passed(until)
        ]
        return min(closed, key=lambda one: one.percent, default=None)

    def _passed(self, id_: str) -> bool:
        """Whether a task is finished, a gate passed or a deliverable accepted by the status date."""
        record = self.project.get(id_, "task", "gate", "deliverable")
        if record is None:
            return False
        if record.kind == "task":
            scheduled = self.schedule.tasks.get(id_)
            return scheduled is not None and self._past(scheduled.actual_finish)
        on = record.start("decided" if record.kind == "gate" else "accepted")
        said = record.text("decision") in _PASSED or record.text("status") == "accepted"
        return said and (on is None or on < self.status)

    def _milestones(self, record: Record) -> list[tuple[Decimal, Instant | None]]:
        """Weight of each milestone and when it was achieved, unless that lies after the status date."""
        found = []
        for milestone in record.parts("weighted_milestones"):
            at = milestone.finish("achieved")
            weight = milestone.decimal("weight") or ZERO
            found.append((weight, at if self._past(at) else None))
        return found

    def _past(self, at: Instant | None) -> bool:
        return at is not None and at <= self.status

    def over_time(self, item: CostItem) -> Phased:
        """When the earned value of a planned amount came about, up to the status date.

        Only the value at the status date is known from the plan as it is today; before that it is put
        together from the dates: steps where milestones were achieved or a fixed formula pays at start and
        finish; finished work in the shape of its plan, moved to its actual dates; else even from the actual
        start on. Work without an actual start counts at the status date.
        """
        value = self.value(item)
        calendar = item.phased.calendar
        record = self.project.get(item.task or "", "task")
        scheduled = self.schedule.tasks.get(item.task or "")
        if record is None or scheduled is None:
            return level(calendar, self.status, self.status, value)
        start = self.status if scheduled.actual_start is None else min(scheduled.actual_start, self.status)
        finish = self.status if scheduled.actual_finish is None else min(scheduled.actual_finish, self.status)
        method = method_of(record, scheduled)
        if method in earning.FIXED:
            at_start = exact(item.amount * earning.fixed_share(method, started=value > 0, finished=False))
            steps = (Segment(start, start, at_start), Segment(finish, finish, value - at_start))
            return Phased(calendar, steps)
        if method == earning.MILESTONES:
            return self._stepped(item, value, self._milestones(record))
        if value == item.amount and self._past(scheduled.actual_finish):
            return moved(item.phased, start, max(start, finish))
        return level(calendar, start, max(start, finish), value)

    def _stepped(
        self, item: CostItem, value: Decimal, milestones: list[tuple[Decimal, Instant | None]]
    ) -> Phased:
        achieved = [(weight, at) for weight, at in milestones if at is not None]
        weights = sum((weight for weight, _ in achieved), ZERO)
        steps, left = [], value
        for weight, at in achieved:
            part = exact(value * weight / weights) if weights else ZERO
            left -= part
            steps.append(Segment(at, at, part))
        steps.append(Segment(self.status, self.status, left))
        return Phased(item.phased.calendar, tuple(steps))


def remaining_share(record: Record, scheduled: ScheduledTask, share: Decimal, planned: Decimal) -> Decimal:
    """The share of a task's planned work that is still to be done, as it is estimated now.

    From the remaining effort if it was reported, else from the remaining duration, else what is not earned.
    It exceeds 1 when more is left than was ever planned.

    Args:
        record: The task.
        scheduled: The task's dates.
        share: What it has earned.
        planned: Its planned duration in working minutes.
    """
    progress = record.part("progress")
    if progress is None or share >= 1 or scheduled.done:
        return ONE - share
    for key, whole in (("remaining_effort", _effort(record, scheduled)), ("remaining", planned)):
        left = progress.duration(key)
        if left is not None and not left.elapsed and whole:
            days_per_week = Decimal(str(scheduled.calendar.days_per_week))
            return left.minutes(scheduled.calendar.minutes_per_day, days_per_week) / whole
    return ONE - share


def _effort(record: Fields, scheduled: ScheduledTask) -> Decimal:
    effort = record.duration("effort")
    if effort is None:
        return ZERO
    days_per_week = Decimal(str(scheduled.calendar.days_per_week))
    return Decimal(effort.minutes(scheduled.calendar.minutes_per_day, days_per_week))
