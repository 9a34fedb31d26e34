"""Writes the files of an example into a folder, checks them, and reads what they say should be found."""

import re
from pathlib import Path

from milepost.checking import check_project
from milepost.checks import Verdict

MARK = re.compile(r"# <-- ([a-z-]+/[a-z-]+)")


def write(folder: Path, files: dict[str, str]) -> None:
    """Write files, by path, as they are: no line end is translated."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())


def check(folder: Path) -> Verdict:
    """What `milepost check` finds."""
    return check_project(folder).verdict


def marked(files: dict[str, str]) -> set[tuple[str, str, int]]:
    """Rule, file and line of every mark."""
    return {
        (match[1], name, number)
        for name, text in files.items()
        for number, line in enumerate(text.split("\n"), 1)
        for match in MARK.finditer(line)
    }
