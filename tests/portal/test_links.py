"""Internal links: resolved for both kinds of address, and checked."""

import pytest

from milepost.portal.links import UrlStyle, address, broken_links, resolve, site_href

FILES, FOLDERS = UrlStyle.FILES, UrlStyle.DIRECTORIES


@pytest.mark.parametrize(
    ("path", "files", "folders"),
    [
        ("index.md", "index.html", ""),
        ("plan.md", "plan.html", "plan/"),
        ("risk/index.md", "risk/index.html", "risk/"),
        ("risk/risks.md", "risk/risks.html", "risk/risks/"),
        ("data/a.csv", "data/a.csv", "data/a.csv"),
    ],
)
def test_addresses(path, files, folders):
    assert address(path, FILES) == files
    assert address(path, FOLDERS) == folders


@pytest.mark.parametrize(
    ("at", "to", "files", "folders"),
    [
        ("index.md", "risk/risks.md", "risk/risks.html", "risk/risks/"),
        ("risk/risks.md", "index.md", "../index.html", "../../"),
        ("risk/risks.md", "risk/issues.md", "issues.html", "../issues/"),
        ("risk/risks.md", "risk/risks.md", "risks.html", "./"),
        ("risk/risks.md", "data/a.csv", "../data/a.csv", "../../data/a.csv"),
    ],
)
def test_links_are_relative_to_their_page(at, to, files, folders):
    text = f'<a href="{site_href(to, "R-1")}">x</a>'
    assert resolve(text, at, FILES) == f'<a href="{files}#R-1">x</a>'
    assert resolve(text, at, FOLDERS) == f'<a href="{folders}#R-1">x</a>'


def test_text_that_looks_like_an_internal_link_stays_text():
    text = "<p>href=&quot;site:index.md&quot; site:index.md</p>"
    assert resolve(text, "index.md", FILES) == text


def test_sound_links_are_not_reported():
    pages = {
        "a.md": '# A {: #top }\n\n<a href="site:b.md#R-1">x</a><a href="site:d.csv">y</a><a href="#top">z</a>',
        "b.md": '<h3 id="R-1">x</h3>',
    }
    assert broken_links(pages, ["d.csv"]) == ()


def test_broken_links_and_double_ids_are_reported():
    pages = {
        "a.md": '<a href="site:gone.md">x</a><a href="site:b.md#R-2">y</a><a href="#no">z</a>',
        "b.md": '<h3 id="R-1">x</h3><h3 id="R-1">y</h3>',
    }
    found = {(link.page, link.target) for link in broken_links(pages, [])}
    assert found == {("a.md", "gone.md"), ("a.md", "b.md#R-2"), ("a.md", "#no"), ("b.md", "#R-1")}
