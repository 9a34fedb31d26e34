"""What is remembered between runs: small text files in the user's cache folder, which may go at any time."""

import os
import time
import zlib
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from milepost.frozen import frozen

OFF = "MILEPOST_NO_CACHE"
"""Environment variable that, set to anything, keeps the program from remembering."""

FOLDER = "MILEPOST_CACHE"
"""Environment variable that names the folder in which the program remembers, instead of the user's cache."""

_KEPT_FOR = 90 * 24 * 60 * 60
"""Seconds after which what was not written anew is forgotten."""

_SELDOM = 256
"""Of so many writes about one looks for what is to be forgotten."""


class Store(Protocol):
    """Keeps texts by key; it may forget or refuse at any time, silently."""

    def read(self, key: str) -> str | None:
        """Give the text kept under a key, or None."""

    def write(self, key: str, text: str) -> None:
        """Keep a text under a key, a plain file name."""


class NoStore:
    """Keeps nothing."""

    def read(self, key: str) -> str | None:  # noqa: ARG002 - the protocol's
        """Give nothing."""
        return None

    def write(self, key: str, text: str) -> None:
        """Keep nothing."""


@frozen
class FolderStore:
    """Keeps each text in a file of a folder. Whatever goes wrong there, the caller only works again."""

    folder: Path

    def read(self, key: str) -> str | None:
        """Give the text kept under a key, or None."""
        try:
            return (self.folder / key).read_bytes().decode()
        except (OSError, ValueError):
            return None

    def write(self, key: str, text: str) -> None:
        """Keep a text; a reader sees all of it or nothing, and nobody else may read it."""
        unfinished = self.folder / f".{key}.{os.getpid()}"
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            unfinished.write_bytes(text.encode())
            unfinished.replace(self.folder / key)
        except (OSError, ValueError):
            return
        if zlib.crc32(text.encode()) % _SELDOM == 0:
            self.forget(time.time() - _KEPT_FOR)

    def forget(self, before: float) -> None:
        """Remove what was last written before a time, in seconds since 1970."""
        with suppress(OSError), os.scandir(self.folder) as entries:
            for entry in entries:
                with suppress(OSError):
                    if entry.is_file(follow_symlinks=False) and entry.stat().st_mtime < before:
                        Path(entry.path).unlink()


def cache_folder(environment: Mapping[str, str]) -> Path | None:
    """The program's folder in the user's cache; None when there is none or it is switched off.

    Args:
        environment: MILEPOST_CACHE is it; else XDG_CACHE_HOME, LOCALAPPDATA or HOME say where it is.
    """
    if environment.get(OFF):
        return None
    if environment.get(FOLDER):
        return Path(environment[FOLDER])
    cache = environment.get("XDG_CACHE_HOME") or environment.get("LOCALAPPDATA")
    home = environment.get("HOME")
    if not (cache or home):
        return None
    return (Path(cache) if cache else Path(home or "", ".cache")) / "milepost"


def store_in(environment: Mapping[str, str], name: str) -> Store:
    """A store in a folder of the user's cache, or one that keeps nothing."""
    folder = cache_folder(environment)
    return NoStore() if folder is None else FolderStore(folder / name)
