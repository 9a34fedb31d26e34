"""`milepost impact`: what an edit does, before it is accepted."""

import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from milepost.cli.options import as_of_option
from milepost.cli.projects import project_of, shown
from milepost.frozen import replace

if TYPE_CHECKING:
    from milepost.history.impact.model import Impact
    from milepost.history.impact.policy import Policy

_FORMS = ("text", "markdown", "json", "schema")


@click.command
@click.argument("revisions", default="", metavar="[BASE..HEAD]")
@click.option("--project", "path", default=".", metavar="FOLDER", help="The project. [default: this folder]")
@click.option(
    "--format",
    "form",
    type=click.Choice(_FORMS),
    default="text",
    show_default=True,
    help="Form of the answer.",
)
@click.option("--output", "-o", metavar="FILE", help="Write to a file instead.")
@click.option(
    "--fail-on",
    multiple=True,
    metavar="POLICY",
    help="Exit with 1 when the edit breaks it; may be repeated. finish+5d, p80+5d, milestone+10d, cost+3%, "
    "cost+10000, exposure+20000, baseline-without-change, scope-without-change, illegal-transition, "
    "implemented-without-plan, status-worse, new-errors, new-warnings, over-allocation, no-dates.",
)
@click.option(
    "--simulate/--no-simulate",
    default=True,
    show_default=True,
    help="Say how P50 and P80 move, where the edit touches what is simulated.",
)
@as_of_option
def command(  # noqa: PLR0917 - click passes options by name
    revisions: str,
    path: str,
    form: str,
    output: str | None,
    fail_on: tuple[str, ...],
    simulate: bool,
    as_of: date | None,
) -> None:
    """Say what changes between two states of a project: dates, money, risk, scope, and who must approve.

    BASE..HEAD names two revisions, BASE alone is compared with the files as they are. Without revisions the
    files are compared with the commit where the branch left the main branch. Both states are computed and
    compared by the ids of their records; comments and the order of files make no difference.
    """
    policies = _policies(fail_on)
    if form == "schema":
        from milepost.exchange.impact_json import impact_schema

        _write(impact_schema(), output)
        return
    if not simulate and (asked := [one.text for one in policies if one.simulated]):
        raise click.UsageError(f"{asked[0]} asks for what only a simulation knows: leave out --no-simulate.")
    root = project_of(path)
    impact = _impact(revisions, root, as_of, simulate=simulate)
    broken = tuple((one.text, by) for one in policies if (by := one.broken_by(impact)))
    notes = tuple(f"{name}: {'; '.join(by)}" for name, by in broken)
    _write(_rendered(impact, form, root, broken), output)
    for note in notes:
        click.echo(f"broken policy {note}", err=True)
    if broken:
        raise click.exceptions.Exit(1)


def _rendered(
    impact: "Impact", form: str, root: Path, broken: tuple[tuple[str, tuple[str, ...]], ...]
) -> str:
    if form == "json":
        from milepost.exchange.impact_json import impact_json

        return impact_json(impact, broken)
    if form == "markdown":
        from milepost.history.impact.markdown import impact_markdown

        notes = tuple(f"{name}: {'; '.join(by)}" for name, by in broken)
        return impact_markdown(impact, _in_repository(root), notes)
    from milepost.history.impact.text import impact_text

    return impact_text(impact, shown(root))


def _policies(texts: tuple[str, ...]) -> "list[Policy]":
    from milepost.history.impact.policy import FORMS, policy

    found: list[Policy] = []
    for text in texts:
        one = policy(text)
        if one is None:
            raise click.UsageError(f"{text!r} is no policy. Policies are {FORMS}.")
        found.append(one)
    return found


def _impact(revisions: str, root: Path, as_of: date | None, *, simulate: bool) -> "Impact":
    from milepost.checking import check_folder
    from milepost.history.impact.compute import Side, impact_of, with_nothing_before
    from milepost.history.impact.states import states
    from milepost.history.process import HistoryError
    from milepost.history.repository import Repository
    from milepost.load import Memory
    from milepost.source.folder import DiskFolder
    from milepost.source.user_cache import store_in

    try:
        with Repository(root) as repository:
            memory, store = Memory(), store_in(os.environ, "files")
            named = states(revisions, repository)
            new = bool(named[0].commit) and not repository.has_project(named[0].commit)
            sides = [
                Side(
                    one.label,
                    one.commit,
                    check_folder(
                        repository.at(one.commit, use) if one.commit else DiskFolder(root),
                        root,
                        as_of,
                        memory,
                        store,
                    ),
                )
                for use, one in zip(("base", "head"), (named[1], named[1]) if new else named, strict=True)
            ]
    except HistoryError as error:
        raise click.ClickException(str(error)) from error
    if new:
        return with_nothing_before(Side(named[0].label, named[0].commit, sides[1].checked), sides[1])
    if simulate:
        from milepost.cli.simulation import progress_bar
        from milepost.simulating import percentiles_that_differ

        found = percentiles_that_differ(sides[0].checked, sides[1].checked, progress_bar())
        sides = [replace(side, percentiles=one) for side, one in zip(sides, found, strict=True)]
    return impact_of(sides[0], sides[1])


def _in_repository(root: Path) -> str:
    from milepost.history.repository import Repository

    with Repository(root) as repository:
        return repository.prefix


def _write(text: str, output: str | None) -> None:
    if output is None:
        click.echo(text.encode("utf-8", "replace"), nl=False)
        return
    from milepost.cli.files import write_atomically

    write_atomically(Path(output), text)
