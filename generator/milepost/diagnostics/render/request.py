"""What a renderer is given: the findings of one run, with everything needed to print them."""

from collections.abc import Mapping
from enum import Enum

from milepost.diagnostics.model import Diagnostic, Rule, Severity
from milepost.frozen import field, frozen


class Colour(Enum):
    """Whether the text form carries terminal colours."""

    OFF = "off"
    ON = "on"


@frozen
class Tally:
    """How much was looked at, for the summary.

    Attributes:
        files: Source files that were read.
        records: Records found in them.
        waived: Findings that a valid waiver keeps out of the list.
    """

    files: int
    records: int
    waived: int = 0


@frozen
class Listing:
    """The findings of one run, ready to print.

    Attributes:
        diagnostics: The findings, in the order in which they are printed.
        sources: Text of each source file by its project-relative name, for excerpts; a file may be missing.
        rules: The catalogue, for formats that carry it.
        tally: How much was looked at.
        version: Version of Milepost.
        root: The project folder as seen from where paths are read (the working directory, or the repository
            for a CI report), with forward slashes; `.` when it is the same folder.
        fail_on: Findings of this severity or above count as failures.
        colour: Whether text is coloured.
    """

    diagnostics: tuple[Diagnostic, ...]
    sources: Mapping[str, str] = field(hash=False)
    rules: tuple[Rule, ...]
    tally: Tally
    version: str
    root: str = "."
    fail_on: Severity = Severity.ERROR
    colour: Colour = Colour.OFF

    def path(self, file: str) -> str:
        """The path of a project file as the reader of the output knows it."""
        return file if self.root in {"", "."} else f"{self.root.rstrip('/')}/{file}"

    def count(self, severity: Severity) -> int:
        """Number of findings of exactly this severity."""
        return sum(diagnostic.severity is severity for diagnostic in self.diagnostics)


def in_one_line(diagnostic: Diagnostic) -> str:
    """Message and remedy together, for formats that have one field for both."""
    if not diagnostic.remedy:
        return diagnostic.message
    return f"{diagnostic.message} (help: {diagnostic.remedy})"
