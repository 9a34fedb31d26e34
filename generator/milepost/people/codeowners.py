"""CODEOWNERS from the responsibility matrix: who is asked to review which files.

What is derived stands between two lines in the file, so that other lines of it stay by hand:

    # milepost: begin
    /plan/ @mara
    # milepost: end
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from milepost.parties import has_left
from milepost.project import Project, Record

BEGIN = "# milepost: begin"
END = "# milepost: end"
_SOURCE = "# Derived from the `paths` of the responsibility matrix by `milepost codeowners --write`."


_COMMENT = re.compile(r"(?<!\\)#")


class Ownership(NamedTuple):
    """A line of CODEOWNERS.

    Attributes:
        pattern: The files, from the root of the repository.
        owners: Accounts or addresses of those who review them, in the order of the row.
        row: The row of the matrix it follows from.
    """

    pattern: str
    owners: tuple[str, ...]
    row: Record

    @property
    def line(self) -> str:
        """As it stands in the file."""
        return " ".join((self.pattern, *self.owners))


class Difference(NamedTuple):
    """Where a file says something else: its line, counted from 1, and what is wrong."""

    line: int
    text: str


def ownership(project: Project, prefix: str = "") -> tuple[Ownership, ...]:
    """The lines that follow from the matrix, in its order; in CODEOWNERS the last one that fits counts.

    Args:
        project: The project.
        prefix: The project's folder in the repository, with a slash at the end; empty for its root.
    """
    found: list[Ownership] = []
    for row in project.all("raci_row"):
        owners = tuple(
            dict.fromkeys(name for who in row.texts("responsible") for name in accounts(who, project))
        )
        if owners:
            found += [Ownership(_pattern(path, prefix), owners, row) for path in row.texts("paths")]
    return tuple(found)


def unknown_owners(project: Project) -> Iterator[tuple[Record, str]]:
    """Rows with paths, and those responsible for them of whom no account is known."""
    for row in project.all("raci_row"):
        for who in row.texts("responsible") if row.texts("paths") else ():
            if not any(True for _ in accounts(who, project)):
                yield row, who


def accounts(who: str, project: Project) -> Iterator[str]:
    """How the git host knows somebody: their account, else their address; of a role its holders."""
    record = project.get(who, "person", "role", "stakeholder")
    if record is None or has_left(who, project):
        return
    if record.kind == "role":
        for holder in record.texts("held_by"):
            if holder != who and (one := project.get(holder, "person", "stakeholder")) is not None:
                yield from accounts(one.id, project)
        return
    account = record.text("account")
    contact = record.part("contact")
    address = record.text("email") or ("" if contact is None else contact.text("email"))
    if account:
        yield f"@{account.removeprefix('@')}"
    elif address:
        yield address
    elif record.text("person"):
        yield from accounts(record.text("person"), project)


def _pattern(path: str, prefix: str) -> str:
    """A path below the project's folder, or with a slash before it below the root of the repository."""
    whole = path if path.startswith("/") else f"/{prefix}{path.removeprefix('./')}"
    return whole.replace("\\", "/").replace(" ", "\\ ").replace("#", "\\#")


def block(wanted: tuple[Ownership, ...]) -> str:
    """What belongs between the two lines, and these."""
    return "\n".join((BEGIN, _SOURCE, *(one.line for one in wanted), END)) + "\n"


def merged(text: str, wanted: tuple[Ownership, ...]) -> str:
    """A file with the derived lines in place of those it had, or behind what it says."""
    lines = text.splitlines(keepends=True)
    place = _place(lines)
    if place is None:
        gap = "" if not text or text.endswith("\n\n") else "\n" if text.endswith("\n") else "\n\n"
        return f"{text}{gap}{block(wanted)}"
    first, last = place
    return "".join((*lines[:first], block(wanted), *lines[last + 1 :]))


def differences(text: str, wanted: tuple[Ownership, ...]) -> Iterator[Difference]:
    """Where a file says something else than the matrix.

    With the two lines, all between them has to be as derived. Without them the file is kept by hand, and only
    has to name the same owners for each path.
    """
    lines = text.splitlines()
    place = _place(lines)
    if place is not None:
        first, last = place
        written = [_words(line) for line in lines[first + 1 : last]]
        if [words for words in written if words] != [one.line.split() for one in wanted]:
            yield Difference(first + 1, "what is derived from the responsibility matrix has changed since")
        return
    known = {words[0]: (number, words[1:]) for number, line in enumerate(lines, 1) if (words := _words(line))}
    for one in wanted:
        number, owners = known.get(one.pattern, (1, None))
        if owners is None:
            yield Difference(1, f"{one.pattern} is not in it, and {one.row.id} names {', '.join(one.owners)}")
        elif set(owners) != set(one.owners):
            yield Difference(number, f"{one.pattern} is owned by {', '.join(one.owners)} in {one.row.id}")


def _words(line: str) -> list[str]:
    """Pattern and owners of a line, without its comment."""
    return _COMMENT.split(line, maxsplit=1)[0].split()


def _place(lines: list[str]) -> tuple[int, int] | None:
    """Indexes of the first and the last line of what is derived; None without them."""
    marks = [line.strip() for line in lines]
    first = next((number for number, line in enumerate(marks) if line.startswith(BEGIN)), None)
    if first is None:
        return None
    last = next((number for number, line in enumerate(marks) if number > first and line == END), None)
    return (first, len(lines) - 1 if last is None else last)
