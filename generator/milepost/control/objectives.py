"""How far the objectives are: by their key results, and by the milestones that they hang on."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from milepost.frozen import frozen
from milepost.project import Project, Record
from milepost.schedule.instants import date_of, day_of
from milepost.schedule.model import Schedule
from milepost.source.fields import Fields
from milepost.states import is_open, status


@frozen
class KeyResult:
    """A figure that an objective is measured by.

    Attributes:
        metric: What is measured.
        unit: Its unit, or empty.
        baseline: Where it began; 0 when nothing is written.
        target: Where it should come to, or None.
        current: What was measured last, or None.
        progress: Share of the way that is done; below 0 when it went the wrong way, above 1 beyond the
            target; None before the first measurement and without a target.
        measured: When it was measured, or None.
        date: Until when the target should be reached, or None.
    """

    metric: str
    unit: str
    baseline: Decimal
    target: Decimal | None
    current: Decimal | None
    progress: Decimal | None
    measured: date | None
    date: date | None


@frozen
class Objective:
    """An objective as things stand.

    Attributes:
        record: Where it is written.
        depth: Number of objectives above it.
        key_results: Its key results.
        progress: Mean of the progress of the measured key results, each counted from 0 to 1; None when
            none is measured.
        milestones: Ids of its milestones.
        reached: How many of these are reached.
        forecast: When the last of them, and of those of the objectives that serve it, is expected or was
            reached; None without any.
        state: "achieved", "missed", "withdrawn" and "proposed" as the register says; of the others "late"
            when the last milestone is expected after the objective's date, or the date has passed, else "on
            course"; "unknown" when there is nothing to tell by.
    """

    record: Record
    depth: int
    key_results: tuple[KeyResult, ...]
    progress: Decimal | None
    milestones: tuple[str, ...]
    reached: int
    forecast: date | None
    state: str


def objectives(project: Project, schedule: Schedule | None) -> tuple[Objective, ...]:
    """Every objective, each below the one it serves; else in the order of the file."""
    tree = tuple(_tree(project))
    forecasts: dict[str, date] = {}
    for record, _ in reversed(tree):  # what serves an objective comes before it
        own = _last_milestone(record, schedule)
        last = max((day for day in (own, forecasts.get(record.id)) if day is not None), default=None)
        above = record.text("parent")
        if last is not None:
            forecasts[record.id] = last
            if above and is_open(record):
                forecasts[above] = max(last, forecasts.get(above, last))
    return tuple(
        _objective(record, depth, project, schedule, forecasts.get(record.id)) for record, depth in tree
    )


def _last_milestone(record: Record, schedule: Schedule | None) -> date | None:
    """When the last milestone of an objective is expected, or was reached."""
    ids = () if schedule is None else record.texts("milestones")
    planned = [task for id_ in ids if schedule is not None and (task := schedule.tasks.get(id_)) is not None]
    return max((date_of(day_of(task.finish - 1)) for task in planned), default=None)


def _tree(project: Project) -> Iterator[tuple[Record, int]]:
    children: dict[str, list[Record]] = {}
    for record in project.all("objective"):
        above = project.get(record.text("parent"), "objective")
        children.setdefault("" if above is None else above.id, []).append(record)
    stack = [(record, 0) for record in reversed(children.pop("", []))]
    while stack:
        record, depth = stack.pop()
        yield record, depth
        stack.extend((child, depth + 1) for child in reversed(children.pop(record.id, [])))
    for circle in children.values():  # they have a finding
        yield from ((record, 0) for record in circle)


def _objective(
    record: Record, depth: int, project: Project, schedule: Schedule | None, forecast: date | None
) -> Objective:
    results = tuple(key_result(one) for one in record.parts("key_results"))
    shares = [min(max(one.progress, Decimal(0)), Decimal(1)) for one in results if one.progress is not None]
    ids = record.texts("milestones")
    planned = [] if schedule is None else [schedule.tasks[id_] for id_ in ids if id_ in schedule.tasks]
    return Objective(
        record=record,
        depth=depth,
        key_results=results,
        progress=sum(shares, Decimal(0)) / len(shares) if shares else None,
        milestones=ids,
        reached=sum(task.done for task in planned),
        forecast=forecast,
        state=_state(record, forecast, project.settings.status_date),
    )


def key_result(written: Fields) -> KeyResult:
    """A key result with its progress."""
    baseline = written.decimal("baseline") or Decimal(0)
    target, current = written.decimal("target"), written.decimal("current")
    progress = None
    if target is not None and current is not None:
        if target != baseline:
            progress = (current - baseline) / (target - baseline)
        else:  # to be held: everything or nothing
            progress = Decimal(current == target)
    return KeyResult(
        metric=written.text("metric"),
        unit=written.text("unit"),
        baseline=baseline,
        target=target,
        current=current,
        progress=progress,
        measured=written.date("measured"),
        date=written.date("date"),
    )


def _state(record: Record, forecast: date | None, today: date) -> str:
    if not is_open(record) or status(record) == "proposed":
        return status(record)
    due = record.date("date")
    if due is not None and (due < today or (forecast is not None and forecast > due)):
        return "late"
    return "unknown" if due is None or forecast is None else "on course"
