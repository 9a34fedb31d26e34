"""The status against the last report that was released: which dimensions are better, worse or the same."""

from collections.abc import Mapping
from typing import NamedTuple

from milepost.control.rag import Rag
from milepost.control.status_model import Status
from milepost.project import Project, Record
from milepost.states import status

BETTER, SAME, WORSE = "better", "same", "worse"


class Trend(NamedTuple):
    """A status against that of the last report.

    Attributes:
        report: The report.
        before: Dimension, or "overall", to the colour that the report said.
        moved: Likewise to "better", "worse" or "same"; without those of which either says nothing.
    """

    report: Record
    before: Mapping[str, Rag]
    moved: Mapping[str, str]


def status_trend(project: Project, now: Status) -> Trend | None:
    """The trend of a status; None when no status report with colours was released before the status date.

    Args:
        project: The project.
        now: Its computed status; the colours that are shown count.
    """
    report = previous_report(project)
    colours = None if report is None else report.part("rag")
    if report is None or colours is None:
        return None
    shown = {"overall": now.overall.rag, **{name: one.rag for name, one in now.dimensions.items()}}
    before = {name: rag for name in shown if (rag := _rag(colours.text(name))) is not None}
    moved = {name: _moved(rag, shown[name]) for name, rag in before.items() if shown[name] is not Rag.UNKNOWN}
    return Trend(report, before, moved)


def previous_report(project: Project) -> Record | None:
    """The last status report that was released before the status date and says colours."""
    today = project.settings.status_date
    dated = [
        (day, report)
        for report in project.all("report")
        if report.text("type") in ("", "status", "progress")
        and status(report) != "draft"
        and report.has("rag")
        and (day := report.date("date")) is not None
        and day < today
    ]
    return max(dated, key=lambda pair: pair[0])[1] if dated else None


def _rag(text: str) -> Rag | None:
    return next((rag for rag in (Rag.GREEN, Rag.AMBER, Rag.RED) if rag.value == text), None)


def _moved(before: Rag, now: Rag) -> str:
    if now.rank == before.rank:
        return SAME
    return WORSE if now.rank > before.rank else BETTER
