"""Findings as JUnit XML, which nearly every CI server can show as test results."""

from milepost.diagnostics.model import Diagnostic
from milepost.diagnostics.render.characters import escape
from milepost.diagnostics.render.request import Listing, in_one_line
from milepost.diagnostics.render.text import place, summary


def render(listing: Listing) -> str:
    """One suite per file and one case per finding; a clean run is one suite with one case that passed.

    Findings at or above `fail_on` are failures; those below passed, with the finding as their output.
    """
    suites: dict[str, list[Diagnostic]] = {}
    for diagnostic in listing.diagnostics:
        file = listing.root if diagnostic.span is None else listing.path(diagnostic.span.file)
        suites.setdefault(file, []).append(diagnostic)
    body = [line for file, members in suites.items() for line in _suite(file, members, listing)]
    if not body:
        words = _attribute(summary(listing))
        body = [
            '  <testsuite name="milepost" tests="1" failures="0" errors="0">',
            f'    <testcase classname="milepost" name="{words}"/>',
            "  </testsuite>",
        ]
    total = max(1, len(listing.diagnostics))
    failed = _failures(listing.diagnostics, listing)
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            f'<testsuites name="milepost" tests="{total}" failures="{failed}" errors="0">',
            *body,
            "</testsuites>",
            "",
        ]
    )


def _suite(file: str, members: list[Diagnostic], listing: Listing) -> list[str]:
    failed = _failures(members, listing)
    lines = [f'  <testsuite name="{_attribute(file)}" tests="{len(members)}" failures="{failed}" errors="0">']
    for diagnostic in members:
        lines += _case(file, diagnostic, listing)
    return [*lines, "  </testsuite>"]


def _case(file: str, diagnostic: Diagnostic, listing: Listing) -> list[str]:
    span = diagnostic.span
    where = "" if span is None else f' file="{_attribute(file)}" line="{span.line}"'
    position = "" if span is None else f" at {span.line}:{span.column}"
    name = _attribute(diagnostic.rule + position)
    message = _attribute(diagnostic.message)
    text = _attribute(f"{place(diagnostic, listing)}: {in_one_line(diagnostic)}")
    outcome = (
        f'<failure type="{diagnostic.severity.value}" message="{message}">{text}</failure>'
        if _fails(diagnostic, listing)
        else f"<system-out>{diagnostic.severity.value}: {text}</system-out>"
    )
    return [
        f'    <testcase classname="{_attribute(file)}" name="{name}"{where}>',
        f"      {outcome}",
        "    </testcase>",
    ]


def _fails(diagnostic: Diagnostic, listing: Listing) -> bool:
    return diagnostic.severity.rank >= listing.fail_on.rank


def _failures(members: tuple[Diagnostic, ...] | list[Diagnostic], listing: Listing) -> int:
    return sum(_fails(diagnostic, listing) for diagnostic in members)


def _attribute(text: str) -> str:
    from html import escape as quote

    return quote(escape(text))
