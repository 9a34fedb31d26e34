"""The comment of the pipelines that `milepost init` writes: made once, then written anew; tried with stand-ins."""

import os
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


def test_gitlab(written: Path, tmp_path: Path) -> None:
    (script,) = yaml.safe_load((written / ".gitlab-ci.yml").read_text())["impact"]["after_script"]
    environment = {
        "CI_API_V4_URL": "https://git.example/api/v4",
        "CI_PROJECT_ID": "3",
        "CI_MERGE_REQUEST_IID": "7",
    }
    (tmp_path / "impact.md").write_text(f"{MARK}\n### Impact\n")
    assert _run(script, tmp_path, ("curl", _CURL), "[]", **environment) == []
    environment["MILEPOST_TOKEN"] = "t"
    notes = "https://git.example/api/v4/projects/3/merge_requests/7/notes"
    first = _run(script, tmp_path, ("curl", _CURL), '[{"id": 5, "body": "hello"}]', **environment)
    assert "--request POST" in first[-1]
    assert first[-1].endswith(f"--data-urlencode body@impact.md {notes}")
    known = f'[{{"id": 5, "body": "hello"}}, {{"id": 6, "body": "{MARK}\\n"}}]'
    again = _run(script, tmp_path, ("curl", _CURL), known, **environment)
    assert "--request PUT" in again[-1]
    assert again[-1].endswith(f"{notes}/6")
