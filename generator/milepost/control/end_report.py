"""The draft of the project-end report: promised against actual in time, money and scope, and what it took.

While the project runs, "actual" is the forecast; what is counted is counted up to the status date.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from milepost.budget.baseline import Baseline, original_baseline
from milepost.budget.model import Budget
from milepost.project import Project, Record
from milepost.schedule.instants import date_of, day_of
from milepost.schedule.model import Schedule
from milepost.states import is_open, status


class Compared(NamedTuple):
    """A figure as promised and as it came.

    Attributes:
        what: The figure.
        original: In the first baseline, or as promised; empty when not known.
        baseline: In the baseline in force; empty when not known.
        actual: As it is, or is forecast.
        difference: Against the baseline in force, in words.
    """

    what: str
    original: str
    baseline: str
    actual: str
    difference: str


class Counted(NamedTuple):
    """How many records of a kind there were, and what became of them."""

    what: str
    total: int
    open: int
    detail: str


def compared(
    project: Project, schedule: Schedule | None, baseline: Baseline | None, budget: Budget | None
) -> Iterator[Compared]:
    """Promised against actual, in the order in which it is read."""
    original = original_baseline(project)
    if schedule is not None:
        yield from _time(project, schedule, baseline, original)
    if budget is not None and budget.performance.bac:
        bac, eac, currency = budget.performance.bac, budget.forecast.selected, budget.currency
        first = "" if original is None or original.bac is None else _amount(original.bac.amount, currency)
        share = 100 * (eac - bac) / bac
        words = f"{_amount(abs(eac - bac), currency)} {'more' if eac > bac else 'less'} ({share:+.1f}%)"
        yield Compared("Cost at completion", first, _amount(bac, currency), _amount(eac, currency), words)
        yield Compared("Spent so far", "", "", _amount(budget.performance.ac, currency), "")
    yield from _scope(project, baseline)


def _amount(amount: Decimal, currency: str) -> str:
    return f"{amount:,.0f} {currency}" if amount else ""


def _time(
    project: Project, schedule: Schedule, baseline: Baseline | None, original: Baseline | None
) -> Iterator[Compared]:
    now = date_of(day_of(schedule.finish - 1))
    first = "" if original is None else date_of(day_of(original.finish - 1)).isoformat()
    if baseline is not None:
        then = date_of(day_of(baseline.finish - 1))
        days = Decimal(schedule.calendar.between(baseline.finish, schedule.finish))
        days /= schedule.calendar.minutes_per_day
        words = f"{abs(days):.0f} working days {'later' if days > 0 else 'earlier'}" if days else "as planned"
        yield Compared("Finish", first, then.isoformat(), now.isoformat(), words)
        accuracy = _accuracy(schedule, baseline)
        if accuracy:
            yield accuracy
    else:
        yield Compared("Finish", project.settings.text("target_finish"), "", now.isoformat(), "")


def _accuracy(schedule: Schedule, baseline: Baseline) -> Compared | None:
    """How well durations were foreseen: the mean of actual over planned working time of finished tasks."""
    ratios = []
    for id_, frozen in baseline.tasks.items():
        task = schedule.tasks.get(id_)
        if task is None or task.type != "task" or task.actual_finish is None or task.actual_start is None:
            continue
        planned = schedule.calendar.between(frozen.start, frozen.finish)
        if planned > 0:
            actual = schedule.calendar.between(task.actual_start, task.actual_finish)
            ratios.append(Decimal(actual) / planned)
    if not ratios:
        return None
    mean = sum(ratios, Decimal(0)) / len(ratios)
    within = sum(abs(ratio - 1) <= Decimal("0.1") for ratio in ratios)
    words = f"{within} of {len(ratios)} finished tasks within a tenth of the plan"
    return Compared("Duration of a task, actual to planned", "", "1.00", f"{mean:.2f}", words)


def _scope(project: Project, baseline: Baseline | None) -> Iterator[Compared]:
    for kind, title, good in (
        ("deliverable", "Deliverables accepted", frozenset({"accepted"})),
        ("requirement", "Requirements verified", frozenset({"verified"})),
        ("criterion", "Quality criteria met", frozenset({"met", "waived"})),
        ("objective", "Objectives achieved", frozenset({"achieved"})),
        ("benefit", "Benefits realised", frozenset({"realised"})),
    ):
        records = [
            one for one in project.all(kind) if status(one) not in {"cancelled", "rejected", "withdrawn"}
        ]
        if records:
            done = sum(status(one) in good for one in records)
            frozen = () if baseline is None else _frozen(baseline, kind)
            planned = str(len(frozen)) if frozen else ""
            yield Compared(title, "", planned, f"{done} of {len(records)}", _left(len(records) - done))


def _frozen(baseline: Baseline, kind: str) -> Sequence[str]:
    found = {"deliverable": baseline.scope.deliverables, "requirement": baseline.scope.requirements}.get(kind)
    return found or ()


def _left(number: int) -> str:
    return f"{number} to go" if number else "all"


def counted(project: Project) -> tuple[Counted, ...]:
    """Risks, issues, changes and the like: how many, how many open, and how they ended."""
    kinds = (
        ("risk", "Risks"), ("issue", "Issues"), ("change", "Changes"), ("decision", "Decisions"),
        ("action", "Actions"), ("defect", "Defects"), ("nonconformity", "Nonconformities"),
        ("feedback", "Feedback"), ("lesson", "Lessons"),
    )  # fmt: skip
    return tuple(_counted(title, project.all(kind)) for kind, title in kinds if project.all(kind))


def _counted(title: str, records: Sequence[Record]) -> Counted:
    states = Counter(status(one).replace("-", " ") for one in records)
    detail = ", ".join(f"{count} {state}" for state, count in states.most_common() if state)
    return Counted(title, len(records), sum(map(is_open, records)), detail)
