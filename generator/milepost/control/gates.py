"""Gates: which criteria hold as things stand, how ready each gate is, and how old its conditions are.

A criterion is judged by what can be looked up: the findings of a rule, the state of a record, the dates of a
task. What somebody says with `met` counts where nothing can be looked up, and `met: false` always.
"""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from milepost.frozen import frozen
from milepost.project import Project, Record
from milepost.schedule.instants import date_of, day_of
from milepost.schedule.model import Schedule
from milepost.source.fields import Fields
from milepost.states import FINAL, status

PASSED = frozenset({"go", "conditional"})
_MISSED = frozenset({"rejected", "missed", "cancelled", "withdrawn", "disproved", "removed", "retired"})
_GOOD = {"criterion": frozenset({"met", "waived"}), "waiver": frozenset({""}), "baseline": frozenset({""})}


@frozen
class Criterion:
    """A criterion of a gate as things stand.

    Attributes:
        text: What has to hold.
        mandatory: Whether the gate cannot be passed without it.
        met: Whether it holds.
        basis: How that is known, in words.
        record: Id of the record that it is judged by, or empty.
        who: Id of whoever sees to it, or empty.
    """

    text: str
    mandatory: bool
    met: bool
    basis: str
    record: str
    who: str


@frozen
class Condition:
    """A condition on which a gate was passed.

    Attributes:
        text: What has to be done.
        who: Id of whoever does it, or empty.
        due: Until when, or None.
        done: When it was done, or None.
        age_days: Calendar days since the gate was passed, until it was done or until the status date; None
            without the day of the decision.
        days_late: Calendar days after its due day; 0 when in time or without one.
    """

    text: str
    who: str
    due: dt.date | None
    done: dt.date | None
    age_days: int | None
    days_late: int


@frozen
class Gate:
    """A gate as things stand.

    Attributes:
        record: Where it is written.
        date: The day planned for it, or None.
        forecast: The day on which its task is expected, or None.
        criteria: Its criteria.
        conditions: Its conditions.
    """

    record: Record
    date: dt.date | None
    forecast: dt.date | None
    criteria: tuple[Criterion, ...]
    conditions: tuple[Condition, ...]

    @property
    def decision(self) -> str:
        """go, conditional, hold or stop; empty while nothing is decided."""
        return self.record.text("decision")

    @property
    def open(self) -> tuple[Criterion, ...]:
        """The mandatory criteria that do not hold."""
        return tuple(one for one in self.criteria if one.mandatory and not one.met)

    @property
    def readiness(self) -> Decimal | None:
        """Share of the mandatory criteria that hold; None without any."""
        mandatory = sum(one.mandatory for one in self.criteria)
        return None if not mandatory else Decimal(mandatory - len(self.open)) / mandatory


def assess_gates(project: Project, schedule: Schedule | None, failing: Mapping[str, int]) -> tuple[Gate, ...]:
    """Every gate as things stand, in the order of the file.

    Args:
        project: The project.
        schedule: The schedule, or None.
        failing: Rule to the number of its findings.
    """
    found = []
    for record in project.all("gate"):
        task = None if schedule is None else schedule.tasks.get(record.text("task"))
        criteria = tuple(_criterion(one, project, schedule, failing) for one in record.parts("criteria"))
        found.append(
            Gate(
                record=record,
                date=record.date("date"),
                forecast=None if task is None else date_of(day_of(task.finish)),
                criteria=criteria,
                conditions=tuple(_condition(one, record, project) for one in record.parts("conditions")),
            )
        )
    return tuple(found)


def _criterion(
    written: Fields, project: Project, schedule: Schedule | None, failing: Mapping[str, int]
) -> Criterion:
    said, named = written.flag("met"), written.text("record")
    verdicts: list[tuple[bool, str]] = []
    rule = written.text("check")
    if rule:
        count = failing.get(rule, 0)
        times = f"{count} finding{'' if count == 1 else 's'} of" if count else "no finding of"
        verdicts.append((not count, f"{times} {rule}"))
    record = project.by_id.get(named)
    if record is not None:
        judged = _record_holds(record, schedule)
        if judged is not None:
            verdicts.append(judged)
    if said is not None and (not said or not verdicts):
        verdicts.append((said, "met, says the register" if said else "not met, says the register"))
    if not verdicts:
        verdicts.append((False, "nothing says that it is met"))
    unmet = [basis for holds, basis in verdicts if not holds]
    return Criterion(
        text=written.text("text"),
        mandatory=written.flag("mandatory") is not False,
        met=not unmet,
        basis="; ".join(unmet or [basis for _, basis in verdicts]),
        record=named,
        who=written.text("owner"),
    )


def _record_holds(record: Record, schedule: Schedule | None) -> tuple[bool, str] | None:
    """Whether a record is in the state that a criterion wants of it; None when its kind has no such state."""
    if record.kind in ("task", "phase", "gate"):
        return _step_holds(record, schedule)
    good = _GOOD.get(record.kind, FINAL.get(record.kind, frozenset()) - _MISSED)
    state = status(record)
    if not good or not state:
        return (True, f"{record.id} is there") if state in good else None
    if record.kind == "review" and state == "done":
        result = record.text("result") or "without a result"
        return result in {"pass", "conditional"}, f"{record.id} is done: {result}"
    return state in good, f"{record.id} is {state.replace('-', ' ')}"


def _step_holds(record: Record, schedule: Schedule | None) -> tuple[bool, str] | None:
    """Whether a task or phase is done, or a gate passed."""
    if record.kind == "task":
        task = None if schedule is None else schedule.tasks.get(record.id)
        if task is None:
            return None
        return (
            task.done,
            f"{record.id} is {'done' if task.done else f'{task.percent_complete:.0f}% complete'}",
        )
    key, word = ("actual_finish", "finished") if record.kind == "phase" else ("decision", "passed")
    holds = record.has(key) if record.kind == "phase" else record.text(key) in PASSED
    return holds, f"{record.id} is {'' if holds else 'not '}{word}"


def _condition(written: Fields, gate: Record, project: Project) -> Condition:
    today = project.settings.status_date
    due, done, decided = written.date("due"), written.date("done"), gate.date("decided")
    end = done or today
    return Condition(
        text=written.text("what"),
        who=written.text("owner"),
        due=due,
        done=done,
        age_days=None if decided is None else max((end - decided).days, 0),
        days_late=0 if due is None else max((end - due).days, 0),
    )
