"""`milepost export`: the computed project for other programs."""

from datetime import date
from pathlib import Path

import click

from milepost.cli.options import as_of_option
from milepost.cli.projects import project_of


@click.command
@click.argument("form", type=click.Choice(["json"]), metavar="json")
@click.argument("path", default=".", metavar="[FOLDER]")
@click.option("--output", "-o", metavar="FILE", help="Write to a file instead.")
@as_of_option
def command(form: str, path: str, output: str | None, as_of: date | None) -> None:
    """Print everything that is computed about a project as JSON (its schema is report.schema.json).

    Findings do not stop it: they are in the output, and what cannot be computed is null.
    """
    del form  # the only one so far
    from milepost.checking import check_project
    from milepost.exchange.report_json import report_json
    from milepost.history.revision import current_revision

    root = project_of(path)
    text = report_json(check_project(root, as_of), current_revision(root))
    if output is None:
        click.echo(text)
        return
    from milepost.cli.files import write_atomically

    write_atomically(Path(output), text + "\n")
