"""Building: the output folder changes all at once or not at all, twice gives the same, and serving heals."""

import dataclasses
import os
import signal
import socket
import subprocess
import sys
import textwrap
import time
import urllib.request
from pathlib import Path

import pytest
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config

from milepost.diagnostics import Diagnostic, Severity
from milepost.portal.build import PortalError, build, pages, replacing
from milepost.portal.links import UrlStyle
from tests.portal.demo import demo_site

ROOT = Path(__file__).resolve().parents[2]


def tree(folder):
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


@pytest.fixture
def site(chart_cache):
    return demo_site(chart_cache)


def broken(site):
    return dataclasses.replace(site, pages={**site.pages, "x.md": '<a href="site:gone.md">x</a>'})


def test_a_build_replaces_the_earlier_site_and_leaves_nothing_beside_it(site, tmp_path):
    out = tmp_path / "public"
    build(site, tmp_path, out)
    (out / "stale.html").write_text("x")
    build(site, tmp_path, out)
    assert not (out / "stale.html").exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["public"]


def test_a_build_that_fails_leaves_the_published_site_as_it_was(site, tmp_path):
    out = tmp_path / "public"
    build(site, tmp_path, out)
    before = tree(out)
    with pytest.raises(PortalError, match="strict"):
        build(broken(site), tmp_path, out)
    error = Diagnostic("source/syntax", Severity.ERROR, "no", None)
    with pytest.raises(PortalError, match="1 errors"):
        build(dataclasses.replace(site, findings=(error,)), tmp_path, out)
    assert tree(out) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["public"]


def test_building_twice_gives_the_same_bytes(site, tmp_path):
    build(site, tmp_path, tmp_path / "one")
    build(site, tmp_path, tmp_path / "two")
    assert tree(tmp_path / "one") == tree(tmp_path / "two")


def test_a_folder_that_holds_something_else_is_refused(site, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.txt").write_text("years of work")
    with pytest.raises(PortalError, match="not a portal"):
        build(site, tmp_path, tmp_path / "out")
    with pytest.raises(PortalError, match="a file"), replacing(tmp_path / "out" / "thesis.txt"):
        pass
    assert (tmp_path / "out" / "thesis.txt").read_text() == "years of work"


def test_a_projects_own_configuration_is_used(site, tmp_path):
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: Our own\ntheme: {name: material, font: false}\nplugins: [milepost]\n"
    )
    build(site, tmp_path, tmp_path / "out")
    assert "Our own" in (tmp_path / "out" / "index.html").read_text()


def test_a_configuration_without_the_plugin_is_refused(site, tmp_path):
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text("# x\n")
    (tmp_path / "mkdocs.yml").write_text("site_name: Our own\n")
    with pytest.raises(PortalError, match="does not use the milepost plugin"):
        build(site, tmp_path, tmp_path / "out")


@pytest.mark.parametrize("urls", list(UrlStyle))
def test_the_written_tree_builds_without_the_plugin(site, tmp_path, urls):
    pages(site, tmp_path / "tree", urls)
    assert "milepost" not in str(load_config(str(tmp_path / "tree" / "mkdocs.yml")).plugins.keys())
    config = load_config(str(tmp_path / "tree" / "mkdocs.yml"), site_dir=str(tmp_path / "site"), strict=True)
    mkdocs_build(config)
    name = "risk/risks.html" if urls is UrlStyle.FILES else "risk/risks/index.html"
    html = (tmp_path / "site" / name).read_text()
    assert '<h3 id="R-002">' in html
    assert '<h2 id="matrix">' in html
    assert "site:" not in html


def test_a_tree_with_a_broken_link_is_not_written(site, tmp_path):
    with pytest.raises(PortalError, match=r"gone\.md"):
        pages(broken(site), tmp_path / "tree")
    assert not (tmp_path / "tree").exists()


SERVE = """
    import sys
    from dataclasses import replace
    from pathlib import Path
    from milepost.diagnostics import Diagnostic, Severity, Span
    from milepost.portal.build import serve
    from milepost.portal.page import Page, page_text
    from milepost.portal.plugin import MilepostPlugin
    from milepost.portal.site import NavGroup, SitePages

    def load(project):
        text = (project / "project.yaml").read_text()
        found = ()
        if "broken" in text:
            found = (Diagnostic("source/syntax", Severity.ERROR, text, Span("project.yaml", 1, 1, 1, 2)),)
        return SitePages("Demo", {"index.md": page_text(Page(text, ""))}, nav=(NavGroup("", ("index.md",)),), findings=found)

    MilepostPlugin.load = staticmethod(load)
    serve(Path(sys.argv[1]), sys.argv[2])
"""


def test_serving_follows_edits_survives_a_broken_one_and_heals(tmp_path):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    source = tmp_path / "project.yaml"
    source.write_text("first state")
    script = tmp_path / "serve.py"
    script.write_text(textwrap.dedent(SERVE))
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "generator")}
    server = subprocess.Popen(
        [sys.executable, str(script), str(tmp_path), f"127.0.0.1:{port}"],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for state in ("first state", "second state", "a broken state", "a healed state"):
            source.write_text(state)
            assert wait_for(port, state), state
        source.write_text("again broken")
        assert wait_for(port, "The project has one error.")
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(10)


def wait_for(port, text):
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/index.html", timeout=5) as answer:
                if text in answer.read().decode():
                    return True
        except OSError:
            pass
        time.sleep(0.1)
    return False
