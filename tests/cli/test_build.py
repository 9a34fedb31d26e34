"""`milepost build` and `milepost pages` from the command line: all of a site or nothing, always the same."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from milepost.diagnostics.example import BASE
from tests.cli.command_line import CommandLine

BROKEN = BASE["plan.yaml"].replace("predecessors: [T-3]", "predecessors: [T-99]")
HOSTILE = '</title><script>window.pwned=1</script> "quoted" & {{ 7*7 }} {% raw %} ${HOME} !ENV x: [y] # z'


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its content."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def run(*command: str, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """A program of its own, as a pipeline runs it."""
    return subprocess.run(
        [sys.executable, "-m", *command],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, **variables},
    )


# Where the site goes


def test_site_stands_beside_the_project_unless_told_otherwise(milepost: CommandLine):
    root = milepost.project("work")
    run = milepost("build", "work")
    assert run.code == 0, run.err
    assert "The site is in work/site: open work/site/index.html" in run.out
    assert "Catalogue live" in (root / "site/plan.html").read_text("utf-8")
    assert (root / "site/data/report.json").is_file()
    assert [path.name for path in root.iterdir() if path.name.startswith(".")] == []


def test_site_is_no_part_of_the_project(milepost: CommandLine):
    milepost.project()
    before = milepost("check").out
    assert milepost("build").code == 0
    assert milepost("check").out == before
    assert milepost("build").code == 0


def test_out_names_another_place_and_makes_its_folders(milepost: CommandLine):
    milepost.project("work")
    assert milepost("build", "work", "--out", "public/plans/site").code == 0
    assert (milepost.folder / "public/plans/site/index.html").is_file()
    assert not (milepost.folder / "work/site").exists()


def test_folders_may_have_any_name(milepost: CommandLine):
    milepost.project("Büro Überholung/計画 #1 & mehr")
    run = milepost("build", "Büro Überholung/計画 #1 & mehr", "-o", "Ausgabe ß 100%/сайт")
    assert run.code == 0, run.err
    assert "open Ausgabe ß 100%/сайт/index.html" in run.out
    assert "Catalogue live" in (milepost.folder / "Ausgabe ß 100%/сайт/plan.html").read_text("utf-8")


@pytest.mark.parametrize("command", ["build", "pages"])
def test_a_folder_with_other_peoples_files_is_refused(milepost: CommandLine, command: str):
    milepost.project("work")
    milepost.write({"out/thesis.txt": "years of work"})
    run = milepost(command, "work", "--out", "out")
    assert run.code == 1
    assert "out' holds something that is not a portal; choose another folder or empty it" in run.err
    assert tree(milepost.folder / "out") == {"thesis.txt": b"years of work"}


def test_the_project_itself_is_not_replaced_by_its_site(milepost: CommandLine):
    root = milepost.project("work")
    before = tree(root)
    for out in ("work", "."):
        assert milepost("build", "work", "--out", out).code == 1
    assert tree(root) == before


@pytest.mark.parametrize("command", ["build", "pages"])
@pytest.mark.parametrize(("out", "said"), [
    ("thesis.txt", "is a file, not a folder"), ("thesis.txt/site", "cannot be written"),
])  # fmt: skip
def test_a_place_that_cannot_be_written_is_said(milepost: CommandLine, command: str, out: str, said: str):
    milepost.project("work")
    milepost.write({"thesis.txt": "years of work"})
    run = milepost(command, "work", "--out", out)
    assert run.code == 1
    assert said in run.err
    assert "internal error" not in run.err


# Errors


def test_errors_are_printed_and_the_old_site_stays_to_the_byte(milepost: CommandLine):
    root = milepost.project()
    assert milepost("build").code == 0
    before = tree(root / "site")
    milepost.write({"plan.yaml": BROKEN})
    run = milepost("build")
    assert run.code == 1
    assert "plan.yaml:21:20: error[project/unknown-reference] no task has the id T-99" in run.out
    assert "Nothing was built." in run.err
    assert tree(root / "site") == before


def test_without_an_old_site_errors_leave_no_site(milepost: CommandLine):
    root = milepost.project(plan=BROKEN)
    assert milepost("build").code == 1
    assert milepost("pages", "--out", "tree").code == 1
    assert sorted(path.name for path in root.iterdir()) == sorted(BASE)


def test_warnings_do_not_stop_it(milepost: CommandLine):
    root = milepost.project()
    milepost.write({"riscs.yaml": "risks: []\n"})
    assert milepost("build").code == 0
    assert "Did you mean risks.yaml?" in (root / "site/findings.html").read_text("utf-8")


def test_as_of_moves_the_status_date(milepost: CommandLine):
    root = milepost.project()
    assert milepost("build", "--as-of", "2026-02-13").code == 0
    assert "Status date 13 Feb 2026" in (root / "site/index.html").read_text("utf-8")


# Configuration

CONFIG = "site_name: Ours\ntheme: {name: material, font: false}\nplugins: [search, milepost]\n"


def test_the_projects_own_mkdocs_yml_is_used_with_its_pages(milepost: CommandLine):
    root = milepost.project("work")
    milepost.write({"mkdocs.yml": CONFIG, "docs/house-rules.md": "# House rules\n"}, "work")
    run = milepost("build", "work")
    assert run.code == 0, run.err
    assert re.search(r"<title>[^<]*Ours</title>", (root / "site/index.html").read_text("utf-8"))
    assert "House rules" in (root / "site/house-rules/index.html").read_text("utf-8")


def test_mkdocs_yml_of_this_folder_is_used_when_it_is_about_the_project(milepost: CommandLine):
    milepost.project("work")
    config = "site_name: From above\ntheme: material\nplugins: [{milepost: {project: work}}]\n"
    milepost.write({"mkdocs.yml": config, "docs/x.md": "# X\n"})
    assert milepost("build", "work").code == 0
    assert "From above" in (milepost.folder / "site/index.html").read_text("utf-8")
    milepost.project("other")
    assert milepost("build", "other").code == 0
    assert "From above" not in (milepost.folder / "other/site/index.html").read_text("utf-8")


def test_config_names_another_one(milepost: CommandLine):
    milepost.project("work")
    milepost.write(
        {"mkdocs.yml": CONFIG, "internal.yml": CONFIG.replace("Ours", "Internal"), "docs/x.md": "# X\n"},
        "work",
    )
    run = milepost("build", "work", "--config", "work/internal.yml", "-o", "out")
    assert run.code == 0, run.err
    assert "Internal" in (milepost.folder / "out/index.html").read_text("utf-8")


@pytest.mark.parametrize("name", ["nowhere.yml", "docs"])
def test_config_that_is_no_file_is_wrong_usage(milepost: CommandLine, name: str):
    milepost.project()
    milepost.write({"docs/x.md": "# X\n"})
    run = milepost("build", "--config", name)
    assert run.code == 2
    assert f"no such file: {name}" in run.err


@pytest.mark.parametrize(("config", "page", "said"), [
    ("site_name: [\n", "", "parsing the configuration file"),
    ("site_name: x\n", "", "does not use the milepost plugin"),
    (CONFIG + "nonsense: 3\n", "", "Unrecognised configuration name: nonsense"),
    (CONFIG.replace("milepost", "milepost, nope"), "", 'The "nope" plugin is not installed'),
    (CONFIG.replace("milepost", "{milepost: {project: elsewhere}}"), "", "there is no project folder"),
    (CONFIG, "[x](nowhere.md)", "contains a link 'nowhere.md'"),
    (CONFIG, "[x](plan.md#T-77)", "T-77"),
])  # fmt: skip
def test_what_is_wrong_with_a_configuration_or_a_page_is_said(
    milepost: CommandLine, config: str, page: str, said: str
):
    root = milepost.project()
    validation = "validation: {links: {anchors: warn}}\n"
    text = config if config.endswith("[\n") else config + validation
    milepost.write({"mkdocs.yml": text, "docs/own.md": f"# Own\n\n{page}\n"})
    run = milepost("build")
    assert run.code == 1
    assert said in run.err
    assert not (root / "site").exists()


# What is in it


def test_a_hostile_name_is_inert(milepost: CommandLine):
    name = HOSTILE.replace("\\", "\\\\").replace('"', '\\"')
    root = milepost.project(project=BASE["project.yaml"].replace("Catalogue migration", f'"{name}"'))
    assert milepost("build").code == 0
    assert milepost("pages", "--out", "tree").code == 0
    for path in (root / "site").rglob("*.html"):
        html = path.read_text("utf-8")
        assert "<script>window.pwned" not in html, path
        assert "</title><script>" not in html, path
        assert os.environ["HOME"] not in html, path
    assert "{{ 7*7 }}" in (root / "site/index.html").read_text("utf-8")
    settings = yaml.safe_load((root / "tree/mkdocs.yml").read_text("utf-8"))
    assert settings["site_name"].startswith("&lt;/title&gt;&lt;script&gt;")
    built = run("mkdocs", "build", "--strict", "--site-dir", "../plain", folder=root / "tree")
    assert built.returncode == 0, built.stderr
    html = (root / "plain/index.html").read_text("utf-8")
    assert "<script>window.pwned" not in html
    assert "{{ 7*7 }}" in html


def test_two_builds_give_identical_bytes(milepost: CommandLine):
    milepost.project("work")
    for seed, zone in (("1", "Asia/Tokyo"), ("2", "America/Lima")):
        done = run(
            "milepost", "build", "work", "--out", seed, folder=milepost.folder, PYTHONHASHSEED=seed, TZ=zone
        )
        assert done.returncode == 0, done.stderr
    one, two = tree(milepost.folder / "1"), tree(milepost.folder / "2")
    assert len(one) > 30
    assert list(one) == list(two)
    assert [path for path in one if one[path] != two[path]] == []


def test_a_second_build_over_the_first_changes_nothing(milepost: CommandLine):
    root = milepost.project()
    milepost("build")
    first = tree(root / "site")
    milepost("build")
    assert tree(root / "site") == first


def test_pages_are_built_by_plain_mkdocs_without_the_plugin(milepost: CommandLine):
    milepost.project("計画")
    said = milepost("pages", "計画", "--out", "tree")
    assert said.code == 0, said.err
    assert "The pages are in tree" in said.out
    settings = yaml.safe_load((milepost.folder / "tree/mkdocs.yml").read_text("utf-8"))
    assert settings["plugins"] == ["search"]
    done = run("mkdocs", "build", "--strict", folder=milepost.folder / "tree")
    assert done.returncode == 0, done.stderr
    assert not re.search(r"(WARNING|ERROR) +-", done.stderr)
    html = (milepost.folder / "tree/site/tasks.html").read_text("utf-8")
    assert 'id="T-3"' in html
    assert "site:" not in html
    assert (milepost.folder / "tree/site/data/report.schema.json").is_file()


def test_pages_replace_pages_that_were_written_before(milepost: CommandLine):
    milepost.project("work")
    assert milepost("pages", "work", "--out", "tree").code == 0
    before = tree(milepost.folder / "tree")
    milepost.write({"tree/docs/stale.md": "# Stale\n"})
    assert milepost("pages", "work", "--out", "tree").code == 0
    assert tree(milepost.folder / "tree") == before
