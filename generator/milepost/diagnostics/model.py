"""The values of a finding: a place, a severity, the rule that speaks and the finding itself."""

from enum import Enum

from milepost.frozen import field, frozen


class Severity(Enum):
    """How much a finding counts: errors stop a build, warnings are counted, information is shown."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for information, 1 for a warning, 2 for an error."""
        return _RANKS[self]


_RANKS = {Severity.INFO: 0, Severity.WARNING: 1, Severity.ERROR: 2}


@frozen
class Span:
    """A stretch of a file.

    Attributes:
        file: Path relative to the project folder, with forward slashes.
        line: First line, counted from 1.
        column: First column in characters, counted from 1.
        end_line: Last line, counted from 1.
        end_column: Column behind the last character.
    """

    file: str
    line: int
    column: int
    end_line: int
    end_column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"

    @classmethod
    def of_file(cls, file: str) -> "Span":
        """The beginning of a file, for findings about the file as a whole."""
        return cls(file, 1, 1, 1, 1)


@frozen
class Note:
    """A second place that belongs to a finding, such as the first definition of a duplicate id."""

    span: Span | None
    text: str


@frozen
class Edit:
    """Replace the text of a span."""

    span: Span
    replacement: str


@frozen
class Fix:
    """A change that would cure the finding; `safe` when it cannot change what the author meant."""

    title: str
    edits: tuple[Edit, ...]
    safe: bool


@frozen
class Diagnostic:
    """One finding.

    Attributes:
        rule: Name of the rule, `<duty>/<problem>`.
        severity: How much it counts in this project.
        message: What is wrong, with the offending value.
        span: Where; None only for findings about a project as a whole.
        remedy: What to do about it, in one line.
        notes: Other places that belong to it.
        fix: A change that would cure it.
        record: Id of the record it is about, if any; waivers name it.
    """

    rule: str
    severity: Severity
    message: str
    span: Span | None
    remedy: str = ""
    notes: tuple[Note, ...] = ()
    fix: Fix | None = None
    record: str | None = None


@frozen
class Rule:
    """A check that has a name, and its page in the handbook.

    The examples are complete enough to run: every file of a small project, by path. In the bad one a comment
    `# <-- <rule name>` stands at the end of the line that the finding points at.

    Attributes:
        name: `<duty>/<problem>`, lower case, stating the problem.
        severity: The severity it has unless project.yaml says otherwise.
        summary: One sentence: what is found.
        why: Why it matters to the project.
        remedy: The usual cure, in one line.
        bad: Files of an example that has the problem, path to text.
        good: The same example without it.
    """

    name: str
    severity: Severity
    summary: str
    why: str
    remedy: str
    bad: dict[str, str] = field(hash=False)
    good: dict[str, str] = field(hash=False)

    @property
    def duty(self) -> str:
        """The part of the name before the slash."""
        return self.name.partition("/")[0]

    def at(
        self,
        span: Span | None,
        message: str,
        *,
        remedy: str | None = None,
        notes: tuple[Note, ...] = (),
        fix: Fix | None = None,
        record: str | None = None,
    ) -> Diagnostic:
        """A finding of this rule at a place, with the rule's own severity and remedy unless given."""
        return Diagnostic(
            rule=self.name,
            severity=self.severity,
            message=message,
            span=span,
            remedy=self.remedy if remedy is None else remedy,
            notes=notes,
            fix=fix,
            record=record,
        )


def sort_key(diagnostic: Diagnostic) -> tuple[str, int, int, int, str, str]:
    """File order, then position, then severity (errors first), then rule name."""
    span = diagnostic.span
    if span is None:
        return ("", 0, 0, -diagnostic.severity.rank, diagnostic.rule, diagnostic.message)
    return (
        span.file,
        span.line,
        span.column,
        -diagnostic.severity.rank,
        diagnostic.rule,
        diagnostic.message,
    )
