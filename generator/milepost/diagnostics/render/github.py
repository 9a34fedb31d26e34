"""Findings as GitHub Actions workflow commands, which become annotations beside the changed lines."""

from milepost.diagnostics.model import Diagnostic, Severity
from milepost.diagnostics.render.characters import escape
from milepost.diagnostics.render.request import Listing
from milepost.diagnostics.render.text import place, summary

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(listing: Listing) -> str:
    """One command a line, and the summary as a plain line behind them."""
    return "\n".join(
        [*(_command(diagnostic, listing) for diagnostic in listing.diagnostics), summary(listing), ""]
    )


def _command(diagnostic: Diagnostic, listing: Listing) -> str:
    span = diagnostic.span
    properties = {"title": diagnostic.rule}
    if span is not None:
        properties |= {"file": listing.path(span.file), "line": str(span.line), "endLine": str(span.end_line)}
        if span.line == span.end_line:  # columns are only understood within one line
            properties |= {"col": str(span.column), "endColumn": str(span.end_column)}
    written = ",".join(f"{key}={_property(value)}" for key, value in properties.items())

    # The log shows only the message, so it repeats place and rule.
    lines = [f"{place(diagnostic, listing)}: {escape(diagnostic.rule)}: {escape(diagnostic.message)}"]
    lines += [f"note: {escape(note.text)}" for note in diagnostic.notes]
    lines += [f"help: {escape(diagnostic.remedy)}"] if diagnostic.remedy else []
    return f"::{_COMMANDS[diagnostic.severity]} {written}::{_data(chr(10).join(lines))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(escape(text)).replace(":", "%3A").replace(",", "%2C")
