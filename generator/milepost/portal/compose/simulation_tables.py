"""The tables of the simulation page: promises, risks, tasks, milestones, and how it was made."""

from collections.abc import Iterator
from decimal import Decimal

from milepost.portal.compose.pages import link_to
from milepost.portal.compose.plan import last_day
from milepost.portal.views.register import Column, ColumnKind, Row, TableView
from milepost.portal.views.values import Badge, Cell, Money, Number, Text, Tone
from milepost.project import Project
from milepost.risk.compute import RiskRegister
from milepost.risk.simulation.result import Chance, Convergence, RiskEffect, Simulation
from milepost.risk.simulation.words import chance_text
from milepost.schedule.instants import Instant
from milepost.schedule.model import Schedule

_SHOWN = 15
_WHOLE, _TENTH, _HUNDREDTH = Decimal(1), Decimal("0.1"), Decimal("0.01")


def promises(result: Simulation, schedule: Schedule, currency: str) -> TableView:
    """What was promised, how likely it is kept, and what it lacks to be kept with the chosen confidence."""
    confidence = f"{result.finish_reserve.confidence:g}%"
    rows = [Row(_date_cells(one, result, schedule)) for one in result.finish_chances]
    rows += [Row(_amount_cells(one, result, currency)) for one in result.cost_chances]
    if result.joint is not None:
        both = f"{result.joint.finish} and {result.joint.cost} together"
        rows.append(Row((Text(both), None, _chance(result.joint.probability), None, None)))
    return TableView(
        "promises",
        "How likely what was promised is kept",
        (
            Column("What was promised"),
            Column("Promise"),
            Column("Chance", ColumnKind.BADGE, "Share of the runs that keep it"),
            Column(f"Kept with {confidence}", hint="What could be promised with the chosen confidence"),
            Column("Lacking", ColumnKind.NUMBER, "From the promise to what could be promised"),
        ),
        tuple(rows),
        "Nothing was promised: write target_finish in project.yaml, take a baseline, or add a budget.",
    )


def _date_cells(one: Chance[Instant], result: Simulation, schedule: Schedule) -> tuple[Cell, ...]:
    at = result.finish_reserve.value
    calendar = schedule.calendar
    early, late = min(at, one.value), max(at, one.value)
    days = Decimal(calendar.between(early, late)) / calendar.minutes_per_day
    lacking = (days if at > one.value else -days).quantize(_TENTH)
    return (
        Text(one.name),
        last_day(one.value),
        _chance(one.probability),
        last_day(at),
        Number(max(lacking, Decimal("0.0")), "d"),
    )


def _amount_cells(one: Chance[Decimal], result: Simulation, currency: str) -> tuple[Cell, ...]:
    reserve = result.cost_reserve
    at = one.value if reserve is None else reserve.value
    return (
        Text(one.name),
        Money(one.value.quantize(_WHOLE), currency),
        _chance(one.probability),
        Money(at.quantize(_WHOLE), currency),
        Money(max(at - one.value, Decimal(0)).quantize(_WHOLE), currency),
    )


def _chance(probability: float) -> Badge:
    tone = Tone.GOOD if probability >= 0.8 else Tone.WATCH if probability >= 0.5 else Tone.BAD
    return Badge(chance_text(probability), tone)


def risk_effects(project: Project, result: Simulation, register: RiskRegister) -> TableView:
    """What each risk does to finish and cost: the same draws with and without it."""
    ordered = sorted(result.risks.values(), key=lambda one: (-abs(one.mean_days), -abs(one.mean_cost or 0)))
    first = ordered[0]
    percent = f"P{result.finish_reserve.confidence:g}"
    title = "No risk moves the mean finish"
    if abs(first.mean_days) >= 0.05:
        title = f"{first.id} moves the mean finish most of all risks: {first.mean_days:+.1f} working days"
    return TableView(
        "risk-drivers",
        title,
        (
            Column("Risk", ColumnKind.ID),
            Column("Title"),
            Column("Chance", ColumnKind.NUMBER, "Probability today"),
            Column(f"{percent} without it", ColumnKind.DATE, "The finish, had it never happened"),
            Column(f"Days at {percent}", ColumnKind.NUMBER, "Working days it adds at the chosen confidence"),
            Column("Days, mean", ColumnKind.NUMBER, "Working days it adds to the mean finish"),
            Column(f"Cost at {percent}", ColumnKind.MONEY, "What it adds at the chosen confidence"),
            Column("Cost, mean", ColumnKind.MONEY, "What it adds to the mean cost"),
        ),
        tuple(Row(_effect(project, one, register.currency)) for one in ordered),
    )


def _effect(project: Project, one: RiskEffect, currency: str) -> tuple[Cell, ...]:
    record = project.by_id[one.id]
    return (
        link_to(record),
        Text(record.title),
        Number(_percent(one.probability), "%"),
        last_day(one.finish_without),
        Number(Decimal(one.days).quantize(_TENTH), "d"),
        Number(Decimal(one.mean_days).quantize(_TENTH), "d"),
        _more(one.cost, currency),
        _more(one.mean_cost, currency),
    )


def task_effects(project: Project, schedule: Schedule, result: Simulation) -> TableView:
    """The open tasks that have most to do with the finish."""
    ordered = sorted(result.tasks.values(), key=lambda one: (-one.ssi, -one.criticality))
    ordered = [one for one in ordered if one.criticality > 0 or one.ssi > 0]
    return TableView(
        "task-drivers",
        f"{len(ordered)} of {len(result.tasks)} open tasks are critical in some of the runs",
        (
            Column("Task", ColumnKind.ID),
            Column("Name"),
            Column(
                "Criticality", ColumnKind.NUMBER, "Share of the runs in which it lies on the longest path"
            ),
            Column("Remaining, mean", ColumnKind.NUMBER, "In days of its calendar, risks included"),
            Column("± sd", ColumnKind.NUMBER, "Standard deviation of that"),
            Column(
                "SSI", ColumnKind.NUMBER, "Schedule sensitivity index: criticality × sd ÷ sd of the project"
            ),
            Column("Cruciality", ColumnKind.NUMBER, "Correlation of its duration with the finish"),
            Column("Rank correlation", ColumnKind.NUMBER, "The same of the ranks (Spearman)"),
        ),
        tuple(
            Row(
                (
                    link_to(project.by_id[one.id]),
                    Text(schedule.tasks[one.id].name),
                    Number(_percent(one.criticality), "%"),
                    _days(one.mean, schedule, one.id),
                    _days(one.sd, schedule, one.id),
                    _index(one.ssi),
                    _index(one.cruciality),
                    _index(one.rank_correlation),
                )
            )
            for one in ordered[:_SHOWN]
        ),
        "No task lies on the longest path of any run.",
    )


def milestone_chances(project: Project, schedule: Schedule, result: Simulation) -> TableView:
    """When the milestones are reached."""
    return TableView(
        "milestone-chances",
        "When milestones are reached",
        (
            Column("Milestone", ColumnKind.ID),
            Column("Name"),
            Column("Plan", ColumnKind.DATE),
            Column("P10", ColumnKind.DATE),
            Column("P50", ColumnKind.DATE),
            Column("P80", ColumnKind.DATE),
            Column("P90", ColumnKind.DATE),
            Column("Deadline", ColumnKind.DATE),
            Column("Chance of it", ColumnKind.BADGE),
        ),
        tuple(
            Row(
                (
                    link_to(project.by_id[one.id]),
                    Text(schedule.tasks[one.id].name),
                    last_day(schedule.tasks[one.id].finish),
                    *(last_day(at) for at in (one.p10, one.p50, one.p80, one.p90)),
                    _deadline(schedule, one.id),
                    None if one.deadline_probability is None else _chance(one.deadline_probability),
                )
            )
            for one in result.milestones.values()
        ),
        "No milestone is open.",
    )


def _deadline(schedule: Schedule, id_: str) -> Cell:
    deadline = schedule.tasks[id_].deadline
    return None if deadline is None else last_day(deadline)


def runs(result: Simulation, register: RiskRegister) -> TableView:
    """How the simulation was made, and what is not in it."""
    rows = [
        ("Runs", f"{result.iterations:,}, seed {result.seed}, {result.version}"),
        ("Settled: finish", _settled(result.finish_convergence)),
    ]
    if result.cost_convergence is not None:
        rows.append(("Settled: cost", _settled(result.cost_convergence)))
    uncertain = sum(one.cruciality is not None for one in result.tasks.values())
    rows.append(
        ("Uncertain tasks", f"{uncertain} of {len(result.tasks)} open ones; the others are as planned")
    )
    left_out = list(not_simulated(register, result))
    names = "; ".join(f"{id_} ({why})" for id_, why in left_out)
    rows.append(("Open risks that are not in it", names or "none"))
    return TableView(
        "runs",
        "How it was simulated",
        (Column("What"), Column("How")),
        tuple(Row((Text(what), Text(how))) for what, how in rows),
    )


def not_simulated(register: RiskRegister, result: Simulation) -> Iterator[tuple[str, str]]:
    """The open risks that no run can contain, and why."""
    for id_ in register.ranking:
        if id_ in result.risks:
            continue
        one = register.risks[id_]
        if one.current.probability is None:
            yield id_, "no probability"
        elif one.risk.current.delay is None and one.current.cost is None:
            yield id_, "neither delay nor cost"
        else:
            yield id_, "hits no open task and no account"


def _settled(found: Convergence[Instant] | Convergence[Decimal]) -> str:
    if found.settled is None:
        return "not yet: mean, P50 or P80 still moved by more than 0.5% of the spread; play more iterations"
    return f"after {found.settled:,} runs mean, P50 and P80 moved by less than 0.5% of the spread"


def _percent(share: float) -> Decimal:
    return (Decimal(100) * Decimal(share)).quantize(_WHOLE)


def _index(value: float | None) -> Cell:
    return None if value is None else Number(Decimal(value).quantize(_HUNDREDTH))


def _days(minutes: float, schedule: Schedule, id_: str) -> Number:
    task = schedule.tasks[id_]
    unit = "ed" if task.elapsed else "d"
    return Number((Decimal(minutes) / task.minutes_per_day).quantize(_TENTH), unit)


def _more(value: float | None, currency: str) -> Cell:
    return None if value is None else Money(Decimal(value).quantize(_WHOLE), currency)
