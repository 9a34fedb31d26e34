"""The worked cases of earned value and earned schedule, written as projects: from YAML to the same figures.

A period is a working day. What is planned for a period is a task of that day; what is earned of it is finished.
"""

import json
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from milepost.budget.model import Budget
from tests.budget.written import budget_of

FOLDER = Path(__file__).parent / "oracles"
EVM = json.loads((FOLDER / "evm.json").read_text())
TIME = json.loads((FOLDER / "earned_schedule.json").read_text())
VALUES = [
    case for case in [*EVM["cases"], *EVM["edge_cases"]] if case["inputs"]["EV"] <= case["inputs"]["BAC"]
]
CALENDARS = "calendars:\n  - id: std\n    name: Week\n    week:\n" + "".join(
    f'      {name}: ["08:00-12:00", "13:00-17:00"]\n'
    for name in ("monday", "tuesday", "wednesday", "thursday", "friday")
)


def day(number: int) -> date:
    """The day of a period, counted from 1: working days from Monday 1 June on."""
    weeks, days = divmod(number - 1, 5)
    return date(2026, 6, 1) + timedelta(weeks=weeks, days=days)


def task(number: int, start: int, days: int, cost: object, progress: str = "") -> str:
    on = f"constraint: {{type: start-no-earlier-than, date: {day(start)}}}"
    done = f", progress: {{{progress}}}" if progress else ""
    return f"  - {{id: T-{number}, name: Task, duration: {days}d, cost: {cost} EUR, {on}{done}}}\n"


def done(start: int, finish: int) -> str:
    return f"actual_start: {day(start)}, actual_finish: {day(finish)}, percent: 100"


def budget(folder: Path, tasks: list[str], at: int, cost: object = 0) -> Budget:
    files = {
        "project.yaml": "milepost: 1\nid: P-1\nname: Case\nstart: 2026-06-01\ncalendar: std\ncurrency: EUR\n"
        f"status_date: {day(at)}\n",
        "calendars.yaml": CALENDARS,
        "plan.yaml": "tasks:\n" + ("".join(tasks) or "  - {id: T-1, name: Nothing, duration: 1d}\n"),
    }
    if cost:
        entry = f"  - {{date: {day(1)}, document: 1, task: T-1, amount: {cost} EUR}}\n"
        files["actuals.yaml"] = f"entries:\n{entry}"
    return budget_of(folder, files)[0]


def agrees(found: Decimal | None, expected: float | None) -> bool:
    if found is None or expected is None:
        return found is None and expected is None
    return float(found) == pytest.approx(expected, abs=1e-5)


@pytest.mark.parametrize("case", VALUES, ids=lambda case: case["id"])
def test_earned_value(tmp_path: Path, case: dict[str, dict[str, float]]) -> None:
    bac, pv, ev, ac = (case["inputs"][key] for key in ("BAC", "PV", "EV", "AC"))
    kept = min(ev, pv)
    parts = (
        (kept, 1, done(1, 3)),
        (pv - kept, 2, ""),
        (ev - kept, 8, done(1, 3)),
        (bac - pv - ev + kept, 9, ""),
    )
    tasks = [
        task(number, start, 1, cost, progress)
        for number, (cost, start, progress) in enumerate(((one for one in parts if one[0] > 0)), 1)
    ]
    it = budget(tmp_path, tasks, 3, ac)
    total, forecast = it.performance, it.forecast
    found = {
        "BAC": total.bac, "PV": total.pv, "EV": total.ev, "AC": total.ac, "CV": total.cv, "SV": total.sv,
        "CPI": total.cpi, "SPI": total.spi, "TCPI_BAC": total.tcpi_bac, "EAC_cpi": forecast.cpi,
        "EAC_budget_rate": forecast.remaining_at_budget, "EAC_cpi_spi": forecast.cpi_spi,
        "EAC_08_02": forecast.weighted, "EAC_recommended": forecast.selected, "ETC_cpi": forecast.etc,
        "VAC_cpi": forecast.vac, "TCPI_EAC_cpi": forecast.tcpi_eac, "percent_complete": total.percent_complete,
        "percent_spent": total.percent_spent,
    }  # fmt: skip
    wanted = {key: want for key, want in case["expected"].items() if key in found}
    assert wanted
    assert {key: found[key] for key, want in wanted.items() if not agrees(found[key], want)} == {}


@pytest.mark.parametrize("case", [*TIME["cases"], TIME["plateau"]], ids=lambda case: case["id"])
def test_earned_schedule(tmp_path: Path, case: dict[str, dict[str, object]]) -> None:
    planned, left, at = case["inputs"]["PV_cumulative"], case["inputs"]["EV"], case["inputs"]["AT"]
    tasks = []
    for number, (before, after) in enumerate(zip([0, *planned], planned, strict=False), 1):
        step = after - before
        part = min(left, step)
        left -= part
        when = min(number, at)
        begun = f"actual_start: {day(when)}, percent: {round(100 * part / step, 6)}" if part else ""
        tasks.append(task(number, number, 1, step, done(when, when) if part == step > 0 else begun))
    it = budget(tmp_path, tasks, at)
    assert it.time is not None
    measures = it.time.measures
    assert measures.at == at
    found = {
        "ES": measures.es, "PD": measures.pd, "SV_t": measures.sv_t, "SPI_t": measures.spi_t,
        "IEAC_t": measures.ieac_t, "IEAC_t_pf1": measures.ieac_t_at_plan, "TSPI_PD": measures.tspi,
        "SV": it.performance.sv, "SPI": it.performance.spi, "ES_last_period_rule": measures.es,
    }  # fmt: skip
    wanted = {key: want for key, want in case["expected"].items() if key in found}
    assert wanted
    assert {key: found[key] for key, want in wanted.items() if not agrees(found[key], want)} == {}


def test_schedule_adherence(tmp_path: Path) -> None:
    oracle = TIME["p_factor"]
    tasks = []
    plans = oracle["inputs"]["plan_per_period"]
    for number, (name, periods) in enumerate(plans.items(), 1):
        start = next(place for place, amount in enumerate(periods, 1) if amount)
        days, cost, ev = sum(map(bool, periods)), sum(periods), oracle["inputs"]["EV_by_task"][name]
        begun = min(start, oracle["inputs"]["AT"])
        progress = done(begun, 2) if ev == cost else f"actual_start: {day(begun)}, percent: {100 * ev / cost}"
        tasks.append(task(number, start, days, cost, progress))
    it = budget(tmp_path, tasks, oracle["inputs"]["AT"])
    assert it.time is not None
    assert agrees(it.time.measures.es, oracle["expected"]["ES"])
    assert agrees(it.time.p_factor, oracle["expected"]["p_factor"])


def test_a_finished_project_stands_still(tmp_path: Path) -> None:
    """Four periods planned, finished at the end of the fifth, looked at in the ninth."""
    tasks = [task(number, number, 1, 100, done(number, number + 1)) for number in range(1, 5)]
    it = budget(tmp_path, tasks, 9)
    assert it.time is not None
    measures = it.time.measures
    assert (measures.es, measures.at, measures.pd) == (4, 5, 4)
    assert (measures.spi_t, measures.ieac_t, measures.tspi) == (Decimal("0.8"), 5, None)
    assert it.time.p_factor == 1
    assert (it.performance.spi, it.performance.sv) == (1, 0)
