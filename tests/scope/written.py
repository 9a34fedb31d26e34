"""Small projects for the tests of scope, quality, issues and changes: the base of the rule examples and more."""

from pathlib import Path

from milepost.checking import Checked, check_project
from milepost.diagnostics.example import BASE
from tests.rule_examples import write


def project(folder: Path, **files: str) -> Checked:
    """The base project with further files (requirements="..." is requirements.yaml)."""
    write(folder, {**BASE, **{f"{name.replace('__', '/')}.yaml": text for name, text in files.items()}})
    return check_project(folder)


def rules_found(checked: Checked) -> set[tuple[str, str | None]]:
    """Rule and record of every finding."""
    return {(one.rule, one.record) for one in checked.verdict.findings}
