"""Where holidays are remembered between runs: files in the user's cache folder, by version of the package."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence

from milepost.source.user_cache import NoStore, Store, store_in

_PREFIX, _SUFFIX = "holidays-", ".dist-info"


def holiday_store(environment: Mapping[str, str], search_path: Sequence[str] | None = None) -> Store:
    """The store of public holidays in the user's cache, by version of the package they come from.

    Args:
        environment: Says where the user's cache is.
        search_path: Where the package is installed; the interpreter's by default.
    """
    version = installed_version(sys.path if search_path is None else search_path)
    return NoStore() if version is None else store_in(environment, f"{_PREFIX}{version}")


def installed_version(search_path: Sequence[str]) -> str | None:
    """Tell the package's version by its metadata folder, without the cost of importing anything."""
    for folder in search_path:
        try:
            names = os.listdir(folder or ".")  # noqa: PTH208 - pathlib takes twice the time
        except OSError:
            continue
        for name in names:
            if name.startswith(_PREFIX) and name.endswith(_SUFFIX):
                return name[len(_PREFIX) : -len(_SUFFIX)]
    return None
