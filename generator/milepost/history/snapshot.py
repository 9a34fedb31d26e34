"""A project's state in a few figures: small enough to keep for every revision, and to lay side by side.

Amounts are in the project's currency and rounded as the report prints them, so that differences of snapshots
are differences of reports.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from milepost.budget.baseline import Baseline, content_hash
from milepost.budget.model import Budget
from milepost.checking import Checked
from milepost.diagnostics import Severity
from milepost.frozen import frozen
from milepost.project import Project, Record
from milepost.risk.simulation.result import Percentiles
from milepost.schedule.model import Schedule
from milepost.scope.links import OUT_OF_SCOPE
from milepost.scope.links import in_scope as records_in_scope

_SEAL = 12
APPROVED = frozenset({"approved", "implemented"})
"""Statuses of change requests that may be built on."""


class Milestone(NamedTuple):
    """A milestone.

    Attributes:
        name: What it is called.
        finish: When it is, or was, reached; minutes since 1970.
        planned: When the baseline has it, or None.
        done: Whether it is reached.
    """

    name: str
    finish: int
    planned: int | None
    done: bool


@frozen
class Snapshot:
    """The figures of a project at its status date; None is what could not be computed.

    Attributes:
        status_date: The day of the figures.
        name: The project's name.
        currency: Currency of every amount.
        broken: Why nothing could be computed; empty when it could.
        start: First start; instants are minutes since 1970.
        finish: Forecast finish.
        iterations: How often the project was played through; 0 where it was not simulated.
        finish_p50: The finish that half of the simulated iterations do not exceed; None if not simulated.
        finish_p80: The one that four in five do not.
        cost_p50: The cost at completion that half of the iterations do not exceed.
        cost_p80: The cost at completion that four in five do not.
        baseline: Id of the baseline in force, or empty.
        baseline_seal: Begin of the hash of its content, which a frozen file keeps for ever.
        baseline_change: Id of the approved change request behind it, or empty.
        baseline_finish: Finish of the baseline in force.
        target_finish: The finish that was promised.
        milestones: Id to milestone, in the order of the plan.
        bac: Budget at completion.
        pv: Planned value.
        ev: Earned value.
        ac: Actual cost.
        eac: Forecast cost at completion.
        outside: Planned cost of tasks that are not in the baseline, which no forecast counts.
        cpi: Cost performance index.
        spi: Schedule performance index.
        spi_t: Schedule performance index in time.
        funding: Confirmed funding.
        contingency: Contingency reserve that is left.
        management: Management reserve that is left.
        threats: Expected cost of the open threats today.
        residual: The same after the responses.
        opportunities: Expected benefit of the open opportunities today.
        delay: Expected delay of the open threats in working days.
        open_risks: Number of open risks.
        scope: Kind of record to how many are in scope.
        findings: Severity to number of findings.
        waived: Number of findings that are waived.
        status: Dimension to colour; "overall" among them.
    """

    status_date: date
    name: str
    currency: str
    broken: str
    start: int | None
    finish: int | None
    iterations: int
    finish_p50: int | None
    finish_p80: int | None
    cost_p50: Decimal | None
    cost_p80: Decimal | None
    baseline: str
    baseline_seal: str
    baseline_change: str
    baseline_finish: int | None
    target_finish: int | None
    milestones: Mapping[str, Milestone]
    bac: Decimal | None
    pv: Decimal | None
    ev: Decimal | None
    ac: Decimal | None
    eac: Decimal | None
    outside: Decimal | None
    cpi: Decimal | None
    spi: Decimal | None
    spi_t: Decimal | None
    funding: Decimal | None
    contingency: Decimal | None
    management: Decimal | None
    threats: Decimal | None
    residual: Decimal | None
    opportunities: Decimal | None
    delay: Decimal | None
    open_risks: int
    scope: Mapping[str, int]
    findings: Mapping[str, int]
    waived: int
    status: Mapping[str, str]


def snapshot_of(checked: Checked, percentiles: Percentiles | None = None) -> Snapshot:
    """The figures of a computed project.

    Args:
        checked: The project.
        percentiles: P50 and P80 where it was simulated for them alone; else they are those of its simulation.
    """
    report, project, verdict = checked.report, checked.project, checked.verdict
    schedule, baseline, budget, risk = report.schedule, report.baseline, report.budget, report.risk
    if percentiles is None and report.simulation is not None:
        percentiles = report.simulation.percentiles
    file = None if baseline is None else project.get(baseline.id, "baseline")
    performance = None if budget is None else budget.performance
    time = None if budget is None else budget.time
    return Snapshot(
        status_date=project.settings.status_date,
        name=project.settings.name,
        currency=project.settings.currency,
        broken=_broken(checked),
        start=None if schedule is None else schedule.start,
        finish=None if schedule is None else schedule.finish,
        iterations=0 if percentiles is None else percentiles.iterations,
        finish_p50=None if percentiles is None else percentiles.finish_p50,
        finish_p80=None if percentiles is None else percentiles.finish_p80,
        cost_p50=None if percentiles is None else cents(percentiles.cost_p50),
        cost_p80=None if percentiles is None else cents(percentiles.cost_p80),
        baseline="" if baseline is None else baseline.id,
        baseline_seal="" if file is None else content_hash(file.data)[:_SEAL],
        baseline_change="" if file is None else _change_behind(file, project),
        baseline_finish=None if baseline is None else baseline.finish,
        target_finish=project.settings.finish("target_finish"),
        milestones={} if schedule is None else _milestones(schedule, baseline),
        bac=None if performance is None else cents(performance.bac),
        pv=None if performance is None else cents(performance.pv),
        ev=None if performance is None else cents(performance.ev),
        ac=None if performance is None else cents(performance.ac),
        eac=None if budget is None else cents(budget.forecast.selected),
        outside=None if budget is None else _outside(budget),
        cpi=None if performance is None else _index(performance.cpi),
        spi=None if performance is None else _index(performance.spi),
        spi_t=None if time is None else _index(time.measures.spi_t),
        funding=None if budget is None else cents(budget.funding),
        contingency=None if budget is None else cents(budget.ladder.contingency),
        management=None if budget is None else cents(budget.ladder.management),
        threats=cents(risk.current.threats),
        residual=cents(risk.residual.threats),
        opportunities=cents(risk.current.opportunities),
        delay=_index(risk.current.delay),
        open_risks=len(risk.ranking),
        scope={kind: len(in_scope(project, kind)) for kind in OUT_OF_SCOPE},
        findings={
            one.value: sum(finding.severity is one for finding in verdict.findings) for one in Severity
        },
        waived=len(verdict.waived),
        status={
            "overall": report.status.overall.rag.value,
            **{name: one.rag.value for name, one in report.status.dimensions.items()},
        },
    )


def in_scope(project: Project, kind: str) -> list[str]:
    """Ids of the records of a kind that count as scope: not rejected, dropped or moved out."""
    return [record.id for record in records_in_scope(project, kind)]


def _outside(budget: Budget) -> Decimal:
    """The planned cost of the tasks that the baseline does not know, as the report prints each."""
    planned = (cents(budget.tasks[id_].planned_cost) for id_ in budget.unbaselined)
    return sum((amount for amount in planned if amount is not None), Decimal("0.00"))


def _change_behind(baseline: Record, project: Project) -> str:
    change = project.get(baseline.text("change"), "change")
    return change.id if change is not None and change.text("status") in APPROVED else ""


def cents(amount: Decimal | None) -> Decimal | None:
    """An amount as the report prints it: two places, half to even, and no negative zero."""
    return None if amount is None else Decimal(f"{amount:z.2f}")


def _index(value: Decimal | None) -> Decimal | None:
    """An index as the report prints it: six places."""
    return None if value is None else Decimal(f"{value:z.6f}")


def _milestones(schedule: Schedule, baseline: Baseline | None) -> dict[str, Milestone]:
    frozen = {} if baseline is None else baseline.tasks
    return {
        task.id: Milestone(
            task.name, task.finish, frozen[task.id].finish if task.id in frozen else None, task.done
        )
        for task in schedule.tasks.values()
        if task.type == "milestone"
    }


def _broken(checked: Checked) -> str:
    """Why the figures do not count: a file that could not be read, or a plan that gives no dates.

    A project that has no plan yet is whole: it has risks, money and people.
    """
    unread = [document.path for document in checked.project.documents if document.broken]
    if unread:
        return f"{unread[0]} cannot be read"
    if not any(document.path == "project.yaml" for document in checked.project.documents):
        return "there is no project.yaml"
    if checked.report.schedule is None and checked.project.all("task"):
        errors = [one for one in checked.verdict.findings if one.severity is Severity.ERROR]
        return errors[0].message if errors else "the plan has no dates"
    return ""
