"""Results of simulations as text and back, for the cache between runs."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import astuple
from decimal import Decimal
from typing import Final, TypeAlias, TypeVar

from milepost.risk.simulation.result import (
    Bar,
    Batch,
    Chance,
    Convergence,
    Joint,
    MilestoneOutcome,
    Outcome,
    Percentiles,
    Reserve,
    RiskEffect,
    Simulation,
    Swing,
    TaskEffect,
)

LAYOUT: Final = 1
"""Version of the text; it rises when a result's fields or their meaning change."""

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"
Value = TypeVar("Value", int, Decimal)


def text_of(result: Simulation) -> str:
    """Give a result as JSON: its fields in order, amounts as text."""
    return json.dumps(astuple(result), default=str, separators=(",", ":"))


def simulation_of_text(text: str) -> Simulation | None:
    """Read a result; None where the text is none."""
    try:
        return _simulation(json.loads(text))
    except (ValueError, TypeError, LookupError, ArithmeticError, RecursionError):
        return None


def text_of_percentiles(found: Percentiles) -> str:
    """Give percentiles as JSON: their fields in order, amounts as text."""
    return json.dumps(astuple(found), default=str)


def percentiles_of_text(text: str) -> Percentiles | None:
    """Read percentiles; None where the text is none."""
    try:
        iterations, seed, finish_p50, finish_p80, *costs = _list(json.loads(text))
        p50, p80 = (None if one is None else _decimal(one) for one in costs)
        return Percentiles(_int(iterations), _int(seed), _int(finish_p50), _int(finish_p80), p50, p80)
    except (ValueError, TypeError, LookupError, ArithmeticError, RecursionError):
        return None


def _simulation(value: Json) -> Simulation:
    one = _list(value)
    if len(one) != 19:
        raise ValueError("not as many fields as a result has")
    return Simulation(
        iterations=_int(one[0]),
        detailed=_int(one[1]),
        swung=_int(one[2]),
        seed=_int(one[3]),
        version=_text(one[4]),
        finish=_outcome(one[5], _int),
        cost=None if one[6] is None else _outcome(one[6], _decimal),
        finish_chances=tuple(_chance(each, _int) for each in _list(one[7])),
        cost_chances=tuple(_chance(each, _decimal) for each in _list(one[8])),
        joint=None if one[9] is None else _joint(one[9]),
        finish_reserve=_reserve(one[10], _int),
        cost_reserve=None if one[11] is None else _reserve(one[11], _decimal),
        tasks={id_: _task(each) for id_, each in _map(one[12]).items()},
        risks={id_: _risk(each) for id_, each in _map(one[13]).items()},
        tornado=tuple(map(_swing, _list(one[14]))),
        milestones={id_: _milestone(each) for id_, each in _map(one[15]).items()},
        finish_convergence=_convergence(one[16], _int),
        cost_convergence=None if one[17] is None else _convergence(one[17], _decimal),
        scatter=tuple((_int(finish), _decimal(cost)) for finish, cost in map(_list, _list(one[18]))),
    )


# -- parts ---------------------------------------------------------------------------------------------------


def _outcome(value: Json, read: Callable[[Json], Value]) -> Outcome[Value]:
    planned, mean, sd, percentiles, bars, share = _list(value)
    return Outcome(
        read(planned),
        read(mean),
        _float(sd),
        tuple(read(one) for one in _list(percentiles)),
        tuple(Bar(read(low), read(high), _int(count)) for low, high, count in map(_list, _list(bars))),
        _float(share),
    )


def _chance(value: Json, read: Callable[[Json], Value]) -> Chance[Value]:
    name, goal, share = _list(value)
    return Chance(_text(name), read(goal), _float(share))


def _joint(value: Json) -> Joint:
    finish, cost, share = _list(value)
    return Joint(_text(finish), _text(cost), _float(share))


def _reserve(value: Json, read: Callable[[Json], Value]) -> Reserve[Value]:
    confidence, goal, amount = _list(value)
    return Reserve(_float(confidence), read(goal), _float(amount))


def _task(value: Json) -> TaskEffect:
    id_, *shares, cruciality, rank, cost_rank = _list(value)
    criticality, mean, sd, ssi = map(_float, shares)
    return TaskEffect(
        _text(id_), criticality, mean, sd, ssi, _maybe(cruciality), _maybe(rank), _maybe(cost_rank)
    )


def _risk(value: Json) -> RiskEffect:
    id_, probability, happened, without, days, mean_days, cost_without, cost, mean_cost = _list(value)
    return RiskEffect(
        id=_text(id_),
        probability=_float(probability),
        happened=_float(happened),
        finish_without=_int(without),
        days=_float(days),
        mean_days=_float(mean_days),
        cost_without=None if cost_without is None else _decimal(cost_without),
        cost=_maybe(cost),
        mean_cost=_maybe(mean_cost),
    )


def _swing(value: Json) -> Swing:
    id_, kind, low, high, cost_low, cost_high = _list(value)
    return Swing(_text(id_), _text(kind), _float(low), _float(high), _maybe(cost_low), _maybe(cost_high))


def _milestone(value: Json) -> MilestoneOutcome:
    id_, *instants, kept = _list(value)
    p10, p50, p80, p90 = map(_int, instants)
    return MilestoneOutcome(_text(id_), p10, p50, p80, p90, _maybe(kept))


def _convergence(value: Json, read: Callable[[Json], Value]) -> Convergence[Value]:
    batches, settled = _list(value)
    return Convergence(
        tuple(
            Batch(_int(count), _float(mean), read(p50), read(p80))
            for count, mean, p50, p80 in map(_list, _list(batches))
        ),
        None if settled is None else _int(settled),
    )


# -- values --------------------------------------------------------------------------------------------------


def _list(value: Json) -> list[Json]:
    if not isinstance(value, list):
        raise TypeError("not a list")
    return value


def _map(value: Json) -> dict[str, Json]:
    if not isinstance(value, dict):
        raise TypeError("not a mapping")
    return value


def _text(value: Json) -> str:
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value


def _int(value: Json) -> int:
    if not isinstance(value, int):
        raise TypeError("not a whole number")
    return value


def _float(value: Json) -> float:
    if not isinstance(value, int | float):
        raise TypeError("not a number")
    return float(value)


def _maybe(value: Json) -> float | None:
    return None if value is None else _float(value)


def _decimal(value: Json) -> Decimal:
    return Decimal(_text(value))
