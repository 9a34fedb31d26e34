"""What was promised for a day up to the status date, and how much of it was kept: in time, late or open."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from milepost.budget.baseline import Baseline
from milepost.project import Project, Record
from milepost.schedule.instants import date_of, day_of
from milepost.schedule.model import Schedule
from milepost.states import is_open, status

_PROMISES = (
    ("deliverable", "Deliverables", "due", ("accepted",)),
    ("action", "Actions", "due", ("done", "closed")),
    ("decision", "Decisions", "needed_by", ("date", "closed")),
    ("issue", "Issues", "target_date", ("closed",)),
    ("review", "Quality reviews", "planned", ("actual",)),
    ("dependency", "Deliveries between teams", "promised_by", ("delivered",)),
)
"""Kind, its title, the field of the promised day, and the fields that say when it was kept."""
_DROPPED = frozenset({"cancelled", "withdrawn", "superseded", "rejected"})


class Commitments(NamedTuple):
    """Promises of one kind whose day has come.

    Attributes:
        title: What was promised.
        in_time: How many were kept on their day or before.
        late: How many were kept later.
        missed: Ids of those that are not kept yet.
    """

    title: str
    in_time: int
    late: int
    missed: tuple[str, ...]

    @property
    def promised(self) -> int:
        """How many there were."""
        return self.in_time + self.late + len(self.missed)

    @property
    def kept(self) -> Decimal | None:
        """The share that was kept in time; None without any."""
        return None if not self.promised else Decimal(self.in_time) / self.promised


def commitments(
    project: Project, schedule: Schedule | None, baseline: Baseline | None
) -> tuple[Commitments, ...]:
    """Promises up to the status date by kind, milestones of the baseline first; kinds without any left out.

    Args:
        project: The project.
        schedule: The schedule, or None.
        baseline: The baseline in force, or None: then no milestone was promised.
    """
    found = [_counted("Milestones", _milestones(project, schedule, baseline))]
    found += [_counted(title, _records(project, kind, due, kept)) for kind, title, due, kept in _PROMISES]
    return tuple(one for one in found if one.promised)


_Promise = tuple[str, date, date | None]


def _counted(title: str, promises: Iterator[_Promise]) -> Commitments:
    in_time = late = 0
    missed = []
    for id_, promised, kept in promises:
        if kept is None:
            missed.append(id_)
        elif kept <= promised:
            in_time += 1
        else:
            late += 1
    return Commitments(title, in_time, late, tuple(missed))


def _milestones(project: Project, schedule: Schedule | None, baseline: Baseline | None) -> Iterator[_Promise]:
    today = project.settings.status_date
    for id_, frozen in {} if baseline is None else baseline.tasks.items():
        task = None if schedule is None else schedule.tasks.get(id_)
        promised = date_of(day_of(frozen.finish - 1))
        if task is not None and task.type == "milestone" and promised <= today:
            reached = task.actual_finish
            yield id_, promised, None if reached is None else date_of(day_of(reached - 1))


def _records(project: Project, kind: str, due: str, kept: tuple[str, ...]) -> Iterator[_Promise]:
    today = project.settings.status_date
    for record in project.all(kind):
        promised = record.date(due)
        if promised is None or promised > today or status(record) in _DROPPED:
            continue
        day = _kept(record, kept)
        if day is not None or is_open(record):  # nobody knows when what is over without a day was kept
            yield record.id, promised, day


def _kept(record: Record, fields: tuple[str, ...]) -> date | None:
    return next((day for key in fields if (day := record.date(key)) is not None), None)
