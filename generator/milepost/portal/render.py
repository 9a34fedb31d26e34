"""Render views to pages and sections: pure functions of their view, the formats and the chart cache.

What few pages show, and the charts, are loaded by the sections that draw them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from milepost.diagnostics import Severity
from milepost.frozen import frozen
from milepost.portal.charts import Charts, Json
from milepost.portal.formats import Formats
from milepost.portal.gantt import gantt_html
from milepost.portal.host import GitHost
from milepost.portal.page import Page, Section
from milepost.portal.text import escape, slug
from milepost.portal.views.values import Badge, Tone

if TYPE_CHECKING:
    from milepost.portal.grids import Grid
    from milepost.portal.views.board import BoardView, WaterfallView
    from milepost.portal.views.budget import BudgetView, CashFlowPageView, CurveView
    from milepost.portal.views.dashboard import DashboardView, FindingCounts
    from milepost.portal.views.downloads import DownloadsView
    from milepost.portal.views.findings import FindingsView, FindingView
    from milepost.portal.views.gantt import GanttView
    from milepost.portal.views.grids import RiskMatrixView, StakeholderGridView
    from milepost.portal.views.health import HealthView
    from milepost.portal.views.letters import MatrixView
    from milepost.portal.views.load import LoadChartView, LoadMapView
    from milepost.portal.views.matrix import BarsView, LinesView, MarkMatrixView
    from milepost.portal.views.money import MoneyChart
    from milepost.portal.views.register import RegisterView, TableView
    from milepost.portal.views.simulation import Figure, OutcomeItem
    from milepost.portal.views.trends import TrendChartView
    from milepost.portal.views.words import SaidAndDone

_TONES = {Severity.ERROR: "bad", Severity.WARNING: "watch", Severity.INFO: "info"}
_HEADINGS = {Severity.ERROR: "Errors", Severity.WARNING: "Warnings", Severity.INFO: "Notes"}
_WIDE, _NARROW = (760, 320), (270, 240)


@frozen
class Renderer:
    """Turns views into pages.

    Attributes:
        formats: How dates, money and numbers are printed.
        charts: Renders charts, and keeps them.
        host: Where the project's files can be seen and edited, or None.
    """

    formats: Formats
    charts: Charts
    host: GitHost | None = None

    def dashboard(self, view: DashboardView) -> Page:
        """The first page."""
        sections = [
            self._section("figures", "Key figures", "dashboard_figures.html", view=view),
            self._section("decisions", "Decisions wanted", "dashboard_decisions.html", view=view),
            self._section("milestones", "Next milestones", "dashboard_milestones.html", view=view),
            self._section("status", "Status by dimension", "dashboard_status.html", view=view),
            self._section("checks", "Checks", "counts.html", **_counts(view.findings)),
        ]
        if view.since is not None:
            since = self._section("since", "Since the last report", "dashboard_since.html", since=view.since)
            sections.insert(3, since)
        lead = self._html("dashboard_lead.html", view=view)
        return Page(view.name, lead, tuple(sections), hide=("toc",), nav_title="Overview")

    def register(self, view: RegisterView, before: Iterable[Section] = ()) -> Page:
        """The page of a register; sections such as a matrix may stand before its tables."""
        lead = self._html("register.html", view=view)
        sections = (*before, *(self.table(table) for table in view.tables))
        return Page(view.title, lead, sections, hide=() if len(sections) > 2 else ("toc",))

    def table(self, view: TableView) -> Section:
        """A table with its records in full below it; of one without rows, the sentence that says so."""
        if not view.rows:
            return Section(view.anchor, view.title, f'<p class="mp-empty">{escape(view.empty)}</p>')
        records = [row.record for row in view.rows if row.record is not None]
        return self._section(view.anchor, view.title, "table.html", view=view, records=records)

    def gantt(self, view: GanttView, anchor: str = "gantt") -> Section:
        """The Gantt chart."""
        return Section(anchor, view.title, gantt_html(view, self.formats))

    def plan(self, title: str, lead: str, sections: Iterable[Section]) -> Page:
        """A page of sections made one by one; `lead` is ready HTML and takes the full width."""
        return Page(title, lead, tuple(sections), hide=("toc",))

    def budget(self, view: BudgetView) -> Page:
        """The budget page."""
        sections = [] if view.curve is None else [self.curve(view.curve)]
        sections.append(
            self._section(view.accounts.anchor, view.accounts.title, "accounts.html", view=view.accounts)
        )
        if view.waterfall is not None:
            sections.append(self.money_chart(view.waterfall, "causes"))
        sections.append(self._section("indices", "Indices", "indices.html", view=view))
        if view.reserves is not None:
            sections.append(self.money_chart(view.reserves, "reserve-levels"))
        sections.extend(self.table(table) for table in view.more)
        lead = f'<p class="mp-lead">{escape(view.summary)}</p>' if view.summary else ""
        return Page(view.title, lead, tuple(sections), hide=("toc",))

    def cash_flow(self, view: CashFlowPageView) -> Page:
        """The page about money over time."""
        sections = [self.money_chart(view.chart, "cash-flow")]
        if view.trajectory is not None:
            sections.append(self.money_chart(view.trajectory, "trajectory"))
        sections.extend(self.table(table) for table in view.tables)
        return Page(
            view.title, f'<p class="mp-lead">{escape(view.summary)}</p>', tuple(sections), hide=("toc",)
        )

    def money_chart(self, view: MoneyChart, anchor: str) -> Section:
        """A chart of money, in two widths, with its table."""
        from milepost.portal.money_charts import money_spec

        wide = self.charts.svg(money_spec(view, *_WIDE))
        narrow = self.charts.svg(money_spec(view, *_NARROW))
        return self._section(anchor, view.title, "money_chart.html", view=view, wide=wide, narrow=narrow)

    def curve(self, view: CurveView, anchor: str = "s-curve") -> Section:
        """The S-curve, in two widths, with its table."""
        from milepost.portal.curve_chart import curve_spec

        wide = self.charts.svg(curve_spec(view, *_WIDE))
        narrow = self.charts.svg(curve_spec(view, *_NARROW))
        shown = set(view.table_days)
        points = [point for point in view.points if not shown or point.day in shown]
        return self._section(
            anchor, view.title, "curve.html", view=view, wide=wide, narrow=narrow, points=points
        )

    def figure(self, view: Figure, spec: Callable[[int, int], dict[str, Json]]) -> Section:
        """A chart in two widths, with its caption and the same as a table; `spec` takes width and height."""
        wide, narrow = self.charts.svg(spec(*_WIDE)), self.charts.svg(spec(*_NARROW))
        return self._section(view.anchor, view.title, "figure.html", view=view, wide=wide, narrow=narrow)

    def outcomes(self, items: tuple[OutcomeItem, ...], anchor: str = "outcomes") -> Section:
        """Figures of a simulation as cards."""
        return self._section(anchor, "Finish and cost in figures", "outcomes.html", items=items)

    def lines(self, view: LinesView, anchor: str) -> Section:
        """Curves over time, in two widths, with their table."""
        from milepost.portal.line_chart import lines_spec

        wide = self.charts.svg(lines_spec(view, *_WIDE))
        narrow = self.charts.svg(lines_spec(view, *_NARROW))
        known = [dict(line.points) for line in view.lines]
        rows = [(day, [points.get(day) for points in known]) for day in view.days]
        return self._section(anchor, view.title, "lines.html", view=view, wide=wide, narrow=narrow, rows=rows)

    def bars(self, view: BarsView, anchor: str) -> Section:
        """Bars of coverage."""
        return self._section(anchor, view.title, "bars.html", view=view)

    def mark_matrix(self, view: MarkMatrixView, anchor: str) -> Section:
        """A matrix of marks."""
        return self._section(anchor, view.title, "mark_matrix.html", view=view)

    def board(self, view: BoardView, anchor: str) -> Section:
        """Cards by status."""
        return self._section(anchor, view.title, "board.html", view=view)

    def waterfall(self, view: WaterfallView, anchor: str) -> Section:
        """What moved a figure, in two widths; its table is a section of its own."""
        from milepost.portal.waterfall_chart import waterfall_spec

        wide = self.charts.svg(waterfall_spec(view, *_WIDE))
        narrow = self.charts.svg(waterfall_spec(view, *_NARROW))
        return self._section(anchor, view.title, "waterfall.html", view=view, wide=wide, narrow=narrow)

    def fragment(self, anchor: str, title: str, template: str, **values: object) -> Section:
        """A section of a template of its own, for what only one page shows."""
        return self._section(anchor, title, template, **values)

    def load_chart(self, view: LoadChartView, anchor: str = "histogram") -> Section:
        """The histogram of work against capacity, in two widths, with its table."""
        from milepost.portal.load_chart import load_spec

        wide = self.charts.svg(load_spec(view, *_WIDE))
        narrow = self.charts.svg(load_spec(view, *_NARROW))
        return self._section(anchor, view.title, "load_chart.html", view=view, wide=wide, narrow=narrow)

    def trend(self, view: TrendChartView) -> Section:
        """Lines over the status dates, in two widths, with their table."""
        from milepost.portal.trend_charts import trend_cell, trend_spec

        wide, narrow = (self.charts.svg(trend_spec(view, *size)) for size in ((680, 300), (230, 240)))
        rows = [(day, [trend_cell(one, view) for one in cells]) for day, cells in view.rows()]
        return self._section(
            view.anchor, view.title, "trend_chart.html", view=view, wide=wide, narrow=narrow, rows=rows
        )

    def load_map(self, view: LoadMapView, anchor: str = "heat-map") -> Section:
        """People and weeks."""
        return self._section(anchor, view.title, "load_map.html", view=view)

    def health(self, view: HealthView) -> Page:
        """The schedule health page."""
        lead = self._html("health_lead.html", view=view)
        overview = self._section("points", "The 14 points", "health_points.html", view=view)
        detail = self._section("meaning", "What they mean", "health_meaning.html", view=view)
        return Page(view.title, lead, (overview, detail))

    def risk_matrix(self, view: RiskMatrixView, anchor: str = "matrix") -> Section:
        """The risk matrix as a picture with arrows, and as a table."""
        from milepost.portal.grids import risk_grid
        from milepost.portal.risk_map import NARROW, WIDE, risk_map_svg

        wide, narrow = risk_map_svg(view, WIDE), risk_map_svg(view, NARROW)
        return self._section(
            anchor, view.title, "risk_map.html", wide=wide, narrow=narrow, grid=risk_grid(view)
        )

    def matrix(self, view: MatrixView) -> Section:
        """Records against anything, with words or letters in the cells."""
        return self._section(view.anchor, view.title, "matrix.html", view=view)

    def said_and_done(self, entries: Sequence[SaidAndDone], summary: str) -> Section:
        """What people said, and what was done about it."""
        return self._section("said", "You said, we did", "said.html", entries=entries, summary=summary)

    def stakeholder_grid(self, view: StakeholderGridView, anchor: str = "grid") -> Section:
        """The power/interest grid."""
        from milepost.portal.grids import stakeholder_grid

        return self._grid(anchor, stakeholder_grid(view))

    def findings(self, view: FindingsView) -> Page:
        """The findings page, worst first and in file order within a severity."""
        counts = _finding_counts(view)
        sections = [
            self._findings(_HEADINGS[severity], [one for one in view.findings if one.severity is severity])
            for severity in Severity
            if any(one.severity is severity for one in view.findings)
        ]
        if view.waived:
            sections.append(self._findings("Waived", list(view.waived)))
        rules = f" {view.rules_run} rules were applied." if view.rules_run else ""
        words = "The checks found nothing." if not view.findings else "What the checks found, and what to do."
        lead = f'<p class="mp-lead">{words}{rules}</p>' + self._html("counts.html", **_counts(counts))
        return Page("Findings", lead, tuple(sections))

    def downloads(self, view: DownloadsView) -> Page:
        """The downloads page."""
        sections = tuple(
            self._section(slug(title), title, "downloads.html", items=items) for title, items in view.groups
        )
        return Page("Downloads", '<p class="mp-lead">Everything on this site as data.</p>', sections)

    def _findings(self, title: str, findings: list[FindingView]) -> Section:
        return self._section(slug(title), title, "findings.html", findings=findings, tones=_TONES)

    def _grid(self, anchor: str, grid: Grid) -> Section:
        return self._section(anchor, grid.title, "grid.html", grid=grid)

    def _section(self, anchor: str, title: str, template: str, **values: object) -> Section:
        return Section(anchor, title, self._html(template, **values))

    def _html(self, template: str, **values: object) -> str:
        from milepost.portal.templates import environment  # a page without a table needs no engine

        return environment(self.formats, self.host).get_template(template).render(**values)


def _finding_counts(view: FindingsView) -> FindingCounts:
    from milepost.portal.views.dashboard import FindingCounts

    severities = [finding.severity for finding in view.findings]
    return FindingCounts(
        severities.count(Severity.ERROR),
        severities.count(Severity.WARNING),
        severities.count(Severity.INFO),
        "findings.md",
    )


def _counts(counts: FindingCounts) -> dict[str, object]:
    marks = (
        (counts.errors, "error", Tone.BAD),
        (counts.warnings, "warning", Tone.WATCH),
        (counts.infos, "note", Tone.INFO),
    )
    badges = [
        Badge(f"{count} {word}" if count == 1 else f"{count or 'no'} {word}s", tone if count else Tone.GOOD)
        for count, word, tone in marks
    ]
    return {"page": counts.page, "badges": badges}
