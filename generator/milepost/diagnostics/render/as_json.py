"""Findings as one JSON object, for programs; versioned by `format`."""

from milepost.diagnostics.model import Diagnostic, Severity, Span
from milepost.diagnostics.render.characters import well_formed
from milepost.diagnostics.render.request import Listing

FORMAT = 1
"""Version of the object's shape; it grows when a reader would have to change."""


def render(listing: Listing) -> str:
    """The run as JSON in pure ASCII, ending with a newline.

    Paths are relative to the project folder; `root` says where that is.
    """
    import json

    body = {
        "format": FORMAT,
        "tool": {"name": "milepost", "version": listing.version},
        "root": well_formed(listing.root),
        "summary": {
            "errors": listing.count(Severity.ERROR),
            "warnings": listing.count(Severity.WARNING),
            "info": listing.count(Severity.INFO),
            "waived": listing.tally.waived,
            "files": listing.tally.files,
            "records": listing.tally.records,
        },
        "diagnostics": [_finding(diagnostic) for diagnostic in listing.diagnostics],
    }
    return json.dumps(body, indent=2) + "\n"


def _finding(diagnostic: Diagnostic) -> dict[str, object]:
    fix = diagnostic.fix
    return {
        "rule": diagnostic.rule,
        "severity": diagnostic.severity.value,
        "message": well_formed(diagnostic.message),
        "remedy": well_formed(diagnostic.remedy),
        "record": None if diagnostic.record is None else well_formed(diagnostic.record),
        "span": _span(diagnostic.span),
        "notes": [{"span": _span(note.span), "text": well_formed(note.text)} for note in diagnostic.notes],
        "fix": None
        if fix is None
        else {
            "title": well_formed(fix.title),
            "safe": fix.safe,
            "edits": [
                {"span": _span(edit.span), "replacement": well_formed(edit.replacement)} for edit in fix.edits
            ],
        },
    }


def _span(span: Span | None) -> dict[str, object] | None:
    if span is None:
        return None
    return {
        "file": well_formed(span.file),
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
    }
