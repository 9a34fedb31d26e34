"""`milepost serve`: the website on this machine, rebuilt on every save."""

import gc

import click

from milepost.cli.projects import project_of
from milepost.cli.site import config_for


@click.command
@click.argument("path", default=".", metavar="[FOLDER]")
@click.option(
    "--address", default="127.0.0.1:8000", show_default=True, metavar="HOST:PORT", help="Where to listen."
)
@click.option("--config", metavar="FILE", help="A mkdocs.yml with the plugin `milepost`. [default: searched]")
def command(path: str, address: str, config: str | None) -> None:
    """Show the website and rebuild it on every save; a broken edit shows its findings in the browser."""
    from milepost.portal.build import PortalError, serve

    gc.enable()
    root = project_of(path)
    try:
        serve(root, address, config_for(root, config))
    except (PortalError, OSError) as error:
        raise click.ClickException(str(error)) from error
