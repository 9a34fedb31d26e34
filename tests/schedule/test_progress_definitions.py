"""Progress and imposed dates against their definitions written out, on time that is counted hour by hour.

What is done keeps its dates and, under retained logic, passes on the wait for what is open before it. What has
begun goes on from the status date, or later where a link demands. The rest begins no earlier than the status
date. Each rule is repeated over all links until nothing changes.
"""

from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from milepost.schedule import (
    Activity,
    Constraint,
    ConstraintType,
    Link,
    LinkType,
    Network,
    Options,
    OutOfSequence,
    Progress,
    calculate,
    parse_instant,
)
from tests.schedule.hours import Hours, hour, settled
from tests.schedule.weeks import FIVE, START

TIME = Hours(FIVE)
STATUS = parse_instant("2026-06-08T08:00")
FS, SS, FF, SF = LinkType
DATED = [kind for kind in ConstraintType if not kind.value.startswith("as-")]


class Dates(NamedTuple):
    start: int  # the actual one once there is one
    resume: int  # where what is left begins
    finish: int
    release: int  # what finish links count from


class Task:
    """An activity in hours."""

    def __init__(self, activity):
        progress = activity.progress
        self.begun = None if progress is None else hour(progress.actual_start)
        self.ended = (
            None if progress is None or progress.actual_finish is None else hour(progress.actual_finish)
        )
        self.open = self.ended is None
        self.waits = self.begun is None
        self.need = (activity.duration if self.waits or not self.open else progress.remaining) // 60
        self.imposed = {one.type.value: hour(one.date) for one in activity.constraints}


class Definitions:
    """The rules for one network; moments are hours since ORIGIN."""

    def __init__(self, network):
        self.tasks = [Task(activity) for activity in network.activities]
        self.retained = network.options.out_of_sequence is OutOfSequence.RETAINED_LOGIC
        self.links = [link for link in network.links if self.counts(link)]

    def counts(self, link):
        after = self.tasks[link.successor]
        return after.waits or self.retained or (after.open and link.type in (FF, SF))

    def leading(self, position):
        return [link for link in self.links if link.successor == position]

    def following(self, position):
        return [link for link in self.links if link.predecessor == position]

    def pending(self, position, dates):
        return self.tasks[position].open or dates[position].release > dates[position].finish

    def candidate(self, link, dates, need):
        before = dates[link.predecessor]
        t = TIME.add(before.release if link.type in (FS, FF) else before.start, int(link.lag) // 60)
        return t if link.type in (FS, SS) else TIME.add(t, -need)

    def early(self, position, dates):
        task, links = self.tasks[position], self.leading(position)
        if not task.open:
            waits = [
                self.candidate(link, dates, 0)
                for link in links
                if self.pending(link.predecessor, dates)
                and (link.type in (FS, FF) or self.tasks[link.predecessor].waits)
            ]
            release = max([task.ended, *waits])
            return Dates(task.begun, release, task.ended, release)
        allowed = [self.candidate(link, dates, task.need) for link in links]
        if task.waits:
            t = self.imposed_start(task, max([hour(STATUS), *allowed]))
        else:
            t = max([hour(STATUS), task.begun, *allowed])
        if task.need or not TIME.rests(t):
            t = TIME.begin(t)
        finish = TIME.add(t, task.need)
        return Dates(t if task.waits else task.begun, t, finish, finish)

    def imposed_start(self, task, logic):
        for kind, date in task.imposed.items():
            t = TIME.add(date, -task.need) if "finish" in kind else date
            match kind:
                case "start-no-earlier-than" | "finish-no-earlier-than":
                    return max(logic, t)
                case "start-no-later-than" | "finish-no-later-than":
                    return max(min(logic, t), hour(STATUS))
                case _:
                    return max(t, hour(STATUS))
        return logic

    def late(self, position, bounds, last):
        """Late start and finish; None of what is done and holds nothing open."""
        task, allowed = self.tasks[position], []
        for link in self.following(position):
            bound = bounds[link.successor]
            if bound is None or (link.type in (SS, SF) and not task.waits):
                continue
            t = TIME.add(bound[link.type in (FF, SF)], -int(link.lag) // 60)
            allowed.append(t if link.type in (FS, FF) else TIME.add(t, task.need))
        if not task.open:
            return (min(allowed), min(allowed)) if allowed else None
        t = min([last, *allowed])
        if task.waits:
            t = self.imposed_finish(task, t)
        if task.need or not TIME.rests(t):
            t = TIME.end(t)
        return TIME.add(t, -task.need), t

    def imposed_finish(self, task, logic):
        for kind, date in task.imposed.items():
            t = date if "finish" in kind else TIME.add(date, task.need)
            if kind.startswith("must"):
                return t
            if kind.endswith("later-than"):
                return min(logic, t)
        return logic

    def room(self, position, dates, rooms):
        """How late what is done may release what waits behind it; None if that is nothing open."""
        slack = [
            one for link in self.following(position) if (one := self.until(link, dates, rooms)) is not None
        ]
        return max(min(slack), dates[position].release) if slack else None

    def until(self, link, dates, rooms):
        """How late the end that a link is tied to may be for its successor not to move."""
        after = dates[link.successor]
        if not self.tasks[link.successor].open:
            end = rooms[link.successor]
        else:
            end = after.resume if link.type in (FS, SS) else after.finish
        from_done = not self.tasks[link.predecessor].open
        if end is None or (from_done and link.type in (SS, SF)):
            return None
        return TIME.add(end, -int(link.lag) // 60)

    def free(self, position, dates, rooms, last):
        task, slack, own = self.tasks[position], [], dates[position]
        to_finish = TIME.between(own.finish, last)
        for link in self.following(position):
            t = self.until(link, dates, rooms)
            if t is None:
                continue
            left = TIME.between(own.finish if link.type in (FS, FF) else own.start, t)
            bounded = link.type in (SS, SF) and not task.waits
            slack.append(min(left, to_finish) if bounded else left)
        return max(0, min(slack, default=to_finish))


def by_definition(network):
    """Start, finish, late start, late finish, total and free float in hours; no floats of what is done."""
    given = Definitions(network)
    places = range(len(given.tasks))
    dates = settled([Dates(0, 0, 0, 0)] * len(places), given.early)
    last = max(one.finish for one in dates)
    bounds = settled([(last, last)] * len(places), lambda p, found: given.late(p, found, last))
    rooms = settled(
        [None] * len(places), lambda p, found: None if given.tasks[p].open else given.room(p, dates, found)
    )
    rows = []
    for p in places:
        shown = (dates[p].start, dates[p].finish)
        if given.tasks[p].open:
            total = TIME.between(dates[p].finish, bounds[p][1])
            rows.append((*shown, *bounds[p], total, given.free(p, dates, rooms, last)))
        else:
            rows.append(shown)
    return rows


def computed(network):
    schedule, _ = calculate(network)
    rows = []
    for position in range(len(network.activities)):
        row = schedule.row(position)
        shown = (hour(row.start), hour(row.finish))
        if row.total_float is None:
            rows.append(shown)
        else:
            late = (hour(row.late_start), hour(row.late_finish))
            rows.append((*shown, *late, row.total_float // 60, row.free_float // 60))
    return rows


@st.composite
def networks(draw, imposed):
    """Networks under way, in sequence or not; dates are imposed on what has not begun."""
    activities = []
    for i in range(draw(st.integers(2, 7))):
        need = draw(st.sampled_from([0, 240, 480, 960, 2400]))
        state = draw(st.sampled_from(["open", "open", "begun", "done"]))
        at = START + draw(st.integers(0, 3)) * 1440 + draw(st.sampled_from([0, 300]))
        progress, constraints = None, ()
        if state == "done":
            progress = Progress(at, at + draw(st.sampled_from([60, 240, 1440])))
        elif state == "begun":
            progress = Progress(at, None, draw(st.sampled_from([60, 480, 1440])))
        elif imposed and draw(st.booleans()):
            kind = draw(st.sampled_from(DATED))
            date = START + draw(st.integers(0, 20)) * 1440 + draw(st.sampled_from([0, 240, 540]))
            constraints = (Constraint(kind, date),)
        activities.append(Activity(f"T-{i}", FIVE, need, progress=progress, constraints=constraints))
    last = len(activities) - 1
    links = []
    for pair in draw(st.lists(st.tuples(st.integers(0, last), st.integers(0, last)), max_size=10)):
        if pair[0] != pair[1]:
            kind, lag = draw(st.sampled_from(LinkType)), draw(st.sampled_from([0, 0, 240, 960, -480]))
            links.append(Link(*sorted(pair), kind, lag))
    mode = Options(out_of_sequence=draw(st.sampled_from(OutOfSequence)))
    return Network(START, FIVE, tuple(activities), tuple(links), status_date=STATUS, options=mode)


@given(networks(imposed=False))
def test_progress_in_sequence_and_out_of_it(network):
    assert computed(network) == by_definition(network)


@given(networks(imposed=True))
def test_imposed_dates_and_progress(network):
    ours, theirs = computed(network), by_definition(network)
    assert [row[4:] for row in ours] == [row[4:] for row in theirs]
    for row, other in zip(ours, theirs, strict=True):
        assert not any(TIME.between(a, b) for a, b in zip(row[:4], other[:4], strict=True))
