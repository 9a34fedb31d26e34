"""`milepost init`: a small project to start from, and what connects it to a repository."""

import os
import shlex
from datetime import date, datetime, timedelta
from pathlib import Path
from textwrap import indent

import click

from milepost.cli.files import write_new
from milepost.cli.projects import FILE, shown
from milepost.cli.starter import TEMPLATES, Place, Starter, template_text
from milepost.frozen import field, frozen

_YEARS = (1980, 2100)
_LONGEST_NAME = 200


@frozen
class _Outcome:
    """What became of the files: those written, those left as they were, and what to add to the latter."""

    written: list[Path] = field(default_factory=list)
    left: list[Path] = field(default_factory=list)
    advice: list[tuple[Path, str, str]] = field(default_factory=list)


def _first_day(ctx: click.Context, parameter: click.Parameter, value: datetime | None) -> date:
    del ctx
    if value is None:
        today = date.today()  # noqa: DTZ011 - the user's own day
        return today + timedelta(days=7 - today.weekday())
    if not _YEARS[0] <= value.year <= _YEARS[1]:
        raise click.BadParameter(f"no project starts in the year {value.year}", param=parameter)
    return value.date()


def _name(ctx: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    del ctx
    if value is None:
        return None
    name = value.strip()
    if not name or not name.isprintable() or len(name) > _LONGEST_NAME:
        problem = f"a name is one line of at most {_LONGEST_NAME} characters"
        raise click.BadParameter(problem, param=parameter)
    return name


def _currency(ctx: click.Context, parameter: click.Parameter, value: str) -> str:
    from milepost.budget.currencies import CURRENCIES

    del ctx
    if value.upper() not in CURRENCIES:
        problem = f"{value} is no currency of ISO 4217, such as EUR or USD"
        raise click.BadParameter(problem, param=parameter)
    return value.upper()


@click.command
@click.argument("directory", default=".", metavar="[FOLDER]")
@click.option("--name", callback=_name, help="Name of the project. [default: the folder's name]")
@click.option(
    "--start",
    type=click.DateTime(["%Y-%m-%d"]),
    callback=_first_day,
    metavar="DATE",
    help="First day of the project. [default: next Monday]",
)
@click.option(
    "--currency",
    default="EUR",
    callback=_currency,
    show_default=True,
    metavar="CODE",
    help="Currency of the totals.",
)
@click.option("--country", metavar="CODE", help="Country of the public holidays: DE, or DE-BY for a region.")
def command(directory: str, name: str | None, start: date, currency: str, country: str | None) -> None:
    """Write a small, complete project with comments that teach, and what connects it to a repository.

    That is registers, a mkdocs.yml for the website, and files for pre-commit, GitHub Actions and GitLab CI.
    No file is ever overwritten. The people and figures are invented; replace them by yours.
    """
    folder = Path(directory)
    if os.path.lexists(folder) and not folder.is_dir():
        raise click.UsageError(f"{directory} is not a folder")
    repository = _repository(folder)
    region, _, subdivision = (country or "").partition("-")
    starter = Starter(
        name=name or _name_of(folder),
        start=start,
        currency=currency,
        country=region.upper() or None,
        subdivision=subdivision or None,
        closed=_holidays(region.upper(), subdivision or None, start.year) if region else (),
        folder=_inside(folder, repository),
    )
    _tell(folder, _write(folder, repository, starter))


def _holidays(country: str, subdivision: str | None, year: int) -> frozenset[date]:
    """The public holidays of the first two years.

    Raises:
        click.BadParameter: None are known for the place.
    """
    from milepost.schedule.holidays import UnknownPlace, holidays_for

    found = holidays_for(country, subdivision, (year, year + 1))
    if isinstance(found, UnknownPlace):
        what = f"{country}-{subdivision}" if found.subdivision else country
        close = f" Did you mean {' or '.join(found.close)}?" if found.close else ""
        raise click.BadParameter(f"no public holidays are known for {what}.{close}", param_hint="--country")
    return frozenset(found)


def _name_of(folder: Path) -> str:
    """The folder's name as words."""
    readable = "".join(one for one in folder.resolve().name if one.isprintable())
    words = " ".join(readable.replace("-", " ").replace("_", " ").split())
    return words[:1].upper() + words[1:_LONGEST_NAME] or "New project"


def _inside(folder: Path, repository: Path) -> str:
    """The project's folder as seen from the root of the repository."""
    path = Path(os.path.relpath(folder.resolve(), repository)).as_posix()
    if not path.isprintable():
        raise click.UsageError(f"the name of the folder cannot be written into a file: {path!r}")
    return path


def _repository(folder: Path) -> Path:
    """The root of the git repository that a folder lies in, or the folder itself."""
    here = folder.resolve()
    return next((one for one in (here, *here.parents) if (one / ".git").exists()), here)


def _write(folder: Path, repository: Path, starter: Starter) -> _Outcome:
    """Write every file that is not there.

    Where a project.yaml stands already, no register is added: invented people and tasks do not belong into a
    project that somebody has begun.
    """
    outcome = _Outcome()
    begun = os.path.lexists(folder / FILE)
    for template in TEMPLATES:
        base = folder if template.place is Place.PROJECT else repository
        path = base / starter.fill(template.target)
        instead = base / template.instead
        if template.instead and instead.is_dir():
            outcome.left.append(instead)
        elif template.register and begun:
            if os.path.lexists(path):
                outcome.left.append(path)
        elif write_new(path, starter.fill(template_text(template.source))):
            outcome.written.append(path)
        else:
            outcome.left.append(path)
            if template.advice:
                addition = starter.fill(template_text(template.addition)) if template.addition else ""
                outcome.advice.append((path, template.advice, addition))
    return outcome


def _tell(folder: Path, outcome: _Outcome) -> None:
    for path in outcome.written:
        click.echo(f"wrote  {shown(path)}")
    for path in outcome.left:
        click.echo(f"left   {shown(path)} as it was")
    for path, advice, addition in outcome.advice:
        click.echo(f"\n{advice} ({shown(path)}){':' if addition else '.'}")
        if addition:
            click.echo(indent(addition.rstrip("\n"), "    "))
    if not outcome.written:
        click.echo("\nEverything was there already; nothing was written.")
    here = folder.resolve() == Path.cwd()
    go = () if here else (f"cd {shlex.quote(shown(folder))}",)
    steps = (*go, "milepost check", "milepost serve", "milepost schema --install")[:3]
    click.echo("\nNext:\n" + "\n".join(f"  {step}" for step in steps))
