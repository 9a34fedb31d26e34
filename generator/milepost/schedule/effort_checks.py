"""What is wrong with the effort of tasks: more of it than there is time for, parts that are not the whole."""

from collections.abc import Iterator
from decimal import Decimal

from milepost.diagnostics import Diagnostic
from milepost.project import Project
from milepost.schedule import rules
from milepost.schedule.day_lengths import DayLengths
from milepost.schedule.effort import assigned_to
from milepost.source.fields import Fields
from milepost.source.units import percentage


def effort_beyond_duration(project: Project) -> Iterator[Diagnostic]:
    """More effort than the assigned people, or one of them, can do in the duration."""
    lengths = DayLengths(project)
    for task in project.all("task"):
        lasting = task.duration("duration")
        if lasting is None or lasting.elapsed:
            continue
        assigned = assigned_to(task)
        if not assigned or any(not is_human(one.who, project) for one in assigned):
            continue
        length = lengths.of(task)
        units = sum((one.units for one in assigned), Decimal(0))
        asked: list[tuple[Fields, Decimal]] = [(task, units)]
        asked += [(one, _units(one)) for one in task.parts("assignments")]
        for owner, share in asked:
            effort = owner.duration("effort")
            if effort is None or effort.elapsed:
                continue
            if length.minutes(effort) > length.minutes(lasting) * share:
                words = f"{owner.text('effort')} of effort do not fit into {task.text('duration')}"
                span = owner.span("effort")
                yield rules.EFFORT_BEYOND_DURATION.at(span, f"{words} at {share:.0%}", record=task.id)


def _units(assignment: Fields) -> Decimal:
    return percentage(assignment.text("units")) or Decimal(1)


def parts_of_effort(project: Project) -> Iterator[Diagnostic]:
    """Efforts of people that are not, together, the effort of their task."""
    lengths = DayLengths(project)
    for task in project.all("task"):
        whole = task.duration("effort")
        if whole is None or "assignments" not in task.data:
            continue
        assigned = assigned_to(task)
        parts = [one.effort for one in assigned if one.effort is not None]
        if not parts:
            continue
        length = lengths.of(task)
        total, effort = sum(length.minutes(part) for part in parts), length.minutes(whole)
        everybody = len(parts) == len(assigned)
        if total > effort or (everybody and total != effort):
            days = Decimal(total) / length.minutes_per_day
            message = f"the people of {task.id} have {days:.4g}d of work and the task {task.text('effort')}"
            yield rules.PARTS_NOT_THE_EFFORT.at(task.span("effort"), message, record=task.id)


def is_human(who: str, project: Project) -> bool:
    """Whether an id is that of a person and not of a machine or a room."""
    person = project.get(who, "person")
    return person is not None and person.text("type") != "equipment"
