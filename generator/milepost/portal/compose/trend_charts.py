"""The charts of the history: each a title that says the finding, a caption and its lines."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from milepost.history.snapshot import Snapshot
from milepost.history.trends import Point, Trends
from milepost.portal.formats import Formats
from milepost.portal.views.trends import Measure, TrendChartView, TrendSeries
from milepost.schedule.instants import date_of, day_of

_MOST_MILESTONES = 12
_MILESTONES = (
    "Milestone trend analysis: across, the status date; upwards, the date that was forecast for each "
    "milestone then. A level line keeps its date, a rising one slips; on the dotted line a milestone is due."
)
_FINISH = (
    "Forecast finish by status date, with the day by which four in five simulated runs end (P80), the finish "
    "of the baseline in force and the one that was promised."
)
_INDICES = "CPI, SPI and SPI(t) by status date; below 1 is worse than planned."
_EXPOSURE = (
    "Expected cost of the open threats, today and after the responses, beside the contingency that is left."
)
_FINDINGS = "Findings that the checks of today have in the project as it was."
_Figure = Callable[[Snapshot], Decimal | None]
_Instant = Callable[[Snapshot], int | None]


def trend_charts(trends: Trends, formats: Formats) -> tuple[TrendChartView, ...]:
    """The charts that have something to show, milestones first."""
    points = trends.points
    charts = (
        _milestones(points),
        _finish(points, formats),
        _cost(points, formats),
        _indices(points),
        _exposure(points, formats),
        _scope(points),
        _findings(points),
    )
    return tuple(one for one in charts if one.series)


def day_of_finish(finish: int) -> date:
    """The day of a finish; the end of a day is that day."""
    return date_of(day_of(finish - 1))


def days_between(before: int | None, after: int | None) -> int | None:
    """Calendar days from one finish to another."""
    return None if before is None or after is None else (day_of_finish(after) - day_of_finish(before)).days


def _finish(points: tuple[Point, ...], formats: Formats) -> TrendChartView:
    title = _moved("The forecast finish", points, lambda one: one.finish, formats)
    series = _dated(
        points,
        ("Forecast", lambda one: one.finish),
        ("P80", lambda one: one.finish_p80),
        ("Baseline", lambda one: one.baseline_finish),
        ("Target", lambda one: one.target_finish),
    )
    return TrendChartView("finish", title, _FINISH, Measure.DATE, "", series)


def _cost(points: tuple[Point, ...], formats: Formats) -> TrendChartView:
    title = _rose("The forecast cost", points, lambda one: one.eac, formats)
    series = _lines(
        points,
        ("Forecast", lambda one: one.eac),
        ("P80", lambda one: one.cost_p80),
        ("Budget", lambda one: one.bac),
        ("Actual", lambda one: one.ac),
    )
    currency = points[-1].snapshot.currency
    caption = (
        f"Forecast at completion, what four in five simulated runs do not exceed (P80), budget at completion "
        f"and actual cost in {currency} by status date."
    )
    return TrendChartView("cost", title, caption, Measure.MONEY, currency, series)


def _indices(points: tuple[Point, ...]) -> TrendChartView:
    series = _lines(
        points,
        ("CPI", lambda one: one.cpi),
        ("SPI", lambda one: one.spi),
        ("SPI(t)", lambda one: one.spi_t),
    )
    return TrendChartView("indices", _indices_title(points[-1].snapshot), _INDICES, Measure.INDEX, "", series)


def _exposure(points: tuple[Point, ...], formats: Formats) -> TrendChartView:
    last = points[-1].snapshot
    series = _lines(
        points,
        ("Threats", lambda one: one.threats),
        ("After responses", lambda one: one.residual),
        ("Contingency", lambda one: one.contingency),
    )
    title = _exposure_title(last, formats)
    return TrendChartView("exposure", title, _EXPOSURE, Measure.MONEY, last.currency, series)


def _scope(points: tuple[Point, ...]) -> TrendChartView:
    series = _lines(
        points,
        ("Deliverables", lambda one: _count(one.scope.get("deliverable"))),
        ("Requirements", lambda one: _count(one.scope.get("requirement"))),
        ("Scope entries", lambda one: _count(one.scope.get("scope_item"))),
    )
    caption = "Records in scope by status date."
    return TrendChartView("scope", _scope_title(points), caption, Measure.COUNT, "", series)


def _findings(points: tuple[Point, ...]) -> TrendChartView:
    last = points[-1].snapshot.findings
    series = _lines(
        points,
        ("Errors", lambda one: _count(one.findings.get("error"))),
        ("Warnings", lambda one: _count(one.findings.get("warning"))),
    )
    title = f"{last.get('error', 0)} errors and {last.get('warning', 0)} warnings now"
    return TrendChartView("findings-trend", title, _FINDINGS, Measure.COUNT, "", series)


def _milestones(points: tuple[Point, ...]) -> TrendChartView:
    last = points[-1].snapshot
    slips = {
        id_: abs(days_between(first, one.finish) or 0)
        for id_, one in last.milestones.items()
        if (first := next(p.snapshot.milestones[id_].finish for p in points if id_ in p.snapshot.milestones))
    }
    open_ = [id_ for id_, one in last.milestones.items() if not one.done]
    done = sorted((id_ for id_ in slips if id_ not in open_), key=lambda id_: -slips[id_])
    shown = set((open_ + done)[:_MOST_MILESTONES])
    series = tuple(
        TrendSeries(
            id_,
            tuple(
                (point.snapshot.status_date, day_of_finish(found.finish))
                for point in points
                if (found := point.snapshot.milestones.get(id_)) is not None
            ),
        )
        for id_ in last.milestones
        if id_ in shown
    )
    most = max(slips, key=lambda id_: slips[id_], default="")
    title = (
        f"{most} moved most: {slips[most]} days since it was first planned"
        if most and slips[most]
        else "No milestone has moved"
    )
    return TrendChartView("milestone-trend", title, _MILESTONES, Measure.DATE, "", series, diagonal=True)


def _lines(points: tuple[Point, ...], *figures: tuple[str, _Figure]) -> tuple[TrendSeries, ...]:
    series = (
        TrendSeries(
            name,
            tuple(
                (point.snapshot.status_date, float(value))
                for point in points
                if (value := figure(point.snapshot)) is not None
            ),
        )
        for name, figure in figures
    )
    return tuple(one for one in series if one.points)


def _dated(points: tuple[Point, ...], *figures: tuple[str, _Instant]) -> tuple[TrendSeries, ...]:
    series = (
        TrendSeries(
            name,
            tuple(
                (point.snapshot.status_date, day_of_finish(at))
                for point in points
                if (at := figure(point.snapshot)) is not None
            ),
        )
        for name, figure in figures
    )
    return tuple(one for one in series if one.points)


def _moved(what: str, points: tuple[Point, ...], figure: _Instant, formats: Formats) -> str:
    known = [at for point in points if (at := figure(point.snapshot)) is not None]
    if not known or known[0] == known[-1]:
        return f"{what} has not moved"
    days = days_between(known[0], known[-1]) or 0
    way = "later" if days > 0 else "earlier"
    first, last = (formats.day(day_of_finish(known[index])) for index in (0, -1))
    return f"{what} moved from {first} to {last}, {abs(days)} days {way}"


def _rose(what: str, points: tuple[Point, ...], figure: _Figure, formats: Formats) -> str:
    known = [
        (value, point.snapshot.currency) for point in points if (value := figure(point.snapshot)) is not None
    ]
    if not known or known[0] == known[-1] or known[0][1] != known[-1][1]:
        return f"{what} over time"
    whole = [formats.money(value.quantize(Decimal(1)), currency) for value, currency in (known[0], known[-1])]
    return f"{what} {'rose' if known[-1][0] > known[0][0] else 'fell'} from {whole[0]} to {whole[1]}"


def _indices_title(last: Snapshot) -> str:
    parts = [
        f"{name} {value:.2f}" for name, value in (("CPI", last.cpi), ("SPI", last.spi)) if value is not None
    ]
    return f"Performance now: {', '.join(parts)}" if parts else "Performance over time"


def _exposure_title(last: Snapshot, formats: Formats) -> str:
    if last.threats is None or last.contingency is None:
        return "Risk exposure over time"
    threats, left = (
        formats.money(one.quantize(Decimal(1)), last.currency) for one in (last.threats, last.contingency)
    )
    word = "covers" if last.contingency >= last.threats else "does not cover"
    return f"The contingency left, {left}, {word} the exposure of {threats}"


def _scope_title(points: tuple[Point, ...]) -> str:
    first, last = (sum(points[index].snapshot.scope.values()) for index in (0, -1))
    if first == last:
        return f"{last} records in scope, as many as at first"
    return f"{last} records in scope, {abs(last - first)} {'more' if last > first else 'fewer'} than at first"


def _count(value: int | None) -> Decimal | None:
    return None if value is None else Decimal(value)
