"""The simulation within the report: how finish and cost are distributed, and what moves them."""

from collections.abc import Callable
from decimal import Decimal
from typing import TypeVar

from milepost.exchange.scalars_json import instant, money, number
from milepost.risk.simulation.result import (
    Chance,
    Convergence,
    MilestoneOutcome,
    Outcome,
    Reserve,
    RiskEffect,
    Simulation,
    Swing,
    TaskEffect,
)
from milepost.schedule.model import Schedule
from milepost.source.schemas import Json

Value = TypeVar("Value", int, Decimal)
_SHOWN = (10, 50, 80, 90)


def simulation_value(result: Simulation, schedule: Schedule) -> dict[str, Json]:
    """A simulation as plain JSON values.

    Args:
        result: The simulation.
        schedule: The schedule, in the days of whose calendars spreads of tasks are given.
    """
    return {
        "iterations": result.iterations,
        "detailed": result.detailed,
        "swung": result.swung,
        "seed": result.seed,
        "version": result.version,
        "finish": {
            **_outcome(result.finish, instant),
            "sd_days": _six(result.finish.sd),
            "chances": [_chance(one, instant) for one in result.finish_chances],
            "reserve": {
                **_reserve(result.finish_reserve, instant),
                "days": _six(result.finish_reserve.amount),
            },
            "settled_after": _settled(result.finish_convergence),
        },
        "cost": _cost(result),
        "joint": None
        if result.joint is None
        else {
            "finish": result.joint.finish,
            "cost": result.joint.cost,
            "probability": _six(result.joint.probability),
        },
        "tasks": {id_: _task(one, schedule) for id_, one in result.tasks.items()},
        "risks": {id_: _risk(one) for id_, one in result.risks.items()},
        "tornado": [_swing(one) for one in result.tornado],
        "milestones": {id_: _milestone(one) for id_, one in result.milestones.items()},
    }


def _cost(result: Simulation) -> Json:
    if result.cost is None:
        return None
    reserve, settling = result.cost_reserve, result.cost_convergence
    return {
        **_outcome(result.cost, money),
        "sd": _amount(result.cost.sd),
        "chances": [_chance(one, money) for one in result.cost_chances],
        "reserve": None
        if reserve is None
        else {**_reserve(reserve, money), "amount": _amount(reserve.amount)},
        "settled_after": None if settling is None else _settled(settling),
    }


def _outcome(found: Outcome[Value], shown: Callable[[Value], str | None]) -> dict[str, Json]:
    return {
        "deterministic": shown(found.deterministic),
        "mean": shown(found.mean),
        **{f"p{percent}": shown(found.percentiles[percent]) for percent in _SHOWN},
        "probability_of_deterministic": _six(found.at_deterministic),
        "percentiles": [shown(value) for value in found.percentiles],
        "histogram": [
            {"from": shown(bar.low), "to": shown(bar.high), "count": bar.count} for bar in found.histogram
        ],
    }


def _chance(one: Chance[Value], shown: Callable[[Value], str | None]) -> Json:
    return {"name": one.name, "value": shown(one.value), "probability": _six(one.probability)}


def _reserve(one: Reserve[Value], shown: Callable[[Value], str | None]) -> dict[str, Json]:
    return {"confidence": _six(one.confidence / 100), "value": shown(one.value)}


def _settled(found: Convergence[Value]) -> int | None:
    return found.settled


def _task(one: TaskEffect, schedule: Schedule) -> Json:
    day = schedule.tasks[one.id].minutes_per_day
    return {
        "criticality": _six(one.criticality),
        "mean_remaining_days": _six(one.mean / day),
        "sd_remaining_days": _six(one.sd / day),
        "ssi": _six(one.ssi),
        "cruciality": _six(one.cruciality),
        "rank_correlation": _six(one.rank_correlation),
        "cost_rank_correlation": _six(one.cost_rank_correlation),
    }


def _risk(one: RiskEffect) -> Json:
    return {
        "probability": _six(one.probability),
        "happened": _six(one.happened),
        "finish_without": instant(one.finish_without),
        "days": _six(one.days),
        "mean_days": _six(one.mean_days),
        "cost_without": money(one.cost_without),
        "cost": _amount(one.cost),
        "mean_cost": _amount(one.mean_cost),
    }


def _swing(one: Swing) -> Json:
    return {
        "id": one.id,
        "kind": one.kind,
        "low_days": _six(one.low),
        "high_days": _six(one.high),
        "cost_low": _amount(one.cost_low),
        "cost_high": _amount(one.cost_high),
    }


def _milestone(one: MilestoneOutcome) -> Json:
    return {
        "p10": instant(one.p10),
        "p50": instant(one.p50),
        "p80": instant(one.p80),
        "p90": instant(one.p90),
        "probability_of_deadline": _six(one.deadline_probability),
    }


def _six(value: float | None) -> float | None:
    return None if value is None else number(Decimal(value))


def _amount(value: float | None) -> str | None:
    return None if value is None else money(Decimal(value))
