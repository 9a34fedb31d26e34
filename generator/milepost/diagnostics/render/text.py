"""Findings for people: place, reason, the source line with carets, the other places and the remedy."""

from milepost.diagnostics.model import Diagnostic, Note, Severity
from milepost.diagnostics.render.characters import escape
from milepost.diagnostics.render.excerpt import Excerpt, Excerpts
from milepost.diagnostics.render.request import Colour, Listing
from milepost.frozen import frozen

_LONGEST = 2000
_NOTES_SHOWN = 8


@frozen
class _Palette:
    """Terminal codes (ECMA-48 select graphic rendition) for each part of the output."""

    error: str
    warning: str
    info: str
    strong: str
    faint: str
    help: str
    end: str

    def severity(self, severity: Severity) -> str:
        return {Severity.ERROR: self.error, Severity.WARNING: self.warning, Severity.INFO: self.info}[
            severity
        ]


_PALETTES = {
    Colour.OFF: _Palette("", "", "", "", "", "", ""),
    Colour.ON: _Palette(
        error="\x1b[1;31m",
        warning="\x1b[1;33m",
        info="\x1b[1;34m",
        strong="\x1b[1m",
        faint="\x1b[36m",
        help="\x1b[1;32m",
        end="\x1b[0m",
    ),
}


def render(listing: Listing) -> str:
    """All findings as a terminal shows them, and a summary line."""
    palette = _PALETTES[listing.colour]
    excerpts = Excerpts(listing.sources)
    blocks = [_finding(diagnostic, listing, excerpts, palette) for diagnostic in listing.diagnostics]
    return "\n".join([*blocks, "".join(f"{line}\n" for line in (*_fixable(listing), summary(listing)))])


def summary(listing: Listing) -> str:
    """One line: how many findings, and how much was looked at."""
    errors, warnings, info = (listing.count(severity) for severity in Severity)
    counts = [_plural(errors, "error")] if errors else []
    counts += [_plural(warnings, "warning")] if warnings else []
    counts += [f"{info} info"] if info else []
    found = ", ".join(counts) or "No findings"
    seen = f"{_plural(listing.tally.records, 'record')} in {_plural(listing.tally.files, 'file')}"
    waived = f"; {_plural(listing.tally.waived, 'finding')} waived" if listing.tally.waived else ""
    return f"{found} ({seen} checked{waived})"


def _fixable(listing: Listing) -> tuple[str, ...]:
    """How many findings have a fix, and how to have them made."""
    fixes = [one.fix.safe for one in listing.diagnostics if one.fix is not None]
    sure, guessed = fixes.count(True), fixes.count(False)
    more = f"{guessed} {'more ' if sure else ''}can be fixed by a guess: --fix --unsafe-fixes."
    told = [f"{sure} can be fixed: milepost check --fix."] if sure else []
    return (" ".join([*told, more] if guessed else told),) if fixes else ()


def place(diagnostic: Diagnostic, listing: Listing) -> str:
    """Where a finding is: `file:line:column`, or the project folder when it concerns the whole."""
    if diagnostic.span is None:
        return escape(listing.root or ".")
    return f"{escape(listing.path(diagnostic.span.file))}:{diagnostic.span.line}:{diagnostic.span.column}"


def _plural(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def _short(text: str) -> str:
    return escape(text if len(text) <= _LONGEST else text[:_LONGEST] + "…")


def _finding(diagnostic: Diagnostic, listing: Listing, excerpts: Excerpts, palette: _Palette) -> str:
    colour = palette.severity(diagnostic.severity)
    label = f"{colour}{diagnostic.severity.value}[{escape(diagnostic.rule)}]{palette.end}"
    message = f"{palette.strong}{_short(diagnostic.message)}{palette.end}"
    lines = [f"{place(diagnostic, listing)}: {label} {message}"]

    shown = diagnostic.notes[:_NOTES_SHOWN]
    main = None if diagnostic.span is None else excerpts.cut(diagnostic.span)
    cuts = [None if note.span is None else excerpts.cut(note.span) for note in shown]
    gutter = max((len(str(cut.line)) for cut in (main, *cuts) if cut is not None), default=1)
    hook = f"{' ' * gutter} {palette.faint}={palette.end}"

    lines += _lines_of(main, gutter, "^", colour, palette)
    for note, cut in zip(shown, cuts, strict=True):
        lines.append(f"{hook} {palette.strong}note{palette.end}: {_note(note, listing)}")
        lines += _lines_of(cut, gutter, "-", palette.faint, palette)
    if len(diagnostic.notes) > len(shown):
        more = _plural(len(diagnostic.notes) - len(shown), "more place")
        lines.append(f"{hook} {palette.strong}note{palette.end}: and {more}")
    if diagnostic.remedy:
        lines.append(f"{hook} {palette.help}help{palette.end}: {_short(diagnostic.remedy)}")
    if diagnostic.fix is not None and f"{diagnostic.fix.title}." != diagnostic.remedy:
        lines.append(f"{hook} {palette.help}fix{palette.end}: {_short(diagnostic.fix.title)}")
    return "\n".join(lines) + "\n"


def _note(note: Note, listing: Listing) -> str:
    if note.span is None:
        return _short(note.text)
    where = f"{escape(listing.path(note.span.file))}:{note.span.line}:{note.span.column}"
    return f"{where}: {_short(note.text)}"


def _lines_of(cut: Excerpt | None, gutter: int, mark: str, colour: str, palette: _Palette) -> list[str]:
    if cut is None:
        return []
    bar = f"{palette.faint}|{palette.end}"
    blank = " " * gutter
    number = f"{palette.faint}{cut.line:>{gutter}}{palette.end}"
    return [
        f"{blank} {bar}",
        f"{number} {bar} {cut.text}".rstrip(),
        f"{blank} {bar} {' ' * cut.indent}{colour}{mark * cut.marks}{palette.end}",
    ]
