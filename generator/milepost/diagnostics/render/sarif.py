"""Findings as SARIF 2.1.0 (OASIS), the form that code-scanning services read."""

from milepost.diagnostics.model import Diagnostic, Edit, Fix, Note, Rule, Severity, Span
from milepost.diagnostics.render.characters import well_formed
from milepost.diagnostics.render.fingerprint import fingerprints
from milepost.diagnostics.render.request import Listing

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_ENTRANCE = "project.yaml"
"""A result must have a place; what concerns the project as a whole is put at its first file."""


def render(listing: Listing) -> str:
    """One SARIF log with one run, in pure ASCII, ending with a newline."""
    import json

    index = {rule.name: position for position, rule in enumerate(listing.rules)}
    names = fingerprints(listing)
    log = {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "milepost",
                        "version": listing.version,
                        "rules": [_rule(rule) for rule in listing.rules],
                    }
                },
                "invocations": [{"executionSuccessful": True}],
                "columnKind": "unicodeCodePoints",
                "originalUriBaseIds": {"SRCROOT": {"description": {"text": "The root of the repository."}}},
                "results": [
                    _result(diagnostic, name, index, listing)
                    for diagnostic, name in zip(listing.diagnostics, names, strict=True)
                ],
            }
        ],
    }
    return json.dumps(log, indent=2) + "\n"


def _rule(rule: Rule) -> dict[str, object]:
    examples = [("Not like this", rule.bad), ("But so", rule.good)]
    shown = [
        f"{heading}:\n\n**{path}**\n\n```yaml\n{text.rstrip()}\n```"
        for heading, files in examples
        for path, text in files.items()
    ]
    return {
        "id": rule.name,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": f"{rule.summary} {rule.why}".strip()},
        "help": {
            "text": f"{rule.why}\n\n{rule.remedy}",
            "markdown": "\n\n".join([rule.why, f"**Remedy:** {rule.remedy}", *shown]),
        },
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": [rule.duty]},
    }


def _result(diagnostic: Diagnostic, name: str, index: dict[str, int], listing: Listing) -> dict[str, object]:
    message = "\n".join(part for part in (diagnostic.message, diagnostic.remedy) if part)
    place = diagnostic.span or Span.of_file(_ENTRANCE)
    result: dict[str, object] = {
        "ruleId": diagnostic.rule,
        "level": _LEVELS[diagnostic.severity],
        "message": {"text": well_formed(message)},
        "locations": [{"physicalLocation": _physical(place, listing)}],
        "partialFingerprints": {"milepost/v1": name},
    }
    if diagnostic.rule in index:
        result["ruleIndex"] = index[diagnostic.rule]
    related = [note for note in diagnostic.notes if note.span is not None]
    if related:
        result["relatedLocations"] = [
            _related(number, note, listing) for number, note in enumerate(related, start=1)
        ]
    if diagnostic.fix is not None:
        result["fixes"] = [_fix(diagnostic.fix, listing)]
    if diagnostic.record is not None:
        result["properties"] = {"record": well_formed(diagnostic.record)}
    return result


def _physical(span: Span, listing: Listing) -> dict[str, object]:
    return {"artifactLocation": _artifact(span.file, listing), "region": _region(span)}


def _artifact(file: str, listing: Listing) -> dict[str, object]:
    from urllib.parse import quote

    return {"uri": quote(well_formed(listing.path(file))), "uriBaseId": "SRCROOT"}


def _region(span: Span) -> dict[str, object]:
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }


def _related(number: int, note: Note, listing: Listing) -> dict[str, object]:
    assert note.span is not None
    return {
        "id": number,
        "message": {"text": well_formed(note.text)},
        "physicalLocation": _physical(note.span, listing),
    }


def _fix(fix: Fix, listing: Listing) -> dict[str, object]:
    by_file: dict[str, list[Edit]] = {}
    for edit in fix.edits:
        by_file.setdefault(edit.span.file, []).append(edit)
    return {
        "description": {"text": well_formed(fix.title)},
        "artifactChanges": [
            {
                "artifactLocation": _artifact(file, listing),
                "replacements": [
                    {
                        "deletedRegion": _region(edit.span),
                        "insertedContent": {"text": well_formed(edit.replacement)},
                    }
                    for edit in edits
                ],
            }
            for file, edits in by_file.items()
        ],
    }
