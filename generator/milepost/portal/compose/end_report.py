"""The draft of the project-end report as a page: what was promised, what came, what it took, what is left."""

from collections.abc import Iterator

from milepost.checking import Checked
from milepost.control.end_report import compared, counted
from milepost.portal.compose.business_case import case_lead, case_of
from milepost.portal.compose.life_cycle import closing_table
from milepost.portal.compose.pages import id_link, links
from milepost.portal.page import Page
from milepost.portal.render import Renderer
from milepost.portal.text import escape
from milepost.portal.views.register import Column, ColumnKind, Row, TableView
from milepost.portal.views.values import Badge, Number, Text
from milepost.project import Project
from milepost.report import Report


def end_report_page(checked: Checked, render: Renderer) -> Page:
    """The page; while the project runs it says what the report would say today."""
    report = checked.report
    tables = [table for table in _tables(report) if table.rows]
    return Page(
        title="Project-end report",
        lead="".join(f'<p class="mp-lead">{escape(text)}</p>' for text in _leads(report, render) if text),
        sections=tuple(render.table(table) for table in tables),
        description="Promised against actual in time, money, scope and quality, and what is left to do.",
    )


def _leads(report: Report, render: Renderer) -> Iterator[str]:
    settings = report.project.settings
    if settings.text("state") == "closed":
        end = settings.section("closure")
        yield f"The project was closed on {end.text('date')}."
        yield end.text("summary")
    else:
        yield (
            f"A draft as of {settings.status_date}: what is not finished stands here as it is forecast. "
            "Everything is made from the registers; the words for it are yours."
        )
    case = case_of(report)
    if case is not None:
        yield case_lead(case, render.formats)


def _tables(report: Report) -> Iterator[TableView]:
    project = report.project
    yield _compared(report)
    yield _counted(project)
    yield _lessons(project)
    yield closing_table(project)


def _compared(report: Report) -> TableView:
    found = compared(report.project, report.schedule, report.baseline, report.budget)
    rows = tuple(Row(tuple(Text(cell) for cell in one)) for one in found)
    columns = (
        Column("What"),
        Column("First promised", ColumnKind.TEXT, "In the original baseline"),
        Column("Baseline", ColumnKind.TEXT, "In the one in force"),
        Column("Actual or forecast"),
        Column("Difference"),
    )
    return TableView("promised", "Promised and actual", columns, rows)


def _counted(project: Project) -> TableView:
    rows = tuple(
        Row((Text(one.what), Number(one.total), Number(one.open), Text(one.detail)))
        for one in counted(project)
    )
    columns = (
        Column("Register"),
        Column("All", ColumnKind.NUMBER),
        Column("Open", ColumnKind.NUMBER),
        Column("How they stand"),
    )
    return TableView("counted", "What it took", columns, rows)


def _lessons(project: Project) -> TableView:
    rows = tuple(
        Row(
            (
                id_link(project, one.id),
                Text(one.title),
                Text(one.text("recommendation")),
                Badge(one.text("status") or "noted"),
                links(project, one.texts("owner")),
            )
        )
        for one in project.all("lesson")
        if one.text("status") != "rejected"
    )
    columns = (
        Column("Lesson", ColumnKind.ID),
        Column("Title"),
        Column("Recommendation"),
        Column("State", ColumnKind.BADGE),
        Column("Owner", ColumnKind.LINKS),
    )
    return TableView("lessons", "What was learned", columns, rows)
