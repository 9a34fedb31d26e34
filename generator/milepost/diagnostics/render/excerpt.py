"""The source line of a span with marks under it, cut to the width of a terminal."""

import re
from collections.abc import Mapping, Sequence

from milepost.diagnostics.model import Span
from milepost.diagnostics.render.characters import columns, visible
from milepost.frozen import frozen

WIDTH = 100
"""Columns of source shown at most."""

_BEFORE = 40
_TAB = 4
_STACKED = 4
_LINE_BREAK = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]")
"""What libyaml counts as the end of a line; another rule would shift every line number behind it."""


@frozen
class Excerpt:
    """One source line, printable, and where the marks under it go.

    Attributes:
        line: Line number, from 1.
        text: The line, or the part around the span with `…` where it was cut.
        indent: Columns before the first mark.
        marks: Number of marks, at least one.
    """

    line: int
    text: str
    indent: int
    marks: int


@frozen
class _Cells:
    """The characters of a line as they are printed, and how many columns each takes."""

    texts: Sequence[str]
    widths: Sequence[int]


class Excerpts:
    """Cuts excerpts from source texts; each file is split into lines once."""

    def __init__(self, sources: Mapping[str, str]) -> None:
        self._sources = sources
        self._lines: dict[str, list[str]] = {}

    def line(self, span: Span) -> str | None:
        """The first line of the span, or None when its source is not known or has no such line."""
        if span.file not in self._sources:
            return None
        if span.file not in self._lines:
            self._lines[span.file] = _LINE_BREAK.split(self._sources[span.file])
        lines = self._lines[span.file]
        return lines[span.line - 1] if 1 <= span.line <= len(lines) else None

    def cut(self, span: Span) -> Excerpt | None:
        """The excerpt of a span; None when there is no line to show or the span means the whole file."""
        line = self.line(span)
        if line is None or span == Span.of_file(span.file):
            return None
        return excerpt(line, span)


def excerpt(line: str, span: Span) -> Excerpt:
    """Cut a line around a span and measure the marks.

    Only characters near the span are looked at, so that a line of megabytes costs no more than a short one.
    """
    start = min(max(span.column - 1, 0), len(line))
    stop = len(line) if span.end_line > span.line else min(span.end_column - 1, len(line))
    stop = max(start, stop)
    low, high = max(0, start - WIDTH), min(len(line), start + 2 * WIDTH)
    cells = _cells(line[low:high])
    widths = cells.widths
    first, last = start - low, min(stop, high) - low

    left, right = 0, len(widths)
    if low > 0 or high < len(line) or sum(widths) > WIDTH:
        left = _back(widths, first, _BEFORE)
        right = _forth(widths, left, WIDTH)
        first, last = max(left, min(first, right)), max(left, min(last, right))
    head = "…" if low + left > 0 else ""
    tail = "…" if low + right < len(line) else ""
    return Excerpt(
        line=span.line,
        text=head + "".join(cells.texts[left:right]) + tail,
        indent=len(head) + sum(widths[left:first]),
        marks=max(1, sum(widths[first:last])),
    )


def _back(widths: Sequence[int], stop: int, budget: int) -> int:
    """First cell of those that fit into the budget before a position."""
    position = stop
    while position > 0 and budget >= widths[position - 1]:
        position -= 1
        budget -= widths[position]
    return position


def _forth(widths: Sequence[int], start: int, budget: int) -> int:
    """Position behind the last cell that fits into the budget from a position on."""
    position = start
    while position < len(widths) and budget >= widths[position]:
        budget -= widths[position]
        position += 1
    return position


def _cells(text: str) -> _Cells:
    """Each character as it is printed: tabs as spaces, invisible ones escaped, piled-up accents too."""
    if text.isascii() and text.isprintable():  # nearly every line, and a character is a column
        return _Cells(text, (1,) * len(text))
    texts: list[str] = []
    widths: list[int] = []
    column = stacked = 0
    for character in text:
        if character == "\t":
            printed = " " * (_TAB - column % _TAB)
            width = len(printed)
        else:
            printed = visible(character)
            width = columns(character) if printed == character else len(printed)
            stacked = stacked + 1 if width == 0 else 0
            if stacked > _STACKED:
                printed = f"\\u{ord(character):04x}"
                width = len(printed)
        column += width
        texts.append(printed)
        widths.append(width)
    return _Cells(texts, widths)
