"""Baselines as values: the frozen plan that planned and earned value are measured against, and its seal.

The seal is the SHA-256 of the content in canonical form, so that comments and layout may change and figures
may not. `milepost.budget.freeze` writes what is read here.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from milepost.budget import computed_rules as rules
from milepost.diagnostics import Diagnostic
from milepost.frozen import field, frozen
from milepost.project import Project, Record
from milepost.schedule.instants import MINUTES_PER_DAY, Day, Instant, day_number, day_of
from milepost.source.data import Map, Value
from milepost.source.fields import Fields
from milepost.source.units import Duration, Money

_UNSEALED = frozenset({"hash", "approved_by", "description"})


@frozen
class FrozenTask:
    """A task as it was when the baseline was taken.

    Attributes:
        id: Its id.
        name: Its name.
        parent: Id of the summary above it, or None.
        start: Planned start.
        finish: Planned finish.
        duration: Planned duration, or None.
        effort: Planned effort, or None.
        milestone: Whether it was a milestone.
        account: Account of its cost, or empty.
        budget: Its own budget, without that of tasks below it; None for none.
        percent: Percent complete at that time.
        planned_value: Cumulative planned value at the end of days; empty where it is even over the task.
    """

    id: str
    name: str
    parent: str | None
    start: Instant
    finish: Instant
    duration: Duration | None
    effort: Duration | None
    milestone: bool
    account: str
    budget: Money | None
    percent: float
    planned_value: tuple[tuple[Day, Money], ...]


@frozen
class FrozenScope:
    """Ids of what was in scope; None where the baseline does not say."""

    deliverables: tuple[str, ...] | None
    requirements: tuple[str, ...] | None
    in_scope: tuple[str, ...] | None
    out_of_scope: tuple[str, ...] | None


@frozen
class Baseline:
    """A frozen, approved copy of dates, budgets and scope.

    Attributes:
        id: Its name.
        title: What it stands for.
        created: The day it was taken.
        status_date: The status date of its figures; the day it was taken where none is written.
        change: Id of the change request that allowed it, or empty.
        approved_by: Who approved it, or empty.
        supersedes: Id of the baseline before it, or empty.
        currency: Currency of its totals.
        start: Start of the project: the earliest of its tasks where none is written.
        finish: Finish of the project: the latest of its tasks where none is written.
        bac: Budget at completion as written, or None.
        tasks: Id to task.
        accounts: Id to budget of the account, without the accounts below it.
        reserves: Id to amount of the reserve.
        scope: What was in scope.
        hash: Its seal, or empty.
        record: Where it is written.
    """

    id: str
    title: str
    created: date | None
    status_date: date | None
    change: str
    approved_by: str
    supersedes: str
    currency: str
    start: Instant
    finish: Instant
    bac: Money | None
    tasks: Mapping[str, FrozenTask]
    accounts: Mapping[str, Money]
    reserves: Mapping[str, Money]
    scope: FrozenScope
    hash: str
    record: Record = field(repr=False)

    @property
    def day(self) -> Day:
        """The day whose rates its figures have."""
        day = self.status_date or self.created
        return day_of(self.start) if day is None else day_number(day)


def baseline_in_force(project: Project) -> Baseline | None:
    """The baseline that project.yaml names under `baseline`, if there is one with tasks."""
    return named_baseline(project, project.settings.section("baseline").text("name"))


def original_baseline(project: Project) -> Baseline | None:
    """The first baseline, for comparing with the beginning, as project.yaml names it."""
    return named_baseline(project, project.settings.section("baseline").text("original"))


def named_baseline(project: Project, name: str) -> Baseline | None:
    """The baseline with an id; None when there is none, or nothing is frozen in it."""
    record = project.get(name, "baseline") if name else None
    return None if record is None else read_baseline(record, project.settings.currency)


def read_baseline(record: Record, currency: str) -> Baseline | None:
    """Read a baseline; None when no task of it has dates.

    Args:
        record: The baseline's file.
        currency: Of the project, for a baseline that names none.
    """
    tasks = {task.id: task for task in _tasks(record)}
    if not tasks:
        return None
    start, finish = record.start("start"), record.finish("finish")
    scope = record.part("scope") or Fields(Map(), record.document)
    return Baseline(
        id=record.id,
        title=record.title,
        created=record.date("created"),
        status_date=record.date("status_date") or record.date("created"),
        change=record.text("change"),
        approved_by=record.text("approved_by"),
        supersedes=record.text("supersedes"),
        currency=record.text("currency") or currency,
        start=min(task.start for task in tasks.values()) if start is None else start,
        finish=max(task.finish for task in tasks.values()) if finish is None else finish,
        bac=record.money("bac"),
        tasks=tasks,
        accounts=_amounts(record.part("accounts")),
        reserves=_amounts(record.part("reserves")),
        scope=FrozenScope(
            deliverables=_ids(scope, "deliverables"),
            requirements=_ids(scope, "requirements"),
            in_scope=_ids(scope, "in_scope"),
            out_of_scope=_ids(scope, "out_of_scope"),
        ),
        hash=record.text("hash"),
        record=record,
    )


def verify_hash(record: Record) -> bool:
    """Whether the content of a baseline still has its seal; False also when it has none."""
    return record.text("hash") == content_hash(record.data)


def content_hash(content: Mapping[str, Value]) -> str:
    """SHA-256 over everything but the seal, the approver and the description: JSON, sorted keys, UTF-8.

    Whole numbers count the same with and without a decimal point. The approver and a description may be
    written in after the freezing, in review.
    """
    import hashlib
    import json

    kept = {key: _canonical(value) for key, value in content.items() if key not in _UNSEALED}
    text = json.dumps(kept, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def check_seals(project: Project) -> Iterator[Diagnostic]:
    """A finding for each baseline whose content is not what was sealed."""
    for record in project.all("baseline"):
        if record.document.broken:
            continue
        if not record.has("hash"):
            message = f"the baseline {record.id} has no hash, so a later change of it would not be noticed"
            yield rules.BASELINE_WITHOUT_HASH.at(record.span("id"), message, record=record.id)
        elif not verify_hash(record):
            message = f"the baseline {record.id} is not what was frozen: its content does not have its hash"
            yield rules.BASELINE_CHANGED.at(record.span("hash"), message, record=record.id)


def _canonical(value: Value) -> object:
    if isinstance(value, dict):
        return {key: _canonical(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_canonical(inner) for inner in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def _tasks(record: Record) -> Iterator[FrozenTask]:
    entries = record.part("tasks")
    for id_ in entries.data if entries is not None else ():
        task = entries.part(id_) if entries is not None else None
        if task is None:
            continue
        start, finish = task.start("start"), task.finish("finish")
        if start is None or finish is None:
            continue
        yield FrozenTask(
            id=id_,
            name=task.text("name") or id_,
            parent=task.text("parent") or None,
            start=start,
            finish=max(start, finish),
            duration=task.duration("duration"),
            effort=task.duration("effort"),
            milestone=task.flag("milestone") or False,
            account=task.text("account"),
            budget=task.money("budget"),
            percent=task.number("percent") or 0.0,
            planned_value=tuple(_points(task)),
        )


def _points(task: Fields) -> Iterator[tuple[Day, Money]]:
    for point in task.parts("planned_value"):
        end, amount = point.finish("date"), point.money("amount")
        if end is not None and amount is not None:
            yield (end - MINUTES_PER_DAY) // MINUTES_PER_DAY, amount


def _amounts(entries: Fields | None) -> dict[str, Money]:
    if entries is None:
        return {}
    found = ((id_, entries.money(id_)) for id_ in entries.data)
    return {id_: amount for id_, amount in found if amount is not None}


def _ids(scope: Fields, key: str) -> tuple[str, ...] | None:
    return scope.texts(key) if scope.has(key) else None
