"""The findings page: what the checks say, where, and what to do about it."""

from milepost.diagnostics import Severity
from milepost.frozen import frozen
from milepost.portal.views.values import RecordLink, SourceRef


@frozen
class Excerpt:
    """The source line a finding points at.

    Attributes:
        line: Line number, counted from 1.
        text: The line without its end.
        column: First column of the marked value, counted from 1.
        width: Marked characters, at least 1.
    """

    line: int
    text: str
    column: int
    width: int


@frozen
class FindingNote:
    """A second place of a finding."""

    text: str
    place: SourceRef | None = None


@frozen
class FindingView:
    """One finding; `waived` names who accepted it and until when, and is empty otherwise."""

    severity: Severity
    rule: str
    message: str
    remedy: str
    place: SourceRef | None = None
    column: int = 1
    excerpt: Excerpt | None = None
    notes: tuple[FindingNote, ...] = ()
    record: RecordLink | None = None
    rule_page: str = ""
    waived: str = ""


@frozen
class FindingsView:
    """The findings page; findings come in file order."""

    findings: tuple[FindingView, ...]
    waived: tuple[FindingView, ...] = ()
    rules_run: int = 0
