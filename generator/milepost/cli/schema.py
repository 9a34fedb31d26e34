"""`milepost schema`: schemas for people and editors."""

import json
import os
import re
from pathlib import Path

import click

from milepost.cli.files import write_atomically, write_new
from milepost.cli.projects import project_of, shown
from milepost.load import load_schemas
from milepost.source.schemas import PROJECT, SUFFIX, SchemaSet

_FOLDER = ".milepost/schema"
_MODELINE = re.compile(r"\A#\s*yaml-language-server:")


@click.command
@click.argument("name", required=False, metavar="[REGISTER]")
@click.option("--install", is_flag=True, help="Wire the project's files to the schemas.")
@click.option(
    "--editor",
    type=click.Choice(["vscode", "modelines"]),
    default="vscode",
    show_default=True,
    help="With --install: settings for VS Code, or a first line in each file for any editor.",
)
@click.option("--project", "path", default=".", metavar="FOLDER", help="The project. [default: this folder]")
def command(name: str | None, install: bool, editor: str, path: str) -> None:
    """List the registers, print the schema of one, or make editors complete and explain its fields.

    --install copies the schemas to .milepost/schema and points the editor there, so that completion works
    offline and matches the installed version. Run it again after an update.
    """
    if install:
        _install(project_of(path), editor)
        return
    schemas, _ = load_schemas(_project_or_none(path))
    if name is None:
        for register in schemas.registers.values():
            click.echo(f"{register.name:16} {register.title}")
        return
    schema = schemas.files.get(name.removesuffix(SUFFIX) + SUFFIX)
    if schema is None:
        raise click.UsageError(f"no register is called {name}; `milepost schema` lists them")
    click.echo(json.dumps(schema, indent=2, ensure_ascii=False))


def _project_or_none(path: str) -> Path | None:
    try:
        return project_of(path)
    except click.UsageError:
        return None


def _install(root: Path, editor: str) -> None:
    schemas, _ = load_schemas(root)
    folder = root / _FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for file, schema in schemas.files.items():
        write_atomically(folder / file, json.dumps(schema, indent=1, ensure_ascii=False) + "\n")
    write_new(root / ".milepost" / ".gitignore", "*\n")
    click.echo(f"{len(schemas.files)} schemas in {shown(folder)}")
    if editor == "vscode":
        _vscode(root, schemas)
    else:
        _modelines(root, schemas)


def file_patterns(root: Path, schemas: SchemaSet) -> dict[str, list[str]]:
    """Schema file to the patterns of the project's files it is for; Markdown registers have none.

    A folder has a pattern only where it exists, because editors match patterns at the end of any path: a
    checkout in a folder called `plan` would otherwise be taken for the plan.
    """
    patterns: dict[str, list[str]] = {PROJECT + SUFFIX: [f"{PROJECT}.yaml"]}
    for register in schemas.registers.values():
        if register.layout == "markdown":
            continue
        single = [f"{register.name}.yaml"] if register.layout == "yaml" else []
        folder = [f"{register.name}/**/*.yaml"] if (root / register.name).is_dir() else []
        if single or folder:
            patterns[register.name + SUFFIX] = single + folder
    return patterns


def _vscode(root: Path, schemas: SchemaSet) -> None:
    """Settings go where VS Code looks for them: the folder that is opened, which is the repository's."""
    top = _repository(root)
    inside = Path(os.path.relpath(root, top)).as_posix()
    prefix = "" if inside == "." else f"{inside}/"
    wanted = {
        f"./{prefix}{_FOLDER}/{file}": [f"{prefix}{pattern}" for pattern in patterns]
        for file, patterns in file_patterns(root, schemas).items()
    }
    path = top / ".vscode" / "settings.json"
    settings: dict[str, object] = {}
    if path.exists():
        try:
            settings = json.loads(path.read_text(encoding="utf-8"))
        except ValueError:
            raise click.ClickException(
                f"{shown(path)} has comments or is no JSON, so it is left as it is. "
                f'Add this to it:\n"yaml.schemas": {json.dumps(wanted, indent=2)}'
            ) from None
    present = settings.get("yaml.schemas")
    settings["yaml.schemas"] = {**(present if isinstance(present, dict) else {}), **wanted}
    path.parent.mkdir(exist_ok=True)
    write_atomically(path, json.dumps(settings, indent=2, ensure_ascii=False) + "\n")
    click.echo(f"VS Code knows them through {shown(path)} (extension: YAML by Red Hat)")


def _modelines(root: Path, schemas: SchemaSet) -> None:
    """Put `# yaml-language-server: $schema=` at the head of each file that has none."""
    changed = 0
    for file, patterns in file_patterns(root, schemas).items():
        for pattern in patterns:
            for path in sorted(root.glob(pattern)):
                if path.is_symlink() or not path.is_file():
                    continue
                text = path.read_bytes().decode("utf-8", "surrogateescape")
                up = os.path.relpath(root / _FOLDER / file, path.parent).replace(os.sep, "/")
                if _MODELINE.match(text):
                    continue
                end = "\r\n" if "\r\n" in text else "\n"
                _prepend(path, f"# yaml-language-server: $schema={up}{end}", text)
                changed += 1
    click.echo(f"{changed} files now begin with the name of their schema")


def _prepend(path: Path, line: str, text: str) -> None:
    temporary = path.with_name(f".{path.name}.tmp")
    temporary.write_bytes((line + text).encode("utf-8", "surrogateescape"))
    temporary.replace(path)


def _repository(root: Path) -> Path:
    for folder in (root.resolve(), *root.resolve().parents):
        if (folder / ".git").exists():
            return folder
    return root.resolve()
