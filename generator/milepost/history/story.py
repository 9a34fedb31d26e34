"""The story of one record: which commits changed it, field by field, wherever it stood."""

from collections.abc import Iterator

from milepost.frozen import frozen
from milepost.history.impact.edits import Edit, record_edits
from milepost.history.process import HistoryError
from milepost.history.repository import Commit, Repository
from milepost.load import Memory, load_folder
from milepost.project import Project, Record


@frozen
class Chapter:
    """What a commit did to a record.

    Attributes:
        commit: The commit.
        edits: The fields that it edited, or the whole record when it came or went.
    """

    commit: Commit
    edits: tuple[Edit, ...]


def story_of(repository: Repository, commit: str, id_: str) -> tuple[Chapter, ...]:
    """The commits that changed a record, the newest first.

    A merge is told only when it has what none of its parents has.

    Args:
        repository: The repository.
        commit: The last commit, a full hash.
        id_: Id of the record.
    """
    states = _States(repository, id_)
    found: list[Chapter] = []
    for one in repository.log(commit, first_parent=False):
        if one.cut:
            continue
        now = states.at(one.id)
        before = [states.at(parent) for parent in one.parents]
        if any(now.same(other) for other in before) or (not before and now.record is None):
            continue
        edits = tuple(record_edits(before[0].record if before else None, now.record, now.project))
        if edits:
            found.append(Chapter(one, edits))
    return tuple(found)


@frozen
class _State:
    """A record in a revision, if it is there."""

    record: Record | None
    project: Project | None

    def same(self, other: "_State") -> bool:
        """Whether it says the same in both."""
        if self.record is None or other.record is None:
            return self.record is other.record
        if self.record.data is other.record.data and self.record.parent is other.record.parent:
            return True
        return not list(record_edits(other.record, self.record, self.project))


class _States:
    """Reads revisions; those whose files are the same are read once."""

    def __init__(self, repository: Repository, id_: str) -> None:
        self._repository = repository
        self._id = id_
        self._memory = Memory()
        self._known: dict[str, _State] = {}

    def at(self, commit: str) -> _State:
        try:
            folder = self._repository.at(commit)
        except HistoryError:
            return _State(None, None)
        if folder.tree not in self._known:
            project, _ = load_folder(folder, memory=self._memory)
            self._known[folder.tree] = _State(project.get(self._id), project)
        return self._known[folder.tree]


def story_text(chapters: tuple[Chapter, ...]) -> Iterator[str]:
    """The story for a terminal, the newest first."""
    from milepost.diagnostics.render.characters import escape
    from milepost.history.impact.words import said

    for chapter in chapters:
        commit = chapter.commit
        yield escape(f"{commit.when.date()}  {commit.author}  {commit.short}  {commit.subject}")
        for edit in chapter.edits:
            yield escape(f"    {edit.span.file}:{edit.span.line}  {said(edit)}")
