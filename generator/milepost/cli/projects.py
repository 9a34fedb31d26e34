"""Which project folders a command is about."""

import os
from pathlib import Path

import click

FILE = "project.yaml"
_DEPTH = 3
_SKIP = frozenset({"node_modules", "site", "venv", "__pycache__", "dist", "build"})


def projects_of(paths: tuple[str, ...]) -> list[Path]:
    """The project folders that files or folders belong to, each once.

    A path belongs to the nearest folder above it that has a project.yaml; where there is none, the projects
    below it are meant. Without paths, the working folder is asked.

    Raises:
        click.UsageError: A path does not exist, or no project is found.
    """
    found: dict[Path, None] = {}
    for name in paths or (".",):
        path = Path(name)
        if not path.exists() and not path.is_symlink():
            raise click.UsageError(f"no such file or folder: {name}")
        own = _above(path)
        for root in [own] if own is not None else _below(path):
            found[root] = None
        if own is None and not found:
            if paths and not path.is_dir():
                continue
            raise click.UsageError(
                f"no {FILE} in {path.resolve()}, above it or below it. "
                "`milepost init` writes a project to start from."
            )
    if not found:
        raise click.UsageError(f"none of the files belongs to a project: no {FILE} above them")
    return list(found)


def project_of(path: str) -> Path:
    """The one project folder that a path belongs to.

    Raises:
        click.UsageError: There is none, or more than one.
    """
    found = projects_of((path,))
    if len(found) > 1:
        names = ", ".join(str(root) for root in found)
        raise click.UsageError(f"several projects here, name one: {names}")
    return found[0]


def shown(root: Path) -> str:
    """A project folder as seen from the working folder, with forward slashes."""
    try:
        return Path(os.path.relpath(root)).as_posix()
    except ValueError:  # another drive
        return root.as_posix()


def _above(path: Path) -> Path | None:
    start = path if path.is_dir() else path.parent
    if (start / FILE).exists():
        return start
    for folder in start.resolve().parents:
        if (folder / FILE).is_file():
            return folder
    return None


def _below(path: Path) -> list[Path]:
    """Projects some levels below a folder, in order of path; a project's own folders are not searched."""
    found: list[Path] = []
    pending = [(path, 0)] if path.is_dir() else []
    while pending:
        folder, depth = pending.pop(0)
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError:
            continue
        if depth and any(entry.name == FILE for entry in entries):
            found.append(folder)
        elif depth < _DEPTH:
            pending.extend(
                (Path(entry.path), depth + 1)
                for entry in entries
                if entry.is_dir(follow_symlinks=False)
                and not entry.name.startswith(".")
                and entry.name not in _SKIP
            )
    return found
