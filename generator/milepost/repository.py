"""The repository around a project folder: where its root is, and the CODEOWNERS file of it."""

from collections.abc import Iterator
from pathlib import Path

from milepost.diagnostics import Diagnostic, Span
from milepost.frozen import frozen
from milepost.people.codeowners import differences, ownership
from milepost.people.team_rules import CODEOWNERS_DIFFER
from milepost.project import Project

PLACES = (".github/CODEOWNERS", ".gitlab/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS")
"""Where GitHub and GitLab look for it, in this order."""
_LARGEST = 3_000_000


@frozen
class Owners:
    """A CODEOWNERS file.

    Attributes:
        path: Where it is.
        text: What it says; None when there is none.
        prefix: The project's folder in the repository, with a slash at the end; empty for its root.
        shown: Its path as seen from the project folder.
    """

    path: Path
    text: str | None
    prefix: str
    shown: str


def owners_file(root: Path) -> Owners:
    """The CODEOWNERS file of the repository that a project folder is in; outside git, of the folder itself.

    Args:
        root: The project folder.
    """
    folder = root.resolve()
    top = next((one for one in (folder, *folder.parents) if (one / ".git").exists()), folder)
    below = folder.relative_to(top).as_posix()
    prefix = "" if below == "." else f"{below}/"
    up = "../" * len(folder.relative_to(top).parts)
    for place in PLACES:
        text = _read(top / place)
        if text is not None:
            return Owners(top / place, text, prefix, up + place)
    return Owners(top / PLACES[2], None, prefix, up + PLACES[2])


def _read(path: Path) -> str | None:
    try:
        if not path.is_file() or path.stat().st_size > _LARGEST:
            return None
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None


def check_owners(root: Path, project: Project) -> Iterator[Diagnostic]:
    """Where the CODEOWNERS file says something else than the matrix; nothing without a file."""
    file = owners_file(root)
    if file.text is None:
        return
    lines = file.text.splitlines()
    for one in differences(file.text, ownership(project, file.prefix)):
        width = len(lines[one.line - 1]) if one.line <= len(lines) else 0
        span = Span(file.shown, one.line, 1, one.line, width + 1)
        yield CODEOWNERS_DIFFER.at(span, one.text)
