"""`milepost baseline`: freeze the plan of the day as a file that review approves, and compare such files."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from milepost.cli.files import write_new
from milepost.cli.options import as_of_option
from milepost.cli.projects import project_of, shown
from milepost.cli.site import fail_on_errors
from milepost.project import Project

if TYPE_CHECKING:
    from milepost.budget.baseline import Baseline

_ALLOWED = frozenset({"approved", "implemented"})
"""Statuses of a change that may move the baseline."""


@click.group
def command() -> None:
    """Freeze dates, budgets and scope as a baseline, and compare baselines."""


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

    _refuse_name(name)
    root = project_of(path)
    target = root / "baselines" / f"{name}.yaml"
    checked = check_project(root, as_of)
    fail_on_errors(checked, "No baseline was written.")
    report = checked.report
    if report.schedule is None:
        raise click.ClickException("the plan has no dates to freeze")
    if target.exists():
        raise _exists(target)
    in_force = report.baseline.id if report.baseline is not None else ""
    _refuse_taken(name, checked.project)
    _refuse_change(change, in_force, checked.project)
    _refuse_stranger(approved_by, checked.project)
    approval = Approval(
        id=name,
        title=title or name,
        created=report.project.settings.status_date,
        change=change,
        approved_by=approved_by,
        supersedes=in_force,
    )
    if not write_new(target, freeze(report.project, report.schedule, approval)):
        raise _exists(target)
    click.echo(f"{shown(target)} holds the plan as of {approval.created}.")
    click.echo(f"It counts once project.yaml says `baseline: {{name: {name}}}`.")


@command.command("compare")
@click.argument("before", metavar="BASELINE")
@click.argument("after", metavar="[BASELINE]", default="")
@click.option("--all", "every", is_flag=True, help="List every task that moved.")
@click.option("--project", "path", default=".", metavar="FOLDER", help="The project. [default: this folder]")
@as_of_option
def compare(before: str, after: str, path: str, as_of: date | None, *, every: bool) -> None:
    """Print what the second baseline changed: money, finish, milestones, tasks, accounts, scope.

    Without a second one, the first is compared with the plan as it is now.
    """
    from milepost.budget.baseline_compare import compare as compared
    from milepost.budget.currency import read_rates
    from milepost.budget.freeze import plan_of_today
    from milepost.checking import check_project
    from milepost.cli.compare_page import compare_page
    from milepost.schedule.instants import day_number

    report = check_project(project_of(path), as_of).report
    project, schedule = report.project, report.schedule
    if schedule is None:
        raise click.ClickException("the plan permits no schedule. `milepost check` says why.")
    old = _named(before, project)
    new = _named(after, project) if after else plan_of_today(project, schedule)
    if new is None:
        raise click.ClickException("the plan has no tasks with dates to compare with")
    rates = read_rates(project, day_number(project.settings.status_date))
    found = compared(old, new, schedule.calendar, rates.at_baseline)
    click.echo(compare_page(found, rates.currency, every=every))


def _named(name: str, project: Project) -> "Baseline":
    from milepost.budget.baseline import named_baseline

    found = named_baseline(project, name)
    if found is None:
        names = ", ".join(record.id for record in project.all("baseline")) or "none"
        raise click.UsageError(f"no baseline with tasks is called {name}; there are: {names}")
    return found


def _exists(target: Path) -> click.ClickException:
    return click.ClickException(f"{shown(target)} exists; a baseline is never overwritten")


def _refuse_name(name: str) -> None:
    import re

    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9._-]{0,79}", name):
        raise click.UsageError(
            f"{name!r} is no id: begin with a letter; letters, digits, dot, - and _ may follow, 80 in all"
        )


def _refuse_taken(name: str, project: Project) -> None:
    record = project.get(name)
    if record is not None:
        kind, place = record.kind.replace("_", " "), record.span("id")
        raise click.UsageError(f"{name} is the id of a {kind} ({place}); ids are never reused")


def _refuse_change(change: str, in_force: str, project: Project) -> None:
    record = project.get(change, "change") if change else None
    if change and record is None:
        raise click.UsageError(f"no change request has the id {change}")
    if in_force and record is None:
        raise click.UsageError(
            f"{in_force} is in force; a new baseline needs the change request that allows it (--change)"
        )
    status = "approved" if record is None else record.text("status") or "submitted"
    if status not in _ALLOWED:
        raise click.UsageError(f"{change} is {status}; only an approved change moves the baseline")


def _refuse_stranger(approved_by: str, project: Project) -> None:
    if approved_by and project.get(approved_by, "person", "role", "stakeholder") is None:
        raise click.UsageError(f"no person, role or stakeholder has the id {approved_by}")
