"""Money over time and by cause within the report."""

from datetime import date

from milepost.budget.labour_variance import LabourVariance
from milepost.budget.line_forecast import LineForecast
from milepost.budget.outlook_model import Branch, Burn, Cause, Draw, Month, Outlook, Source
from milepost.exchange.scalars_json import money, number
from milepost.source.schemas import Json


def outlook_value(outlook: Outlook) -> dict[str, Json]:
    """The outlook as plain JSON values."""
    return {
        "months": [_month(month) for month in outlook.months],
        "burn": None if outlook.burn is None else _burn(outlook.burn),
        "sources": {one.id: _source(one) for one in outlook.sources},
        "causes": [_cause(one) for one in outlook.causes],
        "draws": [_draw(one) for one in outlook.draws],
        "accrued": money(outlook.accrued),
        "branches": {id_: _branch(one) for id_, one in outlook.branches.items()},
        "lines": {one.id: _line(one) for one in outlook.lines},
        "labour": {
            "accounts": {id_: _labour(one) for id_, one in outlook.labour.accounts.items()},
            "total": _labour(outlook.labour.total),
            "unplanned_hours": number(outlook.labour.unplanned_hours),
            "unplanned_cost": money(outlook.labour.unplanned_cost),
        },
        "delay": {
            "days": outlook.delay.days,
            "cost": money(outlook.delay.cost),
            "per_week": money(outlook.delay.per_week),
            "parts": {
                one.id: {"benefit": one.benefit, "per_week": money(one.per_week)}
                for one in outlook.delay.parts
            },
        },
    }


def _month(month: Month) -> dict[str, Json]:
    return {
        "last": month.last.isoformat(),
        "planned": money(month.planned),
        "earned": money(month.earned),
        "spent": money(month.spent),
        "expected": money(month.expected),
        "total": money(month.total),
        "funding": money(month.funding),
        "short": money(month.short),
        "cpi": number(month.cpi),
        "spi": number(month.spi),
    }


def _burn(burn: Burn) -> dict[str, Json]:
    return {
        "months": burn.months,
        "rate": money(burn.rate),
        "available": money(burn.available),
        "from_funding": burn.from_funding,
        "left": money(burn.left),
        "uncommitted": money(burn.uncommitted),
        "months_left": number(burn.months_left),
        "months_needed": number(burn.months_needed),
    }


def _source(source: Source) -> dict[str, Json]:
    return {
        "name": source.name,
        "amount": money(source.amount),
        "confirmed": source.confirmed,
        "from": _day(source.first),
        "to": _day(source.last),
        "planned": money(source.planned),
    }


def _cause(cause: Cause) -> dict[str, Json]:
    return {
        "label": cause.label,
        "amount": money(cause.amount),
        "level": cause.is_sum,
        "record": cause.record or None,
        "why": cause.why,
    }


def _draw(draw: Draw) -> dict[str, Json]:
    return {
        "reserve": draw.reserve,
        "type": draw.type,
        "day": draw.day.isoformat(),
        "amount": money(draw.amount),
        "left": money(draw.left),
        "reason": draw.reason,
        "change": draw.change or None,
        "risk": draw.risk or None,
    }


def _branch(branch: Branch) -> dict[str, Json]:
    it = branch.performance
    return {
        "name": branch.name,
        "parent": branch.parent,
        "bac": money(it.bac),
        "pv": money(it.pv),
        "ev": money(it.ev),
        "ac": money(it.ac),
        "cv": money(it.cv),
        "sv": money(it.sv),
        "cpi": number(it.cpi),
        "spi": number(it.spi),
        "eac": money(branch.eac),
    }


def _line(line: LineForecast) -> dict[str, Json]:
    return {
        "category": line.category,
        "account": line.account,
        "budget": money(line.budget),
        "earned": money(line.earned),
        "booked": money(line.booked),
        "ordered": money(line.ordered),
        "forecast": money(line.forecast),
        "variance": money(line.variance),
    }


def _labour(labour: LabourVariance) -> dict[str, Json]:
    return {
        "planned_hours": number(labour.planned_hours),
        "earned_hours": number(labour.earned_hours),
        "hours": number(labour.hours),
        "earned": money(labour.earned),
        "cost": money(labour.cost),
        "variance": money(labour.variance),
        "usage": money(labour.usage),
        "rate": money(labour.rate),
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
