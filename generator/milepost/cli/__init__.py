"""The command line: one file per command, loaded when it is called."""

import gc
import sys
from importlib import import_module

import click

from milepost import __version__

COMMANDS = {
    "init": "Write a small, complete project to start from.",
    "today": "Say what needs somebody: overdue, due, waiting, about to start.",
    "add": "Write a new risk, issue, action, decision, change, feedback or lesson.",
    "progress": "Write down what has happened to a task.",
    "close": "Close a record, with the fields that its kind asks for.",
    "report": "Write a dated status report, filled with what the registers say.",
    "codeowners": "Say who reviews which files, from the responsibility matrix.",
    "check": "Check a project: findings with place, reason and remedy.",
    "impact": "Say what an edit does to dates, money, risk and scope, and who must approve.",
    "compare": "Lay branches, tags or commits side by side.",
    "trends": "Say how dates, money, risk and scope moved over the history.",
    "log": "Tell who changed a record, what, when and in which commit.",
    "explain": "Say why a task is when it is, how a figure comes about, what a rule is for.",
    "level": "Say when it finishes with everybody doing only what they can.",
    "simulate": "Say when it finishes and what it costs, with what is uncertain.",
    "build": "Check a project and build its website.",
    "serve": "Show the website and rebuild it on every save.",
    "pages": "Write the pages of the website for another site engine.",
    "import": "Take over costs and hours that another program wrote.",
    "export": "Print the computed project as JSON.",
    "baseline": "Freeze dates, budgets and scope as a baseline.",
    "demo": "Create a repository with the history of a year to try things in.",
    "schema": "Show a schema, or wire an editor to all of them.",
}
"""Name of each command and what it does; the module `milepost.cli.<name>` holds it as `command`."""

_MODULES = {"import": "import_"}
"""Modules that cannot be called like their command, because Python has the word for itself."""


class _Commands(click.Group):
    """Imports a command's module when the command is called, so that each starts as fast as it can."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"milepost.cli.{_MODULES.get(cmd_name, cmd_name)}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from difflib import get_close_matches

            close = get_close_matches(args[0], COMMANDS, n=1) if args else []
            hint = f" Did you mean `{close[0]}`?" if close else " `milepost --help` lists the commands."
            raise click.UsageError(f"{error.message.rstrip('.')}.{hint}", ctx) from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 clean, 1 findings, 2 wrong usage, 3 internal error, 130 interrupted.",
)
@click.version_option(__version__, "-V", "--version", prog_name="milepost")
def group() -> None:
    """Project management as code: registers as YAML in git, checked, computed and published."""


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit with its code.

    Args:
        arguments: What follows the program's name; sys.argv unless given.
    """
    gc.disable()  # commands live for a moment and drop little before their end; those that stay turn it on
    try:
        code = group.main(args=arguments, prog_name="milepost", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except (KeyboardInterrupt, click.Abort):
        click.echo("interrupted", err=True)
        code = 130
    except BrokenPipeError:
        code = _closed_pipe()
    except Exception as error:  # noqa: BLE001 - whatever it is, the user gets a report to file
        from milepost.cli.crash import report

        code = report(error)
    sys.exit(code if isinstance(code, int) else 0)


def _closed_pipe() -> int:
    """The reader of our output went away; end without a second complaint when Python flushes it."""
    import os

    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0
