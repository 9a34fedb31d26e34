"""Small projects written into a folder, read and scheduled as the program does it."""

from collections.abc import Mapping
from pathlib import Path

from milepost.load import Loaded, load_project
from milepost.schedule.instants import instant_text
from milepost.schedule.model import Schedule, ScheduledTask
from milepost.schedule.plan import compute_schedule

PROJECT = """\
milepost: 1
id: P-1
name: New catalogue
start: 2026-06-01
status_date: 2026-06-01
calendar: std
currency: EUR
"""
HOURS = '["08:00-12:00", "13:00-17:00"]'
WEEK = ", ".join(f"{day}: {HOURS}" for day in ("monday", "tuesday", "wednesday", "thursday", "friday"))
CALENDARS = f"calendars:\n  - {{id: std, name: Standard week, week: {{{WEEK}}}}}\n"


def load(folder: Path, files: Mapping[str, str]) -> Loaded:
    """Write the files of a project (those not given are the ones above) and read them."""
    for name, text in {"project.yaml": PROJECT, "calendars.yaml": CALENDARS, **files}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return load_project(folder)


def schedule_of(folder: Path, files: Mapping[str, str]) -> Schedule:
    """The schedule of a project whose files have no structural findings."""
    loaded = load(folder, files)
    assert [str(finding) for finding in loaded.findings] == []
    schedule, _ = compute_schedule(loaded.project, lambda *_: {})
    assert schedule is not None
    return schedule


def dates(task: ScheduledTask) -> tuple[str, str]:
    return instant_text(task.start), instant_text(task.finish)
