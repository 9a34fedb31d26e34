"""`milepost build`: check first, then the website, all at once or not at all."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from milepost.cli.options import as_of_option
from milepost.cli.projects import project_of, shown
from milepost.cli.site import config_for, fail_on_errors

if TYPE_CHECKING:
    from milepost.portal.site import SitePages


@click.command
@click.argument("path", default=".", metavar="[FOLDER]")
@click.option("--out", "-o", metavar="FOLDER", help="Where the site goes. [default: site, beside mkdocs.yml]")
@click.option("--config", metavar="FILE", help="A mkdocs.yml with the plugin `milepost`. [default: searched]")
@click.option("--at", metavar="REVISION", help="Build the site as it was at a branch, tag or commit.")
@click.option(
    "--no-history",
    is_flag=True,
    help="Leave out what git remembers: trends, and who changed what.",
)
@as_of_option
def command(  # noqa: PLR0917 - click passes options by name
    path: str, out: str | None, config: str | None, at: str | None, no_history: bool, as_of: date | None
) -> None:
    """Check a project and build its website.

    With errors nothing is built, and a site that was built before stays as it is. A mkdocs.yml beside
    project.yaml or in this folder is used if there is one.

    With --at the registers, the history and the footer are those of the revision, read from git without a
    checkout; mkdocs.yml and pages of your own are not, unless --config names one.
    """
    from milepost.portal.build import PortalError, build

    root = project_of(path)
    site = _site_as_is(root, as_of, no_history) if at is None else _site_at(root, at, as_of, no_history)
    found = config_for(root, config) if at is None or config is not None else None
    target = Path(out) if out is not None else (found.parent if found is not None else root) / "site"
    try:
        build(site, root, target, config=found, own=at is None)
    except PortalError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"The site is in {shown(target)}: open {shown(target / 'index.html')}")


def _site_as_is(root: Path, as_of: date | None, no_history: bool) -> "SitePages":
    from milepost.checking import check_project
    from milepost.cli.simulation import with_simulation
    from milepost.history.model import NO_HISTORY
    from milepost.history.revision import current_revision
    from milepost.portal.compose.site import chart_cache, compose, history_of

    checked = check_project(root, as_of)
    fail_on_errors(checked)
    checked = with_simulation(checked)
    history = NO_HISTORY if no_history else history_of(checked)
    return compose(checked, current_revision(root), chart_cache(), history)


def _site_at(root: Path, at: str, as_of: date | None, no_history: bool) -> "SitePages":
    """The site of a revision, with the history up to it."""
    from milepost.checking import check_folder
    from milepost.cli.simulation import with_simulation
    from milepost.history.changes import read_history
    from milepost.history.model import NO_HISTORY
    from milepost.history.process import HistoryError
    from milepost.history.repository import Repository
    from milepost.history.revision import Revision
    from milepost.history.storage import history_store
    from milepost.portal.compose.site import chart_cache, compose

    try:
        with Repository(root) as repository:
            commit = repository.commit(at)
            checked = check_folder(repository.at(commit), root, as_of)
            fail_on_errors(checked)
            checked = with_simulation(checked)
            history = NO_HISTORY
            if not no_history:
                history = read_history(repository, commit, history_store(), checked)
            prefix = f"{repository.prefix}/" if repository.prefix else ""
    except HistoryError as error:
        raise click.ClickException(str(error)) from error
    return compose(checked, Revision(commit, folder=prefix), chart_cache(), history)
