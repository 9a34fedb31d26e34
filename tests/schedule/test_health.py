"""The 14-point schedule assessment: a constructed population, published indices, networks that are delayed."""

import json
from pathlib import Path

import pytest

from milepost.schedule import (
    CONTINUOUS,
    Activity,
    Constraint,
    ConstraintType,
    Link,
    LinkType,
    Network,
    calculate,
)
from milepost.schedule.calendars import STANDARD
from milepost.schedule.health import assess, bei, cpli
from milepost.schedule.health_model import CriticalPath, Limits, Population, SlipTest, Subject, Tie
from milepost.schedule.instants import parse_instant
from milepost.schedule.slip_test import run_slip_test

ORACLES = Path(__file__).parent / "oracles"
DCMA = json.loads((ORACLES / "dcma14.json").read_text())
EXPECTED = DCMA["expected"]
STATUS = parse_instant(DCMA["status_date"])
HARD = {"MSO", "MFO", "SNLT", "FNLT"}


def at(text):
    return None if text is None else parse_instant(text)


def subject(task):
    start, finish = task["actual_start"] or task["start"], task["actual_finish"] or task["finish"]
    return Subject(
        id=task["id"],
        normal=task["type"] == "task",
        start=at(start),
        finish=at(finish),
        started=task["actual_start"] is not None,
        done=task["actual_finish"] is not None,
        days=task["duration_days"],
        slack=task["total_float_days"],
        planned_finish=at(task["baseline_finish"]),
        planned_days=task["baseline_duration_days"],
        detailed=not task["planning_package"],
        hard=task["constraint"] in HARD,
        resourced=task["resources"],
    )


def critical_path():
    last = next(task for task in DCMA["tasks"] if task["id"] == "M9")
    days = STANDARD.between(STATUS, at(last["finish"])) / 480
    return CriticalPath(days, STANDARD.between(at(last["finish"]), at(last["baseline_finish"])) / 480)


def population(**changes):
    given = {
        "tasks": [subject(task) for task in DCMA["tasks"]],
        "ties": [Tie(one["from"], one["to"], one["type"], one["lag_days"]) for one in DCMA["links"]],
        "planned_from": STATUS,
        "reported_to": STATUS,
        "path": critical_path(),
    }
    return Population(**{**given, **changes})


HEALTH = assess(population(), Limits())
KEYS = [name for name in EXPECTED if name[2] == "_" and name[:2] not in {"04", "12", "13", "14"}]


def told(metric):
    return [list(link) for link in metric.links] or list(metric.offenders)


@pytest.mark.parametrize("name", KEYS)
def test_a_share_of_the_population(name):
    metric, expected = HEALTH.figures[name[3:]], EXPECTED[name]
    offenders = expected.get("offenders")
    if offenders is None:
        offenders = expected["forecast_before_status"] + expected["actual_after_status"]
    assert told(metric) == offenders
    assert metric.count == expected["numerator"]
    assert metric.of == expected.get("denominator", 20)
    assert metric.value == pytest.approx(expected.get("percent", 15.0))
    assert metric.passed == expected["passed"]


def test_the_population():
    assert (HEALTH.tasks, HEALTH.links) == (20, 20)


def test_relationship_types():
    metric, expected = HEALTH.figures["relationship_types"], EXPECTED["04_relationship_types"]
    assert (metric.count, metric.of, metric.value, metric.passed) == (
        expected["FS"], expected["denominator"], expected["percent"], expected["passed"],
    )  # fmt: skip
    assert [tie.type for tie in metric.links] == ["SS", "FF"]


def test_dangling_ends():
    assert HEALTH.dangling_starts == tuple(EXPECTED["01b_dangling"]["dangling_start"])
    assert HEALTH.dangling_finishes == tuple(EXPECTED["01b_dangling"]["dangling_finish"])


def test_long_tasks_of_later_waves_count_when_they_are_not_marked():
    tasks = [task._replace(detailed=True) for task in population().tasks]
    metric = assess(population(tasks=tasks), Limits()).figures["high_duration"]
    assert metric.value == EXPECTED["08_high_duration"]["without_rolling_wave_exemption"]


def test_baseline_execution_index():
    metric, expected = HEALTH.figures["bei"], EXPECTED["14_BEI"]
    assert metric.value == pytest.approx(expected["BEI"], abs=1e-6)
    assert metric.count == expected["completed"]
    assert metric.of == expected["baseline_count"] + expected["missing_baseline_finish"]
    assert metric.passed is expected["passed"]
    assert HEALTH.hit_percent == expected["hit_task_percent"]


def test_critical_path_length_index():
    metric, expected = HEALTH.figures["cpli"], EXPECTED["13_CPLI"]
    assert critical_path() == (expected["critical_path_length_wd"], expected["total_float_days"])
    assert metric.value == pytest.approx(expected["CPLI"])
    assert metric.passed is expected["passed"]


@pytest.mark.parametrize("case", DCMA["published_examples"], ids=lambda case: case["source"])
def test_published_index(case):
    inputs = case["inputs"]
    value = (
        cpli(CriticalPath(inputs["cpl"], inputs["tf"]))
        if case["metric"] == "CPLI"
        else bei(inputs["done"], inputs["due"], 0)
    )
    assert value == pytest.approx(case["expected"], abs=1e-6)


# -- the critical path test ------------------------------------------------------------------------------------

NET_04 = next(
    case
    for case in json.loads((ORACLES / "cpm_network.json").read_text())["cases"]
    if case["id"] == EXPECTED["12_critical_path_test"]["network"].split()[0]
)
PINNED = Constraint(ConstraintType.MUST_FINISH_ON, 15)
VARIANTS = [
    (lambda link: True, ()),
    (lambda link: (link["from"], link["to"]) != ("G", "H"), ()),
    (lambda link: True, (PINNED,)),
]


def network(keep, pins):
    ids = [task["id"] for task in NET_04["tasks"]]
    activities = [
        Activity(
            task["id"],
            CONTINUOUS,
            task["duration"],
            constraints=pins if task["id"] == "H" else (),
        )
        for task in NET_04["tasks"]
    ]
    links = [
        Link(ids.index(link["from"]), ids.index(link["to"]), LinkType(link["type"]), link["lag"])
        for link in NET_04["links"]
        if keep(link)
    ]
    return ids, Network(0, CONTINUOUS, tuple(activities), tuple(links))


@pytest.mark.parametrize(
    ("case", "variant"),
    list(zip(EXPECTED["12_critical_path_test"]["cases"], VARIANTS, strict=True)),
    ids=lambda one: one["text"] if isinstance(one, dict) else "",
)
def test_a_delay_reaches_the_completion_or_does_not(case, variant):
    ids, plan = network(*variant)
    dates, _ = calculate(plan)
    delayed, completion = ids.index(case["delayed"]), ids.index("H")
    assert dates.finish[completion] == case["finish_before"]
    test = run_slip_test(plan, delayed, [completion], (dates.finish[delayed], dates.finish[completion]))
    assert (test.slip, test.moved) == (case["delay"], case["moved"])
    assert test.passed is case["passed"]


def test_the_test_is_one_of_the_metrics():
    test = SlipTest("T-1", "M-1", 600, 10)
    metric = assess(population(make_test=lambda: test), Limits()).metrics["critical_path_test"]
    assert (metric.value, metric.limit, metric.passed, metric.offenders) == (10, 570, False, ("T-1", "M-1"))


# -- edges -----------------------------------------------------------------------------------------------------


def test_limits_belong_to_what_passes():
    loose = Limits(
        logic=10, leads=5, lags=10, high_float=10, negative_float=5, invalid_dates=15, missed_tasks=50
    )
    verdicts = {key: metric.passed for key, metric in assess(population(), loose).figures.items()}
    assert all(passed for key, passed in verdicts.items() if key not in {"bei", "resources"})


def test_an_empty_plan_has_nothing_to_judge():
    health = assess(Population((), (), 0, 0, baselined=False), Limits())
    assert {metric.passed for metric in health.metrics.values()} == {None}
    assert {metric.value for metric in health.metrics.values()} == {None}
    assert health.score is None
    assert health.hit_percent is None


def test_the_score_is_the_share_of_what_can_be_judged():
    assert [(part.name, part.kept, part.judged) for part in HEALTH.parts] == [
        ("Logic", 1, 4),
        ("Float and constraints", 1, 3),
        ("Realism", 1, 2),
        ("Keeping to the baseline", 1, 3),
    ]
    assert HEALTH.score == pytest.approx(100 * 4 / 12)


def test_all_fourteen_are_there_in_order():
    assert [metric.number for metric in HEALTH.metrics.values()] == list(range(1, 15))


def test_what_is_done_after_the_status_date_is_not_done_yet():
    task = Subject("T-1", True, 0, 100, True, True, 1, None, 50, 1)
    health = assess(Population([task], (), 60, 60), Limits())
    assert health.figures["invalid_dates"].offenders == ("T-1",)
    assert health.figures["invalid_dates"].value == 100
    assert health.figures["bei"].value == 0


def test_without_a_baseline_the_planned_duration_counts():
    task = Subject("T-1", True, 0, 100, False, False, 50, 0)
    health = assess(Population([task], (), 0, 0, baselined=False), Limits())
    assert health.figures["high_duration"].offenders == ("T-1",)
    assert health.figures["bei"].value is None


def test_a_link_through_a_summary_is_logic():
    task = Subject("T-1", True, 0, 100, False, False, 1, 0)
    linked = Population([task], (), 0, 0, preceded={"T-1"}, succeeded={"T-1"})
    assert assess(linked, Limits()).figures["logic"].count == 0
    assert assess(Population([task], (), 0, 0), Limits()).figures["logic"].count == 1
