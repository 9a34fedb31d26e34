"""The Gantt chart as HTML: a table whose last column is the time axis, with one SVG of arrows over it.

Built as strings, because a plan has thousands of rows; everything that comes from outside is escaped.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from milepost.portal.formats import Formats
from milepost.portal.geometry import (
    DAY,
    HALF_ROW,
    ROW,
    Axis,
    Tick,
    arrow_path,
    axis_of,
    day_of,
    last_day_of,
    ticks,
)
from milepost.portal.links import site_href
from milepost.portal.text import escape
from milepost.portal.views import GanttArrow, GanttRow, GanttView, LinkType, RowKind

MANY_ARROWS = 40
"""From this many arrows on, those off the critical path stay faint until their row is pointed at."""

_LEGEND = (
    ("task", "Task, done part solid"),
    ("critical", "Critical (hatched)"),
    ("summary", "Summary"),
    ("milestone", "Milestone"),
    ("baseline", "Baseline"),
    ("float", "Total float"),
    ("deadline", "Deadline"),
    ("status", "Status date"),
)


def gantt_html(view: GanttView, formats: Formats) -> str:
    """Render a Gantt chart."""
    axis = axis_of(view)
    upper, lower = ticks(axis, view.scale)
    many = " mp-gantt--many" if len(view.arrows) > MANY_ARROWS else ""
    legend = "".join(f'<li class="mp-key mp-key--{name}">{label}</li>' for name, label in _LEGEND)
    head = (
        f'<ul class="mp-legend" aria-label="Legend">{legend}</ul>'
        f'<div class="mp-scroll mp-gantt{many}" role="region" tabindex="0" '
        f'aria-label="{escape(view.title)}" style="--lane:{axis.width:.0f}px">'
        '<table class="mp-g" data-search-exclude>'
        f'<caption class="mp-sr">{escape(view.summary or view.title)}</caption>'
        '<thead><tr><th scope="col" class="n">Task</th><th scope="col" class="d">Start</th>'
        '<th scope="col" class="d">Finish</th><th scope="col" class="f">Float</th>'
        f'<th scope="col" class="l"><span class="mp-sr">Timeline</span>{_axis_row(upper)}{_axis_row(lower)}'
        "</th></tr></thead><tbody>"
    )
    rows = (_row(row, _Lane(axis), formats) for row in view.rows)
    return "\n".join((head, _overlay(view, axis, lower), *rows, "</tbody></table></div>"))


def _axis_row(row: tuple[Tick, ...]) -> str:
    spans = "".join(
        f'<span style="left:{tick.left:.2f}%;width:{tick.width:.2f}%">{tick.label}</span>' for tick in row
    )
    return f'<div class="ax" aria-hidden="true">{spans}</div>'


def _overlay(view: GanttView, axis: Axis, lower: tuple[Tick, ...]) -> str:
    height = len(view.rows) * ROW
    box = f'viewBox="0 0 {axis.width:.0f} {height}" style="height:{height}px" preserveAspectRatio="none"'
    bands = "".join(
        f"M{axis.pixels(start):.1f} 0H{axis.pixels(finish):.1f}V{height}H{axis.pixels(start):.1f}z"
        for start, finish in _merged(view.nonworking, axis)
    )
    lines = "".join(f"M{tick.left * axis.width / 100:.1f} 0V{height}" for tick in lower[1:])
    status = ""
    if view.status is not None:
        x = axis.pixels(view.status)
        status = f'<path class="now" d="M{x:.1f} 0V{height}"/>'
    return (
        '<tr class="o" aria-hidden="true"><td colspan="4"></td><td>'
        f'<svg class="bg" {box}><path class="band" d="{bands}"/><path class="grid" d="{lines}"/></svg>'
        f'<svg class="links" {box}>{_arrows(view, axis)}{status}</svg></td></tr>'
    )


def _merged(bands: tuple[tuple[int, int], ...], axis: Axis) -> Iterator[tuple[int, int]]:
    """The non-working stretches wide enough to be seen: at least a day, and two pixels."""
    for start, finish in bands:
        low, high = max(start, axis.start), min(finish, axis.finish)
        if high - low >= DAY - 1 and axis.pixels(high) - axis.pixels(low) >= 2:
            yield low, high


def _arrows(view: GanttView, axis: Axis) -> str:
    places = {row.id: number for number, row in enumerate(view.rows)}
    ordered = sorted(view.arrows, key=lambda arrow: arrow.critical)
    return "".join(
        _arrow(arrow, view.rows, (places[arrow.predecessor], places[arrow.successor]), axis)
        for arrow in ordered
        if arrow.predecessor in places and arrow.successor in places
    )


def _arrow(arrow: GanttArrow, rows: tuple[GanttRow, ...], ends: tuple[int, int], axis: Axis) -> str:
    source, target = rows[ends[0]], rows[ends[1]]
    leaves = source.finish if arrow.type in {LinkType.FINISH_START, LinkType.FINISH_FINISH} else source.start
    enters = target.start if arrow.type in {LinkType.FINISH_START, LinkType.START_START} else target.finish
    if leaves is None or enters is None:
        return ""
    path = arrow_path(
        arrow.type,
        (axis.pixels(leaves), ends[0] * ROW + HALF_ROW),
        (axis.pixels(enters), ends[1] * ROW + HALF_ROW),
    )
    critical = ' class="c"' if arrow.critical else ""
    return f'<path{critical} data-l="{ends[0]} {ends[1]} {arrow.type.value}" d="{path}"/>'


@dataclass(frozen=True, slots=True)
class _Lane:
    """Writes the marks of one row's time axis."""

    axis: Axis

    def span(self, name: str, start: int, finish: int, inner: str = "") -> str:
        left, width = self.axis.position(start), self.axis.percent(finish - start)
        return f'<i class="{name}" style="left:{left:.3f}%;width:{width:.3f}%">{inner}</i>'

    def point(self, name: str, at: int, inner: str = "") -> str:
        return f'<i class="{name}" style="left:{self.axis.position(at):.3f}%">{inner}</i>'

    def marks(self, row: GanttRow) -> str:
        made: list[str] = []
        if row.baseline_finish is not None:
            made.append(self._baseline(row, row.baseline_finish))
        if row.finish is not None and row.late_finish is not None and row.late_finish > row.finish:
            made.append(self.span("fl", row.finish, row.late_finish))
        if row.start is not None and row.finish is not None:
            made.append(self._bar(row, row.start, row.finish))
        if row.deadline is not None:
            made.append(self.point("dl", row.deadline))
        return "".join(made)

    def _baseline(self, row: GanttRow, finish: int) -> str:
        if row.kind is RowKind.MILESTONE or row.baseline_start is None:
            return self.point("bm", finish)
        return self.span("bl", row.baseline_start, finish)

    def _bar(self, row: GanttRow, start: int, finish: int) -> str:
        critical = " c" if row.critical else ""
        if row.kind is RowKind.MILESTONE:
            done = " x" if row.percent >= 100 else ""
            return self.point(f"m{critical}{done}", finish)
        name = "s" if row.kind is RowKind.SUMMARY else "b"
        percent = max(0, min(100, row.percent))
        progress = f'<b style="width:{percent}%"></b>' if percent else ""
        label = " · ".join(part for part in (f"{percent}\u202f%" if percent else "", row.who) if part)
        behind = max(finish, row.late_finish or finish)
        text = self.point("w", behind, escape(label)) if label and row.kind is RowKind.TASK else ""
        return self.span(f"{name}{critical}", start, finish, progress) + text


def _row(row: GanttRow, lane: _Lane, formats: Formats) -> str:
    start = escape(formats.day(day_of(row.start))) if row.start is not None else ""
    finish = escape(formats.day(_finish_day(row))) if row.finish is not None else ""
    name = escape(row.name)
    if row.page:
        name = f'<a href="{site_href(row.page, row.id)}" title="{escape(row.id)}">{name}</a>'
    marks = '<span class="mp-sr"> critical</span>' if row.critical else ""
    kind = {RowKind.SUMMARY: ' class="sum"', RowKind.MILESTONE: ' class="ms"', RowKind.TASK: ""}[row.kind]
    folded = " data-folded" if row.collapsed else ""
    return (
        f'<tr id="g-{escape(row.id)}"{kind} data-d="{row.depth}"{folded}>'
        f'<th scope="row" class="n" style="--d:{row.depth}">{name}{marks}</th>'
        f'<td class="d">{start}</td><td class="d">{finish}</td><td class="f">{escape(row.float_text)}</td>'
        f'<td class="l">{lane.marks(row)}</td></tr>'
    )


def _finish_day(row: GanttRow) -> date:
    finish = row.finish or 0
    return day_of(finish) if row.kind is RowKind.MILESTONE and finish == row.start else last_day_of(finish)
