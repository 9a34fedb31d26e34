"""From a project folder to everything known about it: read, check, compute, settle."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from milepost.checks import Verdict, check_records, settle
from milepost.load import load_project
from milepost.project import Project
from milepost.report import Report, compute
from milepost.schedule.holiday_store import holiday_store
from milepost.schedule.holidays import Holidays, UnknownPlace, holidays_for
from milepost.source.user_cache import store_in


@dataclass(frozen=True, slots=True)
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
    loaded = load_project(root, as_of, store_in(os.environ, "files"))
    remembered = holiday_store(os.environ)

    def holidays(country: str, subdivision: str | None, years: Iterable[int]) -> Holidays | UnknownPlace:
        return holidays_for(country, subdivision, years, remembered)

    report, computed = compute(loaded.project, holidays)
    findings = [*loaded.findings, *check_records(loaded.project), *computed]
    return Checked(root, report, settle(findings, loaded.project))
