"""Every page of a project of 2,000 tasks and of a hostile one, in a real Chromium."""

import json
import re
from dataclasses import replace

import pytest
from playwright.sync_api import expect

from milepost.checking import check_project
from milepost.portal.build import build
from milepost.portal.compose.site import compose
from milepost.source.data import Map, Seq
from tests.benchmarks.plans import write_project
from tests.portal.browsing import WIDE, Visit, look_at
from tests.portal.projects import EXAMPLE, REVISION, built, pages


@pytest.fixture(scope="module")
def large(tmp_path_factory, chart_cache):
    folder = tmp_path_factory.mktemp("large")
    write_project(folder / "project", 2000)
    return built(folder / "project", chart_cache, folder)


def test_a_project_of_2000_tasks_is_sound(chromium, large):
    visit = Visit(chromium, large.as_uri(), color_scheme="light")
    visit.page.set_default_timeout(180_000)
    found = [problem for name in pages(large) for problem in look_at(visit, name)]
    assert found == []
    assert visit.wrong == []
    assert (large / "plan.html").stat().st_size <= 1_500_000


PAYLOAD = (
    "\"'><script>window.pwned=1</script><img src=x onerror=window.pwned=1></style></textarea></title>"
    '<svg onload=window.pwned=1>{{ 7*7 }}{% raw %}{# x #} \u202egnp.exe\u2066 \u200f =HYPERLINK("http://evil.example") '
    "[x](javascript:window.pwned=1) ![x](http://evil.example/x.png) `</code>` --> ]]> " + "w" * 600
)
LONG = {"description", "summary", "commentary"}  # other texts have a limit
NOT_FREE = re.compile(r"-?[\d., ]+ [A-Z]{3}|\S+ (FS|SS|FF|SF)?([+-]\S+)?|[\d:,. -]+")


def hostile(value, key=""):
    """The same data with every free text replaced by the payload."""
    match value:
        case Map():
            return {name: hostile(inner, name) for name, inner in value.items()}
        case Seq():
            return [hostile(inner, key) for inner in value]
        case str() if " " in value and not NOT_FREE.fullmatch(value) and key not in {"locale", "phone"}:
            long = " " + "w" * 10_000 if key in LONG else ""
            return f"={PAYLOAD}" if key in ("title", "name") else PAYLOAD + long
        case _:
            return value


@pytest.fixture(scope="module")
def poisoned(tmp_path_factory, chart_cache):
    folder = tmp_path_factory.mktemp("hostile")
    project = folder / "project"
    for document in check_project(EXAMPLE).project.documents:
        if document.table is not None or document.path.startswith("schema/"):
            continue
        text = json.dumps(hostile(document.data), ensure_ascii=False, default=str, indent=1)
        if document.path.endswith(".md"):
            text = f"---\n{text}\n---\n\n{PAYLOAD}\n"
        target = project / document.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    checked = check_project(project)
    errors = [one for one in checked.verdict.findings if one.severity.value == "error"]
    assert [str(one.span) for one in errors if one.rule.startswith("schema/")] == []
    site = replace(
        compose(checked, REVISION, chart_cache), findings=()
    )  # a baseline whose text was changed is one
    build(site, project, folder / "site")
    return folder / "site"


def test_a_hostile_project_does_nothing(chromium, poisoned):
    visit = Visit(chromium, poisoned.as_uri())
    found = []
    for name in pages(poisoned):
        found += look_at(visit, name, judge=False)
        if visit.page.evaluate("window.pwned") is not None:
            found.append(f"{name}: something was executed")
    page = visit.go("index.html")
    page.locator(".mp-list a.mp-id").first.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    expect(page.locator("#mp-hover")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= WIDE
    assert page.evaluate("window.pwned") is None
    assert found == []
    assert visit.wrong == []
