"""The simulation as a whole: laws that hold for every result."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from milepost.load import load_project
from milepost.risk.simulation import engine, playing
from milepost.risk.simulation.distributions import Fixed, Normal, Triangular, Uniform
from milepost.risk.simulation.engine import run
from milepost.risk.simulation.model import Costs, Driver, Goal, Impact, Inputs, RiskEvent
from milepost.risk.simulation.percentiles import percentiles
from milepost.schedule import (
    Activity,
    ActivityKind,
    Constraint,
    ConstraintType,
    Link,
    LinkType,
    Network,
    Progress,
    calculate,
    parse_instant,
)
from milepost.schedule.instants import instant_text
from milepost.schedule.plan import compute_schedule, plan_of
from tests.risk.simulation.networks import FIVE_DAYS
from tests.risk.simulation.plans import UNIT, network, parallel, series
from tests.schedule.plans import read_plan
from tests.schedule.test_real_plans import FOLDER, PLANS

EXAMPLE = Path(__file__).parents[3] / "example-project"
START = parse_instant("2026-06-01T08:00")
DAY = 480


def spread_plan(iterations=1200):
    """A plan with drivers, risks, cost, a milestone, and more than one path."""
    links = [(0, 1), (0, 2), (1, 3), (2, 3), (3, 4)]
    activities = tuple(Activity(f"T-{k}", FIVE_DAYS, d * DAY) for k, d in enumerate((5, 8, 7, 10)))
    last = Activity("M-1", FIVE_DAYS, kind=ActivityKind.MILESTONE, deadline=START + 35 * 1440)
    plan = Network(START, FIVE_DAYS, (*activities, last), tuple(Link(a, b) for a, b in links))
    return Inputs(
        plan,
        {k: Triangular(0.8, 1, 1.6).scaled(a.duration) for k, a in enumerate(activities)},
        drivers=(Driver("D-1", Uniform(0.9, 1.2), (1, 2), 0.6),),
        risks=(
            RiskEvent("R-1", 0.3, (Impact(1, 3 * DAY), Impact(2, share=0.2)), 5000.0),
            RiskEvent("R-2", 0.5, (Impact(3, -2 * DAY),), -800.0),
            RiskEvent("R-3", 0.2, (Impact(4, DAY),)),
        ),
        costs=Costs(1000.0, {k: 100.0 * a.duration / DAY for k, a in enumerate(activities)}),
        finish_goals=(Goal("target", START + 40 * 1440),),
        cost_goals=(Goal("budget", 6000.0),),
        iterations=iterations,
    )


@pytest.mark.parametrize("plan", PLANS)
def test_without_spread_every_iteration_is_the_plan(plan):
    real = read_plan(FOLDER / plan)
    dates, _ = calculate(real)
    timed = {k: 0.1 * a.duration for k, a in enumerate(real.activities) if a.duration}
    durations = {k: Fixed(a.duration) for k, a in enumerate(real.activities) if a.duration}
    result = run(Inputs(real, durations, costs=Costs(7.5, timed), iterations=100))
    assert set(result.finish.percentiles) == {dates.project_finish}
    assert set(result.cost.percentiles) == {result.cost.deterministic}
    assert result.finish.sd == result.cost.sd == result.finish_reserve.amount == 0
    for k, activity in enumerate(real.activities):
        if activity.id in result.tasks:
            assert result.tasks[activity.id].criticality == dates.critical[k]


def test_without_spread_every_iteration_of_the_example_is_its_plan():
    loaded = load_project(EXAMPLE)
    schedule, _ = compute_schedule(loaded.project, lambda *_: {})
    plan = plan_of(loaded.project, schedule.calendars)
    result = run(Inputs(plan.network, iterations=100))
    assert set(result.finish.percentiles) == {schedule.finish}
    assert len(result.tasks) > 20
    for id_, effect in result.tasks.items():
        assert effect.criticality == schedule.tasks[id_].critical, id_


def test_the_same_inputs_give_the_same_result():
    assert run(spread_plan()) == run(spread_plan())


def test_the_size_of_blocks_changes_nothing_but_rounding(monkeypatch):
    whole = run(spread_plan())
    monkeypatch.setattr(playing, "MOST_ROWS", 256)
    parts = run(spread_plan())
    assert parts.finish == whole.finish
    assert parts.finish_chances == whole.finish_chances
    assert parts.risks == whole.risks
    assert parts.milestones == whole.milestones
    assert {id_: one.criticality for id_, one in parts.tasks.items()} == {
        id_: one.criticality for id_, one in whole.tasks.items()
    }
    for id_, one in parts.tasks.items():
        assert one.sd == pytest.approx(whole.tasks[id_].sd)


@pytest.mark.parametrize("rows", [256, 5000])
@pytest.mark.parametrize("costs", [True, False])
def test_percentiles_alone_are_those_of_the_whole_result(monkeypatch, rows, costs):
    monkeypatch.setattr(playing, "MOST_ROWS", rows)
    inputs = spread_plan() if costs else replace(spread_plan(), costs=None)
    found = percentiles(inputs)
    assert found == run(inputs).percentiles
    assert found.finish_p50 < found.finish_p80
    assert (found.cost_p80 is not None) == costs
    assert percentiles(Inputs(network([]))) is None


def test_details_are_kept_of_the_first_iterations_only(monkeypatch):
    monkeypatch.setattr(playing, "MOST_ROWS", 256)
    monkeypatch.setattr(engine, "DETAILED", 300)
    result, short = run(spread_plan()), run(spread_plan(300))
    assert (result.detailed, result.iterations) == (300, 1200)
    assert result.risks["R-1"].finish_without == short.risks["R-1"].finish_without
    assert result.tasks["T-1"].rank_correlation == short.tasks["T-1"].rank_correlation
    assert result.milestones == short.milestones


def test_more_iterations_continue_the_same_draws():
    first, more = run(replace(spread_plan(400))), run(spread_plan(1200))
    assert more.scatter[:400] == first.scatter


def test_a_task_and_a_risk_more_leave_all_other_draws_as_they_were():
    inputs = parallel(Normal(100, 10), Uniform(1, 2), iterations=600)
    other = parallel(Uniform(2, 3), Normal(100, 10), Uniform(1, 2), iterations=600)
    ids = ("T-new", "T-0", "T-1")
    plan = replace(
        other.network,
        activities=tuple(replace(a, id=id_) for a, id_ in zip(other.network.activities, ids, strict=True)),
    )
    risk = RiskEvent("R-1", 0.5, cost=3.0)
    more = run(replace(other, network=plan, risks=(risk,), costs=Costs()))
    before = run(inputs)
    assert more.finish.percentiles == before.finish.percentiles
    assert more.tasks["T-0"].sd == before.tasks["T-0"].sd


def test_another_seed_gives_other_draws():
    assert run(spread_plan()).finish != run(replace(spread_plan(), seed=2)).finish


def test_progress_is_told_by_block(monkeypatch):
    monkeypatch.setattr(playing, "MOST_ROWS", 500)
    told = []
    run(spread_plan(1000), told.append)
    assert told == [500, 1000]


def test_a_risk_hits_all_its_tasks_in_the_same_iterations():
    both = RiskEvent("R-1", 0.4, (Impact(0, UNIT), Impact(1, UNIT)))
    result = run(Inputs(network([1, 1], [(0, 1)]), risks=(both,)))
    assert set(result.finish.percentiles) == {2 * UNIT, 4 * UNIT}
    assert result.risks["R-1"].happened == pytest.approx(0.4, abs=0.015)
    assert result.finish.at_deterministic == 1 - result.risks["R-1"].happened


def test_relative_impacts_are_shares_of_the_drawn_duration():
    result = run(
        series(Uniform(1, 3), risks=(RiskEvent("R-1", 1.0, (Impact(0, share=0.5),)),), iterations=4000)
    )
    plain = run(series(Uniform(1, 3), iterations=4000))
    assert result.finish.p80 == pytest.approx(1.5 * plain.finish.p80, abs=2)


def test_an_opportunity_leaves_at_least_a_minute_of_work():
    result = run(Inputs(network([1]), risks=(RiskEvent("R-1", 0.5, (Impact(0, -5 * UNIT),)),)))
    assert result.finish.percentiles[0] == 1
    assert result.risks["R-1"].mean_days < 0


def test_with_and_without_a_risk_by_the_same_draws():
    inputs = spread_plan()
    result = run(inputs)
    for place, risk in enumerate(inputs.risks):
        never = tuple(
            replace(one, probability=0.0) if k == place else one for k, one in enumerate(inputs.risks)
        )
        without = run(replace(inputs, risks=never))
        effect = result.risks[risk.id]
        assert effect.finish_without == without.finish.p80
        assert effect.cost_without == without.cost.p80
        assert effect.mean_cost == pytest.approx(float(result.cost.mean - without.cost.mean), abs=0.02)


def test_the_tornado_holds_one_input_and_draws_the_rest():
    inputs = replace(spread_plan(), iterations=1000)
    result = run(inputs)
    days = [swing.days for swing in result.tornado]
    assert days == sorted(days, reverse=True)
    by_id = {swing.id: swing for swing in result.tornado}
    assert {"T-0", "D-1", "R-1", "R-2"} <= by_id.keys()
    always = tuple(replace(one, probability=1.0) if one.id == "R-1" else one for one in inputs.risks)
    certain = run(replace(inputs, risks=always))
    worked = FIVE_DAYS.between(result.finish.mean, certain.finish.mean) / DAY
    assert by_id["R-1"].high == pytest.approx(worked, abs=0.01)
    assert by_id["R-1"].cost_high == pytest.approx(float(certain.cost.mean - result.cost.mean), abs=0.02)
    low = {**inputs.durations, 0: Fixed(float(inputs.durations[0].quantile(_array(0.1))[0]))}
    held = run(replace(inputs, durations=low))
    assert by_id["T-0"].low == pytest.approx(
        FIVE_DAYS.between(result.finish.mean, held.finish.mean) / DAY, abs=0.01
    )


def _array(value):
    import numpy as np

    return np.array([value])


def test_drivers_make_tasks_move_together():
    driver = Driver("D-1", Uniform(0.5, 1.5), (0, 1))
    apart = run(
        parallel(
            Fixed(10),
            Fixed(10),
            drivers=(replace(driver, activities=(0,)), Driver("D-2", Uniform(0.5, 1.5), (1,))),
        )
    )
    together = run(parallel(Fixed(10), Fixed(10), drivers=(driver,)))
    assert together.finish.mean / UNIT == pytest.approx(10, abs=0.1)
    assert apart.finish.mean / UNIT == pytest.approx(5 + 10 * 2 / 3, abs=0.1)
    assert together.tasks["T-0"].criticality == 1


def test_only_what_remains_is_uncertain():
    status = START + 7 * 1440
    done = Activity("T-0", FIVE_DAYS, 5 * DAY, progress=Progress(START, parse_instant("2026-06-05T17:00")))
    begun = Activity("T-1", FIVE_DAYS, 10 * DAY, progress=Progress(START, remaining=4 * DAY))
    plan = Network(
        START, FIVE_DAYS, (done, begun, Activity("T-2", FIVE_DAYS, DAY)), (Link(0, 1),), status_date=status
    )
    result = run(
        Inputs(
            plan,
            {0: Uniform(1, 99 * DAY), 1: Uniform(4 * DAY, 8 * DAY)},
            risks=(RiskEvent("R-1", 1.0, (Impact(0, 50 * DAY),)),),
            iterations=1000,
        )
    )
    assert list(result.tasks) == ["T-1", "T-2"]
    assert result.finish.percentiles[0] >= FIVE_DAYS.add(status, 4 * DAY)
    assert result.finish.percentiles[100] <= FIVE_DAYS.add(status, 8 * DAY)
    assert result.risks["R-1"].days == 0


def test_dates_keep_to_working_time_and_imposed_dates():
    date = parse_instant("2026-07-01T08:00")
    later = Constraint(ConstraintType.START_NO_EARLIER_THAN, date)
    plan = Network(
        START,
        FIVE_DAYS,
        (Activity("T-0", FIVE_DAYS, 5 * DAY), Activity("T-1", FIVE_DAYS, DAY, constraints=(later,))),
        (Link(0, 1, LinkType.FINISH_TO_START, DAY),),
    )
    result = run(Inputs(plan, {0: Uniform(DAY, 40 * DAY)}, iterations=500))
    assert result.finish.percentiles[0] == FIVE_DAYS.add(date, DAY)
    assert all(FIVE_DAYS.prev_finish(t) == t for t in result.finish.percentiles)
    assert FIVE_DAYS.rests_at(result.finish.mean)


def test_a_finish_far_behind_the_plan_is_still_on_the_calendar():
    plan = Network(START, FIVE_DAYS, (Activity("T-0", FIVE_DAYS, DAY),))
    result = run(Inputs(plan, {0: Uniform(DAY, 8000 * DAY)}, iterations=400))
    assert all(FIVE_DAYS.prev_finish(t) == t for t in result.finish.percentiles)
    assert result.finish.percentiles[100] > START + 25 * 365 * 1440


def test_support_costs_more_when_the_project_takes_longer():
    loe = Activity("T-2", FIVE_DAYS, 0, kind=ActivityKind.LEVEL_OF_EFFORT)
    plan = Network(
        START,
        FIVE_DAYS,
        (Activity("T-0", FIVE_DAYS, 10 * DAY), loe),
        (Link(0, 1, LinkType.START_TO_START), Link(0, 1, LinkType.FINISH_TO_FINISH)),
    )
    result = run(
        Inputs(plan, {0: Uniform(10 * DAY, 20 * DAY)}, costs=Costs(0.0, {1: 1000.0}), iterations=2000)
    )
    assert result.cost.deterministic == 1000
    assert float(result.cost.mean) == pytest.approx(1500, rel=0.02)
    assert result.tasks["T-0"].cost_rank_correlation == pytest.approx(1)


def test_chances_of_goals_alone_and_together():
    result = run(spread_plan())
    (target,), (budget,) = result.finish_chances, result.cost_chances
    pairs = [(t <= target.value, cost <= budget.value) for t, cost in result.scatter]
    assert 0 < result.joint.probability <= min(target.probability, budget.probability)
    assert sum(a and b for a, b in pairs) / len(pairs) == pytest.approx(result.joint.probability, abs=0.05)
    assert result.milestones["M-1"].deadline_probability == pytest.approx(
        sum(t <= START + 35 * 1440 for t, _ in result.scatter) / 500, abs=0.05
    )
    assert result.cost_reserve.value == result.cost.p80
    assert result.cost_reserve.amount == pytest.approx(
        float(result.cost.p80 - result.cost.deterministic), abs=0.01
    )


def test_the_shape_of_a_result():
    result = run(spread_plan())
    assert len(result.finish.percentiles) == 101
    assert sorted(result.cost.percentiles) == list(result.cost.percentiles)
    assert sum(bar.count for bar in result.finish.histogram) == result.iterations
    assert sum(bar.count for bar in result.cost.histogram) == result.iterations
    assert isinstance(result.cost.mean, Decimal)
    assert result.finish_convergence.batches[-1].iterations == 1200
    assert result.finish_convergence.batches[-1].p80 == result.finish.p80
    assert result.version.startswith("milepost ")


def test_many_iterations_settle():
    result = run(replace(spread_plan(), iterations=40_000))
    assert result.finish_convergence.settled is not None
    assert result.cost_convergence.settled <= 40_000
    assert run(replace(spread_plan(), iterations=100)).finish_convergence.settled is None


def test_nothing_to_schedule():
    assert run(Inputs(network([]))) is None
    assert run(Inputs(network([1, 1], [(0, 1), (1, 0)]))) is None


def test_one_iteration():
    result = run(replace(spread_plan(), iterations=1))
    assert result.finish.p10 == result.finish.p90
    assert result.finish.sd == 0


def test_absurd_spreads_end_in_the_last_year_that_can_be_written():
    absurd = dict.fromkeys(range(2), Uniform(UNIT, 4e9))
    result = run(Inputs(network([1, 1], [(0, 1)]), absurd, iterations=300))
    assert instant_text(result.finish.percentiles[100]) <= "9999-12-31T12:00"
    assert all(effect.rank_correlation is not None for effect in result.tasks.values())
