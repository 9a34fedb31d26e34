"""What holds for all tests."""

import gc
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

LONGEST = (
    "portal/test_every_page.py",
    "portal/test_gantt_browser.py",
    "packaging/test_wheel.py",
    "portal/test_other_projects.py",
    "portal/test_browser.py",
    "packaging/test_precommit.py",
    "portal/test_zensical.py",
    "history/test_demo.py",
)
"""Files that take longest; they begin first, so that no worker is left with one of them at the end."""


CACHE = "MILEPOST_CACHE"


def pytest_configure(config: pytest.Config) -> None:
    """Let what the tests remember go when they end; their workers share it."""
    if not hasattr(config, "workerinput"):
        os.environ[CACHE] = tempfile.mkdtemp(prefix="milepost-cache-")


def pytest_unconfigure(config: pytest.Config) -> None:
    """Forget it."""
    if not hasattr(config, "workerinput"):
        shutil.rmtree(os.environ.pop(CACHE), ignore_errors=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest files in front; everything else stays in its order."""
    places = {Path(__file__).parent / name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.path, len(places)))


@pytest.fixture(autouse=True)
def _collected() -> Iterator[None]:
    """Turn garbage collection on again: a command that runs in this process turned it off for its short life."""
    yield
    gc.enable()
