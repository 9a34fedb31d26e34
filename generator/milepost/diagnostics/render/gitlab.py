"""Findings as a GitLab Code Quality report, which GitLab shows in the merge request."""

from milepost.diagnostics.model import Diagnostic, Severity, Span
from milepost.diagnostics.render.characters import well_formed
from milepost.diagnostics.render.fingerprint import fingerprints
from milepost.diagnostics.render.request import Listing, in_one_line

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}
_ENTRANCE = "project.yaml"


def render(listing: Listing) -> str:
    """A JSON array with one object per finding, in pure ASCII, ending with a newline."""
    import json

    issues = [
        _issue(diagnostic, name, listing)
        for diagnostic, name in zip(listing.diagnostics, fingerprints(listing), strict=True)
    ]
    return json.dumps(issues, indent=2) + "\n"


def _issue(diagnostic: Diagnostic, name: str, listing: Listing) -> dict[str, object]:
    span = diagnostic.span or Span.of_file(_ENTRANCE)
    return {
        "description": well_formed(in_one_line(diagnostic)),
        "check_name": diagnostic.rule,
        "fingerprint": name,
        "severity": _SEVERITIES[diagnostic.severity],
        "location": {
            "path": well_formed(listing.path(span.file)),
            "positions": {
                "begin": {"line": span.line, "column": span.column},
                "end": {"line": span.end_line, "column": span.end_column},
            },
        },
    }
