"""Exchange rates by date and kind, and the cost variance split by cause."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from milepost.budget.currency import ACTUAL, BASELINE, Rate, Rates, split_variance
from milepost.budget.evm import Performance
from milepost.source.units import Money

FX = json.loads((Path(__file__).parent / "oracles" / "evm.json").read_text())["multi_currency"]


def rate(day: int, value: str, kind: str, source: str = "USD", target: str = "EUR") -> Rate:
    return Rate(day, source, target, Decimal(value), kind)


def test_oracle() -> None:
    inputs, expected = FX["inputs"], FX["expected"]
    rates = Rates.of(
        "EUR",
        100,
        [
            rate(0, str(inputs["baseline_rate_eur_per_usd"]), BASELINE),
            rate(150, str(inputs["transaction_rate_eur_per_usd"]), ACTUAL),
        ],
    )
    bac = rates.at_baseline(Money(Decimal(inputs["budget_local"]), "USD"))
    ac_local = Money(Decimal(inputs["AC_local"]), "USD")
    ac, ac_at_baseline = rates.at_day(ac_local, 160), rates.at_baseline(ac_local)
    assert bac is not None
    assert ac is not None
    assert ac_at_baseline is not None
    it = Performance(bac, bac, bac * inputs["percent_complete"] / 100, ac)
    split = split_variance(it.ev, it.ac, ac_at_baseline)
    found = {
        "BAC": it.bac, "EV": it.ev, "AC": it.ac, "CV": it.cv, "performance_variance": split.performance,
        "fx_variance": split.exchange, "CPI_reported": it.cpi, "CPI_local": it.ev / ac_at_baseline,
    }  # fmt: skip
    assert {key: float(value) for key, value in found.items()} == pytest.approx(expected, abs=1e-6)
    assert split.performance + split.exchange == it.cv


def test_a_rate_holds_from_its_day_until_the_next() -> None:
    rates = Rates.of("EUR", 0, [rate(20, "0.8", ACTUAL), rate(10, "0.9", ACTUAL)])
    assert [rates.actual("USD", day) for day in (9, 10, 19, 20, 500)] == [
        None, Decimal("0.9"), Decimal("0.9"), Decimal("0.8"), Decimal("0.8"),
    ]  # fmt: skip


def test_a_pair_written_the_other_way_round_is_inverted() -> None:
    rates = Rates.of("EUR", 0, [rate(0, "1.25", BASELINE, "EUR", "USD")])
    assert rates.at_baseline(Money(Decimal(100), "USD")) == 80


def test_one_kind_stands_in_for_the_other_and_says_so() -> None:
    costs_only = Rates.of("EUR", 15, [rate(10, "0.9", ACTUAL), rate(20, "0.8", ACTUAL)])
    assert costs_only.baseline("USD") == Decimal("0.9")
    assert costs_only.stands_in("USD")
    plans_only = Rates.of("EUR", 15, [rate(10, "0.9", BASELINE)])
    assert plans_only.actual("USD", 30) == Decimal("0.9")
    assert not plans_only.stands_in("USD")


def test_no_rate_is_none_and_the_own_currency_is_one() -> None:
    rates = Rates.of("EUR", 0, [])
    assert rates.at_day(Money(Decimal(5), "CHF"), 3) is None
    assert rates.at_baseline(Money(Decimal(5), "EUR")) == 5
