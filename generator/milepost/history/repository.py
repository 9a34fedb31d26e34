"""The git repository that a project lies in: its revisions, by names that users write, and their log."""

import re
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from types import TracebackType
from typing import Self

from milepost.frozen import frozen, replace
from milepost.history.folder import GitFolder
from milepost.history.moves import PROJECT, earlier_folders, folder_before_move
from milepost.history.objects import Objects
from milepost.history.process import HistoryError, run

_ODD = re.compile(r"[\x00-\x1f\x7f]")
_MAIN = ("origin/HEAD", "main", "master", "origin/main", "origin/master")
_LARGEST_COMMIT = 16 * 1024 * 1024
_FIELDS = "%H%x00%P%x00%an%x00%at%x00%ai%x00%s%x00%x1e"
SHALLOW = (
    "the clone is shallow: it lacks older commits. `git fetch --unshallow` gets them; "
    "in GitHub Actions say `fetch-depth: 0` at actions/checkout, in GitLab CI `GIT_DEPTH: 0`"
)


@frozen
class Commit:
    """A commit.

    Attributes:
        id: Its full hash.
        parents: Hashes of its parents.
        author: Who wrote it.
        when: When, in the author's own zone.
        subject: First line of its message.
        cut: Whether it has parents that a shallow clone lacks, so that nobody knows what it changed.
    """

    id: str
    parents: tuple[str, ...]
    author: str
    when: datetime
    subject: str
    cut: bool = False

    @property
    def short(self) -> str:
        """The hash, short enough to read."""
        return self.id[:10]


class Repository:
    """A repository, seen from a project's folder in it.

    Args:
        folder: The project's folder.

    Raises:
        HistoryError: The folder is not in a repository, or git is not there.
    """

    def __init__(self, folder: Path) -> None:
        try:
            top = run(folder, "rev-parse", "--show-toplevel")
            prefix = run(folder, "rev-parse", "--show-prefix")
        except HistoryError as error:
            if "not a git repository" in str(error):
                where = "this folder" if str(folder) == "." else str(folder)
                raise HistoryError(f"{where} is in no git repository; `git init` begins one") from None
            raise
        self.folder = folder
        self.top = Path(_line(top))
        self.prefix = _line(prefix).rstrip("/")
        self.objects = Objects(folder)
        self._earlier: tuple[str, ...] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.objects.close()

    @property
    def shallow(self) -> bool:
        """Whether the clone lacks older commits."""
        return _line(run(self.folder, "rev-parse", "--is-shallow-repository")) == "true"

    def commit(self, revision: str) -> str:
        """The hash of the commit that a revision names.

        Args:
            revision: A branch, a tag, a hash or what git makes one of: `HEAD~3`, `main@{yesterday}`.

        Raises:
            HistoryError: It names none.
        """
        found = self.commit_or_none(revision)
        if found is None:
            hint = f"; {SHALLOW}" if self.shallow else ""
            raise HistoryError(f"{revision!r} names no commit of this repository{hint}")
        return found

    def commit_or_none(self, revision: str) -> str | None:
        """The hash of the commit that a revision names, or None."""
        if not revision or revision.startswith("-") or _ODD.search(revision):
            return None
        try:
            return (
                _line(run(self.folder, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")) or None
            )
        except HistoryError:
            return None

    def main_branch(self) -> str | None:
        """The main branch, by the name of its remote copy if there is one; None when none is usual."""
        return next((name for name in _MAIN if self.commit_or_none(name) is not None), None)

    def merge_base(self, one: str, other: str) -> str | None:
        """The best common ancestor of two commits; None when the clone has none."""
        try:
            return _line(run(self.folder, "merge-base", one, other)) or None
        except HistoryError:
            return None

    def tree(self, commit: str) -> str | None:
        """The hash of the tree of the project's folder in a commit; None when it is not there.

        Where the folder has been moved since, it is the one at its place of then.
        """
        here = self.objects.tree(f"{commit}:{self.prefix}")
        if here is not None and PROJECT in here[1]:
            return here[0]
        for folder in self.earlier:
            there = self.objects.tree(f"{commit}:{folder}")
            if there is not None and PROJECT in there[1]:
                return there[0]
        return None if here is None else here[0]

    @property
    def earlier(self) -> tuple[str, ...]:
        """The folders in which the project was before it was moved, the last one first."""
        if self._earlier is None:
            self._earlier = self._find_earlier()
        return self._earlier

    def _find_earlier(self) -> tuple[str, ...]:
        head = self.commit_or_none("HEAD")
        if head is None:
            return ()
        here = self.objects.tree(f"{head}:{self.prefix}")
        if here is not None and PROJECT in here[1]:
            return earlier_folders(self.top, self.objects, head, self.prefix)
        before = folder_before_move(self.top, self.objects, self.prefix)
        if before is None:
            return ()
        return (before, *earlier_folders(self.top, self.objects, head, before))

    def has_project(self, commit: str) -> bool:
        """Whether there is a project.yaml in a commit."""
        tree = self.tree(commit)
        return tree is not None and GitFolder(self.objects, tree).has(PROJECT)

    def at(self, commit: str, use: str = "") -> GitFolder:
        """The project's folder in a commit.

        Args:
            commit: Its full hash.
            use: What it is read for; of each use the files of the last commit are remembered.

        Raises:
            HistoryError: The commit does not have it.
        """
        tree = self.tree(commit)
        if tree is None:
            where = f"the folder {self.prefix}/" if self.prefix else "a tree that can be read"
            raise HistoryError(f"commit {commit[:10]} does not have {where}")
        return GitFolder(self.objects, tree, f"git {use} {self.top}/{self.prefix}")

    def of_tree(self, tree: str) -> GitFolder:
        """The project's folder with the hash of its tree."""
        return GitFolder(self.objects, tree)

    def one(self, commit: str) -> Commit:
        """A commit by its full hash."""
        said = run(self.folder, "log", "-z", "-1", f"--format={_FIELDS}", commit, "--")
        return _commit(said.split(b"\x1e")[0])

    def log(self, commit: str, *, first_parent: bool) -> list[Commit]:
        """The commits up to one that touched the project's folder, wherever it was, the newest first.

        Args:
            commit: Where to begin, a full hash.
            first_parent: Only the line of the branch itself, where a merge counts as one step.
        """
        arguments = ["log", "-z", f"--format={_FIELDS}", "--topo-order"]
        arguments += ["--first-parent"] if first_parent else []
        found = self._logged(arguments, commit, (self.prefix,))
        if (found and not found[-1].parents) or not self.earlier:
            return found
        both = self._logged(arguments, commit, (self.prefix, *self.earlier))
        return [one for one in both if self._touches(one, one.parents[:1] if first_parent else one.parents)]

    def _logged(self, arguments: list[str], commit: str, folders: tuple[str, ...]) -> list[Commit]:
        paths = [folder or "." for folder in folders]
        said = run(self.top, "--literal-pathspecs", *arguments, commit, "--", *paths)
        found = [_commit(entry) for entry in said.split(b"\x1e") if entry.strip(b"\0\n")]
        return [replace(one, cut=self._is_cut(one)) for one in found] if self.shallow else found

    def _is_cut(self, commit: Commit) -> bool:
        """Whether a commit says that it has parents, and git does not have them."""
        if commit.parents:
            return False
        found = self.objects.find(commit.id, _LARGEST_COMMIT)
        head = b"" if found is None or found.content is None else found.content.partition(b"\n\n")[0]
        return b"\nparent " in head

    def _touches(self, commit: Commit, parents: tuple[str, ...]) -> bool:
        """Whether a commit changes a file of the project: not one that only moves its folder."""
        tree = self.tree(commit.id)
        return not parents or any(self.tree(parent) != tree for parent in parents)


def _commit(entry: bytes) -> Commit:
    fields = entry.lstrip(b"\0\n").split(b"\0")
    id_, parents, author, seconds, written, subject = (one.decode("utf-8", "replace") for one in fields[:6])
    return Commit(id_, tuple(parents.split()), author, _when(int(seconds or 0), written), subject)


def _when(seconds: int, written: str) -> datetime:
    """The author's time in the author's zone; a time that no calendar has becomes the nearest one."""
    zone = re.search(r"([+-])(\d\d)(\d\d)$", written)
    offset = timedelta()
    if zone is not None:
        offset = timedelta(hours=int(zone[2]), minutes=int(zone[3])) * (1 if zone[1] == "+" else -1)
    try:
        return datetime.fromtimestamp(seconds, timezone(offset))
    except (OverflowError, ValueError, OSError):
        return datetime(1970, 1, 1, tzinfo=UTC)


def _line(output: bytes) -> str:
    """The one line that git answered, whatever is in it."""
    return output.removesuffix(b"\n").decode("utf-8", "surrogateescape")
