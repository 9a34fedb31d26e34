"""Findings that the edit brings, and those that it cures."""

import re
from collections import Counter
from collections.abc import Iterator

from milepost.checking import Checked
from milepost.diagnostics import Diagnostic, Severity
from milepost.history.impact.drivers import Drivers
from milepost.history.impact.edits import Edit
from milepost.history.impact.model import FINDINGS, GAINED, LOST, Line

_Key = tuple[str, str]
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def findings_lines(before: Checked, after: Checked, drivers: Drivers) -> Iterator[Line]:
    """Findings gained, the gravest first, then those cured.

    A finding is the same when rule and record are; its words may change with the figures in it. What is about
    no record is the same when its words are, whatever the figures.
    """
    old, new = _by_key(before.verdict.findings), _by_key(after.verdict.findings)
    for action, these, those in ((GAINED, new, old), (LOST, old, new)):
        beyond = [one for key, found in these.items() for one in _beyond(found, those.get(key, []))]
        for one in sorted(beyond, key=lambda finding: -finding.severity.rank):
            text = f"{one.message} ({one.severity.value}: {one.rule})"
            worse = None if one.severity is Severity.INFO else action == GAINED
            why = _why(one, action, drivers)
            if not why and one.span is not None:
                text = f"{one.span.file}:{one.span.line}: {text}"
            yield Line(FINDINGS, one.rule, action, text, *_severities(one, action), worse=worse, why=why)


def _severities(one: Diagnostic, action: str) -> tuple[str | None, str | None]:
    return (None, one.severity.value) if action == GAINED else (one.severity.value, None)


def _by_key(findings: tuple[Diagnostic, ...]) -> dict[_Key, list[Diagnostic]]:
    found: dict[_Key, list[Diagnostic]] = {}
    for one in findings:
        found.setdefault((one.rule, one.record or _NUMBER.sub("#", one.message)), []).append(one)
    return found


def _beyond(these: list[Diagnostic], those: list[Diagnostic]) -> list[Diagnostic]:
    """What is more here than there; those with words that are not there come first."""
    more = len(these) - len(those)
    if more <= 0:
        return []
    counts = Counter(one.message for one in those)
    fresh: list[Diagnostic] = []
    known: list[Diagnostic] = []
    for one in these:
        (known if counts[one.message] > 0 else fresh).append(one)
        counts[one.message] -= 1
    return [*fresh, *known][:more]


def _why(finding: Diagnostic, action: str, drivers: Drivers) -> tuple[Edit, ...]:
    """Edits of the record, within the lines the finding points at, or behind the dates of tasks it names."""
    records = {finding.record} if finding.record else set()
    found = drivers.of_records(records)
    if found:
        return found
    return _at_its_place(finding, action, drivers) or drivers.of_tasks_in(finding.message)


def _at_its_place(finding: Diagnostic, action: str, drivers: Drivers) -> tuple[Edit, ...]:
    if finding.span is None:
        return ()
    spans = (finding.span, *(note.span for note in finding.notes if note.span is not None))
    return tuple(
        one
        for one in drivers.edits
        if one.removed == (action == LOST)
        and any(span.file == one.span.file and span.line <= one.span.line <= span.end_line for span in spans)
    )
