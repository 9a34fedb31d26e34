"""Replacing a file so that whoever reads it, at any moment, finds the old one or the new one."""

import os
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

if sys.platform != "win32":
    import fcntl


class ChangedMeanwhileError(Exception):
    """Somebody else has written the file since it was read."""


def replace_file(path: Path, before: str, after: str) -> None:
    """Put a new text in the place of an old one; the file keeps its mode, and a link keeps being a link.

    Args:
        path: The file, or a symbolic link to it.
        before: What it held when it was read.
        after: What it shall hold.

    Raises:
        ChangedMeanwhileError: It no longer holds what was read.
        OSError: It cannot be written; it is as it was.
    """
    real = path.resolve(strict=True)
    temporary = _written_beside(real, after, stat.S_IMODE(real.stat().st_mode))
    try:
        with _alone(real.parent):
            _refuse_changed(real, before)
            temporary.replace(real)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def create_file(path: Path, text: str) -> None:
    """Write a new file.

    Raises:
        ChangedMeanwhileError: Somebody else has created it.
        OSError: It cannot be written; there is none.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    mask = os.umask(0)
    os.umask(mask)
    temporary = _written_beside(path, text, 0o666 & ~mask)
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise ChangedMeanwhileError(path) from None
    finally:
        temporary.unlink(missing_ok=True)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Keep other writers of a folder out between looking and replacing; where there are no locks, nothing.

    The folder itself is locked, so that no file is left behind, and the lock goes with the process.
    """
    if sys.platform == "win32":
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # some network file systems have no locks
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _refuse_changed(path: Path, before: str) -> None:
    if path.read_bytes() != before.encode():
        raise ChangedMeanwhileError(path)


def _written_beside(path: Path, text: str, mode: int) -> Path:
    """A hidden file in the same folder that holds the text, down to the disk."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".new")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(mode)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return Path(name)
