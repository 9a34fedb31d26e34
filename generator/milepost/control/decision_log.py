"""Decisions, computed: what is pending and on whom, how long it can wait, and who was told of what."""

from datetime import date
from decimal import Decimal

from milepost.frozen import frozen
from milepost.parties import identity
from milepost.project import Project, Record
from milepost.schedule.model import Schedule
from milepost.states import status


@frozen
class PendingDecision:
    """A decision that somebody has to take.

    Attributes:
        id: Its id.
        title: What it is about.
        on: Id of who has to decide: its decider, else its owner; or empty.
        needed_by: The day by which it is needed, or None.
        days_left: Days until then, negative when it is late; None without a day.
        blocks: Ids of the tasks that wait for it.
        float_days: Least total float of these that are not done, in working days; None without any.
        options: How many options are written down.
    """

    id: str
    title: str
    on: str
    needed_by: date | None
    days_left: int | None
    blocks: tuple[str, ...]
    float_days: Decimal | None
    options: int


@frozen
class TakenDecision:
    """A decision that was taken.

    Attributes:
        id: Its id.
        title: What it is about.
        day: When it was taken, or None.
        decided_by: Id of who took it, or empty.
        superseded_by: Id of the decision that replaced it, or empty.
        holds: Whether it still holds.
        told: Ids of those who were to be told and were.
        not_told: Ids of those who were to be told and were not.
        review_on: The day on which to look at it again, or None.
    """

    id: str
    title: str
    day: date | None
    decided_by: str
    superseded_by: str
    holds: bool
    told: tuple[str, ...]
    not_told: tuple[str, ...]
    review_on: date | None


@frozen
class DecisionLog:
    """What is pending, the most urgent first, and what was taken, the latest first."""

    pending: tuple[PendingDecision, ...]
    taken: tuple[TakenDecision, ...]


def decision_log(project: Project, schedule: Schedule | None) -> DecisionLog:
    """Compute the decisions of a project.

    Args:
        project: The project.
        schedule: Its schedule, for float; or None.
    """
    decisions = [one for one in project.all("decision") if one.id]
    pending = [_pending(one, project, schedule) for one in decisions if status(one) == "pending"]
    taken = [_taken(one, project) for one in decisions if status(one) in ("decided", "superseded")]
    return DecisionLog(
        pending=tuple(sorted(pending, key=lambda one: one.needed_by or date.max)),
        taken=tuple(sorted(taken, key=lambda one: one.day or date.min, reverse=True)),
    )


def _pending(decision: Record, project: Project, schedule: Schedule | None) -> PendingDecision:
    needed = decision.date("needed_by")
    blocks = decision.texts("blocks")
    tasks = [] if schedule is None else [schedule.tasks.get(name) for name in blocks]
    floats = [days for task in tasks if task is not None and (days := task.total_float_days) is not None]
    return PendingDecision(
        id=decision.id,
        title=decision.title,
        on=decision.text("decider") or decision.text("owner"),
        needed_by=needed,
        days_left=None if needed is None else (needed - project.settings.status_date).days,
        blocks=blocks,
        float_days=Decimal(str(round(min(floats), 6))) if floats else None,
        options=len(tuple(decision.parts("options"))),
    )


def _taken(decision: Record, project: Project) -> TakenDecision:
    known = {identity(one.text("to"), project) for one in decision.parts("communicated_to")}
    wanted = decision.texts("communicate_to")
    return TakenDecision(
        id=decision.id,
        title=decision.title,
        day=decision.date("date"),
        decided_by=decision.text("decided_by"),
        superseded_by=decision.text("superseded_by"),
        holds=status(decision) == "decided",
        told=tuple(party for party in wanted if identity(party, project) in known),
        not_told=tuple(party for party in wanted if identity(party, project) not in known),
        review_on=decision.date("review_on"),
    )
