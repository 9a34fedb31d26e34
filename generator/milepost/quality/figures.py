"""The figures of quality: criteria met, reviews passed, acceptance at once, defects, metrics and cost."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from milepost.budget.currency import Rates, read_rates
from milepost.frozen import frozen
from milepost.project import Project, Record
from milepost.quality.metrics import Measured, measured, off_target, tolerance
from milepost.schedule.instants import day_number
from milepost.states import is_open, status

ZERO = Decimal(0)
SEVERITIES = ("critical", "high", "medium", "low")
SEVERE = frozenset({"critical", "high"})
_ANSWERS = frozenset({"accepted", "conditional", "rejected"})


@frozen
class Part:
    """A number out of a whole."""

    count: int
    of: int

    @property
    def percent(self) -> float | None:
        """The share as percent; None when there is nothing to count."""
        return 100 * self.count / self.of if self.of else None


@frozen
class MetricState:
    """A metric with its values up to the status date.

    Attributes:
        id: Its id.
        title: What is measured.
        unit: Unit of its values, or empty.
        target: The value aimed at.
        tolerance: How far off is still accepted.
        values: Day and value, the earliest first.
        state: on target, within tolerance, off target, or not measured.
        off: How far the last value is off the target; None when nothing was measured.
        from_file: Whether the last value comes from a result file.
    """

    id: str
    title: str
    unit: str
    target: Decimal | None
    tolerance: Decimal
    values: tuple[tuple[date, Decimal], ...]
    state: str
    off: Decimal | None
    from_file: bool


@frozen
class DefectCount:
    """Defects of a severity: how many there are and how many are open."""

    severity: str
    found: int
    open: int


@frozen
class DefectPoint:
    """Defects at the end of a day: found and corrected up to then."""

    day: date
    found: int
    corrected: int


@frozen
class Quality:
    """What is known about the quality of a project.

    Attributes:
        criteria: Criteria met or waived, of those checked.
        due: Criteria met or waived, of those checked or due because their deliverable is.
        reviews: Reviews passed, of those done; one passed on conditions does not count.
        first_time: Deliverables accepted at the first submission without conditions, of those answered.
        metrics: Every metric, in the order of the file.
        defects: By severity, the worst first; only those that occur.
        severe_open: Ids of open defects of severity critical or high.
        defect_flow: Defects over time; empty when none says when it was found.
        days_to_fix: Mean days from found to fixed; None before the first.
        escaped: Defects found after release, of all.
        density: By deliverable the number of its defects, the most first.
        currency: Currency of the cost.
        cost: Cost of quality: prevention, appraisal, failure before and after release.
        unpriced: Ids of records whose cost is in a currency without a rate; they are in no sum.
    """

    criteria: Part
    due: Part
    reviews: Part
    first_time: Part
    metrics: tuple[MetricState, ...]
    defects: tuple[DefectCount, ...]
    severe_open: tuple[str, ...]
    defect_flow: tuple[DefectPoint, ...]
    days_to_fix: Decimal | None
    escaped: Part
    density: Mapping[str, int]
    currency: str
    cost: Mapping[str, Decimal]
    unpriced: tuple[str, ...]


def assess_quality(project: Project) -> Quality:
    """Compute the figures of quality at the status date."""
    criteria = project.all("criterion")
    checked = [one for one in criteria if status(one) != "not-checked"]
    due = [one for one in criteria if status(one) != "not-checked" or _is_due(one, project)]
    done = [one for one in project.all("review") if status(one) == "done"]
    first = [answer for one in project.all("deliverable") if (answer := first_answer(one)) is not None]
    defects = [one for one in project.all("defect") if status(one) != "rejected"]
    times = [
        (fixed - found).days
        for one in defects
        if (found := one.date("found")) is not None and (fixed := one.date("fixed")) is not None
    ]
    density: dict[str, int] = {}
    for one in defects:
        if one.has("deliverable"):
            density[one.text("deliverable")] = density.get(one.text("deliverable"), 0) + 1
    unpriced: list[str] = []
    return Quality(
        criteria=_part(checked, "met", "waived"),
        due=_part(due, "met", "waived"),
        reviews=Part(sum(one.text("result") == "pass" for one in done), len(done)),
        first_time=Part(first.count("accepted"), len(first)),
        metrics=tuple(_metric(one, project) for one in project.all("metric")),
        defects=tuple(_by_severity(defects)),
        severe_open=tuple(one.id for one in defects if is_open(one) and one.text("severity") in SEVERE),
        defect_flow=tuple(_flow(defects, project.settings.status_date)),
        days_to_fix=Decimal(sum(times)) / len(times) if times else None,
        escaped=Part(sum(one.text("phase_found") == "after-release" for one in defects), len(defects)),
        density=dict(sorted(density.items(), key=lambda pair: -pair[1])),
        currency=project.settings.currency,
        cost=_cost(project, unpriced),
        unpriced=tuple(unpriced),
    )


def first_answer(deliverable: Record) -> str | None:
    """What became of the first submission of a deliverable; None while it has no answer."""
    submissions = sorted(deliverable.parts("submissions"), key=lambda one: one.text("date"))
    result = submissions[0].text("result") if submissions else ""
    return result if result in _ANSWERS else None


def _part(records: list[Record], *good: str) -> Part:
    return Part(sum(status(one) in good for one in records), len(records))


def _is_due(criterion: Record, project: Project) -> bool:
    deliverable = project.get(criterion.text("deliverable"), "deliverable")
    due = None if deliverable is None else deliverable.date("due")
    return due is not None and due <= project.settings.status_date


def _metric(metric: Record, project: Project) -> MetricState:
    values = measured(metric, project)
    last: Measured | None = values[-1] if values else None
    off = None if last is None else off_target(metric, last.value)
    allowed = tolerance(metric)
    state = "not measured"
    if off is not None:
        state = "on target" if not off else "within tolerance" if off <= allowed else "off target"
    return MetricState(
        id=metric.id,
        title=metric.title,
        unit=metric.text("unit"),
        target=metric.decimal("target"),
        tolerance=allowed,
        values=tuple((one.day, one.value) for one in values),
        state=state,
        off=off,
        from_file=last is not None and last.from_file,
    )


def _by_severity(defects: list[Record]) -> Iterator[DefectCount]:
    for severity in (*SEVERITIES, ""):
        found = [one for one in defects if one.text("severity") == severity]
        if found:
            yield DefectCount(severity, len(found), sum(is_open(one) for one in found))


def _flow(defects: list[Record], today: date) -> Iterator[DefectPoint]:
    found = sorted(day for one in defects if (day := one.date("found")) is not None and day <= today)
    fixed = sorted(day for one in defects if (day := one.date("fixed")) is not None and day <= today)
    for day in sorted({*found, *fixed, today} if found else set()):
        yield DefectPoint(day, bisect_right(found, day), bisect_right(fixed, day))


def _cost(project: Project, unpriced: list[str]) -> dict[str, Decimal]:
    """By kind, in the project's currency at the baseline rates; what has no rate is named."""
    rates = read_rates(project, day_number(project.settings.status_date))
    cost = {"prevention": ZERO, "appraisal": ZERO, "internal-failure": ZERO, "external-failure": ZERO}
    for one in project.all("review"):
        if status(one) == "done":
            _add(cost, one.text("cost_type") or "appraisal", one, "cost", rates, unpriced)
    for one in project.all("defect"):
        kind = "external-failure" if one.text("phase_found") == "after-release" else "internal-failure"
        _add(cost, kind, one, "cost_of_rework", rates, unpriced)
    for one in project.all("nonconformity"):
        _add(cost, "internal-failure", one, "cost", rates, unpriced)
    return cost


def _add(  # noqa: PLR0917  a sum has many parts
    cost: dict[str, Decimal], kind: str, record: Record, key: str, rates: Rates, unpriced: list[str]
) -> None:
    written = record.money(key)
    if written is None:
        return
    amount = rates.at_baseline(written)
    if amount is None or kind not in cost:
        unpriced.append(record.id)
    else:
        cost[kind] += amount
