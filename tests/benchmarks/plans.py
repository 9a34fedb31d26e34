"""Synthetic projects of any size: layered networks with everything a check looks at."""

import random
from pathlib import Path

PROJECT = """\
milepost: 1
id: P-BENCH
name: Benchmark
start: 2026-01-05
status_date: 2026-01-05
calendar: std
currency: EUR
"""
CALENDARS = """\
calendars:
  - id: std
    name: Standard week
    week:
      monday: ["08:00-12:00", "13:00-17:00"]
      tuesday: ["08:00-12:00", "13:00-17:00"]
      wednesday: ["08:00-12:00", "13:00-17:00"]
      thursday: ["08:00-12:00", "13:00-17:00"]
      friday: ["08:00-12:00", "13:00-17:00"]
"""


def write_project(
    folder: Path, tasks: int, seed: int = 7, *, estimates: bool = False, milestones: int = 0
) -> int:
    """Write a project with a number of tasks in packages of ten; returns the lines of its plan.

    With estimates every second task may take longer than planned. Milestones stand at the end, each behind
    one of the tasks.
    """
    numbers = random.Random(seed)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "project.yaml").write_text(PROJECT)
    (folder / "calendars.yaml").write_text(CALENDARS)
    people = [f"p{number:03}" for number in range(50)]
    (folder / "people.yaml").write_text(
        "people:\n" + "".join(f"  - {{id: {who}, name: Person {who}, calendar: std}}\n" for who in people)
    )
    lines = ["tasks:"]
    width = max(10, round(tasks**0.5))
    for number in range(tasks):
        if number % 10 == 0:
            lines += [f"  - id: W-{number // 10}", f"    name: Work package {number // 10}", "    tasks:"]
        before = (
            sorted({numbers.randrange(max(0, number - 3 * width), number) for _ in range(2)})
            if number >= width
            else []
        )
        days = numbers.randint(1, 10)
        lines += [
            f"      - id: T-{number}",
            f"        name: Task number {number}",
            f"        duration: {days}d",
            f"        owner: {numbers.choice(people)}",
            f"        assignments: [{numbers.choice(people)}]",
            f"        priority: {numbers.randint(1, 900)}",
        ]
        if estimates and number % 2:
            lines.append(f"        estimate: {{optimistic: {days}d, pessimistic: {2 * days}d}}")
        if before:
            lines.append(f"        predecessors: [{', '.join(f'T-{one}' for one in before)}]")
    lines += [
        f"  - {{id: M-{one}, name: Milestone {one}, milestone: true, predecessors: [T-{one * tasks // milestones}]}}"
        for one in range(milestones)
    ]
    (folder / "plan.yaml").write_text("\n".join(lines) + "\n")
    return len(lines)
