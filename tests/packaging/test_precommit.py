"""The hook that this repository offers lets a good commit pass and refuses a bad one, saying why."""

import sys
from pathlib import Path

import pytest

from tests.packaging.checkout import copy, run, succeed

pytestmark = pytest.mark.installs

NOBODY = {
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "Nobody",
    "GIT_AUTHOR_EMAIL": "nobody@example.org",
    "GIT_COMMITTER_NAME": "Nobody",
    "GIT_COMMITTER_EMAIL": "nobody@example.org",
}

CONFIG = """\
repos:
  - repo: {repository}
    rev: {commit}
    hooks:
      - id: milepost-check
"""

BAD = """\
risks:
  - id: R-1
    title: Supplier delivers late
    type: threat
    status: opne
    cause: The contract was signed late.
    event: The interface comes late.
    effect: Go-live moves.
"""


def commit_all(folder: Path) -> str:
    """Make a folder a git repository with one commit of everything in it; returns the commit."""
    succeed(["git", "init", "--quiet", "--initial-branch=main"], folder, **NOBODY)
    succeed(["git", "add", "--all"], folder, **NOBODY)
    succeed(["git", "commit", "--quiet", "--message", "Everything"], folder, **NOBODY)
    return succeed(["git", "rev-parse", "HEAD"], folder, **NOBODY).strip()


def test_good_commit_passes_and_bad_commit_is_refused(tmp_path: Path) -> None:
    tool = copy(tmp_path / "milepost")
    commit = commit_all(tool)

    project = tmp_path / "project"
    succeed([sys.executable, "-c", "from milepost.cli import main; main()", "init", project], tmp_path)
    (project / ".pre-commit-config.yaml").write_text(CONFIG.format(repository=tool, commit=commit))
    start = commit_all(project)
    settings = {**NOBODY, "PRE_COMMIT_HOME": str(tmp_path / "hooks")}
    succeed([sys.executable, "-m", "pre_commit", "install"], project, **settings)

    charter = project / "project.yaml"
    charter.write_text(charter.read_text() + "# reviewed\n")
    passed = succeed(["git", "commit", "--all", "--message", "Good"], project, **settings)
    assert "milepost check" in passed
    assert "Passed" in passed
    good = succeed(["git", "rev-parse", "HEAD"], project, **NOBODY).strip()
    assert good != start

    (project / "risks.yaml").write_text(BAD)
    succeed(["git", "add", "--all"], project, **NOBODY)
    refused = run(["git", "commit", "--message", "Bad"], project, **settings)
    said = refused.stdout + refused.stderr
    assert refused.returncode != 0
    assert "risks.yaml:5:13: error[" in said
    assert "opne" in said
    assert succeed(["git", "rev-parse", "HEAD"], project, **NOBODY).strip() == good
