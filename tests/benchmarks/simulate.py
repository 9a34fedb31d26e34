"""What the simulation is measured by: 1,000 tasks, 1,500 links, 50 risks, 10,000 iterations.

Usage: simulate.py run|draw. `run` simulates finish and cost; `draw` draws as many numbers of the same
distributions with numpy's own methods and nothing else, as the least that any simulation has to do.
"""

import random
import sys
from datetime import date

import click

TASKS, LINKS, RISKS, ITERATIONS, PEOPLE = 1000, 1500, 50, 10_000, 10
OFFICE = ((480, 720), (780, 1020))


def estimates():
    """Days of each task: optimistic, most likely, pessimistic."""
    numbers = random.Random(7)
    for _ in range(TASKS):
        likely = numbers.randint(2, 12)
        yield likely * numbers.uniform(0.7, 0.95), likely, likely * numbers.uniform(1.1, 1.8)


def draw():
    import numpy as np

    source = np.random.default_rng(7)
    drawn = 0
    for low, likely, high in estimates():
        drawn += source.triangular(low, likely, high, ITERATIONS).size
    for _ in range(RISKS):
        drawn += source.random(ITERATIONS).size
    click.echo(drawn)


def calendars():
    """The project's week, and ten people's with three weeks of leave each."""
    from milepost.schedule import Calendar, day_number

    week = (OFFICE,) * 5 + ((), ())
    yield Calendar(week)
    for person in range(PEOPLE):
        first = day_number(date(2026, 3, 2)) + 21 * person
        yield Calendar(
            week, dict.fromkeys((first + part * 150 + day for part in range(3) for day in range(7)), ())
        )


def project():
    from milepost.risk.simulation.distributions import Triangular
    from milepost.risk.simulation.model import Costs, Goal, Impact, Inputs, RiskEvent
    from milepost.schedule import Activity, Link, Network, parse_instant

    numbers = random.Random(7)
    ours, *theirs = calendars()
    known = list(estimates())
    activities = tuple(
        Activity(f"T-{k}", theirs[k % PEOPLE] if k % 4 == 0 else ours, round(likely * 480))
        for k, (_, likely, _) in enumerate(known)
    )
    pairs = set()
    while len(pairs) < LINKS:
        after = numbers.randrange(1, TASKS)
        pairs.add((numbers.randrange(max(0, after - 90), after), after))
    links = tuple(Link(before, after) for before, after in sorted(pairs))
    start = parse_instant("2026-01-05T08:00")
    risks = tuple(
        RiskEvent(
            f"R-{k}",
            numbers.uniform(0.05, 0.5),
            (
                Impact(numbers.randrange(TASKS), numbers.randint(1, 15) * 480),
                Impact(numbers.randrange(TASKS), share=0.3),
            ),
            1000.0,
        )
        for k in range(RISKS)
    )
    return Inputs(
        Network(start, ours, activities, links),
        {k: Triangular(*estimate).scaled(480) for k, estimate in enumerate(known)},
        risks=risks,
        costs=Costs(10_000.0, {k: 60.0 * one.duration / 60 for k, one in enumerate(activities)}),
        finish_goals=(Goal("target", start + 500 * 1440),),
        cost_goals=(Goal("budget", 4e6),),
        iterations=ITERATIONS,
    )


def run():
    from milepost.risk.simulation.engine import run as simulate

    result = simulate(project())
    click.echo(f"{len(result.tasks)} tasks, {len(result.risks)} risks, {result.iterations} iterations")


if __name__ == "__main__":
    {"run": run, "draw": draw}[sys.argv[1]]()
