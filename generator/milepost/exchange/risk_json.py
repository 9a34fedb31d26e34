"""The risk register within the report: scores, expected values and exposure at every stage."""

from decimal import Decimal

from milepost.exchange.scalars_json import money, number
from milepost.risk.adequacy import Adequacy
from milepost.risk.compute import Exposure, RiskRegister
from milepost.risk.model import OPPORTUNITY, THREAT
from milepost.risk.scoring import Scored
from milepost.source.schemas import Json


def risk_value(register: RiskRegister) -> dict[str, Json]:
    """The computed risk register as plain JSON values."""
    return {
        "currency": register.currency,
        "exposure": {
            "inherent": _exposure(register.inherent),
            "current": _exposure(register.current),
            "residual": _exposure(register.residual),
            "appetite": money(register.appetite),
        },
        "ranking": list(register.ranking),
        "high": list(register.high),
        "risks": {
            id_: {
                "type": OPPORTUNITY if one.risk.opportunity else THREAT,
                "open": one.open,
                "inherent": _scored(one.inherent),
                "current": _scored(one.current),
                "residual": _scored(one.residual),
                "target": _scored(one.target),
            }
            for id_, one in register.risks.items()
        },
    }


def adequacy_value(found: Adequacy) -> dict[str, Json]:
    """Whether the contingency is enough, as plain JSON values."""
    return {
        "contingency_left": money(found.contingency),
        "residual_exposure": money(found.exposure),
        "adequacy": number(found.ratio),
        "confidence": None if found.confidence is None else number(Decimal(found.confidence) / 100),
        "simulated_need": money(found.need),
    }


def _exposure(stage: Exposure) -> dict[str, Json]:
    return {
        "threats": money(stage.threats),
        "opportunities": money(stage.opportunities),
        "net": money(stage.net),
        "delay_days": number(stage.delay),
        "gain_days": number(stage.gain),
        "score": stage.score,
        "unpriced": list(stage.unpriced),
    }


def _scored(found: Scored) -> dict[str, Json]:
    return {
        "likelihood": found.likelihood,
        "impact": found.impact,
        "score": found.score,
        "band": None if found.band is None else found.band.name,
        "probability": number(found.probability),
        "cost": money(found.cost),
        "days": number(found.days),
        "expected_value": money(found.expected_value),
        "expected_delay_days": number(found.expected_delay),
    }
