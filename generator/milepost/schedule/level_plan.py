"""Levelling a project's plan: its network and people as a levelling problem, the answer as starts of tasks.

Levelling only ever delays, so that the dates without it are the earliest starts: they carry constraints,
the status date and what is as late as possible. What it gives is put back into the network as
start-no-earlier-than, from which dates, floats and drivers follow as always (the levelling delay of Microsoft
Project).
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from milepost.frozen import replace
from milepost.project import Project
from milepost.schedule.calendar import CONTINUOUS
from milepost.schedule.calendars import Calendars
from milepost.schedule.capacity import SCALE
from milepost.schedule.cpm import calculate
from milepost.schedule.forward_pass import Reason
from milepost.schedule.graph import Graph, Role, build_graph
from milepost.schedule.instants import Instant
from milepost.schedule.levelled_model import LevelledPlan, Wait
from milepost.schedule.levelling import (
    USUAL_PRIORITY,
    Assignment,
    Demand,
    Fixed,
    Job,
    Levelled,
    Levelling,
    Options,
    Precedence,
    Problem,
    Resource,
    level,
)
from milepost.schedule.levelling.handovers import Handover, handovers
from milepost.schedule.load_plan import amounts_written, holders, time_of
from milepost.schedule.network import Activity, Constraint, ConstraintType, DurationUnit, Network
from milepost.schedule.network import Assignment as Assigned
from milepost.schedule.progress import State
from milepost.schedule.resource_path import resource_path
from milepost.schedule.result import Schedule as Dates
from milepost.schedule.scheduled import Plan

_ROUNDS = 5
"""How often a plan is levelled anew because work under way moved with what it waits for."""

_PINNED = (
    ConstraintType.MUST_START_ON,
    ConstraintType.MUST_FINISH_ON,
    ConstraintType.START_NO_LATER_THAN,
    ConstraintType.FINISH_NO_LATER_THAN,
)
"""What an imposed date holds is not moved."""


def level_plan(
    project: Project, plan: Plan, dates: Dates, calendars: Calendars, options: Options
) -> tuple[LevelledPlan, Dates]:
    """Level a plan; gives what levelling did, and the dates of the levelled network.

    Args:
        project: The project.
        plan: Its tasks as a network.
        dates: The dates of that network without levelling.
        calendars: The calendars in force.
        options: What may move, and how hard to try.
    """
    rounds = _Rounds(project, plan, dates, calendars, options)
    stays: dict[int, Fixed] = {}
    found = rounds.once(stays)
    for _ in range(_ROUNDS):
        if not found.shifted:
            break
        stays |= found.shifted
        found = rounds.once(stays)
    bound = dates.project_finish if stays else found.levelled.bound  # of the last round alone, not of any
    activities, after = plan.network.activities, found.after
    held, late = set(), set()  # all others only follow what they are linked to
    for place, activity in enumerate(activities):
        if after.start_reason[place] is Reason.CONSTRAINT:
            held.add(activity.id)
        if is_late(activity):
            late.add(activity.id)
    waits = {
        id_: wait
        for id_, wait in _waits(found.problem, found.levelled, found.moved)
        if id_ in held and wait.minutes
    }
    jobs = found.problem.jobs
    outcome = LevelledPlan(
        options.levelling.value,
        dates.project_finish,
        after.project_finish,
        bound,
        found.levelled.method,
        found.levelled.schedules,
        {id_: start for id_, start in found.moved.items() if id_ in held or id_ in late},
        waits,
        (
            *(jobs[number].id for number in found.levelled.overloaded),
            *(activities[node].id for node in found.shifted),
        ),
        resource_path(activities, after, waits),
        tuple(_order(rounds.nodes, activities, handovers(found.problem, found.levelled))),
    )
    return outcome, after


class _Round(NamedTuple):
    """A plan levelled once around what is not moved.

    Attributes:
        problem: What was levelled.
        levelled: The answer.
        moved: Id of a task to the start it is held to.
        after: The dates of the network with these starts.
        shifted: Work under way that moved with what it waits for, and so to where others were put: from its
            node to where it ends up.
    """

    problem: Problem
    levelled: Levelled
    moved: Mapping[str, Instant]
    after: Dates
    shifted: Mapping[int, Fixed]


class _Rounds:
    """Levels one plan, around work under way that may have to stand elsewhere each time."""

    def __init__(
        self, project: Project, plan: Plan, dates: Dates, calendars: Calendars, options: Options
    ) -> None:
        graph, _ = build_graph(plan.network)
        if graph is None:
            raise ValueError("a network with dates has a graph")
        self.plan, self.dates, self.options = plan, dates, options
        self.nodes = [
            node
            for node, role in enumerate(graph.roles)
            if role not in (Role.SUMMARY, Role.LEVEL_OF_EFFORT, Role.START_GATE)
        ]
        numbers = {node: number for number, node in enumerate(self.nodes)}
        self.people = _People(project, calendars)
        self.maker = _Jobs(project, plan, graph, dates, self.people)
        self.precedences = tuple(_precedences(graph, dates, numbers))

    def once(self, stays: Mapping[int, Fixed]) -> _Round:
        """Level the plan with some work under way elsewhere than on its dates without levelling."""
        jobs = tuple([self.maker.job(node, stays.get(node)) for node in self.nodes])
        smoothing = self.options.levelling is Levelling.SMOOTHING
        problem = Problem(
            self.plan.network.start,
            jobs,
            tuple(self.people.resources),
            self.precedences,
            self.dates.project_finish if smoothing else None,
        )
        levelled = level(problem, self.options)
        activities = self.plan.network.activities
        moved = {
            activities[node].id: levelled.starts[number]
            for number, node in enumerate(self.nodes)
            if node < len(activities)
            and jobs[number].fixed is None
            and (levelled.delays[number] or is_late(activities[node]))
        }
        after = calculate(levelled_network(self.plan.network, moved))[0] or self.dates
        shifted = {}
        for node, job in zip(self.nodes, jobs, strict=True):
            if job.fixed is not None and job.fixed.resume is not None:
                now = Fixed(after.start[node], after.finish[node], after.remaining_start[node])
                if now != job.fixed:
                    shifted[node] = now
        return _Round(problem, levelled, moved, after, shifted)


def _order(
    nodes: Sequence[int], activities: Sequence[Activity], found: Iterable[Handover]
) -> Iterator[tuple[str, str]]:
    """Who hands over to whom, as ids; gates of summaries use nothing."""
    for before, after in found:
        yield activities[nodes[before]].id, activities[nodes[after]].id


def is_late(activity: Activity) -> bool:
    """Whether an activity is to start as late as possible: it would follow a finish that levelling moves."""
    return any(one.type is ConstraintType.AS_LATE_AS_POSSIBLE for one in activity.constraints)


def levelled_network(network: Network, starts: Mapping[str, Instant]) -> Network:
    """A network in which some activities begin no earlier than levelling allows.

    Args:
        network: The network as written.
        starts: Id of an activity to its start.
    """
    if not starts:
        return network
    return replace(network, activities=tuple([_held(one, starts.get(one.id)) for one in network.activities]))


def _held(activity: Activity, start: Instant | None) -> Activity:
    if start is None:
        return activity
    kept = (one for one in activity.constraints if one.type is not ConstraintType.AS_LATE_AS_POSSIBLE)
    no_earlier = Constraint(ConstraintType.START_NO_EARLIER_THAN, start)
    return replace(activity, constraints=(*kept, no_earlier))


class _People:
    """Who can be short, each counted as one: all of the time that they give to the project."""

    def __init__(self, project: Project, calendars: Calendars) -> None:
        self.project, self.calendars = project, calendars
        self.stand_ins = holders(project)
        self.places: dict[str, int] = {}
        self.resources: list[Resource] = []

    def place(self, who: str) -> int:
        """The place of somebody among the resources."""
        who = self.stand_ins.get(who, who)
        found = self.places.get(who)
        if found is None:
            found = self.places[who] = len(self.resources)
            time = time_of(who, self.project, self.calendars)
            self.resources.append(Resource(who, time if time.works_weekly else self.calendars.project, 1))
        return found

    def part(self, who: str, share: Fraction, t: Instant) -> Fraction:
        """A share of somebody's working time, as a part of what they give to the project at some time."""
        given = Fraction(self.calendars.capacity_of(self.stand_ins.get(who, who)).at(t))
        return share / given if given else Fraction(1)


class _Jobs:
    """Makes the jobs of one plan."""

    def __init__(self, project: Project, plan: Plan, graph: Graph, dates: Dates, people: _People) -> None:
        self.plan, self.graph, self.dates, self.people = plan, graph, dates, people
        self.activities = plan.network.activities
        calendars = {id(calendar) for calendar in graph.calendars[: len(self.activities)]}
        self.gate = plan.network.calendar if calendars == {id(plan.network.calendar)} else CONTINUOUS
        self.honoured = project.settings.section("schedule").text("late_limits") != "logic-first"

    def job(self, node: int, stays: Fixed | None = None) -> Job:
        """The job of a node: an activity, or the common finish of what lies below a summary.

        Args:
            node: The node.
            stays: Where an activity ends up that is not moved, if not on its dates without levelling.
        """
        if node >= len(self.activities):
            return Job(f"gate {node}", self.gate)
        activity, dates = self.activities[node], self.dates
        calendar = self.graph.calendars[node]
        start, finish = dates.start[node], dates.finish[node]
        if self.graph.states[node] is State.COMPLETE:
            return Job(activity.id, calendar, fixed=Fixed(start, finish))
        resume = dates.remaining_start[node]
        job = Job(
            activity.id,
            calendar,
            release=resume,
            latest_start=max(dates.late_start[node], resume),
            priority=self._priority(node),
        )
        crew = self.graph.crews.get(node)
        if crew is not None:
            busy = [one for one in activity.assignments if one.minutes > 0]
            shares = tuple(
                Assignment(
                    member.pace,
                    member.work * SCALE,
                    (Demand(self.people.place(one.who), Fraction(one.units)),),
                )
                for member, one in zip(crew.members, busy, strict=True)
            )
            job = replace(job, assignments=shares)
        elif self.graph.remaining[node]:
            job = replace(job, duration=self.graph.remaining[node], demands=tuple(self._demands(node)))
        if self.graph.states[node] is State.IN_PROGRESS or self._pinned(activity):
            return replace(job, fixed=stays or Fixed(start, finish, resume))
        return job

    def _pinned(self, activity: Activity) -> bool:
        kinds = _PINNED if self.honoured else _PINNED[:2]
        return any(one.type in kinds and one.date is not None for one in activity.constraints)

    def _priority(self, node: int) -> int:
        written = self.plan.records[node].number("priority")
        return USUAL_PRIORITY if written is None else int(written)

    def _demands(self, node: int) -> Iterator[Demand]:
        """What a duration asks of people; see `load_of_project` for what a written share means."""
        activity, people = self.activities[node], self.people
        start = self.dates.start[node]
        asked: dict[int, Fraction] = {}
        amounts = amounts_written(self.plan.records[node])
        for one, written in zip(activity.assignments, amounts, strict=True):
            part = Fraction(1)
            if written == "units":
                part = people.part(one.who, Fraction(one.units), start)
            elif written == "effort" and activity.unit is DurationUnit.ELAPSED:
                continue
            elif written == "effort":
                part = self._effort_part(node, one, start)
            asked.setdefault(people.place(one.who), part)  # a second one has a finding
        for place, part in asked.items():
            if part > 0:
                yield Demand(place, part)

    def _effort_part(self, node: int, one: Assigned, start: Instant) -> Fraction:
        """An effort spread over the duration; a task that effort drives takes the units written."""
        duration = self.activities[node].duration
        if "duration" not in self.plan.records[node].data or not duration:
            return Fraction(one.units)
        return self.people.part(one.who, Fraction(round(100 * one.minutes / duration), 100), start)


def _precedences(graph: Graph, dates: Dates, numbers: Mapping[int, int]) -> Iterator[Precedence]:
    """The edges of a graph between jobs; of a common start, from what is first without levelling."""
    for node, number in numbers.items():
        for edge in graph.incoming[node]:
            before = edge.predecessor
            if graph.roles[before] is Role.START_GATE:
                below = [one.predecessor for one in graph.incoming[before]]
                if not below:
                    continue
                before = min(below, key=lambda one: dates.start[one])
            if before in numbers:
                yield Precedence(numbers[before], number, edge.type, edge.lag, edge.lag_calendar)


def _waits(problem: Problem, found: Levelled, moved: Mapping[str, Instant]) -> Iterator[tuple[str, Wait]]:
    """For each task that was moved, who it waits for and what they are busy with until its start."""
    ends: dict[int, list[tuple[int, int]]] = {}  # in working minutes of each person
    for number, job in enumerate(problem.jobs):
        begin = found.starts[number]
        if job.fixed is not None and job.fixed.resume is not None:
            begin = job.fixed.resume
        for share in job.shares:  # of a crew, each is free when their own part is done
            end = share.clock.finish_at(share.clock.work(begin) + share.amount)
            for demand in share.demands:
                worked = problem.resources[demand.resource].calendar.work(end)
                ends.setdefault(demand.resource, []).append((worked, number))
    for one in ends.values():
        one.sort()
    for number, job in enumerate(problem.jobs):
        if job.id in moved and job.fixed is None:
            who, after = _blocker(problem, ends, number, (found.early_starts[number], found.starts[number]))
            yield job.id, Wait(found.delays[number], who, after)


def _blocker(
    problem: Problem,
    ends: Mapping[int, Sequence[tuple[int, int]]],
    number: int,
    moved: tuple[Instant, Instant],
) -> tuple[str | None, str | None]:
    """Who of a job's people is the last to become free before it starts, and of what."""
    early, start = moved
    best: tuple[Instant, int, int] | None = None
    for place in _used(problem.jobs[number]):
        calendar = problem.resources[place].calendar
        at = bisect_right(ends[place], (calendar.work(start), len(problem.jobs))) - 1
        if at < 0 or ends[place][at][1] == number:
            continue
        end = calendar.finish_at(ends[place][at][0])
        if best is None or end > best[0]:
            best = (end, ends[place][at][1], place)
    if best is None or best[0] <= early:
        return None, None
    return problem.resources[best[2]].id, problem.jobs[best[1]].id


def _used(job: Job) -> set[int]:
    return {demand.resource for share in job.shares for demand in share.demands}
