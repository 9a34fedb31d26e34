"""The impact for a terminal."""

from collections.abc import Iterator

from milepost.diagnostics.render.characters import escape
from milepost.history.impact.edits import Edit
from milepost.history.impact.model import SECTIONS, Impact, Line
from milepost.history.impact.words import MOST, counted, delta, headline, iterations, mark, place, said

_WORDY = frozenset({"finish", "cost", "risk", "scope", "status", "findings"})
"""Sections whose lines name their subject in the text."""


def impact_text(impact: Impact, folder: str = "") -> str:
    """Render an impact as plain text.

    Args:
        impact: The impact.
        folder: The project's folder, as paths shall begin.
    """
    return "\n".join(escape(line) for line in _rendered(impact, folder)) + "\n"


def _rendered(impact: Impact, folder: str) -> Iterator[str]:
    yield f"{impact.name}: {impact.base.label} → {impact.head.label}"
    yield headline(impact)
    if impact.base.broken:
        yield f"The state before cannot be computed: {impact.base.broken}."
    if impact.base.status_date != impact.head.status_date:
        yield f"The status date moves from {impact.base.status_date} to {impact.head.status_date}."
    for section, title in SECTIONS.items():
        lines = impact.of(section)
        if lines:
            yield from ("", title)
            before: tuple[Edit, ...] = ()
            for line in lines:
                yield from _line(line, folder, before)
                before = line.why
    for title, sentences in (("Baseline", impact.baseline_without_change), ("Life cycle", impact.life_cycle)):
        if sentences:
            yield from ("", title, *(f"  ▲ {one}" for one in sentences))
    if impact.approvals:
        yield from ("", "Must approve")
        yield from _approvals(impact)
    if not impact.empty:
        legend = "▲ worse, ▼ better, • neither" if impact.lines else ""
        yield from (
            "",
            *filter(None, (counted(impact.edits), iterations(impact), legend)),
        )


def _approvals(impact: Impact) -> Iterator[str]:
    for one in impact.approvals:
        held = f" ({', '.join(one.also)})" if one.also else ""
        yield f"  {one.name} [{one.who}]{held}"
        yield from (f"      {because}" for because in one.because)


def _line(line: Line, folder: str, before: tuple[Edit, ...]) -> Iterator[str]:
    change = delta(line)
    subject = "" if line.section in _WORDY and line.subject.islower() else f"{line.subject} "
    subject = "" if line.section == "findings" else subject
    yield f"  {mark(line)} {subject}{line.text}{f' ({change})' if change else ''}"
    if line.why and line.why == before:
        yield "      because of the same"
    else:
        yield from (f"      because {words}" for words in _why(line.why, folder))


def _why(edits: tuple[Edit, ...], folder: str) -> Iterator[str]:
    for edit in edits[:MOST]:
        yield f"{place(edit, folder)}  {said(edit)}"
    if len(edits) > MOST:
        yield f"{len(edits) - MOST} more edits"
