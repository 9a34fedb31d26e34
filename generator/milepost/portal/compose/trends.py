"""The history as a page: how dates, money, risk, scope and findings moved from status date to status date."""

from decimal import Decimal

from milepost.exchange.trends_json import HEADER, trend_rows, trends_json
from milepost.history.trends import BaselineMove, Point, Trends, baseline_moves
from milepost.portal.compose import pages
from milepost.portal.compose.downloads import TRENDS, TRENDS_JSON
from milepost.portal.compose.trend_charts import day_of_finish, days_between, trend_charts
from milepost.portal.downloads import csv_text
from milepost.portal.formats import Formats
from milepost.portal.page import Page
from milepost.portal.render import Renderer
from milepost.portal.text import escape
from milepost.portal.views.register import Column, ColumnKind, Row, TableView
from milepost.portal.views.values import Badge, Day, Money, Number, Text, Tone
from milepost.project import Project

PAGE = "trends.md"
_TONES = {"green": Tone.GOOD, "amber": Tone.WATCH, "red": Tone.BAD}


def trends_page(project: Project, trends: Trends, render: Renderer) -> Page:
    """The page; with a single status date it says what adds more."""
    points = trends.points
    sections = []
    if len(points) > 1:
        sections += [render.trend(view) for view in trend_charts(trends, render.formats)]
        sections.insert(1, render.table(milestone_table(project, trends)))
    moves = baseline_moves(trends)
    if moves:
        sections.append(render.table(baseline_table(moves)))
    sections.append(render.table(points_table(trends)))
    if trends.skipped:
        sections.append(render.table(skipped_table(trends)))
    lead = "".join(
        f'<p class="mp-lead">{escape(sentence)}</p>' for sentence in lead_sentences(trends, render.formats)
    )
    return render.plan("Trends", lead, sections)


def trend_files(trends: Trends) -> dict[str, bytes]:
    """The history as data, by path."""
    return {
        TRENDS_JSON: trends_json(trends).encode(),
        TRENDS: csv_text(HEADER, trend_rows(trends)).encode(),
    }


def lead_sentences(trends: Trends, formats: Formats) -> tuple[str, ...]:
    """What the history says, and what is missing of it."""
    points = trends.points
    said: list[str] = []
    if len(points) < 2:
        said.append(
            "There is one status date so far. Each later commit with a new status_date in project.yaml adds "
            "a point; nothing else has to be written down."
        )
    else:
        since = formats.day(points[0].snapshot.status_date)
        moved = " and ".join(filter(None, (_finish_since(points), _cost_since(points, formats))))
        said.append(f"{len(points)} status dates since {since}{f': {moved}' if moved else ''}.")
    if trends.shallow:
        said.append(
            "The clone is shallow, so older commits are missing; a full clone (fetch-depth: 0) shows them."
        )
    return tuple(said)


def _finish_since(points: tuple[Point, ...]) -> str:
    known = [one.snapshot.finish for one in points if one.snapshot.finish is not None]
    days = days_between(known[0], known[-1]) if known else None
    if days is None:
        return ""
    word = "later" if days > 0 else "earlier"
    where = f"{abs(days)} day{'' if abs(days) == 1 else 's'} {word}" if days else "the same day"
    return f"the forecast finish is {where} {'than' if days else 'that was'} first said"


def _cost_since(points: tuple[Point, ...], formats: Formats) -> str:
    known = [(one.snapshot.eac, one.snapshot.currency) for one in points if one.snapshot.eac is not None]
    if not known or known[0][1] != known[-1][1]:
        return ""
    (first, _), (last, currency) = known[0], known[-1]
    if first == last:
        return "the forecast cost is the same"
    amount = formats.money(abs(last - first).quantize(Decimal(1)), currency)
    return f"the forecast cost {amount} {'more' if last > first else 'less'}"


def milestone_table(project: Project, trends: Trends) -> TableView:
    """Each milestone: the baseline, what was first said, what was said last time, and now."""
    points = trends.points
    last, previous = points[-1].snapshot, points[-2].snapshot
    rows = []
    for id_, milestone in last.milestones.items():
        first = next(one.snapshot.milestones[id_] for one in points if id_ in one.snapshot.milestones)
        before = previous.milestones.get(id_)
        rows.append(
            Row(
                (
                    pages.link(project, id_),
                    Text(milestone.name),
                    None if milestone.planned is None else Day(day_of_finish(milestone.planned)),
                    Day(day_of_finish(first.finish)),
                    None if before is None else Day(day_of_finish(before.finish)),
                    Day(day_of_finish(milestone.finish)),
                    _slip(days_between(first.finish, milestone.finish)),
                    _slip(None if before is None else days_between(before.finish, milestone.finish)),
                    Badge("reached", Tone.GOOD) if milestone.done else None,
                )
            )
        )
    columns = (
        Column("Id", ColumnKind.ID),
        Column("Milestone"),
        Column("Baseline", ColumnKind.DATE),
        Column("First said", ColumnKind.DATE, "At the first status date of the history"),
        Column("Last time", ColumnKind.DATE, "At the status date before this one"),
        Column("Now", ColumnKind.DATE),
        Column("Since first", ColumnKind.NUMBER, "Days later, or earlier where negative"),
        Column("Since last", ColumnKind.NUMBER, "Days later, or earlier where negative"),
        Column("State", ColumnKind.BADGE),
    )
    return TableView("milestone-history", "What was said of each milestone", columns, tuple(rows))


def baseline_table(moves: tuple[BaselineMove, ...]) -> TableView:
    """When another baseline came into force, or the file of one was rewritten, the newest first."""
    columns = (
        Column("Status date", ColumnKind.DATE),
        Column("What happened"),
        Column("Allowed", ColumnKind.BADGE, "A first baseline is, and one with an approved change request"),
        Column("Commit"),
    )
    rows = tuple(
        Row(
            (
                Day(one.point.snapshot.status_date),
                Text(one.text),
                Badge("yes", Tone.GOOD) if one.allowed else Badge("no", Tone.BAD),
                Text("not committed" if one.point.commit is None else one.point.commit.short),
            )
        )
        for one in reversed(moves)
    )
    return TableView("baseline-moves", "When the baseline moved", columns, rows)


def points_table(trends: Trends) -> TableView:
    """Every status date, the newest first."""
    columns = (
        Column("Status date", ColumnKind.DATE),
        Column("Status", ColumnKind.BADGE),
        Column("Finish", ColumnKind.DATE),
        Column("P80", ColumnKind.DATE, "The day by which four in five simulated runs end"),
        Column("Cost", ColumnKind.MONEY, "Forecast at completion"),
        Column("P80 cost", ColumnKind.MONEY, "What four in five simulated runs do not exceed"),
        Column("CPI", ColumnKind.NUMBER),
        Column("SPI", ColumnKind.NUMBER),
        Column("Threats", ColumnKind.MONEY, "Expected cost of the open threats"),
        Column("Errors", ColumnKind.NUMBER),
        Column("Warnings", ColumnKind.NUMBER),
        Column("Commit", ColumnKind.TEXT),
    )
    rows = tuple(_point_row(point) for point in reversed(trends.points))
    return TableView("status-dates", "Every status date", columns, rows, csv=TRENDS)


def _point_row(point: Point) -> Row:
    one = point.snapshot
    overall = one.status.get("overall", "")
    return Row(
        (
            Day(one.status_date),
            Badge(overall, _TONES.get(overall, Tone.NEUTRAL)),
            _day(one.finish),
            _day(one.finish_p80),
            _money(one.eac, one.currency),
            _money(one.cost_p80, one.currency),
            _index(one.cpi),
            _index(one.spi),
            _money(one.threats, one.currency),
            Number(one.findings.get("error", 0)),
            Number(one.findings.get("warning", 0)),
            Text("not committed" if point.commit is None else point.commit.short),
        )
    )


def skipped_table(trends: Trends) -> TableView:
    """Commits without figures, and why."""
    columns = (Column("Commit"), Column("Date", ColumnKind.DATE), Column("Message"), Column("Why"))
    rows = tuple(
        Row((Text(one.commit.short), Day(one.commit.when.date()), Text(one.commit.subject), Text(one.reason)))
        for one in trends.skipped
    )
    return TableView("skipped", "Commits without figures", columns, rows)


def _day(finish: int | None) -> Day | None:
    return None if finish is None else Day(day_of_finish(finish))


def _slip(days: int | None) -> Number | None:
    return None if days is None else Number(days, "d")


def _money(value: Decimal | None, currency: str) -> Money | None:
    return None if value is None else Money(value.quantize(Decimal(1)), currency)


def _index(value: Decimal | None) -> Number | None:
    return None if value is None else Number(value.quantize(Decimal("0.01")))
