"""From a project folder to everything known about it: read, check, compute, settle."""

import os
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from milepost.checks import Verdict, check_records, settle
from milepost.control.outcome import check_outcome
from milepost.diagnostics import Diagnostic
from milepost.frozen import frozen
from milepost.load import Memory, load_folder
from milepost.project import Project
from milepost.report import Report, compute
from milepost.schedule.holiday_store import holiday_store
from milepost.schedule.holidays import Holidays, UnknownPlace, holidays_for
from milepost.source.folder import DiskFolder, Folder
from milepost.source.user_cache import Store, store_in


@frozen
class Checked:
    """A project folder, read and computed.

    Attributes:
        root: The folder.
        report: Everything computed.
        verdict: The findings with the severities of the project, and those that are waived.
    """

    root: Path
    report: Report
    verdict: Verdict

    @property
    def project(self) -> Project:
        """What is written about the project."""
        return self.report.project


def check_project(root: Path, as_of: date | None = None) -> Checked:
    """Read a project folder, check it and compute it.

    Unchanged files and public holidays are remembered in the user's cache folder.

    Args:
        root: The folder with project.yaml.
        as_of: Stands for the status date that project.yaml says.
    """
    return check_folder(DiskFolder(root), root, as_of)


def check_folder(
    folder: Folder,
    root: Path,
    as_of: date | None = None,
    memory: Memory | None = None,
    store: Store | None = None,
) -> Checked:
    """As `check_project`, from wherever the files are.

    Args:
        folder: The project's folder.
        root: Where it is on disk, if only in another state.
        as_of: Stands for the status date that project.yaml says.
        memory: What was read before in this run; None for a single reading.
        store: Where readings of files are kept between runs; None for the user's cache folder, and with a
            memory, as many states are read then, for none.
    """
    store = store_in(os.environ, "files") if store is None and memory is None else store
    project, findings = load_folder(folder, as_of, store, memory)
    remembered = holiday_store(os.environ)

    def holidays(country: str, subdivision: str | None, years: Iterable[int]) -> Holidays | UnknownPlace:
        return holidays_for(country, subdivision, years, remembered)

    report, computed = compute(project, holidays)
    found = [*findings, *check_records(project), *computed]
    if memory is None and any(row.has("paths") for row in project.all("raci_row")):
        from milepost.repository import check_owners  # the folder is as it is on disk, in its repository

        found += check_owners(root, project)
    return conclude(root, report, found)


def conclude(root: Path, report: Report, findings: list[Diagnostic]) -> Checked:
    """Settle what was found, and judge by it what depends on what the checks find: gates and data.

    Args:
        root: The folder.
        report: Everything computed.
        findings: Everything found so far, in any order.
    """
    verdict = settle(findings, report.project)
    late = tuple(check_outcome(report.project, report.schedule, verdict.findings))
    return Checked(root, report, settle([*findings, *late], report.project) if late else verdict)
