"""A project's folder as it was in a revision, read from git's objects without a checkout."""

import posixpath
from typing import NamedTuple

from milepost.history.objects import Item, Objects
from milepost.source import rules
from milepost.source.folder import RefusedError

_TREE, _LINK, _SUBMODULE = "40000", "120000", "160000"
_LONGEST_LINK = 4096
_LINKS = 8


class GitEntry(NamedTuple):
    """A name in a folder of a revision."""

    name: str
    folder: bool
    link: bool

    def is_dir(self) -> bool:
        """Whether it is a folder, or a link to one."""
        return self.folder

    def is_symlink(self) -> bool:
        """Whether it is a symbolic link."""
        return self.link


class GitFolder:
    """A project's folder in a revision.

    Args:
        objects: The repository's objects.
        tree: Hash of the tree of the project's folder.
        name: What is remembered of its files goes by that, so states with the same name displace each other.
    """

    __slots__ = ("_name", "_objects", "tree")

    def __init__(self, objects: Objects, tree: str, name: str = "git") -> None:
        self._objects = objects
        self._name = name
        self.tree = tree

    def place(self, path: str) -> str:
        """A name for what is remembered of a file."""
        return f"{self._name}/{path}"

    def has(self, path: str) -> bool:
        """Whether there is a file or folder."""
        try:
            return self._resolved(path) is not None
        except RefusedError:
            return False

    def entries(self, path: str) -> list[GitEntry]:
        """What is in a folder, in order of name.

        Raises:
            OSError: It cannot be listed.
        """
        found = self._listing(path)
        if found is None:
            item = self._item(path)
            submodule = item is not None and item.mode == _SUBMODULE
            raise OSError(
                0,
                "it is a submodule, whose files are not in this repository" if submodule else "not a folder",
            )
        return sorted(self._entry(path, name, item) for name, item in found.items())

    def content(self, path: str, limit: int) -> bytes:
        """The bytes of a file.

        Raises:
            RefusedError: It is no file, too large, outside the project, or cannot be read.
        """
        item = self._resolved(path)
        if item is None:
            raise RefusedError(rules.UNREADABLE, "the file cannot be read: No such file or directory")
        if item.mode in (_TREE, _SUBMODULE):
            raise RefusedError(rules.NOT_A_FILE, f"{path} is not a file")
        found = self._objects.find(item.id, limit)
        if found is None:
            raise RefusedError(
                rules.UNREADABLE, "the file cannot be read: the clone does not have its content"
            )
        if found.content is None:
            raise RefusedError(rules.TOO_LARGE, f"{found.size:,} bytes are more than {limit:,}")
        return found.content

    def blob(self, path: str) -> str | None:
        """The hash of a file's content; None when there is no such file."""
        item = self._item(path)
        return None if item is None else item.id

    def _entry(self, folder: str, name: str, item: Item) -> GitEntry:
        if item.mode != _LINK:
            return GitEntry(name, item.mode in (_TREE, _SUBMODULE), link=False)
        try:
            target = self._resolved(posixpath.join(folder, name))
        except RefusedError:
            target = None
        return GitEntry(name, target is not None and target.mode == _TREE, link=True)

    def _listing(self, path: str) -> dict[str, Item] | None:
        tree = self.tree
        if path:
            item = self._item(path)
            if item is None or item.mode != _TREE:
                return None
            tree = item.id
        found = self._objects.tree(tree)
        return None if found is None else found[1]

    def _item(self, path: str) -> Item | None:
        """What stands at a path; links are not followed."""
        folder, name = posixpath.split(path)
        listing = self._listing(folder)
        return None if listing is None else listing.get(name)

    def _resolved(self, path: str) -> Item | None:
        """What stands at a path, at the end of links within the project.

        Raises:
            RefusedError: A link leads out of the project, or in a circle.
        """
        for _ in range(_LINKS):
            item = self._item(path)
            if item is None or item.mode != _LINK:
                return item
            found = self._objects.find(item.id, _LONGEST_LINK)
            target = b"" if found is None or found.content is None else found.content
            path = posixpath.normpath(
                posixpath.join(posixpath.dirname(path), target.decode("utf-8", "surrogateescape"))
            )
            if path.startswith(("/", "..")) or path == ".":
                raise RefusedError(rules.OUTSIDE_PROJECT, "the link leads out of the project folder")
        raise RefusedError(rules.UNREADABLE, "the file cannot be read: a loop of symbolic links")
