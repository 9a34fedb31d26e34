"""Every page of the example in a real Chromium, each kind of page of the handbook, and the same bytes twice.

Each page is opened once and looked at in three widths and two colour schemes; pictures of the main ones stay in
test-artifacts/ for people to look at.
"""

from tests.portal.browsing import Visit, look_at
from tests.portal.projects import EXAMPLE, ROOT, built, pages

HANDBOOK = (
    "index",
    "in-your-repository",
    "daily",
    "reference/cli",
    "reference/registers/index",
    "reference/registers/people",
    "reference/rules/index",
    "reference/rules/source",
)


def test_every_page_of_the_example_is_sound(chromium, example):
    visit = Visit(chromium, example.as_uri(), color_scheme="light")
    names = [*pages(example), *(f"handbook/{name}.html" for name in HANDBOOK)]
    found = [problem for name in names for problem in look_at(visit, name)]
    assert found == []
    assert visit.wrong == []


def test_building_twice_gives_the_same_bytes(example, tmp_path, chart_cache):
    again = built(EXAMPLE, chart_cache, tmp_path, ROOT / "mkdocs.yml")
    ours = {path.relative_to(example): path.read_bytes() for path in example.rglob("*") if path.is_file()}
    theirs = {path.relative_to(again): path.read_bytes() for path in again.rglob("*") if path.is_file()}
    assert [str(name) for name in ours.keys() | theirs.keys() if ours.get(name) != theirs.get(name)] == []
