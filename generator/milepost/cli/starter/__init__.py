"""The files that `milepost init` writes, made from the templates in this folder.

A template holds marks in double angle brackets: a value (`<<currency>>`), the date of a working day counted
from the start (`<<day 10>>`), or a command that is told the folder (`<<command milepost check FOLDER>>`).
"""

import re
import shlex
from collections.abc import Collection
from datetime import date, timedelta
from enum import Enum
from importlib.resources import files

from milepost.frozen import frozen

_MARK = re.compile(r"<<([a-z_]+)(?: ([^<>]+))?>>")
_PLAIN = re.compile(r"[A-Za-z][\w ()/.'-]*", re.ASCII)
_NOT_TEXT = re.compile(r"y|n|yes|no|on|off|true|false|null|nan|inf", re.IGNORECASE)
"""What some reader of YAML takes for something else than text."""

_MARKDOWN = re.compile(r"([\\`*_\[\]<>#|])")
_SATURDAY = 5
DAYS = 120
"""Working days that are counted from the start; the latest mark of the templates lies before."""


class Place(Enum):
    """Where a file belongs: beside project.yaml, or at the repository's root, where tools look for it."""

    PROJECT = "project"
    REPOSITORY = "repository"


@frozen
class Template:
    """A file to write.

    Attributes:
        source: Its template, in this folder.
        target: Its path, which may hold marks.
        place: What the path is relative to.
        instead: A folder that makes it needless: the register `plan` may be a folder instead of plan.yaml.
        register: Whether it belongs to the project's data, not to what surrounds them.
        advice: What to do when another file stands in its place; empty when nothing need be done.
        addition: The template of what to add to that file; empty when the advice says all.
    """

    source: str
    target: str
    place: Place = Place.PROJECT
    instead: str = ""
    register: bool = False
    advice: str = ""
    addition: str = ""


def _register(name: str) -> Template:
    return Template(f"project/{name}.yaml", f"{name}.yaml", instead=name, register=True)


TEMPLATES = (
    _register("project"),
    _register("objectives"),
    _register("calendars"),
    _register("people"),
    _register("plan"),
    _register("deliverables"),
    _register("requirements"),
    _register("budget"),
    _register("actuals"),
    _register("risks"),
    _register("assumptions"),
    _register("decisions"),
    _register("actions"),
    _register("stakeholders"),
    _register("communications"),
    Template(
        "project/meetings/kick-off.md", "meetings/<<day 0>>-kick-off.md", instead="meetings", register=True
    ),
    Template("project/docs/how-we-work.md", "docs/how-we-work.md", instead="docs"),
    Template("project/README.md", "README.md"),
    Template("surroundings/mkdocs.yml", "mkdocs.yml", advice="Add `milepost` to its `plugins`"),
    Template(
        "surroundings/gitignore",
        ".gitignore",
        advice="Add what can be made again at any time",
        addition="surroundings/gitignore",
    ),
    Template(
        "surroundings/pre-commit-config.yaml",
        ".pre-commit-config.yaml",
        Place.REPOSITORY,
        advice="To check before each commit, add under `repos`",
        addition="surroundings/pre-commit-hook.yaml",
    ),
    Template("surroundings/github-workflow.yml", ".github/workflows/milepost.yml", Place.REPOSITORY),
    Template(
        "surroundings/gitlab-ci.yml",
        ".gitlab-ci.yml",
        Place.REPOSITORY,
        advice="To check merge requests and publish the site, add",
        addition="surroundings/gitlab-ci.yml",
    ),
)
"""Every file, in the order in which it is written."""


@frozen
class Starter:
    """What a user may choose about the project to start from.

    Attributes:
        name: Name of the project, one line.
        start: First day of the project.
        currency: ISO 4217 code of the totals.
        country: ISO 3166-1 code of the public holidays; None for none.
        subdivision: ISO 3166-2 code without the country, or None.
        closed: Public holidays, on which nothing is said to happen.
        folder: The project's folder relative to the root of the repository, with forward slashes.
    """

    name: str
    start: date
    currency: str
    country: str | None = None
    subdivision: str | None = None
    closed: Collection[date] = ()
    folder: str = "."

    def fill(self, text: str) -> str:
        """Replace the marks in a template.

        Raises:
            KeyError: A mark is unknown.
        """
        days = self._working_days()
        values = {
            "name": yaml_text(self.name),
            "title": _MARKDOWN.sub(r"\\\1", self.name),
            "start": self.start.isoformat(),
            "currency": self.currency,
            "holidays": self._holidays(),
            "files": yaml_text(self._files()),
        }

        def value(mark: re.Match[str]) -> str:
            kind, argument = mark[1], mark[2]
            if kind == "day":
                return days[int(argument)].isoformat()
            if kind == "command":
                return yaml_text(self._command(argument))
            return values[kind]

        return _MARK.sub(value, text)

    def _working_days(self) -> list[date]:
        """The first Mondays to Fridays from the start that are no public holidays."""
        days: list[date] = []
        day = self.start
        while len(days) < DAYS:
            if day.weekday() < _SATURDAY and day not in self.closed:
                days.append(day)
            day += timedelta(days=1)
        return days

    def _holidays(self) -> str:
        why = "public holidays close the day; codes of ISO 3166"
        if self.country is None:
            return f"# holidays: {{country: DE, subdivision: BY}}   # {why}"
        subdivision = f", subdivision: {yaml_text(self.subdivision)}" if self.subdivision else ""
        return f"holidays: {{country: {yaml_text(self.country)}{subdivision}}}   # {why}"

    def _files(self) -> str:
        """The pattern of the files whose change calls for a check."""
        inside = "" if self.folder == "." else f"^{re.escape(self.folder)}/.*"
        return inside + r"\.(yaml|md)$"

    def _command(self, command: str) -> str:
        """A command line with the folder in the place of `FOLDER`, or without it when it is where we are."""
        if self.folder == ".":
            return command.replace(" --project FOLDER", "").replace(" FOLDER", "")
        return command.replace(" FOLDER", f" {shlex.quote(self.folder)}")


def template_text(name: str) -> str:
    """The text of a template."""
    return files(__name__).joinpath(name).read_text(encoding="utf-8")


def yaml_text(text: str) -> str:
    """Write one line of text as a YAML scalar that every reader takes for text."""
    if _PLAIN.fullmatch(text) and not text.endswith(" ") and not _NOT_TEXT.fullmatch(text):
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
