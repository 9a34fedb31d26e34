"""What `milepost check --fix` does to the files of a project."""

from codecs import BOM_UTF8
from datetime import date

import click

from milepost.checking import Checked, check_project
from milepost.cli.files import difference
from milepost.cli.projects import shown
from milepost.exchange.editing.atomic import ChangedMeanwhileError, replace_file
from milepost.exchange.editing.mending import Mended, mended

_ROUNDS = 5
"""Fixes may uncover others: a field that gets its right name has a value that nobody has looked at."""


def fixed(checked: Checked, as_of: date | None, *, unsafe: bool, dry_run: bool) -> Checked:
    """Make the fixes of the findings of a project, say which, and check it again.

    Args:
        checked: The project as it is.
        as_of: Stands for the status date that project.yaml says.
        unsafe: Make fixes too that guess what is meant.
        dry_run: Print the differences and write nothing.

    Raises:
        click.ClickException: A file cannot be written.
    """
    for _ in range(_ROUNDS):
        files = mended(checked.project.documents, checked.verdict.findings, unsafe=unsafe)
        if not files:
            break
        for one in files:
            where = shown(checked.root / one.path)
            if dry_run:
                click.echo(difference(one.before, one.after, where), nl=False)
            else:
                _write(checked, one, where)
        if dry_run:
            break
        checked = check_project(checked.root, as_of)
    return checked


def _write(checked: Checked, one: Mended, where: str) -> None:
    file = checked.root / one.path
    try:
        mark = "\ufeff" if file.read_bytes().startswith(BOM_UTF8) else ""  # goes: it is a finding itself
        replace_file(file, mark + one.before, one.after)
    except ChangedMeanwhileError as error:
        raise click.ClickException(f"{where} was changed meanwhile; nothing was written to it") from error
    except OSError as error:
        raise click.ClickException(f"{where} cannot be written: {error.strerror}") from error
    for fix in one.fixes:
        click.echo(f"{where}:{fix.edits[0].span.line}: {fix.title}", err=True)
