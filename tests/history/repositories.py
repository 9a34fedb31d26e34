"""Real git repositories for tests, with a small project in them."""

import os
import subprocess
from pathlib import Path

from milepost.checking import Checked, check_project
from milepost.history.impact.compute import Side, impact_of
from milepost.history.impact.model import Impact
from milepost.simulating import percentiles_that_differ
from milepost.source.user_cache import NoStore

PROJECT = """\
milepost: 1
id: P-1
name: Move the archive
state: active
sponsor: S-1
manager: mara
start: 2026-01-05
status_date: 2026-01-09
calendar: std
currency: EUR
risk: {simulation: {iterations: 100}}
tolerances:
  schedule: {amber: 2d, red: 5d, authority: S-1}
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
PLAN = """\
tasks:
  - id: T-1
    name: Sort the boxes
    duration: 10d
    owner: mara
    assignments: [mara]
    account: CA-1
  - id: T-2
    name: Carry the boxes
    duration: 5d
    predecessors: [T-1]
    owner: mara
    assignments: [mara]
    account: CA-1
  - id: T-3
    name: Clean the room
    duration: 3d
    owner: mara
  - id: M-1
    name: Archive moved
    milestone: true
    predecessors: [T-2, T-3]
    owner: mara
"""
PEOPLE = """\
people:
  - id: mara
    name: Mara Lindqvist
    email: mara@example.org
    rates: [{from: 2026-01-01, per: h, amount: 50 EUR}]
roles:
  - {id: manager, name: Project manager, held_by: [mara], authority: {schedule: 3d, cost: 5000 EUR}}
"""
RISKS = """\
risks:
  - id: R-1
    title: The lift fails
    cause: The lift is old.
    event: It fails.
    effect: Boxes are carried.
    type: threat
    status: approved
    owner: mara
    probability: 20%
    impact: {cost: 1000 EUR, days: 2d, targets: [T-2]}
"""
STAKEHOLDERS = "stakeholders:\n  - {id: S-1, name: Ines Duarte, power: 5, interest: 4, contact: {email: ines@example.org}}\n"
BUDGET = "accounts:\n  - {id: CA-1, name: Moving, manager: mara}\n"
FILES = {
    "project.yaml": PROJECT,
    "calendars.yaml": CALENDARS,
    "plan.yaml": PLAN,
    "people.yaml": PEOPLE,
    "risks.yaml": RISKS,
    "stakeholders.yaml": STAKEHOLDERS,
    "budget.yaml": BUDGET,
}


def write(folder: Path, files: dict[str, str]) -> None:
    """Write files below a folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")


def git(folder: Path, *arguments: str, day: str = "2026-01-09") -> str:
    """Run git as an invented person on an invented day; its answer."""
    moment = f"{day}T12:00:00+0100"
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
        "GIT_AUTHOR_NAME": "Mara Lindqvist",
        "GIT_AUTHOR_EMAIL": "mara@example.org",
        "GIT_COMMITTER_NAME": "Mara Lindqvist",
        "GIT_COMMITTER_EMAIL": "mara@example.org",
        "GIT_AUTHOR_DATE": moment,
        "GIT_COMMITTER_DATE": moment,
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
        "GIT_ALLOW_PROTOCOL": "file",
    }
    done = subprocess.run(
        ["git", "-c", "init.defaultBranch=main", "-c", "protocol.file.allow=always", *arguments],
        cwd=folder, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def commit(folder: Path, message: str, day: str = "2026-01-09") -> str:
    """Commit everything; the hash."""
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "--allow-empty", "-m", message, day=day)
    return git(folder, "rev-parse", "HEAD")


def repository(folder: Path, inside: str = "") -> Path:
    """A repository with the project in it, or in a folder inside; where the project is."""
    folder.mkdir(parents=True, exist_ok=True)
    git(folder, "init", "-q")
    project = folder / inside
    write(project, FILES)
    commit(folder, "Begin", "2026-01-05")
    return project


def impact(before: Path | Checked, after: Path | Checked) -> Impact:
    """The impact between two folders, simulated where they differ in what is simulated."""
    one, other = (side if isinstance(side, Checked) else check_project(side) for side in (before, after))
    found = percentiles_that_differ(one, other, store=NoStore())
    return impact_of(Side("before", "", one, found[0]), Side("after", "", other, found[1]))
