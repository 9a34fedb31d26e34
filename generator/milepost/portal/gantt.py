"""The Gantt chart as HTML: a table whose last column is the time axis, over stripes and arrows.

Built as strings, because a plan has thousands of rows; everything that comes from outside is escaped. What a
row says twice over costs hundreds of kilobytes, so its marks have no class where their place tells what they
are, and links are written as row numbers, from which the script draws those that are looked at.
"""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date

from milepost.frozen import frozen
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
    paper_scale,
    scales_of,
    ticks,
)
from milepost.portal.links import site_href
from milepost.portal.text import escape, one_line
from milepost.portal.views.gantt import GanttArrow, GanttRow, GanttView, LinkType, NamedDays, RowKind, Scale

MANY_ARROWS = 40
"""From this many links on, those off the critical path are drawn only for the row that is pointed at."""
CHUNK = 40
"""Rows that a browser skips or draws together."""
DEEPEST = 12
"""From this depth on, rows are not indented any further."""
_LONG_BREAK = 4 * DAY
_NAMES = 3
"""Names beside a bar; of more people, only their number is said."""
_LATE = 88.0
"""From this percentage of the axis on, labels stand before their bars."""

_LEGEND = (
    ("task", "Task, done part solid"),
    ("critical", "Critical (hatched)"),
    ("summary", "Summary"),
    ("milestone", "Milestone"),
    ("baseline", "Baseline"),
    ("float", "Total float"),
    ("deadline", "Deadline"),
    ("status", "Status date"),
    ("link", "Link (red: critical)"),
    ("free", "No work"),
    ("named", "Holiday or exception"),
)
_HEAD = (
    '<thead><tr><th scope="col">Task</th><th scope="col">Start</th><th scope="col">Finish</th>'
    '<th scope="col">Float</th><th scope="col"><span class="mp-sr">Timeline</span>'
)


def gantt_html(view: GanttView, formats: Formats) -> str:
    """Render a Gantt chart."""
    axis = axis_of(view)
    shown = _shown(view)
    legend = "".join(
        f'<li class="mp-key mp-key--{name}">{label}</li>' for name, label in _LEGEND if name in shown
    )
    people = json.dumps([[one.id, one_line(one.name)] for one in view.people], ensure_ascii=False)
    many = " mp-gantt--many" if len(view.arrows) > MANY_ARROWS else ""
    status = f' data-now="{_percent(axis.position(view.status))}"' if view.status is not None else ""
    opening = (
        f'<ul class="mp-legend" aria-label="Legend">{legend}</ul>'
        f'<div class="mp-scroll mp-gantt{many}" role="region" tabindex="0" aria-label="{escape(view.title)}" '
        f'data-scale="{view.scale.value}" data-from="{axis.start // DAY}"{status} '
        f'data-people="{escape(people)}" style="--days:{axis.days}"><div class="w">'
        f'<div class="bg" aria-hidden="true">{_stripes(view, axis)}</div>{_arrows(view, axis)}'
        '<table class="mp-g" data-search-exclude>'
        f'<caption class="mp-sr">{escape(view.summary or view.title)}</caption>'
    )
    head = f"{_HEAD}{_scales(view, axis)}{_named_days(view.names, axis)}</th></tr></thead>"
    return "\n".join((opening + head, *_bodies(view, axis, formats), "</table></div></div>"))


def _shown(view: GanttView) -> set[str]:
    """The entries of the legend for which there is something in the chart."""
    kinds = {row.kind for row in view.rows}
    found = {
        "task": RowKind.TASK in kinds,
        "critical": any(row.critical for row in view.rows),
        "summary": RowKind.SUMMARY in kinds,
        "milestone": RowKind.MILESTONE in kinds,
        "baseline": any(row.baseline_finish is not None for row in view.rows),
        "float": any(row.late_finish is not None for row in view.rows),
        "deadline": any(row.deadline is not None for row in view.rows),
        "status": view.status is not None,
        "link": bool(view.arrows),
        "free": bool(view.nonworking),
        "named": bool(view.names),
    }
    return {name for name, there in found.items() if there}


def _percent(value: float) -> str:
    """A percentage, short: 0.8050 is `.805`."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return text.removeprefix("0") if text.startswith("0.") else text


def _scales(view: GanttView, axis: Axis) -> str:
    """The two rows of labels at every scale; the style sheet shows those of the chosen one."""
    paper = paper_scale(axis)
    offered = {*scales_of(axis), view.scale, paper}
    return "".join(
        f'<div class="sc {scale.value}{" paper" if scale is paper else ""}" aria-hidden="true">'
        + "".join(_axis_row(row) for row in ticks(axis, scale))
        + "</div>"
        for scale in Scale
        if scale in offered
    )


def _axis_row(row: tuple[Tick, ...]) -> str:
    """Labels side by side, each as wide as its share of the usual width."""
    widths = Counter(round(tick.width, 6) for tick in row)
    usual = widths.most_common(1)[0][0]
    labels: list[str] = []
    for tick in row:
        share = f"{tick.width / usual:.4f}".rstrip("0").rstrip(".")
        style = "" if share == "1" else f' style="flex:{share}"'
        labels.append(f"<b{style}><span>{tick.label}</span></b>")
    return f'<div class="ax">{"".join(labels)}</div>'


def _named_days(names: tuple[NamedDays, ...], axis: Axis) -> str:
    marks = []
    for days in names:
        low, high = max(days.start, axis.start), min(days.finish, axis.finish)
        if low < high:
            place = f"left:{_percent(axis.position(low))}%;width:{_percent(axis.percent(high - low))}%"
            marks.append(f'<i title="{escape(one_line(days.name))}" style="{place}"></i>')
    return f'<div class="hd" aria-hidden="true">{"".join(marks)}</div>'


def _stripes(view: GanttView, axis: Axis) -> str:
    """Non-working days, the beginnings of months and the status date, as high as the chart."""
    made: list[str] = []
    for start, finish in view.nonworking:
        low, high = max(start, axis.start), min(finish, axis.finish)
        if high - low >= DAY - 1:
            long = ' class="l"' if high - low >= _LONG_BREAK else ""
            place = f"left:{_percent(axis.position(low))}%;width:{_percent(axis.percent(high - low))}%"
            made.append(f'<i{long} style="{place}"></i>')
    made.extend(
        f'<b style="left:{_percent(month.left)}%"></b>' for month in ticks(axis, Scale.MONTH)[1] if month.left
    )
    if view.status is not None:
        made.append(f'<b class="now" style="left:{_percent(axis.position(view.status))}%"></b>')
    return "".join(made)


def _arrows(view: GanttView, axis: Axis) -> str:
    """The links that are drawn without a script: all when they are few, else the critical ones."""
    places = {row.id: number for number, row in enumerate(view.rows)}
    known = [one for one in view.arrows if one.predecessor in places and one.successor in places]
    critical = "".join(_arrow(one, view.rows, places, axis) for one in known if one.critical)
    others = (
        ""
        if len(view.arrows) > MANY_ARROWS
        else "".join(_arrow(one, view.rows, places, axis) for one in known if not one.critical)
    )
    height = len(view.rows) * ROW
    return (
        f'<svg class="links" aria-hidden="true" viewBox="0 0 {axis.width:.0f} {height}" '
        f'style="height:{height}px" preserveAspectRatio="none">'
        f'<path d="{others}"/><path class="c" d="{critical}"/><path class="on"/></svg>'
    )


def _arrow(arrow: GanttArrow, rows: tuple[GanttRow, ...], places: dict[str, int], axis: Axis) -> str:
    ends = places[arrow.predecessor], places[arrow.successor]
    source, target = rows[ends[0]], rows[ends[1]]
    leaves = source.finish if arrow.type in {LinkType.FINISH_START, LinkType.FINISH_FINISH} else source.start
    enters = target.start if arrow.type in {LinkType.FINISH_START, LinkType.START_START} else target.finish
    if leaves is None or enters is None:
        return ""
    return arrow_path(
        arrow.type,
        (axis.pixels(leaves), ends[0] * ROW + HALF_ROW),
        (axis.pixels(enters), ends[1] * ROW + HALF_ROW),
    )


def _bodies(view: GanttView, axis: Axis, formats: Formats) -> Iterator[str]:
    """The rows, in bodies of so many that a browser can skip those out of sight."""
    write = _RowWriter(
        axis,
        formats,
        {one.id: number for number, one in enumerate(view.people)},
        {one.id: escape(one_line(one.short)) for one in view.people},
        _links_by_row(view),
    )
    for first in range(0, len(view.rows), CHUNK):
        rows = view.rows[first : first + CHUNK]
        count = "" if len(rows) == CHUNK else f' style="--n:{len(rows)}"'
        yield f"<tbody{count}>"
        yield from (write.row(row) for row in rows)
        yield "</tbody>"


def _links_by_row(view: GanttView) -> dict[str, str]:
    """Successor to its predecessors as row numbers, with the type where it is not FS: `3 12SS! 15*`.

    A `!` marks a link that sets the dates of the successor, a `*` one between critical rows. A row whose
    dates are set by a link of a summary above it has a `^` behind its own.
    """
    places = {row.id: number for number, row in enumerate(view.rows)}
    found: dict[str, list[str]] = {}
    for arrow in view.arrows:
        if arrow.predecessor in places:
            kind = "" if arrow.type is LinkType.FINISH_START else arrow.type.value
            mark = "!" * arrow.driving + "*" * arrow.critical
            found.setdefault(arrow.successor, []).append(f"{places[arrow.predecessor]}{kind}{mark}")
    return {successor: " ".join(links) for successor, links in found.items()}


@frozen
class _RowWriter:
    """Writes rows.

    Attributes:
        axis: The time axis.
        formats: How dates are printed.
        numbers: Id of a person to their place among the chart's people.
        short: Id of a person to what stands beside their bars, escaped.
        links: Id of a row to its predecessors.
    """

    axis: Axis
    formats: Formats
    numbers: dict[str, int]
    short: dict[str, str]
    links: dict[str, str]

    def row(self, row: GanttRow) -> str:
        start = escape(self.formats.day(day_of(row.start))) if row.start is not None else ""
        finish = escape(self.formats.day(_finish_day(row))) if row.finish is not None else ""
        name = escape(row.name)
        href = f' href="{site_href(row.page, row.id)}"' if row.page else ""
        identifier = escape(row.id)
        return (
            f'<tr id="g-{identifier}"{self._attributes(row)}>'
            f'<th scope="row"><a{href}>{name}</a> <small>{identifier}</small></th>'
            f"<td>{start}</td><td>{finish}</td><td>{escape(row.float_text)}</td>"
            f"<td>{self._marks(row)}<b>{self._words(row)}</b></td></tr>"
        )

    def _attributes(self, row: GanttRow) -> str:
        names = {RowKind.SUMMARY: "s", RowKind.MILESTONE: "m", RowKind.TASK: ""}[row.kind]
        names += " c" * row.critical + " z" * (row.percent >= 100)
        written = f' class="{names.strip()}"' if names else ""
        written += f' data-d="{min(row.depth, DEEPEST)}"'
        who = " ".join(str(self.numbers[one]) for one in row.who if one in self.numbers)
        links = f"{self.links.get(row.id, '')}{' ^' * row.below}".strip()
        written += f' data-w="{who}"' if who else ""
        written += f' data-p="{links}"' if links else ""
        return written + (" data-folded" if row.collapsed else "")

    def _marks(self, row: GanttRow) -> str:
        """Baseline, bar, float and deadline; the last of bar and float carries the label."""
        if row.start is None or row.finish is None:
            return ""
        made = [] if row.baseline_finish is None else [self._baseline(row, row.baseline_finish)]
        floating = row.late_finish is not None and row.late_finish > row.finish
        label = self._label(row)
        end = self.axis.position(max(row.finish, row.late_finish or row.finish))
        before = label.replace("<u>", '<u class="r">') if end > _LATE else ""
        behind = "" if before else label
        made.append(self._bar(row, row.start, row.finish, before or ("" if floating else behind)))
        if floating and row.late_finish is not None:
            made.append(self._span(' class="f"', row.finish, row.late_finish, behind))
        if row.deadline is not None:
            made.append(self._point(' class="e l"' if _missed(row) else ' class="e"', row.deadline))
        return "".join(made)

    def _span(self, name: str, start: int, finish: int, inner: str = "") -> str:
        left, width = self.axis.position(start), self.axis.percent(finish - start)
        return f'<i{name} style="left:{_percent(left)}%;width:{_percent(width)}%">{inner}</i>'

    def _point(self, name: str, at: int, inner: str = "") -> str:
        return f'<i{name} style="left:{_percent(self.axis.position(at))}%">{inner}</i>'

    def _baseline(self, row: GanttRow, finish: int) -> str:
        if row.kind is RowKind.MILESTONE or row.baseline_start is None:
            return self._point(' class="q"', finish)
        return self._span(' class="p"', row.baseline_start, finish)

    def _bar(self, row: GanttRow, start: int, finish: int, label: str) -> str:
        if row.kind is RowKind.MILESTONE:
            return self._point("", finish, label)
        percent = max(0, min(100, row.percent))
        progress = f'<b style="width:{percent}%"></b>' if 0 < percent < 100 else ""
        return self._span("", start, finish, progress + label)

    def _label(self, row: GanttRow) -> str:
        if row.kind is not RowKind.TASK:
            return ""
        percent = f"{row.percent}\u202f%" if 0 < row.percent < 100 else ""
        known = [self.short[one] for one in row.who if one in self.short]
        who = ", ".join(known[:_NAMES]) + (f" +{len(known) - _NAMES}" if len(known) > _NAMES else "")
        label = " · ".join(part for part in (percent, who) if part)
        return f"<u>{label}</u>" if label else ""

    def _words(self, row: GanttRow) -> str:
        """What the marks say, for those who do not see them and for the line below the chart."""
        if row.start is None or row.finish is None:
            return "no dates"
        day = self.formats.day
        said = [f"{max(0, min(100, row.percent))}\u202f% done"]
        if row.critical:
            said.append("critical")
        if row.baseline_finish is not None:
            slip = f", {row.slip}" if row.slip else ""
            said.append(f"baseline {day(last_day_of(row.baseline_finish))}{slip}")
        if row.deadline is not None:
            said.append(f"deadline {day(last_day_of(row.deadline))}{' missed' if _missed(row) else ''}")
        if row.why and row.percent < 100:
            said.append(f"set by {row.why}")
        return escape("; ".join(said))


def _missed(row: GanttRow) -> bool:
    return row.deadline is not None and row.finish is not None and row.finish > row.deadline


def _finish_day(row: GanttRow) -> date:
    finish = row.finish or 0
    return day_of(finish) if row.kind is RowKind.MILESTONE and finish == row.start else last_day_of(finish)
