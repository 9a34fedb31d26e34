"""`milepost explain`: the page of a rule, why a task has its dates, or what a figure is made of."""

from datetime import date
from typing import TYPE_CHECKING

import click

from milepost.cli.options import as_of_option

if TYPE_CHECKING:
    from milepost.project import Record
    from milepost.report import Report


@click.command
@click.argument("name", metavar="[RULE | TASK | ACCOUNT | FIGURE]", required=False)
@click.argument("path", default=".", metavar="[FOLDER]")
@click.option("--all", "every", is_flag=True, help="Of a figure or an account, list every input.")
@as_of_option
def command(name: str | None, path: str, as_of: date | None, *, every: bool) -> None:
    """Explain a rule, the dates of a task, an account, or a figure of the budget.

    Of a rule: what it finds, why, an example with the problem and one without, how to waive it.

    Of a task: which links, constraints, calendars, people or dates of the project set its start and its
    finish, back to the root, each with its place in the files; and what would have to change.

    Of an account (CA-120) or a figure (bac, pv, ev, ac, cv, sv, cpi, spi, eac, etc, vac, tcpi): the formula,
    every input with its place in the files, and the result.

    Without a name, all rules are listed.
    """
    from milepost.checks import RULES, find_rule
    from milepost.cli.rule_page import rule_page

    if name is None:
        width = max(len(rule.name) for rule in RULES)
        for one in sorted(RULES, key=lambda one: one.name):
            click.echo(f"{one.name:{width}}  {one.severity.value:7}  {one.summary}")
        return
    rule = find_rule(name)
    click.echo(rule_page(rule) if rule is not None else _project_page(name, path, as_of, every=every))


def _project_page(name: str, path: str, as_of: date | None, *, every: bool) -> str:
    """The page of a task, an account or a figure of the project in a folder."""
    from milepost.cli.projects import project_of

    try:
        root = project_of(path)
    except click.UsageError as problem:
        raise click.UsageError(
            f"{_nothing(name, ())} And {problem.message[0].lower()}{problem.message[1:]}"
        ) from None
    from milepost.budget.explain import FIGURES
    from milepost.checking import check_project

    report = check_project(root, as_of).report
    record = report.project.by_id.get(name)
    if record is None and name.lower() not in FIGURES:
        raise click.UsageError(_nothing(name, (*report.project.by_id, *FIGURES)))
    if record is not None and record.kind not in {"task", "account"}:
        kind = record.kind.replace("_", " ")
        raise click.UsageError(
            f"{name} is a {kind} ({record.span()}); only rules, tasks, accounts and figures can be explained."
        )
    if record is not None and record.kind == "task":
        return _task_page(report, name)
    return _money_page(report, name, record, every=every)


def _task_page(report: "Report", name: str) -> str:
    from milepost.cli.task_page import task_page
    from milepost.schedule.why import explain

    schedule = report.schedule
    if schedule is None:
        raise click.UsageError(
            f"the plan permits no schedule, so {name} has no dates. `milepost check` says why."
        )
    explanation = explain(schedule, report.project, name)
    if explanation is None:
        raise click.UsageError(f"{name} has no dates. `milepost check` says why.")
    return task_page(explanation, schedule)


def _money_page(report: "Report", name: str, record: "Record | None", *, every: bool) -> str:
    from milepost.budget.explain import explain_account, explain_figure
    from milepost.cli.money_page import money_page

    if report.schedule is None or report.budget is None:
        raise click.UsageError(
            "the plan permits no schedule, so no money is planned. `milepost check` says why."
        )
    books = (report.project, report.schedule, report.baseline, report.budget)
    found = explain_figure(*books, name.lower()) if record is None else explain_account(*books, name)
    return money_page(found, every=every)


def _nothing(name: str, ids: tuple[str, ...]) -> str:
    """That no rule and no record has a name, and which come close to it."""
    from difflib import get_close_matches

    from milepost.checks import RULES

    rules = [one.name for one in RULES]
    close = get_close_matches(name, [*rules, *ids], n=3, cutoff=0.5)
    hint = f" Did you mean {' or '.join(close)}?" if close else " `milepost explain` lists the rules."
    what = "no rule is called" if "/" in name or not ids else "no rule, record or figure is called"
    return f"{what} {name}.{hint}"
