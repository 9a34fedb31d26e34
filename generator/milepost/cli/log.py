"""`milepost log`: the story of one record, from git."""

from typing import TYPE_CHECKING

import click

from milepost.cli.projects import project_of

if TYPE_CHECKING:
    from milepost.project import Project


@click.command
@click.argument("record", metavar="ID")
@click.argument("revision", default="HEAD", metavar="[REVISION]")
@click.option("--project", "path", default=".", metavar="FOLDER", help="The project. [default: this folder]")
def command(record: str, revision: str, path: str) -> None:
    """Tell who changed a record, what, when and in which commit; the newest first.

    The record is followed by its id, whatever file it stood in.
    """
    from milepost.history.process import HistoryError
    from milepost.history.repository import SHALLOW, Repository
    from milepost.history.story import story_of, story_text

    root = project_of(path)
    try:
        with Repository(root) as repository:
            commit = repository.commit(revision)
            chapters = story_of(repository, commit, record)
            shallow = repository.shallow
    except HistoryError as error:
        raise click.ClickException(str(error)) from error
    if not chapters and shallow and _is_there(record, path):
        raise click.ClickException(f"no commit that is here changed {record}; {SHALLOW}.")
    if not chapters:
        raise click.UsageError(
            f"no commit up to {revision} has a record with the id {record}.{_close(record, path)}"
        )
    for line in story_text(chapters):
        click.echo(line)
    if shallow:
        click.echo(f"There may be more: {SHALLOW}.", err=True)


def _is_there(record: str, path: str) -> bool:
    from milepost.load import load_project

    return record in load_project(project_of(path)).project.by_id


def _close(record: str, path: str) -> str:
    from difflib import get_close_matches

    from milepost.load import load_project

    project: Project = load_project(project_of(path)).project
    close = get_close_matches(record, project.by_id, n=1)
    return f" Did you mean {close[0]}?" if close else ""
