"""Small projects written into a folder and read as the program reads them."""

from collections.abc import Mapping
from pathlib import Path

from milepost.budget.baseline import baseline_in_force
from milepost.budget.compute import compute_budget
from milepost.budget.model import Budget
from milepost.diagnostics import Diagnostic
from milepost.load import Loaded, load_project
from milepost.schedule.model import Schedule
from milepost.schedule.plan import compute_schedule

PROJECT = """\
milepost: 1
id: P-1
name: New catalogue
start: 2026-06-01
status_date: 2026-06-04
currency: EUR
"""


def load(folder: Path, files: Mapping[str, str]) -> Loaded:
    """Write the files of a project (project.yaml is there if it is not among them) and read them."""
    for name, text in {"project.yaml": PROJECT, **files}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return load_project(folder)


def schedule_of(loaded: Loaded) -> Schedule:
    schedule, _ = compute_schedule(loaded.project, lambda *_: {})
    assert schedule is not None
    return schedule


def budget_of(folder: Path, files: Mapping[str, str]) -> tuple[Budget, list[Diagnostic]]:
    """The computed budget of a project; its files must have no structural findings."""
    loaded = load(folder, files)
    assert [str(finding) for finding in loaded.findings] == []
    return compute_budget(loaded.project, schedule_of(loaded), baseline_in_force(loaded.project))
