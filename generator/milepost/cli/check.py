"""`milepost check`: findings of whole projects, whatever files are named."""

import os
import sys
from datetime import date
from pathlib import Path

import click

from milepost import __version__
from milepost.checking import Checked, check_project
from milepost.checks import RULES
from milepost.cli.options import as_of_option
from milepost.cli.projects import projects_of, shown
from milepost.diagnostics import Severity
from milepost.diagnostics.render import RENDERERS, Colour, Listing, Tally, default_format, together

_NEVER = "never"


@click.command
@click.argument("paths", nargs=-1, metavar="[FILE|FOLDER]...")
@click.option(
    "--format", "form", type=click.Choice(list(RENDERERS)), help="Form of the findings. [default: text]"
)
@click.option("--output", "-o", metavar="FILE", help="Write the findings to a file instead.")
@click.option(
    "--fail-on",
    type=click.Choice([*(severity.value for severity in Severity), _NEVER]),
    default=Severity.ERROR.value,
    show_default=True,
    help="Exit with 1 when a finding counts this much or more.",
)
@click.option("--strict", is_flag=True, help="The same as --fail-on warning.")
@click.option("--fix", is_flag=True, help="Make the fixes that cannot change what is meant, then check.")
@click.option("--unsafe-fixes", is_flag=True, help="With --fix, make those too that guess what is meant.")
@click.option("--diff", is_flag=True, help="With --fix, show what would change and write nothing.")
@as_of_option
def command(  # noqa: PLR0917 - click passes options by name
    paths: tuple[str, ...],
    form: str | None,
    output: str | None,
    fail_on: str,
    strict: bool,
    fix: bool,
    unsafe_fixes: bool,
    diff: bool,
    as_of: date | None,
) -> None:
    """Check the projects that the files or folders belong to; without any, the one in this folder.

    The whole project is checked whatever files are named, because a change in one register breaks another.
    """
    if (unsafe_fixes or diff) and not fix:
        raise click.UsageError("--unsafe-fixes and --diff say how to --fix")
    limit = Severity.WARNING if strict else None if fail_on == _NEVER else Severity(fail_on)
    chosen = form or default_format(os.environ, output)
    listings: list[Listing] = []
    failed = False
    for root in projects_of(paths):
        checked = check_project(root, as_of)
        if fix:
            from milepost.cli.fixing import fixed

            checked = fixed(checked, as_of, unsafe=unsafe_fixes, dry_run=diff)
        if limit is not None:
            failed |= any(one.severity.rank >= limit.rank for one in checked.verdict.findings)
        listings.append(listing_of(checked, limit or Severity.ERROR, output))
    if not diff:
        _write(RENDERERS[chosen](together(*listings)), output)
    if failed:
        raise click.exceptions.Exit(1)


def listing_of(checked: Checked, limit: Severity, output: str | None = None) -> Listing:
    """The findings of a project, ready to print.

    Args:
        checked: The project.
        limit: Findings of this severity or above count as failures.
        output: Name of the file they are written to; None for the terminal, which may have colours.
    """
    project = checked.project
    coloured = output is None and sys.stdout.isatty() and "NO_COLOR" not in os.environ
    return Listing(
        diagnostics=checked.verdict.findings,
        sources={document.path: document.text for document in project.documents},
        rules=RULES,
        tally=Tally(
            files=len(project.documents),
            records=sum(len(records) for records in project.records.values()),
            waived=len(checked.verdict.waived),
        ),
        version=__version__,
        root=shown(checked.root),
        fail_on=limit,
        colour=Colour.ON if coloured else Colour.OFF,
    )


def _write(text: str, output: str | None) -> None:
    if output is None:
        click.echo(text, nl=not text.endswith("\n"))
        return
    from milepost.cli.files import write_atomically

    write_atomically(Path(output), text)
