"""The tag that marks an approved state: where it points, who set it, whether it carries a signature."""

import re
from datetime import datetime

from milepost.frozen import frozen
from milepost.history.repository import Commit, Repository
from milepost.source.folder import RefusedError

_LARGEST = 1024 * 1024
_TAGGER = re.compile(rb"^tagger (.*) <[^>\n]*> (\d+) ([+-]\d{4})$", re.MULTILINE)
_SIGNATURE = re.compile(rb"^-----BEGIN (PGP SIGNATURE|SSH SIGNATURE|SIGNED MESSAGE)-----$", re.MULTILINE)
_ODD = re.compile(r"[\x00-\x20~^:?*\\\[\x7f]|\.\.|^-")


@frozen
class Tag:
    """A tag of the repository.

    Attributes:
        name: Its name.
        commit: The commit that it marks.
        tagger: Who set it; empty for a light one, which has no author.
        signed: Whether it carries a signature; whether that holds, only `git verify-tag` can say.
        same: Whether the frozen file is there what it is now; None when it is not there.
    """

    name: str
    commit: Commit
    tagger: str
    signed: bool
    same: bool | None

    @property
    def words(self) -> str:
        """The tag in one sentence."""
        who = f" by {self.tagger}" if self.tagger else ""
        signed = "with a signature" if self.signed else "not signed"
        same = {
            True: "the frozen file is the same there",
            False: "the frozen file is another one there",
            None: "the frozen file is not there",
        }[self.same]
        when: datetime = self.commit.when
        return f"{self.name}{who} at commit {self.commit.short} of {when.date()}; {signed}; {same}"


def tag_of(repository: Repository, name: str, file: str, text: str) -> Tag | None:
    """A tag by its name; None when there is none.

    Args:
        repository: The repository.
        name: Its name, as project.yaml has it.
        file: Path of the frozen baseline in the project.
        text: What it says now.
    """
    if not name or _ODD.search(name):
        return None
    commit = repository.commit_or_none(f"refs/tags/{name}")
    found = repository.objects.find(f"refs/tags/{name}", _LARGEST)
    if commit is None or found is None:
        return None
    content = found.content or b"" if found.type == "tag" else b""
    tagger = _TAGGER.search(content)
    return Tag(
        name,
        repository.one(commit),
        "" if tagger is None else tagger[1].decode("utf-8", "replace"),
        signed=_SIGNATURE.search(content) is not None,
        same=_same(repository, commit, file, text),
    )


def _same(repository: Repository, commit: str, file: str, text: str) -> bool | None:
    tree = repository.tree(commit)
    if tree is None:
        return None
    try:
        there = repository.of_tree(tree).content(file, _LARGEST * 16)
    except RefusedError:
        return None
    return there.decode("utf-8-sig", "replace").split() == text.split()
