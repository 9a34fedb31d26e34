"""Which ids a sentence may name, and the link that takes their place."""

from collections.abc import Callable
from functools import cache

from milepost.portal.compose.cells import Cells
from milepost.portal.compose.pages import id_link
from milepost.portal.formats import link_html
from milepost.project import Project


def mentionable(project: Project, cells: Cells) -> Callable[[str], str | None]:
    """From an id to a link, as HTML; None for what is no id or may mean something else.

    An id without a digit may be a word of the language (`team`, `hanna`), and one that is also a label within
    a record may be that.
    """
    labels = cells.labels()

    @cache
    def link(id_: str) -> str | None:
        if id_ in labels or id_ not in project.by_id or not any(one.isdigit() for one in id_):
            return None
        found = id_link(project, id_)
        return link_html(found) if found.page else None

    return link
