"""Laws of work that several people share: the passes agree with each other and with what each person does."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from milepost.schedule import (
    Activity,
    Constraint,
    ConstraintType,
    Link,
    LinkType,
    Network,
    calculate,
    day_number,
    unite,
    with_days_off,
)
from milepost.schedule.capacity import SCALE, Capacity, Pace
from milepost.schedule.crew import Crew, Member
from tests.schedule.weeks import FIVE, NIGHTS, SEVEN, START

FIRST = day_number(date(2026, 6, 1))
SHARES = ("0.33", "0.5", "0.8", "1", "1.5")


@st.composite
def capacities(draw):
    days = sorted(draw(st.sets(st.integers(0, 20), max_size=3)))
    shares = [draw(st.sampled_from(["0", *SHARES])) for _ in days]
    if shares:
        shares[-1] = draw(st.sampled_from(SHARES))
    changes = tuple((START + day * 1440, Decimal(share)) for day, share in zip(days, shares, strict=True))
    return Capacity(Decimal(draw(st.sampled_from(SHARES))), changes)


@st.composite
def people(draw):
    calendar = draw(st.sampled_from([FIVE, SEVEN, NIGHTS]))
    off = draw(st.sets(st.integers(FIRST, FIRST + 25), max_size=12))
    return Pace.of(with_days_off(calendar, off), Decimal(draw(st.sampled_from(SHARES))), draw(capacities()))


@st.composite
def crews(draw):
    paces = draw(st.lists(people(), min_size=1, max_size=3))
    members = tuple(Member(pace, draw(st.sampled_from([60, 480, 1000, 2400]))) for pace in paces)
    calendar = paces[0].calendar
    for pace in paces[1:]:
        calendar = unite(calendar, pace.calendar)
    return Crew(members), calendar


@given(people(), people(), st.integers(START - 5 * 1440, START + 40 * 1440))
def test_either_calendar_works_when_one_of_them_does(one, other, t):
    either = unite(one.calendar, other.calendar)
    assert either.is_working(t) == (one.calendar.is_working(t) or other.calendar.is_working(t))


INSTANTS = st.integers(START - 5 * 1440, START + 40 * 1440)


@given(people(), INSTANTS, st.integers(0, 4000))
def test_a_pace_and_its_inverses(pace, t, minutes):
    work = pace.work(t)
    assert pace.work(t + 1) >= work
    assert pace.finish_at(work) <= t <= pace.start_at(work)
    done = work + minutes * SCALE
    finish = pace.finish_at(done)
    assert pace.work(finish) >= done
    assert pace.work(finish - 1) < done
    start = pace.start_at(done)
    assert pace.work(start) <= done < pace.work(start + 1)


@given(crews(), INSTANTS)
def test_the_latest_start_is_the_last_that_ends_in_time(pair, t):
    crew, _ = pair
    latest = crew.latest_start(t)
    assert crew.finish(latest) <= t
    assert crew.finish(latest + 1) > t


@given(crews(), INSTANTS)
def test_the_earliest_start_is_the_first_that_does_not_end_before(pair, t):
    crew, calendar = pair
    first = crew.earliest_start(t, calendar)
    assert calendar.between(t, crew.finish(first)) >= 0
    assert calendar.between(t, crew.finish(first - 1)) < 0


@given(crews(), INSTANTS)
def test_where_nobody_works_a_start_means_the_same(pair, t):
    crew, _ = pair
    idle = crew.idle_since(t)
    assert idle <= t <= crew.start(t)
    assert crew.finish(idle) == crew.finish(t) == crew.finish(crew.start(t))
    assert any(one.pace.work(idle - 1) < one.pace.work(t) for one in crew.members)


@st.composite
def networks(draw, types=tuple(LinkType)):
    count = draw(st.integers(2, 6))
    activities = []
    for index in range(count):
        if draw(st.booleans()):
            crew, calendar = draw(crews())
            activities.append(Activity(f"T-{index}", calendar, crew.full_pace(), crew=crew))
        else:
            activities.append(Activity(f"T-{index}", draw(st.sampled_from([FIVE, SEVEN])), 960))
    links = []
    for _ in range(draw(st.integers(0, 8))):
        ends = st.lists(st.integers(0, count - 1), min_size=2, max_size=2, unique=True)
        before, after = sorted(draw(ends))
        lag = draw(st.sampled_from([0, 0, 480, -480]))
        links.append(Link(before, after, draw(st.sampled_from(types)), lag))
    return Network(START, FIVE, tuple(activities), tuple(links))


@settings(max_examples=40)
@given(networks())
def test_every_link_to_a_crew_holds(network):
    schedule, problems = calculate(network)
    assert problems == ()
    for link in network.links:
        calendar = network.activities[link.successor].calendar
        starts = (LinkType.START_TO_START, LinkType.START_TO_FINISH)
        to_start = link.type in (LinkType.FINISH_TO_START, LinkType.START_TO_START)
        source = schedule.start if link.type in starts else schedule.finish
        target = schedule.start if to_start else schedule.finish
        allowed = calendar.add(source[link.predecessor], link.lag)
        assert calendar.between(allowed, target[link.successor]) >= 0


@settings(max_examples=40)
@given(networks())
def test_a_crew_ends_with_its_last_member_in_both_passes(network):
    schedule, _ = calculate(network)
    for position, activity in enumerate(network.activities):
        row = schedule.row(position)
        if activity.crew is not None:
            assert row.finish == activity.crew.finish(row.start)
            assert row.late_finish == activity.crew.finish(row.late_start)
            assert row.start == activity.crew.start(row.start)


@settings(max_examples=40)
@given(networks())
def test_float_is_never_negative_and_the_smaller_of_both_ends(network):
    schedule, _ = calculate(network)
    for position, activity in enumerate(network.activities):
        row = schedule.row(position)
        assert row.total_float == min(row.start_float, row.finish_float)
        assert row.total_float >= 0
        assert row.free_float >= 0
        assert row.start_float == activity.calendar.between(row.start, row.late_start)
        assert row.finish_float == activity.calendar.between(row.finish, row.late_finish)


@settings(max_examples=40)
@given(networks(types=(LinkType.FINISH_TO_START,)))
def test_with_finish_to_start_links_free_float_is_within_total_float(network):
    plain = replace(network, links=tuple(replace(link, lag=0) for link in network.links))
    schedule, _ = calculate(plain)
    assert all(free <= total for free, total in zip(schedule.free_float, schedule.total_float, strict=True))


@settings(max_examples=40)
@given(networks(types=(LinkType.FINISH_TO_START,)), st.data())
def test_a_start_as_late_as_the_late_start_delays_nothing(network, data):
    plain = replace(network, links=tuple(replace(link, lag=0) for link in network.links))
    schedule, _ = calculate(plain)
    moved = data.draw(st.integers(0, len(plain.activities) - 1))
    wait = (Constraint(ConstraintType.START_NO_EARLIER_THAN, schedule.late_start[moved]),)
    activities = list(plain.activities)
    activities[moved] = replace(activities[moved], constraints=wait)
    later, _ = calculate(replace(plain, activities=tuple(activities)))
    assert later.project_finish == schedule.project_finish


@settings(max_examples=40)
@given(networks())
def test_the_longest_path_of_crews_leads_to_the_finish(network):
    schedule, _ = calculate(network)
    on_path = [position for position, flag in enumerate(schedule.longest_path) if flag]
    assert any(schedule.finish[position] == schedule.project_finish for position in on_path)
    assert any(not schedule.driving[position] for position in on_path)
    for position in on_path:
        if schedule.driving[position]:
            assert any(schedule.longest_path[edge.predecessor] for edge in schedule.driving[position])


@settings(max_examples=40)
@given(networks())
def test_without_shares_a_crew_of_one_is_a_task_of_its_duration(network):
    crews, tasks = [], []
    for activity in network.activities:
        calendar = activity.calendar
        crew = Crew((Member(Pace(calendar, SCALE), 960),))
        crews.append(replace(activity, duration=960, crew=crew))
        tasks.append(replace(activity, duration=960, crew=None))
    one, _ = calculate(replace(network, activities=tuple(crews)))
    other, _ = calculate(replace(network, activities=tuple(tasks)))
    assert one == other
