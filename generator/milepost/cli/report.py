"""`milepost report`: a dated status report in reports/, filled with what the registers say."""

from datetime import date
from pathlib import Path

import click

from milepost.cli.options import as_of_option
from milepost.cli.projects import project_of, shown
from milepost.source.units import day

_TYPES = ("status", "progress", "exception", "end-stage", "end-project")


def _since(ctx: click.Context, parameter: click.Parameter, value: str | None) -> date | None:
    del ctx
    if value is None or value == "last":
        return None
    found = day(value)
    if found is None:
        raise click.BadParameter(f"{value!r} is no date; write it as 2026-07-01, or last", param=parameter)
    return found


@click.command
@click.argument("path", default=".", metavar="[FOLDER]")
@click.option(
    "--since",
    callback=_since,
    metavar="DATE",
    help="First day that it covers. [default: last, the day after the last report]",
)
@click.option("--type", "kind", type=click.Choice(_TYPES), default="status", show_default=True)
@click.option("--author", default="", metavar="ID", help="Who writes it. [default: the project's manager]")
@click.option("--output", "-o", metavar="FILE", help="Another file than reports/<status date>.md.")
@click.option("--dry-run", is_flag=True, help="Print it and write nothing.")
@as_of_option
def command(  # noqa: PLR0917 - click passes options by name
    path: str,
    since: date | None,
    kind: str,
    author: str,
    output: str | None,
    dry_run: bool,
    as_of: date | None,
) -> None:
    """Write a status report, filled with what was done, is late and comes next.

    It also says milestones, money, top risks and issues, the decisions that are wanted and what is asked of
    whom, as of the status date. The file is a draft: write what no computation knows, then set its status.
    A report that is there is never overwritten.
    """
    from milepost.checking import check_project
    from milepost.exchange.status_report import draft_report, first_reported

    root = project_of(path)
    checked = check_project(root, as_of)
    project = checked.project
    today = project.settings.status_date
    if author and project.get(author, "person", "role", "stakeholder") is None:
        raise click.UsageError(f"no person, role or stakeholder has the id {author}.")
    if since is not None and since > today:
        raise click.UsageError(f"--since {since} lies after the status date {today}.")
    draft = draft_report(checked.report, since or first_reported(project), kind, author)
    if dry_run:
        click.echo(draft.text.encode(), nl=False)
        return
    from milepost.cli.files import write_new

    target = root / "reports" / draft.name if output is None else Path(output)
    where = shown(target)
    if not write_new(target, draft.text):
        raise click.UsageError(
            f"{where} is there already and stays as it is. Name another file: --output FILE."
        )
    click.echo(
        f"{draft.id} is in {where}: a draft. Read it, complete it, then set `approved_by` and `status: sent`."
    )
