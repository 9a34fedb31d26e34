"""`milepost close`: end a record with the fields that its kind asks for."""

import click

from milepost.cli.editing import (
    carry_out,
    checked_project,
    dry_run_option,
    edit_record,
    project_option,
    record_of,
)
from milepost.source.units import day


def _day(ctx: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    del ctx
    if value is not None and day(value) is None:
        raise click.BadParameter(f"{value!r} is no date; write it as 2026-07-01", param=parameter)
    return value


@click.command
@click.argument("id_", metavar="ID")
@click.option("--resolution", default="", metavar="TEXT", help="How it ended, or what was decided.")
@click.option("--as", "status", default="", metavar="STATUS", help="How it ends, if not in the usual way.")
@click.option("--by", default="", metavar="ID", help="Who decided, answered or accepted it.")
@click.option("--into", default="", metavar="ID", help="The record that goes on with it.")
@click.option("--evidence", multiple=True, metavar="FILE", help="What shows it; may be repeated.")
@click.option("--on", callback=_day, metavar="DATE", help="The day. [default: the status date]")
@project_option
@dry_run_option
def command(  # noqa: PLR0917 - click passes options by name
    id_: str,
    resolution: str,
    status: str,
    by: str,
    into: str,
    evidence: tuple[str, ...],
    on: str | None,
    path: str,
    dry_run: bool,
) -> None:
    """Close a risk, an issue, an action, an assumption, a decision, a change, feedback or a lesson.

    `milepost close I-7 --resolution "Delivered on Friday."` An action is done, a decision decided, a change
    implemented, a lesson applied. --as says another end: `milepost close A-3 --as cancelled`.
    """
    from milepost.exchange.editing.closing import Closure, closing_edits
    from milepost.exchange.editing.edits import EditError

    checked = checked_project(path)
    record = record_of(checked, id_)
    date = (day(on) if on is not None else None) or checked.project.settings.status_date
    closure = Closure(status, resolution, by, into, evidence, date)
    try:
        edits = closing_edits(record, closure, checked.project)
    except EditError as error:
        raise click.UsageError(str(error)) from error
    proposal = edit_record(checked, record, edits)
    carry_out(checked, proposal, f"{record.id} {record.title}", dry_run=dry_run)
