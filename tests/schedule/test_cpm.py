"""What the engine does with constraints, deadlines, progress, summaries and levels of effort."""

from dataclasses import replace

import pytest

from milepost.schedule import (
    Activity,
    ActivityKind,
    AsLateAsPossible,
    Calendar,
    Constraint,
    ConstraintType,
    DurationUnit,
    LagUnit,
    LateLimits,
    Link,
    LinkType,
    Network,
    Options,
    OutOfSequence,
    ProblemKind,
    Progress,
    Reason,
    calculate,
    instant_text,
    parse_instant,
)
from tests.schedule.weeks import FIVE, SEVEN, START

IDLE = Calendar(week=((),) * 7)
FS, SS, FF, SF = LinkType
LOGIC_FIRST = Options(late_limits=LateLimits.LOGIC_FIRST)


def task(name, days=0.0, **fields):
    return Activity(name, fields.pop("calendar", FIVE), round(days * 480), **fields)


def network(*activities, links=(), **fields):
    return Network(START, FIVE, activities, tuple(links), **fields)


def scheduled(*activities, links=(), **fields):
    schedule, _ = calculate(network(*activities, links=links, **fields))
    return schedule


def kinds(*activities, links=(), **fields):
    return [problem.kind for problem in calculate(network(*activities, links=links, **fields))[1]]


def dates(schedule, position):
    return instant_text(schedule.start[position]), instant_text(schedule.finish[position])


def on(kind, text):
    return (Constraint(ConstraintType(kind), parse_instant(text)),)


# -- constraints ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("constraint", "date", "expected"),
    [
        ("start-no-earlier-than", "2026-06-10T08:00", ("2026-06-10T08:00", "2026-06-11T17:00")),
        ("start-no-earlier-than", "2026-06-02T08:00", ("2026-06-08T08:00", "2026-06-09T17:00")),
        ("finish-no-earlier-than", "2026-06-11T17:00", ("2026-06-10T08:00", "2026-06-11T17:00")),
        ("start-no-later-than", "2026-06-10T08:00", ("2026-06-08T08:00", "2026-06-09T17:00")),
        ("start-no-later-than", "2026-06-04T08:00", ("2026-06-04T08:00", "2026-06-05T17:00")),
        ("finish-no-later-than", "2026-06-05T17:00", ("2026-06-04T08:00", "2026-06-05T17:00")),
        ("must-start-on", "2026-06-03T08:00", ("2026-06-03T08:00", "2026-06-04T17:00")),
        ("must-finish-on", "2026-06-12T17:00", ("2026-06-11T08:00", "2026-06-12T17:00")),
    ],
)
def test_constraint_on_a_successor_of_five_days(constraint, date, expected):
    schedule = scheduled(task("A", 5), task("B", 2, constraints=on(constraint, date)), links=[Link(0, 1)])
    assert dates(schedule, 1) == expected


@pytest.mark.parametrize("constraint", ["start-no-later-than", "finish-no-later-than"])
def test_late_limits_can_be_left_to_logic(constraint):
    text = "2026-06-04T08:00" if constraint.startswith("start") else "2026-06-05T17:00"
    schedule = scheduled(
        task("A", 5), task("B", 2, constraints=on(constraint, text)), links=[Link(0, 1)], options=LOGIC_FIRST
    )
    assert dates(schedule, 1) == ("2026-06-08T08:00", "2026-06-09T17:00")
    assert schedule.total_float == (-960, -960)


@pytest.mark.parametrize("kind", ["must-finish-on", "finish-no-earlier-than"])
def test_a_milestone_due_by_the_end_of_a_day_stands_at_the_end_of_its_work(kind):
    midnight = on(kind, "2026-06-06T00:00")  # the end of Friday
    schedule = scheduled(task("M", kind=ActivityKind.MILESTONE, constraints=midnight))
    assert dates(schedule, 0) == ("2026-06-05T17:00", "2026-06-05T17:00")


SHORT = "2026-06-05T17:00"  # two working days before the milestone's logic date


@pytest.mark.parametrize(
    ("fields", "options", "finish", "slack"),
    [
        ({"deadline": parse_instant(SHORT)}, Options(), "2026-06-09T17:00", -960),
        ({"constraints": on("finish-no-later-than", SHORT)}, LOGIC_FIRST, "2026-06-09T17:00", -960),
        ({"constraints": on("finish-no-later-than", SHORT)}, Options(), SHORT, 0),
        ({"constraints": on("must-finish-on", SHORT)}, Options(), SHORT, 0),
    ],
)
def test_every_imposed_finish_two_days_short_costs_two_days_upstream(fields, options, finish, slack):
    milestone = task("M", kind=ActivityKind.MILESTONE, **fields)
    schedule = scheduled(task("A", 7), milestone, links=[Link(0, 1)], options=options)
    assert schedule.total_float == (-960, slack)
    assert instant_text(schedule.finish[1]) == finish


def test_required_finish_bounds_late_dates_only():
    schedule = scheduled(task("A", 7), task("M"), links=[Link(0, 1)], required_finish=parse_instant(SHORT))
    assert schedule.total_float == (-960, -960)
    assert instant_text(schedule.project_finish) == "2026-06-09T17:00"
    later = scheduled(task("A", 7), required_finish=parse_instant("2026-06-11T17:00"))
    assert later.total_float == (960,)
    assert later.critical == (True,)
    assert later.critical_by_float == (False,)


def test_an_imposed_date_against_logic_is_reported():
    """With the links that would have it later, and not those that would not."""
    activities = (
        task("A", 5),
        task("B", 2, constraints=on("must-start-on", "2026-06-03T08:00")),
        task("C", 1),
    )
    schedule, problems = calculate(network(*activities, links=[Link(2, 1), Link(0, 1)]))
    assert [(p.kind, p.activities, p.links) for p in problems] == [
        (ProblemKind.CONSTRAINT_AGAINST_LOGIC, (1,), (1,))
    ]
    assert schedule.start_reason[1] is Reason.CONSTRAINT
    assert schedule.driving[1] == ()


def test_as_late_as_possible_without_successors_ends_with_the_project():
    late = (Constraint(ConstraintType.AS_LATE_AS_POSSIBLE),)
    for choice in AsLateAsPossible:
        options = Options(as_late_as_possible=choice)
        schedule = scheduled(task("A", 2, constraints=late), task("B", 5), options=options)
        assert dates(schedule, 0) == ("2026-06-04T08:00", "2026-06-05T17:00")
        assert schedule.start_reason[0] is Reason.LATE_AS_POSSIBLE
        assert schedule.total_float[0] == 0


def test_a_chain_of_late_activities_uses_up_its_free_float_together():
    late = (Constraint(ConstraintType.AS_LATE_AS_POSSIBLE),)
    schedule = scheduled(
        task("A", 1, constraints=late),
        task("B", 1, constraints=late),
        task("C", 5),
        links=[Link(0, 1)],
        options=Options(as_late_as_possible=AsLateAsPossible.FREE_FLOAT),
    )
    assert dates(schedule, 0) == ("2026-06-04T08:00", "2026-06-04T17:00")
    assert dates(schedule, 1) == ("2026-06-05T08:00", "2026-06-05T17:00")


def test_a_late_milestone_ends_with_the_project_and_not_on_the_next_morning():
    late = (Constraint(ConstraintType.AS_LATE_AS_POSSIBLE),)
    options = Options(as_late_as_possible=AsLateAsPossible.FREE_FLOAT)
    schedule = scheduled(task("A", constraints=late), task("B", 5), options=options)
    assert dates(schedule, 0) == ("2026-06-05T17:00", "2026-06-05T17:00")


def test_free_float_of_a_start_link_moves_no_late_activity_behind_the_finish():
    late = (Constraint(ConstraintType.AS_LATE_AS_POSSIBLE),)
    schedule = scheduled(
        task("A", 3, constraints=late),
        task("B", 4),
        task("C", 1),
        links=[Link(0, 2, SS), Link(1, 2)],
        options=Options(as_late_as_possible=AsLateAsPossible.FREE_FLOAT),
    )
    assert dates(schedule, 0) == ("2026-06-03T08:00", "2026-06-05T17:00")
    assert schedule.total_float[0] == 0


# -- lags and durations -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lag", "unit", "start"),
    [
        (960, LagUnit.WORKING, "2026-06-10T08:00"),
        (2 * 1440, LagUnit.ELAPSED, "2026-06-08T08:00"),
        (4 * 1440, LagUnit.ELAPSED, "2026-06-09T17:00"),
        (40, LagUnit.PERCENT, "2026-06-10T08:00"),
        (-40, LagUnit.PERCENT, "2026-06-04T08:00"),
    ],
)
def test_lag_after_five_days(lag, unit, start):
    schedule = scheduled(task("A", 5), task("B", 1), links=[Link(0, 1, FS, lag, unit)])
    expected = "2026-06-10T08:00" if start == "2026-06-09T17:00" else start
    assert instant_text(schedule.start[1]) == expected


def test_an_elapsed_duration_runs_through_the_weekend():
    curing = replace(task("B"), duration=3 * 1440, unit=DurationUnit.ELAPSED)
    schedule = scheduled(task("A", 5), curing, task("C", 1), links=[Link(0, 1), Link(1, 2)])
    assert dates(schedule, 1) == ("2026-06-05T17:00", "2026-06-08T17:00")
    assert dates(schedule, 2) == ("2026-06-09T08:00", "2026-06-09T17:00")
    assert schedule.total_float == (0, 15 * 60, 0)  # may go on until work begins on Tuesday


def test_a_finish_milestone_after_weekend_work_waits_for_its_own_calendar():
    schedule = scheduled(
        task("A", 6, calendar=SEVEN), task("M", kind=ActivityKind.MILESTONE), links=[Link(0, 1)]
    )
    assert instant_text(schedule.finish[0]) == "2026-06-06T17:00"
    assert instant_text(schedule.start[1]) == "2026-06-08T08:00"


def test_a_finish_link_across_calendars_costs_no_float_where_the_successor_rests():
    schedule = scheduled(task("A", 6, calendar=SEVEN), task("B", 1), links=[Link(0, 1, FF)])
    assert dates(schedule, 0) == ("2026-06-01T08:00", "2026-06-06T17:00")  # a Saturday
    assert dates(schedule, 1) == ("2026-06-05T08:00", "2026-06-05T17:00")
    assert schedule.total_float == (0, 0)


# -- progress ---------------------------------------------------------------------------------------------------

STATUS = parse_instant("2026-06-08T08:00")
OVERRIDE = Options(out_of_sequence=OutOfSequence.PROGRESS_OVERRIDE)


def done(start, finish=None, remaining=None, percent=None):
    return Progress(parse_instant(start), parse_instant(finish) if finish else None, remaining, percent)


@pytest.mark.parametrize(
    ("options", "start"), [(Options(), "2026-06-10T08:00"), (OVERRIDE, "2026-06-08T08:00")]
)
def test_what_waits_behind_a_completed_activity_whose_predecessor_is_open(options, start):
    activities = (
        task("A", 7, progress=done("2026-06-01T08:00", remaining=960)),
        task("B", 2, progress=done("2026-06-03T08:00", "2026-06-04T17:00")),
        task("C", 3),
    )
    found = network(*activities, links=[Link(0, 1), Link(1, 2)], status_date=STATUS, options=options)
    schedule, problems = calculate(found)
    assert instant_text(schedule.start[2]) == start
    assert dates(schedule, 1) == ("2026-06-03T08:00", "2026-06-04T17:00")
    assert schedule.total_float[1] is None
    retained = options.out_of_sequence is OutOfSequence.RETAINED_LOGIC
    assert schedule.longest_path[0] == retained
    assert schedule.total_float[0] == (0 if retained else 480)
    assert [p.kind for p in problems] == [ProblemKind.OUT_OF_SEQUENCE]


def test_percent_complete_leaves_the_rest_to_do_from_the_status_date():
    schedule = scheduled(task("A", 10, progress=done("2026-06-02T08:00", percent=60)), status_date=STATUS)
    assert dates(schedule, 0) == ("2026-06-02T08:00", "2026-06-11T17:00")
    assert instant_text(schedule.remaining_start[0]) == "2026-06-08T08:00"
    assert schedule.start_reason[0] is Reason.STATUS_DATE


def test_without_a_status_date_work_goes_on_where_it_stopped():
    schedule = scheduled(task("A", 10, progress=done("2026-06-02T08:00", percent=60)))
    assert dates(schedule, 0) == ("2026-06-02T08:00", "2026-06-15T17:00")


def test_what_began_on_the_status_date_goes_on_from_when_it_did():
    begun = task("A", 0.5, progress=done("2026-06-08T13:00"))
    schedule = scheduled(begun, status_date=STATUS)
    assert dates(schedule, 0) == ("2026-06-08T13:00", "2026-06-08T17:00")
    assert schedule.start_reason[0] is Reason.ACTUAL


def test_no_imposed_date_ends_what_has_begun_before_it_began():
    begun = task(
        "A", 1, constraints=on("must-finish-on", "2026-06-03T17:00"), progress=done("2026-06-04T08:00")
    )
    schedule = scheduled(begun)
    assert dates(schedule, 0) == ("2026-06-04T08:00", "2026-06-04T17:00")
    assert schedule.total_float == (-480,)


def test_a_lag_from_a_started_predecessor_counts_from_its_actual_start():
    started = task("A", 10, progress=done("2026-06-02T08:00", remaining=2400))
    schedule = scheduled(started, task("B", 1), links=[Link(0, 1, SS, 480 * 6)], status_date=STATUS)
    assert instant_text(schedule.start[1]) == "2026-06-10T08:00"


@pytest.mark.parametrize(
    ("progress", "kind"),
    [
        (Progress(actual_finish=START), ProblemKind.FINISH_WITHOUT_START),
        (done("2026-06-03T08:00", "2026-06-02T17:00"), ProblemKind.FINISH_BEFORE_START),
        (done("2026-06-09T08:00"), ProblemKind.ACTUAL_AFTER_STATUS_DATE),
        (done("2026-06-02T08:00", percent=100), ProblemKind.COMPLETE_WITHOUT_FINISH),
        (done("2026-06-02T08:00", remaining=0), ProblemKind.COMPLETE_WITHOUT_FINISH),
        (done("2026-06-02T08:00", "2026-06-03T17:00", remaining=60), ProblemKind.REMAINING_AFTER_FINISH),
        (done("2026-06-02T08:00", "2026-06-03T17:00", percent=90), ProblemKind.REMAINING_AFTER_FINISH),
        (Progress(percent=10), ProblemKind.PROGRESS_WITHOUT_START),
        (done("2026-06-02T08:00", percent=120), ProblemKind.PERCENT_OUT_OF_RANGE),
        (done("2026-06-02T08:00", remaining=-1), ProblemKind.NEGATIVE_DURATION),
    ],
)
def test_contradictory_progress_is_reported(progress, kind):
    assert kind in kinds(task("A", 5, progress=progress), status_date=STATUS)


# -- summaries --------------------------------------------------------------------------------------------------


def phases(link, **first):
    """Two phases of two activities each, and a link from the first phase to the second."""
    return network(
        task("P1"),
        task("A", 2, parent=0),
        task("B", 5, parent=0, **first),
        task("P2"),
        task("C", 1, parent=3),
        task("D", 3, parent=3),
        links=[Link(0, 3, *link)],
    )


@pytest.mark.parametrize(
    ("link", "starts"),
    [
        ((FS,), ("2026-06-08T08:00", "2026-06-08T08:00")),
        ((FS, 480), ("2026-06-09T08:00", "2026-06-09T08:00")),
        ((SS, 480), ("2026-06-02T08:00", "2026-06-02T08:00")),
        ((FF,), ("2026-06-05T08:00", "2026-06-03T08:00")),
        ((FS, 20, LagUnit.PERCENT), ("2026-06-09T08:00", "2026-06-09T08:00")),
    ],
)
def test_a_link_between_summaries_acts_on_what_is_below_them(link, starts):
    schedule, problems = calculate(phases(link))
    assert problems == ()
    assert (instant_text(schedule.start[4]), instant_text(schedule.start[5])) == starts
    assert all(slack >= 0 for slack in schedule.total_float)


def test_late_dates_float_and_drivers_see_through_a_summary():
    schedule, _ = calculate(phases((FS,)))
    assert schedule.total_float == (0, 1440, 0, 0, 960, 0)
    assert schedule.free_float[1:3] == (1440, 0)
    assert schedule.critical == (True, False, True, True, False, True)
    assert [(edge.link, edge.predecessor) for edge in schedule.driving[5]] == [(0, 2)]


def test_a_start_link_from_a_summary_acts_from_its_earliest_activity_alone():
    schedule, _ = calculate(phases((SS,), constraints=on("start-no-earlier-than", "2026-06-03T08:00")))
    assert dates(schedule, 0) == ("2026-06-01T08:00", "2026-06-09T17:00")
    assert instant_text(schedule.start[5]) == "2026-06-01T08:00"
    assert schedule.total_float[1] == 4 * 480  # so that D still ends with the project
    assert schedule.total_float[2] == 0


def test_a_summary_takes_its_dates_from_what_is_below():
    schedule, _ = calculate(phases((FS,)))
    assert dates(schedule, 0) == ("2026-06-01T08:00", "2026-06-05T17:00")
    assert instant_text(schedule.late_finish[3]) == "2026-06-10T17:00"
    assert schedule.start_reason[0] is schedule.finish_reason[0] is Reason.MEMBERS


def test_constraints_of_a_summary_hold_for_all_below_it():
    summary = task("P", constraints=on("start-no-earlier-than", "2026-06-03T08:00"))
    bounded = replace(summary, deadline=parse_instant("2026-06-05T17:00"))
    schedule = scheduled(bounded, task("A", 2, parent=0), task("B", 5, parent=0), task("C", 10))
    assert instant_text(schedule.start[1]) == instant_text(schedule.start[2]) == "2026-06-03T08:00"
    assert schedule.total_float[1:] == (480, -960, 0)


def test_thirty_levels_and_many_activities_cost_no_products():
    activities = []
    for phase in range(2):
        for level in range(30):
            activities.append(task(f"S{phase}.{level}", parent=len(activities) - 1 if level else None))
        top = len(activities) - 1
        activities += [task(f"T{phase}.{i}", 1, parent=top) for i in range(500)]
    schedule, problems = calculate(network(*activities, links=[Link(0, 530)]))
    assert problems == ()
    assert dates(schedule, 530) == ("2026-06-02T08:00", "2026-06-02T17:00")


# -- level of effort --------------------------------------------------------------------------------------------


def test_a_level_of_effort_spans_what_it_is_linked_to_and_drives_nothing():
    effort = task("L", 1, kind=ActivityKind.LEVEL_OF_EFFORT)
    schedule = scheduled(
        task("A", 2),
        task("B", 5),
        effort,
        task("E", 1),
        links=[Link(0, 1), Link(0, 2, SS), Link(1, 2, FF), Link(1, 3), Link(2, 3)],
    )
    assert dates(schedule, 2) == ("2026-06-01T08:00", "2026-06-09T17:00")
    assert schedule.total_float[2] is None
    assert schedule.critical == (True, True, False, True)
    assert instant_text(schedule.start[3]) == "2026-06-10T08:00"


def test_a_level_of_effort_without_links_lasts_its_duration():
    effort = task("L", 3, kind=ActivityKind.LEVEL_OF_EFFORT)
    schedule = scheduled(task("A", 1), effort)
    assert dates(schedule, 1) == ("2026-06-01T08:00", "2026-06-03T17:00")
    assert instant_text(schedule.project_finish) == "2026-06-01T17:00"


def test_the_chain_of_drivers_leads_back_to_the_root():
    schedule = scheduled(
        task("A", 2, constraints=on("start-no-earlier-than", "2026-06-02T08:00")),
        task("B", 1),
        task("C", 1),
        task("D", 1),
        links=[Link(1, 2), Link(0, 2), Link(2, 3, SS, 60)],
    )
    assert [(edge.predecessor, edge.link) for edge in schedule.chain_to(3)] == [(0, 1), (2, 2)]
    assert schedule.start_reason[0] is Reason.CONSTRAINT
    assert schedule.chain_to(1) == ()
    assert schedule.start_reason[1] is Reason.PROJECT_START


def test_a_finish_link_is_the_reason_of_the_finish():
    schedule = scheduled(task("A", 5), task("B", 1), links=[Link(0, 1, FF)])
    assert schedule.start_reason[1] is schedule.finish_reason[1] is Reason.LINK
    assert schedule.finish_reason[0] is Reason.DURATION


@pytest.mark.parametrize("finished", [True, False])
def test_out_of_sequence_behind_a_summary(finished):
    finish = "2026-06-03T17:00" if finished else None
    activities = (
        task("P"),
        task("A", 3, parent=0, progress=done("2026-06-01T08:00", finish)),
        task("B", 3, progress=done("2026-06-04T08:00", remaining=960)),
    )
    found = kinds(*activities, links=[Link(0, 2)], status_date=STATUS)
    assert found == ([] if finished else [ProblemKind.OUT_OF_SEQUENCE])


def test_a_level_of_effort_may_lie_between_the_ends_of_one_activity():
    effort = task("L", kind=ActivityKind.LEVEL_OF_EFFORT)
    links = [Link(0, 1, SS), Link(1, 0, FF), Link(1, 2), Link(2, 1, FF)]
    other = task("K", kind=ActivityKind.LEVEL_OF_EFFORT)
    schedule, problems = calculate(network(task("A", 5), effort, other, links=links))
    assert problems == ()
    assert dates(schedule, 1) == ("2026-06-01T08:00", "2026-06-05T17:00")


# -- what permits no schedule -----------------------------------------------------------------------------------


def test_a_cycle_names_every_link_of_the_loop_in_order():
    links = [Link(3, 0), Link(0, 1), Link(1, 2), Link(2, 0), Link(2, 4)]
    schedule, problems = calculate(network(*(task(name, 1) for name in "ABCDE"), links=links))
    assert schedule is None
    (problem,) = problems
    assert problem.kind is ProblemKind.CYCLE
    ends = [(links[i].predecessor, links[i].successor) for i in problem.links]
    assert all(a[1] == b[0] for a, b in zip(ends, [*ends[1:], ends[0]], strict=True))
    assert set(problem.links) == {1, 2, 3}


def test_separate_cycles_are_all_reported():
    links = [Link(0, 1), Link(1, 0), Link(1, 2), Link(2, 3), Link(3, 2), Link(4, 4)]
    _, problems = calculate(network(*(task(name, 1) for name in "ABCDE"), links=links))
    assert {p.links for p in problems if p.kind is ProblemKind.CYCLE} >= {(5,)}
    found = [frozenset(p.links) for p in problems]
    assert frozenset({0, 1}) in found


def test_a_cycle_through_a_summary_names_the_links_that_were_written():
    links = [Link(0, 2), Link(2, 1)]
    _, problems = calculate(network(task("P"), task("A", 1, parent=0), task("B", 1), links=links))
    assert [(p.kind, set(p.links)) for p in problems] == [(ProblemKind.CYCLE, {0, 1})]


@pytest.mark.parametrize("link", [Link(0, 2), Link(2, 0), Link(1, 2)])
def test_a_link_to_a_summary_of_ones_own(link):
    found = network(task("P"), task("Q", parent=0), task("A", 1, parent=1), links=[link])
    schedule, problems = calculate(found)
    assert schedule is None
    assert [p.kind for p in problems] == [ProblemKind.LINK_TO_OWN_SUMMARY]


@pytest.mark.parametrize(
    ("activity", "kind"),
    [
        (task("A", 1, calendar=IDLE), ProblemKind.NO_WORKING_TIME),
        (task("A", -1), ProblemKind.NEGATIVE_DURATION),
        (task("A", 1, parent=7), ProblemKind.UNKNOWN_ACTIVITY),
        (task("A", 1, parent=0), ProblemKind.PARENT_CYCLE),
    ],
)
def test_input_that_permits_no_schedule(activity, kind):
    schedule, problems = calculate(network(activity))
    assert schedule is None
    assert problems[0].kind is kind


def test_a_link_to_nowhere():
    assert kinds(task("A", 1), links=[Link(0, 1)]) == [ProblemKind.UNKNOWN_ACTIVITY]


def test_input_that_is_scheduled_with_a_remark():
    assert kinds(task("M", 1, kind=ActivityKind.MILESTONE)) == [ProblemKind.MILESTONE_WITH_DURATION]
    undated = (Constraint(ConstraintType.MUST_START_ON),)
    assert kinds(task("A", 1, constraints=undated)) == [ProblemKind.CONSTRAINT_WITHOUT_DATE]
    pinned = task("P", constraints=on("must-start-on", "2026-06-03T08:00"))
    assert kinds(pinned, task("A", 1, parent=0)) == [ProblemKind.SUMMARY_CONSTRAINT]


def test_fifty_years_are_the_horizon():
    schedule, problems = calculate(
        network(task("A", 1), task("B", 100_000), task("C", 1), links=[Link(1, 2)])
    )
    assert [(p.kind, p.activities) for p in problems] == [
        (ProblemKind.BEYOND_HORIZON, (1,)),
        (ProblemKind.BEYOND_HORIZON, (2,)),
    ]
    assert instant_text(schedule.project_finish) < "2076-06-03"


def test_an_empty_plan():
    schedule, problems = calculate(network())
    assert problems == ()
    assert schedule.project_finish == START


def test_a_chain_of_fifty_thousand_and_five_thousand_successors():
    chain = network(
        *(Activity(str(i), FIVE, 60) for i in range(50_000)), links=[Link(i, i + 1) for i in range(49_999)]
    )
    schedule, _ = calculate(chain)
    assert all(schedule.critical)
    assert FIVE.between(START, schedule.project_finish) == 50_000 * 60
    star = network(*(task(str(i), 1) for i in range(5_001)), links=[Link(0, i + 1) for i in range(5_000)])
    assert set(scheduled(*star.activities, links=star.links).start[1:]) == {START + 1440}
