"""`milepost explain`: the page of a rule, why a task has its dates, what a figure or a month is made of."""

from datetime import date
from typing import TYPE_CHECKING

import click

from milepost.cli.options import as_of_option

if TYPE_CHECKING:
    from milepost.project import Record
    from milepost.report import Report


@click.command
@click.argument("name", metavar="[RULE | TASK | ACCOUNT | FIGURE | MONTH]", required=False)
@click.argument("path", default=".", metavar="[FOLDER]")
@click.option("--all", "every", is_flag=True, help="Of a figure or an account, list every input.")
@as_of_option
def command(name: str | None, path: str, as_of: date | None, *, every: bool) -> None:
    """Explain a rule, the dates of a task, an account, a reserve, a figure of the budget, or a month.

    Of a rule: what it finds, why, an example with the problem and one without, how to waive it.

    Of a task: which links, constraints, calendars, people or dates of the project set its start and its
    finish, back to the root, each with its place in the files; and what would have to change.

    Of an account (CA-120) or a figure (bac, pv, ev, ac, cv, sv, cpi, spi, eac, etc, vac, tcpi): the formula,
    every input with its place in the files, and the result.

    Of a figure in time (es, at, pd, sv-t, spi-t, ieac-t, tspi, p-factor): the formula, and which day of the
    plan was earned.

    Of a reserve (RES-1), or of all of a type (contingency, management, undistributed): what was drawn from
    it, and what is left.

    Of a month (2026-05): what is booked in it by account, its control totals, and how to close it.

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
    from milepost.checking import check_project

    report = check_project(root, as_of).report
    record = report.project.by_id.get(name)
    if record is not None and record.kind == "task":
        return _task_page(report, name)
    if record is not None and record.kind not in {"account", "reserve"}:
        kind = record.kind.replace("_", " ")
        raise click.UsageError(
            f"{name} is a {kind} ({record.span()}); only rules, tasks, accounts, reserves, "
            "figures and months can be explained."
        )
    if record is None and not _is_known(name):
        raise click.UsageError(_nothing(name, (*report.project.by_id, *_figures())))
    return _of_budget(report, name, record, every=every)


def _is_known(name: str) -> bool:
    from milepost.budget.explain_time import time_figure
    from milepost.budget.plan_costs import month_span

    return name.lower() in _figures() or time_figure(name) is not None or month_span(name) is not None


def _figures() -> tuple[str, ...]:
    from milepost.budget.explain import FIGURES
    from milepost.budget.explain_reserves import TYPES
    from milepost.budget.explain_time import TIME_FIGURES

    return (*FIGURES, *TIME_FIGURES, *TYPES)


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


def _of_budget(report: "Report", name: str, record: "Record | None", *, every: bool) -> str:
    """The page of an account, a reserve, a figure or a month."""
    from milepost.budget.explain import FIGURES, explain_account, explain_figure
    from milepost.budget.explain_month import explain_month
    from milepost.budget.explain_time import time_figure
    from milepost.cli.money_page import money_page

    project, schedule, baseline, budget = report.project, report.schedule, report.baseline, report.budget
    if schedule is None or budget is None:
        raise click.UsageError(
            "the plan permits no schedule, so no money is planned. `milepost check` says why."
        )
    if record is not None and record.kind == "account":
        return money_page(explain_account(project, schedule, baseline, budget, name), every=every)
    if name.lower() in FIGURES:
        return money_page(explain_figure(project, schedule, baseline, budget, name.lower()), every=every)
    in_time = time_figure(name)
    if in_time is not None:
        from milepost.cli.time_page import time_page

        if budget.time is None:
            raise click.UsageError("no work with a budget has dates, so nothing was to be earned in time.")
        return time_page(in_time, budget.time, budget.currency)
    month = explain_month(project, schedule, baseline, name)
    if month is not None:
        from milepost.cli.month_page import month_page

        return month_page(month)
    return _reserve_page(report, name)


def _reserve_page(report: "Report", name: str) -> str:
    from milepost.budget.compute import Books
    from milepost.budget.explain_reserves import explain_reserves
    from milepost.cli.reserve_page import reserve_page

    schedule, budget = report.schedule, report.budget
    if schedule is None or budget is None:
        raise click.UsageError("the plan permits no schedule. `milepost check` says why.")
    books = Books.open(report.project, schedule, report.baseline, [])
    found = explain_reserves(books, budget, name if name in budget.reserves else name.lower())
    if not found:
        raise click.UsageError(f"the project has no reserve {name} with an amount.")
    risk = report.risk if found[0].reserve.type == "contingency" else None
    return reserve_page(found, budget.currency, None if risk is None else risk.residual.threats)


def _nothing(name: str, ids: tuple[str, ...]) -> str:
    """That no rule and no record has a name, and which come close to it."""
    from difflib import get_close_matches

    from milepost.checks import RULES

    rules = [one.name for one in RULES]
    close = get_close_matches(name, [*rules, *ids], n=3, cutoff=0.5)
    hint = f" Did you mean {' or '.join(close)}?" if close else " `milepost explain` lists the rules."
    what = "no rule is called" if "/" in name or not ids else "no rule, record or figure is called"
    return f"{what} {name}.{hint}"
