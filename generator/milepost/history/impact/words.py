"""The impact in words that the text for the terminal and the comment share."""

from collections.abc import Iterator

from milepost.history.impact.edits import ADDED, CHANGED, REMOVED, Edit
from milepost.history.impact.model import FINISH, Impact, Line

MOST = 5
"""Edits named behind a line; the JSON has them all."""


def place(edit: Edit, folder: str) -> str:
    """File and line of an edit, as seen from the root of the repository or the working folder."""
    file = edit.span.file if folder in ("", ".") else f"{folder}/{edit.span.file}"
    return f"{file}:{edit.span.line}"


def said(edit: Edit) -> str:
    """What an edit does, in short: `T-336 duration 12d → 17d`."""
    who = edit.id or edit.kind.replace("_", " ")
    if not edit.field:
        title = edit.after or edit.before
        return f"{who} {edit.action}" + (f": {title}" if title and title != who else "")
    if edit.action == CHANGED:
        if edit.before and edit.after:
            return f"{who} {edit.field} {edit.before} → {edit.after}"
        verb = "gains" if edit.after else "loses"
        change = edit.after or edit.before
        return f"{who} {edit.field} {verb} {change}" if change else f"{who} {edit.field} changed"
    return f"{who} {edit.field} {edit.action}: {edit.after if edit.action == ADDED else edit.before}"


def delta(line: Line) -> str:
    """The difference with its sign and unit; empty where there is none."""
    if not line.delta or line.unit == "":
        return ""
    sign = "+" if line.delta > 0 else "−"
    size = abs(line.delta)
    if line.unit in ("working days", "weeks"):
        number = f"{size:,.1f}".removesuffix(".0")
        unit = line.unit[:-1] if number == "1" else line.unit
        return f"{sign}{number} {unit}"
    return f"{sign}{size:,.0f} {line.unit}" if size >= 1 else f"{sign}{size} {line.unit}"


def mark(line: Line) -> str:
    """Better, worse or neither, as a sign that needs no colour."""
    return {True: "▲", False: "▼", None: "•"}[line.worse]


def headline(impact: Impact) -> str:
    """The impact in one sentence."""
    if impact.unread:
        return f"The edited project cannot be computed: {' and '.join(impact.unread)} cannot be read."
    if impact.base.broken and (impact.empty or not impact.edits):
        return f"There is nothing to compare with: {impact.base.broken}."
    if impact.empty:
        return "Nothing changes: no record says anything else than before."
    if impact.head.broken:
        return f"The edited project cannot be computed: {impact.head.broken}."
    if not impact.lines:
        return "No figure changes."
    text = ", ".join(_moved(impact))
    return text[:1].upper() + text[1:] + "."


def _moved(impact: Impact) -> Iterator[str]:
    """What moves, the finish first; finish and cost are named even when they stay."""
    finish, cost = impact.line(FINISH, "finish"), impact.line("cost", "eac")
    odds, risk = impact.line(FINISH, "finish_p80"), impact.line("risk", "threats")
    outside = impact.line("cost", "outside")
    yield "the finish stays" if finish is None else _change("finish", finish)
    if odds is not None and odds.delta:
        yield f"P80 {delta(odds)}"
    yield "the forecast cost stays" if cost is None else _change("forecast cost", cost)
    if outside is not None and outside.delta:
        yield f"{delta(outside)} planned outside the baseline"
    if risk is not None and risk.delta:
        yield f"exposure {delta(risk)}"
    yield from (
        f"status {line.before} → {line.after}" for line in impact.of("status") if line.subject == "overall"
    )


def _change(name: str, line: Line) -> str:
    """How a figure moved; where there is no difference, as with the first forecast, the line's own words."""
    if line.delta is not None:
        return f"{name} {delta(line)}"
    words = line.text.partition(";")[0]
    return words[:1].lower() + words[1:]


def iterations(impact: Impact) -> str:
    """What the percentiles are of; empty where nothing was simulated."""
    found = sorted({one.iterations for one in (impact.base, impact.head)} - {0})
    if not found:
        return ""
    counts = " and ".join(f"{one:,}" for one in found)
    return f"P50 and P80 of {counts} iterations, with the same random numbers before and after"


def counted(edits: tuple[Edit, ...]) -> str:
    """How many edits there are; empty for none."""
    names = {ADDED: 0, REMOVED: 0, CHANGED: 0}
    for edit in edits:
        names[edit.action if not edit.field else CHANGED] += 1
    parts = (
        (names[CHANGED], "field", "fields", "edited"),
        (names[ADDED], "record", "records", "added"),
        (names[REMOVED], "record", "records", "removed"),
    )
    said_ = [f"{count} {one if count == 1 else many} {verb}" for count, one, many, verb in parts if count]
    return ", ".join(said_)
