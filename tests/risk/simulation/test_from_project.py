"""From YAML to what is simulated: estimates, spreads, drivers, correlations, targets of risks, costs, goals."""

import subprocess
import sys
from pathlib import Path

import pytest

from milepost.budget.baseline import baseline_in_force
from milepost.budget.compute import compute_budget
from milepost.diagnostics import Severity
from milepost.diagnostics.example import BASE, laid_over_base
from milepost.load import load_project
from milepost.risk.compute import compute_risk
from milepost.risk.simulation.correlation import Mixing
from milepost.risk.simulation.distributions import Pert, Triangular, Uniform
from milepost.risk.simulation.from_project import Computed, read_inputs, simulate
from milepost.risk.simulation.model import Impact
from milepost.risk.simulation_checks import simulation_findings
from milepost.schedule import parse_instant
from tests.budget.written import load, schedule_of

EXAMPLE = Path(__file__).parents[3] / "example-project"
DAY = 480
PROJECT = """\
milepost: 1
id: P-1
name: New catalogue
start: 2026-06-01
target_finish: 2026-07-31
status_date: 2026-06-08
currency: EUR
"""
PLAN = """\
tasks:
  - id: T-1
    name: Map
    duration: 10d
    phase: PH-1
    tags: [data]
    account: CA-1
    progress: {actual_start: 2026-06-01, remaining: 4d}
  - id: S-1
    name: Build
    account: CA-2
    tags: [build]
    tasks:
      - {id: T-2, name: Load, duration: 20d, predecessors: [T-1]}
      - {id: T-3, name: Test, duration: 10d, predecessors: [T-2], assignments: [raj]}
  - {id: M-1, name: Live, milestone: true, predecessors: [S-1]}
"""
BUDGET = """\
accounts:
  - {id: CA-1, name: Mapping}
  - {id: CA-2, name: Building}
lines:
  - {id: B-1, title: Tool, account: CA-2, category: licence, amount: 4000 EUR, task: T-2}
"""
PEOPLE = """\
people:
  - {id: raj, name: Raj Okafor, rates: [{from: 2026-01-01, per: h, amount: 50 EUR}]}
"""


def risk(*fields):
    known = (
        "id: R-1",
        "title: Late",
        "type: threat",
        "status: approved",
        "cause: A",
        "event: B",
        "effect: C",
    )
    kinds = {field.partition(":")[0] for field in fields}
    rest = [field for field in known if field.partition(":")[0] not in kinds]
    return "risks:\n  - " + "\n    ".join((*rest, *fields)) + "\n"


def computed(loaded, with_budget=True):
    schedule = schedule_of(loaded)
    baseline = baseline_in_force(loaded.project)
    budget = compute_budget(loaded.project, schedule, baseline)[0] if with_budget else None
    bac = None if budget is None else budget.performance.bac
    register, _ = compute_risk(loaded.project, schedule.calendar, schedule, bac)
    return Computed(schedule, register, budget, baseline)


def read(folder, plan=PLAN, settings="", **files):
    files = {f"{name}.yaml": text for name, text in files.items()}
    loaded = load(
        folder, {"plan.yaml": plan, "people.yaml": PEOPLE, "project.yaml": PROJECT + settings, **files}
    )
    return read_inputs(loaded.project, computed(loaded, "budget.yaml" in files))


def with_estimate(text, task="T-2", duration="20d"):
    return PLAN.replace(f"name: {task_name(task)}, duration: {duration}", f"name: {task_name(task)}, {text}")


def task_name(task):
    return {"T-2": "Load", "T-3": "Test"}[task]


def test_estimates_are_in_minutes_of_the_calendar(tmp_path):
    text = (
        "duration: 20d, estimate: {optimistic: 3w, most_likely: 20d, pessimistic: 200h, distribution: pert}"
    )
    inputs = read(tmp_path, with_estimate(text))
    assert inputs.durations == {2: Pert(15 * DAY, 20 * DAY, 25 * DAY)}
    assert inputs.iterations == 10_000
    assert inputs.confidence == 80


def test_an_estimate_of_work_in_progress_is_scaled_to_what_remains(tmp_path):
    plan = PLAN.replace(
        "duration: 10d\n    phase",
        "duration: 10d\n    estimate: {optimistic: 8d, most_likely: 10d, pessimistic: 15d}\n    phase",
    )
    (one,) = read(tmp_path, plan).durations.values()
    assert (one.low, one.mode, one.high) == pytest.approx((3.2 * DAY, 4 * DAY, 6 * DAY))


def test_an_estimate_of_effort_is_a_factor_of_the_work(tmp_path):
    text = "effort: 10d, assignments: [{who: raj, units: 50%}], estimate: {optimistic: 8d, most_likely: 10d, pessimistic: 20d, distribution: uniform}"
    inputs = read(tmp_path, with_estimate(text))
    planned = inputs.network.activities[2].duration
    assert inputs.durations[2] == Uniform(0.8 * planned, 2 * planned)


def test_what_is_left_out_of_an_estimate_is_the_planned_duration(tmp_path):
    inputs = read(tmp_path, with_estimate("duration: 20d, estimate: {pessimistic: 30d}"))
    assert inputs.durations == {2: Triangular(20 * DAY, 20 * DAY, 30 * DAY)}


@pytest.mark.parametrize(
    "estimate",
    [
        "{most_likely: 25d, distribution: fixed}",
        "{optimistic: 20d, most_likely: 20d, pessimistic: 20d}",
        "{optimistic: 21d, most_likely: 20d, pessimistic: 30d}",
    ],
)
def test_certain_or_impossible_estimates_leave_the_plan_as_it_is(tmp_path, estimate):
    settings = "risk: {simulation: {spread: {optimistic: 90%, pessimistic: 120%}}}\n"
    inputs = read(tmp_path, with_estimate(f"duration: 20d, estimate: {estimate}"), settings)
    assert sorted(inputs.durations) == [0, 3]


def test_spreads_by_category_and_for_all_the_rest(tmp_path):
    settings = (
        "risk:\n  simulation:\n    iterations: 500\n    seed: 9\n    confidence: 90%\n"
        "    spread: {optimistic: 80%, pessimistic: 150%, distribution: pert}\n"
        "    spreads:\n"
        "      - {phase: PH-1, optimistic: 50%, most_likely: 100%, pessimistic: 110%, distribution: uniform}\n"
        "      - {tag: nothing, optimistic: 1%, pessimistic: 900%}\n"
        "      - {account: CA-2, tag: build, optimistic: 90%, pessimistic: 200%}\n"
    )
    inputs = read(tmp_path, settings=settings)
    assert inputs.durations[0] == Uniform(0.5 * 4 * DAY, 1.1 * 4 * DAY)
    assert inputs.durations[2] == Triangular(0.9 * 20 * DAY, 20 * DAY, 2.0 * 20 * DAY)
    assert sorted(inputs.durations) == [0, 2, 3]
    assert (inputs.iterations, inputs.seed, inputs.confidence) == (500, 9, 90)


def test_drivers_name_tasks_summaries_tags_or_phases(tmp_path):
    settings = (
        "risk:\n  simulation:\n    drivers:\n"
        "      - {id: DR-1, optimistic: 90%, pessimistic: 130%, probability: 40%, tasks: [S-1]}\n"
        "      - {id: DR-2, optimistic: 95%, pessimistic: 105%, tags: [data]}\n"
        "      - {id: DR-3, optimistic: 95%, pessimistic: 105%}\n"
    )
    one, two, three = read(tmp_path, settings=settings).drivers
    assert (one.id, one.activities, one.probability) == ("DR-1", (1, 2, 3), 0.4)
    assert one.factor == Triangular(0.9, 1, 1.3)
    assert (two.activities, two.probability) == ((0,), 1)
    assert three.activities == (0, 1, 2, 3, 4)


def test_correlations(tmp_path):
    settings = (
        "risk:\n  simulation:\n    spread: {optimistic: 80%, pessimistic: 150%}\n"
        "    correlations:\n      - {tasks: [T-3, T-2], coefficient: 0.5}\n"
    )
    mixing = read(tmp_path, settings=settings).mixing
    assert isinstance(mixing, Mixing)
    assert mixing.members == (3, 2)
    assert mixing.rows[1] == pytest.approx((0.5, 0.75**0.5))


@pytest.mark.parametrize(
    ("impact", "impacts", "cost"),
    [
        ("{days: 5d, cost: 900 EUR, targets: [T-2]}", (Impact(2, 5 * DAY),), 900),
        (
            "{days: 5d, cost: 900 EUR, targets: [{task: T-2}, T-3]}",
            (Impact(2, 5 * DAY), Impact(3, 5 * DAY)),
            900,
        ),
        (
            "{days: 5d, targets: [{task: T-2, days: 2d}, {task: M-1, days: 1d}]}",
            (Impact(2, 2 * DAY), Impact(4, DAY)),
            0,
        ),
        ("{targets: [{task: T-2, days_percent: 30%}]}", (Impact(2, 0, 0.3),), 0),
        ("{days: 6d, targets: [S-1]}", (Impact(2, 4 * DAY), Impact(3, 2 * DAY)), 0),
        ("{days: 7ed, targets: [T-2]}", (Impact(2, 5 * DAY),), 0),
        (
            "{days: 5d, cost: 900 EUR, targets: [{task: T-2, cost: 100 EUR}, {account: CA-1, cost: 50 EUR}]}",
            (),
            150,
        ),
        ("{cost: 900 EUR, targets: [CA-2]}", (), 900),
        ("{targets: [{account: CA-2, cost_percent: 10%}]}", (), 800),
        ("{targets: [{task: T-2, cost_percent: 25%}]}", (), 1000),
    ],
)
def test_targets_of_risks(tmp_path, impact, impacts, cost):
    inputs = read(tmp_path, risks=risk("probability: 0.25", f"impact: {impact}"), budget=BUDGET)
    (event,) = inputs.risks
    assert event.probability == 0.25
    assert [(one.activity, one.share) for one in event.impacts] == [
        (one.activity, one.share) for one in impacts
    ]
    assert [one.minutes for one in event.impacts] == pytest.approx([one.minutes for one in impacts])
    assert event.cost == cost


def test_opportunities_have_the_other_sign_and_scores_a_probability(tmp_path):
    text = risk("type: opportunity", "likelihood: 4", "impact: {days: 2d, cost: 300 EUR, targets: [T-2]}")
    (event,) = read(tmp_path, risks=text, budget=BUDGET).risks
    assert event.probability == 0.7
    assert event.impacts == (Impact(2, -2 * DAY),)
    assert event.cost == -300


@pytest.mark.parametrize(
    "fields",
    [
        ("status: closed", "probability: 0.5", "impact: {days: 2d, targets: [T-2]}"),
        ("impact: {days: 2d, targets: [T-2]}",),
        ("probability: 0.5", "impact: {quality: 4}"),
    ],
)
def test_risks_that_are_over_or_of_no_known_size_are_no_events(tmp_path, fields):
    assert read(tmp_path, risks=risk(*fields)) is None


def test_the_cost_by_the_plan_is_that_of_the_budget(tmp_path):
    settings = "risk: {simulation: {spread: {optimistic: 80%, pessimistic: 150%}}}\n"
    inputs = read(tmp_path, settings=settings, budget=BUDGET)
    assert inputs.costs.timed == {3: 10 * 8 * 50.0}
    assert inputs.costs.fixed == 4000
    assert [goal.name for goal in inputs.finish_goals] == ["target finish"]
    assert [goal.value for goal in inputs.cost_goals] == [8000]


def test_nothing_uncertain_is_not_simulated(tmp_path):
    loaded = load(tmp_path, {"plan.yaml": PLAN, "people.yaml": PEOPLE, "project.yaml": PROJECT})
    assert simulate(loaded.project, computed(loaded)) is None


@pytest.mark.parametrize("iterations", [0, 99, 1_000_000_000])
def test_too_few_and_too_many_iterations_have_a_finding(tmp_path, iterations):
    settings = f"risk:\n  simulation:\n    iterations: {iterations}\n"
    loaded = load(tmp_path, {"plan.yaml": PLAN, "people.yaml": PEOPLE, "project.yaml": PROJECT + settings})
    (finding,) = [one for one in loaded.findings if one.span is not None and one.span.file == "project.yaml"]
    assert finding.severity is Severity.ERROR
    assert str(iterations) in finding.message


def test_the_example():
    loaded = load_project(EXAMPLE)
    known = computed(loaded)
    inputs = read_inputs(loaded.project, known)
    result = simulate(loaded.project, known)
    assert result.iterations == inputs.iterations == 10_000
    assert result.finish.deterministic == known.schedule.finish
    assert result.cost.deterministic == round(known.budget.forecast.bottom_up, 2)
    assert result.finish.p80 > result.finish.p50 > result.finish.deterministic
    assert set(result.risks) <= set(known.register.ranking)
    assert len(result.risks) > 10
    assert result.tornado[0].days > 1


def test_in_a_levelled_plan_people_keep_the_order_of_their_work(tmp_path):
    """Two tasks of one person: the first may take from one to nine days, and the second moves with it."""
    plan = """\
tasks:
  - {id: T-1, name: Map, duration: 5d, assignments: [raj], priority: 700, estimate: {optimistic: 1d, pessimistic: 9d, distribution: uniform}}
  - {id: T-2, name: Load, duration: 5d, assignments: [raj]}
"""
    settings = PROJECT + "schedule: {levelling: resource-limited}\n"
    loaded = load(tmp_path, {"plan.yaml": plan, "people.yaml": PEOPLE, "project.yaml": settings})
    known = computed(loaded, with_budget=False)
    result = simulate(loaded.project, known)
    assert result.finish.deterministic == known.schedule.finish == parse_instant("2026-06-19T17:00")
    assert result.finish.p10 == pytest.approx(parse_instant("2026-06-16T15:24"), abs=60)
    assert result.finish.p90 == pytest.approx(parse_instant("2026-06-25T09:36"), abs=60)
    assert result.tasks["T-1"].criticality == result.tasks["T-2"].criticality == 1


def test_reading_needs_no_numpy():
    script = (
        "import sys\n"
        "from milepost.risk.simulation import from_project, result, model, distributions\n"
        "print('numpy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def findings_of(folder, files):
    """What the check finds about the simulation, and the risks that the simulation takes."""
    loaded = load(folder, laid_over_base(files))
    known = computed(loaded)
    inputs = read_inputs(loaded.project, known)
    found = list(simulation_findings(loaded.project, known.schedule, known.register))
    return found, () if inputs is None else tuple(one.id for one in inputs.risks)


@pytest.mark.parametrize(
    ("impact", "words"),
    [
        ("{days: 10d}", "no task and no account"),
        ("{cost: 100 EUR, targets: []}", "no task and no account"),
        ("{days: 10d, targets: [T-2]}", "done"),
        ("{days: 10d, targets: [CA-1]}", "accounts alone"),
    ],
)
def test_why_a_risk_hits_nothing(tmp_path, impact, words):
    text = risk("probability: 0.5", "owner: mara", f"impact: {impact}")
    (finding,), events = findings_of(tmp_path, {"risks.yaml": text})
    assert words in finding.message
    assert events == ()


@pytest.mark.parametrize(
    "impact",
    [
        "{days: 10d, targets: [T-3]}",
        "{days: 0d, targets: [T-3]}",
        "{cost: 100 EUR, targets: [T-2]}",
        "{cost: 0 EUR, targets: [T-2]}",
        "{days: 1d, targets: [{task: T-3, cost: 5 EUR}]}",
        "{days: 1d, targets: [{task: T-3, days: 0d}]}",
        "{days: 1d, targets: [{task: T-3, days_percent: 10%}, T-2]}",
        "{quality: 3, targets: [T-3]}",
        "{days: 1d, targets: [NOWHERE]}",
    ],
)
def test_the_check_finds_exactly_the_risks_that_the_simulation_leaves_out(tmp_path, impact):
    text = risk("probability: 0.5", "owner: mara", f"impact: {impact}")
    found, events = findings_of(tmp_path, {"risks.yaml": text})
    sized = "quality" not in impact
    assert bool(found) == (sized and not events)


@pytest.mark.parametrize(
    ("simulation", "words"),
    [
        ("spreads: [{tag: nowhere, pessimistic: 120%}]", "no open task fits this spread"),
        ("spreads: [{account: CA-9, phase: PH-9, pessimistic: 120%}]", "no open task fits this spread"),
        ("drivers: [{id: d, tags: [nowhere], pessimistic: 120%}]", "no open task fits this driver"),
        ("drivers: [{id: d, tasks: [T-2], pessimistic: 120%}]", "no open task fits this driver"),
        ("drivers: [{id: d, tasks: [T-1], pessimistic: 120%}]", None),
        ("drivers: [{id: d, pessimistic: 120%}]", None),
        ("spreads: [{pessimistic: 120%}]", None),
        ("spread: {pessimistic: 120%}", None),
        ("correlations: [{tasks: [T-2, T-3], coefficient: 0.5}]", "T-2 is done"),
        (
            "correlations: [{tasks: [T-3, T-1], coefficient: 0.5}]",
            "T-1 is done, or has no duration of its own",
        ),
    ],
)
def test_what_is_about_no_open_task(tmp_path, simulation, words):
    project = BASE["project.yaml"] + f"risk:\n  simulation:\n    {simulation}\n"
    found, _ = findings_of(tmp_path, {"project.yaml": project})
    messages = [one.message for one in found if one.rule == "risk/about-nothing"]
    assert len(messages) == (words is not None)
    assert words is None or words in messages[0]
