"""What is wrong with the team once the plan has dates: roles that stay open, promises that come too late."""

from collections.abc import Iterator
from datetime import date, timedelta

from milepost.diagnostics import Diagnostic, Note
from milepost.parties import has_left
from milepost.people import team_rules as rules
from milepost.people.skills import assigned
from milepost.project import Project, Record
from milepost.rhythm import days_of
from milepost.schedule.instants import date_of, day_of
from milepost.schedule.model import Schedule
from milepost.states import is_open

FILL_DAYS = 56
"""Days before a role is needed by which somebody has to hold it; `team.fill_roles_before` says others."""


def check_team(project: Project, schedule: Schedule | None) -> Iterator[Diagnostic]:
    """What is wrong with open roles and with promises.

    Args:
        project: The project.
        schedule: Its schedule; None when the plan permits none.
    """
    yield from _roles(project, schedule)
    if schedule is not None:
        yield from _promises(project, schedule)


def _roles(project: Project, schedule: Schedule | None) -> Iterator[Diagnostic]:
    """Roles without anybody that are needed, by their own word or by the plan, within some weeks."""
    open_roles = [
        role for role in project.all("role") if all(has_left(who, project) for who in role.texts("held_by"))
    ]
    if not open_roles:
        return
    days = days_of(project.settings.section("team").text("fill_roles_before"), FILL_DAYS)
    soon = project.settings.status_date + timedelta(days=days)
    work = {} if schedule is None else _first_work(project, schedule, {role.id for role in open_roles})
    for role in open_roles:
        needed, first = role.date("needed_from"), work.get(role.id)
        starts = None if first is None else first[1]
        when = min((day for day in (needed, starts) if day is not None), default=None)
        if when is None or when > soon:
            continue
        notes = () if first is None else (Note(first[0].span("id"), f"{first[0].id} starts on {starts}"),)
        words = f"needed from {needed}" if needed is not None else f"planned with from {when}"
        message = f"{role.title} is {words}, and nobody holds the role"
        yield rules.ROLE_UNFILLED.at(
            role.span("needed_from" if needed is not None else "id"), message, notes=notes, record=role.id
        )


def _first_work(project: Project, schedule: Schedule, roles: set[str]) -> dict[str, tuple[Record, date]]:
    """The first task that is not done of each of some roles, and its day."""
    found: dict[str, tuple[Record, date]] = {}
    for record in project.all("task"):
        task = schedule.tasks.get(record.id)
        if task is None or task.done or "assignments" not in record.data:
            continue
        day = date_of(day_of(task.remaining_start))
        for who in assigned(record):
            if who in roles and (who not in found or day < found[who][1]):
                found[who] = (record, day)
    return found


def _promises(project: Project, schedule: Schedule) -> Iterator[Diagnostic]:
    """Tasks planned to start before what they need is promised."""
    for one in project.all("dependency"):
        promised = one.date("promised_by")
        if promised is None or not is_open(one) or one.has("delivered"):
            continue
        for id_ in one.texts("tasks"):
            task = schedule.tasks.get(id_)
            if task is None or task.actual_start is not None:
                continue
            start = date_of(day_of(task.start))
            if start < promised:
                note = Note(project.by_id[id_].span("id"), f"{id_} {task.name}")
                message = f"{id_} is planned to start on {start}, before {one.id} is promised for {promised}"
                yield rules.PROMISED_AFTER_START.at(
                    one.span("promised_by"), message, notes=(note,), record=one.id
                )
