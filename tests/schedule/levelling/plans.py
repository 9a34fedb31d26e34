"""Random problems, and a check of levelled schedules that shares nothing with the engine but its calendars."""

from fractions import Fraction

from hypothesis import strategies as st

from milepost.schedule import CONTINUOUS, LinkType, unite, with_days_off
from milepost.schedule.capacity import SCALE, Pace
from milepost.schedule.levelling import Assignment, Demand, Fixed, Job, Precedence, Problem, Resource
from tests.schedule.weeks import FIVE, NIGHTS, SEVEN, START

FIRST = START // 1440
AWAY = with_days_off(FIVE, [FIRST + 3, FIRST + 4, FIRST + 9])
CALENDARS = (FIVE, SEVEN, NIGHTS, AWAY)
HALVED = Pace(FIVE, SCALE, ((START + 2880, SCALE // 2), (START + 10080, SCALE)))


def precedences(count, calendars):
    def pair(draw):
        before, after = sorted(draw(st.sets(st.integers(0, count - 1), min_size=2, max_size=2)))
        lag = draw(st.sampled_from([0, 0, 0, 240, 960, -240, -960]))
        calendar = draw(st.sampled_from(calendars))
        return Precedence(before, after, draw(st.sampled_from(LinkType)), lag, calendar)

    return st.lists(st.composite(pair)(), max_size=2 * count) if count > 1 else st.just([])


@st.composite
def problems(draw, calendars=CALENDARS, fixed=True):
    """Up to eight jobs on up to three resources, with everything a job can have."""
    resources = tuple(
        Resource(f"r{at}", draw(st.sampled_from(calendars)), draw(st.sampled_from([1, 2, Fraction(3, 2)])))
        for at in range(draw(st.integers(1, 3)))
    )
    count = draw(st.integers(1, 8))
    demand = st.builds(
        Demand, st.integers(0, len(resources) - 1), st.sampled_from([1, Fraction(1, 2), Fraction(1, 4)])
    )
    minutes = st.sampled_from([60, 240, 480, 960, 1500])
    jobs = []
    for at in range(count):
        calendar = draw(st.sampled_from(calendars))
        release = draw(st.sampled_from([None, None, START + 1500, START + 5000]))
        priority = draw(st.sampled_from([500, 500, 500, 900]))
        kind = draw(st.sampled_from(["duration", "duration", "team", "milestone", "fixed"]))
        demands = tuple(draw(st.lists(demand, min_size=1, max_size=2, unique_by=lambda one: one.resource)))
        if kind == "milestone":
            jobs.append(Job(f"T{at}", calendar, release=release, priority=priority))
        elif kind == "team":
            members = []
            for one in demands:
                clock = resources[one.resource].calendar
                if len(calendars) > 1 and clock is FIVE and draw(st.booleans()):
                    members.append(Assignment(HALVED, draw(minutes) * SCALE, (one,)))
                else:
                    members.append(Assignment(clock, draw(minutes), (one,)))
            common = members[0].calendar
            for member in members[1:]:
                common = unite(common, member.calendar)
            if len(calendars) == 1:
                common = calendar
            jobs.append(Job(f"T{at}", common, assignments=tuple(members), release=release, priority=priority))
        else:
            job = Job(f"T{at}", calendar, draw(minutes), demands, (), release, None, priority)
            if kind == "fixed" and fixed:
                begun = calendar.next_start(START + draw(st.sampled_from([0, 480, 3000])))
                job = Job(
                    job.id,
                    calendar,
                    job.duration,
                    demands,
                    fixed=Fixed(begun, calendar.add(begun, job.duration)),
                )
            jobs.append(job)
    return Problem(START, tuple(jobs), resources, tuple(draw(precedences(count, calendars))))


def faults(problem, levelled):
    """What is wrong with a levelled schedule, capacity aside."""
    found = []
    for at, job in enumerate(problem.jobs):
        start, finish = levelled.starts[at], levelled.finishes[at]
        if job.fixed is not None:
            if (start, finish) != (job.fixed.start, job.fixed.finish):
                found.append((job.id, "moved"))
            continue
        if start < problem.start or (job.release is not None and start < job.release):
            found.append((job.id, "released later"))
        spans = [span_of(share, start) for share in job.shares]
        if spans and (min(spans)[0], max(end for _, end in spans)) != (start, finish):
            found.append((job.id, "not its working time"))
        if not spans and not (start == finish and job.calendar.rests_at(start)):
            found.append((job.id, "no place for a milestone"))
    for tie in problem.precedences:
        job = problem.jobs[tie.successor]
        if job.fixed is None and not holds(tie, job, levelled):
            found.append((tie, "link broken"))
    return found


def span_of(share, t):
    """Begin and end of a share that may begin at `t`."""
    clock = share.clock
    worked = clock.work(t)
    return clock.start_at(worked), clock.finish_at(worked + share.amount)


def holds(tie, job, levelled):
    """Whether a link is kept, in the successor's working time where it has one."""
    bound = bound_of(tie, levelled)
    if tie.type in (LinkType.FINISH_TO_START, LinkType.START_TO_START):
        return levelled.starts[tie.successor] >= bound
    return job.calendar.between(bound, levelled.finishes[tie.successor]) >= 0


def bound_of(tie, levelled):
    """Where a link leads to from its predecessor."""
    of_start = tie.type in (LinkType.START_TO_START, LinkType.START_TO_FINISH)
    base = (levelled.starts if of_start else levelled.finishes)[tie.predecessor]
    if not tie.lag:
        return base
    return base + tie.lag if tie.lag_calendar is None else tie.lag_calendar.add(base, tie.lag)


def overloads(problem, levelled):
    """The resources that are used beyond capacity at some working instant of theirs."""
    found = set()
    events = {at: [] for at in range(len(problem.resources))}
    for at, job in enumerate(problem.jobs):
        start = levelled.starts[at]
        if job.fixed is not None and job.fixed.resume is not None:
            start = job.fixed.resume
        for share in job.shares:
            begin, end = span_of(share, start)
            for demand in share.demands:
                working = problem.resources[demand.resource].calendar
                for opened, closed in share.calendar.intervals(begin, end):
                    for since, until in working.intervals(opened, closed):
                        events[demand.resource] += [(since, demand.units), (until, -demand.units)]
    for resource, changes in events.items():
        used = Fraction(0)
        for _, change in sorted(changes):  # at one instant, what ends comes before what begins
            used += change
            if used > problem.resources[resource].capacity:
                found.add(resource)
    return found


__all__ = ["AWAY", "CALENDARS", "CONTINUOUS", "FIVE", "SEVEN", "START", "faults", "overloads", "problems"]
