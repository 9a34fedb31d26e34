"""`milepost codeowners`: who reviews which files, derived from the responsibility matrix."""

import click

from milepost.cli.projects import project_of, shown


@click.command
@click.argument("path", default=".", metavar="[FOLDER]")
@click.option("--write", is_flag=True, help="Write it into the repository's CODEOWNERS file.")
def command(path: str, write: bool) -> None:
    """Print the CODEOWNERS lines that follow from the responsibility matrix.

    Every path under `paths` of a row is owned by those responsible, by their `account` or their e-mail
    address. With --write they replace the lines between `# milepost: begin` and `# milepost: end`; all other
    lines of the file stay as they are.
    """
    from milepost.cli.files import write_atomically
    from milepost.load import load_project
    from milepost.people.codeowners import block, merged, ownership, unknown_owners
    from milepost.repository import owners_file

    root = project_of(path)
    project = load_project(root).project
    file = owners_file(root)
    wanted = ownership(project, file.prefix)
    for row, who in unknown_owners(project):
        click.echo(f"{row.id}: no account and no address of {who} is known", err=True)
    if not wanted:
        raise click.ClickException("no row of the responsibility matrix has `paths` and somebody to ask.")
    if not write:
        click.echo(block(wanted), nl=False)
        return
    text = merged(file.text or "", wanted)
    if text == file.text:
        click.echo(f"{shown(file.path)} says so already.")
        return
    file.path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(file.path, text)
    count = f"{len(wanted)} line{'' if len(wanted) == 1 else 's'}"
    click.echo(f"{shown(file.path)} is written: {count} from the responsibility matrix.")
