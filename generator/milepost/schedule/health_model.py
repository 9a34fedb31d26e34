"""The values of the schedule assessment: a plan as it sees it, its limits, and what it finds.

DCMA-EA PAM 200.1 (October 2012), section 4.
"""

from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from enum import Enum
from functools import cached_property
from typing import NamedTuple

from milepost.frozen import field, frozen
from milepost.schedule.instants import Instant

SLIP_DAYS = 600
"""Days that the critical path test adds to a critical task."""


class Subject(NamedTuple):
    """One task as the assessment sees it.

    Attributes:
        id: Its id.
        normal: Whether it is a task: no milestone, summary or level of effort.
        start: Actual or forecast start; None where nothing is known.
        finish: Actual or forecast finish; None likewise.
        started: Whether the start is actual.
        done: Whether the finish is actual.
        days: Planned duration in working days.
        slack: Total float in working days; None when it has none.
        planned_finish: Finish in the baseline; None when it is not in it.
        planned_days: Duration in the baseline; None when it is not in it.
        detailed: Whether it is planned in detail, not a planning package of a later wave.
        hard: Whether a constraint holds it whatever the logic says: must start or finish on, no later than.
        resourced: Whether somebody is assigned to it, or it has a cost.
    """

    id: str
    normal: bool
    start: Instant | None
    finish: Instant | None
    started: bool
    done: bool
    days: float
    slack: float | None
    planned_finish: Instant | None = None
    planned_days: float | None = None
    detailed: bool = True
    hard: bool = False
    resourced: bool = True


class Tie(NamedTuple):
    """A link as written.

    Attributes:
        predecessor: Id of the task that comes first.
        successor: Id of the task that waits.
        type: "FS", "SS", "FF" or "SF".
        lag: Days, or percent of the predecessor; negative for a lead.
    """

    predecessor: str
    successor: str
    type: str = "FS"
    lag: float = 0


class CriticalPath(NamedTuple):
    """The way to the completion of the project.

    Attributes:
        length: Working days from the status date to the completion.
        slack: Working days from the expected completion to the promised one; negative when late.
    """

    length: float
    slack: float


class SlipTest(NamedTuple):
    """What became of the completion when a critical task was delayed.

    Attributes:
        delayed: Id of the task.
        completion: Id of the milestone that completes the project; None where it ends with the last task.
        slip: Working days by which the delayed task finished later.
        moved: Working days by which the completion did.
    """

    delayed: str
    completion: str | None
    slip: float
    moved: float

    @property
    def passed(self) -> bool:
        """Whether the completion followed as far as it had to."""
        return self.moved >= self.wanted

    @property
    def wanted(self) -> float:
        """Days by which the completion has to move: the delay, less a twentieth that calendars may take."""
        return 0.95 * self.slip


@frozen
class Limits:
    """The limits of the assessment; percentages of 100 and indices.

    The defaults are those of the DCMA.
    """

    logic: float = 5.0
    leads: float = 0.0
    lags: float = 5.0
    finish_to_start: float = 90.0
    hard_constraints: float = 5.0
    high_float: float = 5.0
    negative_float: float = 0.0
    high_duration: float = 5.0
    invalid_dates: float = 0.0
    missed_tasks: float = 5.0
    cpli: float = 0.95
    bei: float = 0.95
    high_float_days: float = 44.0
    long_task_days: float = 44.0


def _no_test() -> SlipTest | None:
    return None


@frozen
class Population:
    """A plan as the assessment sees it.

    Attributes:
        tasks: All tasks.
        ties: All links.
        planned_from: From when work that is not done may be planned: the status date.
        reported_to: Until when work may be reported as done, and is due: the status date, to its end.
        baselined: Whether there is a baseline.
        preceded: Ids of tasks with a predecessor through a summary above them.
        succeeded: Ids of tasks with a successor through a summary above them.
        path: The way to the completion; None without anything promised.
        completion: Id of the task or milestone that completes the project; None when all is done.
        make_test: Runs the critical path test; None when there is nothing to delay.
    """

    tasks: Sequence[Subject]
    ties: Sequence[Tie]
    planned_from: Instant
    reported_to: Instant
    baselined: bool = True
    preceded: AbstractSet[str] = frozenset()
    succeeded: AbstractSet[str] = frozenset()
    path: CriticalPath | None = None
    completion: str | None = None
    make_test: Callable[[], SlipTest | None] = _no_test


class Sense(Enum):
    """On which side of its limit a value should be."""

    AT_MOST = "at most"
    AT_LEAST = "at least"
    REPORTED = "reported"
    """There is no limit."""


@frozen
class Metric:
    """One point of the assessment.

    Attributes:
        number: 1 to 14, as in the pamphlet.
        key: Its name in reports and settings.
        value: Percent, days or an index; None where there is nothing to measure.
        unit: "%", "d" or nothing for an index.
        limit: What the value should keep to; None where there is no limit.
        sense: On which side of the limit it should be.
        passed: Whether it is; None where nothing can be said.
        count: What was counted: the offenders, the tasks done.
        of: Out of how many.
        offenders: Ids of the tasks that count against it, in the order of the files.
        links: The links that count against it, likewise.
    """

    number: int
    key: str
    value: float | None
    unit: str
    limit: float | None
    sense: Sense
    passed: bool | None
    count: int
    of: int
    offenders: tuple[str, ...] = ()
    links: tuple[Tie, ...] = ()


@frozen
class ScorePart:
    """A part of the score: how many of its points that can be judged are kept."""

    name: str
    kept: int
    judged: int


@frozen
class Health:
    """The assessment of a plan.

    Attributes:
        figures: Key to metric, for all points but the critical path test.
        tasks: Number of incomplete normal tasks.
        links: Number of links that lead to one of them.
        dangling_starts: Ids of tasks whose predecessors hold back only their finish.
        dangling_finishes: Ids of tasks whose successors wait only for their start.
        hit_percent: Share of the tasks due that finished on or before their baseline; None if none was due.
        completion: Id of what completes the project; None when all is done.
        make_test: Computes `test`.
    """

    figures: dict[str, Metric]
    tasks: int
    links: int
    dangling_starts: tuple[str, ...]
    dangling_finishes: tuple[str, ...]
    hit_percent: float | None
    completion: str | None
    make_test: Callable[[], SlipTest | None] = field(repr=False, compare=False)

    @cached_property
    def test(self) -> SlipTest | None:
        """The critical path test, which computes the schedule anew when it is first asked for."""
        return self.make_test()

    @cached_property
    def metrics(self) -> dict[str, Metric]:
        """Key to metric, all 14, in the order of the pamphlet."""
        found = (*self.figures.values(), _critical_path_test(self.test))
        return {metric.key: metric for metric in sorted(found, key=lambda metric: metric.number)}

    @property
    def parts(self) -> tuple[ScorePart, ...]:
        """The score, by what the points are about."""
        return tuple(_part(name, [self.metrics[key] for key in keys]) for name, keys in _PARTS)

    @property
    def score(self) -> float | None:
        """Percent of the points that are kept, of those that can be judged; None when none can."""
        judged = sum(part.judged for part in self.parts)
        return 100 * sum(part.kept for part in self.parts) / judged if judged else None


_PARTS = (
    ("Logic", ("logic", "leads", "lags", "relationship_types")),
    ("Float and constraints", ("hard_constraints", "high_float", "negative_float", "critical_path_test")),
    ("Realism", ("high_duration", "invalid_dates", "resources")),
    ("Keeping to the baseline", ("missed_tasks", "cpli", "bei")),
)


def _part(name: str, metrics: Iterable[Metric]) -> ScorePart:
    verdicts = [metric.passed for metric in metrics if metric.passed is not None]
    return ScorePart(name, sum(verdicts), len(verdicts))


def _critical_path_test(test: SlipTest | None) -> Metric:
    """Point 12: whether the completion moves with the critical path."""
    key, sense = "critical_path_test", Sense.AT_LEAST
    if test is None:
        return Metric(12, key, None, "d", 0.95 * SLIP_DAYS, sense, None, 0, 0)
    names = (test.delayed,) if test.completion is None else (test.delayed, test.completion)
    offenders = () if test.passed else names
    return Metric(12, key, test.moved, "d", test.wanted, sense, test.passed, int(test.passed), 1, offenders)
