"""Problems of a few minutes a day, so that all starts can be tried: `exhaustive.py` does."""

from dataclasses import replace
from fractions import Fraction

from hypothesis import strategies as st

from milepost.schedule import Calendar, LinkType, unite, with_days_off
from milepost.schedule.capacity import SCALE, Pace
from milepost.schedule.instants import parse_instant
from milepost.schedule.levelling import Assignment, Demand, Fixed, Job, Precedence, Problem, Resource

START = parse_instant("2026-06-04T08:00")  # a Thursday: a weekend is soon
FIRST = START // 1440
MINUTES = ((480, 483), (490, 492))
WEEK = Calendar(week=(MINUTES,) * 5 + ((), ()))
DAILY = Calendar(week=(MINUTES,) * 7)
NIGHTS = Calendar(week=(((1438, 1442),),) * 5 + ((), ()))
MORNINGS = Calendar(week=(((480, 482),),) * 6 + ((),))
AWAY = with_days_off(WEEK, [FIRST, FIRST + 4, FIRST + 5])
CALENDARS = (WEEK, DAILY, NIGHTS, MORNINGS, AWAY)
RATES = (SCALE, SCALE // 2, SCALE // 3, 2 * SCALE // 3, 0)


@st.composite
def paces(draw, calendar):
    """Work at a rate that changes, also to nothing for a while."""
    changes = draw(st.sets(st.integers(0, 5 * 1440), min_size=1, max_size=3))
    rates = [draw(st.sampled_from(RATES)) for _ in changes]
    rates[-1] = rates[-1] or SCALE
    first = draw(st.sampled_from(RATES))
    return Pace(calendar, first, tuple(zip((START + t for t in sorted(changes)), rates, strict=True)))


@st.composite
def jobs(draw, name, resources, calendars):
    """A duration, a team, a milestone, or what is not moved."""
    calendar = draw(st.sampled_from(calendars))
    release = draw(st.sampled_from([None, None, START + 3, START + 1451, START + 2880]))
    kind = draw(st.sampled_from(["duration", "duration", "team", "team", "milestone", "fixed"]))
    used = draw(st.lists(st.integers(0, len(resources) - 1), min_size=1, unique=True))
    demands = [Demand(at, draw(st.sampled_from([1, 1, Fraction(1, 2)]))) for at in used]
    minutes = st.integers(1, 8)
    if kind == "milestone":
        return Job(name, calendar, release=release)
    if kind == "team":
        shares = []
        for demand in demands:
            clock = resources[demand.resource].calendar
            if len(calendars) > 1 and draw(st.booleans()):
                shares.append(Assignment(draw(paces(clock)), draw(minutes) * SCALE, (demand,)))
            else:
                shares.append(Assignment(clock, draw(minutes), (demand,)))
        common = shares[0].calendar
        for share in shares[1:]:
            common = unite(common, share.calendar)
        if len(calendars) == 1:
            common = calendar
        return Job(name, common, assignments=tuple(shares), release=release)
    job = Job(name, calendar, draw(minutes), tuple(demands), release=release)
    if kind == "duration":
        return job
    begun = calendar.next_start(START + draw(st.sampled_from([0, 1440, 2880])))
    return replace(job, release=None, fixed=Fixed(begun, calendar.add(begun, job.duration)))


@st.composite
def tiny_problems(draw, calendars=CALENDARS):
    """Two to four jobs on one or two resources."""
    resources = tuple(
        Resource(f"r{at}", draw(st.sampled_from(calendars)), draw(st.sampled_from([1, 1, 2, Fraction(3, 2)])))
        for at in range(draw(st.integers(1, 2)))
    )
    count = draw(st.integers(2, 4))
    lags = st.sampled_from([0, 0, 2, 5, -2, -3])
    links = []
    for _ in range(draw(st.integers(0, count))):
        before, after = sorted(draw(st.sets(st.integers(0, count - 1), min_size=2, max_size=2)))
        kind, lag, calendar = draw(st.sampled_from(LinkType)), draw(lags), draw(st.sampled_from(calendars))
        if len(calendars) > 1 and draw(st.integers(0, 4)) == 0:
            lag, calendar = draw(st.sampled_from([1440, -1440, 7])), None
        links.append(Precedence(before, after, kind, lag, calendar))
    return Problem(
        START,
        tuple(draw(jobs(f"T{at}", resources, calendars)) for at in range(count)),
        resources,
        tuple(links),
    )
