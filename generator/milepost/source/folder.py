"""Where a project's files come from: a folder on disk, or whatever else can list names and give bytes."""

import os
import stat
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from milepost.diagnostics import Rule
from milepost.source import rules


class RefusedError(Exception):
    """A file is not read.

    Attributes:
        rule: The rule that it breaks.
        message: What is wrong with it.
    """

    def __init__(self, rule: Rule, message: str) -> None:
        super().__init__(message)
        self.rule = rule
        self.message = message


class Entry(Protocol):
    """A name in a folder, as os.DirEntry has it."""

    @property
    def name(self) -> str:
        """The name, without the folder."""

    def is_dir(self) -> bool:
        """Whether it is a folder, or a link to one."""

    def is_symlink(self) -> bool:
        """Whether it is a symbolic link."""


class Folder(Protocol):
    """The files of a project. Paths are relative to its folder and have forward slashes; "" is the folder."""

    def place(self, path: str) -> str:
        """A name for a file that no other file on this machine has; what is remembered of it goes by that."""

    def has(self, path: str) -> bool:
        """Whether there is a file or folder."""

    def entries(self, path: str) -> Sequence[Entry]:
        """What is in a folder, in order of name.

        Raises:
            OSError: It cannot be listed.
        """

    def content(self, path: str, limit: int) -> bytes:
        """The bytes of a file.

        Args:
            path: The file.
            limit: Size in bytes above which it is refused.

        Raises:
            RefusedError: It is no file, too large, outside the project, or cannot be read.
        """


class DiskFolder:
    """A project folder on disk, the one with project.yaml."""

    __slots__ = ("_inside", "root")

    def __init__(self, root: Path) -> None:
        self.root = root
        self._inside = root.resolve()

    def place(self, path: str) -> str:
        """The file's path on this machine."""
        return f"{self._inside}/{path}"

    def has(self, path: str) -> bool:
        """Whether there is a file or folder."""
        return (self.root / path).exists()

    def entries(self, path: str) -> list[os.DirEntry[str]]:
        """What is in a folder, in order of name.

        Raises:
            OSError: It cannot be listed.
        """
        with os.scandir(self.root / path) as entries:
            return sorted(entries, key=lambda entry: entry.name)

    def content(self, path: str, limit: int) -> bytes:
        """The bytes of a file.

        Raises:
            RefusedError: It is no file, too large, outside the project, or cannot be read.
        """
        file = self.root / path
        try:
            if file.is_symlink() and not file.resolve().is_relative_to(self._inside):
                raise RefusedError(rules.OUTSIDE_PROJECT, "the link leads out of the project folder")
            state = file.stat()
            if not stat.S_ISREG(state.st_mode):
                raise RefusedError(rules.NOT_A_FILE, f"{path} is not a file")
            if state.st_size > limit:
                raise RefusedError(rules.TOO_LARGE, f"{state.st_size:,} bytes are more than {limit:,}")
            with file.open("rb") as stream:
                return stream.read(limit + 1)
        except (OSError, RuntimeError) as error:  # RuntimeError: a loop of symbolic links
            raise RefusedError(rules.UNREADABLE, f"the file cannot be read: {reason(error)}") from None


def reason(error: OSError | RuntimeError) -> str:
    """Why something could not be read, in words."""
    return (error.strerror or str(error)) if isinstance(error, OSError) else "a loop of symbolic links"
