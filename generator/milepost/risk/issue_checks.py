"""Issues that nobody moves on, and those that keep critical tasks from going on."""

from collections.abc import Iterator

from milepost.diagnostics import Diagnostic, Note
from milepost.project import Project, Record
from milepost.risk import issue_rules as rules
from milepost.schedule.model import Schedule
from milepost.states import status

URGENT = 15
"""Urgency × impact from which an issue is urgent."""
ESCALATE_DAYS, QUIET_DAYS = 7, 14


def priority_of(issue: Record) -> int | None:
    """Urgency × impact, 1 to 25; None when one of them is not written."""
    urgency, impact = issue.integer("urgency"), issue.integer("impact")
    return None if urgency is None or impact is None else urgency * impact


def unattended(project: Project) -> Iterator[Diagnostic]:
    """Urgent issues that are not escalated, and open ones about which nothing is written."""
    today = project.settings.status_date
    for issue in project.all("issue"):
        if status(issue) != "open":
            continue
        created, written = issue.date("created"), issue.date("updated")
        priority, severe = priority_of(issue), issue.text("severity") == "critical"
        urgent = severe or (priority is not None and priority >= URGENT)
        days = 0 if created is None else (today - created).days
        if urgent and days > ESCALATE_DAYS and not issue.has("escalation"):
            rank = f"a priority of {priority}" if priority is not None else "critical severity"
            message = f"{issue.id} with {rank} has been open for {days} days and is not escalated"
            span = issue.span("status" if issue.has("status") else None)
            yield rules.ISSUE_NOT_ESCALATED.at(span, message, record=issue.id)
        key = "updated" if written is not None else "created"
        last = written or created
        if last is not None and (today - last).days > QUIET_DAYS:
            message = f"nothing was written about {issue.id} for {(today - last).days} days"
            yield rules.ISSUE_NOT_UPDATED.at(issue.span(key), message, record=issue.id)


def check_issues(project: Project, schedule: Schedule) -> Iterator[Diagnostic]:
    """Open issues that block critical tasks."""
    for issue in project.all("issue"):
        if status(issue) != "open":
            continue
        for index, name in enumerate(issue.texts("blocks")):
            task = schedule.tasks.get(name)
            if task is not None and task.critical and not task.done:
                record = project.get(name, "task")
                notes = () if record is None else (Note(record.span("id"), f"{name} {task.name}"),)
                message = f"{issue.id} blocks {name}, which is on the critical path"
                span = issue.item_span("blocks", index)
                yield rules.ISSUE_BLOCKS_CRITICAL.at(span, message, notes=notes, record=issue.id)


CHECKS = (unattended,)
