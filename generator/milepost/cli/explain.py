"""`milepost explain`: the page of a rule, or why a task has its dates."""

from datetime import date

import click

from milepost.cli.options import as_of_option


@click.command
@click.argument("name", metavar="[RULE | TASK]", required=False)
@click.argument("path", default=".", metavar="[FOLDER]")
@as_of_option
def command(name: str | None, path: str, as_of: date | None) -> None:
    """Explain a rule, or the dates of a task.

    Of a rule: what it finds, why, an example with the problem and one without, how to waive it.

    Of a task: which links, constraints, calendars, people or dates of the project set its start and its
    finish, back to the root, each with its place in the files; and what would have to change.

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
    click.echo(rule_page(rule) if rule is not None else _task_page(name, path, as_of))


def _task_page(name: str, path: str, as_of: date | None) -> str:
    from milepost.cli.projects import project_of

    try:
        root = project_of(path)
    except click.UsageError as problem:
        raise click.UsageError(
            f"{_nothing(name, ())} And {problem.message[0].lower()}{problem.message[1:]}"
        ) from None
    from milepost.checking import check_project
    from milepost.cli.task_page import task_page
    from milepost.schedule.why import explain

    report = check_project(root, as_of).report
    project, schedule = report.project, report.schedule
    record = project.by_id.get(name)
    if record is None:
        raise click.UsageError(_nothing(name, tuple(project.by_id)))
    if record.kind != "task":
        kind = record.kind.replace("_", " ")
        raise click.UsageError(
            f"{name} is a {kind} ({record.span()}); only rules and tasks can be explained."
        )
    if schedule is None:
        raise click.UsageError(
            f"the plan permits no schedule, so {name} has no dates. `milepost check` says why."
        )
    explanation = explain(schedule, project, name)
    if explanation is None:
        raise click.UsageError(f"{name} has no dates. `milepost check` says why.")
    return task_page(explanation, schedule)


def _nothing(name: str, ids: tuple[str, ...]) -> str:
    """That no rule and no record has a name, and which come close to it."""
    from difflib import get_close_matches

    from milepost.checks import RULES

    rules = [one.name for one in RULES]
    close = get_close_matches(name, [*rules, *ids], n=3, cutoff=0.5)
    hint = f" Did you mean {' or '.join(close)}?" if close else " `milepost explain` lists the rules."
    what = "no rule is called" if "/" in name or not ids else "no rule or record is called"
    return f"{what} {name}.{hint}"
