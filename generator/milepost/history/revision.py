"""The revision that a project folder is at."""

from pathlib import Path

from milepost.frozen import frozen
from milepost.history.process import HistoryError, run


@frozen
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
    commit = _asked(folder, "rev-parse", "--verify", "--quiet", "HEAD^{commit}")
    if not commit:
        return Revision()
    changed = _asked(folder, "status", "--porcelain", "--untracked-files=normal", "--", ".")
    branch = _asked(folder, "symbolic-ref", "--quiet", "--short", "HEAD").strip()
    return Revision(
        commit.strip(), bool(changed), branch, _asked(folder, "rev-parse", "--show-prefix").strip("\n")
    )


def _asked(folder: Path, *arguments: str) -> str:
    """What git answers; where it refuses, nothing."""
    try:
        return run(folder, *arguments).decode("utf-8", "replace")
    except HistoryError:
        return ""
