"""Repositories for the benchmarks: the example day by day, and a large plan with a branch."""

import os
import subprocess
from datetime import timedelta

from plans import write_project

from milepost.history.demo import script
from milepost.history.demo.rewind import Rewind
from milepost.load import load_project

_WHO = "Milepost <milepost@example.org>"


def _git(folder, *arguments, feed=None):
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    for role in ("AUTHOR", "COMMITTER"):
        environment |= {f"GIT_{role}_NAME": "Milepost", f"GIT_{role}_EMAIL": "milepost@example.org"}
    subprocess.run(
        ["git", *arguments], cwd=folder, check=True, input=feed, capture_output=True, env=environment
    )


def write_history(folder, example, commits):
    """A repository with a commit and a status date for each of the last days of the example."""
    folder.mkdir(parents=True)
    _git(folder, "init", "-q")
    _git(folder, "symbolic-ref", "HEAD", "refs/heads/main")
    rewind = Rewind(
        load_project(example).project,
        script.BORN,
        script.founded(),
        script.PHASES,
        script.SWITCHED,
    )
    last = script.days()[-1]
    before, stream = {}, []
    schemas = {f"schema/{path.name}": path.read_text() for path in sorted((example / "schema").iterdir())}
    for number in range(commits):
        day = last - timedelta(days=commits - 1 - number)
        state = {**schemas, **rewind.at(day)}
        message = f"Status of {day}\n".encode()
        who = f"{_WHO} {1_760_000_000 + 86_400 * number} +0000"
        stream.append(f"commit refs/heads/main\ncommitter {who}\ndata {len(message)}\n".encode() + message)
        stream += [f"D {path}\n".encode() for path in before if path not in state]
        for path, text in state.items():
            if before.get(path) != text:
                content = text.encode()
                stream.append(f"M 100644 inline {path}\ndata {len(content)}\n".encode() + content + b"\n")
        before = state
    _git(folder, "fast-import", "--quiet", feed=b"".join(stream))
    _git(folder, "reset", "-q", "--hard")


def write_branch(folder, tasks, *, estimates=False):
    """A repository with a large plan, and a branch `longer` on which a task takes longer."""
    write_project(folder, tasks, estimates=estimates)
    _git(folder, "init", "-q")
    _git(folder, "symbolic-ref", "HEAD", "refs/heads/main")
    _git(folder, "add", "-A")
    _git(folder, "commit", "-q", "-m", "Plan")
    _git(folder, "checkout", "-q", "-b", "longer")
    plan = folder / "plan.yaml"
    text = plan.read_text()
    begin = text.index("duration: ", len(text) // 2) + len("duration: ")
    plan.write_text(text[:begin] + "40d" + text[text.index("d", begin) + 1 :])
    _git(folder, "commit", "-q", "-a", "-m", "Longer")
    _git(folder, "checkout", "-q", "main")
