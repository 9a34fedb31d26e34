"""Where holidays are remembered between runs: files in the user's cache folder, by version of the package."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from milepost.schedule.holidays import HolidayStore, NoStore

_PREFIX, _SUFFIX = "holidays-", ".dist-info"


@dataclass(frozen=True, slots=True)
class FolderStore:
    """Keeps each text in a file of a folder. Whatever goes wrong there, the caller only asks again."""

    folder: Path

    def read(self, key: str) -> str | None:
        """Give the text kept under a key, or None."""
        try:
            return (self.folder / key).read_text(encoding="utf-8")
        except (OSError, ValueError):
            return None

    def write(self, key: str, text: str) -> None:
        """Keep a text; a reader sees all of it or nothing."""
        unfinished = self.folder / f".{key}.{os.getpid()}"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            unfinished.write_text(text, encoding="utf-8")
            unfinished.replace(self.folder / key)
        except OSError:
            return


def user_store(environment: Mapping[str, str], search_path: Sequence[str] | None = None) -> HolidayStore:
    """Give the store in the user's cache folder.

    Args:
        environment: XDG_CACHE_HOME, LOCALAPPDATA or HOME say where that is.
        search_path: where the package is installed; the interpreter's by default.
    """
    version = installed_version(sys.path if search_path is None else search_path)
    cache = environment.get("XDG_CACHE_HOME") or environment.get("LOCALAPPDATA")
    home = environment.get("HOME")
    if version is None or not (cache or home):
        return NoStore()
    base = Path(cache) if cache else Path(home or "", ".cache")
    return FolderStore(base / "milepost" / f"{_PREFIX}{version}")


def installed_version(search_path: Sequence[str]) -> str | None:
    """Tell the package's version by its metadata folder, without the cost of importing anything."""
    for folder in search_path:
        try:
            names = [path.name for path in Path(folder or ".").iterdir()]
        except OSError:
            continue
        for name in names:
            if name.startswith(_PREFIX) and name.endswith(_SUFFIX):
                return name[len(_PREFIX) : -len(_SUFFIX)]
    return None
