"""Issues and actions, computed: priority, age, the float that blocking issues eat, how many come and go."""

from bisect import bisect_right
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from milepost.budget.baseline import Baseline
from milepost.frozen import frozen
from milepost.project import Project, Record
from milepost.risk.issue_checks import priority_of
from milepost.schedule.model import Schedule, ScheduledTask
from milepost.states import is_open, status

ZERO = Decimal(0)


@frozen
class Blocked:
    """A task that an issue keeps from going on.

    Attributes:
        id: Its id.
        float_days: Total float that is left, in its own working days; None when it is done.
        eaten_days: Working days that it is later than in the baseline; None without one.
        critical: Whether the finish hangs on it.
        milestone: Id of the first milestone that it drives, or empty.
        milestone_slip: Working days that this milestone is later than in the baseline, or None.
    """

    id: str
    float_days: Decimal | None
    eaten_days: Decimal | None
    critical: bool
    milestone: str
    milestone_slip: Decimal | None


@frozen
class IssueEntry:
    """An issue.

    Attributes:
        id: Its id.
        title: What it is called.
        status: Its status.
        owner: Id of its owner, or empty.
        priority: Urgency × impact, 1 to 25; None when one of them is not written.
        age_days: Days from its beginning to its end, or to the status date; None when it has no beginning.
        overdue_days: Days past its target date while it is open; None otherwise.
        blocked: The tasks that it blocks and that are not done, the tightest first.
        escalated_to: Id of who it was escalated to, or empty.
        answered: Whether the escalation was answered.
        cause: Category of its root cause, or empty.
        from_risk: Id of the risk that occurred, or empty.
        open: Whether it is open or postponed.
    """

    id: str
    title: str
    status: str
    owner: str
    priority: int | None
    age_days: int | None
    overdue_days: int | None
    blocked: tuple[Blocked, ...]
    escalated_to: str
    answered: bool
    cause: str
    from_risk: str
    open: bool

    @property
    def float_days(self) -> Decimal | None:
        """The least float of the tasks that it blocks."""
        return min((one.float_days for one in self.blocked if one.float_days is not None), default=None)


@frozen
class ActionEntry:
    """An action.

    Attributes:
        id: Its id.
        title: What is to be done.
        status: Its status.
        owner: Id of who does it, or empty.
        due: The day by which, or None.
        done: The day it was done, or None.
        overdue_days: Days past its day while it is open; None otherwise.
        origins: Ids of the meeting, issue or other record it comes from.
        open: Whether it is still to be done.
    """

    id: str
    title: str
    status: str
    owner: str
    due: date | None
    done: date | None
    overdue_days: int | None
    origins: tuple[str, ...]
    open: bool


@frozen
class FlowPoint:
    """Issues at the end of a day: how many had come up to then, and how many were solved."""

    day: date
    opened: int
    closed: int


@frozen
class IssueLog:
    """Issues and actions together.

    Attributes:
        issues: Every issue, in the order of the file.
        actions: Every action, in the order of the file.
        flow: Issues over time; empty when none has a date of creation.
        causes: Category of root cause to the number of issues, the most frequent first.
        days_to_resolve: Mean days from beginning to end of solved issues; None before the first.
        on_time: Actions done by their day, as a share of those done that had one; None before the first.
    """

    issues: tuple[IssueEntry, ...]
    actions: tuple[ActionEntry, ...]
    flow: tuple[FlowPoint, ...]
    causes: Mapping[str, int]
    days_to_resolve: Decimal | None
    on_time: Decimal | None

    @property
    def blocking(self) -> tuple[IssueEntry, ...]:
        """Open issues that block tasks, the one with the least float first."""
        found = [one for one in self.issues if one.open and one.blocked]
        return tuple(sorted(found, key=lambda one: one.float_days if one.float_days is not None else ZERO))

    @property
    def escalated(self) -> tuple[IssueEntry, ...]:
        """Open issues whose escalation was not answered."""
        return tuple(one for one in self.issues if one.open and one.escalated_to and not one.answered)


def issue_log(project: Project, schedule: Schedule | None, baseline: Baseline | None) -> IssueLog:
    """Compute issues and actions.

    Args:
        project: The project.
        schedule: Its schedule, for float; or None.
        baseline: The baseline in force, for float eaten; or None.
    """
    drives = {} if schedule is None else _driven(schedule)
    issues = tuple(_issue(one, project, schedule, baseline, drives) for one in project.all("issue") if one.id)
    met: dict[str, list[str]] = {}
    for meeting in project.all("meeting"):
        for name in meeting.texts("actions"):
            met.setdefault(name, []).append(meeting.id)
    actions = tuple(_action(one, project, met.get(one.id, [])) for one in project.all("action") if one.id)
    causes: dict[str, int] = {}
    for one in issues:
        if one.cause:
            causes[one.cause] = causes.get(one.cause, 0) + 1
    solved = [one.age_days for one in issues if not one.open and one.age_days is not None]
    dated = [one for one in actions if one.done is not None and one.due is not None]
    kept = sum(one.done <= one.due for one in dated if one.done is not None and one.due is not None)
    return IssueLog(
        issues=issues,
        actions=actions,
        flow=tuple(_flow(project)),
        causes=dict(sorted(causes.items(), key=lambda pair: -pair[1])),
        days_to_resolve=Decimal(sum(solved)) / len(solved) if solved else None,
        on_time=Decimal(kept) / len(dated) if dated else None,
    )


def _end_of(issue: Record) -> date | None:
    """The day an issue was solved: when it was closed or, for one that is only resolved, last written to."""
    return issue.date("closed") or issue.date("updated")


def _issue(
    record: Record,
    project: Project,
    schedule: Schedule | None,
    baseline: Baseline | None,
    drives: Mapping[str, tuple[str, ...]],
) -> IssueEntry:
    today, state = project.settings.status_date, status(record)
    begun, target, still = record.date("created"), record.date("target_date"), is_open(record)
    end = today if still else _end_of(record)
    late = (today - target).days if still and state == "open" and target is not None else 0
    escalation = record.part("escalation")
    tasks = (
        []
        if schedule is None
        else [schedule.tasks[one] for one in record.texts("blocks") if one in schedule.tasks]
    )
    blocked = [
        _blocked(one, schedule, baseline, drives) for one in tasks if not one.done and schedule is not None
    ]
    blocked.sort(key=lambda one: one.float_days if one.float_days is not None else ZERO)
    return IssueEntry(
        id=record.id,
        title=record.title,
        status=state,
        owner=record.text("owner"),
        priority=priority_of(record),
        age_days=None if begun is None or end is None else (end - begun).days,
        overdue_days=late if late > 0 else None,
        blocked=tuple(blocked),
        escalated_to="" if escalation is None else escalation.text("to"),
        answered=escalation is not None and (escalation.has("answered") or escalation.has("answer")),
        cause=record.text("cause_category"),
        from_risk=record.text("from_risk"),
        open=still,
    )


def _blocked(
    task: ScheduledTask,
    schedule: Schedule,
    baseline: Baseline | None,
    drives: Mapping[str, tuple[str, ...]],
) -> Blocked:
    milestone = _first_milestone(task.id, schedule, drives)
    left = task.total_float_days
    return Blocked(
        id=task.id,
        float_days=None if left is None else Decimal(str(round(left, 6))),
        eaten_days=_slip(task, schedule, baseline),
        critical=task.critical,
        milestone="" if milestone is None else milestone.id,
        milestone_slip=None if milestone is None else _slip(milestone, schedule, baseline),
    )


def _slip(task: ScheduledTask, schedule: Schedule, baseline: Baseline | None) -> Decimal | None:
    frozen = None if baseline is None else baseline.tasks.get(task.id)
    if frozen is None:
        return None
    return Decimal(schedule.calendar.between(frozen.finish, task.finish)) / schedule.calendar.minutes_per_day


def _driven(schedule: Schedule) -> dict[str, tuple[str, ...]]:
    """Task to the tasks whose dates it sets."""
    found: dict[str, list[str]] = {}
    for task in schedule.tasks.values():
        for driver in task.drivers:
            found.setdefault(driver.predecessor, []).append(task.id)
    return {name: tuple(ids) for name, ids in found.items()}


def _first_milestone(
    start: str, schedule: Schedule, drives: Mapping[str, tuple[str, ...]]
) -> ScheduledTask | None:
    """The earliest open milestone whose date hangs on a task over links that set dates."""
    reached, stack = {start}, [start]
    found: list[ScheduledTask] = []
    while stack:
        for name in drives.get(stack.pop(), ()):
            task = schedule.tasks.get(name)
            if task is None or name in reached:
                continue
            reached.add(name)
            stack.append(name)
            if task.type == "milestone" and not task.done:
                found.append(task)
    return min(found, key=lambda task: task.finish, default=None)


def _action(record: Record, project: Project, meetings: list[str]) -> ActionEntry:
    due, still = record.date("due"), is_open(record)
    late = (project.settings.status_date - due).days if still and due is not None else 0
    origins = dict.fromkeys((*record.texts("source"), *meetings))
    return ActionEntry(
        id=record.id,
        title=record.title,
        status=status(record),
        owner=record.text("owner"),
        due=due,
        done=record.date("done"),
        overdue_days=late if late > 0 else None,
        origins=tuple(origins),
        open=still,
    )


def _flow(project: Project) -> list[FlowPoint]:
    today = project.settings.status_date
    opened = sorted(day for one in project.all("issue") if (day := one.date("created")) is not None)
    closed = sorted(
        day for one in project.all("issue") if not is_open(one) and (day := _end_of(one)) is not None
    )
    days = sorted({day for day in (*opened, *closed) if day <= today} | ({today} if opened else set()))
    return [FlowPoint(day, bisect_right(opened, day), bisect_right(closed, day)) for day in days]
