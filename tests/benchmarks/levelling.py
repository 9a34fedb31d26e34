"""Levels plans of 50 people and prints finish and CPU time, next to what others reach on the same plan."""

import random
import sys
import tarfile
import time
from pathlib import Path

import yaml

from milepost.schedule import Calendar, day_number, parse_instant
from milepost.schedule.levelling import (
    Demand,
    Job,
    Options,
    Precedence,
    Problem,
    Resource,
    Rule,
    Scheme,
    level,
)

INSTANCES = Path(__file__).resolve().parent / "instances"
DAY = 480
FIVE_DAYS = Calendar(week=(((540, 1020),),) * 5 + ((), ()))
START = parse_instant("2026-01-05T09:00")
METHODS = {
    "serial LFT": Options(schemes=(Scheme.SERIAL,), justification=0),
    "parallel LFT": Options(schemes=(Scheme.PARALLEL,), justification=0),
    "serial and parallel LFT, justified": Options(),
    "all rules, justified": Options(rules=tuple(Rule)),
    "improver, 500 schedules": Options(schedules=500),
}


def effort_plan(name: str) -> Problem:
    """Read a synthetic plan: leaves with an effort and one person each, or milestones."""
    with tarfile.open(INSTANCES / f"{name}.tar.xz") as archive:
        calendars, people, plan = (
            yaml.safe_load(archive.extractfile(f"{name}/{part}.yaml"))
            for part in ("calendars", "people", "plan")
        )
    (own,) = calendars["calendars"]
    closed = {day_number(_date(one["date"])): () for one in own["exceptions"]}
    calendar = Calendar(week=FIVE_DAYS.week, exceptions=closed)
    positions = {person["id"]: at for at, person in enumerate(people["people"])}
    leaves = list(_leaves(plan["tasks"]))
    numbers = {task["id"]: at for at, task in enumerate(leaves)}
    return Problem(
        start=START,
        jobs=tuple(
            Job(
                task["id"],
                calendar,
                int(task["effort"].removesuffix("d")) * DAY if "effort" in task else 0,
                tuple(Demand(positions[who], 1) for who in task.get("assignments", ())),
            )
            for task in leaves
        ),
        resources=tuple(Resource(who, calendar, 1) for who in positions),
        precedences=tuple(
            Precedence(numbers[before], numbers[task["id"]])
            for task in leaves
            for before in task.get("predecessors", ())
        ),
    )


def _date(text):
    from datetime import date

    return date.fromisoformat(text)


def _leaves(tasks):
    for task in tasks:
        if "tasks" in task:
            yield from _leaves(task["tasks"])
        else:
            yield task


def layered(tasks: int, *, leave: bool) -> Problem:
    """Make a layered network of one-person tasks; with leave, every person has a calendar of their own."""
    numbers = random.Random(11)
    calendars = [FIVE_DAYS] * 50
    if leave:
        first = day_number(_date("2026-01-05"))
        calendars = [
            Calendar(week=FIVE_DAYS.week, exceptions=dict.fromkeys(range(since, since + 14), ()))
            for since in (first + numbers.randrange(600) for _ in range(50))
        ]
    jobs, links = [], []
    for at in range(tasks):
        who = numbers.randrange(50)
        jobs.append(Job(f"T{at}", calendars[who], numbers.randint(1, 10) * DAY, (Demand(who, 1),)))
        if at >= 50:
            before = {numbers.randrange(max(0, at - 150), at) for _ in range(numbers.randint(1, 3))}
            links += [Precedence(one, at) for one in sorted(before)]
    resources = tuple(Resource(f"r{at}", calendar, 1) for at, calendar in enumerate(calendars))
    return Problem(START, tuple(jobs), resources, tuple(links))


def show(title: str, problem: Problem, options: Options) -> float:
    begun = time.process_time()
    found = level(problem, options)
    seconds = time.process_time() - begun
    days, early, bound = (
        problem.jobs[0].calendar.between(problem.start, t) / DAY
        for t in (found.finish, found.early_finish, found.bound)
    )
    print(
        f"{title:60} day {days:6.0f} (unlevelled {early:.0f}, bound {bound:.0f})  {seconds:6.2f} s CPU  {found.schedules:4}"
        f" schedules: {found.method}",
        flush=True,
    )
    return seconds


def serial_seconds() -> float:
    """CPU seconds of serial generation for 1,000 tasks on 50 people."""
    problem, times = layered(1000, leave=False), []
    for _ in range(3):
        begun = time.process_time()
        level(problem, METHODS["serial LFT"])
        times.append(time.process_time() - begun)
    return min(times)


def main() -> None:
    if sys.argv[1:] == ["serial-1000"]:
        print(serial_seconds())
        return
    plan = effort_plan("effort-1000")
    print("effort-1000: TaskJuggler 3.7.1 finishes on day 359, a plain parallel dispatch on day 350")
    for name, options in METHODS.items():
        show(f"effort-1000, {name}", plan, options)
    serial = METHODS["serial LFT"]
    for kind, leave in (("one calendar", False), ("everybody's own leave", True)):
        times = [
            show(f"{tasks:,} tasks on 50 people, {kind}, serial LFT", layered(tasks, leave=leave), serial)
            for tasks in (1000, 5000)
        ]
        print(f"    time of 5,000 / 1,000 tasks: {times[1] / times[0]:.1f}")
        show(
            f"5,000 tasks on 50 people, {kind}, both, justified",
            layered(5000, leave=leave),
            Options(),
        )
    for name, problem in (
        ("effort-1000", plan),
        ("1,000 tasks on 50 people, everybody's own leave", layered(1000, leave=True)),
    ):
        show(f"{name}, solver, effort 30", problem, Options(solver_effort=30))


if __name__ == "__main__":
    main()
