"""`milepost demo`: a repository with a history, to try everything in."""

from pathlib import Path

import click

from milepost.cli.projects import shown


@click.command
@click.argument("directory", metavar="FOLDER")
def command(directory: str) -> None:
    """Create a git repository with a year of a project's history, for trying things out.

    It is the example project, from the first note to today: weekly commits, two approved baselines with their
    tags, and an open branch with a bad idea. The same bytes every time; nothing outside FOLDER is touched.
    """
    from milepost.history.demo.repository import write_demo
    from milepost.history.demo.script import IDEA_BRANCH
    from milepost.history.process import HistoryError

    target = Path(directory)
    try:
        write_demo(target)
    except HistoryError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"The repository is in {shown(target)}. Next:")
    for step in (
        f"cd {shown(target)}",
        f"milepost impact main..{IDEA_BRANCH}",
        "milepost trends",
        "milepost log T-333",
        f"milepost compare main {IDEA_BRANCH} baseline/B2",
        "milepost build",
        "milepost build --at baseline/B1 --out site-then",
    ):
        click.echo(f"  {step}")
