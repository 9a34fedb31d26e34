"""The files of the checkout as a clone of its next commit would have them, and programs run outside of it."""

import os
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]


def files() -> list[Path]:
    """Files of the working tree, relative to the root: tracked ones and new ones that are not ignored."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return [Path(name) for name in listed.split("\0") if name and (ROOT / name).is_file()]


def copy(destination: Path) -> Path:
    """Copy those files to a new folder and return it."""
    for path in files():
        target = destination / path
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / path, target)
    return destination


def environment() -> dict[str, str]:
    """The environment of a user outside the checkout: no Python path, no git or CI variables of ours."""
    ours = ("GIT_", "PYTHON", "VIRTUAL_ENV", "GITHUB_", "GITLAB_", "PRE_COMMIT", "COV_", "PYTEST_")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}


def run(command: list[str | Path], folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a program in a folder; the caller looks at the exit code."""
    return subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        env={**environment(), **variables},
        capture_output=True,
        text=True,
        check=False,
    )


def succeed(command: list[str | Path], folder: Path, **variables: str) -> str:
    """Run a program that must succeed, and return what it printed."""
    result = run(command, folder, **variables)
    assert result.returncode == 0, f"{command}\n{result.stdout}\n{result.stderr}"
    return result.stdout + result.stderr
