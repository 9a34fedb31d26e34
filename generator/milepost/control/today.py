"""The morning's question: what needs somebody today, of the whole project or of one person."""

from collections.abc import Iterator
from datetime import date, timedelta

from milepost.budget.baseline import Baseline
from milepost.control.attention import DecisionWanted, MilestoneAhead, decisions_wanted, milestones_ahead
from milepost.control.due import Due, everything_due
from milepost.control.news import News, last_report, news_since
from milepost.control.readiness import (
    Blocker,
    NotReady,
    RunningLate,
    blockers,
    not_ready,
    running_late,
)
from milepost.frozen import frozen
from milepost.parties import identity, roles_of
from milepost.project import Project, Record
from milepost.schedule.model import Schedule
from milepost.source.units import day
from milepost.states import is_open, status

_MILESTONES = 5


@frozen
class Approval:
    """Something finished that waits for somebody's yes.

    Attributes:
        id: Its id.
        kind: Its kind.
        title: What it is.
        who: Ids of those who accept or approve it; empty when nobody is named.
        since: Since when it waits, or None.
    """

    id: str
    kind: str
    title: str
    who: tuple[str, ...]
    since: date | None


@frozen
class Window:
    """An open risk whose time is now, or soon.

    Attributes:
        id: Its id.
        title: Its title.
        who: Who looks after it.
        begins: The first day on which it can occur.
        ends: The last one, or None.
        triggers: What announces it.
    """

    id: str
    title: str
    who: tuple[str, ...]
    begins: date
    ends: date | None
    triggers: tuple[str, ...]


@frozen
class Today:
    """What needs somebody, as of the status date.

    Attributes:
        status_date: The day.
        days: Calendar days looked ahead.
        who: Id of the person it is about; empty for the whole project.
        overdue: What should have been done before the day, the longest overdue first.
        due_soon: What is to be done from the day on.
        blockers: Open issues that block tasks, the least float first.
        decisions: Decisions that wait.
        approvals: What waits for acceptance or approval.
        not_ready: Tasks about to start that cannot.
        late: Tasks that run late.
        milestones: The next milestones.
        windows: Risks whose time is now, or begins within the days looked ahead.
        since: The day after which something counts as new: that of the last report unless another is asked
            for; None without either.
        news: What happened since, the newest first.
    """

    status_date: date
    days: int
    who: str
    overdue: tuple[Due, ...]
    due_soon: tuple[Due, ...]
    blockers: tuple[Blocker, ...]
    decisions: tuple[DecisionWanted, ...]
    approvals: tuple[Approval, ...]
    not_ready: tuple[NotReady, ...]
    late: tuple[RunningLate, ...]
    milestones: tuple[MilestoneAhead, ...]
    windows: tuple[Window, ...]
    since: date | None
    news: tuple[News, ...]

    @property
    def urgent(self) -> int:
        """How many things should have been done, decided or further along before the day."""
        return len(self.overdue) + len(self.late) + sum(one.days_late > 0 for one in self.decisions)


def compute_today(
    project: Project,
    schedule: Schedule | None,
    baseline: Baseline | None,
    days: int = 14,
    who: str = "",
    *,
    since: date | None = None,
) -> Today:
    """What needs somebody.

    Args:
        project: The project.
        schedule: The schedule; None when the plan permits none.
        baseline: The baseline in force, or None.
        days: Calendar days to look ahead.
        who: Id of a person, role or stakeholder; only what is theirs, in any of their roles. Empty for all.
        since: After this day something is new; None for the day of the last report.
    """
    today = project.settings.status_date
    since = since or last_report(project)
    mine = _Mine(project, who)
    due = [one for one in everything_due(project) if mine.any(one.who)]
    of_plan = (
        _OfPlan((), (), (), ()) if schedule is None else _of_plan(project, schedule, baseline, days, mine)
    )
    return Today(
        status_date=today,
        days=days,
        who=who,
        overdue=tuple(one for one in due if one.day < today),
        due_soon=tuple(one for one in due if today <= one.day <= today + timedelta(days=days)),
        blockers=of_plan.blockers,
        decisions=tuple(one for one in decisions_wanted(project) if mine.any(one.who)),
        approvals=tuple(one for one in approvals(project) if mine.any(one.who)),
        not_ready=of_plan.not_ready,
        late=of_plan.late,
        milestones=of_plan.milestones[:_MILESTONES],
        windows=tuple(one for one in windows(project, days) if mine.any(one.who)),
        since=since,
        news=()
        if since is None
        else tuple(one for one in news_since(project, schedule, since) if mine.any(one.who)),
    )


@frozen
class _OfPlan:
    """What the plan says; nothing without one."""

    blockers: tuple[Blocker, ...]
    not_ready: tuple[NotReady, ...]
    late: tuple[RunningLate, ...]
    milestones: tuple[MilestoneAhead, ...]


def _of_plan(
    project: Project, schedule: Schedule, baseline: Baseline | None, days: int, mine: "_Mine"
) -> _OfPlan:
    starting = not_ready(project, schedule, baseline, days)
    milestones = milestones_ahead(schedule, baseline)
    return _OfPlan(
        blockers=tuple(one for one in blockers(project, schedule) if mine.any(one.who)),
        not_ready=tuple(one for one in starting if mine.any(one.who)),
        late=tuple(one for one in running_late(project, schedule, baseline) if mine.any(one.who)),
        milestones=tuple(one for one in milestones if mine.any(_owner(project, one.id))),
    )


class _Mine:
    """Whether something is somebody's: theirs as a person, as a stakeholder, or in a role they hold."""

    def __init__(self, project: Project, who: str) -> None:
        self._project = project
        self._who = identity(who, project) if who else ""
        self._roles = frozenset(role.id for role in roles_of(who, project)) if who else frozenset()

    def any(self, names: tuple[str, ...]) -> bool:
        if not self._who:
            return True
        return any(name in self._roles or identity(name, self._project) == self._who for name in names)


def _owner(project: Project, task: str) -> tuple[str, ...]:
    record: Record | None = project.get(task, "task")
    while record is not None:
        if record.has("owner"):
            return record.texts("owner")
        record = record.parent
    return ()


def windows(project: Project, days: int) -> tuple[Window, ...]:
    """Open risks that can occur within some days of the status date, the next one to begin first."""
    today = project.settings.status_date
    found = []
    for record in project.all("risk"):
        proximity = record.part("proximity")
        begins = None if proximity is None else proximity.date("from")
        if proximity is None or begins is None or not is_open(record):
            continue
        ends = proximity.date("to")
        if begins <= today + timedelta(days=days) and (ends is None or ends >= today):
            who = record.texts("actionee") or record.texts("owner")
            found.append(Window(record.id, record.title, who, begins, ends, record.texts("triggers")))
    return tuple(sorted(found, key=lambda one: one.begins))


def approvals(project: Project) -> tuple[Approval, ...]:
    """Deliverables submitted for acceptance, and minutes of the steering committee that nobody approved."""
    return (*_submitted(project), *_minutes(project))


def _submitted(project: Project) -> Iterator[Approval]:
    for record in project.all("deliverable"):
        if status(record) == "submitted":
            days = [sent for one in record.parts("submissions") if (sent := one.date("date")) is not None]
            yield _approval(record, record.texts("acceptor"), max(days, default=None))


def _minutes(project: Project) -> Iterator[Approval]:
    for record in project.all("meeting"):
        if status(record) == "held" and record.text("type") == "steering-committee":
            yield _approval(record, record.texts("chair"), day(record.text("date")[:10]))


def _approval(record: Record, who: tuple[str, ...], since: date | None) -> Approval:
    return Approval(record.id, record.kind, record.title, who, since)
