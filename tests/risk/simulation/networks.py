"""Random networks with everything the engine knows: for tests that hold the simulation against it."""

from datetime import date
from decimal import Decimal
from functools import reduce

from hypothesis import strategies as st

from milepost.schedule import (
    Activity,
    ActivityKind,
    Calendar,
    Constraint,
    ConstraintType,
    DurationUnit,
    LagCalendar,
    LagUnit,
    LateLimits,
    Link,
    LinkType,
    Network,
    Options,
    OutOfSequence,
    Progress,
    day_number,
    parse_instant,
)
from milepost.schedule.calendar_algebra import unite
from milepost.schedule.capacity import Capacity, Pace
from milepost.schedule.crew import Crew, Member
from milepost.schedule.graph import build_graph

DAY = ((480, 720), (780, 1020))
HOLIDAYS = dict.fromkeys(range(day_number(date(2026, 6, 4)), day_number(date(2026, 6, 6))), ())
FIVE_DAYS = Calendar(week=(DAY,) * 5 + ((), ()), exceptions=HOLIDAYS)
SEVEN_DAYS = Calendar(week=(DAY,) * 7)
NIGHTS = Calendar(week=(((1320, 1800),),) * 5 + ((), ()))
ODD = Calendar(week=(((487, 731), (779, 1013)),) * 4 + ((), (), ()))
START = parse_instant("2026-06-01T08:00")
CALENDARS = (FIVE_DAYS, SEVEN_DAYS, NIGHTS, ODD)
DURATIONS = (0, 60, 480, 1200, 2400)

instants = st.integers(-4, 40).map(lambda hours: START + hours * 7 * 60)


@st.composite
def constraints(draw):
    kind = draw(st.sampled_from(ConstraintType))
    undated = kind in (ConstraintType.AS_SOON_AS_POSSIBLE, ConstraintType.AS_LATE_AS_POSSIBLE)
    return Constraint(kind, None if undated else draw(instants))


@st.composite
def progress(draw, status):
    begun = START + draw(st.integers(-6, 6)) * 240
    if draw(st.booleans()):
        finish = begun + draw(st.integers(0, 8)) * 240
        return Progress(begun if draw(st.booleans()) else None, finish)
    return Progress(
        begun, None, draw(st.sampled_from([None, 0, 60, 480, 900])), draw(st.sampled_from([None, 40]))
    )


@st.composite
def crews(draw):
    members = []
    for _ in range(draw(st.integers(1, 3))):
        calendar = draw(st.sampled_from(CALENDARS))
        changes = ((START + 4 * 1440, Decimal("0.5")),) if draw(st.booleans()) else ()
        pace = Pace.of(
            calendar, draw(st.sampled_from([Decimal(1), Decimal("0.3")])), Capacity(Decimal(1), changes)
        )
        members.append(Member(pace, draw(st.sampled_from([60, 480, 1200]))))
    return Crew(tuple(members))


def joined(crew):
    """The time in which any of a crew works."""
    return reduce(unite, (member.pace.calendar for member in crew.members))


@st.composite
def activities(draw, index, parent, status):
    kind = draw(
        st.sampled_from(
            [
                *[ActivityKind.TASK] * 6,
                ActivityKind.MILESTONE,
                ActivityKind.START_MILESTONE,
                ActivityKind.LEVEL_OF_EFFORT,
            ]
        )
    )
    milestone = kind in (ActivityKind.MILESTONE, ActivityKind.START_MILESTONE)
    imposed = draw(constraints()) if draw(st.integers(0, 3)) == 0 else None
    if kind is ActivityKind.START_MILESTONE and imposed is not None and imposed.date is None:
        imposed = None  # the engine itself puts such a milestone behind its project's finish
    crew = draw(crews()) if kind is ActivityKind.TASK and draw(st.integers(0, 4)) == 0 else None
    calendar = draw(st.sampled_from(CALENDARS)) if crew is None else joined(crew)
    duration = draw(st.sampled_from(DURATIONS)) if crew is None else crew.full_pace()
    return Activity(
        f"T-{index}",
        calendar,
        0 if milestone else duration,
        kind=kind,
        unit=DurationUnit.ELAPSED
        if kind is ActivityKind.TASK and crew is None and draw(st.integers(0, 6)) == 0
        else DurationUnit.WORKING,
        parent=parent,
        constraints=() if imposed is None else (imposed,),
        progress=draw(progress(status)) if status is not None and draw(st.integers(0, 3)) == 0 else None,
        crew=crew,
    )


def networks():
    """Plans that permit a schedule."""
    return _networks().filter(lambda network: build_graph(network)[0] is not None)


@st.composite
def _networks(draw):
    """A plan with summaries, levels of effort, crews, imposed dates, progress and all links and options."""
    count = draw(st.integers(2, 10))
    status = START + draw(st.integers(0, 20)) * 480 if draw(st.booleans()) else None
    summaries = draw(st.integers(0, 2))
    made = [Activity(f"S-{index}", FIVE_DAYS) for index in range(summaries)]
    for index in range(count):
        inside = draw(st.integers(0, summaries)) - 1
        made.append(draw(activities(index, None if inside < 0 else inside, status)))
    links = []
    for _ in range(draw(st.integers(0, 14))):
        before, after = sorted(
            draw(st.lists(st.integers(0, len(made) - 1), min_size=2, max_size=2, unique=True))
        )
        links.append(
            Link(
                before,
                after,
                draw(st.sampled_from(LinkType)),
                draw(st.sampled_from([0, 0, 0, 240, 960, -240, -960, 50])),
                draw(st.sampled_from(LagUnit)),
            )
        )
    options = Options(
        draw(st.sampled_from(LagCalendar)),
        draw(st.sampled_from(OutOfSequence)),
        draw(st.sampled_from(LateLimits)),
    )
    return Network(START, FIVE_DAYS, tuple(made), tuple(links), status_date=status, options=options)
