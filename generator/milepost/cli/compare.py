"""`milepost compare`: branches, tags or commits side by side."""

import json

import click

from milepost.cli.projects import project_of


@click.command
@click.argument("revisions", nargs=-1, required=True, metavar="A B [C]...")
@click.option("--project", "path", default=".", metavar="FOLDER", help="The project. [default: this folder]")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="Form."
)
def command(revisions: tuple[str, ...], path: str, form: str) -> None:
    """Lay revisions of a project side by side: dates, money, risk, scope, findings; for what-ifs on branches.

    Figures of the further revisions say how far they are from the first one. A dot names the files as they
    are now.
    """
    from milepost.cli.trends import figures_now
    from milepost.exchange.trends_json import figures_value
    from milepost.history.comparison import Column, comparison_text
    from milepost.history.process import HistoryError
    from milepost.history.repository import Repository
    from milepost.history.storage import history_store
    from milepost.history.trends import Snapshots

    if len(revisions) < 2:
        raise click.UsageError("name two revisions or more, such as `milepost compare main my-branch`")
    root = project_of(path)
    try:
        with Repository(root) as repository:
            snapshots = Snapshots(repository, history_store())
            columns = tuple(
                Column("working tree", figures_now(root))
                if revision == "."
                else Column(revision, snapshots.of(repository.commit(revision)))
                for revision in revisions
            )
    except HistoryError as error:
        raise click.ClickException(str(error)) from error
    if form == "text":
        click.echo(comparison_text(columns), nl=False)
        return
    value = [{"revision": one.label, **figures_value(one.snapshot)} for one in columns]
    click.echo(json.dumps(value, indent=1, ensure_ascii=False).encode("utf-8", "replace"))
