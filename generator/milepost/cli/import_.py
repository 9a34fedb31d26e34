"""`milepost import`: take over what other programs wrote."""

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from milepost.cli.projects import project_of, shown
from milepost.frozen import frozen, replace

if TYPE_CHECKING:
    from milepost.budget.actuals_import import Sifted, Total
    from milepost.diagnostics import Diagnostic
    from milepost.load import Loaded
    from milepost.project import Lines
    from milepost.source.data import Document
    from milepost.source.table_format import TableFormat

_REGISTER = "actuals"
_DEFAULT_NAMES = {"entries": "ledger", "timesheets": "timesheets"}


@click.group
def command() -> None:
    """Take over what other programs wrote."""


@command.command(_REGISTER)
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option(
    "--into",
    default="",
    metavar="NAME",
    help="Append to actuals/NAME.csv. [default: ledger, or timesheets]",
)
@click.option(
    "--kind", type=click.Choice(list(_DEFAULT_NAMES)), help="What the lines are, where two mappings fit."
)
@click.option("--project", "path", default=".", metavar="FOLDER", help="The project. [default: this folder]")
def actuals(file: Path, into: str, kind: str | None, path: str) -> None:
    """Append the lines of a CSV file that the project does not know yet.

    A file of another program is read by its mapping in project.yaml (actuals: mappings:), chosen by its name.
    Costs are known by document number and supplier, hours by person, day and task, so importing a file twice
    changes nothing. With an error finding, or a line in a closed month, nothing at all is taken over.
    """
    from milepost.budget.actuals_import import control_totals, in_closed_periods, sift
    from milepost.cli.files import write_atomically
    from milepost.load import load_project
    from milepost.project import Lines

    if not file.is_file():
        raise click.UsageError(f"no such file: {file}")
    root = project_of(path)
    loaded = load_project(root)
    given = _read(file, kind, root, loaded)
    if given.lines is None:
        _tell(given, given.findings, loaded)
        raise click.exceptions.Exit(1)
    if given.lines.entry.key not in _DEFAULT_NAMES:
        raise click.UsageError(
            f"{shown(file)} holds {given.lines.entry.key}, which change while they are open: "
            f"lay the whole list into {_REGISTER}/ and replace it when there is a newer one"
        )
    sifted = sift(loaded.project, given.lines)
    fresh = Lines(given.document, given.lines.entry, given.lines.table.only(sifted.new))
    findings = [*given.findings, *sifted.findings, *in_closed_periods(loaded.project, fresh)]
    findings += _findings_in_project(loaded, fresh)
    if _tell(given, findings, loaded):
        click.echo("Nothing was imported.", err=True)
        raise click.exceptions.Exit(1)
    target, text = _with_new_lines(root, into or _DEFAULT_NAMES[fresh.table.key], fresh, loaded)
    _print_totals(file, sifted, control_totals(loaded.project, given.lines, sifted.new))
    if not sifted.new:
        click.echo("The project knows every line; nothing was changed.")
        return
    target.parent.mkdir(exist_ok=True)
    write_atomically(target, text)
    count = len(sifted.new)
    click.echo(f"{count:,} {'line was' if count == 1 else 'lines were'} appended to {shown(target)}.")


@frozen
class _Given:
    """The file that is imported.

    Attributes:
        document: What it holds.
        lines: Its lines; None when they cannot be read.
        findings: What is wrong with it by itself.
    """

    document: "Document"
    lines: "Lines | None"
    findings: "list[Diagnostic]"


def _read(file: Path, kind: str | None, root: Path, loaded: "Loaded") -> _Given:
    from milepost.project import Lines
    from milepost.source.files import MAX_BYTES
    from milepost.source.table_files import read_raw
    from milepost.source.validate import SchemaCheck

    if file.resolve().is_relative_to((root / _REGISTER).resolve()):
        raise click.UsageError(f"{shown(file)} is in the project already")
    if file.stat().st_size > MAX_BYTES:
        raise click.ClickException(f"{shown(file)} is larger than {MAX_BYTES:,} bytes; split it")
    schemas = loaded.project.schemas
    register = schemas.registers[_REGISTER]
    name = Path(os.path.relpath(file, root)).as_posix()
    written = _format(file.name, kind, loaded)
    document, findings = read_raw(name, file.read_bytes(), register, schemas, written)
    if document.table is None:
        return _Given(document, None, findings)
    findings += SchemaCheck(schemas).check(document)
    entry = next(one for one in register.lists if one.key == document.table.key)
    if kind is not None and entry.key != kind:
        raise click.UsageError(f"the columns of {shown(file)} are those of {entry.key}, not of {kind}")
    return _Given(document, Lines(document, entry, document.table), findings)


def _format(name: str, kind: str | None, loaded: "Loaded") -> "TableFormat":
    from milepost.source.table_format import OWN, formats_for, mapped_formats

    fitting = formats_for(tuple(mapped_formats(loaded.project.settings)), name)
    if kind is not None:
        fitting = tuple(one for one in fitting if one.key == kind)
    if len(fitting) > 1:
        raise click.UsageError(f"{len(fitting)} mappings in project.yaml are for {name}; name one by --kind")
    return fitting[0] if fitting else OWN


def _findings_in_project(loaded: "Loaded", fresh: "Lines") -> "list[Diagnostic]":
    """What is wrong with the new lines once they stand in the project."""
    from milepost.assembly import assemble
    from milepost.checks import check_records

    candidate = replace(fresh.document, table=fresh.table)
    schemas = loaded.project.schemas
    project, findings = assemble([*loaded.project.documents, candidate], schemas)
    findings += check_records(project)
    return [one for one in findings if one.span is not None and one.span.file == candidate.path]


def _tell(given: _Given, findings: "list[Diagnostic]", loaded: "Loaded") -> bool:
    """Print the findings; whether one of them is an error."""
    from milepost import __version__
    from milepost.checks import RULES, settle
    from milepost.diagnostics import Severity
    from milepost.diagnostics.render import RENDERERS, Listing, Tally

    path = given.document.path
    counted = settle(findings, loaded.project).findings
    told = tuple(one for one in counted if one.span is not None and one.span.file == path)
    if not told:
        return False
    sources = {document.path: document.text for document in loaded.project.documents}
    size = 0 if given.lines is None else given.lines.table.size
    listing = Listing(
        diagnostics=told,
        sources={**sources, path: given.document.text},
        rules=RULES,
        tally=Tally(files=1, records=size),
        version=__version__,
        root=shown(loaded.root),
    )
    click.echo(RENDERERS["text"](listing), nl=False)
    return any(one.severity is Severity.ERROR for one in told)


def _print_totals(file: Path, sifted: "Sifted", totals: "tuple[Total, ...]") -> None:
    new, known = len(sifted.new), len(sifted.known)
    click.echo(f"{shown(file)}: {new + known:,} lines, {new:,} new, {known:,} known")
    rows = [("account", "unit", "lines", "total", "new", "total of new")]
    rows += [
        (one.account, one.unit, str(one.lines), str(one.amount), str(one.new_lines), str(one.new_amount))
        for one in totals
    ]
    for unit in dict.fromkeys(one.unit for one in totals):
        same = [one for one in totals if one.unit == unit]
        whole, fresh = sum(one.amount for one in same), sum(one.new_amount for one in same)
        counts = sum(one.lines for one in same), sum(one.new_lines for one in same)
        rows.append(("all accounts", unit, str(counts[0]), str(whole), str(counts[1]), str(fresh)))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        left = (cell.ljust(width) for cell, width in zip(row[:2], widths[:2], strict=True))
        right = (cell.rjust(width) for cell, width in zip(row[2:], widths[2:], strict=True))
        click.echo("  " + "  ".join((*left, *right)))


def _with_new_lines(root: Path, name: str, fresh: "Lines", loaded: "Loaded") -> tuple[Path, str]:
    """The file that takes the new lines, and what it will hold: what it holds now, and these behind it."""
    from milepost.exchange.actuals_csv import ColumnsError, appended, new_file
    from milepost.source.files import MAX_BYTES
    from milepost.source.table_format import formats_for, mapped_formats

    stem = name.removesuffix(".csv")
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", stem):
        raise click.UsageError(f"{name!r} is no name of a file: use letters, digits, dot, - and _")
    target = root / _REGISTER / f"{stem}.csv"
    fitting = formats_for(tuple(mapped_formats(loaded.project.settings)), target.name)
    if fitting:
        pattern = fitting[0].files
        raise click.UsageError(
            f"{shown(target)} would itself be read by the mapping for {pattern!r}; "
            "make that pattern narrower in project.yaml, or name another file by --into"
        )
    if not target.exists():
        text = new_file(fresh.table)
    else:
        path = f"{_REGISTER}/{stem}.csv"
        there = next((one.table for one in loaded.project.documents if one.path == path), None)
        if there is None or there.key != fresh.table.key:
            raise click.UsageError(f"{shown(target)} holds no {fresh.table.key}; name another file by --into")
        try:
            text = appended(target.read_bytes().decode(), there, fresh.table)
        except ColumnsError as error:
            lacking = " and ".join(f"`{one}`" for one in error.fields)
            raise click.UsageError(
                f"{shown(target)} has no column {lacking}; name another file by --into"
            ) from error
    if len(text.encode()) > MAX_BYTES:
        raise click.ClickException(f"{shown(target)} would be too large; name another file by --into")
    return target, text
