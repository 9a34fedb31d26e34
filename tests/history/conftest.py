"""One demonstration repository for all tests that need a long history."""

from pathlib import Path

import pytest

from milepost.history.demo.repository import write_demo


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with the example's history; tests leave it as it is."""
    target = tmp_path_factory.mktemp("demo") / "lis"
    write_demo(target)
    return target
