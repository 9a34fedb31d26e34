"""The portal of one project as values: its pages, files and navigation, and what the checks say."""

from collections.abc import Mapping
from pathlib import Path

from milepost.diagnostics import Diagnostic, Severity
from milepost.frozen import field, frozen
from milepost.portal.views.values import Provenance


@frozen
class NavGroup:
    """A group of the navigation; pages of a group without a title stand at the top level.

    Attributes:
        title: The group's title (`Schedule`), or empty.
        pages: Paths of its pages, in order.
    """

    title: str
    pages: tuple[str, ...]


@frozen
class SitePages:
    """Everything the portal of a project consists of.

    Attributes:
        name: The project's name, the name of the site.
        pages: Path in the tree (`registers/risks.md`) to text as `portal.page.page_text` writes it, with
            internal links still written as `site:` links. `index.md` is the first page.
        files: Path in the tree (`data/risks.csv`) to content.
        nav: The navigation; every page is in it once.
        provenance: What the footer states, or None when the project could not be read so far.
        findings: What the checks say.
        watch: Files and folders outside the project folder that a change of must rebuild the site.
    """

    name: str
    pages: Mapping[str, str]
    files: Mapping[str, bytes] = field(default_factory=dict)
    nav: tuple[NavGroup, ...] = ()
    provenance: Provenance | None = None
    findings: tuple[Diagnostic, ...] = ()
    watch: tuple[Path, ...] = ()

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """The findings that stop a build."""
        return tuple(one for one in self.findings if one.severity is Severity.ERROR)
