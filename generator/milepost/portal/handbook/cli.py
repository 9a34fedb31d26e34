"""The reference of the command line, made from the commands themselves."""

from collections.abc import Iterator
from importlib import import_module

import click

from milepost.portal.handbook.markdown import code, fenced, heading, page, table, words

PATH = "reference/cli.md"
PROGRAM = "milepost.cli:group"

EXIT_CODES = (
    (0, "Nothing counts as much as `--fail-on` says, `error` unless you say otherwise."),
    (1, "Findings that count, or a file that could not be written."),
    (2, "The command was called wrongly."),
    (3, "An internal error; a report is written to a file."),
    (130, "Interrupted."),
)
"""What the program ends with, and when."""


def program(place: str = PROGRAM) -> click.Group:
    """The commands of the program, found by name as an entry point is: the command line stands above us.

    Args:
        place: Module and attribute, `package.module:attribute`.
    """
    module, _, attribute = place.partition(":")
    found: click.Group = getattr(import_module(module), attribute)
    return found


def command_page(group: click.Group, name: str = "milepost") -> str:
    """The page: every command with its arguments and options.

    Args:
        group: The commands.
        name: What the program is called.
    """
    context = click.Context(group, info_name=name, **group.context_settings)
    blocks: list[str] = []
    rows: list[tuple[str, str]] = []
    for command, own in _commands(group, context):
        path = own.command_path
        rows.append((f"[{code(path)}](#{_anchor(path)})", words(command.get_short_help_str(200))))
        blocks += _command(command, own)
    return page(
        "Command line",
        words(group.help or ""),
        table(("Command", "Does"), rows),
        heading(2, "Options of the program", "options"),
        table(("Option", "Meaning"), _options(group, context)),
        heading(2, "Exit codes", "exit-codes"),
        table(("Code", "When"), ((str(number), when) for number, when in EXIT_CODES)),
        *blocks,
    )


def _commands(group: click.Group, context: click.Context) -> Iterator[tuple[click.Command, click.Context]]:
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if command is None or command.hidden:
            continue
        own = click.Context(command, info_name=name, parent=context)
        if isinstance(command, click.Group):
            yield from _commands(command, own)
        else:
            yield command, own


def _command(command: click.Command, context: click.Context) -> Iterator[str]:
    path = context.command_path
    yield heading(2, code(path), _anchor(path))
    yield fenced(f"{path} {' '.join(command.collect_usage_pieces(context))}", "text")
    for paragraph in (command.help or "").split("\n\n"):
        yield words(paragraph)
    yield table(("Option", "Meaning"), _options(command, context))


def _options(command: click.Command, context: click.Context) -> Iterator[tuple[str, str]]:
    for parameter in command.get_params(context):
        record = parameter.get_help_record(context) if isinstance(parameter, click.Option) else None
        if record is not None:
            yield code(record[0]), words(record[1])


def _anchor(path: str) -> str:
    return path.replace(" ", "-")
