"""Laws that hold for every network."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from milepost.schedule import (
    Activity,
    Calendar,
    Constraint,
    ConstraintType,
    LagUnit,
    Link,
    LinkType,
    Network,
    calculate,
    day_number,
    parse_instant,
)

DAY = ((480, 720), (780, 1020))
HOLIDAYS = dict.fromkeys(range(day_number(date(2026, 6, 4)), day_number(date(2026, 6, 6))), ())
FIVE_DAYS = Calendar(week=(DAY,) * 5 + ((), ()), exceptions=HOLIDAYS)
SEVEN_DAYS = Calendar(week=(DAY,) * 7)
NIGHTS = Calendar(week=(((1320, 1800),),) * 5 + ((), ()))
START = parse_instant("2026-06-01T08:00")


@st.composite
def links(draw, count):
    before, after = sorted(draw(st.lists(st.integers(0, count - 1), min_size=2, max_size=2, unique=True)))
    return Link(
        before,
        after,
        draw(st.sampled_from(LinkType)),
        draw(st.sampled_from([0, 0, 240, 960, -240, -960, 50])),
        draw(st.sampled_from(LagUnit)),
    )


@st.composite
def networks(draw, calendars=(FIVE_DAYS, SEVEN_DAYS, NIGHTS)):
    count = draw(st.integers(2, 9))
    activities = tuple(
        Activity(f"T-{i}", draw(st.sampled_from(calendars)), draw(st.sampled_from([0, 60, 480, 1200, 2400])))
        for i in range(count)
    )
    return Network(START, FIVE_DAYS, activities, tuple(draw(st.lists(links(count), max_size=14))))


@given(networks(), st.data())
def test_a_link_more_makes_no_start_earlier(network, data):
    more = replace(network, links=(*network.links, data.draw(links(len(network.activities)))))
    before, _ = calculate(network)
    after, _ = calculate(more)
    calendars = [activity.calendar for activity in network.activities]
    assert all(c.between(a, b) >= 0 for c, a, b in zip(calendars, before.start, after.start, strict=True))


@given(networks())
def test_nothing_starts_before_the_project(network):
    schedule, problems = calculate(network)
    assert problems == ()
    assert all(start >= START for start in schedule.start)


@given(networks())
def test_without_imposed_dates_no_float_is_negative(network):
    schedule, _ = calculate(network)
    assert all(slack >= 0 for slack in schedule.total_float)
    assert all(slack >= 0 for slack in schedule.free_float)


@given(networks())
def test_every_link_holds(network):
    schedule, _ = calculate(network)
    for link in network.links:
        if link.unit is not LagUnit.WORKING:
            continue
        calendar = network.activities[link.successor].calendar
        starts = (LinkType.START_TO_START, LinkType.START_TO_FINISH)
        source = schedule.start if link.type in starts else schedule.finish
        to_start = link.type in (LinkType.FINISH_TO_START, LinkType.START_TO_START)
        target = schedule.start if to_start else schedule.finish
        allowed = calendar.add(source[link.predecessor], link.lag)
        assert calendar.between(allowed, target[link.successor]) >= 0


@given(networks())
def test_durations_are_worked_off_in_both_passes(network):
    schedule, _ = calculate(network)
    for position, activity in enumerate(network.activities):
        row = schedule.row(position)
        assert activity.calendar.between(row.start, row.finish) == activity.duration
        assert activity.calendar.between(row.late_start, row.late_finish) == activity.duration
        assert activity.calendar.between(row.start, row.late_start) == row.total_float


@given(networks())
def test_the_longest_path_leads_from_a_start_to_the_finish(network):
    schedule, _ = calculate(network)
    on_path = [position for position, flag in enumerate(schedule.longest_path) if flag]
    assert any(schedule.finish[position] == schedule.project_finish for position in on_path)
    assert any(not schedule.driving[position] for position in on_path)
    for position in on_path:
        assert all(schedule.longest_path[edge.predecessor] for edge in schedule.driving[position])


@given(networks(calendars=(FIVE_DAYS,)))
def test_with_one_calendar_the_longest_path_has_no_float(network):
    working = replace(network, links=tuple(replace(link, unit=LagUnit.WORKING) for link in network.links))
    schedule, _ = calculate(working)
    floats = [f for f, flag in zip(schedule.total_float, schedule.longest_path, strict=True) if flag]
    assert not any(floats)


@given(networks(), st.randoms(use_true_random=False))
def test_order_changes_nothing(network, random):
    count = len(network.activities)
    order = list(range(count))
    random.shuffle(order)
    place = {old: new for new, old in enumerate(order)}
    moved = [
        replace(a, predecessor=place[a.predecessor], successor=place[a.successor]) for a in network.links
    ]
    random.shuffle(moved)
    other = replace(network, activities=tuple(network.activities[i] for i in order), links=tuple(moved))
    first, _ = calculate(network)
    second, _ = calculate(other)
    for old in range(count):
        ours, theirs = first.row(old), second.row(place[old])
        assert ours[:-1] == theirs[:-1]


@given(networks(), st.integers(0, 20), st.integers(0, 20))
def test_later_status_dates_make_nothing_earlier(network, days, more):
    one, _ = calculate(replace(network, status_date=START + days * 1440))
    two, _ = calculate(replace(network, status_date=START + (days + more) * 1440))
    assert all(b >= a for a, b in zip(one.start, two.start, strict=True))
    assert all(start >= START + days * 1440 for start in one.start)


@given(networks(), st.data())
def test_as_late_as_possible_delays_nothing(network, data):
    chosen = data.draw(st.sets(st.integers(0, len(network.activities) - 1)))
    late = (Constraint(ConstraintType.AS_LATE_AS_POSSIBLE, None),)
    flexible = tuple(
        replace(a, constraints=late) if i in chosen and not a.constraints else a
        for i, a in enumerate(network.activities)
    )
    before, _ = calculate(replace(network, activities=flexible))
    assert max(before.finish) == before.project_finish
