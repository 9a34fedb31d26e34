"""What `milepost init` writes is complete and clean, and nothing that was there changes."""

import os
import re
import subprocess
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from milepost.checking import check_project
from milepost.cli import COMMANDS, group
from milepost.cli.starter import DAYS, TEMPLATES, Starter, template_text, yaml_text
from milepost.load import Loaded, load_project
from milepost.schedule.holidays import holidays_for
from milepost.source.reader import read

Init = Callable[..., Result]


@pytest.fixture
def init(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Init:
    """Runs `milepost init` in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str) -> Result:
        return CliRunner().invoke(group, ["init", *arguments], catch_exceptions=False)

    return call


def findings(folder: Path) -> list[str]:
    return [f"{one.span} {one.rule}: {one.message}" for one in check_project(folder).verdict.findings]


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def git(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(["git", "init", "--quiet"], cwd=folder, check=True)
    return folder


def strings(value: object) -> Iterator[str]:
    """Every text in loaded YAML."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from strings(key)
            yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)


def loaded_yaml(path: Path) -> dict[str, object]:
    value = yaml.safe_load(path.read_text("utf-8"))
    assert isinstance(value, dict)
    return {"on" if key is True else str(key): inner for key, inner in value.items()}  # YAML 1.1 reads `on`


@pytest.mark.parametrize(
    "options",
    [
        (),
        ("--start", "2026-03-02"),
        ("--start", "2026-08-01"),  # a Saturday
        ("--start", "2026-12-24", "--country", "DE-BY"),
        ("--start", "2026-01-01", "--country", "us", "--currency", "usd"),
        ("--start", "2027-02-03", "--country", "CN", "--currency", "CNY"),
        ("--start", "2026-03-02", "--country", "NO"),  # which careless readers take for false
        ("--name", 'Café: "Zwölf" # \\ {x}'),
        ("--name", "null"),
    ],
)
def test_project_is_clean(init: Init, tmp_path: Path, options: tuple[str, ...]) -> None:
    assert init("new", *options).exit_code == 0
    assert findings(tmp_path / "new") == []


def test_choices_arrive(init: Init, tmp_path: Path) -> None:
    init("new", "--start", "2026-03-02", "--name", "Move: *now*", "--currency", "CHF", "--country", "CH-ZH")
    loaded = load_project(tmp_path / "new")
    assert loaded.project.settings.name == "Move: *now*"
    assert loaded.project.settings.text("start") == "2026-03-02"
    assert loaded.project.settings.currency == "CHF"
    calendar = loaded.project.all("calendar")[0]
    assert calendar.raw("holidays") == {"country": "CH", "subdivision": "ZH"}
    assert loaded_yaml(tmp_path / "new/mkdocs.yml")["site_name"] == "Move: *now*"
    assert (tmp_path / "new/README.md").read_text("utf-8").startswith("# Move: \\*now\\*\n")


def test_without_options_it_starts_next_monday_and_has_the_folders_name(init: Init, tmp_path: Path) -> None:
    before = date.today()  # noqa: DTZ011 - the user's own day
    init("room_booking-2")
    settings = load_project(tmp_path / "room_booking-2").project.settings
    start = date.fromisoformat(settings.text("start"))
    assert start.weekday() == 0
    assert timedelta(0) < start - before <= timedelta(days=8)
    assert settings.name == "Room booking 2"


def test_nothing_is_said_to_happen_on_a_holiday(init: Init, tmp_path: Path) -> None:
    init("new", "--start", "2026-01-01", "--country", "DE")
    closed = holidays_for("DE", None, [2026])
    assert isinstance(closed, dict)
    kick_off = load_project(tmp_path / "new").project.all("meeting")[0].text("date")
    assert date(2026, 1, 1) in closed
    assert kick_off == "2026-01-02T09:00"


def test_every_file_is_named_in_what_it_says(init: Init, tmp_path: Path) -> None:
    said = init("new").output
    assert {f"new/{path}" for path in files(tmp_path / "new")} == set(
        re.findall(r"^wrote  (.*)$", said, re.MULTILINE)
    )
    assert len(files(tmp_path / "new")) == len(TEMPLATES)


def test_yaml_is_strict_and_every_register_is_read(init: Init, tmp_path: Path) -> None:
    init("new")
    paths = sorted((tmp_path / "new").rglob("*.y*ml"))
    for path in paths:
        reading = read(path.name, path.read_text("utf-8"))
        assert reading.whole, path
        assert reading.findings == (), path
    loaded: Loaded = load_project(tmp_path / "new")
    registers = {path.name for path in (tmp_path / "new").glob("*.yaml") if not path.name.startswith(".")}
    assert registers < {document.path for document in loaded.project.documents}
    assert {"task", "risk", "account", "action", "stakeholder", "person"} <= set(loaded.project.records)


def test_comments_teach(init: Init, tmp_path: Path) -> None:
    init("new")
    for path in (tmp_path / "new").glob("*.yaml"):
        assert path.read_text("utf-8").startswith("# "), path


def test_no_mark_is_left_over(init: Init, tmp_path: Path) -> None:
    init("new")
    assert [
        path for path, content in files(tmp_path / "new").items() if b"<<" in content or b">>" in content
    ] == []


def test_an_unknown_mark_is_no_silent_text() -> None:
    with pytest.raises(KeyError):
        Starter("x", date(2026, 3, 2), "EUR").fill("<<nmae>>")


def test_marks_of_days_lie_within_what_is_counted() -> None:
    used = [int(day) for one in TEMPLATES for day in re.findall(r"<<day (\d+)>>", template_text(one.source))]
    assert max(used) < DAYS


def test_a_second_run_changes_nothing_and_says_so(init: Init, tmp_path: Path) -> None:
    init("new", "--start", "2026-03-02")
    before = files(tmp_path / "new")
    again = init("new", "--start", "2027-03-01", "--name", "Other")
    assert again.exit_code == 0
    assert "wrote" not in again.output
    assert "nothing was written" in again.output
    assert "left   new/plan.yaml as it was" in again.output
    assert files(tmp_path / "new") == before


@pytest.mark.parametrize(
    "name",
    ["project.yaml", "plan.yaml", "mkdocs.yml", "README.md", ".gitignore", ".gitlab-ci.yml",
     ".pre-commit-config.yaml", ".github/workflows/milepost.yml", "docs/how-we-work.md"],
)  # fmt: skip
def test_a_file_in_the_way_stays_as_it_is(init: Init, tmp_path: Path, name: str) -> None:
    path = tmp_path / "new" / name
    path.parent.mkdir(parents=True)
    path.write_bytes(b"mine \xff\r\n")
    said = init("new").output
    assert path.read_bytes() == b"mine \xff\r\n"
    assert f"new/{name.removesuffix('/how-we-work.md')} as it was" in said
    assert (tmp_path / "new/mkdocs.yml").exists()


def test_a_link_to_nowhere_stays_as_it_is(init: Init, tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    (tmp_path / "new/risks.yaml").symlink_to(tmp_path / "elsewhere.yaml")
    init("new")
    assert not (tmp_path / "elsewhere.yaml").exists()
    assert (tmp_path / "new/risks.yaml").is_symlink()


def test_nothing_invented_is_added_to_a_project_that_has_begun(init: Init, tmp_path: Path) -> None:
    (tmp_path / "project.yaml").write_text(
        "milepost: 1\nid: P-7\nname: Mine\nstart: 2026-01-05\nstatus_date: 2026-01-05\n"
    )
    init()
    assert not (tmp_path / "plan.yaml").exists()
    assert (tmp_path / ".gitlab-ci.yml").exists()
    assert set(load_project(tmp_path).project.records) == {"project"}


def test_a_register_that_is_a_folder_counts_as_there(init: Init, tmp_path: Path) -> None:
    (tmp_path / "new/plan").mkdir(parents=True)
    said = init("new").output
    assert not (tmp_path / "new/plan.yaml").exists()
    assert "left   new/plan as it was" in said


def test_what_to_add_to_files_that_were_there_is_printed(init: Init, tmp_path: Path) -> None:
    (tmp_path / ".pre-commit-config.yaml").write_text("repos: []\n")
    (tmp_path / ".gitlab-ci.yml").write_text("test: {script: [make]}\n")
    (tmp_path / "mkdocs.yml").write_text("site_name: Mine\n")
    said = init().output
    assert "id: milepost-check" in said
    assert "milepost build --out public" in said
    assert "Add `milepost` to its `plugins` (mkdocs.yml)." in said


def test_in_a_repository_its_root_gets_what_belongs_there(init: Init, tmp_path: Path) -> None:
    root = git(tmp_path / "repo")
    init("repo/plans/näher dran")
    inside = {path for path in files(root) if not path.startswith(".git/")}
    assert {path for path in inside if not path.startswith("plans/")} == {
        ".github/workflows/milepost.yml",
        ".gitlab-ci.yml",
        ".pre-commit-config.yaml",
    }
    assert "plans/näher dran/.gitignore" in inside
    workflow = list(strings(loaded_yaml(root / ".github/workflows/milepost.yml")))
    assert "milepost check 'plans/näher dran'" in workflow
    assert "milepost build 'plans/näher dran' --out site" in workflow
    pages = list(strings(loaded_yaml(root / ".gitlab-ci.yml")))
    assert "milepost build 'plans/näher dran' --out public" in pages
    (hooks,) = loaded_yaml(root / ".pre-commit-config.yaml")["repos"]  # type: ignore[attr-defined]
    (only,) = hooks["hooks"]
    assert only["entry"] == "milepost check 'plans/näher dran'"
    assert re.search(only["files"], "plans/näher dran/risks.yaml")
    assert not re.search(only["files"], "plans/other/risks.yaml")


def test_in_a_repository_with_files_of_its_own_the_root_stays_as_it_is(init: Init, tmp_path: Path) -> None:
    root = git(tmp_path / "repo")
    (root / ".pre-commit-config.yaml").write_text("repos: []\n")
    (root / ".gitlab-ci.yml").write_text("stages: []\n")
    said = init("repo/plan").output
    assert (root / ".pre-commit-config.yaml").read_text() == "repos: []\n"
    assert (root / ".gitlab-ci.yml").read_text() == "stages: []\n"
    assert not (root / "plan/.gitlab-ci.yml").exists()
    assert "entry: milepost check plan" in said
    assert "- milepost build plan --out public" in said


def test_in_a_worktree_its_root_is_the_repository(init: Init, tmp_path: Path) -> None:
    (tmp_path / ".git").write_text("gitdir: /elsewhere\n")
    init("sub")
    assert (tmp_path / ".gitlab-ci.yml").exists()
    assert not (tmp_path / "sub/.gitlab-ci.yml").exists()


def test_github_workflow_checks_requests_and_publishes_from_the_main_branch(
    init: Init, tmp_path: Path
) -> None:
    init()
    workflow = loaded_yaml(tmp_path / ".github/workflows/milepost.yml")
    on, jobs = workflow["on"], workflow["jobs"]
    assert isinstance(on, dict)
    assert isinstance(jobs, dict)
    assert {"pull_request", "push"} <= set(on)
    assert on["push"]["branches"] == ["main", "master"]
    assert workflow["permissions"] == {"contents": "read"}
    steps = [step.get("run") or step.get("uses") for step in jobs["check"]["steps"]]
    assert steps == [
        "actions/checkout@v4",
        "actions/setup-python@v5",
        "pip install milepost",
        "milepost check",
        "milepost build --out site",
        "actions/upload-artifact@v4",
        "actions/upload-pages-artifact@v3",
    ]
    assert jobs["publish"]["needs"] == "check"
    assert jobs["publish"]["permissions"] == {"pages": "write", "id-token": "write"}
    assert "default_branch" in jobs["publish"]["if"]
    scanning = [step.get("run") or step.get("uses") for step in jobs["code-scanning"]["steps"]]
    assert "milepost check --format sarif --output milepost.sarif --fail-on never" in scanning


def test_gitlab_checks_requests_and_publishes_from_the_main_branch(init: Init, tmp_path: Path) -> None:
    init()
    jobs = loaded_yaml(tmp_path / ".gitlab-ci.yml")
    check, pages = jobs["milepost"], jobs["pages"]
    assert isinstance(check, dict)
    assert isinstance(pages, dict)
    assert check["artifacts"]["reports"] == {"codequality": "gl-code-quality-report.json"}
    assert check["script"][-2:] == ["milepost check --format text", "milepost build --out site"]
    assert '$CI_PIPELINE_SOURCE == "merge_request_event"' in list(strings(check["rules"]))
    assert pages["artifacts"]["paths"] == ["public"]
    assert pages["rules"] == [{"if": "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH"}]


def test_commands_in_the_pipelines_exist(init: Init, tmp_path: Path) -> None:
    init()
    used = [
        text.split()
        for name in (".github/workflows/milepost.yml", ".gitlab-ci.yml", ".pre-commit-config.yaml")
        for text in strings(loaded_yaml(tmp_path / name))
        if re.match("milepost [a-z]+( |$)", text)
    ]
    assert {"check", "build"} <= {words[1] for words in used} <= set(COMMANDS)
    context = group.make_context("milepost", ["--help"], resilient_parsing=True)
    for words in used:
        command = group.get_command(context, words[1])
        assert command is not None
        command.make_context(words[1], words[2:])  # raises when an option or one of its values does not exist


def test_mkdocs_accepts_its_settings(init: Init, tmp_path: Path) -> None:
    from mkdocs.config import load_config

    init()
    config = load_config(str(tmp_path / "mkdocs.yml"))
    assert {"search", "milepost", "offline"} <= {name.rpartition("/")[2] for name in config.plugins}
    assert list(Path(config.docs_dir).glob("*.md"))
    assert not config.use_directory_urls


def test_the_next_commands_are_three_and_fit_the_place(init: Init, tmp_path: Path) -> None:
    there = init("my project").output.partition("Next:\n")[2].split("\n  ")
    assert [step.strip() for step in there] == ["cd 'my project'", "milepost check", "milepost serve"]
    here = init().output.partition("Next:\n")[2].split("\n  ")
    assert [step.strip() for step in here] == [
        "milepost check",
        "milepost serve",
        "milepost schema --install",
    ]


@pytest.mark.parametrize("name", ["Straße 4", "日本語", "e\u0301tude", "100% sûr", "it's", "a b/c"])
def test_folders_may_have_any_name(init: Init, tmp_path: Path, name: str) -> None:
    git(tmp_path)
    assert init(name).exit_code == 0
    assert findings(tmp_path / name) == []
    loaded_yaml(tmp_path / ".github/workflows/milepost.yml")
    loaded_yaml(tmp_path / ".gitlab-ci.yml")


@pytest.mark.parametrize(
    "arguments",
    [("file",), ("link",), ("new", "--start", "tomorrow"), ("new", "--start", "1066-10-14"),
     ("new", "--currency", "EURO"), ("new", "--country", "XX"), ("new", "--country", "DE-XX"),
     ("new", "--name", " "), ("new", "--name", "two\nlines"), ("new", "--name", "x" * 201), ("new", "more")],
)  # fmt: skip
def test_wrong_usage_writes_nothing(init: Init, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    (tmp_path / "file").write_text("mine")
    (tmp_path / "link").symlink_to("nowhere")
    before = sorted(tmp_path.rglob("*"))
    result = init(*arguments)
    assert result.exit_code == 2
    assert "Error: " in result.output
    assert sorted(tmp_path.rglob("*")) == before


def test_a_folder_that_cannot_be_written_is_a_clear_error(init: Init, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    result = init("file/new")
    assert result.exit_code == 1
    assert "file/new/project.yaml cannot be written" in result.output


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_permission_is_a_clear_error(init: Init, tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0o555)
    result = init("closed")
    assert result.exit_code == 1
    assert "closed/project.yaml cannot be written: Permission denied" in result.output


@pytest.mark.parametrize(
    "text", ["yes", "NO", "null", "1", "a: b", "a #b", "x ", "", '"', "\\", "ü", "A-1 (b)", "- x"]
)
def test_text_stays_text_for_every_reader(text: str) -> None:
    written = yaml_text(text)
    assert yaml.safe_load(f"key: {written}") == {"key": text}
    assert read("x.yaml", f"key: {written}\n").data == {"key": text}
