"""What needs attention: the milestones ahead, what is overdue, and decisions that wait for someone."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from milepost.budget.baseline import Baseline
from milepost.frozen import frozen
from milepost.project import Project, Record
from milepost.schedule.instants import Instant
from milepost.schedule.model import Schedule
from milepost.states import is_open

_DUE = (("action", "due"), ("issue", "target_date"))


@frozen
class MilestoneAhead:
    """A milestone that is not reached yet.

    Attributes:
        id: Its id.
        name: What it is called.
        forecast: When it is expected.
        baseline: When the baseline has it; None without one.
        slip_days: Working days later than in the baseline, negative when earlier; None without one.
        deadline: When it should be reached, or None.
        critical: Whether the project's finish hangs on it.
    """

    id: str
    name: str
    forecast: Instant
    baseline: Instant | None
    slip_days: Decimal | None
    deadline: Instant | None
    critical: bool

    @property
    def misses_deadline(self) -> bool:
        """Whether it is expected after its deadline."""
        return self.deadline is not None and self.forecast > self.deadline


def milestones_ahead(
    schedule: Schedule, baseline: Baseline | None, most: int | None = None
) -> tuple[MilestoneAhead, ...]:
    """The milestones that are not reached, the next one first; of one instant in the order of the file.

    Args:
        schedule: The schedule.
        baseline: The baseline in force, or None.
        most: How many are wanted; None for all.
    """
    ahead = [task for task in schedule.tasks.values() if task.type == "milestone" and not task.done]
    found = []
    for task in sorted(ahead, key=lambda task: task.finish)[:most]:
        frozen = None if baseline is None else baseline.tasks.get(task.id)
        slip = None
        if frozen is not None:
            minutes = schedule.calendar.between(frozen.finish, task.finish)
            slip = Decimal(minutes) / schedule.calendar.minutes_per_day
        found.append(
            MilestoneAhead(
                id=task.id,
                name=task.name,
                forecast=task.finish,
                baseline=None if frozen is None else frozen.finish,
                slip_days=slip,
                deadline=task.deadline,
                critical=task.critical,
            )
        )
    return tuple(found)


@frozen
class Overdue:
    """An action or an issue whose day has passed.

    Attributes:
        id: Its id.
        kind: "action" or "issue".
        title: Its title.
        owner: Whose it is, or empty.
        due: The day it was due.
        days_late: Calendar days since then, at the status date.
    """

    id: str
    kind: str
    title: str
    owner: str
    due: date
    days_late: int


def overdue(project: Project) -> tuple[Overdue, ...]:
    """Open actions and issues that were due before the status date, the longest overdue first."""
    status = project.settings.status_date
    found = []
    for kind, key in _DUE:
        for record in project.all(kind):
            due = record.date(key)
            if is_open(record) and due is not None and due < status:
                late = (status - due).days
                found.append(Overdue(record.id, kind, record.title, record.text("owner"), due, late))
    return tuple(sorted(found, key=lambda one: -one.days_late))


@frozen
class DecisionWanted:
    """A decision that somebody has to take.

    Attributes:
        id: Id of the record that waits.
        kind: "decision", "change" or "gate", or for something handed up the kind of that record.
        title: What is to be decided.
        who: Ids of those who decide; empty when nobody is named.
        since: Since when it waits, or None.
        needed_by: Until when it is needed, or None.
        days_late: Calendar days after that day at the status date; 0 when there is time.
        blocks: Ids of the tasks that wait for it.
    """

    id: str
    kind: str
    title: str
    who: tuple[str, ...]
    since: date | None
    needed_by: date | None
    days_late: int
    blocks: tuple[str, ...]


def decisions_wanted(project: Project) -> tuple[DecisionWanted, ...]:
    """Decisions that wait, the longest overdue first, then by the day on which they are needed.

    These are pending decisions, changes that wait for approval, gates whose day has come without a decision,
    and open records that were handed up and not answered. Changes without an approver wait for the sponsor.
    """
    found = {
        one.id: one
        for one in (*_handed_up(project), *_gates(project), *_changes(project), *_decisions(project))
    }
    return tuple(
        sorted(found.values(), key=lambda one: (-one.days_late, one.needed_by or date.max, one.kind, one.id))
    )


def _decisions(project: Project) -> Iterator[DecisionWanted]:
    for record in project.all("decision"):
        if record.text("status") == "pending":
            who = record.text("decider") or record.text("owner")
            yield _wanted(project, record, (who,), record.date("created"), record.date("needed_by"))


def _changes(project: Project) -> Iterator[DecisionWanted]:
    for record in project.all("change"):
        if record.text("status") == "waiting-for-approval":
            who = record.text("approver") or project.settings.text("sponsor")
            yield _wanted(project, record, (who,), record.date("submitted"), record.date("target_date"))


def _gates(project: Project) -> Iterator[DecisionWanted]:
    for record in project.all("gate"):
        day = record.date("date")
        if not record.has("decision") and day is not None and day <= project.settings.status_date:
            yield _wanted(project, record, record.texts("approvers"), None, day)


def _handed_up(project: Project) -> Iterator[DecisionWanted]:
    for kind in ("risk", "issue", "action", "change", "decision"):
        for record in project.all(kind):
            escalation = record.part("escalation")
            if escalation is None or escalation.has("answered") or not is_open(record):
                continue
            yield _wanted(project, record, (escalation.text("to"),), escalation.date("date"), None)


def _wanted(
    project: Project, record: Record, who: tuple[str, ...], since: date | None, needed_by: date | None
) -> DecisionWanted:
    late = 0 if needed_by is None else max((project.settings.status_date - needed_by).days, 0)
    return DecisionWanted(
        id=record.id,
        kind=record.kind,
        title=record.title,
        who=tuple(one for one in who if one),
        since=since,
        needed_by=needed_by,
        days_late=late,
        blocks=record.texts("blocks") or record.texts("task"),
    )
