"""`milepost serve`: the website on this machine, rebuilt on every save."""

import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager

import click

from milepost.cli.projects import project_of
from milepost.cli.site import config_for

_ADDRESS = re.compile(r"(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:]+\]):([0-9]{1,5})")


def _address(ctx: click.Context, parameter: click.Parameter, value: str) -> str:
    del ctx
    found = _ADDRESS.fullmatch(value)
    if found is None or not 0 < int(found[1]) < 2**16:
        raise click.BadParameter(
            f"{value!r} is no address; write it as 127.0.0.1:8000, host and port", param=parameter
        )
    return value


@click.command
@click.argument("path", default=".", metavar="[FOLDER]")
@click.option(
    "--address",
    default="127.0.0.1:8000",
    show_default=True,
    metavar="HOST:PORT",
    callback=_address,
    help="Where to listen.",
)
@click.option("--config", metavar="FILE", help="A mkdocs.yml with the plugin `milepost`. [default: searched]")
def command(path: str, address: str, config: str | None) -> None:
    """Show the website and rebuild it on every save; a broken edit shows its findings in the browser.

    It runs until Ctrl+C, which is its regular end: exit code 0.
    """
    from milepost.portal.build import PortalError, serve

    gc.enable()
    root = project_of(path)
    try:
        with _told():
            serve(root, address, config_for(root, config))
    except PortalError as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        if error.filename is not None:
            raise click.ClickException(str(error)) from error
        raise click.ClickException(f"{address} cannot be listened on: {error.strerror}") from error


@contextmanager
def _told() -> Iterator[None]:
    """Let MkDocs say on standard error where it serves, what it rebuilds and what is wrong."""
    import logging

    log, handler = logging.getLogger("mkdocs"), logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(message)s"))
    level, log.propagate = log.level, False
    log.setLevel(logging.INFO)
    log.addHandler(handler)
    try:
        yield
    finally:
        log.removeHandler(handler)
        log.setLevel(level)
        log.propagate = True
