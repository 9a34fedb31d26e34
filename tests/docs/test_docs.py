"""What the handbook shows is true: its YAML loads, its commands exist, its figures are the program's."""

import json
import re
import shlex
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click
import pytest
import yaml
from click.testing import CliRunner

from milepost.checks import RULES
from milepost.cli import COMMANDS, group
from milepost.cli.starter import Starter, template_text
from milepost.control.artefacts import REQUIRED
from milepost.diagnostics.example import BASE
from milepost.diagnostics.render import RENDERERS
from milepost.load import load_project, load_schemas
from milepost.source.files import MAX_BYTES, MAX_FILES
from milepost.source.reader import MAX_DEPTH, MAX_FINDINGS, read

DOCS = Path(__file__).parents[2] / "docs"
PAGES = {path.relative_to(DOCS).as_posix(): path.read_text("utf-8") for path in sorted(DOCS.rglob("*.md"))}
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FILE = re.compile(r"# ([\w/-]+\.yaml)\n")
SCHEMAS, _ = load_schemas()


def fences(language: str) -> list[tuple[str, str]]:
    """Page and text of every block of code in a language."""
    return [
        (page, block)
        for page, text in PAGES.items()
        for lang, block in FENCE.findall(text)
        if lang == language
    ]


def project_files(page: str) -> dict[str, str]:
    """The blocks of a page that begin with the name of a project's file."""
    return {
        name[1]: block
        for lang, block in FENCE.findall(PAGES[page])
        if lang == "yaml" and (name := FILE.match(block))
    }


def invocations() -> Iterator[tuple[str, list[str]]]:
    """Page and words of everything in the handbook that is a call of the program."""
    for page, text in PAGES.items():
        console = [
            line[2:]
            for lang, block in FENCE.findall(text)
            if lang == "console"
            for line in block.splitlines()
        ]
        scripts = re.findall(r"^\s*(?:- run: |- |entry: )(milepost .*)$", text, re.MULTILINE)
        inline = re.findall(r"`(milepost [^`]+)`", FENCE.sub("", text))
        for line in (*console, *scripts, *inline):
            words = shlex.split(line, comments=True)
            if words[0] == "milepost" and len(words) > 1:
                yield page, words[1:]


def test_there_are_pages_and_samples() -> None:
    assert {"index.md", "getting-started.md", "files.md", "diagnostics.md", "how-it-computes.md"} <= set(
        PAGES
    )
    assert project_files("getting-started.md").keys() == {"project.yaml", "plan.yaml"}
    assert len(list(invocations())) > 20


@pytest.mark.parametrize("page", [page for page in PAGES if project_files(page)])
def test_files_of_a_project_load_without_a_finding(page: str, tmp_path: Path) -> None:
    for name, text in {**BASE, **project_files(page)}.items():
        (tmp_path / name).write_text(text, "utf-8")
    assert [f"{one.span}: {one.message}" for one in load_project(tmp_path).findings] == []


@pytest.mark.parametrize(("page", "text"), fences("yaml"))
def test_yaml_is_strict_yaml_with_fields_that_exist(page: str, text: str) -> None:
    if text.lstrip().startswith("- "):  # an excerpt of a workflow
        assert isinstance(yaml.safe_load(text), list)
        return
    reading = read(page, text)
    assert reading.findings == ()
    schema = SCHEMAS.project
    for key in set(reading.data) & {"checks", "waivers", "issues", "tasks"}:
        assert key in schema["properties"]


@pytest.mark.parametrize(("page", "text"), fences("yaml"))
def test_records_in_samples_are_valid(page: str, text: str, tmp_path: Path) -> None:
    keys = {entry.key for entry in SCHEMAS.kinds.values()} | {"checks"}
    if FILE.match(text) or not set(read(page, text).data) <= keys or not read(page, text).data:
        return
    (tmp_path / "project.yaml").write_text(BASE["project.yaml"] + text, "utf-8")
    findings = [one for one in load_project(tmp_path).findings if one.rule != "project/unknown-reference"]
    assert [f"{one.span}: {one.message}" for one in findings] == []


@pytest.mark.parametrize(("page", "text"), fences("json"))
def test_own_register_in_the_handbook_works(page: str, text: str, tmp_path: Path) -> None:
    del page
    name = json.loads(text)["x-register"]["name"]
    for path, content in BASE.items():
        (tmp_path / path).write_text(content, "utf-8")
    (tmp_path / "schema").mkdir()
    (tmp_path / f"schema/{name}.schema.json").write_text(text, "utf-8")
    (tmp_path / f"{name}.yaml").write_text(f"{name}:\n  - {{id: V-1, title: Van, driver: mara}}\n", "utf-8")
    loaded = load_project(tmp_path)
    assert loaded.findings == ()
    assert loaded.project.get("V-1") is not None


@pytest.mark.parametrize(
    ("page", "words"), list(invocations()), ids=lambda one: " ".join(one) if isinstance(one, list) else one
)
def test_commands_exist_with_their_options(page: str, words: list[str]) -> None:
    if words[0].startswith("-"):
        assert CliRunner().invoke(group, words).exit_code == 0
        return
    assert words[0] in COMMANDS, page
    command = group.get_command(click.Context(group), words[0])
    while isinstance(command, click.Group) and len(words) > 1 and not words[1].startswith("-"):
        words = words[1:]
        command = command.get_command(click.Context(command), words[0])
    assert command is not None
    known = {name for one in command.params for name in (*one.opts, *one.secondary_opts)}
    assert {word.partition("=")[0] for word in words if word.startswith("-")} <= known
    command.make_context(words[0], [word for word in words[1:] if word != "…"])


def test_rules_named_in_the_handbook_exist() -> None:
    duties = {rule.duty for rule in RULES}
    named = {
        (page, name)
        for page, text in PAGES.items()
        for name in re.findall(r"\b([a-z]+/[a-z]+(?:-[a-z]+)+)\b", text)
        if name.partition("/")[0] in duties
    }
    assert len(named) > 3
    assert {name for _, name in named} <= {rule.name for rule in RULES}


def test_files_and_keys_in_the_table_are_those_of_the_schemas() -> None:
    rows = re.findall(r"^\| `([a-z]+)(?:\.yaml|/)` \| (.*?) \| (.*?) \|", PAGES["files.md"], re.MULTILINE)
    listed = {
        name: (set(re.findall(r"`(\w+)`", keys)), set(re.findall(r"`([\w-]+)`", ids)))
        for name, keys, ids in rows
    }
    assert set(listed) == {*SCHEMAS.registers, "project"}
    for name, register in SCHEMAS.registers.items():
        keys, ids = listed[name]
        assert keys == {entry.key for entry in register.lists if entry.key}, name
        assert {
            entry.prefix
            for entry in register.lists
            if entry.prefix and entry.kind not in ("actual", "timesheet")
        } <= ids, name


def test_bounds_are_the_programs() -> None:
    bounds = PAGES["files.md"].partition("## Bounds")[2]
    for value in (
        f"{MAX_BYTES // 2**20} MiB",
        f"{MAX_FILES:,}",
        f"{MAX_DEPTH} levels",
        f"after {MAX_FINDINGS}",
    ):
        assert f" {value} " in bounds
    shared = SCHEMAS.files["common.schema.json"]["$defs"]
    for name in ("text", "markdown", "id"):
        assert f" {shared[name]['maxLength']:,} characters " in bounds


def test_formats_are_the_programs() -> None:
    table = PAGES["diagnostics.md"].partition("## Formats")[2].partition("\n## ")[0]
    assert re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE) == list(RENDERERS)


def test_the_mistake_in_the_handbook_is_answered_as_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    CliRunner().invoke(group, ["init", ".", "--start", "2026-03-02"], catch_exceptions=False)
    plan = tmp_path / "plan.yaml"
    plan.write_text(plan.read_text("utf-8").replace("predecessors: [T-120]", "predecesors: [T-120]"), "utf-8")
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    result = CliRunner().invoke(group, ["check"], catch_exceptions=False)
    assert result.exit_code == 1
    shown = [text for _, text in fences("text") if "predecesors" in text]
    assert len(shown) == 2
    for text in shown:
        assert text.rstrip("\n") in result.output


def test_pipelines_in_the_handbook_are_those_that_init_writes() -> None:
    starter = Starter("x", date(2026, 3, 2), "EUR")
    written = {
        name: yaml.safe_load(starter.fill(template_text(f"surroundings/{name}")))
        for name in ("github-workflow.yml", "gitlab-ci.yml", "pre-commit-config.yaml")
    }
    shown = [yaml.safe_load(text) for page, text in fences("yaml") if page == "in-your-repository.md"]
    github = next(one for one in shown if "jobs" in one)
    gitlab = next(one for one in shown if "pages" in one)
    hooks = [one for one in shown if "repos" in one]
    assert written["pre-commit-config.yaml"] in hooks
    for job in ("milepost", "pages"):
        assert set(gitlab[job]["script"]) == set(written["gitlab-ci.yml"][job]["script"])
        assert gitlab[job]["rules"] == written["gitlab-ci.yml"][job]["rules"]
    for job in ("check", "publish"):
        steps = [
            [step.get("run") or step.get("uses") for step in one["jobs"][job]["steps"]]
            for one in (github, written["github-workflow.yml"])
        ]
        assert steps[0] == steps[1]
        assert github["jobs"][job].get("if") == written["github-workflow.yml"]["jobs"][job].get("if")


def test_the_artefacts_of_the_handbook_are_the_programs() -> None:
    rows = re.findall(r"^\| (\w+) \| ([^|]+) \| (small|medium|large) \|$", PAGES["course.md"], re.MULTILINE)
    assert sorted(rows) == sorted((one.phase, one.name, one.size) for one in REQUIRED)
