"""`milepost export`: the computed project for other programs."""

from datetime import date
from pathlib import Path

import click

from milepost.cli.options import as_of_option
from milepost.cli.projects import project_of
from milepost.diagnostics import Severity

_SCHEMA = "schema"


@click.command
@click.argument("form", type=click.Choice(["json", _SCHEMA]), metavar="json|schema")
@click.argument("path", default=".", metavar="[FOLDER]")
@click.option("--output", "-o", metavar="FILE", help="Write to a file instead.")
@as_of_option
def command(form: str, path: str, output: str | None, as_of: date | None) -> None:
    """Print everything that is computed about a project as JSON, or the JSON Schema of that.

    Findings do not stop it: they are in the output, and what cannot be computed is null; when there are
    errors, a line on stderr says so. The schema is the same for every project and needs none.
    """
    from milepost.exchange.report_json import report_schema

    text = report_schema() if form == _SCHEMA else _report(project_of(path), as_of)
    if output is None:
        click.echo(text.encode(), nl=False)  # JSON is UTF-8 wherever it is printed
        return
    from milepost.cli.files import write_atomically

    write_atomically(Path(output), text)


def _report(root: Path, as_of: date | None) -> str:
    from milepost.checking import check_project
    from milepost.cli.simulation import with_simulation
    from milepost.exchange.report_json import report_json
    from milepost.history.revision import current_revision

    checked = check_project(root, as_of)
    errors = sum(one.severity is Severity.ERROR for one in checked.verdict.findings)
    if errors:
        count = "an error" if errors == 1 else f"{errors} errors"
        click.echo(f"The project has {count}, so figures may be wrong: see `milepost check`.", err=True)
    return report_json(with_simulation(checked), current_revision(root)) + "\n"
