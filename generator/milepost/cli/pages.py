"""`milepost pages`: the website's pages on disk, for another site engine."""

from datetime import date
from pathlib import Path

import click

from milepost.cli.options import as_of_option
from milepost.cli.projects import project_of, shown
from milepost.cli.site import fail_on_errors


@click.command
@click.argument("path", default=".", metavar="[FOLDER]")
@click.option(
    "--out", "-o", required=True, metavar="FOLDER", help="Where the tree goes: mkdocs.yml and docs/."
)
@as_of_option
def command(path: str, out: str, as_of: date | None) -> None:
    """Write the pages of the website as Markdown files that any engine which reads mkdocs.yml can build."""
    from milepost.checking import check_project
    from milepost.cli.simulation import with_simulation
    from milepost.portal.build import PortalError, pages
    from milepost.portal.compose.site import site_of

    checked = check_project(project_of(path), as_of)
    fail_on_errors(checked)
    try:
        pages(site_of(with_simulation(checked)), Path(out))
    except PortalError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"The pages are in {shown(Path(out))}")
