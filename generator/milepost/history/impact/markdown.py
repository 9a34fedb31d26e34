"""The impact as a comment for a pull or merge request: the figures first, the rest folded, within bounds."""

import re
from collections.abc import Iterator

from milepost.diagnostics.render.characters import escape, well_formed
from milepost.history.impact.edits import Edit
from milepost.history.impact.model import FINDINGS, SECTIONS, Impact, Line
from milepost.history.impact.words import MOST, counted, delta, headline, iterations, mark, place, said

MARK = "<!-- milepost impact -->"
"""First line of a comment, by which the next run finds it to write it anew."""

MOST_CHARACTERS = 60_000
"""GitHub takes 65,536 characters in a comment; GitLab a million."""

_ROWS = 12
_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~!&@$])")
_OPEN = frozenset({"finish", "milestones", "cost", "scope", "status"})
"""Sections that are not folded."""


def impact_markdown(impact: Impact, folder: str = "", notes: tuple[str, ...] = ()) -> str:
    """Render an impact as Markdown that GitHub and GitLab show alike.

    Args:
        impact: The impact.
        folder: The project's folder, as paths shall begin.
        notes: Sentences to say first, such as policies that are broken.
    """
    for rows in (1000, 100, _ROWS, 3):
        text = "\n".join(_rendered(impact, folder, notes, rows)) + "\n"
        if len(text) <= MOST_CHARACTERS:
            return text
    return text[: MOST_CHARACTERS - 80] + "\n\n… cut: `milepost impact` prints the rest.\n"


def plain(text: str) -> str:
    """Text of a user on one line, inert in Markdown: no markup, no mention, no link."""
    return _SPECIAL.sub(_inert, escape(well_formed(text))).replace("://", ":\u2060//")


_INSTEAD = {"<": "&lt;", ">": "&gt;", "&": "&amp;", "@": "@\u2060"}


def _inert(match: re.Match[str]) -> str:
    return _INSTEAD.get(match[0], f"\\{match[0]}")


def _rendered(impact: Impact, folder: str, notes: tuple[str, ...], rows: int) -> Iterator[str]:
    yield MARK
    yield f"### Impact on {plain(impact.name)}"
    yield ""
    yield f"**{plain(headline(impact))}**"
    for note in notes:
        yield from ("", f"> ❌ {plain(note)}")
    if impact.base.status_date != impact.head.status_date:
        dates = f"{impact.base.status_date} to {impact.head.status_date}"
        yield from ("", f"The status date moves from {dates}.")
    for section, title in SECTIONS.items():
        lines = impact.of(section)
        if lines:
            yield from _section(section, title, lines, folder, rows)
    if impact.baseline_without_change:
        yield from ("", "#### Baseline", *(f"- ▲ {plain(one)}" for one in impact.baseline_without_change))
    if impact.life_cycle:
        yield from ("", "#### Life cycle", *(f"- ▲ {plain(one)}" for one in impact.life_cycle))
    if impact.approvals:
        yield from ("", "#### Must approve")
        for one in impact.approvals:
            held = f" ({', '.join(plain(who) for who in one.also)})" if one.also else ""
            yield f"- **{plain(one.name)}** {plain(one.who)}{held}: {plain('; '.join(one.because[:rows]))}"
    yield ""
    states = (
        f"{_state(impact.base.label, impact.base.commit)} → {_state(impact.head.label, impact.head.commit)}"
    )
    parts = (
        states,
        counted(impact.edits),
        iterations(impact),
        "▲ worse, ▼ better, • neither",
    )
    yield f"<sub>{' · '.join(part for part in parts if part)}</sub>"


def _section(section: str, title: str, lines: tuple[Line, ...], folder: str, rows: int) -> Iterator[str]:
    folded = section not in _OPEN
    if folded:
        gained = sum(1 for line in lines if line.worse)
        lost = sum(1 for line in lines if line.worse is False)
        yield from ("", f"<details><summary>{title}: {gained} ▲ {lost} ▼</summary>", "")
    else:
        yield from ("", f"#### {title}")
    before: tuple[Edit, ...] = ()
    for line in lines[:rows]:
        yield from _line(line, folder, before)
        before = line.why
    if len(lines) > rows:
        yield f"- {len(lines) - rows} more"
    if folded:
        yield from ("", "</details>")


def _line(line: Line, folder: str, before: tuple[Edit, ...]) -> Iterator[str]:
    change = delta(line)
    subject = "" if line.section == FINDINGS or line.subject.islower() else f"**{plain(line.subject)}** "
    yield f"- {mark(line)} {subject}{plain(line.text)}" + (f" **({change})**" if change else "")
    if not line.why:
        return
    if line.why == before:
        yield "  - for the same reason"
        return
    for edit in line.why[:MOST]:
        yield f"  - {_code(place(edit, folder))} {plain(said(edit))}"
    if len(line.why) > MOST:
        yield f"  - {len(line.why) - MOST} more edits"


def _code(text: str) -> str:
    return f"`{escape(well_formed(text)).replace('`', chr(0x2CB))}`"


def _state(label: str, commit: str) -> str:
    return f"{plain(label)} ({commit[:10]})" if commit and not commit.startswith(label) else plain(label)
