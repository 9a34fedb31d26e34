"""What the commands about the website share: the configuration to use, and the stop on errors."""

from pathlib import Path

import click
import yaml

from milepost.checking import Checked
from milepost.cli.check import listing_of
from milepost.diagnostics import Severity
from milepost.diagnostics.render import RENDERERS


def fail_on_errors(checked: Checked, consequence: str = "Nothing was built.") -> None:
    """Print the findings and exit with 1 when there are errors.

    Args:
        checked: The project.
        consequence: What the errors prevented, as a sentence.

    Raises:
        click.exceptions.Exit: There are errors.
    """
    if any(one.severity is Severity.ERROR for one in checked.verdict.findings):
        click.echo(RENDERERS["text"](listing_of(checked, Severity.ERROR)), nl=False)
        click.echo(consequence, err=True)
        raise click.exceptions.Exit(1)


def config_for(root: Path, named: str | None) -> Path | None:
    """The mkdocs.yml to build with: the one named, the project's, or that of this folder; None for our own.

    The one of this folder counts when its plugin `milepost` is about this project.

    Raises:
        click.UsageError: The named file does not exist.
    """
    if named is not None:
        if not Path(named).is_file():
            raise click.UsageError(f"no such file: {named}")
        return Path(named)
    own = root / "mkdocs.yml"
    if own.is_file():
        return own
    here = Path("mkdocs.yml")
    if here.is_file() and (here.parent / _project_of(here)).resolve() == root.resolve():
        return here
    return None


class _Loader(yaml.SafeLoader):
    """Reads a mkdocs.yml as data; its tags stand for values that do not matter here."""


_Loader.add_multi_constructor("", lambda *_: None)


def _project_of(config: Path) -> str:
    """The project folder that the plugin in a mkdocs.yml names, or one that does not exist."""
    try:
        loaded = yaml.load(config.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 - builds plain data only
    except (OSError, ValueError, yaml.YAMLError):
        return ".milepost-is-not-used"
    plugins = loaded.get("plugins") if isinstance(loaded, dict) else None
    for plugin in plugins if isinstance(plugins, list) else ():
        if plugin == "milepost":
            return "."
        if isinstance(plugin, dict) and "milepost" in plugin:
            options = plugin["milepost"]
            return str(options.get("project", ".")) if isinstance(options, dict) else "."
    return ".milepost-is-not-used"
