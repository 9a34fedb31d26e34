"""CPU seconds of the critical path method on layered networks of one calendar: network.py TASKS LINKS."""

import gc
import random
import sys
import time

from milepost.schedule import Activity, Calendar, Link, Network, calculate, parse_instant

WEEK = Calendar(week=(((480, 720), (780, 1020)),) * 5 + ((), ()))
START = parse_instant("2026-01-05T08:00")
RUNS = 5


def layered(tasks: int, links: int) -> Network:
    numbers = random.Random(3)
    width = max(10, round(tasks**0.5))
    activities = tuple(Activity(f"T-{at}", WEEK, numbers.randint(1, 10) * 480) for at in range(tasks))
    pairs = {}
    while len(pairs) < links:
        after = numbers.randrange(width, tasks)
        pairs[numbers.randrange(max(0, after - 3 * width), after), after] = None
    return Network(START, WEEK, activities, tuple(Link(*pair) for pair in pairs))


def main() -> None:
    gc.disable()  # as the command line does
    network = layered(*map(int, sys.argv[1:3]))
    least = float("inf")
    for _ in range(RUNS):
        gc.collect()
        begun = time.process_time()
        schedule, problems = calculate(network)
        least = min(least, time.process_time() - begun)
        if schedule is None or problems:
            sys.exit(f"no schedule: {problems}")
    print(least)


if __name__ == "__main__":
    main()
