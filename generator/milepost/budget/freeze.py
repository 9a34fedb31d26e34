"""Writing a baseline: the plan of the day as a file that is frozen, sealed and approved by review."""

import json
import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from milepost.budget.accounts import UNASSIGNED, UNDISTRIBUTED, read_accounts
from milepost.budget.baseline import Baseline, content_hash, read_baseline
from milepost.budget.currency import read_rates
from milepost.budget.labour import read_rate_cards
from milepost.budget.phasing import Phased
from milepost.budget.plan_costs import CostItem, PlanCosts, end_of_month
from milepost.budget.reserves import read_reserves
from milepost.frozen import frozen
from milepost.project import Project, Record
from milepost.schedule.instants import MINUTES_PER_DAY, date_of, day_number, day_of, instant_text
from milepost.schedule.model import Schedule, ScheduledTask
from milepost.scope.frozen import KEYS, fingerprints
from milepost.scope.links import in_scope
from milepost.source.data import Document, Map, Seq, Value

ZERO = Decimal(0)
_PLAIN = re.compile(
    r"(?:[A-Za-z][A-Za-z0-9._-]*"  # an id
    r"|[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9]{2}:[0-9]{2})?"  # a date or an instant
    r"|-?[0-9]+\.[0-9]{2} [A-Z]{3}"  # an amount
    r"|[0-9]+(?:\.[0-9]+)?e?(?:min|h|d|w))\Z"  # a duration
)
_WORDS = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})
Entries: TypeAlias = Mapping[str, Value]


@frozen
class Approval:
    """Why a baseline may be taken.

    Attributes:
        id: Name of the new baseline, and of its file.
        title: What it stands for.
        created: The day on which it is taken.
        change: Id of the change request that allows it; empty for the first one.
        approved_by: Who approved it; empty when that is still to be written in.
        supersedes: Id of the baseline that was in force before; empty for the first one.
    """

    id: str
    title: str
    created: date
    change: str = ""
    approved_by: str = ""
    supersedes: str = ""


def freeze(project: Project, schedule: Schedule, approval: Approval) -> str:
    """The text of a baseline file: dates, budgets and scope as they are now, and their seal.

    Args:
        project: The project.
        schedule: Its current schedule.
        approval: Name and approval of the baseline.

    Returns:
        YAML for `baselines/<id>.yaml`. Amounts are in the project's currency, in cents; budgets are a task's
        or an account's own, without those below it.
    """
    content = _content(project, schedule, approval)
    content["hash"] = content_hash(content)
    return "".join(f"{line}\n" for key, value in content.items() for line in _lines(key, value))


def plan_of_today(project: Project, schedule: Schedule) -> Baseline | None:
    """The plan as it is now in the form of a baseline, to compare one with; None when no task has dates."""
    approval = Approval("now", "the plan as it is now", project.settings.status_date)
    content = _content(project, schedule, approval)
    record = Record(content, Document("", "", "", content), "now", project.schemas.kinds["baseline"], None)
    return read_baseline(record, project.settings.currency)


def _content(project: Project, schedule: Schedule, approval: Approval) -> Map:
    day = day_number(project.settings.status_date)
    tree, rates = read_accounts(project), read_rates(project, day)
    items = PlanCosts(project, schedule, tree, rates, read_rate_cards(project, schedule), [], []).items()
    reserves = read_reserves(project, rates, day, [])
    currency = rates.currency
    tasks, on_tasks = _tasks(project, schedule, items, currency)
    accounts: dict[str, Decimal] = dict(on_tasks)
    for item in items:
        if item.task is None:
            accounts[item.account] = accounts.get(item.account, ZERO) + _cents(item.amount)
    left = {one.id: _cents(one.left) for one in reserves.values()}
    spare = sum((left[one.id] for one in reserves.values() if one.type == "undistributed"), ZERO)
    written: dict[str, Value] = {
        "id": approval.id,
        "name": approval.title,
        "created": approval.created.isoformat(),
        "status_date": project.settings.status_date.isoformat(),
        "change": approval.change,
        "approved_by": approval.approved_by,
        "supersedes": approval.supersedes,
        "currency": currency,
        "start": instant_text(schedule.start),
        "finish": instant_text(schedule.finish),
        "bac": _money(sum(accounts.values(), spare), currency),
        "tasks": tasks,
        "accounts": _map(
            {id_: _money(accounts[id_], currency) for id_ in tree.accounts if _real(id_, accounts)}
        ),
        "reserves": _map({id_: _money(amount, currency) for id_, amount in left.items()}),
        "scope": _scope(project),
    }
    return _map({key: value for key, value in written.items() if value})


def _tasks(
    project: Project, schedule: Schedule, items: tuple[CostItem, ...], currency: str
) -> tuple[Map, dict[str, Decimal]]:
    """The frozen tasks, and by account what is frozen on them."""
    by_task: dict[str, list[CostItem]] = {}
    for item in items:
        if item.task is not None:
            by_task.setdefault(item.task, []).append(item)
    on_tasks: dict[str, Decimal] = {}
    tasks = Map()
    for id_, scheduled in schedule.tasks.items():
        record = project.get(id_, "task")
        planned = by_task.get(id_, [])
        budget = ZERO
        for item in planned:
            amount = _cents(item.amount)
            budget += amount
            on_tasks[item.account] = on_tasks.get(item.account, ZERO) + amount
        accounts = tuple(dict.fromkeys(item.account for item in planned if item.account != UNASSIGNED))
        written: dict[str, Value] = {
            "name": scheduled.name,
            "parent": scheduled.parent or "",
            "start": instant_text(scheduled.start),
            "finish": instant_text(scheduled.finish),
            "duration": "" if record is None else record.text("duration"),
            "effort": "" if record is None else record.text("effort"),
            "milestone": scheduled.type == "milestone",
            "account": accounts[0] if accounts else "",
            "budget": _money(budget, currency) if budget else "",
            "percent": round(scheduled.percent_complete, 2),
            "planned_value": _points(planned, scheduled, budget, currency),
        }
        tasks[id_] = _map({key: value for key, value in written.items() if value})
    return tasks, on_tasks


def _points(planned: list[CostItem], scheduled: ScheduledTask, budget: Decimal, currency: str) -> Seq:
    """Cumulative planned value by month; empty when it is even from the task's start to its finish."""
    points = Seq()
    if not budget or all(_even(item.phased, scheduled) for item in planned):
        return points
    first = min(item.phased.start for item in planned)
    last = max(item.phased.finish for item in planned)
    day, end, before = day_of(first), day_of(last - 1), ZERO
    while day <= end:
        day = min(end_of_month(day), end)
        instant = (day + 1) * MINUTES_PER_DAY
        value = (
            budget if day == end else _cents(sum((item.phased.value_at(instant) for item in planned), ZERO))
        )
        if value != before:
            points.append(_map({"date": date_of(day).isoformat(), "amount": _money(value, currency)}))
        before, day = value, day + 1
    return points


def _even(phased: Phased, scheduled: ScheduledTask) -> bool:
    segments = phased.segments
    return len(segments) == 1 and (segments[0].start, segments[0].finish, segments[0].curve) == (
        scheduled.start,
        scheduled.finish,
        "linear",
    )


def _scope(project: Project) -> Map:
    """Ids of what is in scope now, of the registers that the project keeps, and their fingerprints."""
    written: dict[str, Value] = {
        key: _ids(in_scope(project, kind)) for kind, key in KEYS.items() if project.all(kind)
    }
    written["out_of_scope"] = _ids(project.all("exclusion"))
    written["fingerprints"] = _map(fingerprints(project))
    return _map({key: value for key, value in written.items() if value or key in KEYS.values()})


def _ids(records: Iterable[Record]) -> Seq:
    ids = Seq()
    ids.extend(record.id for record in records)
    return ids


def _real(account: str, amounts: Mapping[str, Decimal]) -> bool:
    return account not in {UNASSIGNED, UNDISTRIBUTED} and bool(amounts.get(account))


def _cents(amount: Decimal) -> Decimal:
    return Decimal(f"{amount:.2f}")


def _money(amount: Decimal, currency: str) -> str:
    return f"{amount:.2f} {currency}"


def _map(entries: Entries) -> Map:
    found = Map()
    found.update(entries)
    return found


def _lines(key: str, value: Value) -> list[str]:
    """A field in YAML: mappings of records one per line, everything below in flow style."""
    if isinstance(value, Map) and value:
        return [f"{_text(key)}:", *(f"  {_text(name)}: {_flow(inner)}" for name, inner in value.items())]
    return [f"{_text(key)}: {_flow(value)}"]


def _flow(value: Value) -> str:
    if isinstance(value, Map):
        return "{" + ", ".join(f"{_text(key)}: {_flow(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, Seq):
        return "[" + ", ".join(_flow(inner) for inner in value) + "]"
    return _text(value) if isinstance(value, str) else json.dumps(value)


def _text(text: str) -> str:
    """A text as it stands where that is safe, else in quotes."""
    return text if _PLAIN.match(text) and text.lower() not in _WORDS else json.dumps(text, ensure_ascii=False)
