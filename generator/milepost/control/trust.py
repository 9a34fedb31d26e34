"""How far the status can be trusted: how complete and fresh the data behind it is, and what the checks say.

Four parts, each a share from 0 to 1 with its figures; their mean is the score, from which unknown parts are
left out. Below the floor of project.yaml (`status.data_quality_floor`) no colour should be believed.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from milepost.diagnostics import Diagnostic, Severity
from milepost.project import Project, Record
from milepost.rhythm import rhythm_of
from milepost.schedule.instants import date_of, day_of
from milepost.schedule.model import Schedule
from milepost.source.data import Seq
from milepost.states import is_open

USUAL_CADENCE = "1mo"
_REVIEWED = (
    ("risk", "next_review"),
    ("issue", "target_date"),
    ("action", "due"),
    ("assumption", "validate_by"),
)


class TrustPart(NamedTuple):
    """One part of the quality of the data.

    Attributes:
        name: "complete", "fresh", "kept" or "checked".
        text: What it says, with its figures.
        share: 0 to 1; None when there is nothing to judge.
        records: Ids of the records that lower it.
    """

    name: str
    text: str
    share: Decimal | None
    records: tuple[str, ...] = ()


class Trust(NamedTuple):
    """The quality of the data behind a status.

    Attributes:
        parts: Its parts.
        score: Their mean; None when there is nothing to judge.
        floor: The smallest score at which the status counts; None when project.yaml has none.
    """

    parts: tuple[TrustPart, ...]
    score: Decimal | None
    floor: Decimal | None

    @property
    def is_low(self) -> bool:
        """Whether the score is below the floor."""
        return self.score is not None and self.floor is not None and self.score < self.floor


def assess_trust(project: Project, schedule: Schedule | None, findings: Iterable[Diagnostic]) -> Trust:
    """How far a status can be trusted.

    Args:
        project: The project.
        schedule: The schedule, or None.
        findings: What the checks found, with the severities of the project, waived ones left out.
    """
    parts = (
        _complete(project, schedule),
        _fresh(project, schedule),
        _kept(project),
        _checked(project, findings),
    )
    known = [part.share for part in parts if part.share is not None]
    score = sum(known, Decimal(0)) / len(known) if known else None
    return Trust(parts, score, project.settings.section("status").percentage("data_quality_floor"))


def cadence_days(project: Project) -> int:
    """Calendar days between two statuses; those of a month when project.yaml does not say."""
    today = project.settings.status_date
    rhythm = rhythm_of(project.settings.section("status").text("cadence")) or rhythm_of(USUAL_CADENCE)
    return 31 if rhythm is None else (rhythm.after(today) - today).days


def stale_tasks(project: Project, schedule: Schedule | None) -> tuple[tuple[Record, date], ...]:
    """Running tasks whose progress is older than the cadence of the status, and of which day it is."""
    limit = project.settings.status_date - timedelta(days=cadence_days(project))
    return tuple((task, day) for task, day in _running(project, schedule) if day < limit)


def _running(project: Project, schedule: Schedule | None) -> list[tuple[Record, date]]:
    """Tasks that have begun and are not done, and the day of their last report, else their start."""
    found = []
    for task in project.all("task") if schedule is not None else ():
        planned = None if schedule is None else schedule.tasks.get(task.id)
        if planned is None or planned.type != "task" or planned.done or planned.actual_start is None:
            continue
        progress = task.part("progress")
        said = None if progress is None else progress.date("as_of")
        found.append((task, said or date_of(day_of(planned.actual_start))))
    return found


def _complete(project: Project, schedule: Schedule | None) -> TrustPart:
    """Plan completeness: how many entries the tasks have of owner, estimate, logic and deliverable."""
    asked = have = 0
    lacking: list[str] = []
    linked = _linked(project)
    for task in project.all("task"):
        planned = None if schedule is None else schedule.tasks.get(task.id)
        if planned is None or planned.type != "task":
            continue
        missing = 4 - sum(
            (
                _inherited(task, "owner") or task.has("assignments"),
                task.has("duration") or task.has("effort") or task.has("estimate"),
                task.has("predecessors") or task.id in linked,
                _inherited(task, "deliverable"),
            )
        )
        asked, have = asked + 4, have + 4 - missing
        if missing:
            lacking.append(task.id)
    if not asked:
        return TrustPart("complete", "There are no tasks to judge.", None)
    text = f"{have} of {asked} entries of tasks are there: owner, estimate, logic and deliverable."
    return TrustPart("complete", text, Decimal(have) / asked, tuple(lacking))


def _linked(project: Project) -> frozenset[str]:
    """Tasks that another one waits for."""
    found: set[str] = set()
    for task in project.all("task"):
        written = task.raw("predecessors")
        for item in written if isinstance(written, Seq) else ():
            found.add(item.partition(" ")[0] if isinstance(item, str) else "")
        found.update(one.text("task") for one in task.parts("predecessors"))
    return frozenset(found)


def _inherited(task: Record, key: str) -> bool:
    above: Record | None = task
    while above is not None:
        if above.has(key):
            return True
        above = above.parent
    return False


def _fresh(project: Project, schedule: Schedule | None) -> TrustPart:
    """The share of running tasks reported on within the cadence."""
    running = _running(project, schedule)
    if not running:
        return TrustPart("fresh", "No task is running.", None)
    stale = stale_tasks(project, schedule)
    days = cadence_days(project)
    good, count = len(running) - len(stale), len(running)
    text = f"{good} of {count} running tasks were reported on in the last {days} days."
    share = Decimal(good) / count
    return TrustPart("fresh", text, share, tuple(task.id for task, _ in stale))


def _kept(project: Project) -> TrustPart:
    """The share of open risks, issues, actions and assumptions whose day has not passed."""
    today = project.settings.status_date
    open_ = [(one, one.date(key)) for kind, key in _REVIEWED for one in project.all(kind) if is_open(one)]
    if not open_:
        return TrustPart("kept", "No risk, issue, action or assumption is open.", None)
    late = tuple(one.id for one, day in open_ if day is not None and day < today)
    good, count = len(open_) - len(late), len(open_)
    text = f"{good} of {count} open risks, issues, actions and assumptions are not overdue."
    return TrustPart("kept", text, Decimal(good) / count, late)


def _checked(project: Project, findings: Iterable[Diagnostic]) -> TrustPart:
    """The share of records that the checks find nothing about; none while there are errors."""
    counted = [one for one in findings if one.severity is not Severity.INFO]
    errors = sum(one.severity is Severity.ERROR for one in counted)
    found = tuple(dict.fromkeys(one.record for one in counted if one.record and one.record in project.by_id))
    if errors:
        text = f"The checks find {errors} error{'' if errors == 1 else 's'}: what is computed may be wrong."
        return TrustPart("checked", text, Decimal(0), found)
    total = len(project.by_id)
    text = f"The checks find nothing about {total - len(found)} of {total} records."
    return TrustPart("checked", text, Decimal(total - len(found)) / total if total else None, found)
