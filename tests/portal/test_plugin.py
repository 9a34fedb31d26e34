"""The plugin within MkDocs: pages, contents, navigation, links, and an edit that breaks the project."""

import dataclasses
import json
import logging
import re

import pytest
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException

from milepost.diagnostics import Diagnostic, Severity, Span
from tests.portal.demo import demo_site

BROKEN = Diagnostic(
    "source/syntax", Severity.ERROR, "a <b>tab</b> in the indentation", Span("plan.yaml", 3, 1, 3, 2)
)


class Workspace:
    """A folder with a mkdocs.yml, a handbook and a project."""

    def __init__(self, path, site):
        self.path, self.site = path, site
        self.out = path / "site"
        (path / "docs" / "handbook").mkdir(parents=True)
        (path / "project").mkdir()
        self.settings = {
            "site_name": "Docs",
            "theme": {"name": "material", "font": False},
            "plugins": ["search", {"milepost": {"project": "project"}}],
            "use_directory_urls": False,
            "validation": {"links": {"anchors": "warn"}},
            "strict": True,
        }

    def page(self, path, text):
        (self.path / "docs" / path).write_text(text, encoding="utf-8")

    def config(self, command="build"):
        file = self.path / "mkdocs.yml"
        file.write_text(json.dumps(self.settings), encoding="utf-8")
        config = load_config(str(file))
        plugin = config.plugins["milepost"]
        plugin.load = lambda _project: self.site
        plugin.on_startup(command=command, dirty=False)
        return config

    def build(self):
        mkdocs_build(self.config())

    def html(self, path):
        return (self.out / path).read_text(encoding="utf-8")


@pytest.fixture
def workspace(tmp_path, chart_cache):
    return Workspace(tmp_path, demo_site(chart_cache))


def test_a_strict_build_is_clean_and_has_every_page_and_file(workspace):
    workspace.build()
    for path in workspace.site.pages:
        assert (workspace.out / path.replace(".md", ".html")).is_file()
    for path, content in workspace.site.files.items():
        assert (workspace.out / path).read_bytes() == content
    assert (workspace.out / "assets/milepost/milepost.css").is_file()
    assert 'href="../assets/milepost/milepost.css"' in workspace.html("risk/risks.html")


def test_headings_are_in_the_table_of_contents(workspace):
    workspace.build()
    html = workspace.html("money/budget.html")
    contents = html[html.index("md-nav--secondary") : html.index("md-content")]
    assert '<a href="#indices"' in contents
    assert "Control accounts" in contents


def test_records_can_be_found_by_search_and_repeated_tables_are_left_out(workspace):
    workspace.build()
    docs = json.loads(workspace.html("search/search_index.json"))["docs"]
    record = next(entry for entry in docs if entry["location"] == "risk/risks.html#R-002")
    assert "Vendor delivers the search module late" in record["title"]
    assert not any(
        "90" in entry["text"] and "Mara" in entry["text"]
        for entry in docs
        if "plan.html" in entry["location"]
    )


def test_the_footer_says_where_the_site_comes_from(workspace):
    workspace.build()
    assert "Status date 20 Nov 2026 · commit <code>4f2a91c</code> · Milepost 0.1.0" in workspace.html(
        "index.html"
    )


def test_without_nav_the_handbook_follows_the_portal(workspace):
    workspace.page("handbook/start.md", "# Start\n")
    workspace.build()
    html = workspace.html("index.html")
    assert html.index("Risk register") < html.index("handbook/start.html")


def test_nav_entries_expand(workspace):
    workspace.page("handbook/start.md", "# Start\n")
    workspace.page("handbook/more.md", "# More\n")
    workspace.page("about.md", "# About\n")
    workspace.settings["nav"] = [{"About": "about.md"}, "milepost", {"Handbook": "handbook/"}]
    workspace.build()
    html = workspace.html("index.html")
    assert html.index("about.html") < html.index("risk/risks.html") < html.index("handbook/more.html")


def test_handwritten_pages_move_out_of_the_portals_way(workspace):
    workspace.page("index.md", "# The handbook\n\n[Start](handbook/start.md)\n")
    workspace.page("handbook/start.md", "# Start\n\n[Back](../index.md)\n")
    workspace.settings["plugins"] = [{"milepost": {"project": "project", "docs_under": "help"}}]
    workspace.settings["nav"] = ["milepost", {"Help": "help/"}]
    workspace.build()
    assert "one searchable catalogue" in workspace.html("index.html")
    assert "The handbook" in workspace.html("help/index.html")
    assert 'href="handbook/start.html"' in workspace.html("help/index.html")
    assert 'href="../index.html"' in workspace.html("help/handbook/start.html")


def test_handwritten_pages_may_link_to_records(workspace):
    workspace.page("handbook/start.md", "# Start\n\nSee [R-002](../risk/risks.md#R-002).\n")
    workspace.build()
    assert 'href="../risk/risks.html#R-002"' in workspace.html("handbook/start.html")


def test_a_handwritten_link_to_a_missing_record_fails_a_strict_build(workspace):
    workspace.page("handbook/start.md", "# Start\n\nSee [R-999](../risk/risks.md#R-999).\n")
    with pytest.raises(MkDocsException):
        workspace.build()


def test_a_broken_link_of_ours_fails_a_strict_build(workspace, caplog):
    pages = {path: text for path, text in workspace.site.pages.items() if path != "downloads.md"}
    pages["findings.md"] += '\n<div class="mp"><a href="site:gone.md#R-1">x</a></div>\n'
    workspace.site = dataclasses.replace(workspace.site, pages=pages, nav=())
    with caplog.at_level(logging.WARNING), pytest.raises(MkDocsException):
        workspace.build()
    assert "findings.md: link to 'gone.md#R-1': there is no such page or file" in caplog.text


def test_a_handwritten_page_replaces_a_generated_one(workspace):
    workspace.page("downloads.md", "# My own downloads\n")
    workspace.build()
    assert "My own downloads" in workspace.html("downloads.html")


def test_no_address_of_another_host_is_loaded(workspace):
    workspace.settings["plugins"] = ["search", "offline", {"milepost": {"project": "project"}}]
    workspace.build()
    html = workspace.html("index.html")
    assert not re.search(r'<(?:script|link|img|iframe)\b[^>]*(?:src|href)="(?:https?:)?//', html)
    assert "assets/milepost/iframe-worker.js" in html
    assert workspace.html("search/search_index.js").startswith("var __index = {")


def test_a_build_with_errors_fails_and_names_the_first(workspace):
    workspace.site = dataclasses.replace(workspace.site, findings=(BROKEN,))
    with pytest.raises(MkDocsException, match=r"plan\.yaml:3:1"):
        workspace.config().plugins.on_config(workspace.config())


def test_a_broken_edit_shows_its_findings_beside_the_last_good_pages(workspace):
    good = workspace.site
    config = workspace.config("serve")
    mkdocs_build(config, serve_url="http://127.0.0.1:8000/")
    assert "mp-broken" not in workspace.html("index.html")

    pages = {"findings.md": good.pages["findings.md"]}
    workspace.site = dataclasses.replace(
        good, pages=pages, files={}, nav=(), provenance=None, findings=(BROKEN,)
    )
    mkdocs_build(workspace.config("serve"), serve_url="http://127.0.0.1:8000/")
    html = workspace.html("risk/risks.html")
    assert "The project has one error." in html
    assert "a &lt;b&gt;tab&lt;/b&gt; in the indentation" in html
    assert 'href="../findings.html"' in html
    assert "Vendor delivers the search module late" in html

    workspace.site = good
    mkdocs_build(workspace.config("serve"), serve_url="http://127.0.0.1:8000/")
    assert "mp-broken" not in workspace.html("risk/risks.html")


def test_a_missing_project_folder_is_said(workspace, caplog):
    workspace.settings["plugins"] = [{"milepost": {"project": "nowhere"}}]
    with pytest.raises(MkDocsException):
        workspace.build()
    assert "there is no project folder" in caplog.text
