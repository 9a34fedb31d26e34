"""What git remembers of a project, as those see it who show it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from milepost.frozen import field, frozen

if TYPE_CHECKING:
    from milepost.history.repository import Commit
    from milepost.history.tags import Tag
    from milepost.history.trends import Trends


@frozen
class Change:
    """What a commit did to a record.

    Attributes:
        commit: The commit.
        fields: The fields that it edited; empty when the record came or went.
    """

    commit: "Commit"
    fields: tuple[str, ...]


@frozen
class History:
    """What git remembers of a project.

    Attributes:
        trends: Its figures by status date; None outside git.
        changes: Id of a record to the commits that changed it, the newest first.
        tag: The tag of the baseline in force, if project.yaml names one that is there.
    """

    trends: "Trends | None" = None
    changes: Mapping[str, tuple[Change, ...]] = field(default_factory=dict)
    tag: "Tag | None" = None


NO_HISTORY = History()
