"""What has to be true before a project can be closed, and what is still in the way."""

from typing import NamedTuple

from milepost.budget.closed_months import closed_months
from milepost.control.artefacts import artefacts
from milepost.control.direction_checks import HANDED_OVER
from milepost.project import Project
from milepost.states import is_open


class ClosingCheck(NamedTuple):
    """One thing that has to be true at the end.

    Attributes:
        text: What.
        holds: Whether it is true.
        detail: What is known, or what is in the way.
        records: Ids of the records in the way.
    """

    text: str
    holds: bool
    detail: str
    records: tuple[str, ...] = ()


def closing_checks(project: Project) -> tuple[ClosingCheck, ...]:
    """Everything that has to be true at the end of a project, in the order in which it is usually done."""
    end = project.settings.section("closure")
    accepted_by, archived = end.text("accepted_by"), end.text("archive_tag")
    return (
        _nothing_open(project, "deliverable", "Every deliverable is accepted"),
        *(
            _nothing_open(project, kind, f"No {kind} is open")
            for kind in HANDED_OVER
            if kind != "deliverable"
        ),
        _nothing_open(
            project, "commitment", "Every order is closed", flag=end.flag("contracts_closed") is True
        ),
        _periods(project),
        _benefits(project),
        _lessons(project),
        _end_report(project),
        _said("People are released", end.flag("resources_released") is True, "closure.resources_released"),
        _said("The records are archived", bool(archived), "closure.archive_tag", archived),
        _said("The result is accepted", bool(accepted_by), "closure.accepted_by", accepted_by),
    )


def _left_open(project: Project, kind: str) -> list[str]:
    handed = {entry.text("record") for entry in project.settings.section("closure").parts("handover")}
    return [one.id for one in project.all(kind) if is_open(one) and one.id not in handed]


def _nothing_open(project: Project, kind: str, text: str, *, flag: bool = False) -> ClosingCheck:
    left, count = _left_open(project, kind), len(project.all(kind))
    if not count:
        return ClosingCheck(text, holds=True, detail="the register is empty")
    if not left or flag:
        return ClosingCheck(text, holds=True, detail=f"all {count} are closed or handed over")
    return ClosingCheck(text, holds=False, detail=f"{len(left)} of {count} are open", records=tuple(left))


def _periods(project: Project) -> ClosingCheck:
    """Whether the books are closed up to the last cost."""
    text = "The actual costs are closed"
    closed = [month.period for month in closed_months(project)]
    if not closed:
        return ClosingCheck(text, holds=False, detail="budget.yaml has no closed_periods")
    last = max(closed)
    month = project.settings.status_date.isoformat()[:7]
    return ClosingCheck(text, holds=last >= month, detail=f"closed up to {last}")


def _benefits(project: Project) -> ClosingCheck:
    """Whether somebody goes on to look after the benefits."""
    nobody = tuple(one.id for one in project.all("benefit") if is_open(one) and not one.has("owner"))
    count = len(project.all("benefit"))
    detail = f"{len(nobody)} of {count} have no owner" if nobody else f"all {count} have an owner"
    return ClosingCheck("Every benefit has an owner after the project", not nobody, detail, nobody)


def _lessons(project: Project) -> ClosingCheck:
    learned = {one.text("phase") for one in project.all("lesson")}
    without = tuple(one.id for one in project.all("phase") if one.id not in learned)
    detail = f"{len(without)} phases without a lesson" if without else f"{len(project.all('lesson'))} lessons"
    return ClosingCheck("Every phase has its lessons", not without, detail, without)


def _end_report(project: Project) -> ClosingCheck:
    found = [one for one in artefacts(project) if "end report" in one.name.lower().replace("-", " ")]
    there = any(one.there for one in found)
    return ClosingCheck("The project-end report is written", there, found[0].basis if found else "not listed")


def _said(text: str, holds: bool, key: str, words: str = "") -> ClosingCheck:  # noqa: FBT001 - a value, no switch
    return ClosingCheck(text, holds, (words or "yes") if holds else f"project.yaml does not say so ({key})")
