"""Single values that the schemas must take, and single mistakes that they must refuse."""

import jsonschema
import pytest

from tests.schemas.schema_files import BASE, SUFFIX, fast_validator, validator

PROJECT = {
    "milepost": 1,
    "id": "P-1",
    "name": "Catalogue",
    "start": "2026-01-05",
    "status_date": "2026-07-10",
}
RISK = {
    "id": "R-1",
    "title": "Late interface",
    "type": "threat",
    "status": "approved",
    "cause": "The contract is late.",
    "event": "The interface is late.",
    "effect": "Go-live moves.",
}


def _file(name: str, data: object) -> bool:
    schema = {"$ref": f"{BASE}{name}{SUFFIX}"}
    errors = list(validator(schema).iter_errors(data))
    assert fast_validator(schema).is_valid(data) == (not errors), [error.message for error in errors]
    return not errors


def _task(**fields: object) -> bool:
    return _file("plan", {"tasks": [{"id": "T-1", "name": "Map", **fields}]})


@pytest.mark.parametrize(
    "predecessor",
    ["T-90", "p00.w0000.t1 FF", "T-105 SS+2d", "T-3 FS-50%", "T-3 FS+3ed", "T-3 SF-0.5h",
     {"task": "T-104"}, {"task": "T-104", "type": "FF", "lag": "1d"}],
)  # fmt: skip
def test_predecessors(predecessor: object) -> None:
    assert _task(predecessors=[predecessor])


@pytest.mark.parametrize(
    "predecessor",
    ["T-105+2d", "T-105 ss", "T-105 SS +2d", "T-105 SS2d", "T-105 XX", "T-1 FS+2days", "", 5, {"type": "FF"},
     {"task": "T-1", "lag": "2"}, {"task": "T-1", "lead": "2d"}],
)  # fmt: skip
def test_predecessors_that_are_refused(predecessor: object) -> None:
    assert not _task(predecessors=[predecessor])


def test_tasks_nest_and_a_mistake_is_found_at_depth() -> None:
    child = {"id": "T-3", "name": "Deep", "duration": "3d"}
    assert _task(tasks=[{"id": "T-2", "name": "Middle", "tasks": [child]}])
    assert not _task(tasks=[{"id": "T-2", "name": "Middle", "tasks": [{**child, "duration": "3 days"}]}])


def test_a_dated_constraint_needs_its_date() -> None:
    assert _task(constraint={"type": "as-late-as-possible"})
    assert _task(constraint={"type": "must-start-on", "date": "2026-07-01T08:00"})
    assert not _task(constraint={"type": "must-start-on"})
    assert not _task(constraint={"date": "2026-07-01"})


def test_an_earning_method_needs_what_it_counts() -> None:
    assert _task(earning="50/50")
    assert _task(earning="units", units={"done": 3, "total": 9})
    assert not _task(earning="units")
    assert not _task(earning="milestones")
    assert not _task(earning="apportioned")


@pytest.mark.parametrize(
    "fields",
    [{"progress": {"percent": 101}}, {"progress": {"percent": "60%"}}, {"duration": "-3d"}, {"duration": 5},
     {"milestone": "yes"}, {"deadline": "2026-02-30"}, {"deadline": "01.07.2026"}, {"predecesors": ["T-1"]},
     {"assignments": [{"units": "50%"}]}, {"assignments": [{"who": "raj", "units": 50}]}],
)  # fmt: skip
def test_task_fields_that_are_refused(fields: dict) -> None:
    assert not _task(**fields)


@pytest.mark.parametrize("hours", ["08:00-12:00", "22:00-06:00", "00:00-24:00"])
def test_working_hours(hours: str) -> None:
    assert _file("calendars", {"calendars": [{"id": "std", "name": "Std", "week": {"monday": [hours]}}]})


@pytest.mark.parametrize("hours", ["8:00-12:00", "24:00-06:00", "08:00-25:00", "08:60-12:00", "0800-1200"])
def test_working_hours_that_are_refused(hours: str) -> None:
    assert not _file("calendars", {"calendars": [{"id": "std", "name": "Std", "week": {"monday": [hours]}}]})


def test_a_calendar_needs_a_week_or_another_calendar() -> None:
    assert _file("calendars", {"calendars": [{"id": "night", "name": "Night", "based_on": "std"}]})
    assert not _file("calendars", {"calendars": [{"id": "night", "name": "Night"}]})


def test_an_exception_is_a_day_or_a_period() -> None:
    def exception(**fields: object) -> bool:
        calendar = {"id": "std", "name": "Std", "week": {}, "exceptions": [fields]}
        return _file("calendars", {"calendars": [calendar]})

    assert exception(date="2026-11-28", hours=["09:00-12:00"])
    assert exception(**{"from": "2026-08-03", "to": "2026-08-14"}, hours=[])
    assert not exception(hours=[])
    assert not exception(**{"from": "2026-08-03"})


def test_capacity_is_a_share_or_a_list_of_shares() -> None:
    def capacity(value: object) -> bool:
        return _file("people", {"people": [{"id": "mara", "name": "Mara Lindqvist", "capacity": value}]})

    assert capacity("80%")
    assert capacity([{"from": "2026-01-01", "percent": "80%"}])
    assert not capacity(0.8)
    assert not capacity([{"percent": "80%"}])


def test_actuals() -> None:
    entry = {"date": "2026-07-09", "amount": "4250.00 EUR", "document": "INV-7"}
    sheet = {"date": "2026-07-09", "person": "mara", "hours": 7.5}
    assert _file("actuals", {"entries": [entry], "timesheets": [sheet]})
    assert not _file("actuals", {"entries": [{**entry, "amount": "4,250.00 EUR"}]})
    assert not _file("actuals", {"timesheets": [{**sheet, "hours": 25}]})
    assert not _file("actuals", {"timesheets": [{**sheet, "hours": 0}]})


def test_closed_months_and_rates() -> None:
    rate = {"date": "2026-01-01", "from": "USD", "to": "EUR", "rate": "0.9215"}
    assert _file("budget", {"closed_periods": ["2026-05"], "exchange_rates": [rate]})
    assert not _file("budget", {"closed_periods": ["2026-13"]})
    assert not _file("budget", {"exchange_rates": [{**rate, "rate": "0,9215"}]})


@pytest.mark.parametrize(
    "fields",
    [{"probability": 40}, {"probability": "140%"}, {"likelihood": 6}, {"impact": {"cost": 20000}},
     {"impact": {"targets": [{}]}}, {"strategy": "monitor"}, {"status": "open"}, {"response": [{"due": "2026-07-31"}]}],
)  # fmt: skip
def test_risk_fields_that_are_refused(fields: dict) -> None:
    assert not _file("risks", {"risks": [{**RISK, **fields}]})


def test_risks() -> None:
    assert _file("risks", {"risks": [RISK]})
    response = [{"task": "T-1"}, {"action": "Build a simulator", "due": "2026-07-31"}]
    impact = {
        "cost": "20000 EUR",
        "days": "10d",
        "targets": ["T-1", {"account": "CA-1", "cost_percent": "10%"}],
    }
    assert _file("risks", {"risks": [{**RISK, "probability": "40%", "impact": impact, "response": response}]})
    without_cause = {key: value for key, value in RISK.items() if key != "cause"}
    assert not _file("risks", {"risks": [without_cause]})


def test_a_project_may_hold_registers() -> None:
    assert _file("project", {**PROJECT, "tasks": [{"id": "T-1", "name": "Map"}], "risks": [RISK]})
    assert not _file("project", {**PROJECT, "tasks": [{"id": "T-1"}]})
    assert not _file("project", {**PROJECT, "milepost": 2})


@pytest.mark.parametrize(
    "fields",
    [{"checks": {"long-task": "off"}}, {"checks": {"schedule/long-task": "fatal"}}, {"currency": "Euro"},
     {"risk": {"simulation": {"iterations": 0}}}, {"risk": {"simulation": {"iterations": 1000000000}}},
     {"tolerances": {"schedule": {"amber": 5}}}, {"schedule": {"levelling": "auto"}}],
)  # fmt: skip
def test_project_fields_that_are_refused(fields: dict) -> None:
    assert not _file("project", {**PROJECT, **fields})


def test_a_waiver_needs_an_end() -> None:
    waiver = {
        "id": "W-1",
        "rule": "schedule/long-task",
        "record": "T-1",
        "reason": "Quarterly.",
        "approver": "S-1",
    }
    assert _file("waivers", {"waivers": [{**waiver, "expires": "2026-12-31"}]})
    assert not _file("waivers", {"waivers": [waiver]})


def test_a_baseline_is_one_record() -> None:
    tasks = {"T-1": {"start": "2026-07-06T08:00", "finish": "2026-07-17T17:00"}}
    assert _file("baselines", {"id": "B1", "created": "2026-03-06", "tasks": tasks})
    assert not _file("baselines", {"id": "B1", "created": "2026-03-06", "tasks": tasks, "hash": "abc"})
    assert not _file("baselines", {"id": "B1", "created": "2026-03-06", "tasks": {"1": tasks["T-1"]}})


def test_a_message_names_the_field() -> None:
    schema = {"$ref": f"{BASE}plan{SUFFIX}"}
    data = {"tasks": [{"id": "T-1", "name": "Map", "duration": "5 days"}]}
    error = jsonschema.exceptions.best_match(validator(schema).iter_errors(data))
    assert list(error.absolute_path) == ["tasks", 0, "duration"]
