"""`milepost trends`: how the figures moved over the history."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from milepost.cli.projects import project_of

if TYPE_CHECKING:
    from milepost.history.snapshot import Snapshot


@click.command
@click.argument("revision", default="", metavar="[REVISION]")
@click.option("--project", "path", default=".", metavar="FOLDER", help="The project. [default: this folder]")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "csv", "schema"]),
    default="text",
    show_default=True,
    help="Form.",
)
def command(revision: str, path: str, form: str) -> None:
    """Say how dates, money, risk, scope and findings moved: a line for each status date of the history.

    Each point is the last commit with its status date; revisions that cannot be computed are listed, not
    drawn. What was computed once is remembered. Without a revision, the files as they are come last.
    """
    from milepost.exchange.trends_json import HEADER, trend_rows, trends_json, trends_schema
    from milepost.history.process import HistoryError
    from milepost.history.repository import Repository
    from milepost.history.storage import history_store
    from milepost.history.trends import trends_of
    from milepost.history.trends_text import trends_text

    if form == "schema":
        click.echo(trends_schema().encode(), nl=False)
        return
    root = project_of(path)

    def progress(done: int, total: int) -> None:
        click.echo(f"\r{done} of {total} status dates", err=True, nl=False)

    told = progress if sys.stderr.isatty() else None
    try:
        with Repository(root) as repository:
            commit = repository.commit(revision or "HEAD")
            now = None if revision else figures_now(root)
            trends = trends_of(repository, commit, history_store(), now, told)
    except HistoryError as error:
        raise click.ClickException(str(error)) from error
    if told is not None:
        click.echo("\r" + " " * 40 + "\r", err=True, nl=False)
    if form == "json":
        click.echo(trends_json(trends).encode("utf-8", "replace"), nl=False)
    elif form == "csv":
        from milepost.portal.downloads import csv_text

        click.echo(csv_text(HEADER, trend_rows(trends)).encode("utf-8", "replace"), nl=False)
    else:
        click.echo(trends_text(trends), nl=False)


def figures_now(root: Path) -> "Snapshot":
    """The figures of the files as they are, simulated."""
    from milepost.checking import check_project
    from milepost.history.snapshot import snapshot_of
    from milepost.simulating import percentiles_of

    checked = check_project(root)
    return snapshot_of(checked, percentiles_of(checked))
