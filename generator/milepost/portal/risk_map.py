"""The risk matrix as a picture: a mark for each risk, and an arrow to where the responses bring it."""

from collections import defaultdict
from collections.abc import Iterator
from math import hypot

from milepost.frozen import frozen
from milepost.portal.links import site_href
from milepost.portal.text import escape
from milepost.portal.views.grids import MatrixRisk, RiskMatrixView

Place = tuple[int, int]
Point = tuple[float, float]
_LONGEST = 8


@frozen
class Sizes:
    """Measures in pixels.

    Attributes:
        name: Tells pictures on one page apart.
        left: Width of the names of the vertical scale.
        column: Width of a cell.
        least: Least height of a row.
        mark: Width of a mark.
        line: Height of a mark with its gap.
        font: Size of the text in marks.
    """

    name: str
    left: float
    column: float
    least: float
    mark: float
    line: float
    font: float


WIDE = Sizes("wide", 104, 126, 70, 54, 21, 11.5)
NARROW = Sizes("narrow", 46, 58, 50, 48, 18, 10)
_HEAD, _FOOT, _TOP = 4.0, 34.0, 16.0


@frozen
class _Mark:
    risk: MatrixRisk
    before: bool
    at: Point


def risk_map_svg(view: RiskMatrixView, sizes: Sizes) -> str:
    """The picture as SVG; colours and lines come from the style sheet.

    Args:
        view: The matrix.
        sizes: Its measures.
    """
    rows, columns = len(view.probabilities), len(view.impacts)
    held = _held(view)
    in_line = max(1, int(sizes.column // (sizes.mark + 2)))
    heights = [
        max(
            sizes.least,
            _TOP
            + 4
            + sizes.line * max(-(-len(held[row, column]) // in_line) for column in range(1, columns + 1)),
        )
        for row in range(1, rows + 1)
    ]
    tops = {row: _HEAD + sum(heights[row:]) for row in range(1, rows + 1)}
    marks = list(_marks(held, tops, in_line, sizes))
    width, height = sizes.left + columns * sizes.column, _HEAD + sum(heights) + _FOOT
    begin = (
        f'<svg class="mp-riskmap" viewBox="0 0 {width:g} {height:g}" width="{width:g}" role="group" '
        f'aria-label="{escape(view.title)}" xmlns="http://www.w3.org/2000/svg">'
        f'<defs><marker id="mp-risk-{sizes.name}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" '
        'markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z" class="mp-riskmap__head"/></marker></defs>'
    )
    parts = [
        begin,
        *_cells(view, tops, heights, sizes),
        *_arrows(marks, sizes),
        *(_drawn(mark, sizes) for mark in marks),
        "</svg>",
    ]
    return "".join(parts)


def _held(view: RiskMatrixView) -> defaultdict[Place, list[tuple[MatrixRisk, bool]]]:
    """By cell the risks in it, those after the responses first; True where a risk only came from there."""
    held: defaultdict[Place, list[tuple[MatrixRisk, bool]]] = defaultdict(list)
    for risk in view.risks:
        held[_after(risk)].append((risk, False))
    for risk in view.risks:
        if _after(risk) != (risk.probability, risk.impact):
            held[risk.probability, risk.impact].append((risk, True))
    return held


def _after(risk: MatrixRisk) -> Place:
    return risk.residual_probability or risk.probability, risk.residual_impact or risk.impact


def _marks(
    held: defaultdict[Place, list[tuple[MatrixRisk, bool]]],
    tops: dict[int, float],
    in_line: int,
    sizes: Sizes,
) -> Iterator[_Mark]:
    for (row, column), risks in held.items():
        left = sizes.left + (column - 1) * sizes.column + (sizes.column - in_line * (sizes.mark + 2)) / 2
        for place, (risk, before) in enumerate(risks):
            x = left + (place % in_line + 0.5) * (sizes.mark + 2)
            y = tops[row] + _TOP + (place // in_line + 0.5) * sizes.line
            yield _Mark(risk, before, (x, y))


def _cells(view: RiskMatrixView, tops: dict[int, float], heights: list[float], sizes: Sizes) -> Iterator[str]:
    for row, name in enumerate(view.probabilities, 1):
        middle = tops[row] + heights[row - 1] / 2
        yield from _words(name, (sizes.left - 6, middle), "end", sizes.left, sizes.font)
        for column, level in enumerate(view.levels[row - 1], 1):
            x = sizes.left + (column - 1) * sizes.column
            yield (
                f'<rect x="{x + 1:g}" y="{tops[row] + 1:g}" width="{sizes.column - 2:g}" '
                f'height="{heights[row - 1] - 2:g}" rx="2" class="mp-riskmap__{level.tone.value}"/>'
                f'<text x="{x + 6:g}" y="{tops[row] + 12:g}" class="mp-riskmap__word" '
                f'font-size="{sizes.font - 1.5:g}">{escape(level.text)}</text>'
            )
    foot = max(tops.values(), default=0) + heights[0] + 14
    for column, name in enumerate(view.impacts, 1):
        x = sizes.left + (column - 0.5) * sizes.column
        yield from _words(name, (x, foot + 4), "middle", sizes.column, sizes.font)


def _words(name: str, around: Point, anchor: str, width: float, font: float) -> Iterator[str]:
    """A name in up to three lines around a point."""
    x, y = around
    fits = max(4, int(width / (font * 0.56)))
    lines: list[str] = []
    for word in name.split():
        if lines and len(lines[-1]) + 1 + len(word) <= fits:
            lines[-1] += f" {word}"
        else:
            lines.append(word if len(word) <= fits else word[: fits - 1] + "\u2026")
    lines = lines[:3]
    for place, line in enumerate(lines):
        at = y + (place - (len(lines) - 1) / 2) * (font + 1.5) + font / 3
        yield (
            f'<text x="{x:g}" y="{at:g}" text-anchor="{anchor}" class="mp-riskmap__axis" '
            f'font-size="{font:g}">{escape(line)}</text>'
        )


def _arrows(marks: list[_Mark], sizes: Sizes) -> Iterator[str]:
    ends = {mark.risk.link.id: mark.at for mark in marks if not mark.before}
    for mark in marks:
        if not mark.before:
            continue
        start, end = mark.at, ends[mark.risk.link.id]
        x1, y1 = _edge(start, end, sizes)
        x2, y2 = _edge(end, start, sizes)
        yield (
            f'<path d="M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}" class="mp-riskmap__arrow" '
            f'marker-end="url(#mp-risk-{sizes.name})"/>'
        )


def _edge(of: Point, towards: Point, sizes: Sizes) -> Point:
    """Where a line from the middle of a mark to another one leaves the mark."""
    dx, dy = towards[0] - of[0], towards[1] - of[1]
    if not hypot(dx, dy):
        return of
    half, high = sizes.mark / 2, sizes.line / 2 - 1
    share = min(half / abs(dx) if dx else 1.0, high / abs(dy) if dy else 1.0, 1.0)
    return of[0] + dx * share, of[1] + dy * share


def _drawn(mark: _Mark, sizes: Sizes) -> str:
    x, y = mark.at
    link, high = mark.risk.link, sizes.line - 4
    kind = "before" if mark.before else "opportunity" if mark.risk.opportunity else "threat"
    note = " (before responses)" if mark.before else ""
    shown = link.id if len(link.id) <= _LONGEST else link.id[: _LONGEST - 1] + "\u2026"
    drawn = (
        f'<rect x="{x - sizes.mark / 2 + 1:g}" y="{y - high / 2:g}" width="{sizes.mark - 2:g}" '
        f'height="{high:g}" rx="{0 if kind == "opportunity" else high / 2:g}"/>'
        f'<text x="{x:g}" y="{y + sizes.font * 0.36:g}" text-anchor="middle" font-size="{sizes.font:g}">'
        f"{escape(shown)}</text>"
    )
    about = f'class="mp-riskmap__{kind}" aria-label="{escape(f"{link.id} {link.title}")}{note}"'
    if not link.page or mark.before:
        return f'<g role="img" {about}>{drawn}</g>'
    return f'<a {about} href="{site_href(link.page, link.id)}">{drawn}</a>'
