"""The history for a terminal: a line for each status date."""

from milepost.diagnostics.render.characters import escape
from milepost.history.repository import SHALLOW
from milepost.history.trends import Point, Trends, baseline_moves
from milepost.schedule.instants import date_of, day_of

_HEAD = (
    "status date",
    "commit",
    "status",
    "finish",
    "P80",
    "forecast cost",
    "P80",
    "CPI",
    "SPI",
    "threats",
    "errors",
    "warnings",
)


def trends_text(trends: Trends) -> str:
    """Render a history as a table of text, the oldest status date first."""
    table = [_HEAD, *(_line(point) for point in trends.points)]
    widths = [max(len(line[index]) for line in table) for index in range(len(_HEAD))]
    lines = ["  ".join(cell.rjust(width) for cell, width in zip(line, widths, strict=True)) for line in table]
    lines += [
        f"baseline: {one.point.snapshot.status_date} {'•' if one.allowed else '▲'} {one.text}"
        for one in baseline_moves(trends)
    ]
    lines += [
        f"left out: {one.commit.short} of {one.commit.when.date()} ({one.commit.subject}): {one.reason}"
        for one in trends.skipped
    ]
    if trends.shallow:
        lines.append(f"Older status dates may be missing: {SHALLOW}.")
    return "\n".join(escape(line) for line in lines) + "\n"


def _line(point: Point) -> tuple[str, ...]:
    one = point.snapshot
    return (
        one.status_date.isoformat(),
        "–" if point.commit is None else point.commit.short,
        one.status.get("overall", ""),
        _day(one.finish),
        _day(one.finish_p80),
        "–" if one.eac is None else f"{one.eac:,.0f} {one.currency}",
        "–" if one.cost_p80 is None else f"{one.cost_p80:,.0f}",
        "–" if one.cpi is None else f"{one.cpi:.2f}",
        "–" if one.spi is None else f"{one.spi:.2f}",
        "–" if one.threats is None else f"{one.threats:,.0f}",
        str(one.findings.get("error", 0)),
        str(one.findings.get("warning", 0)),
    )


def _day(finish: int | None) -> str:
    return "–" if finish is None else date_of(day_of(finish - 1)).isoformat()
