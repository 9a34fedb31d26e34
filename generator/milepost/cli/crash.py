"""What happens when the program itself fails: a report that can be filed, and exit code 3."""

import platform
import sys
import tempfile
import traceback
from pathlib import Path

import click

from milepost import __version__


def report(error: Exception) -> int:
    """Write what is needed to find the mistake into a file and say where it is.

    Returns:
        The exit code of an internal error.
    """
    text = "\n".join(
        (
            f"milepost {__version__}, Python {platform.python_version()}, {platform.system()}",
            f"command: {' '.join(sys.argv)}",
            "",
            "".join(traceback.format_exception(error)),
        )
    )
    said = f"internal error: {type(error).__name__}: {error}"
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", prefix="milepost-crash-", suffix=".txt", delete=False
        ) as file:
            file.write(text)
        where = f"The details are in {Path(file.name)}; please file them as an issue."
    except OSError:
        where = text
    click.echo(f"{said}\nThis is a mistake of milepost, not of your project. {where}", err=True)
    return 3
