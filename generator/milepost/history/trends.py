"""How a project's figures moved: one point for each status date, from the commits of the branch itself."""

from collections.abc import Callable
from datetime import date
from itertools import pairwise

from milepost.checking import check_folder
from milepost.frozen import frozen
from milepost.history.folder import GitFolder
from milepost.history.kept import read_snapshot, write_snapshot
from milepost.history.process import HistoryError
from milepost.history.repository import Commit, Repository
from milepost.history.snapshot import Snapshot, snapshot_of
from milepost.load import Memory
from milepost.simulating import percentiles_of
from milepost.source.data import Document
from milepost.source.fields import Fields
from milepost.source.folder import RefusedError
from milepost.source.reader import read
from milepost.source.user_cache import NoStore, Store

_PROJECT = "project.yaml"
_LIMIT = 16 * 1024 * 1024


@frozen
class Point:
    """The state of a project at a status date.

    Attributes:
        commit: The last commit with this status date whose figures can be computed; None for files that are
            not committed.
        snapshot: Its figures.
    """

    commit: Commit | None
    snapshot: Snapshot


@frozen
class Skipped:
    """A revision without figures, and why."""

    commit: Commit
    reason: str


@frozen
class Trends:
    """The history of a project.

    Attributes:
        points: One for each status date, the oldest first.
        skipped: Status dates that no commit has figures for, by their last commit, the oldest first.
        shallow: Whether older commits may be missing because the clone is shallow.
        commits: Number of commits that were looked at.
    """

    points: tuple[Point, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    shallow: bool = False
    commits: int = 0


@frozen
class BaselineMove:
    """A status date at which another baseline is in force than before, or another content of the same one.

    Attributes:
        point: The point at which it is so for the first time.
        text: What happened, as a sentence.
        allowed: Whether a first baseline or an approved change request allows it.
    """

    point: Point
    text: str
    allowed: bool


def baseline_moves(trends: Trends) -> tuple[BaselineMove, ...]:
    """Where the baseline moved, the oldest first."""
    found: list[BaselineMove] = []
    for before, point in pairwise(trends.points):
        old, new = before.snapshot, point.snapshot
        if old.baseline == new.baseline:
            if old.baseline_seal != new.baseline_seal:
                text = f"{new.baseline} is not what was frozen any more"
                found.append(BaselineMove(point, text, allowed=False))
            continue
        if not old.baseline:
            found.append(BaselineMove(point, f"{new.baseline} is the first baseline", allowed=True))
        elif not new.baseline:
            found.append(BaselineMove(point, f"{old.baseline} is in force no more", allowed=False))
        else:
            by = f", with {new.baseline_change}" if new.baseline_change else ", without an approved change"
            text = f"{new.baseline} takes the place of {old.baseline}{by}"
            found.append(BaselineMove(point, text, allowed=bool(new.baseline_change)))
    return tuple(found)


class Snapshots:
    """Snapshots of revisions: remembered ones, and those that have to be computed.

    Args:
        repository: The repository.
        store: Where snapshots are kept between runs.
    """

    def __init__(self, repository: Repository, store: Store) -> None:
        self._repository = repository
        self._store = store
        self._memory = Memory()
        self._dates: dict[str, date | None] = {}

    def of(self, commit: str) -> Snapshot:
        """The figures of a commit.

        Raises:
            HistoryError: It does not have the project's folder.
        """
        folder = self._repository.at(commit)
        kept = read_snapshot(self._store, folder.tree)
        if kept is not None:
            return kept
        checked = check_folder(folder, self._repository.folder, None, self._memory)
        found = snapshot_of(checked, percentiles_of(checked, NoStore()))  # kept with the rest below
        write_snapshot(self._store, folder.tree, found)
        return found

    def status_date(self, commit: str) -> date | None:
        """The status date that a commit has, read from its project.yaml alone; None when it has none."""
        try:
            folder = self._repository.at(commit)
        except HistoryError:
            return None
        blob = folder.blob(_PROJECT) or ""
        if blob not in self._dates:
            kept = self._store.read(f"date-{blob}")
            self._dates[blob] = _as_date(kept) if kept else _written_date(folder)
            if not kept and self._dates[blob]:
                self._store.write(f"date-{blob}", str(self._dates[blob]))
        return self._dates[blob]


def trends_of(
    repository: Repository,
    commit: str,
    store: Store,
    now: Snapshot | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Trends:
    """The history of a project up to a commit.

    Args:
        repository: The repository.
        commit: The last commit, a full hash.
        store: Where snapshots are kept between runs.
        now: The figures of the files as they are; stands for the point of its status date, or comes last.
        progress: Told how many points are done, and of how many.
    """
    snapshots = Snapshots(repository, store)
    commits = repository.log(commit, first_parent=True)
    dated: dict[date, list[Commit]] = {}
    skipped: list[Skipped] = []
    for one in commits:
        day = snapshots.status_date(one.id)
        if day is None:
            skipped.append(Skipped(one, f"{_PROJECT} is missing or says no status date that can be read"))
        else:
            dated.setdefault(day, []).append(one)
    points: list[Point] = []
    for done, (day, candidates) in enumerate(sorted(dated.items())):
        if progress is not None:
            progress(done, len(dated))
        if now is not None and day == now.status_date and not now.broken:
            continue
        point = _first_whole(candidates, snapshots)
        if isinstance(point, Skipped):
            skipped.append(point)
        else:
            points.append(point)
    if now is not None and not now.broken:
        same = dated.get(now.status_date)
        points.append(Point(same[0] if same else None, now))
    points.sort(key=lambda one: one.snapshot.status_date)
    skipped.sort(key=lambda one: one.commit.when)
    return Trends(tuple(points), tuple(skipped), repository.shallow, len(commits))


def _first_whole(candidates: list[Commit], snapshots: Snapshots) -> Point | Skipped:
    """The newest of some commits whose figures can be computed; else the newest, with the reason."""
    reason = ""
    for commit in candidates:
        found = snapshots.of(commit.id)
        if not found.broken:
            return Point(commit, found)
        reason = reason or found.broken
    return Skipped(candidates[0], reason)


def _written_date(folder: GitFolder) -> date | None:
    try:
        text = folder.content(_PROJECT, _LIMIT).decode("utf-8-sig")
    except (RefusedError, ValueError):
        return None
    data = read(_PROJECT, text).data
    fields = Fields(data, Document(_PROJECT, "project", text, data))
    return _as_date(fields.text("status_date")[:10])


def _as_date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
