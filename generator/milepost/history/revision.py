"""The revision that a project folder is at."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

_SECONDS = 20


@dataclass(frozen=True, slots=True)
class Revision:
    """Where a project folder stands in git.

    Attributes:
        commit: The full hash of the commit; empty outside git, or before the first commit.
        dirty: Whether files of the project differ from it.
        branch: The branch that is checked out; empty for none, as often in CI.
        folder: The project's folder in the repository, with a slash at the end; empty for its root.
    """

    commit: str = ""
    dirty: bool = False
    branch: str = ""
    folder: str = ""


def current_revision(folder: Path) -> Revision:
    """Ask git; outside a repository, or without git, the answer is empty."""
    commit = _git(folder, "rev-parse", "--verify", "--quiet", "HEAD^{commit}")
    if not commit:
        return Revision()
    changed = _git(folder, "status", "--porcelain", "--untracked-files=normal", "--", ".")
    branch = _git(folder, "symbolic-ref", "--quiet", "--short", "HEAD").strip()
    return Revision(
        commit.strip(), bool(changed), branch, _git(folder, "rev-parse", "--show-prefix").strip("\n")
    )


def _git(folder: Path, *arguments: str) -> str:
    """Run git without a shell, without hooks, prompts or a pager; what fails is empty."""
    environment = {
        **os.environ,
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_TERMINAL_PROMPT": "0",
        "LC_ALL": "C",
    }
    command = ["git", "-c", "core.fsmonitor=false", "-C", str(folder), *arguments]
    try:
        done = subprocess.run(  # noqa: S603 - a fixed program, a list of arguments, no shell
            command, capture_output=True, timeout=_SECONDS, check=False, env=environment
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else ""
