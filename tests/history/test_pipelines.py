"""The comment of the pipelines that `milepost init` writes: made once, then written anew; tried with stand-ins."""

import os
import re
import subprocess
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from milepost.cli import group
from milepost.history.impact.markdown import MARK

_GH = """#!/bin/sh
echo "$@" >> calls
case "$*" in *--jq*) cat known ;; esac
"""
_CURL = """#!/bin/sh
echo "$@" >> calls
case "$*" in *per_page*) cat known ;; esac
"""


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """A folder with a fresh project and its pipelines."""
    folder = tmp_path / "new"
    assert CliRunner().invoke(group, ["init", str(folder)]).exit_code == 0
    return folder


def _run(script: str, folder: Path, stand_in: tuple[str, str], known: str, **environment: str) -> list[str]:
    """The calls that a script makes of a program that is stood in for."""
    bin_ = folder / "bin"
    bin_.mkdir(exist_ok=True)
    program = bin_ / stand_in[0]
    program.write_text(stand_in[1])
    program.chmod(0o755)
    (folder / "known").write_text(known)
    (folder / "calls").write_text("")
    path = f"{bin_}:{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-eo", "pipefail", "-c", script], cwd=folder, env={"PATH": path, **environment}, check=False
    )
    assert done.returncode == 0
    return (folder / "calls").read_text().splitlines()


def test_the_workflow_of_github_is_one(written: Path) -> None:
    """What GitHub refuses or silently passes over: steps of two kinds, unknown jobs, contexts that do not exist."""
    text = (written / ".github/workflows/milepost.yml").read_text()
    workflow = yaml.safe_load(text)
    assert set(workflow) == {"name", True, "permissions", "jobs"}  # YAML 1.1 reads `on` as true
    jobs = workflow["jobs"]
    for job in jobs.values():
        assert job["runs-on"]
        needs = job.get("needs", [])
        assert set([needs] if isinstance(needs, str) else needs) <= set(jobs)
        assert set(job) <= {
            "if", "runs-on", "permissions", "steps", "needs", "environment", "concurrency",
        }  # fmt: skip
        for step in job["steps"]:
            assert ("run" in step) != ("uses" in step)
            assert set(step) <= {"id", "if", "uses", "with", "env", "run"}
            assert re.fullmatch(r"[\w-]+(/[\w-]+)+@v\d+", step.get("uses", "a/b@v1"))
            _runs(step.get("run", ""))
            assert "${{" not in step.get("run", "")  # what others write must not become a part of a script
    for expression in re.findall(r"\$\{\{(.*?)\}\}", text):
        assert re.fullmatch(r" (github|steps)(\.\w+)+ ", expression)
    assert jobs["impact"]["permissions"] == {"contents": "read", "pull-requests": "write"}
    assert workflow["permissions"] == {"contents": "read"}
    previews = [step for step in jobs["check"]["steps"] if "upload-artifact" in step.get("uses", "")]
    assert previews[0]["if"] == "github.event_name == 'pull_request'"


def test_the_pipeline_of_gitlab_is_one(written: Path) -> None:
    pipeline = yaml.safe_load((written / ".gitlab-ci.yml").read_text())
    jobs = {name: job for name, job in pipeline.items() if name != "variables"}
    assert set(jobs) == {"milepost", "impact", "pages"}
    for job in jobs.values():
        assert job["stage"] in (
            "build",
            "test",
            "deploy",
        )  # those that a pipeline has unless it names its own
        assert set(job) <= {"stage", "image", "script", "after_script", "artifacts", "rules", "needs"}
        assert set(job.get("needs", [])) <= set(jobs)
        for line in (*job["script"], *job.get("after_script", ())):
            assert isinstance(line, str), "a colon made a mapping of it"
            _runs(line)
    assert jobs["milepost"]["artifacts"]["paths"] == ["site"]
    assert jobs["impact"]["artifacts"]["paths"] == ["impact.md"]


def _runs(script: str) -> None:
    """The shell can read a script."""
    done = subprocess.run(["bash", "-n", "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_github(written: Path, tmp_path: Path) -> None:
    steps = yaml.safe_load((written / ".github/workflows/milepost.yml").read_text())["jobs"]["impact"][
        "steps"
    ]
    (comment,) = (step for step in steps if "COMMENTS" in step.get("env", {}))
    assert "head.repo.full_name == github.repository" in comment["if"]
    summary = next(step["run"] for step in steps if "GITHUB_STEP_SUMMARY" in step.get("run", ""))
    environment = {"COMMENTS": "repos/o/r/issues/7/comments", "COMMENT": "repos/o/r/issues/comments"}
    assert _run(comment["run"], tmp_path, ("gh", _GH), "", **environment) == []
    (tmp_path / "impact.md").write_text(f"{MARK}\n### Impact\n")
    first = _run(comment["run"], tmp_path, ("gh", _GH), "", **environment)
    assert first[1:] == ["api --silent repos/o/r/issues/7/comments --field body=@impact.md"]
    again = _run(comment["run"], tmp_path, ("gh", _GH), "41\n42\n", **environment)
    assert again[1:] == ["api --silent --method PATCH repos/o/r/issues/comments/41 --field body=@impact.md"]
    assert MARK in comment["run"]
    _run(summary, tmp_path, ("gh", _GH), "", GITHUB_STEP_SUMMARY=str(tmp_path / "summary"))
    assert (tmp_path / "summary").read_text() == (tmp_path / "impact.md").read_text()


def test_gitlab(written: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (script,) = yaml.safe_load((written / ".gitlab-ci.yml").read_text())["impact"]["after_script"]
    environment = {
        "CI_API_V4_URL": "https://git.example/api/v4",
        "CI_PROJECT_ID": "3",
        "CI_MERGE_REQUEST_IID": "7",
    }
    assert _run(script, tmp_path, ("curl", _CURL), "[]", **environment) == []
    assert capfd.readouterr().out == ""
    (tmp_path / "impact.md").write_text(f"{MARK}\n### Impact\n")
    assert _run(script, tmp_path, ("curl", _CURL), "[]", **environment) == []
    assert capfd.readouterr().out == f"{MARK}\n### Impact\n"
    environment["MILEPOST_TOKEN"] = "t"
    notes = "https://git.example/api/v4/projects/3/merge_requests/7/notes"
    first = _run(script, tmp_path, ("curl", _CURL), '[{"id": 5, "body": "hello"}]', **environment)
    assert "--request POST" in first[-1]
    assert first[-1].endswith(f"--data-urlencode body@impact.md {notes}")
    known = f'[{{"id": 5, "body": "hello"}}, {{"id": 6, "body": "{MARK}\\n"}}]'
    again = _run(script, tmp_path, ("curl", _CURL), known, **environment)
    assert "--request PUT" in again[-1]
    refused = '#!/bin/sh\necho "$@" >> calls\nexit 22\n'
    assert len(_run(script, tmp_path, ("curl", refused), "", **environment)) == 1
    assert again[-1].endswith(f"{notes}/6")
