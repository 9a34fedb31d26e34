"""Where a project's folder was before it was moved or renamed: found by its id, in git's objects."""

import posixpath
from collections.abc import Iterator
from pathlib import Path

from milepost.history.objects import Objects
from milepost.history.process import HistoryError, run
from milepost.source.data import Document
from milepost.source.fields import Fields
from milepost.source.reader import read

PROJECT = "project.yaml"
_MOVES = 20
"""Moves that are followed, at most."""

_REMOVED = ("-z", "--no-renames", "--diff-filter=D", "--name-only")
_LIMIT = 16 * 1024 * 1024


def earlier_folders(top: Path, objects: Objects, commit: str, folder: str) -> tuple[str, ...]:
    """The folders in which a project was before, the last one first; a move is one commit.

    Args:
        top: Root of the working tree.
        objects: The repository's objects.
        commit: The last commit, a full hash.
        folder: Where the project is now, from the root; empty for the root.
    """
    found: list[str] = []
    pending = [(commit, folder)]
    while pending and len(found) < _MOVES:
        last, here = pending.pop(0)
        for before, there in _moved_here(top, objects, last, here):
            if there != folder and there not in found:
                found.append(there)
                pending.append((before, there))
    return tuple(found)


def folder_before_move(top: Path, objects: Objects, folder: str) -> str | None:
    """The folder that a project has in HEAD, where its move is not committed yet; None for none."""
    try:
        text = (top / folder / PROJECT).read_bytes()
        removed = run(top, "diff-index", "-r", *_REMOVED, "HEAD")
    except (OSError, HistoryError):
        return None
    same = (posixpath.dirname(one) for one in _projects(removed) if _same(objects, f"HEAD:{one}", text))
    return next(same, None)


def _moved_here(top: Path, objects: Objects, commit: str, folder: str) -> Iterator[tuple[str, str]]:
    """Commits after which the project came to a folder, each with the folder that it came from."""
    path = f"{folder}/{PROJECT}" if folder else PROJECT
    arguments = ("--literal-pathspecs", "log", "--no-renames", "--diff-filter=A", "--topo-order")
    try:
        said = run(top, *arguments, "--format=%H %P", commit, "--", path).decode("ascii", "replace")
        for line in said.splitlines():
            added, *parents = line.split()
            text = objects.find(f"{added}:{path}", _LIMIT)
            if not parents or text is None or text.content is None:
                continue
            removed = run(top, "diff-tree", "-r", *_REMOVED, parents[0], added)
            for one in _projects(removed):
                if _same(objects, f"{parents[0]}:{one}", text.content):
                    yield parents[0], posixpath.dirname(one)
    except HistoryError:  # a shallow clone, which ends here
        return


def _projects(names: bytes) -> list[str]:
    """Of names that end with a zero byte those of projects."""
    every = names.decode("utf-8", "surrogateescape").split("\0")
    return [one for one in every if one == PROJECT or one.endswith(f"/{PROJECT}")]


def _same(objects: Objects, name: str, text: bytes) -> bool:
    """Whether an object is the same project: the same bytes, or the same id."""
    found = objects.find(name, _LIMIT)
    if found is None or found.content is None:
        return False
    return found.content == text or (_id(text) != "" and _id(found.content) == _id(text))


def _id(content: bytes) -> str:
    try:
        text = content.decode("utf-8-sig")
    except ValueError:
        return ""
    data = read(PROJECT, text).data
    return Fields(data, Document(PROJECT, "project", text, data)).text("id")
