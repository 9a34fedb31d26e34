"""What every commit changed: ids of records and names of fields, each worked out once and remembered."""

import json

from milepost import __version__
from milepost.checking import Checked
from milepost.history.impact.edits import edits_between
from milepost.history.model import Change, History
from milepost.history.repository import Commit, Repository
from milepost.history.snapshot import snapshot_of
from milepost.history.tags import Tag, tag_of
from milepost.history.trends import trends_of
from milepost.load import Memory, load_folder
from milepost.project import Project
from milepost.source.user_cache import Store

FORMAT = 1
"""Layout of the entries; it rises when they hold something else."""


def changes_of(repository: Repository, commit: str, store: Store) -> dict[str, tuple[Change, ...]]:
    """The commits that changed each record, the newest first; merges bring nothing of their own.

    Args:
        repository: The repository.
        commit: The last commit, a full hash.
        store: Where the changes of commits are kept between runs.
    """
    steps = _Steps(repository, store)
    found: dict[str, list[Change]] = {}
    for one in repository.log(commit, first_parent=False):
        if len(one.parents) <= 1 and not one.cut:
            for id_, fields in steps.of(one).items():
                found.setdefault(id_, []).append(Change(one, tuple(fields)))
    return {id_: tuple(changes) for id_, changes in found.items()}


class _Steps:
    def __init__(self, repository: Repository, store: Store) -> None:
        self._repository = repository
        self._store = store
        self._memory = Memory()
        self._projects: dict[str, Project] = {}

    def of(self, commit: Commit) -> dict[str, list[str]]:
        """Ids of the records that a commit changed, and the fields."""
        after = self._repository.tree(commit.id)
        before = self._repository.tree(commit.parents[0]) if commit.parents else ""
        if after is None or before is None or after == before:
            return {}
        key = f"edits-{before}-{after}.json"
        kept = self._kept(key)
        if kept is not None:
            return kept
        found: dict[str, list[str]] = {}
        if before:
            for edit in edits_between(self._project(before), self._project(after)):
                if edit.id:
                    fields = found.setdefault(edit.id, [])
                    fields += [edit.field] if edit.field else []
        else:
            found = {id_: [] for id_ in self._project(after).by_id}
        self._store.write(key, json.dumps([[FORMAT, __version__], found], ensure_ascii=False))
        return found

    def _kept(self, key: str) -> dict[str, list[str]] | None:
        text = self._store.read(key)
        try:
            head, found = json.loads(text) if text else (None, None)
        except ValueError:
            return None
        return found if head == [FORMAT, __version__] and isinstance(found, dict) else None

    def _project(self, tree: str) -> Project:
        if tree not in self._projects:
            if len(self._projects) > 1:  # as what comes before and after
                del self._projects[next(iter(self._projects))]
            folder = self._repository.of_tree(tree)
            self._projects[tree] = load_folder(folder, memory=self._memory)[0]
        return self._projects[tree]


def read_history(repository: Repository, commit: str, store: Store, now: Checked) -> History:
    """What git remembers of a project up to a commit.

    Args:
        repository: The repository.
        commit: The last commit, a full hash.
        store: Where what is known of commits is kept between runs.
        now: The project as it is to be shown; the last point of its trends.
    """
    trends = trends_of(repository, commit, store, snapshot_of(now))
    return History(trends, changes_of(repository, commit, store), _tag(repository, now.project))


def _tag(repository: Repository, project: Project) -> Tag | None:
    written = project.settings.section("baseline")
    record = project.get(written.text("name"), "baseline")
    if record is None:
        return None
    return tag_of(repository, written.text("tag"), record.document.path, record.document.text)
