"""`milepost add`: a new record in its register, without knowing the register's fields by heart."""

import sys
from difflib import get_close_matches
from typing import cast

import click

from milepost.checking import Checked
from milepost.cli.editing import (
    carry_out,
    checked_project,
    dry_run_option,
    project_option,
    refusal,
)
from milepost.cli.fields import FieldOption, field_options, fields_of
from milepost.exchange.editing.edits import EditError
from milepost.exchange.editing.new_record import RECORDABLE, Recordable, needed_fields, propose_record
from milepost.exchange.editing.proposal import UnreadableFileError
from milepost.exchange.editing.yaml_text import New
from milepost.load import load_schemas
from milepost.source.schemas import SUFFIX, RecordList, Schema, SchemaSet

_KINDS = {one.kind: one for one in RECORDABLE}


class _Kinds(click.Group):
    """Makes the command of a kind from the kind's schema when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(_KINDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        recordable = _KINDS.get(cmd_name)
        if recordable is None:
            return None
        schemas, _ = load_schemas()
        return _command_for(recordable, schemas)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        schemas, _ = load_schemas()
        rows = [(kind, schemas.registers[schemas.kinds[kind].register].title) for kind in _KINDS]
        with formatter.section("Kinds"):
            formatter.write_dl(rows)


@click.group(cls=_Kinds)
def command() -> None:
    """Write a new record into its register, with the next free id.

    The state and the date are filled in: the first state of its kind, and the status date. What is needed
    and not given is asked for on a terminal. `milepost add risk --help` lists the fields of a risk.
    """


def _command_for(recordable: Recordable, schemas: SchemaSet) -> click.Command:
    entry = schemas.kinds[recordable.kind]
    options = field_options(entry, schemas)
    needed = needed_fields(recordable, entry)

    def run(path: str, dry_run: bool, links: tuple[str, ...], **given: object) -> None:
        fields = fields_of(options, given)
        fields.update(_asked([one for one in options if one.path[-1] in needed], fields))
        checked = checked_project(path)
        if links:
            fields["links"] = _links(checked, entry, links)
        try:
            id_, proposal = propose_record(checked, recordable, fields)
        except UnreadableFileError as error:
            raise refusal(checked, error) from error
        except EditError as error:
            raise click.ClickException(str(error)) from error
        carry_out(checked, proposal, f"{id_} added", dry_run=dry_run)

    about = schemas.registers[entry.register]
    listed = ", ".join(
        option.name for option in options if option.path[-1] in needed and len(option.path) == 1
    )
    made = click.Command(
        recordable.kind,
        callback=run,
        params=[option.option() for option in options],
        help=f"Write a new record into the {about.title.lower()}.\n\nNeeded: {listed}.",
    )
    link = click.option(
        "--link", "links", multiple=True, metavar="ID", help="A record it has to do with. May be repeated."
    )
    return dry_run_option(project_option(link(made)))


def _asked(options: list[FieldOption], fields: dict[str, New]) -> dict[str, New]:
    """The needed fields that were not given, asked for on a terminal.

    Raises:
        click.UsageError: There is nobody to ask.
    """
    lacking = [one for one in options if len(one.path) == 1 and one.path[0] not in fields]
    if lacking and not (sys.stdin.isatty() and sys.stdout.isatty()):
        names = ", ".join(option.name for option in lacking)
        raise click.UsageError(f"not given, and nobody to ask on a terminal: {names}")
    return {one.path[0]: _ask(one) for one in lacking}


def _ask(option: FieldOption) -> New:
    click.echo(option.help)
    return cast("New", click.prompt(option.title, type=option.type()))


def _links(checked: Checked, entry: RecordList, ids: tuple[str, ...]) -> dict[str, New]:
    """Ids under the names of their kinds, as `links` has them.

    Raises:
        click.UsageError: There is no such record.
    """
    schemas = checked.project.schemas
    written = cast("dict[str, Schema]", entry.schema["properties"])["links"]
    found, _ = schemas.resolve(written, entry.register + SUFFIX)
    keys: dict[str, str] = {}
    for key, inner in cast("dict[str, Schema]", found["properties"]).items():
        reference = cast("Schema", inner.get("items", {})).get("x-ref")
        if isinstance(reference, str):
            keys[reference] = key
    links: dict[str, New] = {}
    for id_ in ids:
        record = checked.project.by_id.get(id_)
        if record is None:
            close = get_close_matches(id_, checked.project.by_id, n=1)
            hint = f". Did you mean {close[0]}?" if close else ""
            raise click.UsageError(f"no record has the id {id_}{hint}")
        key = keys.get(record.kind, keys["*"])
        cast("list[New]", links.setdefault(key, [])).append(id_)
    return links
