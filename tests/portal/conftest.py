"""Fixtures of the portal's tests: charts rendered once, a Chromium that asks nobody for anything."""

from pathlib import Path

import pytest

from milepost.portal.build import build
from tests.portal.demo import demo_site


@pytest.fixture(scope="session")
def chart_cache(tmp_path_factory) -> Path:
    """A folder that keeps rendered charts for the session."""
    return tmp_path_factory.mktemp("charts")


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory, chart_cache) -> Path:
    """The demo, built once."""
    project = tmp_path_factory.mktemp("project")
    out = tmp_path_factory.mktemp("out") / "site"
    build(demo_site(chart_cache), project, out)
    return out
