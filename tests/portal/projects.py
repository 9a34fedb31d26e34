"""Portals of whole projects for browser tests."""

from pathlib import Path

from milepost.checking import check_project
from milepost.history.revision import Revision
from milepost.portal.build import build
from milepost.portal.compose.site import compose

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "example-project"
REVISION = Revision("0123456789abcdef0123456789abcdef01234567", branch="main")


def built(project, charts, folder, config=None):
    """The portal of a project folder, with what a mkdocs.yml adds."""
    build(compose(check_project(project), REVISION, charts), project, folder / "site", config=config)
    return folder / "site"


def pages(site):
    """The names of the project's own pages."""
    return sorted(path.name for path in site.glob("*.html") if path.stem != "404")
