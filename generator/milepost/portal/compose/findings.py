"""What the checks say, as a page: every finding with its line, what was waived, and by whom."""

from collections.abc import Mapping

from milepost.checks import RULES, Verdict
from milepost.diagnostics import Diagnostic, Span
from milepost.portal.compose.pages import link
from milepost.portal.views.findings import Excerpt, FindingNote, FindingsView, FindingView
from milepost.portal.views.values import SourceRef
from milepost.project import Project
from milepost.source.data import Document

_LONGEST_LINE = 110
_BEFORE = 30


def findings_view(project: Project, verdict: Verdict) -> FindingsView:
    """The findings page of a project."""
    documents = {document.path: document for document in project.documents}
    return FindingsView(
        findings=tuple(_finding(project, one, documents) for one in verdict.findings),
        waived=tuple(
            _finding(project, one.diagnostic, documents, waived=_waived(project, one.waiver))
            for one in verdict.waived
        ),
        rules_run=len(RULES),
    )


def _finding(
    project: Project, found: Diagnostic, documents: Mapping[str, Document], waived: str = ""
) -> FindingView:
    return FindingView(
        severity=found.severity,
        rule=found.rule,
        message=found.message,
        remedy=found.remedy,
        place=_place(found.span),
        column=1 if found.span is None else found.span.column,
        excerpt=_excerpt(found.span, documents),
        notes=tuple(FindingNote(note.text, _place(note.span)) for note in found.notes),
        record=link(project, found.record) if found.record and found.record in project.by_id else None,
        waived=waived,
    )


def _waived(project: Project, waiver: str) -> str:
    record = project.get(waiver, "waiver")
    if record is None:
        return waiver
    approver = project.by_id.get(record.text("approver"))
    who = approver.title if approver is not None else record.text("approver")
    return f"{waiver}: {record.text('reason')} (accepted by {who} until {record.text('expires')})"


def _place(span: Span | None) -> SourceRef | None:
    return None if span is None else SourceRef(span.file, span.line)


def _excerpt(span: Span | None, documents: Mapping[str, Document]) -> Excerpt | None:
    document = documents.get(span.file) if span is not None else None
    if span is None or document is None or not document.text:
        return None
    lines = document.text.splitlines()
    if span.line > len(lines):
        return None
    line = lines[span.line - 1]
    end = span.end_column if span.end_line == span.line else len(line) + 1
    return _window(span.line, line, span.column, max(1, end - span.column))


def _window(number: int, line: str, column: int, width: int) -> Excerpt:
    """The line, or of a long one the part around the marked value."""
    first = max(0, column - 1 - _BEFORE) if len(line) > _LONGEST_LINE else 0
    text = line[first : first + _LONGEST_LINE]
    head = "…" if first else ""
    tail = "…" if first + _LONGEST_LINE < len(line) else ""
    return Excerpt(number, head + text + tail, column - first + len(head), width)
