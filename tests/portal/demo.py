"""A portal made of hand-made views: a library's move to a new catalogue, mid-flight."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from milepost.diagnostics import Severity
from milepost.portal import markup
from milepost.portal.charts import Charts
from milepost.portal.downloads import csv_text
from milepost.portal.formats import Formats
from milepost.portal.geometry import DAY, instant_of
from milepost.portal.page import Page, page_text
from milepost.portal.render import Renderer
from milepost.portal.site import NavGroup, SitePages
from milepost.portal.views.budget import (
    AccountRow,
    AccountTreeView,
    BudgetView,
    CashFlowPageView,
    CurvePoint,
    CurveView,
    IndexItem,
)
from milepost.portal.views.dashboard import (
    DashboardView,
    DecisionItem,
    DimensionStatus,
    FindingCounts,
    KeyFigure,
    MilestoneItem,
    PhaseState,
    PhaseStep,
    Reason,
)
from milepost.portal.views.downloads import DownloadItem, DownloadsView
from milepost.portal.views.findings import Excerpt, FindingNote, FindingsView, FindingView
from milepost.portal.views.gantt import GanttArrow, GanttPerson, GanttRow, GanttView, LinkType, RowKind, Scale
from milepost.portal.views.grids import MatrixRisk, RiskMatrixView, StakeholderGridView, StakeholderPoint
from milepost.portal.views.money import (
    CashFlowView,
    CashMonth,
    CauseStep,
    CausesView,
    IndexPoint,
    ReservePoint,
    ReservesView,
    TrajectoryView,
)
from milepost.portal.views.register import Column, ColumnKind, RecordDetail, RegisterView, Row, TableView
from milepost.portal.views.values import (
    Badge,
    Day,
    Field,
    Html,
    Links,
    Money,
    Number,
    PageLink,
    Provenance,
    RecordLink,
    SourceRef,
    Text,
    Tone,
)

STATUS = date(2026, 11, 20)
RISKS = "risk/risks.md"
TASKS = "schedule/tasks.md"
PEOPLE = "people/stakeholders.md"

_RISKS = [
    (
        "R-001",
        "Source records carry undocumented local fields",
        4,
        4,
        3,
        3,
        "Mara Lindqvist",
        "open",
        "31000",
    ),
    ("R-002", "Vendor delivers the search module late", 3, 5, 2, 4, "Tomás Ferreira", "open", "54000"),
    ("R-003", "Night-shift capacity falls short at cut-over", 3, 4, 2, 3, "Raj Anand", "open", "18500"),
    (
        "R-004",
        "Public holidays in two regions clash with training",
        2,
        2,
        1,
        2,
        "Ines Okafor",
        "closed",
        "2200",
    ),
    ("R-005", "Data protection review asks for a second round", 3, 3, 3, 2, "Ines Okafor", "open", "9400"),
    ("R-006", "Consortium shares the migration tooling", 3, 3, 3, 4, "Tomás Ferreira", "open", "-22000"),
    ("R-007", "Storage prices rise before the order", 2, 3, 2, 2, "Mara Lindqvist", "open", "6800"),
    ("R-008", "Key engineer leaves during the parallel run", 2, 5, 2, 3, "Raj Anand", "open", "27000"),
    ("R-009", "Readers reject the new search page", 3, 4, 2, 4, "Ines Okafor", "open", "12000"),
    ("R-010", "Legacy system licence ends before cut-over", 1, 5, 1, 5, "Tomás Ferreira", "open", "41000"),
]
_WBS = [
    ("T-100", "Migrate the catalogue", 0, -150, 60, 72),
    ("T-110", "Map source records", 1, -150, -120, 100),
    ("T-120", "Clean local fields", 1, -118, -62, 100),
    ("T-130", "Build transformation pipeline", 1, -118, -20, 90),
    ("T-140", "Trial migration with one branch", 1, -18, 12, 40),
    ("T-150", "Full migration rehearsal", 1, 14, 40, 0),
    ("T-160", "Cut-over weekend", 1, 56, 60, 0),
    ("T-200", "Search and reader interface", 0, -90, 46, 45),
    ("T-210", "Specify search behaviour with branch librarians", 1, -90, -60, 100),
    ("T-220", "Configure search module", 1, -40, 10, 60),
    ("T-230", "Usability test with readers", 1, 12, 26, 0),
    ("T-240", "Corrections from usability test", 1, 28, 46, 0),
    ("T-300", "Hosting and operations", 0, -100, 50, 58),
    ("T-310", "Order and install servers", 1, -100, -50, 100),
    ("T-320", "Back-up and restore drill", 1, -20, 8, 30),
    ("T-330", "Monitoring and on-call handbook", 1, 10, 34, 0),
    ("T-340", "Security review", 1, 10, 50, 0),
    ("T-400", "Training and adoption", 0, -30, 75, 12),
    ("T-410", "Training material", 1, -30, 20, 50),
    ("T-420", "Train the trainers", 1, 22, 34, 0),
    ("T-430", "Branch training, north", 1, 36, 54, 0),
    ("T-440", "Branch training, south", 1, 36, 58, 0),
    ("T-450", "Support after go-live", 1, 61, 75, 0),
]
_MILESTONES = [
    ("M-1", "Design approved", -58, 0, 100),
    ("M-2", "Trial migration accepted", 12, 9, 0),
    ("M-3", "Ready for cut-over", 56, 9, 0),
    ("M-4", "Go-live", 60, 9, 0),
]
_LINKS = [
    ("T-110", "T-120", "FS", False),
    ("T-110", "T-130", "FS", True),
    ("T-130", "T-140", "FS", True),
    ("T-120", "T-140", "FS", False),
    ("T-140", "M-2", "FS", True),
    ("T-140", "T-150", "FS", True),
    ("T-150", "T-160", "FS", True),
    ("T-210", "T-220", "FS", False),
    ("T-220", "T-230", "FS", False),
    ("T-230", "T-240", "FS", False),
    ("T-310", "T-320", "FS", False),
    ("T-320", "T-330", "FS", False),
    ("T-330", "T-340", "SS", False),
    ("T-410", "T-420", "FS", False),
    ("T-420", "T-430", "FS", False),
    ("T-430", "T-440", "FF", False),
    ("M-3", "T-160", "FS", True),
    ("T-160", "M-4", "FS", True),
    ("T-160", "T-450", "FS", False),
]
_CRITICAL = {"T-130", "T-140", "T-150", "T-160", "M-2", "M-3", "M-4"}


def risk_link(identifier: str) -> RecordLink:
    """A link to a risk of the demo."""
    title = next((risk[1] for risk in _RISKS if risk[0] == identifier), "")
    return RecordLink(identifier, title, RISKS)


def task_link(identifier: str) -> RecordLink:
    """A link to a task of the demo."""
    names = {row[0]: row[1] for row in (*_WBS, *_MILESTONES)}
    return RecordLink(identifier, names.get(identifier, ""), TASKS)


def gantt_view() -> GanttView:
    """The plan of the demo as a Gantt chart."""
    base = instant_of(STATUS)
    rows = []
    for identifier, name, depth, start, finish, percent in _WBS:
        kind = RowKind.TASK if depth else RowKind.SUMMARY
        late = 9 if (finish > 0 and identifier in _CRITICAL) or finish > 40 else 3 if finish > 0 else 0
        floating = identifier not in _CRITICAL and depth and finish > 0
        rows.append(
            GanttRow(
                identifier,
                name,
                depth,
                kind,
                base + start * DAY + 480,
                base + finish * DAY + 1020,
                base + (start - late) * DAY + 480,
                base + (finish - late) * DAY + 1020,
                percent,
                identifier in _CRITICAL,
                base + (finish + 12) * DAY if floating else None,
                "12 d" if floating else "0 d" if identifier in _CRITICAL else "",
                base + 38 * DAY if identifier == "T-150" else None,
                False,
                TASKS,
                ("mara",) if depth else (),
            )
        )
    for identifier, name, day, late, percent in _MILESTONES:
        at = base + day * DAY + 1020
        critical = identifier in _CRITICAL
        rows.append(
            GanttRow(
                identifier,
                name,
                0,
                RowKind.MILESTONE,
                at,
                at,
                at - late * DAY,
                at - late * DAY,
                percent,
                critical,
                page=TASKS,
            )
        )
    arrows = tuple(GanttArrow(a, b, LinkType(kind), "", critical) for a, b, kind, critical in _LINKS)
    first = base - 220 * DAY
    weekends = tuple(
        (first + day * DAY, first + (day + 2) * DAY)
        for day in range(320)
        if (STATUS - timedelta(days=220 - day)).weekday() == 5
    )
    return GanttView(
        "Go-live slipped 9 working days since the baseline",
        tuple(rows),
        arrows,
        base + 1020,
        weekends,
        Scale.WEEK,
        "27 rows from June 2026 to February 2027; the critical path runs through the trial migration.",
        (GanttPerson("mara", "Mara Lindqvist", "Mara"),),
    )


def risks_view() -> RegisterView:
    """The risk register of the demo."""
    columns = (
        Column("ID", ColumnKind.ID),
        Column("Risk"),
        Column("Status", ColumnKind.BADGE),
        Column("Score", ColumnKind.NUMBER, "Probability times impact after responses"),
        Column("Expected value", ColumnKind.MONEY),
        Column("Owner"),
        Column("Tasks", ColumnKind.LINKS),
        Column("Reviewed", ColumnKind.DATE),
    )
    rows = []
    for identifier, title, _, _, p, i, owner, status, value in _RISKS:
        badge = Badge(status, Tone.GOOD if status == "closed" else Tone.BAD if p * i >= 10 else Tone.WATCH)
        money = Money(Decimal(value), "EUR")
        detail = RecordDetail(
            identifier,
            title,
            (badge,),
            (
                Field("Owner", Text(owner)),
                Field("Probability", Text(f"{p} of 5")),
                Field("Impact", Text(f"{i} of 5")),
                Field("Expected value", money, "Probability times cost impact"),
                Field("Tasks", Links((task_link("T-140"), task_link("T-160")))),
                Field("Response", Html(markup.inline("**Reduce**: rehearse with one branch first."))),
                Field("Reviewed", Day(date(2026, 11, 12))),
            ),
            markup.block(
                "Because the branches kept *local fields* for thirty years, the mapping may miss some, "
                "so that readers would lose shelf marks.\n\n- Seen in two of nine branches\n- See T-120"
            ),
            SourceRef("risks.yaml", 12, "https://git.example.org/lib/catalogue/blob/main/risks.yaml#L12"),
        )
        cells = (
            RecordLink(identifier, title, RISKS),
            Text(title),
            badge,
            Number(p * i),
            money,
            Text(owner),
            Links((task_link("T-140"),)),
            Day(date(2026, 11, 12)),
        )
        rows.append(Row(cells, detail))
    table = TableView("risks", "Risks", columns, tuple(rows), csv="data/risks.csv")
    text = "<p>Threats and opportunities, what is done about them, and what they may cost.</p>"
    return RegisterView("Risk register", text, (table,), "risks.yaml")


def matrix_view() -> RiskMatrixView:
    """The risk matrix of the demo."""
    scale = ("Very low", "Low", "Medium", "High", "Very high")

    def level(p: int, i: int) -> Badge:
        if p * i >= 12:
            return Badge("high", Tone.BAD)
        return Badge("medium", Tone.WATCH) if p * i >= 5 else Badge("low", Tone.GOOD)

    levels = tuple(tuple(level(p, i) for i in range(1, 6)) for p in range(1, 6))
    risks = tuple(
        MatrixRisk(risk_link(r[0]), r[2], r[3], r[4], r[5], opportunity=r[8].startswith("-")) for r in _RISKS
    )
    return RiskMatrixView("Two risks stay high after responses", scale, scale, levels, risks)


def grid_view() -> StakeholderGridView:
    """The power/interest grid of the demo."""
    scale = ("Very low", "Low", "Medium", "High", "Very high")
    points = [
        ("S-01", "City council", 5, 3, "neutral", "supportive", Tone.WATCH),
        ("S-02", "Head librarian", 5, 5, "leading", "leading", Tone.GOOD),
        ("S-03", "Branch librarians", 3, 5, "resistant", "supportive", Tone.BAD),
        ("S-04", "Readers' council", 2, 4, "neutral", "supportive", Tone.WATCH),
        ("S-05", "Data protection officer", 4, 2, "supportive", "supportive", Tone.GOOD),
        ("S-06", "Search vendor", 2, 5, "supportive", "supportive", Tone.GOOD),
        ("S-07", "Neighbouring consortium", 1, 2, "unaware", "neutral", Tone.WATCH),
    ]
    return StakeholderGridView(
        "Two powerful stakeholders are not where they should be",
        scale,
        scale,
        tuple(
            StakeholderPoint(RecordLink(i, n, PEOPLE), p, w, e, d, tone) for i, n, p, w, e, d, tone in points
        ),
    )


def curve_view() -> CurveView:
    """The S-curve of the demo."""
    points = []
    for week in range(40):
        day = date(2026, 5, 4) + timedelta(days=7 * week)
        share = (week / 39) ** 2 * (3 - 2 * week / 39)
        planned = Decimal(round(share * 640000))
        past = day <= STATUS
        earned = (planned * Decimal("0.91")).quantize(Decimal("0.01")) if past else None
        actual = (planned * Decimal("0.97")).quantize(Decimal("0.01")) if past else None
        late = week >= 28
        forecast = (planned * Decimal("0.97") + Decimal(max(0, week - 28) * 4000)) if late else None
        points.append(CurvePoint(day, planned, earned, actual, forecast))
    days = tuple(point.day for point in points[3::4])
    return CurveView(
        "Work worth €41,000 less than planned has been done",
        "EUR",
        tuple(points),
        STATUS,
        Decimal(640000),
        days,
    )


def budget_view() -> BudgetView:
    """The budget page of the demo."""
    accounts = [
        ("CA-100", "Migration", "240000", "182400", "197100", "0.925"),
        ("CA-200", "Search", "160000", "72000", "70350.50", "1.023"),
        ("CA-300", "Hosting", "140000", "81200", "88200", "0.921"),
        ("CA-400", "Training", "100000", "12000", "11500", "1.043"),
    ]
    columns = (
        Column("Account", ColumnKind.ID),
        *(Column(name, ColumnKind.MONEY) for name in ("Budget", "Earned", "Actual")),
        Column("CPI", ColumnKind.NUMBER),
    )
    rows = tuple(
        AccountRow(
            (
                Text(account),
                *(Money(Decimal(value), "EUR") for value in (budget, earned, actual)),
                Number(Decimal(cpi)),
            ),
            0,
            name,
            detail=False,
        )
        for account, name, budget, earned, actual, cpi in accounts
    )
    work = AccountRow((Text("T-110"), None, None, None, None), 1, "Map source records", detail=True)
    total = (
        Text("Total"),
        Money(Decimal(640000), "EUR"),
        Money(Decimal(347600), "EUR"),
        Money(Decimal("367150.50"), "EUR"),
        Number(Decimal("0.947")),
    )
    indices = (
        IndexItem(
            "CPI",
            "Cost performance index",
            Number(Decimal("0.947")),
            "EV ÷ AC",
            "347,600 ÷ 367,150.50",
            "Each euro spent has earned 95 cents of work.",
            Badge("watch", Tone.WATCH),
        ),
        IndexItem(
            "SPI(t)",
            "Schedule performance index, time",
            Number(Decimal("0.93")),
            "ES ÷ AT",
            "26.8 w ÷ 28.7 w",
            "Work is done at 93% of the planned pace.",
            Badge("watch", Tone.WATCH),
        ),
        IndexItem(
            "EAC",
            "Estimate at completion",
            Money(Decimal(675820), "EUR"),
            "BAC ÷ CPI",
            "640,000 ÷ 0.947",
            "At this rate the project costs €35,800 more than its budget.",
            Badge("over tolerance", Tone.BAD),
        ),
        IndexItem("TCPI", "To-complete performance index", None, "(BAC - EV) ÷ (EAC - AC)"),
    )
    files = (("data/accounts.csv", "CSV"),)
    tree = AccountTreeView(
        "accounts", "Control accounts", columns, (rows[0], work, *rows[1:]), total, files, "No accounts yet."
    )
    return BudgetView(
        "Budget",
        "The forecast is 5.6% over budget; tolerance is 5%.",
        curve_view(),
        indices,
        tree,
        waterfall_view(),
        reserves_view(),
    )


def _plain_table(anchor: str) -> TableView:
    return TableView(anchor, "As a table", (Column("What"),), (Row((Text("Something"),)),))


def waterfall_view() -> CausesView:
    """From budget to forecast."""
    steps = (
        CauseStep("Current budget", Decimal(0), Decimal(640000), is_level=True, text="€640,000"),
        CauseStep("Performance so far", Decimal(640000), Decimal(659550), is_level=False, text="+€19,550"),
        CauseStep("Exchange rates", Decimal(659550), Decimal(658000), is_level=False, text="-€1,550"),
        CauseStep("Forecast", Decimal(0), Decimal(658000), is_level=True, text="€658,000"),
    )
    return CausesView(
        "What moved the forecast", "Levels are grey.", "EUR", steps, _plain_table("causes-table")
    )


def reserves_view() -> ReservesView:
    """Reserves over time."""
    points = (
        ReservePoint("Contingency", date(2026, 1, 5), Decimal(30000)),
        ReservePoint("Contingency", date(2026, 6, 5), Decimal(22000)),
        ReservePoint("Management", date(2026, 1, 5), Decimal(20000)),
        ReservePoint("Management", date(2026, 6, 5), Decimal(20000)),
    )
    table = _plain_table("draws")
    return ReservesView("€22,000 are left", "Over time.", "EUR", points, Decimal(18000), table)


def cash_flow_view() -> CashFlowPageView:
    """Money over time."""
    months = tuple(
        CashMonth(date(2026, month, 28), Decimal(9000 * month), Decimal(0)) for month in range(1, 7)
    )
    chart = CashFlowView(
        "June was the dearest month", "By month.", "EUR", months, date(2026, 6, 28), _plain_table("months")
    )
    points = (
        IndexPoint(date(2026, 5, 31), Decimal("0.97"), Decimal("1.02"), "May 26"),
        IndexPoint(date(2026, 6, 28), Decimal("0.94"), Decimal("0.96"), "28 Jun 26"),
    )
    way = TrajectoryView("CPI fell", "Right and up is good.", points, _plain_table("trajectory-table"))
    return CashFlowPageView("Cash flow", "The money lasts.", chart, way, (_plain_table("burn-rate"),))


def dashboard_view() -> DashboardView:
    """The first page of the demo."""
    plan = PageLink("Plan", "schedule/plan.md")
    money = PageLink("Budget", "money/budget.md")
    return DashboardView(
        "Harbour Libraries: one catalogue",
        markup.block(
            "Move nine branch catalogues into **one searchable catalogue** before the legacy licence ends, "
            "without closing a branch for more than a weekend."
        ),
        (("Sponsor", "Helena Brandt"), ("Project manager", "Tomás Ferreira")),
        STATUS,
        DimensionStatus(
            "Overall",
            Badge("Needs attention", Tone.WATCH),
            (
                Reason(
                    "Go-live is forecast for 19 January, 9 working days after the baseline",
                    (task_link("M-4"),),
                ),
                Reason("Cost forecast is 5.6% over budget; tolerance is 5%"),
                Reason("Branch librarians are resistant", (RecordLink("S-03", "Branch librarians", PEOPLE),)),
            ),
        ),
        (
            PhaseStep("Initiate", PhaseState.DONE, date(2026, 4, 1), date(2026, 5, 29)),
            PhaseStep("Design", PhaseState.DONE, date(2026, 6, 1), date(2026, 9, 23)),
            PhaseStep("Build and trial", PhaseState.CURRENT, date(2026, 9, 24), date(2027, 1, 15)),
            PhaseStep("Cut over", PhaseState.AHEAD, date(2027, 1, 16), date(2027, 1, 19)),
            PhaseStep("Close", PhaseState.AHEAD, date(2027, 1, 20), date(2027, 2, 12)),
        ),
        (
            DimensionStatus(
                "Schedule",
                Badge("Late", Tone.WATCH),
                (Reason("Trial migration takes longer than estimated", (task_link("T-140"),)),),
                plan,
            ),
            DimensionStatus(
                "Cost",
                Badge("Over tolerance", Tone.BAD),
                (Reason("EAC €675,820 against a budget of €640,000"), Reason("Hosting has a CPI of 0.921")),
                money,
            ),
            DimensionStatus("Scope", Badge("Stable", Tone.GOOD), (Reason("No open change requests"),)),
            DimensionStatus(
                "Risk",
                Badge("Watch", Tone.WATCH),
                (Reason("Two risks stay high after responses", (risk_link("R-002"), risk_link("R-009"))),),
                PageLink("Risks", RISKS),
            ),
            DimensionStatus("Quality", Badge("Not assessed", Tone.NEUTRAL), (Reason("No review held yet"),)),
        ),
        (
            KeyFigure(
                "Finish forecast",
                Day(date(2027, 1, 19)),
                "baseline 10 Jan 2027",
                Badge("9 d late", Tone.WATCH),
                "Latest early finish in the network",
                plan,
            ),
            KeyFigure(
                "Cost forecast",
                Money(Decimal(675820), "EUR"),
                "budget €640,000",
                Badge("5.6 % over", Tone.BAD),
                "EAC = BAC ÷ CPI",
                money,
            ),
            KeyFigure("Work done", Number(Decimal("54.3"), "%"), "planned 60.7%", None, "EV ÷ BAC"),
            KeyFigure(
                "Open exposure",
                Money(Decimal(179900), "EUR"),
                "contingency left €62,000",
                Badge("above reserve", Tone.BAD),
            ),
            KeyFigure("CPI", Number(Decimal("0.947")), "SPI(t) 0.93"),
            KeyFigure("TCPI", None, "needs an estimate to complete"),
        ),
        (
            MilestoneItem(
                task_link("M-2"),
                date(2026, 12, 2),
                date(2026, 11, 23),
                "9 d later than planned",
                Badge("late", Tone.WATCH),
            ),
            MilestoneItem(
                task_link("M-3"),
                date(2027, 1, 15),
                date(2027, 1, 6),
                "9 d later than planned",
                Badge("late", Tone.WATCH),
            ),
            MilestoneItem(
                task_link("M-4"),
                date(2027, 1, 19),
                date(2027, 1, 10),
                "9 d later, 4 d before the licence ends",
                Badge("at risk", Tone.BAD),
            ),
        ),
        (
            DecisionItem(
                risk_link("R-002"),
                "Buy the vendor's night support for the cut-over?",
                "Helena Brandt",
                date(2026, 11, 18),
                "€14,000 from the reserve, or two more days of closure",
                late=True,
            ),
            DecisionItem(
                RecordLink("T-440", "Branch training, south", TASKS),
                "Train the southern branches after go-live?",
                "Steering group",
                date(2026, 12, 1),
                "saves 4 d, raises support effort",
            ),
        ),
        FindingCounts(0, 3, 2),
    )


def tasks_view() -> RegisterView:
    """The task register of the demo."""
    columns = (
        Column("ID", ColumnKind.ID),
        Column("Task"),
        Column("Start", ColumnKind.DATE),
        Column("Finish", ColumnKind.DATE),
        Column("Done", ColumnKind.NUMBER),
    )
    rows = []
    for identifier, name, depth, start, finish, percent in _WBS:
        first, last = STATUS + timedelta(days=start), STATUS + timedelta(days=finish)
        detail = RecordDetail(
            identifier, name, (), (Field("Start", Day(first)), Field("Finish", Day(last))), depth=depth
        )
        cells = (RecordLink(identifier, name, TASKS), Text(name), Day(first), Day(last), Number(percent, "%"))
        rows.append(Row(cells, detail, depth))
    for identifier, name, day, _, percent in _MILESTONES:
        at = STATUS + timedelta(days=day)
        detail = RecordDetail(identifier, name, (), (Field("Expected", Day(at)),))
        cells = (RecordLink(identifier, name, TASKS), Text(name), Day(at), Day(at), Number(percent, "%"))
        rows.append(Row(cells, detail))
    return RegisterView(
        "Tasks",
        "<p>Everything that is to be done.</p>",
        (TableView("tasks", "Tasks", columns, tuple(rows)),),
        "plan.yaml",
    )


def stakeholders_view() -> RegisterView:
    """The stakeholder register of the demo."""
    rows = tuple(
        Row(
            (point.link, Text(point.link.title), Text(point.engagement), Text(point.desired)),
            RecordDetail(point.link.id, point.link.title),
        )
        for point in grid_view().points
    )
    columns = (Column("ID", ColumnKind.ID), Column("Stakeholder"), Column("Engagement"), Column("Wanted"))
    empty = TableView(
        "feedback", "Feedback", columns, (), "No feedback yet. Add what stakeholders said to feedback.yaml."
    )
    return RegisterView(
        "Stakeholders",
        "<p>Who has a stake, and how they stand.</p>",
        (TableView("stakeholders", "Stakeholders", columns, rows), empty),
        "stakeholders.yaml",
    )


def findings_view() -> FindingsView:
    """The findings of the demo."""
    place = SourceRef("plan.yaml", 84)
    return FindingsView(
        (
            FindingView(
                Severity.WARNING,
                "schedule/deadline-missed",
                "T-150 finishes on 30 December, 2 days after its deadline.",
                "Shorten the work before it, or agree on a new deadline.",
                place,
                15,
                Excerpt(84, "    deadline: 2026-12-28", 15, 10),
                (FindingNote("driven by T-140", SourceRef("plan.yaml", 61)),),
                task_link("T-150"),
            ),
            FindingView(
                Severity.WARNING,
                "risk/review-overdue",
                "R-007 was last reviewed 97 days ago.",
                "Review it and set `reviewed`.",
                SourceRef("risks.yaml", 140),
                5,
                None,
                (),
                risk_link("R-007"),
            ),
            FindingView(
                Severity.INFO,
                "people/no-substitute",
                "Raj Anand has no substitute for the cut-over.",
                "Name one in people.yaml.",
            ),
        ),
        rules_run=64,
    )


def renderer(cache: Path | None = None) -> Renderer:
    """A renderer with English formats."""
    return Renderer(Formats(), Charts(cache))


def demo_pages(cache: Path | None = None) -> dict[str, Page]:
    """Every page of the demo."""
    make = renderer(cache)
    gantt = make.gantt(gantt_view())
    items = (
        DownloadItem("data/report.json", "report.json", "Everything that was computed.", "JSON", 18),
        DownloadItem("data/risks.csv", "Risk register", "One row per risk.", "CSV", 5300),
        DownloadItem("data/accounts.csv", "Control accounts", "One row per account.", "CSV", 900),
    )
    return {
        "index.md": make.dashboard(dashboard_view()),
        "schedule/plan.md": make.plan(
            "Plan", '<p class="mp-lead">The plan against its baseline.</p>', (gantt,)
        ),
        TASKS: make.register(tasks_view()),
        "money/budget.md": make.budget(budget_view()),
        "money/cash-flow.md": make.cash_flow(cash_flow_view()),
        RISKS: make.register(risks_view(), (make.risk_matrix(matrix_view()),)),
        PEOPLE: make.register(stakeholders_view(), (make.stakeholder_grid(grid_view()),)),
        "findings.md": make.findings(findings_view()),
        "downloads.md": make.downloads(DownloadsView((("Data", items),))),
    }


def demo_site(cache: Path | None = None) -> SitePages:
    """The whole demo."""
    rows = [(r[0], r[1], r[6], r[7], r[8]) for r in _RISKS]
    return SitePages(
        "Harbour Libraries: one catalogue",
        {path: page_text(page) for path, page in demo_pages(cache).items()},
        {
            "data/report.json": b'{"format": 1}\n',
            "data/risks.csv": csv_text(("id", "title", "owner", "status", "value"), rows).encode(),
            "data/accounts.csv": csv_text(("id",), [("CA-100",)]).encode(),
        },
        (
            NavGroup("", ("index.md",)),
            NavGroup("Schedule", ("schedule/plan.md", TASKS)),
            NavGroup("Money", ("money/budget.md", "money/cash-flow.md")),
            NavGroup("Risk", (RISKS,)),
            NavGroup("People", (PEOPLE,)),
            NavGroup("Control", ("findings.md", "downloads.md")),
        ),
        Provenance(STATUS, "4f2a91c", False, "0.1.0"),
    )


def large_gantt(rows: int) -> GanttView:
    """A Gantt chart of many rows: summaries of nine tasks, chained."""
    base = instant_of(date(2026, 1, 5))
    made = []
    for number in range(rows):
        start = base + number % 700 * DAY
        summary = number % 10 == 0
        made.append(
            GanttRow(
                f"T-{number}",
                f"Task number {number} of a long plan",
                0 if summary else 1,
                RowKind.SUMMARY if summary else RowKind.TASK,
                start,
                start + 12 * DAY,
                start - DAY,
                start + 10 * DAY,
                number % 100,
                number % 7 == 0,
                page=TASKS,
            )
        )
    arrows = tuple(
        GanttArrow(f"T-{number}", f"T-{number + 1}", critical=number % 7 == 0)
        for number in range(rows - 1)
        if number % 10
    )
    return replace(gantt_view(), rows=tuple(made), arrows=arrows, nonworking=(), scale=Scale.MONTH)
