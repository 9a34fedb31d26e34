"""Writing files so that a reader finds the old one or the new one, never half of it."""

import os
import tempfile
from pathlib import Path

import click


def write_atomically(path: Path, text: str) -> None:
    """Write a text file whole or not at all.

    Raises:
        click.ClickException: The file cannot be written.
    """
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
            Path(name).chmod(0o666 & ~_umask())
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink()
            raise
    except OSError as error:
        raise click.ClickException(f"{path} cannot be written: {error.strerror}") from error


def write_new(path: Path, text: str) -> bool:
    """Write a text file unless something stands there already.

    Returns:
        Whether it was written.

    Raises:
        click.ClickException: The file cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        return False
    except OSError as error:
        raise click.ClickException(f"{path} cannot be written: {error.strerror}") from error
    return True


def difference(before: str, after: str, where: str) -> str:
    """What would change in a file, as a unified diff; an empty text stands for no file."""
    import difflib

    lines = difflib.unified_diff(
        before.splitlines(keepends=True),
        after.splitlines(keepends=True),
        where if before else "/dev/null",
        where,
    )
    return "".join(line if line.endswith(("\n", "\r")) else f"{line}\n" for line in lines)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
