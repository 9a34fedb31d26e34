"""The written tree built by another engine, Zensical: the same pages, links and tables, sound in the browser."""

import re
import subprocess
import sys

import pytest

from milepost.cli import main
from tests.portal.browsing import NARROW, WIDE, Visit, served, sideways
from tests.portal.projects import EXAMPLE, pages

pytestmark = pytest.mark.installs

ZENSICAL = "zensical==0.0.73"


@pytest.fixture(scope="module")
def tree(tmp_path_factory):
    """The example built from its written tree: docs/ as we wrote it, site/ as Zensical made it."""
    folder = tmp_path_factory.mktemp("zensical")
    subprocess.run([sys.executable, "-m", "venv", folder / "venv"], check=True)
    python = folder / "venv" / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "-q", ZENSICAL], check=True, timeout=300)
    with pytest.raises(SystemExit, match="0"):
        main(["pages", str(EXAMPLE), "--out", str(folder / "tree")])
    built = subprocess.run(
        [python, "-m", "zensical", "build"],
        cwd=folder / "tree",
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert built.returncode == 0, built.stderr
    assert "warning" not in built.stdout.lower()
    return folder / "tree"


def test_every_page_is_there_with_all_it_says(tree):
    written = {path.stem: path.read_text() for path in (tree / "docs").glob("*.md")}
    assert {f"{name}.html" for name in written} == set(pages(tree / "site"))
    for name, text in written.items():
        made = (tree / "site" / f"{name}.html").read_text()
        for tag in ("<table", "<svg", "<figure", 'class="mp-id"'):
            assert made.count(tag) >= text.count(tag), (name, tag)
        ids = set(re.findall(r'\bid="([^"]+)"', made))
        assert set(re.findall(r'\bid="([^"]+)"', text)) <= ids, name


@pytest.fixture
def visit(chromium, tree):
    with served(tree / "site") as root:
        made = Visit(chromium, root)
        yield made
        made.page.context.close()


def test_its_pages_are_sound_and_work(visit):
    for name in ("index.html", "plan.html", "risks.html", "simulation.html"):
        page = visit.go(name)
        assert sideways(page, WIDE) + sideways(page, NARROW) == []
    page = visit.go("plan.html")
    page.get_by_role("searchbox", name="Find tasks").fill("T-337")
    assert page.locator("#g-T-337").is_visible()
    assert not page.locator("#g-T-110").is_visible()
    page = visit.go("risks.html")
    page.get_by_label("Filter Risks").fill("R-16")
    assert page.locator("[data-mp-table=list-risk] tbody tr:visible").count() == 1
    page.locator("[data-mp-table=list-risk] a.mp-id:visible", has_text="R-16").hover()
    page.locator("#mp-hover", has_text="Risk R-16").wait_for()
    assert visit.wrong == []
