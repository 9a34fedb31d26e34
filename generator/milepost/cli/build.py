"""`milepost build`: check first, then the website, all at once or not at all."""

from datetime import date
from pathlib import Path

import click

from milepost.cli.options import as_of_option
from milepost.cli.projects import project_of, shown
from milepost.cli.site import config_for, fail_on_errors


@click.command
@click.argument("path", default=".", metavar="[FOLDER]")
@click.option("--out", "-o", metavar="FOLDER", help="Where the site goes. [default: site, beside mkdocs.yml]")
@click.option("--config", metavar="FILE", help="A mkdocs.yml with the plugin `milepost`. [default: searched]")
@as_of_option
def command(path: str, out: str | None, config: str | None, as_of: date | None) -> None:
    """Check a project and build its website.

    With errors nothing is built, and a site that was built before stays as it is. A mkdocs.yml beside
    project.yaml or in this folder is used if there is one.
    """
    from milepost.checking import check_project
    from milepost.cli.simulation import with_simulation
    from milepost.portal.build import PortalError, build
    from milepost.portal.compose import site_of

    root = project_of(path)
    checked = check_project(root, as_of)
    fail_on_errors(checked)
    found = config_for(root, config)
    target = Path(out) if out is not None else (found.parent if found is not None else root) / "site"
    try:
        build(site_of(with_simulation(checked)), root, target, config=found)
    except PortalError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"The site is in {shown(target)}: open {shown(target / 'index.html')}")
