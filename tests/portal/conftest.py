"""Fixtures of the portal's tests: sites built once, a Chromium that asks nobody for anything."""

from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from milepost.portal.build import build
from tests.portal.browsing import ARGUMENTS, CHROMIUM
from tests.portal.demo import demo_site
from tests.portal.projects import EXAMPLE, ROOT, built


@pytest.fixture(scope="session")
def chromium():
    """A browser for all tests of a session."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


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


@pytest.fixture(scope="session")
def example(tmp_path_factory, chart_cache) -> Path:
    """The portal of the example, with the handbook, built once."""
    return built(EXAMPLE, chart_cache, tmp_path_factory.mktemp("example"), ROOT / "mkdocs.yml")
