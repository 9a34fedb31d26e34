"""What can be downloaded: the computed project as JSON, and every register as CSV."""

from collections.abc import Mapping

from milepost.budget.booked import booked_entries
from milepost.budget.model import Budget
from milepost.checking import Checked
from milepost.portal.chart_data import ChartFile
from milepost.portal.compose.money import MONTH_HEADER, month_rows
from milepost.portal.compose.pages import (
    ACCOUNTS_CSV,
    BUDGET_XLSX,
    CALENDARS,
    FEED,
    MONTHS_CSV,
    REPORT,
    REPORT_SCHEMA,
    csv_path,
)
from milepost.portal.compose.registers import csv_rows
from milepost.portal.compose.resources import load_rows
from milepost.portal.downloads import csv_text
from milepost.portal.views.downloads import DownloadItem, DownloadsView
from milepost.portal.workbook import budget_workbook
from milepost.project import Project
from milepost.report import Report
from milepost.schedule.instants import instant_text
from milepost.source.schemas import PROJECT

TRENDS = "data/trends.csv"
TRENDS_JSON = "data/trends.json"
TASKS = "data/tasks-computed.csv"
LOAD = "data/load-computed.csv"


def register_files(checked: Checked) -> dict[str, bytes]:
    """The CSV files by path: one per kind of record, and what is computed of tasks, accounts and load."""
    project = checked.project
    files: dict[str, bytes] = {}
    for register in project.schemas.registers.values():
        for entry in register.lists:
            if project.all(entry.kind) or entry.kind == "task":
                header, rows = csv_rows(project, entry)
                files[csv_path(entry.kind)] = csv_text(header, rows).encode()
    if checked.report.schedule is not None:
        files[TASKS] = csv_text(_TASK_HEADER, _task_rows(checked)).encode()
    if checked.report.budget is not None:
        files[ACCOUNTS_CSV] = csv_text(_ACCOUNT_HEADER, _account_rows(checked)).encode()
        files[MONTHS_CSV] = csv_text(MONTH_HEADER, month_rows(checked.report.budget)).encode()
        files[BUDGET_XLSX] = _workbook(checked.report, checked.report.budget)
    if checked.report.load is not None and checked.report.load.people:
        files[LOAD] = csv_text(_LOAD_HEADER, load_rows(checked.report.load)).encode()
    return files


def _workbook(report: Report, budget: Budget) -> bytes:
    entries = None
    if report.schedule is not None:
        entries = booked_entries(report.project, report.schedule, report.baseline)
    return budget_workbook(report.project.settings.name, budget, entries)


_LOAD_HEADER = ("who", "week_from", "demand_hours", "capacity_hours", "load")
_TASK_HEADER = (
    "id", "name", "type", "parent", "start", "finish", "late_start", "late_finish", "duration_days",
    "total_float_days", "free_float_days", "critical", "percent_complete",
)  # fmt: skip


def _task_rows(checked: Checked) -> list[list[str]]:
    schedule = checked.report.schedule
    if schedule is None:
        return []
    rows = []
    for task in schedule.tasks.values():
        day = task.minutes_per_day
        rows.append(
            [
                task.id,
                task.name,
                task.type,
                task.parent or "",
                instant_text(task.start),
                instant_text(task.finish),
                instant_text(task.late_start),
                instant_text(task.late_finish),
                f"{task.duration / day:g}",
                "" if task.total_float is None else f"{task.total_float / day:g}",
                "" if task.free_float is None else f"{task.free_float / day:g}",
                "true" if task.critical else "false",
                f"{task.percent_complete:g}",
            ]
        )
    return rows


_ACCOUNT_HEADER = (
    "id",
    "name",
    "parent",
    "currency",
    "bac",
    "committed",
    "pv",
    "ev",
    "ac",
    "eac",
    "vac",
    "cpi",
    "spi",
)


def _account_rows(checked: Checked) -> list[list[str]]:
    budget = checked.report.budget
    if budget is None:
        return []
    rows = []
    for account in budget.accounts.values():
        total = account.performance
        amounts = (
            total.bac, account.committed, total.pv, total.ev, total.ac,
            account.forecast.selected, account.forecast.vac,
        )  # fmt: skip
        rows.append(
            [
                account.id,
                account.name,
                account.parent or "",
                budget.currency,
                *(f"{amount:.2f}" for amount in amounts),
                "" if total.cpi is None else f"{total.cpi:.6f}",
                "" if total.spi is None else f"{total.spi:.6f}",
            ]
        )
    return rows


def downloads_view(
    project: Project, files: Mapping[str, bytes], charts: tuple[ChartFile, ...] = ()
) -> DownloadsView:
    """The downloads page."""
    titles = {
        csv_path(entry.kind): entry.title for entry in project.schemas.kinds.values() if entry.kind != PROJECT
    }
    titles |= {
        ACCOUNTS_CSV: "Accounts with computed figures",
        MONTHS_CSV: "Money by month",
        TASKS: "Tasks with computed dates",
        LOAD: "Load of people by week",
        TRENDS: "Figures by status date",
    }
    computed, registers, words = [], [], []
    for path, content in files.items():
        if path == REPORT:
            about = "Everything computed, for other programs."
            computed.append(DownloadItem(path, "The computed project", about, "JSON", len(content)))
        elif path == TRENDS_JSON:
            title, about = "The history of the figures", "A point for each status date, for other programs."
            computed.append(DownloadItem(path, title, about, "JSON", len(content)))
        elif path == REPORT_SCHEMA:
            title, about = "What the computed project says", "Meaning and unit of every field (JSON Schema)."
            computed.append(DownloadItem(path, title, about, "JSON", len(content)))
        elif path == BUDGET_XLSX:
            title, about = (
                "Budget as a spreadsheet",
                "Accounts, months, causes, budget lines and every entry, with live formulas.",
            )
            computed.append(DownloadItem(path, title, about, "XLSX", len(content)))
        elif path == FEED:
            title, about = (
                "What happened",
                "A feed for any news reader: decisions, deliveries, milestones, reports.",
            )
            words.append(DownloadItem(path, title, about, "Atom", len(content)))
        elif path.startswith(CALENDARS):
            title = path.removeprefix(CALENDARS).removesuffix(".ics").capitalize()
            words.append(DownloadItem(path, _CALENDARS.get(title, title), _SUBSCRIBE, "iCal", len(content)))
        elif path in (ACCOUNTS_CSV, MONTHS_CSV, TASKS, LOAD, TRENDS):
            computed.append(DownloadItem(path, titles[path], "For a spreadsheet.", "CSV", len(content)))
        else:
            title = titles.get(path, path)
            registers.append(DownloadItem(path, title, "As written in the register.", "CSV", len(content)))
    drawn = [DownloadItem(one.path, one.title, one.page, "CSV", len(one.content)) for one in charts]
    groups = (
        ("Computed", computed),
        ("Charts", drawn),
        ("Calendars and feed", words),
        ("Registers", registers),
    )
    return DownloadsView(tuple((name, tuple(items)) for name, items in groups if items))


_SUBSCRIBE = "For a calendar program: subscribe to the address of this file."
_CALENDARS = {"Calendar": "Everything with a day", "Reports": "Reports and communications"}
