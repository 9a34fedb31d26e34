"""What the commands share that change a register: check what would be, refuse it or write it, and say so."""

import difflib

import click

from milepost.checking import Checked, check_project
from milepost.checks import Verdict
from milepost.cli.check import listing_of
from milepost.cli.files import difference
from milepost.cli.projects import project_of, shown
from milepost.diagnostics import Diagnostic, Severity
from milepost.diagnostics.render import RENDERERS
from milepost.exchange.editing.atomic import ChangedMeanwhileError
from milepost.exchange.editing.edits import Edit, EditError
from milepost.exchange.editing.proposal import Proposal, UnreadableFileError, propose, prospect, write
from milepost.frozen import replace
from milepost.project import Record


def checked_project(path: str) -> Checked:
    """The project that is to be changed, as it is."""
    return check_project(project_of(path))


def record_of(checked: Checked, id_: str, *kinds: str) -> Record:
    """The record with an id.

    Raises:
        click.UsageError: There is none, or it is of another kind.
    """
    found = checked.project.by_id.get(id_)
    if found is not None and (not kinds or found.kind in kinds):
        return found
    wanted = " or ".join(kind.replace("_", " ") for kind in kinds) or "record"
    if found is not None:
        raise click.UsageError(f"{id_} is a {found.kind.replace('_', ' ')}, not a {wanted}")
    ids = [one.id for one in checked.project.by_id.values() if not kinds or one.kind in kinds]
    close = difflib.get_close_matches(id_, ids, n=1)
    hint = f". Did you mean {close[0]}?" if close else ""
    raise click.UsageError(f"no {wanted} has the id {id_}{hint}")


def edit_record(checked: Checked, record: Record, edits: tuple[Edit, ...]) -> Proposal:
    """The file of a record with edits.

    Raises:
        click.exceptions.Exit: The file has to be put in order first; its findings are printed.
        click.ClickException: The edit cannot be made.
    """
    try:
        return propose(checked, record.document.path, record.document.register, edits)
    except UnreadableFileError as error:
        raise refusal(checked, error) from error
    except EditError as error:
        raise click.ClickException(str(error)) from error


def refusal(checked: Checked, error: UnreadableFileError) -> click.exceptions.Exit:
    """Print why a file cannot be edited; the exit that goes with it."""
    click.echo(_listing(checked, error.findings), nl=False)
    click.echo(f"{error}. Nothing was written.", err=True)
    return click.exceptions.Exit(1)


def carry_out(checked: Checked, proposal: Proposal, told: str, *, dry_run: bool) -> None:
    """Write a proposal if the project still checks with it, and say what it did and what is new.

    Args:
        checked: The project as it is.
        proposal: The change.
        told: What it does, in a few words.
        dry_run: Print the difference instead of writing it.

    Raises:
        click.exceptions.Exit: The change would bring errors; they are printed and nothing is written.
        click.ClickException: The file cannot be written.
    """
    found = prospect(checked, proposal)
    if found.refused:
        click.echo(_listing(found.checked, found.refused), nl=False)
        click.echo(f"Nothing was written to {proposal.path}.", err=True)
        raise click.exceptions.Exit(1)
    where = shown(checked.root / proposal.path)
    if dry_run:
        click.echo(difference(proposal.before or "", proposal.after, where), nl=False)
        return
    try:
        write(checked.root, proposal)
    except ChangedMeanwhileError as error:
        raise click.ClickException(f"{where} was changed meanwhile; nothing was written") from error
    except OSError as error:
        raise click.ClickException(f"{where} cannot be written: {error.strerror}") from error
    click.echo(f"{where}: {told}")
    for finding in found.new:
        if finding.severity is not Severity.INFO:
            click.echo(f"{finding.severity.value}: {finding.message} ({finding.rule})")


def _listing(checked: Checked, findings: tuple[Diagnostic, ...]) -> str:
    some = replace(checked, verdict=Verdict(findings, ()))
    return RENDERERS["text"](listing_of(some, Severity.ERROR))


def project_option(command: click.decorators.FC) -> click.decorators.FC:
    """`--project FOLDER`: whose registers are meant."""
    return click.option(
        "--project", "path", default=".", metavar="FOLDER", help="The project. [default: this folder]"
    )(command)


def dry_run_option(command: click.decorators.FC) -> click.decorators.FC:
    """`--dry-run`: show the change and write nothing."""
    return click.option("--dry-run", is_flag=True, help="Show the change and write nothing.")(command)
