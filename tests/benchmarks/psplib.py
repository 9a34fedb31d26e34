"""Levels the PSPLIB instances and prints, per method, how far the schedules are from the best known ones.

Usage: psplib.py [--sets j30 j60] [--methods NAME...] [--every N] [--schedules N] [--effort S]. The figures are
means of % over the best known makespan and over the critical path.
"""

import argparse
import json
import tarfile
import time
from pathlib import Path

from milepost.schedule.calendar import CONTINUOUS
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
BARS = {
    ("rules", "j30"): 2.1,
    ("rules", "j60"): 2.6,
    ("improver", "j30"): 0.3,
    ("improver", "j60"): 1.0,
    ("solver", "j30"): 0.1,
    ("solver", "j60"): 0.5,
}


def methods(schedules: int, effort: float) -> dict[str, Options]:
    """The methods by name."""
    single = {
        f"{scheme.value}-{rule.value}": Options(rules=(rule,), schemes=(scheme,), justification=0)
        for scheme in Scheme
        for rule in Rule
    }
    return {
        **single,
        "rules": Options(),
        "improver": Options(schedules=schedules),
        "solver": Options(schedules=schedules, solver_effort=effort),
    }


def read(text: str) -> Problem:
    """Read an instance in PSPLIB's single-mode format; minutes stand for its periods."""
    lines = text.splitlines()

    def rows(title: str, skip: int) -> list[list[int]]:
        begin = next(at for at, line in enumerate(lines) if line.startswith(title)) + skip
        end = next(at for at in range(begin, len(lines)) if lines[at].startswith("*"))
        return [[int(word) for word in line.split()] for line in lines[begin:end] if line.strip()]

    links = rows("jobnr.    #modes", 1)
    work = rows("jobnr. mode", 2)
    capacities = rows("RESOURCEAVAILABILITIES", 2)[0]
    return Problem(
        start=0,
        jobs=tuple(
            Job(
                str(number),
                CONTINUOUS,
                duration,
                tuple(Demand(at, units) for at, units in enumerate(wanted) if units),
            )
            for number, _, duration, *wanted in work
        ),
        resources=tuple(
            Resource(f"R{at + 1}", CONTINUOUS, capacity) for at, capacity in enumerate(capacities)
        ),
        precedences=tuple(
            Precedence(number - 1, after - 1) for number, _, _, *successors in links for after in successors
        ),
    )


def instances(name: str) -> dict[str, Problem]:
    """Read all instances of a set, in the order of their numbers."""
    found = {}
    with tarfile.open(INSTANCES / f"{name}.tar.xz") as archive:
        for member in archive:
            file = archive.extractfile(member)
            if file is not None:
                found[Path(member.name).stem] = read(file.read().decode("ascii"))
    width = len(name)
    order = sorted(found, key=lambda one: tuple(int(part) for part in one[width:].split("_")))
    return {one: found[one] for one in order}


def measure(problems: dict[str, Problem], best: dict[str, int], options: Options) -> tuple[float, ...]:
    """Mean % over best known, over the critical path, instances missed, CPU seconds."""
    over_best = over_path = missed = 0
    begun = time.process_time()
    for name, problem in problems.items():
        levelled = level(problem, options)
        over_best += 100 * (levelled.finish / best[name] - 1)
        over_path += 100 * (levelled.finish / levelled.early_finish - 1)
        missed += levelled.finish > best[name]
    count = len(problems)
    return over_best / count, over_path / count, missed, time.process_time() - begun


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sets", nargs="+", default=["j30", "j60"], choices=["j30", "j60"])
    parser.add_argument("--methods", nargs="+", default=["serial-LFT", "parallel-LFT", "rules", "improver"])
    parser.add_argument("--every", type=int, default=1, help="level every Nth instance only")
    parser.add_argument("--schedules", type=int, default=5000, help="budget of the improver")
    parser.add_argument("--effort", type=float, default=5, help="effort of the solver, per instance")
    asked = parser.parse_args()
    known = methods(asked.schedules, asked.effort)
    unknown = [name for name in asked.methods if name not in known]
    if unknown:
        parser.error(f"no such method: {', '.join(unknown)}; there are {', '.join(known)}")
    best = {
        name: bounds["upper"]
        for name, bounds in json.loads((INSTANCES / "best_known.json").read_text()).items()
    }
    print("set   method         instances  % over best  % over path  missed   CPU s")
    for name in asked.sets:
        problems = dict(list(instances(name).items())[:: asked.every])
        for method in asked.methods:
            over_best, over_path, missed, seconds = measure(problems, best, known[method])
            bar = BARS.get((method, name))
            verdict = "" if bar is None else "  ok" if over_best <= bar else f"  MISSED (bar {bar})"
            print(
                f"{name:5} {method:14} {len(problems):9} {over_best:12.2f} {over_path:12.2f} {missed:7}"
                f" {seconds:7.0f}{verdict}",
                flush=True,
            )


if __name__ == "__main__":
    main()
