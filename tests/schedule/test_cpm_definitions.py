"""The passes against the textbook's formulas written out, on time that is counted hour by hour.

PMI Practice Standard for Scheduling. Each formula is repeated over all links until nothing changes, and a
calendar is a list of hours that are worked or not: slow, and nothing in common with the engine but its input.
"""

from hypothesis import given
from hypothesis import strategies as st

from milepost.schedule import (
    Activity,
    Link,
    LinkType,
    Network,
    calculate,
    instant_text,
)
from tests.schedule.hours import ORIGIN, Hours, settled
from tests.schedule.weeks import FIVE, NIGHTS, SEVEN, START

FS, SS, FF, SF = LinkType


HOURS = {calendar: Hours(calendar) for calendar in (FIVE, SEVEN, NIGHTS)}


class Definitions:
    """The formulas for one network; instants are hours since ORIGIN."""

    def __init__(self, network):
        self.links = network.links
        self.own = [HOURS[activity.calendar] for activity in network.activities]
        self.need = [activity.duration // 60 for activity in network.activities]
        self.begin = (network.start - ORIGIN) // 60

    def lagged(self, hour, link, sign=1):
        return self.own[link.successor].add(hour, sign * int(link.lag) // 60)

    def early(self, position, dates):
        allowed = [self.begin]
        for link in self.links:
            if link.successor == position:
                t = self.lagged(dates[link.predecessor][link.type in (FS, FF)], link)
                back = 0 if link.type in (FS, SS) else -self.need[position]
                allowed.append(self.own[position].add(t, back))
        t = max(allowed)
        if not self.need[position] and self.own[position].rests(t):
            return t, t
        t = self.own[position].begin(t)
        return t, self.own[position].add(t, self.need[position])

    def late(self, position, bounds, last):
        allowed = [last]
        for link in self.links:
            if link.predecessor == position:
                t = self.lagged(bounds[link.successor][link.type in (FF, SF)], link, -1)
                onward = 0 if link.type in (FS, FF) else self.need[position]
                allowed.append(self.own[position].add(t, onward))
        t = min(allowed)
        if not self.need[position] and self.own[position].rests(t):
            return t, t
        t = self.own[position].end(t)
        return self.own[position].add(t, -self.need[position]), t

    def free(self, position, dates, last):
        slack = []
        for link in self.links:
            if link.predecessor == position:
                t = self.lagged(dates[link.successor][link.type in (FF, SF)], link, -1)
                slack.append(self.own[position].between(dates[position][link.type in (FS, FF)], t))
        return max(0, min(slack, default=self.own[position].between(dates[position][1], last)))


def by_definition(network):
    """ES, EF, LS, LF, total and free float in hours."""
    given = Definitions(network)
    count = len(network.activities)
    dates = settled([(given.begin, given.begin)] * count, given.early)
    last = max(finish for _, finish in dates)
    bounds = settled([(last, last)] * count, lambda position, found: given.late(position, found, last))
    slack = [given.own[p].between(dates[p][1], bounds[p][1]) for p in range(count)]
    return [(*dates[p], *bounds[p], slack[p], given.free(p, dates, last)) for p in range(count)]


def computed(network):
    schedule, problems = calculate(network)
    assert problems == ()
    found = []
    for position in range(len(network.activities)):
        row = schedule.row(position)
        moments = (row.start, row.finish, row.late_start, row.late_finish)
        floats = (row.total_float // 60, row.free_float // 60)
        found.append((*((t - ORIGIN) // 60 for t in moments), *floats))
    return found


@st.composite
def networks(draw, calendars, lags=(0, 0, 240, 480, 960, -240, -480), types=tuple(LinkType)):
    count = draw(st.integers(2, 7))
    activities = tuple(
        Activity(f"T-{i}", draw(st.sampled_from(calendars)), draw(st.sampled_from([0, 240, 480, 960, 2400])))
        for i in range(count)
    )
    pairs = st.lists(st.integers(0, count - 1), min_size=2, max_size=2, unique=True).map(sorted)
    links = st.builds(
        lambda pair, kind, lag: Link(*pair, kind, lag), pairs, st.sampled_from(types), st.sampled_from(lags)
    )
    return Network(START, FIVE, activities, tuple(draw(st.lists(links, max_size=10))))


@given(networks(calendars=(FIVE,)))
def test_every_link_and_lag_on_one_calendar(network):
    assert computed(network) == by_definition(network)


@given(networks(calendars=(NIGHTS,)))
def test_every_link_and_lag_on_night_shifts(network):
    assert [row[-2:] for row in computed(network)] == [row[-2:] for row in by_definition(network)]
    assert [row[:2] for row in computed(network)] == [row[:2] for row in by_definition(network)]


@given(networks(calendars=(FIVE, SEVEN), lags=(0,), types=(FS, SS)))
def test_links_between_two_calendars(network):
    assert computed(network) == by_definition(network)


@given(networks(calendars=(FIVE, SEVEN)))
def test_leads_and_finish_links_between_two_calendars(network):
    """Alike but where the formulas take a pause for a delay: then no float is negative, as theirs would be."""
    ours, theirs = computed(network), by_definition(network)
    assert [row[:2] for row in ours] == [row[:2] for row in theirs]
    if all(row[4] >= 0 for row in theirs):
        assert [row[4:] for row in ours] == [row[4:] for row in theirs]


def task(name, days, calendar=FIVE):
    return Activity(name, calendar, round(days * 480))


def test_a_start_that_must_precede_a_sunday_is_the_next_monday():
    """A, on weekdays, begins before B, which works at weekends and whose late start is a Sunday."""
    network = Network(START, FIVE, (task("A", 1), task("B", 2, SEVEN), task("C", 6)), (Link(0, 1, SS),))
    schedule, _ = calculate(network)
    assert instant_text(schedule.project_finish) == "2026-06-08T17:00"
    assert instant_text(schedule.late_start[1]) == "2026-06-07T08:00"
    assert instant_text(schedule.late_start[0]) == "2026-06-08T08:00"
    assert schedule.total_float == (5 * 480, 6 * 480, 0)


def test_a_lead_from_weekend_work_leaves_no_float_and_none_negative():
    """A works until Saturday; B, on weekdays, begins a working day before that: on Friday."""
    network = Network(START, FIVE, (task("A", 6, SEVEN), task("B", 5)), (Link(0, 1, FS, -480),))
    schedule, _ = calculate(network)
    assert instant_text(schedule.finish[0]) == "2026-06-06T17:00"
    assert instant_text(schedule.start[1]) == "2026-06-05T08:00"
    assert schedule.total_float == (0, 0)
    assert schedule.free_float == (0, 0)
