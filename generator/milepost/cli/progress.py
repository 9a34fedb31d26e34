"""`milepost progress`: write down what has happened to a task."""

import re

import click

from milepost.cli.editing import (
    carry_out,
    checked_project,
    dry_run_option,
    edit_record,
    project_option,
    record_of,
)
from milepost.source.units import day, duration, is_instant


def _percent(ctx: click.Context, parameter: click.Parameter, value: str | None) -> float | None:
    del ctx
    if value is None:
        return None
    match = re.fullmatch(r"([0-9]+(?:\.[0-9]+)?)%?", value)
    if match is None or float(match[1]) > 100:
        raise click.BadParameter(f"{value!r} is no percentage; write 60%", param=parameter)
    return float(match[1])


def _instant(ctx: click.Context, parameter: click.Parameter, value: str | None) -> str:
    del ctx
    if value is not None and not (day(value) or is_instant(value)):
        raise click.BadParameter(f"{value!r} is no date; write it as 2026-07-01", param=parameter)
    return value or ""


def _duration(ctx: click.Context, parameter: click.Parameter, value: str | None) -> str:
    del ctx
    if value is not None and duration(value) is None:
        raise click.BadParameter(f"{value!r} is no duration; write it as 3d or 4h", param=parameter)
    return value or ""


@click.command
@click.argument("task")
@click.argument("percent", required=False, callback=_percent, metavar="[PERCENT]")
@click.option("--remaining", callback=_duration, metavar="DURATION", help="Working time still needed: 3d.")
@click.option("--actual-start", callback=_instant, metavar="DATE", help="When work began.")
@click.option("--finish", callback=_instant, metavar="DATE", help="When it was done; it is 100% then.")
@click.option("--actual-effort", callback=_duration, metavar="DURATION", help="Work spent so far.")
@click.option("--remaining-effort", callback=_duration, metavar="DURATION", help="Work still needed.")
@project_option
@dry_run_option
def command(  # noqa: PLR0917 - click passes options by name
    task: str,
    percent: float | None,
    remaining: str,
    actual_start: str,
    finish: str,
    actual_effort: str,
    remaining_effort: str,
    path: str,
    dry_run: bool,
) -> None:
    """Write the progress of a TASK into the plan: `milepost progress T-110 60% --remaining 3d`.

    The report counts as of the status date. When the percentage changes and nothing is said about what
    remains, what was said before is dropped, and the rest follows from the percentage.
    """
    from milepost.exchange.editing.edits import EditError
    from milepost.exchange.editing.progress import ProgressReport, progress_edits

    report = ProgressReport(percent, remaining, actual_start, finish, actual_effort, remaining_effort)
    if report == ProgressReport():
        raise click.UsageError("say what has happened: a percentage, --remaining, --actual-start or --finish")
    checked = checked_project(path)
    record = record_of(checked, task, "task")
    try:
        found = progress_edits(record, report, checked.project)
    except EditError as error:
        raise click.UsageError(str(error)) from error
    proposal = edit_record(checked, record, found.edits)
    told = f"{record.id} {record.title}"
    if found.dropped:
        told += f" (dropped, being older: {', '.join(found.dropped)})"
    carry_out(checked, proposal, told, dry_run=dry_run)
