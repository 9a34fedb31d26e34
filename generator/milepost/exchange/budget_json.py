"""The budget within the report: earned value, forecasts, accounts, the S-curve and reserves."""

from milepost.budget.evm import Forecast, Performance
from milepost.budget.model import (
    AccountBudget,
    Budget,
    CurvePoint,
    Ladder,
    Reserve,
    TaskBudget,
    TimePerformance,
)
from milepost.exchange.outlook_json import outlook_value
from milepost.exchange.scalars_json import instant, money, number, span
from milepost.source.schemas import Json


def budget_value(budget: Budget) -> dict[str, Json]:
    """The budget as plain JSON values; the S-curve and earned schedule are computed for it."""
    return {
        "currency": budget.currency,
        "baseline": budget.baseline,
        **_performance(budget.performance),
        "committed": money(budget.committed),
        **_forecast(budget.forecast),
        "cost_variance": {
            "performance": money(budget.variance.performance),
            "exchange": money(budget.variance.exchange),
        },
        "earned_schedule": None if budget.time is None else _time(budget.time),
        "accounts": {id_: _account(account) for id_, account in budget.accounts.items()},
        "tasks": {id_: _task(task) for id_, task in budget.tasks.items()},
        "curve": [_point(point) for point in budget.curve],
        "reserves": {one.id: _reserve(one) for one in budget.reserves.values()},
        "ladder": _ladder(budget.ladder),
        "funding": money(budget.funding),
        "excluded": [
            {"what": one.what, "why": one.why.value, "span": span(one.record.span(one.field))}
            for one in budget.excluded
        ],
        "unbaselined": list(budget.unbaselined),
        "removed": list(budget.removed),
        "outlook": outlook_value(budget.outlook),
    }


def _performance(value: Performance) -> dict[str, Json]:
    return {
        "bac": money(value.bac),
        "pv": money(value.pv),
        "ev": money(value.ev),
        "ac": money(value.ac),
        "cv": money(value.cv),
        "sv": money(value.sv),
        "cpi": number(value.cpi),
        "spi": number(value.spi),
        "tcpi_bac": number(value.tcpi_bac),
        "percent_complete": number(value.percent_complete),
        "percent_spent": number(value.percent_spent),
    }


def _forecast(value: Forecast) -> dict[str, Json]:
    return {
        "tcpi_eac": number(value.tcpi_eac),
        "etc": money(value.etc),
        "vac": money(value.vac),
        "eac": {
            "cpi": money(value.cpi),
            "remaining_at_budget": money(value.remaining_at_budget),
            "cpi_spi": money(value.cpi_spi),
            "weighted": money(value.weighted),
            "bottom_up": money(value.bottom_up),
            "method": value.method,
            "selected": money(value.selected),
            "reason": value.reason,
        },
    }


def _account(account: AccountBudget) -> dict[str, Json]:
    return {
        "name": account.name,
        "parent": account.parent,
        "manager": account.manager or None,
        **_performance(account.performance),
        "committed": money(account.committed),
        **_forecast(account.forecast),
    }


def _task(task: TaskBudget) -> dict[str, Json]:
    return {
        "method": task.method,
        "earned_percent": number(task.share * 100),
        **_performance(task.performance),
        "planned_cost": money(task.planned_cost),
        "baselined": task.baselined,
    }


def _point(point: CurvePoint) -> dict[str, Json]:
    return {
        "day": point.day.isoformat(),
        "pv": money(point.pv),
        "plan": money(point.plan),
        "ev": money(point.ev),
        "ac": money(point.ac),
        "forecast": money(point.forecast),
    }


def _reserve(reserve: Reserve) -> dict[str, Json]:
    return {
        "name": reserve.name,
        "type": reserve.type,
        "amount": money(reserve.amount),
        "drawn": money(reserve.drawn),
        "left": money(reserve.left),
    }


def _ladder(ladder: Ladder) -> dict[str, Json]:
    return {
        "distributed": money(ladder.distributed),
        "undistributed": money(ladder.undistributed),
        "measurement_baseline": money(ladder.measurement_baseline),
        "contingency": money(ladder.contingency),
        "management": money(ladder.management),
        "total": money(ladder.total),
    }


def _time(time: TimePerformance) -> dict[str, Json]:
    measures = time.measures
    return {
        "unit": "working days",
        "start": instant(time.start),
        "planned_finish": instant(time.planned_finish),
        "es": number(measures.es),
        "at": number(measures.at),
        "pd": number(measures.pd),
        "sv_t": number(measures.sv_t),
        "spi_t": number(measures.spi_t),
        "ieac_t": number(measures.ieac_t),
        "tspi": number(measures.tspi),
        "p_factor": number(time.p_factor),
        "expected_finish": instant(time.expected_finish),
    }
