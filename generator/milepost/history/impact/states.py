"""Which two states are meant: `BASE..HEAD`, or where the branch left the main one and the files as now."""

from milepost.frozen import frozen
from milepost.history.process import HistoryError
from milepost.history.repository import SHALLOW, Repository

WORKING_TREE = "working tree"


@frozen
class Named:
    """A state: what it is called, and its commit; no commit for the files as they are."""

    label: str
    commit: str


def states(text: str, repository: Repository) -> tuple[Named, Named]:
    """The two states that a text names.

    `A..B` are these two; `A...B` begins where B left A; `A` alone is compared with the files as they are, and
    nothing at all means where HEAD left the main branch.

    Raises:
        HistoryError: A revision does not exist, or the branches have nothing in common.
    """
    if not text:
        return _left_main(repository), Named(WORKING_TREE, "")
    if "..." in text:
        base, _, head = text.partition("...")
        one, other = _named(base or "HEAD", repository), _named(head or "HEAD", repository)
        common = repository.merge_base(one.commit, other.commit)
        if common is None:
            raise _nothing_common(one.label, other.label, repository)
        return Named(common[:10], common), other
    if ".." in text:
        base, _, head = text.partition("..")
        return _named(base or "HEAD", repository), _named(head or "HEAD", repository)
    return _named(text, repository), Named(WORKING_TREE, "")


def _named(revision: str, repository: Repository) -> Named:
    return Named(revision, repository.commit(revision))


def _left_main(repository: Repository) -> Named:
    """Where HEAD left the main branch; on the main branch itself, or without one, HEAD."""
    head = repository.commit_or_none("HEAD")
    if head is None:
        raise HistoryError("there is no commit yet to compare with")
    main = repository.main_branch()
    if main is None:
        return Named("HEAD", head)
    tip = repository.commit(main)
    common = repository.merge_base(tip, head)
    if common is None:
        raise _nothing_common(main, "HEAD", repository)
    if common == head:
        return Named("HEAD", head)
    return Named(main if common == tip else f"{main} at {common[:10]}", common)


def _nothing_common(one: str, other: str, repository: Repository) -> HistoryError:
    if repository.shallow:
        return HistoryError(f"no common commit of {one} and {other} is here: {SHALLOW}")
    return HistoryError(f"{one} and {other} have no common commit")
