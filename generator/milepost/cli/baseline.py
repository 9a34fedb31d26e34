"""`milepost baseline`: freeze the plan of the day as a file that review approves."""

from datetime import date
from pathlib import Path

import click

from milepost.cli.files import write_new
from milepost.cli.options import as_of_option
from milepost.cli.projects import project_of, shown
from milepost.cli.site import fail_on_errors


@click.group
def command() -> None:
    """Freeze dates, budgets and scope as a baseline."""


@command.command("create")
@click.argument("name")
@click.option(
    "--change", default="", metavar="ID", help="Change request that allows it; the first one needs none."
)
@click.option("--title", default="", metavar="TEXT", help="What it stands for.")
@click.option("--approved-by", default="", metavar="ID", help="Who approved it.")
@click.option("--project", "path", default=".", metavar="FOLDER", help="The project. [default: this folder]")
@as_of_option
def create(  # noqa: PLR0917 - click passes options by name
    name: str, change: str, title: str, approved_by: str, path: str, as_of: date | None
) -> None:
    """Write baselines/NAME.yaml from the plan as it is now.

    An existing baseline is never overwritten. Name the new one in project.yaml (baseline: {name: ...}) and
    let the pull request that adds it be its approval.
    """
    from milepost.budget.freeze import Approval, freeze
    from milepost.checking import check_project

    root = project_of(path)
    checked = check_project(root, as_of)
    fail_on_errors(checked)
    report = checked.report
    if report.schedule is None:
        raise click.ClickException("the plan has no dates to freeze")
    in_force = report.baseline.id if report.baseline is not None else ""
    _refuse(checked.project.get(change, "change") is not None, change, in_force)
    approval = Approval(
        id=name,
        title=title or name,
        created=report.project.settings.status_date,
        change=change,
        approved_by=approved_by,
        supersedes=in_force,
    )
    target = root / "baselines" / f"{_file_name(name)}.yaml"
    if not write_new(target, freeze(report.project, report.schedule, approval)):
        raise click.ClickException(f"{shown(target)} exists; a baseline is never overwritten")
    click.echo(f"{shown(target)} holds the plan as of {approval.created}.")
    click.echo(f"It counts once project.yaml says `baseline: {{name: {name}}}`.")


def _refuse(known: bool, change: str, in_force: str) -> None:
    if change and not known:
        raise click.UsageError(f"no change request has the id {change}")
    if in_force and not change:
        raise click.UsageError(
            f"{in_force} is in force; a new baseline needs the change request that allows it (--change)"
        )


def _file_name(name: str) -> str:
    import re

    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9._-]*", name):
        raise click.UsageError(
            f"{name!r} is no id: begin with a letter; letters, digits, dot, - and _ may follow"
        )
    return str(Path(name).name)
