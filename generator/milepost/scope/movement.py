"""How the scope moved: from baseline to baseline, by which change, and how much of it is done."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import pairwise

from milepost.frozen import frozen
from milepost.project import Project, Record
from milepost.scope.frozen import (
    KEYS,
    approvals,
    current_ids,
    fingerprints,
    frozen_ids,
    frozen_words,
)
from milepost.states import status

_Ids = Mapping[str, tuple[str, ...]]
_Stage = tuple[str, date | None, _Ids, Mapping[str, str]]
"""A baseline, or now: its name, its day, the ids in scope by kind, and their fingerprints."""


@frozen
class Movement:
    """An entry of the scope that came, went or was reworded.

    Attributes:
        id: Its id.
        kind: deliverable, requirement or scope_item.
        what: added, removed or reworded.
        changes: Ids of the approved changes that say so; empty when none does.
    """

    id: str
    kind: str
    what: str
    changes: tuple[str, ...]


@frozen
class Period:
    """What happened to the scope between two baselines, or from the last one until now.

    Attributes:
        before: Id of the baseline at its beginning.
        after: Id of the baseline at its end; empty for now.
        start: The day of the first.
        end: The day of the second, or the status date.
        entries: Number of entries in scope at its beginning.
        movements: What came, went or was reworded.
    """

    before: str
    after: str
    start: date | None
    end: date | None
    entries: int
    movements: tuple[Movement, ...]

    @property
    def volatility(self) -> float | None:
        """Movements as percent of the entries at its beginning; None when there were none."""
        return 100 * len(self.movements) / self.entries if self.entries else None


@frozen
class BurnUpPoint:
    """Deliverables at the end of a day.

    Attributes:
        day: The day.
        scope: How many belong to the scope; None after the status date.
        due: How many were to be accepted by then.
        accepted: How many were; None after the status date.
    """

    day: date
    scope: int | None
    due: int
    accepted: int | None


@frozen
class ScopeMovement:
    """The scope over time.

    Attributes:
        baseline: Id of the baseline in force, or empty.
        periods: From baseline to baseline and until now, the earliest first; empty without a baseline.
        burn_up: Deliverables over time; empty without deliverables.
    """

    baseline: str
    periods: tuple[Period, ...]
    burn_up: tuple[BurnUpPoint, ...]

    @property
    def movements(self) -> tuple[Movement, ...]:
        """All of them, the earliest period first."""
        return tuple(one for period in self.periods for one in period.movements)

    @property
    def volatility(self) -> float | None:
        """All movements as percent of what the first baseline froze; None without one."""
        first = self.periods[0].entries if self.periods else 0
        return 100 * len(self.movements) / first if first else None

    @property
    def approved_percent(self) -> float | None:
        """Percent of the movements that an approved change covers; None when nothing moved."""
        moved = self.movements
        return 100 * sum(bool(one.changes) for one in moved) / len(moved) if moved else None

    @property
    def unapproved(self) -> tuple[Movement, ...]:
        """Those that no approved change covers."""
        return tuple(one for one in self.movements if not one.changes)


def scope_movement(project: Project) -> ScopeMovement:
    """Follow the scope of a project from its first baseline to the status date."""
    baselines = _in_order(project)
    approved = approvals(project)
    stages: list[_Stage] = [
        (one.id, one.date("created"), frozen_ids(one), frozen_words(one)) for one in baselines
    ]
    if stages:
        current = current_ids(project, stages[-1][2])
        stages.append(("", project.settings.status_date, current, fingerprints(project)))
    periods = tuple(
        Period(
            before=before[0],
            after=after[0],
            start=before[1],
            end=after[1],
            entries=sum(len(ids) for ids in before[2].values()),
            movements=tuple(_movements(before[2], after[2], before[3], after[3], approved)),
        )
        for before, after in pairwise(stages)
    )
    return ScopeMovement(
        baseline=baselines[-1].id if baselines else "",
        periods=periods,
        burn_up=tuple(_burn_up(project, [(stage[1], stage[2]) for stage in stages[:-1]])),
    )


def _in_order(project: Project) -> list[Record]:
    """The baselines that say what was in scope, up to the one in force, the earliest first."""
    chain: list[Record] = []
    name = project.settings.section("baseline").text("name")
    while name:
        record = project.get(name, "baseline")
        if record is None or record in chain:
            break
        chain.append(record)
        name = record.text("supersedes")
    return [one for one in reversed(chain) if frozen_ids(one)]


def _movements(
    before: _Ids,
    after: _Ids,
    old: Mapping[str, str],
    new: Mapping[str, str],
    approved: dict[str, list[Record]],
) -> Iterator[Movement]:
    for kind in KEYS:
        if kind not in before or kind not in after:
            continue
        known, present = set(before[kind]), set(after[kind])
        moved = [(id_, "added") for id_ in after[kind] if id_ not in known]
        moved += [(id_, "removed") for id_ in before[kind] if id_ not in present]
        both = [id_ for id_ in after[kind] if id_ in known and id_ in old and id_ in new]
        moved += [(id_, "reworded") for id_ in both if old[id_] != new[id_]]
        for id_, what in moved:
            yield Movement(id_, kind, what, tuple(one.id for one in approved.get(id_, ())))


def _burn_up(project: Project, frozen: list[tuple[date | None, _Ids]]) -> Iterator[BurnUpPoint]:
    """A point at each day on which something changes, and at the status date."""
    deliverables = [one for one in project.all("deliverable") if status(one) != "cancelled"]
    if not deliverables:
        return
    today = project.settings.status_date
    sizes = [
        (day, len(ids["deliverable"])) for day, ids in frozen if day is not None and "deliverable" in ids
    ]
    begin = project.settings.date("start") or min((day for day, _ in sizes), default=today)
    accepted = sorted(day for one in deliverables if (day := one.date("accepted")) is not None)
    due = sorted(day for one in deliverables if (day := one.date("due")) is not None)
    days = {begin, today, *accepted, *due, *(day for day, _ in sizes), *_month_ends(begin, today)}
    for day in sorted(days):
        if day < begin:
            continue
        past = day <= today
        size = next((count for at, count in reversed(sizes) if at <= day), sizes[0][1] if sizes else 0)
        yield BurnUpPoint(
            day=day,
            scope=(len(deliverables) if day == today or not sizes else size) if past else None,
            due=bisect_right(due, day),
            accepted=bisect_right(accepted, day) if past else None,
        )


def _month_ends(start: date, end: date) -> Iterator[date]:
    day = start.replace(day=28)
    while day < end:
        last = (day + timedelta(days=4)).replace(day=1) - timedelta(days=1)
        if start < last < end:
            yield last
        day = (last + timedelta(days=1)).replace(day=28)
