"""Objects of a git repository, from one `git cat-file --batch` process: trees and files of any revision."""

import subprocess
from pathlib import Path
from types import TracebackType
from typing import IO, NamedTuple, Self

from milepost.history.process import HistoryError, command, environment

TREE, BLOB = "tree", "blob"
_CHUNK = 1 << 16
_LARGEST_TREE = 64 * 1024 * 1024


class Item(NamedTuple):
    """An entry of a tree.

    Attributes:
        mode: "40000" for a tree, "100644" or "100755" for a file, "120000" for a link, "160000" for a
            submodule.
        id: Its object.
    """

    mode: str
    id: str


class Found(NamedTuple):
    """An object: its hash, its type, its size and, unless it was too large, its content."""

    id: str
    type: str
    size: int
    content: bytes | None


class Objects:
    """Reads objects; the process starts with the first question and ends with `close`.

    Args:
        folder: A folder of the repository.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None
        self._trees: dict[str, dict[str, Item]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is not None:
            for stream in (process.stdin, process.stdout):
                if stream is not None:
                    stream.close()
            process.wait()

    def find(self, name: str, limit: int) -> Found | None:
        """An object by its hash, or by `<commit hash>:<path>`.

        Args:
            name: Its name, on one line.
            limit: Size in bytes above which the content is left out.

        Returns:
            The object; None when there is none.

        Raises:
            HistoryError: Git stopped answering.
        """
        if "\n" in name or "\0" in name:
            return None
        to_git, from_git = self._streams()
        try:
            to_git.write(name.encode("utf-8", "surrogateescape") + b"\n")
            to_git.flush()
            header = from_git.readline().split()
            if len(header) != 3 or not header[2].isdigit():  # "<name> missing", "<name> ambiguous"
                if not header:
                    raise HistoryError("git stopped while objects were read")
                return None
            id_, kind, size = header[0].decode("ascii"), header[1].decode("ascii"), int(header[2])
            content = _read(from_git, size, limit)
            from_git.read(1)
        except (OSError, ValueError) as error:
            raise HistoryError(f"git stopped while objects were read: {error}") from None
        return Found(id_, kind, size, content)

    def tree(self, name: str) -> tuple[str, dict[str, Item]] | None:
        """A tree by its hash or by `<commit hash>:<path>`: its hash, and its entries by name."""
        if name in self._trees:
            return name, self._trees[name]
        found = self.find(name, _LARGEST_TREE)
        if found is None or found.type != TREE or found.content is None:
            return None
        if found.id not in self._trees:
            self._trees[found.id] = _entries(found.content, len(found.id) // 2)
        return found.id, self._trees[found.id]

    def _streams(self) -> tuple[IO[bytes], IO[bytes]]:
        if self._process is None:
            try:
                self._process = subprocess.Popen(  # noqa: S603 - a fixed program, no shell
                    command(self._folder, "cat-file", "--batch"),
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    env=environment(),
                )
            except OSError as error:
                raise HistoryError(f"git cannot be run: {error}") from None
        process = self._process
        if process.stdin is None or process.stdout is None:
            raise HistoryError("git cannot be asked for objects")
        return process.stdin, process.stdout


def _read(stream: IO[bytes], size: int, limit: int) -> bytes | None:
    """The content; what is too large is passed over without being kept."""
    if size <= limit:
        return stream.read(size)
    left = size
    while left > 0:
        part = stream.read(min(left, _CHUNK))
        if not part:
            break
        left -= len(part)
    return None


def _entries(content: bytes, hash_size: int) -> dict[str, Item]:
    r"""The entries of a tree object: `<mode> <name>\\0<hash>` one behind the other."""
    entries: dict[str, Item] = {}
    at = 0
    while at < len(content):
        space = content.index(b" ", at)
        end = content.index(b"\0", space)
        name = content[space + 1 : end].decode("utf-8", "surrogateescape")
        stop = end + 1 + hash_size
        entries[name] = Item(content[at:space].decode("ascii"), content[end + 1 : stop].hex())
        at = stop
    return entries
