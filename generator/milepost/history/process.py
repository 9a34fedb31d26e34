"""Git as a process: fixed arguments, no shell, no prompts, no hooks, nothing fetched."""

import os
import subprocess
from pathlib import Path

_SECONDS = 60
_OF_A_HOOK = frozenset({"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR"})
"""What git sets for its hooks; the project's folder alone says which repository is meant."""


class HistoryError(Exception):
    """Git's memory cannot be read; the message says why and what to do."""


def run(folder: Path, *arguments: str, feed: bytes = b"") -> bytes:
    """The output of a git command.

    Args:
        folder: Where it runs.
        arguments: The command and its arguments, none of which came from outside unless it was checked.
        feed: What it reads.

    Raises:
        HistoryError: There is no git, or it refuses.
    """
    try:
        done = subprocess.run(  # noqa: S603 - a fixed program, a list of arguments, no shell
            command(folder, *arguments),
            input=feed,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
            env=environment(),
        )
    except FileNotFoundError:
        raise HistoryError("git is not installed; history needs it") from None
    except (OSError, subprocess.TimeoutExpired) as error:
        raise HistoryError(f"git cannot be run: {error}") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip()
        raise HistoryError(said.removeprefix("fatal: ") or f"git {arguments[0]} failed")
    return done.stdout


def command(folder: Path, *arguments: str) -> list[str]:
    """The command line of git in a folder."""
    return [
        "git",
        "-c",
        "core.fsmonitor=false",
        "-c",
        "log.showSignature=false",
        "-C",
        str(folder),
        *arguments,
    ]


def environment() -> dict[str, str]:
    """The environment git runs in."""
    kept = {name: value for name, value in os.environ.items() if name not in _OF_A_HOOK}
    return {
        **kept,
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_PAGER": "cat",
        "LC_ALL": "C",
    }
