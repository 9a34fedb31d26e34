"""Prints what the program costs, each figure as a ratio to a reference measured in the same run.

Usage: run.py [NAME...]; without a name, everything is measured. Times are CPU seconds (user and system) of
whole processes, the least of several interleaved runs; memory is the peak of the process.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
EXAMPLE = ROOT / "example-project"
SCHEMAS = ROOT / "schema"
PYTHON = sys.executable
HEAVY = ("mkdocs", "jinja2", "numpy", "babel", "vl_convert", "jsonschema", "holidays", "requests")

sys.path.insert(0, str(HERE))
from histories import write_branch, write_history  # noqa: E402
from ledgers import write_books  # noqa: E402
from other_tools import TASKJUGGLER  # noqa: E402
from plans import write_project  # noqa: E402
from portal import KILOBYTE, SLOWER, dashboard_weight, keystrokes  # noqa: E402


def cost(command, cwd=ROOT, ok=(0, 1)):
    """CPU seconds and peak memory (MiB) of one process and its children."""
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": ""}
    process = subprocess.Popen(
        command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment
    )
    said = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in ok:
        sys.exit(f"{' '.join(map(str, command))} failed:\n{said.decode()}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def said(command):
    """What a process prints."""
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout


def best(commands, times):
    """The least cost of each of several commands, run in turns."""
    found = {name: (float("inf"), float("inf")) for name in commands}
    for _ in range(times):
        for name, command in commands.items():
            seconds, memory = cost(*command) if isinstance(command, tuple) else cost(command)
            found[name] = (min(found[name][0], seconds), min(found[name][1], memory))
    return found


def show(title, figure, bar, detail):
    verdict = "" if bar is None else ("  ok" if figure <= bar else f"  MISSED (bar {bar})")
    print(f"{title:58} {figure:7.2f}{verdict}\n    {detail}")


def milepost(*arguments):
    return [PYTHON, "-m", "milepost", *map(str, arguments)]


def reference(project):
    return [PYTHON, str(HERE / "reference.py"), str(SCHEMAS), str(project)]


def check_example(_folder):
    found = best({"check": milepost("check", EXAMPLE), "reference": reference(EXAMPLE)}, 15)
    check, least = found["check"][0], found["reference"][0]
    show(
        "check of the example / reference process",
        check / least,
        2,
        f"{check * 1e3:.0f} ms / {least * 1e3:.0f} ms CPU",
    )
    script = "\n".join(
        (
            f"import sys; sys.argv = ['milepost', 'check', {str(EXAMPLE)!r}]",
            "from milepost.cli import main",
            "try:\n    main()\nexcept SystemExit:\n    pass",
            f"print([name for name in {HEAVY!r} if name in sys.modules])",
        )
    )
    done = subprocess.run([PYTHON, "-c", script], capture_output=True, text=True, check=False)
    print(f"    heavy libraries it imports: {done.stdout.strip().splitlines()[-1]}")


def check_large(folder):
    lines = write_project(folder / "plan-5000", 5000)
    project = folder / "plan-5000"
    found = best({"check": milepost("check", project), "reference": reference(project)}, 5)
    check, least = found["check"][0], found["reference"][0]
    show(
        f"check of 5,000 tasks ({lines:,} lines) / reference process",
        check / least,
        3,
        f"{check:.2f} s / {least:.2f} s CPU, {found['check'][1]:.0f} / {found['reference'][1]:.0f} MiB",
    )


def growth(folder):
    small, large = folder / "plan-2000", folder / "plan-20000"
    write_project(small, 2000)
    write_project(large, 20000)
    found = best({"small": milepost("check", small), "large": milepost("check", large)}, 3)
    time, memory = (found["large"][i] / found["small"][i] for i in (0, 1))
    show(
        "time of 20,000 tasks / 2,000 tasks",
        time,
        12,
        f"{found['large'][0]:.2f} s / {found['small'][0]:.2f} s CPU",
    )
    show(
        "memory of 20,000 tasks / 2,000 tasks",
        memory,
        12,
        f"{found['large'][1]:.0f} / {found['small'][1]:.0f} MiB",
    )


def actuals(folder):
    with_lines, without = folder / "books", folder / "plan"
    for project in (with_lines, without):
        write_project(project, 5000)
        write_books(project, 100_000 if project == with_lines else 0, 5000)
    ledger = with_lines / "actuals" / "ledger.csv"
    commands = {
        "with": milepost("check", with_lines),
        "without": milepost("check", without),
        "csv": [PYTHON, str(HERE / "reference_csv.py"), str(ledger)],
    }
    found = best(commands, 7)
    whole, plan, least = (found[name][0] for name in ("with", "without", "csv"))
    books = [PYTHON, str(HERE / "books.py"), str(without), str(ledger)]
    runs = [(float(said(books)), float(said(commands["csv"]).split()[-1])) for _ in range(9)]
    ours, reading = (min(column) for column in zip(*runs, strict=True))
    show(
        "status of a scheduled plan of 5,000 tasks with 100,000 lines / csv into Decimals",
        ours / reading,
        3,
        f"from the ledger's bytes to the budget's figures {ours:.3f} s / {reading:.3f} s CPU to read it",
    )
    show(
        "what 100,000 lines add to a check / process that reads csv into Decimals",
        (whole - plan) / least,
        1.5,
        f"{whole - plan:.2f} s / {least:.2f} s CPU, {found['with'][1] - found['without'][1]:.0f} MiB more",
    )
    show(
        "whole check, plan read and scheduled too / process that reads csv into Decimals",
        whole / least,
        None,
        f"{whole:.2f} s / {least:.2f} s CPU, of which the plan and its budget without lines {plan:.2f} s",
    )


def build_example(folder):
    tree = folder / "tree"
    cost(milepost("pages", EXAMPLE, "--out", tree), ok=(0,))
    ours = milepost("build", EXAMPLE, "--out", folder / "site")  # from a folder without a mkdocs.yml
    plain = ([PYTHON, "-m", "mkdocs", "build", "-q", "-d", str(folder / "plain")], tree)
    found = best({"build": (ours, folder, (0,)), "mkdocs": (*plain, (0,))}, 5)
    build, least = found["build"][0], found["mkdocs"][0]
    show(
        "build of the example / mkdocs build of the same pages",
        build / least,
        1.2,
        f"{build:.2f} s / {least:.2f} s CPU",
    )


def pages(folder):
    site, large = folder / "site", folder / "large"
    cost(milepost("build", EXAMPLE, "--out", site), ok=(0,))
    show(
        "weight of the first page beyond the theme / 400 kB",
        dashboard_weight(site) / (400 * KILOBYTE),
        1,
        f"{dashboard_weight(site) / KILOBYTE:.0f} kB with the style sheet and scripts of the portal",
    )
    write_project(folder / "plan-2000", 2000)
    cost((milepost("build", folder / "plan-2000", "--out", large)), cwd=folder, ok=(0,))
    weight = (large / "plan.html").stat().st_size
    show("plan page of 2,000 tasks / 1.5 MB", weight / 1.5e6, 1, f"{weight / KILOBYTE:.0f} kB")
    took = keystrokes(large)
    show(
        "first key in its filter / 200 ms",
        took[0] / 200,
        1,
        f"least of {', '.join(f'{one:.0f}' for one in took)} ms on a processor {SLOWER} times slower",
    )


def rebuild(folder):
    store = {**os.environ, "XDG_CACHE_HOME": str(folder / "cache")}
    command = milepost("build", EXAMPLE, "--out", folder / "again")
    first, again = (timed(command, folder, store) for _ in range(2))
    show(
        "unchanged build of the example / the first one",
        again / first,
        None,
        f"{again:.2f} s / {first:.2f} s CPU: charts and simulation are kept",
    )


def timed(command, cwd, environment):
    process = subprocess.Popen(command, cwd=cwd, stdout=subprocess.DEVNULL, env=environment)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_utime + usage.ru_stime


def simulation(_folder):
    script = str(HERE / "simulate.py")
    found = best({"run": [PYTHON, script, "run"], "draw": [PYTHON, script, "draw"]}, 3)
    (seconds, memory), (least, _) = found["run"], found["draw"]
    size = "1,000 tasks, 1,500 links, 50 risks, 10,000 iterations"
    show("CPU seconds of a simulation", seconds, 2, size)
    show("MiB of a simulation", memory, 500, size)
    show(
        "simulation / numpy process that only draws the samples",
        seconds / least,
        None,
        f"{seconds:.2f} s / {least:.2f} s CPU",
    )


def history(folder):
    repository, cache = folder / "history", folder / "history-cache"
    write_history(repository, EXAMPLE, 300)
    trends = ["env", f"XDG_CACHE_HOME={cache}", *milepost("trends", "--project", repository)]
    cold, _ = cost(trends)
    warm = best({"warm": trends}, 3)["warm"][0]
    one = best({"check": milepost("check", EXAMPLE)}, 3)["check"][0]
    show(
        "trends of 300 commits and status dates, cold, in seconds",
        cold,
        60,
        f"{cold / one:.0f} checks of the example",
    )
    show("the same again, in seconds", warm, 3, f"{warm / one:.1f} checks of the example")


def impact(folder):
    sure, unsure = folder / "branch-2000", folder / "branch-2000-estimates"
    write_branch(sure, 2000)
    write_branch(unsure, 2000, estimates=True)
    revisions = ("impact", "main..longer", "--project")
    kept = f"XDG_CACHE_HOME={folder / 'impact-cache'}"
    forget = 'rm -rf "$XDG_CACHE_HOME/milepost/simulations"; exec "$@"'
    commands = {
        "sure": milepost(*revisions, sure),
        "simulated": ["env", f"{kept}-2", "sh", "-c", forget, "sh", *milepost(*revisions, unsure)],
        "again": ["env", kept, *milepost(*revisions, unsure)],
        "check": milepost("check", sure),
        "check unsure": milepost("check", unsure),
    }
    found = {name: cpu for name, (cpu, _) in best(commands, 5).items()}
    title = "impact of a branch on a plan of 2,000 tasks / one check"
    for name, check, words in (
        ("sure", "check", title),
        ("again", "check unsure", "    1,000 of them with estimates, 10,000 iterations, seen before"),
        ("simulated", "check unsure", "    the same, both states simulated anew"),
    ):
        show(words, found[name] / found[check], 3, f"{found[name]:.2f} s / {found[check]:.2f} s CPU")


def answer(*command):
    """What a script prints, as a number."""
    return float(subprocess.run([PYTHON, *command], capture_output=True, text=True, check=True).stdout)


def network(_folder):
    script = str(HERE / "network.py")
    small = answer(script, "10000", "20000")
    large = answer(script, "100000", "200000")
    show("CPU seconds of the critical path of 10,000 tasks, 20,000 links", small, 0.3, "one calendar")
    show("time of 100,000 tasks / 10,000 tasks", large / small, 12, f"{large:.2f} s / {small:.2f} s CPU")


def levelling(_folder):
    seconds = answer(str(HERE / "levelling.py"), "serial-1000")
    show("CPU seconds of levelling 1,000 tasks on 50 people", seconds, 1, "serial generation, one calendar")


def gantt(folder):
    for tasks, (seconds, memory) in TASKJUGGLER.items():
        project, with_milestones = folder / f"gantt-{tasks}", folder / f"milestones-{tasks}"
        write_project(project, tasks)
        write_project(with_milestones, tasks, milestones=30)
        page = [PYTHON, str(HERE / "gantt_page.py")]
        anew = ["env", "MILEPOST_NO_CACHE=1", *page]
        runs = {
            "read, check, schedule, Gantt": ([*page, str(project)], 0.1),
            "the same, nothing remembered": ([*anew, str(project)], 0.1),
            "the same, and a table of 30 milestones": ([*anew, str(with_milestones)], None),
        }
        costs = best({title: (command, ROOT, (0,)) for title, (command, _) in runs.items()}, 3)
        for title, (_, bar) in runs.items():
            found, peak = costs[title]
            show(
                f"{tasks:,} tasks: {title} / TaskJuggler",
                found / seconds,
                bar,
                f"{found:.2f} / {seconds:.0f} s CPU",
            )
            show("    its memory", peak / memory, bar, f"{peak:.1f} / {memory} MiB")


BENCHMARKS = {
    "check-example": check_example,
    "check-large": check_large,
    "growth": growth,
    "network": network,
    "levelling": levelling,
    "gantt": gantt,
    "actuals": actuals,
    "build-example": build_example,
    "pages": pages,
    "rebuild": rebuild,
    "simulation": simulation,
    "history": history,
    "impact": impact,
}


def main():
    names = sys.argv[1:] or list(BENCHMARKS)
    unknown = [name for name in names if name not in BENCHMARKS]
    if unknown:
        sys.exit(f"no such benchmark: {', '.join(unknown)}; there are {', '.join(BENCHMARKS)}")
    folder = Path(tempfile.mkdtemp(prefix="milepost-bench-"))
    try:
        for name in names:
            BENCHMARKS[name](folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
